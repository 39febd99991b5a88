"""Say what to type instead; imported only when a message needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from typing import Any

from rezekne_twins.models import Record
from rezekne_twins.names import fold
from rezekne_twins.store import Store
from rezekne_twins.suggestions import instead, unknown


def refusal(found: Any, values: Iterable[object], wrong: Iterable[str], valid: Iterable[str]) -> str:
    """Return the message for unknown filters, or for a value that was given without its keyword."""
    kind, listed = type(found).__name__, ", ".join(valid)
    if not listed:
        return f"{kind} cannot be filtered; use [id] or rt.find(…)"
    for name in wrong:
        use = instead(name, valid).replace("(on=…)", "=…, on=…")
        told = f"use {use!r}; " if use else ""
        return f"{kind} has no filter {name!r}; {told}valid filters: {listed}"
    return f"{kind} takes filters by keyword; {_meant(found, next(iter(values)), valid)}"


def _meant(collection: Any, value: object, keywords: Iterable[str]) -> str:
    if isinstance(value, str) and value in collection:
        return f"to look up an id, use [{value!r}]"
    for keyword in keywords:
        with suppress(ValueError, TypeError):
            collection.where(**{keyword: value})
            return f"did you mean {keyword}={value!r}?"
    return f"valid filters: {', '.join(keywords)}"


def unknown_id(kind: type[Record], wrong: str, records: Iterable[Record], store: Store) -> str:
    """Return the message for an id that no record of a collection has."""
    name, found = kind.__name__.lower(), tuple(records)
    if since := store.withdrawn(wrong):
        return f"the id {wrong!r} was withdrawn in {since}; no record replaces it"
    named = store.find_ids(kind, wrong)
    if len(named) > 1:
        several = ", ".join(map(repr, named))
        return f"{wrong!r} is the name of several records; use an id: {several}"
    everywhere = store.table(kind) if kind is not Record else ()
    if not found or any(record.id == wrong for record in everywhere):
        return f"no {name} {wrong!r} among these {len(found)}"
    known = {fold(record.id): record.id for record in found}
    known |= {fold(r.title): r.id for r in found if fold(r.title) not in known}
    return unknown(wrong, known, name)


def nothing_found(kind: type[Record], asked: str | Mapping[str, object], store: Store) -> str:
    """Return what a query without a result would have found: similar words, or the known dates."""
    if isinstance(asked, str):
        known = {word for _, text in store.texts for word in text.split()}
        lost = [w for w in fold(asked).split() if not any(word.startswith(w) for word in known)]
        if not lost:
            return "every word occurs, but no record has all of them"
        near = dict.fromkeys(n for word in lost for n in get_close_matches(word, known, 3, 0.7))
        use = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        return f"no record has {' or '.join(map(repr, lost))}{use}"
    if not {"year", "since", "until"} & asked.keys():
        return ""
    every: Any = store.table(kind)
    days = [r.date for record in every for r in getattr(record, "acts", (record,)) if r.date]
    first = min((day.earliest for day in days if day.earliest), default=None)
    last = max((day.latest for day in days if day.latest), default=None)
    return f"their dates in the data are from {first:%Y} to {last:%Y}" if first and last else ""
