"""What rests on what: citations, coverage, and whether everything is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rezekne_twins import models
from rezekne_twins.keeping.checks.base import Fault, paragraph_path, rule
from rezekne_twins.models.columns import walk
from rezekne_twins.store import Store

_STATED = (
    *(models.Partnership, models.Act, models.Cooperation, models.Activity, models.Project),
    *(models.Role, models.Membership, models.Statement, models.Person, models.Conflict),
)


class SectionCoverage(NamedTuple):
    """How much of one section of a source is cited.

    Attributes:
        source: Id of the source.
        section: Slug of the section.
        records: For each paragraph of the section, how many records cite it.
        waived: For each paragraph that needs no record, its citation and the reason.
    """

    source: str
    section: str
    records: tuple[int, ...]
    waived: tuple[tuple[str, str], ...]

    @property
    def cited(self) -> int:
        """How many paragraphs at least one record cites."""
        return sum(count > 0 for count in self.records)


def coverage(store: Store) -> tuple[SectionCoverage, ...]:
    """Return, for each section of each source, how many records cite each paragraph."""
    citing = Counter(paragraph.id for _, _, paragraph in _cited_for_facts(store))
    return tuple(
        SectionCoverage(
            source.id,
            section.id,
            tuple(citing[p.id] for p in section.paragraphs),
            tuple((p.id, p.no_data) for p in section.paragraphs if p.no_data),
        )
        for source in store.table(models.Source)
        for section in source.sections
    )


def _cited_for_facts(store: Store) -> Iterator[tuple[models.Record, int, models.Paragraph]]:
    """Yield each citation but those of concepts, which only say that a word is used there."""
    return (cited for cited in store.cited() if not isinstance(cited[0], models.Field))


@rule("E206")
def unused(store: Store) -> Iterator[Fault]:
    """Each place, body, person and concept is named by another record."""
    named = {holder.place.id for holder in store.about.holders}
    for name in store.tables.keys() - {"conflicts", "retired"}:
        for record in store.tables[name]:
            named.update(i for i in _references(record) if i != record.id)
    for kind in (models.Place, models.Organisation, models.Person, models.Field):
        yield from (Fault(of=record) for record in store.table(kind) if record.id not in named)


def _references(value: models.Value) -> Iterator[str]:
    """Yield the ids of what a record names, itself or in what is inside it."""
    for _, column, item in walk(value, but=models.Attached):
        if column.reference and isinstance(item, models.Record):
            yield item.id


@rule("E301", *_STATED, models.Place, models.Organisation)
def uncited(record: models.Record) -> Iterator[Fault]:
    """A record rests on a paragraph; a place or body at least says which list it is from."""
    agent = isinstance(record, models.Agent)
    within = isinstance(record, models.Role) and record.within  # rests on what its whole rests on
    if not record.cites and not within and not (agent and record.note):
        yield Fault("agent" if agent else "fault")


@rule("E303", unless="E300")
def waived_but_cited(store: Store) -> Iterator[Fault]:
    """No record cites a paragraph that is said to hold nothing."""
    for record, at, paragraph in _cited_for_facts(store):
        if paragraph.no_data:
            yield Fault("fault", "cites", at, of=record, paragraph=paragraph)


@rule("E304", unless="E300 E301")
def uncovered(store: Store) -> Iterator[Fault]:
    """Each paragraph is cited or waived."""
    told = {paragraph.id for _, _, paragraph in _cited_for_facts(store)}
    for source in store.table(models.Source):
        for paragraph in source.paragraphs:
            if not paragraph.no_data and paragraph.id not in told:
                yield Fault("fault", *paragraph_path(paragraph), of=source, paragraph=paragraph)


@rule("E300")
def sections(store: Store) -> Iterator[Fault]:
    """No record cites a section that only other partnerships cite for themselves."""
    owners: dict[tuple[str, str], set[str | None]] = {}
    for partnership in store.table(models.Partnership):
        for cite in partnership.cites:
            owners.setdefault((cite.source, cite.section), set()).add(partnership.id)
    for record, at, cite in _cited_for_facts(store):
        mine = getattr(record, "partnership", None)
        others = owners.get((cite.source, cite.section), {mine})
        within = getattr(record, "within", None)
        if mine and mine not in others and not (within and within.cites is record.cites):
            yield Fault("fault", "cites", at, of=record, cite=cite, other=min(map(str, others)))


@rule("E305", models.Source)
def read_in_part(source: models.Source) -> Iterator[Fault]:
    """The index of a source that was read in part ends where the reading did."""
    last = source.paragraphs[-1].id.partition("/")[2] if source.paragraphs else ""
    if source.extent and source.extent.until != last:
        yield Fault("fault", "extent", "until", last=last)
