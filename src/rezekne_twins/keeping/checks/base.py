"""What the rules share: how one is registered, what it yields, and where a record stands."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

import importlib_resources

from rezekne_twins.errors import Finding
from rezekne_twins.models import About, Attached, Paragraph, Record, Value
from rezekne_twins.models.columns import KeyPath, walk
from rezekne_twins.store import Store

_RULES = importlib_resources.files(__package__) / "rules.toml"
TEXTS: dict[str, Any] = tomllib.loads(_RULES.read_text("utf-8"))
"""The catalogue `rules.toml`: for each code what must be true, and its messages with their advice."""
PROSE = frozenset(TEXTS["prose"])
"""Keys of sentences of our own, which never stand in a list that a cell joins."""


class Fault:
    """What a rule finds: which message of its code, under which key, and what to fill in.

    Attributes:
        case: Name of the message in `rules.toml`.
        path: Keys that lead from the record to the value.
        of: The offending record, for rules that are not called for each record.
        values: What the message and its advice mention, by name; `record` is always known.
    """

    def __init__(
        self, case: str = "fault", *path: str | int, of: Record | About | None = None, **values: object
    ) -> None:
        """Describe a fault."""
        self.case: str = case
        self.path: tuple[str | int, ...] = path
        self.of: Record | About | None = of
        self.values: dict[str, object] = values

    def finding(self, code: str, record: Record | About) -> Finding:
        """Return the fault of a record, unless it is another one's, as it is reported."""
        record = self.of or record
        texts = TEXTS["rules"][code][self.case]
        message, advice = (text.format(record=record, **self.values) for text in texts)
        path = (*record.path, *self.path)
        return Finding(code, record.file, record.id, message, advice, path)


class Check(NamedTuple):
    """One rule: its code, the function that finds offenders, and the kinds of record it is about."""

    code: str
    find: Callable[[Any], Iterable[Fault]]
    kinds: tuple[type[Record], ...]
    unless: str = ""
    """Skip this rule if one of those with these codes already failed."""

    def findings(self, store: Store) -> Iterator[Finding]:
        """Yield every fault that the rule finds in a data set."""
        if not self.kinds:
            yield from (fault.finding(self.code, store.about) for fault in self.find(store))
        for record in (record for kind in self.kinds for record in store.table(kind)):
            yield from (fault.finding(self.code, record) for fault in self.find(record))


CHECKS: dict[str, Check] = {}
"""The rules of meaning by their codes."""
F = TypeVar("F", bound=Callable[[Any], Iterable[Fault]])


def rule(code: str, *kinds: type[Record], unless: str = "") -> Callable[[F], F]:
    """Register a rule, which is called for each record of some kinds, or once with the store."""

    def register(find: F) -> F:
        CHECKS[code] = Check(code, find, kinds, unless)
        return find

    return register


def paragraph_path(paragraph: Paragraph) -> KeyPath:
    """Return the way to a paragraph within the file of its source."""
    first = 0 if paragraph.heading else 1
    return ("sections", paragraph.section, "paragraphs", paragraph.number - first)


def strings(value: Value) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text that is written in a record itself, with the path to it."""
    for here, column, item in walk(value, but=Attached):
        if isinstance(item, str) and not (column.reference or column.derived):
            yield here, item


def texts(store: Store) -> Iterator[tuple[Record | About, KeyPath, str]]:
    """Yield every text of a data set with its record and the path to it."""
    yield from ((store.about, key, text) for key, text in strings(store.about))
    for name in sorted(store.tables.keys() - {"ties"}):
        for record in store.tables[name]:
            yield from ((record, key, text) for key, text in strings(record))


def dotted(key: KeyPath) -> str:
    """Return a way as a reader wants it: the keys, without positions."""
    return ".".join(step for step in key if isinstance(step, str))


def last_word(key: KeyPath) -> str:
    """Return the innermost key of a way."""
    return [step for step in key if isinstance(step, str)][-1]
