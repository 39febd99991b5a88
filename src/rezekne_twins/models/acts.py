"""The acts that begin, change or end a partnership."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field as Described

from rezekne_twins.dates import PartialDate
from rezekne_twins.models.base import PrintedKind, Ref, Text, Value, derived
from rezekne_twins.models.doings import Role
from rezekne_twins.models.record import Attached, shown
from rezekne_twins.models.things import Country, Organisation, Person, Place
from rezekne_twins.models.words import ActKind, InstrumentKind

__all__ = ["Act", "Instrument"]


class Instrument(Value, frozen=True):
    """The document of an act."""

    kind: InstrumentKind = Described(description="Kind of document.")
    as_written: Text = Described(description="What the source calls it, as printed.")

    def __str__(self) -> str:
        """Return the kind, and the printed word where it is another one."""
        same = self.as_written.casefold() == self.kind.label
        return self.kind.label if same else f"{self.kind.label} ({self.as_written})"


class Act(Attached, frozen=True):
    """One founding or legal act of a partnership, and the date that is its own."""

    collection: ClassVar[str] = "acts"
    shown_columns: ClassVar[tuple[str, ...]] = ("id", "kind", "date", "parties")
    extra_columns: ClassVar[tuple[str, ...]] = ("places", "organisations", "people")

    countries: tuple[Ref[Country], ...] = derived(
        "Countries of the partnership's counterparts.", default=()
    )
    kind: ActKind = Described(description="What the act did.")
    kind_as_written: PrintedKind = None
    date: PartialDate | None = Described(
        default=None, description="Day, month or year of the act; none where not stated."
    )
    instrument: Instrument | None = Described(
        default=None, description="Document that the act rests on; none where none is named."
    )
    term_years: int | None = Described(
        default=None,
        ge=1,
        le=999,
        strict=True,
        description="Stated term in years, counted from the date of the act.",
    )
    parties: tuple[Ref[Place | Organisation], ...] = Described(
        default=(), description="Who did this act, as the body printed; empty: not stated."
    )
    roles: tuple[Role, ...] = Described(
        default=(), description="Who did what in it beside the parties, such as invite to it."
    )
    concerns: Ref[Act] | None = Described(
        default=None, description="The act that was joined or prolonged."
    )
    same_as: Ref[Act] | None = Described(
        default=None, description="The same document, seen from another partnership."
    )

    def one_line(self) -> str:
        """Return kind, date, parties and term."""
        parties = f" by {shown(self.parties)}" if self.parties else ""
        term = f", for {self.term_years} years" if self.term_years else ""
        return f"{self.kind_as_written or self.kind.label} {self.date or 'undated'}{parties}{term}"

    @property
    def places(self) -> tuple[Ref[Place], ...]:
        """Parties that are places, and the places of parties that are bodies."""
        return places_of(self.parties)

    @property
    def organisations(self) -> tuple[Ref[Organisation], ...]:
        """Parties that are bodies, and bodies that had another role."""
        others = (body for role in self.roles for body in role.organisations)
        parties = (p for p in self.parties if isinstance(p, Organisation))
        return tuple(dict.fromkeys((*parties, *others)))

    @property
    def people(self) -> tuple[Ref[Person], ...]:
        """People who had a role in it."""
        return tuple(dict.fromkeys(person for role in self.roles for person in role.people))


def places_of(agents: tuple[Place | Organisation, ...]) -> tuple[Place, ...]:
    """Return the places among agents, and those that bodies among them govern, each once."""
    places = (a if isinstance(a, Place) else a.place for a in agents)
    return tuple(dict.fromkeys(place for place in places if place is not None))
