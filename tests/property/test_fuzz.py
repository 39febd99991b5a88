"""Whatever is asked, the answer or a documented error comes out."""

from __future__ import annotations

import contextlib
import inspect
import itertools
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import rezekne_twins as rt
from tests.property.strategies import partial_date_texts, partial_dates

FILTERS = {
    name: list(inspect.signature(collection.where).parameters)
    for name, collection in rt.dataset().collections.items()
}
KNOWN = [record for table in rt.dataset().tables.values() for record in table[:5]]
SINGLE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(1900, 2100),
    st.floats(),
    st.complex_numbers(),
    st.decimals(),
    st.text(),
    st.text("aāAn01-/~?. \0\n\ud800", max_size=9),
    st.binary(max_size=4),
    st.dates(),
    st.datetimes(),
    partial_dates(),
    partial_date_texts(),
    st.sampled_from([*KNOWN, *(record.id for record in KNOWN)]),
    st.sampled_from([*rt.Stage, *rt.ActKind, *rt.Validity]),
    st.sampled_from([object(), Ellipsis, len, rt.Place, rt.dataset(), Decimal("NaN")]),
)
ANYTHING = st.one_of(
    SINGLE,
    st.lists(SINGLE, max_size=4),
    st.sets(st.integers() | st.text(), max_size=4),
    st.dictionaries(st.text(max_size=4), SINGLE, max_size=3),
    st.lists(st.lists(SINGLE, max_size=2), max_size=2),
    st.builds(iter, st.lists(SINGLE, max_size=3)),
    st.builds(range, st.integers(-9, 9), st.integers(-9, 9)),
)


@given(st.data())
def test_any_value_of_any_keyword_is_understood_or_refused(
    shipped: rt.Dataset, draws: st.DataObject
) -> None:
    """A filter gives a collection of its kind, or one of the two documented errors."""
    name = draws.draw(st.sampled_from([name for name, words in FILTERS.items() if words]))
    words = draws.draw(st.lists(st.sampled_from(FILTERS[name]), unique=True, max_size=3))
    asked: dict[str, Any] = {word: draws.draw(ANYTHING) for word in words}
    whole: Any = shipped.collections[name]
    with contextlib.suppress(rt.UnknownValueError, TypeError):
        assert type(whole.where(**asked)) is type(whole)


@given(st.data())
def test_any_key_is_found_or_refused(shipped: rt.Dataset, draws: st.DataObject) -> None:
    """Look-ups, `in`, `.get`, `find` and sorting raise what they say, and nothing else."""
    collection: Any = draws.draw(st.sampled_from([*shipped.collections.values()]))
    key: Any = draws.draw(ANYTHING)
    with contextlib.suppress(KeyError, IndexError, TypeError):
        _ = collection[key]
    with contextlib.suppress(rt.UnknownIdError, TypeError):
        shipped.partnership(key)
    with contextlib.suppress(TypeError):
        collection.get(key)
    with contextlib.suppress(rt.UnknownValueError, TypeError):
        shipped.find(key)
    with contextlib.suppress(rt.UnknownValueError, TypeError):
        collection.sorted_by(key)
    assert (key in collection) in {True, False}


@given(ANYTHING)
@example(datetime(2004, 3, 1))  # noqa: DTZ001
def test_any_value_is_a_date_or_refused(value: Any) -> None:
    """Only text of the subset makes a date; nothing else compares or overlaps with one."""
    with contextlib.suppress(ValueError, TypeError):
        assert rt.PartialDate(value).text == value
    some = rt.PartialDate("2004")
    other: Any = value
    if not isinstance(other, rt.PartialDate):
        with pytest.warns(rt.ComparisonWarning) if value == "2004" else contextlib.nullcontext():
            assert some != other
        with pytest.raises(TypeError):
            _ = some < other
    if not isinstance(other, (rt.PartialDate, date)):
        with pytest.raises(TypeError):
            some.overlaps(other)


@pytest.mark.parametrize(
    "years",
    [range(10**18), itertools.count(1990), itertools.repeat("x"), 10**5_000, "9" * 5_000, float("inf")],
    ids=["range", "count", "repeat", "large", "digits", "infinity"],
)
def test_an_endless_question_ends(shipped: rt.Dataset, years: Any) -> None:
    """What has no end is refused at its first value that means nothing."""
    with pytest.raises((rt.UnknownValueError, TypeError)):
        shipped.acts(year=years)


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("country", "x" * 100_000),
        ("person", "a " * 50_000),
        ("field", "\u0301" * 100_000),
        ("holder", "ﷺ" * 20_000),
        *(("place", text * 20_000) for text in ("x", "a ", "\u0301", "ﷺ")),
    ],
    ids=lambda value: value[:2] if len(value) > 99 else value,
)
def test_a_long_text_is_refused_at_once(shipped: rt.Dataset, keyword: str, text: str) -> None:
    """A text as long as a book is no name, and the nearest ones are found all the same."""
    whole: Any = shipped.activities
    with pytest.raises(rt.UnknownValueError):
        whole.where(**{keyword: text})
