"""Pages are cut into the paragraphs that citations count, and paragraphs are recognised."""

import hashlib
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rezekne_twins.keeping.pages import PageSection, fingerprint, split

BLANKS = st.text(" \t\n\r\v\f\u00a0\u2003\u2009\u202f\u3000", min_size=1, max_size=4)
WORDS = st.lists(
    st.text("abcāčēģīķļņšūžłşø\u0301\u0327•.„”", min_size=1, max_size=8), min_size=1, max_size=6
)

PAGE = """Menu / Home
1 May, noon

Ducks
Two ducks
Two ducks

\u00a0
 • They swim;
\t•\u00a0\u00a0they  fly.
Geese, grey
None
Ducks
"""


class TestFingerprint:
    """The fingerprint depends on what a paragraph says, and on nothing else."""

    def test_is_a_short_sha256(self) -> None:
        """It is the first 16 hexadecimal digits of the SHA-256 of the folded text."""
        expected = hashlib.sha256("žagata un zoss".encode()).hexdigest()[:16]

        assert expected == fingerprint(" žagata\u00a0un\n zoss ")

    @given(words=WORDS, blanks=st.lists(BLANKS, min_size=7, max_size=7))
    def test_white_space_does_not_matter(self, words: list[str], blanks: list[str]) -> None:
        """Any run of any white space counts as one blank, and none at either end."""
        spread = "".join(f"{blank}{word}" for blank, word in zip(blanks, words, strict=False))

        assert fingerprint(" ".join(words)) == fingerprint(spread + blanks[-1])

    @given(words=WORDS)
    def test_unicode_form_does_not_matter(self, words: list[str]) -> None:
        """Composed and decomposed letters are the same letters."""
        text = " ".join(words)

        assert fingerprint(text) == fingerprint(unicodedata.normalize("NFC", text))
        assert fingerprint(text) == fingerprint(unicodedata.normalize("NFD", text))

    @given(words=WORDS)
    def test_the_words_matter(self, words: list[str]) -> None:
        """One more word, a changed case or words written together are another paragraph."""
        text = " ".join(words)

        assert fingerprint(text) != fingerprint(f"{text} goose")
        assert fingerprint(f"a {text}") != fingerprint(f"A {text}")
        assert fingerprint(f"a {text}") != fingerprint(f"a{text}")


class TestSplit:
    """A page falls into its top and a section a heading."""

    def test_cuts_at_headings_and_lines(self) -> None:
        """Each non-blank line is a paragraph; bullets, blanks and a caption's echo are not."""
        assert split(PAGE, ["Ducks", "Geese, grey"]) == [
            PageSection(None, ("Menu / Home", "1 May, noon")),
            PageSection("Ducks", ("Ducks", "Two ducks", "They swim;", "they fly.")),
            PageSection("Geese, grey", ("Geese, grey", "None", "Ducks")),
        ]

    def test_numbers_as_citations_do(self) -> None:
        """A heading is paragraph 0; the top of the page has none and counts from 1."""
        top, ducks, _ = split(PAGE, ["Ducks", "Geese, grey"])

        assert top.numbered() == [(1, "Menu / Home"), (2, "1 May, noon")]
        assert [number for number, _ in ducks.numbered()] == [0, 1, 2, 3]
        assert ducks.numbered()[0][1] == "Ducks"

    def test_top_may_be_empty(self) -> None:
        """The top is always there, even where a heading is the first line."""
        assert split("Ducks\nTwo", ["Ducks"]) == [
            PageSection(None, ()),
            PageSection("Ducks", ("Ducks", "Two")),
        ]

    def test_without_headings_all_is_top(self) -> None:
        """A page without headings is one section."""
        assert split("Two\nducks", []) == [PageSection(None, ("Two", "ducks"))]

    @pytest.mark.parametrize("letter", ["\f", "\v", "\x85", "\u2028", "\x1e"])
    def test_only_line_feeds_end_paragraphs(self, letter: str) -> None:
        """What an editor shows on one line is one paragraph, or the next ones were renumbered."""
        (top,) = split(f"Two{letter}ducks\nThree geese", [])

        assert top.numbered() == [(1, "Two ducks"), (2, "Three geese")]

    def test_headings_are_compared_folded(self) -> None:
        """White space and Unicode form of a heading do not matter, on either side."""
        page = unicodedata.normalize("NFD", "Žagatas\u00a0 un  zosis\nNav")

        assert split(page, ["Žagatas un\u00a0zosis"])[1] == PageSection(
            "Žagatas un zosis", ("Žagatas un zosis", "Nav")
        )

    def test_only_the_next_heading_begins_a_section(self) -> None:
        """A line that equals an earlier or later heading is a paragraph."""
        sections = split("B\nA\nx\nA\nB\nA", ["A", "B"])

        assert [s.paragraphs for s in sections] == [("B",), ("A", "x", "A"), ("B", "A")]

    def test_equal_headings_in_a_row(self) -> None:
        """Two sections may carry the same heading, even on neighbouring lines."""
        sections = split("A\nA\nA", ["A", "A"])

        assert [s.paragraphs for s in sections] == [(), ("A",), ("A",)]

    def test_only_neighbours_are_folded(self) -> None:
        """A paragraph that returns later is counted again."""
        assert split("x\ny\nx", []) == [PageSection(None, ("x", "y", "x"))]

    @pytest.mark.parametrize(
        ("headings", "message"),
        [
            (["Swans"], "heading not found: 'Swans'"),
            (["Ducks", "Swans", "Geese, grey"], "heading not found after 'Ducks': 'Swans'"),
            (["Geese, grey", "Two ducks"], "heading not found after 'Geese, grey': 'Two ducks'"),
            ([""], "heading not found: ''"),
        ],
    )
    def test_missing_heading_is_named(self, headings: list[str], message: str) -> None:
        """A heading that does not follow the one before it is an error that names it."""
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            split(PAGE, headings)
