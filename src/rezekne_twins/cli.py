"""The command line: an overview, lists, records, searches, checks."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from rezekne_twins import cli_check, cli_export
from rezekne_twins.cli_options import add_filters, dataset_of, filtered, record_of
from rezekne_twins.display import overview
from rezekne_twins.errors import DataError, RezekneTwinsError, UnknownValueError
from rezekne_twins.names import fold
from rezekne_twins.progress import shown
from rezekne_twins.sequence import Collection, store_of
from rezekne_twins.store import KINDS
from rezekne_twins.suggestions import understood
from rezekne_twins.texts import json_text

_COLLECTIONS = [kind.collection for kind in KINDS]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 faults found, 2 not understood."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names need more than a Windows code page has
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            return _run(arguments)
        finally:
            print(end="", flush=True)  # here, where a closed pipe is understood, not at exit
    except BrokenPipeError:
        # Whoever read the output has enough; Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments, argparse.Namespace(data=None, json=False))
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        with shown(sys.stderr):
            return run(options)
    except BrokenPipeError:
        raise
    except DataError as error:
        print("\n".join(map(str, error.findings)), file=sys.stderr)
        return 2
    except RezekneTwinsError as error:
        print(f"rezekne-twins: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        told = str(error)
        if error.strerror and hasattr(options, "output"):  # its file is ours, which nobody typed
            told = f"nothing was written to {options.output}: {error.strerror}"
        print(f"rezekne-twins: {told}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    # SUPPRESS: else the default of a command would undo what stands before it.
    data = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    data.add_argument("--data", metavar="PATH", help="another data folder, or a JSON export")
    shared = argparse.ArgumentParser(add_help=False, parents=[data])
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    parser = argparse.ArgumentParser(
        prog="rezekne-twins",
        description="The international partnerships of Rēzekne city and Rēzekne Municipality. "
        "Without a command: an overview of all of them.",
        parents=[shared],
    )
    parser.set_defaults(run=_overview)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    listed = commands.add_parser("list", parents=[shared], help="list records, filtered")
    listed.set_defaults(run=_list)
    listed.add_argument(
        "collection", nargs="?", default="partnerships", help=f"one of {', '.join(_COLLECTIONS)}"
    )

    plotted = commands.add_parser(
        "plot", parents=[shared], help="draw a map or a timeline of partnerships, filtered"
    )
    plotted.set_defaults(run=_plot, collection="partnerships")
    plotted.add_argument("picture", choices=["map", "timeline"], help="what to draw")
    plotted.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="ends with .html, .svg or .png"
    )
    plotted.add_argument("--language", default="en", help="of names and legend: en or lv")
    add_filters(listed)
    add_filters(plotted, ["partnerships"])

    show = commands.add_parser("show", parents=[shared], help="show one record, whatever its kind")
    show.set_defaults(run=_show)
    show.add_argument("id", help="id of a record, such as city-suwalki")

    find = commands.add_parser(
        "find", parents=[shared], help="find every record that names something"
    )
    find.set_defaults(run=_find)
    find.add_argument("text", help="words to look for")

    cli_export.add(commands, data)
    cli_check.add(commands)
    return parser


def _overview(options: argparse.Namespace) -> int:
    found = dataset_of(options)
    if options.json:
        _print_json(found.partnerships().to_dicts())
    else:
        print(overview(store_of(found.partnerships)))
    return 0


def _list(options: argparse.Namespace) -> int:
    _print(_filtered(options), as_json=options.json)
    return 0


def _plot(options: argparse.Namespace) -> int:
    from rezekne_twins import plot

    draw = {"map": plot.map, "timeline": plot.timeline}[options.picture]
    print(draw(_filtered(options), language=options.language).save(options.output))
    return 0


def _filtered(options: argparse.Namespace) -> Any:
    """Return what the filters leave of a collection."""
    collections = dataset_of(options).collections
    name = options.collection
    if name not in collections:
        known = understood(name, {fold(known): known for known in collections}, "collection")
        raise UnknownValueError(f"there is no collection {name!r}: {known}")
    return filtered(collections[name], options)


def _show(options: argparse.Namespace) -> int:
    record = record_of(dataset_of(options), options.id)
    if options.json:
        _print_json(record.to_dict())
    else:
        print(record.card())
    return 0


def _find(options: argparse.Namespace) -> int:
    _print(dataset_of(options).find(options.text), as_json=options.json)
    return 0


def _print(collection: Collection[Any], *, as_json: bool) -> None:
    if as_json:
        _print_json(collection.to_dicts())
    else:
        print(repr(collection))


def _print_json(value: object) -> None:
    print(json_text(value, indent=2))
