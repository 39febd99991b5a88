"""What a data set says of itself: `dataset.toml`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from rezekne_twins.models.base import Id, Ref, Text, Value, optional, several
from rezekne_twins.models.columns import KeyPath
from rezekne_twins.models.record import Name, Record
from rezekne_twins.models.registers import Register
from rezekne_twins.models.things import Place

__all__ = ["About", "Holder", "Retired"]


class Holder(Value, frozen=True):
    """Who holds partnerships in this data set."""

    id: Id = Field(description="Word for the holder in queries.")
    title: Text = Field(description="Name in English.")
    title_lv: Text | None = optional("Name in Latvian.")
    titles: tuple[Name, ...] = several("Names in further languages.")
    place: Ref[Place] = Field(description="The unit that holds the ties.")


class About(Value, frozen=True):
    """What a data set says of itself."""

    id: ClassVar[str] = ""
    file: ClassVar[str] = "dataset.toml"
    path: ClassVar[KeyPath] = ()

    title: Text = Field(description="Title in English.")
    title_lv: Text | None = optional("Title in Latvian.")
    titles: tuple[Name, ...] = several("Titles in further languages.")
    languages: tuple[Text, ...] = several("Languages beside English that every title is in (BCP 47).")
    description: Text = Field(description="What it holds, in a sentence or two.")
    authors: tuple[Text, ...] = several("Who made it, as they are cited.")
    year: int | None = Field(default=None, ge=1, le=9999, strict=True, description="Year of issue.")
    version: Text | None = optional("Version of the data.")
    license: Text = Field(description="Licence of the data, as an SPDX identifier.")
    license_url: Text = Field(description="Address of the licence.")
    attribution: tuple[Text, ...] = several("Reference lists that are used, with their licences.")
    repository: Text | None = optional("Address of the repository, once there is one.")
    folder: Text | None = optional("Path of this folder in the repository; none: it is the top.")
    registers: tuple[Register, ...] = several("Further registers whose identifiers are used.")
    holders: tuple[Holder, ...] = Field(description="Who holds partnerships.")


class Retired(Record, frozen=True):
    """An id that was released and no longer stands for a record: one row of retired.toml.

    Asked for, it gives its successor and a `DeprecationWarning`; it is never used again.
    """

    collection: ClassVar[str] = "retired"
    written_in: ClassVar[str] = "a list"

    id: Id = Field(description="The id that was released; what hung on it went with it.")
    successor: Ref[Record] | None = optional("Record that takes its place; none: withdrawn.")
    since: Text = Field(description="Release in which it was retired, such as `0.2.0`.")
