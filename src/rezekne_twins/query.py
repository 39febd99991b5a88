"""From filters to a predicate on records.

`resolve` turns the values of a keyword into IDs: `country="Norway"` becomes `{"NO"}`. A facet
returns the IDs that a record has for a keyword, with their parents: of a town also its region,
of a field also its broader fields. A record matches if the two sets share an ID.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, SupportsIndex, TypeVar, cast

from rezekne_twins import models
from rezekne_twins.dates import PartialDate
from rezekne_twins.errors import UnknownValueError
from rezekne_twins.models.validity import as_date, validity
from rezekne_twins.models.words import Outcome, Topic
from rezekne_twins.names import Names, required_text
from rezekne_twins.store import Store, require

Predicate = Callable[[Any], bool]
Facet = Callable[[Any], Iterable[str]]
R = TypeVar("R", bound=models.Record)
_MOST = 1_000_000


# --- What a value stands for: country="Norway" becomes {"NO"} ----------------------------------

_RECORDS: dict[str, type[models.Record]] = {
    "partnership": models.Partnership,
    "country": models.Country,
    "field": models.Field,
    "place": models.Place,
    "organisation": models.Organisation,
    "partner": models.Agent,
    "funder": models.Agent,
    "person": models.Person,
    "subject": models.Record,
}
"""Keywords that take records, by ID or name."""
_VOCABULARIES: dict[str, type[models.Word]] = {
    "stage": models.Stage,
    "outcome": Outcome,
    "topic": Topic,
    "validity": models.Validity,
    "last_known": models.Validity,
}
"""Keywords that take words of a closed vocabulary; that of `kind` depends on the record."""


def resolve(kind: type[models.Record], keyword: str, given: object, store: Store) -> frozenset[str]:
    """Return the IDs or words that the values of a keyword stand for, such as `NO` for "Norway".

    Raises:
        UnknownValueError: A value is unknown.
        TypeError: A value has the wrong type.
    """
    values = _values(keyword, given)
    if keyword in _RECORDS:
        return frozenset(i for v in values for i in store.require_ids(_RECORDS[keyword], keyword, v))
    if keyword == "holder":
        names = store.holder_names
    else:
        vocabulary: Any = _VOCABULARIES.get(keyword) or kind.model_fields["kind"].annotation
        names = _vocabulary_names(vocabulary)
    return frozenset(word for v in values for word in require(names, keyword, required_text(keyword, v)))


def _values(keyword: str, given: object) -> list[object]:
    """Return one value or an iterable of values as a list that is not empty."""
    if isinstance(given, (str, models.Record, bytes)) or not isinstance(given, Iterable):
        return [given]
    values = list(islice(cast("Iterable[object]", given), _MOST + 1))
    if len(values) > _MOST:  # `range(10**12)` would fill the memory
        raise UnknownValueError(f"{keyword} holds more than {_MOST} values")
    is_collection = isinstance(getattr(cast("object", given), "record_type", None), type)
    if not (values or is_collection):  # an empty collection is allowed and matches nothing
        raise UnknownValueError(f"{keyword}={given!r} has no value; omit the keyword to match any value")
    return values


@cache
def _vocabulary_names(vocabulary: type[models.Word]) -> Names[str]:
    """Return the words of a vocabulary with their labels in both languages."""
    return Names((w.value, w.value, (w.label, w.label_lv)) for w in vocabulary)


def _year(keyword: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise TypeError(f"{keyword}={value!r}: expected a year such as 2007, not {type(value).__name__}")
    year = operator.index(value)
    if not date.min.year <= year <= date.max.year:
        told = year if abs(year) < _MOST else "…"  # Python refuses to print some integers
        raise UnknownValueError(f"{keyword}={told} is not a year from 1 to 9999")
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
    if bound.precision not in {"day", "month", "year"}:
        raise UnknownValueError(f"{keyword}={value!r}: expected one day, month or year")
    return bound


# --- Whether a record matches ------------------------------------------------------------------

_DATE_KEYWORDS = ("year", "since", "until")
_ACT_KEYWORDS = ("act", *_DATE_KEYWORDS)
_COOPERATION_KEYWORDS = ("field", "stage")


def predicate(kind: type[models.Record], filters: Mapping[str, object], store: Store) -> Predicate:
    """Return a function that tells whether a record matches every filter.

    Args:
        kind: Kind of the records.
        filters: Keywords and their values; `None` is no filter.
        store: Records and names of the data set.

    Raises:
        UnknownValueError: A value is unknown.
        TypeError: A value has the wrong type.
    """
    given = {keyword: value for keyword, value in filters.items() if value is not None}
    tests: list[Predicate] = []
    # A partnership has many acts. `act="prolonged", year=2007` asks for one act that is both:
    # tested apart, a signing of 2007 beside a prolongation of 1999 would match.
    if kind in {models.Partnership, models.Tie}:
        if of_act := _taken(given, _ACT_KEYWORDS):
            act_matches = _of_record(models.Act, of_act, store)
            tests.append(lambda p: any(map(act_matches, p.acts)))
        if of_entry := _taken(given, _COOPERATION_KEYWORDS):
            entry_matches = _of_record(models.Cooperation, of_entry, store)
            tests.append(lambda p: any(map(entry_matches, p.cooperation)))
    if of_validity := _taken(given, ("validity", "on")):
        tests.append(_of_validity(of_validity, store))
    if given or not tests:
        tests.append(_of_record(kind, given, store))
    return _all_of(tests)


def _taken(given: dict[str, object], keywords: Iterable[str]) -> dict[str, object]:
    """Remove some keywords from those given, and return them."""
    return {keyword: given.pop(keyword) for keyword in keywords if keyword in given}


def _all_of(tests: list[Predicate]) -> Predicate:
    """Return a test that passes if all of some do; a single one needs no wrapper."""
    return tests[0] if len(tests) == 1 else lambda record: all(test(record) for test in tests)


def _of_record(kind: type[models.Record], given: Mapping[str, object], store: Store) -> Predicate:
    """Return a test for keywords that each look at the record itself."""
    tests: list[Predicate] = []
    if any(keyword in given for keyword in _DATE_KEYWORDS):
        tests.append(_of_dates(given))
    for keyword, value in given.items():
        if keyword not in _DATE_KEYWORDS:
            wanted = resolve(kind, keyword, value, store)
            facet = _FACETS_OF.get(kind, {}).get(keyword) or _FACETS.get(keyword)
            tests.append(_of_facet(facet, wanted) if facet else _of_attribute(keyword, wanted))
    return _all_of(tests)


def _of_facet(facet: Facet, wanted: frozenset[str]) -> Predicate:
    return lambda record: not wanted.isdisjoint(facet(record))


def _of_attribute(keyword: str, wanted: frozenset[str]) -> Predicate:
    """Return a test for a keyword with one value a record; faster than a facet."""
    value = operator.attrgetter("kind" if keyword == "act" else keyword)
    return lambda record: value(record) in wanted


def _of_dates(given: Mapping[str, object]) -> Predicate:
    """Return a test for `year`, `since` and `until`; undated records never match."""
    # Each entry holds alternatives: a record matches if its date overlaps one of each entry.
    spans: list[list[PartialDate]] = []
    if "year" in given:
        years = {_year("year", y) for y in _values("year", given["year"])}
        spans.append([PartialDate(f"{y:04}") for y in sorted(years)])
    if "since" in given or "until" in given:
        since, until = (str(_bound(w, given[w])) if w in given else ".." for w in ("since", "until"))
        try:
            spans.append([PartialDate(f"{since}/{until}")])
        except ValueError:
            raise UnknownValueError(f"since={since} is after until={until}; swap them") from None
    if len(spans) == len(spans[0]) == 1:  # the most frequent one, and twice as fast
        overlaps = spans[0][0].overlaps
        return lambda record: record.date is not None and overlaps(record.date)
    return lambda r: r.date is not None and all(any(map(r.date.overlaps, each)) for each in spans)


def _of_validity(given: Mapping[str, object], store: Store) -> Predicate:
    """Return a test of partnerships and ties for `validity` and `on`, which need each other."""
    if len(given) == 1:
        raise TypeError("validity and on need each other: validity='in_force', on=2005")
    wanted = resolve(models.Partnership, "validity", given["validity"], store)
    day = _partial_date("on", given["on"])
    return lambda record: validity(record.acts, record.as_of, day) in wanted


def _with_parents(record: Any) -> Iterable[str]:
    """Yield the ID of a record, then those of its parents: a region, a broader field."""
    while record is not None:
        yield record.id
        record = getattr(record, "broader" if isinstance(record, models.Field) else "part_of", None)


def _all_with_parents(records: Iterable[models.Record]) -> set[str]:
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
_FACETS_OF: dict[type[models.Record], dict[str, Facet]] = {
    models.Tie: {"partner": lambda r: _all_with_parents([r.counterpart])},
    models.Act: {"place": lambda r: _all_with_parents((*r.places, *r.party_places))},
    models.Activity: {"field": lambda r: _all_with_parents(r.fields)},
    models.Project: {"field": lambda r: _all_with_parents(r.fields)},
    models.Place: {"partnership": lambda r: r.partnerships, "country": lambda r: (r.country.id,)},
    models.Organisation: {"partnership": lambda r: r.partnerships},
    models.Person: {"partnership": lambda r: r.partnerships},
    models.Conflict: {"partnership": lambda r: r.partnerships, "holder": lambda r: r.holders},
}
"""Facets of kinds of record that differ from the common ones."""
