"""What a record or a collection looks like: text in a terminal, escaped HTML in a notebook."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rezekne_twins.checks import SectionCoverage, file_of
from rezekne_twins.models import (
    Act,
    Cooperation,
    Doing,
    Paragraph,
    Partnership,
    Record,
    Role,
    Section,
    Source,
    Stage,
    Statement,
    Value,
    Word,
)
from rezekne_twins.models.shape import columns, is_many

if TYPE_CHECKING:
    from rezekne_twins._dataset import Dataset
    from rezekne_twins.collection import Collection

_MOST_ROWS = 20
_WIDEST = 48
_LINE = 100
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

_SHOWN: dict[str, tuple[str, ...]] = {
    "partnerships": ("id", "title", "countries", "began", "last_act", "fields"),
    "ties": ("id", "counterpart", "country", "unit"),
    "acts": ("id", "kind", "date", "parties"),
    "cooperation": ("id", "field", "stage", "as_written"),
    "activities": ("id", "kind", "date", "recurrence", "title", "places"),
    "projects": ("id", "date", "title", "programme", "outcome"),
    "roles": ("kind", "who", "within"),
    "memberships": ("id", "member", "organisation", "office", "date"),
    "statements": ("id", "topic", "subject", "text"),
    "places": ("id", "title", "kind", "country"),
    "organisations": ("id", "title", "kind", "countries"),
    "people": ("id", "title", "office"),
    "fields": ("id", "title", "title_lv", "broader"),
    "countries": ("id", "alpha_3", "title", "title_lv"),
    "conflicts": ("id", "kind", "title"),
    "sources": ("id", "language", "as_of", "title"),
    "citations": ("record", "source", "section", "paragraph", "gist"),
}
_SINGULAR = {
    "activities": "activity",
    "countries": "country",
    "entries of cooperation": "entry of cooperation",
    "people": "person",
}


def shown(value: Any) -> str:
    """Return a value as a reader wants it: names, not ids; nothing for nothing."""
    if is_many(value):
        return ", ".join(map(shown, value))
    if isinstance(value, Word):
        return value.label
    if isinstance(value, Record):
        return value.title
    if isinstance(value, Value) and type(value).__str__ is Value.__str__:
        return " ".join(shown(part) for part in vars(value).values() if part is not None)
    return "" if value is None or value is False else str(value)


def _cell(record: Record, column: str) -> str:
    if column == "last_act" and isinstance(record, Partnership):
        dated = [(act.date, act.kind.label) for act in record.acts if act.date]
        return "{0[1]} {0[0]}".format(max(dated, key=lambda pair: pair[0])) if dated else ""
    if column == "fields" and isinstance(record, Partnership):
        return ", ".join(dict.fromkeys(map(_line, record.cooperation)))
    if column == "places" and isinstance(record, Doing):
        return _where(record)
    return shown(getattr(record, column))


def _where(doing: Doing) -> str:
    """Return the places of an activity or project, and whether it is one of them only."""
    return (" or " if doing.either_place else ", ").join(map(shown, doing.places))


def count_line(collection: Collection[Any], sources: Iterable[Source]) -> str:
    """Return the honest first line: how many, of which kinds, and how old the sources are.

    Of a page, the year in which the copy was taken counts; where none is printed, the last one
    of which it speaks.
    """
    name = collection.record_type.collection or "records"
    noun = {"cooperation": "entries of cooperation"}.get(name, name)
    line = f"{len(collection)} {_SINGULAR.get(noun, noun[:-1]) if len(collection) == 1 else noun}"
    if collection.record_type is not Partnership:
        return line
    cited = {cite.source for partnership in collection for cite in partnership.cites}
    years = sorted({(s.captured or s.as_of).text[:4] for s in sources if s.id in cited})
    if not years:
        return line
    kinds = Counter(partnership.kind for partnership in collection)
    split = ", ".join(f"{n} {kind.label}{'s' * (n != 1)}" for kind, n in sorted(kinds.items()))
    told = f"pages of {' and '.join(years)} tell" if len(years) > 1 else f"page of {years[0]} tells"
    return f"{line}: {split}, as the {told}"


def collection_text(collection: Collection[Any], sources: Iterable[Source]) -> str:
    """Return a count and a table of the first records."""
    first_line = count_line(collection, sources)
    names = _columns(collection)
    records = collection[:_MOST_ROWS]
    table = [names, *([_cell(record, name) for name in names] for record in records)]
    cut = [[_cut(cell, _WIDEST) for cell in row] for row in table]
    widths = [max(len(row[n]) for row in cut) for n in range(len(names))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cut
    ]
    return "\n".join([first_line, *(lines if len(records) else []), *_more(collection)])


def collection_html(collection: Collection[Any], sources: Iterable[Source]) -> str:
    """Return the same as an HTML table, ids below names; every string is escaped."""
    names = [name for name in _columns(collection) if name not in {"id", "title"}]
    first = ["title"] if "id" in _columns(collection) else []
    head = "".join(f'<th scope="col">{_label(name)}</th>' for name in (*first, *names))
    body = "".join(
        f"<tr>{_named(record) if first else ''}"
        f"{''.join(_td(_cell(record, name)) for name in names)}</tr>"
        for record in collection[:_MOST_ROWS]
    )
    rest = "".join(f"<p>{escape(line)}</p>" for line in _more(collection))
    return _framed(
        f"<p><b>{escape(count_line(collection, sources))}</b></p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"
    )


def _framed(html: str) -> str:
    return f'<div class="rezekne-twins"><style>{_STYLE}</style>{html}</div>'


def _label(name: str) -> str:
    return escape(name.replace("_", " "))


def _named(record: Record) -> str:
    return f'<th scope="row">{_short(record.title)}<br><code>{escape(record.id)}</code></th>'


def record_text(record: Record) -> str:
    """Return a card: the title, then a line for each value that is there."""
    lines = [f"{record.title}  [{record.id}]"]
    sources = [("source", f"{cite.title} [{cite.id}]: {cite.gist}") for cite in record.cites]
    for name, value in (*_details(record), *sources):
        label = f"  {name}: "
        lines += textwrap.wrap(
            f"{label}{value}",
            _LINE,
            subsequent_indent=" " * 6,
            break_on_hyphens=False,
            break_long_words=False,
        )
    return "\n".join(lines)


def record_html(record: Record) -> str:
    """Return the card as HTML; every string is escaped."""
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
    yield from ((name, _linked(value)) for name, value in _details(record))
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
    yield "acts", escape(" → ".join(map(_line, record.acts)))
    yield "fields", " ".join(map(_field, record.cooperation))
    for name in ("activities", "projects", "memberships", "statements"):
        yield name, _list(escape(_line(item)) for item in getattr(record, name))
    told = (f"{c.title} {' / '.join(r.text for r in c.readings)} → {c.stance}" for c in conflicts)
    yield "conflicts", _list(map(escape, told))
    yield "websites", ", ".join(map(_linked, record.websites))
    yield "note", escape(record.note or "")
    yield "sources speak up to", escape(shown(record.as_of))
    yield "sources", _list(map(_source, record.cites))


def _field(entry: Cooperation) -> str:
    planned = "" if entry.stage is Stage.ACTUAL else f' class="{entry.stage}"'
    return f"<mark{planned}>{escape(_line(entry))}</mark>"


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
    about = home.about if home else None
    if about is None or not about.repository or record.collection in {"ties", "citations"}:
        return ""
    parts = (about.repository.rstrip("/"), "blob/HEAD", about.folder, file_of(record))
    return f"<p>{_link('/'.join(filter(None, parts)), 'Correct this record')}</p>"


def _details(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what a card shows before its sources: every value that is there."""
    known = columns(type(record))
    for name in known:
        if name in {"id", "title", "cites", "either_place", *type(record).extra_columns}:
            continue
        held = getattr(record, name)
        if name == "places" and isinstance(record, Doing) and held:
            yield name, _where(record)
            continue
        if known[name].nested is Section:
            continue  # a source's paragraphs would fill pages; `.paragraphs` has them
        if known[name].nested and known[name].many:
            for item in held:
                yield name, _line(item)
        elif shown(held):
            yield name, shown(held)


def _line(item: Any) -> str:
    """Return one line for what is nested in a record."""
    if isinstance(item, Act):
        parties = f" by {shown(item.parties)}" if item.parties else ""
        term = f", for {item.term_years} years" if item.term_years else ""
        return f"{item.kind.label} {item.date or 'undated'}{parties}{term}"
    if isinstance(item, Role):
        return f"{item.kind.label}: {item.who}"
    if isinstance(item, Statement):
        return f"{item.topic.label}: {item.text}"
    if isinstance(item, Doing):
        told = [shown(value) for value in (item.date, item.recurrence, item.outcome) if value]
        return f"{item.title} ({', '.join(told)})" if told else item.title
    if isinstance(item, Cooperation):
        told = [item.emphasis.label] if item.emphasis else []
        told += [] if item.stage is Stage.ACTUAL else [item.stage.label]
        return f"{item.field.title} ({', '.join(told)})" if told else item.field.title
    return shown(item)


def _columns(collection: Collection[Any]) -> list[str]:
    return list(_SHOWN.get(collection.record_type.collection, ("collection", "id", "title")))


def _more(collection: Collection[Any]) -> list[str]:
    rest = len(collection) - _MOST_ROWS
    return [f"… and {rest} more; .to_pandas() has them all"] if rest > 0 else []


def _cut(text: str, width: int) -> str:
    """Shorten at a blank where one is near, and say so with an ellipsis."""
    if len(text) <= width:
        return text
    kept = text[: width - 1]
    return (kept.rpartition(" ")[0] if " " in kept[-15:] else kept).rstrip(" ,;") + "…"


def _td(text: str) -> str:
    whole = ' class="whole"' if len(text) <= _UNBROKEN else ""  # a date is not broken at a hyphen
    return f"<td{whole}>{_short(text)}</td>"


def _short(text: str) -> str:
    """Return a text for a cell, with the whole of it where it is cut."""
    short = _cut(text, 2 * _WIDEST)
    return escape(text) if short == text else f'<span title="{escape(text)}">{escape(short)}</span>'


def overview(dataset: Dataset) -> str:
    """Return every partnership in a few lines each, holder by holder, with its citations."""
    partnerships = dataset.partnerships()
    lines = [dataset.about.title, count_line(partnerships, dataset.sources())]
    for holder in dataset.about.holders:
        lines += ["", holder.title]
        for partnership in partnerships.where(holder=holder.id):
            lines += _summary(partnership)
    return "\n".join(lines)


def _summary(partnership: Partnership) -> list[str]:
    countries = f" ({shown(partnership.countries)})" if partnership.countries else ""
    began = f"began {partnership.began}" if partnership.began else "beginning not stated"
    last = _cell(partnership, "last_act")
    acts = f"{began}, last act: {last}" if last else began
    fields = ", ".join(dict.fromkeys(_line(entry) for entry in partnership.cooperation))
    parts = [acts, f"fields: {fields}" if fields else "fields: none stated", _cited(partnership)]
    wrapped = [
        textwrap.fill(part, _LINE, initial_indent=" " * 4, subsequent_indent=" " * 6)
        for part in parts
    ]
    return [
        f"  {' and '.join(map(shown, partnership.counterparts))}{countries}  [{partnership.id}]",
        *wrapped,
    ]


def _cited(record: Record) -> str:
    """Return the citations of a record, the paragraphs of one section together."""
    sections: dict[str, list[str]] = {}
    for cite in record.cites:
        sections.setdefault(f"{cite.source}/{cite.section}", []).append(str(cite.number))
    return "source: " + ", ".join(f"{place} ¶ {', '.join(n)}" for place, n in sections.items())


def coverage_text(sections: Sequence[SectionCoverage]) -> str:
    """Return a table of how much of each section of each source is cited, and the waivers."""
    rows = [("source", "section", "paragraphs", "cited", "waived", "records per paragraph")]
    for source, group in groupby(sections, key=lambda section: section.source):
        parts = list(group)
        rows += [
            _covered(source, p.section, p.records, len(p.waived), " ".join(map(str, p.records)))
            for p in parts
        ]
        every = [count for part in parts for count in part.records]
        waived = sum(len(part.waived) for part in parts)
        reached = (sum(count > 0 for count in every) + waived) / len(every)
        rows.append(_covered(source, "(all)", every, waived, f"{reached:.0%} cited or waived"))
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    waivers = [f"{cite}: {reason}" for part in sections for cite, reason in part.waived]
    return "\n".join([*lines, *(["", "waived"] if waivers else []), *waivers])


def _covered(
    source: str, section: str, records: Sequence[int], waived: int, told: str
) -> tuple[str, str, str, str, str, str]:
    cited = sum(count > 0 for count in records)
    return source, section, str(len(records)), str(cited), str(waived), told
