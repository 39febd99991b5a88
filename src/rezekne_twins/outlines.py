"""Country outlines of Natural Earth (1 : 50 million), for the map and for checks of coordinates."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from math import cos, hypot, radians
from typing import Any

import importlib_resources

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
"""Its outer ring, then its holes; a point is longitude, then latitude."""
Box = tuple[float, float, float, float]


@cache
def outlines() -> dict[str, list[Polygon]]:
    """Return the polygons of each country that has an outline, by its alpha-3 code."""
    file = importlib_resources.files("rezekne_twins") / "data" / "country-outlines.geojson"
    features: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["features"]
    return {f["properties"]["a3"]: f["geometry"]["coordinates"] for f in features}


@cache
def _boxes() -> list[tuple[str, Polygon, Box]]:
    """Return each polygon with its country and the box around it."""
    return [(code, polygon, box(polygon[0])) for code, many in outlines().items() for polygon in many]


def box(ring: Iterable[Point]) -> Box:
    """Return the least and the greatest longitude and latitude of some points."""
    xs, ys = zip(*ring, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def countries_at(lon: float, lat: float) -> set[str]:
    """Return the countries, by alpha-3 code, whose outline a point lies in."""
    return {
        code
        for code, polygon, (west, south, east, north) in _boxes()
        if west <= lon <= east and south <= lat <= north and lies_in(lon, lat, polygon)
    }


def lies_in(lon: float, lat: float, polygon: Polygon) -> bool:
    """Tell whether a point lies in a polygon, by counting the edges east of it (even-odd rule)."""
    inside = False
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def distance(lon: float, lat: float, polygons: Iterable[Polygon]) -> float:
    """Return how far a point is from the nearest edge of some polygons, in degrees of latitude.

    It is exact enough for a few degrees: around the point, the earth is taken as flat.
    """
    narrow = cos(radians(lat))
    least = 360.0
    edges = (edge for polygon in polygons for ring in polygon for edge in pairwise(ring))
    for (x1, y1), (x2, y2) in edges:
        # The short way around the earth: 179° E and 179° W are 2° apart.
        x, y = ((x1 - lon + 180) % 360 - 180) * narrow, y1 - lat
        dx, dy = (x2 - x1) * narrow, y2 - y1
        along = -(x * dx + y * dy) / (dx * dx + dy * dy or 1)
        part = min(max(along, 0), 1)
        least = min(least, hypot(x + part * dx, y + part * dy))
    return least
