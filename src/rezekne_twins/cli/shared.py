"""What several commands share: the data set, filters, one record, the output."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from rezekne_twins._dataset import Dataset, dataset, load
from rezekne_twins.errors import UnknownIdError, UnknownValueError
from rezekne_twins.exports.writing import is_stream, write_text
from rezekne_twins.filters import FILTERS
from rezekne_twins.models import Record
from rezekne_twins.names import fold
from rezekne_twins.sequence import store_of
from rezekne_twins.suggestions import understood

_KEYWORDS = {keyword for keywords in FILTERS.values() for keyword in keywords}


def dataset_of(options: argparse.Namespace) -> Dataset:
    """Return the data set that a command is to use."""
    return load(options.data) if options.data else dataset()


def filtered(found: Dataset, options: argparse.Namespace) -> Any:
    """Return the records of a collection that match the filters given as options.

    Raises:
        UnknownValueError: A value is unknown, or the collection does not have the filter.
    """
    name, known = options.collection, FILTERS[options.collection]
    given = {k: v for k, v in vars(options).items() if k in _KEYWORDS and v is not None}
    for keyword in given:
        if keyword not in known:
            told = f"; filters: {', '.join(f'--{each}' for each in known)}" if known else ""
            raise UnknownValueError(f"{name} cannot be filtered by --{keyword}{told}")
    if "validity" in given and "on" not in given:
        raise UnknownValueError("--validity needs --on DATE, such as --on 2005")
    if "on" in given and "validity" not in given:
        raise UnknownValueError("--on DATE needs --validity, such as --validity in_force")
    if "year" in given:
        given["year"] = [_year(text) for text in given["year"]]
    try:
        return found.collections[name](**given)
    except UnknownValueError as error:
        # A message about keywords, in the words of the command line.
        message = re.sub(rf"\b({'|'.join(_KEYWORDS)})=", r"--\1 ", str(error))
        joined = (k for k, v in given.items() if k != "year" and "," in " ".join(v))
        several = (f"; for several values: --{k} A --{k} B" for k in joined)
        raise UnknownValueError(message + next(several, "")) from None


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise UnknownValueError(f"--year {text!r} is not a year, such as 2007; see --since, --until")
    return int(text)


def record_of(found: Dataset, record_id: str) -> Record:
    """Return the record with an ID, whatever its kind.

    Raises:
        UnknownIdError: There is none; the message names the nearest.
    """
    collections = found.collections.values()
    named = store_of(found.partnerships).find_ids(Record, record_id)
    wanted = named[0] if len(named) == 1 else record_id
    for collection in collections:
        if wanted in collection:
            record: Record = collection[wanted]
            return record
    known = {fold(i): i for collection in collections for i in collection.ids}
    near = understood(record_id, known, "record")
    raise UnknownIdError(f"no record has the id {record_id!r}: {near}")


def format_of(options: argparse.Namespace, types: dict[str, str], default: str | None = None) -> str:
    """Return the format that was asked for, else that of the file type, else a default.

    Raises:
        UnknownValueError: The file type is unknown, or there is neither type nor default.
    """
    if chosen := options.format or ("json" if options.json else ""):
        return str(chosen)
    path = Path(options.output or "-")
    suffix = path.suffix.lower()
    if suffix in types and not is_stream(path):
        return types[suffix]
    if default and (not suffix or is_stream(path)):
        return default
    valid = ", ".join(types)
    if suffix:
        raise UnknownValueError(f"unsupported file type {suffix}; use {valid} or --format FORMAT")
    raise UnknownValueError(f"--format is needed, or --output with a file type: {valid}")


def new_path(options: argparse.Namespace) -> Path | None:
    """Return the path to write to, or `None` for standard output.

    Raises:
        UnknownValueError: It exists, and `--force` is not given.
    """
    if options.output in {None, "-"}:
        return None
    path = Path(options.output)
    taken = path.exists() and not (path.is_dir() and not any(path.iterdir()))
    if taken and not options.force and not is_stream(path):
        raise UnknownValueError(f"{path} already exists: choose another path, or add --force")
    return path


def write(options: argparse.Namespace, text: str, what: str = "output") -> int:
    """Print a text, or write it to the file of `--output`."""
    path = new_path(options)
    if path is None:
        print(text)
        return 0
    write_text(path, f"{text}\n")
    return told(path, what)


def told(path: Path, what: str) -> int:
    """Say what was written, unless standard output may be where it went."""
    if not is_stream(path):
        print(f"Wrote {what} to {'the folder ' * path.is_dir()}{path}")
    return 0
