"""The commands and their options. Models are not imported: help and errors appear at once."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, TypeAlias

from rezekne_twins import __version__
from rezekne_twins.filters import FILTERS, help_of

ROWS = ("table", "csv", "tsv", "json", "jsonl")
"""Formats of a list."""
EXPORTS = ("datapackage", "csv", "xlsx", "parquet", "sqlite", "geojson", "json", "jsonld")
DATA = "src/rezekne_twins/data"
"""Data folder of a checkout of this project."""
_PRINT_JSON = {"", "list", "show", "find"}
_SINGLE = frozenset({"on", "since", "until"})
_ABOUT = (
    "The international partnerships of Rēzekne city and Rēzekne Municipality.\n"
    "Without a command: an overview of them."
)
_READERS = {
    "list": "list records, filtered and sorted, as a table, CSV, TSV or JSON",
    "show": "show one record, whatever its kind",
    "find": "find every record that contains some words",
    "plot": "draw a map or a timeline of partnerships",
    "export": "write the data for other tools",
    "cite": "print how to cite the data, or one record",
    "completion": "print a completion script for bash, zsh or fish",
}
_KEEPERS = {
    "check": "check a data folder and print every fault",
    "coverage": "print how much of each source is cited",
    "diff": "print what changed between two data sets",
}


Words: TypeAlias = Mapping[str, Iterable[str]]
Command: TypeAlias = "Callable[..., Parser]"


def _width() -> int:
    """Return the width of the terminal; `shutil` would import half a dozen modules for it."""
    try:
        return int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (OSError, ValueError):
        return 80


WIDTH = _width()
"""Columns of the terminal."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, width=WIDTH - 2, **options)


class Parser(argparse.ArgumentParser):
    """A parser that suggests the nearest option or value, and accepts no abbreviations."""

    def __init__(self, **options: Any) -> None:
        """Make a parser; options for all commands come in with `parents`."""
        super().__init__(allow_abbrev=False, formatter_class=_Formatter, **options)
        self.commands: Mapping[str, Parser] = {}

    def parse_known_args(self, args: Any, namespace: Any = None) -> Any:  # type: ignore[override]
        """Refuse unknown options, those of a sub-command with its own name."""
        for arg in args:
            if arg in self.commands:
                break
            option = arg.partition("=")[0]
            if re.fullmatch(r"--[\w-]+", option) and not self.knows(option):
                self.error(self._unknown(option))
        found, extra = super().parse_known_args(args, namespace)
        if extra:
            kind = "option" if extra[0].startswith("-") else "argument"
            self.error(f"unknown {kind} {extra[0]!r}")
        return found, extra

    def knows(self, option: str) -> bool:
        """Tell whether there is such an option."""
        return option in self._option_string_actions

    def _unknown(self, option: str) -> str:
        near = _nearest(option, self._option_string_actions)
        if not near:  # it may be an option of a command that was left out
            after = [name for name, command in self.commands.items() if command.knows(option)]
            near = f"; write it after a command: {self.prog} {after[0]} {option}" if after else ""
        return f"unknown option {option!r}{near}"

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            valid = ", ".join(action.choices)
            near = _nearest(str(value), action.choices) or f"; valid values: {valid}"
            raise argparse.ArgumentError(None, f"unknown {action.dest} {value!r}{near}")

    def error(self, message: str) -> NoReturn:
        """Exit with 2: one line says what is wrong, another where help is."""
        self.exit(2, f"{self.prog}: {message}\nFor help: {self.prog} --help\n")


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=2, cutoff=0.7)
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else ""


def parse(arguments: Iterable[str] | None) -> argparse.Namespace:
    """Return the options that were typed; exit with 2 where they are not valid."""
    parser = make_parser()
    typed = sys.argv[1:] if arguments is None else [*arguments]
    unset = dict.fromkeys(("data", "output", "format", "columns", "sort", "limit"))
    options = parser.parse_args(
        typed, argparse.Namespace(**unset, json=False, force=False, command="")
    )
    if options.json and (options.command not in _PRINT_JSON or options.format):
        against = f"--format {options.format}" if options.format else options.command
        parser.error(f"--json cannot be combined with {against}")
    return options


def make_parser(words: Words | None = None) -> Parser:
    """Return the parser.

    Args:
        words: For a completion script: words that a shell is to offer, by option or argument.
    """
    offered = words or {}
    # SUPPRESS: else the default of a command would replace what stands before it.
    shared = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    paths = (
        shared.add_argument("--data", metavar="PATH", help="another data folder, or a JSON export"),
        shared.add_argument(
            "-o", "--output", metavar="PATH", help="write to this file; - is standard output"
        ),
    )
    for action in paths if words else ():
        vars(action)["complete"] = offered["path"]
    shared.add_argument("--force", action="store_true", help="replace an existing file or folder")
    printed = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    printed.add_argument("--json", action="store_true", help="print JSON")

    main = Parser(
        prog="rezekne-twins",
        usage="%(prog)s [OPTION ...] [COMMAND ...]",
        description=f"{_ABOUT}\n\n{_listed('commands', _READERS)}\n\n"
        f"{_listed('commands for those who keep the data', _KEEPERS)}",
        parents=[shared, printed],
    )
    main.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    main.set_defaults(run="records.overview")
    commands = main.add_subparsers(
        dest="command",
        metavar="COMMAND",
        prog=main.prog,
        # The groups in the description list the commands; a completion script needs this list.
        help=None if words else argparse.SUPPRESS,
    )

    def command(name: str, run: str, *, json: bool = False, usage: str | None = None) -> Parser:
        told = {**_READERS, **_KEEPERS}[name]
        parents = [shared, printed] if json else [shared]
        made = commands.add_parser(
            name,
            parents=parents,
            usage=usage and f"{main.prog} {name} {usage}",
            help=told,
            description=f"{told[0].upper()}{told[1:]}.",
        )
        made.set_defaults(run=run)
        return made

    _add_readers(command, offered)
    _add_writers(command, offered)
    _add_keepers(command)
    main.commands = dict(commands.choices)
    return main


def _add_readers(command: Command, offered: Words) -> None:
    listed = command(
        "list", "records.listed", json=True, usage="[COLLECTION] [FILTER ...] [OPTION ...]"
    )
    listed.add_argument(
        "collection",
        nargs="?",
        default="partnerships",
        choices=tuple(FILTERS),
        metavar="COLLECTION",
        help=f"{', '.join(FILTERS)} (default: partnerships)",
    )
    show = command("show", "records.show", json=True)
    _add_id(show, offered, help="ID of a record, such as city-suwalki")
    find = command("find", "records.find", json=True)
    find.add_argument("text", metavar="TEXT", help="words to look for")
    for each in (listed, find):
        each.add_argument(
            "--format", metavar="FORMAT", choices=ROWS, help=f"{', '.join(ROWS)} (default: table)"
        )
        each.add_argument("--columns", type=_names, metavar="A,B,…", help="columns, in this order")
        each.add_argument("--sort", metavar="COLUMN", help="order; unknown values come last")
        each.add_argument("--reverse", action="store_true", help="sort in descending order")
        each.add_argument(
            "--limit", type=_number, metavar="N", help="at most so many rows; 0: all of them"
        )
    _add_filters(listed, FILTERS, offered)

    cite = command("cite", "records.cite")
    _add_id(cite, offered, nargs="?", help="ID of a record (default: the whole data set)")
    cite.add_argument(
        "--style",
        metavar="STYLE",
        choices=("text", "bibtex", "cff"),
        help="text, bibtex, or cff for the whole data set (default: text)",
    )
    completion = command("completion", "completion.script")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="name of the shell")


def _add_writers(command: Command, offered: Words) -> None:
    plot = command("plot", "files.plot", usage="{map,timeline} -o FILE [FILTER ...] [OPTION ...]")
    plot.set_defaults(collection="partnerships")
    plot.add_argument("picture", choices=("map", "timeline"), help="what to draw")
    plot.add_argument(
        "--format",
        metavar="FORMAT",
        choices=("html", "svg", "png"),
        help="html, svg or png (default: the file type)",
    )
    plot.add_argument(
        "--language", metavar="LANGUAGE", choices=("en", "lv"), default="en", help="en or lv"
    )
    export = command("export", "files.export", usage="-o PATH [FILTER ...] [OPTION ...]")
    export.set_defaults(collection="partnerships")
    export.add_argument(
        "--format",
        metavar="FORMAT",
        choices=EXPORTS,
        help=f"{', '.join(EXPORTS)} (default: the file type)",
    )
    export.add_argument(
        "--excel", action="store_true", help="write CSV that Excel opens safely (with --format csv)"
    )
    _add_filters(plot, ["partnerships"], offered)
    _add_filters(export, ["partnerships"], offered)


def _add_keepers(command: Command) -> None:
    check = command("check", "check.check_data")
    check.add_argument(
        "--format",
        choices=("text", "github", "json"),
        metavar="FORMAT",
        help="text (path:line:column), annotations for GitHub, or JSON (default: text)",
    )
    check.add_argument(
        "--pages",
        metavar="FOLDER",
        help="folder with the source pages as text; checks that they are unchanged",
    )
    check.add_argument("--explain", metavar="CODE", help="explain a code, such as E114")
    coverage = command("coverage", "check.coverage")
    for each in (check, coverage):
        each.add_argument(
            "data",
            nargs="?",
            default=argparse.SUPPRESS,
            metavar="DIR",
            help="the same as --data DIR (default: the shipped data)",
        )
    diff = command("diff", "check.diff")
    diff.add_argument("old", metavar="OLD", help="folder, JSON export, or git revision")
    diff.add_argument(
        "new", metavar="NEW", nargs="?", help="the same (default: the data of --data)"
    )
    diff.add_argument(
        "--format",
        metavar="FORMAT",
        choices=("text", "markdown"),
        help="markdown: for a changelog (default: text)",
    )
    diff.add_argument(
        "--folder", default=DATA, help=f"data folder of a git revision (default: {DATA})"
    )


def _listed(title: str, commands: Mapping[str, str]) -> str:
    return "\n".join([f"{title}:", *(f"  {name:11} {told}" for name, told in commands.items())])


def _add_id(parser: Parser, words: Words, **options: Any) -> None:
    parser.add_argument("id", metavar="ID", choices=words.get("id"), **options)


def _add_filters(parser: Parser, collections: Iterable[str], words: Words) -> None:
    """Give a command an option for each filter of some collections."""
    group = parser.add_argument_group("filters", "All but --on, --since, --until may be repeated.")
    for keyword in sorted({keyword for name in collections for keyword in FILTERS[name]}):
        group.add_argument(
            f"--{keyword}",
            action="store" if keyword in _SINGLE else "append",
            metavar="DATE" if keyword in _SINGLE else keyword.upper(),
            choices=words.get(keyword),
            help=_help(keyword, collections),
        )


def _help(keyword: str, collections: Iterable[str]) -> str:
    """Return the help of a filter in the words of a shell: options for keywords, no full stops."""
    text = help_of(keyword, collections).removesuffix(".")
    for option in ("on", "validity"):
        text = text.replace(f"`{option}`", f"--{option}")
    sentences = (s.partition("; in Python")[0] for s in text.replace("`", "").split(". "))
    return "; ".join(f"{sentence[:1].lower()}{sentence[1:]}" for sentence in sentences)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)
