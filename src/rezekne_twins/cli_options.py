"""What several commands share: the data set, the filters of a collection, one record."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any

from rezekne_twins._dataset import Dataset, dataset, load
from rezekne_twins.errors import UnknownIdError, UnknownValueError
from rezekne_twins.filters import FILTERS, help_of
from rezekne_twins.models import Record
from rezekne_twins.names import fold
from rezekne_twins.suggestions import understood

_SINGLE = frozenset({"on", "since", "until"})


def add_filters(parser: argparse.ArgumentParser, collections: Iterable[str] = FILTERS) -> None:
    """Give a command an option for each filter of some collections."""
    for keyword in sorted({keyword for name in collections for keyword in FILTERS[name]}):
        once = keyword in _SINGLE
        parser.add_argument(
            f"--{keyword}",
            action="store" if once else "append",
            help=_help(keyword, collections) + ("" if once else "; may be repeated"),
        )


def _help(keyword: str, collections: Iterable[str]) -> str:
    """Return the help of a keyword as a shell shows it: options for keywords, no full stops."""
    text = re.sub(r"`(on|validity)`", r"--\1", help_of(keyword, collections)).replace("`", "")
    sentences = text.removesuffix(".").split(". ")
    return "; ".join(sentence[0].lower() + sentence[1:] for sentence in sentences)


def filtered(query: Any, options: argparse.Namespace) -> Any:
    """Return what a query finds with the filters that were given.

    Raises:
        UnknownValueError: One means nothing, or the collection does not have it.
    """
    keywords = {keyword for keywords in FILTERS.values() for keyword in keywords}
    asked = {name: value for name, value in vars(options).items() if name in keywords}
    given: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    if "year" in given:
        given["year"] = [_year(text) for text in given["year"]]
    try:
        return query(**given)
    except TypeError as error:  # a filter that this collection does not have
        raise UnknownValueError(str(error)) from None


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise UnknownValueError(f"--year {text!r} is no year: write one such as 2007")
    return int(text)


def dataset_of(options: argparse.Namespace) -> Dataset:
    """Return the data set that a command was told to use."""
    return load(options.data) if options.data else dataset()


def record_of(found: Dataset, record_id: str) -> Record:
    """Return the record with an id, whatever its kind.

    Raises:
        UnknownIdError: There is none; the message names the nearest.
    """
    collections = found.collections.values()
    for collection in collections:
        if record_id in collection:
            record: Record = collection[record_id]
            return record
    known = {fold(i): i for collection in collections for i in collection.ids}
    raise UnknownIdError(
        f"no record has the id {record_id!r}: {understood(record_id, known, 'record')}"
    )
