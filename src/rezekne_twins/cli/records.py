"""The commands that print records: overview, list, show, find, cite."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from rezekne_twins import display
from rezekne_twins.cli import tables
from rezekne_twins.cli.parser import WIDTH
from rezekne_twins.cli.shared import dataset_of, filtered, format_of, record_of, write
from rezekne_twins.exports.citing import cite_record
from rezekne_twins.exports.csv_files import csv_text
from rezekne_twins.exports.frames import chosen
from rezekne_twins.sequence import Collection, note_on, store_of
from rezekne_twins.texts import json_text, printable

_TEXT = {".txt": "text", ".json": "json"}
_ROWS = {**{f".{name}": name for name in ("csv", "tsv", "json", "jsonl")}, ".txt": "table"}
_STYLES = {".txt": "text", ".bib": "bibtex", ".cff": "cff"}


def overview(options: argparse.Namespace) -> int:
    """Print every partnership in a few lines."""
    found = dataset_of(options)
    if format_of(options, _TEXT, "text") == "json":
        return write(options, json_text(found.partnerships.to_dicts(), indent=2))
    return write(options, display.overview(store_of(found.partnerships)))


def show(options: argparse.Namespace) -> int:
    """Print one record."""
    record = record_of(dataset_of(options), options.id)
    if format_of(options, _TEXT, "text") == "json":
        return write(options, json_text(record.to_dict(), indent=2))
    return write(options, record.card())


def listed(options: argparse.Namespace) -> int:
    """Print the records of a collection that match the filters."""
    return _print(filtered(dataset_of(options), options), options)


def find(options: argparse.Namespace) -> int:
    """Print the records that contain some words."""
    return _print(dataset_of(options).find(options.text), options)


def cite(options: argparse.Namespace) -> int:
    """Print how to cite the data set, or one record."""
    found = dataset_of(options)
    options.format = options.style
    style: Any = format_of(options, _STYLES, "text")
    if options.id:
        record = record_of(found, options.id)
        cited = record.cite() if style == "text" else cite_record(found.about, record, style)
    else:
        cited = found.cite(style)
    return write(options, "\n".join(map(printable, cited.rstrip().split("\n"))))


def _print(found: Collection[Any], options: argparse.Namespace) -> int:
    """Print records in the order, number, columns and format that were asked for."""
    form = format_of(options, _ROWS, "table")
    if options.sort:
        found = found.sorted_by(options.sort, reverse=options.reverse)
    # A pipe or file gets all rows, whole; a terminal what can be seen at a glance.
    terminal = options.output in {None, "-"} and sys.stdout.isatty()
    limit = options.limit
    if limit is None:
        limit = display.MOST_ROWS if terminal and form == "table" else 0
    first = found[:limit] if limit else found
    if form == "table":
        width = WIDTH if terminal else None
        lines = tables.fitted(*_shown(first, options.columns), width, keep=bool(options.columns))
        summary = display.count_line(found.record_type, found)
        rest = len(found) - len(first)
        more = f"… and {rest} more; --limit 0 shows all rows" if rest else note_on(found)
        text = "\n".join(filter(None, [summary, *lines, more]))
    else:
        text = _written(form, first, options.columns)
    return write(options, text, f"{len(first)} records")


def _shown(found: Collection[Any], columns: Sequence[str] | None) -> tuple[Any, Any]:
    """Return the columns of a table and its cells: the usual ones, or those that were named."""
    if columns is None:
        usual = found.record_type.shown_columns
        return usual, [[record.cell(name) for name in usual] for record in found]
    names = _names(found, columns)
    return names, [[*map(tables.text_of, row.values())] for row in found.to_dicts(names)]


def _names(found: Collection[Any], columns: Sequence[str] | None) -> list[str]:
    """Return the names of columns; `all` and `lean` stand for several."""
    return [cell.name for cell in chosen(found.record_type, columns or "lean")]


def _written(form: str, found: Collection[Any], columns: Sequence[str] | None) -> str:
    names = _names(found, columns)
    rows = found.to_dicts(names)
    if form == "json":
        return json_text(rows, indent=2)
    if form == "jsonl":
        return "\n".join(map(json_text, rows))
    texts = ([*map(tables.text_of, row.values())] for row in rows)
    text = csv_text(names, texts, delimiter="\t" if form == "tsv" else ",")
    return text.replace("\r\n", "\n").removesuffix("\n")  # as shells and `write` have it
