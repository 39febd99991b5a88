"""The JSON Schema of the file that `to_json` writes, read off the models."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from rezekne_twins.loading.validate import export_model

DIALECT = GenerateJsonSchema.schema_dialect


def document_schema() -> dict[str, Any]:
    """Return the schema of the file that `to_json` writes."""
    schema = export_model().model_json_schema(mode="serialization")
    return {"$schema": DIALECT, **schema, "title": "A rezekne-twins data set, as one JSON file"}
