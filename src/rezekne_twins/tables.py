"""The kinds of collection, each with the filters it has."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from rezekne_twins.collection import Collection, filters
from rezekne_twins.models import (
    Act,
    Activity,
    Citation,
    Conflict,
    Cooperation,
    Country,
    Field,
    Membership,
    Organisation,
    Partnership,
    Person,
    Place,
    Project,
    Record,
    Role,
    Source,
    Statement,
    Tie,
)
from rezekne_twins.query import (
    ActivityKindFilter,
    ActKindFilter,
    ConflictKindFilter,
    CountryFilter,
    DateFilter,
    FieldFilter,
    OrganisationFilter,
    OrganisationKindFilter,
    OutcomeFilter,
    PartnerFilter,
    PartnershipFilter,
    PartnershipKindFilter,
    PersonFilter,
    PlaceFilter,
    PlaceKindFilter,
    RoleKindFilter,
    StageFilter,
    SubjectFilter,
    TopicFilter,
    ValidityFilter,
    WordFilter,
    YearFilter,
)

__all__ = [
    "Activities",
    "Acts",
    "Citations",
    "Conflicts",
    "Cooperations",
    "Countries",
    "Fields",
    "Memberships",
    "Organisations",
    "Partnerships",
    "People",
    "Places",
    "Projects",
    "Roles",
    "Sources",
    "Statements",
    "Ties",
]


T = TypeVar("T", Partnership, Tie)


class _Tied(Collection[T]):
    """What partnerships and their ties have in common: the filters."""

    __slots__ = ()

    @filters
    def where(
        self,
        *,
        holder: WordFilter = None,
        kind: PartnershipKindFilter = None,
        country: CountryFilter = None,
        partner: PartnerFilter = None,
        field: FieldFilter = None,
        stage: StageFilter = None,
        act: ActKindFilter = None,
        year: YearFilter = None,
        since: DateFilter = None,
        until: DateFilter = None,
        place: PlaceFilter = None,
        organisation: OrganisationFilter = None,
        validity: ValidityFilter = None,
        on: DateFilter = None,
    ) -> Self:
        """Return the partnerships, or ties, that match every keyword.

        A keyword takes one value or several (any of them). `act`, `year`, `since` and `until`
        speak of the same act; `field` and `stage` of the same entry of cooperation. Of a tie,
        `country`, `partner` and `place` are those of its own counterpart.

        Args:
            holder: `city` or `municipality`.
            kind: `cooperation` or `membership`.
            country: A counterpart's country: ISO 3166-1 code or name in English or Latvian.
            partner: A counterpart: id, record or any name.
            field: Field of cooperation: id or label; its narrower concepts count too.
            stage: `current`, `agreed` or `planned`.
            act: Kind of an act, such as `signed` or `prolonged`.
            year: Year, or years, of an act.
            since: First year or date of an act, inclusive.
            until: Last year or date of an act, inclusive.
            place: A place that is counterpart or party, or that one of them lies in.
            organisation: A body that is counterpart or party.
            validity: What stood on the date `on`: `in_force`, `unknown`, …
            on: The date that `validity` speaks of.

        Returns:
            A collection of the same kind, in the same order.

        Raises:
            UnknownValueError: A value means nothing; the message names what would.
            TypeError: A value has the wrong type, or there is no such filter.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.partnerships(year=2007, act="prolonged").ids
            ('municipality-kupiskis', 'municipality-postavy', 'municipality-zgierz')
            >>> rt.partnerships(field="sport", stage="planned").ids
            ('city-dmitrov', 'city-suwalki')
            >>> [tie.counterpart.title for tie in rt.ties(country="NO", holder="city")]
            ['Arendal', 'Aust-Agder']
        """
        return self._matching(locals())

    __call__ = where


class Partnerships(_Tied[Partnership]):
    """Partnerships, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Partnership


class Ties(_Tied[Tie]):
    """Ties, one a partnership and counterpart, ordered by partnership."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Tie


class Acts(Collection[Act]):
    """Acts, by partnership and in the order of its page."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Act

    @filters
    def where(
        self,
        *,
        holder: WordFilter = None,
        partnership: PartnershipFilter = None,
        kind: ActKindFilter = None,
        country: CountryFilter = None,
        year: YearFilter = None,
        since: DateFilter = None,
        until: DateFilter = None,
        place: PlaceFilter = None,
        organisation: OrganisationFilter = None,
        person: PersonFilter = None,
    ) -> Self:
        """Return the acts that match every keyword.

        Args:
            holder: `city` or `municipality`.
            partnership: Id, record or a whole collection of partnerships.
            kind: Kind of act, such as `signed`.
            country: Country of the partnership's counterparts.
            year: Year, or years, of the act.
            since: First year or date, inclusive.
            until: Last year or date, inclusive.
            place: Place that is a party, or that a party lies in or sits in.
            organisation: Body that is a party or had another role.
            person: Person who had a role in it.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.acts(since="2011-09-23").ids
            ('municipality-birzai/contract', 'municipality-golbasi-kahta/contract')
        """
        return self._matching(locals())

    __call__ = where


class Cooperations(Collection[Cooperation]):
    """Fields of cooperation, by partnership and in the order of its page."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Cooperation

    @filters
    def where(
        self,
        *,
        holder: WordFilter = None,
        partnership: PartnershipFilter = None,
        country: CountryFilter = None,
        field: FieldFilter = None,
        stage: StageFilter = None,
    ) -> Self:
        """Return the entries of cooperation that match every keyword.

        Args:
            holder: `city` or `municipality`.
            partnership: Id, record or a whole collection of partnerships.
            country: Country of the partnership's counterparts.
            field: Id or label of a concept; its narrower concepts count too.
            stage: `current`, `agreed` or `planned`.

        Example:
            >>> import rezekne_twins as rt
            >>> [c.as_written for c in rt.cooperation(partnership="city-vitebsk")]
            ['uzņēmējdarbība', 'kultūra']
        """
        return self._matching(locals())

    __call__ = where


class Activities(Collection[Activity]):
    """Activities, by partnership and in the order of its page, then those of holders."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Activity

    @filters
    def where(
        self,
        *,
        holder: WordFilter = None,
        partnership: PartnershipFilter = None,
        kind: ActivityKindFilter = None,
        country: CountryFilter = None,
        field: FieldFilter = None,
        year: YearFilter = None,
        since: DateFilter = None,
        until: DateFilter = None,
        place: PlaceFilter = None,
        organisation: OrganisationFilter = None,
        person: PersonFilter = None,
        outcome: OutcomeFilter = None,
        funder: PartnerFilter = None,
    ) -> Self:
        """Return the activities that match every keyword.

        Args:
            holder: `city` or `municipality`.
            partnership: Id, record or a whole collection of partnerships.
            kind: Kind of activity, such as `festival`.
            country: Country of the partnership's counterparts, or of a place of the activity.
            field: Id or label of a concept; its narrower concepts count too.
            year: Year, or years; what is not dated never matches.
            since: First year or date, inclusive.
            until: Last year or date, inclusive.
            place: Place where it was, or that one lies in.
            organisation: Body that had a role in it, or its programme.
            person: Person who had a role in it.
            outcome: What became of it, such as `not_completed`.
            funder: Who financed it, or its programme.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.activities(year=2007, field="theatre").ids
            ('city-dmitrov/theatre-festival',)
        """
        return self._matching(locals())

    __call__ = where


class Projects(Collection[Project]):
    """Projects, by partnership and in the order of its page, then those of holders."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Project

    @filters
    def where(
        self,
        *,
        holder: WordFilter = None,
        partnership: PartnershipFilter = None,
        country: CountryFilter = None,
        field: FieldFilter = None,
        year: YearFilter = None,
        since: DateFilter = None,
        until: DateFilter = None,
        place: PlaceFilter = None,
        organisation: OrganisationFilter = None,
        person: PersonFilter = None,
        outcome: OutcomeFilter = None,
        funder: PartnerFilter = None,
    ) -> Self:
        """Return the projects that match every keyword, which mean what they do for activities.

        Example:
            >>> import rezekne_twins as rt
            >>> [project.as_written for project in rt.projects(funder="INTERREG")]
            ['Iepazīsti Ezeru zemi']
        """
        return self._matching(locals())

    __call__ = where


class Roles(Collection[Role]):
    """Roles, by what they are part of."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Role

    @filters
    def where(
        self,
        *,
        holder: WordFilter = None,
        partnership: PartnershipFilter = None,
        kind: RoleKindFilter = None,
        year: YearFilter = None,
        since: DateFilter = None,
        until: DateFilter = None,
        organisation: OrganisationFilter = None,
        person: PersonFilter = None,
    ) -> Self:
        """Return the roles that match every keyword.

        Args:
            holder: `city` or `municipality`.
            partnership: Id, record or a whole collection of partnerships.
            kind: What was done, such as `financed` or `took_part`.
            year: Year, or years.
            since: First year or date, inclusive.
            until: Last year or date, inclusive.
            organisation: Body that did it, or that the group belongs to.
            person: Person who did it.

        Example:
            >>> import rezekne_twins as rt
            >>> len(rt.roles(kind="took_part", organisation="Joriks"))
            1
        """
        return self._matching(locals())

    __call__ = where


class Memberships(Collection[Membership]):
    """Members and offices of organisations, in the order of the page."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Membership

    @filters
    def where(
        self,
        *,
        holder: WordFilter = None,
        partnership: PartnershipFilter = None,
        country: CountryFilter = None,
        year: YearFilter = None,
        since: DateFilter = None,
        until: DateFilter = None,
        organisation: OrganisationFilter = None,
        person: PersonFilter = None,
    ) -> Self:
        """Return the memberships that match every keyword.

        Args:
            holder: `city` or `municipality`.
            partnership: Id, record or a whole collection of partnerships.
            country: Country of the member.
            year: Year, or years.
            since: First year or date, inclusive.
            until: Last year or date, inclusive.
            organisation: Organisation, or a body that is its member.
            person: Person who holds the office.

        Example:
            >>> import rezekne_twins as rt
            >>> len(rt.memberships(partnership="city-ezeru-zeme", country="BY"))
            5
        """
        return self._matching(locals())

    __call__ = where


class Statements(Collection[Statement]):
    """Statements, by partnership and in the order of its page, then those of holders."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Statement

    @filters
    def where(
        self,
        *,
        holder: WordFilter = None,
        partnership: PartnershipFilter = None,
        year: YearFilter = None,
        since: DateFilter = None,
        until: DateFilter = None,
        place: PlaceFilter = None,
        organisation: OrganisationFilter = None,
        person: PersonFilter = None,
        topic: TopicFilter = None,
        subject: SubjectFilter = None,
    ) -> Self:
        """Return the statements that match every keyword.

        Args:
            holder: `city` or `municipality`.
            partnership: Id, record or a whole collection of partnerships.
            year: Year, or years, that it is true of.
            since: First year or date, inclusive.
            until: Last year or date, inclusive.
            place: Place that it is about, or of what it is about.
            organisation: Body that it is about, or in what it is about.
            person: Person that it is about, or in what it is about.
            topic: What kind of statement, such as `benefit`.
            subject: Record that it is about, by id, record or name; or a holder.

        Example:
            >>> import rezekne_twins as rt
            >>> sorted({s.subject.title for s in rt.statements(topic="not_a_partner")})
            ['Kalmar', 'Mayenne', 'Novosokolniki']
        """
        return self._matching(locals())

    __call__ = where


class Places(Collection[Place]):
    """Places, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Place

    @filters
    def where(
        self,
        *,
        partnership: PartnershipFilter = None,
        kind: PlaceKindFilter = None,
        country: CountryFilter = None,
    ) -> Self:
        """Return the places that match every keyword.

        Args:
            partnership: Partnership in which it is counterpart or party.
            kind: Kind of place, such as `city` or `district`.
            country: Country it lies in.

        Example:
            >>> import rezekne_twins as rt
            >>> [place.title for place in rt.places(country="TR", kind="city")]
            ['Gölbaşı', 'Kâhta']
        """
        return self._matching(locals())

    __call__ = where


class Organisations(Collection[Organisation]):
    """Organisations, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Organisation

    @filters
    def where(
        self,
        *,
        partnership: PartnershipFilter = None,
        kind: OrganisationKindFilter = None,
        country: CountryFilter = None,
    ) -> Self:
        """Return the organisations that match every keyword.

        Args:
            partnership: Partnership in which it is counterpart or party.
            kind: Kind of body, such as `council`.
            country: Country it belongs to.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.organisations(kind="euroregion").ids
            ('ezeru-zeme',)
        """
        return self._matching(locals())

    __call__ = where


class Conflicts(Collection[Conflict]):
    """Disagreements of and within the sources, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Conflict

    @filters
    def where(
        self,
        *,
        holder: WordFilter = None,
        partnership: PartnershipFilter = None,
        kind: ConflictKindFilter = None,
    ) -> Self:
        """Return the conflicts that match every keyword.

        Args:
            holder: Holder whose records are concerned.
            partnership: Partnership whose records are concerned.
            kind: `contradiction`, `ambiguity` or `misprint`.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.conflicts(holder="municipality", kind="contradiction").ids[:2]
            ('arendal-agreement-year', 'arendal-prolongation-year')
        """
        return self._matching(locals())

    __call__ = where


class People(Collection[Person]):
    """People whom a source names in a public role, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Person


class Fields(Collection[Field]):
    """Concepts of the vocabulary of cooperation fields, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Field


class Countries(Collection[Country]):
    """All countries of ISO 3166-1, ordered by alpha-2 code."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Country


class Sources(Collection[Source]):
    """Pages and documents that the facts are taken from, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Source


class Citations(Collection[Citation]):
    """One row for each record and paragraph that it rests on."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Citation


COLLECTIONS: tuple[type[Collection[Any]], ...] = (
    Partnerships,
    Ties,
    Acts,
    Cooperations,
    Activities,
    Projects,
    Roles,
    Memberships,
    Statements,
    Places,
    Organisations,
    People,
    Fields,
    Countries,
    Conflicts,
    Sources,
    Citations,
)
"""Every kind, in the order in which a data set shows them."""
