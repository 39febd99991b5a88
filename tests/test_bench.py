"""The benchmark: what it tells of the rounds that it has measured."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("resource", reason="the benchmark needs what Windows does not have")

BENCH: dict[str, Any] = runpy.run_path(
    str(Path(__file__).parents[1] / "benchmarks" / "bench.py"), run_name="bench"
)


def test_a_row_is_made_of_ratios_within_rounds() -> None:
    """A round in which the machine was slow counts as any other: its floor was slow too."""
    row = BENCH["row"]("answer", "floor", [1.0, 10.0, 1.0], [1.2, 12.0, 1.5], 1.25)

    assert row.ratio == pytest.approx(1.2)
    assert row.quartiles == pytest.approx((1.2, 1.5))
    assert BENCH["markdown"]([row]).splitlines()[-1] == (
        "| answer | floor | 1.20 | 1.20–1.50 | 1.25 |"
    )


def test_what_is_measured_runs() -> None:
    """Each process ends well, and one that does not ends the benchmark."""
    cheap = [case for case in BENCH["CASES"] if case.floor == "bare interpreter"][:2]
    rows = BENCH["whole_processes"](cheap, 1)

    assert [row.name for row in rows] == [case.name for case in cheap]
    assert all(row.ratio > 0 for row in rows)
    with pytest.raises(SystemExit, match="this fails"):
        BENCH["processor_time"]("import sys; sys.exit(3)")


def test_scale(capfd: pytest.CaptureFixture[str]) -> None:
    """Every operation is measured beside its floor."""
    rows = BENCH["at_scale"](1, 1)

    assert [row.name for row in rows] == [f"{name}, 1 ×" for name in BENCH["SCALED"]]
    assert all(row.ratio > 0 for row in rows)
    assert capfd.readouterr().err == ""
