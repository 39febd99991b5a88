"""Renew what is generated: JSON Schemas, the list of words, the outputs of examples, the pictures.

Run by `nox -s refresh`, which also renews the snapshots of the tests. Only a release lists IDs as
released: `nox -s refresh -- --release`.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import re
import sys
import traceback
from pathlib import Path

from rezekne_twins import __version__, plot
from rezekne_twins.keeping.released import lines_of, released_ids, sealed
from rezekne_twins.loading.files import PUBLISHED, read
from rezekne_twins.loading.validate import validate
from tools.schemas import authoring_schemas

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "rezekne_twins" / "data"


def release_ids(folder: Path) -> None:
    """List the IDs of new records as released, each after the one that it follows in its file.

    Nothing is taken out: of a line that is there only the paragraphs of a section may increase.
    """
    lines = released_ids(folder)
    after: dict[str, int] = {}
    for line in lines_of(validate(read(folder))):
        new = line._replace(path=())
        at = next((n for n, old in enumerate(lines) if old[:2] == new[:2]), None)
        if at is None:
            at = after.get(new.file, len(lines) - 1) + 1
            lines.insert(at, new)
        lines[at] = new
        after[new.file] = at
    (folder / PUBLISHED).write_text(sealed(lines), encoding="utf-8", newline="\n")


def date_retired(folder: Path, version: str) -> None:
    """Write the version of the release where a retired ID has `since = "next"`."""
    path = folder / "retired.toml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r'(?m)^since = "next"', f'since = "{version}"', text)
    path.write_text(text, encoding="utf-8", newline="\n")


def refresh_schemas(folder: Path) -> None:
    """Write the JSON Schema of each kind of data file."""
    folder.mkdir(exist_ok=True)
    for name, schema in authoring_schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8", newline="\n")


def refresh_examples(path: Path) -> None:
    """Run the `>>>` examples of a file, and write down what they print now."""
    parts: list[str] = []
    names: dict[str, object] = {}
    for part in doctest.DocTestParser().parse(path.read_text(encoding="utf-8"), str(path)):
        if isinstance(part, str):
            parts.append(part)
            continue
        lines = part.source.splitlines()
        parts.append(" " * part.indent + ">>> " + lines[0] + "\n")
        parts += [" " * part.indent + f"... {line}".rstrip() + "\n" for line in lines[1:]]
        printed = part.want if part.exc_msg else _printed(part.source, names)
        parts += [f"{' ' * part.indent}{line}".rstrip() + "\n" for line in printed.splitlines()]
    path.write_text("".join(parts), encoding="utf-8", newline="\n")


def _printed(source: str, names: dict[str, object]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "<example>", "single"), names)  # noqa: S102
        except Exception:  # noqa: BLE001
            out.write(traceback.format_exc(limit=0))
    return out.getvalue()


def refresh_pictures(folder: Path) -> None:
    """Draw the pictures that the README shows (needs the extra `plot`)."""
    folder.mkdir(exist_ok=True)
    (folder / "map.png").write_bytes(plot.map().png(scale=1.5))


if __name__ == "__main__":
    if "--release" in sys.argv:
        date_retired(DATA, __version__)
        release_ids(DATA)
    refresh_schemas(ROOT / "schema")
    refresh_examples(ROOT / "README.md")
    refresh_pictures(ROOT / "docs" / "images")
