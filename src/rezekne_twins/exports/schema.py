"""The JSON Schema of the file that `to_json` writes, read off the models."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from rezekne_twins.loading.files import AUTHORED, FORMAT, FORMAT_VERSION
from rezekne_twins.models import About, Record

DIALECT = GenerateJsonSchema.schema_dialect


def document_schema() -> dict[str, Any]:
    """Return the schema of the file that `to_json` writes."""
    defs: dict[str, Any] = {}
    kinds: list[type[BaseModel]] = [*AUTHORED, About]
    for kind in kinds:
        part = TypeAdapter(kind).json_schema(mode="serialization")
        defs |= part.pop("$defs", {})
        defs[kind.__name__] = part
    lists = lists_of(AUTHORED)
    head: dict[str, Any] = {
        "format": {"const": FORMAT},
        "format_version": {"const": FORMAT_VERSION},
        "version": {"type": "string", "description": "Release that wrote it."},
        "dataset": {"$ref": "#/$defs/About"},
    }
    return {
        "$schema": DIALECT,
        "title": "A rezekne-twins data set, as one JSON file",
        "type": "object",
        "properties": {**head, **lists},
        "required": [*head, *lists],
        "additionalProperties": False,
        "$defs": defs,
    }


def lists_of(kinds: Iterable[type[Record]]) -> dict[str, Any]:
    """Return a property for each kind: the list of its records."""
    refs = {kind.collection: {"$ref": f"#/$defs/{kind.__name__}"} for kind in kinds}
    return {name: {"type": "array", "items": ref} for name, ref in refs.items()}
