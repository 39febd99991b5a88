"""The filter table of the call site: which collection takes which keyword, and which values."""

import inspect
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import rezekne_twins as rt

_OF_PARTNERSHIPS = (
    "holder kind country partner field stage act year since until place organisation validity on"
)
TABLE = {
    "partnerships": _OF_PARTNERSHIPS,
    "ties": _OF_PARTNERSHIPS,
    "acts": "holder partnership kind country year since until place organisation",
    "cooperation": "holder partnership country field stage",
    "places": "partnership kind country",
    "organisations": "partnership kind country",
    "conflicts": "holder partnership kind",
    "fields": "",
    "countries": "",
    "sources": "",
    "citations": "",
}
FILTERS = [(name, word) for name, words in TABLE.items() for word in words.split()]
WORDS = sorted({word for _, word in FILTERS})
DATES = {"year", "since", "until", "on", "validity"}

UNDERSTOOD: dict[str, Any] = {
    "holder": "town",
    "partnership": "town-goosund",
    "country": "Polija",
    "partner": "Zossunda",
    "field": "Mūzika",
    "stage": "actual",
    "act": "signed",
    "year": 1994,
    "since": "1994-05",
    "until": 1994,
    "place": "Goose County",
    "organisation": "Pīļpils dome",
    "validity": "in_force",
    "on": "1999-12-31",
}
KINDS = {
    "partnerships": "cooperation",
    "ties": "cooperation",
    "acts": "signed",
    "places": "city",
    "organisations": "council",
    "conflicts": "contradiction",
}


def given(collection: str, keyword: str, value: Any = None) -> dict[str, Any]:
    """Return keywords with one value, or else with one that is understood."""
    words = UNDERSTOOD | {"kind": KINDS.get(collection)}
    pair = ("validity", "on") if keyword in {"validity", "on"} else (keyword,)
    return {word: words[word] for word in pair} | ({} if value is None else {keyword: value})


def test_the_table_is_of_every_collection(tiny: rt.Dataset) -> None:
    """No collection is missing in the table of these tests."""
    assert set(TABLE) == set(tiny.collections)


@pytest.mark.parametrize(("collection", "keyword"), FILTERS)
def test_a_filter_of_the_table_is_taken(tiny: rt.Dataset, collection: str, keyword: str) -> None:
    """Every filter that the table names is accepted, and each meets something in the data."""
    whole = getattr(tiny, collection)
    found = whole.where(**given(collection, keyword))
    assert 0 < len(found) <= len(whole)
    assert found == whole(**given(collection, keyword))
    assert whole.where(**dict.fromkeys(given(collection, keyword))) == whole


@pytest.mark.parametrize("collection", TABLE)
def test_any_other_filter_is_a_type_error(tiny: rt.Dataset, collection: str) -> None:
    """A filter that a collection does not have is refused; the message names those it has."""
    own = TABLE[collection].split()
    for word in {*WORDS, "colour", "id", "limit", "self"} - {*own}:
        with pytest.raises(TypeError) as caught:
            getattr(tiny, collection).where(**{word: "x"})
        if word == "self":
            continue
        assert f"no filter {word!r}" in str(caught.value)
        assert str(caught.value).endswith(", ".join(own) or "it has none")


@pytest.mark.parametrize("collection", TABLE)
def test_the_signature_shows_the_filters(tiny: rt.Dataset, collection: str) -> None:
    """Filters are explicit, keyword-only and optional, for tooltips and type checkers."""
    whole = getattr(tiny, collection)
    for shown in (inspect.signature(whole), inspect.signature(whole.where)):
        assert list(shown.parameters) == TABLE[collection].split()
        assert all(p.kind is p.KEYWORD_ONLY for p in shown.parameters.values())
        assert all(p.default is None for p in shown.parameters.values())


@pytest.mark.parametrize("collection", [name for name, words in TABLE.items() if words])
def test_every_filter_is_described(tiny: rt.Dataset, collection: str) -> None:
    """The docstring has a line for each filter, or leads to the collection that has."""
    described = inspect.getdoc(tiny.collections[collection].where) or ""
    if collection == "ties":
        assert "mean what they do for partnerships" in described
    else:
        for word in TABLE[collection].split():
            assert f"\n    {word}: " in described


@pytest.mark.parametrize(
    ("collection", "keyword"), [pair for pair in FILTERS if pair[1] not in DATES]
)
def test_every_filter_but_the_dates_has_a_column(
    tiny: rt.Dataset, collection: str, keyword: str
) -> None:
    """What can be asked for can be seen: a column has the filter's word, or its plural."""
    spelt = {
        "country": {"country", "countries"},
        "partner": {"counterpart", "counterparts"},
    }.get(keyword, {keyword, f"{keyword}s"})
    assert spelt & set(getattr(tiny, collection).to_pandas().columns)


def understood_countries(data: rt.Dataset, word: Any) -> Iterator[tuple[str, ...]]:
    """Yield what each collection with a filter for countries finds."""
    for name, words in TABLE.items():
        if "country" in words.split():
            yield getattr(data, name)(country=word).ids


@pytest.mark.parametrize(
    "typed",
    ["PL", "pl", "POL", "pol", "Poland", "poland", "POLAND ", "Polija", "polija", "Pōļija"],
)
def test_a_country_is_understood_everywhere(tiny: rt.Dataset, typed: str) -> None:
    """Each collection takes codes, names in both languages, folded names, and records."""
    found = list(understood_countries(tiny, typed))
    assert found == list(understood_countries(tiny, tiny.country("PL")))
    assert found == list(understood_countries(tiny, [tiny.country("PL"), "POL"]))
    assert all(found)


NO_VALUES = [[], (), "", " \t", "narnia", ["narnia"], ["", "narnia"], "!?"]
WRONG_TYPES = [True, False, 1.5, [None], b"NO", [b"NO"], [1.5], object(), [["NO"]]]


@pytest.mark.parametrize("value", NO_VALUES, ids=repr)
@pytest.mark.parametrize(("collection", "keyword"), [pair for pair in FILTERS if pair[1] != "year"])
def test_a_value_that_means_nothing_is_refused(
    tiny: rt.Dataset, collection: str, keyword: str, value: Any
) -> None:
    """Nothing, blanks and unknown words raise `UnknownValueError`, in each filter that takes them.

    A bound is one date, so a list of them is a `TypeError`.
    """
    several_of_one = keyword in {"since", "until", "on"} and not isinstance(value, str)
    expected = TypeError if several_of_one else rt.UnknownValueError
    with pytest.raises(expected):
        getattr(tiny, collection).where(**given(collection, keyword, value))


@pytest.mark.parametrize("value", [[], range(2007, 2000), 0, -1, 10_000, [1994, 0], 10**30])
@pytest.mark.parametrize("collection", [name for name, word in FILTERS if word == "year"])
def test_a_year_that_is_none_is_refused(tiny: rt.Dataset, collection: str, value: Any) -> None:
    """No year at all, and a year that no calendar has, raise."""
    with pytest.raises(rt.UnknownValueError, match=r"^year="):
        getattr(tiny, collection).where(year=value)


@pytest.mark.parametrize(
    ("since", "until"),
    [(2010, 2000), ("2004-04", "2004-03"), ("2004-03-02", "2004-03-01"), (2005, "2004-12-31")],
)
@pytest.mark.parametrize("collection", [name for name, word in FILTERS if word == "since"])
def test_a_reversed_range_is_refused(
    tiny: rt.Dataset, collection: str, since: Any, until: Any
) -> None:
    """A range that ends before it starts is a slip, never an empty result."""
    with pytest.raises(rt.UnknownValueError, match="swap them"):
        getattr(tiny, collection).where(since=since, until=until)


@pytest.mark.parametrize("value", WRONG_TYPES, ids=repr)
@pytest.mark.parametrize(("collection", "keyword"), FILTERS)
def test_a_value_of_a_wrong_type_is_refused(
    tiny: rt.Dataset, collection: str, keyword: str, value: Any
) -> None:
    """Wrong Python types raise `TypeError`, alone and in a list."""
    with pytest.raises(TypeError):
        getattr(tiny, collection).where(**given(collection, keyword, value))


@pytest.mark.parametrize(("collection", "keyword"), FILTERS)
def test_a_record_of_a_wrong_kind_is_refused(
    tiny: rt.Dataset, collection: str, keyword: str
) -> None:
    """No filter takes a record that it cannot mean, alone or in a list."""
    for record in (tiny.source("gazette"), tiny.conflict("goose-year")):
        for value in (record, [record]):
            with pytest.raises(TypeError):
                getattr(tiny, collection).where(**given(collection, keyword, value))


@pytest.mark.parametrize(
    ("keyword", "getter", "record"),
    [
        ("place", "organisation", "duck-council"),
        ("organisation", "place", "duckburg"),
        ("country", "place", "duckburg"),
        ("field", "country", "LV"),
        ("partner", "partnership", "town-kaczki"),
    ],
)
def test_a_record_of_a_kindred_kind_is_refused(
    tiny: rt.Dataset, keyword: str, getter: str, record: str
) -> None:
    """A place is no organisation, and a partnership is no partner."""
    wrong: dict[str, Any] = {keyword: getattr(tiny, getter)(record)}
    with pytest.raises(TypeError, match=f"is no {keyword}"):
        tiny.partnerships(**wrong)


@pytest.mark.parametrize("collection", [name for name, word in FILTERS if word == "year"])
def test_whatever_holds_years_is_taken(tiny: rt.Dataset, collection: str) -> None:
    """NumPy integers, arrays, ranges, sets and generators of years mean what a list does."""
    whole = getattr(tiny, collection)
    found = whole.where(year=[1994, 1995])
    assert len(found) > 0
    assert found == whole.where(year=range(1994, 1996))
    assert found == whole.where(year={1994, 1995})
    assert found == whole.where(year=(year for year in (1994, 1995)))
    assert found == whole.where(year=np.array([1994, 1995]))
    assert found == whole.where(year=[np.int64(1994), np.int16(1995)])
    assert whole.where(year=np.int32(1994)) == whole.where(year=1994)
    assert whole.where(since=np.int64(1994), until=np.int64(1995)) == found


@pytest.mark.parametrize(
    ("collection", "keyword"), [pair for pair in FILTERS if pair[1] not in {"since", "until", "on"}]
)
def test_one_value_is_a_list_of_one(tiny: rt.Dataset, collection: str, keyword: str) -> None:
    """One value, a list, a generator and a value written twice mean the same."""
    whole = getattr(tiny, collection)
    value = given(collection, keyword)[keyword]
    found = whole.where(**given(collection, keyword))
    for several in ([value], iter([value]), (value, value), {value: None}):
        assert whole.where(**given(collection, keyword, several)) == found


@pytest.mark.parametrize("word", ["JP", "JPN", "Japan", "Japāna", "Germany", "Vācija", "vacija"])
def test_a_country_without_partners_is_empty(shipped: rt.Dataset, word: str) -> None:
    """Every ISO country is understood: where there is no partner the answer is none, no error."""
    assert [len(ids) for ids in understood_countries(shipped, word)] == [0] * 6


def test_partnership_filters_take_a_selection(tiny: rt.Dataset) -> None:
    """Every collection with a filter for partnerships takes what a query of them returned."""
    polish = tiny.partnerships(country="PL")
    for name, word in FILTERS:
        if word == "partnership":
            whole = getattr(tiny, name)
            assert whole.where(partnership=polish) == whole.where(partnership=list(polish.ids))
