"""The data set: every collection, its queries, checks and exports; the only reader of `data/`."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NoReturn

from rezekne_twins.collection import Collection, Records
from rezekne_twins.errors import Finding, UnknownValueError
from rezekne_twins.loading.files import SHIPPED, read_document
from rezekne_twins.loading.load import load_rows, load_tables
from rezekne_twins.models import (
    About,
    Act,
    Activity,
    Citation,
    Conflict,
    Country,
    Field,
    Organisation,
    Partnership,
    Person,
    Place,
    Project,
    Record,
    Source,
)
from rezekne_twins.names import fold
from rezekne_twins.pausing import gc_paused
from rezekne_twins.query import Index
from rezekne_twins.tables import (
    KINDS,
    Activities,
    Acts,
    Citations,
    Conflicts,
    Cooperations,
    Countries,
    Fields,
    Memberships,
    Organisations,
    Partnerships,
    People,
    Places,
    Projects,
    Roles,
    Sources,
    Statements,
    Ties,
)

if TYPE_CHECKING:
    from rezekne_twins.exports.citing import Style
    from rezekne_twins.keeping.checks import SectionCoverage

__all__ = ["Dataset", "check", "dataset", "load"]

_LARGE = 2**23
"""Size in bytes from which the garbage collector is paused while a file is loaded."""


class Dataset:
    """Everything that one data folder says, as immutable collections.

    A data set is made by `rezekne_twins.dataset()` (the shipped one) or `rezekne_twins.load`.
    Two are equal when they say the same.
    """

    __slots__ = ("_about", "_index", *(kind.record_type.collection for kind in KINDS))

    partnerships: Partnerships
    ties: Ties
    acts: Acts
    cooperation: Cooperations
    activities: Activities
    projects: Projects
    roles: Roles
    memberships: Memberships
    statements: Statements
    places: Places
    organisations: Organisations
    people: People
    fields: Fields
    countries: Countries
    conflicts: Conflicts
    sources: Sources
    citations: Citations

    def __init__(self, about: About, tables: dict[str, tuple[Record, ...]]) -> None:
        """Hold linked records; users call `dataset()` or `load(path)`."""
        self._about: About = about
        self._index: Index = Index(tables, about.holders)
        for record in self._index.by_id.values():
            object.__setattr__(record, "_home", self)
        for kind in KINDS:
            if kind is not Citations:
                name = kind.record_type.collection
                setattr(self, name, kind(tables[name], self._index))

    if not TYPE_CHECKING:  # else a mistyped name would pass every type checker

        def __getattr__(self, name: str) -> Citations:
            """Make the citations at their first use, once, whichever thread asks."""
            if name != "citations":
                raise AttributeError(f"a Dataset has no attribute {name!r}")
            with _first_citation:
                with suppress(AttributeError):  # if another thread has made them meanwhile
                    return object.__getattribute__(self, name)
                made = Citations(self._index.table(Citation), self._index)
                for record in made:
                    object.__setattr__(record, "_home", self)
                object.__setattr__(self, name, made)
                return made

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse once a slot is filled: a data set cannot be changed."""
        if hasattr(self, name):
            raise AttributeError("a Dataset cannot be changed")
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse: a data set cannot be changed."""
        raise AttributeError("a Dataset cannot be changed")

    def __reduce__(self) -> tuple[type[Dataset], tuple[About, dict[str, tuple[Record, ...]]]]:
        """Pickle the records; the collections are made again from them."""
        return Dataset, (self._about, self._index.tables)

    def __copy__(self) -> Dataset:
        """Return itself: what cannot change needs no copy."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Dataset:
        """Return itself: what cannot change needs no copy."""
        return self

    def __eq__(self, other: object) -> bool:
        """Compare everything that is said."""
        if not isinstance(other, Dataset):
            return NotImplemented
        mine, theirs = self._about.model_dump(), other._about.model_dump()
        return mine == theirs and self._index.tables == other._index.tables

    def __hash__(self) -> int:
        """Hash by title and ids."""
        return hash((self._about.title, tuple(self._index.by_id)))

    def __repr__(self) -> str:
        """Return the title and the number of records of each collection."""
        counts = ", ".join(f"{len(table)} {name}" for name, table in self.collections.items())
        return f"<Dataset {self._about.title!r}: {counts}>"

    @property
    def about(self) -> About:
        """What the data set says of itself: title, licence, holders."""
        return self._about

    @property
    def tables(self) -> dict[str, tuple[Record, ...]]:
        """Every record by the name of its table, in a new dict; also what only holders have."""
        return {**self._index.tables, "citations": tuple(self.citations)}

    @property
    def collections(self) -> dict[str, Collection[Any]]:
        """Every collection by name, in a new dict."""
        names = [kind.record_type.collection for kind in KINDS]
        return {name: getattr(self, name) for name in names}

    def partnership(self, id: str) -> Partnership:
        """Return one partnership.

        Raises:
            UnknownIdError: There is none with this id; the message names the nearest.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.partnership("city-suwalki").began
            PartialDate('2005-01')
        """
        return self.partnerships[_id(id)]

    def act(self, id: str) -> Act:
        """Return one act, or raise `UnknownIdError`."""
        return self.acts[_id(id)]

    def activity(self, id: str) -> Activity:
        """Return one activity, or raise `UnknownIdError`."""
        return self.activities[_id(id)]

    def project(self, id: str) -> Project:
        """Return one project, or raise `UnknownIdError`."""
        return self.projects[_id(id)]

    def place(self, id: str) -> Place:
        """Return one place, or raise `UnknownIdError`."""
        return self.places[_id(id)]

    def organisation(self, id: str) -> Organisation:
        """Return one organisation, or raise `UnknownIdError`."""
        return self.organisations[_id(id)]

    def person(self, id: str) -> Person:
        """Return one person, or raise `UnknownIdError`."""
        return self.people[_id(id)]

    def field(self, id: str) -> Field:
        """Return one concept of the vocabulary, or raise `UnknownIdError`."""
        return self.fields[_id(id)]

    def country(self, id: str) -> Country:
        """Return one country by its alpha-2 code, or raise `UnknownIdError`."""
        return self.countries[_id(id)]

    def conflict(self, id: str) -> Conflict:
        """Return one conflict, or raise `UnknownIdError`."""
        return self.conflicts[_id(id)]

    def source(self, id: str) -> Source:
        """Return one source, or raise `UnknownIdError`."""
        return self.sources[_id(id)]

    def find(self, text: str) -> Records:
        """Return every record that names something, whichever collection it is in.

        Words of titles, names, printed forms, summaries and notes are searched, and the names
        of what a record refers to; case and diacritics do not matter, a word may be begun only.

        Args:
            text: One or more words, such as `"Utena"`.

        Raises:
            UnknownValueError: The text has no letter or digit.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.find("gölbaşı").ids[:2]
            ('municipality-golbasi-kahta', 'municipality-golbasi-kahta/golbasi')
        """
        if not isinstance(text, str):
            raise TypeError(f"find takes text, not {type(text).__name__}: {text!r}")
        wanted = fold(text)
        if not wanted:
            raise UnknownValueError(f"find({text!r}) has no word to look for")
        found = (record for record, words in self._index.texts if f" {wanted}" in words)
        return Records(found, self._index)

    def check(self, pages: str | os.PathLike[str] | None = None) -> tuple[Finding, ...]:
        """Return every fault that the rules of the data find; empty means there is none.

        Args:
            pages: Folder with the pages as text, to see whether they still say what was read.
        """
        from rezekne_twins.keeping import checks

        findings = checks.check(self._index, self._about)
        if pages is None:
            return findings
        return findings + checks.check_pages(self._index, Path(pages))

    def coverage(self) -> tuple[SectionCoverage, ...]:
        """Return, for each source and section, how much of it is cited."""
        from rezekne_twins.keeping.checks import coverage

        return coverage(self._index)

    def subset(self, partnerships: Iterable[Partnership]) -> Dataset:
        """Return some partnerships as a data set of their own, for an export of a part.

        It holds what hangs on them, what they refer to, and the conflicts whose records are all
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
        return Dataset(*load_rows(read_document(part(self, own), "part")))

    def cite(self, style: Style = "text") -> str:
        """Return how to cite the data set.

        Args:
            style: `text`, `bibtex` (an entry) or `cff` (a file in the Citation File Format).

        Raises:
            UnknownValueError: There is no such style.

        Example:
            >>> import rezekne_twins as rt
            >>> print(rt.cite("bibtex").splitlines()[1])
              author = {{The rezekne-twins contributors}},
        """
        from rezekne_twins.exports.citing import cite

        return cite(self.about, style)

    def to_csv(self, folder: str | os.PathLike[str], *, excel: bool = False) -> Path:
        """Write a folder of CSV files, one a collection, with the columns of `to_pandas()`.

        The files are UTF-8 after RFC 4180, an empty cell means not stated, and every value is
        as it is here: a spreadsheet may calculate text that begins with `=`, `+`, `-` or `@`.

        Args:
            folder: Where to; a folder that holds other files is refused.
            excel: Begin with a byte-order mark, so that Excel reads UTF-8, and put an apostrophe
                before such text, so that it is not calculated.

        Returns:
            The folder that was written.

        Raises:
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.csv_files import write

        return write(self, Path(folder), excel=excel)

    def to_datapackage(self, folder: str | os.PathLike[str]) -> Path:
        """Write a Data Package (version 2): tidy CSV files and `datapackage.json`.

        Each list is a table of its own; types, meanings, constraints and keys are in the
        description, with licence, sources and the hash of each file.

        Returns:
            The folder that was written; one that holds other files is refused.

        Raises:
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.datapackage import write

        return write(self, Path(folder))

    def to_sqlite(self, path: str | os.PathLike[str]) -> Path:
        """Write an SQLite database: the tables of the Data Package, and views that answer.

        Returns:
            The path that was written.

        Raises:
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.sqlite import write

        return write(self, Path(path))

    def to_excel(self, path: str | os.PathLike[str]) -> Path:
        """Write an Excel workbook: a sheet that explains, then one a collection.

        Text that begins as a formula does is marked as text, and is never calculated.

        Returns:
            The path that was written.

        Raises:
            MissingExtraError: The extra `excel` is not installed.
            ValueError: A text is longer than the 32 767 characters that a cell holds.
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.excel import write

        return write(self, Path(path))

    def to_parquet(self, folder: str | os.PathLike[str]) -> Path:
        """Write a folder of Parquet files, one a collection; lists are lists, days are dates.

        Returns:
            The folder that was written; one that holds other files is refused.

        Raises:
            MissingExtraError: The extra `parquet` is not installed.
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.parquet import write

        return write(self, Path(folder))

    def to_geojson(self, path: str | os.PathLike[str]) -> Path:
        """Write GeoJSON: a point for each partner, a line from the holder for each tie.

        Degrees are WGS 84, longitude first. What has no point of its own, such as a union of
        cities, is a feature without geometry. Properties are the rows of `to_dicts()`.

        Returns:
            The path that was written.

        Raises:
            MissingExtraError: The extra `geo` is not installed.
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.geojson import write

        return write(self, Path(path))

    def to_jsonld(self, path: str | os.PathLike[str], *, base: str | None = None) -> Path:
        """Write JSON-LD: the fields as a SKOS concept scheme, the set as a schema.org `Dataset`.

        Args:
            path: Where to.
            base: Address that ids begin with, such as `https://example.org/twins#`; without it
                and without a repository they are relative to wherever the file lies.

        Returns:
            The path that was written.

        Raises:
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.jsonld import write

        return write(self, Path(path), base)

    def to_turtle(self, path: str | os.PathLike[str], *, base: str | None = None) -> Path:
        """Write the graph of `to_jsonld` as Turtle.

        Args:
            path: Where to.
            base: As in `to_jsonld`.

        Returns:
            The path that was written.

        Raises:
            MissingExtraError: The extra `rdf` is not installed.
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.jsonld import write_turtle

        return write_turtle(self, Path(path), base)

    def to_json(self, path: str | os.PathLike[str], *, schema: bool = False) -> Path:
        """Write the whole set to a JSON file, which `load` reads back equal.

        The file appears whole or not at all.

        Args:
            path: Where to.
            schema: Also write its JSON Schema (draft 2020-12) beside it: for `twins.json`,
                `twins.schema.json`.

        Returns:
            The path that was written.

        Raises:
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.json_file import write, write_schema

        if schema:
            write_schema(Path(path).with_suffix(".schema.json"))
        return write(self, Path(path))


def _id(given: str) -> str:
    if not isinstance(given, str):
        raise TypeError(f"an id is text, not {type(given).__name__}: {given!r}")
    return given


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
        return Dataset(*load_tables(whole))
    gc.collect()  # what was loaded so before, and dropped since, is not found otherwise
    with gc_paused(lasting=True):
        return Dataset(*load_tables(whole))


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

    return check_data(
        SHIPPED if folder is None else Path(folder), None if pages is None else Path(pages)
    )


_first_use = Lock()
_first_citation = Lock()


@cache
def _shipped() -> Dataset:
    return Dataset(*load_tables(SHIPPED, compiled=True))


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
