"""What records mean together: acts with their dates, terms and parties; holders; dates of sources."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from itertools import combinations
from typing import Any, get_args

from rezekne_twins import models
from rezekne_twins.dates import PartialDate
from rezekne_twins.keeping.checks.base import TEXTS, Fault, rule
from rezekne_twins.models import ActKind
from rezekne_twins.models.columns import walk
from rezekne_twins.store import Store

_ENDS_OR_PAUSES = frozenset({ActKind.SUSPENDED, ActKind.RESUMED, ActKind.ENDED})
_ANEW = frozenset({ActKind.SIGNED, ActKind.RESUMED, ActKind.RENEWED})
_GOES_ON = frozenset({ActKind.PROLONGED, ActKind.RENEWED})
_ABOUT_AN_ACT = _ENDS_OR_PAUSES | _GOES_ON | {ActKind.JOINED, ActKind.DECIDED}
_OPEN = (models.Act, models.Activity, models.Organisation, models.Partnership, models.Place)
"""Records whose kind may be `other`; of a partnership, the grade."""
_Dated = models.Act | models.Activity | models.Project | models.Membership | models.Statement
_WITH_TERM = _GOES_ON | {ActKind.SIGNED}
_AHEAD = frozenset({models.Outcome.PLANNED, models.Outcome.IDEA})


def _is_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Tell whether one date is surely before the other, wherever in its range each lies."""
    latest, earliest = one and one.latest, other and other.earliest
    return bool(latest and earliest and latest < earliest)


@rule("E401", models.Act)
def interval(act: models.Act) -> Iterator[Fault]:
    """An act is done on one day, even if nobody knows which."""
    if act.date and act.date.is_interval:
        yield Fault("fault", "date")


@rule("E402", models.Partnership)
def counterparts(partnership: models.Partnership) -> Iterator[Fault]:
    """A membership is in an organisation; a cooperation may be with a place or a body."""
    membership = partnership.kind is models.PartnershipKind.MEMBERSHIP
    for n, counterpart in enumerate(partnership.counterparts if membership else ()):
        if not isinstance(counterpart, models.Organisation):
            yield Fault("fault", "counterparts", n, other=counterpart)
    if partnership.memberships and not membership:
        yield Fault("cooperation", "kind")


@rule("E426")
def pairs(store: Store) -> Iterator[Fault]:
    """No holder is its own counterpart, or has two partnerships of a kind with the same ones."""
    places = {holder.id: holder.place for holder in store.about.holders}
    seen: dict[Hashable, models.Partnership] = {}
    for partnership in store.table(models.Partnership):
        if places.get(partnership.holder) in partnership.counterparts:
            yield Fault("own", "counterparts", of=partnership)
        named = [holder for holder in places if partnership.id.startswith(f"{holder}-")]
        if named and partnership.holder in places and partnership.holder not in named:
            yield Fault("prefix", "holder", of=partnership)
        pair = (partnership.holder, partnership.kind, frozenset(partnership.counterparts))
        if (first := seen.setdefault(pair, partnership)) is not partnership:
            yield Fault("twice", "counterparts", of=partnership, other=first)
    partners = {(p.holder, partner) for p in seen.values() for partner in p.counterparts}
    nones = (s for s in store.table(models.Statement) if s.topic is models.Topic.NOT_A_PARTNER)
    yield from (Fault("none", "topic", of=s) for s in nones if (s.holder, s.subject) in partners)


@rule("E403")
def holders(store: Store) -> Iterator[Fault]:
    """The holder of each file is one of those that the data set defines."""
    known = [holder.id for holder in store.about.holders]
    for record in (*store.table(models.Partnership), *store.table(models.Holding)):
        holder = record.holder if isinstance(record, models.Partnership) else record.id
        if holder not in known:
            yield Fault("fault", "holder", of=record, holder=holder, known=", ".join(known))


@rule("E404", models.Act)
def concerned(act: models.Act) -> Iterator[Fault]:
    """An act that is about another one is of such a kind, and comes after it."""
    other = act.concerns
    if other is None:
        return
    if act.kind not in _ABOUT_AN_ACT:
        yield Fault("kind", "concerns", other=other, kinds=" or ".join(sorted(_ABOUT_AN_ACT)))
    if other is act or other.partnership != act.partnership:
        yield Fault("elsewhere", "concerns", other=other)
    elif act.kind is not ActKind.DECIDED and _is_before(act.date, other.date):
        yield Fault("later", "date", other=other)
        yield Fault("earlier", "date", of=other, act=act)


@rule("E405", models.Act)
def terms(act: models.Act) -> Iterator[Fault]:
    """A term belongs to a dated act that can have one, is stated once, and can end."""
    until = act.term_until
    stated = {"term_years": f"of {act.term_years} years"} if act.term_years else {}
    stated |= {"term_until": f"until {until}"} if until else {}
    for key, term in stated.items() if act.kind not in _WITH_TERM or not act.date else ():
        yield Fault("kind", key, term=term)
    if len(stated) > 1:
        yield Fault("both", "term_until")
    if until and (until.is_interval or until.earliest is None):
        yield Fault("endless", "term_until")
    if _is_before(until, act.date):
        yield Fault("before", "term_until")
    if act.renews_itself and not stated:
        yield Fault("none", "renews_itself")


@rule("E406", models.Act, models.Role)
def agents_existed(record: models.Act | models.Role) -> Iterator[Fault]:
    """Who acted or had a role existed already, and still, and can act."""
    for key, column, agent in walk(record, but=models.Attached):
        if column.derived or key[0] not in {"parties", "agent", "group"}:
            continue
        unit = agent if isinstance(agent, models.Place) else getattr(agent, "place", None)
        if unit and _is_before(record.date, unit.founded):
            yield Fault("not_yet", *key, party=agent, unit=unit)
        if unit and _is_before(unit.dissolved, record.date):
            yield Fault("no_longer", *key, party=agent, unit=unit)
        if key[0] == "parties" and getattr(agent, "kind", "") in TEXTS["no_party"]:
            yield Fault("no_party", *key, party=agent)


@rule("E407")
def later_than_source(store: Store) -> Iterator[Fault]:
    """No record is dated after all of the sources that it cites, unless it is planned."""
    sources = {source.id: source for source in store.table(models.Source)}
    kinds: tuple[type[_Dated], ...] = get_args(_Dated)
    for record in (record for kind in kinds for record in store.table(kind)):
        known = [sources[cite.source].as_of for cite in record.cites]
        until = max((day for day in known if day), default=None)
        planned = isinstance(record, models.Doing) and record.outcome in _AHEAD
        if None not in known and not planned and _is_before(until, record.date):
            yield Fault("fault", "date", of=record, until=until)


@rule("E415", *_OPEN, models.Role, models.Source, models.Statement)
def other_kinds(record: Any) -> Iterator[Fault]:
    """The kind `other` has its printed word, and no other kind has one."""
    if isinstance(record, models.Partnership):
        if record.grade is models.Grade.OTHER and not record.grade_as_written:
            yield Fault("grade", "grade")
        return
    key = "topic" if isinstance(record, models.Statement) else "kind"
    word: models.Word = getattr(record, key)
    if word == "other" and not record.kind_as_written:
        yield Fault("missing", key, key=key)
    elif record.kind_as_written and word != "other":
        yield Fault("needless", "kind_as_written", key=key, word=word)


@rule("E416", models.Partnership)
def order_of_acts(partnership: models.Partnership) -> Iterator[Fault]:
    """What continues, pauses, renames or ends a partnership comes after its beginning."""
    later = _ENDS_OR_PAUSES | _GOES_ON | {ActKind.RENAMED}
    for act in partnership.acts:
        if act.kind in later and not act.concerns and _is_before(act.date, partnership.began):
            yield Fault("before", "date", of=act, began=partnership.began)
    ended = [act for act in partnership.acts if act.kind is ActKind.ENDED]
    anew = [act for act in partnership.acts if act.kind in _ANEW]
    again = any(not _is_before(act.date, ended[0].date) for act in anew if ended)
    for act in ended[1:] if not again else ():
        yield Fault("twice", "kind", of=act, other=ended[0])
    joined = [act for act in partnership.acts if act.kind is ActKind.JOINED]
    for one, other in combinations(joined, 2):
        both = set(one.parties) & set(other.parties)
        if both and one.concerns is other.concerns and not set(one.conflicts) & set(other.conflicts):
            yield Fault("joined", "parties", of=other, party=both.pop(), other=one)


@rule("E417", models.Membership)
def own_member(membership: models.Membership) -> Iterator[Fault]:
    """No body is a member of itself."""
    if membership.member is membership.organisation:
        yield Fault("fault", "member")


@rule("E418", models.Act, unless="E409")
def same_document(act: models.Act) -> Iterator[Fault]:
    """`same_as` links one document that two partnerships have: acts of one kind, on one date."""
    other = act.same_as
    if other is None:
        return
    if other.kind is not act.kind and ActKind.OTHER not in {act.kind, other.kind}:
        yield Fault("kind", "kind", other=other)
    explained = {c for c in act.conflicts if c in other.conflicts}
    explained |= {c for c in (*act.conflicts, *other.conflicts) if c.kind == "misprint"}
    if not explained and (_is_before(act.date, other.date) or _is_before(other.date, act.date)):
        yield Fault("date", "same_as", other=other)
    if not explained and act.parties and other.parties and {*act.parties} != {*other.parties}:
        yield Fault("parties", "same_as", other=other)


@rule("E427", models.Activity, models.Project, unless="E407")
def doings(doing: models.Doing) -> Iterator[Fault]:
    """The marks, reason, programme and dates of an activity or project fit each other."""
    whole = doing.part_of
    if doing.either_place and len(doing.places) < 2:  # noqa: PLR2004
        yield Fault("either", "either_place")
    if doing.outcome_reason and doing.outcome is not models.Outcome.NOT_COMPLETED:
        yield Fault("reason", "outcome_reason")
    if doing.programme and doing.programme.kind not in TEXTS["programmes"]:
        yield Fault("programme", "programme")
    if whole and (_is_before(whole.date, doing.date) or _is_before(doing.date, whole.date)):
        yield Fault("part", "part_of", whole=whole)


@rule("E428", models.Place, models.Organisation)
def references(agent: models.Agent) -> Iterator[Fault]:
    """What is said to come from a reference list is there."""
    empty = ((n, name) for n, name in enumerate(agent.references) if not getattr(agent, name, None))
    yield from (Fault("fault", "references", n, name=name) for n, name in empty)


@rule("E419", models.Place)
def lifetime(place: models.Place) -> Iterator[Fault]:
    """A unit is founded before it is dissolved."""
    if _is_before(place.dissolved, place.founded):
        yield Fault("fault", "dissolved")


@rule("E309", models.Source)
def dates_of_source(source: models.Source) -> Iterator[Fault]:
    """No date of a source is in the future, and `as_of` is not before its other dates."""
    for key, after in (("published", "as_of"), ("updated", "as_of"), ("published", "updated")):
        if _is_before(getattr(source, after), getattr(source, key)):
            dates = {"later": getattr(source, after), "date": getattr(source, key)}
            yield Fault("before", after, after=after, key=key, of=source, **dates)
    today = date.today()  # noqa: DTZ011 - where the check runs
    for key in ("as_of", "published", "updated", "captured", "retrieved"):
        day: PartialDate | None = getattr(source, key)
        if day and day.earliest and day.earliest > today:
            yield Fault("future", key, key=key, date=day)
