"""Whatever is written appears whole or not at all, and a library that is missing is named."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import NoReturn

import pytest

import rezekne_twins as rt
from rezekne_twins.exports.writing import atomic_write, needs, write_text
from rezekne_twins.store import Store

Write = Callable[[Path], Path]


def test_more_rows_than_a_sheet_holds_are_refused(tiny: rt.Dataset, tmp_path: Path) -> None:
    """A workbook is refused before anything is written: Excel would lose what is below."""
    pytest.importorskip("xlsxwriter")
    tables = {**tiny.tables, "countries": (tiny.country("NO"),) * 2**20}
    tables.pop("citations")

    with pytest.raises(ValueError, match=r"countries would have 1048576 rows .* holds 1048575"):
        rt.Dataset(Store(tiny.about, tables)).to_excel(tmp_path / "x.xlsx")

    assert [*tmp_path.iterdir()] == []


def stop(*_: object, **__: object) -> NoReturn:
    """Stand for a full disk."""
    raise OSError("no space left on device")


def interrupt(*_: object, **__: object) -> NoReturn:
    """Stand for somebody's Ctrl-C."""
    raise KeyboardInterrupt


def content(folder: Path) -> dict[str, str]:
    """Return the files in a folder and in those below it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def fill(folder: Path, **files: str) -> None:
    """Write files into a folder, which is made where there is none."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


class TestFile:
    """One file beside another."""

    def test_is_written(self, tmp_path: Path) -> None:
        """The text is UTF-8 with the line ends that it has."""
        path = write_text(tmp_path / "a.txt", "ē\n")

        assert path.read_bytes() == "ē\n".encode()
        assert list(tmp_path.iterdir()) == [path]

    def test_replaces(self, tmp_path: Path) -> None:
        """An old file is replaced."""
        (tmp_path / "a.txt").write_text("old", encoding="utf-8")

        write_text(tmp_path / "a.txt", "new")

        assert content(tmp_path) == {"a.txt": "new"}

    @pytest.mark.parametrize("breaking", [stop, interrupt])
    def test_breaks_off(self, tmp_path: Path, breaking: Callable[[], NoReturn]) -> None:
        """The old file is left, and nothing beside it."""
        (tmp_path / "a.txt").write_text("old", encoding="utf-8")

        def write() -> None:
            with atomic_write(tmp_path / "a.txt") as new:
                new.write_text("half", encoding="utf-8")
                breaking()

        with pytest.raises((OSError, KeyboardInterrupt)):
            write()

        assert content(tmp_path) == {"a.txt": "old"}

    def test_names_the_folder_that_is_missing(self, tmp_path: Path) -> None:
        """The message names the folder, not the file that would have stood beside."""
        with pytest.raises(FileNotFoundError, match=r"there is no folder .*ducks$"):
            write_text(tmp_path / "ducks" / "a.txt", "")

    def test_relative_path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A bare name is written where one is."""
        monkeypatch.chdir(tmp_path)

        assert write_text(Path("a.txt"), "x") == Path("a.txt")
        assert content(tmp_path) == {"a.txt": "x"}


class TestFolder:
    """A folder of files."""

    def test_is_written(self, tmp_path: Path) -> None:
        """A new folder appears with all that is in it."""
        with atomic_write(tmp_path / "out", folder=True) as new:
            fill(new, a="1", b="2")
            assert not (tmp_path / "out").exists()

        assert content(tmp_path) == {"out/a": "1", "out/b": "2"}

    def test_replaces_its_like(self, tmp_path: Path) -> None:
        """A folder whose files are all written again is replaced, and nothing else is left."""
        fill(tmp_path / "out", a="old")

        with atomic_write(tmp_path / "out", folder=True) as new:
            fill(new, a="1", b="2")

        assert content(tmp_path) == {"out/a": "1", "out/b": "2"}

    def test_spares_strangers(self, tmp_path: Path) -> None:
        """A folder that holds anything else is never replaced: it may be somebody's home."""
        fill(tmp_path / "out", a="old", diary="dear")

        with (
            pytest.raises(FileExistsError, match="such as diary"),
            atomic_write(tmp_path / "out", folder=True) as new,
        ):
            fill(new, a="1")

        assert content(tmp_path) == {"out/a": "old", "out/diary": "dear"}

    def test_here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The folder that one is in can be named, and is spared like any other."""
        fill(tmp_path / "home", diary="dear")
        monkeypatch.chdir(tmp_path / "home")

        with pytest.raises(FileExistsError), atomic_write(Path(), folder=True) as new:
            fill(new, a="1")

        assert content(tmp_path) == {"home/diary": "dear"}

    def test_does_not_replace_a_file(self, tmp_path: Path) -> None:
        """A file in the place of the folder is left."""
        (tmp_path / "out").write_text("old", encoding="utf-8")

        with pytest.raises(OSError, match="out"), atomic_write(tmp_path / "out", folder=True) as new:
            fill(new, a="1")

        assert content(tmp_path) == {"out": "old"}

    @pytest.mark.parametrize("breaking", [stop, interrupt])
    def test_breaks_off(self, tmp_path: Path, breaking: Callable[[], NoReturn]) -> None:
        """The old folder is left, and nothing beside it."""
        fill(tmp_path / "out", a="old")

        def write() -> None:
            with atomic_write(tmp_path / "out", folder=True) as new:
                fill(new, a="half")
                breaking()

        with pytest.raises((OSError, KeyboardInterrupt)):
            write()

        assert content(tmp_path) == {"out/a": "old"}
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    @pytest.mark.parametrize("step", [1, 2])
    def test_breaks_off_in_the_last_step(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
    ) -> None:
        """Where the old folder is moved away and the new one cannot follow, it comes back."""
        fill(tmp_path / "out", a="old")
        real, calls = os.replace, list[object]()

        def replace(source: str, target: str) -> None:
            calls.append(source)
            if len(calls) == step:
                stop()
            real(source, target)

        monkeypatch.setattr(os, "replace", replace)
        with (
            pytest.raises(OSError, match="no space"),
            atomic_write(tmp_path / "out", folder=True) as new,
        ):
            fill(new, a="1")

        assert content(tmp_path) == {"out/a": "old"}
        assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are others there")
class TestLinksAndStreams:
    """What is not a plain file or folder."""

    def test_a_link_stays_and_what_it_leads_to_is_replaced(self, tmp_path: Path) -> None:
        """A link is resolved first, also one that leads to nothing yet."""
        (tmp_path / "real").mkdir()
        for name in ("old.txt", "new.txt"):
            (tmp_path / name).symlink_to(Path("real", name))
        (tmp_path / "real" / "old.txt").write_text("old", encoding="utf-8")

        for name in ("old.txt", "new.txt"):
            write_text(tmp_path / name, "new")

            assert (tmp_path / name).is_symlink()
            assert (tmp_path / "real" / name).read_text("utf-8") == "new"
        assert len([*tmp_path.iterdir()]) == 3

    def test_a_link_to_a_folder(self, tmp_path: Path) -> None:
        """The folder is replaced, and the link still leads to it."""
        fill(tmp_path / "real", a="old")
        (tmp_path / "out").symlink_to("real")

        with atomic_write(tmp_path / "out", folder=True) as new:
            fill(new, a="1", b="2")

        assert (tmp_path / "out").is_symlink()
        assert content(tmp_path / "real") == {"a": "1", "b": "2"}
        assert {path.name for path in tmp_path.iterdir()} == {"out", "real"}

    @pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
    def test_the_mode_is_kept(self, tmp_path: Path, mode: int) -> None:
        """A file that others may not read stays so, alone and in a folder, and so does a folder."""
        fill(tmp_path / "out", a="old")
        (tmp_path / "a.txt").touch()
        for path in (tmp_path / "a.txt", tmp_path / "out" / "a"):
            path.chmod(mode)
        (tmp_path / "out").chmod(mode | 0o100)

        write_text(tmp_path / "a.txt", "new")
        with atomic_write(tmp_path / "out", folder=True) as new:
            fill(new, a="1", b="2")

        for path in (tmp_path / "a.txt", tmp_path / "out" / "a"):
            assert path.stat().st_mode & 0o777 == mode
        assert (tmp_path / "out").stat().st_mode & 0o777 == mode | 0o100

    def test_a_pipe_is_written_into(self, tmp_path: Path, tiny: rt.Dataset) -> None:
        """A named pipe stays one, and its reader gets the export."""
        os.mkfifo(tmp_path / "pipe")
        read: list[bytes] = []
        path = tmp_path / "pipe"
        reader = Thread(target=lambda: read.append(path.read_bytes()), daemon=True)
        reader.start()

        tiny.to_json(tmp_path / "pipe")

        reader.join(timeout=10)
        assert (tmp_path / "pipe").is_fifo()
        (tmp_path / "x.json").write_bytes(read[0])
        assert rt.load(tmp_path / "x.json") == tiny

    @pytest.mark.parametrize("redirected", ["pipe", "file"])
    def test_standard_output(self, tmp_path: Path, redirected: str) -> None:
        """`/dev/stdout` is written into, whatever it leads to, and is never replaced."""
        code = "import rezekne_twins as rt; print('first', flush=True); rt.dataset().to_json({!r})"
        path = tmp_path / "out"
        with path.open("wb") as file:
            done = subprocess.run(
                [sys.executable, "-c", code.format("/dev/stdout")],
                stdout=file if redirected == "file" else subprocess.PIPE,
                check=True,
            )
        text = path.read_bytes() if redirected == "file" else done.stdout
        assert text.startswith(b"first\n{")
        assert text.endswith(b"}\n")
        assert Path("/dev/stdout").is_symlink()

    def test_a_device_is_no_folder(self, tiny: rt.Dataset) -> None:
        """A format of several files says so; the device stays."""
        with pytest.raises(NotADirectoryError, match="is a device or a pipe"):
            tiny.to_csv("/dev/null")

        tiny.to_json("/dev/null")
        assert Path("/dev/null").is_char_device()

    def test_what_stands_in_the_way_is_said_before_work_is_done(self, tmp_path: Path) -> None:
        """A folder where a file is to be written, and the other way round."""
        (tmp_path / "folder").mkdir()
        (tmp_path / "file").touch()

        with pytest.raises(IsADirectoryError, match="folder is a folder; a file is to be written"):
            write_text(tmp_path / "folder", "")
        with (
            pytest.raises(NotADirectoryError, match="file is a file; a folder is to be written"),
            atomic_write(tmp_path / "file", folder=True),
        ):
            pytest.fail("it has begun to write")

    @pytest.mark.parametrize("where", [".", "..", "../home"])
    def test_the_current_folder_is_not_replaced(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
    ) -> None:
        """The shell would be left in a folder that is gone, even if only its like is in it."""
        fill(tmp_path / "home", a="old")
        monkeypatch.chdir(tmp_path / "home")

        with (
            pytest.raises(FileExistsError, match="is the current folder"),
            atomic_write(Path(where), folder=True),
        ):
            pytest.fail("it has begun to write")

        assert Path.cwd().samefile(tmp_path / "home")


FILES: dict[str, str] = {
    "to_json": "x.json",
    "to_csv": "csv",
    "to_datapackage": "package",
    "to_sqlite": "x.sqlite",
    "to_excel": "x.xlsx",
    "to_parquet": "parquet",
    "to_geojson": "x.geojson",
    "to_jsonld": "x.jsonld",
}
NEEDED = {
    "to_excel": ("xlsxwriter", "excel"),
    "to_parquet": ("pyarrow", "parquet"),
    "to_geojson": ("geojson_pydantic", "geo"),
}
LIGHT = sorted(FILES.keys() - NEEDED.keys())


def exported(dataset: rt.Dataset, method: str, folder: Path) -> Path:
    """Write an export into a folder, or skip the test where its library is not installed."""
    if method in NEEDED:
        pytest.importorskip(NEEDED[method][0])
    write: Write = getattr(dataset, method)
    return write(folder / FILES[method])


@pytest.mark.parametrize("method", FILES)
class TestEveryExport:
    """What all of them have in common."""

    def test_every_method_is_tried(self, method: str) -> None:
        """The methods above are those of the data set."""
        assert set(FILES) == {name for name in dir(rt.Dataset) if name.startswith("to_")}
        assert method in FILES

    def test_returns_the_path(self, tiny: rt.Dataset, tmp_path: Path, method: str) -> None:
        """Text is a path too; what was written is there, and nothing beside it."""
        path = exported(tiny, method, tmp_path)
        again = getattr(tiny, method)(str(path))

        assert path == again == tmp_path / FILES[method]
        assert list(tmp_path.iterdir()) == [path]

    def test_breaks_off(
        self, tiny: rt.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
    ) -> None:
        """When the last step fails, what was there before is there still."""
        path = exported(tiny, method, tmp_path)
        before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
        monkeypatch.setattr(os, "replace", interrupt)

        with pytest.raises(KeyboardInterrupt):
            getattr(tiny.subset(()), method)(path)

        assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
        assert list(tmp_path.iterdir()) == [path]

    def test_a_missing_folder_is_not_made_up(
        self, tiny: rt.Dataset, tmp_path: Path, method: str
    ) -> None:
        """The system's own error says so."""
        with pytest.raises(FileNotFoundError):
            exported(tiny, method, tmp_path / "ducks")

        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("method", sorted(NEEDED))
def test_a_missing_library_is_named_with_its_command(
    tiny: rt.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """One line says what to install; nothing is written."""
    module, extra = NEEDED[method]

    def absent(name: str) -> NoReturn:
        raise ModuleNotFoundError(f"No module named {module!r}", name=name.partition(".")[0])

    monkeypatch.setattr("rezekne_twins.exports.writing.import_module", absent)
    with pytest.raises(rt.MissingExtraError) as caught:
        getattr(tiny, method)(tmp_path / "x")

    assert f"pip install 'rezekne-twins[{extra}]'" in str(caught.value)
    assert module in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, ImportError)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_library_is_not_called_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a library itself lacks is told by Python: installing the extra again mends nothing."""

    def broken(name: str) -> NoReturn:
        raise ModuleNotFoundError(f"{name} wants goose", name="goose")

    monkeypatch.setattr("rezekne_twins.exports.writing.import_module", broken)

    with pytest.raises(ModuleNotFoundError, match="wants goose") as caught:
        needs("pyarrow.parquet", "parquet")
    assert not isinstance(caught.value, rt.MissingExtraError)
