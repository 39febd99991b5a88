"""Text for a terminal or a table: one line, escaped, cut, wrapped."""

from __future__ import annotations

from collections.abc import Iterable

LINE = 100
"""Characters of a line of a card."""


def printable(text: str) -> str:
    """Return one line with nothing in it that a terminal would act on."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def json_text(value: object, indent: int | None = None) -> str:
    """Return a value as JSON, in which no character acts on a terminal."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def shortened(text: str, width: int) -> str:
    """Shorten at a space where one is near, and end with an ellipsis."""
    if len(text) <= width:
        return text
    kept = text[: width - 1]
    return (kept.rpartition(" ")[0] if " " in kept[-15:] else kept).rstrip(" ,;") + "…"


def wrapped(text: str, first: str = "", indent: int = 6) -> list[str]:
    """Return the lines of a paragraph; words and addresses stay whole."""
    import textwrap

    return textwrap.wrap(
        f"{first}{text}",
        LINE,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def aligned(rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a table, its columns two spaces apart."""
    cells = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in cells]
