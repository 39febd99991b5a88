"""What hatchling calls for a wheel: put all data beside the TOML files as one JSON, read faster.

Each table is found by the hash of the text that it was read from. So what has been compiled from
another text is never used: a file that was edited since is read as TOML.
"""

from __future__ import annotations

import json
import tomllib
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = "src/rezekne_twins/data"


def compiled(folder: Path) -> str:
    """Return the tables of all TOML files of a folder, by the hash of their text, as JSON.

    A file that is not TOML, or holds what JSON cannot, is left out: whoever reads it tells.
    """
    tables: dict[str, str] = {}
    for path in sorted(folder.rglob("*.toml")):
        try:
            text = path.read_text(encoding="utf-8-sig")
            table = json.dumps(tomllib.loads(text), ensure_ascii=False, allow_nan=False)
            tables[sha256(text.encode()).hexdigest()] = table
        except (TypeError, ValueError):
            continue
    return "{" + ",\n".join(f'"{key}": {table}' for key, table in tables.items()) + "}\n"


class CompileData(BuildHookInterface[Any]):
    """Adds `data/compiled.json` to a wheel; an editable install reads the files that are edited."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file where it disturbs nobody, and have it packed."""
        if version != "editable":
            self.folder = TemporaryDirectory()
            path = Path(self.folder.name, "compiled.json")
            path.write_text(compiled(Path(self.root, DATA)), encoding="utf-8")
            build_data["force_include"][str(path)] = "rezekne_twins/data/compiled.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take the file away again."""
        if version != "editable":
            self.folder.cleanup()
