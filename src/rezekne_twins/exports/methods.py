"""The export methods of a data set, and what all of them promise.

Writes are atomic: after a failure, what was there before is still there, and no part of a new file.
The same data gives the same bytes. A folder that holds other files is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rezekne_twins.immutable import Immutable
from rezekne_twins.store import Store

if TYPE_CHECKING:
    from rezekne_twins.exports.citing import Style
    from rezekne_twins.exports.frames import Columns
    from rezekne_twins.exports.writing import StrPath


class Exports(Immutable):
    """What can be written of a store."""

    __slots__ = ("_store",)

    _store: Store

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

        return cite(self._store.about, style)

    def to_csv(self, folder: StrPath, *, columns: Columns = "lean", excel: bool = False) -> Path:
        """Write a folder of CSV files, one a collection, with the columns of `to_pandas()`.

        The files are UTF-8 after RFC 4180, an empty cell means not stated, and every value is
        as it is here: a spreadsheet may calculate text that begins with `=`, `+`, `-` or `@`.

        Args:
            folder: Where to; a folder that holds other files is refused.
            columns: `lean` for the columns that a person reads, `all` for every column.
            excel: Begin with a byte-order mark, so that Excel reads UTF-8, and put an apostrophe
                before such text, so that it is not calculated.

        Returns:
            The folder that was written.

        Raises:
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.csv_files import write

        return write(self._store, Path(folder), columns, excel=excel)

    def to_datapackage(self, folder: StrPath) -> Path:
        """Write a Data Package (version 2): tidy CSV files and `datapackage.json`.

        Each list is a separate table; types, meanings, constraints and keys are in the
        description, with licence, sources and the hash of each file.

        Returns:
            The folder that was written; one that holds other files is refused.

        Raises:
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.datapackage import write

        return write(self._store, Path(folder))

    def to_sqlite(self, path: StrPath) -> Path:
        """Write an SQLite database: the tables of the Data Package, and views that answer.

        Returns:
            The path that was written.

        Raises:
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.sqlite import write

        return write(self._store, Path(path))

    def to_excel(self, path: StrPath, *, columns: Columns = "lean") -> Path:
        """Write an Excel workbook: a sheet that explains, then one a collection.

        Text that begins as a formula does is marked as text, and is never calculated.

        Args:
            path: File to write.
            columns: `lean` for the columns that a person reads, `all` for every column.

        Returns:
            The path that was written.

        Raises:
            MissingExtraError: The extra `excel` is not installed.
            ValueError: A text is longer than the 32 767 characters that a cell holds, or a
                collection than the 1 048 575 rows of a sheet.
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.excel import write

        return write(self._store, Path(path), [*self._store.collections], columns)

    def to_parquet(self, folder: StrPath) -> Path:
        """Write a folder of Parquet files, one a collection, with every column.

        Lists are lists, days are dates.

        Returns:
            The folder that was written; one that holds other files is refused.

        Raises:
            MissingExtraError: The extra `parquet` is not installed.
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.parquet import write

        return write(self._store, Path(folder))

    def to_geojson(self, path: StrPath) -> Path:
        """Write GeoJSON: a point for each partner, a line from the holder for each tie.

        Degrees are WGS 84, longitude first. What has no coordinates, such as a union of
        cities, is a feature without geometry. Properties are the rows of
        `to_dicts("all")`.

        Returns:
            The path that was written.

        Raises:
            MissingExtraError: The extra `geo` is not installed.
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.geojson import write

        return write(self._store, Path(path))

    def to_jsonld(self, path: StrPath, *, base: str | None = None) -> Path:
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

        return write(self._store, Path(path), base)

    def to_json(self, path: StrPath, *, schema: bool = False) -> Path:
        """Write the whole set to a JSON file, which `load` reads back equal.

        The file appears whole or not at all.

        Args:
            path: Where to.
            schema: Also write its JSON Schema (draft 2020-12) next to it: for `twins.json`,
                `twins.schema.json`.

        Returns:
            The path that was written.

        Raises:
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.json_file import write, write_schema

        if schema:
            write_schema(Path(path).with_suffix(".schema.json"))
        return write(self._store, Path(path))
