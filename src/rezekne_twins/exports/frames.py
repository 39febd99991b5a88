"""Rows and DataFrames: one row a record, with columns read off the models.

What a column is follows from its field: a reference is an id with names beside it, a date becomes
five columns, a value object one column a part, a list is joined in its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast, get_args

from rezekne_twins.dates import PartialDate, Precision
from rezekne_twins.models import Name, Reading, Record, Section, Value, Word
from rezekne_twins.models.shape import Column, columns

if TYPE_CHECKING:
    import pandas as pd

    from rezekne_twins.collection import Collection

SEPARATOR = "; "
"""Joins a list in a cell; no value of the data contains it (a check)."""

_FIRST = ("id", "partnership", "partnerships", "holder", "holders", "countries")
_LAST = "cites"


_DTYPES = {bool: "boolean", int: "Int64", float: "Float64"}


Read = Callable[[Any], Any]


class Cell(NamedTuple):
    """One column of a table: its name, its pandas dtype, how a record fills it, from which field.

    A field of a value object is reached through it: `path` is then longer than one.
    """

    name: str
    dtype: str
    read: Read
    path: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def cells(kind: type[Value]) -> list[Cell]:
    """Return the columns of the table of a kind of records or values, in their order."""
    found = columns(kind)
    first = [name for name in _FIRST if name in found]
    own = [name for name in found if name not in {*_FIRST, _LAST, "note"}]
    rest = [name for name in ("note", _LAST) if name in found]
    mixed = [Cell("collection", "string", attrgetter("collection"))] if kind is Record else []
    return [*mixed, *(cell for name in (*first, *own, *rest) for cell in _cells(found[name]))]


def _cells(column: Column, path: tuple[str, ...] = ()) -> list[Cell]:
    """Return the columns that one field becomes; `path` leads through value objects to it."""
    steps = (*path, column.name)
    name = "_".join(steps)

    def read(record: Any) -> Any:
        for step in steps:
            record = None if record is None else getattr(record, step)
        return record

    def cell(ending: str, dtype: str, part: Read, words: tuple[str, ...] = ()) -> Cell:
        def then(record: Any) -> Any:
            return None if (value := read(record)) is None else part(value)

        return Cell(name + ending, dtype, then, steps, words)

    kind = column.types[0]
    reference = issubclass(kind, Record)
    if column.many:
        first = [cell("", "list", lambda items: [*map(item_text, items)])]
        names = cell("_names", "list", lambda items: [item.title for item in items])
        return [*first, names] if reference else first
    if reference:
        return [
            cell("", "string", attrgetter("id")),
            cell("_name", "string", attrgetter("title")),
        ]
    if issubclass(kind, PartialDate):
        return [
            cell("", "string", str),
            cell("_year", "Int64", attrgetter("year")),
            cell("_earliest", "datetime64[s]", attrgetter("earliest")),
            cell("_latest", "datetime64[s]", attrgetter("latest")),
            cell("_precision", "category", attrgetter("precision"), get_args(Precision)),
        ]
    if issubclass(kind, Value):
        return [cell for part in columns(kind).values() for cell in _cells(part, steps)]
    if issubclass(kind, Word):
        vocabularies: tuple[type[Word], ...] = column.types
        words = tuple(str(word) for vocabulary in vocabularies for word in vocabulary)
        return [cell("", "category", str, words)]
    return [Cell(name, _DTYPES.get(kind, "string"), read, steps)]


def item_text(item: Any) -> str:
    """Return what stands in a list for one value: of a record its id, of a value its text."""
    if isinstance(item, (Record, Section)):
        return item.id
    return item.text if isinstance(item, (Name, Reading)) else str(item)


def joined(value: Any) -> Any:
    """Return a list as the text of one cell, nothing if it is empty; anything else as it is."""
    if not isinstance(value, list):
        return value
    return SEPARATOR.join(cast("list[str]", value)) or None


def rows(collection: Collection[Any]) -> list[dict[str, Any]]:
    """Return JSON-ready rows with the columns of the frame, lists as lists."""
    return [
        {cell.name: plain(cell.read(record)) for cell in cells(collection.record_type)}
        for record in collection
    ]


def plain(value: Any) -> Any:
    """Return a day as its ISO text; anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def frame(collection: Collection[Any]) -> pd.DataFrame:
    """Return a new DataFrame with declared dtypes, whether or not there are rows."""
    import pandas as pd

    return pd.DataFrame(
        {cell.name: _series(cell, collection, pd) for cell in cells(collection.record_type)}
    )


def _series(cell: Cell, records: Iterable[Record], pd: Any) -> Any:
    values = [cell.read(record) for record in records]
    if cell.dtype == "list":
        return pd.Series([joined(value) for value in values], dtype="string")
    if cell.dtype == "category":
        return pd.Series(pd.Categorical(values, categories=list(cell.categories)))
    return pd.Series(values, dtype=cell.dtype)
