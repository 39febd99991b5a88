"""What every object of the library has in common: nothing of it can be changed."""

from __future__ import annotations

from typing import Any, NoReturn, Self


class OwnCopy:
    """Is its own copy: what cannot change needs no other."""

    __slots__ = ()

    def __copy__(self) -> Self:
        """Return the object itself."""
        return self

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """Return the object itself, as `__copy__` does."""
        return self


class Immutable(OwnCopy):
    """Refuses assignment and deletion."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: set slots with `object.__setattr__` while the object is made."""
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse, as `__setattr__` does."""
        raise AttributeError(f"{type(self).__name__} cannot be changed")
