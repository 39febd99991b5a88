"""The status of a partnership on a date, as far as its sources tell."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from typing import NamedTuple, SupportsIndex

from rezekne_twins.dates import PartialDate, is_day
from rezekne_twins.models.acts import Act
from rezekne_twins.models.words import ActKind, Validity

BEGINNINGS = frozenset({ActKind.BEGAN, ActKind.FOUNDED, ActKind.SIGNED, ActKind.JOINED})
"""Kinds of act that can begin a partnership: never a protocol, prolongation or renaming."""

_IN_FORCE = BEGINNINGS | {ActKind.PROLONGED, ActKind.RENEWED, ActKind.RESUMED}
"""Kinds of act that put a partnership in force."""

_PAUSES = frozenset({ActKind.SUSPENDED, ActKind.ENDED})
_UNDATED_CHANGES = _PAUSES | {ActKind.RESUMED}
_ONE_DAY = timedelta(days=1)


class _Change(NamedTuple):
    """An act that changes the status, and the days on which it can have been done."""

    act: Act
    earliest: date
    latest: date
    until: date
    """Last day for which it determines the status."""


def began(acts: tuple[Act, ...]) -> PartialDate | None:
    """Return the date of the earliest act that can begin a partnership, if there is one."""
    return min((a.date for a in acts if a.kind in BEGINNINGS and a.date), default=None)


def validity(
    acts: tuple[Act, ...], as_of: PartialDate | None, on: SupportsIndex | str | date | PartialDate
) -> Validity:
    """Return the status on every day of `on`; `unknown` where it changes within the span.

    Args:
        acts: Those of one partnership.
        as_of: Date up to which its sources speak.
        on: The day, month, year or interval that is asked for.
    """
    span = as_date(on)
    if span.unknown_start or span.unknown_end:  # reaches no further than the side that is known
        span = PartialDate(span.text.strip("/"))
    first, last = span.earliest or date.min, span.latest or date.max
    changes = _changes(acts, as_of, _last_heard(acts, as_of))
    before = Validity.NOT_BEGUN if _starts(acts, changes) else Validity.UNKNOWN
    clear = _clear_until(acts)
    # The status can only change on these days: one of them stands for all up to the next.
    days = {first, *(day for c in changes for day in (c.earliest, c.latest))}
    days |= {day + _ONE_DAY for day in (clear, *(c.until for c in changes)) if day < date.max}
    answers = {
        _on_day(changes, day, before) if day <= clear else Validity.UNKNOWN
        for day in days
        if first <= day <= last
    }
    return answers.pop() if len(answers) == 1 else Validity.UNKNOWN


def last_known(acts: tuple[Act, ...], as_of: PartialDate | None) -> Validity:
    """Return the status on the earliest day of `as_of`, or after the last dated act within it.

    A source as of 2012 that reports an act of 2012 was written after that act, whatever the day.
    """
    days = [act.date.latest for act in acts if act.date and _within(act.date, as_of)]
    if as_of and as_of.earliest:
        days.append(as_of.earliest)
    known = [day for day in days if day]
    if not known:
        return Validity.UNKNOWN
    day = as_date(max(known))
    return validity(acts, day if as_of else None, day)


def term_end(act: Act) -> date | None:
    """Return the last day that is surely within the stated term of an act, if it has one.

    A term "to 2020" may have ended with the first day of 2020, so all of 2020 is left out. An act
    of "2005" may be of its first day: its ten years are sure until the first day of 2015.
    """
    if act.term_until and (end := act.term_until.earliest):
        whole_day = act.term_until.precision == "day"
        return end if whole_day or end == date.min else end - _ONE_DAY
    if act.term_years and act.date and act.date.earliest:
        try:
            return as_date(act.date.earliest).plus_years(act.term_years).earliest
        except ValueError:  # beyond the year 9999
            return date.max
    return None


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


def _within(when: PartialDate, as_of: PartialDate | None) -> bool:
    """Tell whether a date lies within `as_of`; without one, no date lies outside."""
    if as_of is None or as_of.earliest is None or as_of.latest is None:
        return True
    return bool(
        when.earliest and when.latest and as_of.earliest <= when.earliest and when.latest <= as_of.latest
    )


def _last_heard(acts: tuple[Act, ...], as_of: PartialDate | None) -> date:
    """Return the last day of which the sources surely speak; before all days if there is none.

    That is the earliest day of `as_of`, or that of the last act within it, which is later.
    """
    if as_of is None or as_of.earliest is None:
        return date.min
    within = [a.date.earliest for a in acts if a.date and _within(a.date, as_of)]
    return max([as_of.earliest, *(day for day in within if day)])


def _changes(acts: tuple[Act, ...], as_of: PartialDate | None, last_heard: date) -> list[_Change]:
    """Return the acts that change the status, by date.

    A range without a first day has no beginning; one without a last day ends with `as_of`,
    because its source cannot report what is still to come. An act that joins what is in force
    changes nothing and is left out.
    """
    found: list[_Change] = []
    dated = sorted(((a.date, a) for a in acts if a.date), key=lambda pair: pair[0])
    for when, act in dated:
        if act.kind not in _IN_FORCE | _PAUSES:
            continue
        earliest = when.earliest or date.min
        latest = when.latest or max(earliest, (as_of and as_of.latest) or date.max)
        stands = found and found[-1].act.kind not in _PAUSES and earliest <= found[-1].until
        if act.kind is not ActKind.JOINED or not stands:
            found.append(_Change(act, earliest, latest, _until(act, last_heard)))
    return found


def _until(act: Act, last_heard: date) -> date:
    """Return the last day for which an act determines the status."""
    if act.kind is ActKind.ENDED:
        return date.max
    end = term_end(act) if act.kind in _IN_FORCE else None
    if end is None:
        return last_heard
    return max(end, last_heard) if act.renews_itself else end


def _starts(acts: tuple[Act, ...], changes: list[_Change]) -> bool:
    """Tell whether the first change begins the partnership, and none without a date may have."""
    undated = any(act.kind in BEGINNINGS and act.date is None for act in acts)
    return bool(changes) and changes[0].act.kind in BEGINNINGS and not undated


def _clear_until(acts: tuple[Act, ...]) -> date:
    """Return the last day before which no undated act can have changed the status.

    An undated suspension, resumption or end is taken to follow the last dated act, from whose
    first possible day on nothing is known.
    """
    if all(act.date or act.kind not in _UNDATED_CHANGES for act in acts):
        return date.max
    days = [act.date.earliest or act.date.latest for act in acts if act.date]
    return max((day for day in days if day), default=date.min)


def _on_day(changes: list[_Change], day: date, before: Validity) -> Validity:
    """Return the status on one day: what every act that may be the latest by then says of it."""
    past = [change for change in changes if change.latest <= day]
    # Of acts that overlap, such as "2004" and "2004-03", either may be the later.
    newest = max((change.earliest for change in past), default=day)
    sure = [c for n, c in enumerate(past) if c.latest > newest or n == len(past) - 1]
    maybe = [change for change in changes if change.earliest <= day < change.latest]
    answers: set[Validity] = set() if sure else {before}
    for change in (*sure, *maybe):
        if day > change.until:
            answers.add(Validity.UNKNOWN)
        elif change.act.kind in _PAUSES:
            answers.add(Validity(change.act.kind))
        else:
            answers.add(Validity.IN_FORCE)
    return answers.pop() if len(answers) == 1 else Validity.UNKNOWN
