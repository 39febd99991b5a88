"""A person who is removed leaves no trace in the repository."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import rezekne_twins as rt

ROOT = Path(__file__).parents[1]
DATA = Path("src", "rezekne_twins", "data")


def test_nothing_is_left(tmp_path: Path) -> None:
    """After the steps of CONTRIBUTING, no file of repository, wheel or sdist has ID or name."""
    pytest.importorskip("hatchling")
    if not (ROOT / ".git").exists():
        pytest.skip("needs the git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / name)
    built_up = {role.agent for role in rt.roles(kind="built_up") if isinstance(role.agent, rt.Person)}
    members = {membership.member for membership in rt.memberships()}
    named = [p for p in built_up - members if len(rt.roles(person=p.id)) == 1 and not p.note]
    person = min(named, key=lambda p: p.id)
    for file in ("people.toml", "holders/city.toml"):
        path = tmp_path / DATA / file
        blocks = re.split(r"(?m)^(?=\[\[)", path.read_text("utf-8"))
        path.write_text("".join(b for b in blocks if f'"{person.id}"' not in b), "utf-8")

    assert rt.check(tmp_path / DATA) == ()
    words = [word.encode() for word in (person.id, person.title, *person.as_written)]
    for built in ("-t", "wheel"), ("-t", "sdist"):
        command = [sys.executable, "-m", "hatchling", "build", *built, "-d", str(tmp_path / "dist")]
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    texts = {
        p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()
    }
    for archive in (tmp_path / "dist").iterdir():
        if archive.suffix == ".whl":
            with ZipFile(archive) as wheel:
                texts |= {f"wheel/{name}": wheel.read(name) for name in wheel.namelist()}
        else:
            texts["sdist"] = gzip.decompress(archive.read_bytes())
    assert {"sdist", "wheel/rezekne_twins/data/people.toml"} <= texts.keys()
    assert [name for name, text in texts.items() if any(word in text for word in words)] == []


def test_people_are_named_in_the_data_alone() -> None:
    """Whoever removes a person need not look into code, tests or docs."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs the git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
    names = filter(None, listed.stdout.decode().split("\0"))
    paths = [ROOT / name for name in names if DATA not in Path(name).parents]
    texts = {path.name: path.read_bytes() for path in paths if path.is_file()}
    words = {word for p in rt.people() for word in (p.id, p.title, *p.as_written)}
    assert [name for name, text in texts.items() if any(word.encode() in text for word in words)] == []
