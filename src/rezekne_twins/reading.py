"""From a data folder, or the JSON that `to_json` writes, to validated records that are not linked.

Every fault is collected with its file and record, so that one run shows them all.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from pydantic import ValidationError

from rezekne_twins.errors import DataError, Finding
from rezekne_twins.models import (
    About,
    Attached,
    Conflict,
    Country,
    Field,
    Holding,
    Organisation,
    Partnership,
    Person,
    Place,
    Record,
    Source,
    Value,
)
from rezekne_twins.models.shape import columns
from rezekne_twins.names import fold, near, understood

FORMAT = "rezekne-twins"
FORMAT_VERSION = 1
ABOUT = "dataset.toml"
_HEAD = ("format", "format_version", "version", "dataset")

_LISTS: tuple[type[Record], ...] = (Country, Field, Place, Organisation, Person, Conflict)
"""Kinds whose records stand together in one file named after the collection."""
_FOLDERS: tuple[type[Record], ...] = (Source, Holding, Partnership)
"""Kinds with one file a record, in a folder named after the collection; its stem is the id."""
AUTHORED = (*_LISTS, *_FOLDERS)


class Lost(NamedTuple):
    """What was there but could not be read: that nothing names it is no second fault."""

    ids: frozenset[str]
    kinds: frozenset[type[Value]]

    def holds(self, wanted: str, kinds: Iterable[type[Any]]) -> bool:
        """Tell whether an id of one of these kinds may be among what was lost."""
        parts = {wanted, wanted.partition("/")[0]}
        return not parts.isdisjoint(self.ids) or any(
            issubclass(lost, kind) for lost in self.kinds for kind in kinds
        )


class Unlinked(NamedTuple):
    """What was read: records that still hold ids where other records belong."""

    about: About | None
    about_file: str
    """File that says what the data set says of itself."""
    records: list[tuple[str, Record]]
    """Each record with the file it stands in."""
    findings: list[Finding]
    lost: Lost


def read(path: Traversable | Path) -> Unlinked:
    """Read a data folder, or a JSON file.

    Raises:
        DataError: There is nothing to read at the path.
    """
    if path.is_dir():
        return _validated(_raw_from_folder(path))
    if path.is_file():
        return _validated(_raw_from_json(path))
    raise DataError(
        [Finding("E100", str(path), "", "is neither a folder nor a file", "check the path")]
    )


class _Raw(NamedTuple):
    """One record before validation, or the fault that prevents it."""

    kind: type[Value] | None
    file: str
    value: Any
    fault: Finding | None = None


def _raw_from_folder(folder: Traversable | Path) -> Iterator[_Raw]:
    """Yield what the files of a folder hold, in the order of `AUTHORED`."""
    about, fault = _toml(folder / ABOUT, ABOUT)
    yield _Raw(About, ABOUT, about, fault)
    for kind in _LISTS:
        file = f"{kind.collection}.toml"
        if not (folder / file).is_file():
            continue  # nothing of this kind; what is missed shows as a dangling reference
        table, fault = _toml(folder / file, file)
        if fault:
            yield _Raw(kind, file, None, fault)
            continue
        rows = table.pop(kind.collection, [])
        for key in table:
            yield _Raw(None, file, None, _unknown_key(file, "", key, [kind.collection]))
        for row in rows if _is_list(rows) else [rows]:
            yield _Raw(kind, file, row)
    known = {ABOUT, *(f"{kind.collection}.toml" for kind in _LISTS)}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml") and entry.name not in known:
            yield _Raw(None, entry.name, None, _unknown_file(entry.name, known))
    for kind in _FOLDERS:
        yield from _raw_from_subfolder(folder / kind.collection, kind)


def _raw_from_subfolder(folder: Traversable | Path, kind: type[Record]) -> Iterator[_Raw]:
    """Yield the records that have a file each."""
    files = list(folder.iterdir()) if folder.is_dir() else []
    for entry in sorted(files, key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            file = f"{kind.collection}/{entry.name}"
            table, fault = _toml(entry, file)
            table.setdefault("id", entry.name.removesuffix(".toml"))
            yield _Raw(kind, file, table, fault or _stem_fault(file, table))


def _unknown_file(name: str, known: Iterable[str]) -> Finding:
    advice = understood(name, {fold(file): file for file in sorted(known)}, "file")
    return Finding("E107", name, "", "is not a file of a data folder", advice)


def _is_table(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _toml(path: Traversable | Path, file: str) -> tuple[dict[str, Any], Finding | None]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig")), None
    except FileNotFoundError:
        return {}, Finding("E101", file, "", "is missing", "add the file")
    except OSError as error:
        return {}, Finding(
            "E101", file, "", f"cannot be read: {error.strerror}", "put a file there"
        )
    except UnicodeDecodeError as error:
        return {}, Finding("E102", file, "", f"is not UTF-8: {error}", "save the file as UTF-8")
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, endless numbers and nesting
        return {}, Finding("E103", file, "", f"is not TOML: {error}", "mend the line that is named")


def _stem_fault(file: str, table: Mapping[str, Any]) -> Finding | None:
    stem = file.rpartition("/")[2].removesuffix(".toml")
    if table["id"] == stem:
        return None
    message = f"id {table['id']!r} is not the name of the file"
    return Finding("E104", file, stem, message, "leave id out: the file's name is the id")


def _raw_from_json(path: Traversable | Path) -> Iterator[_Raw]:
    """Yield what a file written by `to_json` holds; derived values are derived again."""
    file = path.name
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        yield _Raw(None, file, None, Finding("E103", file, "", f"is not JSON: {error}", "mend it"))
        return
    if not _is_table(whole) or whole.get("format") != FORMAT:
        message = f'has no "format": "{FORMAT}"'
        advice = "load a file that to_json wrote, or a data folder"
        yield _Raw(None, file, None, Finding("E105", file, "", message, advice))
        return
    version = whole.get("format_version")
    if version != FORMAT_VERSION:
        message = f"has format version {version!r}; this release reads {FORMAT_VERSION}"
        yield _Raw(None, file, None, Finding("E106", file, "", message, "use the release it names"))
        return
    known = [*_HEAD, *(kind.collection for kind in AUTHORED)]
    for key in whole:
        if key not in known:
            yield _Raw(None, file, None, _unknown_key(file, "", key, known))
    yield _Raw(About, file, whole.get("dataset", {}))
    for kind in AUTHORED:
        rows = whole.get(kind.collection, [])
        for row in rows if _is_list(rows) else [rows]:
            yield _Raw(kind, file, _without_derived(kind, row))


def _without_derived(kind: type[Value], row: Any) -> Any:
    """Return a row of JSON without what is derived, in itself and in what is nested in it."""
    if not _is_table(row):
        return row
    kept = dict(row)
    for name, column in columns(kind).items():
        if column.derived:
            kept.pop(name, None)
        elif column.nested and _is_list(kept.get(name)):
            kept[name] = [_without_derived(column.nested, item) for item in kept[name]]
    return kept


def _unknown_key(file: str, record: str, key: str, known: Iterable[str]) -> Finding:
    advice = understood(key, {fold(name): name for name in known}, "key")
    return Finding("E110", file, record, f"key {key!r} is not known here", advice)


def _validated(raws: Iterable[_Raw]) -> Unlinked:
    about: About | None = None
    about_file = ABOUT
    records: list[tuple[str, Record]] = []
    findings: list[Finding] = []
    ids: set[str] = set()
    kinds: set[type[Value]] = set()
    for raw in raws:
        record, faults = _record(raw)
        findings += faults
        if isinstance(record, About):
            about, about_file = record, raw.file
        elif isinstance(record, Record):
            records.append((raw.file, record))
        elif _is_table(raw.value):
            ids.add(str(raw.value.get("id")))
        elif raw.kind:
            kinds.add(raw.kind)
    return Unlinked(about, about_file, records, findings, Lost(frozenset(ids), frozenset(kinds)))


def _record(raw: _Raw) -> tuple[Value | None, list[Finding]]:
    """Return a validated record, or none, and what is wrong with it."""
    faults = [raw.fault] if raw.fault else []
    if raw.kind is None or (raw.fault and raw.fault.code in _UNREADABLE):
        return None, faults
    if not _is_table(raw.value):
        message = f"{raw.value!r} is not a table"
        return None, [*faults, Finding("E111", raw.file, "", message, "write [[…]] tables")]
    authored = _with_ids(raw.kind, raw.value)
    faults += _derived_keys(raw.kind, authored, raw.file, str(raw.value.get("id", "")))
    try:
        return raw.kind.model_validate(authored), faults
    except ValidationError as error:
        return None, [*faults, *_faults(error, raw.kind, raw.file, authored)]


_UNREADABLE = frozenset({"E101", "E102", "E103"})


def _with_ids(kind: type[Value], raw: dict[str, Any]) -> dict[str, Any]:
    """Return a record with the full ids of what hangs on it: in a file they are short."""
    if not isinstance(raw.get("id"), str):
        return raw
    hanging = {
        name
        for name, column in columns(kind).items()
        if column.nested and issubclass(column.nested, Attached) and _is_list(raw.get(name))
    }
    return {k: [_full(raw, row) for row in v] if k in hanging else v for k, v in raw.items()}


def _id_of(row: Any) -> object:
    return row.get("id") if _is_table(row) else None


def _full(parent: dict[str, Any], row: Any) -> Any:
    short = _id_of(row)
    if not isinstance(short, str) or "/" in short:
        return row
    return {**row, "id": f"{parent['id']}/{short}"}


def _derived_keys(kind: type[Value], raw: Any, file: str, record: str) -> Iterator[Finding]:
    """Yield what an authored file says though the data set derives it."""
    if not _is_table(raw):
        return
    for name, column in columns(kind).items():
        if name not in raw:
            continue
        if column.derived:
            message = f"key {name!r} is derived from other values"
            yield Finding("E112", file, record, message, "take it out")
        elif column.nested and _is_list(raw[name]):
            for item in raw[name]:
                inner = str(_id_of(item))
                here = inner if "/" in inner else record  # a section of a source is no record
                yield from _derived_keys(column.nested, item, file, here)


def _faults(
    error: ValidationError, kind: type[Value], file: str, raw: dict[str, Any]
) -> Iterator[Finding]:
    """Yield pydantic's faults in our words: where, what, and what would be right."""
    for fault in error.errors(include_url=False, include_context=False):
        record, path = _innermost(raw, fault["loc"])
        place = ".".join(str(part) for part in path)
        key = str(fault["loc"][-1]) if fault["loc"] else ""
        if fault["type"] == "extra_forbidden":
            yield _unknown_key(file, record, place, _known_keys(kind, fault["loc"][:-1]))
        elif fault["type"] == "missing":
            yield Finding("E113", file, record, f"key {place!r} is missing", f"add {key} = …")
        else:
            text = fault["msg"].removeprefix("Value error, ")
            value = fault["input"]
            # The message of an enumeration lists its words.
            words = re.findall(r"'([^']+)'", text) if fault["type"] == "enum" else []
            nearest = near(str(value), {fold(word): word for word in words}, most=1)
            meant = f": did you mean {nearest[0]!r}?" if nearest else ""
            message = f"{place} = {value!r}: {text}"
            yield Finding("E114", file, record, message, f"mend the value{meant}")


def _innermost(raw: Any, path: tuple[int | str, ...]) -> tuple[str, tuple[int | str, ...]]:
    """Return the id of the innermost record that a path leads into, and the rest of the path."""
    inner, record, rest = raw, str(raw.get("id", "")), path
    for n, part in enumerate(path[:-1], start=1):
        try:
            inner = inner[part]
        except (KeyError, IndexError, TypeError):  # the path goes on into a union or a type
            break
        name = _id_of(inner)
        if isinstance(name, str) and "/" in name:  # a section or a holder is no record
            record, rest = name, path[n:]
    return record, rest


def _known_keys(kind: type[Value], path: tuple[int | str, ...]) -> list[str]:
    for part in path:
        if isinstance(part, str) and part in columns(kind):
            kind = columns(kind)[part].nested or kind
    return [name for name, column in columns(kind).items() if not column.derived]
