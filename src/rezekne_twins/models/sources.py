"""Where the facts come from: sources, citations, and the disagreements between them."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from rezekne_twins.dates import PartialDate
from rezekne_twins.models.base import Id, Paragraph, PrintedKind, Record, Ref, Text, Value, derived
from rezekne_twins.models.words import ConflictKind, SourceKind

__all__ = ["Citation", "Conflict", "Reading", "Section", "Source"]


class Section(Value, frozen=True):
    """A part of a source under one printed heading."""

    id: Id = Field(description="Slug of the section, unique within its source.")
    heading: Text | None = Field(
        default=None, description="Heading as printed; none before the first heading."
    )
    paragraphs: tuple[Paragraph, ...] = Field(
        description="Paragraphs in the order of the page; the first is the heading, where one is."
    )


class Source(Record, frozen=True):
    """One page or document that facts are taken from."""

    collection: ClassVar[str] = "sources"

    title: Text = Field(description="Title in English, in our words.")
    title_lv: Text | None = Field(default=None, description="Title in Latvian, in our words.")
    kind: SourceKind = Field(description="Kind of source.")
    kind_as_written: PrintedKind = None
    as_written: Text | None = Field(default=None, description="Title as printed.")
    publisher: Text | None = Field(default=None, description="Publisher as printed.")
    language: Text = Field(description="Language of the source, as a BCP 47 tag.")
    url: Text | None = Field(default=None, description="Live address.")
    archived_url: Text | None = Field(default=None, description="Address of an archived copy.")
    kept_at: Text | None = Field(
        default=None, description="Where a document is kept that has no address."
    )
    published: PartialDate | None = Field(default=None, description="Date of issue as printed.")
    updated: PartialDate | None = Field(default=None, description="Last change as printed.")
    captured: PartialDate | None = Field(
        default=None, description="Date on which the copy that was read was taken, as printed."
    )
    as_of: PartialDate = Field(
        description="Date up to which the source speaks; nothing is known from it after that."
    )
    sections: tuple[Section, ...] = Field(description="Sections in the order of the page.")

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph of every section, in the order of the page."""
        return tuple(p for section in self.sections for p in section.paragraphs)


class Citation(Record, frozen=True):
    """One record resting on one paragraph."""

    collection: ClassVar[str] = "citations"

    id: str = Field(description="Record and paragraph, joined by `@`.")
    record: Ref[Record] = Field(description="Record that cites.")
    source: Ref[Source] = Field(description="Source that is cited.")
    section: str = Field(description="Section of the source.")
    paragraph: int = Field(description="Number in the section; 0 is the printed heading.")
    heading: str | None = Field(default=None, description="Heading as printed.")
    gist: str = Field(description="What the paragraph says, in a few words of our own.")
    url: str | None = Field(default=None, description="Address of the source.")


class Reading(Value, frozen=True):
    """One of the answers that stand against each other, told by the records that hold it."""

    text: Text = Field(description="How this reading has it, in our words.")
    records: tuple[Ref[Record], ...] = Field(description="Records that hold the values.")
    cites: tuple[Ref[Paragraph], ...] = Field(description="Paragraphs that say so.")


class Conflict(Record, frozen=True):
    """A disagreement between sources, or within one, with the stance this data set takes."""

    collection: ClassVar[str] = "conflicts"
    extra_columns: ClassVar[tuple[str, ...]] = ("records",)

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
