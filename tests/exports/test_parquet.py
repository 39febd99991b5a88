"""Parquet: Polars and DuckDB find each value with its type, lists as lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import rezekne_twins as rt

polars = pytest.importorskip("polars")
duckdb = pytest.importorskip("duckdb")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="session")
def files(data: rt.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of a data set."""
    return data.to_parquet(tmp_path_factory.mktemp("parquet") / "parquet")


def expected(collection: rt.Collection[Any]) -> list[tuple[Any, ...]]:
    """Return the values of each record."""
    frame: Any = collection.to_pandas("all")
    days = {name for name in frame if str(frame[name].dtype).startswith("datetime")}
    return [
        tuple(date.fromisoformat(v) if v and k in days else v for k, v in row.items())
        for row in collection.to_dicts("all")
    ]


def test_polars_reads_it_back(data: rt.Dataset, files: Path) -> None:
    """Each file has the columns of the frame, and every value."""
    for name, collection in data.collections.items():
        frame = polars.read_parquet(files / f"{name}.parquet")
        assert frame.columns == list(collection.to_pandas("all").columns)
        assert frame.rows() == expected(collection)


def test_duckdb_reads_it_back(data: rt.Dataset, files: Path) -> None:
    """So it is with DuckDB."""
    for name, collection in data.collections.items():
        found = duckdb.read_parquet(str(files / f"{name}.parquet"))
        assert found.fetchall() == expected(collection)


def test_types(files: Path) -> None:
    """Days are dates, numbers numbers, lists lists, words text."""
    ties = polars.read_parquet(files / "ties.parquet").schema
    acts = polars.read_parquet(files / "acts.parquet").schema

    assert ties["latitude"] == polars.Float64
    assert ties["coordinates_display_only"] == polars.Boolean
    assert ties["countries"] == polars.List(polars.String)
    assert ties["kind"] == polars.String
    assert acts["earliest"] == polars.Date
    assert acts["year"] == polars.Int64
    assert acts["date"] == polars.String


def test_an_empty_collection_has_its_types(tiny: rt.Dataset, tmp_path: Path) -> None:
    """A file without rows has the same schema as one with."""
    full = tiny.to_parquet(tmp_path / "full")
    empty = tiny.subset(()).to_parquet(tmp_path / "empty")

    for path in full.iterdir():
        assert parquet.read_schema(path).equals(parquet.read_schema(empty / path.name))


def test_pandas_reads_it(files: Path) -> None:
    """Pandas gets text for closed words, and days as dates."""
    frame: Any = pd.read_parquet(files / "acts.parquet")

    assert frame["kind"].dtype == pd.Series([""]).dtype
    assert {type(day) for day in frame["earliest"].dropna()} == {date}


def test_what_the_files_say(shipped: rt.Dataset, tmp_path: Path) -> None:
    """Title, licence and version are in each file, and what each column means."""
    path = shipped.to_parquet(tmp_path / "parquet") / "acts.parquet"
    schema = parquet.read_schema(path)
    told = {key.decode(): value.decode() for key, value in schema.metadata.items()}

    assert told["title"] == shipped.about.title
    assert told["license"] == "CC-BY-4.0"
    assert told["version"] == rt.__version__
    assert schema.field("term_years").metadata[b"description"].startswith(b"Stated term")
