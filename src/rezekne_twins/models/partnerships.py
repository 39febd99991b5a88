"""Partnerships, the acts that made them, and the fields in which they cooperate."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, SupportsIndex

from pydantic import Field as Described

from rezekne_twins.dates import PartialDate
from rezekne_twins.models.base import Attached, Id, PrintedKind, Record, Ref, Text, Value, derived
from rezekne_twins.models.doings import Activity, Membership, Project, Role, Statement
from rezekne_twins.models.things import Coordinates, Country, Field, Organisation, Person, Place
from rezekne_twins.models.validity import validity as stands
from rezekne_twins.models.words import (
    ActKind,
    Emphasis,
    InstrumentKind,
    OrganisationKind,
    PartnershipKind,
    PlaceKind,
    Stage,
    Validity,
)

__all__ = ["Act", "Cooperation", "Instrument", "Partnership", "Tie"]


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

    @property
    def places(self) -> tuple[Ref[Place], ...]:
        """Parties that are places, and the places of parties that are bodies."""
        return _places(self.parties)

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


class Cooperation(Attached, frozen=True):
    """One field in which a partnership cooperates, has agreed to, or plans to."""

    collection: ClassVar[str] = "cooperation"

    countries: tuple[Ref[Country], ...] = derived(
        "Countries of the partnership's counterparts.", default=()
    )
    field: Ref[Field] = Described(description="Concept of the vocabulary.")
    stage: Stage = Described(description="Current, agreed or planned, as the source puts it.")
    emphasis: Emphasis | None = Described(
        default=None, description="`main` where the source says so."
    )
    as_written: Text = Described(description="Words of the source for the field, as printed.")


class Tie(Attached, frozen=True):
    """One partnership and one of its counterparts: the grain for counting, mapping, joining."""

    collection: ClassVar[str] = "ties"
    extra_columns: ClassVar[tuple[str, ...]] = ("fields", "stages", "places", "organisations")

    countries: tuple[Ref[Country], ...] = derived("Countries of the counterpart.", default=())
    kind: PartnershipKind = Described(description="Kind of the partnership.")
    counterpart: Ref[Place | Organisation] = Described(description="Place or organisation.")
    country: Ref[Country] | None = Described(
        default=None, description="Country of the counterpart; none where it has none or several."
    )
    unit: PlaceKind | OrganisationKind = Described(description="Kind of unit of the counterpart.")
    coordinates: Coordinates | None = Described(
        default=None, description="Point of the counterpart."
    )
    acts: tuple[Ref[Act], ...] = Described(default=(), description="Acts of the partnership.")
    cooperation: tuple[Ref[Cooperation], ...] = Described(
        default=(), description="Entries of cooperation of the partnership."
    )

    @property
    def fields(self) -> tuple[Ref[Field], ...]:
        """The fields of the partnership, each once, whatever their stage."""
        return tuple(dict.fromkeys(entry.field for entry in self.cooperation))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that the cooperation has reached, each once."""
        return tuple(dict.fromkeys(entry.stage for entry in self.cooperation))

    @property
    def places(self) -> tuple[Ref[Place], ...]:
        """The counterpart, if it is a place."""
        return (self.counterpart,) if isinstance(self.counterpart, Place) else ()

    @property
    def organisations(self) -> tuple[Ref[Organisation], ...]:
        """The counterpart, if it is a body, and the bodies in the partnership's acts."""
        return _organisations((self.counterpart,), self.acts)


class Partnership(Record, frozen=True):
    """One lasting tie of one holder with one or more counterparts, as a page presents it."""

    collection: ClassVar[str] = "partnerships"
    extra_columns: ClassVar[tuple[str, ...]] = ("fields", "stages", "places", "organisations")

    holder: Id = Described(description="Holder of the tie: city or municipality.")
    countries: tuple[Ref[Country], ...] = derived("Countries of the counterparts.", default=())
    title: Text = Described(description="Title in English.")
    title_lv: Text = Described(description="Title in Latvian.")
    kind: PartnershipKind = Described(description="Cooperation or membership.")
    counterparts: tuple[Ref[Place | Organisation], ...] = Described(
        min_length=1, description="With whom: places or an organisation."
    )
    began: PartialDate | None = derived(
        "Date of the earliest act of kind began, founded, signed or joined; none where none is."
    )
    as_of: PartialDate | None = derived("Date up to which its sources speak.")
    summary: Text = Described(description="What the sources tell of it, in our words.")
    websites: tuple[Text, ...] = Described(
        default=(), description="Addresses given for it, as printed (of their time)."
    )
    acts: tuple[Act, ...] = Described(default=(), description="Its acts, in the page's order.")
    cooperation: tuple[Cooperation, ...] = Described(
        default=(), description="Its fields of cooperation, in the page's order."
    )
    activities: tuple[Activity, ...] = Described(
        default=(), description="What was done in it, in the page's order."
    )
    projects: tuple[Project, ...] = Described(
        default=(), description="Its projects, in the page's order."
    )
    memberships: tuple[Membership, ...] = Described(
        default=(), description="Members and offices of the organisation it is with."
    )
    statements: tuple[Statement, ...] = Described(
        default=(), description="What else is said of it."
    )

    @property
    def fields(self) -> tuple[Ref[Field], ...]:
        """The fields of its cooperation, each once, whatever their stage."""
        return tuple(dict.fromkeys(entry.field for entry in self.cooperation))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that its cooperation has reached, each once."""
        return tuple(dict.fromkeys(entry.stage for entry in self.cooperation))

    @property
    def places(self) -> tuple[Ref[Place], ...]:
        """Places that are counterpart or party."""
        return _places((*self.counterparts, *(p for act in self.acts for p in act.parties)))

    @property
    def organisations(self) -> tuple[Ref[Organisation], ...]:
        """Bodies that are counterpart, party, or had another role in an act."""
        return _organisations(self.counterparts, self.acts)

    def validity(self, on: SupportsIndex | str | date | PartialDate) -> Validity:
        """Say whether the partnership stood on a date, as far as its sources tell.

        An act that founds, signs, joins or prolongs puts it in force: until its stated term
        ends, or, without a term, until `as_of`. Nothing is known after that: a term that has
        lapsed is never an end.

        Args:
            on: A day, month, year or interval: a `PartialDate`, its text, a year or a
                `datetime.date`.

        Returns:
            `not_begun`, `in_force`, `suspended`, `ended` or `unknown`; a span of mixed answers
            is `unknown`.

        Raises:
            ValueError: `on` is no date.
            TypeError: `on` is something else.

        Example:
            >>> import rezekne_twins as rt
            >>> arendal = rt.partnership("city-arendal")
            >>> arendal.validity(on=2010), arendal.validity(on=2016)
            (<Validity.IN_FORCE: 'in_force'>, <Validity.UNKNOWN: 'unknown'>)
        """
        return stands(self, on)


def _places(agents: tuple[Place | Organisation, ...]) -> tuple[Place, ...]:
    """Return the places among agents, and those that bodies among them govern, each once."""
    places = (a if isinstance(a, Place) else a.place for a in agents)
    return tuple(dict.fromkeys(place for place in places if place is not None))


def _organisations(
    counterparts: tuple[Place | Organisation, ...], acts: tuple[Act, ...]
) -> tuple[Organisation, ...]:
    """Return the bodies among counterparts and in acts, each once."""
    partners = (body for body in counterparts if isinstance(body, Organisation))
    return tuple(dict.fromkeys((*partners, *(b for act in acts for b in act.organisations))))
