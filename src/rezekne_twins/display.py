"""What a record, a collection or a data set looks like in a terminal."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rezekne_twins.errors import printable
from rezekne_twins.models import (
    Act,
    Cooperation,
    Doing,
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
    from rezekne_twins.keeping.checks import SectionCoverage

MOST_ROWS = 20
WIDEST = 48
_LINE = 100

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


def cell(record: Record, column: str) -> str:
    """Return what stands in a table for one column of a record."""
    if column == "last_act" and isinstance(record, Partnership):
        dated = [(act.date, act.kind.label) for act in record.acts if act.date]
        return "{0[1]} {0[0]}".format(max(dated, key=lambda pair: pair[0])) if dated else ""
    if column == "fields" and isinstance(record, Partnership):
        return ", ".join(dict.fromkeys(map(one_line, record.cooperation)))
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
    names = shown_columns(collection)
    records = collection[:MOST_ROWS]
    table = [names, *([cell(record, name) for name in names] for record in records)]
    cut = [[shortened(printable(cell), WIDEST) for cell in row] for row in table]
    widths = [max(len(row[n]) for row in cut) for n in range(len(names))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cut
    ]
    return "\n".join([first_line, *(lines if len(records) else []), *more(collection)])


def record_text(record: Record) -> str:
    """Return a card: the title, then a line for each value that is there."""
    lines = [f"{record.title}  [{record.id}]"]
    sources = [("source", f"{cite.title} [{cite.id}]: {cite.gist}") for cite in record.cites]
    for name, value in (*details(record), *sources):
        label = f"  {name}: "
        lines += textwrap.wrap(
            f"{label}{value}",
            _LINE,
            subsequent_indent=" " * 6,
            break_on_hyphens=False,
            break_long_words=False,
        )
    return "\n".join(map(printable, lines))


def details(record: Record) -> Iterator[tuple[str, str]]:
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
                yield name, one_line(item)
        elif shown(held):
            yield name, shown(held)


def one_line(item: Any) -> str:
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


def shown_columns(collection: Collection[Any]) -> list[str]:
    """Return the columns that matter of a collection."""
    return list(_SHOWN.get(collection.record_type.collection, ("collection", "id", "title")))


def more(collection: Collection[Any]) -> list[str]:
    """Return a line on the records that a table does not show, if there are any."""
    rest = len(collection) - MOST_ROWS
    return [f"… and {rest} more; .to_pandas() has them all"] if rest > 0 else []


def shortened(text: str, width: int) -> str:
    """Shorten at a blank where one is near, and say so with an ellipsis."""
    if len(text) <= width:
        return text
    kept = text[: width - 1]
    return (kept.rpartition(" ")[0] if " " in kept[-15:] else kept).rstrip(" ,;") + "…"


def overview(dataset: Dataset) -> str:
    """Return every partnership in a few lines each, holder by holder, with its citations."""
    partnerships = dataset.partnerships()
    lines = [dataset.about.title, count_line(partnerships, dataset.sources())]
    for holder in dataset.about.holders:
        lines += ["", holder.title]
        for partnership in partnerships.where(holder=holder.id):
            lines += _summary(partnership)
    return "\n".join(map(printable, lines))


def _summary(partnership: Partnership) -> list[str]:
    countries = f" ({shown(partnership.countries)})" if partnership.countries else ""
    began = f"began {partnership.began}" if partnership.began else "beginning not stated"
    last = cell(partnership, "last_act")
    acts = f"{began}, last act: {last}" if last else began
    fields = ", ".join(dict.fromkeys(one_line(entry) for entry in partnership.cooperation))
    parts = [acts, f"fields: {fields}" if fields else "fields: none stated", _cited(partnership)]
    wrapped = [
        line
        for part in parts
        for line in textwrap.wrap(part, _LINE, initial_indent=" " * 4, subsequent_indent=" " * 6)
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
    return "\n".join(map(printable, [*lines, *(["", "waived"] if waivers else []), *waivers]))


def _covered(
    source: str, section: str, records: Sequence[int], waived: int, told: str
) -> tuple[str, str, str, str, str, str]:
    cited = sum(count > 0 for count in records)
    return source, section, str(len(records)), str(cited), str(waived), told
