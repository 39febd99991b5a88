"""What a data set holds: records in tables, found by id and by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from rezekne_twins import models
from rezekne_twins.errors import UnknownValueError, warn_retired
from rezekne_twins.models.columns import columns, walk
from rezekne_twins.models.record import naming
from rezekne_twins.names import Names, fold, required_text

R = TypeVar("R", bound=models.Record)
T = TypeVar("T")
NamesEntry = tuple[str, str, Iterable[str]]
"""What `Names` indexes: an id, the word shown for it, and its further names."""

KINDS: tuple[type[models.Record], ...] = (
    *(models.Partnership, models.Tie, models.Act, models.Cooperation, models.Activity, models.Project),
    *(models.Role, models.Membership, models.Statement, models.Place, models.Organisation),
    *(models.Person, models.Field, models.Country, models.Conflict, models.Source, models.Citation),
)
"""Kinds of record that have a collection, in the order in which a data set shows them."""
TABLES: tuple[type[models.Record], ...] = (*KINDS[:-1], models.Holding, models.Retired)
"""Kinds of record that loading makes: citations follow from the rest."""
_UNSEARCHED = frozenset({"holders", "retired"})
_UNNAMED = frozenset({"conflicts", "last_act"})
"""Columns whose records are found by themselves: their titles say nothing new."""


class Store:
    """What a data set holds: its tables, found by id and by name; collections share one."""

    def __init__(self, about: models.About, tables: Mapping[str, tuple[models.Record, ...]]) -> None:
        """Index the records of every table but the citations, which follow from the rest."""
        self.about: models.About = about
        self.tables: dict[str, tuple[models.Record, ...]] = dict(tables)
        self.by_id: dict[str, models.Record] = {
            record.id: record
            for name, table in tables.items()
            if name != models.Retired.collection
            for record in table
        }
        self._names: dict[type[models.Record], Names[str]] = {}
        self._retired: dict[str, models.Retired] = {r.id: r for r in self.table(models.Retired)}

    def __reduce__(self) -> tuple[type[Store], tuple[object, ...]]:
        """Pickle the records alone: the names are indexed again where they are needed."""
        return Store, (self.about, self.tables)

    def table(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of a kind."""
        if kind is models.Citation:
            return self.citations  # type: ignore[return-value]
        return self.tables[kind.collection]  # type: ignore[return-value]

    @property
    def all_tables(self) -> dict[str, tuple[models.Record, ...]]:
        """Every record by the name of its table, the citations too, in a new dict."""
        return {**self.tables, models.Citation.collection: self.citations}

    @property
    def collections(self) -> Iterator[tuple[type[models.Record], tuple[models.Record, ...]]]:
        """Each kind of record that has a collection, with its records."""
        return ((kind, self.table(kind)) for kind in KINDS)

    @cached_property
    def citations(self) -> tuple[models.Citation, ...]:
        """A row for each record and paragraph that it cites; made at the first use."""
        sources = {source.id: source for source in self.table(models.Source)}
        nothing: dict[str, Any] = dict.fromkeys(models.Citation.model_fields)
        blank = models.Citation.model_construct(**nothing)  # copies of it are made much faster
        return tuple(
            blank.model_copy(
                update={
                    "id": f"{record.id}@{cite.id}",
                    "title": f"{record.title}, after {cite.title}",
                    "cites": (cite,),
                    "record": record,
                    "source": sources[cite.source],
                    "paragraph": cite.number,
                    **{name: getattr(cite, name) for name in ("section", "heading", "gist", "url")},
                }
            )
            for record, _, cite in self.cited()
        )

    def cited(self) -> Iterator[tuple[models.Record, int, models.Paragraph]]:
        """Yield each record with each paragraph that it cites, and its place in the list."""
        for name, table in self.tables.items():
            for record in table if name != models.Tie.collection else ():
                for at, paragraph in enumerate(record.cites):
                    yield record, at, paragraph

    def current(self, record_id: str) -> str:
        """Return an id itself; of a retired one its successor, with a `DeprecationWarning`.

        What hung on a record that was renamed is found under its new id.
        """
        parts = record_id.split("/")
        for n in range(len(parts), 0, -1) if self._retired else ():
            retired = self._retired.get("/".join(parts[:n]))
            if retired and retired.successor:
                successor = "/".join((retired.successor.id, *parts[n:]))
                if successor in self.by_id:
                    warn_retired(record_id, successor, retired.since)
                    return successor
        return record_id

    def withdrawn(self, record_id: str) -> str | None:
        """Return the release in which an id was withdrawn without a successor."""
        retired = self._retired.get(record_id)
        return retired.since if retired and retired.successor is None else None

    @cached_property
    def holder_names(self) -> Names[str]:
        """The holders by id and name."""
        return Names(self._holders)

    @property
    def _holders(self) -> Iterator[NamesEntry]:
        return ((h.id, h.id, naming(h)) for h in self.about.holders)

    @cached_property
    def texts(self) -> tuple[tuple[models.Record, str], ...]:
        """Every record with the words it says, folded, each after a blank."""
        records = (r for name, table in self.tables.items() if name not in _UNSEARCHED for r in table)
        return tuple((r, "\n".join(f" {fold(text)}" for text in _texts(r))) for r in records)

    def require_ids(self, kind: type[models.Record], keyword: str, value: object) -> Iterable[str]:
        """Return the ids that a record, an id or a name stands for.

        Raises:
            TypeError: The value is of another type.
            UnknownValueError: No record has that id or name.
        """
        if isinstance(value, models.Record):
            if not isinstance(value, kind) or isinstance(value, models.Citation):
                given = type(value).__name__
                raise TypeError(f"{keyword}={value!r}: expected a {kind.__name__}, not a {given}")
            if self.by_id.get(value.id) != value:
                raise UnknownValueError(f"{keyword}={value!r} belongs to another data set")
            return (value.id,)
        text = required_text(keyword, value)
        return self.find_ids(kind, text) or require(self._names_of(kind), keyword, text)

    def find_ids(self, kind: type[models.Record], text: str) -> tuple[str, ...]:
        """Return the id that a text is, or the ids of the records that it names."""
        text = self.current(text)
        found = (text,) if isinstance(self.by_id.get(text), kind) else ()
        return found or self._names_of(kind).get(text)

    def _names_of(self, kind: type[models.Record]) -> Names[str]:
        """Return the names of the records of a kind, indexed at the first use."""
        if kind not in self._names:
            # A base class, such as `Agent`, has no table.
            records = self.table(kind) if kind.collection else self.by_id.values()
            entries = [_names_entry(r, kind) for r in records if isinstance(r, kind)]
            if kind is models.Country:  # messages list first the countries of partnerships
                met = {c.id for p in self.table(models.Partnership) for c in p.countries}
                entries.sort(key=lambda entry: (entry[0] not in met, entry[1]))
            elif kind is models.Record:
                entries += self._holders
            self._names[kind] = Names(entries)
        return self._names[kind]


def require(names: Names[T], keyword: str, text: str) -> tuple[T, ...]:
    """Return what a name stands for.

    Raises:
        UnknownValueError: Nothing has this name; the message lists the valid ones.
    """
    found = names.get(text)
    if not found:
        from rezekne_twins.suggestions import unknown

        raise UnknownValueError(unknown(text, names.shown, keyword))
    return found


def _names_entry(record: models.Record, kind: type[models.Record]) -> NamesEntry:
    """Return an id, the word that messages show for it, and what else the record is called."""
    held, names = vars(record), [*naming(record)]
    if kind is not models.Record:  # codes and synonyms are too vague among all kinds
        names += (record.id, held.get("alpha_3", ""), *held.get("other_names", ()))
    titled = issubclass(kind, (models.Agent, models.Country, models.Person))
    return record.id, record.title if titled else record.id, names


def _texts(value: models.Value) -> Iterator[str]:
    """Yield what a record says in words, and the names of what it refers to.

    Records inside it say their own; the gists of a source are those of other records' citations.
    """
    for _, column, item in walk(value, but=(models.Record, models.Section), of=columns):
        if isinstance(item, models.Record):
            if column.reference and column.name not in _UNNAMED:
                yield from naming(item)
        elif type(item) is str and column.name not in {"partnership", "holder", "partnerships"}:
            yield item
