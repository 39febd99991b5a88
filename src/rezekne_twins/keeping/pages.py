"""Cut the text of a page into the sections and paragraphs that citations count.

A page is never kept: its index (``data/sources/*.toml``) holds a fingerprint a paragraph.
With the page available, `split` and `fingerprint` show whether it still says what was read.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["CUT_MARK", "PageSection", "fingerprint", "own_lines", "split"]

CUT_MARK = "[EXCERPT CUT HERE]"
"""Stands where a copy was cut."""
_RULE = "\n-----\n"


class PageSection(NamedTuple):
    """One section of a page: its heading, and its paragraphs with the heading among them.

    Examples:
        >>> PageSection("Prices", ("Prices", "Tea: 1 crown")).numbered()
        [(0, 'Prices'), (1, 'Tea: 1 crown')]
        >>> PageSection(None, ("Menu / Home",)).numbered()
        [(1, 'Menu / Home')]
    """

    heading: str | None
    """The heading as printed; `None` for the top of the page."""
    paragraphs: tuple[str, ...]
    """Each paragraph in page order, the heading first, without bullets and spare white space."""

    def numbered(self) -> list[tuple[int, str]]:
        """Pair each paragraph with the number that citations give it (a heading is 0)."""
        return list(enumerate(self.paragraphs, start=1 if self.heading is None else 0))


def fingerprint(text: str) -> str:
    r"""Hash a paragraph, whatever its white space and its form of Unicode.

    Args:
        text: The paragraph.

    Returns:
        The first 16 hexadecimal digits of the SHA-256 of the NFC text, white space folded.

    Examples:
        >>> fingerprint("Two ducks")
        'f743a1d2630a5f62'
        >>> fingerprint(" Two\u00a0 ducks\n") == fingerprint("Two ducks")
        True
    """
    return hashlib.sha256(_fold(text).encode()).hexdigest()[:16]


def own_lines(text: str) -> str:
    r"""Return a page without what was added to the copy.

    Lines may be put above the page, closed by a line of five hyphens, and `CUT_MARK` may stand
    where a copy was cut.

    Args:
        text: The text of a page, as it is kept.

    Returns:
        The text of the page alone.

    Examples:
        >>> own_lines("Address: https://example.org\n-----\nTwo du[EXCERPT CUT HERE]")
        'Two du'
    """
    head, rule, rest = text.partition(_RULE)
    return (rest if rule else head).replace(CUT_MARK, "")


def split(text: str, headings: Iterable[str]) -> list[PageSection]:
    r"""Cut a page at its headings, and its sections at line ends.

    Blank lines and leading bullets do not count. A line that equals the one before it (a
    caption that stands twice) is folded into it, unless it is the next heading.

    Args:
        text: The page.
        headings: The headings in page order, as printed; white space and Unicode form are free.

    Returns:
        The top of the page (what precedes the first heading, maybe nothing), then one section
        a heading.

    Raises:
        ValueError: A heading does not follow the one before it anywhere on the page.

    Examples:
        >>> page = "Menu\n\nDucks\n • Two ducks\n • Two ducks\nGeese\nNone"
        >>> for section in split(page, ["Ducks", "Geese"]):
        ...     print(section.numbered())
        [(1, 'Menu')]
        [(0, 'Ducks'), (1, 'Two ducks')]
        [(0, 'Geese'), (1, 'None')]
        >>> split(page, ["Geese", "Ducks"])
        Traceback (most recent call last):
            ...
        ValueError: heading not found after 'Geese': 'Ducks'
    """
    expected = [_fold(heading) for heading in headings]
    found: list[list[str]] = [[]]
    for line in text.split("\n"):  # not at U+2028 or a form feed, which editors show within a line
        paragraph = _fold(line).lstrip("• ")
        if len(found) <= len(expected) and paragraph and paragraph == expected[len(found) - 1]:
            found.append([paragraph])
        elif paragraph and [paragraph] != found[-1][-1:]:
            found[-1].append(paragraph)
    if len(found) <= len(expected):
        after = f" after {expected[len(found) - 2]!r}" if len(found) > 1 else ""
        raise ValueError(f"heading not found{after}: {expected[len(found) - 1]!r}")
    return [
        PageSection(heading, tuple(paragraphs))
        for heading, paragraphs in zip([None, *expected], found, strict=True)
    ]


def _fold(text: str) -> str:
    """Normalise to NFC and fold each run of white space to one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())
