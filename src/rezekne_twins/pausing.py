"""Pause the garbage collector while many long-lived objects are made."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager

_FEW = 1000
"""Python 3.12 freezes some hundred objects of its own; a program that forks, all that it has."""


@contextmanager
def gc_paused(*, lasting: bool = False) -> Generator[None]:
    """Pause the garbage collector: what is loaded stays, and walking it again and again costs much.

    Args:
        lasting: Move what was made to the oldest generation afterwards, or the next collection
            would walk all of it at once. If it is dropped, only a full collection finds it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if lasting and gc.get_freeze_count() < _FEW:  # nobody else's are thawed
            gc.freeze()
            gc.unfreeze()
        gc.enable()
