"""What is printed where: terminals, pipes, files, formats, columns, order."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.cli import main, tables
from tests.cli.running import Captured, ok, refused

TINY = ["--data", str(Path(__file__).parents[1] / "tiny")]


Terminal = Callable[[], None]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return what makes standard output a terminal of 80 columns."""

    def begin() -> None:
        monkeypatch.setattr("rezekne_twins.cli.records.WIDTH", 80)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    return begin


# --- Pipes and terminals ---------------------------------------------------------------------


def test_a_pipe_gets_all_rows(capsys: Captured, shipped: rt.Dataset) -> None:
    """`list activities | grep` sees each activity, whole, and no hint."""
    lines = ok(capsys, "list", "activities").splitlines()

    assert len(lines) == 2 + len(shipped.activities)
    for activity, line in zip(shipped.activities, lines[2:], strict=True):
        assert activity.title in line


def test_a_terminal_says_how_to_see_the_rest(
    capsys: Captured, terminal: Terminal, shipped: rt.Dataset
) -> None:
    """Of a long list it shows twenty rows, and the option that shows the others."""
    terminal()
    lines = ok(capsys, "list", "activities").splitlines()

    rest = len(shipped.activities) - 20
    assert lines[-1] == f"… and {rest} more; --limit 0 shows all rows"
    assert len([line for line in lines if line.startswith(("city-", "munic"))]) == 20
    assert max(map(len, lines)) <= 80
    assert "to_pandas" not in "".join(lines)
    assert len(ok(capsys, "list", "activities", "--limit", "0").splitlines()) > 50


def test_files_and_formats_for_machines_are_whole(
    capsys: Captured, terminal: Terminal, tmp_path: Path
) -> None:
    """At a terminal, too, CSV and what goes to a file have every row."""
    terminal()
    assert len(ok(capsys, "list", "activities", "--format", "csv").splitlines()) > 50
    ok(capsys, "list", "activities", "-o", str(tmp_path / "x.txt"))
    assert len((tmp_path / "x.txt").read_text("utf-8").splitlines()) > 50


@pytest.mark.parametrize("width", [40, 60, 80, 132])
@pytest.mark.parametrize("name", list(rt.dataset().collections))
def test_every_table_fits_its_terminal(shipped: rt.Dataset, name: str, width: int) -> None:
    """No row is wider; IDs stay whole where a line can hold them, and the title stays."""
    found = shipped.collections[name][:30]
    columns = found.record_type.shown_columns
    rows = [[record.cell(column) for column in columns] for record in found]

    lines = tables.fitted(columns, rows, width, keep=False)

    told = [line for line in lines if not line.startswith("left out: ")]
    assert max(map(len, told)) <= width
    assert len(told) == len(found) + 1
    for column in {"id", "title"} & {*columns}:
        assert column in told[0].split()
    if "id" in columns and max(map(len, found.ids)) <= width - 14:
        assert [line.split()[columns.index("id")] for line in told[1:]] == [*found.ids]


def test_what_is_left_out_is_named() -> None:
    """Columns that do not fit are named with the option that shows them; blank ones are not."""
    rows = [["a" * 20, "b" * 20, "c" * 20, ""]]

    *_, hint = tables.fitted(["id", "title", "place", "note"], rows, 40, keep=False)

    assert hint == "left out: place; name columns with --columns"
    assert tables.fitted(["id", "title", "place", "note"], rows, 40, keep=True)[0].split() == [
        *("id", "title", "place", "note")
    ]
    assert "left out" not in "".join(tables.fitted(["id", "note"], [["a", ""]], 40, keep=False))


# --- Formats, columns, order -----------------------------------------------------------------


def test_formats_of_a_list(capsys: Captured, tiny: rt.Dataset) -> None:
    """CSV, TSV, JSON and JSON Lines have the same rows."""
    rows = tiny.acts.to_dicts()
    asked = ("list", "acts", *TINY, "--format")

    assert json.loads(ok(capsys, *asked, "json")) == rows
    assert [json.loads(line) for line in ok(capsys, *asked, "jsonl").splitlines()] == rows
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        text = ok(capsys, *asked, name)
        read = [*csv.DictReader(io.StringIO(text), delimiter=delimiter)]
        assert [row["id"] for row in read] == [row["id"] for row in rows]
        assert [*read[0]] == [*rows[0]]
        assert read[0]["parties"] == "; ".join(rows[0]["parties"])
        assert "\r" not in text


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl"])
def test_columns_and_order(capsys: Captured, form: str) -> None:
    """`--columns` names columns and their order, `--sort` the order of rows, in each format."""
    columns = ("list", "places", *TINY, "--columns", "title,id", "--format", form)
    out = ok(capsys, *columns, "--sort", "title", "--limit", "2")
    lines = out.splitlines()

    if form == "json":
        assert [[*row] for row in json.loads(out)] == [["title", "id"]] * 2
    elif form == "jsonl":
        assert [[*json.loads(line)] for line in lines] == [["title", "id"]] * 2
    else:
        header = lines[form == "table"]
        assert header.replace(",", " ").split() == ["title", "id"]
        assert lines[(form == "table") + 1].startswith("Duck Shire")


def test_descending_order(capsys: Captured) -> None:
    """`--reverse` turns the order round, unknown values stay last."""
    rows = json.loads(ok(capsys, "list", *TINY, "--json", "--sort", "began", "--reverse"))
    assert [row["began"] for row in rows] == ["2004-03", "1995", "1994", None]


def test_the_limit_is_that_of_every_format(capsys: Captured) -> None:
    """`--limit` cuts JSON too; 0 is no limit."""
    assert len(json.loads(ok(capsys, "list", *TINY, "--json", "--limit", "1"))) == 1
    assert len(json.loads(ok(capsys, "list", *TINY, "--json", "--limit", "0"))) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "--columns", "id,titel"], "unknown column 'titel'; did you mean"),
        (["list", "--country", "JP", "--columns", "x"], "unknown column 'x'"),
        (["list", "--sort", "bgan"], "unknown column 'bgan'; did you mean 'began'?"),
        (["list", "-o", "x.pdf"], "unsupported file type .pdf; use .csv, .tsv, .json, .jsonl, .tx"),
        (["show", "kaczki", "-o", "x.csv"], "unsupported file type .csv; use .txt, .json"),
    ],
)
def test_unknown_columns_and_types(capsys: Captured, arguments: list[str], message: str) -> None:
    """They are refused with the nearest, also where no row is found."""
    assert message in refused(capsys, *arguments, *TINY)


# --- Files -----------------------------------------------------------------------------------

WRITING = {
    "overview.txt": [],
    "overview.json": [],
    "acts.csv": ["list", "acts"],
    "acts.tsv": ["list", "acts"],
    "acts.jsonl": ["list", "acts"],
    "kaczki.json": ["show", "kaczki"],
    "found.json": ["find", "kaczki"],
    "cited.bib": ["cite"],
    "cited.cff": ["cite"],
    "faults.json": ["check"],
    "coverage.txt": ["coverage"],
    "changes.md": ["diff", TINY[1]],
    "all.json": ["export"],
    "all.jsonld": ["export"],
}
FORMATS = {".csv": "csv", ".tsv": "tsv", ".jsonl": "jsonl", ".md": "markdown", ".jsonld": "jsonld"}


@pytest.mark.parametrize("name", WRITING)
def test_output_is_an_option_of_every_command(capsys: Captured, tmp_path: Path, name: str) -> None:
    """`-o` writes what would be printed, in the format of the file type, before and after."""
    path, again = tmp_path / name, tmp_path / f"again.{name}"
    command = WRITING[name]

    told = ok(capsys, *command, *TINY, "-o", str(path))
    ok(capsys, "--output", str(again), *TINY, *command)

    assert told.startswith("Wrote ")
    assert told.endswith(f" to {path}\n")
    assert path.read_bytes() == again.read_bytes() != b""
    form = FORMATS.get(path.suffix) or ("json" if path.suffix == ".json" else None)
    if command[:1] == ["cite"]:
        asked = ["--style", {".bib": "bibtex", ".cff": "cff"}[path.suffix]]
    elif form == "json" and command[:1] not in (["export"], ["check"]):
        asked = ["--json"]
    else:
        asked = ["--format", form] if form else []
    printed = ok(capsys, *command, *TINY, *asked, "-o", "-")
    assert printed.rstrip("\n") == path.read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("name", WRITING)
def test_what_is_there_stays_without_force(capsys: Captured, tmp_path: Path, name: str) -> None:
    """One rule for every command: an existing file is replaced only with `--force`."""
    path = tmp_path / name
    path.write_text("dear diary", encoding="utf-8")
    command = [*WRITING[name], *TINY, "-o", str(path)]

    told = refused(capsys, *command)
    assert told == f"rezekne-twins: {path} already exists: choose another path, or add --force\n"
    assert path.read_text("utf-8") == "dear diary"

    ok(capsys, *command, "--force")
    assert path.read_text("utf-8") != "dear diary"


def test_pictures_follow_the_same_rules(capsys: Captured, tmp_path: Path) -> None:
    """A picture goes to a file of its type, is not overwritten, and to standard output."""
    pytest.importorskip("vl_convert", reason="needs the extra plot")
    path = tmp_path / "map.svg"
    drawn = rt.plot.map().svg()

    assert ok(capsys, "plot", "map", "-o", str(path)).endswith(f" to {path}\n")
    assert path.read_text("utf-8") == drawn
    assert "already exists" in refused(capsys, "plot", "map", "-o", str(path))
    assert ok(capsys, "plot", "map", "--format", "svg") == drawn
    ok(capsys, "plot", "map", "-o", str(tmp_path / "map"), "--format", "svg")
    assert (tmp_path / "map").read_text("utf-8") == drawn


def test_bytes_are_not_printed_on_a_terminal(capsys: Captured, terminal: Terminal) -> None:
    """A database is for a file or a pipe."""
    terminal()
    told = refused(capsys, "export", "--format", "sqlite")
    assert told == "rezekne-twins: a terminal cannot show .sqlite: name a file with --output\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such device")
def test_an_export_can_be_piped(tmp_path: Path, shipped: rt.Dataset) -> None:
    """`-o -` and `-o /dev/stdout` put the file on standard output, and nothing else."""
    command = [sys.executable, "-m", "rezekne_twins", "export", "--format", "json", "-o"]
    for where in ("-", "/dev/stdout"):
        done = subprocess.run([*command, where], capture_output=True, check=True)
        assert done.stderr == b""
        (tmp_path / "x.json").write_bytes(done.stdout)
        assert rt.load(tmp_path / "x.json") == shipped


def test_a_folder_cannot_be_printed(capsys: Captured) -> None:
    """Formats that write a folder say that they need one."""
    told = refused(capsys, "export", "--format", "csv")
    assert told == "rezekne-twins: --format csv writes a folder: name one with --output\n"
    assert "--format is needed, or --output with a file type: .xlsx, .sqlite" in refused(
        capsys, "export", "-o", "twins"
    )


@pytest.mark.parametrize(
    "words", [["--country", "NO"], ["--country", "PL"], ["--holder", "shire"], ["--kind", "membership"]]
)
def test_an_export_of_a_part_passes_check(capsys: Captured, tmp_path: Path, words: list[str]) -> None:
    """Paragraphs that only the rest cites are no fault in the part."""
    path = str(tmp_path / "part.json")

    ok(capsys, "export", *TINY, *words, "-o", path)

    assert ok(capsys, "check", path) == f"No fault found in {path}.\n"


@pytest.mark.parametrize("country", ["NO", "LT", "JP"])
def test_an_export_of_the_shipped_data_passes_check(
    capsys: Captured, tmp_path: Path, country: str
) -> None:
    """So does each part of the shipped data."""
    path = str(tmp_path / "part.json")

    ok(capsys, "export", "--country", country, "-o", path)

    assert ok(capsys, "check", path) == f"No fault found in {path}.\n"


# --- Records ---------------------------------------------------------------------------------


def test_show_tells_conflicts_and_disputed_dates(capsys: Captured) -> None:
    """A date that sources contradict each other about is marked; the conflict follows."""
    text = ok(capsys, "show", "town-goosund/agreement", *TINY)

    assert "  date: 1994 (disputed)\n" in text
    assert "  conflict: When was the agreement with Gøøsund made? In 1994. / In 1995." in text
    whole = ok(capsys, "show", "town-goosund", *TINY)
    assert "  began: 1994 (disputed)\n" in whole
    assert "  acts: signed 1994 (disputed) by Duckburg Council" in whole
    assert "  acts: prolonged 2000, for 5 years" in whole
    assert "disputed" not in ok(capsys, "show", "town-kaczki", *TINY)


def test_the_overview_has_the_fields_of_projects(capsys: Captured) -> None:
    """Where no fields of a partnership are stated, those of its projects are named as such."""
    block = ok(capsys).split("[city-ezeru-zeme]\n")[1].split("[")[0]
    assert "    fields of its projects: Small and medium business cooperation, Culinary" in block
    assert "fields: none stated" in ok(capsys).split("[city-ubc]\n")[1].split("[")[0]


def test_a_record_is_cited_as_bibtex(capsys: Captured, tiny: rt.Dataset) -> None:
    """The entry has the record's title, the set's authors and version, and the paragraphs."""
    text = ok(capsys, "cite", "town-kaczki/prolongation", *TINY, "--style", "bibtex")

    assert text.startswith("@misc{ties-of-duckburg-town-kaczki-prolongation,\n")
    assert f"  title = {{{{{tiny.act('town-kaczki/prolongation').title}}}}},\n" in text
    assert "“Duckburg and Kączki”, paragraph 1" in text
    assert text.endswith("\n}\n")


# --- Completion ------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_holds_commands_options_and_words(capsys: Captured, shell: str) -> None:
    """Nothing is run when a word is completed: each is in the script."""
    pytest.importorskip("shtab", reason="needs the extra completion")
    text = ok(capsys, "completion", shell, *TINY)

    for word in ("coverage", "town-kaczki", "in_force", "planned"):
        assert word in text
    for option in ("country", "columns", "force"):
        assert option in text


@pytest.mark.skipif(not os.path.exists("/bin/bash"), reason="needs bash")  # noqa: PTH110
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("li", "list"),
        ("list act", "acts activities"),
        ("list --stage pl", "planned"),
        ("show town-g", "town-goosund"),
        ("export --form", "--format"),
    ],
)
def test_bash_completes(capsys: Captured, tmp_path: Path, typed: str, offered: str) -> None:
    """The script is sourced in a real bash, and asked as its Tab key does."""
    pytest.importorskip("shtab", reason="needs the extra completion")
    ok(capsys, "completion", "bash", *TINY, "-o", str(tmp_path / "script"))
    code = f"""
        source {tmp_path}/script
        COMP_WORDS=(rezekne-twins {typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        $(complete -p rezekne-twins | sed "s/.*-F \\([^ ]*\\).*/\\1/") rezekne-twins \
            "${{COMP_WORDS[-1]}}" "${{COMP_WORDS[-2]}}"
        echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["/bin/bash", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == offered.split()


# --- Speed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--help"], ["list", "--help"], ["--version"], ["lst"]])
def test_help_and_errors_import_no_models(arguments: list[str]) -> None:
    """The parser alone answers: pydantic, pandas and the data stay where they are."""
    slow = {"pydantic", "pandas", "tomllib", "shutil", "inspect", "ast"}
    code = (
        "import sys; before = {*sys.modules}\n"  # coverage imports some at the start
        "try:\n"
        "    from rezekne_twins.cli import main\n"
        f"    main({arguments})\n"
        "except SystemExit:\n"
        f"    print({slow} & {{*sys.modules}} - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("set()\n")


def test_the_version(capsys: Captured) -> None:
    """`--version` names the program and its version."""
    with pytest.raises(SystemExit) as exit_:
        main(["--version"])
    assert (exit_.value.code, capsys.readouterr().out) == (0, f"rezekne-twins {rt.__version__}\n")


def test_commands_for_readers_come_first(capsys: Captured) -> None:
    """Those for keepers have a group of their own, after the others."""
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    keepers = text.index("commands for data maintainers:")
    for command in ("list", "show", "find", "plot", "export", "cite", "completion"):
        assert text.index(f"\n  {command} ") < keepers
    for command in ("check", "coverage", "diff"):
        assert text.index(f"\n  {command} ") > keepers
