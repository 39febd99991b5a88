"""The tables of the data page: plain HTML, which `site.js` makes sortable and filterable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from typing import Any

from pieces import field_tree

import rezekne_twins as rt

_LABELS = {"holder": "Holder", "country": "Country", "field": "Field", "year": "Year"}


def data_page() -> str:
    """Return the filters and the two tables, as one block of raw HTML."""
    parts = [_form(), _partnerships(), _doings()]
    return "\n".join(["```{raw} html", '<div class="rt-browse">', *parts, "</div>", "```", ""])


@cache
def _choices() -> dict[str, dict[str, str]]:
    """Return the values of each filter that match something, with their labels."""
    labels: dict[str, Mapping[str, str]] = {
        "holder": {holder.id: holder.title for holder in rt.dataset().about.holders},
        "country": {country.id: country.title for country in rt.countries()},
        "field": {field.id: "\u2003" * depth + field.title for depth, field in field_tree()},
        "year": {str(year): str(year) for year in _years()},
    }
    return {
        name: {value: label for value, label in known.items() if any(_asked(name, value))}
        for name, known in labels.items()
    }


def _years() -> range:
    dated = (*rt.acts(), *rt.activities(), *rt.projects())
    days = [day for r in dated if r.date for day in (r.date.earliest, r.date.latest) if day]
    return range(min(days).year, max(days).year + 1)


def _asked(name: str, value: str) -> Iterator[rt.Record]:
    """Query the library, so that the page gives the same answers."""
    given: Any = {name: int(value) if name == "year" else value}
    for query in (rt.partnerships, rt.activities, rt.projects):
        yield from query(**given)


@cache
def _matching() -> dict[tuple[str, str], set[str]]:
    return {
        (name, value): {record.id for record in _asked(name, value)}
        for name, known in _choices().items()
        for value in known
    }


def _form() -> str:
    selects = "".join(
        f'<label>{_LABELS[name]} <select name="{name}"><option value="">any</option>'
        + "".join(f'<option value="{escape(v)}">{escape(t)}</option>' for v, t in known.items())
        + "</select></label>"
        for name, known in _choices().items()
    )
    return (
        '<form class="rt-filters" hidden aria-label="Filter both tables">'
        f'{selects}<label>Words <input type="search" name="words"></label>'
        '<button type="reset">Show all</button></form>'
        '<p class="rt-count" role="status"></p>'
    )


def _partnerships() -> str:
    rows = [
        _row(
            p,
            [
                (_page(p.id, p.title), p.title),
                (escape(_holder(p.holder)), ""),
                (escape(", ".join(c.title for c in p.countries)) or "–", ""),
                _when(p.began),
                _when(max((act.date for act in p.acts if act.date), default=None)),
                (escape(", ".join(f.title for f in p.fields)) or "–", ""),
            ],
        )
        for p in rt.partnerships()
    ]
    head = ["Partnership", "Holder", "Country", "Began", "Last act", "Fields of cooperation"]
    return _table("partnerships", "Partnerships", head, rows)


def _doings() -> str:
    titles = {p.id: p.title for p in rt.partnerships()}
    rows = [
        _row(
            doing,
            [
                _when(doing.date, doing.recurrence),
                (escape(doing.title), doing.title),
                (escape(_kind(doing)), ""),
                (
                    _page(doing.partnership, titles[doing.partnership])
                    if doing.partnership
                    else escape(_holder(doing.holder)),
                    "",
                ),
                (escape(", ".join(field.title for field in doing.fields)) or "–", ""),
            ],
        )
        for doing in (*rt.activities(), *rt.projects())
    ]
    head = ["Date", "Title", "Kind", "Partnership", "Fields"]
    return _table("done", "Activities and projects", head, rows)


def _kind(doing: rt.Activity | rt.Project) -> str:
    """Return the label of the kind, or the printed word if the kind is `other`."""
    if isinstance(doing, rt.Project):
        return "project"
    return doing.kind_as_written or doing.kind.label


def _holder(holder: str | None) -> str:
    return _choices()["holder"].get(holder or "", "")


def _page(partnership: str, title: str) -> str:
    return f'<a href="reference/partnerships/{partnership}.html">{escape(title)}</a>'


def _when(date: rt.PartialDate | None, recurrence: rt.Recurrence | None = None) -> tuple[str, str]:
    """Return a date or recurrence, and its sort key; undated records sort last."""
    if date is None:
        return escape(recurrence.label if recurrence else "–"), "9999"
    halves = (f'<span class="rt-date">{escape(half)}</span>' for half in str(date).split("/"))
    day = date.earliest or date.latest
    return "/<wbr>".join(halves), day.isoformat() if day else "9999"


def _row(record: rt.Record, cells: Iterable[tuple[str, str]]) -> str:
    """Return a row with the filter values that match it."""
    found: dict[str, list[str]] = {}
    for (name, value), ids in _matching().items():
        if record.id in ids:
            found.setdefault(name, []).append(value)
    marks = "".join(f' data-{name}="{escape(" ".join(v))}"' for name, v in found.items())
    shown = [f"<td{_key(key)}>{text}</td>" for text, key in cells]
    return f'<tr data-id="{record.id}"{marks}>{"".join(shown)}</tr>'


def _key(key: str) -> str:
    return f' data-key="{escape(key)}"' if key else ""


def _table(name: str, title: str, head: list[str], rows: list[str]) -> str:
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
    return (
        f'<section id="{name}"><h2 id="{name}-title">{title}</h2>'
        f'<div class="pst-scrollable-table-container" role="region" tabindex="0" '
        f'aria-labelledby="{name}-title"><table class="table" aria-labelledby="{name}-title">'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody></table></div></section>"
    )
