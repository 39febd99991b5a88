"""The kinds of collection, each with the filters it has."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from rezekne_twins.collection import Collection, filters
from rezekne_twins.models import (
    Act,
    Citation,
    Conflict,
    Cooperation,
    Country,
    Field,
    Organisation,
    Partnership,
    Place,
    Record,
    Source,
    Tie,
)
from rezekne_twins.query import (
    ActKindFilter,
    ConflictKindFilter,
    CountryFilter,
    DateFilter,
    FieldFilter,
    OrganisationFilter,
    OrganisationKindFilter,
    PartnerFilter,
    PartnershipFilter,
    PartnershipKindFilter,
    PlaceFilter,
    PlaceKindFilter,
    StageFilter,
    ValidityFilter,
    WordFilter,
    YearFilter,
)

__all__ = [
    "Acts",
    "Citations",
    "Conflicts",
    "Cooperations",
    "Countries",
    "Fields",
    "Organisations",
    "Partnerships",
    "Places",
    "Sources",
    "Ties",
]


class Partnerships(Collection[Partnership]):
    """Partnerships, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Partnership

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
        """Return the partnerships that match every keyword.

        A keyword takes one value or several (any of them). `act`, `year`, `since` and `until`
        speak of the same act; `field` and `stage` of the same entry of cooperation.

        Args:
            holder: `city` or `municipality`.
            kind: `cooperation` or `membership`.
            country: A counterpart's country: ISO 3166-1 code or name in English or Latvian.
            partner: A counterpart: id, record or any name.
            field: Field of cooperation: id or label; its narrower concepts count too.
            stage: `actual`, `agreed` or `planned`.
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
        """
        return self._matching(locals())

    __call__ = where


class Ties(Collection[Tie]):
    """Ties, one a partnership and counterpart, ordered by partnership."""

    __slots__ = ()
    record_type: ClassVar[type[Record]] = Tie

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
        """Return the ties that match every keyword, which mean what they do for partnerships.

        `country`, `partner` and `place` speak of this tie's own counterpart, the others of its
        partnership.

        Example:
            >>> import rezekne_twins as rt
            >>> [tie.counterpart.title for tie in rt.ties(country="NO", holder="city")]
            ['Arendal', 'Aust-Agder']
        """
        return self._matching(locals())

    __call__ = where


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
            organisation: Body that is a party.

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
            stage: `actual`, `agreed` or `planned`.

        Example:
            >>> import rezekne_twins as rt
            >>> [c.as_written for c in rt.cooperation(partnership="city-vitebsk")]
            ['uzņēmējdarbība', 'kultūra']
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


KINDS: tuple[type[Collection[Any]], ...] = (
    Partnerships,
    Ties,
    Acts,
    Cooperations,
    Places,
    Organisations,
    Fields,
    Countries,
    Conflicts,
    Sources,
    Citations,
)
"""Every kind, in the order in which a data set shows them."""
