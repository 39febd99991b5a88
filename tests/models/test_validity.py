"""Whether a partnership stood on a date, as far as its sources tell."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

import rezekne_twins as rt
from rezekne_twins.models.record import UNLINKED
from rezekne_twins.models.validity import as_date, began

Told = tuple[str, str | None] | tuple[str, str, int | str]


def tie(*acts: Told, as_of: str = "2010-05-01", renews_itself: bool = False) -> Any:
    """Return a partnership with acts of a kind, a date and perhaps a term: its years or its end."""
    rows = [
        {
            "id": f"town-kaczki/act-{n}",
            "kind": kind,
            "date": when,
            "term_years": next((t for t in term if isinstance(t, int)), None),
            "term_until": next((t for t in term if isinstance(t, str)), None),
            "renews_itself": bool(term) and renews_itself,
        }
        for n, (kind, when, *term) in enumerate(acts)
    ]
    partnership = rt.Partnership.model_validate(
        {
            "id": "town-kaczki",
            "holder": "town",
            "kind": "cooperation",
            "title": "Duckburg – Kączki",
            "title_lv": "Pīļpils – Končki",
            "counterparts": ["kaczki"],
            "summary": "Invented.",
            "acts": rows,
            "as_of": as_of or None,
        },
        context=UNLINKED,
    )
    beginning = began(partnership.acts)
    whole: dict[str, Any] = {**vars(partnership), "began": beginning}
    return rt.Partnership.model_construct(**whole)


SIGNED = ("signed", "1994-06-15")
TERM = ("signed", "2000-01-01", 5)


@pytest.mark.parametrize(
    ("acts", "on", "answer"),
    [
        # One act, whose day is known.
        ([SIGNED], "1994-06-14", "not_begun"),
        ([SIGNED], "1994-06-15", "in_force"),
        ([SIGNED], "2010-05-01", "in_force"),
        ([SIGNED], "2010-05-02", "unknown"),
        ([SIGNED], 1990, "not_begun"),
        ([SIGNED], 1994, "unknown"),
        ([SIGNED], "1994-06", "unknown"),
        ([SIGNED], 2000, "in_force"),
        ([SIGNED], 2010, "unknown"),
        ([SIGNED], "2010-04", "in_force"),
        ([SIGNED], "1995/2005", "in_force"),
        ([SIGNED], "1990/2005", "unknown"),
        ([SIGNED], "../1993", "not_begun"),
        ([SIGNED], "2011/..", "unknown"),
        ([SIGNED], "1995/..", "unknown"),
        # A side that is not known reaches no further than the one that is.
        ([SIGNED], "1995/", "in_force"),
        ([SIGNED], "1995-03/", "in_force"),
        ([SIGNED], "/1995", "in_force"),
        ([SIGNED], "/1993", "not_begun"),
        ([SIGNED], "1993/", "not_begun"),
        ([SIGNED], "1994/", "unknown"),
        ([SIGNED], "/1994-06-15", "in_force"),
        ([SIGNED], "1994-06-14/1994-06-15", "unknown"),
        ([SIGNED], "1994-06-15/2010-05-01", "in_force"),
        ([SIGNED], "1994-06-15/2010-05-02", "unknown"),
        # One act, of whose date only the year is known.
        ([("signed", "1994")], "1993-12-31", "not_begun"),
        ([("signed", "1994")], "1994-01-01", "unknown"),
        ([("signed", "1994")], "1994-12-30", "unknown"),
        ([("signed", "1994")], "1994-12-31", "in_force"),
        ([("signed", "1994")], 1994, "unknown"),
        ([("signed", "1994")], 1995, "in_force"),
        # A term is counted from the act, and when it lapses nothing is known, never `ended`.
        ([TERM], "2005-01-01", "in_force"),
        ([TERM], "2005-01-02", "unknown"),
        ([TERM], 2004, "in_force"),
        ([TERM], 2005, "unknown"),
        ([TERM], 2006, "unknown"),
        ([("signed", "2000", 5)], 2004, "in_force"),
        ([("signed", "2000", 5)], "2005-06", "unknown"),
        # A term reaches beyond the day to which the source speaks.
        ([("signed", "2005-01-01", 10)], 2012, "in_force"),
        ([("signed", "2005-01-01", 10)], 2016, "unknown"),
        # Prolonged, in time and late.
        ([TERM, ("prolonged", "2004-12-01", 5)], 2005, "in_force"),
        ([TERM, ("prolonged", "2004-12-01", 5)], 2010, "unknown"),
        ([TERM, ("prolonged", "2007-01-01")], 2006, "unknown"),
        ([TERM, ("prolonged", "2007-01-01")], 2008, "in_force"),
        ([SIGNED, ("prolonged", "2000-01-01", 5)], 1999, "in_force"),
        ([SIGNED, ("prolonged", "2000-01-01", 5)], 2007, "unknown"),
        # Renewed and resumed put it in force again; decided, and what has no word, change nothing.
        ([TERM, ("renewed", "2007-01-01", 5)], 2006, "unknown"),
        ([TERM, ("renewed", "2007-01-01", 5)], 2011, "in_force"),
        ([SIGNED, ("suspended", "2000-01-01"), ("resumed", "2003-01-01")], 2002, "suspended"),
        ([SIGNED, ("suspended", "2000-01-01"), ("resumed", "2003-01-01")], 2005, "in_force"),
        ([TERM, ("decided", "2007-01-01")], 2008, "unknown"),
        ([TERM, ("other", "2007-01-01")], 2008, "unknown"),
        # Ended is for good, suspended as far as the source speaks.
        ([SIGNED, ("ended", "2000-01-01")], "1999-12-31", "in_force"),
        ([SIGNED, ("ended", "2000-01-01")], "2000-01-01", "ended"),
        ([SIGNED, ("ended", "2000-01-01")], 2030, "ended"),
        ([SIGNED, ("ended", "2000")], "2000-06", "unknown"),
        ([SIGNED, ("ended", "2000")], 1999, "in_force"),
        ([SIGNED, ("ended", "2000")], 2001, "ended"),
        ([SIGNED, ("suspended", "2000-01-01")], 2005, "suspended"),
        ([SIGNED, ("suspended", "2000-01-01")], 2012, "unknown"),
        ([SIGNED, ("suspended", "2000-01-01"), ("prolonged", "2003-01-01")], 2002, "suspended"),
        ([SIGNED, ("suspended", "2000-01-01"), ("prolonged", "2003-01-01")], 2005, "in_force"),
        ([SIGNED, ("ended", "2000-01-01"), ("signed", "2003-01-01")], 2002, "ended"),
        ([SIGNED, ("ended", "2000-01-01"), ("signed", "2003-01-01")], 2005, "in_force"),
        # Where it is not told when it began, all before the first act is unknown.
        ([("prolonged", "2007-01-01")], 2006, "unknown"),
        ([("prolonged", "2007-01-01")], 2008, "in_force"),
        ([("ended", "2007-01-01")], 2006, "unknown"),
        ([("ended", "2007-01-01")], 2008, "ended"),
        # Acts that change nothing: a protocol, a new name, a party more, an undated act.
        ([("protocol", "2003-01-01"), ("signed", "2004-03-01")], 2003, "not_begun"),
        ([("protocol", "2003-01-01")], 2005, "unknown"),
        ([SIGNED, ("renamed", "2000-01-01")], 2005, "in_force"),
        ([TERM, ("joined", "2003-01-01")], 2006, "unknown"),
        ([TERM, ("joined", "2003-01-01")], 2004, "in_force"),
        ([("signed", None)], 2005, "unknown"),
        ([("signed", None), ("prolonged", "2007-01-01")], 2005, "unknown"),
        ([], 2005, "unknown"),
        # Each of the others can begin it.
        ([("joined", "1994-06-15")], 2000, "in_force"),
        ([("founded", "1994-06-15")], 2000, "in_force"),
        ([("began", "1994-06-15")], 2000, "in_force"),
    ],
)
def test_what_is_known_of_a_date(acts: Any, on: Any, answer: str) -> None:
    """It stands from an act to the end of its term or of what the source tells, and no longer."""
    assert tie(*acts).validity(on) is rt.Validity(answer)


@pytest.mark.parametrize(
    ("acts", "on", "answer"),
    [
        # A term that is told by its end reaches to the first day that the end can be.
        ([("signed", "2016-09-14", "2020")], "2019-12-31", "in_force"),
        ([("signed", "2016-09-14", "2020")], "2020-01-01", "unknown"),
        ([("signed", "2016-09-14", "2020")], 2021, "unknown"),
        ([("signed", "2000", "2020-06")], "2020-05-31", "in_force"),
        ([("signed", "2000", "2020-06")], "2020-06-01", "unknown"),
        ([("signed", "2000", "2020-06-30")], "2020-06-30", "in_force"),
        ([("signed", "2000", "2020-06-30")], "2020-07-01", "unknown"),
        # A term is counted from the earliest day of its act, however vague the date.
        ([("signed", "199X", 20)], "2010-01-01", "in_force"),
        ([("signed", "199X", 20)], "2010-01-02", "unknown"),
        ([("signed", "[1998..2001]", 10)], 2007, "in_force"),
        ([("signed", "[1998..2001]", 10)], "2008-01-02", "unknown"),
        # Within a vague date nothing is known; after it, the act is done.
        ([("signed", "197X")], 1969, "not_begun"),
        ([("signed", "197X")], 1975, "unknown"),
        ([("signed", "197X")], 1980, "in_force"),
        ([("signed", "19XX")], 1999, "unknown"),
        ([("signed", "19XX")], 2000, "in_force"),
        ([("signed", "[..1989]")], 1950, "unknown"),
        ([("signed", "[..1989]")], 1989, "unknown"),
        ([("signed", "[..1989]")], 1990, "in_force"),
        ([("signed", "[1989..]")], 1988, "not_begun"),
        ([("signed", "[1989..]")], 2009, "unknown"),
        ([("signed", "[1989..]")], "2010-05-01", "in_force"),
        ([SIGNED, ("ended", "[..2000]")], 1995, "unknown"),
        ([SIGNED, ("ended", "[1998..2000]")], 2001, "ended"),
        # An undated change may have been any time after the last dated act.
        ([("signed", "1961-05-01"), ("ended", None)], "1961-05-01", "in_force"),
        ([("signed", "1961-05-01"), ("ended", None)], "1961-05-02", "unknown"),
        ([("signed", "1961-05-01"), ("ended", None)], 2012, "unknown"),
        ([("signed", "1961"), ("suspended", None)], 1965, "unknown"),
        ([("signed", "1961"), ("resumed", None)], 1965, "unknown"),
        ([("signed", "1961"), ("prolonged", "1970-01-01"), ("ended", None)], 1965, "in_force"),
        ([("signed", "1961"), ("prolonged", "1970-01-01"), ("ended", None)], 1971, "unknown"),
        ([("signed", "1961"), ("ended", None)], 1960, "not_begun"),
        ([("ended", None)], 2000, "unknown"),
        # An undated beginning may be older than every dated one.
        ([("signed", None), ("signed", "1994")], 1990, "unknown"),
        ([("prolonged", "1990"), ("signed", "1994")], 1989, "unknown"),
        # A lapsed term is put in force again by who joins.
        ([("signed", "1994-01-01", 2), ("joined", "2000-01-01")], 1998, "unknown"),
        ([("signed", "1994-01-01", 2), ("joined", "2000-01-01")], 2005, "in_force"),
        # A suspension stands until the source falls silent, resumed or ended before.
        ([("signed", "2000", 20), ("suspended", "2005-01-01")], 2009, "suspended"),
        ([("signed", "2000", 20), ("suspended", "2005-01-01")], 2011, "unknown"),
    ],
)
def test_what_is_known_of_vague_dates_and_ends(acts: Any, on: Any, answer: str) -> None:
    """What may be otherwise is unknown, and what must be so is told."""
    assert tie(*acts).validity(on) is rt.Validity(answer)


@pytest.mark.parametrize(
    ("as_of", "on", "answer"),
    [
        ("2010-05-01", "2010-05-01", "in_force"),
        ("2010-05-01", "2010-05-02", "unknown"),
        ("2003", 2004, "in_force"),
        ("2003", 2006, "unknown"),
        ("", 2006, "unknown"),
    ],
)
def test_a_term_that_renews_itself(as_of: str, on: Any, answer: str) -> None:
    """It stays in force to the later of its end and the day up to which its sources speak."""
    assert tie(TERM, as_of=as_of, renews_itself=True).validity(on) is rt.Validity(answer)
    assert tie(TERM).validity(2006) is rt.Validity.UNKNOWN


@pytest.mark.parametrize(
    ("acts", "as_of", "answer"),
    [
        ([SIGNED], "2010-05-01", "in_force"),
        ([SIGNED], "2010", "in_force"),
        ([TERM], "2010-05-01", "unknown"),
        ([("signed", "2000-01-01", 10)], "2010", "in_force"),
        ([SIGNED, ("ended", "2000")], "2010", "ended"),
        ([SIGNED, ("suspended", "2000")], "2010", "suspended"),
        # A source of a year that reports an act of that year was written after it.
        ([("signed", "2010-03-01")], "2010", "in_force"),
        ([("signed", "2010")], "2010", "in_force"),
        ([SIGNED, ("ended", "2010-03-01")], "2010", "ended"),
        ([("signed", "[1989..]")], "2010-05-01", "in_force"),
        ([("signed", "[..1989]")], "2010-05-01", "in_force"),
        ([SIGNED, ("ended", None)], "2010", "unknown"),
        ([("signed", None)], "2010", "unknown"),
        ([], "2010", "unknown"),
        # Without a date of the sources, stated terms are all there is.
        ([("signed", "2000-01-01", 5)], "", "in_force"),
        ([SIGNED], "", "unknown"),
        ([], "", "unknown"),
    ],
)
def test_last_known(acts: Any, as_of: str, answer: str) -> None:
    """It is the status on the day of the sources, or after the last act that they report."""
    assert tie(*acts, as_of=as_of).last_known is rt.Validity(answer)


def test_the_order_of_the_page_does_not_matter() -> None:
    """What stood follows from the dates of the acts, in whatever order they were authored."""
    acts: list[Any] = [("ended", "2000-01-01"), SIGNED, ("signed", "2003-01-01", 2)]
    for on in (1993, 1995, 2001, 2004, 2006):
        assert tie(*acts).validity(on) is tie(*acts[::-1]).validity(on)


@pytest.mark.parametrize("change", ["ended", "suspended"])
def test_who_joins_again_stands_again(change: str) -> None:
    """Joining what stands changes nothing; joining after an end or a suspension begins anew."""
    league = tie(("joined", "1994-06-15"), (change, "2000-01-01"), ("joined", "2003-01-01"))
    assert league.validity(2001) is rt.Validity(change)
    assert league.validity(2005) is rt.Validity.IN_FORCE


def test_of_two_acts_either_may_be_the_later() -> None:
    """Where the dates do not tell which act came last, it is unknown which of them counts."""
    unsure = tie(SIGNED, ("prolonged", "2004"), ("ended", "2004-03-01"))
    assert unsure.validity(2003) is rt.Validity.IN_FORCE
    assert unsure.validity(2006) is rt.Validity.UNKNOWN


def test_a_source_of_a_year_speaks_for_its_first_day() -> None:
    """Of a source that is dated to a year, only the first day of it is sure."""
    assert tie(SIGNED, as_of="2010").validity(2009) is rt.Validity.IN_FORCE
    assert tie(SIGNED, as_of="2010").validity("2010-06") is rt.Validity.UNKNOWN


def test_a_source_without_a_date_says_nothing_later() -> None:
    """Without the day up to which its source speaks, only a term and an end reach further."""
    assert tie(SIGNED, as_of="").validity(2000) is rt.Validity.UNKNOWN
    assert tie(TERM, as_of="").validity(2003) is rt.Validity.IN_FORCE
    assert tie(SIGNED, ("ended", "2000-01-01"), as_of="").validity(2003) is rt.Validity.ENDED


@pytest.mark.parametrize(
    ("acts", "beginning"),
    [
        ([], None),
        ([("prolonged", "1994"), ("protocol", "1993"), ("renamed", "1992")], None),
        ([("suspended", "1994"), ("ended", "1995")], None),
        ([("signed", None)], None),
        ([("protocol", "2003"), ("signed", "2004-03")], "2004-03"),
        ([("signed", "2005"), ("signed", "2004-06")], "2004-06"),
        ([("joined", "1996"), ("began", "1994"), ("founded", "1995")], "1994"),
        ([("signed", None), ("signed", "1994")], "1994"),
    ],
)
def test_began_is_the_earliest_act_that_can_begin(acts: Any, beginning: str | None) -> None:
    """A protocol, prolongation, renaming, suspension or end begins nothing."""
    found = began(tie(*acts).acts)
    assert (found and found.text) == beginning


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (2005, "2005"),
        (7, "0007"),
        ("2005-01", "2005-01"),
        (date(2005, 1, 2), "2005-01-02"),
        (rt.PartialDate("2004/2005"), "2004/2005"),
    ],
)
def test_a_date_can_be_given_in_four_ways(on: Any, text: str) -> None:
    """A year, text, a `date` and a `PartialDate` are dates."""
    assert as_date(on) == rt.PartialDate(text)
    assert tie(SIGNED).validity(on) is tie(SIGNED).validity(rt.PartialDate(text))


@pytest.mark.parametrize("on", [True, 1.5, None, b"2005", [2005], pd.NaT, pd.NA])
def test_what_is_no_date_is_a_type_error(on: Any) -> None:
    """Other types are refused, and the message says what to write."""
    with pytest.raises(TypeError, match="write a year such as 2005"):
        tie(SIGNED).validity(on)


@pytest.mark.parametrize("on", ["spring", "", 0, 10_000, -5, "2005/2004"])
def test_what_no_calendar_has_is_a_value_error(on: Any) -> None:
    """Text and numbers that are no date are refused."""
    with pytest.raises(ValueError, match="is not a date"):
        tie(SIGNED).validity(on)


def test_the_ends_of_the_calendar_are_reached() -> None:
    """The first and the last day are dates like others."""
    always = tie(("signed", "0001-01-01"), as_of="9999-12-31")
    assert always.validity(1) is always.validity("0001/..") is rt.Validity.IN_FORCE
    assert tie(("signed", "9990", 9), as_of="9995").validity(9998) is rt.Validity.IN_FORCE


def test_a_term_beyond_the_calendar_never_lapses() -> None:
    """A term that reaches beyond the year 9999 is no reason to answer with an error."""
    assert tie(("signed", "9500", 900)).validity(9999) is rt.Validity.IN_FORCE
