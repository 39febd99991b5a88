"""From records that hold ids to records that hold each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rezekne_twins.deriving import Tables, derive, fill
from rezekne_twins.errors import Finding
from rezekne_twins.models import (
    About,
    Attached,
    Paragraph,
    Partnership,
    Record,
    Source,
    Value,
)
from rezekne_twins.models.shape import Column, columns, hanging
from rezekne_twins.names import fold, near
from rezekne_twins.reading import Lost


def link(
    about: About, records: list[tuple[str, Record]], about_file: str, lost: Lost
) -> tuple[Tables, list[Finding]]:
    """Put records where their ids stand, fill in what is derived, and sort into tables.

    The records are completed in place, before anyone has seen them. A reference to what was lost
    while reading is no fault of its own.
    """
    for _, record in records:
        _attach(record)
    known: dict[str, Any] = {}
    findings = [*_register(records, known)]
    findings += _twice([holder.id for holder in about.holders], "holder", about_file, "")
    for file, record in records:
        findings += _resolve(record, known, lost, file, record.id)
    for holder in about.holders:
        findings += _resolve(holder, known, lost, about_file, holder.id)
    if not findings and not any(lost):
        findings = list(_circles(records))
        if not findings:
            return derive(about, [record for _, record in records]), []
    return {}, findings


def _register(records: Iterable[tuple[str, Record]], known: dict[str, Any]) -> Iterator[Finding]:
    """Note every record and paragraph by its id; find ids used twice, or in the wrong place."""
    for file, top in records:
        ids = [record.id for record in hanging(top)]
        for astray in (i for i in ids if not i.startswith(f"{top.id}/")):
            message, advice = f"id {astray!r} is not of {top.id!r}", "write what follows the slash"
            yield Finding("E205", file, astray, message, advice)
        if isinstance(top, Partnership):
            ids += [f"{top.id}/{counterpart}" for counterpart in top.counterparts]  # its ties
        yield from _twice([top.id, *ids], "record", file, "", known)
        known |= {record.id: record for record in (top, *hanging(top))}
        if isinstance(top, Source):
            yield from _twice([section.id for section in top.sections], "section", file, top.id)
            known |= {paragraph.id: paragraph for paragraph in _number(top)}


def _twice(
    ids: list[str], what: str, file: str, record: str, known: Iterable[str] = ()
) -> Iterator[Finding]:
    for given, count in Counter(ids).items():
        if count > 1 or given in known:
            message = f"{what} id {given!r} is used twice"
            yield Finding("E201", file, record or given, message, "give one another id")


def _number(source: Source) -> Iterator[Paragraph]:
    """Give every paragraph of a source its id, and what a reader needs to find it."""
    for section in source.sections:
        first = 0 if section.heading else 1
        for number, paragraph in enumerate(section.paragraphs, start=first):
            fill(
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


def _attach(record: Record) -> None:
    """Tell what hangs on a partnership, or on a holder, to whom it belongs."""
    if isinstance(record, Partnership):
        belongs = {"partnership": record.id, "holder": record.holder}
    else:
        belongs = {"holder": record.id}
    for inner in hanging(record):
        fill(inner, **belongs)
    for outer in (record, *hanging(record)):
        for role in getattr(outer, "roles", ()):
            who = role.group.text if role.group else role.agent
            within = outer if isinstance(outer, Attached) else None
            when = role.date or getattr(outer, "date", None)
            slug = fold(f"{role.kind} {who}").replace(" ", "-")
            cites = role.cites or outer.cites
            fill(role, id=f"{outer.id}/{slug}", within=within, date=when, cites=cites)


def _resolve(
    value: Value, known: Mapping[str, Any], lost: Lost, file: str, record: str
) -> Iterator[Finding]:
    """Replace the ids in a record, and in what is nested in it, by the records they name."""
    for name, column in columns(type(value)).items():
        held = vars(value).get(name)
        if held is None or column.derived:
            continue
        if column.reference:
            ids = held if column.many else (held,)
            found = [_target(i, value, column, known) for i in ids]
            for wanted, target in zip(ids, found, strict=True):
                if target is None and not lost.holds(wanted, column.types):
                    yield _dangling(wanted, column, known, file, record)
            vars(value)[name] = tuple(found) if column.many else found[0]
        elif column.nested:
            for inner in held if column.many else (held,):
                here = inner.id if isinstance(inner, Record) else record
                yield from _resolve(inner, known, lost, file, here)


def _target(wanted: str, value: Value, column: Column, known: Mapping[str, Any]) -> Any:
    """Return the record that an id names; within a partnership its own part may be short."""
    target, part = known.get(wanted), None
    if isinstance(value, Attached):
        part = known.get(f"{value.partnership or value.holder}/{wanted}")
    found = [t for t in (part, target) if isinstance(t, column.types)]
    return next((t for t in found if t is not value), found[0] if found else None)


def _dangling(
    wanted: str, column: Column, known: Mapping[str, Any], file: str, record: str
) -> Finding:
    kinds = " or ".join(kind.__name__.lower() for kind in column.types)
    ids = {fold(i): i for i, target in known.items() if isinstance(target, column.types)}
    code = "E203" if Paragraph in column.types else "E202"
    message = f"{column.name} names {wanted!r}, which is no {kinds} of this data"
    nearest = " or ".join(map(repr, near(wanted, ids)))
    advice = f"did you mean {nearest}?" if nearest else "name one that is defined, or define it"
    return Finding(code, file, record, message, advice)


def _circles(records: Iterable[tuple[str, Record]]) -> Iterator[Finding]:
    """Find what lies in itself: whoever follows the chain would never arrive."""
    for file, top in records:
        for record in (top, *hanging(top)):
            above, passed = _above(record), [record.id]
            while above is not None and above.id not in passed:
                passed.append(above.id)
                above = _above(above)
            if above is record:
                message = f"leads back to itself: {' → '.join([*passed, record.id])}"
                yield Finding("E204", file, record.id, message, "take one link of the circle out")
            for name in ("same_as", "successor", "predecessor"):
                if getattr(record, name, None) is record:
                    message = f"{name} names itself"
                    yield Finding("E204", file, record.id, message, "name another, or take it out")


def _above(record: Record) -> Any:
    """Return what a record is part of, belongs under, or speaks of."""
    links = (getattr(record, name, None) for name in ("broader", "part_of", "subject"))
    return next((link for link in links if link is not None), None)
