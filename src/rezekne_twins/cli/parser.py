"""The commands and their options. Models are not imported: help and errors appear at once."""

from __future__ import annotations

import argparse
import json
import os
import pkgutil
import re
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NoReturn, TypeAlias

from rezekne_twins import __version__
from rezekne_twins.filters import FILTERS, help_of

_PRINT_JSON = {"", "list", "show", "find"}
_SINGLE = frozenset({"on", "since", "until"})
_ABOUT = """The international partnerships of Rēzekne city and Rēzekne Municipality.
Without a command: an overview of them."""
_DECLARED: dict[str, Any] = json.loads(pkgutil.get_data("rezekne_twins.cli", "commands.json") or b"")
"""Commands by group, with the arguments of `argparse` for each; and what several of them share."""

Words: TypeAlias = Mapping[str, Iterable[str]]


def _width() -> int:
    """Return the width of the terminal; `shutil` would import half a dozen modules for it."""
    try:
        return int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (OSError, ValueError):
        return 80


WIDTH = _width()
"""Columns of the terminal."""


_TRIED: Mapping[str, list[str]] = _DECLARED["tried"]
"""What people try first, and what to type: the first one that a parser knows."""


class Parser(argparse.ArgumentParser):
    """A parser that suggests the nearest option or value, and accepts no abbreviations."""

    def __init__(self, **options: Any) -> None:
        """Make a parser; options for all commands come in with `parents`."""
        form = partial(argparse.RawDescriptionHelpFormatter, width=WIDTH - 2)
        super().__init__(allow_abbrev=False, formatter_class=form, **options)
        self.commands: Mapping[str, Parser] = {}
        self.register("type", "names", _names)
        self.register("type", "number", _number)

    def parse_known_args(self, args: Any, namespace: Any = None) -> Any:  # type: ignore[override]
        """Refuse unknown options, those of a sub-command with its own name."""
        for n, (before, arg) in enumerate(zip(("", *args), args, strict=False)):
            if arg in self.commands:
                break
            option = arg.partition("=")[0]
            known = self.knows(option) or self.knows(option[:2])  # as in `-ofile`
            if re.fullmatch(r"--?[a-zA-Z][\w-]*", option) and not known:
                down = f"; in descending order: --sort {option.strip('-')} --reverse"
                self.error(self._unknown(option, args[n:]) + (down if before == "--sort" else ""))
        found, extra = super().parse_known_args(args, namespace)
        if extra:
            kind = "option" if extra[0].startswith("-") else "argument"
            one = "one table: rezekne-twins list" if extra[0].endswith(".csv") else "a file:"
            use = f"; to write {one} -o {extra[0]}" if "." in extra[0] and self.knows("-o") else ""
            use = f"; to list them: list {extra[0]} --partnership ID" if extra[0] in FILTERS else use
            form = self._option_string_actions.get("--format")
            if form and extra[0] in (form.choices or ()):
                use = f"; write --format {extra[0]}"
            self.error(f"unknown {kind} {extra[0]!r}{use}")
        return found, extra

    def knows(self, option: str) -> bool:
        """Tell whether there is such an option."""
        return option in self._option_string_actions

    def _unknown(self, option: str, typed: Iterable[str]) -> str:
        # It may be an option of a command that was left out.
        after = [name for name, command in self.commands.items() if command.knows(option)]
        near = f"; write it after a command: {self.prog} {after[0]} {' '.join(typed)}" if after else ""
        near = near or _nearest(option, self._option_string_actions)
        return f"unknown option {option!r}{near}"

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            valid = ", ".join(action.choices)
            near = _nearest(str(value), action.choices) or f"; valid values: {valid}"
            if action.dest in {"command", "collection"} and "did you" not in near:
                verb = "show" if "-" in value else "find"
                near += f"; to {verb} it: rezekne-twins {verb} {value}"
            raise argparse.ArgumentError(None, f"unknown {action.dest} {value!r}{near}")

    def error(self, message: str) -> NoReturn:
        """Exit with 2: one line says what is wrong, another where help is."""
        self.exit(2, f"{self.prog}: {message}\nFor help: {self.prog} --help\n")


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    # A suggestion of the same kind, an option or a word, must be one that is known here.
    uses = _TRIED.get(word, [])
    tried = [u for u in uses if u.split()[0] in known or (u[0] == "-") != (word[0] == "-")]
    near = tried or get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def parse(arguments: Iterable[str] | None) -> argparse.Namespace:
    """Return the options that were typed; exit with 2 where they are not valid."""
    parser = make_parser()
    typed = sys.argv[1:] if arguments is None else [*arguments]
    unset: dict[str, Any] = dict.fromkeys(("data", "output", "format", "columns", "sort", "limit"))
    unset |= {"json": False, "force": False, "reverse": False, "command": ""}
    options = parser.parse_args(typed, argparse.Namespace(**unset))
    if options.json and (options.command not in _PRINT_JSON or options.format):
        against = f"--format {options.format}" if options.format else options.command
        parser.error(f"--json cannot be combined with {against}")
    return options


def make_parser(words: Words | None = None) -> Parser:
    """Return the parser.

    Args:
        words: For a completion script: words that a shell is to offer, by option or argument.
    """
    offered = {"collection": tuple(FILTERS), **(words or {})}
    parents: dict[str, Parser] = {}
    for name, arguments in _DECLARED["shared"].items():
        # SUPPRESS: else the default of a command would replace what stands before it.
        parents[name] = Parser(add_help=False, argument_default=argparse.SUPPRESS)
        _add(parents[name], arguments, offered)
    main = Parser(
        prog="rezekne-twins",
        usage="%(prog)s [OPTION ...] [COMMAND ...]",
        description="\n\n".join([_ABOUT, *map(_group, _DECLARED["groups"])]),
        parents=[parents["shared"], parents["printed"]],
    )
    main.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    main.set_defaults(run="records.overview")
    # The groups in the description list the commands; a completion script needs this list.
    hidden = None if words else argparse.SUPPRESS
    commands = main.add_subparsers(dest="command", metavar="COMMAND", prog=main.prog, help=hidden)
    for group in _DECLARED["groups"].values():
        for name, command in group.items():
            told = command["help"]
            made = commands.add_parser(
                name,
                parents=[parents[parent] for parent in command["parents"]],
                usage=f"{main.prog} {name} {command['usage']} [OPTION ...]",
                help=told,
                description=f"{told[0].upper()}{told[1:]}.",
            )
            made.set_defaults(run=command["run"], collection="partnerships")
            _add(made, command["arguments"], offered)
    main.commands = dict(commands.choices)
    for name in ("list", "plot", "export"):
        _add_filters(main.commands[name], FILTERS if name == "list" else ["partnerships"], offered)
    return main


def _add(parser: Parser, arguments: Mapping[str, Any], words: Words) -> None:
    """Add what a command takes; without a help text, its choices are the help."""
    for names, declared in arguments.items():
        name, options = names.lstrip("-"), {**declared}
        usual = options.pop("usual", declared.get("default"))
        if name in words:
            options["choices"] = words[name]
        if "help" not in options:
            default = f" (default: {usual})" if usual else ""
            options |= {"metavar": name.upper(), "help": ", ".join(options["choices"]) + default}
        action = parser.add_argument(*names.split(), **options)
        if options.get("metavar") == "PATH" and "path" in words:
            vars(action)["complete"] = words["path"]


def _group(title: str) -> str:
    commands = _DECLARED["groups"][title].items()
    return "\n".join([f"{title}:", *(f"  {name:11} {each['help']}" for name, each in commands)])


def _add_filters(parser: Parser, collections: Iterable[str], words: Words) -> None:
    """Give a command an option for each filter of some collections."""
    group = parser.add_argument_group("filters", "All but --on, --since and --until may be repeated.")
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


def _names(text: str) -> str | list[str]:
    return text if text in {"all", "lean"} else [name.strip() for name in text.split(",")]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number; 0 is for all")
    return int(text)
