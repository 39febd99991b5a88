"""Say what to type instead; imported only when a message needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from rezekne_twins.models import Record
from rezekne_twins.names import fold
from rezekne_twins.query import predicate
from rezekne_twins.store import Store
from rezekne_twins.suggestions import unknown


def keyword_for(
    kind: type[Record],
    value: object,
    keywords: Iterable[str],
    known: Mapping[str, int],
    store: Store,
) -> str:
    """Return what to write for a value that was given without its keyword."""
    if isinstance(value, str) and value in known:
        return f"to look up an id, use [{value!r}]"
    for keyword in keywords:
        with suppress(ValueError, TypeError):
            predicate(kind, {keyword: value}, store)
            return f"did you mean {keyword}={value!r}?"
    return f"valid filters: {', '.join(keywords)}"


def unknown_id(kind: type[Record], wrong: str, records: Iterable[Record], store: Store) -> str:
    """Return the message for an id that no record of a collection has."""
    name, found = kind.__name__.lower(), tuple(records)
    if since := store.withdrawn(wrong):
        return f"the id {wrong!r} was withdrawn in {since}; no record replaces it"
    everywhere = store.table(kind) if kind is not Record else ()
    if not found or any(record.id == wrong for record in everywhere):
        return f"no {name} {wrong!r} among these {len(found)}"
    known = {fold(record.id): record.id for record in found}
    known |= {fold(r.title): r.id for r in found if fold(r.title) not in known}
    return unknown(wrong, known, name)
