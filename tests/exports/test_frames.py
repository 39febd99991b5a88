"""Frames and rows: what is a column, in which order, of which type, and what stands in it."""

from __future__ import annotations

import gc
import inspect
import json
import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

import pandas as pd
import pytest

import rezekne_twins as rt
from rezekne_twins.dates import PartialDate
from rezekne_twins.models.columns import columns as columns_of

SNAPSHOT = Path(__file__).parents[1] / "snapshots" / "frames.json"
REFRESH = "REZEKNE_TWINS_REFRESH"

NAMES = list(rt.dataset().collections)
FIRST = ("id", "partnership", "partnerships", "holder", "holders", "countries")
LAST = ("conflicts", "note", "cites")
DATE_PARTS = ("", "_year", "_earliest", "_latest", "_precision")
TEXT = str(pd.Series([""]).dtype)
"""What pandas takes text for: `object`, or `str` since pandas 3."""
DTYPES = {TEXT, "object", "Int64", "float64", "bool", "boolean", "datetime64[s]"}
SHORT = {
    **{f"date_{part}": part for part in ("year", "earliest", "latest", "precision")},
    **{f"coordinates_{part}": part for part in ("latitude", "longitude")},
    **{f"identifiers_{name}": name for name in ("geonames", "iso_3166_2", "wikidata")},
}
"""Columns whose name leaves out the attribute that they are from."""
LONG = {short: long for long, short in SHORT.items()}
PRECISIONS = ["day", "month", "year", "decade", "century", "one_of", "interval"]

FESTIVAL = "town-goosund/song-festival"

each_collection = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(params=["tiny", "shipped"])
def data(request: pytest.FixtureRequest, tiny: rt.Dataset, shipped: rt.Dataset) -> rt.Dataset:
    """Return the invented data set, then the shipped one."""
    return {"tiny": tiny, "shipped": shipped}[request.param]


def rewrite(folder: Path, file: str, old: str, new: str) -> Path:
    """Change one passage of a file, and return the folder."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def dtypes(frame: pd.DataFrame) -> dict[str, str]:
    """Return the columns of a frame with their types."""
    return {str(name): str(dtype) for name, dtype in frame.dtypes.to_dict().items()}


def is_list(value: object) -> TypeGuard[list[str] | tuple[str, ...]]:
    """Tell a list of a row, or a tuple of a frame, from other values."""
    return isinstance(value, (list, tuple))


@cache
def frame_of(collection: rt.Collection[Any]) -> pd.DataFrame:
    """Return the frame of a collection with every column, to be looked at alone."""
    return collection.to_pandas("all")


@cache
def by_id(collection: rt.Collection[Any]) -> Any:
    """Return the same with the ids as index."""
    return frame_of(collection).set_index("id")


def cell(collection: rt.Collection[Any], record_id: str, column: str) -> Any:
    """Return what stands in a column for a record."""
    return by_id(collection).loc[record_id, column]


def day(stamp: Any) -> date | None:
    """Return a time stamp as the day it is, whatever its unit can hold."""
    if stamp is pd.NaT:
        return None
    assert (stamp.hour, stamp.minute, stamp.second) == (0, 0, 0)
    return date(stamp.year, stamp.month, stamp.day)


# --- Grain -----------------------------------------------------------------------------------


@each_collection
def test_one_row_is_one_record(data: rt.Dataset, name: str) -> None:
    """A frame has one row a record, in the order of the collection, counted from nought."""
    collection = data.collections[name]

    frame = frame_of(collection)

    assert tuple(frame["id"]) == collection.ids
    assert list(frame.index) == list(range(len(collection)))
    assert frame.index.name is None


@each_collection
def test_rows_of_a_part_are_those_of_the_whole(data: rt.Dataset, name: str) -> None:
    """A filtered or sliced collection gives the same rows, counted from nought again."""
    collection = data.collections[name]

    part = collection[1:4].to_pandas("all")

    pd.testing.assert_frame_equal(part, frame_of(collection)[1:4].reset_index(drop=True))


def test_a_row_has_no_fan_out(tiny: rt.Dataset) -> None:
    """Two counterparts, acts or fields make a longer cell and never a second row."""
    frame = tiny.partnerships(holder="shire").to_pandas()

    assert len(frame) == 1
    assert list(frame["counterparts"]) == [("goosund", "goose-county")]


def test_records_of_several_kinds_make_a_frame(tiny: rt.Dataset) -> None:
    """What `find` returns tells the collection, then the columns that every record has."""
    found = tiny.find("Gøøsund")
    frame = found.to_pandas("all")

    assert list(found.to_pandas().columns) == ["collection", "id", "title", "cites"]
    assert list(frame.columns) == [
        *("collection", "id", "title", "conflicts", "conflicts_names", "note", "cites")
    ]
    assert tuple(frame["id"]) == found.ids
    assert list(frame["collection"]) == [record.collection for record in found]
    assert {"partnerships", "ties", "acts", "roles", "statements", "places"} <= {*frame["collection"]}
    assert dtypes(found[:0].to_pandas("all")) == dtypes(frame)
    assert [list(row) for row in found.to_dicts("all")[:1]] == [list(frame.columns)]


# --- Columns ---------------------------------------------------------------------------------


def attribute_of(kind: type[rt.Record], column: str) -> str:
    """Return the attribute that a column comes from: the longest whose word it begins with."""
    whole = LONG.get(column, column)
    fits = [name for name in columns_of(kind) if whole == name or whole.startswith(f"{name}_")]
    assert fits, f"{column} comes from no attribute of {kind.__name__}"
    return max(fits, key=len)


@each_collection
def test_order_of_columns(tiny: rt.Dataset, name: str) -> None:
    """First id, partnership, holder, countries; then the model's order; note and cites last."""
    collection = tiny.collections[name]
    kind = collection.record_type

    found = dict.fromkeys(attribute_of(kind, c) for c in frame_of(collection).columns)

    known = columns_of(kind)
    own = [n for n in known if n not in {*FIRST, *LAST}]
    assert list(found) == [*(n for n in FIRST if n in known), *own, *LAST]


@each_collection
def test_columns_of_one_attribute_stand_together(tiny: rt.Dataset, name: str) -> None:
    """Names stand right beside ids, and the parts of a date or value side by side."""
    collection = tiny.collections[name]
    kind = collection.record_type
    attributes = [attribute_of(kind, c) for c in frame_of(collection).columns]

    runs = [a for n, a in enumerate(attributes) if n == 0 or attributes[n - 1] != a]

    assert len(runs) == len(set(runs))


def expected_columns(kind: type[rt.Value], path: str = "") -> set[str]:
    """Return the columns that follow from a model, by the rule of the design."""
    found: set[str] = set()
    for name, column in columns_of(kind).items():
        whole = f"{path}{name}"
        if column.shows:
            found |= {whole}
        elif column.reference and name != "cites":
            found |= {whole, f"{whole}_names" if column.many else f"{whole}_name"}
            found |= {f"{whole}_alpha_3"} if column.types == (rt.Country,) and not column.many else set()
        elif column.types[0] is rt.Identifier:
            found |= {whole, *(f"{whole}_{scheme}" for scheme in ("geonames", "iso_3166_2", "wikidata"))}
        elif column.types[0] is PartialDate:
            found |= {f"{whole}{part}" for part in DATE_PARTS}
        elif column.nested and not column.many:
            found |= expected_columns(column.nested, f"{whole}_")
        elif column.nested and issubclass(column.nested, rt.Record):
            found |= {whole, f"{whole}_names"}
        else:
            found |= {whole}
    return found


@each_collection
def test_every_attribute_has_its_columns(tiny: rt.Dataset, name: str) -> None:
    """Each reference is an id with a name beside it, a date five columns, a value one a part."""
    collection = tiny.collections[name]
    found = list(frame_of(collection).columns)

    assert len(found) == len(set(found))
    assert set(found) == {SHORT.get(c, c) for c in expected_columns(collection.record_type)}


def test_citations_are_ids_alone(tiny: rt.Dataset) -> None:
    """`cites` is one column, and it is the last."""
    assert list(frame_of(tiny.acts()).columns)[-2:] == ["note", "cites"]
    cites = cell(tiny.partnerships(), "town-goosund", "cites")
    assert cites == ("gazette/goose/0", "gazette/goose/1")


def test_columns_of_acts(tiny: rt.Dataset) -> None:
    """The columns of acts are these, in this order."""
    assert list(frame_of(tiny.acts()).columns) == [
        *(
            "id",
            "partnership",
            "holder",
            "countries",
            "countries_names",
            "title",
            "kind",
            "kind_as_written",
        ),
        *DATE,
        *("instrument_kind", "instrument_as_written", "term_years"),
        *("term_until", "term_until_year", "term_until_earliest", "term_until_latest"),
        *("term_until_precision", "renews_itself"),
        *("parties", "parties_names", "places", "places_names", "roles", "roles_names"),
        *("concerns", "concerns_name", "same_as", "same_as_name"),
        *("party_places", "party_places_names", "organisations", "organisations_names"),
        *("people", "people_names", *CONFLICTS, "note", "cites"),
    ]


DATE = ["date", "year", "earliest", "latest", "precision"]
CONFLICTS = ["conflicts", "conflicts_names"]
OWNER = ["id", "partnership", "holder"]
DOING = [
    *(*OWNER, "countries", "countries_names", "title", "as_written", *DATE, "recurrence"),
    *("duration_value", "duration_unit", "duration_qualifier", "duration_per"),
    *("places", "places_names", "either_place", "in_countries", "in_countries_names"),
    *("fields", "fields_names", "outcome", "outcome_reason", "listed_as"),
    *("programme", "programme_name", "part_of", "part_of_name", "roles", "roles_names"),
]
BODIES = ["organisations", "organisations_names", "people", "people_names"]
FUNDERS = ["funders", "funders_names"]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        (
            "ties",
            [
                *(*OWNER, "countries", "countries_names", "title", "kind"),
                *("counterpart", "counterpart_name", "country", "country_name"),
                *("country_alpha_3", "unit"),
                *("latitude", "longitude"),
                *("coordinates_source", "coordinates_display_only"),
                *("as_of", "as_of_year", "as_of_earliest", "as_of_latest", "as_of_precision"),
                *("acts", "acts_names", "cooperation", "cooperation_names"),
                *("fields", "fields_names", "stages", "places", "places_names"),
                *("organisations", "organisations_names", "last_known", *CONFLICTS, "note", "cites"),
            ],
        ),
        (
            "activities",
            [
                *DOING,
                "kind",
                "kind_as_written",
                "series",
                *BODIES,
                *FUNDERS,
                *CONFLICTS,
                "note",
                "cites",
            ],
        ),
        ("projects", [*DOING, *BODIES, *FUNDERS, *CONFLICTS, "note", "cites"]),
        (
            "roles",
            [
                *(*OWNER, "title", "within", "within_name", "kind", "kind_as_written"),
                *("agent", "agent_name"),
                *("group_text", "group_of", "group_of_names"),
                *("group_number_value", "group_number_unit"),
                *("group_number_qualifier", "group_number_per", "group_as_written"),
                *(
                    "capacity",
                    *DATE,
                    "who",
                    "places",
                    "places_names",
                    *BODIES,
                    *CONFLICTS,
                    "note",
                    "cites",
                ),
            ],
        ),
        (
            "memberships",
            [
                *(*OWNER, "countries", "countries_names", "title", "member", "member_name"),
                *("organisation", "organisation_name", "unit", "office"),
                *("on_behalf_of", "on_behalf_of_name", *DATE, "as_written"),
                *(*BODIES, *CONFLICTS, "note", "cites"),
            ],
        ),
        (
            "statements",
            [
                *(*OWNER, "title", "subject", "subject_name", "topic"),
                *("kind_as_written", "text", *DATE),
                *("quantity_value", "quantity_unit", "quantity_qualifier", "quantity_per"),
                *("as_written", "places", "places_names", *BODIES, *CONFLICTS, "note", "cites"),
            ],
        ),
        (
            "people",
            [
                *("id", "partnerships", "title", "organisations", "organisations_names"),
                *("as_written", "office", *CONFLICTS, "note", "cites"),
            ],
        ),
    ],
)
def test_columns_of_what_was_done(tiny: rt.Dataset, name: str, names: list[str]) -> None:
    """The columns of ties, and of what was done and said, are these, in this order."""
    assert list(frame_of(tiny.collections[name]).columns) == names


@pytest.mark.parametrize(
    ("collection", "record", "column", "value"),
    [
        ("partnerships", "shire-goosund", "counterparts", "goosund; goose-county"),
        ("partnerships", "shire-goosund", "counterparts_names", "Gøøsund; Goose County"),
        ("partnerships", "town-league", "countries", "LV; PL"),
        ("partnerships", "town-league", "countries_names", "Latvia; Poland"),
        ("partnerships", "town-goosund", "fields", "music; sport"),
        ("partnerships", "town-goosund", "fields_names", "Music; Sport"),
        ("partnerships", "town-goosund", "stages", "current; planned"),
        ("partnerships", "town-goosund", "websites", "www.goosund.example"),
        ("ties", "shire-goosund/goosund", "country", "NO"),
        ("ties", "shire-goosund/goosund", "country_name", "Norway"),
        ("ties", "shire-goosund/goosund", "latitude", 59.5),
        ("ties", "shire-goosund/goosund", "longitude", 10.25),
        ("ties", "shire-goosund/goosund", "coordinates_source", "invented"),
        ("ties", "shire-goosund/goosund", "coordinates_display_only", False),
        ("ties", "town-league/pond-league", "unit", "city_union"),
        ("acts", "town-goosund/agreement", "parties", "duck-council; goosund"),
        ("acts", "town-goosund/agreement", "parties_names", "Duckburg Council; Gøøsund"),
        ("acts", "town-goosund/agreement", "party_places", "duckburg; goosund"),
        ("acts", "town-goosund/agreement", "organisations_names", "Duckburg Council"),
        ("acts", "town-goosund/agreement", "instrument_kind", "agreement"),
        ("acts", "town-goosund/agreement", "instrument_as_written", "agreement"),
        ("acts", "town-goosund/prolongation", "term_years", 5),
        ("acts", "town-goosund/prolongation", "concerns", "town-goosund/agreement"),
        (*("acts", "town-goosund/prolongation", "concerns_name"), "Duckburg – Gøøsund: signed 1994"),
        ("acts", "shire-goosund/agreement", "same_as", "town-goosund/agreement"),
        ("cooperation", "town-goosund/music", "emphasis", "main"),
        ("cooperation", "town-goosund/music", "field_name", "Music"),
        ("places", "goosund", "names", "Gøøsund; Gęślawa"),
        ("places", "goosund", "identifiers", "geonames:1 (close)"),
        ("places", "goosund", "part_of_name", "Goose County"),
        ("places", "goosund", "partnerships", "shire-goosund; town-goosund"),
        ("conflicts", "goose-year", "readings", "In 1994.; In 1995."),
        ("conflicts", "goose-year", "records", "town-goosund/agreement; shire-goosund/agreement"),
        ("conflicts", "goose-year", "holders", "town; shire"),
        ("partnerships", "town-goosund", "activities_names", "Festival of songs; Regatta"),
        ("partnerships", "town-goosund", "projects", "town-goosund/lake"),
        ("partnerships", "town-league", "memberships", "town-league/council; town-league/seat"),
        ("partnerships", "town-goosund", "statements_names", "Gøøsund: figure"),
        (*("ties", "town-goosund/goosund", "acts"), "town-goosund/agreement; town-goosund/prolongation"),
        (
            *("ties", "town-goosund/goosund", "acts_names"),
            "Duckburg – Gøøsund: signed 1994; Duckburg – Gøøsund: prolonged 2000",
        ),
        ("ties", "town-goosund/goosund", "cooperation", "town-goosund/music; town-goosund/sport"),
        ("ties", "town-goosund/goosund", "fields", "music; sport"),
        ("ties", "town-goosund/goosund", "stages", "current; planned"),
        ("ties", "shire-goosund/goose-county", "places", "goose-county"),
        ("ties", "town-league/pond-league", "organisations", "pond-league; duck-council"),
        ("activities", FESTIVAL, "date", "2001-06-23/2001-06-25"),
        ("activities", FESTIVAL, "year", 2001),
        ("activities", FESTIVAL, "earliest", pd.Timestamp(2001, 6, 23)),
        ("activities", FESTIVAL, "latest", pd.Timestamp(2001, 6, 25)),
        ("activities", FESTIVAL, "precision", "interval"),
        ("activities", FESTIVAL, "either_place", False),
        ("activities", FESTIVAL, "outcome", "realised"),
        ("activities", FESTIVAL, "programme", "pond-fund"),
        ("activities", FESTIVAL, "programme_name", "Pond Fund"),
        ("activities", FESTIVAL, "organisations", "duck-council; pond-fund"),
        ("activities", FESTIVAL, "people_names", "Donalds Pīle"),
        ("activities", FESTIVAL, "funders", "pond-fund"),
        (
            *("activities", FESTIVAL, "roles_names"),
            (
                "Duckburg Council: organised – Festival of songs; "
                "Donalds Pīle: took part – Festival of songs; "
                "geese (more than 12 geese per year): took part – Festival of songs"
            ),
        ),
        ("activities", "town-goosund/regatta", "countries", "NO; PL"),
        ("activities", "town-goosund/regatta", "in_countries_names", "Poland"),
        ("activities", "town-goosund/regatta", "outcome_reason", "There was no wind."),
        ("activities", "town-goosund/regatta", "part_of_name", "A lake for both"),
        ("activities", "town/pond-day", "holder", "town"),
        ("activities", "town/pond-day", "either_place", True),
        ("activities", "town/pond-day", "recurrence", "every_year"),
        ("activities", "town/pond-day", "places_names", "Duckburg; Kączki"),
        ("projects", "town-goosund/lake", "duration_value", 2.0),
        ("projects", "town-goosund/lake", "duration_unit", "years"),
        ("projects", "town-goosund/lake", "funders_names", "Goose County"),
        ("roles", f"{FESTIVAL}/took-part-donald", "within", FESTIVAL),
        ("roles", f"{FESTIVAL}/took-part-donald", "within_name", "Festival of songs"),
        ("roles", f"{FESTIVAL}/took-part-donald", "agent", "donald"),
        ("roles", f"{FESTIVAL}/took-part-donald", "agent_name", "Donalds Pīle"),
        ("roles", f"{FESTIVAL}/took-part-donald", "capacity", "singer"),
        ("roles", f"{FESTIVAL}/took-part-donald", "people", "donald"),
        ("roles", f"{FESTIVAL}/took-part-geese", "group_text", "geese"),
        ("roles", f"{FESTIVAL}/took-part-geese", "group_of", "goosund; NO"),
        ("roles", f"{FESTIVAL}/took-part-geese", "group_of_names", "Gøøsund; Norway"),
        ("roles", f"{FESTIVAL}/took-part-geese", "group_number_value", 12.0),
        ("roles", f"{FESTIVAL}/took-part-geese", "group_number_unit", "geese"),
        ("roles", f"{FESTIVAL}/took-part-geese", "group_number_qualifier", "more_than"),
        ("roles", f"{FESTIVAL}/took-part-geese", "group_number_per", "year"),
        ("roles", f"{FESTIVAL}/took-part-geese", "group_as_written", "vairāk nekā 12 zosu"),
        ("roles", f"{FESTIVAL}/took-part-geese", "who", "geese (more than 12 geese per year)"),
        ("roles", f"{FESTIVAL}/took-part-geese", "places", "goosund"),
        ("memberships", "town-league/council", "unit", "council"),
        ("memberships", "town-league/seat", "member_name", "Donalds Pīle"),
        ("memberships", "town-league/seat", "on_behalf_of_name", "Duckburg Council"),
        ("memberships", "town-league/seat", "organisations", "pond-league; duck-council"),
        ("memberships", "town-league/seat", "people", "donald"),
        ("statements", "town-goosund/size", "subject_name", "Gøøsund"),
        ("statements", "town-goosund/size", "quantity_value", 1500.0),
        ("statements", "town-goosund/size", "quantity_unit", "people"),
        ("statements", "town-goosund/size", "quantity_qualifier", "about"),
        ("statements", "town-goosund/size", "places", "goosund"),
        ("people", "donald", "as_written", "Donalda Pīles"),
        ("people", "donald", "office", "mayor"),
        ("sources", "gazette", "sections", "top; goose; kaczki; league"),
        ("citations", "town-kaczki@gazette/kaczki/1", "record", "town-kaczki"),
        ("citations", "town-kaczki@gazette/kaczki/1", "record_name", "Duckburg – Kączki"),
        ("citations", "town-kaczki@gazette/kaczki/1", "paragraph", 1),
    ],
)
def test_what_stands_in_a_cell(
    tiny: rt.Dataset, collection: str, record: str, column: str, value: object
) -> None:
    """A reference is its id with its title beside it, a list is joined, a number is a number."""
    found = cell(tiny.collections[collection], record, column)

    assert ("; ".join(found) if is_list(found) else found) == value


@pytest.mark.parametrize(
    ("collection", "record", "column"),
    [
        ("partnerships", "town-league", "cooperation"),
        ("partnerships", "town-league", "fields_names"),
        ("partnerships", "town-league", "websites"),
        ("partnerships", "town-kaczki", "note"),
        ("ties", "town-league/pond-league", "country"),
        ("ties", "town-league/pond-league", "country_name"),
        ("ties", "town-league/pond-league", "latitude"),
        ("ties", "town-league/pond-league", "coordinates_source"),
        ("ties", "town-league/pond-league", "coordinates_display_only"),
        ("acts", "town-goosund/prolongation", "instrument_kind"),
        ("acts", "town-goosund/prolongation", "instrument_as_written"),
        ("acts", "town-goosund/prolongation", "parties"),
        ("acts", "town-goosund/agreement", "term_years"),
        ("acts", "town-goosund/agreement", "concerns_name"),
        ("cooperation", "town-goosund/sport", "emphasis"),
        ("ties", "town-kaczki/kaczki", "organisations"),
        ("ties", "town-league/pond-league", "stages"),
        ("acts", "town-goosund/agreement", "roles"),
        ("acts", "town-goosund/agreement", "people_names"),
        ("activities", "town/pond-day", "partnership"),
        ("activities", "town/pond-day", "date"),
        ("activities", "town/pond-day", "earliest"),
        ("activities", "town/pond-day", "outcome"),
        ("activities", FESTIVAL, "duration_value"),
        ("activities", FESTIVAL, "duration_qualifier"),
        ("projects", "town-goosund/lake", "duration_qualifier"),
        ("activities", "town-goosund/regatta", "places"),
        ("activities", "town-goosund/regatta", "funders"),
        ("projects", "town-goosund/lake", "duration_per"),
        ("projects", "town-goosund/lake", "people"),
        ("roles", f"{FESTIVAL}/took-part-donald", "group_text"),
        ("roles", f"{FESTIVAL}/took-part-donald", "group_of_names"),
        ("roles", f"{FESTIVAL}/took-part-donald", "group_number_value"),
        ("roles", f"{FESTIVAL}/took-part-donald", "group_number_qualifier"),
        ("roles", f"{FESTIVAL}/took-part-geese", "agent"),
        ("roles", f"{FESTIVAL}/took-part-geese", "agent_name"),
        ("roles", "town/built-up-donald", "within"),
        ("roles", "town/built-up-donald", "precision"),
        ("memberships", "town-league/seat", "unit"),
        ("memberships", "town-league/seat", "countries"),
        ("memberships", "town-league/council", "latest"),
        ("statements", "town-goosund/size", "quantity_per"),
        ("statements", "town/water", "subject"),
        ("statements", "town/water", "subject_name"),
        ("statements", "town/water", "quantity_value"),
    ],
)
def test_what_is_not_there_is_missing(
    tiny: rt.Dataset, collection: str, record: str, column: str
) -> None:
    """A missing value and a part of a missing value are missing, a list without items is empty."""
    found = cell(tiny.collections[collection], record, column)

    assert found == () if is_list(found) else pd.isna(found)


WORDS_OF = {
    "country": ("country", "countries"),
    "partner": ("counterpart", "counterparts"),
    "person": ("people",),
}


@pytest.mark.parametrize(
    ("name", "keyword"),
    [
        (name, keyword)
        for name, found in rt.dataset().collections.items()
        for keyword in inspect.signature(found.where).parameters
        if keyword not in {"self", "year", "since", "until", "validity", "on"}
    ],
)
def test_every_filter_but_the_dates_has_a_column(tiny: rt.Dataset, name: str, keyword: str) -> None:
    """What a collection is filtered by can be filtered by in its frame, under the same word."""
    words = WORDS_OF.get(keyword, (keyword, f"{keyword}s"))

    assert set(words) & set(frame_of(tiny.collections[name]).columns)


# --- Dates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year", "bounds", "precision"),
    [
        ("1994", 1994, (date(1994, 1, 1), date(1994, 12, 31)), "year"),
        ("1994~", 1994, (date(1994, 1, 1), date(1994, 12, 31)), "year"),
        ("2004-02?", 2004, (date(2004, 2, 1), date(2004, 2, 29)), "month"),
        ("2011-09-23", 2011, (date(2011, 9, 23), date(2011, 9, 23)), "day"),
        ("2004/2007-05", None, (date(2004, 1, 1), date(2007, 5, 31)), "interval"),
        ("2004-03/2004", 2004, (date(2004, 3, 1), date(2004, 12, 31)), "interval"),
        ("2004/..", None, (date(2004, 1, 1), None), "interval"),
        ("197X", None, (date(1970, 1, 1), date(1979, 12, 31)), "decade"),
        ("[1968..1972]", None, (date(1968, 1, 1), date(1972, 12, 31)), "one_of"),
        ("[..1989]", None, (None, date(1989, 12, 31)), "one_of"),
        ("../2007", None, (None, date(2007, 12, 31)), "interval"),
        ("2004/", None, (date(2004, 1, 1), None), "interval"),
        ("/2007-05", None, (None, date(2007, 5, 31)), "interval"),
        ("0001", 1, (date(1, 1, 1), date(1, 12, 31)), "year"),
        ("0001-01-01", 1, (date(1, 1, 1), date(1, 1, 1)), "day"),
        ("9999", 9999, (date(9999, 1, 1), date(9999, 12, 31)), "year"),
        ("0001/9999-12-31", None, (date(1, 1, 1), date(9999, 12, 31)), "interval"),
    ],
)
def test_a_date_is_five_columns(
    folder: Path, text: str, year: int | None, bounds: tuple[date | None, date | None], precision: str
) -> None:
    """Text, year, bounds and precision say what the date does, in any year it can hold."""
    rewrite(folder, "places.toml", 'founded = "2009-07-01"', f'founded = "{text}"')
    places = rt.load(folder).places()

    row: Any = places.to_pandas("all").set_index("id").loc["duck-shire"]

    assert row["founded"] == text
    assert (None if pd.isna(row["founded_year"]) else row["founded_year"]) == year
    assert (day(row["founded_earliest"]), day(row["founded_latest"])) == bounds
    assert row["founded_precision"] == precision
    assert places["duck-shire"].founded == PartialDate(text)


def test_a_date_that_is_not_known_is_missing_in_every_column(tiny: rt.Dataset) -> None:
    """No date gives no text, <NA> for the year, and NaT for both bounds."""
    row: Any = by_id(tiny.partnerships()).loc["town-kaczki"]

    assert pd.isna(row["began"])
    assert row["began_year"] is pd.NA
    assert row["began_earliest"] is pd.NaT
    assert row["began_latest"] is pd.NaT
    assert pd.isna(row["began_precision"])


def test_numbers_can_be_reckoned_with(tiny: rt.Dataset) -> None:
    """A quantity is a number beside its unit, and truth is boolean, so that pandas can use both."""
    statements: Any = frame_of(tiny.statements())
    roles: Any = frame_of(tiny.roles())
    activities: Any = frame_of(tiny.activities())

    assert statements["quantity_value"].sum() == 1500
    assert list(roles.loc[roles["group_number_value"] > 10, "group_text"]) == ["geese"]
    assert list(activities.loc[activities["either_place"], "id"]) == ["town/pond-day"]
    assert {
        str(f[c].dtype) for f, c in ((statements, "quantity_value"), (roles, "group_number_value"))
    } == {"float64"}
    assert str(activities["either_place"].dtype) == "bool"
    assert str(frame_of(tiny.ties())["coordinates_display_only"].dtype) == "boolean"


def test_dates_can_be_reckoned_with(tiny: rt.Dataset) -> None:
    """Years are whole numbers and bounds are times, so that pandas compares and counts them."""
    frame: Any = tiny.acts().to_pandas()

    assert sorted(frame.loc[frame["year"] < 2000, "id"]) == [
        "shire-goosund/agreement",
        "town-goosund/agreement",
    ]
    late = frame["earliest"] >= pd.Timestamp("2004-03-01")
    assert sorted(frame.loc[late, "id"]) == ["town-kaczki/prolongation", "town-league/accession"]


# --- Types -----------------------------------------------------------------------------------


@each_collection
def test_types_are_of_the_declared_few(data: rt.Dataset, name: str) -> None:
    """Text has the default type of pandas; nothing is a category; years are Int64."""
    assert {*dtypes(frame_of(data.collections[name])).values()} <= DTYPES


@each_collection
def test_types_do_not_depend_on_the_rows(data: rt.Dataset, name: str) -> None:
    """The whole, a part and an empty collection have the same columns of the same types."""
    collection = data.collections[name]
    whole = frame_of(collection)

    for part in (slice(0), slice(1), slice(None, None, 2), slice(-1, None)):
        some = collection[part].to_pandas("all")
        assert dtypes(some) == dtypes(whole)
        assert list(some.columns) == list(whole.columns)


@each_collection
def test_an_empty_frame_has_the_columns(tiny: rt.Dataset, name: str) -> None:
    """No records make a frame without rows that can still be asked for its columns."""
    frame = tiny.collections[name][:0].to_pandas()

    assert len(frame) == 0
    assert list(frame.index) == []
    assert list(frame["id"]) == []


def test_parts_can_be_put_together_again(tiny: rt.Dataset) -> None:
    """Frames of two parts, one of them empty, make the frame of the whole, types and all."""
    acts = tiny.acts()
    parts = [acts[:2].to_pandas(), acts[2:].to_pandas(), acts[:0].to_pandas()]

    whole = pd.concat(parts, ignore_index=True)

    pd.testing.assert_frame_equal(whole, acts.to_pandas())


@each_collection
def test_a_list_is_a_tuple(shipped: rt.Dataset, name: str) -> None:
    """What is a list in a row is a tuple in the frame, in every row: it can be hashed."""
    collection = shipped.collections[name]
    frame = frame_of(collection)
    lists = [key for key, value in collection.to_dicts("all")[0].items() if is_list(value)]

    assert "cites" in lists
    assert {type(value) for key in lists for value in frame[key]} == {tuple}
    assert {type(item) for key in lists for value in frame[key] for item in value} <= {str}


# --- Which columns ---------------------------------------------------------------------------

LEAN = {
    "partnerships": "id holder kind title counterparts countries began began_year last_act "
    "last_act_date last_known as_of fields conflicts cites",
    "ties": "id partnership holder kind counterpart counterpart_name country country_alpha_3 "
    "latitude longitude acts cites",
    "acts": "id partnership holder kind date year earliest latest parties cites",
    "activities": "id partnership holder kind title date year recurrence places fields funders cites",
}


@pytest.mark.parametrize("name", LEAN)
def test_the_lean_columns(tiny: rt.Dataset, name: str) -> None:
    """Without a word about columns, a frame has those that a person reads, in this order."""
    collection = tiny.collections[name]

    assert list(collection.to_pandas().columns) == LEAN[name].split()
    pd.testing.assert_frame_equal(collection.to_pandas("lean"), collection.to_pandas())


@each_collection
def test_lean_columns_are_columns_and_shown_ones_are_lean(tiny: rt.Dataset, name: str) -> None:
    """The lean frame is a part of the whole one; a shown table is a part of the lean frame."""
    collection = tiny.collections[name]
    lean = list(collection.to_pandas().columns)

    pd.testing.assert_frame_equal(collection.to_pandas(), frame_of(collection)[lean])
    assert len(lean) <= 15
    assert {*collection.record_type.shown_columns} <= {*lean}


def test_columns_that_are_named(tiny: rt.Dataset, tmp_path: Path) -> None:
    """Named columns come in the order of the names, each once; any iterable names them."""
    frame = tiny.places.to_pandas(["wikidata", "id", "id", "part_of_name"])

    pd.testing.assert_frame_equal(frame, frame_of(tiny.places)[["wikidata", "id", "part_of_name"]])
    assert list(tiny.places.to_pandas(iter(["id", "title"])).columns) == ["id", "title"]
    assert list(tiny.places.to_pandas("title").columns) == ["title"]
    path = tiny.places[:1].to_csv(tmp_path / "x.csv", columns=["id", "id"])
    assert path.read_text("utf-8").split() == ["id", tiny.places[0].id]
    assert tiny.places[:1].to_dicts(["title"]) == [{"title": tiny.places[0].title}]


@pytest.mark.parametrize("ask", ["to_pandas", "to_dicts"])
@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        (["id", "parteis"], rt.UnknownValueError, "'parteis'; did you mean 'parties'"),
        (["began"], rt.UnknownValueError, "unknown column 'began'"),
        ("date_year", rt.UnknownValueError, "did you mean 'date' or 'year'"),
        ([], rt.UnknownValueError, "columns='' is empty"),
        ("", rt.UnknownValueError, "columns='' is empty"),
        ([1], TypeError, "columns=1: expected text"),
        (None, TypeError, "not iterable"),
    ],
)
def test_a_column_that_is_none_is_refused(
    tiny: rt.Dataset, ask: str, asked: Any, error: type[Exception], message: str
) -> None:
    """An unknown column is told with the nearest ones; none at all is no frame."""
    with pytest.raises(error, match=message):
        getattr(tiny.acts, ask)(asked)


def test_the_last_act_of_a_partnership(tiny: rt.Dataset, folder: Path) -> None:
    """An attribute gives the act, a column its kind; the date has a column too; both sort."""
    partnership = tiny.partnership("town-goosund")

    assert partnership.last_act is tiny.act("town-goosund/prolongation")
    assert partnership.last_act_date == rt.PartialDate("2000")
    assert cell(tiny.partnerships(), "town-goosund", "last_act") == "prolonged"
    assert cell(tiny.partnerships(), "town-goosund", "last_act_date") == "2000"
    assert cell(tiny.partnerships(), "town-goosund", "last_act_date_year") == 2000
    assert tiny.partnerships.sorted_by("last_act_date", reverse=True).ids[-1] == "shire-goosund"
    rewrite(folder, "partnerships/shire-goosund.toml", 'date = "1995"\n', "")
    undated = rt.load(folder).partnership("shire-goosund")
    assert (undated.last_act, undated.last_act_date) == (None, None)
    assert pd.isna(cell(rt.load(folder).partnerships(), "shire-goosund", "last_act"))


def test_identifiers_have_a_column_a_register(tiny: rt.Dataset) -> None:
    """What another register calls a place stands in a column of that register."""
    assert cell(tiny.places(), "goosund", "geonames") == "1"
    assert pd.isna(cell(tiny.places(), "goosund", "wikidata"))
    assert pd.isna(cell(tiny.places(), "duckburg", "iso_3166_2"))


def test_conflicts_are_ids(tiny: rt.Dataset) -> None:
    """A record in dispute names the conflicts in which it, or what belongs to it, is a reading."""
    assert cell(tiny.partnerships(), "town-goosund", "conflicts") == ("goose-year",)
    assert cell(tiny.acts(), "town-goosund/agreement", "conflicts") == ("goose-year",)
    assert cell(tiny.acts(), "town-goosund/prolongation", "conflicts") == ()


def test_a_country_has_its_longer_code(tiny: rt.Dataset) -> None:
    """Other tables know countries by alpha-3: it stands beside the country of a tie."""
    assert cell(tiny.ties(), "shire-goosund/goosund", "country_alpha_3") == "NOR"


# --- Fresh each time -------------------------------------------------------------------------


def test_every_frame_is_a_new_one(tiny: rt.Dataset) -> None:
    """Whoever writes to a frame changes neither the next one nor a record."""
    before = tiny.acts().to_pandas()
    spoilt: Any = tiny.acts().to_pandas()

    spoilt.loc[:, "title"] = "spoilt"
    spoilt.loc[0, "year"] = 1
    spoilt["more"] = 1
    del spoilt["id"]

    pd.testing.assert_frame_equal(tiny.acts().to_pandas(), before)
    assert "spoilt" not in {act.title for act in tiny.acts()}


def test_every_list_of_rows_is_a_new_one(tiny: rt.Dataset) -> None:
    """Whoever writes to the rows, or to a list in them, changes nothing else."""
    before = json.dumps(tiny.acts().to_dicts())
    spoilt = tiny.acts().to_dicts()

    spoilt[1]["parties"].append("spoilt")
    spoilt[0].clear()
    spoilt.pop()

    assert json.dumps(tiny.acts().to_dicts()) == before
    assert tiny.act("town-goosund/agreement").parties[-1].title == "Gøøsund"


# --- Rows ------------------------------------------------------------------------------------


@each_collection
def test_rows_are_ready_for_json(data: rt.Dataset, name: str) -> None:
    """Rows hold text, numbers, truth, None and lists of text, of plain types; dates are text."""
    rows = data.collections[name].to_dicts("all")
    values = [value for row in rows for value in row.values()]

    assert json.loads(json.dumps(rows, allow_nan=False)) == rows
    assert set(map(type, values)) <= {str, int, float, bool, list, type(None)}
    assert {type(item) for value in values if is_list(value) for item in value} <= {str}


@each_collection
def test_rows_have_the_columns_of_the_frame(data: rt.Dataset, name: str) -> None:
    """Each row has the frame's columns, in its order."""
    collection = data.collections[name]

    for asked in ("lean", "all", ["title", "id"]):
        columns = list(collection.to_pandas(asked).columns)
        assert [row for row in collection.to_dicts(asked) if list(row) != columns] == []
    assert list(collection.to_dicts()[0]) == list(collection.record_type.lean_columns)
    assert collection[:0].to_dicts() == []


def test_dates_of_rows_are_text(tiny: rt.Dataset) -> None:
    """A day of a row is written as ISO 8601 has it, an unknown one is None."""
    row = tiny.acts(partnership="town-league").to_dicts("all")[0]

    assert [row[part] for part in DATE] == [*("2004-03", 2004, "2004-03-01", "2004-03-31", "month")]
    began = tiny.partnerships().to_dicts("all")[2]
    assert [began[f"began{part}"] for part in DATE_PARTS] == [None] * 5


@each_collection
def test_frame_and_rows_say_the_same(data: rt.Dataset, name: str) -> None:
    """A tuple of the frame is the row's list; every other cell is the row's value."""
    collection = data.collections[name]
    frame = frame_of(collection)
    different: list[tuple[str, str, Any, Any]] = []

    for n, row in enumerate(collection.to_dicts("all")):
        for column, value in row.items():
            held: Any = frame[column].iloc[n]
            if is_list(value):
                told: Any = list(held)
            elif pd.isna(held):
                told = None
            elif isinstance(held, pd.Timestamp):
                told = f"{day(held)}"
            else:
                told = held
            if told != value:
                different.append((row["id"], column, told, value))

    assert different == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (
            "partnerships/town-goosund.toml",
            '["www.goosund.example"]',
            '["www.goosund.example; www.goose.example"]',
        ),
        ("places.toml", '"Zossundas pašvaldība"', '"Zossunda; Zosis"'),
        ("places.toml", 'text = "Gęślawa"', 'text = "Gęślawa; Gęś"'),
        ("places.toml", 'title = "Gøøsund"', 'title = "Gøøsund; Goosund"'),
        ("fields.toml", '["singing"]', '["singing; song"]'),
        ("countries.toml", '"Kingdom of Norway"', '"Kingdom; Norway"'),
        ("conflicts.toml", 'text = "In 1994."', 'text = "In 1994; not later."'),
        ("people.toml", '["Donalda Pīles"]', '["Donalda; Pīles"]'),
        ("people.toml", '"Donalds Pīle"', '"Donalds; Pīle"'),
        ("partnerships/town-goosund.toml", '"Regatta"', '"Regatta; contest"'),
        ("partnerships/town-goosund.toml", '"A lake for both"', '"A lake; for both"'),
        ("partnerships/town-goosund.toml", '{ text = "geese"', '{ text = "geese; ducks"'),
        ("partnerships/town-league.toml", '"seat on the board"', '"seat; board"'),
    ],
)
def test_a_value_that_would_split_a_cell_is_a_fault(folder: Path, file: str, old: str, new: str) -> None:
    """Whatever a cell joins may not hold the separator: the check refuses it."""
    data = rt.load(rewrite(folder, file, old, new))

    assert [f.code for f in data.check()] == ["E501"]


# --- CSV -------------------------------------------------------------------------------------


def read_text(path: Path) -> pd.DataFrame:
    """Read a CSV file: all of it text, only an empty cell missing."""
    return pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])


@pytest.mark.parametrize("asked", ["lean", "all"])
@each_collection
def test_csv_of_a_collection(data: rt.Dataset, tmp_path: Path, name: str, asked: str) -> None:
    """A CSV file has the columns and rows of the frame, a list joined by `; `."""
    collection = data.collections[name]

    path = collection.to_csv(tmp_path / "out.csv", columns=asked)

    assert path == tmp_path / "out.csv"
    back = read_text(path)
    frame = collection.to_pandas(asked)
    assert list(back.columns) == list(frame.columns)
    for column in frame:
        told = [None if pd.isna(value) else value for value in back[column]]
        rows = (row[str(column)] for row in collection.to_dicts(asked))
        held = ["; ".join(value) or None if is_list(value) else value for value in rows]
        if frame[column].dtype in {TEXT, "object", "datetime64[s]"}:
            assert told == held


def test_norway_and_namibia_survive_csv(shipped: rt.Dataset, tmp_path: Path) -> None:
    """The codes of all countries, `NO` and `NA` among them, are text after a turn through CSV."""
    path = shipped.countries().to_csv(tmp_path / "countries.csv")

    back: Any = pd.read_csv(path, keep_default_na=False, na_values=[""]).set_index("id")

    assert back.index.isna().sum() == 0
    assert back.loc["NO", "title"] == "Norway"
    assert back.loc["NA", "title"] == "Namibia"


def test_csv_of_a_tie_keeps_norway(tiny: rt.Dataset, tmp_path: Path) -> None:
    """A country's code is text in the file itself, and a list of codes is too."""
    back = read_text(tiny.ties(country="NO").to_csv(tmp_path / "ties.csv", columns="all"))

    assert set(back["country"]) == {"NO"}
    assert set(back["countries"]) == {"NO"}


def test_csv_writes_days(folder: Path, tmp_path: Path) -> None:
    """Bounds are written as days, without a time, also where nanoseconds do not reach."""
    rewrite(folder, "places.toml", 'founded = "2009-07-01"', 'founded = "1001/9999"')
    path = rt.load(folder).places().to_csv(tmp_path / "places.csv", columns="all")

    row: Any = read_text(path).set_index("id").loc["duck-shire"]

    assert (row["founded_earliest"], row["founded_latest"]) == ("1001-01-01", "9999-12-31")


# --- Snapshot --------------------------------------------------------------------------------


def test_columns_and_types_are_those_of_the_snapshot(shipped: rt.Dataset) -> None:
    """No column of the shipped set is renamed, moved or retyped unnoticed.

    Where a change is meant, `REZEKNE_TWINS_REFRESH=1 pytest tests/exports/test_frames.py` writes
    the snapshot again; a renamed or retyped column is a major release.
    """
    found = {
        name: {"lean": list(c.to_pandas().columns), "all": dtypes(frame_of(c))}
        for name, c in shipped.collections.items()
    }
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if os.environ.get(REFRESH):
        SNAPSHOT.write_text(text, encoding="utf-8")

    kept = SNAPSHOT.read_text(encoding="utf-8")
    assert text == kept.replace('"str"', f'"{TEXT}"')  # before pandas 3, text is `object`


@pytest.mark.parametrize("ask", ["to_pandas", "to_dicts"])
def test_garbage_waits(tiny: rt.Dataset, monkeypatch: pytest.MonkeyPatch, ask: str) -> None:
    """While a table is made nothing is collected: in a large set each search walks all records."""
    seen: set[bool] = set()

    def told(_: rt.Act) -> tuple[rt.Place, ...]:
        seen.add(gc.isenabled())
        return ()

    monkeypatch.setattr(rt.Act, "party_places", property(told))
    getattr(tiny.acts, ask)("all")

    assert seen == {False}
    assert gc.isenabled()
