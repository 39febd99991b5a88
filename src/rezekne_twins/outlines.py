"""Country outlines of Natural Earth (1 : 50 million), for the map and for checks of coordinates."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import importlib_resources

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
"""Its outer ring, then its holes; a point is longitude, then latitude."""


@cache
def outlines() -> dict[str, list[Polygon]]:
    """Return the polygons of each country that has an outline, by its alpha-3 code."""
    file = importlib_resources.files("rezekne_twins") / "data" / "country-outlines.geojson"
    features: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["features"]
    return {f["properties"]["a3"]: f["geometry"]["coordinates"] for f in features}
