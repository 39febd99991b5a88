"""The page of promises: nothing is promised without a test, and no figure is written by hand."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.test_docs import DOCS_ROOT, ROOT, extension
from tests.test_github import sessions

TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "trust.py"))
NAMED_BY = {"coverage", "mutants"}  # what is told beside the results of a session


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the module that makes the page."""
    return extension(monkeypatch, "trust")


# --- The page --------------------------------------------------------------------------------


def test_every_test_and_session_that_is_named_exists(page: Any) -> None:
    """A promise names tests and sessions that are there, and at least one."""
    for promise in page.promises(DOCS_ROOT):
        kept_by = [*promise["tests"], *promise["sessions"]]
        assert kept_by, promise["says"]
        assert [path for path in promise["tests"] if not (ROOT / path).exists()] == []
        assert set(promise["sessions"]) <= sessions()
        assert set(promise["figures"]) <= sessions() | NAMED_BY


def test_every_promise_has_a_figure(page: Any) -> None:
    """Each stands beside figures, of each test that it names: else run them, and `nox -s trust`."""
    kept = page.runs(DOCS_ROOT)
    counted = [file for run in kept.values() for file in run.get("files", ())]

    for promise in page.promises(DOCS_ROOT):
        assert page.figures(promise, kept), promise["says"]
        for path in promise["tests"]:
            assert any(file.startswith(path) for file in counted), path


def test_no_failure_is_published(page: Any) -> None:
    """What is promised held in every run that is told of."""
    for name, run in page.runs(DOCS_ROOT).items():
        assert (run.get("failed", 0), run.get("failing", 0)) == (0, 0), name


def test_the_page_shows_every_promise_and_run(page: Any) -> None:
    """Both tables are whole, each figure with its day."""
    kept = page.runs(DOCS_ROOT)

    assert page.promised(DOCS_ROOT).count("\n| ") == len(page.promises(DOCS_ROOT))
    runs = page.counted(DOCS_ROOT)
    for run in kept.values():
        if "passed" in run:
            assert f"{run['date']}</span> | {run['python']} |" in runs
            assert f"| {run['passed']:,} |" in runs


def test_what_has_no_figure_shows_none(page: Any) -> None:
    """A run that was not made says nothing, least of all that all is well."""
    promise = {"tests": ["tests/test_x.py"], "figures": ["deep", "versions", "mutants"]}

    assert page.figures(promise, {}) == []


def test_figures_are_told_in_words(page: Any) -> None:
    """Each kind of run has its own."""
    run = {"passed": 1200, "failed": 0, "failing": 0}
    tried = {"tests/test_x.py": 34_000, "tests/test_y.py": 567, "tests/test_z.py": 9}
    kept = {
        "coverage": {"percent": 98.7},
        "deep": {**run, "tried": tried},
        "lowest": run,
        "mutants": {"modules": {"a": {"mutants": 150, "killed": 140}, "b": _module(50, 50)}},
        "mutate": {**run, "slips": "1000", "caught": "998"},
        "tests": {**run, "files": {"tests/test_x.py": 7, "tests/test_y.py": 5}},
        "versions-a": {"passed": 100},
        "versions-b": {"passed": 90},
    }
    promise = {"tests": ["tests/test_x.py", "tests/test_y.py"], "figures": [*kept][:5]}

    assert page.figures(promise, kept) == [
        "12 tests",
        "98.7 % of lines and branches run",
        "deep: 34,567 examples, 0 failing",
        "lowest: 1,200 tests, 0 failed",
        "190 of 200 mutants noticed (95%)",
        "998 of 1000 random slips",
    ]
    promise = {"tests": [], "figures": ["versions"]}
    assert page.figures(promise, kept) == ["2 combinations, 90 tests or more in each"]


# --- The figures -----------------------------------------------------------------------------

TESTS = """
import pytest
from hypothesis import given, settings, strategies as st

@given(st.integers())
@settings(max_examples=23, derandomize=True)
def test_law(n): pass

@given(st.integers())
@settings(max_examples=40, derandomize=True, database=None)
def test_no_law(n): assert n < 5

class TestMore:
    @pytest.mark.parametrize("n", [1, 2, 3])
    def test_more(self, n): assert n < 3

def test_skipped(): pytest.skip()

@pytest.fixture
def broken(): raise ValueError

def test_broken(broken): pass

@pytest.fixture(scope="session", autouse=True)
def told(record_testsuite_property): record_testsuite_property("slips", 9)
"""


def test_results_of_pytest_are_counted(tmp_path: Path) -> None:
    """Tests by outcome and by file, the examples of laws, and what the run says of itself."""
    for folder in (tmp_path / "tests", tmp_path / "tests" / "deep"):
        folder.mkdir()
        (folder / "test_x.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    options = ["-q", "--import-mode=importlib", "--junitxml=tests.xml", "-p", "no:cacheprovider"]
    subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        env={**os.environ, "PYTEST_ADDOPTS": "", "COVERAGE_PROCESS_START": ""},
    )
    kept = tmp_path / "kept.json"
    TOOL["keep"](kept, [f"tests={tmp_path / 'tests.xml'}", f"other={tmp_path / 'tests.xml'}"])
    runs = json.loads(kept.read_text("utf-8"))
    run = runs["tests"]

    assert run["files"] == {"tests/deep/test_x.py": 3, "tests/test_x.py": 3}
    assert (run["passed"], run["failed"], run["skipped"]) == (6, 6, 2)
    assert run["laws"] == 4
    assert run["failing"] >= 2
    assert list(run["tried"]) == ["tests/deep/test_x.py", "tests/test_x.py"]
    assert sum(run["tried"].values()) - run["failing"] >= 46
    assert run["slips"] == "9"
    assert len(run["date"]) == len("2026-01-01")
    assert "files" not in runs["other"]


def _module(mutants: int, killed: int) -> dict[str, int]:
    return {"mutants": mutants, "killed": killed, "survived": mutants - killed}


def test_other_figures_are_kept(tmp_path: Path) -> None:
    """Coverage and mutants are read as their tools write them; other runs stay as they were."""
    coverage, mutants, kept = (tmp_path / name for name in ("coverage.json", "m.json", "k.json"))
    meta = {"timestamp": "2026-11-24T12:00:00.5"}
    coverage.write_text(json.dumps({"meta": meta, "totals": {"percent_covered": 98.66}}), "utf-8")
    mutants.write_text(json.dumps({"dates": _module(10, 9)}), "utf-8")
    kept.write_text('{"deep": {"passed": 1}, "coverage": {"percent": 1}}', "utf-8")
    TOOL["keep"](kept, [str(coverage), f"mutants={mutants}"])
    runs = json.loads(kept.read_text("utf-8"))

    assert runs["coverage"] == {"date": "2026-11-24", "percent": 98.7}
    assert runs["mutants"]["modules"] == {"dates": _module(10, 9)}
    assert runs["deep"] == {"passed": 1}
    assert list(runs) == ["coverage", "deep", "mutants"]
