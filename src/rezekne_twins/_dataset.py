"""The data set: every collection, its queries, checks and exports; the only reader of `data/`."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from rezekne_twins import collections, models
from rezekne_twins.errors import Finding, UnknownValueError
from rezekne_twins.exports.methods import Exports
from rezekne_twins.loading.files import SHIPPED, read_document
from rezekne_twins.loading.load import load_rows, load_store
from rezekne_twins.names import fold
from rezekne_twins.pausing import gc_paused
from rezekne_twins.sequence import COLLECTION_OF, Collection, Records
from rezekne_twins.store import KINDS, Store

if TYPE_CHECKING:
    from rezekne_twins.keeping.checks.citing import SectionCoverage

__all__ = ["Dataset", "check", "dataset", "load"]

R = TypeVar("R", bound=models.Record)

_LARGE = 2**23
"""Size in bytes from which the garbage collector is paused while a file is loaded."""


class Dataset(Exports):
    """Everything that one data folder says, as immutable collections.

    A data set is made by `rezekne_twins.dataset()` (the shipped one) or `rezekne_twins.load`.
    Two are equal when they say the same.
    """

    partnerships: collections.Partnerships
    ties: collections.Ties
    acts: collections.Acts
    cooperation: collections.Cooperations
    activities: collections.Activities
    projects: collections.Projects
    roles: collections.Roles
    memberships: collections.Memberships
    statements: collections.Statements
    places: collections.Places
    organisations: collections.Organisations
    people: collections.People
    fields: collections.Fields
    countries: collections.Countries
    conflicts: collections.Conflicts
    sources: collections.Sources

    def __init__(self, store: Store) -> None:
        """Hold linked records; users call `dataset()` or `load(path)`."""
        object.__setattr__(self, "_store", store)
        for kind in KINDS:
            if kind is not models.Citation:  # made at the first use
                held = COLLECTION_OF[kind](store.tables[kind.collection], store)
                object.__setattr__(self, kind.collection, held)

    def __reduce__(self) -> tuple[type[Dataset], tuple[Store]]:
        """Pickle the records; the collections are made again from them."""
        return Dataset, (self._store,)

    def __eq__(self, other: object) -> bool:
        """Compare everything that is said."""
        if not isinstance(other, Dataset):
            return NotImplemented
        mine, theirs = self._store, other._store
        same = mine.about.model_dump() == theirs.about.model_dump()
        return same and mine.tables == theirs.tables

    def __hash__(self) -> int:
        """Hash by title and ids."""
        return hash((self.about.title, tuple(self._store.by_id)))

    def __repr__(self) -> str:
        """Return the title and the number of records of each collection."""
        counts = ", ".join(f"{len(table)} {name}" for name, table in self.collections.items())
        return f"<Dataset {self.about.title!r}: {counts}>"

    @property
    def about(self) -> models.About:
        """What the data set says of itself: title, licence, holders."""
        return self._store.about

    @cached_property
    def citations(self) -> collections.Citations:
        """One row for each record and paragraph that it cites; made at the first use."""
        return collections.Citations(self._store.citations, self._store)

    @property
    def tables(self) -> dict[str, tuple[models.Record, ...]]:
        """Every record by the name of its table, in a new dict; also what only holders have."""
        return self._store.all_tables

    @property
    def collections(self) -> dict[str, Collection[Any]]:
        """Every collection by name, in a new dict."""
        return {kind.collection: getattr(self, kind.collection) for kind in KINDS}

    def _one(self, collection: Collection[R], id: str) -> R:
        """Return the record that has an id, or as the only one a name."""
        __tracebackhide__ = True
        if not isinstance(id, str):
            raise TypeError(f"an id is text, not {type(id).__name__}: {id!r}")
        found = self._store.find_ids(collection.record_type, id)
        return collection[found[0] if len(found) == 1 else id]

    def partnership(self, id: str) -> models.Partnership:
        """Return one partnership by its id or title.

        Raises:
            UnknownIdError: It is unknown, or a name of several; the message lists ids.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.partnership("city-suwalki").began
            PartialDate('2005-01')
        """
        return self._one(self.partnerships, id)

    def act(self, id: str) -> models.Act:
        """Return one act, or raise `UnknownIdError`."""
        return self._one(self.acts, id)

    def activity(self, id: str) -> models.Activity:
        """Return one activity, or raise `UnknownIdError`."""
        return self._one(self.activities, id)

    def project(self, id: str) -> models.Project:
        """Return one project, or raise `UnknownIdError`."""
        return self._one(self.projects, id)

    def place(self, id: str) -> models.Place:
        """Return one place, or raise `UnknownIdError`."""
        return self._one(self.places, id)

    def organisation(self, id: str) -> models.Organisation:
        """Return one organisation, or raise `UnknownIdError`."""
        return self._one(self.organisations, id)

    def person(self, id: str) -> models.Person:
        """Return one person, or raise `UnknownIdError`."""
        return self._one(self.people, id)

    def field(self, id: str) -> models.Field:
        """Return one concept of the vocabulary, or raise `UnknownIdError`."""
        return self._one(self.fields, id)

    def country(self, id: str) -> models.Country:
        """Return one country by its alpha-2 code, or raise `UnknownIdError`."""
        return self._one(self.countries, id)

    def conflict(self, id: str) -> models.Conflict:
        """Return one conflict, or raise `UnknownIdError`."""
        return self._one(self.conflicts, id)

    def source(self, id: str) -> models.Source:
        """Return one source, or raise `UnknownIdError`."""
        return self._one(self.sources, id)

    def find(self, text: str) -> Records:
        """Return every record that names something, whichever collection it is in.

        It searches titles, names, printed forms, summaries and notes, and the names of what a
        record refers to. A record matches if it has every word, in any order. Case and accents
        are ignored; the beginning of a word is enough.

        Args:
            text: One or more words, such as `"Polish school"`.

        Raises:
            UnknownValueError: The text has no letter or digit.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.find("gölbaşı").ids[:2]
            ('municipality-golbasi-kahta', 'municipality-golbasi-kahta/golbasi')
        """
        if not isinstance(text, str):
            raise TypeError(f"find takes text, not {type(text).__name__}: {text!r}")
        wanted = [f" {word}" for word in fold(text).split()]
        if not wanted:
            raise UnknownValueError(f"find({text!r}) has no word to search for")
        found = (r for r, words in self._store.texts if all(word in words for word in wanted))
        return Records(found, self._store, text)

    def check(self, pages: str | os.PathLike[str] | None = None) -> tuple[Finding, ...]:
        """Return every fault that the rules of the data find; empty means there is none.

        Args:
            pages: Folder with the pages as text, to see whether they still say what was read.
        """
        from rezekne_twins.keeping.checks import check

        return check(self._store, None if pages is None else Path(pages))

    def coverage(self) -> tuple[SectionCoverage, ...]:
        """Return, for each source and section, how much of it is cited."""
        from rezekne_twins.keeping.checks.citing import coverage

        return coverage(self._store)

    def subset(self, partnerships: Iterable[models.Partnership]) -> Dataset:
        """Return some partnerships as a data set of their own, for an export of a part.

        It holds what belongs to them, what they refer to, and the conflicts whose records are all
        in it. A link that would lead out of it is left out, and so is a statement about what is
        not in it.

        Args:
            partnerships: Some of this data set's, such as `rt.partnerships(country="NO")`.

        Raises:
            UnknownIdError: One is not of this data set.

        Example:
            >>> import rezekne_twins as rt
            >>> part = rt.dataset().subset(rt.partnerships(country="NO"))
            >>> part.partnerships.ids, len(part.ties)
            (('city-arendal', 'municipality-arendal'), 4)
        """
        from rezekne_twins.exports.part import part

        own = (self.partnerships[partnership.id] for partnership in partnerships)
        return Dataset(load_rows(read_document(part(self._store, own), "part")))


def load(path: str | os.PathLike[str]) -> Dataset:
    """Return the data set of another folder, or of a file that `to_json` wrote.

    Args:
        path: A folder shaped like the shipped one, or a JSON file. Links in the folder may lead
            to files of the folder, never out of it; devices and pipes are refused.

    Raises:
        DataError: It cannot be read; every fault is in the message and in `findings`.

    Example:
        >>> import rezekne_twins as rt
        >>> rt.load("no/such/folder")
        Traceback (most recent call last):
        rezekne_twins.errors.DataError: 1 fault in the data:
          no/such/folder: E100 is neither a folder nor a file → check the path
    """
    whole = Path(path)
    large = False
    with suppress(OSError):  # what is wrong with it is said below
        large = whole.is_file() and whole.stat().st_size > _LARGE
    if not large:
        return Dataset(load_store(whole))
    gc.collect()  # what was loaded so before, and dropped since, is not found otherwise
    with gc_paused():
        return Dataset(load_store(whole))


def check(
    folder: str | os.PathLike[str] | None = None, pages: str | os.PathLike[str] | None = None
) -> tuple[Finding, ...]:
    """Return every fault of a data folder, however broken; empty means there is none.

    Files, keys, types, ids and references are checked first. Only when they have no fault are the
    rules run that tell whether the records make sense, so faults may come in several rounds.

    Args:
        folder: A data folder, or a JSON file that `to_json` wrote; the shipped data if left out.
        pages: Folder with the pages as text, to see whether they still say what was read.

    Returns:
        The findings in the order of files and lines. Lines need the extra `check`
        (`pip install 'rezekne-twins[check]'`), and are of TOML files only.

    Example:
        >>> import rezekne_twins as rt
        >>> rt.check()
        ()
    """
    from rezekne_twins.keeping.checks import check_data

    texts = None if pages is None else Path(pages)
    return check_data(SHIPPED if folder is None else Path(folder), texts)


_first_use = RLock()


def _after_fork() -> None:
    """Renew the locks of cached properties, which Python 3.11 has; a lost thread may hold them."""
    _first_use.release()
    for kind in (Store, Dataset):
        for member in vars(kind).values():
            if isinstance(member, cached_property) and "lock" in vars(member):
                vars(member)["lock"] = RLock()


if hasattr(os, "register_at_fork"):  # a fork waits until the data is read: a child has all or none
    os.register_at_fork(
        before=_first_use.acquire, after_in_parent=_first_use.release, after_in_child=_after_fork
    )


@cache
def _shipped() -> Dataset:
    return Dataset(load_store(SHIPPED, compiled=True))


def dataset() -> Dataset:
    """Return the shipped data set; it is read once, at its first use, whichever thread asks.

    Raises:
        DataError: An installed file is damaged; the message names it. `check` finds lost ones.

    Example:
        >>> import rezekne_twins as rt
        >>> rt.dataset() is rt.dataset()
        True
    """
    with _first_use:
        return _shipped()
