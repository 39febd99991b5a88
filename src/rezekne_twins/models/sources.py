"""Where the facts come from: sources and citations."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from rezekne_twins.dates import PartialDate
from rezekne_twins.models.base import Id, Keys, PrintedKind, Ref, Text, Value, optional
from rezekne_twins.models.record import Paragraph, Record
from rezekne_twins.models.words import SourceKind

__all__ = ["Citation", "Extent", "Section", "Source"]


class Section(Value, frozen=True):
    """A part of a source under one printed heading."""

    id: Id = Field(description="Slug of the section, unique within its source.")
    heading: Text | None = optional("Heading as printed; none before the first heading.")
    paragraphs: tuple[Paragraph, ...] = Field(
        description="Paragraphs in the order of the page; the first is the heading, where one is."
    )


class Extent(Value, frozen=True):
    """How far a source was read, where that is not the whole of it."""

    until: Text = Field(description="Last paragraph that was read, as section and number.")
    reason: Text = Field(description="Why the rest was not read.")

    def __str__(self) -> str:
        """Return the last paragraph that was read, and the reason."""
        return f"up to {self.until}: {self.reason}"


class Source(Record, frozen=True):
    """One page or document that facts are taken from."""

    collection: ClassVar[str] = "sources"
    written_in: ClassVar[str] = "a folder"
    lean_columns: ClassVar[Keys] = Keys(
        "id title title_lv kind publisher language url archived_url published updated captured as_of"
    )
    shown_columns: ClassVar[Keys] = Keys("id language as_of title")
    hidden: ClassVar[frozenset[str]] = Record.hidden | {"sections"}  # they would fill pages

    title: Text = Field(description="Title in English, in our words.")
    title_lv: Text | None = optional("Title in Latvian, in our words.")
    kind: SourceKind = Field(description="Kind of source.")
    kind_as_written: PrintedKind = None
    as_written: Text | None = optional("Title as printed.")
    publisher: Text | None = optional("Publisher as printed.")
    language: Text = Field(description="Language of the source, as a BCP 47 tag.")
    url: Text | None = optional("Live address.")
    archived_url: Text | None = optional("Address of an archived copy.")
    kept_at: Text | None = optional("Where a document is kept that has no address.")
    published: PartialDate | None = optional("Date of issue as printed.")
    updated: PartialDate | None = optional("Last change as printed.")
    captured: PartialDate | None = optional("Date of the copy that was read, as printed.")
    retrieved: PartialDate | None = optional("Date on which the source was read, where known.")
    as_of: PartialDate | None = optional("Date up to which the source speaks; none: it bears no date.")
    extent: Extent | None = optional("How far it was read; none: the whole of it.")
    sections: tuple[Section, ...] = Field(description="Sections in the order of the page.")

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph of every section, in the order of the page."""
        return tuple(p for section in self.sections for p in section.paragraphs)


class Citation(Record, frozen=True):
    """One record resting on one paragraph."""

    collection: ClassVar[str] = "citations"
    lean_columns: ClassVar[Keys] = Keys(
        "id record record_name source section paragraph heading gist url"
    )
    shown_columns: ClassVar[Keys] = Keys("record source section paragraph gist")

    id: str = Field(description="Record and paragraph, joined by `@`.")
    record: Ref[Record] = Field(description="Record that cites.")
    source: Ref[Source] = Field(description="Source that is cited.")
    section: str = Field(description="Section of the source.")
    paragraph: int = Field(description="Number in the section; 0 is the printed heading.")
    heading: str | None = optional("Heading as printed.")
    gist: str = Field(description="What the paragraph says, in a few words of our own.")
    url: str | None = optional("Address of the source.")
