"""The notebooks in `examples/` run from the top to the bottom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "examples").glob("*.ipynb"))

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_are_notebooks() -> None:
    """The tests below test something."""
    assert len(NOTEBOOKS) >= 2


@each_notebook
def test_a_notebook_holds_no_output(path: Path) -> None:
    """What a run printed is never stored: it would be wrong after the next correction."""
    cells: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]

    assert code
    assert [c for c in code if c["outputs"] or c["execution_count"] is not None] == []


@each_notebook
@pytest.mark.filterwarnings("default")  # of the tools that run a notebook; its own are not seen
def test_a_notebook_runs(path: Path, tmp_path: Path) -> None:
    """In a fresh process and an empty folder, without an error."""
    nbclient = pytest.importorskip("nbclient", reason="notebooks are run by: nox -s docs")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(path, as_version=4)

    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    client.execute()

    printed = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    assert printed
