"""Say what to type instead; imported only when a message needs it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from rezekne_twins.models import Record
from rezekne_twins.names import fold
from rezekne_twins.store import Store
from rezekne_twins.suggestions import instead, unknown


def refusal(
    collection: Any, values: Iterable[object], unknown: Iterable[str], valid: Iterable[str]
) -> str:
    """Return the message for unknown filters, or for a value that was given without its keyword."""
    kind, listed = type(collection).__name__, ", ".join(valid)
    if not listed:
        return f"{kind} cannot be filtered"
    for name in unknown:
        use = instead(name, valid)
        told = f"use {use!r}; " if use else ""
        return f"{kind} has no filter {name!r}; {told}valid filters: {listed}"
    return f"{kind} takes filters by keyword; {_meant(collection, next(iter(values)), valid)}"


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
