"""Warn about comparing a record or date with its own text; imported only when one is."""

from __future__ import annotations

import sys
import warnings
from inspect import currentframe

from rezekne_twins.errors import ComparisonWarning


def warn_compared(this: object, text: str, attribute: str) -> None:
    """Warn, where a person wrote the comparison, that a record or date never equals text."""
    frame = currentframe()
    caller = frame and frame.f_back and frame.f_back.f_back  # of `__eq__`, which called this
    package = (caller.f_globals.get("__name__") or "").partition(".")[0] if caller else ""
    if package in {"rezekne_twins", "pandas", "numpy"} or package in sys.stdlib_module_names:
        return  # such as a mock, which compares its arguments
    message = f"{this!r} never equals the text {text!r}; compare its .{attribute}"
    warnings.warn(message, ComparisonWarning, stacklevel=3)
