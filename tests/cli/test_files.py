"""The commands `export` and `cite`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

import rezekne_twins as rt
from rezekne_twins.cli import main
from rezekne_twins.cli.parser import make_parser
from tests.cli.running import Captured, run

TINY = str(Path(__file__).parents[1] / "tiny")
LIGHT = ["datapackage", "csv", "sqlite", "json", "jsonld"]
NEEDED = {"xlsx": "xlsxwriter", "parquet": "pyarrow", "geojson": "geojson_pydantic"}


@pytest.mark.parametrize("form", [*LIGHT, *NEEDED])
def test_export(capsys: Captured, tmp_path: Path, tiny: rt.Dataset, form: str) -> None:
    """Each format is written, and the command says what and where."""
    if form in NEEDED:
        pytest.importorskip(NEEDED[form])
    path = tmp_path / "out"

    code, out, err = run(capsys, "export", "--data", TINY, "--format", form, "--output", str(path))

    assert (code, err) == (0, "")
    folder = "the folder " if path.is_dir() else ""
    assert out == f"Wrote 4 partnerships and related records to {folder}{path}\n"
    assert path.exists()
    if form == "json":
        assert rt.load(path) == tiny


def test_every_format_is_tried() -> None:
    """The formats above are those that the command knows."""
    choices = make_parser().commands["export"]._option_string_actions["--format"].choices

    assert choices is not None
    assert {*LIGHT, *NEEDED} == {*choices}


def test_a_format_without_its_option_is_told(capsys: Captured) -> None:
    """What is typed as a word, such as `export json`, has an option: the message says which."""
    with pytest.raises(SystemExit):
        main(["export", "json", "--data", TINY])

    assert "unknown argument 'json'; write --format json\n" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "mark"), [([], False), (["--excel"], True)])
def test_csv_for_excel_is_an_option(
    capsys: Captured, tmp_path: Path, words: list[str], *, mark: bool
) -> None:
    """Only with `--excel` do the files begin with a byte-order mark."""
    path = str(tmp_path / "csv")

    code, _, err = run(capsys, "export", "--data", TINY, "--format", "csv", "--output", path, *words)

    assert (code, err) == (0, "")
    begun = (tmp_path / "csv" / "acts.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert begun is mark


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--holder", "shire"], ["shire-goosund"]),
        (["--country", "PL"], ["town-kaczki", "town-league"]),
        (["--country", "NO", "--country", "PL", "--holder", "town"], None),
        (["--year", "2000", "--act", "prolonged"], ["town-goosund"]),
        (["--since", "2004", "--until", "2006"], ["town-league"]),
        (["--field", "sport", "--stage", "planned"], ["town-goosund"]),
        (["--validity", "in_force", "--on", "2009"], None),
        (["--country", "JP"], []),
    ],
)
def test_filters_are_those_of_list(
    capsys: Captured, tmp_path: Path, words: list[str], expected: list[str] | None
) -> None:
    """The partnerships written are those that `list` shows, and their keys hold."""
    path = tmp_path / "x.sqlite"
    _, listed, _ = run(capsys, "list", "--data", TINY, "--json", *words)
    shown = [row["id"] for row in json.loads(listed)]

    code, out, err = run(
        capsys, "export", "--data", TINY, "--format", "sqlite", "--output", str(path), *words
    )

    assert (code, err) == (0, "")
    assert out.startswith(f"Wrote {len(shown)} partnership")
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT id FROM partnerships").fetchall()
        assert [row[0] for row in rows] == shown
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    if expected is not None:
        assert shown == expected


def test_a_filter_that_means_nothing_writes_nothing(capsys: Captured, tmp_path: Path) -> None:
    """A typo is refused with what would be understood."""
    code, out, err = run(
        *(capsys, "export", "--data", TINY, "--format", "csv", "--output", str(tmp_path / "x")),
        *("--field", "sprot"),
    )

    assert (code, out) == (2, "")
    assert "did you mean 'sport'" in err
    assert list(tmp_path.iterdir()) == []


class TestRefusals:
    """What is refused costs nothing, and is told in one line."""

    def refused(self, capsys: Captured, *arguments: str) -> str:
        """Run an export that is refused, and return its line."""
        code, out, err = run(capsys, "export", "--data", TINY, *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("rezekne-twins: ")
        assert err.count("\n") == 1
        return err

    @pytest.mark.parametrize("form", ["json", "csv"])
    def test_does_not_overwrite(self, capsys: Captured, tmp_path: Path, form: str) -> None:
        """What is there stays, unless `--force` says so."""
        path = tmp_path / "out"
        arguments = ("--format", form, "--output", str(path))
        run(capsys, "export", "--data", TINY, *arguments, "--holder", "shire")
        before = sorted((p, p.stat().st_mtime_ns) for p in tmp_path.rglob("*"))

        assert "already exists: choose another path, or add --force" in self.refused(capsys, *arguments)
        assert sorted((p, p.stat().st_mtime_ns) for p in tmp_path.rglob("*")) == before

        code, out, _ = run(capsys, "export", "--data", TINY, *arguments, "--force")
        assert (code, out[:20]) == (0, "Wrote 4 partnerships")

    def test_force_spares_strangers(self, capsys: Captured, tmp_path: Path) -> None:
        """Even with `--force` a folder that holds other files is not replaced."""
        (tmp_path / "diary.txt").write_text("dear", encoding="utf-8")

        told = self.refused(capsys, "--format", "csv", "--output", str(tmp_path), "--force")

        assert "diary.txt" in told
        assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]

    def test_missing_folder(self, capsys: Captured, tmp_path: Path) -> None:
        """A folder that is not there is named."""
        told = self.refused(capsys, "--format", "json", "--output", str(tmp_path / "a" / "b"))

        assert told == f"rezekne-twins: there is no folder {tmp_path / 'a'}\n"

    def test_what_the_system_refuses(
        self, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The path is the one that was typed, not the one that was written beside it."""

        def full(path: Path, *_: object, **__: object) -> NoReturn:
            raise OSError(28, "No space left on device", str(path))

        monkeypatch.setattr(Path, "write_text", full)
        told = self.refused(capsys, "--format", "json", "--output", str(tmp_path / "x.json"))

        where = f"cannot write {tmp_path / 'x.json'}"
        assert told == f"rezekne-twins: {where}: No space left on device\n"

    def test_missing_library(
        self, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The line has the command that installs what is missing."""

        def absent(name: str) -> NoReturn:
            raise ModuleNotFoundError(name, name=name)

        monkeypatch.setattr("rezekne_twins.exports.writing.import_module", absent)

        told = self.refused(capsys, "--format", "xlsx", "--output", str(tmp_path / "x.xlsx"))

        assert "pip install 'rezekne-twins[excel]'" in told
        assert list(tmp_path.iterdir()) == []

    def test_excel_is_an_option_of_csv_alone(self, capsys: Captured, tmp_path: Path) -> None:
        """With another format it is refused, and nothing is written."""
        path = str(tmp_path / "x")

        told = self.refused(capsys, "--format", "json", "--output", path, "--excel")

        assert told == "rezekne-twins: --excel needs --format csv\n"
        assert list(tmp_path.iterdir()) == []

    def test_unknown_format(self, capsys: Captured) -> None:
        """The formats that there are are listed."""
        with pytest.raises(SystemExit) as caught:
            main(["export", "--format", "xml", "--output", "x"])
        assert caught.value.code == 2
        assert "datapackage, csv, xlsx" in capsys.readouterr().err


class TestCite:
    """How to cite, from a shell."""

    def test_the_data_set(self, capsys: Captured) -> None:
        """Without an id, the whole set."""
        assert run(capsys, "cite") == (0, f"{rt.cite()}\n", "")

    @pytest.mark.parametrize("style", ["text", "bibtex", "cff"])
    def test_style(self, capsys: Captured, tiny: rt.Dataset, style: str) -> None:
        """In each style, of any data set; the output ends with one line end."""
        code, out, _ = run(capsys, "cite", "--data", TINY, "--style", style)

        told = {"text": tiny.cite(), "bibtex": tiny.cite("bibtex"), "cff": tiny.cite("cff")}
        assert (code, out) == (0, told[style].rstrip() + "\n")

    def test_a_record(self, capsys: Captured) -> None:
        """With an id, what that record rests on."""
        told = rt.partnership("city-suwalki").cite()
        assert run(capsys, "cite", "city-suwalki") == (0, f"{told}\n", "")

    @pytest.mark.parametrize(
        ("arguments", "advice"),
        [
            (["city-suwlki"], "did you mean 'city-suwalki'"),
            (["city-suwalki", "--style", "cff"], "cannot be cited as cff; use text or bibtex"),
        ],
    )
    def test_refusals(self, capsys: Captured, arguments: list[str], advice: str) -> None:
        """What is not known is refused with what would be."""
        code, out, err = run(capsys, "cite", *arguments)
        assert (code, out) == (2, "")
        assert advice in err
