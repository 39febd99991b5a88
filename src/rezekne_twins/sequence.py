"""The immutable sequence of records that every query returns, and its kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeVar, overload

from pydantic_core import CoreSchema, SchemaSerializer, core_schema

from rezekne_twins.errors import UnknownIdError, UnknownValueError
from rezekne_twins.filters import with_filters
from rezekne_twins.immutable import Immutable
from rezekne_twins.models import Record, Value
from rezekne_twins.models.columns import columns, is_many
from rezekne_twins.models.record import Missing, store_for
from rezekne_twins.names import fold, latvian_key
from rezekne_twins.query import predicate
from rezekne_twins.store import Store

if TYPE_CHECKING:
    import pandas as pd
    from pydantic import GetCoreSchemaHandler, ValidationInfo

    from rezekne_twins.exports.frames import Columns
    from rezekne_twins.exports.writing import StrPath

__all__ = ["Collection", "Records"]

R = TypeVar("R", bound=Record)
D = TypeVar("D")


COLLECTION_OF: dict[type[Record], type[Collection[Any]]] = {}
"""The collection of each kind of record: the first class that states it."""


class Collection(Immutable, Sequence[R]):
    """An immutable sequence of records of one kind, in a stable order.

    It has a length, iterates, slices to its own kind, takes an id or a position in brackets,
    knows `in`, and compares, hashes and pickles by what it holds.
    """

    __slots__ = ("_asked", "_numbers", "_records", "_store")

    record_type: ClassVar[type[Record]] = Record
    # Serialise to a list where a model does not name the type, as under `Any`.
    __pydantic_serializer__: ClassVar[SchemaSerializer] = SchemaSerializer(
        core_schema.any_schema(serialization=core_schema.plain_serializer_function_ser_schema(list))
    )

    _records: tuple[R, ...]
    _store: Store
    _numbers: dict[str, int] | None
    _asked: Any

    def __init_subclass__(cls) -> None:
        """Note which kind of record a class holds."""
        super().__init_subclass__()
        COLLECTION_OF.setdefault(cls.record_type, cls)

    def __init__(self, records: Iterable[R], store: Store | None = None, asked: Any = "") -> None:
        """Hold records. Not meant to be called: queries return collections."""
        held = tuple(records)
        if store is None:  # pydantic copies a field of type `Sequence` in this way
            shipped: Store = store_for(None)
            if any(shipped.by_id.get(record.id) != record for record in held):
                raise ValueError("records of another data set; use the type of their collection")
            store = shipped
        object.__setattr__(self, "_records", held)
        object.__setattr__(self, "_store", store)
        object.__setattr__(self, "_numbers", None)
        object.__setattr__(self, "_asked", asked)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate a collection, or a list of records; serialise to a list."""

        def made(records: list[Any], info: ValidationInfo) -> Any:
            return cls(records, store_for(info.context))

        listed = core_schema.list_schema(handler.generate_schema(cls.record_type))
        read = core_schema.with_info_after_validator_function(made, listed)
        return core_schema.json_or_python_schema(
            json_schema=read,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), read]),
            serialization=core_schema.plain_serializer_function_ser_schema(list, return_schema=listed),
        )

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[R, ...], Store]]:
        """Pickle the records with the data set that explains their names."""
        return type(self), (self._records, self._store)

    @property
    def _positions(self) -> dict[str, int]:
        """Where each id is; made when the first id is asked for, which many results never are."""
        numbers = self._numbers
        if numbers is None:
            numbers = {record.id: n for n, record in enumerate(self._records)}
            object.__setattr__(self, "_numbers", numbers)
        return numbers

    if not TYPE_CHECKING:  # a type checker finds the missing attribute itself

        def __getattr__(self, name: str) -> NoReturn:
            """Raise for what is missing; the message says what to use."""
            raise AttributeError(Missing(type(self), name))

    def _of(self, records: Iterable[R]) -> Self:
        return type(self)(records, self._store)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._records)

    def __iter__(self) -> Iterator[R]:
        """Iterate over the records in order."""
        return iter(self._records)

    @overload
    def __getitem__(self, key: int | str) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: int | str | slice) -> R | Self:
        """Return the record at a position or with an id, or a slice of the same kind.

        Raises:
            UnknownIdError: No record here has that id; it is a `KeyError` and names the nearest.
            IndexError: There is no such position.
        """
        if isinstance(key, slice):
            return self._of(self._records[key])
        if not isinstance(key, str):
            return self._records[key]
        position = self._position(key)
        if position is None:
            from rezekne_twins.hints import unknown_id

            raise UnknownIdError(unknown_id(self.record_type, key, self._records, self._store))
        return self._records[position]

    def _position(self, record_id: str) -> int | None:
        """Return where a record is, by its id or by a retired one that it is the successor of."""
        position = self._positions.get(record_id)
        if position is None and isinstance(record_id, str):
            position = self._positions.get(self._store.current(record_id))
        return position

    def __contains__(self, item: object) -> bool:
        """Tell whether a record, or a record with this id, is here."""
        if isinstance(item, str):
            return self._position(item) is not None
        return isinstance(item, Record) and item in self._records

    @overload
    def get(self, record_id: str, default: None = None) -> R | None: ...
    @overload
    def get(self, record_id: str, default: D) -> R | D: ...
    def get(self, record_id: str, default: D | None = None) -> R | D | None:
        """Return the record with an id, or a default."""
        position = self._position(record_id)
        return default if position is None else self._records[position]

    def _ipython_key_completions_(self) -> list[str]:
        """Offer the ids after `[`."""
        return list(self.ids)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(record.id for record in self._records)

    def __eq__(self, other: object) -> bool:
        """Compare kind, records and their order."""
        if type(other) is not type(self):
            return NotImplemented
        return self._records == other._records

    def __hash__(self) -> int:
        """Hash by kind and ids."""
        return hash((type(self).__name__, self.ids))

    def __or__(self, other: Self) -> Self:
        """Return the records that are in either, those of the first one first."""
        if type(other) is not type(self):
            return NotImplemented
        self._require_same_set(other)
        return self._of((*self._records, *(r for r in other._records if r.id not in self)))

    def __and__(self, other: Self) -> Self:
        """Return the records that are in both, in the order of the first one."""
        if type(other) is not type(self):
            return NotImplemented
        self._require_same_set(other)
        return self._of(r for r in self._records if r.id in other)

    def _require_same_set(self, other: Self) -> None:
        mine, theirs = self._store, other._store
        if mine is not theirs and mine.tables != theirs.tables:  # a pickled one is equal
            raise UnknownValueError("the two collections belong to different data sets")

    @with_filters
    def where(self) -> Self:
        """Return the same records: this collection has no filters."""
        return self

    __call__ = where

    def _matching(self, filters: Mapping[str, object]) -> Self:
        """Return the records that match every filter of a `where`."""
        matches = predicate(self.record_type, filters, self._store)
        return type(self)(filter(matches, self._records), self._store, filters)

    def sorted_by(self, attribute: str, *, reverse: bool = False) -> Self:
        """Return the same records in another order; unknown values always come last.

        Args:
            attribute: Name of an attribute, such as `"began"` or `"title"`.
            reverse: Start with the greatest.

        Raises:
            UnknownValueError: The records have no such attribute; the message lists them.
        """
        kind = self.record_type
        known = columns(kind)
        if attribute not in known:
            from rezekne_twins.suggestions import unknown

            raise UnknownValueError(unknown(str(attribute), {fold(k): k for k in known}, "column"))
        key = latvian_key if attribute.endswith("_lv") else fold
        keyed = [(_sort_key(getattr(record, attribute), key), record) for record in self._records]
        some = [(key, record) for key, record in keyed if key is not None]
        some.sort(key=lambda pair: pair[0], reverse=reverse)
        return self._of((*(r for _, r in some), *(r for key, r in keyed if key is None)))

    def to_pandas(self, columns: Columns = "lean") -> pd.DataFrame:
        """Return a new DataFrame, one row a record, with stable columns and dtypes.

        A reference is the id of a record, a list is a tuple, a date its text. Every column has a
        plain dtype: text has the default of pandas, years are `Int64`, days `datetime64[s]`.

        Args:
            columns: `lean` for the columns that a person reads, `all` for every column, or the
                names of some. Among all are the names of references, and of each date its year,
                earliest and latest day and precision.

        Raises:
            UnknownValueError: There is no such column; the message names the nearest.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.acts(partnership="city-suwalki").to_pandas(["kind", "date"]).values.tolist()
            [['signed', '2005-01'], ['decided', '[..2005-04-18]']]
        """
        from rezekne_twins.exports.frames import frame

        return frame(self.record_type, self._records, columns)

    def to_dicts(self, columns: Columns = "lean") -> list[dict[str, Any]]:
        """Return the rows of `to_pandas()` as JSON-ready values: lists, and days as text."""
        from rezekne_twins.exports.frames import rows

        return rows(self.record_type, self._records, columns)

    def to_csv(self, path: StrPath, *, columns: Columns = "lean", excel: bool = False) -> Path:
        """Write one CSV file with the columns of `to_pandas()`; lists are joined by semicolons.

        Args:
            path: File to write.
            columns: As in `to_pandas()`.
            excel: Make the file safe to open in Excel, as `Dataset.to_csv` does.

        Returns:
            The path that was written.

        Raises:
            UnknownValueError: There is no such column.
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.csv_files import write_table

        table = (self.record_type, self._records)
        return write_table(table, Path(path), columns, excel=excel)

    def to_excel(self, path: StrPath, *, columns: Columns = "lean") -> Path:
        """Write an Excel workbook: the columns of `to_pandas()`, then a sheet that explains.

        Args:
            path: File to write.
            columns: As in `to_pandas()`.

        Returns:
            The path that was written.

        Raises:
            UnknownValueError: There is no such column.
            MissingExtraError: The extra `excel` is not installed.
            OSError: It cannot be written; what was there before is left.
        """
        from rezekne_twins.exports.excel import write

        table = (self.record_type, self._records)
        return write(self._store, Path(path), [table], columns)

    def __repr__(self) -> str:
        """Return a count and a short table."""
        from rezekne_twins.display import table_text

        return table_text(self.record_type, self._records, note_on(self))

    def _repr_html_(self) -> str:
        """Return the table that a notebook shows."""
        from rezekne_twins.display import table_html

        return table_html(self.record_type, self._records, note_on(self))


def store_of(collection: Collection[Any]) -> Store:
    """Return the store that the records of a collection are from."""
    # For modules of this package; users have no need of it.
    return collection._store  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def note_on(collection: Collection[Any]) -> str:
    """Return what the query of an empty collection would have found; else nothing."""
    asked = collection._asked  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    if collection or not asked:
        return ""
    from rezekne_twins.hints import nothing_found

    return nothing_found(collection.record_type, asked, store_of(collection))


def _sort_key(value: Any, key: Callable[[str], str] = fold) -> Any:
    """Return what an attribute is sorted by: dates by date, text without regard to case."""
    if value is None or value == ():
        return None
    if is_many(value):
        return tuple(map(_sort_key, value))
    if isinstance(value, Record):
        return fold(value.title)
    if isinstance(value, Value):
        return tuple((key is None, key) for key in map(_sort_key, vars(value).values()))
    return key(value) if isinstance(value, str) else value


class Records(Collection[Record]):
    """Records of several kinds, as `find` returns them; their frame tells the collection."""

    __slots__ = ()
