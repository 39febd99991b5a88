"""A part of a data set that stands on its own: some partnerships and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rezekne_twins import models
from rezekne_twins.exports.json_file import document
from rezekne_twins.loading.files import AUTHORED
from rezekne_twins.models.columns import columns, walk
from rezekne_twins.models.record import children
from rezekne_twins.store import Store

_BOUND = (models.Attached, models.Partnership, models.Holding, models.Conflict)
"""Kinds that are not brought in because something refers to them."""


def part(store: Store, partnerships: Iterable[models.Partnership]) -> dict[str, Any]:
    """Return the document of some partnerships, of what belongs to them, and what they refer to.

    A conflict stays where all its records do, and a retired id where its successor does. A link
    that would lead out of the part is left out; so is a statement about what is not in it.
    Paragraphs of its sources that only other records cite stay, and say so.
    """
    chosen = tuple(partnerships)
    held = _referred((*chosen, *store.about.holders))
    for record in (*chosen, *store.table(models.Conflict)):
        held |= {each.id: each for each in (record, *children(record))}
    while astray := [i for i, record in held.items() if _speaks_of_others(record, held)]:
        for record_id in astray:
            del held[record_id]
    held |= _referred(record for record in held.values() if isinstance(record, models.Conflict))
    cited = {paragraph.source for record in held.values() for paragraph in record.cites}
    held |= {source.id: source for source in store.table(models.Source) if source.id in cited}
    facts = (record for record in held.values() if not isinstance(record, models.Field))
    paragraphs = {paragraph.id for record in facts for paragraph in record.cites}
    whole = document(store)
    for kind in AUTHORED:
        name = "successor" if kind is models.Retired else "id"
        rows = (row for row in whole[kind.collection] if row[name] in held)
        whole[kind.collection] = [_within(held, kind, row) for row in rows]
    for section in (part for source in whole["sources"] for part in source["sections"]):
        for paragraph in section["paragraphs"]:
            if paragraph["id"] not in paragraphs:
                paragraph["no_data"] = paragraph["no_data"] or "No record of this part cites it."
    return whole


def _referred(values: Iterable[models.Value]) -> dict[str, models.Record]:
    """Return the things and sources that values refer to, and those that these refer to."""
    found: dict[str, models.Record] = {}
    waiting = list(values)
    while waiting:
        for _, column, item in walk(waiting.pop()):
            if not column.reference or column.derived or isinstance(item, _BOUND):
                continue
            if isinstance(item, models.Record) and item.id not in found:
                found[item.id] = item
                waiting.append(item)
    return found


def _speaks_of_others(record: models.Record, held: Mapping[str, models.Record]) -> bool:
    """Tell whether a record makes no sense without another one that is not held."""
    if isinstance(record, models.Conflict):
        return any(about.id not in held for about in record.records)
    subject = record.subject if isinstance(record, models.Statement) else None
    return subject is not None and subject.id not in held


def _within(
    held: Mapping[str, models.Record], kind: type[models.Value], row: dict[str, Any]
) -> dict[str, Any]:
    """Return a row without the links, and the records in it, that are not held."""
    kept = dict(row)
    for name, column in columns(kind).items():
        if column.derived or models.Paragraph in column.types:
            continue
        some: list[Any] = row[name] if column.many else [row[name]]
        if column.reference:
            some = [i for i in some if i in held]
        elif inner := column.nested:
            own = not issubclass(inner, models.Attached)
            some = [_within(held, inner, item) for item in some if item and (own or item["id"] in held)]
        kept[name] = some if column.many else next(iter(some), None)
    return kept
