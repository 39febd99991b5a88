"""The outlines of countries: the whole world, without gap, overlap or a ring too many."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from rezekne_twins.outlines import Ring, countries_at, distance, lies_in, outlines

TOWNS = {
    "Fauske": ("NOR", 67.26, 15.39),
    "Kiruna": ("SWE", 67.86, 20.23),
    "Karasjok": ("NOR", 69.47, 25.51),
    "Murmansk": ("RUS", 68.97, 33.08),
    "Bilibino": ("RUS", 68.05, 166.45),
    "Egvekinot, east of the antimeridian": ("RUS", 66.50, -179.12),
    "Rēzekne": ("LVA", 56.51, 27.33),
    "Kaliningrad": ("RUS", 54.71, 20.51),
    "Simferopol": ("UKR", 44.95, 34.10),
    "Pristina": ("XKX", 42.66, 21.17),
    "Nicosia": ("CYP", 35.15, 33.35),
    "Reykjavík": ("ISL", 64.13, -21.80),
    "Ankara": ("TUR", 39.92, 32.85),
    "Tbilisi": ("GEO", 41.69, 44.83),
    "Ulaanbaatar": ("MNG", 47.91, 106.88),
    "Kyoto": ("JPN", 35.01, 135.77),
    "Delhi": ("IND", 28.65, 77.23),
    "Singapore": ("SGP", 1.35, 103.82),
    "Cairo": ("EGY", 30.06, 31.25),
    "Laayoune": ("ESH", 27.10, -13.10),
    "Hargeisa": ("SOL", 9.56, 44.07),
    "Maseru, in a hole of South Africa": ("LSO", -29.45, 27.72),
    "Pretoria": ("ZAF", -25.74, 28.19),
    "Fairbanks": ("USA", 64.84, -147.72),
    "Detroit": ("USA", 42.36, -83.10),
    "Windsor, Ontario": ("CAN", 42.20, -82.90),
    "Mexico City": ("MEX", 19.43, -99.13),
    "La Paz": ("BOL", -16.50, -68.15),
    "Ushuaia": ("ARG", -54.75, -68.35),
    "Canberra": ("AUS", -35.28, 149.13),
    "Labasa, west of the antimeridian": ("FJI", -16.60, 179.30),
    "Taveuni, east of it": ("FJI", -16.85, -179.97),
    "Hamilton": ("NZL", -37.78, 175.28),
    "South Pole": ("ATA", -89.99, 0.0),
}


@pytest.mark.parametrize(("country", "lat", "lon"), TOWNS.values(), ids=TOWNS)
def test_known_towns_lie_in_their_country_alone(country: str, lat: float, lon: float) -> None:
    """Towns of every continent lie in one outline, near borders and the antimeridian too."""
    assert countries_at(lon, lat) == {country}


@pytest.mark.parametrize(
    ("sea", "lat", "lon"),
    [
        ("Norwegian", 68.0, 5.0),
        ("Barents", 72.0, 38.0),
        ("Atlantic", 50.0, -30.0),
        ("Gulf of Guinea", 0.0, 0.0),
        ("Pacific", 0.0, 180.0),
    ],
)
def test_the_sea_is_no_country(sea: str, lat: float, lon: float) -> None:
    """No ring of a country closes over open water."""
    assert countries_at(lon, lat) == set(), sea


def test_rings_are_closed_and_within_the_world() -> None:
    """A ring is cut at the antimeridian (RFC 7946): it is closed, and no edge jumps across."""
    for code, polygons in outlines().items():
        assert polygons, code
        for ring in (ring for polygon in polygons for ring in polygon):
            assert ring[0] == ring[-1]
            assert max(abs(x) for x, _ in ring) <= 180
            jumps = [(a, b) for a, b in pairwise(ring) if abs(a[0] - b[0]) > 180]
            assert [jump for jump in jumps if jump[0][1] != -90] == [], code


def test_no_two_countries_overlap() -> None:
    """Along parallels a tenth of a degree apart, no stretch lies in two countries."""
    rings = [
        (code, np.array(ring))
        for code, polygons in outlines().items()
        for polygon in polygons
        for ring in polygon
    ]
    codes = np.concatenate([np.full(len(ring) - 1, code) for code, ring in rings])
    edges = np.concatenate([np.hstack([ring[:-1], ring[1:]]) for _, ring in rings])
    for lat in np.arange(-89.953, 84, 0.1):
        met = (edges[:, 1] > lat) != (edges[:, 3] > lat)
        x1, y1, x2, y2 = edges[met].T
        crossed = x1 + (x2 - x1) * (lat - y1) / (y2 - y1)
        stretches = [
            (start, end)
            for code in np.unique(codes[met])
            for start, end in np.sort(crossed[codes[met] == code]).reshape(-1, 2)
        ]
        for (_, end), (start, _) in pairwise(sorted(stretches)):
            assert start >= end - 1e-9, (lat, start)


@pytest.mark.parametrize(
    ("lon", "lat", "inside"),
    [(6, 3, True), (8, 3, False), (3, 3, False), (5.9, 4.9, True), (6, 1, False), (7, 5, False)],
)
def test_point_in_a_polygon(lon: float, lat: float, *, inside: bool) -> None:
    """A point is in the triangle where it is on the inner side of each of its edges."""
    assert lies_in(lon, lat, [[(4, 2), (8, 2), (6, 6), (4, 2)]]) is inside


def test_a_hole_is_not_inside() -> None:
    """A point in a hole of a polygon does not lie in the polygon."""
    square: Ring = [(0, 0), (0, 9), (9, 9), (9, 0), (0, 0)]
    hole: Ring = [(3, 3), (6, 3), (6, 6), (3, 6), (3, 3)]

    assert lies_in(1, 1, [square, hole])
    assert not lies_in(4, 4, [square, hole])


@pytest.mark.parametrize(
    ("lon", "lat", "degrees"),
    [(2, 0.5, 1), (0.5, 3, 2), (-3, -4, 5), (-179.5, 0.5, 179.5), (0.5, 0.5, 0.5)],
)
def test_distance_from_an_edge(lon: float, lat: float, degrees: float) -> None:
    """The distance is that from the nearest edge or corner, inside as outside."""
    square: list[Ring] = [[(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]]

    assert distance(lon, lat, [square]) == pytest.approx(degrees, rel=0.002)


def test_distance_across_the_antimeridian() -> None:
    """A point at 179° W is two degrees from an edge at 179° E, less where the earth is narrow."""
    edge = [[[(179.0, -1.0), (179.0, 61.0), (179.0, -1.0)]]]

    assert distance(-179, 0, edge) == pytest.approx(2)
    assert distance(-179, 60, edge) == pytest.approx(1)
