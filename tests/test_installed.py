"""However Python runs, the installed package answers the same, or says what is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import rezekne_twins as rt

PACKAGE = Path(rt.__file__).parent
ASK = """
import hashlib
import rezekne_twins as rt
shown = f"{rt.partnerships} {rt.partnership('city-arendal')} {rt.find('Ignalina')} {rt.cite()}"
shown += rt.partnerships.to_pandas().to_csv() + rt.partnerships._repr_html_()
print(hashlib.sha256(shown.encode()).hexdigest(), len(rt.check()), rt.partnerships.ids)
"""
UNWRITABLE = """
import sys
def refuse(event, args):
    writes = event == "open" and any(c in str(args[1]) for c in "wax+")
    if writes or event in {"os.mkdir", "os.rename", "os.remove", "tempfile.mkstemp"}:
        raise OSError(30, "Read-only file system", str(args[0]))
sys.addaudithook(refuse)
"""


Environment = dict[str, str | None]


def ask(
    *options: str, before: str = "", env: Environment | None = None, run_by: Sequence[str] = ()
) -> str:
    """Ask a few things in a new process, and return the answers."""
    merged = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **(env or {})}
    done = subprocess.run(
        [*run_by, sys.executable, *options, "-c", before + ASK],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={key: value for key, value in merged.items() if value is not None},
    )
    return done.stdout or done.stderr


@pytest.fixture(scope="module")
def answer() -> str:
    """Return what is answered where nothing is out of the ordinary."""
    found = ask()
    assert found.split()[1] == "0"
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package, to be broken."""
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, tmp_path / "site" / "rezekne_twins", ignore=skip)
    return tmp_path / "site"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_files_may_be_links(answer: str, site: Path, tmp_path: Path) -> None:
    """Some installers link each file to where they keep it: the answers are the same."""
    for path in [*site.rglob("*")]:
        if path.is_file():
            kept = tmp_path / "kept" / "site" / path.relative_to(site)
            kept.parent.mkdir(parents=True, exist_ok=True)
            path.rename(kept)
            path.symlink_to(kept)

    assert ask(env={"PYTHONPATH": str(site)}) == answer


C_LOCALE = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
HOMELESS = {"HOME": None, "USERPROFILE": None, "XDG_CACHE_HOME": None, "TZ": "Pacific/Kiritimati"}


@pytest.mark.parametrize(
    ("options", "env"),
    [
        (["-OO"], {"PYTHONHASHSEED": "1"}),
        (["-I", "-W", "error"], HOMELESS),
        (["-bb", "-X", "dev", "-W", "ignore::ResourceWarning"], {**C_LOCALE, **HOMELESS}),
    ],
)
def test_python_may_be_run_in_any_way(answer: str, options: list[str], env: Environment) -> None:
    """Without assertions or docstrings, isolated, strict, with no home, in C: all the same."""
    assert ask(*options, env=env) == answer


def test_nothing_is_written(answer: str) -> None:
    """Where nothing can be written, everything can be read."""
    assert ask(before=UNWRITABLE) == answer


READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'
IS_READ_ONLY = """
import errno
try:
    open("x", "w")
except OSError as error:
    assert error.errno == errno.EROFS
else:
    raise AssertionError("it can be written to")
"""


@pytest.fixture
def read_only(tmp_path: Path) -> list[str]:
    """Return the command that runs another one to which `tmp_path` is a read-only disk."""
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c", READ_ONLY, str(tmp_path)]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], check=False).returncode:
        pytest.skip("nothing may be mounted here")
    return command


def test_a_read_only_disk_will_do(answer: str, read_only: list[str], site: Path, tmp_path: Path) -> None:
    """Package, home, scratch folder and working directory cannot be written to: all the same."""
    env = {"PYTHONDONTWRITEBYTECODE": None, "PYTHONPATH": str(site)}
    env |= dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME"), str(tmp_path))

    assert ask(before=IS_READ_ONLY, env=env, run_by=read_only) == answer
    assert list(site.rglob("*.pyc")) == []


@pytest.mark.parametrize("form", ["json", "csv", "svg"])
def test_a_read_only_disk_is_told(read_only: list[str], tmp_path: Path, form: str) -> None:
    """What was to be written there is refused in one line, and nothing is left behind."""
    (tmp_path / f"x.{form}").write_text("old", encoding="utf-8")
    arguments = ["export", "--force", "--format", form]
    if form == "svg":
        pytest.importorskip("altair", reason="needs the extra plot")
        arguments = ["plot", "map", "--force"]
    command = [*read_only, sys.executable, "-m", "rezekne_twins", *arguments]
    done = subprocess.run(
        [*command, "--output", str(tmp_path / ("folder" if form == "csv" else f"x.{form}"))],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    said = f"rezekne-twins: the folder {tmp_path} cannot be written to\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    assert {p.name: p.read_text("utf-8") for p in tmp_path.iterdir()} == {f"x.{form}": "old"}


def test_a_zip_file_will_do(answer: str, site: Path, tmp_path: Path) -> None:
    """The package and its data are read from a zip file, unpacked nowhere."""
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(site.rglob("*")):
            archive.write(file, file.relative_to(site))
    where = "import rezekne_twins; assert '.zip' in rezekne_twins.__file__\n"

    assert ask(before=where + UNWRITABLE, env={"PYTHONPATH": str(path)}) == answer


# --- Faults ----------------------------------------------------------------------------------

FILES = sorted(p.relative_to(PACKAGE / "data").as_posix() for p in PACKAGE.rglob("data/**/*.toml"))
LAST = max(file for file in FILES if file.startswith("partnerships/municipality"))
SOME = ["dataset.toml", "places.toml", LAST, FILES[-1]]  # the last one of all is a source


def lost(site: Path, use: str = "rt.acts") -> str:
    """Return what the broken copy answers."""
    code = f"import rezekne_twins as rt\ntry:\n print({use})\nexcept rt.DataError as e:\n print(e)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"},
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("files", [SOME[:1], SOME[1:]], ids=["the first", "others"])
def test_missing_files_are_named(site: Path, files: list[str]) -> None:
    """A check compares an installation with the list of released ids: it names what is missing."""
    for file in files:
        (site / "rezekne_twins" / "data" / file).unlink()
    said = lost(site, "rt.check()")

    assert [file for file in files if f"'{file}'" not in said] == []


@pytest.mark.parametrize("damage", ["cut off", "overwritten"])
@pytest.mark.parametrize("files", [SOME[:1], SOME[1:]], ids=["the first", "others"])
def test_damaged_files_are_named(site: Path, files: list[str], damage: str) -> None:
    """A file that was cut off, or overwritten in part, is named."""
    for file in files:
        path = site / "rezekne_twins" / "data" / file
        whole = path.read_bytes()
        overwritten = whole[:40] + b"\0\xff\0" + whole[43:]
        path.write_bytes(whole[: len(whole) // 3] if damage == "cut off" else overwritten)
    said = lost(site)

    assert [file for file in files if f"  {file}" not in said] == []
