"""Sparing Python a search for garbage where much is made and nothing is thrown away."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def paused() -> Generator[None]:
    """Collect no garbage meanwhile: all that is loaded stays, and walking it again costs much.

    Afterwards it counts as old, or the next search would walk all of it at once.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # nobody else's are thawed
            gc.freeze()
            gc.unfreeze()
        gc.enable()
