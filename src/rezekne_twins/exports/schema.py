"""JSON Schemas, read off the models: of the files that people write, and of the export."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import cleandoc  # what Python 3.13 does to docstrings by itself
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from rezekne_twins.loading.files import AUTHORED, FOLDERS, FORMAT, FORMAT_VERSION, LISTS
from rezekne_twins.models import About, Record

DIALECT = GenerateJsonSchema.schema_dialect


def authoring_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of data file, by the name of its file or folder.

    What the data set derives is left out, and so is the id of a record that has its own file.
    """
    found = {"dataset": _schema(About)}
    for kind in LISTS:
        rows = _schema(kind)
        found[kind.collection] = {
            "$schema": rows.pop("$schema"),
            "title": f"{kind.collection}.toml",
            "description": cleandoc(kind.__doc__ or ""),
            "type": "object",
            "properties": _lists([kind]),
            "additionalProperties": False,
            "$defs": {**rows.pop("$defs", {}), kind.__name__: rows},
        }
    for kind in FOLDERS:
        found[kind.collection] = _schema(kind)
    return found


def document_schema() -> dict[str, Any]:
    """Return the schema of the file that `to_json` writes."""
    defs: dict[str, Any] = {}
    kinds: list[type[BaseModel]] = [*AUTHORED, About]
    for kind in kinds:
        part = TypeAdapter(kind).json_schema(mode="serialization")
        defs |= part.pop("$defs", {})
        defs[kind.__name__] = part
    lists = _lists(AUTHORED)
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


def _lists(kinds: Iterable[type[Record]]) -> dict[str, Any]:
    """Return a property for each kind: the list of its records."""
    refs = {kind.collection: {"$ref": f"#/$defs/{kind.__name__}"} for kind in kinds}
    return {name: {"type": "array", "items": ref} for name, ref in refs.items()}


def _schema(kind: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of what people write of a kind."""
    schema = TypeAdapter(kind).json_schema(mode="validation")
    parts = schema.get("$defs", {})
    for name, part in {kind.__name__: schema, **parts}.items():
        if "properties" not in part:  # a vocabulary
            continue
        part["properties"] = {
            key: _said(value) for key, value in part["properties"].items() if not value.get("derived")
        }
        if name == kind.__name__ and kind in FOLDERS:
            part["required"] = [key for key in part.get("required", []) if key != "id"]
    return {"$schema": DIALECT, **schema}


def _said(value: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a value that is there: what is not said has no key in a file."""
    kept = {k: v for k, v in value.items() if (k, v) != ("default", None) and k != "title"}
    some = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if len(some) == 1:
        del kept["anyOf"]
        return {**some[0], **kept}
    return kept | ({"anyOf": some} if some else {})
