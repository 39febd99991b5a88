"""Pause the garbage collector while many long-lived objects are made."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator
from contextlib import contextmanager

_FEW = 1000
"""Python 3.12 itself freezes some hundred objects; a program that forks, all that it has."""
_pauses: list[None] = []
"""Not empty while the collector is paused here."""


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
    _pauses.append(None)
    try:
        yield
    finally:
        if lasting and gc.get_freeze_count() < _FEW:  # nobody else's are thawed
            gc.freeze()
            gc.unfreeze()
        _pauses.clear()
        gc.enable()


def _resume() -> None:
    """End in a forked process the pause of a thread that only its parent has."""
    if _pauses:
        _pauses.clear()
        gc.enable()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_resume)
