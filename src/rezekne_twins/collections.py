"""The kinds of collection. Their filters are defined in `filters`."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar, Unpack

from rezekne_twins import filters as by
from rezekne_twins import models
from rezekne_twins.filters import with_filters
from rezekne_twins.sequence import Collection

T = TypeVar("T", models.Partnership, models.Tie)


class _Tied(Collection[T]):
    """Partnerships and ties, which have the same filters."""

    __slots__ = ()

    @with_filters
    def where(self, **filters: Unpack[by.PartnershipFilters]) -> Self:
        """Return the partnerships or ties that match every keyword.

        A keyword takes one value or several; any of them may match. `act`, `year`, `since` and
        `until` must match the same act; `field` and `stage` the same entry of cooperation. For
        a tie, `country`, `partner` and `place` are those of its counterpart.

        Returns:
            A collection of the same kind, in the same order.

        Raises:
            UnknownValueError: A value is unknown; the message lists the valid ones.
            TypeError: A value has the wrong type, or the filter does not exist.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.partnerships(year=2007, act="prolonged").ids
            ('municipality-kupiskis', 'municipality-postavy', 'municipality-zgierz')
            >>> rt.partnerships(field="sport", stage="planned").ids
            ('city-dmitrov', 'city-suwalki')
            >>> [tie.counterpart.title for tie in rt.ties(country="NO", holder="city")]
            ['Arendal', 'Aust-Agder']
        """
        return self._matching(filters)

    __call__ = where


class Partnerships(_Tied[models.Partnership]):
    """Partnerships, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Partnership


class Ties(_Tied[models.Tie]):
    """Ties, one a partnership and counterpart, ordered by partnership."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Tie


class Acts(Collection[models.Act]):
    """Acts, by partnership and in the order of its page."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Act

    @with_filters
    def where(self, **filters: Unpack[by.ActFilters]) -> Self:
        """Return the acts that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.acts(since="2011-09-23", until=2011).ids
            ('municipality-birzai/contract', 'municipality-golbasi-kahta/contract')
        """
        return self._matching(filters)

    __call__ = where


class Cooperations(Collection[models.Cooperation]):
    """Fields of cooperation, by partnership and in the order of its page."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Cooperation

    @with_filters
    def where(self, **filters: Unpack[by.CooperationFilters]) -> Self:
        """Return the entries of cooperation that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> [c.as_written for c in rt.cooperation(partnership="city-vitebsk")]
            [('uzņēmējdarbība',), ('kultūra',)]
        """
        return self._matching(filters)

    __call__ = where


class Activities(Collection[models.Activity]):
    """Activities, by partnership and in the order of its page, then those of holders."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Activity

    @with_filters
    def where(self, **filters: Unpack[by.ActivityFilters]) -> Self:
        """Return the activities that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.activities(year=2007, field="theatre").ids
            ('city-dmitrov/theatre-festival',)
        """
        return self._matching(filters)

    __call__ = where


class Projects(Collection[models.Project]):
    """Projects, by partnership and in the order of its page, then those of holders."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Project

    @with_filters
    def where(self, **filters: Unpack[by.ProjectFilters]) -> Self:
        """Return the projects that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> [project.as_written for project in rt.projects(funder="INTERREG")]
            [('Iepazīsti Ezeru zemi',)]
        """
        return self._matching(filters)

    __call__ = where


class Roles(Collection[models.Role]):
    """Roles, by what they are part of."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Role

    @with_filters
    def where(self, **filters: Unpack[by.RoleFilters]) -> Self:
        """Return the roles that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> len(rt.roles(kind="took_part", organisation="Joriks"))
            1
        """
        return self._matching(filters)

    __call__ = where


class Memberships(Collection[models.Membership]):
    """Members and offices of organisations, in the order of the page."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Membership

    @with_filters
    def where(self, **filters: Unpack[by.MembershipFilters]) -> Self:
        """Return the memberships that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> len(rt.memberships(partnership="city-ezeru-zeme", country="BY"))
            5
        """
        return self._matching(filters)

    __call__ = where


class Statements(Collection[models.Statement]):
    """Statements, by partnership and in the order of its page, then those of holders."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Statement

    @with_filters
    def where(self, **filters: Unpack[by.StatementFilters]) -> Self:
        """Return the statements that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> sorted({s.subject.title for s in rt.statements(topic="not_a_partner")})
            ['Kalmar', 'Mayenne', 'Novosokolniki']
        """
        return self._matching(filters)

    __call__ = where


class Places(Collection[models.Place]):
    """Places, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Place

    @with_filters
    def where(self, **filters: Unpack[by.PlaceFilters]) -> Self:
        """Return the places that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> [place.title for place in rt.places(country="TR", kind="city")]
            ['Gölbaşı', 'Kâhta']
        """
        return self._matching(filters)

    __call__ = where


class Organisations(Collection[models.Organisation]):
    """Organisations, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Organisation

    @with_filters
    def where(self, **filters: Unpack[by.OrganisationFilters]) -> Self:
        """Return the organisations that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.organisations(kind="euroregion").ids
            ('ezeru-zeme',)
        """
        return self._matching(filters)

    __call__ = where


class Conflicts(Collection[models.Conflict]):
    """Disagreements of and within the sources, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Conflict

    @with_filters
    def where(self, **filters: Unpack[by.ConflictFilters]) -> Self:
        """Return the conflicts that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.conflicts(holder="municipality", kind="contradiction").ids[:2]
            ('arendal-agreement-year', 'arendal-district-party')
        """
        return self._matching(filters)

    __call__ = where


class People(Collection[models.Person]):
    """People whom a source names in a public role, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Person

    @with_filters
    def where(self, **filters: Unpack[by.PeopleFilters]) -> Self:
        """Return the people that match every keyword.

        Example:
            >>> import rezekne_twins as rt
            >>> people = rt.people(organisation="Union of the Baltic Cities")
            >>> all(rt.memberships(person=person.id) for person in people)
            True
        """
        return self._matching(filters)

    __call__ = where


class Fields(Collection[models.Field]):
    """Concepts of the vocabulary of cooperation fields, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Field


class Countries(Collection[models.Country]):
    """All countries of ISO 3166-1, ordered by alpha-2 code."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Country


class Sources(Collection[models.Source]):
    """Pages and documents that the facts are taken from, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Source


class Citations(Collection[models.Citation]):
    """One row for each record and paragraph that it rests on."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Citation
