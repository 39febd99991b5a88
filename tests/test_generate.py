"""The large data set that benchmarks and recipes use."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "generate.py"

Write = Callable[[int, Path], Path]


@pytest.fixture(scope="session")
def write() -> Write:
    """Return the function that writes one."""
    found: Write = runpy.run_path(str(SCRIPT))["write"]
    return found


def test_once_is_the_shipped_set(write: Write, shipped: rt.Dataset, tmp_path: Path) -> None:
    """At scale 1 nothing is invented."""
    once: dict[str, Any] = json.loads(write(1, tmp_path / "1.json").read_text("utf-8"))

    shipped.to_json(tmp_path / "shipped.json")

    assert once == json.loads((tmp_path / "shipped.json").read_text("utf-8"))


def test_scale(write: Write, shipped: rt.Dataset, tmp_path: Path) -> None:
    """What is copied is there as often as was asked, and everything refers to its own copy."""
    thrice = rt.load(write(3, tmp_path / "3.json"))

    for name in ("partnerships", "ties", "acts", "cooperation", "memberships", "places"):
        assert len(thrice.collections[name]) == 3 * len(shipped.collections[name])
    for name in ("countries", "fields", "sources", "conflicts"):
        assert thrice.collections[name].ids == shipped.collections[name].ids
    assert [c.id for c in thrice.partnership("city-arendal-3").counterparts] == [
        f"{c.id}-3" for c in shipped.partnership("city-arendal").counterparts
    ]
    for partnership in shipped.partnerships:
        assert thrice.partnership(partnership.id) == partnership


def test_same_bytes(write: Write, tmp_path: Path) -> None:
    """The same scale gives the same file."""
    assert write(2, tmp_path / "a").read_bytes() == write(2, tmp_path / "b").read_bytes()
