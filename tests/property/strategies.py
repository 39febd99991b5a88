"""Hypothesis strategies that other property tests share."""

from datetime import date

from hypothesis import strategies as st

from rezekne_twins.dates import PartialDate

__all__ = [
    "interval_texts",
    "one_of_texts",
    "partial_date_texts",
    "partial_dates",
    "single_date_texts",
    "unspecified_texts",
]

# Dates from a few years meet and tie often; dates from all years reach the ends of the calendar.
_DAYS = st.one_of(st.dates(date(2003, 11, 1), date(2005, 2, 28)), st.dates())


def _bare(day: date) -> list[str]:
    """Return the year, the month and the day of a day."""
    text = day.isoformat()
    return [text[:4], text[:7], text]


def _blurred(day: date) -> st.SearchStrategy[str]:
    """Texts of dates that contain a day."""
    return st.builds(str.__add__, st.sampled_from(_bare(day)), _QUALIFIERS)


_QUALIFIERS = st.sampled_from(["", "", "~", "?"])


def single_date_texts() -> st.SearchStrategy[str]:
    """Texts of days, months and years, with and without `~` or `?`."""
    return _DAYS.flatmap(_blurred)


def unspecified_texts() -> st.SearchStrategy[str]:
    """Texts of decades and centuries, with and without `~` or `?`."""
    decades = st.integers(1, 999).map("{:03}X".format)
    centuries = st.integers(1, 99).map("{:02}XX".format)
    near = st.sampled_from(["199X", "200X", "19XX", "20XX"])
    return st.builds(str.__add__, st.one_of(near, decades, centuries), _QUALIFIERS)


def one_of_texts(*, closed: bool = False) -> st.SearchStrategy[str]:
    """Texts of ranges; with `closed`, only of those with two known sides."""
    both = st.tuples(_DAYS, _DAYS).flatmap(
        lambda days: st.sampled_from([*zip(_bare(min(days)), _bare(max(days)), strict=True)])
    )
    ranges = both.map("[{0[0]}..{0[1]}]".format)
    one = _DAYS.flatmap(lambda day: st.sampled_from(_bare(day)))
    return ranges if closed else ranges | one.map("[..{}]".format) | one.map("[{}..]".format)


def interval_texts(*, closed: bool = False) -> st.SearchStrategy[str]:
    """Texts of intervals; with `closed`, only of those with two known sides."""
    both = st.tuples(_DAYS, _DAYS).flatmap(
        lambda days: st.tuples(_blurred(min(days)), _blurred(max(days)))
    )
    if closed:
        return both.map("/".join)
    missing = st.sampled_from(["", ".."])
    sides = st.one_of(
        both, st.tuples(single_date_texts(), missing), st.tuples(missing, single_date_texts())
    )
    return sides.map("/".join)


def partial_date_texts() -> st.SearchStrategy[str]:
    """Texts of every form that a `PartialDate` can have."""
    return st.one_of(single_date_texts(), unspecified_texts(), one_of_texts(), interval_texts())


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Dates of every form."""
    return partial_date_texts().map(PartialDate)
