"""What the fields of a record kind hold, read off its annotations."""

from __future__ import annotations

from typing import ClassVar

import pytest

import rezekne_twins as rt
from rezekne_twins.models.base import Ref, Value, derived
from rezekne_twins.models.columns import Column, columns, is_many


class Nest(Value, frozen=True):
    """An invented value with a field of each shape."""

    extra_columns: ClassVar[tuple[str, ...]] = ("tree",)

    text: str
    perhaps: int | None = None
    day: rt.PartialDate | None = None
    lined: tuple[str, ...] = ()
    pond: Ref[rt.Place]
    owner: Ref[rt.Place | rt.Organisation] | None = None
    ponds: tuple[Ref[rt.Place], ...] = ()
    point: rt.Coordinates | None = None
    names: tuple[rt.Name, ...] = ()
    eggs: int = derived("Number of eggs.", default=0)

    @property
    def tree(self) -> Ref[rt.Place] | None:
        """An invented property with a column."""
        return None


@pytest.mark.parametrize(
    "expected",
    [
        Column("text", (str,), many=False, reference=False, derived=False),
        Column("perhaps", (int,), many=False, reference=False, derived=False, nullable=True),
        Column("day", (rt.PartialDate,), many=False, reference=False, derived=False, nullable=True),
        Column("lined", (str,), many=True, reference=False, derived=False),
        Column("pond", (rt.Place,), many=False, reference=True, derived=False),
        Column(
            "owner",
            (rt.Place, rt.Organisation),
            many=False,
            reference=True,
            derived=False,
            nullable=True,
        ),
        Column("ponds", (rt.Place,), many=True, reference=True, derived=False),
        Column(
            "point",
            (rt.Coordinates,),
            many=False,
            reference=False,
            derived=False,
            nested=rt.Coordinates,
            nullable=True,
        ),
        Column("names", (rt.Name,), many=True, reference=False, derived=False, nested=rt.Name),
        Column("eggs", (int,), many=False, reference=False, derived=True, description="Number of eggs."),
        Column(
            "tree",
            (rt.Place,),
            many=False,
            reference=True,
            derived=True,
            nullable=True,
            description="An invented property with a column.",
        ),
    ],
    ids=lambda column: column.name,
)
def test_what_a_field_holds(expected: Column) -> None:
    """Optional, several, reference and derived are told apart; classes and meaning are named."""
    assert columns(Nest)[expected.name] == expected


def test_columns_stand_in_the_order_of_the_model() -> None:
    """Fields come first and in their order, then the properties that have a column."""
    assert list(columns(Nest)) == [*Nest.model_fields, "tree"]
    assert columns(Nest) is columns(Nest)


def test_only_values_and_records_inside_are_nested() -> None:
    """A value object or a part stands inside; a reference leads outside; text is neither."""
    nested = {name: column.nested for name, column in columns(Nest).items() if column.nested}
    assert nested == {"point": rt.Coordinates, "names": rt.Name}
    assert columns(rt.Partnership)["acts"].nested is rt.Act
    assert columns(rt.Act)["concerns"].nested is None


@pytest.mark.parametrize("name", list(rt.dataset().collections))
def test_records_hold_what_their_columns_say(tiny: rt.Dataset, name: str) -> None:
    """Each attribute of each record is of the classes that its column names, one or several."""
    records: list[rt.Record] = list(tiny.collections[name])
    for record in records:
        for column in columns(record.__class__).values():
            held = getattr(record, column.name)
            assert is_many(held) == column.many
            for value in held if is_many(held) else (held,):
                assert value is None or isinstance(value, column.types)
                assert value is not None or not column.many


def test_what_is_derived_is_described_so() -> None:
    """Authored files may not hold what the data set fills in; these are the ones."""
    filled = {name for name, column in columns(rt.Partnership).items() if column.derived}
    assert filled == {*("countries", "began", "as_of", "conflicts"), *rt.Partnership.extra_columns}
    assert columns(rt.Act)["holder"].derived
    assert columns(rt.Act)["partnership"].derived
    assert not columns(rt.Act)["date"].derived
