"""Whether places, bodies and countries are what the registers say they are.

Where two values contradict one another, that one is pointed at against which a third one speaks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from rezekne_twins.keeping.checks.base import Fault
from rezekne_twins.loading.files import SHIPPED
from rezekne_twins.models import Country, Organisation, Place
from rezekne_twins.models.shape import Steps
from rezekne_twins.query import Index

_IDENTIFIERS = {
    "geonames": r"[0-9]+",
    "iso-3166-2": r"[A-Z]{2}-[A-Z0-9]{1,3}",
    "wikidata": r"Q[0-9]+",
}
_COARSE = 0.05
"""Degrees by which an outline of this scale (1 : 50 million) may be out."""


def identifiers(index: Index) -> Iterator[Fault]:
    """Find identifiers that their register cannot have given, or gave to another country."""
    agents: tuple[Place | Organisation, ...] = (*index.table(Place), *index.table(Organisation))
    for agent in agents:
        countries = [agent.country] if isinstance(agent, Place) else agent.countries
        for n, identifier in enumerate(agent.identifiers):
            scheme, value, at = identifier.scheme, identifier.value, ("identifiers", n, "value")
            if not re.fullmatch(_IDENTIFIERS[scheme], value):
                message = f"{value!r} is no {scheme} identifier"
                yield Fault(agent, message, "copy it again from the register", at)
            elif scheme == "iso-3166-2" and value[:2] not in {c.id for c in countries}:
                message = f"{value!r} is a code of another country"
                keys: list[Steps] = [("country",), at]
                if not isinstance(agent, Place) or _point_in_country(agent):
                    keys = [at]
                elif _point_in_country(agent) is False:
                    keys = [("country",)]
                for key in keys:
                    yield Fault(agent, message, "check the country and the code", key)


def successors(index: Index) -> Iterator[Fault]:
    """Find units whose successor or predecessor knows nothing of them."""
    for place in index.table(Place):
        for there, back in (("successor", "predecessor"), ("predecessor", "successor")):
            other: Place | None = getattr(place, there)
            if other and getattr(other, back) is not place:
                message = f"{there} {other.id!r} does not name it as its {back}"
                yield Fault(place, message, f'add {back} = "{place.id}" there', (there,))
                message = f"{place.id!r} names it as its {there}, but not the other way round"
                yield Fault(other, message, f'add {back} = "{place.id}"', (back,))


def alpha_3(index: Index) -> Iterator[Fault]:
    """Find codes and names that two countries have."""
    for key in ("alpha_3", "title", "title_lv"):
        seen: dict[str, Country] = {}
        for country in index.table(Country):
            other = seen.setdefault(getattr(country, key), country)
            for one, two in ((country, other), (other, country)) if other is not country else ():
                message = f"{getattr(one, key)!r} is {key} of {two.id} too"
                yield Fault(one, message, "copy it again from ISO 3166-1 or CLDR", (key,))


def parts(index: Index) -> Iterator[Fault]:
    """Find places that lie in one country, and in a place of another."""
    for place in index.table(Place):
        whole = place.part_of
        if whole and whole.country is not place.country:
            above = whole.part_of
            if above and above.country is place.country:
                continue  # then the whole is at odds with both, which is said there
            message = f"lies in {place.country.id}, but {whole.id!r} in {whole.country.id}"
            yield Fault(place, message, "check country and part_of", ("country",))


def coordinates(index: Index) -> Iterator[Fault]:
    """Find points that lie outside the country of their place."""
    for place in index.table(Place):
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
    if code not in _country_outlines():
        return False if _countries_near(lon, lat) else None
    return bool(_countries_near(lon, lat, code))


def _countries_near(lon: float, lat: float, *codes: str) -> set[str]:
    """Return the countries, by alpha-3 code, that a point may lie in: the outlines are coarse."""
    steps = (0, -_COARSE, _COARSE)
    around = [(lon + east, lat + north) for east in steps for north in steps]
    return {
        code
        for code in codes or _country_outlines()
        if any(_lies_in(x, y, ring) for ring in _country_outlines()[code] for x, y in around)
    }


@cache
def _country_outlines() -> dict[str, list[Any]]:
    """Return the outer rings of each country, by its alpha-3 code, as far as they are shipped."""
    file = SHIPPED / "country-outlines.geojson"
    found: dict[str, list[Any]] = {}
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        found[feature["properties"]["a3"]] = [polygon[0] for polygon in polygons]
    return found


def _lies_in(lon: float, lat: float, ring: Any) -> bool:
    """Tell whether a point lies in a ring, by counting the edges east of it (even-odd rule)."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
