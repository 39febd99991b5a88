"""The index of each source is well formed, and says what its page says.

The pages are not in the repository. Where they are at hand, name their folder (``*.txt``) in
the environment variable ``REZEKNE_TWINS_PAGES``, and the indexes are compared with them.
"""

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from rezekne_twins.keeping.pages import fingerprint

INDEXES: dict[str, dict[str, Any]] = {
    entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
    for entry in (files("rezekne_twins") / "data" / "sources").iterdir()
    if entry.name.endswith(".toml")
}

pytestmark = pytest.mark.parametrize("source", sorted(INDEXES))


def paragraphs(source: str) -> list[tuple[str, dict[str, str]]]:
    """List each paragraph of an index with the citation that names it."""
    return [
        (f"{source}/{section['id']}/{number}", paragraph)
        for section in INDEXES[source]["sections"]
        for number, paragraph in enumerate(section["paragraphs"], start="heading" not in section)
    ]


def test_section_ids_are_unique_slugs(source: str) -> None:
    """A citation names one section, in lower-case ASCII."""
    ids = [section["id"] for section in INDEXES[source]["sections"]]

    assert len(ids) == len(set(ids))
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_only_top_has_no_heading(source: str) -> None:
    """Every section has a printed heading, but for what precedes the first one."""
    sections = INDEXES[source]["sections"]

    assert [s["id"] for s in sections if "heading" not in s] == [
        s["id"] for s in sections[:1] if s["id"] == "top"
    ]


def test_headings_are_folded(source: str) -> None:
    """Headings are held with single ordinary blanks."""
    headings = [s["heading"] for s in INDEXES[source]["sections"] if "heading" in s]

    assert [" ".join(heading.split()) for heading in headings] == headings


def test_first_paragraph_is_the_heading(source: str) -> None:
    """Paragraph 0 of a section is its heading: the fingerprint tells."""
    for section in INDEXES[source]["sections"]:
        assert section["paragraphs"], section["id"]
        if "heading" in section:
            mark = section["paragraphs"][0]["fingerprint"]
            assert fingerprint(section["heading"]) == mark, section["id"]


def test_fingerprints_are_sixteen_hex_digits(source: str) -> None:
    """A fingerprint is 16 lower-case hexadecimal digits."""
    bad = [c for c, p in paragraphs(source) if not re.fullmatch("[0-9a-f]{16}", p["fingerprint"])]

    assert bad == []


def test_every_paragraph_has_a_one_line_gist(source: str) -> None:
    """A reader can follow a citation: the gist is there, trimmed, without bullets and line ends."""
    bad = [
        citation
        for citation, p in paragraphs(source)
        if not p["gist"] or p["gist"] != " ".join(p["gist"].split()) or "•" in p["gist"]
    ]

    assert bad == []


def test_waivers_give_a_reason(source: str) -> None:
    """A paragraph that no record cites says why, or has no such key at all."""
    assert [c for c, p in paragraphs(source) if not p.get("no_data", "why").strip()] == []


def test_paragraphs_have_no_other_keys(source: str) -> None:
    """An index holds fingerprint, gist and waiver, never the text."""
    allowed = {"fingerprint", "gist", "no_data"}

    assert [citation for citation, p in paragraphs(source) if not p.keys() <= allowed] == []


def test_page_still_says_what_was_read(source: str, pages: dict[str, str]) -> None:
    """With the page at hand, each paragraph has the fingerprint that the index holds."""
    printed = {cite: fingerprint(text) for cite, text in pages.items() if cite.split("/")[0] == source}

    assert printed == {cite: paragraph["fingerprint"] for cite, paragraph in paragraphs(source)}
