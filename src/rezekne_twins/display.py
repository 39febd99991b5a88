"""Tables of records, for a terminal and for a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from rezekne_twins.models import Partnership, Record
from rezekne_twins.models.partnerships import AS_OF, reaching
from rezekne_twins.models.record import shown
from rezekne_twins.store import Store
from rezekne_twins.texts import aligned, printable, shortened, wrapped

MOST_ROWS = 20
WIDEST = 48
_UNBROKEN = 21
"""Longest text of a cell that is not broken, such as a date."""
_SINGULAR = {"entries of cooperation": "entry of cooperation", "people": "person", "ties": "tie"}


def count_line(kind: type[Record], records: Sequence[Any]) -> str:
    """Return the summary line: count, kinds, and up to which date the sources speak."""
    name = kind.collection or "records"
    noun = {"cooperation": "entries of cooperation"}.get(name, name)
    one = _SINGULAR.get(noun) or (f"{noun[:-3]}y" if noun.endswith("ies") else noun[:-1])
    line = f"{len(records)} {one if len(records) == 1 else noun}"
    if kind is not Partnership:
        return line
    kinds = Counter(partnership.kind for partnership in records)
    split = ", ".join(f"{n} {kind.label}{'s' * (n != 1)}" for kind, n in sorted(kinds.items()))
    reach = reaching(records)
    told = f"; {AS_OF} {reach}" if reach else ""
    return f"{line} ({split}){told}" if kinds else line


def table_text(kind: type[Record], records: Sequence[Record], note: str = "") -> str:
    """Return a count and a table of the first records, or a note on why there are none."""
    rows = _rows(kind.shown_columns, records)
    lines = aligned([shortened(printable(cell), WIDEST) for cell in row] for row in rows)
    summary = count_line(kind, records)
    return "\n".join([summary, *(lines if len(records) else []), *_more(records, note)])


def table_html(kind: type[Record], records: Sequence[Record], note: str = "") -> str:
    """Return the same for a notebook; the id stands below the title."""
    from rezekne_twins.html import framed

    names, *rows = _rows([n for n in kind.shown_columns if n not in {"id", "title"}], records)
    titled = "id" in kind.shown_columns
    labels = [*(["title"] if titled else []), *(name.replace("_", " ") for name in names)]
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in labels)
    body = "".join(
        f"<tr>{_title_cell(record) if titled else ''}{''.join(map(_cell, row))}</tr>"
        for record, row in zip(records, rows, strict=False)
    )
    rest = "".join(f"<p>{escape(line)}</p>" for line in _more(records, note))
    return framed(
        f"<p><b>{escape(count_line(kind, records))}</b></p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"
    )


def _rows(names: Iterable[str], records: Sequence[Record]) -> list[list[str]]:
    """Return the names of columns, then the cells of the first records; no column is empty."""
    columns = [[name, *(r.cell(name) for r in records[:MOST_ROWS])] for name in names]
    some = [column for column in columns if any(column[1:]) or not records]
    return [list(row) for row in zip(*some, strict=True)] or [[] for _ in range(len(records) + 1)]


def _title_cell(record: Record) -> str:
    return f'<th scope="row">{_cut(record.title)}<br><code>{escape(record.id)}</code></th>'


def _cell(text: str) -> str:
    whole = ' class="whole"' if len(text) <= _UNBROKEN else ""  # a date is not broken at a hyphen
    return f"<td{whole}>{_cut(text)}</td>"


def _cut(text: str) -> str:
    """Return a text for a cell, with the whole of it in a tooltip where it is cut."""
    short = shortened(text, 2 * WIDEST)
    return escape(text) if short == text else f'<span title="{escape(text)}">{escape(short)}</span>'


def _more(records: Sequence[Record], note: str) -> list[str]:
    """Return a line on the records that a table does not show, or a note, if there are any."""
    rest = len(records) - MOST_ROWS
    return [f"… and {rest} more; .to_pandas() has them all"] if rest > 0 else [note] if note else []


def overview(store: Store) -> str:
    """Return every partnership in a few lines each, holder by holder, with its citations."""
    partnerships = store.table(Partnership)
    lines = [store.about.title, count_line(Partnership, partnerships)]
    for holder in store.about.holders:
        lines += ["", holder.title]
        for partnership in partnerships:
            lines += _summary(partnership) if partnership.holder == holder.id else []
    return "\n".join(map(printable, lines))


def _summary(partnership: Partnership) -> Iterator[str]:
    countries = f" ({shown(partnership.countries)})" if partnership.countries else ""
    began = f"began {partnership.cell('began')}" if partnership.began else "beginning not stated"
    last = partnership.last_act
    # A disputed act of the kind of the first one dates the same event, and is no later act.
    first = (act.kind for act in partnership.acts if act.date == partnership.began)
    same = last and (last.date == partnership.began or (last.is_disputed("date") and last.kind in first))
    began += f", last act: {partnership.cell('last_act')}" if last and not same else ""
    as_of = f" ({partnership.as_of})" if partnership.as_of else ""
    acts = f"{began}; last known: {partnership.last_known.label}{as_of}"
    yield f"  {' and '.join(map(shown, partnership.counterparts))}{countries}  [{partnership.id}]"
    for part in (acts, _fields(partnership), _cited(partnership)):
        yield from wrapped(part, " " * 4)


def _fields(partnership: Partnership) -> str:
    """Return the fields of the cooperation, or where none are stated those of the projects."""
    if partnership.cooperation:
        return f"fields: {partnership.cell('fields')}"
    fields = dict.fromkeys(field for project in partnership.projects for field in project.fields)
    return f"fields of its projects: {shown(tuple(fields))}" if fields else "fields: none stated"


def _cited(record: Record) -> str:
    """Return the citations of a record, the paragraphs of one section together."""
    sections: dict[str, list[str]] = {}
    for cite in record.cites:
        sections.setdefault(f"{cite.source}/{cite.section}", []).append(str(cite.number))
    return "source: " + ", ".join(f"{place} ¶ {', '.join(n)}" for place, n in sections.items())
