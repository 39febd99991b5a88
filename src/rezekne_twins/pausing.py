"""Sparing Python a search for garbage where much is made and nothing is thrown away."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


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
        if lasting and not gc.get_freeze_count():  # nobody else's are thawed
            gc.freeze()
            gc.unfreeze()
        gc.enable()
