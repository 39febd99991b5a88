"""The Data Package: valid by frictionless, read back by Polars, and complete in what it says."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from tests.exports.test_tidy import tables

Package = dict[str, Any]


@pytest.fixture(scope="session")
def folder(data: rt.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package of a data set."""
    return data.to_datapackage(tmp_path_factory.mktemp("package") / "package")


def described(folder: Path) -> Package:
    """Return what the package says of itself."""
    found: Package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


def validated(folder: Path) -> list[Any]:
    """Return the faults and warnings that frictionless finds in a package."""
    frictionless = pytest.importorskip("frictionless")
    with frictionless.system.use_context(trusted=True):  # an absolute path is meant
        report = frictionless.validate(str(folder / "datapackage.json"))
    warnings = [*report.warnings, *(w for task in report.tasks for w in task.warnings)]
    assert len(report.tasks) == len(described(folder)["resources"])
    return [*report.flatten(["type", "note", "rowNumber", "fieldName"]), *warnings]


def test_frictionless_finds_no_fault(folder: Path) -> None:
    """Types, constraints, keys, bytes and hashes are as they are said to be; no warning either."""
    assert validated(folder) == []


@pytest.mark.parametrize(
    ("file", "change", "fault"),
    [
        (
            "acts",
            ("town-goosund/agreement,town-goosund,", "town-goosund/agreement,duck,"),
            "foreign-key",
        ),
        ("acts", (",signed,", ",quacked,"), "constraint-error"),
        ("acts_parties", ("duck-council", "drake-council"), "foreign-key"),
        ("cooperation", (",Duckburg – Kączki: Culture (agreed),", ",,"), "constraint-error"),
        ("places_names", ("goosund,2,", "goosund,1,"), "primary-key"),
        ("citations", ("gazette,goose,1", "gazette,goose,9"), "foreign-key"),
        ("ties", ("59.5", "north"), "type-error"),
        ("places", ("59.5", "95.5"), "constraint-error"),
    ],
)
def test_frictionless_would_find_one(
    tiny: rt.Dataset, tmp_path: Path, file: str, change: tuple[str, str], fault: str
) -> None:
    """The description is strict enough for a changed value to be found, of whatever sort."""
    folder = tiny.to_datapackage(tmp_path / "package")
    path = folder / "data" / f"{file}.csv"
    content = path.read_text("utf-8")
    assert change[0] in content
    path.write_text(content.replace(*change, 1), encoding="utf-8", newline="")

    assert any(fault in str(found) for found in validated(folder))


def test_polars_reads_it_back(data: rt.Dataset, folder: Path) -> None:
    """With the types that the description names, each value is the one of the table."""
    polars = pytest.importorskip("polars")
    types = {
        "string": polars.String,
        "integer": polars.Int64,
        "number": polars.Float64,
        "boolean": polars.Boolean,
        "date": polars.Date,
    }
    package = {resource["name"]: resource for resource in described(folder)["resources"]}
    for table in tables(data):
        resource = package.pop(table.name)
        fields = resource["schema"]["fields"]
        schema = {field["name"]: types[field["type"]] for field in fields}
        frame = polars.read_csv(folder / resource["path"], schema=schema)
        assert tuple(frame.rows()) == table.rows
    assert package == {}


def test_hash_and_bytes(folder: Path) -> None:
    """Each file has the size and the SHA-256 that are told, and no other file is there."""
    resources = described(folder)["resources"]
    for resource in resources:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    paths = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert paths == {"datapackage.json", *(resource["path"] for resource in resources)}


def test_what_the_package_says(shipped: rt.Dataset, tmp_path: Path) -> None:
    """Title, version, licence, authors and sources are inside, for whoever gets the folder."""
    package = described(shipped.to_datapackage(tmp_path / "package"))

    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["title"] == shipped.about.title
    assert package["version"] == rt.__version__
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": shipped.about.license_url}]
    assert [source["title"] for source in package["sources"]] == [s.title for s in shipped.sources]
    assert all(text in package["description"] for text in shipped.about.attribution)
    assert package["contributors"][0]["title"] in shipped.about.authors


def test_what_a_set_does_not_say_is_left_out(tiny: rt.Dataset, tmp_path: Path) -> None:
    """A set without version and authors has no such key: an empty list is not valid there."""
    package = described(tiny.to_datapackage(tmp_path / "package"))

    assert tiny.about.version is None
    assert "version" not in package
    assert "contributors" not in package
    assert all(package.values())


def test_words_are_categories_and_enum(folder: Path) -> None:
    """A closed vocabulary is told twice: few readers know `categories`, and all know `enum`."""
    for resource in described(folder)["resources"]:
        for field in resource["schema"]["fields"]:
            assert field.get("categories") == field.get("constraints", {}).get("enum")
    (kind,) = (
        field
        for resource in described(folder)["resources"]
        if resource["name"] == "partnerships"
        for field in resource["schema"]["fields"]
        if field["name"] == "kind"
    )
    assert kind["categories"] == ["cooperation", "membership"]


def test_values_are_true_ones(hostile: rt.Dataset, tmp_path: Path) -> None:
    """Nothing is put before text that a spreadsheet would calculate: programs read this."""
    folder = hostile.to_datapackage(tmp_path / "package")

    assert "=HYPERLINK" in (folder / "data" / "statements.csv").read_text("utf-8")
    assert "'=HYPERLINK" not in (folder / "data" / "statements.csv").read_text("utf-8")
    shutil.rmtree(folder)
