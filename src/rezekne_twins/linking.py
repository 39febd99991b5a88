"""From records that hold ids to records that hold each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, cast

from rezekne_twins.deriving import Tables, derive, fill
from rezekne_twins.errors import Finding
from rezekne_twins.models import (
    Attached,
    Paragraph,
    Partnership,
    Record,
    Retired,
    Source,
    Value,
)
from rezekne_twins.models.columns import Column, KeyPath, fields, path_to
from rezekne_twins.models.record import children
from rezekne_twins.names import fold, near, slug
from rezekne_twins.progress import telling
from rezekne_twins.validating import Lost, Unlinked, Validated


class Linked(NamedTuple):
    """What could be linked, and what could not."""

    tables: Tables
    """Every collection; without the records that name what is not there."""
    findings: list[Finding]
    whole: bool
    """Whether every record of the data is in the tables."""


def link(read: Validated, gone: frozenset[str] = frozenset()) -> Linked:
    """Put records where their ids stand, fill in what is derived, and sort into tables.

    The records are completed in place, before anyone has seen them. A reference to what was lost
    while reading, or to a released id that is gone, is no fault of its own.
    """
    retired = {u.record.id: u.record for u in read.records if isinstance(u.record, Retired)}
    for unlinked in read.records:
        _attach(unlinked.record)
    linking = _Linking(read.lost._replace(ids=read.lost.ids | gone), retired)
    sound = [u for u in read.records if linking.registered(u)]
    for unlinked in telling(sound, "linking record"):
        linking.resolve(unlinked.record, unlinked)
    holders = read.about.holders if read.about else ()
    for n, holder in enumerate(holders):
        where = ("holders", n)
        if holder.id in {other.id for other in holders[:n]}:
            linking.twice("holder", holder.id, read.about_file, holder.id, (*where, "id"))
        linking.resolve(holder, Unlinked(read.about_file, where, cast("Record", holder)))
    whole = not (read.findings or linking.findings or linking.broken)
    kept = sound if whole else linking.unbroken(sound)
    findings = [*linking.findings, *_circles(kept)]
    there = {id(unlinked.record) for unlinked in kept}
    if (
        read.about is None
        or len(findings) > len(linking.findings)
        or not all(id(holder.place) in there for holder in holders)
    ):
        return Linked({}, findings, whole=False)
    return Linked(derive(read.about, [unlinked.record for unlinked in kept]), findings, whole)


@cache
def _links(kind: type[Value]) -> tuple[tuple[str, Column], ...]:
    """Return where records of a kind name others, or hold what may."""
    return tuple(
        (name, column)
        for name, column in fields(kind).items()
        if not column.derived and (column.reference or column.nested)
    )


class _Linking:
    """What is known while the references of a data set are resolved."""

    def __init__(self, lost: Lost, retired: Mapping[str, Retired]) -> None:
        self.lost = lost
        self.retired = retired
        self.known: dict[str, Any] = {}
        self.findings: list[Finding] = []
        self.broken: set[int] = set()
        """Records, by identity, some reference of which leads nowhere."""

    def twice(self, what: str, given: str, file: str, record: str, path: KeyPath) -> None:
        message = f"{what} id {given!r} is used twice"
        self.findings.append(Finding("E201", file, record, message, "give one another id", path))

    def registered(self, unlinked: Unlinked) -> bool:
        """Note a record and what hangs on it by id; tell whether every id is its own."""
        file, path, top = unlinked
        before = len(self.findings)
        if isinstance(top, Retired):
            fill(top, title="")
            if self.retired[top.id] is not top:
                self.twice("retired", top.id, file, top.id, (*path, "id"))
            return len(self.findings) == before
        for record in (top, *children(top)):
            self._note(record, unlinked)
        if isinstance(top, Partnership):
            for n, counterpart in enumerate(map(str, top.counterparts)):
                tie = f"{top.id}/{counterpart}"
                if tie in self.known:
                    self.twice("record", tie, file, tie, (*path, "counterparts", n))
                self.known[tie] = None
        if isinstance(top, Source):
            self._sections(top, unlinked)
        return len(self.findings) == before

    def _sections(self, source: Source, unlinked: Unlinked) -> None:
        ids = [section.id for section in source.sections]
        for n, section in enumerate(ids):
            if section in ids[:n]:
                path = (*unlinked.path, "sections", n, "id")
                self.twice("section", section, unlinked.file, source.id, path)
        self.known |= {paragraph.id: paragraph for paragraph in _number(source)}

    def _note(self, record: Record, unlinked: Unlinked) -> None:
        """Note one record by its id; find ids used twice, used again, or out of place."""
        file, _, top = unlinked
        if record is not top and not record.id.startswith(f"{top.id}/"):
            path = (*unlinked.way_to(record), "id")
            message, advice = (
                f"id {record.id!r} is not of {top.id!r}",
                "write what follows the slash",
            )
            self.findings.append(Finding("E205", file, record.id, message, advice, path))
        if self.known.setdefault(record.id, record) is not record:
            path = (*unlinked.way_to(record), "id")
            self.twice("record", record.id, file, record.id, path)
        if record.id in self.retired:
            path = (*unlinked.way_to(record), "id")
            message = f"id {record.id!r} was retired, and is never used again"
            advice = "give it another id"
            self.findings.append(Finding("E207", file, record.id, message, advice, path))

    def resolve(self, value: Value, whole: Unlinked) -> None:
        """Replace the ids in a record, and in what is nested in it, by the records they name."""
        held = vars(value)
        for name, column in _links(type(value)):
            items = held.get(name)
            if not items:
                continue
            if column.reference:
                ids = items if column.many else (items,)
                found = tuple([self._target(wanted, value, column) for wanted in ids])
                held[name] = found if column.many else found[0]
                if None in found or (len(ids) > 1 and len(set(ids)) < len(ids)):
                    self._report(value, column, ids, found, whole)
                continue
            for inner in items if column.many else (items,):
                self.resolve(inner, whole)
                if id(inner) in self.broken:
                    self.broken.add(id(value))

    def _report(
        self,
        value: Value,
        column: Column,
        ids: tuple[str, ...],
        found: tuple[Any, ...],
        whole: Unlinked,
    ) -> None:
        """Say of each id that names nothing, or stands twice in a list, that it does."""
        way = (*whole.way_to(value), column.name)
        outer = (whole.record, *children(whole.record))
        record = [r.id for r in outer if path_to(value, r) is not None][-1]
        for n, (wanted, target) in enumerate(zip(ids, found, strict=True)):
            path = (*way, n) if column.many else way
            here = Finding("", whole.file, record, "", "", path)
            if target is None:
                self.broken.add(id(value))
                if not self._is_lost(wanted, value, column):
                    self.findings.append(self._dangling(wanted, column, here))
            if wanted in ids[:n]:
                self.findings.append(
                    here._replace(
                        code="E302" if Paragraph in column.types else "E209",
                        message=f"{column.name} names {wanted!r} twice",
                        advice="keep one",
                    )
                )

    def _is_lost(self, wanted: str, value: Value, column: Column) -> bool:
        """Tell whether an id may stand for what was there, and could not be read."""
        if self.lost.holds(wanted, column.types):
            return True
        within = isinstance(value, Attached) and (value.partnership or value.holder)
        return f"{within}/{wanted}" in self.lost.ids

    def _target(self, wanted: str, value: Value, column: Column) -> Any:
        """Return the record that an id names; within a partnership its own part may be short."""
        target, part = self.known.get(wanted), None
        if isinstance(value, Attached) and Paragraph not in column.types:
            part = self.known.get(f"{value.partnership or value.holder}/{wanted}")
        if part is None:
            return target if isinstance(target, column.types) else None
        found = [t for t in (part, target) if isinstance(t, column.types)]
        return next((t for t in found if t is not value), found[0] if found else None)

    def _dangling(self, wanted: str, column: Column, blank: Finding) -> Finding:
        kinds = " or ".join(kind.__name__.lower() for kind in column.types)
        ids = {fold(i): i for i, target in self.known.items() if isinstance(target, column.types)}
        message = f"{column.name} names {wanted!r}, which is no {kinds} of this data"
        nearest = " or ".join(map(repr, near(wanted, ids)))
        advice = f"did you mean {nearest}?" if nearest else "name one that is defined, or define it"
        if retired := self.retired.get(wanted):
            message = f"{column.name} names {wanted!r}, which was retired in {retired.since}"
            successor = getattr(retired.successor, "id", retired.successor)
            advice = f"write {successor!r}" if successor else "name another, or take it out"
        code = "E203" if Paragraph in column.types else "E202"
        return blank._replace(code=code, message=message, advice=advice)

    def unbroken(self, records: list[Unlinked]) -> list[Unlinked]:
        """Return the records that name, at every remove, only what is there."""
        kept = records
        while True:
            there = {id(part) for unlinked in kept for part in _parts(unlinked.record)}
            sound = [
                unlinked
                for unlinked in kept
                if id(unlinked.record) not in self.broken
                and all(id(target) in there for target in _targets(unlinked.record))
            ]
            if len(sound) == len(kept):
                return sound
            kept = sound


def _parts(record: Record) -> Iterator[Value]:
    """Yield what other records may name: the record, what hangs on it, its paragraphs."""
    yield record
    yield from children(record)
    if isinstance(record, Source):
        yield from record.paragraphs


def _targets(value: Value) -> Iterator[Value]:
    """Yield every record that a record names, itself or in what is nested in it."""
    for _, column in _links(type(value)):
        for item in column.held(value):
            if column.reference:
                yield item
            else:
                yield from _targets(item)


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
    belongs: dict[str, str | None]
    if isinstance(record, Partnership):
        belongs = {"partnership": record.id, "holder": record.holder}
    else:
        belongs = {"partnership": None, "holder": record.id}
    for outer in (record, *children(record)):
        if outer is not record:
            fill(outer, **belongs)
        for role in vars(outer).get("roles", ()):
            who = role.group.text if role.group else role.agent
            within = outer if isinstance(outer, Attached) else None
            when = role.date or getattr(outer, "date", None)
            fill(role, id=f"{outer.id}/{slug(role.kind, who)}", within=within, date=when)


def _circles(records: Iterable[Unlinked]) -> Iterator[Finding]:
    """Find what lies in itself: whoever follows the chain would never arrive."""
    arrive: set[int] = set()  # what is above them has been followed to its end
    for unlinked in records:
        for record in (unlinked.record, *children(unlinked.record)):
            link, beside = _chained(type(record))
            passed: dict[int, str] = {}
            if vars(record).get(link) and _returns(record, passed, arrive):
                message = f"leads back to itself: {' → '.join([*passed.values(), record.id])}"
                advice = "take one link of the circle out"
                yield _circle(record, link, unlinked, message, advice)
            for name in beside:
                if getattr(record, name) is record:
                    message, advice = f"{name} names itself", "name another, or take it out"
                    yield _circle(record, name, unlinked, message, advice)


def _returns(record: Record, passed: dict[int, str], arrive: set[int]) -> bool:
    """Tell whether the chain above a record leads back to it; note what was passed on the way."""
    above: Record | None = record
    while above is not None and id(above) not in passed and id(above) not in arrive:
        passed[id(above)] = above.id
        above = vars(above).get(_chained(type(above))[0])
    if above is None or id(above) in arrive:
        arrive.update(passed)
        return False
    return above is record


def _circle(record: Record, key: str, unlinked: Unlinked, message: str, advice: str) -> Finding:
    path = (*unlinked.way_to(record), key)
    return Finding("E204", unlinked.file, record.id, message, advice, path)


@cache
def _chained(kind: type[Record]) -> tuple[str, tuple[str, ...]]:
    """Return where a record names what it is part of, belongs under or speaks of, and its like."""
    above = [name for name in ("broader", "part_of", "subject") if name in kind.model_fields]
    beside = [n for n in ("same_as", "successor", "predecessor") if n in kind.model_fields]
    return "".join(above), tuple(beside)
