"""What is packaged: one version, all the data, few dependencies, and nothing of a workplace."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from hashlib import sha256
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins.loading.files import COMPILED, read

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "rezekne_twins" / "data"
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NOT_OURS = {"__pycache__", "_build", "build", "dist", "htmlcov", "jupyter_execute"}


def text(name: str) -> str:
    """Return a file of the repository."""
    return (ROOT / name).read_text("utf-8")


def repository() -> list[Path]:
    """Return the files of the repository, as git knows them or else as they lie there."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        told = subprocess.run(
            [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        if told.returncode == 0:
            paths = [ROOT / name for name in told.stdout.decode().split("\0") if name]
            return [path for path in paths if path.is_file()]
    return [
        path for path in ROOT.rglob("*") if path.is_file() and not _is_made(path.relative_to(ROOT).parts)
    ]


def _is_made(parts: tuple[str, ...]) -> bool:
    hidden = any(part.startswith(".") and part not in {".ci", ".github"} for part in parts[:-1])
    return hidden or bool(NOT_OURS.intersection(parts)) or parts[0] == "venv"


# --- One version -----------------------------------------------------------------------------


def test_one_version() -> None:
    """The literal that the build reads, citation and installed package are the same version."""
    version = rt.__version__
    assert PYPROJECT["tool"]["hatch"]["version"]["path"] == "src/rezekne_twins/__init__.py"
    assert PYPROJECT["project"]["dynamic"] == ["version"]

    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert re.findall(r"^version: (.+)$", text("CITATION.cff"), re.MULTILINE) == [version]
    assert metadata.version("rezekne-twins") == version


def test_the_changelog_begins_with_this_version() -> None:
    """The first release that the changelog tells of is this one, dated or called unreleased."""
    first = re.findall(r"^## (.+)$", text("CHANGELOG.md"), re.MULTILINE)[0]

    assert re.fullmatch(r"\S+ - (unreleased|\d{4}-\d{2}-\d{2})", first)
    assert first.split()[0] == rt.__version__


def test_the_changelog_has_a_data_heading() -> None:
    """Facts added or corrected in a release are told under a heading of their own."""
    releases = re.split(r"^## ", text("CHANGELOG.md"), flags=re.MULTILINE)[1:]

    assert [release.split("\n")[0] for release in releases if "\n### Data\n" not in release] == []


# --- What is installed -----------------------------------------------------------------------


def test_types_are_announced() -> None:
    """The installed package has py.typed, so that type checkers read its annotations."""
    assert (files("rezekne_twins") / "py.typed").is_file()


def installed(folder: Traversable, path: str = "") -> dict[str, bytes]:
    """Return the TOML files of an installed folder by their path."""
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= installed(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".toml"):
            found[f"{path}{entry.name}"] = entry.read_bytes()
    return found


def test_all_data_is_installed() -> None:
    """The installed package holds every data file of the repository, byte for byte."""
    here = {p.relative_to(DATA).as_posix(): p.read_bytes() for p in DATA.rglob("*.toml")}

    assert here
    assert installed(files("rezekne_twins") / "data") == here


def test_nothing_else_is_installed() -> None:
    """A wheel brings the package and its metadata: neither tests nor documentation."""
    paths = [str(path) for path in metadata.files("rezekne-twins") or ()]
    if any("_editable_" in path for path in paths):
        pytest.skip("installed as a link to the repository, not from a wheel")
    own = ("rezekne_twins/", "rezekne_twins-", "../")

    assert [path for path in paths if not path.startswith(own)] == []
    assert "rezekne_twins/data/dataset.toml" in paths


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel, and return the folder of the package in it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as packed:
        packed.extractall(folder)
    return folder / "rezekne_twins"


def test_a_wheel_has_its_data_compiled(wheel: Path) -> None:
    """A wheel has the table of each of its TOML files, by the hash of its text, and no other."""
    texts = [path.read_text("utf-8") for path in (wheel / "data").rglob("*.toml")]

    assert json.loads((wheel / "data" / COMPILED).read_text("utf-8")) == {
        sha256(text.encode()).hexdigest(): tomllib.loads(text) for text in texts
    }


def test_what_is_compiled_is_used(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With it no TOML is parsed, and what is read is the same."""
    parsed = list(read(wheel / "data"))

    def never(_text: str) -> dict[str, Any]:
        pytest.fail("TOML was parsed")

    monkeypatch.setattr(tomllib, "loads", never)

    assert list(read(wheel / "data", compiled=True)) == parsed


def test_what_is_compiled_cannot_be_stale(wheel: Path, tmp_path: Path) -> None:
    """A file that was edited after the build is read as it is now; no file comes back."""
    data = shutil.copytree(wheel / "data", tmp_path / "data")
    edited = data / "partnerships" / "city-suwalki.toml"
    edited.write_text(edited.read_text("utf-8") + '\nnote = "edited"\n', encoding="utf-8")
    (data / "partnerships" / "city-vitebsk.toml").unlink()
    before = list(read(wheel / "data", compiled=True))
    now = list(read(data, compiled=True))

    assert now == list(read(data))
    assert now != before
    assert len(now) == len(before) - 1


@pytest.mark.parametrize("text", ["", "[]", "{", "\udcff"])
def test_what_is_compiled_may_be_broken(wheel: Path, tmp_path: Path, text: str) -> None:
    """A compiled file that cannot be understood is no fault: the TOML files are read."""
    data = shutil.copytree(wheel / "data", tmp_path / "data")
    (data / COMPILED).write_bytes(text.encode("utf-8", "surrogateescape"))

    assert list(read(data, compiled=True)) == list(read(data))


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("LICENSE", "MIT License"),
        ("LICENSE-DATA", "Creative Commons Attribution 4.0 International"),
        ("LICENSES/CC-BY-4.0.txt", "Attribution 4.0 International"),
        ("LICENSES/Unicode-3.0.txt", "UNICODE LICENSE V3"),
        ("LICENSES/BSD-3-Clause.txt", "Redistribution and use in source and binary forms"),
    ],
)
def test_a_wheel_has_the_texts_of_its_licences(wheel: Path, file: str, says: str) -> None:
    """Code, data, names of countries and outlines: each licence stands there word by word."""
    (folder,) = wheel.parent.glob("*.dist-info/licenses")
    given = (folder / file).read_text("utf-8")

    assert given == text(file)
    assert says in given


def test_checks_read_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` looks at the files themselves, whatever has been compiled."""

    def never(_folder: Path) -> dict[str, Any]:
        pytest.fail("not the files")

    monkeypatch.setattr("rezekne_twins.loading.files._compiled_tables", never)

    assert rt.check() == ()


def test_an_editable_install_has_nothing_compiled() -> None:
    """The repository holds no compiled data: whoever edits a file sees the edit."""
    assert not (DATA / COMPILED).exists()


def requirements(lines: list[str]) -> set[str]:
    """Return the names of requirements, without their versions and comments."""
    return {re.split(r"[^A-Za-z0-9_.-]", line)[0].lower() for line in lines}


def test_three_dependencies() -> None:
    """At run time the package needs pydantic, pandas and importlib-resources, and no more."""
    wanted = {"importlib-resources", "pandas", "pydantic"}
    required = metadata.requires("rezekne-twins") or []

    assert requirements(PYPROJECT["project"]["dependencies"]) == wanted
    assert requirements([line for line in required if "extra ==" not in line]) == wanted


def test_each_dependency_has_a_floor_and_no_ceiling() -> None:
    """A dependency names the oldest version that works; what is newer is not forbidden."""
    for line in PYPROJECT["project"]["dependencies"]:
        assert re.fullmatch(r"[a-z-]+>=[\d.]+", line), line


def test_the_command_is_installed() -> None:
    """`rezekne-twins` is the one command, and it is `main`."""
    scripts = metadata.entry_points(group="console_scripts")
    ours = [script for script in scripts if script.value.startswith("rezekne_twins")]

    assert {(script.name, script.value) for script in ours} == {
        ("rezekne-twins", "rezekne_twins.cli:main")
    }
    assert callable(ours[0].load())


def test_licences_are_installed() -> None:
    """The texts of all licences, of code and of data, come with the package."""
    told = metadata.metadata("rezekne-twins").get_all("License-File") or []
    texts = {p.relative_to(ROOT).as_posix() for p in (ROOT / "LICENSES").iterdir()}

    assert set(told) == {"LICENSE", "LICENSE-DATA", *texts}
    assert (
        metadata.metadata("rezekne-twins")["License-Expression"]
        == "MIT AND CC-BY-4.0 AND Unicode-3.0 AND BSD-3-Clause"
    )


# --- What is in the repository ---------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [*sorted(DATA.rglob("*.toml")), *sorted((ROOT / "tests").rglob("*.toml"))],
    ids=lambda p: p.relative_to(ROOT).as_posix(),
)
def test_data_files_are_toml(path: Path) -> None:
    """Each data file is UTF-8 and TOML, without a byte order mark or carriage return."""
    raw = path.read_bytes()

    assert tomllib.loads(raw.decode("utf-8")) or raw.startswith(b"#")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")


WORKPLACE = re.compile(
    r"(?:^|[\s\"'`=(:\[,])(?:file://)?/(?:work|root|home|tmp|Users|var/folders)/"
    r"|[A-Z]:\\(?:Users|work)\\",
    re.MULTILINE,
)
REGISTRY = re.compile(
    r"\bpypi\.org|\bpythonhosted\.org|\bregistry\.npmjs\.org|/simple/|\bindex-url\b", re.IGNORECASE
)


def offenders(pattern: re.Pattern[str]) -> list[str]:
    """Return the lines of the repository's texts that a pattern matches."""
    found: list[str] = []
    for path in repository():
        content = path.read_bytes()
        if path == Path(__file__) or b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    return found


def test_the_repository_is_read() -> None:
    """The tests below look at the sources, the data, the documentation and the tests."""
    found = {path.relative_to(ROOT).as_posix() for path in repository()}

    assert {
        "README.md",
        "pyproject.toml",
        "docs/index.md",
        "src/rezekne_twins/__init__.py",
        "src/rezekne_twins/data/places.toml",
        "tests/conftest.py",
    } <= found
    assert not [name for name in found if "__pycache__" in name]


def test_no_path_of_a_workplace() -> None:
    """No file names a home, work or scratch folder of whoever wrote it."""
    assert offenders(WORKPLACE) == []


def test_no_address_of_a_registry() -> None:
    """No file names the host of a package registry: pip is set up for one where it runs."""
    assert offenders(REGISTRY) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('path = "/' + 'work/main/src"', True),
        ("see /" + "tmp/x", True),
        ("(/" + "home/me/x)", True),
        ("https://example.org/" + "home/page", False),
        ("src/work/in/progress", False),
    ],
)
def test_a_path_of_a_workplace_is_recognised(line: str, *, found: bool) -> None:
    """An absolute path counts; a part of an address or of a relative path does not."""
    assert bool(WORKPLACE.search(line)) is found
