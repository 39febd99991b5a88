"""Rows and DataFrames: one row a record, with columns read off the models.

What a column is follows from its field: a reference is an id with names beside it, a date becomes
five columns, a value object one column a part, a list is joined in its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast, get_args

from rezekne_twins.dates import PartialDate, Precision
from rezekne_twins.models import Name, Reading, Record, Section, Value, Word
from rezekne_twins.models.columns import Column, columns
from rezekne_twins.pausing import gc_paused

if TYPE_CHECKING:
    import pandas as pd

SEPARATOR = "; "
"""Joins a list in a cell; no value of the data contains it (a check)."""

_FIRST = ("id", "partnership", "partnerships", "holder", "holders", "countries")
_LAST = "cites"


_DTYPES = {bool: "boolean", int: "Int64", float: "Float64"}


Read = Callable[[Any], Any]


class Cell(NamedTuple):
    """One column of a table: its name, its pandas dtype, and how a record fills it.

    Attributes:
        name: Its name.
        dtype: Its pandas dtype, or `list`.
        path: The field that it is from; one of a value object is reached through it.
        part: What of the field stands here; none: the value itself.
        categories: Words that may stand here.
    """

    name: str
    dtype: str
    path: tuple[str, ...]
    part: Read | None = None
    categories: tuple[str, ...] = ()

    def read(self, record: Any) -> Any:
        """Return what stands here for a record."""
        for step in self.path:
            record = None if record is None else getattr(record, step)
        return record if record is None or self.part is None else self.part(record)


def cells(kind: type[Value]) -> list[Cell]:
    """Return the columns of the table of a kind of records or values, in their order."""
    found = columns(kind)
    first = [name for name in _FIRST if name in found]
    own = [name for name in found if name not in {*_FIRST, _LAST, "note"}]
    rest = [name for name in ("note", _LAST) if name in found]
    mixed = [Cell("collection", "string", ("collection",))] if kind is Record else []
    return [*mixed, *(cell for name in (*first, *own, *rest) for cell in _cells(found[name]))]


def _cells(column: Column, path: tuple[str, ...] = ()) -> list[Cell]:
    """Return the columns that one field becomes; `path` leads through value objects to it."""
    steps = (*path, column.name)
    name = "_".join(steps)

    def cell(ending: str, dtype: str, part: Read, words: tuple[str, ...] = ()) -> Cell:
        return Cell(name + ending, dtype, steps, part, words)

    kind = column.types[0]
    reference = issubclass(kind, Record)
    if column.many:
        texts = _ids if reference else _texts
        names = [cell("_names", "list", lambda items: [r.title for r in items])]
        return [cell("", "list", texts), *(names if reference else ())]
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
        # Two vocabularies of one column share the word `other`, and a category is unique.
        words = tuple(dict.fromkeys(str(word) for kind in vocabularies for word in kind))
        return [cell("", "category", str, words)]
    return [Cell(name, _DTYPES.get(kind, "string"), steps)]


def _ids(records: Sequence[Record]) -> list[str]:
    return [record.id for record in records]


def _texts(items: Iterable[Any]) -> list[str]:
    return [*map(item_text, items)]


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


@gc_paused()
def rows(kind: type[Record], records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return JSON-ready rows with the columns of the frame, lists as lists."""
    own = cells(kind)
    names = [cell.name for cell in own]
    return [dict(zip(names, map(plain, row), strict=True)) for row in lines(own, records)]


def plain(value: Any) -> Any:
    """Return a day as its ISO text; anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


@gc_paused()
def frame(kind: type[Record], records: Sequence[Record]) -> pd.DataFrame:
    """Return a new DataFrame with declared dtypes, whether or not there are rows."""
    import pandas as pd

    found = filled(cells(kind), records)
    return pd.DataFrame({cell.name: _series(cell, values, pd) for cell, values in found})


def filled(own: Iterable[Cell], records: Sequence[Record]) -> Iterator[tuple[Cell, list[Any]]]:
    """Yield each column with its values; a field that fills several is read once."""
    held: dict[tuple[str, ...], list[Any]] = {}
    for cell in own:
        path, part = cell.path, cell.part
        if path not in held:
            held[path] = list(map(_reader(path), records))
        values = held[path]
        yield cell, [v if v is None else part(v) for v in values] if part else values


def lines(own: Iterable[Cell], records: Sequence[Record]) -> Iterator[tuple[Any, ...]]:
    """Return the same as rows of values, one a record."""
    return zip(*(values for _, values in filled(own, records)), strict=True)


def _reader(path: tuple[str, ...]) -> Read:
    """Return what reads a field; one step alone is what nearly all take, and much faster."""
    return attrgetter(*path) if len(path) == 1 else Cell("", "", path).read


def _series(cell: Cell, values: list[Any], pd: Any) -> Any:
    if cell.dtype == "list":
        return pd.Series([joined(value) for value in values], dtype="string")
    if cell.dtype == "category":
        return pd.Series(pd.Categorical(values, categories=list(cell.categories)))
    return pd.Series(values, dtype=cell.dtype)
