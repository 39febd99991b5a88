"""The exceptions of this library, and the finding that a data check reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["DataError", "Finding", "RezekneTwinsError", "UnknownIdError", "UnknownValueError"]


class Finding(NamedTuple):
    """One fault of a data folder, as a check reports it.

    Attributes:
        code: Letter for severity (`E` error, `W` warning), then topic and number, such as `E201`.
        file: File the fault is in, relative to the data folder, with forward slashes.
        record: Id of the record, or the empty string where a whole file is meant.
        message: What is wrong, naming the value.
        advice: What to do about it.
    """

    code: str
    file: str
    record: str
    message: str
    advice: str

    def __str__(self) -> str:
        """Return the finding as one line, such as `places.toml: E201 arendal: … → …`."""
        where = f"{self.record}: " if self.record else ""
        return f"{self.file}: {self.code} {where}{self.message} → {self.advice}"


class RezekneTwinsError(Exception):
    """Base of every error that this library raises on purpose."""


class UnknownIdError(RezekneTwinsError, KeyError):
    """A look-up by id found nothing; the message names the nearest ids.

    It is a `KeyError`, so `in` and `.get` behave as a mapping's do, but it prints plainly.
    """

    def __str__(self) -> str:
        """Return the message itself: a plain `KeyError` would print it in quotes."""
        return str(self.args[0]) if self.args else ""


class UnknownValueError(RezekneTwinsError, ValueError):
    """A filter was given a value that means nothing; the message names what would be understood."""


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
