"""Suggest valid values for an unknown one; imported only when a message needs it."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from rezekne_twins.names import fold

_SHORT_LIST = 20
_ALIKE = 0.78
_CODE = 2
_LONGEST = 200
"""Comparing takes quadratic time, so only the beginning of a longer text is compared."""

_TRIED: dict[str, str] = json.loads(pkgutil.get_data("rezekne_twins", "tried.json") or b"")
"""Words that people try, by what they mean where that exists."""


def instead(tried: str, known: Iterable[str]) -> str:
    """Return what to use for a word that does not exist: what it means, else the nearest."""
    names = {fold(name): name for name in known if name[0] != "_"}
    for use, words in _TRIED.items():
        here = use[0] in "[." or use.startswith("rt.") or use.partition("(")[0] in names.values()
        if here and tried in words.split():
            return use
    meant = (name for name in (f"{tried}s", f"{tried[:-1]}ies") if name in names.values())
    return next(iter([*meant, *near(tried, names)]), "")


def missing(kind: type, name: str, known: Iterable[str], listed: Iterable[str]) -> str:
    """Return the message for an attribute that does not exist, with what there is instead."""
    told = f"{kind.__name__!r} object has no attribute {name!r}"
    if name.startswith("_"):
        return told
    use = instead(name, (*known, *listed))
    return f"{told}; use {use!r}" if use else f"{told}; it has: {', '.join(listed)}"


def near(wanted: str, known: Mapping[str, str], most: int = 4) -> list[str]:
    """Return the known entries nearest to what was typed, best first.

    Whole words count first (`arendal` is near `city-arendal`), then spelling. A word that only a
    further name has is no reason to suggest an entry: "Soviet Union" is not the Comoros. Codes of
    two letters are all alike, so their spelling is not compared.

    Args:
        wanted: What was typed.
        known: Folded names, each with the entry that is shown for it.
        most: How many to return at the most.
    """
    typed = fold(wanted[:_LONGEST])
    words = set(typed.split())

    def nearness(name: str) -> float:
        shared = words & set(name.split()) & set(fold(known[name]).split())
        longer = len(typed) > _CODE
        alike = SequenceMatcher(None, typed, name).ratio() if longer else 0
        return len(shared) + (alike if alike >= _ALIKE else 0)

    scores = {name: nearness(name) for name in known}
    best = sorted((n for n in known if scores[n]), key=lambda n: (-scores[n], len(n), n))
    close = (n for n in best if scores[n] > scores[best[0]] - 0.1)
    return list(dict.fromkeys(known[n] for n in close))[:most]


def understood(wanted: str, known: Mapping[str, str], what: str) -> str:
    """Return the part of an error message that lists the valid values.

    The nearest ones come first. A short list is complete; of a long one without any that is near,
    the first values are listed.
    """
    entries = list(dict.fromkeys(known.values()))
    nearest = " or ".join(repr(entry) for entry in near(wanted, known))
    listed = ", ".join(entries[:_SHORT_LIST]) or "none"
    if len(entries) > _SHORT_LIST:
        return (nearest and f"did you mean {nearest}?") or (
            f"there are {len(entries)} valid values of {what}, such as: {listed}, …"
        )
    return f"{nearest and f'did you mean {nearest}? '}valid values: {listed}"


def unknown(wanted: str, known: Mapping[str, str], what: str) -> str:
    """Return the message for an unknown value."""
    return f"unknown {what} {wanted!r}; {understood(wanted, known, what)}"
