"""How pydantic writes values of ours where a model does not name their type, as under `Any`."""

from __future__ import annotations

from functools import cache

from pydantic_core import SchemaSerializer, core_schema


@cache
def serializer(function: type[str | list[object]]) -> SchemaSerializer:
    """Return a serialiser that calls a function: `str` or `list`."""
    plain = core_schema.plain_serializer_function_ser_schema(function)
    return SchemaSerializer(core_schema.any_schema(serialization=plain))
