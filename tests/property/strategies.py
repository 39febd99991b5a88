"""Hypothesis strategies that other property tests share."""

from datetime import date

from hypothesis import strategies as st

from rezekne_twins.dates import PartialDate

__all__ = ["interval_texts", "partial_date_texts", "partial_dates", "single_date_texts"]

# Dates from a few years meet and tie often; dates from all years reach the ends of the calendar.
_DAYS = st.one_of(st.dates(date(2003, 11, 1), date(2005, 2, 28)), st.dates())


def _blurred(day: date) -> st.SearchStrategy[str]:
    """Texts of dates that contain a day."""
    text = day.isoformat()
    return st.builds(str.__add__, st.sampled_from([text[:4], text[:7], text]), _QUALIFIERS)


_QUALIFIERS = st.sampled_from(["", "", "~", "?"])


def single_date_texts() -> st.SearchStrategy[str]:
    """Texts of days, months and years, with and without `~` or `?`."""
    return _DAYS.flatmap(_blurred)


def interval_texts(*, closed: bool = False) -> st.SearchStrategy[str]:
    """Texts of intervals; with `closed`, only of those with two known sides."""
    both = st.tuples(_DAYS, _DAYS).flatmap(
        lambda days: st.tuples(_blurred(min(days)), _blurred(max(days)))
    )
    if closed:
        return both.map("/".join)
    missing = st.sampled_from(["", ".."])
    sides = st.one_of(
        both,
        st.tuples(single_date_texts(), missing),
        st.tuples(missing, single_date_texts()),
    )
    return sides.map("/".join)


def partial_date_texts() -> st.SearchStrategy[str]:
    """Texts of every form that a `PartialDate` can have."""
    return st.one_of(single_date_texts(), interval_texts())


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Dates of every form."""
    return partial_date_texts().map(PartialDate)
