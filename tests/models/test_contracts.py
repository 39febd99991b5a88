"""Records, dates and collections as values of somebody else's models."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

import rezekne_twins as rt
from rezekne_twins.models.columns import fields


class Trip(BaseModel):
    """A model of somebody else."""

    where: rt.Place
    why: Sequence[rt.Partnership] = ()
    ties: rt.Ties | None = None
    acts: rt.Acts | None = None
    when: Any = None
    day: rt.PartialDate | None = None


class Visited(rt.Place, frozen=True):
    """A place with one more field."""

    times: int
    tags: dict[str, int] = {}  # noqa: RUF012 - as somebody would write it


def whole(value: rt.Value) -> bool:
    """Tell whether records stand where a value refers to some, and in the values inside it."""
    return all(
        isinstance(item, column.types) and (column.reference or whole(item))
        for column in fields(type(value)).values()
        for item in column.held(value)
        if column.reference or column.nested
    )


@pytest.fixture(params=["tiny", "shipped"])
def data(request: pytest.FixtureRequest) -> rt.Dataset:
    """Return each data set in turn."""
    found: rt.Dataset = request.getfixturevalue(request.param)
    return found


def test_a_record_that_is_read_back_is_whole(data: rt.Dataset) -> None:
    """Written to JSON or a dict and read back, a record is equal and shows the same card."""
    for collection in data.collections.values():
        records: list[Any] = list(collection[:40])
        for record in records:
            kind: Any = record.__class__
            context = {"dataset": data}
            text = record.model_dump_json()
            adapter: TypeAdapter[Any] = TypeAdapter(kind)
            for again in (
                kind.model_validate_json(text, context=context),
                kind.model_validate(record.model_dump(), context=context),
                adapter.validate_json(text, context=context),
            ):
                assert again == record
                assert whole(again)
                assert again is not record
                assert again.conflicts == record.conflicts
                assert (str(again), again.card()) == (str(record), record.card())
                assert again._repr_html_() == record._repr_html_()
                assert again.cite() == record.cite()


def test_ids_are_those_of_the_shipped_data_unless_told(tiny: rt.Dataset) -> None:
    """Without a context the shipped data set is meant; an id that it lacks is refused."""
    text = rt.place("arendal").model_dump_json()
    for context in (None, {}, {"other": 1}, "context"):
        assert rt.Place.model_validate_json(text, context=context).country is rt.country("NO")
    with pytest.raises(ValidationError, match="cites: 'no/such/1' is no id of a Paragraph"):
        rt.Place.model_validate({**json.loads(text), "cites": ["no/such/1"]})
    with pytest.raises(ValidationError, match="cites: 'rezekne-lv/arendal/0' is no id"):
        rt.Place.model_validate_json(text, context={"dataset": tiny})


@pytest.mark.parametrize("wrong", ["QQ", "arendal", rt.dataset().place("arendal")])
def test_a_wrong_reference_is_refused(wrong: Any) -> None:
    """What is unknown, or of another kind, is a validation error that names it."""
    values = {**rt.place("arendal").model_dump(), "country": wrong}
    with pytest.raises(ValidationError, match=r"country: '(QQ|arendal)' is no id of a Country"):
        rt.Place.model_validate(values)


def test_records_are_taken_where_ids_are() -> None:
    """In Python a reference may be the record itself."""
    norway = rt.country("NO")
    place = rt.place("arendal")
    values: dict[str, Any] = {**place.model_dump(), "country": norway, "cites": place.cites}
    assert rt.Place.model_validate(values) == place
    assert rt.Place(**values).country is norway


def test_fields_of_another_model() -> None:
    """A record, a sequence and a collection as fields: what is read back is whole."""
    norwegian = rt.partnerships(country="NO")
    trip = Trip(
        where=rt.place("arendal"),
        why=norwegian,
        ties=rt.ties(country="NO"),
        acts=rt.acts()[:0],
        when=norwegian[0].began,
        day=norwegian[0].began,
    )
    assert trip.where is rt.place("arendal")
    assert trip.ties == rt.ties(country="NO")
    again = Trip.model_validate_json(trip.model_dump_json())
    assert again.where == trip.where
    assert whole(again.where)
    assert [*again.why] == [*norwegian]
    assert whole(again.why[0])
    assert type(again.ties) is rt.Ties
    assert again.ties == trip.ties
    assert again.ties.where(holder="city").ids == ("city-arendal/arendal", "city-arendal/aust-agder")
    assert again.acts == rt.acts()[:0]
    assert (again.when, again.day) == ("1994", trip.day)
    assert trip.model_dump(mode="json")["when"] == "1994"
    with pytest.raises(ValidationError, match="ties"):
        Trip.model_validate({"where": rt.place("arendal"), "ties": rt.acts()})


def test_a_subclass_with_one_more_field() -> None:
    """It has references resolved, too, made and read."""
    values: dict[str, Any] = {**rt.place("arendal").model_dump(), "times": 3}
    visited = Visited.model_validate(values)
    assert visited.country is rt.country("NO")
    assert Visited(**values) == visited == Visited.model_validate_json(visited.model_dump_json())
    assert visited.cite() == rt.place("arendal").cite()
    assert "times: 3" in visited.card()
    with pytest.raises(ValidationError, match="times"):
        Visited.model_validate(rt.place("arendal").model_dump())


def test_a_date_is_text_wherever_it_stands() -> None:
    """Under `Any`, and with `serialize_as_any`."""
    date = rt.PartialDate("1994")
    anything, dates = TypeAdapter[Any](Any), TypeAdapter(rt.PartialDate)
    assert anything.dump_json({"date": date}) == b'{"date":"1994"}'
    assert anything.dump_python([date], mode="json") == ["1994"]
    assert dates.dump_json(date, serialize_as_any=True) == b'"1994"'


@pytest.mark.parametrize("any_of", [False, True])
def test_a_record_is_whole_wherever_it_stands(*, any_of: bool) -> None:
    """Under `Any` and `serialize_as_any`, in Python and JSON: references are ids, as elsewhere."""
    record = rt.partnership("city-arendal")
    anything = TypeAdapter[Any](Any)
    for held in (record, [record], {"one": record.acts}):
        plain = json.loads(anything.dump_json(held))
        assert anything.dump_python(held, mode="json", serialize_as_any=any_of) == plain
        assert json.loads(anything.dump_json(held, serialize_as_any=any_of)) == plain
    assert record.model_dump(serialize_as_any=any_of) == record.model_dump()
    assert json.loads(record.model_dump_json(serialize_as_any=any_of)) == record.to_dict()
    kept = record.model_dump(include={"id", "began"}, serialize_as_any=any_of)
    assert kept == {"id": "city-arendal", "began": "1994"}
    assert "note" not in record.model_dump(exclude_none=True, serialize_as_any=any_of)


def test_a_collection_is_a_list_wherever_it_stands() -> None:
    """Under `Any` too, and its schema is that of a list."""
    found = rt.people()[:2]
    assert json.loads(TypeAdapter[Any](Any).dump_json(found)) == [p.to_dict() for p in found]
    schema = TypeAdapter(rt.People).json_schema(mode="serialization")
    assert schema["type"] == "array"
    assert "Person" in str(schema["items"])  # in itself or as a reference


def test_a_sequence_of_another_data_set_is_refused(tiny: rt.Dataset) -> None:
    """A copy that pydantic makes of a collection does not know its data set; the type does."""
    with pytest.raises(ValidationError, match="use the type of their collection"):
        TypeAdapter(Sequence[rt.Person]).validate_python(tiny.people)
    assert TypeAdapter(rt.People).validate_python(tiny.people) is tiny.people


def test_a_web_framework_returns_and_takes_them() -> None:
    """FastAPI returns a record, a list and a collection, and takes a record."""
    fastapi = pytest.importorskip("fastapi")
    testclient = pytest.importorskip("fastapi.testclient")
    app = fastapi.FastAPI()
    app.get("/one", response_model=rt.Place)(lambda: rt.place("arendal"))
    app.get("/bare")(lambda: rt.place("arendal"))
    app.get("/list", response_model=list[rt.Place])(lambda: list(rt.places(country="NO")))
    app.get("/all", response_model=rt.Partnerships)(lambda: rt.partnerships(country="NO"))
    client = testclient.TestClient(app)
    arendal = rt.place("arendal").to_dict()
    assert client.get("/one").json() == client.get("/bare").json() == arendal
    assert arendal in client.get("/list").json()
    assert client.get("/all").json() == [p.to_dict() for p in rt.partnerships(country="NO")]
    assert client.get("/openapi.json").status_code == 200
