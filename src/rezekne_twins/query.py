"""From filter keywords to a predicate on records: pure, knows no files.

Every keyword reads its values into ids (`resolve`), and every kind of record says which ids it
has for a keyword (a facet). A record matches a keyword when the two meet. Facets reach upwards:
a tie with a town has the region it lies in, a field has its broader concepts.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from itertools import islice
from typing import Any, SupportsIndex, TypeAlias, TypeVar, cast

from rezekne_twins.dates import PartialDate
from rezekne_twins.errors import UnknownValueError, warn_retired
from rezekne_twins.loading.derive import citations
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
from rezekne_twins.models.words import (
    ActivityKind,
    ActivityKindWord,
    ActKind,
    ActKindWord,
    ConflictKind,
    ConflictKindWord,
    OrganisationKind,
    OrganisationKindWord,
    Outcome,
    OutcomeWord,
    PartnershipKind,
    PartnershipKindWord,
    PlaceKind,
    PlaceKindWord,
    RoleKind,
    RoleKindWord,
    StageWord,
    Topic,
    TopicWord,
    ValidityWord,
)
from rezekne_twins.names import Names, fold

Predicate = Callable[[Any], bool]
Facet = Callable[[Any], Iterable[str]]
R = TypeVar("R", bound=Record)
_MOST = 1_000_000
T = TypeVar("T")

Some: TypeAlias = T | Iterable[T] | None
"""What a keyword takes: one value or several; `None`, the default, means any."""
WordFilter = Some[str]
YearFilter = Some[SupportsIndex]
DateFilter = SupportsIndex | str | date | PartialDate | None
CountryFilter = Some[str | Country]
FieldFilter = Some[str | Field]
PartnershipFilter = Some[str | Partnership]
PlaceFilter = Some[str | Place]
OrganisationFilter = Some[str | Organisation]
PartnerFilter = Some[str | Place | Organisation]
PersonFilter = Some[str | Person]
SubjectFilter = Some[str | Record]
PartnershipKindFilter = Some[PartnershipKind | PartnershipKindWord]
ActKindFilter = Some[ActKind | ActKindWord]
StageFilter = Some[Stage | StageWord]
ValidityFilter = Some[Validity | ValidityWord]
PlaceKindFilter = Some[PlaceKind | PlaceKindWord]
OrganisationKindFilter = Some[OrganisationKind | OrganisationKindWord]
ActivityKindFilter = Some[ActivityKind | ActivityKindWord]
RoleKindFilter = Some[RoleKind | RoleKindWord]
OutcomeFilter = Some[Outcome | OutcomeWord]
TopicFilter = Some[Topic | TopicWord]
ConflictKindFilter = Some[ConflictKind | ConflictKindWord]

_UNSEARCHED = frozenset({"holders", "retired"})
_DATE_WORDS = ("year", "since", "until")
_SAME_ACT = ("act", *_DATE_WORDS)
_SAME_COOPERATION = ("field", "stage")


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


def _values(keyword: str, given: object) -> list[object]:
    """Return one value or an iterable of values as a list that is not empty."""
    if isinstance(given, (str, Record, bytes)) or not isinstance(given, Iterable):
        return [given]
    values = list(islice(cast("Iterable[object]", given), _MOST + 1))
    if len(values) > _MOST:  # `range(10**12)` would fill the memory
        raise UnknownValueError(f"{keyword} holds more than {_MOST} values")
    found = isinstance(getattr(cast("object", given), "record_type", None), type)
    if not (values or found):  # what a query has found may be nothing, and then so is the answer
        raise UnknownValueError(
            f"{keyword}={given!r} holds no value: leave the keyword out to mean any"
        )
    return values


def _named(keyword: str, given: object, names: Names[str]) -> frozenset[str]:
    """Return the words of a short vocabulary that values stand for."""
    found: set[str] = set()
    for value in _values(keyword, given):
        found.update(_known(names, keyword, _text(keyword, value)))
    return frozenset(found)


def _words(keyword: str, given: object, vocabulary: type[Word]) -> frozenset[str]:
    """Return the words of a closed vocabulary that values stand for, in either language."""
    return _named(keyword, given, _names_of(vocabulary))


@cache
def _names_of(vocabulary: type[Word]) -> Names[str]:
    return Names((w.value, w.value, (w.label, w.label_lv)) for w in vocabulary)


def _ids(keyword: str, given: object, kind: type[Record], index: Index) -> frozenset[str]:
    return frozenset(i for v in _values(keyword, given) for i in index.named(kind, keyword, v))


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


def _when(keyword: str, value: object) -> PartialDate:
    """Return a date that was given as a year, text, `date` or `PartialDate`."""
    if isinstance(value, SupportsIndex):
        value = _year(keyword, value)
    try:
        return as_date(cast("int", value), keyword)
    except ValueError as error:
        raise UnknownValueError(f"{keyword}={value!r}: {error}") from None


def _bound(keyword: str, value: object) -> PartialDate:
    """Return an inclusive bound."""
    when = _when(keyword, value)
    if when.is_interval:
        raise UnknownValueError(
            f"{keyword}={value!r} is an interval: expected one day, month or year"
        )
    return when


def _dates(given: Mapping[str, object]) -> Predicate:
    """Return the test for `year`, `since` and `until`; what is undated never matches."""
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


def _up(record: Any) -> Iterable[str]:
    """Return the id of a record and of everything it lies in or belongs to."""
    while record is not None:
        yield record.id
        record = getattr(record, "broader" if isinstance(record, Field) else "part_of", None)


def _all_up(records: Iterable[Record]) -> set[str]:
    return {i for record in records for i in _up(record)}


def _country_ids(record: Any) -> Iterable[str]:
    return [c.id for c in record.countries]


_COMMON: dict[str, Facet] = {
    "country": _country_ids,
    "field": lambda r: _all_up([r.field]),
    "place": lambda r: _all_up(r.places),
    "organisation": lambda r: _all_up(r.organisations),
    "partner": lambda r: _all_up(r.counterparts),
    "person": lambda r: [person.id for person in r.people],
    "funder": lambda r: _all_up(r.funders),
    "subject": lambda r: _all_up([r.subject]) if r.subject else (r.holder,),
}
_PLAIN: dict[str, Callable[[frozenset[str]], Predicate]] = {
    "holder": lambda wanted: lambda r: r.holder in wanted,
    "partnership": lambda wanted: lambda r: r.partnership in wanted,
    "kind": lambda wanted: lambda r: r.kind in wanted,
    "stage": lambda wanted: lambda r: r.stage in wanted,
    "act": lambda wanted: lambda r: r.kind in wanted,
    "outcome": lambda wanted: lambda r: r.outcome in wanted,
    "topic": lambda wanted: lambda r: r.topic in wanted,
}
"""Tests for keywords of which a record has one word or id; faster than by a facet."""
_OWN: dict[type[Record], dict[str, Facet]] = {
    Tie: {"partner": lambda r: _all_up([r.counterpart])},
    Activity: {"field": lambda r: _all_up(r.fields)},
    Project: {"field": lambda r: _all_up(r.fields)},
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
_NAMED: dict[str, type[Record]] = {
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


def predicate(kind: type[Record], given: Mapping[str, object], index: Index) -> Predicate:
    """Return the test that a record passes when it matches every keyword.

    Keywords about one act, or about one entry of cooperation, speak of the same one.

    Args:
        kind: Kind of the records.
        given: Keywords and their values; `None` means not given.
        index: What the data set knows.

    Raises:
        UnknownValueError: A value means nothing.
        TypeError: A value is of the wrong type.
    """
    given = {keyword: value for keyword, value in given.items() if value is not None}
    tests: list[Predicate] = []
    nested = kind in {Partnership, Tie}
    if nested and any(word in given for word in _SAME_ACT):
        test = _all_of(Act, {w: given.pop(w) for w in _SAME_ACT if w in given}, index)
        tests.append(lambda p: any(map(test, p.acts)))
    if nested and any(word in given for word in _SAME_COOPERATION):
        words = {w: given.pop(w) for w in _SAME_COOPERATION if w in given}
        same_entry = _all_of(Cooperation, words, index)
        tests.append(lambda p: any(map(same_entry, p.cooperation)))
    if "validity" in given or "on" in given:
        stands = _stands(given.pop("validity", None), given.pop("on", None))
        whole = index.by_id.__getitem__
        tests.append(lambda r: stands(whole(r.partnership) if kind is Tie else r))
    if given or not tests:
        tests.append(_all_of(kind, given, index))
    return _joined(tests)


def _joined(tests: list[Predicate]) -> Predicate:
    """Return the test that passes what passes all of some; a single one is not wrapped."""
    return tests[0] if len(tests) == 1 else lambda record: all(test(record) for test in tests)


def _all_of(kind: type[Record], given: Mapping[str, object], index: Index) -> Predicate:
    """Return the test for keywords that each look at the record itself."""
    tests: list[Predicate] = []
    if any(word in given for word in _DATE_WORDS):
        tests.append(_dates(given))
    for keyword, value in given.items():
        if keyword not in _DATE_WORDS:
            wanted = _resolve(kind, keyword, value, index)
            facet = _OWN.get(kind, {}).get(keyword, _COMMON.get(keyword))
            tests.append(_meets(wanted, facet) if facet else _PLAIN[keyword](wanted))
    return _joined(tests)


def _meets(wanted: frozenset[str], facet: Facet) -> Predicate:
    return lambda record: not wanted.isdisjoint(facet(record))


def _resolve(kind: type[Record], keyword: str, value: object, index: Index) -> frozenset[str]:
    """Read the values of one keyword into the ids or words they stand for."""
    if keyword in _NAMED:
        return _ids(keyword, value, _NAMED[keyword], index)
    if keyword == "holder":
        return _named(keyword, value, index.holder_names)
    words = {"stage": Stage, "outcome": Outcome, "topic": Topic}
    return _words(keyword, value, words.get(keyword) or kind.model_fields["kind"].annotation)  # type: ignore[arg-type]


def _stands(validity: object, on: object) -> Predicate:
    """Return the test for `validity=…, on=…`, which only mean something together."""
    if validity is None or on is None:
        raise TypeError("validity and on go together: validity='in_force', on=2005")
    wanted = _words("validity", validity, Validity)
    when = _when("on", on)
    return lambda partnership: partnership.validity(when) in wanted
