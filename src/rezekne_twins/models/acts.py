"""The acts that begin, change or end a partnership."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field as Described

from rezekne_twins.dates import PartialDate
from rezekne_twins.models.base import Keys, PrintedKind, Ref, Text, Value, derived, optional, several
from rezekne_twins.models.doings import Role
from rezekne_twins.models.record import Attached, shown
from rezekne_twins.models.things import Country, Organisation, Person, Place
from rezekne_twins.models.words import ActKind, ConflictKind, InstrumentKind

__all__ = ["Act", "Instrument"]


class Instrument(Value, frozen=True):
    """The document of an act."""

    kind: InstrumentKind = Described(description="Kind of document.")
    as_written: tuple[Text, ...] = Described(min_length=1, description="Its name as printed.")

    def __str__(self) -> str:
        """Return the kind, and the printed words where they are others."""
        printed = [word for word in self.as_written if word.casefold() != self.kind.label]
        return f"{self.kind.label} ({', '.join(printed)})" if printed else self.kind.label


class Act(Attached, frozen=True):
    """One founding or legal act of a partnership, and the date that is its own."""

    collection: ClassVar[str] = "acts"
    lean_columns: ClassVar[Keys] = Keys(
        "id partnership holder kind date year earliest latest parties cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id kind date parties")
    extra_columns: ClassVar[Keys] = Keys("party_places organisations people")

    countries: tuple[Ref[Country], ...] = derived("Countries of the counterparts.", default=())
    kind: ActKind = Described(description="What the act did.")
    kind_as_written: PrintedKind = None
    date: PartialDate | None = optional("When: a day, month, year, decade, century or range.")
    instrument: Instrument | None = optional("Document that the act rests on; none where none is named.")
    term_years: int | None = Described(
        default=None,
        ge=1,
        le=999,
        strict=True,
        description="Stated term in years, counted from the date of the act.",
    )
    term_until: PartialDate | None = optional("Stated end of the term, where it is not told in years.")
    renews_itself: bool = Described(
        default=False,
        strict=True,
        description="True where the term is renewed by itself unless a party gives notice.",
    )
    parties: tuple[Ref[Place | Organisation], ...] = several("Who did it as printed; empty: not stated.")
    places: tuple[Ref[Place], ...] = several("Where it was done; empty: not stated.")
    roles: tuple[Role, ...] = several("Who did what in it beside the parties, such as invite to it.")
    concerns: Ref[Act] | None = optional("The act that it joins, prolongs, suspends or the like.")
    same_as: Ref[Act] | None = optional("The same document, seen from another partnership.")

    def one_line(self) -> str:
        """Return kind, date, parties, place and term."""
        parties = f" by {shown(self.parties)}" if self.parties else ""
        where = f" in {shown(self.places)}" if self.places else ""
        term = f", for {self.term_years} years" if self.term_years else ""
        term += f", until {self.term_until}" if self.term_until else ""
        term += ", renewed by itself" if self.renews_itself else ""
        kind = self.kind_as_written or self.kind.label
        date = f"{self.date or 'undated'}{' (disputed)' * self.is_disputed('date')}"
        return f"{kind} {date}{parties}{where}{term}"

    def is_disputed(self, column: str) -> bool:
        """Tell whether sources contradict each other about the date of the act."""
        return column == "date" and any(
            conflict.kind is ConflictKind.CONTRADICTION
            and len({act.date for act in conflict.records if isinstance(act, Act)}) > 1
            for conflict in self.conflicts
        )

    @property
    def party_places(self) -> tuple[Ref[Place], ...]:
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
