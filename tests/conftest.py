"""Fixtures of all tests: an invented data set for logic, the shipped one for rules of the data."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

import rezekne_twins as rt

# `nox -s deep` looks longer, and elsewhere each time.
settings.register_profile("fast", deadline=None, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile(os.environ.get("REZEKNE_TWINS_LAWS", "fast"))

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
