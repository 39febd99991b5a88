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
TOOLS = (
    *("dask.dataframe", "distributed", "duckdb", "frictionless", "geojson_pydantic", "openpyxl"),
    *("polars", "pyarrow", "rdflib", "shapely", "xlsxwriter"),
)


@pytest.mark.filterwarnings("ignore")  # other libraries' own
def test_recipes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the cells one after another, where the page lies, and see some of what they find."""
    for tool in TOOLS:
        pytest.importorskip(tool)
    monkeypatch.chdir(PAGE.parent)
    names: dict[str, object] = {"__name__": "recipes"}

    for cell in CELLS:
        exec(compile(re.sub(r"^:tags:.*\n", "", cell), str(PAGE), "exec"), names)  # noqa: S102

    assert len(CELLS) > 20
    assert getattr(names["report"], "valid", False) is True
    counts: Any = names["counts"]
    once = rt.ties().to_pandas()["country"].value_counts().to_dict()
    assert counts.to_dict() == {country: 100 * count for country, count in once.items()}
