"""Fixtures of the exports: a hostile data set, and each set in turn."""

from __future__ import annotations

import json
from typing import Any

import pytest

import rezekne_twins as rt

HOSTILE = {
    "=": '=HYPERLINK("http://goose.example";"Click")',
    "+": "+1+cmd|'/C calc'!A0",
    "-": "-2+3",
    "@": "@SUM(1;2)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "quotes": "says \"quack\", 'quack', and \\",
    "lines": "first\nsecond\r\nthird, and; fourth",
    "nothing": "NA",
    "null": "null",
    "letters": "Gölbaşı Ł ı ø 🦆",
    "number": "007",
    "html": "<b>&amp;</b>",
    "escape": "_x0041_ and _x000D_",
    "apostrophe": "'=1",
}
"""Text that a spreadsheet, a CSV reader or a browser could take for something else."""


@pytest.fixture(scope="session")
def hostile(tiny: rt.Dataset, tmp_path_factory: pytest.TempPathFactory) -> rt.Dataset:
    """Return the invented set with such text as notes, titles, names, websites and statements."""
    path = tiny.to_json(tmp_path_factory.mktemp("hostile") / "hostile.json")
    whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    texts = list(HOSTILE.values())
    goosund = next(row for row in whole["partnerships"] if row["id"] == "town-goosund")
    statement = goosund["statements"][0]
    goosund["statements"] = [
        {**statement, "id": f"town-goosund/text-{n}", "text": text, "note": text, "as_written": text}
        for n, text in enumerate(texts)
    ]
    goosund |= {"title": texts[0], "summary": texts[1], "websites": texts}
    whole["countries"].append({**whole["countries"][1], "id": "NA", "alpha_3": "NAM"})
    for place in whole["places"]:
        place |= {"title": texts[2], "as_written": texts}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return rt.load(path)


@pytest.fixture(scope="session", params=["tiny", "shipped", "hostile"])
def data(request: pytest.FixtureRequest) -> rt.Dataset:
    """Return the invented set, the shipped one, and the hostile one."""
    found: rt.Dataset = request.getfixturevalue(request.param)
    return found
