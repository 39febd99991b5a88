"""From records that hold ids to records that hold each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from rezekne_twins import models
from rezekne_twins.errors import DataError
from rezekne_twins.loading.rows import Broken, Entry, Parsed
from rezekne_twins.models.columns import Column, fields, set_fields
from rezekne_twins.models.record import children
from rezekne_twins.names import slug


def link(parsed: Parsed) -> Parsed:
    """Put records where their ids stand, in place: nobody has seen them yet.

    Raises:
        DataError: An id is used twice, a reference leads nowhere, or something is part of itself.
    """
    known: dict[str, Any] = {}
    broken = [*_register_ids(parsed, known)]
    entries: list[Entry[Any]] = [*parsed.entries, parsed.about]
    for entry in entries:
        _resolve_references(entry.record, entry, known, broken)
    broken = broken or [*_circles(parsed.entries)]  # a chain is followed where no link is missing
    if broken:
        from rezekne_twins.loading.faults import id_faults

        raise DataError(id_faults(broken, parsed, known))
    return parsed


# --- Ids -------------------------------------------------------------------------------------


def _register_ids(parsed: Parsed, known: dict[str, Any]) -> Iterator[Broken]:
    """Note every record, and every record inside it, by id; find ids that cannot stand."""
    yield from _duplicates(parsed.about, parsed.about.record.holders)
    retired = parsed.retired
    for entry in parsed.entries:
        top = entry.record
        if isinstance(top, models.Retired):
            set_fields(top, title="")
            if retired[top.id] is not top:
                yield Broken("E201", entry, top, ("id",), top.id)
            continue
        _set_parents(top)
        for record in (top, *children(top)):
            for code, wrong in (
                ("E205", record is not top and not record.id.startswith(f"{top.id}/")),
                ("E201", known.setdefault(record.id, record) is not record),
                ("E207", record.id in retired),
            ):
                if wrong:
                    yield Broken(code, entry, record, ("id",), record.id)
        if isinstance(top, models.Source):
            known.update((paragraph.id, paragraph) for paragraph in _number_paragraphs(top))
            yield from _duplicates(entry, top.sections)
        elif isinstance(top, models.Partnership):
            yield from _note_ties(top, entry, known)


def _note_ties(top: models.Partnership, entry: Entry[Any], known: dict[str, Any]) -> Iterator[Broken]:
    """Note the ids that the ties of a partnership will have; no reference leads to them."""
    for n, tie in enumerate(dict.fromkeys(f"{top.id}/{c}" for c in top.counterparts)):
        if known.setdefault(tie, None) is not None:
            yield Broken("E201", entry, top, ("counterparts", n), tie)


def _duplicates(entry: Entry[Any], values: Iterable[models.Holder | models.Section]) -> Iterator[Broken]:
    seen: set[str] = set()
    for value in values:
        if value.id in seen:
            yield Broken("E201", entry, value, ("id",), value.id)
        seen.add(value.id)


def _set_parents(top: models.Record) -> None:
    """Set where each record inside another one belongs, and the ids of roles."""
    partnership, holder = (top.id, top.holder) if isinstance(top, models.Partnership) else (None, top.id)
    for record in (top, *children(top)):
        if record is not top:
            set_fields(record, partnership=partnership, holder=holder)
        for role in vars(record).get("roles", ()):
            who = role.group.text if role.group else role.agent
            within = record if isinstance(record, models.Attached) else None
            when = role.date or getattr(record, "date", None)
            set_fields(role, id=f"{record.id}/{slug(role.kind, who)}", within=within, date=when)


def _number_paragraphs(source: models.Source) -> Iterator[models.Paragraph]:
    """Give every paragraph of a source its id, and what a reader needs to find it."""
    for section in source.sections:
        first = 0 if section.heading else 1
        for number, paragraph in enumerate(section.paragraphs, start=first):
            set_fields(
                paragraph,
                id=f"{source.id}/{section.id}/{number}",
                source=source.id,
                section=section.id,
                number=number,
                heading=section.heading,
                page=source.title,
                url=source.archived_url or source.url,
            )
            yield paragraph


# --- References ------------------------------------------------------------------------------


@cache
def _links(kind: type[models.Value]) -> tuple[tuple[str, Column], ...]:
    """Return the fields in which a kind refers to records, or holds values that may."""
    return tuple(
        (name, column)
        for name, column in fields(kind).items()
        if not column.derived and (column.reference or column.nested)
    )


def _resolve_references(
    value: models.Value, entry: Entry[Any], known: Mapping[str, Any], broken: list[Broken]
) -> None:
    """Replace the ids in a value, and in the values inside it, by the records they name."""
    held = vars(value)
    for name, column in _links(type(value)):
        items = held.get(name)
        if not items:
            continue
        if not column.reference:
            for inner in items if column.many else (items,):
                _resolve_references(inner, entry, known, broken)
            continue
        ids = items if column.many else (items,)
        found = tuple([_target(wanted, value, column, known) for wanted in ids])
        held[name] = found if column.many else found[0]
        if not all(found) or (len(ids) > 1 and len(set(ids)) < len(ids)):
            cites = models.Paragraph in column.types
            for n, (wanted, target) in enumerate(zip(ids, found, strict=True)):
                key = (name, n) if column.many else (name,)
                if target is None:
                    code = "E203" if cites else "E202"
                    broken.append(Broken(code, entry, value, key, wanted, column))
                elif wanted in ids[:n]:
                    broken.append(Broken("E302" if cites else "E209", entry, value, key, wanted))


def _target(wanted: str, value: models.Value, column: Column, known: Mapping[str, Any]) -> Any:
    """Return the record that an id names.

    Within a partnership, its own records may go by their short ids; they come first. An id that
    would name the record itself means another one of that id, if there is one.
    """
    target, own = known.get(wanted), None
    if isinstance(value, models.Attached) and models.Paragraph not in column.types:
        own = known.get(f"{value.partnership or value.holder}/{wanted}")
    if own is None:
        return target if isinstance(target, column.types) else None
    found = [t for t in (own, target) if isinstance(t, column.types)]
    return next((t for t in found if t is not value), found[0] if found else None)


# --- Circles ---------------------------------------------------------------------------------


def _circles(entries: Iterable[Entry[models.Record]]) -> Iterator[Broken]:
    """Find records that are part of themselves: following their chain would never end."""
    ending: set[int] = set()  # records, by identity, above which the chain is known to end
    for entry in entries:
        for record in (entry.record, *children(entry.record)):
            parent, peers = _chained(type(record))
            chain: dict[int, str] = {}
            above: models.Record | None = record if vars(record).get(parent) else None
            while above is not None and id(above) not in chain and id(above) not in ending:
                chain[id(above)] = above.id
                above = vars(above).get(_chained(type(above))[0])
            if above is None or id(above) in ending:
                ending.update(chain)
            elif above is record:
                circle = " → ".join([*chain.values(), record.id])
                yield Broken("E204", entry, record, (parent,), circle)
            for peer in peers:
                if any(other is record for other in fields(type(record))[peer].held(record)):
                    yield Broken("E204", entry, record, (peer,), "")


@cache
def _chained(kind: type[models.Record]) -> tuple[str, tuple[str, ...]]:
    """Return the parent field of a kind, and the fields that link it to its peers."""
    parent = [name for name in ("broader", "part_of", "subject") if name in kind.model_fields]
    peers = [n for n in ("same_as", "successors", "predecessors") if n in kind.model_fields]
    return "".join(parent), tuple(peers)
