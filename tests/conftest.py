"""Fixtures of all tests: an invented data set for logic, the shipped one for rules of the data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

import rezekne_twins as rt

settings.register_profile("fast", deadline=None, derandomize=True)
settings.load_profile("fast")

TINY = Path(__file__).parent / "tiny"


@pytest.fixture(scope="session")
def tiny() -> rt.Dataset:
    """Return four invented partnerships of two invented holders."""
    return rt.load(TINY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the invented data folder, to be broken."""
    return Path(shutil.copytree(TINY, tmp_path / "data"))


@pytest.fixture(scope="session")
def shipped() -> rt.Dataset:
    """Return the shipped data set."""
    return rt.dataset()
