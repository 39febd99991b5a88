"""What was done in partnerships, by whom, and what else is said of them."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from pydantic import Field as Described
from pydantic import model_validator

from rezekne_twins.dates import PartialDate
from rezekne_twins.models import words
from rezekne_twins.models.base import Id, Keys, PrintedKind, Ref, Text, Value, derived, optional, several
from rezekne_twins.models.columns import KeyPath
from rezekne_twins.models.record import Attached, Record, shown, with_details
from rezekne_twins.models.things import Agent, Country, Field, Organisation, Person, Place

__all__ = [
    "Activity",
    "Doing",
    "Group",
    "Holding",
    "Membership",
    "Project",
    "Quantity",
    "Role",
    "Statement",
]

R = TypeVar("R", bound=Record)
_EXACT = 2**53 - 1
"""Up to this number a float, and so JSON, Excel and JavaScript, holds every whole number."""


class Quantity(Value, frozen=True):
    """A number as a source gives it."""

    value: float = Described(
        ge=-_EXACT, le=_EXACT, strict=True, allow_inf_nan=False, description="The number."
    )
    unit: Text = Described(description="What is counted or measured, in English.")
    qualifier: words.Qualifier | None = optional("How exact, where the source says so.")
    per: Text | None = optional("For each of what: a year, a member; none for a total.")

    def __str__(self) -> str:
        """Return the number in words, such as `more than 800 participants`."""
        how = ""
        if self.qualifier and self.qualifier is not words.Qualifier.EXACT:
            how = f"{self.qualifier.label} "
        per = f" per {self.per}" if self.per else ""
        return f"{how}{self.value:.15g} {self.unit}{per}"


class Group(Value, frozen=True):
    """People or bodies who are not named one by one."""

    text: Text = Described(description="Who they are, in English.")
    of: tuple[Ref[Organisation | Place | Country], ...] = several(
        "Bodies, places or countries that they belong to or come from."
    )
    number: Quantity | None = optional("How many; none: not stated.")
    as_written: Text | None = optional("Words printed for them.")

    def __str__(self) -> str:
        """Return who they are, and how many."""
        return f"{self.text} ({self.number})" if self.number else self.text


class Role(Attached, frozen=True):
    """What one agent did in one act, activity or project, or for a holder at large."""

    collection: ClassVar[str] = "roles"
    lean_columns: ClassVar[Keys] = Keys(
        "id partnership holder within kind agent who capacity date year cites"
    )
    shown_columns: ClassVar[Keys] = Keys("kind who within")
    extra_columns: ClassVar[Keys] = Keys("who places organisations people")

    id: Id = derived("The record it is part of, what was done, and by whom.", default="unset")
    within: Ref[Record] | None = derived("The act, activity or project that it is part of.")
    kind: words.RoleKind = Described(description="What the agent did.")
    kind_as_written: PrintedKind = None
    agent: Ref[Agent | Person] | None = optional("A person, body or place; none where it is a group.")
    group: Group | None = optional("A group; none where it is an agent.")
    capacity: Text | None = optional("In what capacity, where the source says so.")
    date: PartialDate | None = optional("When; where nothing else is written, when the whole was.")

    @model_validator(mode="after")
    def _one_of_both(self) -> Role:
        if (self.agent is None) == (self.group is None):
            raise ValueError("a role has either an agent or a group")
        return self

    @property
    def path(self) -> KeyPath:
        """Keys and ids that lead to this record within its file."""
        above = self.within.path if self.within else ()
        return (*above, "roles", self.id.rpartition("/")[2])

    def one_line(self) -> str:
        """Return what was done, by whom, and when if the whole lasted longer."""
        own = None if self.date == getattr(self.within, "date", None) else self.date
        text = f"{self.kind_as_written or self.kind.label}: {self.who}"
        return with_details(text, own)

    @property
    def who(self) -> str:
        """Name of the agent, or the group in words with its number."""
        return self.agent.title if self.agent else str(self.group)

    @property
    def _agents(self) -> tuple[Record, ...]:
        return (self.agent,) if self.agent else self.group.of if self.group else ()

    @property
    def places(self) -> tuple[Ref[Place], ...]:
        """The agent, or the place that the group is from, if it is a place."""
        return tuple(a for a in self._agents if isinstance(a, Place))

    @property
    def organisations(self) -> tuple[Ref[Organisation], ...]:
        """The agent, or the body that the group belongs to, if it is a body."""
        return tuple(a for a in self._agents if isinstance(a, Organisation))

    @property
    def people(self) -> tuple[Ref[Person], ...]:
        """The agent, if it is a person."""
        return tuple(a for a in self._agents if isinstance(a, Person))


class Doing(Attached, frozen=True):
    """What activities and projects have in common."""

    extra_columns: ClassVar[Keys] = Keys("organisations people funders")
    hidden: ClassVar[frozenset[str]] = Record.hidden | {"either_place"}

    countries: tuple[Ref[Country], ...] = derived(
        "Countries of the partnership's counterparts, then those of its places.", default=()
    )
    title: Text = Described(description="What it was, in English.")
    as_written: tuple[Text, ...] = several("Its title as printed, in each source.")
    date: PartialDate | None = optional("When; none: not stated.")
    recurrence: words.Recurrence | None = optional("How often, where the source says so.")
    duration: Quantity | None = optional("How long it lasted.")
    places: tuple[Ref[Place], ...] = several("Where it was.")
    either_place: bool = Described(
        default=False, strict=True, description="True where it was in one or the other of the places."
    )
    in_countries: tuple[Ref[Country], ...] = several("Where it was, if no place is printed.")
    fields: tuple[Ref[Field], ...] = several("What it was about: the narrowest concepts that fit.")
    outcome: words.Outcome | None = optional("What became of it, where the source says so.")
    outcome_reason: Text | None = optional("Why, in our words.")
    listed_as: Text | None = optional("Heading of the list that it is printed in.")
    programme: Ref[Organisation] | None = optional("Programme or instrument in whose framework it was.")
    part_of: Ref[Doing] | None = optional("Activity or project that it belongs to.")
    roles: tuple[Role, ...] = several("Who did what in it.")

    @property
    def organisations(self) -> tuple[Ref[Organisation], ...]:
        """Bodies that had a role in it, and its programme."""
        bodies = (body for role in self.roles for body in role.organisations)
        programme = (self.programme,) if self.programme else ()
        return tuple(dict.fromkeys((*bodies, *programme)))

    @property
    def people(self) -> tuple[Ref[Person], ...]:
        """People who had a role in it."""
        return tuple(dict.fromkeys(person for role in self.roles for person in role.people))

    @property
    def funders(self) -> tuple[Ref[Agent], ...]:
        """Who financed it, and its programme."""
        gave = (r.agent for r in self.roles if r.kind is words.RoleKind.FINANCED)
        agents = (a for a in (*gave, self.programme) if isinstance(a, Agent))
        return tuple(dict.fromkeys(agents))

    def one_line(self) -> str:
        """Return the title, with date, duration, recurrence and outcome."""
        details = (self.date, self.duration, self.recurrence, self.outcome)
        return with_details(self.title, *details)

    def cell(self, column: str) -> str:
        """Return the text that a shown table has in a column."""
        if column == "date":
            return ", ".join(map(shown, filter(None, (self.date, self.duration))))
        return super().cell(column)

    def value_text(self, name: str) -> str:
        """Return one value as a reader wants it."""
        if name == "places" and self.either_place:
            return " or ".join(map(shown, self.places))
        return super().value_text(name)


class Activity(Doing, frozen=True):
    """One event, exchange, visit, training, gift, founding of a third thing, or the like."""

    collection: ClassVar[str] = "activities"
    lean_columns: ClassVar[Keys] = Keys(
        "id partnership holder kind title date year recurrence places fields funders cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id kind date recurrence title places")

    kind: words.ActivityKind = Described(description="What kind of activity.")
    kind_as_written: PrintedKind = None
    series: Text | None = optional("Word shared by the editions of one series.")


class Project(Doing, frozen=True):
    """What has a programme or funder, is called a project, or sets something up."""

    collection: ClassVar[str] = "projects"
    lean_columns: ClassVar[Keys] = Keys(
        "id partnership holder title date year outcome programme places fields funders cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id date title programme outcome")


class Membership(Attached, frozen=True):
    """One body or person in one organisation, with office and period."""

    collection: ClassVar[str] = "memberships"
    lean_columns: ClassVar[Keys] = Keys(
        "id partnership holder member member_name organisation organisation_name countries office "
        "date year cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id member organisation office date")
    extra_columns: ClassVar[Keys] = Keys("organisations people")

    countries: tuple[Ref[Country], ...] = derived("Countries of the member.", default=())
    title: Text = derived("Member and organisation.", default="")
    member: Ref[Agent | Person] = Described(description="Who is a member or holds the office.")
    organisation: Ref[Organisation] = Described(description="Of what.")
    unit: words.PlaceKind | words.OrganisationKind | None = derived("Kind of unit of the member.")
    office: Text | None = optional("Office or seat; none: a member.")
    on_behalf_of: Ref[Agent] | None = optional("Whom a person represents there.")
    date: PartialDate | None = optional("When, or the period; none: not stated.")
    as_written: Text | None = optional("Name as printed in the list.")

    def one_line(self) -> str:
        """Return member, organisation and office, with the period."""
        return with_details(self.title, self.date)

    @property
    def organisations(self) -> tuple[Ref[Organisation], ...]:
        """The organisation, and its member if that is a body."""
        agents = (self.organisation, self.member, self.on_behalf_of)
        return tuple(dict.fromkeys(a for a in agents if isinstance(a, Organisation)))

    @property
    def people(self) -> tuple[Ref[Person], ...]:
        """The member, if it is a person."""
        return (self.member,) if isinstance(self.member, Person) else ()


class Statement(Attached, frozen=True):
    """What a source says of something that no other collection holds."""

    collection: ClassVar[str] = "statements"
    lean_columns: ClassVar[Keys] = Keys(
        "id partnership holder subject topic text date year quantity_value quantity_unit "
        "quantity_qualifier cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id topic subject text")
    extra_columns: ClassVar[Keys] = Keys("places organisations people")

    title: Text = derived("Subject and topic.", default="")
    subject: Ref[Record] | None = optional("Record that it is about; none: the holder itself.")
    topic: words.Topic = Described(description="What kind of statement.")
    kind_as_written: PrintedKind = None
    text: Text = Described(description="What is said, in our words.")
    date: PartialDate | None = optional("When it is true of.")
    quantity: Quantity | None = optional("The number it gives.")
    as_written: Text | None = optional("Name, title or term as printed, where one is told.")

    def one_line(self) -> str:
        """Return the topic and the text, with the figure and the date."""
        return f"{self.kind_as_written or self.topic.label}: {self.cell('text')}"

    def cell(self, column: str) -> str:
        """Return the text that a shown table has in a column."""
        if column == "text":
            return with_details(self.text, self.quantity, self.date)
        return super().cell(column)

    @property
    def places(self) -> tuple[Ref[Place], ...]:
        """The subject, if it is a place, or the places of what it is and of its parties."""
        held = (_of(self.subject, Place, name) for name in ("places", "party_places"))
        return tuple(dict.fromkeys(place for places in held for place in places))

    @property
    def organisations(self) -> tuple[Ref[Organisation], ...]:
        """The subject, if it is a body, or the bodies in what it is."""
        return _of(self.subject, Organisation, "organisations")

    @property
    def people(self) -> tuple[Ref[Person], ...]:
        """The subject, if it is a person, or the people in what it is."""
        return _of(self.subject, Person, "people")


class Holding(Record, frozen=True):
    """What belongs to a holder but to none of its partnerships: one file of `holders/`."""

    collection: ClassVar[str] = "holders"
    written_in: ClassVar[str] = "a folder"

    activities: tuple[Activity, ...] = several("What was done.")
    projects: tuple[Project, ...] = several("Projects.")
    roles: tuple[Role, ...] = several("Who built the cooperation up.")
    statements: tuple[Statement, ...] = several("What else is said.")


def _of(subject: Record | None, kind: type[R], attribute: str) -> tuple[R, ...]:
    """Return a record itself where it is of a kind, or what it holds of that kind."""
    if isinstance(subject, kind):
        return (subject,)
    if isinstance(subject, Person):  # what is said of a person is not said of their employer
        return ()
    held: tuple[R, ...] = getattr(subject, attribute, ())
    return held
