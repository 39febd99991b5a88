"""What every value shares: frozen, strict about keys, and its references resolved for the reader.

In a file, in JSON and in a frame a reference is the id of another record. Validation reads it as
that string; then the record itself is put in its place: by `link` when a data set is loaded, else
by `Record`. So references may point forwards,
backwards and in circles, and no reader ever sees a bare id where a record belongs. Equality and
hash look at ids, never through them, for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, Field, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from rezekne_twins.immutable import OwnCopy

__all__ = ["Ref", "Value"]

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""A lower-case ASCII slug; what belongs to another record follows it after a slash."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Text that says something: an empty string is never a value, a missing key is."""

PrintedKind = Annotated[Text | None, Field(description="Printed word for a kind or topic `other`.")]
"""Closed vocabularies have a way out: what fits no word is `other`, and keeps its printed word."""


class Keys(tuple[str, ...]):
    """Names of columns, in their order, from a text with blanks between them."""

    __slots__ = ()

    def __new__(cls, names: str) -> Self:
        """Cut the text."""
        return super().__new__(cls, names.split())


T = TypeVar("T")


class Reference:
    """Marks a field that holds another record: read and written as its id.

    Attributes:
        shows: Attribute of the record that stands in a table; empty: its id.
    """

    def __init__(self, shows: str = "") -> None:
        """Mark a field."""
        self.shows = shows

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a string; write the id of the record that has taken its place."""
        text = core_schema.str_schema(min_length=1)
        return core_schema.json_or_python_schema(
            json_schema=text,
            python_schema=core_schema.no_info_wrap_validator_function(_record_or_id, text),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: value if isinstance(value, str) else value.id,
                return_schema=core_schema.str_schema(),
            ),
        )


def _record_or_id(value: object, read: Callable[[object], object]) -> object:
    """Let a record pass where its id may stand; only in Python, so JSON pays nothing."""
    return value if isinstance(value, Value) else read(value)


Ref = Annotated[T, Reference()]
"""`Ref[Place]` is a `Place` to the reader and its id in a file."""


def optional(description: str) -> Any:
    """Describe a field that may hold nothing."""
    return Field(default=None, description=description)


def several(description: str) -> Any:
    """Describe a field that holds any number of values, also none."""
    return Field(default=(), description=description)


def derived(description: str, default: Any = None, *, exclude: bool | None = None) -> Any:
    """Describe a field that the data set fills in; an authored file may not contain it."""
    mark: Any = {"derived": True}
    return Field(default=default, description=description, exclude=exclude, json_schema_extra=mark)


class Value(OwnCopy, BaseModel, frozen=True, extra="forbid"):
    """A part of a record, without an id."""

    def __format__(self, spec: str) -> str:
        """Format as text, so that `f"{place:<20}"` aligns."""
        return format(str(self), spec)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:  # noqa: ARG002
        """Return another one with some values changed; without any, itself."""
        if not update:
            return self
        changed = super(OwnCopy, self).__copy__()
        vars(changed).update(update)
        return changed
