"""What follows from linked records: titles, countries, dates, ties, citations, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from rezekne_twins import models
from rezekne_twins.loading.rows import Parsed
from rezekne_twins.models.columns import Column, fields, set_fields
from rezekne_twins.models.record import Inside, child_fields, children
from rezekne_twins.models.validity import began
from rezekne_twins.store import TABLES

Tables = dict[str, tuple[models.Record, ...]]


def derive(parsed: Parsed) -> Tables:
    """Fill in what is derived, and return every collection in its order."""
    top = sorted((entry.record for entry in parsed.entries), key=lambda record: record.id)
    partnerships = [record for record in top if isinstance(record, models.Partnership)]
    holdings = [record for record in top if isinstance(record, models.Holding)]
    owners: list[models.Partnership | models.Holding] = [*partnerships, *holdings]
    sources = {record.id: record for record in top if isinstance(record, models.Source)}
    holders = {holder.id: holder.title for holder in parsed.about.record.holders}
    for partnership in partnerships:
        _derive_partnership(partnership, sources)
    for holding in holdings:
        set_fields(holding, title=holders.get(holding.id, holding.id))
    inner = [(attached, owner) for owner in owners for attached in children(owner)]
    # A statement is titled after what it is about: a statement about one comes after it.
    for attached, owner in sorted(inner, key=lambda pair: _depth(pair[0])):
        _derive_child(attached, owner)
    _derive_agents(partnerships, [r for r in top if isinstance(r, (models.Agent, models.Person))])
    holder_of = {partnership.id: partnership.holder for partnership in partnerships}
    conflicts = [record for record in top if isinstance(record, models.Conflict)]
    for conflict in conflicts:
        _derive_conflict(conflict, holder_of)
    for record in top:
        if isinstance(record, models.Field) and record.broader:
            set_fields(record.broader, narrower=(*record.broader.narrower, record))
    _derive_conflicts(conflicts, partnerships)
    found: dict[str, list[models.Record]] = {kind.collection: [] for kind in TABLES}
    for record in (*top, *(attached for attached, _ in inner), *_made_ties(partnerships, holders)):
        found[record.collection].append(record)
    _derive_registers(parsed.about.record, top)
    _derive_edit_urls(parsed.about.record, found)
    return {name: tuple(table) for name, table in found.items()}


def _derive_registers(about: models.About, records: Iterable[models.Record]) -> None:
    """Set the register of each identifier whose scheme the data set declares."""
    declared = {register.id: register for register in about.registers}
    agents = (record for record in records if declared and isinstance(record, models.Agent))
    for identifier in (identifier for agent in agents for identifier in agent.identifiers):
        if identifier.scheme in declared:
            set_fields(identifier, register=declared[identifier.scheme])


def _derive_edit_urls(about: models.About, tables: Mapping[str, Iterable[models.Record]]) -> None:
    """Set the address of each record's file, if the data set names its repository."""
    if not (about.repository or "").startswith(("http://", "https://")):
        return
    folder = "/".join(filter(None, (str(about.repository).rstrip("/"), "blob/HEAD", about.folder)))
    for name, table in tables.items():
        for record in table if name != models.Tie.collection else ():
            set_fields(record, edit_url=f"{folder}/{record.file}")


def _depth(record: models.Record | None) -> int:
    """Return how many statements a chain of subjects has."""
    steps = 0
    while isinstance(record, models.Statement):
        record, steps = record.subject, steps + 1
    return steps


def _derive_partnership(partnership: models.Partnership, sources: Mapping[str, models.Source]) -> None:
    """Fill in the countries of a partnership, when it began, and how far its sources reach."""
    countries = dict.fromkeys(c for p in partnership.counterparts for c in _agent_countries(p))
    cited = {cite.source for r in (partnership, *children(partnership)) for cite in r.cites}
    as_of = max((when for i in cited if (when := sources[i].as_of)), default=None)
    set_fields(partnership, countries=tuple(countries), began=began(partnership.acts), as_of=as_of)
    inner = {name: Inside(getattr(partnership, name)) for name in child_fields(type(partnership))}
    set_fields(partnership, **inner)


def _derive_child(record: models.Attached, owner: models.Partnership | models.Holding) -> None:
    """Fill in the title and the countries of what belongs to a partnership or a holder."""
    countries = owner.countries if isinstance(owner, models.Partnership) else ()
    whole = owner.title
    if isinstance(record, models.Act):
        when = f" {record.date}" if record.date else ""
        kind = record.kind_as_written or record.kind.label
        set_fields(record, countries=countries, title=f"{whole}: {kind}{when}")
    elif isinstance(record, models.Cooperation):
        stage = "" if record.stage is models.Stage.CURRENT else f" ({record.stage.label})"
        set_fields(record, countries=countries, title=f"{whole}: {record.field.title}{stage}")
    elif isinstance(record, models.Doing):
        where = (*(place.country for place in record.places), *record.in_countries)
        set_fields(record, countries=tuple(dict.fromkeys((*countries, *where))))
    elif isinstance(record, models.Role):
        kind = record.kind_as_written or record.kind.label
        part = record.within.title if record.within else whole
        cites = record.cites or (record.within.cites if record.within else ())
        set_fields(record, cites=cites, title=f"{record.who}: {kind} – {part}")
    elif isinstance(record, models.Membership):
        office = f", {record.office}" if record.office else ""
        title = f"{record.member.title} in {record.organisation.title}{office}"
        unit = getattr(record.member, "kind", None)
        set_fields(record, countries=_agent_countries(record.member), unit=unit, title=title)
    elif isinstance(record, models.Statement):
        about = record.subject.title if record.subject else whole
        set_fields(record, title=f"{about}: {record.kind_as_written or record.topic.label}")


def _agent_countries(agent: models.Agent | models.Person) -> tuple[models.Country, ...]:
    if isinstance(agent, models.Place):
        return (agent.country,)
    if isinstance(agent, models.Organisation):
        return agent.countries
    return ()


def _derive_agents(
    partnerships: Iterable[models.Partnership], agents: Iterable[models.Agent | models.Person]
) -> None:
    """Set the partnerships of places, organisations and people, and the organisations of people."""
    occurs: dict[str, dict[str, None]] = {}
    bodies: dict[str, dict[models.Organisation, None]] = {}
    for partnership in partnerships:
        for record in (partnership, *children(partnership)):
            for agent in _agents_named(record):
                occurs.setdefault(agent.id, {})[partnership.id] = None
            if isinstance(record, models.Membership):
                bodies.setdefault(record.member.id, {}).update(dict.fromkeys(record.organisations))
    for agent in agents:
        set_fields(agent, partnerships=tuple(occurs.get(agent.id, ())))
        if isinstance(agent, models.Person):
            set_fields(agent, organisations=tuple(bodies.get(agent.id, ())))


def _agents_named(record: models.Record) -> Iterator[models.Record]:
    """Yield what a record names where there may be places or bodies."""
    for column in _agent_columns(type(record)):
        yield from column.held(record)
    if isinstance(record, models.Role) and record.group:
        yield from record.group.of
    elif isinstance(record, models.Partnership):
        yield from record.places  # those of bodies too


@cache
def _agent_columns(kind: type[models.Record]) -> tuple[Column, ...]:
    def may_be_agent(known: type[object]) -> bool:
        return issubclass(models.Agent, known) or issubclass(known, models.Agent)

    held = (c for c in fields(kind).values() if c.reference and not c.derived)
    return tuple(c for c in held if any(map(may_be_agent, c.types)))


def _derive_conflict(conflict: models.Conflict, holder_of: Mapping[str, str]) -> None:
    """Fill in whom a conflict concerns, and cite what its readings cite."""
    partnerships: dict[str, None] = {}
    holders: dict[str, None] = {}
    for record in conflict.records:
        if isinstance(record, models.Agent):
            concerned = record.partnerships
        elif isinstance(record, models.Attached) and record.holder and not record.partnership:
            concerned, holders[record.holder] = (), None
        else:
            concerned = ((isinstance(record, models.Attached) and record.partnership) or record.id,)
        known = [i for i in concerned if i in holder_of]
        partnerships |= dict.fromkeys(known)
        holders |= dict.fromkeys(holder_of[i] for i in known)
    cites = dict.fromkeys((*conflict.cites, *(c for r in conflict.readings for c in r.cites)))
    set_fields(conflict, partnerships=tuple(partnerships), holders=tuple(holders), cites=tuple(cites))


def _derive_conflicts(
    conflicts: Iterable[models.Conflict], partnerships: Iterable[models.Partnership]
) -> None:
    """Set the conflicts about each record, and about anything in each partnership."""
    about: dict[str, tuple[models.Record, list[models.Conflict]]] = {p.id: (p, []) for p in partnerships}
    for conflict in conflicts:
        records = {record.id: record for record in conflict.records}
        for record_id in dict.fromkeys((*records, *conflict.partnerships)):
            about.setdefault(record_id, (records.get(record_id, conflict), []))[1].append(conflict)
    for record, found in about.values():
        if found:
            set_fields(record, conflicts=tuple(found))


def _made_ties(
    partnerships: Iterable[models.Partnership], holders: Mapping[str, str]
) -> Iterator[models.Tie]:
    for partnership in partnerships:
        holder = holders.get(partnership.holder, partnership.holder)
        for counterpart in partnership.counterparts:
            countries = _agent_countries(counterpart)
            yield models.Tie.model_construct(
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
                coordinates=getattr(counterpart, "coordinates", None),
                as_of=partnership.as_of,
                acts=_acts_with(counterpart, partnership),
                cooperation=partnership.cooperation,
            )


def _acts_with(counterpart: models.Agent, partnership: models.Partnership) -> tuple[models.Act, ...]:
    """Return the acts to which a counterpart was a party, or to which no counterpart was.

    An act whose parties are not stated, or are on the holder's side alone, concerns all of them.
    """
    everyone = set(partnership.counterparts)
    if len(everyone) == 1:
        return partnership.acts
    with_whom = [(act, everyone.intersection(_parties(act))) for act in partnership.acts]
    return tuple(act for act, partners in with_whom if not partners or counterpart in partners)


def _parties(act: models.Act) -> Iterator[models.Agent]:
    """Yield each party, and of a body also the place that it governs and its parent bodies."""
    for party in act.parties:
        yield party
        body = party if isinstance(party, models.Organisation) else None
        while body is not None:
            yield from (body, body.place) if body.place else (body,)
            body = body.part_of
