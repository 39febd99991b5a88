"""The rules of the data, as coded checks that return findings and never print.

Codes begin with `E`; the hundreds tell the topic: 1 files and keys, 2 references, 3 citations,
4 meaning, 5 text. Those of 1, and of 2 up to E205, are found while a folder is read. The others
are here, each one small function that yields offenders.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from rezekne_twins.errors import Finding
from rezekne_twins.models import (
    About,
    Act,
    ActKind,
    Attached,
    Citation,
    Conflict,
    ConflictKind,
    Cooperation,
    Field,
    Holding,
    Organisation,
    Partnership,
    PartnershipKind,
    Person,
    Place,
    Record,
    Role,
    Source,
    Value,
)
from rezekne_twins.models.shape import columns
from rezekne_twins.query import Index

if TYPE_CHECKING:
    from rezekne_twins.models.things import Identifier

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
_AFTER_AN_ACT = frozenset({ActKind.PROLONGED, ActKind.JOINED})
_WITH_TERM = frozenset({ActKind.SIGNED, ActKind.PROLONGED})
_IDENTIFIERS = {
    "geonames": r"[0-9]+",
    "iso-3166-2": r"[A-Z]{2}-[A-Z0-9]{1,3}",
    "wikidata": r"Q[0-9]+",
}
PROSE = frozenset(
    {
        "gist",
        "no_data",
        "note",
        "outcome_reason",
        "reason",
        "scope_note",
        "stance",
        "summary",
    }
)
"""Keys of sentences of our own, which never stand in a list that a cell joins."""

Fault = tuple[Record, str, str]
"""An offending record, what is wrong, and what to do about it."""


class Check(NamedTuple):
    """One rule: its code, what must be true, and the function that finds offenders."""

    code: str
    rule: str
    find: Callable[[Index], Iterable[Fault]]


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


def check(index: Index, about: About) -> tuple[Finding, ...]:
    """Return every fault that the checks find, in the order of files and records."""
    found = [
        Finding(rule.code, file_of(record), record.id, message, advice)
        for rule in CHECKS
        for record, message, advice in rule.find(index)
    ]
    found += [
        Finding("E501", "dataset.toml", "", f"{key} = {text!r} {fault}", advice)
        for key, text in strings(about)
        for fault, advice in _text_faults(text, joined=False)
    ]
    return tuple(sorted(found, key=lambda f: (f.file, f.record, f.code)))


def file_of(record: Record) -> str:
    """Return the file of a data folder that a record stands in."""
    if isinstance(record, Attached) and record.partnership:
        return f"partnerships/{record.partnership}.toml"
    if isinstance(record, Attached):
        return f"holders/{record.holder}.toml"
    if isinstance(record, (Holding, Partnership, Source)):
        return f"{record.collection}/{record.id}.toml"
    return f"{record.collection}.toml"


def coverage(index: Index) -> tuple[SectionCoverage, ...]:
    """Return, for each section of each source, how many records cite each paragraph."""
    citing = Counter(_cited_for_facts(index))
    return tuple(
        SectionCoverage(
            source.id,
            section.id,
            tuple(citing[p.id] for p in section.paragraphs),
            tuple((p.id, p.no_data) for p in section.paragraphs if p.no_data),
        )
        for source in index.table(Source)
        for section in source.sections
    )


def _cited_for_facts(index: Index) -> Iterator[str]:
    """Yield each cited paragraph; a concept only says that a word stands there."""
    for citation in index.table(Citation):
        if not isinstance(citation.record, Field):
            yield citation.cites[0].id


def _uncited(index: Index) -> Iterator[Fault]:
    for name in _STATED:
        for record in index.tables[name]:
            part = isinstance(record, Role) and record.within  # rests on what its whole rests on
            if not record.cites and not part:
                yield record, "cites no paragraph", 'add cites = ["source/section/paragraph"]'
    for agent in (*index.table(Place), *index.table(Organisation)):
        if not agent.cites and not agent.note:
            advice = "cite where it is named, or say in note which reference list it is from"
            yield agent, "neither cites a paragraph nor says where it is from", advice


def _cited_twice(index: Index) -> Iterator[Fault]:
    for name in sorted(index.tables.keys() - {"ties", "citations"}):
        for record in index.tables[name]:
            for cite, times in Counter(c.id for c in record.cites).items():
                if times > 1:
                    yield record, f"cites {cite} {times} times", "keep one"


def _waived_but_cited(index: Index) -> Iterator[Fault]:
    for citation in index.table(Citation):
        cited = citation.cites[0]
        if cited.no_data:
            message = f"cites {cited.id}, which is waived: {cited.no_data}"
            yield citation.record, message, "take no_data out of the source, or this citation out"


def _uncovered(index: Index) -> Iterator[Fault]:
    cited = set(_cited_for_facts(index))
    for source in index.table(Source):
        for paragraph in source.paragraphs:
            if not paragraph.no_data and paragraph.id not in cited:
                message = f"paragraph {paragraph.id} is cited by no record ({paragraph.gist})"
                yield source, message, "cite it, or say in no_data why it holds nothing"


def _unused(index: Index) -> Iterator[Fault]:
    """Find places, bodies, people and concepts that no other record names."""
    named = {holder.place.id for holder in index.holders}
    for name in index.tables.keys() - {"citations", "conflicts"}:
        for record in index.tables[name]:
            named.update(i for i in _references(record) if i != record.id)
    for kind in (Place, Organisation, Person, Field):
        for record in index.table(kind):
            if record.id not in named:
                yield record, "is named by no other record", "use it, or take it out"


def _references(value: Value) -> Iterator[str]:
    """Yield the ids of what a record names, itself or in what stands inside it."""
    for column in columns(type(value)).values():
        for item in column.held(value):
            if column.reference and isinstance(item, Record):
                yield item.id
            elif isinstance(item, Value) and not isinstance(item, Attached):
                yield from _references(item)


def _interval(index: Index) -> Iterator[Fault]:
    for act in index.table(Act):
        if act.date and act.date.is_interval:
            yield act, f"date {str(act.date)!r} is an interval", "write a day, month or year"


def _counterparts(index: Index) -> Iterator[Fault]:
    for partnership in index.table(Partnership):
        membership = partnership.kind is PartnershipKind.MEMBERSHIP
        wanted: type[Record] = Organisation if membership else Place
        for counterpart in partnership.counterparts:
            if not isinstance(counterpart, wanted):
                kind = wanted.__name__.lower()
                message = f"{partnership.kind} with {counterpart.id!r}, which is no {kind}"
                yield partnership, message, "change kind, or the counterpart"


def _holders(index: Index) -> Iterator[Fault]:
    known = [holder.id for holder in index.holders]
    for record in (*index.table(Partnership), *index.table(Holding)):
        holder = record.holder if isinstance(record, Partnership) else record.id
        if holder not in known:
            yield record, f"holder {holder!r} is not known", f"write one of {', '.join(known)}"


def _concerned(index: Index) -> Iterator[Fault]:
    for act in index.table(Act):
        other = act.concerns
        if other and act.kind not in _AFTER_AN_ACT:
            kinds = " or ".join(sorted(_AFTER_AN_ACT))
            yield act, f"{act.kind} concerns {other.id!r}", f"only {kinds} concerns an act"
        if other and (other is act or other.partnership != act.partnership):
            yield act, f"concerns {other.id!r}", "name an earlier act of the same partnership"
        elif (
            other
            and other.date
            and act.date
            and act.date < other.date
            and not act.date.overlaps(other.date)
        ):
            message = f"of {act.date} concerns {other.id!r} of {other.date}, which is later"
            yield act, message, "check both dates"


def _terms(index: Index) -> Iterator[Fault]:
    for act in index.table(Act):
        if act.term_years and (act.kind not in _WITH_TERM or not act.date):
            advice = "only a dated signing or prolongation has a term"
            yield act, f"{act.kind} act has a term of {act.term_years} years", advice


def _before_or_after(index: Index) -> Iterator[Fault]:
    """Find parties that did not exist yet, or no longer, when they acted."""
    for act in index.table(Act):
        for party in act.parties:
            unit = party if isinstance(party, Place) else party.place
            if unit is None or act.date is None:
                continue
            founded, dissolved = unit.founded, unit.dissolved
            if founded and act.date < founded and not act.date.overlaps(founded):
                message = f"party {party.id!r} came into being in {founded}, after {act.date}"
                yield act, message, "name the body of the day, such as its predecessor"
            if dissolved and dissolved < act.date and not act.date.overlaps(dissolved):
                message = f"party {party.id!r} ceased to be in {dissolved}, before {act.date}"
                yield act, message, "name the body of the day, such as its successor"


def _later_than_source(index: Index) -> Iterator[Fault]:
    for partnership in index.table(Partnership):
        for act in partnership.acts:
            until = partnership.as_of
            if act.date and until and act.date > until and not act.date.overlaps(until):
                message = (
                    f"date {act.date} is after {partnership.as_of}, up to which the source speaks"
                )
                yield act, message, "check the date, or cite the source that says so"


def _same_entry(index: Index) -> Iterator[Fault]:
    seen: set[tuple[str | None, str, str]] = set()
    for entry in index.table(Cooperation):
        key = (entry.partnership, entry.field.id, entry.stage)
        if key in seen:
            yield entry, f"field {entry.field.id!r} is {entry.stage} twice", "keep one entry"
        seen.add(key)


def _readings(index: Index) -> Iterator[Fault]:
    for conflict in index.table(Conflict):
        least = 1 if conflict.kind is ConflictKind.MISPRINT else 2
        if len(conflict.readings) < least:
            yield conflict, f"a {conflict.kind} with one reading", "add the other reading"
        if not all(reading.cites and reading.records for reading in conflict.readings):
            yield conflict, "a reading without records or cites", "name what holds it and where"


def _identifiers(index: Index) -> Iterator[Fault]:
    for agent in (*index.table(Place), *index.table(Organisation)):
        for identifier in agent.identifiers:
            if not _is_well_formed(identifier):
                message = f"{identifier.value!r} is no {identifier.scheme} identifier"
                yield agent, message, "copy it again from the register"


def _is_well_formed(identifier: Identifier) -> bool:
    return re.fullmatch(_IDENTIFIERS[identifier.scheme], identifier.value) is not None


def _successors(index: Index) -> Iterator[Fault]:
    for place in index.table(Place):
        for there, back in (("successor", "predecessor"), ("predecessor", "successor")):
            other: Place | None = getattr(place, there)
            if other and getattr(other, back) is not place:
                message = f"{there} {other.id!r} does not name it as its {back}"
                yield place, message, f'add {back} = "{place.id}" there'


def strings(value: Value, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a record, with the key it stands under."""
    for name, column in columns(type(value)).items():
        if column.reference or column.derived:
            continue
        for item in column.held(value):
            if isinstance(item, Value) and not isinstance(item, Attached):
                yield from strings(item, f"{path}{name}.")
            elif isinstance(item, str):
                yield f"{path}{name}", item


def _texts(index: Index) -> Iterator[Fault]:
    for name in sorted(index.tables.keys() - {"ties", "citations"}):
        for record in index.tables[name]:
            for key, text in strings(record):
                joined = key != "text" and key.rpartition(".")[2] not in PROSE
                for fault, advice in _text_faults(text, joined=joined):
                    yield record, f"{key} = {text!r} {fault}", advice


def _text_faults(text: str, *, joined: bool) -> Iterator[tuple[str, str]]:
    if text != " ".join(text.split()):
        yield "has stray blanks or line ends", "use single blanks, none at the ends"
    if joined and "; " in text:
        yield "contains '; ', which parts the values of a cell", "use a comma or a full stop"
    if not unicodedata.is_normalized("NFC", text):
        yield "is not in Unicode form NFC", "type the accented letters as single characters"


CHECKS: tuple[Check, ...] = (
    Check("E206", "Every place, body, person and concept is named by another record.", _unused),
    Check("E301", "Every record rests on a paragraph, or says which list it is from.", _uncited),
    Check("E302", "A record cites a paragraph once.", _cited_twice),
    Check("E303", "A paragraph that is waived is not cited.", _waived_but_cited),
    Check("E304", "Every paragraph is cited, or says why it holds nothing.", _uncovered),
    Check("E401", "An act is dated by a day, month or year.", _interval),
    Check("E402", "A cooperation is with places, a membership in an organisation.", _counterparts),
    Check("E403", "The holder is one that dataset.toml defines.", _holders),
    Check("E404", "An act concerns an earlier one of its partnership.", _concerned),
    Check("E405", "A term belongs to a dated signing or prolongation.", _terms),
    Check("E406", "A party existed when it acted.", _before_or_after),
    Check("E407", "No act is later than its source.", _later_than_source),
    Check("E408", "A field stands once in each stage of a partnership.", _same_entry),
    Check("E409", "A conflict has its readings, each held by records and cited.", _readings),
    Check("E410", "An identifier has the form of its register.", _identifiers),
    Check("E411", "Successor and predecessor name each other.", _successors),
    Check("E501", "Text has no stray blanks, no `; `, and is in Unicode form NFC.", _texts),
)
