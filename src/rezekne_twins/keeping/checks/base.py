"""What the checks share: a rule, a fault, and where a record stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rezekne_twins.errors import Finding
from rezekne_twins.models import (
    About,
    Attached,
    Holding,
    Paragraph,
    Partnership,
    Record,
    Role,
    Source,
    Value,
)
from rezekne_twins.models.shape import Steps, columns
from rezekne_twins.query import Index

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


class Fault(NamedTuple):
    """An offending record, what is wrong with it, what to do, and under which of its keys."""

    record: Record
    message: str
    advice: str
    key: Steps = ()

    def finding(self, code: str) -> Finding:
        """Return the fault as it is reported."""
        where = (*path_of(self.record), *self.key)
        return Finding(code, file_of(self.record), self.record.id, self.message, self.advice, where)


class Check(NamedTuple):
    """One rule: its code, what must be true, and the function that finds offenders."""

    code: str
    rule: str
    find: Callable[[Index], Iterable[Fault]]
    unless: str = ""
    """Skip this rule if the one with this code already failed."""


def file_of(record: Record) -> str:
    """Return the file of a data folder that a record stands in."""
    if isinstance(record, Attached) and record.partnership:
        return f"partnerships/{record.partnership}.toml"
    if isinstance(record, Attached):
        return f"holders/{record.holder}.toml"
    if isinstance(record, (Holding, Partnership, Source)):
        return f"{record.collection}/{record.id}.toml"
    return f"{record.collection}.toml"


def address_of(record: Record, about: About) -> str | None:
    """Return where the file of a record is kept; none where nobody said, or it has no file."""
    if not about.repository or record.collection in {"ties", "citations"}:
        return None
    parts = (about.repository.rstrip("/"), "blob/HEAD", about.folder, file_of(record))
    return "/".join(filter(None, parts))


def path_of(record: Record) -> Steps:
    """Return the way to a record within its file, by ids."""
    short = record.id.rpartition("/")[2]
    if isinstance(record, Role) and record.within:
        return (*path_of(record.within), "roles", short)
    if isinstance(record, Attached):
        return (record.collection, short)
    return (
        () if isinstance(record, (Holding, Partnership, Source)) else (record.collection, record.id)
    )


def paragraph_path(paragraph: Paragraph) -> Steps:
    """Return the way to a paragraph within the file of its source."""
    first = 0 if paragraph.heading else 1
    return ("sections", paragraph.section, "paragraphs", paragraph.number - first)


def strings(value: Value, path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Yield every text of a record, with the way to it."""
    for name, column in columns(type(value)).items():
        if column.reference or column.derived:
            continue
        for n, item in enumerate(column.held(value)):
            here = (*path, name, n) if column.many else (*path, name)
            if isinstance(item, Value) and not isinstance(item, Attached):
                yield from strings(item, here)
            elif isinstance(item, str):
                yield here, item


def dotted(key: Steps) -> str:
    """Return a way as a reader wants it: the keys, without positions."""
    return ".".join(step for step in key if isinstance(step, str))


def last_word(key: Steps) -> str:
    """Return the innermost key of a way."""
    return [step for step in key if isinstance(step, str)][-1]
