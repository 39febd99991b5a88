"""An Excel workbook: a sheet that explains, then one a collection, with the frames' columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rezekne_twins.exports.citing import facts
from rezekne_twins.exports.csv_files import FORMULA
from rezekne_twins.exports.frames import SEPARATOR, Columns, Table, chosen, joined, lines
from rezekne_twins.exports.writing import atomic_write, needs
from rezekne_twins.store import Store

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (a fixed day: the same data, the same bytes)
_READ = (
    "One sheet a collection, one row a record; an empty cell: not stated.",
    f"Several values in a cell are separated by {SEPARATOR!r}.",
    "Dates are text, as precise as the source; year, earliest and latest are numbers and days.",
)
_OPTIONS = {
    **dict.fromkeys(("strings_to_numbers", "strings_to_formulas", "strings_to_urls"), False),
    "default_date_format": "yyyy-mm-dd",
}
_WIDEST = 60
_LONGEST = 32_767
_ROWS = 2**20
_FIRST_YEAR = 1900
"""A sheet knows no date before it."""


def write(store: Store, path: Path, tables: Sequence[Table], columns: Columns) -> Path:
    """Write a workbook of some tables, and return its path; a single one comes first in it.

    Raises:
        ValueError: A text is longer than a cell can hold, or a collection than a sheet.
    """
    for kind, table in tables:
        if len(table) >= _ROWS:  # the writer would drop what is below without a word
            raise ValueError(
                f"the sheet {kind.collection} would have {len(table)} rows below its header, "
                f"and holds {_ROWS - 1}: write CSV or Parquet"
            )
    xlsxwriter = needs("xlsxwriter", "excel")
    about = store.about
    with atomic_write(path) as new, xlsxwriter.Workbook(str(new), _OPTIONS) as book:
        authors = ", ".join(about.authors)
        book.set_properties({"title": about.title, "author": authors, "created": _CREATED})
        formats = {
            "head": book.add_format({"bold": True}),
            "text": book.add_format({"quote_prefix": True}),  # stays text when it is edited
        }
        told = [*facts(store), *(("how to read", line) for line in _READ)]
        told += [(kind.collection, f"{len(records)} rows") for kind, records in tables]
        names = ["readme", *(kind.collection or "records" for kind, _ in tables)]
        sheets = {n: book.add_worksheet(n) for n in (names if len(tables) > 1 else names[::-1])}
        _sheet(sheets.pop("readme"), ("about", "text"), told, formats)
        for kind, records in tables:
            own = chosen(kind, columns)
            rows = [[*map(joined, row)] for row in lines(own, records)]
            names = [cell.name for cell in own]
            _sheet(sheets[kind.collection or "records"], names, rows, formats)
    return path


def _sheet(sheet: Any, names: Any, rows: Any, formats: dict[str, Any]) -> None:
    widths = [len(name) for name in names]
    sheet.write_row(0, 0, names, formats["head"])
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row):
            early = isinstance(value, date) and value.year < _FIRST_YEAR
            shown = str(value) if early else value
            if len(text := "" if value is None else str(value)) > _LONGEST:
                raise ValueError(f"a cell of {sheet.name} would be {len(text)} characters long")
            quoted = isinstance(shown, str) and shown.startswith(FORMULA)
            sheet.write(r, c, shown, formats["text"] if quoted else None)
            widths[c] = max(widths[c], len(text))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(names) - 1)
    for c, width in enumerate(widths):
        sheet.set_column(c, c, min(width, _WIDEST) + 2)
