"""What is wrong with files, rows and references, in words; imported only where something is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from rezekne_twins import models
from rezekne_twins.errors import Finding
from rezekne_twins.loading.rows import Broken, Parsed, Row, is_list, is_table
from rezekne_twins.models.base import ID_PATTERN
from rezekne_twins.models.columns import KeyPath, columns, path_to
from rezekne_twins.models.record import children
from rezekne_twins.names import fold, slug
from rezekne_twins.suggestions import near, understood

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_WORDS = {
    "bool_type": ("is neither true nor false", "write true or false, without quotes"),
    "float_type": ("is no number", "write a number, without quotes"),
    "int_type": ("is no whole number", "write a whole number, without quotes"),
    "model_type": ("is no table", "write its keys in braces, such as { value = 12 }"),
    "string_too_short": ("is empty", "write it; only a key that is optional may be left out"),
    "string_type": ("is no text", "write one text, in straight quotes"),
    "tuple_type": ("is no list", 'write a list: ["one", "another"]'),
}
"""What is wrong, and what to do, by pydantic's type of fault: its own words are Python's."""
_TOML = (
    ("Cannot overwrite", "this key is written twice"),
    ("Unclosed array", "a list has no closing bracket, or a comma is missing"),
    ("Illegal character '\\n'", "a closing quotation mark is missing"),
    ("Found invalid character '\\x00'", "an invisible character turns text round"),
)
"""What the parser says, in plain words."""
_LONGEST = 100
_LEFTOVER = r"~$|^[~#]|\.(sw.|orig|rej|bak|old|te?mp|part)$|^(Thumbs.db|desktop.ini)$| \(\d+\)\.toml$"
"""Names of backups, swap files, second downloads, merge leftovers and files that Windows adds."""


# --- Files -----------------------------------------------------------------------------------


def unreadable_toml(file: str, text: str, error: Exception) -> Finding:
    """Say why a TOML file cannot be read: not there, not text, or where it stops being TOML."""
    if isinstance(error, FileNotFoundError):
        return Finding("E101", file, "", "is missing", "add the file")
    if isinstance(error, OSError):
        message = f"cannot be read: {error.strerror}"
        return Finding("E101", file, "", message, "put a text file there")
    if isinstance(error, UnicodeDecodeError):
        return Finding("E102", file, "", f"is not UTF-8: {error}", "save the file as UTF-8")
    told = str(error)
    found = re.search(r" \(at line (\d+), column (\d+)\)$", told)
    line, column = (int(found[1]), int(found[2])) if found else (text.count("\n", 0, -1) + 1, 1)
    what = told[: found.start()] if found else told.removesuffix(" (at end of document)")
    what = next((plain for start, plain in _TOML if what.startswith(start)), what)
    advice = _mend_of_line(text.split("\n")[line - 1])
    return Finding("E103", file, "", f"is not TOML: {what}", advice, line=line, column=column)


def _mend_of_line(line: str) -> str:
    """Return what to do about a line that is not TOML."""
    if re.match(r"(<{7}|={7}|>{7})", line):
        return "resolve the merge conflict: keep one version, delete the lines with <<<, === and >>>"
    if comma := re.search(r"=\s*(-?\d+),(\d+)", line):
        return f"write {comma[1]}.{comma[2]}"
    bare = re.fullmatch(r"[^=\"']+=\s*([^\s=\"'\[\]{}#][^\"'\[\]{}#]*?)\s*(#.*)?", line)
    value = bare[1].strip("„“”«»") if bare else ""
    if value.lower() in {"null", "none", "nil"}:
        return "take the line out: an unknown value is left out"
    right = value.lower() if value.lower() in {"true", "false"} else f'"{value}"'
    return f"write {right}" if value else "mend this line, or what is left open above it"


def unreadable_export(file: str, error: Exception) -> Finding:
    """Say why a JSON file cannot be read."""
    if isinstance(error, OSError):
        return Finding("E101", file, "", f"cannot be read: {error.strerror}", "check the path")
    return Finding("E103", file, "", f"is not JSON: {error}", "export it again")


def other_format(file: str, whole: Any, form: str, version: int) -> Finding:
    """Say that a JSON file is not of the format, or of another version of it."""
    if not is_table(whole) or whole.get("format") != form:
        advice = "load a file that to_json wrote, or a data folder"
        return Finding("E105", file, "", f'has no "format": "{form}"', advice)
    message = f"has format version {whole.get('format_version')!r}; this release reads {version}"
    advice = f"use release {whole.get('version')!r}, which wrote it, or a later one"
    return Finding("E106", file, "", message, advice)


def other_id(file: str, stem: str, given: object) -> Finding:
    """Say that the id in a file is not the file's name."""
    message = f"id {given!r} is not the name of the file"
    return Finding("E104", file, stem, message, "leave id out: the file's name is the id", ("id",))


def unreadable_folder(folder: str, error: OSError) -> Finding:
    """Say that the entries of a folder cannot be listed."""
    message = f"cannot be read: {error.strerror}"
    return Finding("E101", folder or ".", "", message, "put a folder there that you may read")


def unread_entry(folder: str, name: str, known: Iterable[str]) -> Finding:
    """Say that a file or folder is not read, and what to do with it."""
    file = f"{folder}/{name}" if folder else name
    if re.search(_LEFTOVER, name, re.IGNORECASE):
        return Finding("E107", file, "", "is a copy by an editor or a system", "delete or rename it")
    advice = f"write one file {folder}/ID.toml for each record; move anything else away"
    if not folder:
        advice = understood(name, {fold(entry): entry for entry in sorted(known)}, "file")
    elif meant := slug(name.lower().rpartition(".toml")[0]):
        advice = f"rename it to '{meant}.toml', or delete it"
    return Finding("E107", file, "", "is not read as part of a data folder", advice)


def unknown_key(file: str, record: str, key: str, known: Iterable[str], path: KeyPath) -> Finding:
    """Say that a key is not known, and which are."""
    advice = understood(key, {fold(name): name for name in known}, "key")
    return Finding("E110", file, record, f"key {key!r} is not known here", advice, path)


# --- Rows ------------------------------------------------------------------------------------


def row_faults(row: Row, table: Any, error: ValidationError | None, about: Any) -> Iterator[Finding]:
    """Yield what is wrong with a row: keys that are derived, then what pydantic found."""
    if not is_table(table):
        message, advice = f"{_written(table)} is not a table", "write [[…]] tables"
        yield Finding("E111", row.file, "", message, advice, row.path)
        return
    yield from _derived_keys(row.kind, table, row.file, str(table.get("id", "")), row.path)
    if error:
        yield from _invalid_values(row, table, error, about)


def _derived_keys(
    kind: type[models.Value], table: Any, file: str, record: str, path: KeyPath
) -> Iterator[Finding]:
    """Yield what an authored file states though the data set derives it."""
    watched = _derived_or_tables(kind)
    for name in table if is_table(table) else ():
        if name not in watched:
            continue
        if (nested := watched[name]) is None:
            message = f"key {name!r} is derived from other values"
            yield Finding("E112", file, record, message, "take it out", (*path, name))
        elif is_list(table[name]):
            for n, item in enumerate(table[name]):
                inner = str(_id_of(item))
                within = inner if "/" in inner else record  # a section of a source is no record
                yield from _derived_keys(nested, item, file, within, (*path, name, n))


@cache
def _derived_or_tables(kind: type[models.Value]) -> dict[str, type[models.Value] | None]:
    """Return the keys that are derived, and those that hold tables, with the kind of these."""
    known = columns(kind).items()
    return {name: column.nested for name, column in known if column.derived or column.nested}


def _invalid_values(row: Row, table: Any, error: ValidationError, about: Any) -> Iterator[Finding]:
    """Yield pydantic's faults in our words: where, what, and what would be right."""
    errors = error.errors(include_url=False)
    unknown = [fault["loc"] for fault in errors if fault["type"] == "extra_forbidden"]
    for fault in errors:
        record, path = _innermost(table, fault["loc"])
        place = ".".join(str(part) for part in path)
        key = str(fault["loc"][-1]) if fault["loc"] else ""
        here = (*row.path, *fault["loc"])
        if fault["type"] == "extra_forbidden":
            known = _known_keys(row.kind, fault["loc"][:-1])
            yield unknown_key(row.file, record, place, known, here)
        elif fault["type"] == "missing":
            typed = [str(loc[-1]) for loc in unknown if loc[:-1] == fault["loc"][:-1]]
            if get_close_matches(key, typed):
                continue  # it is there, mistyped, which is told already
            message = f"key {place!r} is missing"
            yield Finding("E113", row.file, record, message, f"add {key} = …", here)
        else:
            said, advice = _in_words(fault)
            if key == "holder" and isinstance(about, models.About):
                advice = f"write one of {', '.join(holder.id for holder in about.holders)}"
            message = f"{place} = {_written(fault['input'])} {said}"
            yield Finding("E114", row.file, record, message, advice, here)


def _in_words(fault: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with a value, and what to do about it."""
    value = str(fault["input"])
    if fault["type"] in _WORDS:
        return _WORDS[fault["type"]]
    if fault["type"] == "enum":  # its message lists the words
        words = re.findall(r"'([^']+)'", fault["msg"])
        nearest = get_close_matches(fold(value).replace(" ", "_"), words, 1, 0.75)
        meant = f'write "{nearest[0]}"' if nearest else "write one of them"
        if not nearest and "other" in words:
            meant += '; if none fits, "other" and the printed word in kind_as_written'
        return f"is none of {', '.join(words)}", meant
    if fault["type"] == "string_pattern_mismatch":
        pattern = fault.get("ctx", {}).get("pattern", "")
        *above, last = value.split("/")
        right = "/".join([*above, slug(last)])
        if pattern == ID_PATTERN:
            meant = f': write "{right}"' if re.fullmatch(ID_PATTERN, right) else ""
            return "is no id", f"an id has letters a to z, digits and hyphens{meant}"
        return f"is not of the form {pattern}", "copy it again from where it was made"
    told, _, right = fault["msg"].removeprefix("Value error, ").partition(": write ")
    told = told.removeprefix(f"{value!r} ").replace("Input should be", "should be")
    return told, f"write {right}" if right else "mend the value"


def _written(value: object) -> str:
    """Return a value about as it stands in the file, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    text = value.isoformat() if isinstance(value, (date, time)) else repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _id_of(row: Any) -> object:
    return row.get("id") if is_table(row) else None


def _innermost(table: Any, path: KeyPath) -> tuple[str, KeyPath]:
    """Return the id of the innermost record that a path leads into, and the rest of the path."""
    inner, record, rest = table, str(table.get("id", "")), path
    for n, part in enumerate(path[:-1], start=1):
        try:
            inner = inner[part]
        except (KeyError, IndexError, TypeError):  # the path goes on into a union or a type
            break
        name = _id_of(inner)
        if isinstance(name, str) and "/" in name:  # a section or a holder is no record
            record, rest = name, path[n:]
    return record, rest


def _known_keys(kind: type[models.Value], path: KeyPath) -> list[str]:
    for part in path:
        if isinstance(part, str) and part in columns(kind):
            kind = columns(kind)[part].nested or kind
    return [name for name, column in columns(kind).items() if not column.derived]


# --- Ids and references ----------------------------------------------------------------------


def id_faults(broken: Iterable[Broken], parsed: Parsed, known: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong with ids and references."""
    for each in broken:
        message, advice = _of_reference(each, parsed, known)
        whole, value = each.entry.record, each.value
        outer = (value,) if isinstance(value, models.Holder) else (whole, *children(whole))
        record = [r.id for r in outer if path_to(value, r) is not None][-1]
        path = (*each.entry.path_to(value), *each.key)
        yield Finding(each.code, each.entry.file, record, message, advice, path)


def _of_reference(each: Broken, parsed: Parsed, known: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is wrong with an id or a reference, and what to do about it."""
    if each.code in {"E202", "E203"}:
        return _dangling(each, parsed, known)
    id_, key, named = repr(each.text), each.key[0], (models.Holder, models.Retired, models.Section)
    kind = type(each.value).__name__.lower() if isinstance(each.value, named) else "record"
    circle = (f"leads back to itself: {each.text}", "take one link of the circle out")
    itself = (f"{key} names itself", "name another, or take it out")
    parent = getattr(each.entry.record, "id", "")
    twice = (f"{key} names {id_} twice", "keep one")
    where = getattr(known.get(each.text), "file", "") or each.entry.file
    return {
        "E201": (f"role {each.text.rpartition('/')[2]!r} is written twice", "keep one")
        if isinstance(each.value, models.Role)
        else (f"{kind} id {id_} is used twice", f"give one another id; {where} has it too"),
        "E204": circle if each.text else itself,
        "E205": (f"id {id_} is not of {parent!r}", "write what follows the slash"),
        "E207": (f"id {id_} was retired, and is never used again", "give it another id"),
        **dict.fromkeys(("E209", "E302"), twice),
    }[each.code]


def _dangling(each: Broken, parsed: Parsed, known: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a reference fails to name, and the ids that are near it."""
    wanted, key, types = each.text, each.key[0], each.column.types if each.column else ()
    whole = f"{getattr(each.entry.record, 'id', '')}/{wanted}"  # within its partnership
    if retired := parsed.retired.get(wanted) or parsed.retired.get(whole):
        successor = getattr(retired.successor, "id", retired.successor)
        advice = f"write {successor!r}" if successor else "name another, or take it out"
        since = retired.since.replace("next", "the next release")
        return f"{key} names {wanted!r}, which was retired in {since}", advice
    kinds = " or ".join(kind.__name__.lower() for kind in types)
    here = [(i, target) for i, target in known.items() if isinstance(target, types)]
    source, sources = wanted.partition("/")[0], {i.partition("/")[0] for i, _ in here}
    if each.code == "E203" and not get_close_matches(source, sources):
        message = f"{key} names {wanted!r}, which is no paragraph: there is no source {source!r}"
        return message, "add the source first, in the folder sources, or correct the ID"
    keys = ("title", "title_lv", "alpha_3", "id")  # a name is not an id, but suggests it
    ids = {fold(str(getattr(target, key, i))): i for key in keys for i, target in here}
    nearest = " or ".join(map(repr, near(wanted, ids)))
    meant = f"did you mean {nearest}? Else " if nearest else ""
    told = f"{key} names {wanted!r}, which is no {kinds} of this data"
    return told, f"{meant}add it as a new record, or take this out"
