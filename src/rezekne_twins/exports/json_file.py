"""The whole data set as one JSON file, which `rezekne_twins.load` reads back equal."""

from __future__ import annotations

import json
import secrets
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rezekne_twins.reading import AUTHORED, FORMAT, FORMAT_VERSION

if TYPE_CHECKING:
    from rezekne_twins._dataset import Dataset


def document(dataset: Dataset) -> dict[str, Any]:
    """Return the data set as JSON-ready values, with the format and the release that wrote it."""
    tables = dataset.tables
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "version": version("rezekne-twins"),
        "dataset": dataset.about.model_dump(mode="json"),
        **{kind.collection: [r.to_dict() for r in tables[kind.collection]] for kind in AUTHORED},
    }


def write(dataset: Dataset, path: Path) -> Path:
    """Write the data set beside its place and rename it, so that it is never half there."""
    text = json.dumps(document(dataset), ensure_ascii=False, indent=1) + "\n"
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")  # mkstemp would hide it
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return path
