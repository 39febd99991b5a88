"""The pages that the facts were read from, where they are at hand.

They are not in the repository: name their folder in the environment variable `REZEKNE_TWINS_PAGES`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.keeping.checks.pages import paragraphs_of, read_texts

PAGES = "REZEKNE_TWINS_PAGES"


@pytest.fixture(scope="session")
def page_folder() -> Path:
    """Return the folder with the pages."""
    folder = os.environ.get(PAGES)
    if not folder:
        pytest.skip(f"the pages are not available: {PAGES} is not set")
    return Path(folder)


@pytest.fixture(scope="session")
def pages(page_folder: Path) -> dict[str, str]:
    """Return the text of every paragraph, by its citation."""
    texts = read_texts(page_folder)
    found = {source.id: paragraphs_of(source, texts) for source in rt.sources()}
    assert [source for source, text in found.items() if text is None] == []
    return {cite: text for told in found.values() if told for cite, text in told.items()}
