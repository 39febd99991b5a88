"""Registers whose identifiers the data may hold: the form of an identifier, and its web address."""

from __future__ import annotations

from typing import NamedTuple


class Register(NamedTuple):
    """A public register of places or organisations.

    Attributes:
        title: Name of the register.
        pattern: Regular expression that a whole identifier matches.
        address: Web address of an entry; `{id}` stands for the identifier, `{country}` for the
            country code with which it begins.
    """

    title: str
    pattern: str
    address: str

    def url(self, value: str) -> str:
        """Return the web address of an entry."""
        return self.address.format(id=value, country=value[:2])


REGISTERS = {
    "geonames": Register("GeoNames", r"[1-9][0-9]*", "https://www.geonames.org/{id}"),
    "iso-3166-2": Register(
        "ISO 3166-2", r"[A-Z]{2}-[A-Z0-9]{1,3}", "https://www.iso.org/obp/ui/#iso:code:3166:{country}"
    ),
    "wikidata": Register("Wikidata", r"Q[1-9][0-9]*", "https://www.wikidata.org/wiki/{id}"),
}
"""Registers by the scheme that an `Identifier` names."""
