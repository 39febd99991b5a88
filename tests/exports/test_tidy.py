"""Tidy tables: one value a cell, keys that hold, and nothing of the data lost."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, get_args

import pytest

import rezekne_twins as rt
from rezekne_twins.dates import Precision
from rezekne_twins.exports.tidy import Table
from rezekne_twins.exports.tidy import tables as tables_of
from rezekne_twins.models.columns import columns
from rezekne_twins.sequence import store_of

TYPES = {"string": str, "integer": int, "number": float, "boolean": bool, "date": date}


def tables(data: rt.Dataset) -> list[Table]:
    """Return the tables of a data set."""
    return tables_of(store_of(data.partnerships))


@pytest.fixture(scope="session")
def found(data: rt.Dataset) -> dict[str, Table]:
    """Return the tables of a data set by name."""
    return {table.name: table for table in tables(data)}


def dicts(table: Table) -> list[dict[str, Any]]:
    """Return the rows of a table by column."""
    names = [field.name for field in table.fields]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def picked(table: Table, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Return some columns of each row."""
    return [tuple(row[name] for name in names) for row in dicts(table)]


# --- Every table -----------------------------------------------------------------------------


def test_names_are_unique(data: rt.Dataset, found: dict[str, Table]) -> None:
    """No table or column has the name of another, whatever the case: SQLite knows none."""
    assert len(found) == len(tables(data))
    for table in found.values():
        names = [field.name.casefold() for field in table.fields]
        assert len(names) == len(set(names)), table.name


def test_every_collection_has_a_table(data: rt.Dataset, found: dict[str, Table]) -> None:
    """Each collection has one row a record, in its order."""
    for name, collection in data.collections.items():
        assert tuple(row["id"] for row in dicts(found[name])) == collection.ids


def test_cells_hold_one_value_of_their_type(found: dict[str, Table]) -> None:
    """A cell is nothing, or one value of the type of its column; nothing where it is required."""
    for table in found.values():
        for row in table.rows:
            for field, value in zip(table.fields, row, strict=True):
                where = f"{table.name}.{field.name}: {value!r}"
                assert value is not None or not field.required, where
                assert value is None or type(value) is TYPES[field.type], where
                assert value != "", where


def test_cells_keep_the_constraints(found: dict[str, Table]) -> None:
    """Words are of the vocabulary; text has its pattern, numbers their bounds."""
    for table in found.values():
        for row in dicts(table):
            for field in table.fields:
                value, limits = row[field.name], dict(field.limits)
                if value is not None:
                    assert value in field.words or not field.words
                    assert re.fullmatch(limits.get("pattern", "(?s).*"), str(value))
                    assert value >= limits.get("minimum", value)
                    assert value <= limits.get("maximum", value)


def test_constraints_are_those_of_the_models(found: dict[str, Table]) -> None:
    """Pattern, bounds and words are told where a model has them."""
    fields = {(t.name, f.name): f for t in found.values() for f in t.fields}

    assert dict(fields["countries", "alpha_3"].limits) == {"pattern": "^[A-Z]{3}$"}
    assert dict(fields["acts", "term_years"].limits) == {"minimum": 1, "maximum": 999}
    assert dict(fields["places", "latitude"].limits) == {"minimum": -90, "maximum": 90}
    assert fields["cooperation", "stage"].words == ("current", "agreed", "planned")
    assert "euroregion" in fields["ties", "unit"].words
    assert dict(fields["ties", "id"].limits)["pattern"].startswith("^[a-z0-9]")
    assert fields["acts", "precision"].words == get_args(Precision)


def test_everything_is_described(found: dict[str, Table]) -> None:
    """Each table and each column says in one line what it holds."""
    for table in found.values():
        for text in (table.description, *(field.description for field in table.fields)):
            assert re.fullmatch(r"[A-Z`].*\.", text), f"{table.name}: {text!r}"


def test_primary_keys(found: dict[str, Table]) -> None:
    """The key of a row is complete and its own, and so is what is said to be unique."""
    for table in found.values():
        for key in (table.primary, *table.unique):
            rows = picked(table, key)
            assert len(rows) == len(set(rows)), f"{table.name} {key}"
            assert all(None not in row for row in rows)


def test_foreign_keys(found: dict[str, Table]) -> None:
    """What leads to another table leads to a row of it, through its key."""
    for table in found.values():
        for key in table.keys:
            target = found[key.table]
            assert key.target in {target.primary, *target.unique}
            there = set(picked(target, key.target))
            for row in picked(table, key.fields):
                assert None in row or row in there, f"{table.name} {key} {row}"


def test_every_reference_has_a_key(found: dict[str, Table]) -> None:
    """A column that holds the id of a record says where it leads."""
    for name, kind in ((name, found.record_type) for name, found in rt.dataset().collections.items()):
        keyed = {column for key in found[name].keys for column in key.fields}
        for column in columns(kind).values():
            if column.reference and not (column.many or column.shows):
                assert column.name in keyed
        assert {"partnership", "holder"} & columns(kind).keys() <= keyed


# --- Nothing is lost -------------------------------------------------------------------------


def test_what_is_authored_is_there(data: rt.Dataset, found: dict[str, Table]) -> None:
    """Each value of each field of each record stands in its table, or in that of its list."""
    for name, collection in data.collections.items():
        rows = {row["id"]: row for row in dicts(found[name])}
        for record in collection:
            compare(found, name, (record.id,), record, rows[record.id])


def compare(
    found: dict[str, Table], place: str, owner: tuple[Any, ...], value: rt.Value, row: Any
) -> None:
    """Compare one record or value with its row, and its lists with their tables.

    `place` is the table; behind a dot, what the columns of a value object begin with.
    """
    table, _, path = place.partition(".")
    for name, column in columns(value.__class__).items():
        held: Any = getattr(value, name)
        here = f"{path}{name}"
        if not column.many:
            if column.nested and held is not None:
                compare(found, f"{table}.{here}_", owner, held, row)
            elif column.shows:
                assert row[here] == (held and str(getattr(held, column.shows)))
            elif not column.nested:
                assert row[SHORT.get(here, here)] == _text(held)
            continue
        if f"{table}_{here}" not in found:
            assert column.derived or name in {"cites", "sections"} or column.types[0] in ATTACHED
            continue
        lines = (tuple(line.items()) for line in dicts(found[f"{table}_{here}"]))
        inner = [dict(o) for o in lines if tuple(v for _, v in o[: len(owner)]) == owner]
        assert [line["position"] for line in inner] == list(range(1, len(held) + 1))
        for n, (item, line) in enumerate(zip(held, inner, strict=True), start=1):
            if column.nested:
                compare(found, f"{table}_{here}", (*owner, n), item, line)
            else:
                assert list(line.values())[-1] == _text(item)


SHORT = {f"coordinates_{part}": part for part in ("latitude", "longitude")}
ATTACHED = {rt.Act, rt.Cooperation, rt.Activity, rt.Project, rt.Membership, rt.Statement, rt.Role}


def _text(value: Any) -> Any:
    if isinstance(value, (rt.Record, rt.Paragraph)):
        return value.id
    return value if value is None or type(value) in {int, float, bool} else str(value)


def test_citations_are_there(data: rt.Dataset, found: dict[str, Table]) -> None:
    """What a record cites stands in `citations`, by source, section and paragraph."""
    told = {(r["record"], r["source"], r["section"], r["paragraph"]) for r in dicts(found["citations"])}

    cited = {
        (r.id, c.source, c.section, c.number)
        for name, table in data.tables.items()
        if name not in {"ties", "citations"}
        for r in table
        for c in r.cites
    }
    assert told == cited


def test_dates(tiny: rt.Dataset) -> None:
    """A date is its text, with the year, the days that it spans and its precision beside it."""
    table = next(table for table in tables(tiny) if table.name == "projects")

    (row,) = dicts(table)

    assert (row["date"], row["year"], row["precision"]) == ("2002/2004", None, "interval")
    assert (row["earliest"], row["latest"]) == (date(2002, 1, 1), date(2004, 12, 31))


# --- The register, and what is special -------------------------------------------------------


def test_the_register_has_every_record(data: rt.Dataset, found: dict[str, Table]) -> None:
    """`records` tells of each id in which table it is, and whose."""
    rows = {row["id"]: row for row in dicts(found["records"])}
    named = {n: t for n, t in data.tables.items() if n not in {"citations", "holders"}}

    expected = {r.id: name for name, table in named.items() for r in table}
    expected |= {holder.id: "holders" for holder in data.about.holders}
    assert {i: row["collection"] for i, row in rows.items()} == expected
    for act in data.acts:
        assert (rows[act.id]["partnership"], rows[act.id]["holder"]) == (act.partnership, act.holder)
    for partnership in data.partnerships:
        assert rows[partnership.id]["partnership"] == partnership.id


@pytest.mark.parametrize(
    ("table", "names", "row"),
    [
        (
            "partnerships_counterparts",
            "partnership position record",
            ("shire-goosund", 2, "goose-county"),
        ),
        (
            "partnerships_websites",
            "partnership position text",
            ("town-goosund", 1, "www.goosund.example"),
        ),
        ("acts_parties", "act position record", ("town-goosund/agreement", 1, "duck-council")),
        ("activities_in_countries", "activity position country", ("town-goosund/regatta", 1, "PL")),
        ("activities_fields", "activity position field", ("town-goosund/song-festival", 1, "music")),
        (
            *("roles_group_of", "role position record"),
            ("town-goosund/song-festival/took-part-geese", 2, "NO"),
        ),
        ("places_names", "place position language text", ("goosund", 2, "pl", "Gęślawa")),
        (
            "places_identifiers",
            "place position scheme value match",
            ("goosund", 1, "geonames", "1", "close"),
        ),
        ("countries_other_names", "country position text", ("NO", 1, "Kingdom of Norway")),
        ("fields_other_names", "field position text", ("music", 1, "singing")),
        ("conflicts_readings", "conflict position text", ("goose-year", 2, "In 1995.")),
        (
            *("conflicts_readings_records", "conflict reading position record"),
            ("goose-year", 2, 1, "shire-goosund/agreement"),
        ),
        (
            *("conflicts_readings_cites", "conflict reading position paragraph"),
            ("goose-year", 1, 1, "gazette/goose/1"),
        ),
        ("holders", "id title title_lv place", ("shire", "Duck Shire", "Pīļu novads", "duck-shire")),
    ],
)
def test_lists_are_tables(tiny: rt.Dataset, table: str, names: str, row: tuple[Any, ...]) -> None:
    """A list has a table of its own: whose, which place in it, and the value."""
    found = {each.name: each for each in tables(tiny)}[table]

    assert " ".join(field.name for field in found.fields) == names
    assert row in found.rows


def test_what_other_tables_say_is_not_said_twice(found: dict[str, Table]) -> None:
    """There are no names beside ids, no lists of what hangs on a record, no derived lists."""
    names = {f"{t.name}.{f.name}" for t in found.values() for f in t.fields}

    assert not [name for name in names if name.endswith("_name")]
    assert not {"partnerships_acts", "ties_acts", "acts_roles", "partnerships_fields"} & found.keys()
    assert not {"acts_countries", "places_partnerships", "sources_sections"} & found.keys()
