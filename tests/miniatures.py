"""Break a copy of the invented data set, and hear what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import rezekne_twins as rt

__all__ = ["Edit", "edit", "faults"]


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
