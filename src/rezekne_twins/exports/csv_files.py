"""A folder of CSV files, one a collection, with the columns of the frames (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rezekne_twins.exports.frames import Columns, Table, chosen, joined, lines
from rezekne_twins.exports.writing import atomic_write
from rezekne_twins.store import Store

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes text that begins with one of these for a formula."""


def write(store: Store, folder: Path, columns: Columns, *, excel: bool) -> Path:
    """Write every collection, and return the folder."""
    with atomic_write(folder, folder=True) as new:
        for table in store.collections:
            write_table(table, new / f"{table[0].collection}.csv", columns, excel=excel)
    return folder


def write_table(table: Table, path: Path, columns: Columns, *, excel: bool) -> Path:
    """Write the records of one kind, and return the path."""
    own = chosen(table[0], columns)
    text = csv_text([cell.name for cell in own], lines(own, table[1]), excel=excel)
    with atomic_write(path) as new:
        new.write_text(text, encoding="utf-8-sig" if excel else "utf-8", newline="")
    return path


def csv_text(
    names: Iterable[str], rows: Iterable[Iterable[Any]], *, excel: bool = False, delimiter: str = ","
) -> str:
    """Return a table as CSV: nothing is an empty cell, a list is joined, dates are ISO 8601.

    Args:
        names: The header.
        rows: Values in its order.
        excel: Put an apostrophe before text that a spreadsheet would calculate.
        delimiter: What separates the values.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([[_text(joined(value), excel=excel) for value in row] for row in rows])
    return text.getvalue()


def _text(value: Any, *, excel: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    risky = excel and isinstance(value, str) and value.startswith(FORMULA)
    return f"'{value}" if risky else str(value)
