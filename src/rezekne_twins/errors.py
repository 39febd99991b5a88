"""The exceptions of this library, and the finding that a data check reports."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import NamedTuple

from rezekne_twins.texts import printable


class Finding(NamedTuple):
    """One fault of a data folder, as a check reports it.

    Attributes:
        code: Letter for severity (`E` error, `W` warning), then topic and number, such as `E201`.
        file: File the fault is in, relative to the data folder, with forward slashes.
        record: Id of the record, or the empty string where a whole file is meant.
        message: What is wrong, naming the value.
        advice: What to do about it.
        path: Way to the value within its file: keys, and the position or the id of a table in
            a list, such as `("acts", "agreement", "date")`.
        line: Line of the value, from 1; 0 where it is not known.
        column: Column of the value, from 1; 0 where it is not known.
    """

    code: str
    file: str
    record: str
    message: str
    advice: str
    path: tuple[str | int, ...] = ()
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """File, and line and column where they are known: `places.toml:12:8`."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def text(self) -> str:
        """Record, message and advice, without place and code."""
        where = f"{self.record}: " if self.record else ""
        return f"{where}{self.message} → {self.advice}"

    def __str__(self) -> str:
        """Return the finding as one line, such as `places.toml:2:6: E201 arendal: … → …`."""
        return printable(f"{self.place}: {self.code} {self.text}")


class RezekneTwinsError(Exception):
    """Base of every error that this library raises on purpose."""

    def __str__(self) -> str:
        """Return the message, in which nothing from the data acts on a terminal."""
        return "\n".join(map(printable, super().__str__().split("\n")))


class UnknownIdError(RezekneTwinsError, KeyError):
    """A look-up by id found nothing; the message names the nearest ids.

    It is a `KeyError`, so `in` and `.get` behave as a mapping's do, but it prints plainly.
    """

    def __str__(self) -> str:
        """Return the message itself: a plain `KeyError` would print it in quotes."""
        return printable(str(self.args[0])) if self.args else ""


class UnknownValueError(RezekneTwinsError, ValueError):
    """A value is unknown; the message lists the valid ones."""


class ComparisonWarning(UserWarning):
    """A record or a date was compared with its own text, which is always unequal."""


class MissingExtraError(RezekneTwinsError, ImportError):
    """An optional library is not installed; the message is the command that installs it."""


class DataError(RezekneTwinsError):
    """A data folder or file cannot be read as a data set; it carries all its faults at once.

    Attributes:
        findings: Every fault that was found, in the order of the files.
    """

    findings: tuple[Finding, ...]

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings, and make the message their list."""
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        """Return a count and then one line a finding."""
        count = len(self.findings)
        lines = [f"{count} fault{'s' if count != 1 else ''} in the data:"]
        return "\n".join(lines + [f"  {finding}" for finding in self.findings])


def warn_retired(retired: str, successor: str, since: str) -> None:
    """Warn, at the line of the caller, that an id has given way to another."""
    from inspect import currentframe

    frame, level, here = currentframe(), 0, __name__.partition(".")[0]
    while frame and str(frame.f_globals.get("__name__")).partition(".")[0] == here:
        frame, level = frame.f_back, level + 1
    message = f"the id {retired!r} was retired in {since}: use {successor!r}"
    warnings.warn(message, DeprecationWarning, stacklevel=level + 1)


def warn_compared(this: object, text: str, attribute: str) -> None:
    """Warn, where a person wrote the comparison, that a record or date never equals text."""
    import sys
    from inspect import currentframe

    frame = currentframe()
    caller = frame and frame.f_back and frame.f_back.f_back  # of `__eq__`, which called this
    package = (caller.f_globals.get("__name__") or "").partition(".")[0] if caller else ""
    if package in {"rezekne_twins", "pandas", "numpy"} or package in sys.stdlib_module_names:
        return  # such as a mock, which compares its arguments
    message = f"{this!r} never equals the text {text!r}; compare its .{attribute}"
    warnings.warn(message, ComparisonWarning, stacklevel=3)
