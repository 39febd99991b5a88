"""Run a command in this process, and hear what it printed."""

from __future__ import annotations

import pytest

from rezekne_twins.cli import main

__all__ = ["Captured", "ok", "refused", "run"]

Captured = pytest.CaptureFixture[str]


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """Run a command, and return its code and what it printed."""
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def ok(capsys: Captured, *arguments: str) -> str:
    """Run a command that succeeds, and return what it printed."""
    code, out, err = run(capsys, *arguments)
    assert (code, err) == (0, "")
    return out


def refused(capsys: Captured, *arguments: str) -> str:
    """Run a command that is refused, and return what it says."""
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    return err
