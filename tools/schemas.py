"""JSON Schemas of the data files, for editors: read off the models, and written by `refresh.py`."""

from __future__ import annotations

from inspect import cleandoc  # what Python 3.13 does to docstrings by itself
from typing import Any

from pydantic import BaseModel, TypeAdapter

from rezekne_twins.exports.schema import DIALECT
from rezekne_twins.loading.files import FOLDERS, LISTS
from rezekne_twins.models import About


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
            "properties": {
                kind.collection: {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}}
            },
            "additionalProperties": False,
            "$defs": {**rows.pop("$defs", {}), kind.__name__: rows},
        }
    for kind in FOLDERS:
        found[kind.collection] = _schema(kind)
    return found


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
