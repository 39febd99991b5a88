"""From records that hold ids to records that hold each other, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rezekne_twins.errors import Finding
from rezekne_twins.models import (
    About,
    Agent,
    Attached,
    Citation,
    Conflict,
    Country,
    Field,
    Organisation,
    Paragraph,
    Partnership,
    Place,
    Record,
    Source,
    Stage,
    Tie,
    Value,
)
from rezekne_twins.models.shape import Column, columns
from rezekne_twins.models.validity import began
from rezekne_twins.names import fold, understood

Tables = dict[str, tuple[Record, ...]]


def link(about: About, read: Iterable[tuple[str, Record]]) -> tuple[Tables, list[Finding]]:
    """Put records where their ids stand, fill in what is derived, and sort into tables.

    The records are completed in place, before anyone has seen them.
    """
    records = list(read)
    findings: list[Finding] = []
    known: dict[str, Any] = {}
    for file, record in [(f, r) for f, top in records for r in (top, *_hanging(top))]:
        if record.id in known:
            message, advice = f"id {record.id!r} is used twice", "give one another id"
            findings.append(Finding("E201", file, record.id, message, advice))
        known[record.id] = record
    for _, source in records:
        if isinstance(source, Source):
            known |= {p.id: p for p in _number(source)}
    for file, record in records:
        if isinstance(record, Partnership):
            _attach(record)
        findings += _resolve(record, known, file, record.id)
    for holder in about.holders:
        findings += _resolve(holder, known, "dataset.toml", holder.id)
    findings += [] if findings else _circles(records)
    if findings:
        return {}, findings
    return _tables(about, [record for _, record in records]), findings


def _set(record: Value, **values: Any) -> None:
    """Fill in fields of a record that is being built; afterwards it is frozen."""
    vars(record).update(values)


def _hanging(record: Record) -> Iterator[Attached]:
    """Yield the records that stand inside another one."""
    if isinstance(record, Partnership):
        yield from record.acts
        yield from record.cooperation


def _number(source: Source) -> Iterator[Paragraph]:
    """Give every paragraph of a source its id, and what a reader needs to find it."""
    for section in source.sections:
        first = 0 if section.heading else 1
        for number, paragraph in enumerate(section.paragraphs, start=first):
            _set(
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


def _attach(partnership: Partnership) -> None:
    for record in _hanging(partnership):
        _set(record, partnership=partnership.id, holder=partnership.holder)


def _resolve(value: Value, known: Mapping[str, Any], file: str, record: str) -> Iterator[Finding]:
    """Replace the ids in a record, and in what is nested in it, by the records they name."""
    for name, column in columns(type(value)).items():
        held = vars(value).get(name)
        if held is None or (column.derived and not column.reference):
            continue
        if column.reference:
            ids = held if column.many else (held,)
            found = [_target(i, value, column, known) for i in ids]
            for wanted, target in zip(ids, found, strict=True):
                if target is None:
                    yield _dangling(wanted, column, known, file, record)
            vars(value)[name] = tuple(found) if column.many else found[0]
        elif column.nested:
            for inner in held if column.many else (held,):
                here = inner.id if isinstance(inner, Record) else record
                yield from _resolve(inner, known, file, here)


def _target(wanted: str, value: Value, column: Column, known: Mapping[str, Any]) -> Any:
    """Return the record that an id names; within a partnership its own part may be short."""
    if isinstance(value, Attached) and f"{value.partnership}/{wanted}" in known:
        target = known[f"{value.partnership}/{wanted}"]
        if isinstance(target, column.types):
            return target
    target = known.get(wanted)
    return target if isinstance(target, column.types) else None


def _dangling(
    wanted: str, column: Column, known: Mapping[str, Any], file: str, record: str
) -> Finding:
    kinds = " or ".join(kind.__name__.lower() for kind in column.types)
    ids = {fold(i): i for i, target in known.items() if isinstance(target, column.types)}
    code = "E203" if Paragraph in column.types else "E202"
    message = f"{column.name} names {wanted!r}, which is no {kinds} of this data"
    return Finding(code, file, record, message, understood(wanted, ids, kinds))


def _circles(records: Iterable[tuple[str, Record]]) -> Iterator[Finding]:
    """Find what lies in itself: whoever follows the chain would never arrive."""
    for file, record in records:
        name = "broader" if isinstance(record, Field) else "part_of"
        above, passed = getattr(record, name, None), {record.id}
        while above is not None and above.id not in passed:
            passed.add(above.id)
            above = getattr(above, name)
        if above is record:
            message = f"{name} leads back to itself: {' → '.join(sorted(passed))}"
            yield Finding("E204", file, record.id, message, "take one link of the circle out")


def _tables(about: About, records: list[Record]) -> Tables:
    """Fill in what is derived, and return every collection in its order."""
    by_kind: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda r: r.id):
        by_kind.setdefault(record.collection, []).append(record)
    partnerships = [p for p in by_kind.get("partnerships", []) if isinstance(p, Partnership)]
    sources = {s.id: s for s in by_kind.get("sources", []) if isinstance(s, Source)}
    holders = {holder.id: holder.title for holder in about.holders}
    occurs: dict[str, list[str]] = {}
    for partnership in partnerships:
        _complete(partnership, sources)
        for agent in (*partnership.places, *partnership.organisations):
            occurs.setdefault(agent.id, []).append(partnership.id)
    for agent in (*by_kind.get("places", ()), *by_kind.get("organisations", ())):
        _set(agent, partnerships=tuple(occurs.get(agent.id, ())))
    holder_of = {p.id: p.holder for p in partnerships}
    for conflict in by_kind.get("conflicts", ()):
        if isinstance(conflict, Conflict):
            _complete_conflict(conflict, holder_of)
    tables: Tables = {
        "partnerships": tuple(partnerships),
        "ties": tuple(_ties(partnerships, holders)),
        "acts": tuple(act for p in partnerships for act in p.acts),
        "cooperation": tuple(entry for p in partnerships for entry in p.cooperation),
    }
    for name in ("places", "organisations", "fields", "countries", "conflicts", "sources"):
        tables[name] = tuple(by_kind.get(name, ()))
    cited = (r for name, table in tables.items() if name != "ties" for r in table)
    return tables | {"citations": tuple(_citations(cited, sources))}


def _complete(partnership: Partnership, sources: Mapping[str, Source]) -> None:
    """Fill in the countries, dates and titles that follow from a partnership's records."""
    countries = tuple(dict.fromkeys(c for p in partnership.counterparts for c in _countries(p)))
    cited = {cite.source for cite in partnership.cites}
    as_of = max((sources[i].as_of for i in cited), default=None)
    _set(partnership, countries=countries, began=began(partnership.acts), as_of=as_of)
    for act in partnership.acts:
        when = f" {act.date}" if act.date else ""
        _set(act, countries=countries, title=f"{partnership.title}: {act.kind.label}{when}")
    for entry in partnership.cooperation:
        stage = "" if entry.stage is Stage.ACTUAL else f" ({entry.stage.label})"
        title = f"{partnership.title}: {entry.field.title}{stage}"
        _set(entry, countries=countries, title=title)


def _countries(agent: Place | Organisation) -> tuple[Country, ...]:
    if isinstance(agent, Place):
        return (agent.country,)
    return agent.countries or ((agent.place.country,) if agent.place else ())


def _complete_conflict(conflict: Conflict, holder_of: Mapping[str, str]) -> None:
    """Fill in whom a conflict concerns, and cite what its readings cite."""
    concerned: dict[str, None] = {}
    for record in conflict.records:
        if isinstance(record, Agent):
            concerned |= dict.fromkeys(record.partnerships)
        else:
            concerned[(isinstance(record, Attached) and record.partnership) or record.id] = None
    partnerships = tuple(i for i in concerned if i in holder_of)
    cites = dict.fromkeys((*conflict.cites, *(c for r in conflict.readings for c in r.cites)))
    _set(
        conflict,
        partnerships=partnerships,
        holders=tuple(dict.fromkeys(holder_of[i] for i in partnerships)),
        cites=tuple(cites),
    )


def _ties(partnerships: Iterable[Partnership], holders: Mapping[str, str]) -> Iterator[Tie]:
    for partnership in partnerships:
        holder = holders.get(partnership.holder, partnership.holder)
        for counterpart in partnership.counterparts:
            countries = _countries(counterpart)
            yield Tie.model_construct(
                id=f"{partnership.id}/{counterpart.id}",
                title=f"{holder} – {counterpart.title}",
                cites=partnership.cites,
                note=None,
                partnership=partnership.id,
                holder=partnership.holder,
                countries=countries,
                kind=partnership.kind,
                counterpart=counterpart,
                country=countries[0] if len(countries) == 1 else None,
                unit=counterpart.kind,
                coordinates=counterpart.coordinates if isinstance(counterpart, Place) else None,
            )


def _citations(records: Iterable[Record], sources: Mapping[str, Source]) -> Iterator[Citation]:
    for record in records:
        for cite in record.cites:
            yield Citation.model_construct(
                id=f"{record.id}@{cite.id}",
                title=f"{record.title}, after {cite.title}",
                cites=(cite,),
                note=None,
                record=record,
                source=sources[cite.source],
                section=cite.section,
                paragraph=cite.number,
                heading=cite.heading,
                gist=cite.gist,
                url=cite.url,
            )
