"""The immutable sequence that every query returns."""

import copy
import operator
import pickle
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins.models.columns import columns

COLLECTIONS = list(rt.dataset().collections)
EVERY = ("shire-goosund", "town-goosund", "town-kaczki", "town-league")


@pytest.fixture(params=COLLECTIONS)
def collection(tiny: rt.Dataset, request: pytest.FixtureRequest) -> rt.Collection[Any]:
    """Each collection of the invented data set in turn."""
    found: rt.Collection[Any] = getattr(tiny, request.param)
    return found


def test_it_is_a_sequence(collection: rt.Collection[Any]) -> None:
    """Length, iteration, positions and ids agree with the list of its records."""
    records = list(collection)
    assert len(collection) == len(records) > 0
    assert [collection[n] for n in range(len(records))] == records
    assert [collection[n] for n in range(-len(records), 0)] == records
    assert [collection[record.id] for record in records] == records
    assert collection.ids == tuple(record.id for record in records)
    assert list(reversed(collection)) == records[::-1]
    assert collection.index(records[-1]) == len(records) - 1
    assert collection.count(records[0]) == 1


@pytest.mark.parametrize("cut", [slice(None), slice(1, 3), slice(None, None, -1), slice(9, 0, -2)])
def test_a_slice_is_of_the_same_kind(collection: rt.Collection[Any], cut: slice) -> None:
    """A slice is a collection of its own kind, which can be filtered further."""
    assert type(collection[cut]) is type(collection)
    assert list(collection[cut]) == list(collection)[cut]
    assert collection[cut].where() == collection[cut]


def test_it_knows_what_is_in_it(tiny: rt.Dataset) -> None:
    """`in` takes a record or an id; a record that only has the same id is another one."""
    partnership = tiny.partnership("town-kaczki")
    assert partnership in tiny.partnerships
    assert "town-kaczki" in tiny.partnerships
    assert partnership not in tiny.partnerships(holder="shire")
    assert "town-kaczki" not in tiny.partnerships(holder="shire")
    values: dict[str, Any] = {**vars(partnership), "title": "Another"}
    assert rt.Partnership.model_construct(**values) not in tiny.partnerships
    strangers: list[Any] = [3, None, [], {}, "Town-Kaczki", ""]
    for stranger in strangers:
        assert stranger not in tiny.partnerships


def test_get_returns_a_default(tiny: rt.Dataset) -> None:
    """`.get` never raises for an id that is not there."""
    assert tiny.partnerships.get("town-kaczki") is tiny.partnership("town-kaczki")
    assert tiny.partnerships.get("kaczki") is None
    assert tiny.partnerships.get("kaczki", 7) == 7
    assert tiny.partnerships(holder="shire").get("town-kaczki") is None


def test_an_unknown_id_raises_a_key_error(collection: rt.Collection[Any]) -> None:
    """Whatever text is looked up, only `UnknownIdError` comes out, and it names the text."""
    parts = (collection, collection[:0], collection[:1])
    for part, key in product(parts, ("nope", "", "town/kaczki", " ", "Ä")):
        with pytest.raises(rt.UnknownIdError) as caught:
            _ = part[key]
        assert isinstance(caught.value, KeyError)
        assert repr(key) in str(caught.value)


def test_an_unknown_position_raises_an_index_error(collection: rt.Collection[Any]) -> None:
    """A position beyond the ends is an `IndexError`, however far beyond."""
    for position in (99, -99, 10**30, -(10**30)):
        with pytest.raises(IndexError):
            _ = collection[position]


def test_an_unknown_id_is_told_with_the_nearest(tiny: rt.Dataset) -> None:
    """The message of a look-up names ids that share a word, and ids that are spelt alike."""
    with pytest.raises(rt.UnknownIdError, match="did you mean 'town-kaczki'"):
        tiny.partnership("kaczki")
    with pytest.raises(rt.UnknownIdError, match="'town-goosund' or 'shire-goosund'"):
        tiny.partnership("goosund")
    with pytest.raises(rt.UnknownIdError, match="did you mean 'duckburg'"):
        tiny.place("duckbrug")
    with pytest.raises(rt.UnknownIdError, match="did you mean 'NO'"):
        tiny.country("Norwey")


def test_what_was_filtered_out_is_told_from_what_is_unknown(tiny: rt.Dataset) -> None:
    """An id that exists, but not in this selection, is not answered with a suggestion."""
    with pytest.raises(rt.UnknownIdError) as caught:
        _ = tiny.partnerships(holder="shire")["town-kaczki"]
    assert str(caught.value) == "no partnership 'town-kaczki' among these 1"
    with pytest.raises(rt.UnknownIdError) as caught:
        _ = tiny.partnerships[:0]["kaczki"]
    assert str(caught.value) == "no partnership 'kaczki' among these 0"
    with pytest.raises(rt.UnknownIdError, match="unknown record 'kaczky'; did you mean"):
        _ = tiny.find("kaczki")["kaczky"]


@pytest.mark.parametrize("key", [1.5, None, b"town-kaczki", ("town-kaczki",), ["town-kaczki"]])
def test_a_key_of_a_wrong_type_is_a_type_error(tiny: rt.Dataset, key: Any) -> None:
    """What is neither position, id nor slice is no key."""
    with pytest.raises(TypeError):
        operator.getitem(tiny.partnerships, key)


@pytest.mark.parametrize(
    "getter",
    [
        "partnership",
        "act",
        "activity",
        "project",
        "place",
        "organisation",
        "person",
        "field",
        "country",
        "conflict",
        "source",
    ],
)
def test_getters_take_an_id(tiny: rt.Dataset, getter: str) -> None:
    """A getter returns the record with an id and refuses what is unknown or no text."""
    get = getattr(tiny, getter)
    irregular = {"activity": "activities", "country": "countries", "person": "people"}
    for record in getattr(tiny, irregular.get(getter, f"{getter}s")):
        assert get(record.id) is record
    with pytest.raises(rt.UnknownIdError, match="nope"):
        get("nope")
    for key in (0, None, True, slice(0, 1), b"x", ["x"], tiny.fields[0]):
        with pytest.raises(TypeError, match="an id is text"):
            get(key)


def test_an_unknown_id_error_prints_plainly_and_pickles(tiny: rt.Dataset) -> None:
    """The message is printed without the quotes of a `KeyError`, also after pickling."""
    with pytest.raises(rt.UnknownIdError) as caught:
        tiny.partnership("nope")
    assert str(caught.value).startswith("unknown partnership 'nope'; ")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert type(again) is rt.UnknownIdError
    assert str(again) == str(caught.value)


def test_it_cannot_be_changed(collection: rt.Collection[Any]) -> None:
    """Neither records nor attributes can be set, added or deleted."""
    refusal = f"^{type(collection).__name__} cannot be changed$"
    for name in ("_records", "ids", "title", "record_type"):
        with pytest.raises(AttributeError, match=refusal):
            setattr(collection, name, ())
        with pytest.raises(AttributeError, match=refusal):
            delattr(collection, name)
    changeable: Any = collection
    with pytest.raises(TypeError):
        changeable[0] = collection[-1]
    with pytest.raises(TypeError):
        del changeable[0]
    for method in ("append", "extend", "sort", "clear", "pop"):
        assert not hasattr(collection, method)
    assert not hasattr(collection, "__dict__")


def test_it_is_equal_by_kind_records_and_order(tiny: rt.Dataset) -> None:
    """Equal collections hash alike; another kind, choice or order is unequal."""
    town = tiny.partnerships(holder="town")
    assert town == tiny.partnerships.where(holder="town") == tiny.partnerships[1:]
    assert hash(town) == hash(tiny.partnerships[1:])
    assert len({town, tiny.partnerships[1:], tiny.partnerships}) == 2
    assert len({hash(c) for c in (town, tiny.partnerships, tiny.acts[:0], tiny.ties[:0])}) == 4
    assert town != tiny.partnerships
    assert town != town[::-1]
    assert tiny.partnerships[:0] != tiny.acts[:0]
    assert town != tuple(town)
    assert town != list(town)


def test_it_is_the_same_after_pickling_and_copying(collection: rt.Collection[Any]) -> None:
    """A pickled collection is equal, of its kind, and still answers; a copy is itself."""
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(collection, protocol))  # noqa: S301
        assert again == collection
        assert type(again) is type(collection)
        assert again.where() == collection
    assert copy.copy(collection) is collection
    assert copy.deepcopy(collection) is collection


def test_a_pickled_selection_still_answers(tiny: rt.Dataset) -> None:
    """A pickled selection can be filtered by names, and by what is outside of it."""
    town = tiny.partnerships(holder="town")
    again: rt.Partnerships = pickle.loads(pickle.dumps(town))  # noqa: S301
    assert again.where(country="norvēģija", partner="Goose County").ids == ("town-goosund",)
    assert pickle.loads(pickle.dumps(tiny.ties))(partner="Gęślawa") == tiny.ties(  # noqa: S301
        partner="Gęślawa"
    )


def test_two_of_a_kind_are_joined_and_crossed(tiny: rt.Dataset) -> None:
    """`|` keeps the order of the first one and adds what is new; `&` keeps what is in both."""
    first, second = tiny.partnerships[2:0:-1], tiny.partnerships[1:]
    assert (first | second).ids == ("town-kaczki", "town-goosund", "town-league")
    assert (first & second).ids == ("town-kaczki", "town-goosund")
    assert (second & first).ids == ("town-goosund", "town-kaczki")
    assert len(first | second) == 3
    assert type(first | second) is type(first & second) is rt.Partnerships


@pytest.mark.parametrize("other", [(), [], {"town-kaczki"}, None, 1])
def test_joining_with_another_kind_is_refused(tiny: rt.Dataset, other: Any) -> None:
    """`|` and `&` take only a collection of the same kind."""
    whole: Any = tiny.partnerships
    strangers: list[Any] = [other, tiny.acts]
    for stranger in strangers:
        with pytest.raises(TypeError):
            _ = whole | stranger
        with pytest.raises(TypeError):
            _ = whole & stranger


def test_sorting_puts_what_is_unknown_last(tiny: rt.Dataset) -> None:
    """Dates sort by date, and what has none stands at the end in both directions."""
    assert tiny.partnerships.sorted_by("began").ids == (
        "town-goosund",
        "shire-goosund",
        "town-league",
        "town-kaczki",
    )
    assert tiny.partnerships.sorted_by("began", reverse=True).ids == (
        "town-league",
        "shire-goosund",
        "town-goosund",
        "town-kaczki",
    )
    assert tiny.partnerships.sorted_by("websites").ids[0] == "town-goosund"
    by_date = [record.date and record.date.text for record in tiny.activities.sorted_by("date")]
    assert by_date == ["2001-06-23/2001-06-25", "2003", None]
    assert tiny.roles.sorted_by("within").ids[-1] == "town/built-up-donald"
    assert tiny.roles.sorted_by("group").ids[0] == "town-goosund/song-festival/took-part-geese"


def test_sorting_text_ignores_case_and_diacritics(folder: Path) -> None:
    """Names sort as a reader expects, with Gøøsund after goose county and before Gozo."""
    places = folder / "places.toml"
    text = places.read_text(encoding="utf-8")
    text = text.replace('title = "Goose County"', 'title = "goose county"')
    places.write_text(text.replace('title = "Duckburg"', 'title = "Gozo"'), encoding="utf-8")
    titles = [place.title for place in rt.load(folder).places.sorted_by("title")]
    assert titles == ["Duck Shire", "goose county", "Gøøsund", "Gozo", "Kączki", "Old Duck Shire"]


def test_sorting_by_parts_puts_what_lacks_one_last(folder: Path) -> None:
    """About 1500 people a year come before about 1500 of whom no more is said."""
    town = folder / "holders/town.toml"
    a_year = 'quantity = { value = 1500, unit = "people", qualifier = "about", per = "year" }\n'
    town.write_text(town.read_text(encoding="utf-8") + a_year, encoding="utf-8")
    statements = rt.load(folder).statements
    for each in (statements, statements[::-1]):
        assert each.sorted_by("quantity").ids == ("town/water", "town-goosund/size")


def test_sorting_keeps_the_order_of_equals(tiny: rt.Dataset) -> None:
    """Records that are equal in the attribute stay in the order they had."""
    assert tiny.partnerships.sorted_by("kind").ids == EVERY
    assert tiny.partnerships[::-1].sorted_by("holder").ids == (EVERY[0], *EVERY[:0:-1])


def test_every_attribute_can_be_sorted_by(collection: rt.Collection[Any]) -> None:
    """Whatever attribute the message would name as known does sort, in both directions."""
    kind = collection.record_type
    refused: list[str] = []
    for attribute in columns(kind):
        for reverse in (False, True):
            try:
                in_order = collection.sorted_by(attribute, reverse=reverse)
            except TypeError as error:
                refused.append(f"{attribute}: {error}")
            else:
                assert sorted(in_order.ids) == sorted(collection.ids)
    assert refused == []


@pytest.mark.parametrize(
    ("attribute", "near"),
    [
        ("colour", "valid values"),
        ("begun", "did you mean 'began'"),
        ("", "valid values"),
        ("__class__", "valid values"),
        ("model_fields", "did you mean 'fields'"),
    ],
)
def test_sorting_by_what_is_no_attribute_is_refused(tiny: rt.Dataset, attribute: str, near: str) -> None:
    """An attribute that the records lack means nothing; the message names near ones, or lists."""
    with pytest.raises(rt.UnknownValueError, match="unknown column") as caught:
        tiny.partnerships.sorted_by(attribute)
    assert near in str(caught.value)
    with pytest.raises(rt.UnknownValueError, match="unknown column") as caught:
        tiny.people.sorted_by(attribute)
    listed = "title, cites, note, partnerships, organisations, as_written, office, conflicts"
    assert str(caught.value).endswith(listed)


def test_a_filter_that_it_lacks_is_told_with_those_that_it_has(tiny: rt.Dataset) -> None:
    """The keywords of `where` are the filters."""
    wrong: Any = tiny.conflicts
    with pytest.raises(TypeError) as caught:
        wrong(hue="red")
    told = "Conflicts has no filter 'hue'; valid filters: holder, partnership, kind"
    assert str(caught.value) == told


def test_a_collection_without_filters_says_so(tiny: rt.Dataset) -> None:
    """Calling one without keywords returns it; any keyword is a `TypeError`."""
    assert tiny.fields() == tiny.fields.where() == tiny.fields
    for collection in (tiny.fields, tiny.find("duckburg")):
        unfiltered: Any = collection
        with pytest.raises(
            TypeError, match=r"^(Fields|Records) cannot be filtered; use \[id\] or rt\.find\(…\)$"
        ):
            unfiltered.where(country="LV")


def test_values_are_given_by_keyword(tiny: rt.Dataset) -> None:
    """A value without its keyword is refused, for nobody could tell what it means."""
    positional: Any = tiny.partnerships
    for value, told in (
        ("NO", "did you mean country='NO'?"),
        ("Norway", "did you mean country='Norway'?"),
        (2007, "did you mean year=2007?"),
        ("town", "did you mean holder='town'?"),
        ("planned", "did you mean stage='planned'?"),
        ("town-kaczki", "to look up an id, use ['town-kaczki']"),
        (tiny.place("kaczki"), f"did you mean partner={tiny.place('kaczki')!r}?"),
    ):
        with pytest.raises(TypeError) as caught:
            positional(value)
        assert str(caught.value) == f"Partnerships takes filters by keyword; {told}"
    with pytest.raises(TypeError, match="by keyword; valid filters: holder, "):
        positional("zebra")
    unfiltered: Any = tiny.fields
    with pytest.raises(TypeError, match=r"^Fields cannot be filtered; use \[id\]"):
        unfiltered("sport")


def test_each_query_result_is_of_its_kind(collection: rt.Collection[Any]) -> None:
    """`where` returns the kind it was called on, and holds the same record objects."""
    found = collection.where()
    assert type(found) is type(collection)
    assert all(a is b for a, b in zip(found, collection, strict=True))
