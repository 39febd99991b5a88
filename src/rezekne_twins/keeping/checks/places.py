"""Whether places, bodies and countries are what the registers say they are.

Where two values contradict one another, that one is pointed at against which a third one speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from rezekne_twins.keeping.checks.base import TEXTS, Fault, rule
from rezekne_twins.models import Identifier, Match, Organisation, Place, Record
from rezekne_twins.models.columns import KeyPath
from rezekne_twins.models.registers import REGISTERS
from rezekne_twins.outlines import Polygon, countries_at, distance, lies_in, outlines
from rezekne_twins.store import Store

_BORDER, _SEA, _LOST_DIGIT, _SHORT = 0.3, 3.0, 30.0, 10.0
"""Degrees by which a right point may lie in another country, or off the coast; and degrees that
tell a latitude with a lost digit from a wrong country: how far off it is, and how small.

Of 34 006 towns in GeoNames, they call two wrong (San Andrés and Melilla); a test has the list.
"""
_CRIMEA: Polygon = [[(32.4, 44.3), (32.4, 46.1), (36.7, 46.1), (36.7, 44.3), (32.4, 44.3)]]
"""Part of Ukraine's outline, as the United Nations have it; some sources count it to Russia."""


@rule("E410", Place, Organisation)
def identifiers(agent: Place | Organisation) -> Iterator[Fault]:
    """An identifier has the form that its register gives, and is of the right country."""
    countries = [agent.country] if isinstance(agent, Place) else agent.countries
    for n, identifier in enumerate(agent.identifiers):
        scheme, value, at = identifier.scheme, identifier.value, ("identifiers", n, "value")
        if identifier.register is None:
            yield Fault("unknown", "identifiers", n, "scheme", scheme=scheme, usual=", ".join(REGISTERS))
        elif not identifier.register.pattern.fullmatch(value):
            yield Fault("form", *at, identifier=identifier)
        elif scheme == "iso-3166-2" and value[:2] not in {c.id for c in countries}:
            keys: list[KeyPath] = [("country",), at]
            if not isinstance(agent, Place) or _point_in_country(agent):
                keys = [at]
            elif _point_in_country(agent) is False:
                keys = [("country",)]
            yield from (Fault("country", *key, identifier=identifier) for key in keys)


@rule("E411", Place)
def successors(place: Place) -> Iterator[Fault]:
    """Units that follow each other name each other."""
    for there, back in (("successors", "predecessors"), ("predecessors", "successors")):
        others: tuple[Place, ...] = getattr(place, there)
        for n, other in enumerate(others):
            if place not in getattr(other, back):
                yield Fault("there", there, n, other=other, there=there, back=back)
                yield Fault("here", back, of=other, other=place, there=there, back=back)


@rule("E412")
def unique(store: Store) -> Iterator[Fault]:
    """No two countries, partnerships or sources share a code, title or address."""
    for name, key in ((name, key) for name, keys in TEXTS["unique"].items() for key in keys):
        seen: dict[str, Record] = {}
        for record in store.tables[name]:
            other = seen.setdefault(getattr(record, key) or record.id, record)
            for one, two in ((record, other), (other, record)) if other is not record else ():
                yield Fault("fault", key, of=one, value=getattr(one, key), key=key, other=two)


@rule("E413", Place)
def parts(place: Place) -> Iterator[Fault]:
    """A place lies in the country of the larger place that it is part of."""
    whole = place.part_of
    if whole and whole.country is not place.country:
        above = whole.part_of
        if not (above and above.country is place.country):  # else the whole is at odds with both
            yield Fault("fault", "country", whole=whole)


@rule("E414", Place)
def coordinates(place: Place) -> Iterator[Fault]:
    """No point certainly lies outside the country of its place."""
    if _point_in_country(place) is not False or place.coordinates is None:
        return
    lat, lon = place.coordinates.latitude, place.coordinates.longitude
    if _certainly_outside(lat, lon, place.country.alpha_3) is False:
        yield Fault("swapped", "coordinates")
    elif countries_at(lon, lat) and not _far_away(lon, lat, place.country.alpha_3):
        yield Fault("country", "country")
    else:
        yield Fault("point", "coordinates")


@rule("E424", Place)
def register_of_point(place: Place) -> Iterator[Fault]:
    """A point from a register is that of the entry by which the register knows the place."""
    if place.coordinates and not place.coordinates.display_only and "(" in place.coordinates.source:
        yield Fault("borrowed", "coordinates")
    name, _, entry = (place.coordinates.source if place.coordinates else "").rpartition(" ")
    for n, identifier in enumerate(place.identifiers):
        if getattr(identifier.register, "title", None) == name and identifier.value != entry:
            yield Fault("fault", "identifiers", n, "value", identifier=identifier)


@rule("E425")
def shared_identifiers(store: Store) -> Iterator[Fault]:
    """No two places or bodies are exactly one entry of a register."""
    for kind in (Place, Organisation):
        seen: dict[str, tuple[Record, Identifier]] = {}
        for agent in store.table(kind):
            for n, identifier in enumerate(agent.identifiers):
                known = f"{identifier.scheme}:{identifier.value}"
                other, first = seen.setdefault(known, (agent, identifier))
                if first is not identifier and Match.EXACT in {first.match, identifier.match}:
                    yield Fault("fault", "identifiers", n, "value", of=agent, known=known, other=other)


def _point_in_country(place: Place) -> bool | None:
    """Tell whether the point of a place lies in or near its country; `None`: nobody can tell."""
    if place.coordinates is None:
        return None
    lon, lat = place.coordinates.longitude, place.coordinates.latitude
    outside = _certainly_outside(lon, lat, place.country.alpha_3)
    return None if outside is None else not outside


def _far_away(lon: float, lat: float, code: str) -> bool:
    """Tell whether a point is so far off that a lost digit is likelier than a wrong country."""
    return abs(lat) < _SHORT and distance(lon, lat, _area(code)) > _LOST_DIGIT


def _certainly_outside(lon: float, lat: float, code: str) -> bool | None:
    """Tell whether a point is no place of a country; `None` where the country has no outline.

    Outlines are coarse and leave out islets, so a point in another country must be further than
    `_BORDER` from the own outline, and one at sea further than `_SEA`.
    """
    own = _area(code)
    if not own:
        return None
    if any(lies_in(lon, lat, polygon) for polygon in own):
        return False
    return distance(lon, lat, own) > (_BORDER if countries_at(lon, lat) else _SEA)


def _area(code: str) -> list[Polygon]:
    """Return the outlines of a country, and those in which its points may lie, too."""
    also = [_CRIMEA] if code == "RUS" else outlines().get(TEXTS["also_in"].get(code, ""), [])
    return [*outlines().get(code, ()), *also]
