"""Markdown for the generated pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

import rezekne_twins as rt


def md(text: str) -> str:
    """Return text with all Markdown characters escaped."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, or an empty text if it has no rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", "|---" * len(head) + "|", *lines, ""]) if lines else ""


def picture(drawn: rt.plot.Picture) -> str:
    """Return a map or timeline as a notebook shows it, light or dark; no script, no file."""
    return f"```{{raw}} html\n{drawn._repr_html_()}\n```\n"


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Return a definition list of the rows that have a value."""
    return "\n".join(f"{name}\n: {value}\n" for name, value in rows if value)


def correction(record: rt.Record) -> str:
    """Return a link to the file of a record, or nothing if the repository address is unknown."""
    safe = record.edit_url and quote(record.edit_url, safe=":/")
    return f"[Edit its file](<{safe}>)" if safe else ""


def anchor(name: str) -> str:
    """Return an empty element that a link can lead to; docutils makes ids lower case."""
    return f"[]{{#{name.lower()}}}"


def partnership_link(partnership: rt.Partnership) -> str:
    """Return a link to the page of a partnership."""
    return f"[{md(partnership.title)}](/reference/partnerships/{partnership.id}.md)"


def field_link(field: rt.Field) -> str:
    """Return a link to a field in the vocabulary."""
    return f"[{md(field.title)}](/reference/vocabularies.md#field-{field.id})"


def cites(record: rt.Record | rt.Reading) -> str:
    """Return links to the paragraphs, further down the same page, that a record rests on."""
    sections: dict[str, list[str]] = {}
    for cite in record.cites:
        link = f"[{cite.number}](#{paragraph_anchor(cite)})"
        sections.setdefault(cite.section, []).append(link)
    return ", ".join(f"{name} ¶&nbsp;{', '.join(links)}" for name, links in sections.items())


def paragraph_anchor(paragraph: rt.Paragraph) -> str:
    """Return the anchor of a paragraph on a page."""
    return paragraph.id.replace("/", "-")


def field_tree(broader: rt.Field | None = None, depth: int = 0) -> Iterator[tuple[int, rt.Field]]:
    """Yield the fields of cooperation with their depth, each after the one it belongs to."""
    found = broader.narrower if broader else (field for field in rt.fields() if not field.broader)
    for field in sorted(found, key=lambda field: field.title):
        yield depth, field
        yield from field_tree(field, depth + 1)
