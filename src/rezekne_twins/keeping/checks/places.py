"""Whether places, bodies and countries are what the registers say they are.

Where two values contradict one another, that one is pointed at against which a third one speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rezekne_twins.keeping.checks.base import Fault
from rezekne_twins.models import Country, Organisation, Place
from rezekne_twins.models.columns import KeyPath
from rezekne_twins.models.registers import REGISTERS
from rezekne_twins.outlines import Polygon, countries_at, distance, lies_in, outlines
from rezekne_twins.store import Store

_BORDER, _SEA, _LOST_DIGIT, _SHORT = 0.3, 3.0, 30.0, 10.0
"""Degrees by which a right point may lie in another country, or off the coast; and degrees that
tell a latitude with a lost digit from a wrong country: how far off it is, and how small.

Of 34 006 towns in GeoNames, they call two wrong (San Andrés and Melilla); a test has the list.
"""
_ALSO = {
    "CYP": "CYN",
    "MAR": "ESH",
    "SJM": "NOR",
    "SOM": "SOL",
    "SRB": "XKX",
    **dict.fromkeys(("GLP", "GUF", "MTQ", "MYT", "REU"), "FRA"),
}
"""Further outlines in which a point of a country may lie, by alpha-3 codes.

Disputed areas: CYN is Northern Cyprus, ESH Western Sahara, SOL Somaliland, XKX Kosovo. The
overseas departments of France and Svalbard are drawn as parts of France and Norway.
"""
_CRIMEA: Polygon = [[(32.4, 44.3), (32.4, 46.1), (36.7, 46.1), (36.7, 44.3), (32.4, 44.3)]]
"""Part of Ukraine's outline, as the United Nations have it; some sources count it to Russia."""


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
    """Find points that certainly lie outside the country of their place."""
    for place in store.table(Place):
        if _point_in_country(place) is not False or place.coordinates is None:
            continue
        lat, lon = place.coordinates.latitude, place.coordinates.longitude
        message = f"the point {lat}, {lon} lies outside {place.country.title}"
        if _certainly_outside(lat, lon, place.country.alpha_3) is False:
            yield Fault(place, message, "swap latitude and longitude", ("coordinates",))
        elif countries_at(lon, lat) and not _far_away(lon, lat, place.country.alpha_3):
            yield Fault(place, message, "check the country, and the point", ("country",))
        else:
            yield Fault(place, message, "check the point", ("coordinates",))


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
    also = [_CRIMEA] if code == "RUS" else outlines().get(_ALSO.get(code, ""), [])
    return [*outlines().get(code, ()), *also]
