"""What every writer does: write to a temporary path and rename, and import optional libraries."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from rezekne_twins.errors import MissingExtraError

StrPath: TypeAlias = str | os.PathLike[str]
"""What a path may be given as."""


@contextmanager
def atomic_write(path: Path, *, folder: bool = False) -> Generator[Path]:
    """Yield a path to write to, which then takes the place of a file or folder.

    After a failure, the old file or folder is left as it was. Links are
    followed, and the mode is kept. Devices and pipes are written into.

    Args:
        path: Where to.
        folder: Yield a new folder, to write several files to.

    Raises:
        FileNotFoundError: The parent folder does not exist.
        PermissionError: It cannot be written to.
        IsADirectoryError: There is a folder where a file is to be written.
        NotADirectoryError: There is a file where a folder is to be written.
        FileExistsError: The folder holds other files, or is the current one.
    """
    if is_stream(path):
        if folder:
            raise NotADirectoryError(f"{path} is a device or a pipe; a folder is to be written")
        with TemporaryDirectory() as place:
            yield (new := Path(place, "new"))
            with path.open("ab") as stream:  # `> file` is a file: write where the shell stands
                stream.write(new.read_bytes())
        return
    target = path.resolve()  # a link stays: what it leads to is replaced
    _refuse(path, target, folder=folder)
    new = target.parent / f".{target.name}.{secrets.token_hex(4)}"  # mkstemp would hide it
    old = target.parent / f"{new.name}.old"
    try:
        if folder:
            new.mkdir()
        yield new
        _keep_modes(target, new)
        if folder and target.is_dir():
            _replace_folder(target, new, old)
        else:
            new.replace(target)
    finally:
        _remove(new)
        if target.exists():  # else the old folder is all that there is
            _remove(old)


def _refuse(path: Path, target: Path, *, folder: bool) -> None:
    """Say what stands in the way, before work is done."""
    if target.exists() and target.is_dir() != folder:
        if folder:
            raise NotADirectoryError(f"{path} is a file; a folder is to be written")
        raise IsADirectoryError(f"{path} is a folder; a file is to be written")
    if not target.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {target.parent}")
    if not os.access(target.parent, os.W_OK):  # else each library says it in its own way
        raise PermissionError(f"the folder {target.parent} cannot be written to")
    with suppress(FileNotFoundError):  # the current folder may be gone
        if folder and Path.cwd().is_relative_to(target):  # a shell would be left in what is gone
            raise FileExistsError(f"{path} is the current folder: name another")


def is_stream(path: Path) -> bool:
    """Tell whether a path is a device or a pipe, or leads to one, as `/dev/stdout` does."""
    with suppress(OSError):
        special = path.absolute().parent.as_posix() in {"/dev", "/dev/fd", "/proc/self/fd"}
        return path.exists() and (special or not (path.is_file() or path.is_dir()))
    return False


def _keep_modes(target: Path, new: Path) -> None:
    for path in (new, *new.rglob("*")):
        if (before := target / path.relative_to(new)).exists():
            shutil.copymode(before, path)


def _replace_folder(target: Path, new: Path, old: Path) -> None:
    there, made = ({f.relative_to(place) for f in place.rglob("*")} for place in (target, new))
    if strangers := there - made:  # a mistyped folder would be lost with all that is in it
        other = min(strangers)
        raise FileExistsError(f"{target} holds other files, such as {other}: name another folder")
    try:
        target.replace(old)
        new.replace(target)
    except BaseException:
        if not target.exists():
            old.replace(target)
        raise


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> Path:
    """Write a text file as UTF-8, the same bytes on every system, and return its path."""
    with atomic_write(path) as new:
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
            f"this needs {error.name}, which is not installed: run pip install 'rezekne-twins[{extra}]'"
        ) from None
