"""Whatever is written appears whole or not at all, and a library that is missing is named."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

import rezekne_twins as rt
from rezekne_twins.exports.writing import beside, needs, write_text
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
    """Make a folder with files."""
    folder.mkdir()
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
            with beside(tmp_path / "a.txt") as new:
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
        with beside(tmp_path / "out") as new:
            fill(new, a="1", b="2")
            assert not (tmp_path / "out").exists()

        assert content(tmp_path) == {"out/a": "1", "out/b": "2"}

    def test_replaces_its_like(self, tmp_path: Path) -> None:
        """A folder whose files are all written again is replaced, and nothing else is left."""
        fill(tmp_path / "out", a="old")

        with beside(tmp_path / "out") as new:
            fill(new, a="1", b="2")

        assert content(tmp_path) == {"out/a": "1", "out/b": "2"}

    def test_spares_strangers(self, tmp_path: Path) -> None:
        """A folder that holds anything else is never replaced: it may be somebody's home."""
        fill(tmp_path / "out", a="old", diary="dear")

        with pytest.raises(FileExistsError, match="such as diary"), beside(tmp_path / "out") as new:
            fill(new, a="1")

        assert content(tmp_path) == {"out/a": "old", "out/diary": "dear"}

    def test_here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The folder that one is in can be named, and is spared like any other."""
        fill(tmp_path / "home", diary="dear")
        monkeypatch.chdir(tmp_path / "home")

        with pytest.raises(FileExistsError), beside(Path()) as new:
            fill(new, a="1")

        assert content(tmp_path) == {"home/diary": "dear"}

    def test_does_not_replace_a_file(self, tmp_path: Path) -> None:
        """A file in the place of the folder is left."""
        (tmp_path / "out").write_text("old", encoding="utf-8")

        with pytest.raises(OSError, match="out"), beside(tmp_path / "out") as new:
            fill(new, a="1")

        assert content(tmp_path) == {"out": "old"}

    @pytest.mark.parametrize("breaking", [stop, interrupt])
    def test_breaks_off(self, tmp_path: Path, breaking: Callable[[], NoReturn]) -> None:
        """The old folder is left, and nothing beside it."""
        fill(tmp_path / "out", a="old")

        def write() -> None:
            with beside(tmp_path / "out") as new:
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
        with pytest.raises(OSError, match="no space"), beside(tmp_path / "out") as new:
            fill(new, a="1")

        assert content(tmp_path) == {"out/a": "old"}
        assert [path.name for path in tmp_path.iterdir()] == ["out"]


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
