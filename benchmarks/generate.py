"""Make a large data set: the shipped one, its partnerships and agents many times over.

`python benchmarks/generate.py 100 large.json` writes a JSON file that `rezekne_twins.load` reads.
The scale is how many times the shipped set: 1 is itself, 1400 about as many partnerships (some
20 000) as Europe has. Nothing is random, so the same scale gives the same bytes. The copies are
invented; countries, fields, sources and holders are shared.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import rezekne_twins as rt
from rezekne_twins.loading.rows import is_list, is_table

COPIED = ("places", "organisations", "people", "partnerships")


def generate(scale: int) -> dict[str, Any]:
    """Return the document of a data set that is so many times the shipped one."""
    with TemporaryDirectory() as folder:
        file = rt.dataset().to_json(Path(folder, "shipped.json"))
        whole: dict[str, Any] = json.loads(file.read_text("utf-8"))
    originals = {name: list(whole[name]) for name in COPIED}
    ids = frozenset(row["id"] for rows in originals.values() for row in rows)
    for number in range(2, scale + 1):
        for name, rows in originals.items():
            whole[name] += [_titled(_copied(row, ids, number), number) for row in rows]
    return whole


def _copied(value: Any, ids: frozenset[str], number: int) -> Any:
    """Return a value in which each id of what is copied is that of the copy."""
    if is_table(value):
        return {key: _copied(item, ids, number) for key, item in value.items()}
    if is_list(value):
        return [_copied(item, ids, number) for item in value]
    if isinstance(value, str):
        owner, slash, rest = value.partition("/")
        return f"{owner}-{number}{slash}{rest}" if owner in ids else value
    return value


def _titled(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {**row, "title": f"{row['title']} {number}"}


def write(scale: int, path: Path) -> Path:
    """Write a large data set as one JSON file."""
    path.write_text(json.dumps(generate(scale), ensure_ascii=False), encoding="utf-8")
    return path


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
