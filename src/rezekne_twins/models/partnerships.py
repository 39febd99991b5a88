"""Partnerships, their counterparts one by one, and the fields in which they cooperate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from operator import itemgetter
from typing import Annotated, ClassVar, SupportsIndex

from pydantic import Field as Described

from rezekne_twins.dates import PartialDate
from rezekne_twins.models import words
from rezekne_twins.models.acts import Act, places_of
from rezekne_twins.models.base import Id, Keys, Ref, Reference, Text, derived, optional, several
from rezekne_twins.models.doings import Activity, Membership, Project, Statement
from rezekne_twins.models.record import Attached, Name, Record, one_line, shown, source_html
from rezekne_twins.models.things import Coordinates, Country, Field, Organisation, Place
from rezekne_twins.models.validity import last_known, validity

__all__ = ["Cooperation", "Partnership", "Tie"]

AS_OF = "sources as of"


class Cooperation(Attached, frozen=True):
    """One field in which a partnership cooperates, has agreed to, or plans to."""

    collection: ClassVar[str] = "cooperation"
    lean_columns: ClassVar[Keys] = Keys(
        "id partnership holder countries field field_name stage emphasis as_written cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id field stage as_written")

    countries: tuple[Ref[Country], ...] = derived("Countries of the counterparts.", default=())
    field: Ref[Field] = Described(description="Concept of the vocabulary.")
    stage: words.Stage = Described(description="Current, agreed or planned, as the source puts it.")
    emphasis: words.Emphasis | None = optional("`main` where the source says so.")
    as_written: tuple[Text, ...] = Described(min_length=1, description="The field as printed.")

    def one_line(self) -> str:
        """Return the field, with its emphasis and stage where they are worth a word."""
        told = [self.emphasis.label] if self.emphasis else []
        told += [] if self.stage is words.Stage.CURRENT else [self.stage.label]
        return f"{self.field.title} ({', '.join(told)})" if told else self.field.title


class Tie(Attached, frozen=True):
    """One partnership and one of its counterparts: one row a counterpart, for maps and joins.

    To count, count partnerships: one with two counterparts in a country has two ties there.
    """

    collection: ClassVar[str] = "ties"
    lean_columns: ClassVar[Keys] = Keys(
        "id partnership holder kind counterpart counterpart_name country country_alpha_3 latitude "
        "longitude acts cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id counterpart country kind")
    extra_columns: ClassVar[Keys] = Keys("fields stages places organisations last_known")

    countries: tuple[Ref[Country], ...] = derived("Countries of the counterpart.", default=())
    kind: words.PartnershipKind = Described(description="Kind of the partnership.")
    counterpart: Ref[Place | Organisation] = Described(description="Place or organisation.")
    country: Ref[Country] | None = optional("Country of the counterpart, if it has exactly one.")
    unit: words.PlaceKind | words.OrganisationKind = Described(description="Kind of counterpart.")
    coordinates: Coordinates | None = optional("Point of the counterpart.")
    as_of: PartialDate | None = optional("Date up to which the sources of the partnership speak.")
    acts: tuple[Ref[Act], ...] = several(
        "Acts to which the counterpart was a party, itself or through a body of it, "
        "and acts to which no counterpart was."
    )
    cooperation: tuple[Ref[Cooperation], ...] = several("Entries of cooperation of the partnership.")

    @property
    def fields(self) -> tuple[Ref[Field], ...]:
        """The fields of the partnership, each once, whatever their stage."""
        return tuple(dict.fromkeys(entry.field for entry in self.cooperation))

    @property
    def stages(self) -> tuple[words.Stage, ...]:
        """The stages that the cooperation has reached, each once."""
        return tuple(dict.fromkeys(entry.stage for entry in self.cooperation))

    @property
    def last_known(self) -> words.Validity:
        """The status when the sources last mention it, on `as_of`; that may be long ago."""
        return last_known(self.acts, self.as_of)

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
    written_in: ClassVar[str] = "a folder"
    lean_columns: ClassVar[Keys] = Keys(
        "id holder kind title counterparts countries began began_year last_act last_act_date "
        "last_known as_of fields conflicts cites"
    )
    shown_columns: ClassVar[Keys] = Keys("id title countries began last_act fields")
    extra_columns: ClassVar[Keys] = Keys(
        "fields stages last_act last_act_date last_known places organisations"
    )

    holder: Id = Described(description="Holder of the tie.")
    countries: tuple[Ref[Country], ...] = derived("Countries of the counterparts.", default=())
    title: Text = Described(description="Title in English.")
    title_lv: Text | None = optional("Title in Latvian.")
    titles: tuple[Name, ...] = several("Titles in further languages.")
    kind: words.PartnershipKind = Described(description="Cooperation or membership.")
    grade: words.Grade | None = optional("What a source calls it, such as twinning; none: not stated.")
    grade_as_written: Text | None = optional("Printed word for the grade.")
    counterparts: tuple[Ref[Place | Organisation], ...] = Described(
        min_length=1, description="With whom: places or an organisation."
    )
    began: PartialDate | None = derived(
        "Date of the earliest act of kind began, founded, signed or joined; none where none is."
    )
    as_of: PartialDate | None = derived("Latest date up to which any of its sources speaks.")
    summary: Text = Described(description="What the sources say about it, in our words.")
    websites: tuple[Text, ...] = several("Addresses given for it, as printed (of their time).")
    acts: tuple[Act, ...] = several("Its acts, in the page's order.")
    cooperation: tuple[Cooperation, ...] = several("Its fields of cooperation, in the page's order.")
    activities: tuple[Activity, ...] = several("What was done in it, in the page's order.")
    projects: tuple[Project, ...] = several("Its projects, in the page's order.")
    memberships: tuple[Membership, ...] = several("Members and offices of the organisation it is with.")
    statements: tuple[Statement, ...] = several("What else is said of it.")

    @property
    def fields(self) -> tuple[Ref[Field], ...]:
        """The fields of its cooperation, each once, whatever their stage."""
        return tuple(dict.fromkeys(entry.field for entry in self.cooperation))

    @property
    def stages(self) -> tuple[words.Stage, ...]:
        """The stages that its cooperation has reached, each once."""
        return tuple(dict.fromkeys(entry.stage for entry in self.cooperation))

    @property
    def last_act(self) -> Annotated[Act, Reference(shows="kind")] | None:
        """The last act with a date; a table shows its kind."""
        dated = ((act.date, act) for act in reversed(self.acts) if act.date)
        return max(dated, key=itemgetter(0), default=(None, None))[1]

    @property
    def last_act_date(self) -> PartialDate | None:
        """Date of the last act with a date."""
        return self.last_act.date if self.last_act else None

    @property
    def places(self) -> tuple[Ref[Place], ...]:
        """Places that are counterpart or party."""
        return places_of((*self.counterparts, *(p for act in self.acts for p in act.parties)))

    @property
    def organisations(self) -> tuple[Ref[Organisation], ...]:
        """Bodies that are counterpart, party, or had another role in an act."""
        return _organisations(self.counterparts, self.acts)

    @property
    def last_known(self) -> words.Validity:
        """The status when its sources last mention it, on `as_of`; that may be long ago."""
        return last_known(self.acts, self.as_of)

    def cell(self, column: str) -> str:
        """Return the text that a shown table has in a column."""
        if column == "last_act":
            act = self.last_act
            return f"{act.kind_as_written or act.kind.label} {act.cell('date')}" if act else ""
        if column == "fields":
            return ", ".join(dict.fromkeys(map(one_line, self.cooperation)))
        return super().cell(column)

    def _details(self) -> Iterator[tuple[str, str]]:
        """Yield a label and a text for each value that a card shows, the status last."""
        yield from super()._details()
        yield "last_known", self.last_known.label

    def is_disputed(self, column: str) -> bool:
        """Tell whether sources contradict each other about the beginning."""
        first = (act for act in self.acts if act.date == self.began)
        return column == "began" and any(act.is_disputed("date") for act in first)

    def _html_rows(self) -> Iterator[tuple[str, str]]:
        """Yield a label and HTML for each row of the card: what is of one kind together."""
        from rezekne_twins.html import link, listed

        countries = f" ({shown(self.countries)})" if self.countries else ""
        yield shown(self.kind), escape(f"{self.holder} ↔ {shown(self.counterparts)}{countries}")
        if self.title_lv:
            yield "in Latvian", f'<span lang="lv">{escape(self.title_lv)}</span>'
        yield "summary", escape(self.summary)
        yield "acts", escape(" → ".join(map(one_line, self.acts)))
        yield "fields", " ".join(map(_field_html, self.cooperation))
        for name in ("activities", "projects", "memberships", "statements", "conflicts"):
            yield name, listed(escape(one_line(item)) for item in getattr(self, name))
        yield "websites", ", ".join(link(address, address) for address in self.websites)
        yield "note", escape(self.note or "")
        yield "last known", escape(f"{self.last_known.label}, as of {self.as_of or 'no date'}")
        yield "sources", listed(map(source_html, self.cites))

    def validity(self, on: SupportsIndex | str | date | PartialDate) -> words.Validity:
        """Return the status on a date, as far as the sources tell.

        An act of kind `began`, `founded`, `signed`, `joined`, `prolonged`, `renewed` or `resumed`
        puts it in force: until its stated term ends, or, without a term, until `as_of`. After
        that the status is unknown: a term that has lapsed is never an end.

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
            >>> arendal.validity(on=2018), arendal.validity(on=2021)
            (<Validity.IN_FORCE: 'in_force'>, <Validity.UNKNOWN: 'unknown'>)
        """
        return validity(self.acts, self.as_of, on)


def reaching(partnerships: Iterable[Partnership]) -> str:
    """Return the date up to which the sources of partnerships speak, or the range of the dates."""
    found = sorted({p.as_of for p in partnerships if p.as_of})
    return " to ".join(map(str, dict.fromkeys((*found[:1], *found[-1:]))))


def _organisations(
    counterparts: tuple[Place | Organisation, ...], acts: tuple[Act, ...]
) -> tuple[Organisation, ...]:
    """Return the bodies among counterparts and in acts, each once."""
    partners = (body for body in counterparts if isinstance(body, Organisation))
    return tuple(dict.fromkeys((*partners, *(b for act in acts for b in act.organisations))))


def _field_html(entry: Cooperation) -> str:
    stage = "" if entry.stage is words.Stage.CURRENT else f' class="{entry.stage}"'
    return f"<mark{stage}>{escape(entry.one_line())}</mark>"
