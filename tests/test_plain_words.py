"""The lint of `tools/plain_words.py`: what people read has no word that readers had to read twice."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "plain_words.py"))
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["plain-words"]


def test_what_people_read_has_no_refused_word(capsys: pytest.CaptureFixture[str]) -> None:
    """The configured files are clean."""
    code = TOOL["main"]([])

    assert (code, capsys.readouterr().out) == (0, "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.md", "# A page\n\nThis word means\nnothing here.\n"),
        ("form.yml", "body:\n\n  label: this means nothing\n"),
        ("module.py", "x = 1\n\n# This means nothing,\n# or little.\n"),
        ("message.py", 'name = 1\n\nprint(f"{name} means nothing")\n'),
    ],
)
def test_a_refused_word_is_reported_with_its_line(
    name: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report gives file, line and better words, also for a phrase over two lines."""
    path = tmp_path / name
    path.write_text(text, "utf-8")

    code = TOOL["main"]([str(path)])

    assert code == 1
    assert capsys.readouterr().out == f"{path}:3: means nothing → unknown value\n"


def test_code_in_markdown_is_not_prose(tmp_path: Path) -> None:
    """Output and names in code are what the program prints, not what the page says."""
    path = tmp_path / "page.md"
    path.write_text("```python\nmeans nothing\n```\n\nThe value `means nothing` is valid.\n", "utf-8")

    assert TOOL["main"]([str(path)]) == 0


@pytest.mark.parametrize("pattern", SETTINGS["files"])
def test_each_configured_path_exists(pattern: str) -> None:
    """A pattern that matches no file would check nothing."""
    assert list(ROOT.glob(pattern))
