"""What rests on what: citations, coverage, and whether everything is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rezekne_twins import models
from rezekne_twins.keeping.checks.base import Fault, paragraph_path
from rezekne_twins.models.columns import walk
from rezekne_twins.store import Store

_STATED = (
    "partnerships",
    "acts",
    "cooperation",
    "activities",
    "projects",
    "roles",
    "memberships",
    "statements",
    "people",
    "conflicts",
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
    """Yield each citation but those of concepts, which only say that a word stands there."""
    return (cited for cited in store.cited() if not isinstance(cited[0], models.Field))


def unused(store: Store) -> Iterator[Fault]:
    """Find places, bodies, people and concepts that no other record names."""
    named = {holder.place.id for holder in store.about.holders}
    for name in store.tables.keys() - {"conflicts", "retired"}:
        for record in store.tables[name]:
            named.update(i for i in _references(record) if i != record.id)
    for kind in (models.Place, models.Organisation, models.Person, models.Field):
        for record in store.table(kind):
            if record.id not in named:
                yield Fault(record, "is named by no other record", "use it, or take it out")


def _references(value: models.Value) -> Iterator[str]:
    """Yield the ids of what a record names, itself or in what stands inside it."""
    for _, column, item in walk(value, but=models.Attached):
        if column.reference and isinstance(item, models.Record):
            yield item.id


def uncited(store: Store) -> Iterator[Fault]:
    """Find records that rest on nothing."""
    for name in _STATED:
        for record in store.tables[name]:
            part = isinstance(record, models.Role) and record.within  # rests on what its whole rests on
            if not record.cites and not part:
                advice = 'add cites = ["source/section/paragraph"]'
                yield Fault(record, "cites no paragraph", advice)
    for agent in (*store.table(models.Place), *store.table(models.Organisation)):
        if not agent.cites and not agent.note:
            advice = "cite where it is named, or say in note which reference list it is from"
            yield Fault(agent, "neither cites a paragraph nor says where it is from", advice)


def waived_but_cited(store: Store) -> Iterator[Fault]:
    """Find citations of paragraphs that are said to hold nothing."""
    for record, at, paragraph in _cited_for_facts(store):
        if paragraph.no_data:
            message = f"cites {paragraph.id}, which is waived: {paragraph.no_data}"
            advice = "take no_data out of the source, or this citation out"
            yield Fault(record, message, advice, ("cites", at))


def uncovered(store: Store) -> Iterator[Fault]:
    """Find paragraphs that nothing rests on and that nobody waived."""
    told = {paragraph.id for _, _, paragraph in _cited_for_facts(store)}
    for source in store.table(models.Source):
        for paragraph in source.paragraphs:
            if not paragraph.no_data and paragraph.id not in told:
                message = f"paragraph {paragraph.id} is cited by no record ({paragraph.gist})"
                advice = "cite it, or say in no_data why it holds nothing"
                yield Fault(source, message, advice, paragraph_path(paragraph))


def read_in_part(store: Store) -> Iterator[Fault]:
    """Find sources read in part whose index does not end where the reading did."""
    for source in store.table(models.Source):
        last = source.paragraphs[-1].id.partition("/")[2] if source.paragraphs else ""
        if source.extent and source.extent.until != last:
            message = f"was read up to {source.extent.until!r}, but the index ends with {last!r}"
            advice = "write the last paragraph that was read, as section and number"
            yield Fault(source, message, advice, ("extent", "until"))
