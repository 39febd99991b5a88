"""What the fields of a record kind hold, read off its annotations once."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    TypeGuard,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from rezekne_twins.models.base import Reference, Value


class Column(NamedTuple):
    """One field or property of a record kind.

    Attributes:
        name: Its name.
        types: Classes that a single value can have.
        many: True where it holds a tuple of them.
        reference: True where the values are other records, written as their ids.
        derived: True where the data set fills it in.
        nested: Kind of the record or value that stands inside the record, if there is one.
        nullable: True where there may be no value.
        description: What it says, for data dictionaries.
    """

    name: str
    types: tuple[type[Any], ...]
    many: bool
    reference: bool
    derived: bool
    nested: type[Value] | None = None
    nullable: bool = False
    description: str = ""

    def held(self, value: Value) -> tuple[Any, ...]:
        """Return what a value holds here: nothing, one thing, or several."""
        found = getattr(value, self.name)
        if self.many:
            return tuple(found)
        return () if found is None else (found,)


def is_many(value: object) -> TypeGuard[tuple[Any, ...]]:
    """Tell whether an attribute holds several values."""
    return isinstance(value, tuple)


@cache
def columns(kind: type[Value]) -> dict[str, Column]:
    """Return the fields of a record kind, and its further frame columns, by name."""
    found = dict(fields(kind))
    for name in getattr(kind, "extra_columns", ()):
        computed = getattr(kind, name)
        returned = get_type_hints(computed.fget, include_extras=True)["return"]
        found[name] = _column(name, returned, computed.__doc__, derived=True)
    return found


@cache
def fields(kind: type[Value]) -> dict[str, Column]:
    """Return the fields of a record kind by name: all that loading asks for."""
    found: dict[str, Column] = {}
    for name, field in kind.model_fields.items():
        derived = field.json_schema_extra == {"derived": True}
        referring = any(isinstance(mark, Reference) for mark in field.metadata)
        found[name] = _column(
            name, field.annotation, field.description or "", derived=derived, reference=referring
        )
    return found


def _column(
    name: str, hint: Any, description: str, *, derived: bool, reference: bool = False
) -> Column:
    many, nullable, types = False, False, list[type[Any]]()
    waiting = [hint]
    while waiting:
        tp = waiting.pop(0)
        origin = get_origin(tp)
        if origin is Annotated:
            inner, *marks = get_args(tp)
            reference = reference or any(isinstance(mark, Reference) for mark in marks)
            waiting.append(inner)
        elif origin in {Union, UnionType}:
            waiting.extend(get_args(tp))
        elif tp is type(None):
            nullable = True
        elif origin is tuple:
            many = True
            waiting.append(get_args(tp)[0])
        else:
            types.append(tp)
    kind = get_origin(types[0]) or types[0]  # a field of somebody's subclass may be a `dict[…]`
    nested = types[0] if not reference and issubclass(kind, Value) else None
    return Column(name, tuple(types), many, reference, derived, nested, nullable, description)


KeyPath = tuple[str | int, ...]
"""Keys, and positions or ids of tables in lists, that lead to a value within its file."""


def path_to(inner: Value, outer: Value, path: KeyPath = ()) -> KeyPath | None:
    """Return the path of a value that stands in another one; none if it does not.

    It searches the whole of `outer`: only faults need paths.
    """
    if inner is outer:
        return path
    for name, column in fields(type(outer)).items():
        for n, item in enumerate(
            column.held(outer) if column.nested and not column.derived else ()
        ):
            step = (*path, name, n) if column.many else (*path, name)
            if (found := path_to(inner, item, step)) is not None:
                return found
    return None


def set_fields(value: Value, **values: Any) -> None:
    """Set fields of a record that is being built; afterwards it is frozen."""
    vars(value).update(values)
