"""Whether records agree with each other: nothing is held twice, and conflicts have two sides."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import combinations

from rezekne_twins import models
from rezekne_twins.keeping.checks.base import Fault, last_word, rule, strings
from rezekne_twins.names import fold
from rezekne_twins.store import Store

_LABELS = frozenset({"title", "title_lv", "other_names"})


@rule("E409", models.Conflict)
def readings(conflict: models.Conflict) -> Iterator[Fault]:
    """A conflict has its readings; they differ, and each is held and cited by records."""
    least = 1 if conflict.kind is models.ConflictKind.MISPRINT else 2
    if len(conflict.readings) < least:
        yield Fault("one", "readings")
    for n, reading in enumerate(conflict.readings):
        if not (reading.cites and reading.records):
            yield Fault("bare", "readings", n)
            continue
        held = {(cite.source, cite.section) for record in reading.records for cite in record.cites}
        for at, cite in enumerate(reading.cites) if held else ():
            if (cite.source, cite.section) not in held:
                yield Fault("cites", "readings", n, "cites", at, cite=cite)
    for (_, one), (n, other) in combinations(enumerate(conflict.readings), 2):
        same = one.records == other.records and one.cites == other.cites
        if (same and conflict.kind == "contradiction") or fold(one.text) == fold(other.text):
            yield Fault("same", "readings", n, "text", other=other)


@rule("E420")
def duplicates(store: Store) -> Iterator[Fault]:
    """Nothing is held twice under two ids."""
    seen: dict[Hashable, models.Record] = {}
    kinds = (models.Act, models.Cooperation, models.Doing, models.Statement, models.Person, models.Agent)
    for name, table in store.tables.items():
        for record in (record for record in table if isinstance(record, kinds)):
            what = (name, *_what(record))
            first = seen.setdefault(what, record)
            for form in record.as_written if isinstance(record, models.Person) else ():
                if first is record:
                    first = seen.setdefault((name, fold(form)), record)
            if first is not record:
                key = ("field",) if isinstance(record, models.Cooperation) else ()
                yield Fault("fault", *key, of=record, other=first)


def _what(record: models.Record) -> tuple[Hashable, ...]:
    """Return what makes a record the same thing as another one of its collection."""
    if isinstance(record, models.Act):
        instrument = record.instrument and record.instrument.kind
        found = (record.partnership, record.kind, record.date, instrument, frozenset(record.parties))
        return found if record.date else (record.id,)
    if isinstance(record, models.Cooperation):
        return (record.partnership, record.field.id, record.stage)
    if isinstance(record, models.Statement):
        return (record.partnership, record.holder, record.subject, fold(record.text), record.date)
    if isinstance(record, models.Doing):
        return (record.partnership, record.holder, fold(record.title), record.date, record.part_of)
    where = [getattr(record, name, None) for name in ("country", "part_of", "place", "kind")]
    return (fold(record.title), *where)


@rule("E421")
def labels(store: Store) -> Iterator[Fault]:
    """A label in either language leads to one field."""
    seen: dict[str, models.Field] = {}
    for field in store.table(models.Field):
        for key, label in strings(field):
            first = seen.setdefault(fold(label), field) if last_word(key) in _LABELS else field
            if first is not field:
                yield Fault("fault", *key, of=field, label=label, other=first)


@rule("E422", models.Role)
def people_are_whole(role: models.Role) -> Iterator[Fault]:
    """A group has at least one member, and no half ones."""
    number = role.group and role.group.number
    if number and (number.value < 1 or number.value % 1):
        yield Fault("fault", "group", "number", "value", number=number)


@rule("E423")
def licence(store: Store) -> Iterator[Fault]:
    """A Creative Commons licence and its address name the same licence."""
    name, address = store.about.license.casefold(), store.about.license_url.casefold()
    spdx = name.replace("cc0-", "cc-zero-").split("-")
    if "creativecommons.org" in address and spdx[0] == "cc":
        path = f"/{'-'.join(spdx[1:-1])}/{spdx[-1]}"
        if path not in address:
            yield Fault("fault", "license", of=store.about)
