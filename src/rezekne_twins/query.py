"""From filters to a predicate on records.

`resolve` turns the values of a keyword into IDs: `country="Norway"` becomes `{"NO"}`. A facet
returns the IDs that a record has for a keyword, with their parents: of a town also its region,
of a field also its broader fields. A record matches if the two sets share an ID.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from itertools import islice
from typing import Any, SupportsIndex, TypeVar, cast

from rezekne_twins.dates import PartialDate
from rezekne_twins.deriving import citations
from rezekne_twins.errors import UnknownValueError, warn_retired
from rezekne_twins.models import (
    Act,
    Activity,
    Agent,
    Citation,
    Conflict,
    Cooperation,
    Country,
    Field,
    Holder,
    Organisation,
    Partnership,
    Person,
    Place,
    Project,
    Record,
    Retired,
    Section,
    Stage,
    Tie,
    Validity,
    Value,
    Word,
)
from rezekne_twins.models.shape import columns
from rezekne_twins.models.validity import as_date
from rezekne_twins.models.words import Outcome, Topic
from rezekne_twins.names import Names, fold

Predicate = Callable[[Any], bool]
Facet = Callable[[Any], Iterable[str]]
R = TypeVar("R", bound=Record)
_MOST = 1_000_000

_UNSEARCHED = frozenset({"holders", "retired"})


class Index:
    """What a data set knows by id and by name; collections share one."""

    def __init__(
        self, tables: Mapping[str, tuple[Record, ...]], holders: tuple[Holder, ...]
    ) -> None:
        """Index the records of every collection but the citations, which follow from the rest."""
        self.tables: dict[str, tuple[Record, ...]] = dict(tables)
        self.holders: tuple[Holder, ...] = holders
        self.by_id: dict[str, Record] = {
            record.id: record
            for name, table in tables.items()
            if name != Retired.collection
            for record in table
        }
        self._retired: dict[str, Retired] = {r.id: r for r in self.tables[Retired.collection]}  # type: ignore[misc]

    def __reduce__(
        self,
    ) -> tuple[type[Index], tuple[dict[str, tuple[Record, ...]], tuple[Holder, ...]]]:
        """Pickle the records alone: the names are indexed again where they are needed."""
        return Index, (self.tables, self.holders)

    def table(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of a kind."""
        if kind is Citation:
            return self._citations  # type: ignore[return-value]
        return self.tables[kind.collection]  # type: ignore[return-value]

    @cached_property
    def _citations(self) -> tuple[Citation, ...]:
        return tuple(citations(self.tables))

    def current(self, record_id: str) -> str:
        """Return an id itself; of a retired one its successor, with a `DeprecationWarning`.

        What hung on a record that was renamed is found under its new id.
        """
        parts = record_id.split("/")
        for n in range(len(parts), 0, -1) if self._retired else ():
            retired = self._retired.get("/".join(parts[:n]))
            if retired and retired.successor:
                successor = "/".join((retired.successor.id, *parts[n:]))
                if successor in self.by_id:
                    warn_retired(record_id, successor, retired.since)
                    return successor
        return record_id

    def withdrawn(self, record_id: str) -> str | None:
        """Return the release in which an id was withdrawn without a successor."""
        retired = self._retired.get(record_id)
        return retired.since if retired and retired.successor is None else None

    @cached_property
    def holder_names(self) -> Names[str]:
        """The holders by id and name."""
        return Names((h.id, h.id, (h.title, h.title_lv)) for h in self.holders)

    @cached_property
    def _names(self) -> dict[type[Record], Names[str]]:
        met = {c.id for p in self.table(Partnership) for c in p.countries}
        countries = sorted(self.table(Country), key=lambda c: (c.id not in met, c.title))
        return {
            Country: Names(
                (c.id, c.title, (c.id, c.alpha_3, c.title_lv, *c.other_names)) for c in countries
            ),
            Field: Names(
                (f.id, f.id, (f.title, f.title_lv, *f.other_names)) for f in self.table(Field)
            ),
            Place: _agents(self.table(Place)),
            Organisation: _agents(self.table(Organisation)),
            Agent: _agents((*self.table(Place), *self.table(Organisation))),
            Person: Names((p.id, p.title, (p.id, *p.as_written)) for p in self.table(Person)),
            Partnership: Names((p.id, p.id, ()) for p in self.table(Partnership)),
            Record: Names(
                [
                    *((i, i, _naming(r)) for i, r in self.by_id.items()),
                    *((h.id, h.id, (h.title, h.title_lv)) for h in self.holders),
                ]
            ),
        }

    @cached_property
    def texts(self) -> tuple[tuple[Record, str], ...]:
        """Every record with the words it says, folded, each after a blank."""
        records = (
            r for name, table in self.tables.items() if name not in _UNSEARCHED for r in table
        )
        return tuple(
            (record, "\n".join(f" {fold(text)}" for text in _texts(record))) for record in records
        )

    def named(self, kind: type[Record], keyword: str, value: object) -> Iterable[str]:
        """Return the ids that a record, an id or a name stands for.

        Raises:
            TypeError: The value is of another type.
            UnknownValueError: No record has that id or name.
        """
        if isinstance(value, Record):
            if not isinstance(value, kind) or isinstance(value, Citation):
                raise TypeError(f"{keyword}={value!r}: a {type(value).__name__} is no {keyword}")
            if not isinstance(self.by_id.get(value.id), kind):
                raise UnknownValueError(f"{keyword}={value!r} is no record of this data set")
            return (value.id,)
        text = self.current(_text(keyword, value))
        if isinstance(self.by_id.get(text), kind):
            return (text,)
        return _known(self._names[kind], keyword, text)


def _agents(agents: Iterable[Agent]) -> Names[str]:
    return Names(
        (a.id, a.title, (a.id, a.title_lv, *(n.text for n in a.names), *a.as_written))
        for a in agents
    )


def _texts(value: Value) -> Iterator[str]:
    """Yield what a record says in words, and the names of what it refers to."""
    for name, column in columns(type(value)).items():
        if name == "cites":
            continue
        for item in column.held(value):
            if isinstance(item, Record):
                if column.reference:
                    yield from _naming(item)
            elif isinstance(item, Section):
                continue  # the gists of a source are those of other records' citations
            elif isinstance(item, Value):
                yield from _texts(item)
            elif type(item) is str and name not in {"partnership", "holder", "partnerships"}:
                yield item


def _naming(record: Record) -> Iterator[str]:
    """Yield the names of a record."""
    yield record.title
    for attribute in ("title_lv", "as_written"):
        held = getattr(record, attribute, None)
        yield from (held,) if isinstance(held, str) else held or ()
    yield from (name.text for name in getattr(record, "names", ()))


def _text(keyword: str, value: object) -> str:
    """Return a filter value that must be text, or say what is wrong with it."""
    if not isinstance(value, str):
        raise TypeError(f"{keyword}={value!r}: expected text, not {type(value).__name__}")
    if not value.strip():
        raise UnknownValueError(f"{keyword}={value!r} is empty: leave the keyword out to mean any")
    return value


def _known(names: Names[str], keyword: str, text: str) -> tuple[str, ...]:
    """Return what a name stands for, or say what would be understood."""
    found = names.get(text)
    if not found:
        known = names.understood(text, keyword)
        raise UnknownValueError(f"{keyword}={text!r} means nothing here: {known}")
    return found


# --- What a value stands for: country="Norway" becomes {"NO"} ----------------------------------

_RECORDS: dict[str, type[Record]] = {
    "partnership": Partnership,
    "country": Country,
    "field": Field,
    "place": Place,
    "organisation": Organisation,
    "partner": Agent,
    "funder": Agent,
    "person": Person,
    "subject": Record,
}
"""Keywords that take records, by ID or name."""
_VOCABULARIES: dict[str, type[Word]] = {
    "stage": Stage,
    "outcome": Outcome,
    "topic": Topic,
    "validity": Validity,
}
"""Keywords that take words of a closed vocabulary; that of `kind` depends on the record."""


def resolve(kind: type[Record], keyword: str, given: object, index: Index) -> frozenset[str]:
    """Return the IDs or words that the values of a keyword stand for, such as `NO` for "Norway".

    Raises:
        UnknownValueError: A value is unknown.
        TypeError: A value has the wrong type.
    """
    values = _values(keyword, given)
    if keyword in _RECORDS:
        return frozenset(i for v in values for i in index.named(_RECORDS[keyword], keyword, v))
    if keyword == "holder":
        names = index.holder_names
    else:
        vocabulary: Any = _VOCABULARIES.get(keyword) or kind.model_fields["kind"].annotation
        names = _vocabulary_names(vocabulary)
    return frozenset(word for v in values for word in _known(names, keyword, _text(keyword, v)))


def _values(keyword: str, given: object) -> list[object]:
    """Return one value or an iterable of values as a list that is not empty."""
    if isinstance(given, (str, Record, bytes)) or not isinstance(given, Iterable):
        return [given]
    values = list(islice(cast("Iterable[object]", given), _MOST + 1))
    if len(values) > _MOST:  # `range(10**12)` would fill the memory
        raise UnknownValueError(f"{keyword} holds more than {_MOST} values")
    is_collection = isinstance(getattr(cast("object", given), "record_type", None), type)
    if not (values or is_collection):  # an empty collection is allowed and matches nothing
        raise UnknownValueError(
            f"{keyword}={given!r} holds no value: leave the keyword out to mean any"
        )
    return values


@cache
def _vocabulary_names(vocabulary: type[Word]) -> Names[str]:
    """Return the words of a vocabulary with their labels in both languages."""
    return Names((w.value, w.value, (w.label, w.label_lv)) for w in vocabulary)


def _year(keyword: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise TypeError(
            f"{keyword}={value!r}: expected a year such as 2007, not {type(value).__name__}"
        )
    year = operator.index(value)
    if not date.min.year <= year <= date.max.year:
        told = year if abs(year) < _MOST else "…"  # Python refuses to print some integers
        raise UnknownValueError(f"{keyword}={told} is no year: expected one from 1 to 9999")
    return year


def _partial_date(keyword: str, value: object) -> PartialDate:
    """Return a date that was given as a year, text, `date` or `PartialDate`."""
    if isinstance(value, SupportsIndex):
        value = _year(keyword, value)
    try:
        return as_date(cast("int", value), keyword)
    except ValueError as error:
        raise UnknownValueError(f"{keyword}={value!r}: {error}") from None


def _bound(keyword: str, value: object) -> PartialDate:
    """Return an inclusive bound."""
    bound = _partial_date(keyword, value)
    if bound.is_interval:
        raise UnknownValueError(
            f"{keyword}={value!r} is an interval: expected one day, month or year"
        )
    return bound


# --- Whether a record matches ------------------------------------------------------------------

_DATE_KEYWORDS = ("year", "since", "until")
_ACT_KEYWORDS = ("act", *_DATE_KEYWORDS)
_COOPERATION_KEYWORDS = ("field", "stage")


def predicate(kind: type[Record], filters: Mapping[str, object], index: Index) -> Predicate:
    """Return a function that tells whether a record matches every filter.

    Args:
        kind: Kind of the records.
        filters: Keywords and their values; `None` is no filter.
        index: Records and names of the data set.

    Raises:
        UnknownValueError: A value is unknown.
        TypeError: A value has the wrong type.
    """
    given = {keyword: value for keyword, value in filters.items() if value is not None}
    tests: list[Predicate] = []
    # A partnership has many acts. `act="prolonged", year=2007` asks for one act that is both:
    # tested apart, a signing of 2007 beside a prolongation of 1999 would match.
    if kind in {Partnership, Tie}:
        if of_act := _taken(given, _ACT_KEYWORDS):
            act_matches = _of_record(Act, of_act, index)
            tests.append(lambda p: any(map(act_matches, p.acts)))
        if of_entry := _taken(given, _COOPERATION_KEYWORDS):
            entry_matches = _of_record(Cooperation, of_entry, index)
            tests.append(lambda p: any(map(entry_matches, p.cooperation)))
    if of_validity := _taken(given, ("validity", "on")):
        stands = _of_validity(of_validity, index)
        partnership_of = index.by_id.__getitem__
        tests.append(lambda r: stands(partnership_of(r.partnership) if kind is Tie else r))
    if given or not tests:
        tests.append(_of_record(kind, given, index))
    return _all_of(tests)


def _taken(given: dict[str, object], keywords: Iterable[str]) -> dict[str, object]:
    """Remove some keywords from those given, and return them."""
    return {keyword: given.pop(keyword) for keyword in keywords if keyword in given}


def _all_of(tests: list[Predicate]) -> Predicate:
    """Return a test that passes if all of some do; a single one needs no wrapper."""
    return tests[0] if len(tests) == 1 else lambda record: all(test(record) for test in tests)


def _of_record(kind: type[Record], given: Mapping[str, object], index: Index) -> Predicate:
    """Return a test for keywords that each look at the record itself."""
    tests: list[Predicate] = []
    if any(keyword in given for keyword in _DATE_KEYWORDS):
        tests.append(_of_dates(given))
    for keyword, value in given.items():
        if keyword not in _DATE_KEYWORDS:
            wanted = resolve(kind, keyword, value, index)
            facet = _FACETS_OF.get(kind, {}).get(keyword) or _FACETS.get(keyword)
            tests.append(_of_facet(facet, wanted) if facet else _ATTRIBUTES[keyword](wanted))
    return _all_of(tests)


def _of_facet(facet: Facet, wanted: frozenset[str]) -> Predicate:
    return lambda record: not wanted.isdisjoint(facet(record))


def _of_dates(given: Mapping[str, object]) -> Predicate:
    """Return a test for `year`, `since` and `until`; undated records never match."""
    # Each entry holds alternatives: a record matches if its date overlaps one of each entry.
    spans: list[list[PartialDate]] = []
    if "year" in given:
        years = {_year("year", y) for y in _values("year", given["year"])}
        spans.append([PartialDate(f"{y:04}") for y in sorted(years)])
    if "since" in given or "until" in given:
        since, until = (
            str(_bound(word, given[word])) if word in given else ".." for word in ("since", "until")
        )
        try:
            spans.append([PartialDate(f"{since}/{until}")])
        except ValueError:
            raise UnknownValueError(f"since={since} comes after until={until}: swap them") from None
    if len(spans) == len(spans[0]) == 1:  # the most frequent one, and twice as fast
        overlaps = spans[0][0].overlaps
        return lambda record: record.date is not None and overlaps(record.date)
    return lambda record: (
        record.date is not None and all(any(map(record.date.overlaps, either)) for either in spans)
    )


def _of_validity(given: Mapping[str, object], index: Index) -> Predicate:
    """Return a test of partnerships for `validity` and `on`, which need each other."""
    if len(given) == 1:
        raise TypeError("validity and on go together: validity='in_force', on=2005")
    wanted = resolve(Partnership, "validity", given["validity"], index)
    day = _partial_date("on", given["on"])
    return lambda partnership: partnership.validity(day) in wanted


def _with_parents(record: Any) -> Iterable[str]:
    """Yield the ID of a record, then those of its parents: a region, a broader field."""
    while record is not None:
        yield record.id
        record = getattr(record, "broader" if isinstance(record, Field) else "part_of", None)


def _all_with_parents(records: Iterable[Record]) -> set[str]:
    return {i for record in records for i in _with_parents(record)}


# A facet returns parents too, so that `field="culture"` matches a record whose field is music.
_FACETS: dict[str, Facet] = {
    "country": lambda r: [country.id for country in r.countries],
    "field": lambda r: _all_with_parents([r.field]),
    "place": lambda r: _all_with_parents(r.places),
    "organisation": lambda r: _all_with_parents(r.organisations),
    "partner": lambda r: _all_with_parents(r.counterparts),
    "person": lambda r: [person.id for person in r.people],
    "funder": lambda r: _all_with_parents(r.funders),
    "subject": lambda r: _all_with_parents([r.subject]) if r.subject else (r.holder,),
}
_FACETS_OF: dict[type[Record], dict[str, Facet]] = {
    Tie: {"partner": lambda r: _all_with_parents([r.counterpart])},
    Activity: {"field": lambda r: _all_with_parents(r.fields)},
    Project: {"field": lambda r: _all_with_parents(r.fields)},
    Place: {
        "partnership": lambda r: r.partnerships,
        "country": lambda r: (r.country.id,),
    },
    Organisation: {"partnership": lambda r: r.partnerships},
    Conflict: {
        "partnership": lambda r: r.partnerships,
        "holder": lambda r: r.holders,
    },
}
"""Facets of kinds of record that differ from the common ones."""
_ATTRIBUTES: dict[str, Callable[[frozenset[str]], Predicate]] = {
    "holder": lambda wanted: lambda r: r.holder in wanted,
    "partnership": lambda wanted: lambda r: r.partnership in wanted,
    "kind": lambda wanted: lambda r: r.kind in wanted,
    "stage": lambda wanted: lambda r: r.stage in wanted,
    "act": lambda wanted: lambda r: r.kind in wanted,
    "outcome": lambda wanted: lambda r: r.outcome in wanted,
    "topic": lambda wanted: lambda r: r.topic in wanted,
}
"""Tests for keywords with one value a record; faster than a facet."""
