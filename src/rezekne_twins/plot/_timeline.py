"""The timeline: one row a partnership, with its acts, its terms, and what was done in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from rezekne_twins import models
from rezekne_twins.collections import Partnerships
from rezekne_twins.dates import PartialDate, known_sides
from rezekne_twins.models.validity import term_end
from rezekne_twins.plot._picture import Picture, Row, chosen, holder_look, labelled, looks, named, scale
from rezekne_twins.sequence import store_of

_ACTS, _DONE, _LANE, _GAP = 14, 28, 6, 7  # how far apart the parts of a row stand, in pixels
_MARGIN = 1.2  # years at both ends, in which it is seen that an end is not told
_DAY = timedelta(days=1)


def timeline(
    partnerships: Partnerships | None = None, *, language: str = "en", width: int = 640
) -> Picture:
    """Return a timeline of partnerships, one row each, in the order of the collection.

    Acts are marks by kind, each with a bar as wide as its date is vague. The line of a row is drawn
    where the tie is in force as far as its sources tell, and dotted where they do not tell: a term
    that has lapsed is no end. A stated term is a broad bar. Below stand activities and projects,
    and at the end of the row the number of those without a date. Where sources contradict each
    other on an act, the other reading is a hollow mark.

    Args:
        partnerships: Any collection of them, filtered or empty; the shipped ones if none is given.
        language: Of names and legend: `"en"`, or one of `dataset().about.languages`.
        width: Of the time shown, in pixels; the names are at its left.

    Raises:
        MissingExtraError: The extra is not installed; `pip install 'rezekne-twins[plot]'` does it.
        UnknownValueError: The data set has no titles in that language.

    Example:
        >>> import rezekne_twins as rt
        >>> rt.plot.timeline(rt.partnerships(country="NO"))  # doctest: +SKIP
        <Picture 'Acts and activities: Rēzekne city, Rēzekne Municipality'>
    """
    found, told = chosen(partnerships, language)
    store = store_of(found)
    names = {holder.id: named(holder, language) for holder in store.about.holders}
    first, last = _range(found)
    parts = ("names", "states", "terms", "acts", "done", "undated")
    rows: dict[str, list[Row]] = {part: [] for part in parts}
    top = 0
    for partnership in found:
        tie = {"tie": named(partnership, language), "holder": names[partnership.holder]}
        dated = [item for item in _dated(partnership) if item.date]
        lanes = [first]
        for row in _done(dated, first, last):
            lane = next((n for n, until in enumerate(lanes) if until <= row["x"]), len(lanes))
            lanes[lane : lane + 1] = [row["x2"]]
            row |= {"y": top + _DONE + lane * _LANE, "kind": told[row["kind"]]}
            rows["done"].append(tie | row)
        here = {
            "names": [Row()],
            "states": _states(partnership, first, last, language),
            "terms": _terms(partnership, told),
            "acts": _acts(partnership, language, told["other"]),
        }
        for part, made in here.items():
            rows[part] += [tie | row | {"y": top + _ACTS} for row in made]
        if undated := [item.title for item in _dated(partnership) if not item.date]:
            row = {"text": told["undated"].format(len(undated)), "what": "; ".join(undated)}
            rows["undated"].append(tie | row | {"y": top + _DONE})
        top += _DONE + len(lanes) * _LANE + _GAP

    met = {row["kind"] for row in rows["acts"]}
    kinds = [kind for kind in models.ActKind if labelled(kind, language) in met]
    for row in (row for part in rows.values() for row in part):
        row["told"] = ", ".join(row[key] for key in ("tie", "what", "date") if key in row)
    notes = [told["open"]]
    notes += [told["terms"]] if rows["terms"] else []
    notes += [told["others"]] if any(not row["filled"] for row in rows["acts"]) else []
    shown = list(dict.fromkeys(row["holder"] for row in rows["names"])) or list(names.values())
    colours = [holder_look(list(names.values()).index(name))[0] for name in shown]
    states = {row["what"] for row in rows["states"]}
    labels = {labelled(models.Validity(s), language): dash for s, dash in looks()["states"].items()}
    dashes = {label: dash for label, dash in labels.items() if label in states}
    shapes = looks()["acts"]
    values: Row = rows | {
        "width": width,
        "height": max(top, _DONE),
        "years": {"domain": [first, last], "nice": False, "zero": False},
        "holders": shown,
        "colour": scale(shown, colours),
        # Vega cannot draw a legend with nothing in it.
        "acts_legend": looks()["acts_legend"] if kinds else None,
        "states_legend": {} if dashes else None,
        "dash": scale(list(dashes), list(dashes.values())),
        "shape": scale([labelled(k, language) for k in kinds], [shapes[k] for k in kinds]),
        "layer": scale([told["activity"], told["project"]], ["#5c646d", "#8a5fa8"]),
    }
    return Picture("timeline", found, language, values, notes)


def _year(day: date) -> float:
    """Return a day as a number of years, which no time zone can shift."""
    return round(day.year + (day.timetuple().tm_yday - 1) / 366, 3)


def _after(day: date) -> date:
    """Return the day after one, or the last day that Python has."""
    return day + _DAY if day < date.max else day


def _dated(partnership: models.Partnership) -> tuple[models.Act | models.Doing, ...]:
    return (*partnership.acts, *partnership.activities, *partnership.projects)


def _end(act: models.Act) -> date | None:
    """Return the last sure day of the stated term of an act that has a date."""
    end = term_end(act) if act.date else None
    return None if end == date.max else end  # beyond the year 9999


def _range(partnerships: Partnerships) -> tuple[float, float]:
    """Return the first and the last year that is shown."""
    dates = [partnership.as_of for partnership in partnerships]
    dates += [item.date for partnership in partnerships for item in _dated(partnership)]
    days = [day for when in dates if when for day in (when.earliest, when.latest) if day]
    days += [end for p in partnerships for act in p.acts if (end := _end(act))]
    return (_year(min(days)) - _MARGIN, _year(max(days)) + _MARGIN) if days else (1990, 2020)


def _states(partnership: models.Partnership, first: float, last: float, language: str) -> Iterator[Row]:
    """Yield when a partnership is in force or suspended, and when nothing is known."""
    acts = partnership.acts
    dates = [partnership.as_of, *(act.date for act in acts)]
    turns = {date(max(int(first), 1), 1, 1), _after(date(min(int(last), 9999), 12, 31))}
    turns |= {when.earliest for when in dates if when and when.earliest}
    turns |= {_after(when.latest) for when in dates if when and when.latest}
    turns |= {_after(end) for act in acts if (end := _end(act))}
    for start, end in pairwise(sorted(turns)):
        state = partnership.validity(start + (end - start) / 2)
        if state in looks()["states"]:
            told = labelled(state, language)
            yield {"x": max(_year(start), first), "x2": min(_year(end), last), "what": told}


def _terms(partnership: models.Partnership, words: Mapping[str, str]) -> Iterator[Row]:
    """Yield the stated terms, from the dates of their acts to their last sure day."""
    for act in partnership.acts:
        start, end = act.date and act.date.earliest, _end(act)
        if start and end:
            word, term = ("until", act.term_until) if act.term_until else ("term", act.term_years)
            told = {"what": words[word].format(term), "date": f"{act.date}/{act.term_until or end.year}"}
            yield {"x": _year(start), "x2": _year(end), **told}


def _acts(partnership: models.Partnership, language: str, other: str) -> Iterator[Row]:
    """Yield the acts that have a date, and what contradicting readings have instead."""
    shown = {(act.kind, act.date): "" for act in partnership.acts if act.date}
    for conflict in partnership.conflicts:
        records = conflict.records
        contradicts = conflict.kind is models.ConflictKind.CONTRADICTION
        if not contradicts or not any(act in records for act in partnership.acts):
            continue
        for record in records:
            if isinstance(record, models.Act) and record.date:
                shown.setdefault((record.kind, record.date), conflict.title)
    for (kind, when), conflict_title in shown.items():
        span, label = _span(when), labelled(kind, language)
        yield {
            "x": span[0] - (when.earliest is None),  # a side that is not known: a year on
            "x2": span[1] + (when.latest is None),
            "middle": sum(span) / 2,
            "kind": label,
            "what": f"{label} ({other}: {conflict_title})" if conflict_title else label,
            "date": str(when),
            "filled": 0 if conflict_title else 1,
        }


def _span(when: PartialDate) -> tuple[float, float]:
    """Return the years that a date takes up, as far as they are known, wide enough to be seen."""
    sides = [PartialDate(side) for side in known_sides(when.text)]
    start = _year(sides[0].earliest or date.min)
    return start, max(_year(_after(sides[-1].latest or date.max)), start + 0.11)


def _done(items: Iterable[models.Act | models.Doing], first: float, last: float) -> Iterator[Row]:
    """Yield the time that each activity and project took up: from `first` to `last` as told.

    From `x` to `x2` it is drawn: an open side reaches to the edge, one that is not told a year on.
    """
    for item in items:
        when = item.date
        if when and isinstance(item, models.Doing):
            start, end = _span(when)
            x = first if when.open_start else start - (when.earliest is None)
            x2 = last if when.open_end else end + (when.latest is None)
            yield {
                "kind": "project" if isinstance(item, models.Project) else "activity",
                "what": item.title,
                "date": str(when),
                "x": max(x, first),
                "x2": min(x2, last),
                "first": start,
                "last": end,
            }
