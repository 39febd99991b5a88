"""What records mean together: acts with their dates, terms and parties; holders; conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from rezekne_twins import models
from rezekne_twins.dates import PartialDate
from rezekne_twins.keeping.checks.base import Fault
from rezekne_twins.store import Store

_ABOUT_AN_ACT = frozenset(
    {
        *(
            models.ActKind.JOINED,
            models.ActKind.PROLONGED,
            models.ActKind.RENEWED,
            models.ActKind.DECIDED,
        ),
        *(models.ActKind.SUSPENDED, models.ActKind.RESUMED, models.ActKind.ENDED),
    }
)
_OpenKind = (
    models.Act
    | models.Activity
    | models.Organisation
    | models.Place
    | models.Role
    | models.Source
    | models.Statement
)
"""Records whose kind or topic may be `other`."""
_WITH_TERM = frozenset({models.ActKind.SIGNED, models.ActKind.PROLONGED, models.ActKind.RENEWED})


def interval(store: Store) -> Iterator[Fault]:
    """Find acts that lasted: an act is done on one day, even if nobody knows which."""
    for act in store.table(models.Act):
        if act.date and act.date.is_interval:
            message = f"date {str(act.date)!r} is an interval"
            advice = "write a day, month, year, decade or century, or a range such as [1968..1972]"
            yield Fault(act, message, advice, ("date",))


def counterparts(store: Store) -> Iterator[Fault]:
    """Find cooperations with bodies, and memberships in places."""
    for partnership in store.table(models.Partnership):
        membership = partnership.kind is models.PartnershipKind.MEMBERSHIP
        wanted: type[models.Record] = models.Organisation if membership else models.Place
        for n, counterpart in enumerate(partnership.counterparts):
            if not isinstance(counterpart, wanted):
                kind = wanted.__name__.lower()
                message = f"{partnership.kind} with {counterpart.id!r}, which is no {kind}"
                advice = "change kind, or the counterpart"
                yield Fault(partnership, message, advice, ("counterparts", n))


def holders(store: Store) -> Iterator[Fault]:
    """Find partnerships of a holder that nobody knows."""
    known = [holder.id for holder in store.about.holders]
    for record in (*store.table(models.Partnership), *store.table(models.Holding)):
        holder = record.holder if isinstance(record, models.Partnership) else record.id
        if holder not in known:
            advice = f"write one of {', '.join(known)}"
            yield Fault(record, f"holder {holder!r} is not known", advice, ("holder",))


def concerned(store: Store) -> Iterator[Fault]:
    """Find acts that concern what they cannot concern."""
    for act in store.table(models.Act):
        other = act.concerns
        if other is None:
            continue
        if act.kind not in _ABOUT_AN_ACT:
            advice = f"only {' or '.join(sorted(_ABOUT_AN_ACT))} concerns an act"
            yield Fault(act, f"{act.kind} concerns {other.id!r}", advice, ("concerns",))
        if other is act or other.partnership != act.partnership:
            advice = "name an earlier act of the same partnership"
            yield Fault(act, f"concerns {other.id!r}", advice, ("concerns",))
        elif act.kind is not models.ActKind.DECIDED and _is_before(act.date, other.date):
            message = f"of {act.date} concerns {other.id!r} of {other.date}, which is later"
            yield Fault(act, message, "check both dates", ("date",))
            message = f"of {other.date} is concerned by {act.id!r} of {act.date}, which is earlier"
            yield Fault(other, message, "check both dates", ("date",))


def _is_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Tell whether one date is surely before the other, wherever in its range each lies."""
    latest, earliest = one and one.latest, other and other.earliest
    return bool(latest and earliest and latest < earliest)


def terms(store: Store) -> Iterator[Fault]:
    """Find terms without a dated act that can have one, and terms that cannot be."""
    for act in store.table(models.Act):
        until = act.term_until
        stated = {"term_years": f"of {act.term_years} years"} if act.term_years else {}
        stated |= {"term_until": f"until {until}"} if until else {}
        for key, term in stated.items() if act.kind not in _WITH_TERM or not act.date else ():
            message = f"{act.kind} act has a term {term}"
            advice = "only a dated signing, prolongation or renewal has a term"
            yield Fault(act, message, advice, (key,))
        if len(stated) > 1:
            message = "has term_years and term_until"
            yield Fault(act, message, "keep one of them, and the other in note", ("term_until",))
        if until and (until.is_interval or until.earliest is None):
            message = f"term_until {str(until)!r} is no date that a term can end with"
            yield Fault(act, message, "write a day, month or year", ("term_until",))
        if _is_before(until, act.date):
            message = f"term_until {until} is before {act.date}"
            yield Fault(act, message, "check both dates", ("term_until",))
        if act.renews_itself and not stated:
            message = "renews itself, but has no term"
            yield Fault(act, message, "add term_years or term_until", ("renews_itself",))


def parties_existed(store: Store) -> Iterator[Fault]:
    """Find parties that did not exist yet, or no longer, when they acted."""
    for act in store.table(models.Act):
        for n, party in enumerate(act.parties):
            unit = party if isinstance(party, models.Place) else party.place
            if unit is None or act.date is None:
                continue
            founded, dissolved = unit.founded, unit.dissolved
            if _is_before(act.date, founded):
                message = f"party {party.id!r} came into being in {founded}, after {act.date}"
                advice = "name the body of the day, such as its predecessor"
                yield Fault(act, message, advice, ("parties", n))
            if _is_before(dissolved, act.date):
                message = f"party {party.id!r} ceased to be in {dissolved}, before {act.date}"
                advice = "name the body of the day, such as its successor"
                yield Fault(act, message, advice, ("parties", n))


def later_than_source(store: Store) -> Iterator[Fault]:
    """Find acts that none of the sources that they cite can have known of."""
    sources = {source.id: source for source in store.table(models.Source)}
    for act in store.table(models.Act):
        known = [sources[cite.source].as_of for cite in act.cites]
        until = max((day for day in known if day), default=None)
        if None not in known and _is_before(until, act.date):
            message = f"date {act.date} is after {until}, up to which the source speaks"
            advice = "check the date, or cite the source that says so"
            yield Fault(act, message, advice, ("date",))


def same_entry(store: Store) -> Iterator[Fault]:
    """Find fields that stand twice in one stage of a partnership."""
    seen: set[tuple[str | None, str, str]] = set()
    for entry in store.table(models.Cooperation):
        key = (entry.partnership, entry.field.id, entry.stage)
        if key in seen:
            message = f"field {entry.field.id!r} is {entry.stage} twice"
            yield Fault(entry, message, "keep one entry", ("field",))
        seen.add(key)


def readings(store: Store) -> Iterator[Fault]:
    """Find conflicts without their readings, and readings that nothing holds."""
    for conflict in store.table(models.Conflict):
        least = 1 if conflict.kind is models.ConflictKind.MISPRINT else 2
        if len(conflict.readings) < least:
            message = f"a {conflict.kind} with one reading"
            yield Fault(conflict, message, "add the other reading", ("readings",))
        for n, reading in enumerate(conflict.readings):
            if not (reading.cites and reading.records):
                message = "a reading without records or cites"
                yield Fault(conflict, message, "name what holds it and where", ("readings", n))


def other_kinds(store: Store) -> Iterator[Fault]:
    """Find records of kind `other` without the printed word, and printed words of other kinds."""
    kinds: tuple[type[_OpenKind], ...] = get_args(_OpenKind)
    for record in (record for kind in kinds for record in store.table(kind)):
        key = "topic" if isinstance(record, models.Statement) else "kind"
        word: models.Word = getattr(record, key)
        if word == "other" and not record.kind_as_written:
            yield Fault(record, f"{key} 'other' without kind_as_written", "add it", (key,))
        elif record.kind_as_written and word != "other":
            message = f"{key} '{word}' with kind_as_written"
            advice = f'take it out, or write {key} = "other"'
            yield Fault(record, message, advice, ("kind_as_written",))
