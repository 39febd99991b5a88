"""Excel: openpyxl finds each value, and no cell is calculated."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

import rezekne_twins as rt
from rezekne_twins.exports import excel
from tests.exports.conftest import HOSTILE

openpyxl = pytest.importorskip("openpyxl")
unescape = pytest.importorskip("openpyxl.utils.escape").unescape
pytest.importorskip("xlsxwriter")


@pytest.fixture(scope="session")
def path(data: rt.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook of a data set."""
    return data.to_excel(tmp_path_factory.mktemp("excel") / "x.xlsx")


@pytest.fixture(scope="session")
def book(path: Path) -> Any:
    """Open it."""
    return openpyxl.load_workbook(path)


def values(book: Any, name: str) -> list[list[Any]]:
    """Return what stands in a sheet, days as dates, text as it was meant."""
    found = [[cell.value for cell in row] for row in book[name].iter_rows()]
    return [[_meant(value) for value in row] for row in found]


def _meant(value: Any) -> Any:
    if isinstance(value, datetime):
        assert (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date()
    if not isinstance(value, str):
        return value
    # openpyxl gives back `_x0041_` that was meant so, but leaves `_x000D_` that stands for "\r".
    literal = HOSTILE["escape"]
    return literal.join(unescape(part) for part in value.split(literal))


def _cell(value: Any) -> Any:
    """Return what a value of a row is in a sheet: a list is joined."""
    return "; ".join(cast("list[str]", value)) or None if isinstance(value, list) else value


def test_values(data: rt.Dataset, book: Any) -> None:
    """Each sheet has the columns of the frame, and each record its row, value by value."""
    for name, collection in data.collections.items():
        header, *rows = values(book, name)
        assert header == list(collection.record_type.lean_columns)
        told = [[str(v) if isinstance(v, date) else v for v in row] for row in rows]
        assert told == [[_cell(v) for v in row.values()] for row in collection.to_dicts()]


def test_a_collection_is_a_workbook(tiny: rt.Dataset, tmp_path: Path) -> None:
    """The table comes first, where readers look for it; then the sheet that explains."""
    path = tiny.ties(country="NO").to_excel(tmp_path / "ties.xlsx")
    book = openpyxl.load_workbook(path)

    assert book.sheetnames == ["ties", "readme"]
    header, *rows = values(book, "ties")
    assert header == list(rt.Tie.lean_columns)
    assert [row[0] for row in rows] == list(tiny.ties(country="NO").ids)
    named = tiny.acts.to_excel(tmp_path / "acts.xlsx", columns=["id", "date"])
    assert values(openpyxl.load_workbook(named), "acts")[0] == ["id", "date"]
    found = openpyxl.load_workbook(tiny.find("Gøøsund").to_excel(tmp_path / "found.xlsx"))
    assert found.sheetnames == ["records", "readme"]


def test_every_column_is_written_when_asked_for(tiny: rt.Dataset, tmp_path: Path) -> None:
    """The lean columns are what is written, unless all are asked for."""
    book = openpyxl.load_workbook(tiny.to_excel(tmp_path / "x.xlsx", columns="all"))

    assert values(book, "acts")[0] == list(tiny.acts.to_pandas("all").columns)


def test_nothing_is_calculated(book: Any) -> None:
    """No cell is a formula, whatever it begins with; none is an error or a link."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n", "b", "d"}
                assert cell.hyperlink is None


def test_text_like_a_formula_stays_text_when_it_is_edited(hostile: rt.Dataset, tmp_path: Path) -> None:
    """Such cells, and no others, carry the mark that Excel shows as an apostrophe."""
    book = openpyxl.load_workbook(hostile.to_excel(tmp_path / "x.xlsx", columns="all"))
    header, *rows = book["statements"].iter_rows()
    at = [cell.value for cell in header].index("note")

    marked = {_meant(row[at].value): row[at].quotePrefix for row in rows if row[at].value}

    begins = ("=", "+", "-", "@", "\t", "\r")
    assert marked == {text: text.startswith(begins) for text in HOSTILE.values()}


def test_sheets(data: rt.Dataset, book: Any) -> None:
    """First a sheet that explains, then one a collection, each with frozen header and filter."""
    assert book.sheetnames == ["readme", *data.collections]
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_readme(shipped: rt.Dataset, tmp_path: Path) -> None:
    """Title, licence, citation, sources and how to read it are inside."""
    book = openpyxl.load_workbook(shipped.to_excel(tmp_path / "x.xlsx"))
    told = [tuple(row) for row in values(book, "readme")]

    assert ("title", shipped.about.title) in told
    assert ("cite as", shipped.cite()) in told
    assert ("license", "CC-BY-4.0") in told
    assert ("partnerships", f"{len(shipped.partnerships)} rows") in told
    assert [t for key, t in told if key == "source"] == [s.cite() for s in shipped.sources]


def test_columns_are_wide_enough(shipped: rt.Dataset, tmp_path: Path) -> None:
    """A column is as wide as its longest value, up to a limit."""
    book = openpyxl.load_workbook(shipped.to_excel(tmp_path / "x.xlsx"))
    widths = {n: d.width for n, d in book["partnerships"].column_dimensions.items()}

    assert widths["A"] >= max(map(len, shipped.partnerships.ids))
    assert max(widths.values()) <= excel._WIDEST + 3


def test_norway_is_text(book: Any) -> None:
    """The code `NO` is no truth value."""
    assert "NO" in [row[0] for row in values(book, "countries")]


def test_days_before_1900_are_text(folder: Path, tmp_path: Path) -> None:
    """A sheet knows no such day: it stands as text, and is not shifted."""
    file = folder / "partnerships" / "town-goosund.toml"
    file.write_text(file.read_text("utf-8").replace('"1994"', '"1894"'), encoding="utf-8")
    book = openpyxl.load_workbook(rt.load(folder).to_excel(tmp_path / "x.xlsx"))
    header, *rows = values(book, "acts")
    found = [dict(zip(header, row, strict=True)) for row in rows]

    (act,) = (row for row in found if row["date"] == "1894")
    assert (act["year"], act["earliest"]) == (1894, "1894-01-01")
    (later,) = (row for row in found if row["date"] == "1995")
    assert later["earliest"] == date(1995, 1, 1)


def test_too_long_a_text_is_refused(folder: Path, tmp_path: Path) -> None:
    """A cell holds 32 767 characters: what is longer is not cut off in silence."""
    file = folder / "partnerships" / "town-goosund.toml"
    text = file.read_text("utf-8").replace("An invented tie.", "x" * 32_768)
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match="partnerships would be 32768 characters"):
        rt.load(folder).to_excel(tmp_path / "x.xlsx", columns="all")
    assert not (tmp_path / "x.xlsx").exists()
