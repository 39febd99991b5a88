"""Understanding names as people type them, and saying what would have been understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from rezekne_twins.errors import UnknownValueError

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
)
_SHORT_LIST = 20
_ALIKE = 0.78
_LONGEST = 200
"""Comparing takes time with the square of the length: of what is longer, the beginning will do."""

R = TypeVar("R")


def fold(text: str) -> str:
    """Return text with case, diacritics, punctuation and spare blanks taken away.

    Example:
        >>> fold("Suwałki"), fold(" GÖLBAŞI "), fold("Aust-Agder"), fold("Straße")
        ('suwalki', 'golbasi', 'aust agder', 'strasse')
    """
    letters = text.lower()
    if not text.isascii():
        bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        bare = bare.translate(_LETTERS)
        letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters.replace("_", " ")))


def slug(*words: object) -> str:
    """Return words as an id is written: folded, with hyphens for blanks.

    Example:
        >>> slug("took_part", "Rēzekne City Council")
        'took-part-rezekne-city-council'
    """
    return fold(" ".join(map(str, words))).replace(" ", "-")


def near(wanted: str, known: Mapping[str, str], most: int = 4) -> list[str]:
    """Return the known entries nearest to what was typed, best first.

    Whole words count first (`arendal` is near `city-arendal`), then spelling.

    Args:
        wanted: What was typed.
        known: Folded names, each with the entry that is shown for it.
        most: How many to return at the most.
    """
    import difflib

    typed = fold(wanted[:_LONGEST])
    words = set(typed.split())

    def nearness(name: str) -> float:
        alike = difflib.SequenceMatcher(None, typed, name).ratio()
        return len(words & set(name.split())) + (alike if alike >= _ALIKE else 0)

    scores = {name: nearness(name) for name in known}
    best = sorted((n for n in known if scores[n]), key=lambda n: (-scores[n], len(n), n))
    close = (n for n in best if scores[n] > scores[best[0]] - 0.5)
    return list(dict.fromkeys(known[n] for n in close))[:most]


def understood(wanted: str, known: Mapping[str, str], what: str) -> str:
    """Return the part of an error message that says what would be understood.

    The nearest entries are named first. A short vocabulary is listed whole; of a long one without
    any that is near, the first entries are.
    """
    entries = list(dict.fromkeys(known.values()))
    nearest = " or ".join(repr(entry) for entry in near(wanted, known))
    listed = ", ".join(entries[:_SHORT_LIST]) or "none at all"
    if len(entries) > _SHORT_LIST:
        return (nearest and f"did you mean {nearest}?") or (
            f"no {what} is near it; understood are, among {len(entries)}: {listed}, …"
        )
    return f"{nearest and f'did you mean {nearest}? '}understood are: {listed}"


class Names(Generic[R]):
    """An index from every name of some records, folded, to the records."""

    def __init__(self, entries: Iterable[tuple[R, str, Iterable[str]]]) -> None:
        """Index records; each comes with the word shown for it and its further names."""
        self._by_name: dict[str, list[R]] = {}
        self._shown: dict[str, str] = {}
        for record, shown, names in entries:
            for name in dict.fromkeys(fold(n) for n in (shown, *names)):
                self._by_name.setdefault(name, []).append(record)
                self._shown.setdefault(name, shown)

    def get(self, name: str) -> tuple[R, ...]:
        """Return every record that has this name; none is an empty tuple."""
        return tuple(self._by_name.get(fold(name), ()))

    def understood(self, name: str, what: str) -> str:
        """Say what would be understood instead of a name that means nothing."""
        return understood(name, self._shown, what)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the folded names."""
        return iter(self._by_name)


def required_text(keyword: str, value: object) -> str:
    """Return a value that must be text, or say what is wrong with it.

    Raises:
        TypeError: It is no text.
        UnknownValueError: It is blank.
    """
    if not isinstance(value, str):
        raise TypeError(f"{keyword}={value!r}: expected text, not {type(value).__name__}")
    if not value.strip():
        raise UnknownValueError(f"{keyword}={value!r} is empty: leave the keyword out to mean any")
    return value


def look_up(names: Names[R], keyword: str, text: str) -> tuple[R, ...]:
    """Return what a name stands for.

    Raises:
        UnknownValueError: Nothing has this name; the message lists what would be understood.
    """
    found = names.get(text)
    if not found:
        known = names.understood(text, keyword)
        raise UnknownValueError(f"{keyword}={text!r} means nothing here: {known}")
    return found
