"""What the steps of loading hand on: raw rows, then records with their place, then broken ids."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeAlias, TypeGuard, TypeVar

from rezekne_twins import models
from rezekne_twins.models.columns import Column, KeyPath, path_to

V = TypeVar("V", bound=models.Value)
Location: TypeAlias = Traversable | Path
"""A file or folder; that of a package may be inside an archive."""


class Row(NamedTuple):
    """One record as it is written, before validation, and where it stands."""

    kind: type[models.Value]
    file: str
    value: Any
    path: KeyPath = ()


class Entry(NamedTuple, Generic[V]):
    """A validated record, and where it stands."""

    file: str
    path: KeyPath
    record: V

    def path_to(self, value: models.Value) -> KeyPath:
        """Return the path, within the file, to a value inside the record."""
        return path_to(value, self.record, self.path) or ()


class Parsed(NamedTuple):
    """All records of a data set; until they are linked they hold ids where records belong."""

    about: Entry[models.About]
    entries: list[Entry[models.Record]]

    @property
    def retired(self) -> dict[str, models.Retired]:
        """The retired ids."""
        found = (entry.record for entry in self.entries)
        return {record.id: record for record in found if isinstance(record, models.Retired)}


class Broken(NamedTuple):
    """An id or a reference that cannot stand as it is."""

    code: str
    entry: Entry[Any]
    value: models.Value
    """The record, or the value inside it, that is at fault."""
    key: KeyPath
    """Path to the fault within the value."""
    text: str
    """The id that is wrong, or the circle."""
    column: Column | None = None


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a raw value is a table."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a raw value is a list."""
    return isinstance(value, list)
