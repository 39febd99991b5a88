"""From a data folder, or the JSON that `to_json` writes, to tables of values.

Whatever is there, it is read or it becomes a finding: one run shows all faults of all files.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

import importlib_resources
from pydantic_core import from_json

from rezekne_twins.dates import PartialDate
from rezekne_twins.errors import DataError, Finding
from rezekne_twins.models import (
    About,
    Conflict,
    Country,
    Field,
    Holding,
    Organisation,
    Partnership,
    Person,
    Place,
    Record,
    Retired,
    Source,
    Value,
)
from rezekne_twins.models.columns import columns
from rezekne_twins.names import fold, understood

SHIPPED: Traversable = importlib_resources.files("rezekne_twins") / "data"
"""The data of this package: ours, so its files may be links (installers like to make them)."""
FORMAT = "rezekne-twins"
FORMAT_VERSION = 1
ABOUT = "dataset.toml"
PUBLISHED = "published.txt"
"""Every id that was ever released, one a line with its file; only checks read it."""
COMPILED = "compiled.json"
"""The tables of the TOML files, each by the hash of its text; only the shipped data may have it."""
LARGEST = 2**26
"""Bytes of a file of a folder, at most: 1400 times what we have, as all Europe would, is less."""
LARGEST_EXPORT = 2**31
"""Bytes of an export, at most: all Europe in one would be less than a third of it."""
_HEAD = ("format", "format_version", "version", "dataset")

LISTS: tuple[type[Record], ...] = (Country, Field, Place, Organisation, Person, Conflict, Retired)
"""Kinds whose records stand together in one file named after the collection."""
FOLDERS: tuple[type[Record], ...] = (Source, Holding, Partnership)
"""Kinds with one file a record, in a folder named after the collection; its stem is the id."""
AUTHORED = (*LISTS, *FOLDERS)


class Raw(NamedTuple):
    """One record before validation, or the fault that prevents it."""

    kind: type[Value] | None
    file: str
    value: Any = None
    fault: Finding | None = None
    path: tuple[str | int, ...] = ()
    """Way to it within its file."""


def read(path: Traversable | Path, *, compiled: bool = False) -> Iterator[Raw]:
    """Read a data folder, or a JSON file.

    Args:
        path: Where it is.
        compiled: Parse only those TOML files of a folder whose text is not in `COMPILED`.

    Raises:
        DataError: There is nothing to read at the path.
    """
    with suppress(OSError):  # a name that is too long, a folder that may not be entered
        if path.is_dir():
            return _from_folder(path, _compiled(path) if compiled else {})
        if path.is_file():
            return _from_json(path)
    raise DataError(
        [Finding("E100", str(path), "", "is neither a folder nor a file", "check the path")]
    )


def text_of(folder: Traversable | Path, file: str) -> str:
    """Return the text of a file of a folder.

    Raises:
        OSError: It cannot be read, is too large, a device or a pipe, or a link that leads out of
            the folder: what others send must not make anyone's private files show in a finding.
        UnicodeDecodeError: It is not UTF-8.
    """
    path = folder.joinpath(*file.split("/"))
    if folder is not SHIPPED and isinstance(path, Path) and path.exists():
        if not path.is_file():
            raise OSError(errno.EINVAL, "it is no regular file")
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(str(folder))):
            raise OSError(errno.EPERM, "it is a link that leads out of the folder")
    return bounded(path).read_text(encoding="utf-8-sig")


def bounded(path: Traversable | Path, *, export: bool = False) -> Traversable | Path:
    """Return the path of a file that is not too large, or raise an `OSError`."""
    most = LARGEST_EXPORT if export else LARGEST
    if isinstance(path, Path) and path.stat().st_size > most:
        raise OSError(errno.EFBIG, f"it is larger than {most >> 20} MiB")
    return path


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a raw value is a table."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a raw value is a list."""
    return isinstance(value, list)


def _compiled(folder: Traversable | Path) -> dict[str, Any]:
    """Return the tables that the build of a wheel has put beside its TOML files, if it did."""
    try:
        tables = from_json((folder / COMPILED).read_bytes())
    except (OSError, ValueError):
        return {}
    return tables if is_table(tables) else {}


def _from_folder(folder: Traversable | Path, compiled: Mapping[str, Any]) -> Iterator[Raw]:
    """Yield what the files of a folder hold, in the order of `AUTHORED`."""
    about, fault = _toml(folder, ABOUT, compiled)
    yield Raw(About, ABOUT, about, fault)
    present = _entries(folder)
    for kind in LISTS:
        file = f"{kind.collection}.toml"
        if file not in present:
            continue  # nothing of this kind; what is missed shows as a dangling reference
        table, fault = _toml(folder, file, compiled)
        if fault:
            yield Raw(kind, file, None, fault)
            continue
        rows = table.pop(kind.collection, [])
        for key in table:
            yield Raw(None, file, fault=unknown_key(file, "", key, [kind.collection], (key,)))
        for n, row in enumerate(rows if is_list(rows) else [rows]):
            yield Raw(kind, file, row, path=(kind.collection, n))
    known = [ABOUT, *(f"{kind.collection}.toml" for kind in LISTS)]
    for name in present:
        if name.endswith(".toml") and name not in known:
            advice = understood(name, {fold(file): file for file in sorted(known)}, "file")
            fault = Finding("E107", name, "", "is not a file of a data folder", advice)
            yield Raw(None, name, fault=fault)
    for kind in FOLDERS:
        if kind.collection in present:
            yield from _from_subfolder(folder, kind, compiled)


def _entries(folder: Traversable | Path) -> dict[str, Traversable | Path]:
    try:
        return {e.name: e for e in sorted(folder.iterdir(), key=lambda entry: entry.name)}
    except OSError:  # a file where a folder belongs, or one that may not be read
        return {}


def _from_subfolder(
    folder: Traversable | Path, kind: type[Record], compiled: Mapping[str, Any]
) -> Iterator[Raw]:
    """Yield the records that have a file each."""
    for name in _entries(folder / kind.collection):
        if name.endswith(".toml"):
            file = f"{kind.collection}/{name}"
            table, fault = _toml(folder, file, compiled)
            table.setdefault("id", name.removesuffix(".toml"))
            yield Raw(kind, file, table, fault or _stem_fault(file, table))


def _toml(
    folder: Traversable | Path, file: str, compiled: Mapping[str, Any]
) -> tuple[dict[str, Any], Finding | None]:
    text = ""
    try:
        text = text_of(folder, file)
        key = sha256(text.encode()).hexdigest() if compiled else ""
        return compiled[key] if key in compiled else _parsed(text), None
    except FileNotFoundError:
        return {}, Finding("E101", file, "", "is missing", "add the file")
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        return {}, Finding("E101", file, "", message, "put a text file there")
    except UnicodeDecodeError as error:
        return {}, Finding("E102", file, "", f"is not UTF-8: {error}", "save the file as UTF-8")
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, endless numbers and nesting
        return {}, _not_toml(file, text, str(error))


def _parsed(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)


def _not_toml(file: str, text: str, error: str) -> Finding:
    """Say where a file stops being TOML, and what was probably meant there."""
    found = re.search(r" \(at line (\d+), column (\d+)\)$", error)
    lines = text.splitlines() or [""]
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), 1)
    what = error[: found.start()] if found else error.removesuffix(" (at end of document)")
    advice = _meant(lines[min(line, len(lines)) - 1])
    opened = _unclosed(lines, line)
    if opened:
        line, column = opened, 1
        advice = "close what this line opens: each [ needs its ]"
    finding = Finding("E103", file, "", f"is not TOML: {what}", advice or "mend this line")
    return finding._replace(line=line, column=column)


def _meant(line: str) -> str | None:
    """Return the line that was meant, where quotes are missing or curly."""
    quotes = "[\"'\u2018-\u201f]*"
    pair = re.fullmatch(rf"\s*([\w.-]+)\s*=\s*({quotes})([^\"'\[\]{{}}#]*?){quotes}\s*", line)
    if not pair or pair[2] == '"' == line.rstrip()[-1]:
        return None
    key, value = pair[1], pair[3]
    try:
        value = PartialDate(value).text
    except ValueError as error:
        value = (re.search(': write "([^"]+)"$', str(error)) or (value, value))[1]
    return f'write {key} = "{value}"' if value else None


def _unclosed(lines: list[str], line: int) -> int | None:
    """Return the line of a list that is still open where another line cannot be understood."""
    for n in range(min(line, len(lines)) - 1, 0, -1):
        if re.match(r"""\s*[\w."-]+\s*=""", lines[n - 1]):
            bare = re.sub(r'"[^"]*"', "", "\n".join(lines[n - 1 : line - 1]))
            return n if bare.count("[") > bare.count("]") else None
    return None


def _stem_fault(file: str, table: Mapping[str, Any]) -> Finding | None:
    stem = file.rpartition("/")[2].removesuffix(".toml")
    if table["id"] == stem:
        return None
    message = f"id {table['id']!r} is not the name of the file"
    return Finding("E104", file, stem, message, "leave id out: the file's name is the id", ("id",))


def _from_json(path: Traversable | Path) -> Iterator[Raw]:
    """Yield what a JSON file holds."""
    import json

    file = path.name
    try:
        whole = json.loads(bounded(path, export=True).read_text(encoding="utf-8-sig"))
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        yield Raw(None, file, fault=Finding("E101", file, "", message, "check the path"))
        return
    except (ValueError, RecursionError) as error:
        message = f"is not JSON: {error}"
        yield Raw(None, file, fault=Finding("E103", file, "", message, "export it again"))
        return
    yield from read_document(whole, file)


def read_document(whole: Any, file: str) -> Iterator[Raw]:
    """Yield what a file written by `to_json` holds; derived values are derived again."""
    if not is_table(whole) or whole.get("format") != FORMAT:
        message = f'has no "format": "{FORMAT}"'
        advice = "load a file that to_json wrote, or a data folder"
        yield Raw(None, file, fault=Finding("E105", file, "", message, advice))
        return
    version = whole.get("format_version")
    if version != FORMAT_VERSION:
        message = f"has format version {version!r}; this release reads {FORMAT_VERSION}"
        advice = f"use release {whole.get('version')!r}, which wrote it, or a later one"
        fault = Finding("E106", file, "", message, advice)
        yield Raw(None, file, fault=fault)
        return
    known = [*_HEAD, *(kind.collection for kind in AUTHORED)]
    for key in whole:
        if key not in known:
            yield Raw(None, file, fault=unknown_key(file, "", key, known, (key,)))
    yield Raw(About, file, whole.get("dataset", {}))
    for kind in AUTHORED:
        rows = whole.get(kind.collection, [])
        for n, row in enumerate(rows if is_list(rows) else [rows]):
            yield Raw(kind, file, _without_derived(kind, row), path=(kind.collection, n))


def _without_derived(kind: type[Value], row: Any) -> Any:
    """Return a row of JSON without what is derived, in itself and in what is nested in it."""
    if not is_table(row):
        return row
    kept = dict(row)
    for name, column in columns(kind).items():
        if column.derived:
            kept.pop(name, None)
        elif column.nested and is_list(kept.get(name)):
            kept[name] = [_without_derived(column.nested, item) for item in kept[name]]
    return kept


def unknown_key(
    file: str, record: str, key: str, known: Iterable[str], path: tuple[str | int, ...]
) -> Finding:
    """Say that a key is not known, and which are."""
    advice = understood(key, {fold(name): name for name in known}, "key")
    return Finding("E110", file, record, f"key {key!r} is not known here", advice, path)
