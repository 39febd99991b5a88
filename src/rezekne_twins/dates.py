"""Dates that are no sharper than their source.

A page that says "in 1994" does not say on which day, so no day is made up: a date is text in a
strict subset of EDTF, the Extended Date/Time Format of ISO 8601-2:2019, as the Library of Congress
specified it in 2019 (https://www.loc.gov/standards/datetime/).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache, total_ordering
from typing import TYPE_CHECKING, Literal, TypeGuard, final

from rezekne_twins.immutable import Immutable

if TYPE_CHECKING:
    from typing import Any, Self

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["PartialDate", "Precision"]

Precision = Literal["day", "month", "year", "interval"]

_SINGLE_PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")
_BEFORE_ALL = date.min.toordinal() - 1
_AFTER_ALL = date.max.toordinal() + 1

# Also published as JSON Schema: no look-around, which some validators lack. That there is no year
# 0000, no 30 February and no reversed interval is beyond it and checked afterwards.
_SINGLE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?[~?]?"
_PATTERN = rf"^({_SINGLE}|{_SINGLE}/({_SINGLE}|\.\.)?|(\.\.)?/{_SINGLE})$"
_FORMS = (
    'write "1994", "2004-03" or "2011-09-23", with at most one "~" (about) or "?" (uncertain) '
    'after it, or an interval "1994/2004", one side of which may be ".." (open) or empty (unknown)'
)

# Only to word a refusal, never to read a value: a guess must not enter the data unseen.
_SLIPS = (
    ("[\\s\"'`\u00b4\u00ab\u00bb\u2018-\u201f]", ""),  # blanks and quotes, straight or curly
    ("[\u2010-\u2015\u2212]", "-"),  # the dashes that word processors make
    (r"([12][0-9]{3})-([12][0-9]{3})", r"\1/\2"),
    (r"(?:([0-9]{1,2})\.)?([0-9]{1,2})\.([0-9]{4})\.?", r"\3-\2-\1"),
    (r"^([0-9]{4})[./]([0-9]{1,2})(?:[./]([0-9]{1,2}))?(?![0-9])\.?", r"\1-\2-\3"),
    (r"-([0-9])(?![0-9])", r"-0\1"),
    (r"-(?![0-9])", ""),
)
_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jūn", "jūl", "aug", "sep", "okt", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|mai|may|j[uū]n|j[uū]l|aug|sep|o[kc]t|nov|dec)\w*"


@final
@total_ordering
class PartialDate(Immutable):
    """A day, month, year or interval, exactly as sharp as its source.

    Read are the forms `1994`, `2004-03` and `2011-09-23` (EDTF level 0), each with at most one `~`
    (approximate) or `?` (uncertain) after it (level 1), and intervals `A/B` of two such dates. One
    side of an interval may be open (`..`) or unknown (empty). Years run from 0001 to 9999.

    Dates are immutable, equal where their texts are equal, and ordered by when they start, then by
    when they end, then by text. They are neither equal to nor ordered with anything else.

    >>> PartialDate("2004-03").latest
    datetime.date(2004, 3, 31)
    >>> sorted([PartialDate("2004-03"), PartialDate("2004"), PartialDate("../1994")])
    [PartialDate('../1994'), PartialDate('2004'), PartialDate('2004-03')]
    >>> PartialDate("23.09.2011.")
    Traceback (most recent call last):
    ValueError: '23.09.2011.' is not a date: write "2011-09-23"

    Raises:
        ValueError: The text is not of these forms, names a day that no calendar has, or an interval
            that ends before it starts. The message says what to write.
        TypeError: The date is not a text.
    """

    __slots__ = ("_key",)

    _key: tuple[int, int, str]  # ordinals of the first and the last day taken up, text

    def __new__(cls, text: str) -> Self:
        """Read a text, in `__new__` so that no second `__init__` can change a date."""
        text = _as_text(text)
        try:
            span = _parse(text)
        except ValueError as error:
            raise ValueError(f"{text!r} is not a date: {error}") from None
        self = super().__new__(cls)
        object.__setattr__(self, "_key", (*span, text))
        return self

    @property
    def text(self) -> str:
        """The date as it was written."""
        return self._key[2]

    @property
    def earliest(self) -> date | None:
        """The first day that is possible; None where the start is open or unknown.

        A `~` or `?` does not widen a date: no source says by how much.

        >>> PartialDate("2004~").earliest
        datetime.date(2004, 1, 1)
        """
        return None if self.open_start or self.unknown_start else date.fromordinal(self._key[0])

    @property
    def latest(self) -> date | None:
        """The last day that is possible; None where the end is open or unknown."""
        return None if self.open_end or self.unknown_end else date.fromordinal(self._key[1])

    @property
    def precision(self) -> Precision:
        """How sharp the date is."""
        return "interval" if self.is_interval else _SINGLE_PRECISIONS[self.text.count("-")]

    @property
    def year(self) -> int | None:
        """The year; None where more than one is possible.

        >>> PartialDate("2004-03/2004-05").year
        2004
        >>> PartialDate("/2007").year is None
        True
        """
        earliest, latest = self.earliest, self.latest
        return earliest.year if earliest and latest and earliest.year == latest.year else None

    @property
    def is_interval(self) -> bool:
        """Whether the date is written as an interval, `A/B`."""
        return "/" in self.text

    @property
    def approximate(self) -> bool:
        """Whether the date, or a side of the interval, is marked `~`."""
        return "~" in self.text

    @property
    def uncertain(self) -> bool:
        """Whether the date, or a side of the interval, is marked `?`."""
        return "?" in self.text

    @property
    def open_start(self) -> bool:
        """Whether the interval starts with `..`: it has no first day."""
        return self.text.startswith("..")

    @property
    def open_end(self) -> bool:
        """Whether the interval ends with `..`: it goes on without a last day."""
        return self.text.endswith("..")

    @property
    def unknown_start(self) -> bool:
        """Whether the interval has a first day that nobody has told."""
        return self.text.startswith("/")

    @property
    def unknown_end(self) -> bool:
        """Whether the interval has a last day that nobody has told."""
        return self.text.endswith("/")

    def overlaps(self, other: PartialDate | date) -> bool:
        """Tell whether at least one day may belong to both.

        An open side goes on for ever. An unknown side reaches no further than the known one, for
        any other reach would be invented.

        >>> PartialDate("1994/..").overlaps(PartialDate("2004-03"))
        True
        >>> PartialDate("1994/").overlaps(PartialDate("2004-03"))
        False
        >>> PartialDate("2004-03").overlaps(date(2004, 3, 31))
        True

        Raises:
            TypeError: The other is neither.
        """
        if isinstance(other, PartialDate):
            first, last, _ = other._key  # noqa: SLF001 - of its own class
        elif is_day(other):
            first = last = other.toordinal()
        else:
            raise TypeError(f"a date overlaps a PartialDate or a datetime.date, not {other!r}")
        return self._key[0] <= last and first <= self._key[1]

    def plus_years(self, years: int) -> PartialDate:
        """Count whole years on from a date, as the term of an agreement is counted.

        Precision and qualifier stay. From 29 February the count leads to 28 February where the
        year has no 29th, as in Regulation (EEC, Euratom) No 1182/71, Article 3(2)(c). A negative
        number counts back.

        >>> PartialDate("2005~").plus_years(10)
        PartialDate('2015~')
        >>> PartialDate("2004-02-29").plus_years(1)
        PartialDate('2005-02-28')

        Raises:
            ValueError: The date is an interval, or the result lies outside the years 0001 to 9999.
        """
        if self.is_interval:
            raise ValueError(f"years are counted from one date, not from the interval {self}")
        year, rest = int(self.text[:4]) + years, self.text[4:]
        if not date.min.year <= year <= date.max.year:
            raise ValueError(f"{self} plus {years} years leaves the years 0001 to 9999")
        if rest.startswith("-02-29") and monthrange(year, 2)[1] < 29:  # noqa: PLR2004
            rest = rest.replace("29", "28")
        return PartialDate(f"{year:04}{rest}")

    def __str__(self) -> str:
        """Give the date as it was written."""
        return self.text

    def __repr__(self) -> str:
        """Give the call that makes this date."""
        return f"PartialDate({self.text!r})"

    def __hash__(self) -> int:
        """Hash by text, as equality compares."""
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        """Compare by text, which the key contains: `2004` and `2004~` are not the same."""
        return self._key == other._key if isinstance(other, PartialDate) else NotImplemented

    def __lt__(self, other: PartialDate) -> bool:
        """Order by start, end and text; the text makes the order agree with equality."""
        if type(other) is not PartialDate:  # isinstance seems needless to type checkers
            return NotImplemented
        return self._key < other._key

    def __reduce__(self) -> tuple[type[PartialDate], tuple[str]]:
        """Pickle the text alone, so that a pickle is read as strictly as a file."""
        return PartialDate, (self.text,)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Validate from text (or from a date that is one already), serialise to text."""
        from pydantic_core import core_schema  # dates alone must not cost pydantic

        return core_schema.no_info_plain_validator_function(
            _validated, serialization=core_schema.to_string_ser_schema(when_used="always")
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the text for editors and for readers of the data dictionary."""
        return {
            "type": "string",
            "pattern": _PATTERN,
            "description": f"A date in a subset of EDTF (ISO 8601-2:2019): {_FORMS}.",
            "examples": ["1994", "2004-03", "2011-09-23", "1996~", "1994/2004", "2004-03/.."],
        }


def is_day(value: object) -> TypeGuard[date]:
    """Tell whether a value is a `date`; pandas' NaT is an instance of it, but has no year."""
    return isinstance(value, date) and value.year >= 1


def _as_text(value: object) -> str:
    """Give a text as a plain `str`; TOML reads unquoted dates as numbers and days."""
    if isinstance(value, str):
        return str(value)
    quoted = str(value)[:10]  # of a date with a time, the date
    advice = f'"{quoted}"' if re.fullmatch(_SINGLE, quoted) else 'as in "2004-03"'
    raise TypeError(f"a date is a text, not {type(value).__name__}: write it in quotes, {advice}")


def _validated(value: object) -> PartialDate:
    """Do for pydantic what the constructor does, which reports no `TypeError` among its errors."""
    try:
        return value if isinstance(value, PartialDate) else _shared(_as_text(value))
    except TypeError as error:
        raise ValueError(str(error)) from None


@lru_cache(maxsize=4096)
def _shared(text: str) -> PartialDate:
    """Read a text once: many records of a large set have the same date."""
    return PartialDate(text)


def _parse(text: str) -> tuple[int, int]:
    """Give the ordinals of the first and the last day that a text takes up."""
    if not re.fullmatch(_PATTERN, text):
        raise ValueError(_advice(text))
    start, end = text.split("/") if "/" in text else (text, text)
    known = [_days(side) for side in (start, end) if side not in {"", ".."}]
    first, last = known[0][0], known[-1][1]
    if first > last:
        raise ValueError(f'the interval ends before it starts: write "{end}/{start}"')
    return (
        _BEFORE_ALL if start == ".." else first.toordinal(),
        _AFTER_ALL if end == ".." else last.toordinal(),
    )


def _days(single: str) -> tuple[date, date]:
    """Give the first and the last day of a year, month or day."""
    year, month, day = (*map(int, single.rstrip("~?").split("-")), 0, 0)[:3]
    if not year:
        raise ValueError("there is no year 0000, years run from 0001 to 9999")
    length = monthrange(year, month or 12)[1]
    if day > length:
        raise ValueError(f"{single[:7]} has {length} days, write one of them")
    return date(year, month or 1, day or 1), date(year, month or 12, day or length)


def _numbered(text: str) -> str:
    """Give a date whose month is named, in Latvian or English, in numbers: for a refusal."""
    month = re.search(_MONTH, text.lower())
    year = re.search(r"[12][0-9]{3}", text)
    if not (month and year):
        return text
    name = month[1].replace("u", "ū").replace("c", "k").replace("y", "i")
    number = _MONTHS.index({"aūg": "aug", "dek": "dec"}.get(name, name)) + 1
    day = re.search(r"(?<![0-9])([0-9]{1,2})(?![0-9])", text)
    return f"{year[0]}-{number:02}" + (f"-{int(day[1]):02}" if day else "")


def _advice(text: str) -> str:
    """Say what to write instead of a text of no known form."""
    meant = _numbered(text)
    for slip, right in _SLIPS:
        meant = re.sub(slip, right, meant)
    if not re.fullmatch(_PATTERN, meant):
        return _FORMS
    _parse(meant)  # where what was meant is impossible too, that is the better message
    return f'write "{meant}"'
