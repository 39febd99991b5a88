"""Find records by the names that people type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Generic, TypeVar

from rezekne_twins.errors import UnknownValueError

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
    | {"ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e", "\N{MODIFIER LETTER APOSTROPHE}": "'"}
)
# Marks that make a separate letter in the Latvian alphabet; those of long vowels do not.
_LATVIAN = str.maketrans(
    {letter: f"{base}\U00020000" for letter, base in zip("čģķļņšž", "cgklnsz", strict=True)}
)

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


def latvian_key(text: str) -> str:
    """Return what a Latvian text is sorted by: č comes after c, š after s, ā with a.

    Example:
        >>> sorted(["Čehija", "Cēsis", "Cūka", "Āfrika", "Aizpute"], key=latvian_key)
        ['Āfrika', 'Aizpute', 'Cēsis', 'Cūka', 'Čehija']
    """
    return fold(text.lower().translate(_LATVIAN))


def slug(*words: object) -> str:
    """Return words as an id is written: folded, with hyphens for blanks.

    Example:
        >>> slug("took_part", "Rēzekne City Council")
        'took-part-rezekne-city-council'
    """
    return fold(" ".join(map(str, words))).replace(" ", "-")


class Names(Generic[R]):
    """An index from every name of some records, folded, to the records."""

    def __init__(self, entries: Iterable[tuple[R, str, Iterable[str]]]) -> None:
        """Index records; each comes with the word shown for it and its further names."""
        self._by_name: dict[str, list[R]] = {}
        self.shown: dict[str, str] = {}
        """The folded names, each with the word shown for it."""
        for record, shown, names in entries:
            # A name without letters, such as "???", would mean every other one.
            for name in dict.fromkeys(f for n in (shown, *names) if (f := fold(n))):
                self._by_name.setdefault(name, []).append(record)
                self.shown.setdefault(name, shown)

    def get(self, name: str) -> tuple[R, ...]:
        """Return every record that has this name, also "U.S." for US; none is an empty tuple."""
        found = self._by_name.get(fold(name)) or self._by_name.get(fold(name.replace(".", "")))
        return tuple(found or ())


def required_text(keyword: str, value: object) -> str:
    """Return a value that must be text, or say what is wrong with it.

    Raises:
        TypeError: It is no text.
        UnknownValueError: It is blank.
    """
    if not isinstance(value, str):
        raise TypeError(f"{keyword}={value!r}: expected text, not {type(value).__name__}")
    if not value.strip():
        raise UnknownValueError(f"{keyword}={value!r} is empty; omit it to match any value")
    return value
