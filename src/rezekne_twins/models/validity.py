"""Whether a partnership stood on a date, as far as its sources tell (design rule 3)."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from typing import SupportsIndex

from rezekne_twins.dates import PartialDate, is_day
from rezekne_twins.models.acts import Act
from rezekne_twins.models.words import ActKind, Validity

BEGINNINGS = frozenset({ActKind.BEGAN, ActKind.FOUNDED, ActKind.SIGNED, ActKind.JOINED})
"""Kinds of act that can begin a partnership: never a protocol, prolongation or renaming."""

_CHANGES = BEGINNINGS | {
    ActKind.PROLONGED,
    ActKind.RENEWED,
    ActKind.SUSPENDED,
    ActKind.RESUMED,
    ActKind.ENDED,
}
_ONE_DAY = timedelta(days=1)


def began(acts: tuple[Act, ...]) -> PartialDate | None:
    """Return the date of the earliest act that can begin a partnership, if there is one."""
    return min((a.date for a in acts if a.kind in BEGINNINGS and a.date), default=None)


def validity(
    acts: tuple[Act, ...],
    as_of: PartialDate | None,
    on: SupportsIndex | str | date | PartialDate,
) -> Validity:
    """Answer for every day of `on`; a span of mixed answers is `unknown`.

    Args:
        acts: Those of one partnership.
        as_of: Date up to which its sources speak.
        on: The day, month, year or interval that is asked for.
    """
    span = as_date(on)
    if span.unknown_start or span.unknown_end:  # reaches no further than the side that is known
        span = PartialDate(span.text.strip("/"))
    first, last = span.earliest or date.min, span.latest or date.max
    dated = _dated(acts)
    changes = {first}
    for act, earliest, latest in dated:
        until = _until(act, as_of)
        changes |= {earliest, latest, *([until + _ONE_DAY] if until and until < date.max else [])}
    before = Validity.NOT_BEGUN if began(acts) else Validity.UNKNOWN
    answers = {_on_day(dated, as_of, day, before) for day in changes if first <= day <= last}
    return answers.pop() if len(answers) == 1 else Validity.UNKNOWN


def as_date(on: SupportsIndex | str | date | PartialDate, keyword: str = "on") -> PartialDate:
    """Return a year, a day or text as a date.

    Raises:
        TypeError: `on` is something else.
        ValueError: The text is no date.
    """
    if isinstance(on, PartialDate):
        return on
    if is_day(on):
        return PartialDate(f"{on.year:04}-{on.month:02}-{on.day:02}")
    if isinstance(on, SupportsIndex) and not isinstance(on, bool):
        on = operator.index(on)  # a NumPy integer too
    if isinstance(on, bool) or not isinstance(on, (int, str)):
        raise TypeError(f"{keyword}={on!r}: write a year such as 2005 or a date such as '2005-01'")
    return PartialDate(f"{on:04}" if isinstance(on, int) else on)


def _dated(acts: tuple[Act, ...]) -> list[tuple[Act, date, date]]:
    """Return the acts that change whether a partnership stands, by date.

    One that joins what stands already changes nothing and is left out.
    """
    dated: list[tuple[Act, date, date]] = []
    for when, act in sorted(((a.date, a) for a in acts if a.date), key=lambda pair: pair[0]):
        stands = dated and dated[-1][0].kind not in {ActKind.SUSPENDED, ActKind.ENDED}
        joins_what_stands = act.kind is ActKind.JOINED and stands
        if act.kind in _CHANGES and not joins_what_stands and when.earliest and when.latest:
            dated.append((act, when.earliest, when.latest))
    return dated


def _until(act: Act, as_of: PartialDate | None) -> date | None:
    """Return the last day for which an act speaks; `None`: it speaks for good."""
    if act.kind is ActKind.ENDED:
        return None
    if act.term_years and act.date:
        # An act of "2005" may be of its first day: its ten years are sure until that day.
        try:
            return act.date.plus_years(act.term_years).earliest
        except ValueError:  # beyond the year 9999
            return date.max
    return (as_of and as_of.earliest) or date.min


def _on_day(
    acts: list[tuple[Act, date, date]], as_of: PartialDate | None, day: date, before: Validity
) -> Validity:
    """Answer for one day: what every act that may be the latest by then says of it."""
    past = [(act, earliest, latest) for act, earliest, latest in acts if latest <= day]
    # Of acts that overlap, such as "2004" and "2004-03", either may be the later.
    newest = max((earliest for _, earliest, _ in past), default=day)
    sure = [a for n, (a, _, latest) in enumerate(past) if latest > newest or n == len(past) - 1]
    maybe = [act for act, earliest, latest in acts if earliest <= day < latest]
    answers: set[Validity] = set()
    if not sure:
        answers.add(before)
    for act in (*sure, *maybe):
        until = _until(act, as_of)
        if until and day > until:
            answers.add(Validity.UNKNOWN)
        elif act.kind in {ActKind.SUSPENDED, ActKind.ENDED}:
            answers.add(Validity(act.kind))
        else:
            answers.add(Validity.IN_FORCE)
    return answers.pop() if len(answers) == 1 else Validity.UNKNOWN
