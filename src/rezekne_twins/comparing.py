"""Warn about comparing a record or date with its own text; imported only when one is."""

from __future__ import annotations

import sys
import warnings

from rezekne_twins.errors import ComparisonWarning


def warn_compared(this: object, text: str, attribute: str) -> None:
    """Warn, where a person wrote the comparison, that a record or date never equals text."""
    caller = sys._getframe(2).f_globals.get("__name__") or ""  # noqa: SLF001 - that of `__eq__`
    package = caller.partition(".")[0]
    if package in {"rezekne_twins", "pandas", "numpy"} or package in sys.stdlib_module_names:
        return  # such as a mock, which compares its arguments
    message = f"{this!r} never equals the text {text!r}; compare its .{attribute}"
    warnings.warn(message, ComparisonWarning, stacklevel=3)
