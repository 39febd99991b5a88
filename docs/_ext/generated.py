"""Write the pages generated from the data, the models and the code, before Sphinx reads them.

They go where `.gitignore` leaves them out: `docs/_generated/` holds parts that the pages written
by hand include, `docs/reference/partnerships/` whole pages. A file is written only when its text
changes, so that a second build reads no more than it must.
"""

from __future__ import annotations

import argparse
import re
from enum import StrEnum
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_origin

from data_page import data_page
from partnership_pages import holder_page, partnership_index, partnership_page
from pieces import anchor, facts, field_link, field_tree, md, picture, table

import rezekne_twins as rt
from rezekne_twins.cli.parser import Parser, make_parser
from rezekne_twins.filters import FILTERS, help_of
from rezekne_twins.keeping.checks import RULES
from rezekne_twins.models.columns import Column, columns
from rezekne_twins.store import KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PLAIN: dict[type[Any], str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    re.Pattern: "regular expression",
}
_WORDS: list[type[rt.Word]] = sorted(rt.Word.__subclasses__(), key=lambda kind: kind.__name__)


def setup(app: Sphinx) -> dict[str, bool]:
    """Write everything as soon as Sphinx knows its folders."""
    app.connect("builder-inited", lambda app: write(Path(app.srcdir)))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write(docs: Path) -> None:
    """Write every generated file, and take out what an earlier build left there."""
    parts = docs / "_generated"
    pages = docs / "reference" / "partnerships"
    for folder in (parts, pages):
        folder.mkdir(parents=True, exist_ok=True)
    files = {
        parts / "checks.md": check_codes(),
        parts / "command-line.md": command_line(),
        parts / "data.md": data_page(),
        parts / "dictionary.md": dictionary(),
        parts / "fields.md": fields(),
        parts / "filters.md": filters(),
        parts / "names.md": names(docs / "reference" / "api"),
        parts / "map.md": picture(rt.plot.map()),
        parts / "sources.md": sources(),
        parts / "words.md": words(),
        pages / "index.md": partnership_index(),
        **{pages / f"{p.id}.md": partnership_page(p) for p in rt.partnerships()},
        **{pages / f"{h.id}.md": holder_page(h) for h in rt.dataset().about.holders},
    }
    for path, text in files.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
    for stale in {*parts.glob("*.md"), *pages.glob("*.md")} - files.keys():
        stale.unlink()


# --- Public names ----------------------------------------------------------------------------


def names(api: Path) -> str:
    """Return an entry for each public name that no page of the reference has in full.

    So the inventory has all names, and another project's documentation can link to them.
    """
    pages = "".join(path.read_text("utf-8") for path in sorted(api.glob("*.md")))
    in_full = set(re.findall(r"^\.\. auto\w+:: (\w+)$", pages, re.MULTILINE))
    entries = [
        f".. py:{_directive(named)}:: {name}\n\n   {_first_line(named)}\n"
        for name in dir(rt)
        if name not in in_full
        for named in [getattr(rt, name)]
    ]
    return "\n".join(["```{eval-rst}", ".. py:currentmodule:: rezekne_twins\n", *entries, "```", ""])


def _directive(named: object) -> str:
    if isinstance(named, type):
        return "class"
    return "function" if callable(named) else "data"


def _first_line(named: object) -> str:
    if isinstance(named, str):
        return f"`{named}`"
    return (named.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


# --- Filters ---------------------------------------------------------------------------------


def filters() -> str:
    """Return a table of the filters, with the collections that have each."""
    having: dict[str, list[str]] = {}
    for collection, keywords in FILTERS.items():
        for keyword in keywords:
            having.setdefault(keyword, []).append(collection)
    rows = [
        [f"`{keyword}`", help_of(keyword), ", ".join(collections)]
        for keyword, collections in sorted(having.items())
    ]
    return table(["filter", "value", "collections"], rows)


def _options(text: str, shown: str) -> str:
    """Return a help text whose options are code."""
    return re.sub(r"\\-\\-(\w+)", shown, md(text))


# --- Data dictionary -------------------------------------------------------------------------


def dictionary() -> str:
    """Return a section for each kind of record, and for each part that has no id."""
    kinds: list[type[rt.Value]] = [*KINDS]
    kinds.append(rt.Holding)
    for kind in kinds:  # grows: parts have parts
        nested = (column.nested for column in columns(kind).values())
        kinds += [part for part in dict.fromkeys(nested) if part and part not in kinds]
    kinds += [rt.About, rt.Holder, rt.Register]
    rows = [kind for kind in kinds if issubclass(kind, rt.Record)]
    parts = [kind for kind in kinds if not issubclass(kind, rt.Record)]
    return "\n".join(
        [
            "## Records\n",
            *map(_kind, rows),
            "## Parts of records\n",
            "These have no ID: they belong to a record.\n",
            *map(_kind, parts),
        ]
    )


def _kind(kind: type[rt.Value]) -> str:
    collection = getattr(kind, "collection", "")
    at = f" Collection: `rt.{collection}()`." if collection in dir(rt) else ""
    rows = [_field(kind, column) for column in columns(kind).values()]
    summary = md((kind.__doc__ or "").partition("\n\n")[0].replace("\n", " "))
    lean = f"Default columns: {', '.join(f'`{name}`' for name in kind.lean_columns)}.\n\n" if at else ""
    return (
        f"({_anchor_of(kind)})=\n### {kind.__name__}\n\n{summary}{at}\n\n{lean}"
        f"{table(['name', 'type', 'meaning'], rows)}"
    )


def _field(kind: type[rt.Value], column: Column) -> list[str]:
    field = kind.model_fields.get(column.name)
    if field is None:  # a property that is also a column
        described, mark = getattr(kind, column.name).__doc__ or "", "computed"
    else:
        described = field.description or ""
        mark = "derived" if column.derived else "required" if field.is_required() else ""
    name = f"`{column.name}`" + (f"<br><small>{mark}</small>" if mark else "")
    return [name, _holds(column), md(described.partition("\n\n")[0].replace("\n", " "))]


def _holds(column: Column) -> str:
    named = " or ".join(map(_type_name, column.types))
    return f"any number of: {named}" if column.many else named


def _type_name(kind: type[Any]) -> str:
    kind = get_origin(kind) or kind  # of `Pattern[str]`
    if kind is rt.Agent:
        return " or ".join(map(_type_name, (rt.Place, rt.Organisation)))
    if kind in {rt.Record, rt.Doing}:
        return {rt.Record: "any record", rt.Doing: "an activity or project"}[kind]
    if issubclass(kind, StrEnum):
        return f"[{kind.__name__}](/reference/vocabularies.md#{_anchor_of(kind)})"
    if issubclass(kind, rt.Value):
        return f"[{kind.__name__}](#{_anchor_of(kind)})"
    if kind is rt.PartialDate:
        return "[date](/reference/api/dates.md)"
    return _PLAIN[kind]


def _anchor_of(kind: type[Any]) -> str:
    return f"{'words' if issubclass(kind, StrEnum) else 'record'}-{kind.__name__.lower()}"


# --- Vocabularies ----------------------------------------------------------------------------


def words() -> str:
    """Return a table for each closed vocabulary."""
    return "\n".join(_vocabulary(kind) for kind in _WORDS)


def _vocabulary(kind: type[rt.Word]) -> str:
    rows = [[f"`{w.value}`", md(w.label), md(w.label_lv), md(w.meaning)] for w in kind]
    summary = md((kind.__doc__ or "").partition("\n")[0])
    head = ["word", "English", "Latvian", "meaning"]
    return f"({_anchor_of(kind)})=\n### {kind.__name__}\n\n{summary}\n\n{table(head, rows)}"


def fields() -> str:
    """Return the concepts of cooperation as a tree, with how many partnerships have each."""
    rows = [
        [
            f"{'&emsp;' * depth}{anchor(f'field-{field.id}')}{md(field.title)}",
            md(field.title_lv),
            f"`{field.id}`",
            _found(field),
        ]
        for depth, field in field_tree()
    ]
    notes = [[field_link(field), md(field.scope_note)] for _, field in field_tree() if field.scope_note]
    return (
        table(["English", "Latvian", "id", "partnerships"], rows)
        + "\n### What belongs where\n\n"
        + table(["field", "note"], notes)
    )


def _found(field: rt.Field) -> str:
    """Return how many partnerships have a field, as a link that shows them."""
    count = len(rt.partnerships(field=field))
    return f'<a href="../data.html#field={field.id}">{count}</a>' if count else "–"


# --- Check codes -----------------------------------------------------------------------------

_TOPICS = {"1": "Files and keys", "2": "References", "3": "Citations", "4": "Meaning", "5": "Text"}


def check_codes() -> str:
    """Return a table for each topic, every row with its code as anchor."""
    by_topic: dict[str, list[list[str]]] = {}
    for code, rule in RULES.items():
        by_topic.setdefault(code[1], []).append([f"{anchor(code)}`{code}`", md(rule)])
    return "\n".join(
        f"## {_TOPICS.get(topic, topic)}\n\n{table(['code', 'what must be true'], rows)}"
        for topic, rows in by_topic.items()
    )


# --- Sources ---------------------------------------------------------------------------------


def sources() -> str:
    """Return, for each source, what it is and what each of its paragraphs says."""
    counts = {(part.source, part.section): part.records for part in rt.dataset().coverage()}
    return "\n".join(_source(source, counts) for source in rt.sources())


def _source(source: rt.Source, counts: dict[tuple[str, str], tuple[int, ...]]) -> str:
    told = [
        ("Title as printed", source.as_written),
        ("Publisher", source.publisher),
        ("Language", source.language),
        ("Address", source.url),
        ("Archived", source.archived_url),
        ("Published", source.published),
        ("Last change as printed", source.updated),
        ("Copy taken", source.captured),
        ("Content as of", source.as_of),
        ("Extent", source.extent or "whole"),
    ]
    head = facts((name, md(str(value)) if value else "") for name, value in told)
    sections = [
        f"### {md(section.heading or 'Before the first heading')}\n\n"
        + table(
            ["¶", "summary", "records"],
            [
                [
                    str(p.number),
                    md(p.gist) + (f"<br><small>{md(p.no_data)}</small>" if p.no_data else ""),
                    str(count),
                ]
                for p, count in zip(section.paragraphs, counts[source.id, section.id], strict=True)
            ],
        )
        for section in source.sections
    ]
    title = f"({source.id})=\n## {md(source.title)}\n\n"
    return title + head + "\n" + "\n".join(sections)


# --- Command line ----------------------------------------------------------------------------


_SHARED = {"help", "data", "output", "force", "json"}
"""Options that the page describes once."""


def command_line() -> str:
    """Return a section for each command: what it does, its arguments and options."""
    return "\n".join(starmap(_command, make_parser().commands.items()))


def _command(name: str, parser: Parser) -> str:
    rows = [
        [_usage(action), _options(action.help or "", r"`--\1`")]
        for action in parser._actions  # noqa: SLF001
        if action.dest not in _SHARED or not action.option_strings
    ]
    told = md(parser.description or "")
    return f"## rezekne-twins {name}\n\n{told}\n\n{table(['argument', 'what it is'], rows)}"


def _usage(action: argparse.Action) -> str:
    value = action.metavar or action.dest.upper()
    if not action.option_strings:
        return f"`{value}`"
    return f"`{', '.join(action.option_strings)}{'' if action.nargs == 0 else f' {value}'}`"
