"""What every writer does: it writes beside and renames, and asks for the library it needs."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from rezekne_twins.errors import MissingExtraError


@contextmanager
def beside(path: Path) -> Generator[Path]:
    """Yield a path to write a file or a folder to, which then takes the place of another.

    Whatever stops the writing, the old file or folder is left as it was.

    Raises:
        FileNotFoundError: The folder to write in is not there; it is not made up.
        PermissionError: Nothing may be written to it, or to the disk that it is on.
        FileExistsError: A folder is in the place, with files that the new one does not have.
    """
    path = path.absolute()
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):  # said here once, not by each library in its way
        raise PermissionError(f"nothing may be written to the folder {path.parent}")
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")  # mkstemp would hide it
    try:
        yield new
        if new.is_dir() and path.is_dir():
            _replace_folder(path, new)
        else:
            new.replace(path)
    except BaseException:
        _remove(new)
        raise


def _replace_folder(path: Path, new: Path) -> None:
    strangers = {f.relative_to(path) for f in path.rglob("*")} - {
        f.relative_to(new) for f in new.rglob("*")
    }
    if strangers:  # else a mistyped folder would be lost with all that is in it
        raise FileExistsError(
            f"{path} holds what this export does not write, such as {min(strangers)}: "
            "name another folder"
        )
    old = new.with_name(f"{new.name}.old")
    path.replace(old)
    try:
        new.replace(path)
    except BaseException:
        old.replace(path)
        raise
    shutil.rmtree(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> Path:
    """Write a text file as UTF-8, the same bytes on every system, and return its path."""
    with beside(path) as new:
        new.write_text(text, encoding="utf-8", newline="\n")
    return path


def needs(module: str, extra: str) -> Any:
    """Import an optional library, or say how to install it.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise  # it is there, and broken
        raise MissingExtraError(
            f"this needs {error.name}, which is not installed: "
            f"run pip install 'rezekne-twins[{extra}]'"
        ) from None
