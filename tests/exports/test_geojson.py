"""GeoJSON: shapely finds points and lines where they are, longitude first."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from tests.miniatures import Edit, edit

shapely = pytest.importorskip("shapely")
pytest.importorskip("geojson_pydantic")

PLACES = "places.toml"
HOME = '{ latitude = 35.0, longitude = 139.0, source = "invented" }\n'


@pytest.fixture(scope="session")
def path(data: rt.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a data set."""
    return data.to_geojson(tmp_path_factory.mktemp("geojson") / "x.geojson")


def features(path: Path) -> dict[str, Any]:
    """Return the features by id."""
    whole = json.loads(path.read_text("utf-8"))
    assert whole["type"] == "FeatureCollection"
    found = {feature["id"]: feature for feature in whole["features"]}
    assert len(found) == len(whole["features"])
    return found


def shape(feature: Any) -> Any:
    """Return a geometry as shapely reads it."""
    geometry = feature["geometry"]
    return None if geometry is None else shapely.from_geojson(json.dumps(geometry))


def test_points(data: rt.Dataset, path: Path) -> None:
    """Each partner with coordinates is a point at its longitude and latitude."""
    found = features(path)
    partners = {partner for p in data.partnerships for partner in p.counterparts}

    for partner in partners:
        point, at = shape(found[partner.id]), getattr(partner, "coordinates", None)
        assert (point is None) == (at is None)
        if at:
            assert (point.geom_type, point.x, point.y) == ("Point", at.longitude, at.latitude)


def test_lines(data: rt.Dataset, path: Path) -> None:
    """Each tie is a line from the place of its holder to its counterpart."""
    found = features(path)
    holders = {holder.id: holder.place.coordinates for holder in data.about.holders}

    for tie in data.ties:
        line, here = shape(found[tie.id]), holders[tie.holder or ""]
        assert (line is None) == (tie.coordinates is None or here is None)
        if tie.coordinates and here:
            there = tie.coordinates
            ends = [(here.longitude, here.latitude), (there.longitude, there.latitude)]
            assert (line.geom_type, list(line.coords)) == ("LineString", ends)
            assert line.is_valid


def test_nothing_is_left_out(data: rt.Dataset, path: Path) -> None:
    """Partners and ties are all there, even without geometry, and nothing else."""
    partners = {partner.id for p in data.partnerships for partner in p.counterparts}

    assert features(path).keys() == partners | set(data.ties.ids)


def test_properties_are_rows(data: rt.Dataset, path: Path) -> None:
    """The properties are the row of the collection, value by value."""
    found = features(path)
    rows = [
        *data.ties.to_dicts("all"),
        *data.places.to_dicts("all"),
        *data.organisations.to_dicts("all"),
    ]

    told = {row["id"]: row for row in rows if row["id"] in found}
    assert {i: feature["properties"] for i, feature in found.items()} == told


def test_on_the_map(shipped: rt.Dataset, tmp_path: Path) -> None:
    """Rēzekne lies at 27° east and 56° north: whoever swaps the two lands in Arabia."""
    found = features(shipped.to_geojson(tmp_path / "x.geojson"))
    starts = {shape(found[tie.id]).coords[0] for tie in shipped.ties if found[tie.id]["geometry"]}

    assert starts
    for x, y in starts:
        assert (27 < x < 28, 56 < y < 57) == (True, True)


def test_form(path: Path) -> None:
    """RFC 7946: UTF-8, no other reference system, real letters."""
    content = path.read_bytes()

    assert b'"crs"' not in content
    assert b"\\u" not in content.replace(b"\\u0001", b"")
    assert content.endswith(b"}\n")


@pytest.mark.parametrize("longitude", [-122.4, -70.0, 139.7, -179.9])
def test_a_line_takes_the_short_way(folder: Path, tmp_path: Path, longitude: float) -> None:
    """RFC 7946, section 3.1.9: a line across the antimeridian is cut there, at one latitude."""
    edit(
        folder,
        Edit(PLACES, 'id = "duckburg"\n', 'id = "duckburg"\ncoordinates = ' + HOME),
        Edit(PLACES, "longitude = 10.25", f"longitude = {longitude}"),
    )
    line = shape(features(rt.load(folder).to_geojson(tmp_path / "x.geojson"))["town-goosund/goosund"])
    parts = list(getattr(line, "geoms", [line]))

    assert len(parts) == (2 if 139.0 - longitude > 180 else 1)
    assert all(part.bounds[2] - part.bounds[0] <= 180 for part in parts)
    assert (parts[0].coords[0], parts[-1].coords[-1]) == ((139.0, 35.0), (longitude, 59.5))
    for west, east in pairwise(parts):
        assert (west.coords[-1][0], east.coords[0][0]) == (180, -180)
        assert west.coords[-1][1] == east.coords[0][1]
        assert 35.0 < west.coords[-1][1] < 59.5
