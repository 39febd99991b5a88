"""The laws of queries, on the invented and on the shipped data set."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rezekne_twins as rt
from rezekne_twins.sequence import Collection

Keywords = dict[str, Any]

# Keywords that speak of one thing stand together: of one act, one entry of cooperation, one day.
ACT, ENTRY, DAY, RANGE = (
    ("act", "year", "since", "until"),
    ("field", "stage"),
    ("validity", "on"),
    ("since", "until"),
)
SINGLE = {"since", "until", "on"}
_OF_PARTNERSHIPS = (
    ("holder",),
    ("kind",),
    ("country",),
    ("partner",),
    ("place",),
    ("organisation",),
    ENTRY,
    ACT,
    DAY,
)
_OF_DOINGS = (
    *(("holder",), ("partnership",), ("country",), ("field",), ("year",), RANGE),
    *(("place",), ("organisation",), ("person",), ("outcome",), ("funder",)),
)
GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "partnerships": _OF_PARTNERSHIPS,
    "ties": _OF_PARTNERSHIPS,
    "acts": (
        ("holder",),
        ("partnership",),
        ("kind",),
        ("country",),
        ("year",),
        RANGE,
        ("place",),
        ("organisation",),
        ("person",),
    ),
    "activities": (*_OF_DOINGS, ("kind",)),
    "projects": _OF_DOINGS,
    "memberships": (
        *(("holder",), ("partnership",), ("country",), ("year",), RANGE),
        *(("organisation",), ("person",)),
    ),
    "roles": (
        *(("holder",), ("partnership",), ("kind",), ("year",), RANGE),
        *(("organisation",), ("person",)),
    ),
    "statements": (
        *(("holder",), ("partnership",), ("year",), RANGE, ("place",)),
        *(("organisation",), ("person",), ("topic",), ("subject",)),
    ),
    "cooperation": (("holder",), ("partnership",), ("country",), ("field",), ("stage",)),
    "places": (("partnership",), ("kind",), ("country",)),
    "organisations": (("partnership",), ("kind",), ("country",)),
    "conflicts": (("holder",), ("partnership",), ("kind",)),
}
names = st.sampled_from(sorted(GROUPS))


@pytest.fixture(scope="session", params=["tiny", "shipped"])
def data(request: pytest.FixtureRequest) -> rt.Dataset:
    """Both data sets in turn."""
    found: rt.Dataset = request.getfixturevalue(request.param)
    return found


@cache
def values(data: rt.Dataset, collection: str, keyword: str) -> list[Any]:
    """Return single values that a keyword understands; of names several forms of each."""
    agents = (*data.places, *data.organisations)
    met = dict.fromkeys(c for tie in data.ties for c in tie.countries)
    countries = [*met, data.country("JP")]
    field = data.collections[collection].record_type.model_fields.get("kind")
    kinds: Any = field.annotation if field else ()
    words: dict[str, Iterable[Any]] = {
        "holder": [x for holder in data.about.holders for x in (holder.id, holder.title_lv)],
        "partnership": [*data.partnerships.ids, *data.partnerships],
        "kind": [str(word) for word in kinds],
        "country": [x for c in countries for x in (c.id, c.alpha_3, c.title, c.title_lv, c)],
        "partner": [x for agent in agents for x in (agent.id, agent.title, agent)],
        "place": [x for place in data.places for x in (place.id, place.title_lv, place)],
        "organisation": [x for body in data.organisations for x in (body.id, body.title, body)],
        "field": [x for field in data.fields for x in (field.id, field.title_lv, field)],
        "stage": [str(word) for word in rt.Stage],
        "act": [str(word) for word in rt.ActKind],
        "validity": [str(word) for word in rt.Validity],
        "person": [x for person in data.people for x in (person.id, person.title, person)],
        "funder": [x for agent in agents for x in (agent.id, agent.title_lv, agent)],
        "outcome": [str(word) for word in rt.Outcome],
        "topic": [word.label_lv for word in rt.Topic],
        "subject": [
            *(x for r in (*data.places, *data.activities, *data.acts) for x in (r.id, r.title, r)),
            *(holder.id for holder in data.about.holders),
        ],
    }
    return list(words[keyword])


years = st.integers(1990, 2014)
bounds = st.one_of(years, st.builds("{:04}-{:02}".format, years, st.integers(1, 12)))


@st.composite
def some(draw: st.DrawFn, data: rt.Dataset, collection: str, keyword: str) -> Any:
    """Draw what a keyword takes: one value or a list of several."""
    if keyword in SINGLE:
        return draw(bounds)
    one = years if keyword == "year" else st.sampled_from(values(data, collection, keyword))
    return draw(one | st.lists(one, min_size=1, max_size=3))


@st.composite
def keywords(draw: st.DrawFn, data: rt.Dataset, collection: str, group: tuple[str, ...]) -> Keywords:
    """Draw keywords of one group, at least one; those of `DAY` only together."""
    chosen: Iterable[str] = group
    if group != DAY:
        chosen = draw(st.lists(st.sampled_from(group), min_size=1, unique=True))
    found = {word: draw(some(data, collection, word)) for word in chosen}
    if "since" in found and "until" in found:
        found["since"], found["until"] = sorted((found["since"], found["until"]), key=_start)
    return found


def _start(bound: int | str) -> str:
    return f"{bound:04}" if isinstance(bound, int) else bound


def keep(collection: Any, given_keywords: Keywords) -> Any:
    """Filter a collection."""
    try:
        return collection.where(**given_keywords)
    except rt.UnknownValueError as error:  # a reversed range is no question: 2005-02 to 2005
        pytest.fail(f"{given_keywords}: {error}")


@given(st.data())
def test_filters_about_different_things_commute(data: rt.Dataset, draws: st.DataObject) -> None:
    """Asked one after the other, either way round, or at once: the answer is the same."""
    name = draws.draw(names)
    one, other = draws.draw(st.lists(st.sampled_from(GROUPS[name]), min_size=2, max_size=2, unique=True))
    first, second = (draws.draw(keywords(data, name, group)) for group in (one, other))
    whole = data.collections[name]
    at_once = keep(whole, first | second)
    assert keep(keep(whole, first), second) == at_once
    assert keep(keep(whole, second), first) == at_once
    assert keep(whole, first) & keep(whole, second) == at_once


@given(st.data())
def test_chained_calls_keep_no_fewer_than_one_call(data: rt.Dataset, draws: st.DataObject) -> None:
    """Keywords about one act or entry mean the same one in one call: chaining can only add."""
    name = draws.draw(st.sampled_from(["partnerships", "ties"]))
    group = draws.draw(st.sampled_from([ACT, ENTRY]))
    drawn = draws.draw(keywords(data, name, group))
    cut = draws.draw(st.integers(0, len(drawn)))
    first, second = dict([*drawn.items()][:cut]), dict([*drawn.items()][cut:])
    whole = data.collections[name]
    chained = keep(keep(whole, first), second)
    assert set(keep(whole, drawn).ids) <= set(chained.ids)


@given(st.data())
def test_a_result_is_an_ordered_part_of_the_whole(data: rt.Dataset, draws: st.DataObject) -> None:
    """A query returns the records themselves, in the order of the whole, each once."""
    name = draws.draw(names)
    group = draws.draw(st.sampled_from(GROUPS[name]))
    whole = data.collections[name]
    found = keep(whole, draws.draw(keywords(data, name, group)))
    kept = set(found.ids)
    assert found.ids == tuple(id for id in whole.ids if id in kept)
    assert all(record is whole[record.id] for record in found)
    assert type(found) is type(whole)
    assert found.where() == found


def test_where_without_keywords_changes_nothing(data: rt.Dataset) -> None:
    """`where()` is the identity, and so is a keyword that is None."""
    for name, groups in GROUPS.items():
        whole: Any = data.collections[name]
        assert whole.where() == whole() == whole
        assert whole.where(**{word: None for group in groups for word in group}) == whole


@given(st.data())
def test_several_values_are_the_union_of_each(data: rt.Dataset, draws: st.DataObject) -> None:
    """A keyword with several values keeps what any of them keeps, beside other keywords too."""
    name = draws.draw(names)
    group = draws.draw(st.sampled_from([group for group in GROUPS[name] if group != RANGE]))
    word = draws.draw(st.sampled_from([word for word in group if word not in SINGLE]))
    beside = draws.draw(keywords(data, name, group))
    one = years if word == "year" else st.sampled_from(values(data, name, word))
    each = draws.draw(st.lists(one, min_size=1, max_size=4))
    whole = data.collections[name]
    union = set[str]().union(*(keep(whole, beside | {word: value}).ids for value in each))
    assert set(keep(whole, beside | {word: each}).ids) == union


def test_all_values_together_keep_what_has_one(data: rt.Dataset) -> None:
    """Every tie with a country is found by some country, every act with a date in some year."""
    everywhere = data.ties(country=data.countries.ids)
    assert everywhere.ids == tuple(tie.id for tie in data.ties if tie.countries)
    assert keep(data.ties, {"kind": rt.PartnershipKind}) == data.ties
    dated = tuple(act.id for act in data.acts if act.date)
    assert data.acts(year=range(1, 10_000)).ids == data.acts(since=1).ids == dated
    answered = keep(data.partnerships, {"validity": rt.Validity, "on": 2005})
    assert answered == data.partnerships


@cache
def frame_of(collection: Collection[Any]) -> pd.DataFrame:
    """Return the frame of a collection, to be looked at alone."""
    return collection.to_pandas("all")


def cell(frame: pd.DataFrame, column: str) -> list[set[str]]:
    """Return a column of lists as a list of sets."""
    return [{*value} if isinstance(value, tuple) else {value} for value in frame[column].fillna("")]


def narrower(data: rt.Dataset, field: str) -> set[str]:
    """Return a field and all below it, from the frame of the fields."""
    frame = frame_of(data.fields)
    found = {field}
    for _ in range(len(frame)):
        found |= set(frame["id"][frame["broader"].isin(found)])
    return found


@given(st.data())
def test_pandas_finds_the_same_by_country(data: rt.Dataset, draws: st.DataObject) -> None:
    """A country keeps the rows in whose countries it stands."""
    name = draws.draw(
        st.sampled_from([name for name, groups in GROUPS.items() if ("country",) in groups])
    )
    code = draws.draw(st.sampled_from(["NO", "PL", "LV", "JP"]))
    whole: Any = data.collections[name]
    frame = frame_of(whole)
    column = "country" if name == "places" else "countries"
    expected = frame["id"][[code in codes for codes in cell(frame, column)]]
    assert whole.where(country=code).ids == tuple(expected)


@pytest.mark.parametrize("column", ["holder", "kind", "country", "stage", "field", "outcome", "topic"])
def test_pandas_finds_the_same_by_one_value(data: rt.Dataset, column: str) -> None:
    """A word keeps the rows that have it in the column of that word."""
    for name, groups in GROUPS.items():
        whole: Any = data.collections[name]
        frame = frame_of(whole)
        if column not in frame or not any(column in group for group in groups):
            continue
        wanted: dict[str, set[str]] = {str(value): {str(value)} for value in frame[column].dropna()}
        if column == "field":
            wanted = {field: narrower(data, field) for field in data.fields.ids}
        if name == "ties" and column == "country":
            frame = frame[frame["countries"] == frame["country"]]
        for value, meant in wanted.items():
            found = whole.where(**{column: value})
            expected = frame["id"][frame[column].isin(meant)]
            assert [id for id in found.ids if id in set(frame["id"])] == [*expected]


@pytest.mark.parametrize("keyword", ["field", "stage", "partner", "organisation"])
def test_pandas_finds_the_same_by_one_of_several(data: rt.Dataset, keyword: str) -> None:
    """A value keeps the partnerships in whose list it stands; a field, its narrower ones too."""
    column = {"partner": "counterparts"}.get(keyword, f"{keyword}s")
    frame = frame_of(data.partnerships)
    held = cell(frame, column)
    for value in sorted(set[str]().union(*held)):
        meant = narrower(data, value) if keyword == "field" else {value}
        if keyword == "partner":
            lies_in = frame_of(data.places)
            meant |= set(lies_in["id"][lies_in["part_of"] == value])
        expected = frame["id"][[bool(meant & here) for here in held]]
        asked: Keywords = {keyword: value}
        assert data.partnerships(**asked).ids == tuple(expected)


def above(data: rt.Dataset) -> dict[str, set[str]]:
    """Return, for each place and body, itself and all that it lies in or belongs to."""
    frame = pd.concat([frame_of(data.places), frame_of(data.organisations)])
    up: dict[str, Any] = dict(zip(frame["id"], frame["part_of"].astype(object), strict=True))
    found: dict[str, set[str]] = {}
    for id in up:
        larger, found[id] = id, set[str]()
        while isinstance(larger, str):
            found[id].add(larger)
            larger = up[larger]
    return found


@pytest.mark.parametrize("keyword", ["place", "organisation", "person", "funder"])
def test_pandas_finds_the_same_by_who_was_in_it(data: rt.Dataset, keyword: str) -> None:
    """An agent keeps the rows in whose list it, or a part of it, stands."""
    column = {"person": "people"}.get(keyword, f"{keyword}s")
    larger = above(data)
    for name, groups in GROUPS.items():
        whole: Any = data.collections[name]
        if (keyword,) not in groups or name in {"partnerships", "ties"}:
            continue
        frame = frame_of(whole)
        ids = cell(frame, column)
        if name == "acts" and keyword == "place":  # where it was done, and of whom
            ids = [a | b for a, b in zip(ids, cell(frame, "party_places"), strict=True)]
        held = [set[str]().union(*(larger.get(i, {i}) for i in here)) for here in ids]
        for value in sorted(set[str]().union(*held)):
            expected = frame["id"][[value in here for here in held]]
            assert whole.where(**{keyword: value}).ids == tuple(expected)


def known_bounds(frame: pd.DataFrame) -> tuple[Any, Any]:
    """Return the days between which acts lie: a range with one side is its known bound alone."""
    earliest, latest = frame["earliest"], frame["latest"]
    known = [
        rt.PartialDate(text.strip("[.]")) if re.match(r"\[\.\.|.*\.\.\]", str(text)) else None
        for text in frame["date"]
    ]
    first = pd.Series([pd.Timestamp(d.earliest) if d and d.earliest else pd.NaT for d in known])
    last = pd.Series([pd.Timestamp(d.latest) if d and d.latest else pd.NaT for d in known])
    return earliest.fillna(first), latest.fillna(last)


def span(text: str, earliest: Any, latest: Any) -> tuple[date, date]:
    """Return the days that a row's date reaches: one without a known end, no further than it."""
    first, last = (None if pd.isna(day) else day.date() for day in (earliest, latest))
    if text.startswith("/") or text.endswith("/"):
        known = rt.PartialDate(text.strip("/"))
        first, last = known.earliest, known.latest
    return first or date.min, last or date.max


@pytest.mark.parametrize("name", ["activities", "projects", "memberships", "roles", "statements"])
def test_pandas_finds_the_same_by_the_date_of_a_row(data: rt.Dataset, name: str) -> None:
    """A year keeps the rows whose date reaches into it; a row without a date is in none."""
    whole: Any = data.collections[name]
    frame = frame_of(whole)
    columns = [frame[c] for c in ("id", "date", "earliest", "latest")]
    spans = {
        id: span(text, earliest, latest)
        for id, text, earliest, latest in zip(*columns, strict=True)
        if not pd.isna(text)
    }
    for year in range(1985, 2021):
        expected = tuple(i for i, (a, b) in spans.items() if a.year <= year <= b.year)
        assert whole.where(year=year).ids == expected
        assert whole.where(since=f"{year}-01-01", until=f"{year}-12").ids == expected


@given(years, st.integers(0, 6))
def test_pandas_finds_the_same_by_date(data: rt.Dataset, first: int, more: int) -> None:
    """Years and bounds keep the acts whose earliest and latest day reach into them."""
    last = first + more
    frame = frame_of(data.acts)
    earliest, latest = known_bounds(frame)
    reach_in = (earliest <= pd.Timestamp(last, 12, 31)) & (latest >= pd.Timestamp(first, 1, 1))
    expected = tuple(frame["id"][reach_in])
    assert data.acts(since=first, until=last).ids == expected
    assert data.acts(year=range(first, last + 1)).ids == expected
    ties = set(frame["partnership"][reach_in])
    assert set(data.partnerships(since=first, until=last).ids) == ties


def test_pandas_finds_the_same_by_act(data: rt.Dataset) -> None:
    """`act` and `year` keep the partnerships with one row of acts that has both."""
    frame, tie_frame = frame_of(data.acts), frame_of(data.ties)
    for year, kind in product(range(1990, 2015), rt.ActKind):
        asked: Keywords = {"act": kind.value, "year": year}
        both = (known_bounds(frame)[0].dt.year == year) & (frame["kind"] == kind.value)
        expected = sorted(set(frame["partnership"][both]))
        assert keep(data.partnerships, asked).ids == tuple(expected)
        acts = set(frame["id"][both])
        expected_ties = tie_frame["id"][[bool(acts & own) for own in cell(tie_frame, "acts")]]
        assert keep(data.ties, asked).ids == tuple(expected_ties)


@pytest.mark.parametrize("on", [1993, 1996, "2004-02", 2005, 2012])
def test_validity_is_what_each_record_answers(data: rt.Dataset, on: int | str) -> None:
    """A filter for what stood keeps the partnerships that give this answer themselves."""
    for word in rt.Validity:
        expected = [p.id for p in data.partnerships if p.validity(on) is word]
        found = keep(data.partnerships, {"validity": word.value, "on": on})
        assert list(found.ids) == expected


def parts(data: rt.Dataset, name: str) -> st.SearchStrategy[Collection[Any]]:
    """Selections of a collection: records in any order, each at most once."""
    whole = data.collections[name]
    positions = st.lists(st.integers(0, len(whole) - 1), unique=True, max_size=6)
    return positions.map(lambda chosen: whole._of([whole[n] for n in chosen]))


@given(st.data())
def test_joining_and_crossing_are_those_of_sets(data: rt.Dataset, draws: st.DataObject) -> None:
    """`|` and `&` obey the laws of sets, and keep the order of the first one."""
    name = draws.draw(st.sampled_from(sorted(data.collections)))
    a, b, c = (draws.draw(parts(data, name)) for _ in range(3))
    nothing = a[:0]
    assert set((a | b).ids) == {*a.ids, *b.ids}
    assert set((a & b).ids) == {*a.ids} & {*b.ids}
    assert (a | b)[: len(a)] == a
    assert a | a == a & a == a | nothing == nothing | a == a
    assert a & nothing == nothing & a == nothing
    assert (a | b) | c == a | (b | c)
    assert (a & b) & c == a & (b & c)
    assert set((a & (b | c)).ids) == set(((a & b) | (a & c)).ids)
    assert a & (a | b) == a | (a & b) == a
    assert len((a | b).ids) == len(a | b) == len(a) + len(b) - len(a & b)


@given(st.data())
def test_a_selection_agrees_with_a_list(data: rt.Dataset, draws: st.DataObject) -> None:
    """Slices, positions, ids, `in`, `.get` and `.index` say what a list of the records says."""
    name = draws.draw(st.sampled_from(sorted(data.collections)))
    part = draws.draw(parts(data, name))
    records = list(part)
    cut = draws.draw(st.slices(len(records)))
    assert list(part[cut]) == records[cut]
    for position in range(-len(records), len(records)):
        assert part[position] is records[position]
    for record in data.collections[name]:
        here = record in records
        assert (record in part) == (record.id in part) == here
        assert part.get(record.id) is (record if here else None)
        if here:
            assert part[record.id] is record
            assert part.index(record) == records.index(record)
        else:
            with pytest.raises(rt.UnknownIdError):
                _ = part[record.id]


@given(st.data(), st.booleans())
def test_sorting_is_a_permutation(
    data: rt.Dataset,
    draws: st.DataObject,
    reverse: bool,  # noqa: FBT001
) -> None:
    """Sorting keeps every record once, puts unknown ones last, and sorted twice is the same."""
    name = draws.draw(names)
    part = draws.draw(parts(data, name))
    shared = ["id", "title", "note", "countries", "kind", "date", "holder", "partnerships"]
    known = [a for a in shared if a in part.record_type.model_fields]
    attribute = draws.draw(st.sampled_from(known))
    in_order = part.sorted_by(attribute, reverse=reverse)
    assert sorted(in_order.ids) == sorted(part.ids)
    missing = [getattr(record, attribute) in (None, ()) for record in in_order]
    assert missing == sorted(missing)
    assert in_order.sorted_by(attribute, reverse=reverse) == in_order
    unknown = [r.id for r in part if getattr(r, attribute) in (None, ())]
    assert list(in_order.ids[len(part) - len(unknown) :]) == unknown


@given(st.data(), st.booleans())
def test_dates_sort_as_partial_dates_do(
    data: rt.Dataset,
    draws: st.DataObject,
    reverse: bool,  # noqa: FBT001
) -> None:
    """Sorting by a date is sorting by `PartialDate`, and equal dates keep their order."""
    name, attribute = draws.draw(
        st.sampled_from(
            [
                *(("partnerships", "began"), ("acts", "date"), ("sources", "as_of")),
                *(("activities", "date"), ("roles", "date"), ("memberships", "date")),
            ]
        )
    )
    part = draws.draw(parts(data, name))
    dated = [record for record in part if getattr(record, attribute)]
    expected = sorted(dated, key=lambda r: getattr(r, attribute), reverse=reverse)
    assert list(part.sorted_by(attribute, reverse=reverse))[: len(dated)] == expected
