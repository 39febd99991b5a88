"""How the texts are written: blanks, characters, scripts, languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from rezekne_twins.keeping.checks.base import PROSE, TEXTS, Fault, dotted, last_word, rule, texts
from rezekne_twins.loading.files import FOLDERS
from rezekne_twins.models import About, Agent, Field, Partnership, Source
from rezekne_twins.models.columns import KeyPath
from rezekne_twins.names import fold
from rezekne_twins.store import Store

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_PRINTED = frozenset({"heading", "listed_as", "publisher", "websites"})
"""Keys of what is held as its source prints it, misprints included, in addition to `as_written`."""
_JOINERS = "\u200c\u200d"
"""Part of the spelling in scripts that join letters, such as Arabic, Sinhala and Malayalam."""
_SEPARATE = frozenset({"LATIN", "CYRILLIC", "GREEK", "COMBINING"})
"""Scripts whose letters do not join."""
_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "HANGUL"})
"""Scripts that Japanese and Korean mix within a word."""
_MARKS = frozenset({"MODIFIER", "MASCULINE", "FEMININE", "COMBINING", "MICRO"})
"""First words of the names of letters that stand in words of any script."""
_COMPATIBLE = ("<font>", "<wide>")
"""Letters that Unicode has twice: mathematical and full-width ones (NFKC)."""
_ACCENTED = re.compile("[āčēģīķļņšūž]", re.IGNORECASE)
_LATVIAN, _ENGLISH = (re.compile(rf"(?i)\b({words})\b") for words in TEXTS["common_words"].values())
_PAIRS = ("()", "[]", "{}", "«»")


@rule("E108")
def file_names(store: Store) -> Iterator[Fault]:
    """No record has an id that Windows takes for a device, where the id is the name of a file."""
    for kind in FOLDERS:
        for record in store.tables[kind.collection]:
            if re.fullmatch("con|prn|aux|nul|(com|lpt)[0-9]", record.id):
                yield Fault(of=record)


@rule("E501")
def spacing(store: Store) -> Iterator[Fault]:
    """Texts have no stray blanks, nothing that separates the values of a cell, and are in NFC."""
    for record, key, text in texts(store):
        told = {"key": dotted(key), "text": text}
        if text != " ".join(text.split()):
            yield Fault("blanks", *key, of=record, **told)
        if "; " in text and _is_joined(key) and not isinstance(record, About):
            yield Fault("joined", *key, of=record, **told)
        if not unicodedata.is_normalized("NFC", text):
            yield Fault("form", *key, of=record, **told)


@rule("E503")
def characters(store: Store) -> Iterator[Fault]:
    """Texts have no character that looks like another one, or like nothing, and names have letters."""
    for record, key, text in texts(store):
        told = {"key": dotted(key), "text": text}
        for case, character, word, right in _character_faults(text, printed=_is_printed(key)):
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            found = {"character": character, "name": name, "word": word, "right": right}
            yield Fault(case, *key, of=record, **told, **found)
        if not _is_printed(key) and text.strip() and not fold(text):
            yield Fault("empty", *key, of=record, **told)


@rule("E504")
def leftovers(store: Store) -> Iterator[Fault]:
    """Texts hold nothing that was left by mistake, and nothing private: the table `leftovers`."""
    for record, key, text in texts(store):
        told = {"key": dotted(key), "text": text}
        for what, pattern in TEXTS["leftovers"].items():
            if "://" not in text and (found := re.search(pattern, text)):
                yield Fault("fault", *key, of=record, **told, what=what, found=found[0])
                break
        else:
            unpaired = [pair for pair in _PAIRS if text.count(pair[0]) != text.count(pair[1])]
            if sum(map(text.count, '„“”"')) % 2:  # some languages close with what others open with
                unpaired.append("“”")
            if unpaired and not _is_printed(key):
                yield Fault("unpaired", *key, of=record, **told, pair=" or ".join(unpaired[0]))


@rule("E505")
def languages(store: Store) -> Iterator[Fault]:
    """English and Latvian texts stand under their own keys, and a name in the script of its language."""
    for record, key, text in texts(store):
        told = {"key": dotted(key), "text": text}
        ours = last_word(key) in PROSE | {"title", "text"}
        if ours and len(_LATVIAN.findall(text)) > 1 and not _ENGLISH.search(text):
            yield Fault("latvian", *key, of=record, **told)
        other = getattr(record, "title_lv", None)
        if key != ("title",) or not other:
            continue
        accents = _ACCENTED.search(text) and not _ACCENTED.search(other)
        if accents or (_LATVIAN.search(text) and _ENGLISH.search(other)):
            yield Fault("swapped", *key, of=record, **told, other=other)
    agents = (agent for kind in Agent.__subclasses__() for agent in store.table(kind))
    names = [(a, ("names", n, "text"), name) for a in agents for n, name in enumerate(a.names)]
    tagged = [(agent, key, name.language, name.text) for agent, key, name in names]
    printed = [(s, ("as_written",), s.language, s.as_written or "") for s in store.table(Source)]
    for record, key, language, text in (*tagged, *printed):
        wanted = TEXTS["scripts"].get(language.rpartition("-")[2] if key[0] == "names" else "")
        found = {*_scripts(text).values()} - _MARKS
        if wanted and found and wanted not in found:
            told = {"wanted": wanted.title(), "found": found.pop().title()}
            yield Fault("script", *key, of=record, language=language, text=text, **told)
        if strange := re.search(TEXTS["letters"].get(language, "(?!)"), text.lower()):
            yield Fault("letter", *key, of=record, language=language, text=text, letter=strange[0])


@rule("E507")
def declared_languages(store: Store) -> Iterator[Fault]:
    """Every title is given in each language that the data set declares."""
    kinds = (Agent, Field, Partnership)
    titled = [r for table in store.tables.values() for r in table if isinstance(r, kinds)]
    for record in (store.about, *titled):
        held = vars(record)
        named = {name.language for key in ("names", "titles") for name in held.get(key, ())}
        named |= {"lv"} if held.get("title_lv") else set()
        for language in store.about.languages:
            if language not in named:
                key = "title_lv" if language == "lv" else "names" if "names" in held else "titles"
                yield Fault("fault", "title", of=record, language=language, key=key)


@rule("E506")
def forms(store: Store) -> Iterator[Fault]:
    """Language tags and addresses have their form: the table `forms`."""
    for record, key, text in texts(store):
        pattern = TEXTS["forms"].get(last_word(key))
        if pattern and not re.fullmatch(pattern, text):
            yield Fault("fault", *key, of=record, key=dotted(key), text=text)


def _character_faults(text: str, *, printed: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield the case, the character, the word, and what would be right, of each fault in a text.

    What is printed stays as it is, with soft hyphens and letters of other scripts.
    """
    if text.isascii() and text.isprintable():  # most are: nothing to look for
        return
    allowed = {"Cf"} if printed else set[str]()
    for before, character in pairwise(f" {text}"):
        unseen = unicodedata.category(character) in _UNSEEN - allowed and not character.isspace()
        unseen = unseen or character == "\ufffd" or "FILLER" in unicodedata.name(character, "")
        if unseen and not (character in _JOINERS and (before in _JOINERS or _joins(before))):
            yield "unseen", character, "", ""
            break
    for word in () if printed else re.findall(r"\w+", text):
        twice = [c for c in word if c.isalnum() and unicodedata.decomposition(c).startswith(_COMPATIBLE)]
        if twice:
            yield "double", twice[0], word, unicodedata.normalize("NFKC", word)
            continue
        scripts = {c: script for c, script in _scripts(word).items() if script not in _MARKS}
        found = list(scripts.values())
        if len({*found}) > 1 and not {*found} <= _TOGETHER:
            usual = max(sorted({*found}), key=found.count)
            strange = next(c for c, script in scripts.items() if script != usual)
            yield "mixed", strange, word, usual.title()


def _scripts(word: str) -> dict[str, str]:
    """Return the script of each letter: the first word of its name."""
    return {c: unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha()}


def _joins(letter: str) -> bool:
    """Tell whether a letter or vowel sign is of a script whose letters join."""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return unicodedata.category(letter)[0] in "LM" and script not in _SEPARATE


def _is_joined(key: KeyPath) -> bool:
    return key != ("text",) and last_word(key) not in PROSE


def _is_printed(key: KeyPath) -> bool:
    return last_word(key).endswith("as_written") or last_word(key) in _PRINTED
