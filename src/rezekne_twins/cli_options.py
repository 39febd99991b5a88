"""What several commands share: the data set, the filters of a collection, one record."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from rezekne_twins._dataset import Dataset, dataset, load
from rezekne_twins.errors import UnknownIdError, UnknownValueError
from rezekne_twins.models import Record
from rezekne_twins.names import fold, understood

FILTERS = {
    "act": "kind of an act, such as signed or prolonged",
    "country": "country of the partner: code or name, such as NO or Norway",
    "field": "field of cooperation: id or label in English or Latvian",
    "funder": "who financed it, or its programme",
    "holder": "who holds the tie: city or municipality",
    "kind": "kind of record, such as membership",
    "on": "the date that --validity speaks of",
    "organisation": "body that is partner or party: id or any name",
    "outcome": "what became of it, such as not_completed",
    "partner": "place or organisation that is partner: id or any name",
    "partnership": "id of a partnership",
    "person": "person who had a role in it",
    "place": "place that is partner or party, or that one lies in",
    "since": "first year or date, inclusive",
    "stage": "current, agreed or planned",
    "subject": "record that a statement is about",
    "topic": "kind of statement, such as benefit",
    "until": "last year or date, inclusive",
    "validity": "what stood on the date --on, such as in_force",
    "year": "year of an act",
}
_SINGLE = frozenset({"on", "since", "until"})


def add_filters(parser: argparse.ArgumentParser, names: Iterable[str] = FILTERS) -> None:
    """Give a command an option for each filter."""
    for name in names:
        once = name in _SINGLE
        parser.add_argument(
            f"--{name}",
            action="store" if once else "append",
            help=FILTERS[name] if once else f"{FILTERS[name]}; may be repeated",
        )


def filtered(query: Any, options: argparse.Namespace) -> Any:
    """Return what a query finds with the filters that were given.

    Raises:
        UnknownValueError: One means nothing, or the collection does not have it.
    """
    asked: dict[str, Any] = {name: getattr(options, name, None) for name in FILTERS}
    given = {name: value for name, value in asked.items() if value is not None}
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
