"""Dates that are no more precise than their source.

A page that says "in 1994" does not say on which day, so no day is made up: a date is text in a
strict subset of EDTF, the Extended Date/Time Format of ISO 8601-2:2019, as the Library of Congress
specified it in 2019 (https://www.loc.gov/standards/datetime/).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache, lru_cache, total_ordering
from typing import TYPE_CHECKING, Any, Literal, NoReturn, Self, TypeGuard, final

from rezekne_twins.errors import warn_compared
from rezekne_twins.immutable import Immutable

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema, SchemaSerializer

__all__ = ["PartialDate", "Precision"]

Precision = Literal["day", "month", "year", "decade", "century", "one_of", "interval"]
"""How precise a date is; `one_of` is one day within a range, at an unknown point."""

_SINGLE_PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")
_UNSPECIFIED: tuple[Precision, ...] = ("year", "decade", "century")
"""Precision by the number of unspecified digits."""
_BEFORE_ALL = date.min.toordinal() - 1
_AFTER_ALL = date.max.toordinal() + 1

# Also published as JSON Schema: no look-around, which some validators lack. That there is no year
# 0000, no 30 February and no reversed interval is beyond it and checked afterwards.
_YEAR = "[0-9]{4}"
_MONTH = f"{_YEAR}-(0[1-9]|1[0-2])"
_DAY = f"{_MONTH}-(0[1-9]|[12][0-9]|3[01])"
_SINGLE = rf"({_YEAR}|{_MONTH}|{_DAY})[~?]?"
# Both sides of a range have one precision, as in EDTF; only an interval mixes them.
_RANGE = "|".join(rf"{one}\.\.({one})?|\.\.{one}" for one in (_YEAR, _MONTH, _DAY))
_PATTERN = (
    rf"^({_SINGLE}|([0-9]{{3}}X|[0-9]{{2}}XX)[~?]?|{_SINGLE}/({_SINGLE}|\.\.)?|(\.\.)?/{_SINGLE}"
    rf"|\[({_RANGE})\])$"
)
_FORMS = (
    'write "1994", "2004-03" or "2011-09-23", a decade "197X" or a century "19XX", with at most '
    'one "~" (about) or "?" (uncertain) after it; "[1968..1972]" for one date in a range, one side '
    'of which may be missing; or an interval "1994/2004", one side of which may be ".." (open) '
    "or empty (unknown)"
)


@final
@total_ordering
class PartialDate(Immutable):
    """A day, month, year, decade, century, range or interval, exactly as precise as its source.

    The forms are `1994`, `2004-03` and `2011-09-23` (EDTF level 0), and `197X` or `19XX` (level 1),
    each with at most one `~` (approximate) or `?` (uncertain) after it; `[1968..1972]` (level 2),
    one date within a range, one side of which may be missing; and intervals `A/B` of two days,
    months or years, which last from A to B. One side of an interval may be open (`..`) or unknown
    (empty). Years run from 0001 to 9999.

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
        """The first day that is possible; None where the start is unbounded or unknown.

        A `~` or `?` does not widen a date: no source says by how much.

        >>> PartialDate("2004~").earliest
        datetime.date(2004, 1, 1)
        >>> PartialDate("[..1989]").earliest is None
        True
        """
        missing = self.text.startswith(("..", "/", "[.."))
        return None if missing else date.fromordinal(self._key[0])

    @property
    def latest(self) -> date | None:
        """The last day that is possible; None where the end is unbounded or unknown."""
        missing = self.text.endswith(("..", "/", "..]"))
        return None if missing else date.fromordinal(self._key[1])

    @property
    def precision(self) -> Precision:
        """How precise the date is.

        >>> PartialDate("197X").precision, PartialDate("[1968..1972]").precision
        ('decade', 'one_of')
        """
        if self.is_interval:
            return "interval"
        if self.text.startswith("["):
            return "one_of"
        if unspecified := self.text.count("X"):
            return _UNSPECIFIED[unspecified]
        return _SINGLE_PRECISIONS[self.text.count("-")]

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

        An open side of an interval is unlimited. A side that is unknown, or missing from a range,
        reaches no further than the known one, for any other reach would be invented.

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
            first, last, _ = other._key  # noqa: SLF001 - same class
        elif is_day(other):
            first = last = other.toordinal()
        else:
            raise TypeError(f"a date overlaps a PartialDate or a datetime.date, not {other!r}")
        return self._key[0] <= last and first <= self._key[1]

    def plus_years(self, years: int) -> PartialDate:
        """Count whole years on from a date, as the term of an agreement is counted.

        The precision and the qualifier are kept. From 29 February the count leads to 28 February
        where the year has no 29th, as in Regulation (EEC, Euratom) No 1182/71, Article 3(2)(c). A
        negative number counts back.

        >>> PartialDate("2005~").plus_years(10)
        PartialDate('2015~')
        >>> PartialDate("2004-02-29").plus_years(1)
        PartialDate('2005-02-28')

        Raises:
            ValueError: The date is no day, month or year, or the result lies outside the years
                0001 to 9999.
        """
        if self.precision not in _SINGLE_PRECISIONS:
            raise ValueError(f"years are counted from a day, month or year, not from {self}")
        year, rest = int(self.text[:4]) + years, self.text[4:]
        if not date.min.year <= year <= date.max.year:
            raise ValueError(f"{self} plus {years} years leaves the years 0001 to 9999")
        if rest.startswith("-02-29") and monthrange(year, 2)[1] < 29:  # noqa: PLR2004
            rest = rest.replace("29", "28")
        return PartialDate(f"{year:04}{rest}")

    def __str__(self) -> str:
        """Give the date as it was written."""
        return self.text

    def __format__(self, spec: str) -> str:
        """Format as text, so that `f"{act.date:>10}"` aligns."""
        return format(self.text, spec)

    def __repr__(self) -> str:
        """Give the call that makes this date."""
        return f"PartialDate({self.text!r})"

    def __hash__(self) -> int:
        """Hash by text, as equality compares."""
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        """Compare by text, which the key contains: `2004` and `2004~` are not the same."""
        if isinstance(other, PartialDate):
            return self._key == other._key
        if isinstance(other, str) and other == self.text:
            warn_compared(self, other, "text")
        return NotImplemented

    def __lt__(self, other: PartialDate) -> bool:
        """Order by start, end and text; the text makes the order agree with equality."""
        given: object = other
        if type(given) is not PartialDate:
            if isinstance(given, (int, str, date, type(None))):  # all else may know how to compare
                use = "" if given is None else ".year or "
                raise TypeError(f"{self!r} has no order with {given!r}; use {use}sorted_by")
            return NotImplemented
        return self._key < other._key

    if not TYPE_CHECKING:  # a type checker finds the missing attribute itself

        def __getattr__(self, name: str) -> NoReturn:
            """Raise for what is missing; the message names what there is."""
            raise AttributeError(f"a date has no {name!r}; use .year, .earliest, .latest, .text")

    def __reduce__(self) -> tuple[type[PartialDate], tuple[str]]:
        """Pickle the text alone, so that a pickle is read as strictly as a file."""
        return PartialDate, (self.text,)

    @property
    def __pydantic_serializer__(self) -> SchemaSerializer:
        """Serialise to text where a model does not say that there is a date, as under `Any`."""
        return _text_serializer()

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
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
            "examples": [
                *("1994", "2004-03", "2011-09-23", "1996~", "1994/2004", "2004-03/.."),
                *("197X", "[1968..1972]", "[..2005-04-18]"),
            ],
        }


@cache
def _text_serializer() -> SchemaSerializer:
    from pydantic_core import SchemaSerializer, core_schema  # dates alone must not cost pydantic

    text = core_schema.to_string_ser_schema()
    return SchemaSerializer(core_schema.any_schema(serialization=text))


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
    """Give the ordinals of the first and the last day that a text takes up.

    A side that is unknown, or missing from a range, takes up the days of the known one.
    """
    if not re.fullmatch(_PATTERN, text):
        raise ValueError(_advice(text))
    sides = known_sides(text)
    first, last = _days(sides[0])[0], _days(sides[-1])[1]
    if first > last:
        what = "interval" if "/" in text else "range"
        swapped = f"{sides[1]}/{sides[0]}" if "/" in text else f"[{sides[1]}..{sides[0]}]"
        raise ValueError(f'the {what} ends before it starts: write "{swapped}"')
    return (
        _BEFORE_ALL if text.startswith("..") else first.toordinal(),
        _AFTER_ALL if text.endswith("..") else last.toordinal(),
    )


def known_sides(text: str) -> list[str]:
    """Return the dates between which a range or an interval lies, as far as they are known."""
    return [side for side in re.split(r"/|\.\.", text.strip("[]")) if side]


def _days(single: str) -> tuple[date, date]:
    """Give the first and the last day of a century, decade, year, month or day."""
    bare = single.rstrip("~?")
    if "X" in bare:
        return _days(bare.replace("X", "0"))[0], _days(bare.replace("X", "9"))[1]
    year, month, day = (*map(int, bare.split("-")), 0, 0)[:3]
    if not year:
        raise ValueError("there is no year 0000, years run from 0001 to 9999")
    length = monthrange(year, month or 12)[1]
    if day > length:
        raise ValueError(f"{single[:7]} has {length} days, write one of them")
    return date(year, month or 1, day or 1), date(year, month or 12, day or length)


def _advice(text: str) -> str:
    """Say what to write instead of a text of no known form."""
    from rezekne_twins.mistyped import meant_date

    meant = meant_date(text)
    if not re.fullmatch(_PATTERN, meant):
        return _FORMS
    _parse(meant)  # where what was meant is impossible too, that is the better message
    return f'write "{meant}"'
