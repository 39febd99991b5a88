"""The laws of `PartialDate`, and its agreement with an independent reading of EDTF."""

import contextlib
import copy
import pickle
from datetime import date
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from rezekne_twins.dates import PartialDate
from tests.property.strategies import (
    interval_texts,
    one_of_texts,
    partial_date_texts,
    partial_dates,
    single_date_texts,
    unspecified_texts,
)


def _mistyped(text: str, at: int, typed: str) -> str:
    return text[:at] + typed + text[at + 1 :]


# Texts that are nearly dates find more than texts at large.
near_dates = st.text("0129-/.~?% \n'„X[]", max_size=12) | st.builds(
    _mistyped, partial_date_texts(), st.integers(0, 22), st.text("0123-/.~?% \nX[]", max_size=2)
)


def _edtf(text: str) -> Any:
    return parse_edtf(text)  # pyright: ignore[reportUnknownVariableType]


@given(partial_date_texts())
def test_round_trip(text: str) -> None:
    """A date gives back its text, and `repr` the date."""
    read = PartialDate(text)
    assert read.text == str(read) == text
    assert eval(repr(read), {"PartialDate": PartialDate}) == read  # noqa: S307


@given(st.text() | near_dates)
@example("2004\n")
@example("2004/\n")
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    """Whatever is written, no other error comes out, and what is read is kept letter by letter."""
    with contextlib.suppress(ValueError):
        assert PartialDate(text).text == text


@given(near_dates)
def test_advice_can_be_followed(text: str) -> None:
    """What a message says to write in place of the text is itself a date."""
    try:
        PartialDate(text)
    except ValueError as error:
        message = str(error)
        assert message.startswith(f"{text!r} is not a date: ")
        _, found, advice = message.rpartition('write "')
        if found and not advice.startswith("1994"):  # the list of forms begins with "1994"
            assert PartialDate(advice.removesuffix('"')).text == advice.removesuffix('"')


@given(partial_dates(), partial_dates())
def test_trichotomy(a: PartialDate, b: PartialDate) -> None:
    """Of two dates exactly one is true: before, equal, after; and all six operators agree."""
    assert [a < b, a == b, a > b].count(True) == 1
    assert (a <= b) is (not a > b)
    assert (a >= b) is (not a < b)
    assert [a == b, a != b].count(True) == 1
    assert (a < b) is (b > a)


@given(partial_dates(), partial_dates(), partial_dates())
def test_transitivity(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    """Three sorted dates are in order pairwise, the first and the last too."""
    first, second, third = sorted([a, b, c])
    assert first <= second <= third
    assert first <= third


@given(partial_dates(), partial_dates())
def test_order_agrees_with_the_interval(a: PartialDate, b: PartialDate) -> None:
    """What starts earlier comes first; of two that start together, what ends earlier."""
    if a.earliest and b.earliest and a.earliest < b.earliest:
        assert a < b
    if a.earliest and a.earliest == b.earliest and a.latest and b.latest and a.latest < b.latest:
        assert a < b
    if a.open_start and not b.open_start:
        assert a < b
    if a.earliest and a.earliest == b.earliest and b.open_end and not a.open_end:
        assert a < b


@given(partial_date_texts(), partial_date_texts())
def test_equality_and_hash(a: str, b: str) -> None:
    """Dates are equal exactly where their texts are, and equal dates have one hash."""
    assert (PartialDate(a) == PartialDate(b)) is (a == b)
    assert hash(PartialDate(a)) == hash(PartialDate(a))
    assert len({PartialDate(a), PartialDate(b)}) == len({a, b})


@given(partial_dates())
def test_bounds(read: PartialDate) -> None:
    """The earliest day is not after the latest; one is missing exactly where a side is."""
    if read.earliest and read.latest:
        assert read.earliest <= read.latest
    unbounded_start, unbounded_end = read.text.startswith("[.."), read.text.endswith("..]")
    assert (read.earliest is None) is (read.open_start or read.unknown_start or unbounded_start)
    assert (read.latest is None) is (read.open_end or read.unknown_end or unbounded_end)
    assert read.is_interval is (read.precision == "interval")


@given(partial_dates())
def test_year(read: PartialDate) -> None:
    """A year is told exactly where both bounds lie in it."""
    years = {bound.year if bound else None for bound in (read.earliest, read.latest)}
    assert read.year == (years.pop() if len(years) == 1 else None)


@given(partial_dates())
def test_qualifiers_do_not_widen(read: PartialDate) -> None:
    """Without its `~` and `?` a date has the same bounds."""
    bare = PartialDate(read.text.replace("~", "").replace("?", ""))
    assert (read.earliest, read.latest) == (bare.earliest, bare.latest)
    assert {bare.approximate, bare.uncertain} == {False}


@given(partial_dates(), partial_dates())
def test_overlap_is_symmetric(a: PartialDate, b: PartialDate) -> None:
    """Who overlaps is overlapped."""
    assert a.overlaps(b) is b.overlaps(a)


@given(partial_dates())
def test_overlap_is_reflexive(read: PartialDate) -> None:
    """Every date takes up at least one day."""
    assert read.overlaps(read)


@given(partial_dates(), partial_dates())
def test_overlap_has_a_witness(a: PartialDate, b: PartialDate) -> None:
    """Two dates overlap exactly where there is a day that lies in both."""
    witnesses = {date.min, date.max, a.earliest, a.latest, b.earliest, b.latest} - {None}
    both = (a.overlaps(day) and b.overlaps(day) for day in witnesses if day)
    assert a.overlaps(b) is any(both)


@given(partial_dates(), st.dates(date(2003, 1, 1), date(2006, 1, 1)) | st.dates())
def test_overlap_with_a_day(read: PartialDate, day: date) -> None:
    """A day lies in a date exactly where no known bound, and no unknown side, shuts it out."""
    one_sided = read.text.startswith("[..") or read.text.endswith("..]")
    sided = read.unknown_start or read.unknown_end or one_sided
    known = PartialDate(read.text.strip("/[.]")) if sided else read
    after_start = known.earliest is None or known.earliest <= day
    before_end = known.latest is None or day <= known.latest
    assert read.overlaps(day) is read.overlaps(PartialDate(day.isoformat()))
    assert read.overlaps(day) is (after_start and before_end)


@given(single_date_texts(), st.integers(-50, 50))
def test_plus_years(text: str, years: int) -> None:
    """Only the year changes, and back again but for 29 February."""
    read = PartialDate(text)
    try:
        moved = read.plus_years(years)
    except ValueError:
        assert not 1 <= int(text[:4]) + years <= 9999
        return
    assert moved.year is not None
    assert moved.year - years == read.year
    assert (moved.precision, moved.approximate) == (read.precision, read.approximate)
    assert moved.plus_years(-years) == read or "-02-29" in text


@given(partial_dates())
def test_copies_and_pickles(read: PartialDate) -> None:
    """A copy is the date itself; a pickle of any protocol gives an equal one."""
    assert copy.copy(read) is copy.deepcopy(read) is read
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(read, protocol))  # noqa: S301
        assert again == read
        assert (again.earliest, again.latest) == (read.earliest, read.latest)


@given(unspecified_texts() | one_of_texts(closed=True))
def test_bounds_of_decades_and_ranges_agree_with_edtf(text: str) -> None:
    """So does it from decades and centuries, and from ranges with two sides."""
    bare = text.strip("~?")  # of "199X~" it makes an error, or widens the bounds
    read, oracle = PartialDate(bare), _edtf(bare)
    assert read.earliest == date(*oracle.lower_strict()[:3])
    assert read.latest == date(*oracle.upper_strict()[:3])


@given(single_date_texts() | interval_texts(closed=True))
def test_bounds_agree_with_edtf(text: str) -> None:
    """The library `edtf` 5 reads the same bounds from single dates and closed intervals.

    It is no oracle for the rest: it invents bounds ten years away for an unknown side (`/2007`,
    `1994/`), fails on the bounds of an open one (`1994/..`), accepts reversed intervals, and its
    objects are unhashable.
    """
    read, oracle = PartialDate(text), _edtf(text)
    assert read.earliest == date(*oracle.lower_strict()[:3])
    assert read.latest == date(*oracle.upper_strict()[:3])


@given(near_dates)
@example("2023-02-30")
@example("1994-13")
def test_what_is_read_is_edtf(text: str) -> None:
    """Whatever this library reads, `edtf` reads too: the subset is a subset."""
    try:
        PartialDate(text)
    except ValueError:
        return
    assert str(_edtf(text)) == text


@pytest.mark.parametrize(
    "text", ["2004-03~", "2004-03/2005?", "../2004", "2004/", "197X", "19XX", "[1968..1972]", "[..1989]"]
)
def test_the_forms_are_edtf(text: str) -> None:
    """One of each form is read by both, so that the law above is not empty."""
    assert str(_edtf(text)) == str(PartialDate(text)) == text
