"""Telling whoever waits at a terminal how far long work has come; silent anywhere else."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sized
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from time import monotonic
from typing import TextIO, TypeVar

T = TypeVar("T")

_terminal: ContextVar[TextIO | None] = ContextVar("terminal", default=None)
_PATIENCE, _BETWEEN = 0.5, 0.1
"""Seconds before anything is told, and from one time to the next."""


@contextmanager
def shown(stream: TextIO | None) -> Generator[None]:
    """Tell on a stream, if it is a terminal, how far the work in `telling` has come meanwhile."""
    terminal = False
    with suppress(AttributeError, ValueError):  # there is none (`pythonw`), or it is closed
        terminal = stream is not None and stream.isatty()
    token = _terminal.set(stream if terminal else None)
    try:
        yield
    finally:
        _terminal.reset(token)


def telling(items: Iterable[T], doing: str) -> Iterable[T]:
    """Return items, and tell while they are worked on which one it is; see `shown`."""
    stream = _terminal.get()
    return _counted(items, doing, stream) if stream else items


def _counted(items: Iterable[T], doing: str, stream: TextIO) -> Iterator[T]:
    of = f" of {len(items)}" if isinstance(items, Sized) else ""
    due, line = monotonic() + _PATIENCE, ""
    try:
        for n, item in enumerate(items, start=1):
            if monotonic() >= due:
                line = f"{doing} {n}{of} …"
                stream.write(f"\r{line}")
                stream.flush()
                due = monotonic() + _BETWEEN
            yield item
    finally:
        if line:
            stream.write(f"\r{' ' * len(line)}\r")
            stream.flush()
