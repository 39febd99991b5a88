"""From tables of values to validated records that are not linked; every fault is collected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import VERSION, ConfigDict, ValidationError, create_model

from rezekne_twins.errors import Finding
from rezekne_twins.models import About, Record, Value
from rezekne_twins.models.base import ID_PATTERN
from rezekne_twins.models.columns import KeyPath, columns, fields, path_to
from rezekne_twins.models.record import child_fields
from rezekne_twins.names import fold, near, slug
from rezekne_twins.progress import telling
from rezekne_twins.reading import (
    ABOUT,
    AUTHORED,
    FORMAT,
    FORMAT_VERSION,
    Raw,
    bounded,
    is_list,
    is_table,
    unknown_key,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_UNREADABLE = frozenset({"E101", "E102", "E103"})
_WORDS = {
    "bool_type": ("is neither true nor false", "write true or false, without quotes"),
    "float_type": ("is no number", "write a number, without quotes"),
    "int_type": ("is no whole number", "write a whole number, without quotes"),
    "model_type": ("is no table", "write a table: { key = value }"),
    "string_too_short": ("is empty", "leave out what says nothing"),
    "string_type": ("is no text", "write one text, in straight quotes"),
    "tuple_type": ("is no list", 'write a list: ["one", "another"]'),
}
"""What is wrong, and what to do, by pydantic's type of fault: its own words are Python's."""
_PYDANTIC = tuple(map(int, VERSION.split(".")[:2]))
_LONGEST = 100
_SOME_ID = r"[A-Z]{2}|[a-z0-9]+(-[a-z0-9]+)*"


class Lost(NamedTuple):
    """What was there but could not be read: that nothing names it is no second fault."""

    ids: frozenset[str]
    kinds: frozenset[type[Value]]
    """Kinds of records that have lost their ids too: any may be among them."""
    files: frozenset[str]
    """Files of such records."""

    def holds(self, wanted: str, kinds: Iterable[type[Any]]) -> bool:
        """Tell whether an id of one of these kinds may be among what was lost."""
        parts = {wanted, wanted.partition("/")[0]}
        return not parts.isdisjoint(self.ids) or any(
            issubclass(lost, kind) for lost in self.kinds for kind in kinds
        )


class Unlinked(NamedTuple):
    """A record that still holds ids where other records belong, and where it stands."""

    file: str
    path: KeyPath
    record: Record

    def way_to(self, value: Value) -> KeyPath:
        """Return the way, within the file, to what stands in the record."""
        return path_to(value, self.record, self.path) or ()


class Validated(NamedTuple):
    """What was read."""

    about: About | None
    about_file: str
    """File that says what the data set says of itself."""
    records: list[Unlinked]
    findings: list[Finding]
    lost: Lost


def validated(raws: Iterable[Raw]) -> Validated:
    """Return the records that are sound, and what is wrong with the others."""
    about: About | None = None
    about_file = ABOUT
    records: list[Unlinked] = []
    findings: list[Finding] = []
    ids: set[str] = set()
    nameless: list[Raw] = []
    for raw in telling(raws, "reading record"):
        record, faults = _record(raw)
        findings += faults
        if isinstance(record, About):
            about, about_file = record, raw.file
        elif isinstance(record, Record):
            records.append(Unlinked(raw.file, raw.path, record))
        elif is_table(raw.value) and re.fullmatch(_SOME_ID, str(raw.value.get("id"))):
            ids.add(str(raw.value["id"]))
        elif raw.kind:
            nameless.append(raw)
    kinds = frozenset(raw.kind for raw in nameless if raw.kind)
    lost = Lost(frozenset(ids), kinds, frozenset(raw.file for raw in nameless))
    return Validated(about, about_file, records, findings, lost)


def validated_at_once(path: Path) -> Validated | None:
    """Return what a sound file of `to_json` holds, in half the time; none if it is anything else.

    What is derived is validated with the rest, and derived again after that.
    """
    if _PYDANTIC < (2, 11):  # of two equal keys it takes the first, and Python the last
        return None
    try:
        text = bounded(path, export=True).read_bytes() if path.is_file() else b""  # no device
        whole = _document().model_validate_json(text)
    except (OSError, ValidationError):
        return None
    records = [
        Unlinked(path.name, (kind.collection, n), record)
        for kind in AUTHORED
        for n, record in enumerate(getattr(whole, kind.collection))
    ]
    nothing = Lost(frozenset(), frozenset(), frozenset())
    return Validated(whole.dataset, path.name, records, [], nothing)


@cache
def _document() -> Any:
    """Return the model of a whole file."""
    parts: dict[str, Any] = {
        "format": (Literal[FORMAT], ...),  # pyright: ignore[reportInvalidTypeForm]
        "format_version": (Literal[FORMAT_VERSION], ...),  # pyright: ignore[reportInvalidTypeForm]
        "version": (str, ...),
        "dataset": (About, ...),
    }
    for kind in AUTHORED:
        parts[kind.collection] = (tuple[kind, ...], ())  # type: ignore[valid-type]
    return create_model("Document", __config__=ConfigDict(extra="forbid"), **parts)


def _record(raw: Raw) -> tuple[Value | None, list[Finding]]:
    """Return a validated record, or none, and what is wrong with it."""
    faults = [raw.fault] if raw.fault else []
    if raw.kind is None or (raw.fault and raw.fault.code in _UNREADABLE):
        return None, faults
    if not is_table(raw.value):
        message, advice = f"{_written(raw.value)} is not a table", "write [[…]] tables"
        return None, [*faults, Finding("E111", raw.file, "", message, advice, raw.path)]
    authored = _with_ids(raw.kind, raw.value)
    faults += _derived_keys(raw.kind, authored, raw, str(raw.value.get("id", "")), raw.path)
    try:
        return raw.kind.model_validate(authored), faults
    except ValidationError as error:
        return None, [*faults, *_faults(error, raw.kind, raw, authored)]


def _with_ids(kind: type[Value], raw: dict[str, Any]) -> dict[str, Any]:
    """Return a record with the full ids of what hangs on it: in a file they are short."""
    if not isinstance(raw.get("id"), str):
        return raw
    full = {
        name: [_full(raw, row) for row in raw[name]]
        for name in child_fields(kind)
        if is_list(raw.get(name))
    }
    return {**raw, **full}


def _id_of(row: Any) -> object:
    return row.get("id") if is_table(row) else None


def _full(parent: dict[str, Any], row: Any) -> Any:
    short = _id_of(row)
    if not isinstance(short, str) or "/" in short:
        return row
    return {**row, "id": f"{parent['id']}/{short}"}


def _derived_keys(
    kind: type[Value], table: Any, raw: Raw, record: str, path: KeyPath
) -> Iterator[Finding]:
    """Yield what an authored file says though the data set derives it."""
    if not is_table(table):
        return
    watched = _watched(kind)
    for name in [name for name in table if name in watched]:
        if (nested := watched[name]) is None:
            message, here = f"key {name!r} is derived from other values", (*path, name)
            yield Finding("E112", raw.file, record, message, "take it out", here)
        elif is_list(table[name]):
            for n, item in enumerate(table[name]):
                inner = str(_id_of(item))
                within = inner if "/" in inner else record  # a section of a source is no record
                yield from _derived_keys(nested, item, raw, within, (*path, name, n))


@cache
def _watched(kind: type[Value]) -> dict[str, type[Value] | None]:
    """Return the keys that are derived, and those that hold tables, with the kind of these."""
    known = fields(kind).items()
    held = {name: column.nested for name, column in known if column.derived or column.nested}
    return held | dict.fromkeys(getattr(kind, "extra_columns", ()))


def _faults(
    error: ValidationError, kind: type[Value], raw: Raw, table: dict[str, Any]
) -> Iterator[Finding]:
    """Yield pydantic's faults in our words: where, what, and what would be right."""
    from difflib import get_close_matches

    errors = error.errors(include_url=False)
    unknown = [fault["loc"] for fault in errors if fault["type"] == "extra_forbidden"]
    for fault in errors:
        record, path = _innermost(table, fault["loc"])
        place = ".".join(str(part) for part in path)
        key = str(fault["loc"][-1]) if fault["loc"] else ""
        here = (*raw.path, *fault["loc"])
        if fault["type"] == "extra_forbidden":
            known = _known_keys(kind, fault["loc"][:-1])
            yield unknown_key(raw.file, record, place, known, here)
        elif fault["type"] == "missing":
            typed = [str(loc[-1]) for loc in unknown if loc[:-1] == fault["loc"][:-1]]
            if get_close_matches(key, typed):
                continue  # it is there, mistyped, which is told already
            message = f"key {place!r} is missing"
            yield Finding("E113", raw.file, record, message, f"add {key} = …", here)
        else:
            said, advice = _in_words(fault)
            message = f"{place} = {_written(fault['input'])} {said}"
            yield Finding("E114", raw.file, record, message, advice, here)


def _in_words(fault: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with a value, and what to do about it."""
    value = str(fault["input"])
    if fault["type"] in _WORDS:
        return _WORDS[fault["type"]]
    if fault["type"] == "enum":  # its message lists the words
        words = re.findall(r"'([^']+)'", fault["msg"])
        nearest = near(value, {fold(word): word for word in words}, most=1)
        meant = f'write "{nearest[0]}"' if nearest else "write one of them"
        return f"is none of {', '.join(words)}", meant
    if fault["type"] == "string_pattern_mismatch":
        pattern = fault.get("ctx", {}).get("pattern", "")
        *above, last = value.split("/")
        right = "/".join([*above, slug(last)])
        if pattern == ID_PATTERN:
            meant = f': write "{right}"' if re.fullmatch(ID_PATTERN, right) else ""
            return "is no id", f"an id has letters a to z, digits and hyphens{meant}"
        return f"is not of the form {pattern}", "copy it again"
    told, _, right = fault["msg"].removeprefix("Value error, ").partition(": write ")
    told = told.removeprefix(f"{value!r} ").replace("Input should be", "should be")
    return told, f"write {right}" if right else "mend the value"


def _written(value: object) -> str:
    """Return a value about as it stands in the file, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    text = value.isoformat() if isinstance(value, (date, time)) else repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _innermost(raw: Any, path: KeyPath) -> tuple[str, KeyPath]:
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


def _known_keys(kind: type[Value], path: KeyPath) -> list[str]:
    for part in path:
        if isinstance(part, str) and part in columns(kind):
            kind = columns(kind)[part].nested or kind
    return [name for name, column in columns(kind).items() if not column.derived]
