"""Without the extra, a picture says in one line how to get it, and nothing else is lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.cli import main

MESSAGE = "this needs vl_convert, which is not installed: run pip install 'rezekne-twins[plot]'"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the libraries of the extra be not there."""
    for name in ("altair", "vl_convert"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("draw", [rt.plot.map, rt.plot.timeline])
def test_the_message_names_the_command(draw: Callable[..., rt.plot.Picture], tiny: rt.Dataset) -> None:
    """A picture that cannot be made is refused at once, with the command that helps."""
    with pytest.raises(rt.MissingExtraError) as caught:
        draw(tiny.partnerships())

    assert str(caught.value) == MESSAGE
    assert caught.value.__cause__ is None
    assert isinstance(caught.value, ImportError)


@pytest.mark.usefixtures("bare")
def test_the_command_line_says_it_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command ends with code 2 and one line, and writes nothing."""
    code = main(["plot", "map", "-o", str(tmp_path / "map.svg")])

    out, err = capsys.readouterr()
    assert (code, out, err) == (2, "", f"rezekne-twins: {MESSAGE}\n")
    assert list(tmp_path.iterdir()) == []
