"""From raw rows to validated records, which still hold ids where other records belong."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

from pydantic import VERSION, ConfigDict, ValidationError, create_model

from rezekne_twins.errors import DataError, Finding
from rezekne_twins.loading.files import AUTHORED, FORMAT, FORMAT_VERSION, bounded
from rezekne_twins.loading.rows import Entry, Location, Parsed, Row, is_list, is_table
from rezekne_twins.models import About, Value
from rezekne_twins.models.columns import Column, fields
from rezekne_twins.models.record import UNLINKED, child_fields

_PYDANTIC = tuple(map(int, VERSION.split(".")[:2]))


def validate(rows: Iterable[Row | Finding]) -> Parsed:
    """Return the records of a data set, whose first row says what the set is.

    Raises:
        DataError: Some rows could not be read, or are not what their kind demands.
    """
    entries: list[Entry[Any]] = []
    findings: list[Finding] = []
    for row in rows:
        if isinstance(row, Finding):
            findings.append(row)
            continue
        table, value, error = _with_full_ids(row), None, None
        try:
            value = row.kind.model_validate(table, context=UNLINKED)
        except ValidationError as raised:
            error = raised
        if value is None or _states_derived(value):
            from rezekne_twins.loading.faults import row_faults

            findings += row_faults(row, table, error, entries[0].record if entries else None)
        else:
            entries.append(Entry(row.file, row.path, value))
    if findings:
        raise DataError(findings)
    return Parsed(entries[0], entries[1:])


def _with_full_ids(row: Row) -> Any:
    """Return a raw row with the full ids of the records inside it: in a file they are short."""
    table = row.value
    if not is_table(table) or not isinstance(table.get("id"), str):
        return table
    full = {
        name: [_with_full_id(table["id"], child) for child in table[name]]
        for name in child_fields(row.kind)
        if is_list(table.get(name))
    }
    return {**table, **full}


def _with_full_id(parent: str, child: Any) -> Any:
    short = child.get("id") if is_table(child) else None
    if not isinstance(short, str) or "/" in short:
        return child
    return {**child, "id": f"{parent}/{short}"}


def _states_derived(value: Value) -> bool:
    """Tell whether a value, or one inside it, was written with a key that must be derived."""
    return any(
        column.name in value.model_fields_set
        if column.derived
        else any(map(_states_derived, column.held(value)))
        for column in _derived_or_nested(type(value))
    )


@cache
def _derived_or_nested(kind: type[Value]) -> tuple[Column, ...]:
    return tuple(column for column in fields(kind).values() if column.derived or column.nested)


def validate_export(path: Location) -> Parsed | None:
    """Return what a file of `to_json` without fault holds, in half the time; else `None`.

    What is derived is validated with the rest, and derived again after that.
    """
    if _PYDANTIC < (2, 11):  # of two equal keys it takes the first, and Python the last
        return None
    try:
        if not path.is_file():  # a folder, or a device
            return None
        text = bounded(path, export=True).read_bytes()
        whole = export_model().model_validate_json(text, context=UNLINKED)
    except (OSError, ValidationError):
        return None
    entries = [
        Entry(path.name, (kind.collection, n), record)
        for kind in AUTHORED
        for n, record in enumerate(getattr(whole, kind.collection))
    ]
    return Parsed(Entry(path.name, (), whole.dataset), entries)


@cache
def export_model() -> Any:
    """Return the model of a whole file."""
    parts: dict[str, Any] = {
        "format": (Literal[FORMAT], ...),  # pyright: ignore[reportInvalidTypeForm]
        "format_version": (Literal[FORMAT_VERSION], ...),  # pyright: ignore[reportInvalidTypeForm]
        "version": (str, ...),
        "dataset": (About, ...),
    }
    for kind in AUTHORED:
        parts[kind.collection] = (tuple[kind, ...], ())  # type: ignore[valid-type]
    config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)
    return create_model("Document", __config__=config, **parts)
