"""What every record shares."""

import copy
import html
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pydantic import BaseModel, ValidationError

import rezekne_twins as rt
from rezekne_twins.models.base import ID_PATTERN, Value
from rezekne_twins.models.columns import columns, is_many
from rezekne_twins.models.record import Record

SRC = str(Path(rt.__file__).parents[1])
TINY = Path(__file__).parents[1] / "tiny"
COLLECTIONS = list(rt.dataset().collections)


@pytest.fixture(params=COLLECTIONS)
def record(tiny: rt.Dataset, request: pytest.FixtureRequest) -> Record:
    """One record of each kind in turn."""
    found: Record = getattr(tiny, request.param)[0]
    return found


def changed(record: Record, **values: Any) -> Any:
    """Return another record with some values different, without validation."""
    return record.model_construct(**(dict(vars(record)) | values))


def values_in(value: Any) -> Iterator[Any]:
    """Yield a value and everything that stands inside of it, but no record that it refers to."""
    yield value
    if is_many(value):
        for item in value:
            yield from values_in(item)
    elif isinstance(value, Value):
        assert isinstance(value, BaseModel)
        known = columns(type(value))
        for name, item in vars(value).items():
            inside = name in known and not known[name].reference  # conflicts refer back to it
            yield from values_in(item) if inside else (item,)


def test_no_attribute_can_be_set(record: Record) -> None:
    """Setting or deleting any attribute, known or not, is refused and changes nothing."""
    before = dict(vars(record))
    for name in (*type(record).model_fields, "colour"):
        with pytest.raises((ValidationError, AttributeError)):
            setattr(record, name, "changed")
        with pytest.raises((ValidationError, AttributeError)):
            delattr(record, name)
    assert vars(record) == before


def test_properties_cannot_be_set(tiny: rt.Dataset) -> None:
    """What is derived from the fields cannot be set either."""
    partnership: Any = tiny.partnership("town-goosund")
    for name in partnership.extra_columns:
        with pytest.raises((ValidationError, AttributeError)):
            setattr(partnership, name, ())


def test_it_is_immutable_all_the_way_down(tiny: rt.Dataset) -> None:
    """Neither a record nor anything inside of it is a list, a dict or a set."""
    for collection in tiny.collections.values():
        for record in collection:
            for value in values_in(record):
                assert not isinstance(value, (list, dict, set, bytearray))


def test_a_changed_copy_leaves_the_original_alone(tiny: rt.Dataset, folder: Path) -> None:
    """`model_copy(update=…)`, and `copy.replace` with it, make another record or are refused."""
    original = rt.load(folder).partnership("town-kaczki")
    try:
        other = original.model_copy(update={"title": "Changed"})
    except TypeError:
        pass
    else:
        assert other.title == "Changed"
        assert other is not original
    assert original.title == "Duckburg – Kączki"
    assert original == tiny.partnership("town-kaczki")


def test_it_is_equal_by_what_is_written(record: Record) -> None:
    """A record equals another of its kind whose values are all equal, and hashes like it."""
    twin = changed(record)
    assert twin is not record
    assert twin == record
    assert hash(twin) == hash(record)
    assert len({twin, record}) == 1


def test_any_difference_makes_it_unequal(tiny: rt.Dataset, record: Record) -> None:
    """Records that differ in a value are different, whichever it is."""
    cites = (*record.cites, *tiny.partnership("town-kaczki").cites)
    others: dict[str, Any] = {"id": "other", "title": "other", "note": "other", "cites": cites}
    for name, other in others.items():
        assert changed(record, **{name: other}) != record, name


def test_references_are_compared_by_id(tiny: rt.Dataset) -> None:
    """A partner whose own record was mended does not change the partnership."""
    tie = tiny.ties["town-kaczki/kaczki"]
    mended = changed(tie.counterpart, note="Mended.")
    assert mended != tie.counterpart
    assert changed(tie, counterpart=mended) == tie
    assert changed(tie, counterpart=tiny.place("goosund")) != tie


def test_what_hangs_on_it_is_compared_whole(tiny: rt.Dataset) -> None:
    """An act is part of its partnership: a difference in it is one of the partnership."""
    partnership = tiny.partnership("town-kaczki")
    act = changed(partnership.acts[0], term_years=3)
    assert changed(partnership, acts=(act,)) != partnership


def test_it_equals_no_other_kind(tiny: rt.Dataset) -> None:
    """Two kinds are never equal, even with the same id, nor is anything that is no record."""
    place = tiny.place("kaczki")
    other = tiny.organisation("duck-council").model_construct(**vars(place))
    assert other.id == place.id
    assert other != place
    for stranger in ("pond", place.to_dict(), vars(place), None, 1):
        assert place != stranger


def test_two_readings_of_one_folder_are_equal(tiny: rt.Dataset, folder: Path) -> None:
    """What is read twice is equal, record by record, and hashes alike."""
    again = rt.load(folder)
    for name, collection in tiny.collections.items():
        assert collection == again.collections[name]
        assert set(collection) == set(again.collections[name])


def test_it_survives_pickling(record: Record) -> None:
    """A pickled record is equal, of its kind, and frozen as before, by each protocol."""
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again: Any = pickle.loads(pickle.dumps(record, protocol))  # noqa: S301
        assert type(again) is type(record)
        assert again == record
        assert len({again, record}) == 1
        with pytest.raises(ValidationError):
            setattr(again, "title", "changed")  # noqa: B010


def test_a_pickled_record_keeps_what_it_refers_to(tiny: rt.Dataset) -> None:
    """References are records after pickling too, round and round."""
    shire = pickle.loads(pickle.dumps(tiny.place("duck-shire")))  # noqa: S301
    assert shire.predecessors[0].successors == (shire,)
    tie = pickle.loads(pickle.dumps(tiny.partnership("shire-goosund")))  # noqa: S301
    assert tie.acts[0].same_as.parties[1].country.title == "Norway"
    assert tie.cites[0].gist == tiny.partnership("shire-goosund").cites[0].gist


CHILD = f"""
import pickle, sys
import rezekne_twins as rt
records = pickle.load(sys.stdin.buffer)
tiny = rt.load({str(TINY)!r})
for record in records:
    mine = tiny.collections[record.collection][record.id]
    assert record == mine and record is not mine and record in {{mine}}, record
pickle.dump(tuple(tiny.partnerships), sys.stdout.buffer)
"""


def test_it_survives_pickling_to_another_process(tiny: rt.Dataset) -> None:
    """A record sent to a process with other hashes is equal there, and so is one sent back."""
    records = [record for collection in tiny.collections.values() for record in collection]
    there = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=pickle.dumps(records),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": SRC, "PYTHONHASHSEED": "7"},
    )
    assert there.returncode == 0, there.stderr.decode()
    back = pickle.loads(there.stdout)  # noqa: S301
    assert back == tuple(tiny.partnerships)
    assert set(back) == set(tiny.partnerships)


def test_a_copy_is_the_record_itself(record: Record) -> None:
    """What cannot change needs no copy, shallow or deep, alone or inside of something."""
    assert copy.copy(record) is record
    assert copy.deepcopy(record) is record
    assert copy.deepcopy([record])[0] is record
    assert all(copy.deepcopy(cite) is cite for cite in record.cites)


def test_iteration_is_refused(record: Record) -> None:
    """A record is no row: every way of taking it apart raises and names what to call."""
    attempts: list[Any] = [iter, list, tuple, dict, set]
    for attempt in attempts:
        with pytest.raises(TypeError, match=r"to_pandas\(\)") as caught:
            attempt(record)
        assert f"rt.{record.collection}()" in str(caught.value)
        assert "record.to_dict()" in str(caught.value)
    with pytest.raises(TypeError, match=r"to_pandas\(\)"):
        dict[Any, Any]().update(record)


def test_a_frame_of_records_is_refused(tiny: rt.Dataset) -> None:
    """`pd.DataFrame(records)` would be a table of attribute pairs: it leads to `to_pandas`."""
    for name, collection in tiny.collections.items():
        with pytest.raises(TypeError, match=rf"rt\.{name}\(\)\.to_pandas\(\)"):
            pd.DataFrame(collection)
        with pytest.raises(TypeError, match=r"to_pandas\(\)"):
            pd.DataFrame(list(collection))


def test_its_repr_is_one_line(record: Record) -> None:
    """The repr tells kind, id and title, and does not print the records that it refers to."""
    assert repr(record) == f"<{type(record).__name__} {record.id!r}: {record.title}>"
    assert "\n" not in repr(record)


def test_its_card_begins_with_title_and_id(record: Record) -> None:
    """Cards in text and HTML begin with title and id, and HTML is escaped."""
    assert record.card().splitlines()[0] == f"{record.title}  [{record.id}]"
    card = record._repr_html_()
    assert f"<b>{html.escape(record.title)}</b>" in card


def test_its_dict_is_new_and_json_ready(record: Record) -> None:
    """`to_dict` has every field, references as ids, dates as text, and shares nothing."""
    first, second = record.to_dict(), record.to_dict()
    assert first == second
    assert first is not second
    assert set(first) <= set(type(record).model_fields)
    for value in leaves(first):
        assert value is None or type(value) in (str, int, float, bool)
    assert first["cites"] == [cite.id for cite in record.cites]


def leaves(value: Any) -> Iterator[Any]:
    """Yield what stands in lists and dicts, however deep."""
    decoded = json.loads(json.dumps(value, ensure_ascii=False))
    assert decoded == value
    held: list[Any] = [decoded]
    while held:
        item: Any = held.pop()
        if type(item) is dict:
            held += item.values()
        elif type(item) is list:
            held += item
        else:
            yield item


def test_references_are_records(tiny: rt.Dataset) -> None:
    """The reader meets records, never bare ids, and the same objects by every way."""
    partnership = tiny.partnership("town-goosund")
    assert partnership.counterparts[0] is tiny.place("goosund")
    assert partnership.acts[0] is tiny.act("town-goosund/agreement")
    assert partnership.acts[1].concerns is partnership.acts[0]
    assert partnership.acts[0].parties == (tiny.organisation("duck-council"), tiny.place("goosund"))
    assert partnership.cooperation[0].field.broader is tiny.field("culture")
    assert tiny.ties[0].counterpart is tiny.place("goosund")
    assert tiny.place("goosund").part_of is tiny.place("goose-county")
    assert tiny.citations[0].source is tiny.source("gazette")
    assert tiny.conflict("goose-year").readings[0].records[0] is partnership.acts[0]


def test_a_citation_leads_to_its_paragraph(tiny: rt.Dataset) -> None:
    """What a record cites prints as its id and knows page, heading, number and gist."""
    cite = tiny.partnership("town-kaczki").cites[1]
    assert str(cite) == cite.id == "gazette/kaczki/1"
    assert cite.title == "Duckburg Gazette › Duckburg and Kączki, paragraph 1"
    assert cite.gist == "Prolonged in 2007"
    assert (cite.source, cite.section, cite.number) == ("gazette", "kaczki", 1)
    top = tiny.place("duckburg").cites[0]
    assert top.title == "Duckburg Gazette, paragraph 1"


@pytest.mark.parametrize(
    "wrong", ["", "Town", "town_goosund", "town goosund", "-town", "town-", "town/", "pīle", "a//b"]
)
def test_an_id_is_a_slug(wrong: str) -> None:
    """Ids are lower-case ASCII slugs, whose parts stand after a slash."""
    with pytest.raises(ValidationError, match=r"id\n"):
        rt.Field.model_validate({"id": wrong, "title": "Ducks", "title_lv": "Pīles"})


@pytest.mark.parametrize("right", ["a", "7", "town-goosund", "town-goosund/act-2", "a/b/c"])
def test_a_slug_is_an_id(right: str) -> None:
    """Hyphens join words and slashes lead to parts."""
    field = rt.Field.model_validate({"id": right, "title": "Ducks", "title_lv": "Pīles"})
    assert field.id == right
    assert ID_PATTERN.startswith("^")


def test_an_unknown_key_and_an_empty_text_are_refused() -> None:
    """A mistyped key is a fault, and so is a text that says nothing."""
    ducks = {"id": "ducks", "title": "Ducks", "title_lv": "Pīles"}
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        rt.Field.model_validate({**ducks, "tittle": "Ducks"})
    with pytest.raises(ValidationError, match="at least 1 character"):
        rt.Field.model_validate({**ducks, "note": ""})


def _kinds(kind: type[Value]) -> Iterator[type[Value]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)


KINDS = sorted(_kinds(Value), key=str)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_every_field_of_every_model_is_described(kind: type[Value]) -> None:
    """The data dictionary is made of these descriptions: each is a sentence."""
    for name, field in kind.model_fields.items():
        assert field.description, f"{kind.__name__}.{name} has no description"
        assert field.description.rstrip()[-1] in ".`", f"{kind.__name__}.{name}"
    assert kind.model_config.get("frozen")
    assert kind.model_config.get("extra") == "forbid"


def test_the_id_of_a_citation_is_as_described(tiny: rt.Dataset) -> None:
    """The description of a citation's id tells the sign that joins its two parts."""
    citation = tiny.citations[0]
    joined = citation.id.removeprefix(citation.record.id).removesuffix(citation.cites[0].id)
    description = rt.Citation.model_fields["id"].description or ""
    assert f"`{joined}`" in description
