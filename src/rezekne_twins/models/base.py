"""What every record shares: frozen, strict about keys, and its references resolved for the reader.

In a file, in JSON and in a frame a reference is the id of another record. Validation reads it as
that string; `rezekne_twins.loading.link` then puts the record itself in its place. So references
may point forwards, backwards and in circles, and no reader ever sees a bare id where a record
belongs. Equality and hash look at ids, never through them, for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, NoReturn, Self, TypeVar

from pydantic import BaseModel, Field, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from rezekne_twins.errors import printable

__all__ = ["Attached", "Paragraph", "Record", "Ref", "Value"]

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""A lower-case ASCII slug; what hangs on another record follows it after a slash."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Text that says something: an empty string is never a value, a missing key is."""

T = TypeVar("T")


class Reference:
    """Marks a field that holds another record: read and written as its id."""

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read a string; write the id of the record that has taken its place."""
        return core_schema.str_schema(
            min_length=1,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: value if isinstance(value, str) else value.id,
                return_schema=core_schema.str_schema(),
            ),
        )


Ref = Annotated[T, Reference()]
"""`Ref[Place]` is a `Place` to the reader and its id in a file."""


def derived(description: str, default: Any = None, *, exclude: bool | None = None) -> Any:
    """Describe a field that the data set fills in; an authored file may not contain it."""
    return Field(
        default=default,
        description=description,
        exclude=exclude,
        json_schema_extra={"derived": True},
    )


class Value(BaseModel, frozen=True, extra="forbid"):
    """A part of a record that has no id of its own."""

    def __copy__(self) -> Self:
        """Return itself: what cannot change needs no copy."""
        return self

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """Return itself: what cannot change needs no copy."""
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:  # noqa: ARG002
        """Return another one with some values changed; without any, itself."""
        if not update:
            return self
        changed = super().__copy__()
        vars(changed).update(update)
        return changed


class Paragraph(Value, frozen=True):
    """One paragraph of a source: what `record.cites` holds, so that each value can be followed.

    The text itself is not held, only what it says in a few words of our own and a fingerprint.
    """

    id: str = derived("Source, section and number: `rezekne-lv/arendal/3`.", default="")
    fingerprint: Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$")] = Field(
        description="First 16 hex digits of the SHA-256 of the NFC text, white space folded."
    )
    gist: Text = Field(description="What the paragraph says, in a few words of our own.")
    no_data: Text | None = Field(
        default=None, description="Why no record cites it; for page furniture only."
    )
    source: str = derived("Id of the source.", default="")
    section: str = derived("Slug of the section.", default="")
    number: int = derived("Place within the section; 0 is the printed heading.", default=0)
    heading: str | None = derived("Heading printed over the section.", exclude=True)
    page: str = derived("Title of the source.", default="", exclude=True)
    url: str | None = derived("Address of the source.", exclude=True)

    @property
    def title(self) -> str:
        """Page, printed heading and number on one line."""
        heading = f" › {self.heading}" if self.heading else ""
        return f"{self.page}{heading}, paragraph {self.number}"

    def __str__(self) -> str:
        """Return the id: a citation as it is written in a file."""
        return self.id


class Record(Value, frozen=True):
    """One row of a collection.

    Records cannot be changed. Two are equal when they are of one kind and everything written in
    them is equal; another record that they refer to is compared by its id.
    """

    # The data set it is part of, for a card that tells what is known elsewhere of it. It is not a
    # field: records compare, pickle and are written without it.
    __slots__ = ("_home",)

    collection: ClassVar[str] = ""
    """Name of the collection that holds records of this kind."""
    extra_columns: ClassVar[tuple[str, ...]] = ()
    """Properties that stand in the frame beside the fields."""

    id: Id = Field(description="Identifier, unique in the data set and never used again.")
    title: str = derived("One readable line in English.", default="")
    cites: tuple[Ref[Paragraph], ...] = Field(
        default=(), description="Paragraphs of the sources that this record rests on."
    )
    note: Text | None = Field(
        default=None, description="Remark of the editors, such as why a value is as it is."
    )

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON-ready values: references as ids, dates as text."""
        return self.model_dump(mode="json")

    def cite(self) -> str:
        """Return what this is, then page, heading and number of each paragraph it rests on.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.act("city-suwalki/accord").cite().split(", ")[1:]
            ['“Rēzekne – Suvalki (Polija)”', 'paragraph 1.']
        """
        from rezekne_twins.exports.citing import cite_record

        return cite_record(self)

    def __eq__(self, other: object) -> bool:
        """Compare what is written, references by id."""
        if self is other:
            return True
        if type(self) is not type(other) or not isinstance(other, Record):
            return NotImplemented
        return self.id == other.id and self.model_dump() == other.model_dump()

    def __hash__(self) -> int:
        """Hash by id."""
        return hash(self.id)

    def __iter__(self) -> Iterator[NoReturn]:  # type: ignore[override]
        """Refuse: pydantic's pairs of names and values are not the row that a table wants."""
        msg = (
            f"a {type(self).__name__} is one record, not a row of values: "
            f"use rt.{self.collection}().to_pandas() for a table, record.to_dict() for a dict"
        )
        raise TypeError(msg)

    def __repr__(self) -> str:
        """Return kind, id and title on one line."""
        return printable(f"<{type(self).__name__} {self.id!r}: {self.title}>")

    def __str__(self) -> str:
        """Return a short text card."""
        from rezekne_twins.display import record_text

        return record_text(self)

    def _repr_html_(self) -> str:
        """Return the card that a notebook shows."""
        from rezekne_twins.notebook import record_html

        return record_html(self)


class Attached(Record, frozen=True):
    """A record that hangs on a partnership, or on a holder alone."""

    partnership: Id | None = derived("Id of the partnership that this hangs on.")
    holder: Id | None = derived("Holder whose partnership this is: city or municipality.")
