"""Data from strangers: no text acts where it is shown, no file outside the folder is read."""

from __future__ import annotations

import csv
import json
import os
import re
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.cli import main
from rezekne_twins.loading.files import LARGEST, LARGEST_EXPORT
from rezekne_twins.texts import json_text, printable
from tests.miniatures import faults

HOSTILE = "\x1b[2J\x1b]0;owned\x07\x9b31m\x7f\u202e<script>alert(1)</script>=1+1"


@pytest.fixture
def hostile(folder: Path) -> Path:
    """Return a data folder in which every text for people is an attack."""
    escaped = "".join(c if " " <= c < "\x7f" else f"\\u{ord(c):04x}" for c in HOSTILE)
    texts = r"title|title_lv|summary|text|note|gist|office|as_written|description|publisher|reason"
    for path in folder.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        attacked = re.sub(
            rf'\b({texts}) = "([^"]*)"', lambda m: f'{m[1]} = "=1+1 {m[2]}{escaped}"', text
        )
        path.write_text(attacked, encoding="utf-8", newline="\n")
    return folder


def acting(text: str) -> set[str]:
    """Return the characters of a text that a terminal would act on, but the line end."""
    return {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs"}} - {"\n"}


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["list"],
        ["list", "acts"],
        ["list", "places", "--json"],
        ["show", "town-goosund"],
        ["show", "town-goosund", "--json"],
        ["find", "alert"],
        ["cite"],
        ["cite", "--style", "bibtex"],
        ["cite", "--style", "cff"],
        ["cite", "town-goosund"],
        ["show", "nowhere"],
        ["list", "--partner", "nowhere"],
    ],
    ids=" ".join,
)
def test_no_command_passes_on_what_acts_on_a_terminal(
    hostile: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Escape sequences, control characters and marks of direction in data are shown, not sent."""
    main([*command, "--data", str(hostile)])
    said = capsys.readouterr()

    assert "script" in said.out + said.err or {"acts", "nowhere"} & {*command}
    assert acting(said.out + said.err) == set()


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_no_finding_passes_on_what_acts_on_a_terminal(
    hostile: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor does a check, which quotes what it finds, and names files as strangers called them."""
    (hostile / f"places/{HOSTILE.replace('/', '')}.toml").parent.mkdir()
    (hostile / f"{HOSTILE.replace('/', '')}.toml").write_text("x", encoding="utf-8")
    main(["check", "--format", form, str(hostile)])
    main(["coverage", str(hostile)])
    said = capsys.readouterr()

    assert "E107" in said.out
    assert acting(said.out + said.err) == set()


def test_nothing_acts_in_a_session(hostile: Path) -> None:
    """Nor does what Python shows: collections, records, errors and findings."""
    data = rt.load(hostile)
    shown = [repr(data), *map(repr, data.collections.values())]
    shown += [f"{record}{record!r}" for table in data.tables.values() for record in table]
    shown += map(str, data.check())
    with pytest.raises(rt.UnknownValueError) as caught:
        data.partnerships(partner=HOSTILE)
    shown.append(str(caught.value))
    with pytest.raises(rt.UnknownIdError) as missed:
        data.partnership(HOSTILE)
    shown.append(str(missed.value))

    assert acting("".join(shown)) == set()


def test_html_is_inert(hostile: Path) -> None:
    """A table or card has no element that the data brought along."""
    data = rt.load(hostile)
    shown = [c._repr_html_() for c in data.collections.values()]
    shown += [r._repr_html_() for table in data.tables.values() for r in table]

    assert "&lt;script&gt;" in "".join(shown)
    assert "<script" not in "".join(shown)


def test_spreadsheets_calculate_nothing(hostile: Path, tmp_path: Path) -> None:
    """In the CSV files for Excel no cell begins as a formula does."""
    rt.load(hostile).to_csv(tmp_path / "out", excel=True)
    cells = [
        cell
        for path in (tmp_path / "out").glob("*.csv")
        for row in csv.reader(path.read_text("utf-8-sig").splitlines())
        for cell in row
    ]

    assert [cell for cell in cells if cell.startswith("'=1+1")]
    assert [cell for cell in cells if cell[:1] in {"=", "+", "@", "\t", "\r"}] == []


def test_texts_made_printable() -> None:
    """What is printable stays; JSON stays JSON and loses nothing."""
    assert printable("Rēzekne → Gölbaşı") == "Rēzekne → Gölbaşı"
    assert printable("a\x1b\nb") == "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b"
    assert acting(json_text([HOSTILE], indent=1)) == set()
    assert json.loads(json_text([HOSTILE, "ē"])) == [HOSTILE, "ē"]


# --- Files -----------------------------------------------------------------------------------

PLACES = ["dataset.toml", "places.toml", "partnerships/town-kaczki.toml", "partnerships/new.toml"]


def device(path: Path) -> None:
    """Put a link to a file without end in a place."""
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    """Put a pipe in a place that nobody writes to."""
    os.mkfifo(path)


def endless(path: Path) -> None:
    """Put a link to itself in a place."""
    path.symlink_to(path)


def plug(path: Path) -> None:
    """Put a socket in a place."""
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def outside(path: Path) -> None:
    """Put a link to a private file in a place."""
    secret = Path(path.anchor, *path.parts[1:]).parents[2] / "secret.txt"
    secret.write_text("password hunter2\n", encoding="utf-8")
    path.symlink_to(secret)


@pytest.fixture(params=[device, pipe, endless, plug, outside])
def trap(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    """Put something in the place of a file that is none."""
    if os.name == "nt":
        pytest.skip("devices and pipes are no files there")
    put: Callable[[Path], None] = request.param
    return put


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("file", PLACES)
def test_only_regular_files_of_the_folder_are_read(
    folder: Path, trap: Callable[[Path], None], file: str
) -> None:
    """A device, a pipe, or a link out of the folder is refused by name, and never shown."""
    (folder / file).unlink(missing_ok=True)
    trap(folder / file)

    found = (*faults(folder), *rt.check(folder))

    assert {f.file for f in found if f.code == "E101"} == {file}
    assert "hunter2" not in str(found)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_list_of_released_ids_is_read_no_otherwise(
    folder: Path, trap: Callable[[Path], None]
) -> None:
    """Nor does the list of released ids lead a check out of the folder."""
    trap(folder / "published.txt")

    assert rt.check(folder) == ()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_pages_are_read_no_otherwise(folder: Path, tmp_path: Path, trap: Callable[[Path], None]) -> None:
    """Nor do pages, which are refused by name."""
    (tmp_path / "x" / "pages").mkdir(parents=True)
    trap(tmp_path / "x" / "pages" / "gazette.txt")

    with pytest.raises(rt.DataError, match="E100 cannot be read"):
        rt.load(folder).check(tmp_path / "x" / "pages")


def test_a_folder_may_be_a_link_and_hold_links_within(folder: Path, tmp_path: Path) -> None:
    """Links of whoever gives the path, and from file to file of the folder, are followed."""
    try:
        (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip("links may not be made here")
    (folder / "places.toml").rename(folder / ".kept")
    (folder / "places.toml").symlink_to(".kept")

    assert rt.load(tmp_path / "link") == rt.load(folder)
    assert rt.check(tmp_path / "link") == ()


@pytest.mark.skipif(os.name == "nt", reason="there is no such link")
def test_a_subfolder_elsewhere_is_refused(folder: Path, tmp_path: Path) -> None:
    """A link in place of a whole subfolder leads out of the folder too."""
    (folder / "partnerships").rename(tmp_path / "elsewhere")
    (folder / "partnerships").symlink_to(tmp_path / "elsewhere")

    assert {f.code for f in faults(folder)} == {"E101"}


def huge(path: Path, most: int) -> Path:
    """Put a file that is too large in a place: of holes, so that it takes no room on the disk."""
    with path.open("wb") as file:
        try:
            file.truncate(most + 1)
        except OSError:
            pytest.skip("no file may be so large here")
    return path


@pytest.mark.skipif(os.name == "nt", reason="a file of holes takes its room there")
@pytest.mark.parametrize("file", PLACES)
def test_a_file_that_would_fill_the_memory_is_refused(folder: Path, file: str) -> None:
    """It is named with the limit, by `load` and by `check`, and not read to find out."""
    huge(folder / file, LARGEST)

    for found in (faults(folder), rt.check(folder)):
        assert {(f.file, f.message) for f in found if f.code == "E101"} == {
            (file, "cannot be read: it is larger than 64 MiB")
        }


@pytest.mark.skipif(os.name == "nt", reason="a file of holes takes its room there")
def test_an_export_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    """So is a JSON file that nobody wrote."""
    path = huge(tmp_path / "huge.json", LARGEST_EXPORT)

    for found in (faults(path), rt.check(path)):
        assert [str(f) for f in found] == [
            "huge.json: E101 cannot be read: it is larger than 2048 MiB → check the path"
        ]


def test_no_export_is_read_before_its_size_is_known(
    tiny: rt.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even one that is sound: nothing reads it to find that out."""
    path = tiny.to_json(tmp_path / "sound.json")
    monkeypatch.setattr("rezekne_twins.loading.files.LARGEST_EXPORT", path.stat().st_size)
    assert rt.load(path) == tiny
    monkeypatch.setattr("rezekne_twins.loading.files.LARGEST_EXPORT", path.stat().st_size - 1)

    assert {f.code for f in faults(path)} == {"E101"}


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "..", "/", "\0", "x" * 5000, ""])
def test_a_path_that_is_no_data_is_refused(path: str) -> None:
    """Whatever path is given to `load`, nothing but a `DataError` comes out, at once."""
    assert faults(Path(path))


@pytest.mark.parametrize("id", ["../x", "/etc/passwd", "..", "a\\b", "C:x", "a\0b"])
def test_an_id_is_no_path(folder: Path, id: str) -> None:
    """An id that could lead somewhere is refused where it is written."""
    path = folder / "partnerships" / "town-kaczki.toml"
    escaped = id.replace("\\", "\\\\").replace("\0", "\\u0000")
    path.write_text(f'id = "{escaped}"\n{path.read_text("utf-8")}', encoding="utf-8")

    assert {f.code for f in faults(folder)} & {"E104", "E114"}
