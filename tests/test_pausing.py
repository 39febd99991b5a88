"""Garbage is not collected while a large file is loaded, and afterwards as before."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins import _dataset
from rezekne_twins.pausing import gc_paused


@pytest.fixture(params=[True, False], ids=["enabled", "disabled"])
def enabled(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Enable or disable the collector, and put it back."""
    before = gc.isenabled()
    wanted: bool = request.param
    (gc.enable if wanted else gc.disable)()
    yield wanted
    (gc.enable if before else gc.disable)()


def test_it_is_as_before(*, enabled: bool) -> None:
    """Whoever has switched the collector off finds it off, whoever has not finds it on."""
    with gc_paused():
        assert not gc.isenabled()
        with gc_paused():
            pass
        assert not gc.isenabled()

    assert gc.isenabled() is enabled


def test_it_is_as_before_after_an_error(tmp_path: Path, *, enabled: bool) -> None:
    """A data set that cannot be loaded leaves the collector as it was."""
    with pytest.raises(rt.DataError):
        rt.load(tmp_path)

    assert gc.isenabled() is enabled


@pytest.mark.parametrize("large", [True, False])
def test_only_a_large_file_pauses(
    tiny: rt.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> None:
    """While a large file is loaded nothing is collected; a small one is over before it matters."""
    path = tiny.to_json(tmp_path / "tiny.json")
    seen: list[bool] = []

    def loading(*args: Any) -> Any:
        seen.append(gc.isenabled())
        return load_store(*args)

    from rezekne_twins.loading.load import load_store

    monkeypatch.setattr("rezekne_twins._dataset.load_store", loading)
    monkeypatch.setattr(_dataset, "_LARGE", 0 if large else 2**30)
    assert rt.load(path) == tiny

    assert seen == [not large]


@pytest.mark.parametrize("large", [True, False])
def test_what_was_dropped_is_found(tiny: rt.Dataset, tmp_path: Path, *, large: bool) -> None:
    """Who loads one file after another keeps the last one: the memory does not fill."""
    path = tiny.to_json(tmp_path / "tiny.json")
    code = (
        "import weakref, rezekne_twins as rt\n"
        "from rezekne_twins import _dataset\n"
        f"_dataset._LARGE = {0 if large else 2**30}\n"
        f"load = lambda: weakref.ref(rt.load({str(path)!r}).partnerships[0])\n"
        "held = [load() for _ in range(100)]\n"
        "print(sum(one() is not None for one in held))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )

    assert int(done.stdout) < 60
