"""Who waits at a terminal is told how far it is; a pipe or a file never is."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins import progress
from rezekne_twins.cli import main
from rezekne_twins.progress import shown, telling


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell of every item, as if each took long."""
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setattr(progress, "_BETWEEN", 0)


@pytest.mark.usefixtures("at_once")
class TestTelling:
    """What stands on the terminal."""

    def test_each_item_is_counted(self) -> None:
        """The line says what is done, which one it is, and of how many."""
        stream = Terminal()
        with shown(stream):
            assert list(telling(["a", "b"], "reading record")) == ["a", "b"]

        assert stream.getvalue().split("\r")[1:3] == [
            "reading record 1 of 2 …",
            "reading record 2 of 2 …",
        ]

    def test_without_a_length(self) -> None:
        """How many there are is not said where nobody knows."""
        stream = Terminal()
        with shown(stream):
            list(telling(iter("ab"), "reading record"))

        assert "reading record 2 …" in stream.getvalue()

    @pytest.mark.parametrize("whole", [True, False], ids=["to the end", "broken off"])
    def test_the_line_is_wiped(self, *, whole: bool) -> None:
        """What was told does not stay in front of the answer."""
        stream = Terminal()
        with shown(stream):
            items = iter(telling("ab", "reading record"))
            next(items)
            if whole:
                list(items)
            del items

        assert stream.getvalue().endswith(f"\r{' ' * len('reading record 1 of 2 …')}\r")

    @pytest.mark.parametrize("outside", [True, False], ids=["not shown", "a pipe"])
    def test_elsewhere_nothing_is_told(self, *, outside: bool) -> None:
        """The items themselves come back, and nothing is written."""
        items, stream = ["a"], io.StringIO()
        if outside:
            with shown(Terminal()):
                pass
            found: Iterable[str] = telling(items, "reading")
        else:
            with shown(stream):
                found = telling(items, "reading")

        assert found is items
        assert stream.getvalue() == ""


@pytest.mark.parametrize("stream", [None, object(), "closed"], ids=["none", "other", "closed"])
def test_there_may_be_no_terminal_at_all(stream: Any) -> None:
    """Under `pythonw`, or with the stream closed, a program has nowhere to tell anything."""
    if stream == "closed":
        stream = io.StringIO()
        stream.close()
    items = ["a"]
    with shown(stream):
        assert telling(items, "reading") is items


def test_a_command_runs_without_streams() -> None:
    """Whoever closes standard output and error gets the exit code."""
    code = (
        "import sys; sys.stdout = sys.stderr = None\n"
        "from rezekne_twins.cli import main; sys.exit(main(['show', 'city-suwalki']))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)

    assert done.returncode == 0


def test_short_work_is_not_told() -> None:
    """A line that is gone before it is read would only flicker."""
    stream = Terminal()
    with shown(stream):
        list(telling("ab", "reading record"))

    assert stream.getvalue() == ""


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["check"], ["reading record", "linking record", "checking rule"]),
        (["export", "--format", "csv", "--output"], ["reading record", "writing table"]),
        (["export", "--format", "sqlite", "--output"], ["writing table"]),
        (["export", "--format", "datapackage", "--output"], ["writing table"]),
        (["export", "--format", "xlsx", "--output"], ["writing table"]),
        (["export", "--format", "parquet", "--output"], ["writing table"]),
    ],
    ids=lambda value: value[2] if len(value) > 3 else value[0],
)
def test_commands_tell(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], told: list[str]
) -> None:
    """Reading thousands of files, checking and exporting are told at a terminal."""
    if "xlsx" in command:
        pytest.importorskip("xlsxwriter")
    if "parquet" in command:
        pytest.importorskip("pyarrow")
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    more = [str(folder)] if command == ["check"] else [str(tmp_path / "out"), "--data", str(folder)]
    main([*command, *more])

    for doing in told:
        assert f"\r{doing} 1" in stream.getvalue()


def test_a_pipe_stays_clean(folder: Path) -> None:
    """Nothing but findings goes where a program reads them."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "from rezekne_twins import progress; progress._PATIENCE = 0\n"
                f"from rezekne_twins.cli import main; main(['check', {str(folder)!r}])"
            ),
        ],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )

    assert done.stderr == ""
    assert "\r" not in done.stdout


@pytest.mark.usefixtures("at_once")
def test_the_library_tells_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the command line shows it: who calls `load` has a terminal of his own affairs."""
    rt.load(folder).check()

    assert capsys.readouterr() == ("", "")
