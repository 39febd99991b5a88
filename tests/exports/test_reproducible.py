"""The same data, the same bytes: in another process, another hash seed, another second."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from tests.exports.test_writing import FILES, NEEDED

CODE = """
import sys
from pathlib import Path
import rezekne_twins as rt

for argument in sys.argv[2:]:
    method, name = argument.split("=")
    getattr(rt.dataset(), method)(Path(sys.argv[1], name))
"""


def writing(folder: Path, seed: str, methods: list[str]) -> subprocess.Popen[bytes]:
    """Begin to write exports in a process of its own."""
    folder.mkdir()
    names = (f"{method}={FILES[method]}" for method in methods)
    return subprocess.Popen(
        [sys.executable, "-c", CODE, str(folder), *names],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{len(seed)}"},
    )


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_bytes(tmp_path: Path) -> None:
    """Every export is the same byte for byte with the hash seed 0 and another one."""
    methods = [m for m in FILES if m not in NEEDED or find_spec(NEEDED[m][0])]

    assert writing(tmp_path / "0", "0", methods).wait() == 0
    if "to_excel" in methods:
        time.sleep(2)  # a ZIP file counts in steps of two seconds
    assert writing(tmp_path / "random", "random", methods).wait() == 0

    first = hashes(tmp_path / "0")
    assert len(first) > len(methods)
    assert hashes(tmp_path / "random") == first
