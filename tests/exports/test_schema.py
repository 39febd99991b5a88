"""The JSON Schemas say what the readers read: of the files that people write, and of the export."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins.exports.schema import document_schema
from rezekne_twins.loading.files import AUTHORED, FOLDERS
from rezekne_twins.models import Record
from rezekne_twins.models.columns import columns
from tests.miniatures import TINY, Edit, edit
from tools.schemas import authoring_schemas

ROOT = Path(__file__).parents[2]
SCHEMAS = authoring_schemas()
DATA = ROOT / "src" / "rezekne_twins" / "data"


def errors(schema: dict[str, Any], value: object) -> list[str]:
    """Return what another library finds wrong with a value."""
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(value)]


def name_of(path: Path, folder: Path) -> str:
    """Return the name of the schema of a data file."""
    return path.relative_to(folder).parts[0].removesuffix(".toml")


@pytest.mark.skipif(not (ROOT / "schema").exists(), reason="not a checkout")
def test_snapshot_of_the_schemas() -> None:
    """What is committed for editors is what the models say; `nox -s refresh` renews it."""
    kept = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
        for path in (ROOT / "schema").glob("*.json")
    }

    assert kept == SCHEMAS


def test_each_kind_of_file_has_one() -> None:
    """A new kind of file is not forgotten."""
    assert SCHEMAS.keys() == {"dataset", *(kind.collection for kind in AUTHORED)}


@pytest.mark.parametrize("folder", [TINY, DATA], ids=["tiny", "shipped"])
def test_data_files_are_valid(folder: Path) -> None:
    """Whatever the library reads, an editor with the schema does not complain of."""
    for path in sorted(folder.rglob("*.toml")):
        value = tomllib.loads(path.read_text("utf-8"))
        assert errors(SCHEMAS[name_of(path, folder)], value) == [], path


@pytest.mark.parametrize(
    "change",
    [
        Edit("places.toml", 'kind = "city"', 'kind = "town"'),
        Edit("places.toml", "title_lv =", "title_de ="),
        Edit("partnerships/town-goosund.toml", 'date = "1994"', 'date = "23.09.2011"'),
        Edit("partnerships/town-goosund.toml", 'date = "1994"', "date = 1994"),
        Edit("partnerships/town-goosund.toml", "term_years = 5", "term_years = 0"),
        Edit("partnerships/town-goosund.toml", 'holder = "town"', 'began = "1994"'),
        Edit("partnerships/town-goosund.toml", 'id = "agreement"', 'id = "The Agreement"'),
    ],
    ids=lambda change: change.new,
)
def test_an_editor_sees_what_the_library_refuses(folder: Path, change: Edit) -> None:
    """Unknown, derived and mistyped keys, words, dates and ids are marked while typing."""
    path = edit(folder, change) / change.file
    value = tomllib.loads(path.read_text("utf-8"))

    assert errors(SCHEMAS[name_of(path, folder)], value)


@pytest.mark.parametrize("kind", AUTHORED, ids=lambda kind: kind.collection)
def test_every_key_is_explained(kind: type[Record]) -> None:
    """An editor shows what a key means: no key of a record is without description."""
    schema = SCHEMAS[kind.collection]
    own = schema if kind in FOLDERS else schema["$defs"][kind.__name__]
    for part in (own, *(p for p in schema.get("$defs", {}).values() if "properties" in p)):
        silent = [key for key, value in part["properties"].items() if not value.get("description")]
        assert silent == []
    assert own["properties"].keys() == {
        name for name, column in columns(kind).items() if not column.derived
    }


def test_the_export_is_valid(tiny: rt.Dataset, shipped: rt.Dataset, tmp_path: Path) -> None:
    """What `to_json` writes is what the schema beside it says."""
    for data in (tiny, shipped):
        path = data.to_json(tmp_path / "twins.json", schema=True)
        schema = json.loads((tmp_path / "twins.schema.json").read_text("utf-8"))
        assert schema == document_schema()
        assert errors(schema, json.loads(path.read_text("utf-8"))) == []


def test_the_schema_of_the_export_can_refuse(tiny: rt.Dataset, tmp_path: Path) -> None:
    """A row too many, a word that is none and a version of tomorrow are not valid."""
    whole = json.loads(tiny.to_json(tmp_path / "twins.json").read_text("utf-8"))
    for key, value in (("places", [{"id": "x"}]), ("format_version", 99), ("ducks", [])):
        assert errors(document_schema(), {**whole, key: value})
