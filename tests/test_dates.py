"""`PartialDate` by example; the laws that hold for every date are in `property/test_dates.py`."""

import copy
import operator
import pickle
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from itertools import pairwise
from multiprocessing import get_context
from typing import Any, cast

import pandas as pd
import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from rezekne_twins.dates import PartialDate

D = PartialDate


@pytest.fixture
def adapter() -> TypeAdapter[PartialDate]:
    """Return what pydantic makes of the class, made anew."""
    return TypeAdapter(PartialDate)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "year"),
    [
        ("1994", date(1994, 1, 1), date(1994, 12, 31), "year", 1994),
        ("1994~", date(1994, 1, 1), date(1994, 12, 31), "year", 1994),
        ("0001", date(1, 1, 1), date(1, 12, 31), "year", 1),
        ("9999", date(9999, 1, 1), date(9999, 12, 31), "year", 9999),
        ("2004-03", date(2004, 3, 1), date(2004, 3, 31), "month", 2004),
        ("2004-02?", date(2004, 2, 1), date(2004, 2, 29), "month", 2004),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28), "month", 1900),
        ("2011-09-23", date(2011, 9, 23), date(2011, 9, 23), "day", 2011),
        ("2011-09-23~", date(2011, 9, 23), date(2011, 9, 23), "day", 2011),
        ("2004/2007", date(2004, 1, 1), date(2007, 12, 31), "interval", None),
        ("2004-03/2004", date(2004, 3, 1), date(2004, 12, 31), "interval", 2004),
        ("2004/2004-03", date(2004, 1, 1), date(2004, 3, 31), "interval", 2004),
        ("2004-03-05?/2004-03-05~", date(2004, 3, 5), date(2004, 3, 5), "interval", 2004),
        ("2004-12-31/2005-01-01", date(2004, 12, 31), date(2005, 1, 1), "interval", None),
        ("../2007", None, date(2007, 12, 31), "interval", None),
        ("2007-05/..", date(2007, 5, 1), None, "interval", None),
        ("/2007", None, date(2007, 12, 31), "interval", None),
        ("1994/", date(1994, 1, 1), None, "interval", None),
        ("197X", date(1970, 1, 1), date(1979, 12, 31), "decade", None),
        ("197X~", date(1970, 1, 1), date(1979, 12, 31), "decade", None),
        ("001X", date(10, 1, 1), date(19, 12, 31), "decade", None),
        ("19XX?", date(1900, 1, 1), date(1999, 12, 31), "century", None),
        ("[1968..1972]", date(1968, 1, 1), date(1972, 12, 31), "one_of", None),
        ("[1968-03..1968-05]", date(1968, 3, 1), date(1968, 5, 31), "one_of", 1968),
        ("[1968..1968]", date(1968, 1, 1), date(1968, 12, 31), "one_of", 1968),
        ("[..2005-04-18]", None, date(2005, 4, 18), "one_of", None),
        ("[1989..]", date(1989, 1, 1), None, "one_of", None),
    ],
)
def test_every_form_is_as_sharp_as_it_is_written(
    text: str, earliest: date | None, latest: date | None, precision: str, year: int | None
) -> None:
    """Bounds, precision and year follow from the text, and nothing is made up."""
    read = D(text)
    assert (read.earliest, read.latest) == (earliest, latest)
    assert (read.precision, read.year) == (precision, year)
    assert read.is_interval == (precision == "interval")


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("1994", set[str]()),
        ("1994~", {"approximate"}),
        ("1994?", {"uncertain"}),
        ("1994~/2004?", {"approximate", "uncertain"}),
        ("../1994", {"open_start"}),
        ("1994/..", {"open_end"}),
        ("/1994", {"unknown_start"}),
        ("1994?/", {"unknown_end", "uncertain"}),
    ],
)
def test_open_unknown_and_qualified_are_told_apart(text: str, true: set[str]) -> None:
    """`..` is open, an empty side unknown, `~` approximate, `?` uncertain, and no other."""
    flags = (*("approximate", "uncertain"), *("open_start", "open_end", "unknown_start", "unknown_end"))
    assert {flag for flag in flags if getattr(D(text), flag)} == true


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2004", "2004-03", True),
        ("2004", "2005", False),
        ("2004-03", "2004-03-31", True),
        ("2004-03", "2004-04", False),
        ("2004/2006", "2006-12-31", True),
        ("2004/2006", "2007", False),
        ("1994/..", "9999-12-31", True),
        ("1994/..", "1993", False),
        ("../1994", "0001-01-01", True),
        ("../1994", "1995", False),
        ("../1994", "../1950", True),
        ("1994/..", "2005/..", True),
        ("../1990", "1994/..", False),
        ("/2007", "2007-01-01", True),
        ("/2007", "2006", False),
        ("1994/", "1994-12-31", True),
        ("1994/", "1995", False),
        ("1994-05/", "1994-06", False),
        ("1994~", "1993", False),
        ("1994?", "1995", False),
        ("197X", "1979-12-31", True),
        ("197X", "1980", False),
        ("19XX", "197X", True),
        ("[1968..1972]", "1970", True),
        ("[1968..1972]", "1973", False),
        ("[..1989]", "1989", True),
        ("[..1989]", "1988", False),
        ("[1989..]", "1989-06", True),
        ("[1989..]", "1990", False),
        ("[..1989]", "../1980", False),
    ],
)
def test_overlap(one: str, other: str, *, expected: bool) -> None:
    """Open ends go on for ever; unknown ends, `~` and `?` reach no further than what is known."""
    assert D(one).overlaps(D(other)) is expected
    assert D(other).overlaps(D(one)) is expected


def test_overlap_with_a_day() -> None:
    """A day of the standard library, with or without a time, is a day."""
    march = D("2004-03")
    assert march.overlaps(date(2004, 3, 1))
    assert march.overlaps(date(2004, 3, 31))
    assert not march.overlaps(date(2004, 2, 29))
    assert not march.overlaps(date(2004, 4, 1))
    assert march.overlaps(datetime(2004, 3, 31, 23, 59, tzinfo=UTC))


def test_order() -> None:
    """By start, then end, then text; an open start comes first, an unknown one is left out."""
    texts = [
        *("../1994", "../2001", "0001-01-01", "0001/2000"),
        *("1994-01", "1994", "1994/", "1994~", "1994/1995", "1994/.."),
        *("2004", "2004-03", "2007-01-01", "/2007", "2007", "9999/9999", "9999/.."),
    ]
    dates = [D(text) for text in texts]
    assert sorted(set(dates)) == dates
    for a, b in pairwise(dates):
        assert [a < b, a <= b, a > b, a >= b] == [True, True, False, False]
        assert [b < a, b <= a, b > a, b >= a] == [False, False, True, True]
    assert D("1994") <= D("1994")
    assert not D("1994") < D("1994")


@pytest.mark.parametrize("other", ["1994-01", 1994, 1994.0, None, date(1994, 1, 1), ("1994",)])
def test_compares_with_nothing_else(other: Any) -> None:
    """Unequal to anything else, and ordered with nothing else, from both sides."""
    assert (D("1994") == other) is False
    assert (other != D("1994")) is True
    for compare in (operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError):
            compare(D("1994"), other)
        with pytest.raises(TypeError):
            compare(other, D("1994"))


def test_equality_leaves_the_answer_to_types_that_know_dates() -> None:
    """A type with an `==` or `<` of its own is asked (as `unittest.mock.ANY` needs)."""

    class Any_:  # noqa: N801
        def __eq__(self, _: object) -> bool:
            return True

        def __gt__(self, _: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    something: Any = Any_()
    assert D("1994") == something
    assert D("1994") < something


def test_equality_is_that_of_the_texts() -> None:
    """Dates that take up the same days are equal only where they are written the same."""
    assert D("1994") == D("1994")
    assert D("1994") != D("1994~")
    assert D("1994") != D("1994/1994")
    assert len({D("1994"), D("1994"), D("1994~"), D("1994?"), D("1994/")}) == 4
    assert hash(D("1994")) != hash(D("1995"))


@pytest.mark.parametrize(
    ("text", "years", "expected"),
    [
        ("2005", 10, "2015"),
        ("2005", 0, "2005"),
        ("2005", -1, "2004"),
        ("0999", 1, "1000"),
        ("1000", -1, "0999"),
        ("9998", 1, "9999"),
        ("0002", -1, "0001"),
        ("2005~", 10, "2015~"),
        ("2004-03?", 5, "2009-03?"),
        ("2004-02", 1, "2005-02"),
        ("2004-02-28", 4, "2008-02-28"),
        ("2004-02-29", 1, "2005-02-28"),
        ("2004-02-29~", 1, "2005-02-28~"),
        ("2004-02-29", 4, "2008-02-29"),
        ("2004-02-29", -104, "1900-02-28"),
        ("2004-01-29", 1, "2005-01-29"),
    ],
)
def test_plus_years(text: str, years: int, expected: str) -> None:
    """Whole years are counted on; what the date leaves open and how sure it is stay as they are."""
    assert D(text).plus_years(years) == D(expected)


@pytest.mark.parametrize("text", ["2004/2005", "2004/..", "/2004", "197X", "[1968..1972]"])
def test_plus_years_is_not_for_intervals(text: str) -> None:
    """Only a day, month or year is a date from which a term can be counted."""
    with pytest.raises(ValueError, match=re.escape(f"not from {text}")):
        D(text).plus_years(1)


@pytest.mark.parametrize(("text", "years"), [("9999", 1), ("0001", -1), ("2004", 8000)])
def test_plus_years_stays_within_the_calendar(text: str, years: int) -> None:
    """Years beyond 0001 to 9999 cannot be written, so they are refused."""
    with pytest.raises(ValueError, match=f"^{text} plus {years} years leaves the years"):
        D(text).plus_years(years)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        *((text, 'write "2011-09-23"') for text in ("23.09.2011", "23.09.2011.", "23. 09. 2011.")),
        *((text, 'write "2011-09-23"') for text in ("2011/09/23", "2011/9/23", "2011.09.23.")),
        *((text, 'write "2011-09-03"') for text in ("2011-9-3", "3.9.2011", "2011-09-3")),
        *((text, 'write "2011-03"') for text in ("03.2011", "3.2011.", "2011-3", "2011/03")),
        *((text, 'write "2011"') for text in ("“2011”", "„2011”", "'2011'", "‘2011’")),  # noqa: RUF001
        *((text, 'write "2011"') for text in (" 2011", "2011 ", "2011\n", "2011\u00a0", "20 11")),
        *((text, 'write "2011-03"') for text in ("2011-03\n", "2011–03", "2011−03")),  # noqa: RUF001
        *((text, 'write "2004/2007"') for text in ("2004-2007", "2004\u20132007", "2004 / 2007")),
        ("2004/..\n", 'write "2004/.."'),
        ("1.3.2004/5.3.2004", 'write "2004-03-01/2004-03-05"'),
        ("2011-9~", 'write "2011-09~"'),
        *((text, 'write "197X"') for text in ("1970s", "197x")),
        ("1972]", 'write "1994", '),
        ("[1972..1968]", 'the range ends before it starts: write "[1968..1972]"'),
        ("000X", "there is no year 0000"),
        ("00XX", "there is no year 0000"),
        ("2023-02-30", "2023-02 has 28 days"),
        ("2024-02-30?", "2024-02 has 29 days"),
        ("2004/2023-04-31", "2023-04 has 30 days"),
        ("30.02.2023", "2023-02 has 28 days"),
        ("0000", "there is no year 0000, years run from 0001 to 9999"),
        ("0000-03-04", "there is no year 0000, years run from 0001 to 9999"),
        ("2005/2004", 'the interval ends before it starts: write "2004/2005"'),
        ("2004-06/2004-03", 'the interval ends before it starts: write "2004-03/2004-06"'),
        ("2004-03-02/2004-03-01", "the interval ends before it starts"),
        ("2005?/2004~", 'the interval ends before it starts: write "2004~/2005?"'),
    ],
)
def test_a_refusal_says_what_to_write(text: str, advice: str) -> None:
    """The message names the text, and the right form of what was probably meant."""
    with pytest.raises(ValueError, match=rf"^{re.escape(f'{text!r} is not a date: {advice}')}"):
        D(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "..", "/", "../..", "../", "/..", "//", "2004//2005", "2004/2005/2006"),
        *("94", "994", "19945", "10000", "-1994", "+1994", "1XXX", "19940", "1994-13", "1994-00"),
        *("1994-01-00", "1994-01-32", "1994-1-32", "20110923", "2011-09-23T10:00", "2011-09-23Z"),
        *("1994%", "1994~?", "1994??", "~1994", "?1994", "1994~-03", "1994-~03", "2004/~", "?/2004"),
        *(
            "2004/...",
            "2004/.",
            "2004..2005",
            "2004/open",
            "2004/unknown",
            "{1994}",
            "[1994..",
            "[1968..1972-05]",
            "[1968]",
            "[1968~..1972]",
        ),
        *("1994-21", "Y1994", "circa 1994", "gads", "\0", "1994\0", "\ud800"),
        *("٢٠٠٤", "２００４", "2004-0३"),  # noqa: RUF001 - digits, but not of ASCII
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    """Other EDTF, other digits and no dates at all: the message lists the forms that are read."""
    with pytest.raises(ValueError, match="is not a date: ") as caught:
        D(text)
    assert repr(text) in str(caught.value)
    assert "write" in str(caught.value)


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        (1994, '"1994"'),
        (date(2011, 9, 23), '"2011-09-23"'),
        (datetime(2011, 9, 23, 10, 30, tzinfo=UTC), '"2011-09-23"'),
        (20110923, 'as in "2004-03"'),
        (2011.09, 'as in "2004-03"'),
        (True, 'as in "2004-03"'),
        (None, 'as in "2004-03"'),
        (b"1994", 'as in "2004-03"'),
    ],
)
def test_what_is_no_text_is_refused_with_the_quotes_that_are_missing(
    adapter: TypeAdapter[PartialDate], value: Any, advice: str
) -> None:
    """The constructor raises a `TypeError`, pydantic reports the same words as a normal error."""
    message = f"a date is a text, not {type(value).__name__}: write it in quotes, {advice}"
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        D(value)
    with pytest.raises(ValidationError, match=re.escape(message)):
        adapter.validate_python(value)


def test_a_text_of_a_subclass_becomes_plain() -> None:
    """NumPy's and other strings are read, and do not live on inside the date."""

    class Text(str):
        __slots__ = ()

    assert type(D(Text("1994")).text) is str


def test_text_and_repr() -> None:
    """`str` is the text, `repr` the call that makes the date."""
    assert str(D("2004-03")) == D("2004-03").text == "2004-03"
    assert repr(D("2004-03")) == "PartialDate('2004-03')"
    assert f"{D('1994~')}" == "1994~"


PUBLIC = [name for name in dir(PartialDate) if not name.startswith("_")]


@pytest.mark.parametrize("name", [*PUBLIC, *PartialDate.__slots__, "__class__", "anything"])
def test_nothing_can_be_set_or_deleted(name: str) -> None:
    """A date is immutable, whatever the attribute, and has no `__dict__` to put one in."""
    read = D("1994")
    with pytest.raises(AttributeError, match=r"^PartialDate cannot be changed$"):
        setattr(read, name, "1995")
    with pytest.raises(AttributeError, match=r"^PartialDate cannot be changed$"):
        delattr(read, name)
    assert not hasattr(read, "__dict__")
    assert read == D("1994")


def test_a_second_init_changes_nothing() -> None:
    """A date is made in `__new__`, so calling `__init__` again cannot change it."""
    read = D("1994")
    cast("Any", read).__init__("1995")
    assert read == D("1994")


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copy_is_the_date_itself(copied: Callable[[object], object]) -> None:
    """What cannot change needs no copy."""
    read = D("1994")
    assert copied(read) is read


def test_pickles_go_to_another_process_and_back() -> None:
    """A process with another hash seed finds a date in a set that was pickled with it."""
    read = D("1994~/..")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(operator.contains, frozenset({read}), read).result()
        assert pool.submit(copy.copy, read).result() == read


def test_a_pickle_is_read_as_strictly_as_a_text() -> None:
    """A pickle holds the text alone; one that was tampered with is refused."""
    tampered = pickle.dumps(D("1994"), protocol=0).replace(b"1994", b"1XXX")
    with pytest.raises(ValueError, match="'1XXX' is not a date"):
        pickle.loads(tampered)  # noqa: S301


class Model(BaseModel):
    """A record with dates wherever pydantic can hold one."""

    date: PartialDate
    end: PartialDate | None = None
    names: dict[PartialDate, str] = {}


def test_pydantic_reads_texts_and_writes_texts(adapter: TypeAdapter[PartialDate]) -> None:
    """From text in Python and JSON mode, from a date in Python mode; to text in both modes."""
    read = Model.model_validate({"date": "1994", "names": {"2004-03/..": "Lianozovo"}})
    assert read == Model(date=D("1994"), names={D("2004-03/.."): "Lianozovo"})
    assert read.date is adapter.validate_python(read.date)
    dumped = {"date": "1994", "end": None, "names": {"2004-03/..": "Lianozovo"}}
    assert read.model_dump() == read.model_dump(mode="json") == dumped
    assert type(read.model_dump()["date"]) is str
    assert Model.model_validate_json(read.model_dump_json()) == read
    assert adapter.validate_python("1994", strict=True) == D("1994")
    assert adapter.dump_python(D("1994")) == "1994"


@pytest.mark.parametrize("value", ["1994", "2004-03/.."])
def test_pydantic_reads_json(adapter: TypeAdapter[PartialDate], value: str) -> None:
    """A JSON text is a date."""
    assert adapter.validate_json(f'"{value}"') == D(value)


@pytest.mark.parametrize("value", ["1994", "null", "true", '["1994"]', '"94"'])
def test_pydantic_refuses_other_json(adapter: TypeAdapter[PartialDate], value: str) -> None:
    """Whatever is no date is an ordinary validation error, never an exception of another kind."""
    with pytest.raises(ValidationError):
        adapter.validate_json(value)


def test_pydantic_names_what_is_wrong() -> None:
    """The advice of the constructor reaches the person who reads the validation error."""
    with pytest.raises(ValidationError, match='write "2011-09-23"') as caught:
        Model.model_validate({"date": "23.09.2011."})
    assert [error["loc"] for error in caught.value.errors()] == [("date",)]


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_json_schema(adapter: TypeAdapter[PartialDate], mode: Any) -> None:
    """Editors learn the form from a pattern, a description and examples, each of them a date."""
    schema = adapter.json_schema(mode=mode)
    assert schema.keys() == {"type", "pattern", "description", "examples"}
    assert schema["type"] == "string"
    assert "EDTF" in schema["description"]
    for example in schema["examples"]:
        assert D(example).text == example
        assert re.search(schema["pattern"], example)
    for wrong in ("94", "1994-13", "x1994", "1994x", "../..", "/", "1994%", "2011-09-23/x", "x/2011"):
        assert not re.search(schema["pattern"], wrong)
    assert "(?" not in schema["pattern"], "look-around is not understood by every validator"


@pytest.mark.parametrize("other", ["2004", 2004, None, pd.NaT, pd.NA, float("nan")])
def test_overlaps_nothing_but_dates(other: Any) -> None:
    """What is no date is refused by its value."""
    with pytest.raises(TypeError, match=repr(other)):
        PartialDate("2004").overlaps(other)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2011. gada 23. septembris", "2011-09-23"),
        ("2004. gada marts", "2004-03"),
        ("1994. gada 5. jūnijā", "1994-06-05"),
        ("2005. gada augustā", "2005-08"),
        ("12. oktobris 1999", "1999-10-12"),
        ("May 2004", "2004-05"),
        ("June 2004", "2004-06"),
        ("July 2004", "2004-07"),
        ("October 2004", "2004-10"),
        ("23 September 2011", "2011-09-23"),
        ("December 1, 2001", "2001-12-01"),
    ],
)
def test_a_month_by_its_name_is_answered_in_numbers(text: str, meant: str) -> None:
    """Whoever writes a date as in a letter, in Latvian or English, is told how it is written."""
    with pytest.raises(ValueError, match=f'write "{meant}"$'):
        PartialDate(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Decision of 17.11.1959", "1959-11-17 in Marburg", "17 November 1959 (Julian)"),
        *("Julian 1959", "Marburg 1959", "Augsburg 17, 1959", "Decision 1959", "1959-"),
        *("3 or 4 May 1959", "May to June 1959", "May 1959 or 1960", "maybe 1959"),
    ],
)
def test_nothing_is_suggested_for_what_is_not_understood(text: str) -> None:
    """A suggestion follows from the whole text: one word that is not understood forbids it."""
    with pytest.raises(ValueError, match='is not a date: write "1994", '):
        PartialDate(text)
