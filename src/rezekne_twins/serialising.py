"""How pydantic writes values of ours where a model does not name their type, as under `Any`."""

from __future__ import annotations

from functools import cache

from pydantic_core import SchemaSerializer, core_schema


@cache
def text_serializer() -> SchemaSerializer:
    """Return a serialiser to text."""
    text = core_schema.to_string_ser_schema()
    return SchemaSerializer(core_schema.any_schema(serialization=text))


@cache
def list_serializer() -> SchemaSerializer:
    """Return a serialiser to a list."""
    listed = core_schema.plain_serializer_function_ser_schema(list)
    return SchemaSerializer(core_schema.any_schema(serialization=listed))
