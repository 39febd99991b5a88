"""The command line: `main` runs a command; each module has the commands that its name says."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module

from rezekne_twins.cli.parser import parse


def main(arguments: Iterable[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 faults found, 2 not understood."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names need more than a Windows code page has
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            return _run(arguments)
        finally:
            print(end="", flush=True)  # here, where a closed pipe is handled, not at exit
    except BrokenPipeError:
        # The reader has closed the pipe; Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(arguments: Iterable[str] | None) -> int:
    options = parse(arguments)

    from rezekne_twins.errors import DataError, RezekneTwinsError

    module, _, name = options.run.partition(".")
    try:
        run: Callable[..., int] = getattr(import_module(f"{__name__}.{module}"), name)
        return run(options)
    except BrokenPipeError:
        raise
    except DataError as error:
        told = "\n".join(map(str, error.findings))
    except RezekneTwinsError as error:
        told = f"rezekne-twins: {error}"
    except OSError as error:
        told = f"rezekne-twins: {error}"
        if error.strerror and options.output:  # its path is a temporary one, which nobody typed
            told = f"rezekne-twins: cannot write {options.output}: {error.strerror}"
    print(told, file=sys.stderr)
    return 2
