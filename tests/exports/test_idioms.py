"""Plain idioms of pandas, and of other libraries that take its frames, run on every lean frame."""

from __future__ import annotations

import operator
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest

import rezekne_twins as rt

each_collection = pytest.mark.parametrize("name", list(rt.dataset().collections))


def lists(frame: Any) -> list[str]:
    """Return the columns that hold tuples."""
    return [str(name) for name in frame if any(isinstance(value, tuple) for value in frame[name])]


def texts(frame: Any) -> list[str]:
    """Return the columns that hold text."""
    plain = frame.select_dtypes(["object", pd.Series([""]).dtype.name])
    return [str(name) for name in plain if name not in lists(frame)]


@each_collection
class TestEveryFrame:
    """What anyone types first, on the lean frame of each collection."""

    @pytest.fixture
    def frame(self, shipped: rt.Dataset, name: str) -> Any:
        """Return the lean frame of a collection."""
        return shipped.collections[name].to_pandas()

    def test_explode(self, frame: Any) -> None:
        """A list becomes a row an item, and an empty one a row without."""
        for column in lists(frame):
            long = frame.explode(column)
            assert list(long[column].dropna()) == [item for row in frame[column] for item in row]
            assert len(long) == sum(max(len(row), 1) for row in frame[column])

    def test_rows_can_be_counted(self, frame: Any) -> None:
        """Rows are grouped and counted by any column, lists included."""
        for column in frame:
            counted = Counter(value for value in frame[column] if not _missing(value))
            assert frame[column].nunique() == len(counted)
            told = frame[column].value_counts()
            assert {*told} == {*counted.values()}
            assert len(frame.groupby(column)["id"].count()) == len(counted)
        assert frame.drop_duplicates().equals(frame)
        assert not frame.duplicated().any()

    def test_text_is_compared(self, frame: Any) -> None:
        """A comparison is true or false, never missing: `np.where` and masks take it."""
        for column in texts(frame):
            value = next((v for v in frame[column] if isinstance(v, str)), "none")
            same = frame[column] == value
            assert same.dtype == bool
            assert {*np.where(same, "yes", "no")} <= {"yes", "no"}
            assert len(frame[same]) == sum(v == value for v in frame[column])
            assert frame[column].isin([value]).sum() == same.sum()

    def test_missing_values_are_filled(self, frame: Any) -> None:
        """`fillna` takes a value of the kind of the column."""
        for column in texts(frame):
            assert not frame[column].fillna("unknown").isna().any()
        for column in frame.select_dtypes(["Int64", "float64"]):
            assert not frame[column].fillna(0).isna().any()

    def test_functions_are_applied(self, frame: Any) -> None:
        """`apply` meets a tuple in each row of a list, so that its length is a number."""
        for column in lists(frame):
            assert frame[column].apply(len).sum() == sum(map(len, frame[column]))
        assert list(frame.apply(operator.itemgetter("id"), axis=1)) == list(frame["id"])

    def test_frames_are_sorted_and_merged(self, frame: Any) -> None:
        """A frame is sorted by a column of text, and merged with another by id or by a list."""
        assert list(frame.sort_values("id")["id"]) == sorted(frame["id"])
        assert len(frame.merge(frame[["id"]], on="id")) == len(frame)
        for column in lists(frame)[:1]:
            few = frame[[column]].drop_duplicates()
            assert len(frame.merge(few, on=column)) == len(frame)

    def test_parts_are_put_together(self, frame: Any) -> None:
        """Frames of parts, an empty one among them, make the whole again."""
        whole = pd.concat([frame[:2], frame[2:], frame[:0]], ignore_index=True)
        pd.testing.assert_frame_equal(whole, frame)

    def test_arrow(self, frame: Any) -> None:
        """Arrow makes lists of tuples."""
        arrow = pytest.importorskip("pyarrow")
        table = arrow.Table.from_pandas(frame)
        for column in lists(frame):
            assert table[column].to_pylist() == [list(row) for row in frame[column]]
        assert table["id"].to_pylist() == list(frame["id"])

    def test_polars(self, frame: Any) -> None:
        """So does Polars, which explodes them in its turn."""
        polars = pytest.importorskip("polars")
        pytest.importorskip("pyarrow")
        found = polars.from_pandas(frame)
        assert found.columns == list(frame.columns)
        for column in lists(frame):
            assert found[column].to_list() == [list(row) for row in frame[column]]

    def test_duckdb(self, frame: Any) -> None:
        """DuckDB queries a frame by its name, and unnests its lists."""
        duckdb = pytest.importorskip("duckdb")
        assert duckdb.sql("SELECT count(*) FROM frame").fetchall() == [(len(frame),)]
        for column in lists(frame):
            found = duckdb.sql(f"SELECT unnest({column}) FROM frame").fetchall()  # noqa: S608
            assert sorted(found) == sorted((item,) for row in frame[column] for item in row)


def _missing(value: Any) -> bool:
    return value is None or value is pd.NA or value != value  # noqa: PLR0124 (NaN and NaT)


def test_years_are_whole_numbers(shipped: rt.Dataset) -> None:
    """A year is compared and counted; `np.where` wants to be told what an unknown one means."""
    frame: Any = shipped.partnerships.to_pandas()

    known = frame[frame["began_year"] >= 2000]
    years = {p.id: p.began.year for p in shipped.partnerships if p.began}
    assert {*known["id"]} == {i for i, year in years.items() if year and year >= 2000}
    recent = np.where((frame["began_year"] >= 2000).fillna(value=False), "new", "old")
    assert Counter(recent)["new"] == len(known)


def test_a_question_in_one_line(shipped: rt.Dataset) -> None:
    """Fields and countries are counted after `explode`, as the collection counts them."""
    frame: Any = shipped.partnerships.to_pandas()

    counts = frame.explode("countries")["countries"].value_counts()
    assert counts["NO"] == len(shipped.partnerships(country="NO"))
    fields = frame.explode("fields").groupby("fields")["id"].nunique()
    culture = [p for p in shipped.partnerships if shipped.field("culture") in p.fields]
    assert fields["culture"] == len(culture)
