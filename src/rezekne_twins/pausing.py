"""Sparing Python a search for garbage where much is made and nothing is thrown away."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager

_FEW = 1000
"""Python 3.12 freezes some hundred objects of its own; a program that forks, all that it has."""


@contextmanager
def paused(*, lasting: bool = False) -> Generator[None]:
    """Collect no garbage meanwhile: all that is loaded stays, and walking it again costs much.

    Args:
        lasting: Count what is made as old afterwards, or the next search would walk all of it at
            once. If it is dropped after all, only a search of everything finds it.
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
