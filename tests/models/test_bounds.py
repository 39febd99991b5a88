"""No number is larger than what pandas, SQLite, Parquet, Excel and JSON hold exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins import models
from rezekne_twins.models import Value
from rezekne_twins.models.columns import fields
from tests.miniatures import Edit, edit, faults

GOOSUND = "partnerships/town-goosund.toml"
NUMBERS = {
    "term": Edit(GOOSUND, "term_years = 5", "term_years = {}"),
    "year": Edit("dataset.toml", "license =", "year = {}\nlicense ="),
    "quantity": Edit(GOOSUND, "value = 12", "value = {}"),
    "latitude": Edit("places.toml", "latitude = 59.5", "latitude = {}"),
    "longitude": Edit("places.toml", "longitude = 10.25", "longitude = {}"),
}
MOST = {"term": 999, "year": 9999, "quantity": 2**53 - 1, "latitude": 90, "longitude": 180}


def kinds() -> list[type[Value]]:
    """Return every kind of record and value."""
    found = vars(models).values()
    return [kind for kind in found if isinstance(kind, type) and issubclass(kind, Value)]


def test_every_number_has_bounds() -> None:
    """A number that a file may state has a smallest and a largest value."""
    bounded = 0
    for kind in kinds():
        properties: dict[str, Any] = kind.model_json_schema()["properties"]
        for name, column in fields(kind).items():
            if kind is rt.Citation or column.derived or not {int, float} & {*column.types}:
                continue
            options = [properties[name], *properties[name].get("anyOf", ())]
            (number,) = [o for o in options if o.get("type") in {"integer", "number"}]
            assert {"minimum", "maximum"} <= number.keys(), f"{kind.__name__}.{name}"
            bounded += 1
    assert bounded == len(NUMBERS)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("text", ["1e400", "inf", "-inf", "nan", f"{2**63}", f"{-(2**63)}"])
def test_a_number_beyond_its_bounds_is_refused(folder: Path, name: str, text: str) -> None:
    """A finding says which value is meant, and what it should be."""
    change = NUMBERS[name]
    (found,) = faults(edit(folder, change._replace(new=change.new.format(text))))

    assert (found.code, found.file) == ("E114", change.file)


@pytest.mark.parametrize("name", NUMBERS)
def test_the_largest_number_comes_back(folder: Path, tmp_path: Path, name: str) -> None:
    """The largest one is accepted, exported and read back; one step more is not."""
    change = NUMBERS[name]
    most = change._replace(new=change.new.format(MOST[name]))
    data = rt.load(edit(folder, most))

    assert rt.load(data.to_json(tmp_path / "x.json")) == data
    assert data.to_sqlite(tmp_path / "x.sqlite").exists()
    for collection in data.collections.values():
        assert len(collection.to_pandas()) == len(collection)

    more = most.new.replace(str(MOST[name]), str(MOST[name] + 1))
    assert faults(edit(folder, Edit(change.file, most.new, more)))[0].code == "E114"
