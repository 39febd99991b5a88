"""Break a copy of the invented data set, and hear what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import rezekne_twins as rt

TINY = Path(__file__).parent / "tiny"

__all__ = ["Edit", "edit", "faults", "lines_of"]


class Edit(NamedTuple):
    """One change to one file of a data folder: the first `old` becomes `new`."""

    file: str
    old: str
    new: str


def edit(folder: Path, *edits: Edit) -> Path:
    """Apply changes to the files of a folder, and return it."""
    for file, old, new in edits:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}: the miniature has moved on"
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return folder


def faults(path: Path) -> tuple[rt.Finding, ...]:
    """Return what `rt.load` says of data that it refuses."""
    with pytest.raises(rt.DataError) as caught:
        rt.load(path)
    assert caught.value.findings
    return caught.value.findings


def lines_of(folder: Path, change: Edit, *, whole: bool = False) -> range:
    """Return the lines that an edit left behind; where it only took away, back to the header."""
    before, new = (TINY / change.file).read_text(encoding="utf-8"), change.new
    first = before[: before.index(change.old)].count("\n") + 1
    lines = (folder / change.file).read_text(encoding="utf-8").splitlines()
    last = first + new.count("\n")
    if whole or len(new) < len(change.old):
        above = range(min(first, len(lines)), 0, -1)
        first = next((n for n in above if lines[n - 1].startswith("[")), 1)
    return range(first, last + 1)
