"""The whole data set as one JSON file, which `rezekne_twins.load` reads back equal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rezekne_twins import __version__
from rezekne_twins.exports.schema import document_schema
from rezekne_twins.exports.writing import write_text
from rezekne_twins.loading.files import AUTHORED, FORMAT, FORMAT_VERSION
from rezekne_twins.store import Store


def document(store: Store) -> dict[str, Any]:
    """Return the data set as JSON-ready values, with the format and the release that wrote it."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "version": __version__,
        "dataset": store.about.model_dump(mode="json"),
        **{kind.collection: [r.to_dict() for r in store.table(kind)] for kind in AUTHORED},
    }


def write(store: Store, path: Path) -> Path:
    """Write the data set, and return the path."""
    return write_text(path, json.dumps(document(store), ensure_ascii=False, indent=1) + "\n")


def write_schema(path: Path) -> Path:
    """Write the JSON Schema of the file, and return the path."""
    return write_text(path, json.dumps(document_schema(), ensure_ascii=False, indent=2) + "\n")
