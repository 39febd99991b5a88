"""Tables that fit a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rezekne_twins.exports.frames import joined
from rezekne_twins.loading.rows import is_list
from rezekne_twins.texts import aligned, printable, shortened

_LEAST = 12
"""A column is left out rather than made narrower."""
_GAP = 2


def fitted(
    names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, *, keep: bool
) -> list[str]:
    """Return the lines of a table; without rows there are none.

    Args:
        names: The header.
        rows: Texts in its order.
        width: Characters of a line; `None` is no limit.
        keep: Show all columns, however narrow; else those on the right are left out.
    """
    if not rows:
        return []
    columns = {
        name: [name, *map(printable, texts)]
        for name, *texts in zip(names, *rows, strict=True)
        if keep or width is None or any(texts)
    }
    left_out: list[str] = []
    if width is not None:
        widths = {name: max(map(len, texts)) for name, texts in columns.items()}
        # IDs are there to be copied, so they stay whole.
        least = {n: min(w, width if n == "id" else _LEAST) for n, w in widths.items()}
        for name in reversed([n for n in columns if n not in {"id", "title"} and not keep]):
            if _sum(least) > width:
                left_out.insert(0, name)
                del columns[name], widths[name], least[name]
        if "id" in least:  # a line may be too short even for them
            least["id"] = max(_LEAST, least["id"] - max(0, _sum(least) - width))
        for _ in range(_sum(widths) - width):
            if widths != least:
                wide = [name for name in widths if widths[name] > least[name]]
                widths[max(wide, key=widths.__getitem__)] -= 1
        columns = {n: [_cut(text, widths[n]) for text in texts] for n, texts in columns.items()}
    hint = f"left out: {', '.join(left_out)}; name columns with --columns"
    return [*aligned(zip(*columns.values(), strict=True)), *([hint] if left_out else [])]


def _sum(widths: Mapping[str, int]) -> int:
    return sum(widths.values()) + _GAP * (len(widths) - 1)


def _cut(text: str, width: int) -> str:
    """Shorten a text; in a narrow column a whole word fewer would be half of it."""
    if len(text) <= width or width >= 2 * _LEAST:
        return shortened(text, width)
    return f"{text[: width - 1].rstrip()}…"


def text_of(value: Any) -> str:
    """Return a value as the text of a cell: nothing for `None`, a list joined."""
    if isinstance(value, bool):
        return str(value).lower()
    text = joined(tuple(value) if is_list(value) else value)
    return "" if text is None else printable(str(text))
