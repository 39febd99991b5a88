"""The commands and their options. Models are not imported: help and errors appear at once."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Mapping
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
_ABOUT = """The international partnerships of Rēzekne city and Rēzekne Municipality.
Without a command: an overview of them.

commands"""
_FILTERED = "[FILTER ...]"
_COMMANDS: dict[str, dict[str, tuple[str, str, str]]] = {  # function, help and usage
    _ABOUT: {
        "list": (
            "records.listed",
            "list records, filtered and sorted",
            f"[COLLECTION] {_FILTERED}",
        ),
        "show": ("records.show", "show one record, whatever its kind", "ID"),
        "find": ("records.find", "find every record that contains some words", "TEXT"),
        "plot": ("files.plot", "draw a map or a timeline", f"{{map,timeline}} {_FILTERED}"),
        "export": ("files.export", "write the data for other tools", f"-o PATH {_FILTERED}"),
        "cite": ("records.cite", "print how to cite the data, or one record", "[ID]"),
        "completion": ("completion.script", "print a completion script for a shell", "SHELL"),
    },
    "commands for those who keep the data": {
        "check": ("check.check_data", "check a data folder and print every fault", "[DIR]"),
        "coverage": ("check.coverage", "print how much of each source is cited", "[DIR]"),
        "diff": ("check.diff", "print what changed between two data sets", "OLD [NEW]"),
    },
}


Words: TypeAlias = Mapping[str, Iterable[str]]


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

    near = get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


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
    shared, printed = (Parser(add_help=False, argument_default=argparse.SUPPRESS) for _ in "12")
    data = shared.add_argument("--data", metavar="PATH", help="data folder, or JSON export")
    output = shared.add_argument(
        "-o", "--output", metavar="PATH", help="file to write; - is stdout"
    )
    shared.add_argument("--force", action="store_true", help="replace an existing file or folder")
    printed.add_argument("--json", action="store_true", help="print JSON")
    for action in (data, output) if words else ():
        vars(action)["complete"] = offered["path"]
    main = Parser(
        prog="rezekne-twins",
        usage="%(prog)s [OPTION ...] [COMMAND ...]",
        description="\n\n".join(map(_group, _COMMANDS)),
        parents=[shared, printed],
    )
    main.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    main.set_defaults(run="records.overview")
    # The groups in the description list the commands; a completion script needs this list.
    hidden = None if words else argparse.SUPPRESS
    commands = main.add_subparsers(dest="command", metavar="COMMAND", prog=main.prog, help=hidden)
    for group in _COMMANDS.values():
        for name, (run, told, usage) in group.items():
            made = commands.add_parser(
                name,
                parents=[shared, printed] if name in _PRINT_JSON else [shared],
                usage=f"{main.prog} {name} {usage} [OPTION ...]",
                help=told,
                description=f"{told[0].upper()}{told[1:]}.",
            )
            made.set_defaults(run=run, collection="partnerships")
    main.commands = dict(commands.choices)
    _add_arguments(main.commands, offered)
    return main


def _add_arguments(commands: Mapping[str, Parser], offered: Words) -> None:
    """Add what each command takes."""
    for name in ("list", "find"):
        add = commands[name].add_argument
        _choice(commands[name], "--format", ROWS, "table")
        add("--columns", type=_names, metavar="A,B,…", help="columns, in this order")
        add("--sort", metavar="COLUMN", help="sort by a column; unknown values come last")
        add("--reverse", action="store_true", help="sort in descending order")
        add("--limit", type=_number, metavar="N", help="show at most N rows; 0: all rows")
    _choice(commands["list"], "collection", tuple(FILTERS), "partnerships", nargs="?")
    commands["list"].set_defaults(collection="partnerships")
    told = "ID of a record, such as city-suwalki"
    commands["show"].add_argument("id", metavar="ID", choices=offered.get("id"), help=told)
    commands["find"].add_argument("text", metavar="TEXT", help="words to look for")
    told = "ID of a record (default: the whole data set)"
    add = commands["cite"].add_argument
    add("id", metavar="ID", nargs="?", choices=offered.get("id"), help=told)
    _choice(commands["cite"], "--style", ("text", "bibtex", "cff"), "text")
    _choice(commands["plot"], "picture", ("map", "timeline"))
    _choice(commands["plot"], "--format", ("html", "svg", "png"), "the file type")
    _choice(commands["plot"], "--language", ("en", "lv"), "en")
    commands["plot"].set_defaults(language="en")
    _choice(commands["export"], "--format", EXPORTS, "the file type")
    told = "write CSV that Excel opens safely (with --format csv)"
    commands["export"].add_argument("--excel", action="store_true", help=told)
    _choice(commands["completion"], "shell", ("bash", "zsh", "fish"))
    _add_filters(commands["list"], FILTERS, offered)
    _add_filters(commands["plot"], ["partnerships"], offered)
    _add_filters(commands["export"], ["partnerships"], offered)

    _choice(commands["check"], "--format", ("text", "github", "json"), "text")
    add = commands["check"].add_argument
    add("--pages", metavar="FOLDER", help="folder of source pages: check that they are unchanged")
    add("--explain", metavar="CODE", help="explain a code, such as E114")
    for name in ("check", "coverage"):
        add = commands[name].add_argument
        add("data", nargs="?", default=argparse.SUPPRESS, metavar="DIR", help="the same as --data")
    add = commands["diff"].add_argument
    add("old", metavar="OLD", help="folder, JSON export, or git revision")
    add("new", metavar="NEW", nargs="?", help="the same (default: the data of --data)")
    add("--folder", default=DATA, help=f"data folder of a git revision (default: {DATA})")
    _choice(commands["diff"], "--format", ("text", "markdown"), "text")


def _choice(
    parser: Parser, name: str, choices: tuple[str, ...], default: str = "", **options: Any
) -> None:
    usual = f" (default: {default})" if default else ""
    metavar, told = name.lstrip("-").upper(), f"{', '.join(choices)}{usual}"
    parser.add_argument(name, metavar=metavar, choices=choices, help=told, **options)


def _group(title: str) -> str:
    lines = (f"  {name:11} {told}" for name, (_, told, _) in _COMMANDS[title].items())
    return "\n".join([f"{title}:", *lines])


def _add_filters(parser: Parser, collections: Iterable[str], words: Words) -> None:
    """Give a command an option for each filter of some collections."""
    group = parser.add_argument_group("filters", "All but --on, --since, --until may be repeated.")
    for keyword in sorted({keyword for name in collections for keyword in FILTERS[name]}):
        group.add_argument(
            f"--{keyword.replace('_', '-')}",
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
