"""What every record shares, and the disagreements about it.

A record renders itself: its title, one line, a card, a cell of a table, its file.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from functools import cache, cached_property
from html import escape
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, NoReturn

from pydantic import Field, GetCoreSchemaHandler, StringConstraints, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from rezekne_twins.errors import warn_compared
from rezekne_twins.models.base import Id, Keys, Ref, Text, Value, derived, optional, several
from rezekne_twins.models.columns import KeyPath, columns, fields, is_many, set_fields
from rezekne_twins.models.words import ConflictKind, Word
from rezekne_twins.names import fold
from rezekne_twins.texts import printable, wrapped

__all__ = ["Attached", "Conflict", "Name", "Paragraph", "Reading", "Record"]


class Name(Value, frozen=True):
    """A name in one language."""

    language: Text = Field(description="BCP 47 tag.")
    text: Text = Field(description="The name.")


class Paragraph(Value, frozen=True):
    """One paragraph of a source: what `record.cites` holds, so that each value can be followed.

    The text itself is not held, only what it says in a few words of our own and a fingerprint.
    """

    id: str = derived("Source, section and number: `rezekne-lv/arendal/3`.", default="")
    fingerprint: Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$")] = Field(
        description="First 16 hex digits of the SHA-256 of the NFC text, white space folded."
    )
    gist: Text = Field(description="What the paragraph says, in a few words of our own.")
    no_data: Text | None = optional("Why no record cites it; only for navigation, footers and the like.")
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


building = True
"""Whether the models of this package are being built: those inside others are not linked twice."""

UNLINKED: dict[str, Any] = {}
"""Validation context of the loader, which links all records of a data set at once."""


def store_for(context: Any) -> Any:
    """Return the store of the data set in a validation context, else of the shipped one."""
    from rezekne_twins import dataset

    read: Any = getattr(context, "get", None)
    data: Any = (read and read("dataset")) or dataset()
    return data._store  # noqa: SLF001 - of this package


def _whole(record: Record, info: ValidationInfo) -> Record:
    """Put records in the place of ids, in a record that was validated outside of the loader."""
    if info.context is not UNLINKED:
        _link(record, info.context)
        known = store_for(info.context).by_id
        for each in (record, *children(record)):  # conflicts are no field
            if isinstance(each, type(same := known.get(each.id))) and same is not each:
                vars(each).update({**vars(same), **vars(each)})
    return record


_DUMP_OPTIONS = ("mode", "include", "exclude", "exclude_unset", "exclude_defaults", "exclude_none")


def _dumped(record: Record, dump: Callable[[Record], Any], info: core_schema.SerializationInfo) -> Any:
    """Write references as ids under `serialize_as_any` too, which would write whole records."""
    if not info.serialize_as_any:
        return dump(record)
    return record.model_dump(**{name: getattr(info, name) for name in _DUMP_OPTIONS})


def _link(value: Value, context: Any) -> None:
    for name, column in fields(type(value)).items():
        held = column.held(value)
        if column.nested:
            for inner in held:
                _link(inner, context)
        if not column.reference or all(isinstance(item, column.types) for item in held):
            continue
        store = store_for(context)
        found = tuple(_target(store, i) if isinstance(i, str) else i for i in held)
        for wanted, target in zip(held, found, strict=True):
            if not isinstance(target, column.types):
                kinds = " or ".join(kind.__name__ for kind in column.types)
                told = {"name": name, "id": getattr(wanted, "id", wanted), "kinds": kinds}
                raise PydanticCustomError("unknown_id", "{name}: '{id}' is no id of a {kinds}", told)
        set_fields(value, **{name: found if column.many else found[0]})


def _target(store: Any, wanted: str) -> Any:
    """Return the record or paragraph that an id refers to."""
    known = store.by_id
    if found := known.get(store.current(wanted)):
        return found
    paragraphs = getattr(known.get(wanted.partition("/")[0]), "paragraphs", ())
    return next((paragraph for paragraph in paragraphs if paragraph.id == wanted), None)


class Missing(NamedTuple):
    """The message about a missing attribute, made when it is read: `hasattr` needs none."""

    kind: type[Any]
    name: str

    def __str__(self) -> str:
        from rezekne_twins.suggestions import missing

        kind, name = self
        if name in columns(getattr(kind, "record_type", Value)):
            told = f"{kind.__name__!r} object has no attribute {name!r}"
            return f"{told}; each of its records has one, such as [0].{name}"
        listed = getattr(kind, "model_fields", [other for other in dir(kind) if other[0] != "_"])
        return missing(kind, name, dir(kind), listed)


class Record(Value, frozen=True):
    """One row of a collection.

    Records cannot be changed. Two are equal when they are of one kind and everything written in
    them is equal; another record that they refer to is compared by its id.
    """

    collection: ClassVar[str] = ""
    """Name of the collection that holds records of this kind."""
    written_in: ClassVar[str] = "another record"
    """Where records are authored: in one file of their kind, one file each, or inside another."""
    extra_columns: ClassVar[Keys] = Keys("conflicts")
    """Properties that have a column too, beside those of the classes above."""
    lean_columns: ClassVar[Keys] = Keys("collection id title cites")
    """Columns of the frame unless more are asked for: those that a person reads."""
    shown_columns: ClassVar[Keys] = Keys("collection id title")
    """Columns of the table that a notebook or a terminal shows: a subset of the lean ones."""
    hidden: ClassVar[frozenset[str]] = frozenset({"id", "title", "cites"})
    """Fields that a card does not show as a separate line."""

    id: Id = Field(description="Identifier, unique in the data set and never used again.")
    title: str = derived("One readable line in English.", default="")
    cites: tuple[Ref[Paragraph], ...] = several("Paragraphs of the sources that this record rests on.")
    note: Text | None = optional("Remark of the editors, such as why a value is as it is.")

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """Link a record after validation; one inside another one is linked with that."""
        schema = handler(source)
        if schema["type"] != "function-after" or schema["function"]["function"] is not _whole:
            dump = core_schema.wrap_serializer_function_ser_schema(_dumped, info_arg=True)
            return core_schema.with_info_after_validator_function(_whole, schema, serialization=dump)
        return schema["schema"] if building else schema

    # The two below are filled in by loading, where there is something to fill in. They are no
    # fields: a field costs time and memory for every record of a large data set.

    @cached_property
    def conflicts(self) -> tuple[Ref[Conflict], ...]:
        """Conflicts in which this record, or one that belongs to it, is a reading."""
        return ()

    @cached_property
    def edit_url(self) -> str | None:
        """Address of the file to correct, if the data set names its repository."""
        return None

    @property
    def file(self) -> str:
        """File of a data folder that this record is written in."""
        own = f"/{self.id}" if self.written_in == "a folder" else ""
        return f"{self.collection}{own}.toml"

    @property
    def path(self) -> KeyPath:
        """Keys and ids that lead to this record within its file; none if it is the file."""
        return () if self.written_in == "a folder" else (self.collection, self.id)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON-ready values: references as ids, dates as text."""
        return self.model_dump(mode="json")

    def cite(self) -> str:
        """Return the title, then page, heading and number of each paragraph that is cited.

        Example:
            >>> import rezekne_twins as rt
            >>> rt.act("city-suwalki/accord").cite().split(", ")[1:]
            ['“Rēzekne – Suvalki (Polija)”', 'paragraph 1.']
        """
        from itertools import groupby
        from operator import attrgetter

        parts = [self.title]
        sections = groupby(self.cites, attrgetter("page", "heading", "url"))
        for (page, heading, url), found in sections:
            numbers = [str(paragraph.number) for paragraph in found]
            under = f", “{heading}”" if heading else ""
            several = "s" if len(numbers) > 1 else ""
            address = f", {url}" if url else ""
            parts.append(f"{page}{under}, paragraph{several} {', '.join(numbers)}{address}")
        return ". ".join(parts) + "."

    def one_line(self) -> str:
        """Return the record in one line, for a list within another record."""
        return self.title

    def cell(self, column: str) -> str:
        """Return the text that a shown table has in a column."""
        text = self.value_text(column)
        return f"{text} (disputed)" if self.is_disputed(column) else text

    def value_text(self, name: str) -> str:
        """Return one value as a reader wants it."""
        return shown(getattr(self, name))

    def is_disputed(self, column: str) -> bool:  # noqa: ARG002 - records with dates override it
        """Tell whether sources contradict each other about a date."""
        return False

    def card(self) -> str:
        """Return the title, then a line for each value, then conflicts and citations."""
        lines = [f"{self.title}  [{self.id}]"]
        sources = [("source", f"{cite.title} [{cite.id}]: {cite.gist}") for cite in self.cites]
        for name, value in (*self._details(), *sources):
            lines += wrapped(value, f"  {name}: ")
        return "\n".join(map(printable, lines))

    def _details(self) -> Iterator[tuple[str, str]]:
        """Yield a label and a text for each value that a card shows."""
        for name, column in fields(type(self)).items():
            if name in self.hidden or not (held := getattr(self, name)):
                continue
            if column.nested and column.many:
                yield from ((name, one_line(item)) for item in held)
            elif text := self.value_text(name):
                yield name, f"{text} (disputed)" if self.is_disputed(name) else text
        yield from (("conflict", f"{one_line(each)} [{each.id}]") for each in self.conflicts)

    def _html_rows(self) -> Iterator[tuple[str, str]]:
        """Yield a label and HTML for each row of the card in a notebook."""
        from rezekne_twins.html import link

        yield from ((name, link(text, text)) for name, text in self._details())
        yield from (("source", source_html(cite)) for cite in self.cites)

    def __eq__(self, other: object) -> bool:
        """Compare what is written, references by id."""
        if self is other:
            return True
        if isinstance(other, str) and other:
            code = vars(self).get("alpha_3", self.id)
            if fold(other) in map(fold, (self.id, code, *naming(self))):
                warn_compared(self, other, "id")
            return NotImplemented
        if type(self) is not type(other) or not isinstance(other, Record):
            return NotImplemented
        return self.id == other.id and self.model_dump() == other.model_dump()

    def __hash__(self) -> int:
        """Hash by kind and id; not as the id does, or each look-up of an id would compare."""
        return hash((self.collection, self.id))

    def __dir__(self) -> list[str]:
        """List fields, properties and methods, without the helpers of pydantic."""
        hidden = {name for name in dir(Value) if not name.startswith("__")}
        return sorted({*super().__dir__()} - hidden)

    if not TYPE_CHECKING:  # a type checker finds the missing attribute itself

        def __getattr__(self, name: str) -> NoReturn:
            """Raise for what is missing; the message names the attribute that was meant."""
            raise AttributeError(Missing(type(self), name))

        def __getitem__(self, key: object) -> NoReturn:
            """Refuse: a record is no mapping."""
            raise TypeError(f"no {type(self).__name__} has keys; use .{key}, or .to_dict()[{key!r}]")

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
        """Return the title."""
        return printable(self.title)

    def __rich_repr__(self) -> Iterator[str]:
        """Yield id and title: `rich` would print every record that this one refers to."""
        yield from (self.id, self.title)

    def __pretty__(self, fmt: Any, **_: Any) -> Generator[Any, None, None]:
        """Yield the repr, for `devtools`."""
        yield repr(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002, FBT001
        """Print the card in IPython; one line for a record inside a list or dict."""
        nested = len(printer.stack) > 1
        printer.text(repr(self) if nested else self.card())

    def _repr_html_(self) -> str:
        """Return the card that a notebook shows."""
        from rezekne_twins import html

        edit = f"<p>{html.link(self.edit_url, 'Correct this record')}</p>" if self.edit_url else ""
        return html.framed(html.heading(self.title, self.id) + html.rows(self._html_rows()) + edit)


def naming(record: Value) -> Iterator[str]:
    """Yield the names of a record or holder."""
    for attribute in ("title", "title_lv", "as_written"):
        held = vars(record).get(attribute)
        yield from (held,) if isinstance(held, str) else held or ()
    yield from (name.text for key in ("names", "titles") for name in vars(record).get(key, ()))


def shown(value: Any) -> str:
    """Return a value as a reader wants it: labels and titles, nothing for `None`."""
    if is_many(value):
        return ", ".join(map(shown, value))
    if isinstance(value, Word):
        return value.label
    if isinstance(value, Record):
        return value.title
    if isinstance(value, Value) and type(value).__str__ is Value.__str__:
        return " ".join(shown(part) for part in vars(value).values() if part is not None)
    return "" if value is None or value is False else str(value)


def one_line(item: Any) -> str:
    """Return one line for a record or value within another record."""
    return item.one_line() if isinstance(item, Record) else shown(item)


def with_details(text: str, *values: Any) -> str:
    """Return a text, then in brackets the values that it does not mention."""
    told = [words for value in values if (words := shown(value)) and words not in text]
    return f"{text} ({', '.join(told)})" if told else text


def source_html(cite: Paragraph) -> str:
    """Return a citation that links to its page, with the gist."""
    from rezekne_twins.html import link

    return f"{link(cite.url, cite.title)} [<code>{escape(cite.id)}</code>]: {escape(cite.gist)}"


class Inside(tuple[Any, ...]):
    """The records inside another one: a tuple that says where their collection is."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return one line a record."""
        return "(" + ",\n ".join(map(repr, self)) + ")"

    if not TYPE_CHECKING:  # a type checker finds both mistakes itself

        def __getattr__(self, name: str) -> NoReturn:
            """Raise for what only a collection has; the message names the collection."""
            of = f"{self[0].collection}(partnership={self[0].partnership!r})" if self else "acts(…)"
            raise AttributeError(f"a tuple has no attribute {name!r}; use that of rt.{of}")

        def __getitem__(self, key: Any) -> Any:
            """Return what is at a position; ids are those of the collection."""
            if isinstance(key, str):
                raise TypeError(f"{key!r} is no position; for ids see rt.acts(partnership=…)")
            return super().__getitem__(key)


class Reading(Value, frozen=True):
    """One of the answers of a conflict, with the records that give it."""

    text: Text = Field(description="How this reading has it, in our words.")
    records: tuple[Ref[Record], ...] = Field(description="Records that hold the values.")
    cites: tuple[Ref[Paragraph], ...] = Field(description="Paragraphs that say so.")


class Conflict(Record, frozen=True):
    """A disagreement between sources, or within one, with the stance this data set takes."""

    collection: ClassVar[str] = "conflicts"
    written_in: ClassVar[str] = "a list"
    lean_columns: ClassVar[Keys] = Keys(
        "id partnerships holders kind title readings records stance reason cites"
    )
    extra_columns: ClassVar[Keys] = Keys("records")
    shown_columns: ClassVar[Keys] = Keys("id kind title")

    partnerships: tuple[Id, ...] = derived("Partnerships whose records are concerned.", default=())
    holders: tuple[Id, ...] = derived("Holders whose records are concerned.", default=())
    title: Text = Field(description="The question on which there is no agreement.")
    kind: ConflictKind = Field(description="Contradiction, ambiguity or misprint.")
    readings: tuple[Reading, ...] = Field(description="The answers that can be read.")
    stance: Text = Field(description="What this data set does about it.")
    reason: Text = Field(description="Why.")

    @property
    def records(self) -> tuple[Ref[Record], ...]:
        """Every record concerned, each once."""
        return tuple(dict.fromkeys(r for reading in self.readings for r in reading.records))

    def one_line(self) -> str:
        """Return the question, the readings and the stance."""
        return f"{self.title} {' / '.join(r.text for r in self.readings)} → {self.stance}"


class Attached(Record, frozen=True):
    """A record that belongs to a partnership, or to a holder alone."""

    partnership: Id | None = derived("Id of the partnership that this belongs to.")
    holder: Id | None = derived("Holder whose partnership this is.")

    @property
    def file(self) -> str:
        """File of a data folder that this record is written in."""
        if self.partnership:
            return f"partnerships/{self.partnership}.toml"
        return f"holders/{self.holder}.toml"

    @property
    def path(self) -> KeyPath:
        """Keys and ids that lead to this record within its file."""
        return (self.collection, self.id.rpartition("/")[2])


@cache
def child_fields(kind: type[Value]) -> tuple[str, ...]:
    """Return the fields of a kind that hold records which belong to it."""
    found = fields(kind).items()
    return tuple(n for n, c in found if c.nested and issubclass(c.nested, Attached))


def children(record: Record) -> Iterator[Attached]:
    """Yield the records inside another one, and inside those."""
    for name in child_fields(type(record)):
        inner: tuple[Attached, ...] = getattr(record, name)
        for item in inner:
            yield item
            if child_fields(type(item)):
                yield from children(item)
