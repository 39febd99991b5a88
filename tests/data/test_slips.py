"""What can be told without the pages is told: random slips in the shipped data are caught."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

import rezekne_twins as rt
from tests.data.slips import KINDS, Files, Slip

SHIPPED = Path(rt.__file__).parent / "data"
NUMBER = int(os.environ.get("REZEKNE_TWINS_SLIPS", "25"))
"""`nox -s mutate` makes a thousand."""


@pytest.fixture(scope="module")
def files() -> Files:
    """Return the lines of every shipped data file."""
    paths = sorted(SHIPPED.rglob("*.toml"))
    return {path.relative_to(SHIPPED).as_posix(): path.read_text("utf-8").splitlines() for path in paths}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the shipped data."""
    return Path(shutil.copytree(SHIPPED, tmp_path_factory.mktemp("slips") / "data"))


def slips(files: Files, number: int) -> list[tuple[str, Slip]]:
    """Return random slips, of each kind as many."""
    rng = random.Random(2011)  # noqa: S311
    found: list[tuple[str, Slip]] = []
    names = list(KINDS)
    while len(found) < number:
        name = names[len(found) % len(names)]
        slip = KINDS[name](rng, files)
        if slip is not None and slip.text != files[slip.file]:
            found.append((name, slip))
    return found


def test_slips_are_caught_on_their_lines(files: Files, folder: Path) -> None:
    """At least 99 of 100 slips are caught, and every report points to the line of the edit."""
    astray: list[str] = []
    uncaught: dict[str, list[str]] = {name: [] for name in KINDS}
    for name, slip in slips(files, NUMBER):
        path = folder / slip.file
        path.write_text("\n".join(slip.text) + "\n", encoding="utf-8", newline="\n")
        findings = rt.check(folder)
        path.write_text("\n".join(files[slip.file]) + "\n", encoding="utf-8", newline="\n")
        edited = "\n".join(slip.text[slip.lines.start - 1 : slip.lines.stop - 1])
        if not findings:
            uncaught[name].append(f"{slip.file}:{slip.lines.start}: {edited}")
        if findings and not any(f.file == slip.file and f.line in slip.lines for f in findings):
            astray.append(f"{slip.file}:{slip.lines}: {edited}\n  {findings[0]}")
    missed = [f"{name}: {text}" for name, texts in uncaught.items() for text in texts]
    (folder.parent / "report.txt").write_text("\n".join([*missed, *astray]), "utf-8")

    assert len(missed) <= NUMBER / 100, "\n".join(missed)
    assert not astray, "\n".join(astray)


def test_the_shipped_data_is_the_yardstick() -> None:
    """Before any slip nothing is found, or the count would mean nothing."""
    assert rt.check(SHIPPED) == ()
