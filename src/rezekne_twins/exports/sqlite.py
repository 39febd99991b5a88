"""One SQLite file: the tidy tables with types, checks and foreign keys, and views that answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import importlib_resources

from rezekne_twins.exports.citing import facts
from rezekne_twins.exports.frames import plain
from rezekne_twins.exports.tidy import Field, Table, tables
from rezekne_twins.exports.writing import atomic_write
from rezekne_twins.store import Store

_TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "REAL"}
_VIEWS = "views.sql"


def write(store: Store, path: Path) -> Path:
    """Write the database, and return its path."""
    views = importlib_resources.files(__package__) / _VIEWS
    with atomic_write(path) as new, closing(sqlite3.connect(new, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")  # what breaks off is thrown away whole
        database.execute("BEGIN")
        database.execute("CREATE TABLE about (key TEXT NOT NULL, value TEXT NOT NULL)")
        database.executemany("INSERT INTO about VALUES (?, ?)", facts(store))
        for table in tables(store):
            database.execute(_create(table))
            marks = ", ".join("?" * len(table.fields))
            rows = ([plain(value) for value in row] for row in table.rows)
            database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608
        database.execute("COMMIT")
        database.executescript(views.read_text(encoding="utf-8"))
    return path


def _create(table: Table) -> str:
    """Return the statement that makes a table; SQLite keeps its comments with the schema."""
    lines = [*map(_column, table.fields), *((line, "") for line in _constraints(table))]
    last = len(lines)
    parts = [f"  {line}{',' * (n < last)}{note}" for n, (line, note) in enumerate(lines, 1)]
    return "\n".join([f'CREATE TABLE "{table.name}" ( -- {table.description}', *parts, ")"])


def _column(field: Field) -> tuple[str, str]:
    words = ["0", "1"] if field.type == "boolean" else [f"'{word}'" for word in field.words]
    check = f' CHECK ("{field.name}" IN ({", ".join(words)}))' if words else ""
    required = " NOT NULL" if field.required else ""
    kind = _TYPES.get(field.type, "INTEGER")
    return f'"{field.name}" {kind}{required}{check}', f" -- {field.description}"


def _constraints(table: Table) -> Iterator[str]:
    yield f"PRIMARY KEY ({_names(table.primary)})"
    for names in table.unique:
        yield f"UNIQUE ({_names(names)})"
    for key in table.keys:
        target = f'"{key.table}" ({_names(key.target)})'
        yield f"FOREIGN KEY ({_names(key.fields)}) REFERENCES {target}"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
