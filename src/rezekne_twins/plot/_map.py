"""The map: holders, partners and the arcs between them, over the outlines of countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import asinh, atan, degrees, hypot, radians, sinh, sqrt, tan
from typing import NamedTuple

from rezekne_twins import models
from rezekne_twins.collections import Partnerships
from rezekne_twins.outlines import Point, outlines
from rezekne_twins.plot._picture import Picture, Row, chosen, holder_look, labelled, named, scale
from rezekne_twins.sequence import store_of

_SIZES = {"holder": 190, "partner": 75, "member": 22}
_TALL = (300, 640)
_EDGE = 46
_LEAST = radians(3)  # a map of one place shows this much around it
_FULL, _FAINT = 0.85, 0.3  # opacity of a line, and of one that has ended
_LETTER, _LINE = 6.2, 13  # the usual width of a letter and the height of a line, in pixels
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""Right, left, above, below, then the corners."""

Box = tuple[float, float, float, float]


class _Frame(NamedTuple):
    """Mercator's projection onto a picture, as Vega computes it."""

    turn: float
    width: int
    height: int
    scale: float
    left: float
    top: float

    def at(self, place: models.Place) -> Point:
        """Return the pixel of a place."""
        x, y = _mercator(place, self.turn)
        return x * self.scale + self.left, y * self.scale + self.top

    def shows(self, ring: Iterable[Point]) -> bool:
        """Tell whether a part of what a ring encloses may be seen."""
        xs, ys = zip(*ring, strict=True)
        west, east = (degrees((x - self.left) / self.scale) for x in (0, self.width))
        north, south = (degrees(atan(sinh((self.top - y) / self.scale))) for y in (0, self.height))
        across = self.turn or (min(xs) < east and max(xs) > west)  # a turned map is clipped by Vega
        return bool(across and min(ys) < north and max(ys) > south)


def map(  # noqa: A001 - the word for it
    partnerships: Partnerships | None = None, *, language: str = "en", width: int = 720
) -> Picture:
    """Return a map of partnerships that is as wide as the places on it.

    An arc leads from the holder to the first counterpart that has a point, and on to the others
    that have one; thin lines lead to the places of the members of an organisation. The line of a
    partnership that has ended is faint. A hollow mark is a point that only shows a unit on a map and
    is not its own. A partnership without a point is named in the subtitle. A name for which there is
    no room is left to the tooltip.

    Args:
        partnerships: Any collection of them, filtered or empty; the shipped ones if none is given.
        language: Of names and legend: `"en"`, or one of `dataset().about.languages`.
        width: Of the map in pixels; its height follows.

    Raises:
        MissingExtraError: The extra is not installed; `pip install 'rezekne-twins[plot]'` does it.
        UnknownValueError: The data set has no titles in that language.

    Example:
        >>> import rezekne_twins as rt
        >>> rt.plot.map(rt.partnerships(country="NO"))  # doctest: +SKIP
        <Picture 'Partners: Rēzekne city, Rēzekne Municipality'>
    """
    found, told = chosen(partnerships, language)
    holding = {partnership.holder for partnership in found}
    holders = [h for h in store_of(found).about.holders if h.id in holding or not found]
    names = {holder.id: named(holder, language) for holder in holders}
    numbers = {h.id: number for number, h in enumerate(store_of(found).about.holders)}

    marks: dict[tuple[models.Place, str, str], list[str]] = {
        (holder.place, holder.id, "holder"): [] for holder in holders if holder.place.coordinates
    }
    routes: list[tuple[models.Place, models.Place, str, bool, float]] = []
    unseen: list[str] = []
    homes = {holder.id: holder.place for holder in holders}
    for partnership in found:
        holder, home = partnership.holder, homes[partnership.holder]
        member = partnership.kind is models.PartnershipKind.MEMBERSHIP
        ends = [end for end in _ends(partnership) if end is not home]
        title = named(partnership, language)
        if ended := partnership.last_known is models.Validity.ENDED:
            title += f" ({labelled(partnership.last_known, language)})"
        for end in ends:
            mark = (end, holder, "member" if member else "partner")
            marks.setdefault(mark, []).append(title)
        steps = [(home, end) for end in ends] if member else pairwise([home, *ends])
        routes += [(a, b, holder, member, _FAINT if ended else _FULL) for a, b in steps if a.coordinates]
        unseen += [] if ends else [title]

    frame = _frame([place for place, _, _ in marks], width)
    lines = [
        row | {"line": number, "holder": names[holder], "opacity": opacity}
        for number, (a, b, holder, member, opacity) in enumerate(routes)
        for row in _line(frame.at(a), frame.at(b), numbers[holder], straight=member)
    ]
    points: list[Row] = []
    for mark in sorted(marks, key=lambda m: (-_SIZES[m[2]], -frame.at(m[0])[1])):
        place, holder, kind = mark
        # What several holders share stands side by side.
        shared = [h for other, h, what in marks if other is place and what == kind]
        row = {"place": named(place, language), "country": named(place.country, language)}
        row |= {"holder": names[holder], "tie": "; ".join(marks[mark])}
        row["told"] = ", ".join(filter(None, row.values()))
        x, y = frame.at(place)
        x += 9 * (shared.index(holder) - (len(shared) - 1) / 2)
        filled = 0 if _point(place).display_only else 1
        at = {"x": round(x, 1), "y": round(y, 1), "id": place.id}
        points.append(row | at | {"kind": told[kind], "filled": filled, "size": _SIZES[kind]})
    partners = {place.country.alpha_3 for place, _, _ in marks}
    notes = [told["only"]] if any(not row["filled"] for row in points) else []
    notes += [told["ended"]] if any(opacity < _FULL for *_, opacity in routes) else []
    notes += [f"{told['unseen']}: {', '.join(unseen)}"] if unseen else []
    colours, shapes, _ = zip(*(holder_look(numbers[i]) for i in names), strict=True)
    kinds = [k for k in _SIZES if any(kind == k for _, _, kind in marks)] or list(_SIZES)
    values: Row = {
        "width": frame.width,
        "height": frame.height,
        "scale": frame.scale,
        "translate": [frame.left, frame.top],
        "rotate": [-frame.turn, 0],
        "outlines": list(_outlines(frame, partners)),
        "lines": lines,
        "points": points,
        "labels": _labels(points, frame, lines, told["member"]),
        "holders": list(names.values()),
        "colour": scale(list(names.values()), list(colours)),
        "shape": scale(list(names.values()), list(shapes)),
        "size": scale([told[kind] for kind in kinds], [_SIZES[kind] for kind in kinds]),
    }
    return Picture("map", found, language, values, notes)


def _ends(partnership: models.Partnership) -> Iterator[models.Place]:
    """Yield the places with a point that a partnership leads to, each once."""
    agents: Iterable[models.Record] = partnership.counterparts
    if partnership.kind is models.PartnershipKind.MEMBERSHIP:
        own = (m for m in partnership.memberships if m.organisation in partnership.counterparts)
        agents = [membership.member for membership in own]
    places = (getattr(agent, "place", agent) for agent in agents)
    yield from dict.fromkeys(p for p in places if isinstance(p, models.Place) and p.coordinates)


def _point(place: models.Place) -> models.Coordinates:
    if place.coordinates is None:
        raise AssertionError("only places with a point are drawn")
    return place.coordinates


def _mercator(place: models.Place, turn: float) -> Point:
    point = _point(place)
    return radians((point.longitude - turn + 180) % 360 - 180), -asinh(tan(radians(point.latitude)))


def _frame(places: Iterable[models.Place], width: int) -> _Frame:
    """Return the projection in which all the places have room, and their names too."""
    shown = [*places]
    turn = _turn(sorted({_point(place).longitude for place in shown}))
    found = [_mercator(place, turn) for place in shown] or [(radians(15), -1.0)]
    xs, ys = zip(*found, strict=True)
    wide, high = (max(max(c) - min(c), _LEAST) for c in (xs, ys))
    zoom = (width - 2 * _EDGE) / wide
    height = min(max(round(high * zoom) + 2 * _EDGE, _TALL[0]), _TALL[1])
    zoom = min(zoom, (height - 2 * _EDGE) / high)
    left, top = (size / 2 - zoom * (max(c) + min(c)) / 2 for size, c in ((width, xs), (height, ys)))
    return _Frame(turn, width, height, zoom, left, top)


def _turn(longitudes: list[float]) -> float:
    """Return the longitude in the middle of a map: 0, unless it is shorter across the antimeridian."""
    gaps = [(b - a, b) for a, b in pairwise(longitudes)]
    widest, start = max(gaps, default=(0.0, 0.0))
    if not gaps or widest <= 360 + longitudes[0] - longitudes[-1]:
        return 0
    return (start + (360 - widest) / 2 + 180) % 360 - 180


def _outlines(frame: _Frame, partners: set[str]) -> Iterator[Row]:
    """Yield the countries that may be seen, and whether a place on the map lies in them."""
    for country, polygons in outlines().items():
        parts = [polygon for polygon in polygons if frame.shows(polygon[0])]
        if parts:
            geometry = {"type": "MultiPolygon", "coordinates": parts}
            partner = {"partner": country in partners}
            yield {"type": "Feature", "properties": partner, "geometry": geometry}


def _line(a: Point, b: Point, number: int, *, straight: bool) -> Iterator[Row]:
    """Yield the steps of a line, or of an arc that each holder bends to its own side."""
    (ax, ay), (bx, by) = a, b
    bend = 0 if straight else (-1) ** number * (0.16 if bx >= ax else -0.16)
    cx, cy = (ax + bx) / 2 + bend * (by - ay), (ay + by) / 2 - bend * (bx - ax)
    look = {"width": 0.7 if straight else 1.7, "dash": holder_look(number)[2]}
    steps = max(2, round(hypot(bx - ax, by - ay) / 8))
    for step in range(steps + 1):
        t = step / steps
        s = 1 - t
        x, y = (s * s * p + 2 * s * t * q + t * t * r for p, q, r in ((ax, cx, bx), (ay, cy, by)))
        yield look | {"x": round(x, 1), "y": round(y, 1), "step": step}


def _labels(points: list[Row], frame: _Frame, lines: list[Row], member: str) -> list[Row]:
    """Return the names where they cover no name and no mark, and as little of a line as can be.

    Members are named all or none, so that no choice among them is made by chance.
    """
    marks: dict[str, list[Row]] = {}
    for row in points:
        marks.setdefault(row["id"], []).append(row)
    extents = {place: _extent(rows) for place, rows in marks.items()}
    taken: list[Box] = list(extents.values())
    drawn = [(row["x"] - 3, row["y"] - 3, row["x"] + 3, row["y"] + 3) for row in lines]
    labels: list[Row] = []
    left_out = set[str]()
    for place, (first, *_) in marks.items():
        tried = [
            (rank / 2 + sum(_meet(box, line) for line in drawn), box, align)
            for rank, (box, align) in enumerate(_sides(first["place"], extents[place]))
            if min(box) >= 0 and box[2] <= frame.width and box[3] <= frame.height
            if not any(_meet(box, other) for other in taken)
        ]
        if tried:
            _, box, align = min(tried)
            taken.append(box)
            x = {"left": box[0], "center": (box[0] + box[2]) / 2, "right": box[2]}[align]
            at = {"x": round(x, 1), "y": round((box[1] + box[3]) / 2, 1), "align": align}
            labels.append(at | {"name": first["place"], "kind": first["kind"]})
        else:
            left_out.add(first["kind"])
    return [label for label in labels if label["kind"] != member or member not in left_out]


def _extent(rows: list[Row]) -> Box:
    """Return what the marks of one place take up."""
    xs, ys = [row["x"] for row in rows], [row["y"] for row in rows]
    radius = max(sqrt(row["size"]) / 2 + 1 for row in rows)
    return min(xs) - radius, min(ys) - radius, max(xs) + radius, max(ys) + radius


def _sides(name: str, extent: Box) -> Iterator[tuple[Box, str]]:
    """Yield the boxes in which a name may stand beside a place, the best first."""
    left, top, right, bottom = extent
    wide = len(name) * _LETTER
    for across, down in _SIDES:
        x = (left + right) / 2 + across * ((right - left + wide) / 2 + 4)
        y = (top + bottom) / 2 + down * ((bottom - top + _LINE) / 2) * (0.8 if across else 1)
        box = (x - wide / 2, y - _LINE / 2, x + wide / 2, y + _LINE / 2)
        yield box, {1: "left", 0: "center", -1: "right"}[across]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
