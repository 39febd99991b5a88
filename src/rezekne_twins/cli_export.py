"""The commands `export` and `cite`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from rezekne_twins._dataset import Dataset
from rezekne_twins.cli_options import add_filters, dataset_of, filtered, record_of
from rezekne_twins.collections import Partnerships
from rezekne_twins.errors import UnknownValueError
from rezekne_twins.texts import printable

_WRITERS: dict[str, Callable[[Dataset, Path], Path]] = {
    "datapackage": Dataset.to_datapackage,
    "csv": Dataset.to_csv,
    "xlsx": Dataset.to_excel,
    "parquet": Dataset.to_parquet,
    "sqlite": Dataset.to_sqlite,
    "geojson": Dataset.to_geojson,
    "json": Dataset.to_json,
    "jsonld": Dataset.to_jsonld,
}


def add(commands: Any, data: argparse.ArgumentParser) -> None:
    """Add the commands to the command line; `data` has the option of that name."""
    export = commands.add_parser(
        "export",
        parents=[data],
        help="write the data for other tools",
        description="Write the whole data set, or with filters some partnerships with all that "
        "hangs on them and what it refers to.",
    )
    export.set_defaults(run=_export)
    export.add_argument("--format", required=True, choices=_WRITERS, help="what to write")
    export.add_argument(
        "--output", required=True, metavar="PATH", help="file, or for several tables folder"
    )
    export.add_argument(
        "--excel", action="store_true", help="write CSV that Excel opens safely (with --format csv)"
    )
    export.add_argument("--force", action="store_true", help="replace what is there")
    add_filters(export, ["partnerships"])

    cite = commands.add_parser("cite", parents=[data], help="print how to cite the data")
    cite.set_defaults(run=_cite)
    cite.add_argument("id", nargs="?", help="id of one record (default: the whole data set)")
    cite.add_argument("--style", default="text", help="text, bibtex or cff; for the whole set")


def _export(options: argparse.Namespace) -> int:
    path = Path(options.output)
    write = _WRITERS[options.format]
    if options.excel:
        if options.format != "csv":
            raise UnknownValueError("--excel needs --format csv")
        write = partial(Dataset.to_csv, excel=True)
    found = dataset_of(options)
    chosen: Partnerships = filtered(found.partnerships, options)
    if chosen != found.partnerships:
        found = found.subset(chosen)
    if path.exists() and not options.force:
        raise UnknownValueError(f"{path} is there already: name another, or add --force")
    write(found, path)
    print(f"{len(chosen)} partnerships, and what belongs to them: {path}")
    return 0


def _cite(options: argparse.Namespace) -> int:
    found = dataset_of(options)
    cited = record_of(found, options.id).cite() if options.id else found.cite(options.style)
    print("\n".join(map(printable, cited.rstrip().split("\n"))))
    return 0
