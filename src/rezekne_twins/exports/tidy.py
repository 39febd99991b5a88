"""The data set as tidy tables: one value a cell, each list a separate table, keys declared once.

What can be computed from other tables (names next to ids, children of a record, derived lists)
stands in them alone. A reference to one kind of record leads to its table; one that may lead to
several kinds leads to `records`, the register of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from rezekne_twins import models
from rezekne_twins.exports.frames import PARTS, Cell, cells, item_text, lines
from rezekne_twins.models.columns import Column
from rezekne_twins.store import KINDS, Store


class Field(NamedTuple):
    """One column: name, type as the Table Schema calls it, meaning, and what it may hold."""

    name: str
    type: str
    description: str
    required: bool = False
    words: tuple[str, ...] = ()
    limits: tuple[tuple[str, Any], ...] = ()


class Key(NamedTuple):
    """Columns that lead to columns of another table."""

    fields: tuple[str, ...]
    table: str
    target: tuple[str, ...] = ("id",)


class Table(NamedTuple):
    """One table, whose rows are in a stable order."""

    name: str
    description: str = ""
    fields: tuple[Field, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    primary: tuple[str, ...] = ("id",)
    keys: tuple[Key, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()


Items = Sequence[tuple[tuple[Any, ...], Any]]
"""Records or values, each with what stands before it in its row: whose it is, its position."""

_OTHERS: dict[type[models.Value], str] = {models.Paragraph: "paragraphs", models.Holder: "holders"}
_TABLE_OF: dict[type[models.Value], str] = {**{k: k.collection for k in KINDS}, **_OTHERS}
_NUMBER = ("source", "section", "number")
_NAMED = {"partnership": "partnerships", "holder": "holders", "source": "sources"}
"""Columns that hold an id as plain text, and the table that it leads to."""
_KEYS = {"citations": (Key(("source", "section", "paragraph"), "paragraphs", _NUMBER),)}
_UNIQUE = {"paragraphs": (_NUMBER,)}
_LIMITS = ("pattern", "minimum", "maximum")
_SAID = {
    "year": "The year; none where more than one is possible.",
    "earliest": "The earliest day that is possible; none: unknown or unbounded.",
    "latest": "The latest day that is possible; none: unknown or unbounded.",
    "precision": "How precise the date is.",
}


def tables(store: Store) -> list[Table]:
    """Return the tables of a data set: each collection, its lists, and what they lead to."""
    held: dict[str, Sequence[Any]] = {
        **store.all_tables,
        "paragraphs": [p for source in store.table(models.Source) for p in source.paragraphs],
        "holders": store.about.holders,
    }
    found: list[Table] = []
    for kind, name in _TABLE_OF.items():
        found += _split(Table(name), kind, [((), item) for item in held[name]])
    return [*found, _register(store)]


def _register(store: Store) -> Table:
    """Return the table of all records, which references to several kinds lead to."""
    rows: dict[str, tuple[Any, ...]] = {
        h.id: (h.id, "holders", h.title, None, h.id) for h in store.about.holders
    }
    for name, table in store.all_tables.items():
        for record in table if name not in {"citations", "retired"} else ():
            own = record.id if name == "partnerships" else getattr(record, "partnership", None)
            holder = getattr(record, "holder", None)
            rows.setdefault(record.id, (record.id, name, record.title, own, holder))
    return Table(
        "records",
        "Every record but the citations: what a reference to several kinds leads to.",
        (
            Field("id", "string", "Identifier, unique in the data set.", required=True),
            Field("collection", "string", "Table that it stands in.", required=True),
            Field("title", "string", "One readable line in English.", required=True),
            Field("partnership", "string", "Partnership that it is, or belongs to."),
            Field("holder", "string", "Holder whose it is."),
        ),
        tuple(rows.values()),
        keys=tuple(Key((name,), _NAMED[name]) for name in ("partnership", "holder")),
    )


def _split(outline: Table, kind: type[models.Value], items: Items) -> Iterator[Table]:
    """Yield the table of some records or values, then those of the lists in them.

    The outline has the name, the columns that stand before, and the keys that these are.
    """
    own = [c for c in cells(kind) if c.type != "list" and c.part in {"", *PARTS}]
    keys = [Key((c.name,), to) for c in own if (to := _leads_to(c))]
    values = lines(own, [item for _, item in items])
    table = outline._replace(
        description=outline.description or " ".join((kind.__doc__ or "").split()),
        fields=(*outline.fields, *(_field(cell, kind) for cell in own)),
        rows=tuple((*head, *line) for (head, _), line in zip(items, values, strict=True)),
        keys=(*outline.keys, *keys, *_KEYS.get(outline.name, ())),
        unique=_UNIQUE.get(outline.name, ()),
    )
    yield table
    word, nested = kind.__name__.lower(), bool(outline.fields)
    owner = Field(word, "integer" if nested else "string", f"The {word}.", required=True)
    owners = (*outline.fields[:-1], owner)
    before = (*owners, Field("position", "integer", "Place in the list, from 1.", required=True))
    primary = tuple(field.name for field in before)
    key = Key(primary[:-1], table.name, table.primary)
    for cell in cells(kind):
        column = cell.steps[-1]
        if cell.type != "list" or cell.part or _is_elsewhere(column, kind):
            continue
        inner = [
            ((*(head or (item.id,)), n), value)
            for head, item in items
            for n, value in enumerate(cell.held(item), start=1)
        ]
        name = f"{table.name}_{cell.name}"
        outline = Table(name, column.description, before, primary=primary, keys=(key,))
        yield from _list(outline, column, inner)


def _list(outline: Table, column: Column, items: Items) -> Iterator[Table]:
    """Yield the table of the values that the lists of one column hold."""
    if column.nested:
        yield from _split(outline, column.nested, items)
        return
    to = _table_of(column)
    name = "text" if not to else "record" if to == "records" else column.types[0].__name__.lower()
    if name in {field.name for field in outline.fields}:  # a place's successors are places
        name = f"other_{name}"
    value = Field(name, "string", column.description, required=True)
    yield outline._replace(
        fields=(*outline.fields, value),
        rows=tuple((*head, item_text(item)) for head, item in items),
        keys=(*outline.keys, *([Key((name,), to)] if to else [])),
    )


def _is_elsewhere(column: Column, kind: type[models.Value]) -> bool:
    """Tell whether other tables say what a list holds."""
    parts = issubclass(column.types[0], (models.Attached, models.Section))
    return column.derived or parts or (column.name == "cites" and issubclass(kind, models.Record))


def _table_of(column: Column) -> str | None:
    """Return the table that a reference leads to."""
    if not column.reference:
        return None
    return _TABLE_OF.get(column.types[0], "records") if len(column.types) == 1 else "records"


def _leads_to(cell: Cell) -> str | None:
    return None if cell.part else _table_of(cell.steps[-1]) or _NAMED.get(cell.name)


def _field(cell: Cell, kind: type[models.Value]) -> Field:
    steps, part = cell.steps, cell.part
    said = [*(step.description for step in steps), *([_SAID[part]] if part else [])]
    limits = () if part or steps[-1].derived else _limits(kind, steps)  # derived: not validated
    return Field(cell.name, cell.type, " ".join(said), cell.required, cell.words, limits)


def _limits(kind: type[models.Value], steps: tuple[Column, ...]) -> tuple[tuple[str, Any], ...]:
    """Return the constraints of a field that is authored, as its JSON Schema tells them."""
    *above, column = steps
    owner = above[-1].nested if above else None
    found = _properties(owner or kind).get(column.name, {})
    either = [found, *found.get("anyOf", ())]
    return tuple((word, option[word]) for option in either for word in _LIMITS if word in option)


@cache
def _properties(kind: type[models.Value]) -> dict[str, Any]:
    properties: dict[str, Any] = kind.model_json_schema()["properties"]
    return properties
