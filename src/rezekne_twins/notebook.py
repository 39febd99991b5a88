"""What a notebook shows of a record or a collection: escaped HTML without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from rezekne_twins.display import (
    MOST_ROWS,
    WIDEST,
    cell,
    count_line,
    details,
    more,
    one_line,
    shortened,
    shown,
    shown_columns,
)
from rezekne_twins.keeping.checks import address_of
from rezekne_twins.models import Cooperation, Paragraph, Partnership, Record, Source, Stage

if TYPE_CHECKING:
    from rezekne_twins._dataset import Dataset
    from rezekne_twins.collection import Collection

_UNBROKEN = 21

# Whatever the theme of a notebook or page, light or dark: greys are made of its colour of text.
_STYLE = """
.rezekne-twins{--soft:color-mix(in srgb,currentColor 72%,transparent);
--line:color-mix(in srgb,currentColor 22%,transparent);
--mark:color-mix(in srgb,currentColor 9%,transparent);
color:inherit;max-width:72em;overflow-x:auto;line-height:1.4}
.rezekne-twins p{margin:.4em 0}
.rezekne-twins table{border-collapse:collapse;margin:.4em 0;border:0;display:table}
.rezekne-twins tr{background:none!important}
.rezekne-twins th,.rezekne-twins td{text-align:left;vertical-align:top;white-space:normal;
padding:.35em 1em .35em 0;border:0;border-bottom:1px solid var(--line);background:none;
color:inherit;max-width:40em}
.rezekne-twins th{font-weight:600}
.rezekne-twins td.whole{white-space:nowrap}
.rezekne-twins thead th,.rezekne-twins code{color:var(--soft)}
.rezekne-twins code{font-size:.9em;font-weight:400;background:none;padding:0;border:0}
.rezekne-twins ul{margin:0;padding-left:1.1em}
.rezekne-twins a{color:inherit;text-decoration:underline}
.rezekne-twins mark{display:inline-block;margin:0 .2em .2em 0;padding:0 .5em;color:inherit;
background:var(--mark);border:1px solid var(--line);border-radius:.6em}
.rezekne-twins mark.planned,.rezekne-twins mark.agreed{background:none;border-style:dashed}
"""


def collection_html(collection: Collection[Any], sources: Iterable[Source]) -> str:
    """Return a count and a table of the first records, ids below names."""
    names = [name for name in shown_columns(collection) if name not in {"id", "title"}]
    first = ["title"] if "id" in shown_columns(collection) else []
    head = "".join(f'<th scope="col">{_label(name)}</th>' for name in (*first, *names))
    body = "".join(
        f"<tr>{_named(record) if first else ''}"
        f"{''.join(_td(cell(record, name)) for name in names)}</tr>"
        for record in collection[:MOST_ROWS]
    )
    rest = "".join(f"<p>{escape(line)}</p>" for line in more(collection))
    return _framed(
        f"<p><b>{escape(count_line(collection, sources))}</b></p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"
    )


def _framed(html: str) -> str:
    return f'<div class="rezekne-twins" tabindex="0"><style>{_STYLE}</style>{html}</div>'


def _label(name: str) -> str:
    return escape(name.replace("_", " "))


def _named(record: Record) -> str:
    return f'<th scope="row">{_short(record.title)}<br><code>{escape(record.id)}</code></th>'


def record_html(record: Record) -> str:
    """Return a card: the title, what the record holds, its sources, and where to correct it."""
    home: Dataset | None = getattr(record, "_home", None)
    rows = _partnership(record, home) if isinstance(record, Partnership) else _plain(record)
    body = "".join(
        f'<tr><th scope="row">{_label(name)}</th><td>{value}</td></tr>'
        for name, value in rows
        if value
    )
    head = f"<p><b>{escape(record.title)}</b> <code>{escape(record.id)}</code></p>"
    return _framed(f"{head}<table><tbody>{body}</tbody></table>{_edit(record, home)}")


def _plain(record: Record) -> Iterator[tuple[str, str]]:
    yield from ((name, _linked(value)) for name, value in details(record))
    yield from (("source", _source(cite)) for cite in record.cites)


def _partnership(record: Partnership, home: Dataset | None) -> Iterator[tuple[str, str]]:
    """Yield the rows of a partnership's card: what is of one kind together."""
    holders = {h.id: h.title for h in home.about.holders} if home else {}
    countries = f" ({shown(record.countries)})" if record.countries else ""
    tie = f"{holders.get(record.holder, record.holder)} ↔ {shown(record.counterparts)}{countries}"
    conflicts = [c for c in home.conflicts if record.id in c.partnerships] if home else []
    yield shown(record.kind), escape(tie)
    yield "in Latvian", f'<span lang="lv">{escape(record.title_lv)}</span>'
    yield "summary", escape(record.summary)
    yield "acts", escape(" → ".join(map(one_line, record.acts)))
    yield "fields", " ".join(map(_field, record.cooperation))
    for name in ("activities", "projects", "memberships", "statements"):
        yield name, _list(escape(one_line(item)) for item in getattr(record, name))
    told = (f"{c.title} {' / '.join(r.text for r in c.readings)} → {c.stance}" for c in conflicts)
    yield "conflicts", _list(map(escape, told))
    yield "websites", ", ".join(map(_linked, record.websites))
    yield "note", escape(record.note or "")
    yield "sources speak up to", escape(shown(record.as_of))
    yield "sources", _list(map(_source, record.cites))


def _field(entry: Cooperation) -> str:
    planned = "" if entry.stage is Stage.ACTUAL else f' class="{entry.stage}"'
    return f"<mark{planned}>{escape(one_line(entry))}</mark>"


def _list(items: Iterable[str]) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{listed}</ul>" if listed else ""


def _source(cite: Paragraph) -> str:
    """Return a citation: page, heading and paragraph, which lead to the address, and the gist."""
    title = _link(cite.url, cite.title) if cite.url else escape(cite.title)
    return f"{title} [<code>{escape(cite.id)}</code>]: {escape(cite.gist)}"


def _linked(value: str) -> str:
    return _link(value, value)


def _link(address: str, text: str) -> str:
    """Return a link where the whole address is one of the web, else the text alone."""
    if re.fullmatch(r"https?://\S+", address):
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    return escape(text)


def _edit(record: Record, home: Dataset | None) -> str:
    """Return a link to the file of a record, where the data set says where it is kept."""
    address = address_of(record, home.about) if home else None
    return f"<p>{_link(address, 'Correct this record')}</p>" if address else ""


def _td(text: str) -> str:
    whole = ' class="whole"' if len(text) <= _UNBROKEN else ""  # a date is not broken at a hyphen
    return f"<td{whole}>{_short(text)}</td>"


def _short(text: str) -> str:
    """Return a text for a cell, with the whole of it where it is cut."""
    short = shortened(text, 2 * WIDEST)
    return escape(text) if short == text else f'<span title="{escape(text)}">{escape(short)}</span>'
