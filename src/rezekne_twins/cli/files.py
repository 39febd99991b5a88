"""The commands that write files: plot, export."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rezekne_twins._dataset import Dataset
from rezekne_twins.cli.shared import dataset_of, filtered, format_of, new_path, told
from rezekne_twins.collections import Partnerships
from rezekne_twins.errors import UnknownValueError
from rezekne_twins.exports.writing import atomic_write, is_stream

_BINARY = {".png", ".xlsx", ".sqlite"}
_TYPES = {f".{name}": name for name in ("xlsx", "sqlite", "geojson", "json", "jsonld")}


def plot(options: argparse.Namespace) -> int:
    """Draw a map or a timeline."""
    from rezekne_twins import plot as pictures

    form = format_of(options, {".html": "html", ".svg": "svg", ".png": "png"})
    path = new_path(options)
    draw = {"map": pictures.map, "timeline": pictures.timeline}[options.picture]
    picture = draw(filtered(dataset_of(options), options), language=options.language)
    return _put(path, picture.save, f".{form}", f"the {options.picture}")


def export(options: argparse.Namespace) -> int:
    """Write the whole data set, or some partnerships with all that belongs to them."""
    form = format_of(options, _TYPES)
    write: Callable[..., Path] = getattr(Dataset, f"to_{form.replace('xlsx', 'excel')}")
    if options.excel:
        if form != "csv":
            raise UnknownValueError("--excel needs --format csv")
        write = partial(Dataset.to_csv, excel=True)
    path = new_path(options)
    if path is None and form not in _TYPES.values():
        raise UnknownValueError(f"--format {form} writes a folder: name one with --output")
    found = dataset_of(options)
    chosen: Partnerships = filtered(found, options)
    if chosen != found.partnerships:
        found = found.subset(chosen)
    what = f"{len(chosen)} partnership{'s' * (len(chosen) != 1)} and related records"
    if path is None or is_stream(path):
        return _put(path, partial(write, found), f".{form}", what)
    write(found, path)
    return told(path, what)


def _put(path: Path | None, write: Callable[[Path], Path], suffix: str, what: str) -> int:
    """Write a file of any name, or to standard output."""
    if path is None and suffix in _BINARY and sys.stdout.isatty():
        raise UnknownValueError(f"a terminal cannot show {suffix}: name a file with --output")
    with TemporaryDirectory() as place:
        made = write(Path(place, f"new{suffix}")).read_bytes()
    if path is None:
        sys.stdout.buffer.write(made)
        return 0
    with atomic_write(path) as new:
        new.write_bytes(made)
    return told(path, what)
