"""Text as it is safe to print."""

from __future__ import annotations


def json_text(value: object, indent: int | None = None) -> str:
    """Return a value as JSON, in which no character acts on a terminal."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
