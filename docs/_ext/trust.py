"""The page that tells of each promise which tests keep it, with figures of their last runs."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from pieces import md, table

Run = dict[str, Any]
MUTANTS = ("mutants", "killed", "survived", "not tried")


def promises(docs: Path) -> list[dict[str, Any]]:
    """Return what is promised, each with `tests`, `sessions` and `figures`."""
    held = tomllib.loads((docs / "explanation" / "promises.toml").read_text("utf-8"))
    return [
        {"tests": [], "sessions": [], "figures": promise.get("sessions", []), **promise}
        for promise in held["promises"]
    ]


def runs(docs: Path) -> dict[str, Run]:
    """Return the figures that `nox -s trust` has kept, by the name of the run."""
    held: dict[str, Run] = json.loads((docs / "explanation" / "trust.json").read_text("utf-8"))
    return held


def figures(promise: dict[str, Any], kept: dict[str, Run]) -> list[str]:
    """Return the figures of a promise, those of its own tests first."""
    passed = {file: n for run in kept.values() for file, n in run.get("files", {}).items()}
    own = _within(passed, promise)
    return [f"{own:,} tests"] * bool(own) + [
        said
        for name in promise["figures"]
        for said in [
            _versions(kept) if name == "versions" else _figure(name, kept.get(name, {}), promise)
        ]
        if said
    ]


def _within(counts: dict[str, int], promise: dict[str, Any]) -> int:
    """Return how many of the counts by file are those of the tests of a promise."""
    return sum(n for file, n in counts.items() if file.startswith(tuple(promise["tests"])))


def _figure(name: str, run: Run, promise: dict[str, Any]) -> str:
    if "percent" in run:
        return f"{run['percent']} % of lines and branches run"
    if "modules" in run:
        made, killed = (sum(m[k] for m in run["modules"].values()) for k in ("mutants", "killed"))
        return f"{killed:,} of {made:,} mutants noticed ({killed / made:.0%})"
    if name == "mutate" and run:  # the ordinary tests make a few of them too
        return f"{run['caught']} of {run['slips']} random slips"
    if tried := _within(run.get("tried", {}), promise):
        return f"{name}: {tried:,} examples, {run['failing']} failing"
    return f"{name}: {run['passed']:,} tests, {run['failed']} failed" if run else ""


def _versions(kept: dict[str, Run]) -> str:
    tried = [run for name, run in kept.items() if name.startswith("versions")]
    least = min((run["passed"] for run in tried), default=0)
    return f"{len(tried)} combinations, {least:,} tests or more in each" if tried else ""


def promised(docs: Path) -> str:
    """Return the table of promises."""
    rows = [
        [
            md(promise["says"]),
            "<br>".join(
                [f"`{file}`" for file in promise["tests"]]
                + [f"`nox -s {name}`" for name in promise["sessions"]]
            ),
            "<br>".join(figures(promise, runs(docs))),
        ]
        for promise in promises(docs)
    ]
    return table(["what is promised", "what keeps it", "figure"], rows)


def counted(docs: Path) -> str:
    """Return the tables of runs and of mutants."""
    kept = {
        name: {**run, "examples": sum(run["tried"].values())} if "tried" in run else run
        for name, run in runs(docs).items()
    }
    counts = ("passed", "failed", "skipped", "laws", "examples", "seconds")
    tests = [
        [
            f"`{name.partition('-')[0]}`",
            f'<span class="rt-date">{run["date"]}</span>',
            *(run.get(key, "") for key in ("python", "pydantic", "pandas")),
            *(f"{run[key]:,}" if key in run else "" for key in counts),
        ]
        for name, run in kept.items()
        if "passed" in run
    ]
    mutants = [
        [f"`{name}`", *(f"{module.get(key, 0):,}" for key in MUTANTS)]
        for run in kept.values()
        for name, module in run.get("modules", {}).items()
    ]
    head = ["session", "day", "Python", "pydantic", "pandas", *counts]
    return table(head, tests) + "\n" + table(["module", *MUTANTS], mutants)
