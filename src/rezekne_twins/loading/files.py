"""From a data folder, or the JSON that `to_json` writes, to raw rows."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import importlib_resources
from pydantic_core import from_json

from rezekne_twins.errors import DataError, Finding
from rezekne_twins.loading.rows import Location, Row, is_list, is_table
from rezekne_twins.models import About, Record, Value
from rezekne_twins.models.base import ID_PATTERN
from rezekne_twins.models.columns import columns
from rezekne_twins.store import TABLES

SHIPPED: Location = importlib_resources.files("rezekne_twins") / "data"
"""The data of this package. Its files may be links: installers like to make them."""
FORMAT = "rezekne-twins"
FORMAT_VERSION = 1
ABOUT = "dataset.toml"
PUBLISHED = "published.txt"
"""Every id that was ever released, one a line with its file; only checks read it."""
COMPILED = "compiled.json"
"""The tables of the TOML files, each by the hash of its text; only the shipped data may have it."""
_READ_ELSEWHERE = (ABOUT, PUBLISHED, COMPILED, "country-outlines.geojson")
_NO_DATA = (".", "__", "README", "LICENSE")
"""Beginnings of names that systems, editors and Python give, or that are there for people."""
_OWN_FILE = re.compile(ID_PATTERN.replace("$", r"\.toml$"))
"""Name of the file of one record, which is its ID; else each ID in it would be a fault."""
LARGEST = 2**26
"""Largest data file accepted, in bytes."""
LARGEST_EXPORT = 2**31
"""Largest JSON file accepted, in bytes."""
_HEAD = ("format", "format_version", "version", "dataset")

LISTS = tuple(kind for kind in TABLES if kind.written_in == "a list")
"""Kinds whose records stand together in one file named after the collection."""
FOLDERS = tuple(kind for kind in TABLES if kind.written_in == "a folder")
"""Kinds with one file a record, in a folder named after the collection; its stem is the id."""
AUTHORED = (*LISTS, *FOLDERS)


def read(path: Location, *, compiled: bool = False) -> Iterator[Row | Finding]:
    """Read the rows of a data folder or a JSON file; what cannot be read is a finding among them.

    Args:
        path: Where it is.
        compiled: Parse only those TOML files of a folder whose text is not in `COMPILED`.

    Raises:
        DataError: There is nothing to read at the path.
    """
    with suppress(OSError):  # a name that is too long, a folder that may not be entered
        if path.is_dir():
            return read_folder(path, _compiled_tables(path) if compiled else {})
        if path.is_file():
            return read_export(path)
    raise DataError([Finding("E100", str(path), "", "is neither a folder nor a file", "check the path")])


def read_folder(folder: Location, compiled: Mapping[str, Any]) -> Iterator[Row | Finding]:
    """Yield the rows of the files of a folder, in the order of `AUTHORED`."""
    about = _toml_table(folder, ABOUT, compiled)
    yield about if isinstance(about, Finding) else Row(About, ABOUT, about)
    lists = {f"{kind.collection}.toml": kind for kind in LISTS}
    present, unread = _entries(folder, "", {*lists, *(kind.collection for kind in FOLDERS)})
    for file, kind in lists.items():
        table = _toml_table(folder, file, compiled) if file in present else {}
        if isinstance(table, Finding):
            yield table
            continue
        yield from _collection_rows(kind, file, table)
        yield from _unknown_keys(file, table, [kind.collection])
    for kind in FOLDERS:
        if kind.collection in present:
            names, more = _entries(folder, kind.collection)
            unread += more
            for name in names:
                yield from _read_file(folder, kind, name.removesuffix(".toml"), compiled)
    yield from unread


def _read_file(
    folder: Location, kind: type[Record], stem: str, compiled: Mapping[str, Any]
) -> Iterator[Row | Finding]:
    """Yield the record that is a separate file, whose name is its id."""
    file = f"{kind.collection}/{stem}.toml"
    table = _toml_table(folder, file, compiled)
    if isinstance(table, Finding):
        yield table
        return
    if table.setdefault("id", stem) != stem:
        from rezekne_twins.loading.faults import other_id

        yield other_id(file, stem, table["id"])
    yield Row(kind, file, table)


def _collection_rows(kind: type[Record], file: str, table: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of a collection that a file holds."""
    rows = table.get(kind.collection, [])
    for n, row in enumerate(rows if is_list(rows) else [rows]):
        yield Row(kind, file, row, (kind.collection, n))


def _unknown_keys(file: str, table: Mapping[str, Any], known: list[str]) -> Iterator[Finding]:
    for key in table:
        if key not in known:
            from rezekne_twins.loading.faults import unknown_key

            yield unknown_key(file, "", key, known, (key,))


def _entries(
    folder: Location, within: str, known: Collection[str] = ()
) -> tuple[list[str], list[Finding]]:
    """Return the names in a folder that are read, sorted, and a finding for each other one."""
    try:
        entries = (folder / within if within else folder).iterdir()
        names = sorted(entry.name for entry in entries if not entry.name.startswith(_NO_DATA))
    except OSError as error:
        from rezekne_twins.loading.faults import unreadable_folder

        return [], [unreadable_folder(within, error)]
    read = [name for name in names if (_OWN_FILE.fullmatch(name) if within else name in known)]
    others = sorted({*names} - {*read, *(() if within else _READ_ELSEWHERE)})
    if not others:
        return read, []
    from rezekne_twins.loading.faults import unread_entry

    return read, [unread_entry(within, name, [ABOUT, *known]) for name in others]


def _compiled_tables(folder: Location) -> dict[str, Any]:
    """Return the tables that the build of a wheel has put beside its TOML files, if it did."""
    with suppress(OSError, ValueError):
        if is_table(tables := from_json((folder / COMPILED).read_bytes())):
            return tables
    return {}


def _toml_table(folder: Location, file: str, compiled: Mapping[str, Any]) -> dict[str, Any] | Finding:
    """Return what a TOML file holds, or why it cannot be read."""
    text = ""
    try:
        text = text_of(folder, file)
        key = sha256(text.encode()).hexdigest() if compiled else ""
        if key in compiled:
            return compiled[key]  # type: ignore[no-any-return]
        import tomllib

        # TOML allows characters that turn text round in comments, but no NUL, which is reported.
        return tomllib.loads(re.sub("(#.*)[\u202a-\u202e\u2066-\u2069]", "\\1\0", text))
    # ValueError: not UTF-8, not TOML, an endless number; RecursionError: endless nesting
    except (OSError, ValueError, RecursionError) as error:
        from rezekne_twins.loading.faults import unreadable_toml

        return unreadable_toml(file, text, error)


def read_export(path: Location) -> Iterator[Row | Finding]:
    """Yield the rows of a JSON file."""
    import json

    try:
        whole = json.loads(bounded(path, export=True).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        from rezekne_twins.loading.faults import unreadable_export

        yield unreadable_export(path.name, error)
        return
    yield from read_document(whole, path.name)


def read_document(whole: Any, file: str) -> Iterator[Row | Finding]:
    """Yield the rows of what `to_json` writes, without derived values: they are derived again."""
    head = is_table(whole) and (whole.get("format"), whole.get("format_version"))
    if head != (FORMAT, FORMAT_VERSION):
        from rezekne_twins.loading.faults import other_format

        yield other_format(file, whole, FORMAT, FORMAT_VERSION)
        return
    yield from _unknown_keys(file, whole, [*_HEAD, *(kind.collection for kind in AUTHORED)])
    yield Row(About, file, whole.get("dataset", {}))
    for kind in AUTHORED:
        for row in _collection_rows(kind, file, whole):
            yield row._replace(value=without_derived(kind, row.value))


def without_derived(kind: type[Value], row: Any) -> Any:
    """Return a row of JSON without what is derived, in itself and in what is nested in it."""
    if not is_table(row):
        return row
    kept = dict(row)
    for name, column in columns(kind).items():
        if column.derived:
            kept.pop(name, None)
        elif column.nested and is_list(kept.get(name)):
            kept[name] = [without_derived(column.nested, item) for item in kept[name]]
    return kept


def text_of(folder: Location, file: str) -> str:
    """Return the text of a file of a folder.

    Raises:
        OSError: It cannot be read, is too large, a device or a pipe, or a link that leads out of
            the folder: what others send must not make anyone's private files show in a finding.
        UnicodeDecodeError: It is not UTF-8.
    """
    path = folder.joinpath(*file.split("/"))
    if folder is not SHIPPED and isinstance(path, Path) and os.path.lexists(path):
        if not path.is_file():
            raise OSError(errno.EINVAL, "it is no regular file")
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(str(folder))):
            raise OSError(errno.EPERM, "it is a link that leads out of the folder")
    return bounded(path).read_text(encoding="utf-8-sig")


def bounded(path: Location, *, export: bool = False) -> Location:
    """Return the path of a file that is not too large, or raise an `OSError`."""
    most = LARGEST_EXPORT if export else LARGEST
    if isinstance(path, Path) and path.stat().st_size > most:
        raise OSError(errno.EFBIG, f"it is larger than {most >> 20} MiB")
    return path
