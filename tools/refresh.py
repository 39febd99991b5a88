"""Renew what is generated: released ids, JSON Schemas, the outputs of examples, the pictures.

Run by `nox -s refresh`, which also renews the snapshots of the tests. Ids are only ever added:
what was released is never taken out.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import traceback
from pathlib import Path

from rezekne_twins import plot
from rezekne_twins.keeping.released import records_with_ids, released_ids
from rezekne_twins.loading.files import PUBLISHED, read
from rezekne_twins.loading.validate import validate
from tools.schemas import authoring_schemas

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "rezekne_twins" / "data"
HEAD = """\
# Every id that was ever released, with the file it stood in: none is taken away or used again.
# Written by `nox -s refresh`, never by hand.
"""


def refresh_ids(folder: Path) -> None:
    """Add the ids of new records, each after the one that it follows in its file."""
    found = records_with_ids(validate(read(folder)))
    now = [(entry.file, record.id) for record, entry in found]
    lines = released_ids(folder)
    after: dict[str, int] = {}
    for file, record_id in now:
        if (file, record_id) not in lines:
            lines.insert(after.get(file, len(lines) - 1) + 1, (file, record_id))
        after[file] = lines.index((file, record_id))
    text = HEAD + "".join(f"{file} {record_id}\n" for file, record_id in lines)
    (folder / PUBLISHED).write_text(text, encoding="utf-8", newline="\n")


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
    refresh_ids(DATA)
    refresh_schemas(ROOT / "schema")
    refresh_examples(ROOT / "README.md")
    refresh_pictures(ROOT / "docs" / "images")
