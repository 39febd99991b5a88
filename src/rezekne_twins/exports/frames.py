"""Rows and DataFrames: one row a record, with columns that follow from the models.

A reference is an id with the name next to it, a date five columns, a value object one column a
part, and a list one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args

from rezekne_twins import models
from rezekne_twins.dates import PartialDate, Precision
from rezekne_twins.errors import UnknownValueError
from rezekne_twins.models.columns import Column, columns, is_many
from rezekne_twins.models.registers import REGISTERS
from rezekne_twins.names import fold, required_text
from rezekne_twins.pausing import gc_paused
from rezekne_twins.suggestions import understood

if TYPE_CHECKING:
    import pandas as pd

SEPARATOR = "; "
"""Joins a list in a cell of CSV and Excel; no value of the data contains it (a check)."""
_FIRST = ("id", "partnership", "partnerships", "holder", "holders", "countries")
_LAST = ("conflicts", "note", "cites")
_DTYPES = dict(integer="Int64", number="float64", boolean="boolean", date="datetime64[s]")  # noqa: C408
_TYPES = {bool: "boolean", int: "integer", float: "number"}
PARTS = {"year": "integer", "earliest": "date", "latest": "date", "precision": "string"}
"""What a date has beside its text, with the types of these columns."""
_SHORT = {
    **{f"date_{part}": part for part in PARTS},
    **{f"coordinates_{part}": part for part in ("latitude", "longitude")},
    **{f"identifiers_{scheme}": scheme.replace("-", "_") for scheme in REGISTERS},
}
"""Columns of one attribute that need no prefix, for no other one has such parts."""

Read = Callable[[Any], Any]
Columns = Literal["lean", "all"] | Iterable[str]
"""Columns that are asked for: those that a person reads, every one, or those named."""
Table = tuple[type[models.Record], Sequence[models.Record]]
"""Records, and their kind."""


class Cell(NamedTuple):
    """One column of a table.

    Attributes:
        name: Its name.
        steps: Fields that lead to it: its own, and before it those of value objects.
        part: Which part of the field it is, such as `year` or `name`; empty: the value.
        type: Its type as the Table Schema calls it, or `list`.
        reads: Reads that part of a value; none: the value stands here as it is.
    """

    name: str
    steps: tuple[Column, ...]
    part: str
    type: str
    reads: Read | None = None

    @property
    def required(self) -> bool:
        """True where a value cannot be missing."""
        return self.part in {"", "precision"} and not any(step.nullable for step in self.steps)

    @property
    def words(self) -> tuple[str, ...]:
        """The closed vocabulary of the column, if it has one."""
        if self.part == "precision":
            return get_args(Precision)
        # Two vocabularies of one column share the word `other`, and a category is unique.
        kinds = () if self.part or self.type == "list" else self.steps[-1].types
        return tuple(dict.fromkeys(str(w) for k in kinds if issubclass(k, models.Word) for w in k))

    def held(self, record: Any) -> Any:
        """Return what the field holds for a record; in a list, nothing is an empty one."""
        for step in self.steps:
            record = None if record is None else getattr(record, step.name)
        return () if record is None and self.steps[-1].many else record


@cache
def cells(kind: type[models.Value]) -> tuple[Cell, ...]:
    """Return every column of the table of a kind of records or values, in their order."""
    found = columns(kind)
    first = [name for name in _FIRST if name in found]
    own = [name for name in found if name not in {*_FIRST, *_LAST}]
    rest = [name for name in _LAST if name in found]
    mixed = kind is models.Record  # of several kinds: each says which
    collection = Column("collection", (str,), many=False, reference=False, derived=True)
    named = [*([collection] if mixed else []), *(found[name] for name in (*first, *own, *rest))]
    return tuple(cell for column in named for cell in _cells(column))


def chosen(kind: type[models.Record], names: Columns) -> list[Cell]:
    """Return the columns that are asked for: `lean`, `all`, or those named.

    Raises:
        UnknownValueError: There is no such column; the message names the nearest.
    """
    known = {cell.name: cell for cell in cells(kind)}
    words = {"lean": kind.lean_columns, "all": tuple(known)}
    wanted = words.get(names, (names,)) if isinstance(names, str) else tuple(names)
    for name in wanted or ("",):  # none at all is as empty as an empty name
        if required_text("columns", name) not in known:
            listed = understood(name, {fold(k): k for k in known}, "column")
            raise UnknownValueError(f"unknown column {name!r}; {listed}")
    return [known[name] for name in dict.fromkeys(wanted)]


def _cells(column: Column, before: tuple[Column, ...] = ()) -> list[Cell]:
    """Return the columns that one field becomes; `before` are the value objects around it."""
    steps = (*before, column)
    whole = "_".join(step.name for step in steps)
    if column.nested and not column.many:
        return [cell for part in columns(column.nested).values() for cell in _cells(part, steps)]
    if column.shows:
        kind: type[models.Value] = column.types[0]
        shown = _cells(columns(kind)[column.shows], steps)
        return [cell._replace(name=whole) for cell in shown]
    parts = ((f"{whole}_{part[0]}".rstrip("_"), part) for part in _parts(column))
    return [Cell(_SHORT.get(name, name), steps, *part) for name, part in parts]


def _parts(column: Column) -> Iterator[tuple[str, str, Read | None]]:
    """Yield the columns of a field: the part of a value that each has, its type and its reader."""
    kind: type[Any] = column.types[0]
    if column.many:
        yield "", "list", lambda items: tuple(map(item_text, items))
        if issubclass(kind, models.Record):
            yield "names", "list", lambda records: tuple(record.title for record in records)
        for scheme in REGISTERS if kind is models.Identifier else ():
            yield scheme, "string", partial(_identifier, scheme)
    elif issubclass(kind, models.Record):
        yield "", "string", attrgetter("id")
        yield "name", "string", attrgetter("title")
        if kind is models.Country:
            yield "alpha_3", "string", attrgetter("alpha_3")
    else:
        text = issubclass(kind, (PartialDate, models.Word))
        yield "", _TYPES.get(kind, "string"), str if text else None
        for part, type_ in PARTS.items() if kind is PartialDate else ():
            yield part, type_, attrgetter(part)


def _identifier(scheme: str, identifiers: Iterable[models.Identifier]) -> str | None:
    return next((i.value for i in identifiers if i.scheme == scheme), None)


def item_text(item: Any) -> str:
    """Return what stands in a list for one value: of a record its id, of a value its text."""
    if isinstance(item, (models.Record, models.Section)):
        return item.id
    return item.text if isinstance(item, (models.Name, models.Reading)) else str(item)


def joined(value: Any) -> Any:
    """Return a list as the text of one cell, nothing if it is empty; anything else as it is."""
    return SEPARATOR.join(cast("tuple[str, ...]", value)) or None if is_many(value) else value


@gc_paused()
def rows(
    kind: type[models.Record], records: Sequence[models.Record], names: Columns
) -> list[dict[str, Any]]:
    """Return JSON-ready rows with the columns of the frame, lists as lists."""
    own = chosen(kind, names)
    keys = [cell.name for cell in own]
    return [dict(zip(keys, map(plain, row), strict=True)) for row in lines(own, records)]


def plain(value: Any) -> Any:
    """Return a value as JSON has it: a day as its ISO text, a tuple as a list."""
    if is_many(value):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


@gc_paused()
def frame(kind: type[models.Record], records: Sequence[models.Record], names: Columns) -> pd.DataFrame:
    """Return a new DataFrame with declared dtypes, whether or not there are rows."""
    import pandas as pd

    text = pd.Series([""]).dtype  # what pandas itself takes text for: `object`, or `str` since 3
    dtypes: dict[str, Any] = {"string": text, "list": object, **_DTYPES}

    def dtype(cell: Cell) -> Any:  # `bool` has no missing value, `boolean` breaks plain idioms
        return bool if cell.type == "boolean" and cell.required else dtypes[cell.type]

    found = filled(chosen(kind, names), records)
    return pd.DataFrame({cell.name: pd.Series(v, dtype=dtype(cell)) for cell, v in found})


def filled(own: Iterable[Cell], records: Sequence[models.Value]) -> Iterator[tuple[Cell, list[Any]]]:
    """Yield each column with its values; a field that fills several is read once."""
    held: dict[tuple[Column, ...], list[Any]] = {}
    for cell in own:
        steps, reads = cell.steps, cell.reads
        if steps not in held:
            one = attrgetter(steps[0].name)  # much faster, and nearly all columns take one step
            held[steps] = list(map(cell.held if len(steps) > 1 else one, records))
        values = held[steps]
        yield cell, [v if v is None else reads(v) for v in values] if reads else values


def lines(own: Iterable[Cell], records: Sequence[models.Value]) -> Iterator[tuple[Any, ...]]:
    """Return the same as rows of values, one a record."""
    return zip(*(values for _, values in filled(own, records)), strict=True)
