"""Operations on a large data set, each beside its floor; a process of `bench.py`.

`python benchmarks/scale.py floor|load FILE` prints, for each operation, the seconds of the floor,
then of the library, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from timeit import Timer
from typing import Any

import pandas as pd
from pydantic import TypeAdapter, create_model

import rezekne_twins as rt
from rezekne_twins.loading.files import AUTHORED
from rezekne_twins.models.record import UNLINKED


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one of as many runs as take long enough to be measured."""
    runs, taken = Timer(work, timer=process_time).autorange()
    return taken / runs


def peak() -> float:
    """Return the most memory that this process has had."""
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def grown(before: float) -> float:
    """Return by how much the peak has risen; a small data set may fit into what was free."""
    return max(peak() - before, 1.0)


def floor(path: Path) -> dict[str, list[float]]:
    """Validate the bytes into the same models, which know nothing of each other."""
    fields: dict[str, Any] = {kind.collection: (tuple[kind, ...], ...) for kind in AUTHORED}  # type: ignore[valid-type]
    adapter = TypeAdapter(create_model("Whole", dataset=(rt.About, ...), **fields))
    raw = path.read_bytes()
    before = peak()
    begun = process_time()
    whole = adapter.validate_json(raw, context=UNLINKED)
    told = {"rt.load": [process_time() - begun], "memory at its peak": [grown(before)]}
    del whole
    return told


def by_hand(partnerships: Any) -> pd.DataFrame:
    """Read the lean columns in a plain loop, and make a frame of the rows with the same dtypes."""
    rows = [
        {
            "id": p.id,
            "holder": p.holder,
            "kind": str(p.kind),
            "title": p.title,
            "counterparts": tuple(c.id for c in p.counterparts),
            "countries": tuple(c.id for c in p.countries),
            "began": str(p.began) if p.began else None,
            "began_year": p.began.year if p.began else None,
            "last_act": str(p.last_act.kind) if p.last_act else None,
            "last_act_date": str(p.last_act_date) if p.last_act_date else None,
            "last_known": str(p.last_known),
            "as_of": str(p.as_of) if p.as_of else None,
            "fields": tuple(f.id for f in p.fields),
            "conflicts": tuple(c.id for c in p.conflicts),
            "cites": tuple(c.id for c in p.cites),
        }
        for p in partnerships
    ]
    return pd.DataFrame(rows).astype({"began_year": "Int64"})


def load(path: Path) -> dict[str, list[float]]:
    """Load the file, then ask it."""
    rt.dataset()  # what is imported and built once is not the matter here
    before = peak()
    begun = process_time()
    data = rt.load(path)
    told = {"rt.load": [process_time() - begun], "memory at its peak": [grown(before)]}
    partnerships: Any = data.partnerships
    some, year = partnerships[len(partnerships) // 2].id, rt.PartialDate("2007")

    told["look-up by id"] = [
        seconds(lambda: rt.partnerships["city-suwalki"]),
        seconds(lambda: partnerships[some]),
    ]
    pairs: dict[str, tuple[dict[str, Any], Callable[[Any], bool]]] = {
        "country": ({"country": "NO"}, lambda p: any(c.id == "NO" for c in p.countries)),
        "holder": ({"holder": "city"}, lambda p: p.holder == "city"),
        "year": (
            {"year": 2007},
            lambda p: any(a.date is not None and a.date.overlaps(year) for a in p.acts),
        ),
    }
    for word, (given, test) in pairs.items():
        partnerships(**given)  # the names are indexed at the first use
        told[f"query by {word}"] = [
            seconds(lambda t=test: [p for p in partnerships if t(p)]),  # type: ignore[misc]
            seconds(lambda g=given: partnerships(**g)),  # type: ignore[misc]
        ]
    lean = seconds(partnerships.to_pandas)
    told["to_pandas"] = [seconds(lambda: by_hand(partnerships)), lean]
    told["to_pandas, lean beside all"] = [seconds(lambda: partnerships.to_pandas("all")), lean]
    told["check"] = [told["rt.load"][0], seconds(data.check)]
    return told


if __name__ == "__main__":
    print(json.dumps({"floor": floor, "load": load}[sys.argv[1]](Path(sys.argv[2]))))
