"""What the fields of a record kind hold, read off its annotations once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeGuard, Union, get_args, get_origin, get_type_hints

from rezekne_twins.models.base import Reference, Value


class Column(NamedTuple):
    """One field or property of a record kind: the one description that all tables derive from.

    Attributes:
        name: Its name.
        types: Classes that a single value can have.
        many: True where it holds a tuple of them.
        reference: True where the values are other records, written as their ids.
        derived: True where the data set fills it in.
        nested: Kind of the record or value inside the record, if there is one.
        nullable: True where there may be no value.
        description: What it says, for data dictionaries.
        shows: Attribute of a referenced record that stands in a table; empty: its id.
    """

    name: str
    types: tuple[type[Any], ...]
    many: bool
    reference: bool
    derived: bool
    nested: type[Value] | None = None
    nullable: bool = False
    description: str = ""
    shows: str = ""

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
    """Return the fields of a record kind, and its further columns, by name."""
    found = dict(fields(kind))
    for name in (n for base in reversed(kind.__mro__) for n in vars(base).get("extra_columns", ())):
        computed = getattr(kind, name)
        read = getattr(computed, "func", None) or computed.fget  # of a cached one, or not
        returned = get_type_hints(read, include_extras=True)["return"]
        found[name] = _column(name, returned, computed.__doc__ or "", derived=True)
    return found


@cache
def fields(kind: type[Value]) -> dict[str, Column]:
    """Return the fields of a record kind by name: all that loading asks for."""
    found: dict[str, Column] = {}
    for name, field in kind.model_fields.items():
        derived = field.json_schema_extra == {"derived": True}
        marks = tuple(field.metadata)
        found[name] = _column(name, field.annotation, field.description or "", marks, derived=derived)
    return found


def _column(
    name: str, hint: Any, description: str, marks: tuple[Any, ...] = (), *, derived: bool
) -> Column:
    many, nullable, types = False, False, list[type[Any]]()
    waiting = [hint]
    while waiting:
        tp = waiting.pop(0)
        origin = get_origin(tp)
        if origin is Annotated:
            inner, *inner_marks = get_args(tp)
            marks += tuple(inner_marks)
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
    reference = next((mark for mark in marks if isinstance(mark, Reference)), None)
    kind = get_origin(types[0]) or types[0]  # a field of somebody's subclass may be a `dict[…]`
    nested = types[0] if not reference and issubclass(kind, Value) else None
    shows = reference.shows if reference else ""
    told = (nested, nullable, description, shows)
    return Column(name, tuple(types), many, reference is not None, derived, *told)


KeyPath = tuple[str | int, ...]
"""Keys, and positions or ids of tables in lists, that lead to a value within its file."""


def walk(
    value: Value,
    path: KeyPath = (),
    *,
    but: type[Value] | tuple[type[Value], ...] = (),
    of: Callable[[type[Value]], dict[str, Column]] = fields,
) -> Iterator[tuple[KeyPath, Column, Any]]:
    """Yield everything that a record holds, with its path and column, in the order of the model.

    References are yielded, and never followed.

    Args:
        value: Record or value to walk through.
        path: Path of the value itself.
        but: Kinds of nested value that are yielded, and not walked through.
        of: Which columns: `fields`, or `columns` for the computed ones too. Those cannot be read
            while loading, before references are linked.
    """
    for name, column in of(type(value)).items():
        for n, item in enumerate(column.held(value)):
            here = (*path, name, n) if column.many else (*path, name)
            yield here, column, item
            if column.nested and not isinstance(item, but):
                yield from walk(item, here, but=but, of=of)


def path_to(inner: Value, outer: Value, path: KeyPath = ()) -> KeyPath | None:
    """Return the path of a value that stands in another one; none if it does not.

    Linear search; only used for error reports.
    """
    found = (here for here, column, item in walk(outer, path) if column.nested and item is inner)
    return path if inner is outer else next(found, None)


def set_fields(value: Value, **values: Any) -> None:
    """Set fields of a record that is being built; afterwards it is frozen."""
    vars(value).update(values)
