"""Registers whose identifiers the data may hold: the form of an identifier, and its web address."""

from __future__ import annotations

import re

from pydantic import Field

from rezekne_twins.models.base import Id, Text, Value

__all__ = ["Register"]


class Register(Value, frozen=True):
    """A public register of places or organisations."""

    id: Id = Field(description="Word for it in the `scheme` of an identifier, such as `geonames`.")
    title: Text = Field(description="Name of the register.")
    pattern: re.Pattern[str] = Field(description="Regular expression that an identifier matches.")
    address: Text = Field(
        description="Web address of an entry; `{id}` stands for the identifier, `{country}` for the "
        "country code with which it begins."
    )


_ISO = "https://www.iso.org/obp/ui/#iso:code:3166:{country}"
_USUAL = (
    ("geonames", "GeoNames", "[1-9][0-9]*", "https://www.geonames.org/{id}"),
    ("iso-3166-2", "ISO 3166-2", "[A-Z]{2}-[A-Z0-9]{1,3}", _ISO),
    ("wikidata", "Wikidata", "Q[1-9][0-9]*", "https://www.wikidata.org/wiki/{id}"),
)
REGISTERS = {
    id: Register(id=id, title=title, pattern=re.compile(pattern), address=address)
    for id, title, pattern, address in _USUAL
}
"""Registers that every data set may use, by the `scheme` of an identifier."""
