"""The library under other runs of Python: optimised, forked, in a pool of processes."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

import pytest

import rezekne_twins as rt

TINY = Path(__file__).parent / "tiny"
SRC = str(Path(rt.__file__).parents[1])
FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")


def run(code: str, *options: str) -> list[str]:
    """Run code in a new process, and return the lines that it prints."""
    done = subprocess.run(
        [sys.executable, *options, "-X", "utf8", "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": SRC},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


EXPORTS = {
    "x.json": "to_json",
    "csv": "to_csv",
    "package": "to_datapackage",
    "x.sqlite": "to_sqlite",
    "x.jsonld": "to_jsonld",
    "x.xlsx": "to_excel",
    "parquet": "to_parquet",
    "x.geojson": "to_geojson",
}
"""The methods, by what each writes."""


def test_every_export_is_tried() -> None:
    """A new format is tried here too."""
    methods = {name for name in dir(rt.Dataset) if name.startswith("to_")}

    assert methods == {*EXPORTS.values()}


@pytest.mark.parametrize("option", ["-O", "-OO"])
def test_every_export_without_assertions_and_docstrings(tmp_path: Path, option: str) -> None:
    """What Python leaves out under `-O` and `-OO` is needed by no export, picture or check."""
    code = f"""
import rezekne_twins as rt
data = rt.load({str(TINY)!r})
for name, method in {EXPORTS!r}.items():
    try:
        getattr(data, method)({str(tmp_path)!r} + "/" + name)
    except rt.MissingExtraError:
        print(name)
assert False, "assertions are left out"
rt.load({str(tmp_path / "x.json")!r}).check()
try:
    rt.plot.map(data.partnerships()).svg(), rt.plot.timeline(data.partnerships()).svg()
except rt.MissingExtraError:
    pass
for collection in data.collections.values():
    collection.to_pandas(), repr(collection), collection._repr_html_()
data.to_json({str(tmp_path)!r} + "/y.json", schema=True)
"""
    missing = run(code, option)

    assert {"x.json", "csv", "package", "x.sqlite", "x.jsonld"}.isdisjoint(missing)
    assert {*EXPORTS} - {*missing} <= {path.name for path in tmp_path.iterdir()}


FORK = """
import os, signal, threading, time
import rezekne_twins as rt
from rezekne_twins import _dataset, store

begun = threading.Event()

def slow(function):
    def inner(*arguments, **keywords):
        if not begun.is_set():
            begun.set()
            time.sleep(0.3)
        return function(*arguments, **keywords)
    return inner

{0}
thread = threading.Thread(target=use)
thread.start()
begun.wait()
child = os.fork()
if not child:
    signal.alarm(20)
    use()
    print(len(rt.partnerships()), flush=True)
    os._exit(0)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
thread.join()
print(status)
"""


@FORKS
@pytest.mark.parametrize(
    "use",
    [
        "_dataset.load_store = slow(_dataset.load_store)\nuse = rt.dataset",
        "rt.dataset()\nstore._texts = slow(store._texts)\nuse = lambda: rt.find('Utena')",
        "store._names_entry = slow(store._names_entry)\nuse = lambda: rt.ties(partner='Arendal')",
        "store.Store.cited = slow(store.Store.cited)\nuse = lambda: rt.dataset().citations",
    ],
    ids=["first load", "texts", "names", "citations"],
)
def test_a_fork_while_another_thread_is_at_work(use: str) -> None:
    """A child gets no lock that a thread of its parent holds: it would wait for ever."""
    assert run(FORK.format(use), "-W", "ignore") == ["14", "0"]


def ids_of(country: str) -> tuple[str, ...]:
    """Ask in another process."""
    return rt.partnerships(country=country).ids


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of Python, where threads fork
@pytest.mark.parametrize("method", get_all_start_methods())
def test_a_pool_of_processes(method: str) -> None:
    """However its processes start, each has the data."""
    with ProcessPoolExecutor(2, get_context(method)) as pool:
        found = [*pool.map(ids_of, ["NO", "PL", "NO"])]

    assert found == [rt.partnerships(country=code).ids for code in ("NO", "PL", "NO")]
