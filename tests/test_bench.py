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
    assert BENCH["markdown"]([row], [row]).splitlines()[-1] == (
        "| answer | floor | 1.25 | 1.20 ± 0.15 | 1.20 ± 0.15 |"
    )


def test_what_is_measured_runs() -> None:
    """Each process ends well, and one that does not ends the benchmark."""
    cheap = [case for case in BENCH["CASES"] if case.floor == "bare interpreter"][:2]
    rows = BENCH["whole_processes"](cheap, 1)

    assert [row.name for row in rows] == [case.name for case in cheap]
    assert all(row.ratio > 0 for row in rows)
    slow = BENCH["Case"]("slow", "sum(range(10_000_000))", BENCH["BARE"])
    assert BENCH["whole_processes"]([cheap[0], slow], 1)[1].ratio > 2, "set against the floor"
    with pytest.raises(SystemExit, match="this fails"):
        BENCH["processor_time"]("import sys; sys.exit(3)")


def test_scale_sets_the_library_against_the_floor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes three times as long as its floor has the ratio three."""
    alone = {key: [1.0] for key in ["rt.load", "memory at its peak"]}
    pairs = {name: [3.0] if name in alone else [1.0, 3.0] for name in BENCH["SCALED"]}
    (tmp_path / "generate.py").touch()
    (tmp_path / "scale.py").write_text(
        f"import json, sys; print(json.dumps({alone} if sys.argv[1] == 'floor' else {pairs}))"
    )
    monkeypatch.setitem(BENCH["at_scale"].__globals__, "HERE", tmp_path)

    assert {row.ratio for row in BENCH["at_scale"](1, 2)} == {3.0}


def test_growth_is_told_by_the_record() -> None:
    """What takes a hundred times as long for a hundred times as much has not grown."""
    taken = [("rt.load", 1, 2.0), ("rt.load", 100, 200.0), ("check", 1, 1.0), ("check", 100, 300.0)]
    rows = [BENCH["row"](f"{name}, {scale} ×", "", [1.0], [took], None) for name, scale, took in taken]

    assert [row.ratio for row in BENCH["growth"](rows, [1, 100])] == [1, 3]
    assert BENCH["growth"](rows, [100]) == []
