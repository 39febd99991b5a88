"""Keep the figures of test runs in `docs/explanation/trust.json`, which a page there is made of.

Run by `nox -s trust`, with what the last run of each session has left. Give it files: results of
pytest (`--junitxml`), of coverage (`coverage json`), or numbers of mutants by module, such as
`{"dates": {"mutants": 100, "killed": 95, "survived": 5}}`. Each is kept under the name of its file,
or under one of your own: `python tools/trust.py mutants=figures.json`.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

KEPT = Path(__file__).parent.parent / "docs" / "explanation" / "trust.json"
WHOLE = ("tests", "api", "browser")  # between them these run every test file: they tell of each

Run = dict[str, Any]


def run_of(path: Path, name: str) -> Run:
    """Return the figures of a file."""
    if path.suffix == ".xml":
        run = of_tests(ET.parse(path).getroot())  # noqa: S314  # our own pytest wrote it
        return run if name in WHOLE else {key: run[key] for key in run if key != "files"}
    held: dict[str, Any] = json.loads(path.read_text("utf-8"))
    if "totals" in held:
        day = held["meta"]["timestamp"][:10]
        return {"date": day, "percent": round(held["totals"]["percent_covered"], 1)}
    day = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    return {"date": day, "modules": held}


def of_tests(results: ET.Element) -> Run:
    """Return how many tests passed, with what, in which files, and how many examples were tried."""
    (suite,) = results.iter("testsuite")
    told = {p.attrib["name"]: p.attrib["value"] for p in suite.iter("property")}
    laws = {name: value for name, value in told.items() if name.startswith("hypothesis-")}
    tried: Counter[str] = Counter()
    failing = 0
    for name, value in laws.items():
        text = base64.b64decode(value).decode()
        for found in re.findall(r"(\d+) passing(?: examples)?, (\d+) failing", text):
            held, broken = map(int, found)
            tried[name.partition("statistics-")[2].partition("::")[0]] += held + broken
            failing += broken
    counts = {name: int(suite.attrib[name]) for name in ("tests", "skipped", "failures", "errors")}
    failed = counts["failures"] + counts["errors"]
    run: Run = {
        "date": suite.attrib["timestamp"][:10],
        **{name: value for name, value in told.items() if name not in laws},
        "passed": counts["tests"] - counts["skipped"] - failed,
        "failed": failed,
        "skipped": counts["skipped"],
        "seconds": round(float(suite.attrib["time"])),
    }
    if laws:
        run |= {"laws": len(laws), "tried": dict(sorted(tried.items())), "failing": failing}
    passed = Counter(
        f"{found[0].replace('.', '/')}.py"
        for case in suite.iter("testcase")
        if not {part.tag for part in case} & {"failure", "error", "skipped"}
        and (found := re.match(r"tests\.(?:\w+\.)*?test_\w+", case.attrib["classname"]))
    )
    return run | {"files": dict(sorted(passed.items()))}


def keep(kept: Path, given: list[str]) -> None:
    """Put the figures of some files in the place of what was kept of such runs before."""
    runs: dict[str, Run] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    for argument in given:
        name, _, path = argument.rpartition("=")
        name = name or Path(path).stem
        runs[name] = run_of(Path(path), name)
    text = json.dumps(dict(sorted(runs.items())), indent=1) + "\n"
    kept.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    keep(KEPT, sys.argv[1:])
