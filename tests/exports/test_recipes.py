"""The recipes of the documentation work, each in the tool that it is for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "tables-and-files.md"
CELL = re.compile(r"^```\{code-cell\} python\n(.*?)^```", re.MULTILINE | re.DOTALL)
CELLS = CELL.findall(PAGE.read_text("utf-8"))
MANY = ROOT / "docs" / "maintainers" / "many-towns.md"
TOOLS = (
    *("dask.dataframe", "distributed", "duckdb", "frictionless", "geojson_pydantic", "openpyxl"),
    *("polars", "pyarrow", "rdflib", "shapely", "xlsxwriter"),
)


def test_polars_reads_dates_of_every_precision(tmp_path: Path) -> None:
    """The recipe reads a month or day below more rows of years than Polars looks at."""
    pytest.importorskip("polars")
    (recipe,) = (cell for cell in CELLS if "pl.read_csv" in cell)
    rows = [f"p,prolonged,{date},5" for date in (*["2007"] * 200, "2007-05", "2007-05-01")]
    (tmp_path / "csv").mkdir()
    text = "\n".join(["partnership,kind,date,parties", *rows])
    (tmp_path / "csv" / "acts.csv").write_text(text, encoding="utf-8")
    names: dict[str, Any] = {"folder": tmp_path}

    exec(recipe, names)  # noqa: S102

    assert names["acts"]["date"].to_list()[-2:] == ["2007-05", "2007-05-01"]


def run(page: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run the cells of a page one after another, where it lies, and return their names."""
    for tool in TOOLS:
        pytest.importorskip(tool)
    monkeypatch.chdir(page.parent)
    names: dict[str, Any] = {"__name__": "recipes"}
    for cell in CELL.findall(page.read_text("utf-8")):
        exec(compile(re.sub(r"^:tags:.*\n", "", cell), str(page), "exec"), names)  # noqa: S102
    return names


@pytest.mark.filterwarnings("ignore")  # other libraries' own
def test_recipes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each recipe runs, and what it has written is valid."""
    names = run(PAGE, monkeypatch)

    assert len(CELLS) > 15
    assert getattr(names["report"], "valid", False) is True


@pytest.mark.filterwarnings("ignore")  # other libraries' own
def test_recipes_for_many_towns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred data sets have a hundred times the counts of one."""
    counts = run(MANY, monkeypatch)["counts"].to_dict()

    once = rt.ties().to_pandas()["country"].value_counts().to_dict()
    assert counts == {country: 100 * count for country, count in once.items()}
