"""What partnerships are between and about: countries, places, organisations, fields."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import Field as Described

from rezekne_twins.dates import PartialDate
from rezekne_twins.models.base import Id, Keys, PrintedKind, Ref, Text, Value, derived, optional, several
from rezekne_twins.models.record import Name, Record
from rezekne_twins.models.registers import REGISTERS, Register
from rezekne_twins.models.words import Match, OrganisationKind, PlaceKind

__all__ = ["Agent", "Coordinates", "Country", "Field", "Identifier", "Organisation", "Person", "Place"]


class Country(Record, frozen=True):
    """A country of ISO 3166-1; the id is its alpha-2 code."""

    collection: ClassVar[str] = "countries"
    written_in: ClassVar[str] = "a list"
    lean_columns: ClassVar[Keys] = Keys("id alpha_3 title title_lv other_names")
    shown_columns: ClassVar[Keys] = Keys("id alpha_3 title title_lv")

    id: Annotated[str, Described(pattern="^[A-Z]{2}$")] = Described(description="ISO 3166 alpha-2.")
    alpha_3: Annotated[str, Described(pattern="^[A-Z]{3}$")] = Described(description="ISO 3166 alpha-3.")
    title: Text = Described(description="Name in English (Unicode CLDR).")
    title_lv: Text = Described(description="Name in Latvian (Unicode CLDR).")
    other_names: tuple[Text, ...] = several("Other spellings that a query accepts.")


class Field(Record, frozen=True):
    """A concept of the vocabulary of cooperation fields (SKOS)."""

    collection: ClassVar[str] = "fields"
    written_in: ClassVar[str] = "a list"
    lean_columns: ClassVar[Keys] = Keys(
        "id title title_lv broader broader_name other_names scope_note cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id title title_lv broader")

    title: Text = Described(description="Label in English (skos:prefLabel).")
    title_lv: Text | None = optional("Label in Latvian (skos:prefLabel).")
    titles: tuple[Name, ...] = several("Labels in further languages (skos:prefLabel).")
    broader: Ref[Field] | None = optional("The wider concept that this one belongs to (skos:broader).")
    other_names: tuple[Text, ...] = several("Other words that a query accepts (skos:altLabel).")
    scope_note: Text | None = optional("What belongs here and what does not (skos:scopeNote).")

    @cached_property
    def narrower(self) -> tuple[Field, ...]:
        """The narrower concepts (skos:narrower); set by loading, as `conflicts` is."""
        return ()


class Identifier(Value, frozen=True):
    """What another register calls the same thing."""

    scheme: Id = Described(description=f"Register: {', '.join(REGISTERS)}, or a declared one.")
    value: Text = Described(description="Identifier there.")
    match: Match = Described(description="How surely it is the same thing.")

    @cached_property
    def register(self) -> Register | None:
        """The register; set by loading where dataset.toml declares it, as `conflicts` is."""
        return REGISTERS.get(self.scheme)

    @property
    def url(self) -> str | None:
        """Web address of the entry in its register; of ISO 3166-2, of the list of its country."""
        address = self.register.address if self.register else None
        return address and address.replace("{id}", self.value).replace("{country}", self.value[:2])

    def __str__(self) -> str:
        """Return scheme, value and grade, such as `geonames:456202 (exact)`."""
        return f"{self.scheme}:{self.value} ({self.match})"


class Coordinates(Value, frozen=True):
    """A point for showing a place on a map (WGS 84)."""

    latitude: float = Described(strict=True, ge=-90, le=90, description="Degrees north.")
    longitude: float = Described(strict=True, ge=-180, le=180, description="Degrees east.")
    source: Text = Described(description="Reference list that the point is taken from.")
    display_only: bool = Described(
        default=False,
        strict=True,
        description="True where the point only shows the unit on a map and is not its own.",
    )

    def __str__(self) -> str:
        """Return latitude, longitude and where they are from."""
        only = ", for display only" if self.display_only else ""
        return f"{self.latitude}, {self.longitude} ({self.source}{only})"


class Agent(Record, frozen=True):
    """What places and organisations have in common: they can be partner, party or member."""

    partnerships: tuple[Id, ...] = derived("Partnerships that it is in.", default=())
    title: Text = Described(description="Name in English, or in its own language.")
    title_lv: Text | None = optional("Name in Latvian.")
    names: tuple[Name, ...] = several("Names in further languages, its own first.")
    as_written: tuple[Text, ...] = several("Forms printed in the sources, as printed.")
    identifiers: tuple[Identifier, ...] = several("What registers call it, with the grade of the match.")
    references: tuple[Text, ...] = several("Attributes whose values come from reference lists.")


class Place(Agent, frozen=True):
    """A town, municipality, district, county, region or other place."""

    collection: ClassVar[str] = "places"
    written_in: ClassVar[str] = "a list"
    lean_columns: ClassVar[Keys] = Keys(
        "id title title_lv kind country country_alpha_3 part_of latitude longitude geonames wikidata "
        "partnerships cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id title kind country")

    kind: PlaceKind = Described(description="Kind of place or territorial unit.")
    kind_as_written: PrintedKind = None
    country: Ref[Country] = Described(description="Country it lies in (ISO 3166-1).")
    part_of: Ref[Place] | None = optional("The next larger place in this set that it lies in.")
    coordinates: Coordinates | None = optional("A point for it on a map.")
    founded: PartialDate | None = optional("When this unit came into being, where it did so lately.")
    dissolved: PartialDate | None = optional("When this unit ceased to be.")
    successors: tuple[Ref[Place], ...] = several("Units that took its place.")
    predecessors: tuple[Ref[Place], ...] = several("Units whose place it took.")


class Organisation(Agent, frozen=True):
    """A council, administration, chamber, union, euroregion or other body."""

    collection: ClassVar[str] = "organisations"
    written_in: ClassVar[str] = "a list"
    lean_columns: ClassVar[Keys] = Keys(
        "id title title_lv kind countries place part_of wikidata partnerships cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id title kind countries")

    kind: OrganisationKind = Described(description="Kind of body.")
    kind_as_written: PrintedKind = None
    countries: tuple[Ref[Country], ...] = several("Countries it belongs to, as its source prints them.")
    place: Ref[Place] | None = optional("Place that it governs or sits in.")
    part_of: Ref[Organisation] | None = optional("The larger body that it belongs to.")


class Person(Record, frozen=True):
    """A person whom a source names in a public role; no more is held than it prints."""

    collection: ClassVar[str] = "people"
    written_in: ClassVar[str] = "a list"
    lean_columns: ClassVar[Keys] = Keys("id title office as_written cites")
    shown_columns: ClassVar[Keys] = Keys("id title office")

    partnerships: tuple[Id, ...] = derived("Partnerships in which the person occurs.", default=())
    organisations: tuple[Ref[Organisation], ...] = derived(
        "Organisations that the person is a member of or acts for.", default=()
    )
    title: Text = Described(description="Name, in the nominative.")
    as_written: tuple[Text, ...] = several("Forms printed in the sources, as printed.")
    office: Text | None = optional("Public role, as the source has it.")
