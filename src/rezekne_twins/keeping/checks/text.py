"""How the texts are written: blanks, characters, alphabets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from rezekne_twins.errors import Finding
from rezekne_twins.keeping.checks.base import PROSE, Fault, dotted, last_word, strings
from rezekne_twins.loading.files import FOLDERS
from rezekne_twins.models import About, Record
from rezekne_twins.models.columns import KeyPath
from rezekne_twins.names import fold
from rezekne_twins.store import Store

_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_PRINTED = frozenset({"heading", "listed_as", "publisher", "websites"})
"""Keys of what is held as its source prints it, slips included, beside `as_written`."""
_JOINERS = "\u200c\u200d"
"""Part of the spelling in scripts that join letters, such as Arabic, Sinhala and Malayalam."""


def spacing(store: Store) -> Iterator[Fault]:
    """Find stray blanks, and what would part the values of a cell."""
    for record, key, text in _all_texts(store):
        for fault, advice in _spacing_faults(text, joined=_is_joined(key)):
            yield Fault(record, f"{dotted(key)} = {text!r} {fault}", advice, key)


def characters(store: Store) -> Iterator[Fault]:
    """Find characters that look like others, or like nothing."""
    for record, key, text in _all_texts(store):
        for fault, advice in _character_faults(text, printed=_is_printed(key)):
            yield Fault(record, f"{dotted(key)} = {text!r} {fault}", advice, key)
        if (
            last_word(key) in {"title", "title_lv", "text", "other_names"}
            and text.strip()
            and not fold(text)
        ):
            yield Fault(record, f"{dotted(key)} = {text!r} has no letter", "write the name", key)


def file_names(store: Store) -> Iterator[Fault]:
    """Find ids of records with a file of their own that Windows takes for a device."""
    for kind in FOLDERS:
        for record in store.tables[kind.collection]:
            if re.fullmatch("con|prn|aux|nul|(com|lpt)[0-9]", record.id):
                message = f"Windows has no file {record.id}.toml: it is the name of a device"
                yield Fault(record, message, "give it another id")


def _spacing_faults(text: str, *, joined: bool) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the blanks of a text, and what to do."""
    if text != " ".join(text.split()):
        yield "has stray blanks or line ends", "use single blanks, none at the ends"
    if joined and "; " in text:
        yield "contains '; ', which parts the values of a cell", "use a comma or a full stop"
    if not unicodedata.is_normalized("NFC", text):
        yield "is not in Unicode form NFC", "type the accented letters as single characters"


def _character_faults(text: str, *, printed: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the characters of a text, and what to do.

    What is printed stays as it is, with soft hyphens and letters of other alphabets.
    """
    if text.isascii() and text.isprintable():  # most are: nothing to look for
        return
    allowed = {"Cf"} if printed else set[str]()
    for before, character in pairwise(f" {text}"):
        unseen = unicodedata.category(character) in _UNSEEN - allowed and not character.isspace()
        if unseen and not (character in _JOINERS and (before in _JOINERS or _joins(before))):
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            yield f"has a character that nobody sees: {name}", "take it out"
            break
    for word in () if printed else re.findall(r"\w+", text):
        letters = {c: unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha()}
        mixed = sorted({a for a in letters.values() if a in _ALPHABETS})
        if len(mixed) > 1:
            usual = max(mixed, key=list(letters.values()).count)
            strange = next(c for c, a in letters.items() if a in _ALPHABETS and a != usual)
            yield (
                f"mixes alphabets in {word!r}: {strange!r} is {unicodedata.name(strange)}",
                f"type the word again in {usual.title()} letters",
            )


def _joins(letter: str) -> bool:
    """Tell whether a letter or vowel sign is of a script whose letters join."""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return unicodedata.category(letter)[0] in "LM" and script not in {*_ALPHABETS, "COMBINING"}


def of_about(about: About) -> Iterator[Finding]:
    """Yield the same of what the data set says of itself."""
    for key, text in strings(about):
        spaced = (("E501", *fault) for fault in _spacing_faults(text, joined=False))
        odd = (("E503", *fault) for fault in _character_faults(text))
        for code, fault, advice in (*spaced, *odd):
            message = f"{dotted(key)} = {text!r} {fault}"
            yield Finding(code, "dataset.toml", "", message, advice, key)


def _all_texts(store: Store) -> Iterator[tuple[Record, KeyPath, str]]:
    for name in sorted(store.tables.keys() - {"ties"}):
        for record in store.tables[name]:
            for key, text in strings(record):
                yield record, key, text


def _is_joined(key: KeyPath) -> bool:
    return key != ("text",) and last_word(key) not in PROSE


def _is_printed(key: KeyPath) -> bool:
    return last_word(key).endswith("as_written") or last_word(key) in _PRINTED
