"""The whole data set as one JSON file, which `rezekne_twins.load` reads back equal."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rezekne_twins.exports.schema import document_schema
from rezekne_twins.exports.writing import write_text
from rezekne_twins.loading.files import AUTHORED, FORMAT, FORMAT_VERSION

if TYPE_CHECKING:
    from rezekne_twins._dataset import Dataset


def document(dataset: Dataset) -> dict[str, Any]:
    """Return the data set as JSON-ready values, with the format and the release that wrote it."""
    tables = dataset.partnerships.known.tables  # without the citations, which follow from it
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "version": version("rezekne-twins"),
        "dataset": dataset.about.model_dump(mode="json"),
        **{kind.collection: [r.to_dict() for r in tables[kind.collection]] for kind in AUTHORED},
    }


def write(dataset: Dataset, path: Path) -> Path:
    """Write the data set, and return the path."""
    return write_text(path, json.dumps(document(dataset), ensure_ascii=False, indent=1) + "\n")


def write_schema(path: Path) -> Path:
    """Write the JSON Schema of the file, and return the path."""
    return write_text(path, json.dumps(document_schema(), ensure_ascii=False, indent=2) + "\n")
