"""CSV: read back by three other readers, value by value, and inert where a spreadsheet opens it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Literal, cast

import pandas as pd
import pytest

import rezekne_twins as rt
from rezekne_twins.exports.csv_files import csv_text
from tests.exports.conftest import HOSTILE

BEGINS = ("=", "+", "-", "@", "\t", "\r")


Asked = Literal["lean", "all"]


@pytest.fixture(scope="session", params=["lean", "all"])
def asked(request: pytest.FixtureRequest) -> Asked:
    """Return the columns that are asked for: the lean ones, then every one."""
    found: Asked = request.param
    return found


@pytest.fixture(scope="session")
def folder(data: rt.Dataset, asked: Asked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the CSV files of a data set."""
    return data.to_csv(tmp_path_factory.mktemp("csv") / "csv", columns=asked)


def text(value: Any) -> str | None:
    """Return what a value of a row is in CSV."""
    if isinstance(value, list):
        return "; ".join(cast("list[str]", value)) or None
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def expected(collection: rt.Collection[Any], asked: Asked) -> list[dict[str, str | None]]:
    """Return the rows of a collection as text."""
    return [{name: text(v) for name, v in row.items()} for row in collection.to_dicts(asked)]


def test_one_file_a_collection(data: rt.Dataset, folder: Path, asked: Asked) -> None:
    """Each collection has a file, whose header is that of the frame."""
    assert {path.stem for path in folder.iterdir()} == set(data.collections)
    for name, collection in data.collections.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == list(collection.to_pandas(asked).columns)


def test_csv_reads_it_back(data: rt.Dataset, folder: Path, asked: Asked) -> None:
    """Python's own reader finds each value."""
    for name, collection in data.collections.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [{k: v or None for k, v in row.items()} for row in csv.DictReader(file)]
        assert rows == expected(collection, asked)


def test_pandas_reads_it_back(data: rt.Dataset, folder: Path, asked: Asked) -> None:
    """With the two options that keep `NA` a text, pandas finds each value."""
    for name, collection in data.collections.items():
        frame: Any = pd.read_csv(
            folder / f"{name}.csv", dtype=str, keep_default_na=False, na_values=[""]
        )
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
        assert rows == expected(collection, asked)


def test_polars_reads_it_back(data: rt.Dataset, folder: Path, asked: Asked) -> None:
    """Polars finds each value, without an option but that nothing is guessed."""
    polars = pytest.importorskip("polars")
    for name, collection in data.collections.items():
        frame = polars.read_csv(folder / f"{name}.csv", infer_schema=False)
        assert frame.to_dicts() == expected(collection, asked)


def test_duckdb_reads_it_back(data: rt.Dataset, folder: Path, asked: Asked) -> None:
    """DuckDB finds each value."""
    duckdb = pytest.importorskip("duckdb")
    for name, collection in data.collections.items():
        found = duckdb.read_csv(str(folder / f"{name}.csv"), all_varchar=True, header=True)
        names = found.columns
        assert [dict(zip(names, r, strict=True)) for r in found.fetchall()] == expected(
            collection, asked
        )


def test_form(folder: Path) -> None:
    """The files are UTF-8 without a mark, with the line ends of RFC 4180."""
    for path in folder.iterdir():
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")


def test_norway_and_namibia(hostile: rt.Dataset, tmp_path: Path) -> None:
    """The codes `NO` and `NA` stay text, and what is empty is empty."""
    path = hostile.to_csv(tmp_path / "csv", columns="all") / "countries.csv"

    frame: Any = pd.read_csv(path, keep_default_na=False, na_values=[""])

    assert {"NO", "NA"} <= {*frame["id"]}
    assert frame["note"].isna().all()


class TestForExcel:
    """What is written for a spreadsheet."""

    @pytest.fixture
    def sheets(self, hostile: rt.Dataset, tmp_path: Path) -> Path:
        """Return the hostile set as CSV for Excel."""
        return hostile.to_csv(tmp_path / "csv", columns="all", excel=True)

    def test_begins_with_a_mark(self, sheets: Path) -> None:
        """Each file has the byte-order mark, without which Excel takes UTF-8 for something else."""
        assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in sheets.iterdir())

    def test_no_cell_is_a_formula(self, sheets: Path) -> None:
        """No text begins with what a spreadsheet calculates; numbers may be negative."""
        for path in sheets.iterdir():
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    bad = {k: v for k, v in row.items() if v.startswith(BEGINS)}
                    assert all(name in {"latitude", "longitude"} or "value" in name for name in bad), bad

    def test_only_such_text_has_the_apostrophe(self, hostile: rt.Dataset, sheets: Path) -> None:
        """Whatever else there is stays as it is, and the text follows the apostrophe."""
        with (sheets / "statements.csv").open(encoding="utf-8-sig", newline="") as file:
            notes = [row["note"] for row in csv.DictReader(file) if row["note"]]

        assert notes == [f"'{t}" if t.startswith(BEGINS) else t for t in HOSTILE.values()]
        assert len(notes) == len([s for s in hostile.statements if s.note])

    def test_negative_numbers_stay_numbers(self) -> None:
        """A coordinate in the west is a number and no formula."""
        assert csv_text(["x", "y"], [[-1.5, "-1.5"]], excel=True) == "x,y\r\n-1.5,'-1.5\r\n"


def test_every_value_stays_by_default(hostile: rt.Dataset, tmp_path: Path) -> None:
    """Without `excel` nothing is put before text: what is read is what was meant."""
    path = hostile.statements.to_csv(tmp_path / "statements.csv", columns="all")
    with path.open(encoding="utf-8", newline="") as file:
        notes = [row["note"] for row in csv.DictReader(file) if row["note"]]

    assert notes == list(HOSTILE.values())
