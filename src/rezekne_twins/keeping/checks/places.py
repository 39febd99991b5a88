"""Whether places, bodies and countries are what the registers say they are.

Where two values contradict one another, that one is pointed at against which a third one speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rezekne_twins.keeping.checks.base import Fault
from rezekne_twins.models import Country, Organisation, Place
from rezekne_twins.models.columns import KeyPath
from rezekne_twins.models.registers import REGISTERS
from rezekne_twins.outlines import Ring, outlines
from rezekne_twins.store import Store

_COARSE = 0.05
"""Degrees by which an outline of this scale (1 : 50 million) may be out."""


def identifiers(store: Store) -> Iterator[Fault]:
    """Find identifiers that their register cannot have given, or gave to another country."""
    agents: tuple[Place | Organisation, ...] = (*store.table(Place), *store.table(Organisation))
    for agent in agents:
        countries = [agent.country] if isinstance(agent, Place) else agent.countries
        for n, identifier in enumerate(agent.identifiers):
            scheme, value, at = identifier.scheme, identifier.value, ("identifiers", n, "value")
            if not re.fullmatch(REGISTERS[scheme].pattern, value):
                message = f"{value!r} is no {scheme} identifier"
                yield Fault(agent, message, "copy it again from the register", at)
            elif scheme == "iso-3166-2" and value[:2] not in {c.id for c in countries}:
                message = f"{value!r} is a code of another country"
                keys: list[KeyPath] = [("country",), at]
                if not isinstance(agent, Place) or _point_in_country(agent):
                    keys = [at]
                elif _point_in_country(agent) is False:
                    keys = [("country",)]
                for key in keys:
                    yield Fault(agent, message, "check the country and the code", key)


def successors(store: Store) -> Iterator[Fault]:
    """Find units whose successor or predecessor knows nothing of them."""
    for place in store.table(Place):
        for there, back in (("successor", "predecessor"), ("predecessor", "successor")):
            other: Place | None = getattr(place, there)
            if other and getattr(other, back) is not place:
                message = f"{there} {other.id!r} does not name it as its {back}"
                yield Fault(place, message, f'add {back} = "{place.id}" there', (there,))
                message = f"{place.id!r} names it as its {there}, but not the other way round"
                yield Fault(other, message, f'add {back} = "{place.id}"', (back,))


def alpha_3(store: Store) -> Iterator[Fault]:
    """Find codes and names that two countries have."""
    for key in ("alpha_3", "title", "title_lv"):
        seen: dict[str, Country] = {}
        for country in store.table(Country):
            other = seen.setdefault(getattr(country, key), country)
            for one, two in ((country, other), (other, country)) if other is not country else ():
                message = f"{getattr(one, key)!r} is {key} of {two.id} too"
                yield Fault(one, message, "copy it again from ISO 3166-1 or CLDR", (key,))


def parts(store: Store) -> Iterator[Fault]:
    """Find places that lie in one country, and in a place of another."""
    for place in store.table(Place):
        whole = place.part_of
        if whole and whole.country is not place.country:
            above = whole.part_of
            if above and above.country is place.country:
                continue  # then the whole is at odds with both, which is said there
            message = f"lies in {place.country.id}, but {whole.id!r} in {whole.country.id}"
            yield Fault(place, message, "check country and part_of", ("country",))


def coordinates(store: Store) -> Iterator[Fault]:
    """Find points that lie outside the country of their place."""
    for place in store.table(Place):
        if _point_in_country(place) is not False or place.coordinates is None:
            continue
        lat, lon = place.coordinates.latitude, place.coordinates.longitude
        message = f"the point {lat}, {lon} lies outside {place.country.title}"
        if place.country.alpha_3 in _countries_near(lat, lon):
            yield Fault(place, message, "swap latitude and longitude", ("coordinates",))
        elif _countries_near(lon, lat):
            yield Fault(place, message, "check the country, and the point", ("country",))
        else:
            yield Fault(place, message, "check the point", ("coordinates",))


def _point_in_country(place: Place) -> bool | None:
    """Tell whether the point of a place lies in its country; `None` where nobody can tell."""
    if place.coordinates is None:
        return None
    lon, lat = place.coordinates.longitude, place.coordinates.latitude
    code = place.country.alpha_3
    if code not in outlines():
        return False if _countries_near(lon, lat) else None
    return bool(_countries_near(lon, lat, code))


def _countries_near(lon: float, lat: float, *codes: str) -> set[str]:
    """Return the countries, by alpha-3 code, that a point may lie in: the outlines are coarse."""
    steps = (0, -_COARSE, _COARSE)
    around = [(lon + east, lat + north) for east in steps for north in steps]
    return {
        code
        for code in codes or outlines()
        if any(_lies_in(x, y, ring) for ring, *_ in outlines()[code] for x, y in around)
    }


def _lies_in(lon: float, lat: float, ring: Ring) -> bool:
    """Tell whether a point lies in a ring, by counting the edges east of it (even-odd rule)."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
