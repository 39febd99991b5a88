"""What the checks share: a rule, a fault, and where a record stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rezekne_twins import models
from rezekne_twins.errors import Finding
from rezekne_twins.models.columns import KeyPath, walk
from rezekne_twins.store import Store

PROSE = frozenset(
    {"gist", "no_data", "note", "outcome_reason", "reason", "scope_note", "stance", "summary"}
)
"""Keys of sentences of our own, which never stand in a list that a cell joins."""


class Fault(NamedTuple):
    """An offending record, what is wrong with it, what to do, and under which of its keys."""

    record: models.Record
    message: str
    advice: str
    key: KeyPath = ()

    def finding(self, code: str) -> Finding:
        """Return the fault as it is reported."""
        where = (*self.record.path, *self.key)
        return Finding(code, self.record.file, self.record.id, self.message, self.advice, where)


class Check(NamedTuple):
    """One rule of `rules.toml`: its code, and the function that finds offenders."""

    code: str
    find: Callable[[Store], Iterable[Fault]]
    unless: str = ""
    """Skip this rule if the one with this code already failed."""


def paragraph_path(paragraph: models.Paragraph) -> KeyPath:
    """Return the way to a paragraph within the file of its source."""
    first = 0 if paragraph.heading else 1
    return ("sections", paragraph.section, "paragraphs", paragraph.number - first)


def strings(value: models.Value) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text that is written in a record itself, with the path to it."""
    for here, column, item in walk(value, but=models.Attached):
        if isinstance(item, str) and not (column.reference or column.derived):
            yield here, item


def dotted(key: KeyPath) -> str:
    """Return a way as a reader wants it: the keys, without positions."""
    return ".".join(step for step in key if isinstance(step, str))


def last_word(key: KeyPath) -> str:
    """Return the innermost key of a way."""
    return [step for step in key if isinstance(step, str)][-1]
