"""The command line: what each command prints, and how it says no."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins.cli import check, main
from rezekne_twins.keeping.checks import RULES
from tests.cli import running
from tests.cli.running import Captured, ok
from tests.miniatures import Edit, edit

TINY = Path(__file__).parents[1] / "tiny"
COMMANDS = ["list", "show", "find", "export", "cite", "check", "coverage", "plot"]
FILTERS = [
    *(
        "act",
        "country",
        "field",
        "funder",
        "holder",
        "kind",
        "last_known",
        "on",
        "organisation",
        "outcome",
    ),
    *("partner", "partnership", "person", "place", "since", "stage", "subject", "topic"),
    *("until", "validity", "year"),
]
DATA = ["--data", str(TINY)]


def options_of(text: str) -> set[str]:
    """Return the options of a help text, as Python spells them."""
    found = re.findall(r"^  --([\w-]+)", text, re.MULTILINE)
    return {option.replace("-", "_") for option in found}


def refused(capsys: Captured, *arguments: str) -> str:
    """Run a command that is not understood, and return its one line of advice."""
    err = running.refused(capsys, *arguments)
    assert err.startswith("rezekne-twins: ")
    assert err.count("\n") == 1, "one line"
    assert err.endswith("\n")
    return err.removeprefix("rezekne-twins: ").rstrip("\n")


def misused(capsys: Captured, *arguments: str, command: str) -> str:
    """Run a command whose options or words are unknown, and return what is wrong with them."""
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    out, err = capsys.readouterr()
    assert (exit_.value.code, out) == (2, "")
    told, help_, end = err.split("\n")
    assert (help_, end) == (f"For help: rezekne-twins{command} --help", "")
    assert told.startswith(f"rezekne-twins{command}: ")
    return told.removeprefix(f"rezekne-twins{command}: ")


def ids(capsys: Captured, *arguments: str) -> list[str]:
    """Return the ids of the records that a command prints as JSON."""
    rows: list[dict[str, Any]] = json.loads(ok(capsys, *arguments, *DATA, "--json"))
    return [row["id"] for row in rows]


def run(*arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "rezekne_twins", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **(env or {})},
    )


# --- Overview --------------------------------------------------------------------------------


def test_overview_of_the_invented_set(capsys: Captured) -> None:
    """Without a command, each partnership has its partners, acts, fields and citations."""
    assert ok(capsys, *DATA).split("\n") == [
        "Ties of Duckburg",
        "4 partnerships (3 cooperations, 1 membership); sources as of 2010-05-01",
        "",
        "Duckburg",
        "  Gøøsund (Norway)  [town-goosund]",
        "    began 1994 (disputed), last act: prolonged 2000; last known: unknown (2010-05-01)",
        "    fields: Music (main), Sport (planned)",
        "    source: gazette/goose ¶ 0, 1",
        "  Kączki (Poland)  [town-kaczki]",
        "    beginning not stated, last act: prolonged 2007; last known: in force (2010-05-01)",
        "    fields: Culture (agreed)",
        "    source: gazette/kaczki ¶ 0, 1",
        "  Pond League (Latvia, Poland)  [town-league]",
        "    began 2004-03; last known: in force (2010-05-01)",
        "    fields: none stated",
        "    source: gazette/league ¶ 0",
        "",
        "Duck Shire",
        "  Gøøsund and Goose County (Norway)  [shire-goosund]",
        "    began 1995 (disputed); last known: in force (2010-05-01)",
        "    fields: Sport",
        "    source: gazette/goose ¶ 2",
        "",
    ]


def test_overview_names_every_partnership(capsys: Captured, shipped: rt.Dataset) -> None:
    """Each is told under its holder: partners, countries, beginning, acts, fields, citations."""
    blocks = re.split(r"\n(?= {2}\S)|\n\n", ok(capsys))
    told = {found[1]: b for b in blocks if (found := re.search(r"\[([a-z-]+)\]\n", b))}

    assert set(told) == set(shipped.partnerships().ids)
    for partnership in shipped.partnerships():
        block = " ".join(told[partnership.id].split())
        names = [agent.title for agent in (*partnership.counterparts, *partnership.countries)]
        stated = [entry.field.title for entry in partnership.cooperation]
        fields = stated or [f.title for p in partnership.projects for f in p.fields]
        fields = fields or ["none stated"]
        began = f"began {partnership.began}" if partnership.began else "beginning not stated"
        first = [act for act in partnership.acts if act.date == partnership.began]
        last = partnership.last_act
        disputed = [act.is_disputed("date") for act in (*first, last) if act]
        began += " (disputed)" * any(disputed[: len(first)])
        known = f"last known: {partnership.last_known.label} ({partnership.as_of})"
        same = all(disputed) and last and last.kind in {act.kind for act in first}
        assert ("last act: " in block) == (not same and last not in first), partnership.id
        sections = [f"{cite.source}/{cite.section} ¶" for cite in partnership.cites]
        wanted = [*names, *fields, began, known, *sections, "source: "]
        assert [word for word in wanted if word not in block] == []


def test_overview_groups_by_holder(capsys: Captured, shipped: rt.Dataset) -> None:
    """Below each holder stand its own partnerships, none of them twice."""
    text = ok(capsys)

    for holder in shipped.about.holders:
        part = text.split(f"\n\n{holder.title}\n")[1].split("\n\n")[0]
        assert re.findall(r"\[([a-z-]+)\]\n", part) == list(shipped.partnerships(holder=holder.id).ids)


def test_overview_marks_what_is_not_actual(capsys: Captured) -> None:
    """A plan is called one, and a main field too."""
    assert "fields: Music (main), Sport (planned)" in ok(capsys, *DATA)
    assert "fields: Culture (agreed)" in ok(capsys, *DATA)


def test_overview_as_json(capsys: Captured, tiny: rt.Dataset) -> None:
    """With --json, the overview is the rows of the partnerships."""
    assert json.loads(ok(capsys, *DATA, "--json")) == tiny.partnerships().to_dicts()


def test_every_line_fits(capsys: Captured) -> None:
    """No line of the overview is wider than a hundred characters."""
    assert [line for line in ok(capsys).split("\n") if len(line) > 100] == []


# --- List ------------------------------------------------------------------------------------


def test_list_shows_partnerships(capsys: Captured, tiny: rt.Dataset) -> None:
    """Without a name, partnerships are listed, as a terminal shows them."""
    assert ok(capsys, "list", *DATA) == f"{tiny.partnerships()!r}\n"
    assert ok(capsys, "list", *DATA) == ok(capsys, "list", "partnerships", *DATA)


@pytest.mark.parametrize("name", list(rt.dataset().collections))
def test_list_shows_every_collection(capsys: Captured, tiny: rt.Dataset, name: str) -> None:
    """Each collection is listed by its name, as text and as JSON."""
    whole = tiny.collections[name]
    first, *lines = ok(capsys, "list", name, *DATA).splitlines()
    assert first == repr(whole).splitlines()[0]
    assert len(lines) == len(whole) + bool(whole)
    for record, line in zip(whole, lines[1:], strict=True):
        shown = [record.cell(column) for column in whole.record_type.shown_columns]
        assert [cell for cell in shown if cell not in line] == []
    assert json.loads(ok(capsys, "list", name, *DATA, "--json")) == (tiny.collections[name].to_dicts())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("--holder shire", "shire-goosund"),
        ("--kind membership", "town-league"),
        ("--country NO", "shire-goosund town-goosund"),
        ("--country Norvēģija", "shire-goosund town-goosund"),
        ("--country JP", ""),
        ("--country NO --country PL", "shire-goosund town-goosund town-kaczki town-league"),
        ("--country NO --holder town", "town-goosund"),
        ("--partner goosund --partner kaczki", "shire-goosund town-goosund town-kaczki"),
        ("--field culture", "town-goosund town-kaczki"),
        ("--field sport --stage planned", "town-goosund"),
        ("--field sport --stage current --stage agreed", "shire-goosund"),
        ("--stage agreed", "town-kaczki"),
        ("--act prolonged", "town-goosund town-kaczki"),
        ("--act prolonged --act joined", "town-goosund town-kaczki town-league"),
        ("--year 1994", "town-goosund"),
        ("--year 1994 --year 2007", "town-goosund town-kaczki"),
        ("--year 1994 --act prolonged", ""),
        ("--since 2004-03", "town-kaczki town-league"),
        ("--since 1995 --until 2000", "shire-goosund town-goosund"),
        ("--until 1994", "town-goosund"),
        ("--place goose-county", "shire-goosund town-goosund"),
        ("--organisation duck-council", "town-goosund town-league"),
        ("--validity not_begun --on 1994", "shire-goosund town-league"),
        ("--validity in_force --validity not_begun --on 2002", "shire-goosund town-goosund town-league"),
        ("ties --country PL", "town-kaczki/kaczki town-league/pond-league"),
        ("ties --partner kaczki", "town-kaczki/kaczki"),
        ("acts --partnership town-goosund --kind signed", "town-goosund/agreement"),
        (
            "acts --partnership town-kaczki --partnership town-league",
            "town-kaczki/prolongation town-league/accession",
        ),
        ("acts --year 2007", "town-kaczki/prolongation"),
        ("cooperation --field Mūzika", "town-goosund/music"),
        ("places --kind county", "goose-county"),
        ("places --country LV --kind city", "duckburg"),
        ("organisations --kind city_union", "pond-league"),
        ("conflicts --kind contradiction --holder town", "goose-year"),
        ("conflicts --kind misprint", ""),
        ("--holder Pīļpils", "town-goosund town-kaczki town-league"),
        ("activities", "town-goosund/song-festival town-goosund/regatta town/pond-day"),
        ("activities --kind festival --kind celebration", "town-goosund/song-festival town/pond-day"),
        ("activities --year 2003", "town-goosund/regatta"),
        ("activities --since 2001-06-24 --until 2001-06-24", "town-goosund/song-festival"),
        ("activities --country Polija", "town-goosund/regatta town/pond-day"),
        ("activities --field culture", "town-goosund/song-festival town/pond-day"),
        ("activities --place goose-county", "town-goosund/song-festival"),
        ("activities --person donald", "town-goosund/song-festival"),
        ("activities --organisation pond-fund", "town-goosund/song-festival"),
        ("activities --funder pond-fund", "town-goosund/song-festival"),
        ("activities --outcome not_completed", "town-goosund/regatta"),
        ("activities --outcome realised --outcome idea", "town-goosund/song-festival"),
        ("activities --holder shire", ""),
        ("activities --partnership town-goosund --field sport", "town-goosund/regatta"),
        ("projects --year 2003 --funder goose-county", "town-goosund/lake"),
        ("projects --outcome under_way", "town-goosund/lake"),
        ("memberships --organisation pond-league", "town-league/council town-league/seat"),
        ("memberships --person donald --year 2006", "town-league/seat"),
        (
            "roles --kind took_part",
            ("town-goosund/song-festival/took-part-donald town-goosund/song-festival/took-part-geese"),
        ),
        ("roles --person donald --holder town --kind built_up", "town/built-up-donald"),
        ("roles --organisation duck-council", "town-goosund/song-festival/organised-duck-council"),
        ("statements --topic figure", "town-goosund/size"),
        ("statements --subject goosund --year 2001", "town-goosund/size"),
        ("statements --subject town", "town/water"),
        ("statements --place goose-county", "town-goosund/size"),
        ("people", "donald"),
        ("acts --person donald", ""),
    ],
)
def test_list_filters(capsys: Captured, arguments: str, expected: str) -> None:
    """Options are the filters of Python; one given twice takes either value; all must match."""
    assert ids(capsys, "list", *arguments.split()) == expected.split()


def test_list_of_nothing_is_no_error(capsys: Captured) -> None:
    """None found is an answer: it is counted, and the exit code is 0."""
    assert ok(capsys, "list", "--country", "JP", *DATA) == "0 partnerships\n"
    assert ok(capsys, "list", "--country", "JP", *DATA, "--json") == "[]\n"


def test_json_is_for_people_too(capsys: Captured) -> None:
    """JSON is indented and shows letters as they are, in every command that prints it."""
    for command in (["list"], ["show", "goosund"], ["find", "goosund"], []):
        text = ok(capsys, *command, *DATA, "--json")
        assert "Gøøsund" in text
        assert '\n  "' in text or "\n  {" in text


# --- Show and find ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "title"),
    [
        ("town-goosund", "Duckburg – Gøøsund"),
        ("town-goosund/prolongation", "Duckburg – Gøøsund: prolonged 2000"),
        ("town-goosund/goosund", "Duckburg – Gøøsund"),
        ("town-kaczki/culture", "Duckburg – Kączki: Culture (agreed)"),
        ("kaczki", "Kączki"),
        ("pond-league", "Pond League"),
        ("music", "Music"),
        ("NO", "Norway"),
        ("goose-year", "When was the agreement with Gøøsund made?"),
        ("gazette", "Duckburg Gazette"),
        ("town-goosund/song-festival", "Festival of songs"),
        ("town/pond-day", "Pond Day"),
        ("town-goosund/lake", "A lake for both"),
        ("town-goosund/song-festival/took-part-donald", "Donalds Pīle: took part – Festival of songs"),
        ("town-league/seat", "Donalds Pīle in Pond League, seat on the board"),
        ("town/water", "Duckburg: reason"),
        ("donald", "Donalds Pīle"),
    ],
)
def test_show(capsys: Captured, tiny: rt.Dataset, record: str, title: str) -> None:
    """Any id shows the card of its record, or with --json all that is held of it."""
    found = next(c[record] for c in tiny.collections.values() if record in c)

    assert ok(capsys, "show", record, *DATA).startswith(f"{title}  [{record}]\n  ")
    assert ok(capsys, "show", record, *DATA) == f"{found.card()}\n"
    assert json.loads(ok(capsys, "show", record, *DATA, "--json")) == found.to_dict()


def test_show_tells_the_source(capsys: Captured) -> None:
    """A shown record names the paragraphs it rests on."""
    assert "  source: Duckburg Gazette › Duckburg and Kączki, paragraph 1" in ok(
        capsys, "show", "town-kaczki", *DATA
    )


def test_show_an_activity(capsys: Captured) -> None:
    """An activity is shown with its date, places, outcome, and who did what in it."""
    assert ok(capsys, "show", "town-goosund/song-festival", *DATA).splitlines()[:-5] == [
        "Festival of songs  [town-goosund/song-festival]",
        "  partnership: town-goosund",
        "  holder: town",
        "  countries: Norway",
        "  as_written: Dziesmu svētki",
        "  date: 2001-06-23/2001-06-25",
        "  places: Gøøsund",
        "  fields: Music",
        "  outcome: realised",
        "  listed_as: Festivals",
        "  programme: Pond Fund",
        "  roles: organised: Duckburg Council",
        "  roles: took part: Donalds Pīle",
        "  roles: took part: geese (more than 12 geese per year)",
        "  kind: festival",
        "  series: songs",
    ]


def table(capsys: Captured, *arguments: str) -> list[list[str]]:
    """Return the cells that a command prints, those that are not blank."""
    return [re.split(" {2,}", line) for line in ok(capsys, *arguments, *DATA).splitlines()]


def test_list_of_activities(capsys: Captured) -> None:
    """A list has a line for each, with what, when, how often and where."""
    assert table(capsys, "list", "activities", "--country", "NO") == [
        ["2 activities"],
        ["id", "kind", "date", "recurrence", "title", "places"],
        [
            *("town-goosund/song-festival", "festival", "2001-06-23/2001-06-25"),
            *("Festival of songs", "Gøøsund"),
        ],
        ["town-goosund/regatta", "competition", "2003", "Regatta"],
    ]


def test_list_of_roles(capsys: Captured) -> None:
    """Who did what is told in words, a group with its number."""
    assert table(capsys, "list", "roles") == [
        ["5 roles"],
        ["kind", "who", "within"],
        ["organised", "Duckburg Council", "Festival of songs"],
        ["took part", "Donalds Pīle", "Festival of songs"],
        ["took part", "geese (more than 12 geese per year)", "Festival of songs"],
        ["financed", "Goose County", "A lake for both"],
        ["built up", "Donalds Pīle"],
    ]


@pytest.mark.parametrize("text", ["Gøøsund", "goosund", "GOOSUND", "gęślawa", "Zossundas"])
def test_find(capsys: Captured, tiny: rt.Dataset, text: str) -> None:
    """Whatever a record is called, in any spelling, it is found, with its collection."""
    assert "goosund" in ids(capsys, "find", text)
    found = tiny.find(text)
    lines = ok(capsys, "find", text, *DATA).splitlines()[2:]
    assert [line.split()[:2] for line in lines] == [[r.collection, r.id] for r in found]


def test_find_what_was_done(capsys: Captured, tiny: rt.Dataset) -> None:
    """What was done is found by its words and by whom it names, in the collection it is in."""
    assert ids(capsys, "find", "regatta") == ["town-goosund/regatta"]
    assert {"town-league/seat", "donald", "town/built-up-donald"} <= {*ids(capsys, "find", "donalds")}
    rows = json.loads(ok(capsys, "find", "dziesmu", *DATA, "--json"))
    assert [(row["collection"], row["id"]) for row in rows] == [
        ("activities", "town-goosund/song-festival"),
        *(("roles", role.id) for role in tiny.activity("town-goosund/song-festival").roles),
    ]
    assert rows == tiny.find("Dziesmu").to_dicts()


def test_nothing_found_says_what_is_near(capsys: Captured) -> None:
    """Similar words, or the dates that there are; formats for programs have rows alone."""
    assert "did you mean 'goose'?" in ok(capsys, "find", "gosse", *DATA)
    assert ok(capsys, "list", "--year", "1950", *DATA).endswith("data are from 1994 to 2007\n")
    assert ok(capsys, "list", "--year", "1950", "--json", *DATA) == "[]\n"


def test_show_takes_a_name(capsys: Captured) -> None:
    """As getters in Python: the name of one record, in any language."""
    assert ok(capsys, "show", "KACZKI", *DATA) == ok(capsys, "show", "kaczki", *DATA)
    assert ok(capsys, "show", "Kączki", *DATA) == ok(capsys, "show", "kaczki", *DATA)


def test_all_columns_have_a_name(capsys: Captured) -> None:
    """`--columns all` is what `to_dicts("all")` has; a header stands there without rows too."""
    row = json.loads(ok(capsys, "list", "--columns", "all", "--json", *DATA))[0]
    assert {"began_earliest", "counterparts_names"} <= row.keys()
    head = ok(capsys, "list", "--columns", "all", "--format", "csv", "--year", "1950", *DATA)
    assert head.rstrip().split(",") == [*row]


def test_values_with_commas_are_told_how_to_repeat(capsys: Captured) -> None:
    """Several values are several options."""
    assert main(["list", "--country", "NO,PL", *DATA]) == 2
    assert "for several values: --country A --country B" in capsys.readouterr().err


def test_find_nothing(capsys: Captured) -> None:
    """A word that no record says is found nowhere, which is no error."""
    assert ok(capsys, "find", "zebra", *DATA) == "0 records\nno record has 'zebra'\n"


# --- Check and coverage ----------------------------------------------------------------------


def test_check_of_a_sound_folder(capsys: Captured) -> None:
    """A folder without a fault is called so; the exit code is 0."""
    assert ok(capsys, "check", str(TINY)) == f"No fault found in {TINY}.\n"


def test_check_of_the_shipped_data(capsys: Captured) -> None:
    """Without a folder the shipped data is checked, and has no fault."""
    assert ok(capsys, "check").startswith("No fault found in ")


def test_check_prints_every_fault(capsys: Captured, folder: Path) -> None:
    """Faults of the rules are printed one a line, with file, code, record and advice; exit 1."""
    places = (folder / "places.toml").read_text("utf-8")
    (folder / "places.toml").write_text(places.replace('title = "Kączki"', 'title = "Kączki "'), "utf-8")
    kaczki = folder / "partnerships" / "town-kaczki.toml"
    kaczki.write_text(kaczki.read_text("utf-8").replace('"2007"', '"2017"'), "utf-8")

    code = main(["check", str(folder)])
    out, err = capsys.readouterr()

    assert (code, err) == (1, "")
    late, blanks, count = out.splitlines()
    assert late.startswith(f"{kaczki}:12:8: E407 town-kaczki/prolongation: date 2017 is after")
    assert blanks.startswith(
        f"{folder / 'places.toml'}:53:9: E501 kaczki: title = 'Kączki ' has stray blanks"
    )
    assert all(" → " in line for line in (late, blanks))
    assert count.startswith("2 faults in 2 files. ")


def test_check_of_a_broken_folder(capsys: Captured, folder: Path) -> None:
    """What cannot even be read is a fault like others: every one is printed, and the exit is 1."""
    (folder / "dataset.toml").unlink()
    (folder / "places.toml").write_text("[[places\n", "utf-8")

    code = main(["check", str(folder)])
    out, err = capsys.readouterr()

    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert lines[0] == f"{folder / 'dataset.toml'}: E101 is missing → add the file"
    assert lines[1].startswith(f"{folder / 'places.toml'}:1:9: E103 is not TOML: ")
    assert len(lines) == 4, "what names a place is not blamed"
    assert lines[3] == (
        "The rules about the meaning of records have not run: mend this, then check again."
    )


@pytest.mark.parametrize(
    ("old", "new", "stopped"),
    [
        ('country = "PL"', 'contry = "PL"', True),
        ('country = "PL"', 'country = "PO"', True),
        ('"Kączki"', '"Kączki "', False),
    ],
    ids=["key", "reference", "meaning"],
)
@pytest.mark.parametrize("form", ["text", "github"])
def test_check_says_whether_the_second_phase_has_run(
    capsys: Captured, folder: Path, form: str, old: str, new: str, *, stopped: bool
) -> None:
    """What records mean is checked once the files are sound, and the report says so."""
    path = folder / "places.toml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    assert main(["check", str(folder), "--format", form]) == 1
    *_, last = capsys.readouterr().out.splitlines()
    notice = "::notice::" if form == "github" else ""
    assert last.startswith(f"{notice}The rules about the meaning of records have not") is stopped


def test_check_of_a_missing_folder(capsys: Captured, tmp_path: Path) -> None:
    """A folder that is not there is told with advice; as nothing was checked, the code is 2."""
    missing = tmp_path / "none"

    assert main(["check", str(missing)]) == 2
    out, err = capsys.readouterr()
    assert out.startswith(f"{missing}: E100 is neither a folder nor a file → check the path\n")
    assert err == ""


def test_check_of_an_export(capsys: Captured, tiny: rt.Dataset, tmp_path: Path) -> None:
    """What `to_json` wrote can be checked, listed and shown like a folder."""
    path = str(tiny.to_json(tmp_path / "tiny.json"))

    assert ok(capsys, "check", path) == f"No fault found in {path}.\n"
    assert ok(capsys, "list", "--data", path) == ok(capsys, "list", *DATA)
    assert ok(capsys, "show", "kaczki", "--data", path) == ok(capsys, "show", "kaczki", *DATA)


def test_coverage(capsys: Captured) -> None:
    """Each section has its paragraphs, how many are cited and waived, how often; then the sums.

    Below the table stands each waiver with its reason.
    """
    assert ok(capsys, "coverage", str(TINY)).splitlines() == [
        "source   section  paragraphs  cited  waived  records per paragraph",
        "gazette  top      1           1      0       6",
        "gazette  goose    3           3      0       2 19 4",
        "gazette  kaczki   2           2      0       2 3",
        "gazette  league   2           1      1       5 0",
        "gazette  (all)    8           7      1       100% cited or waived",
        "",
        "waived",
        "gazette/league/1: page number",
    ]


def test_coverage_counts_what_is_neither_cited_nor_waived(capsys: Captured, folder: Path) -> None:
    """A paragraph that nobody cites is missing from the sum of cited and waived.

    Where nothing is waived, no waivers are announced.
    """
    gazette = folder / "sources" / "gazette.toml"
    text = gazette.read_text("utf-8")
    gazette.write_text(text.replace('no_data = "page number"\n', ""), "utf-8")

    assert ok(capsys, "coverage", str(folder)).splitlines()[-1].split() == [
        *("gazette", "(all)", "8", "7", "0", "88%", "cited", "or", "waived")
    ]


def test_coverage_of_the_shipped_data(capsys: Captured, shipped: rt.Dataset) -> None:
    """Every section of every shipped source has a line, and every source a sum."""
    table, _, waivers = ok(capsys, "coverage").partition("\n\nwaived\n")
    rows = [line.split() for line in table.splitlines()[1:]]

    assert {row[5] for row in rows if row[1] == "(all)"} == {"100%"}
    waivers, _, partly = waivers.partition("\n\nread in part\n")
    assert partly.splitlines() == [f"{s.id}: {s.extent}" for s in shipped.sources() if s.extent]
    assert waivers.splitlines() == [
        f"{paragraph.id}: {paragraph.no_data}"
        for source in shipped.sources()
        for paragraph in source.paragraphs
        if paragraph.no_data
    ]
    for row in rows:
        if row[1] != "(all)":
            counts = [int(count) for count in row[5:]]
            assert (len(counts), len([c for c in counts if c])) == (int(row[2]), int(row[3]))
    assert [row[0] for row in rows if row[1] == "(all)"] == list(shipped.sources().ids)
    assert [(row[0], row[1]) for row in rows if row[1] != "(all)"] == [
        (source.id, section.id) for source in shipped.sources() for section in source.sections
    ]


# --- What is not understood ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("list --country Atlantis", "unknown country 'Atlantis'; .*Norway"),
        ("list --country Norwey", "did you mean 'Norway'"),
        ("list --holder village", "unknown holder 'village'; valid values: town, shire"),
        ("list --kind friendship", "cooperation, membership"),
        ("list --partner Gosund", "did you mean 'Gøøsund'"),
        ("list --field sprot", "did you mean 'sport'"),
        ("list --stage doubtful", "current, agreed, planned"),
        ("list --act lengthened", "signed, joined, prolonged"),
        ("list --place Nowhere", "unknown place 'Nowhere'"),
        ("list --organisation kaczki", "unknown organisation 'kaczki'"),
        ("list --validity perhaps --on 2005", "not_begun, in_force"),
        ("list acts --partnership goosund", "did you mean 'town-goosund'"),
        ("list --since soon", "--since 'soon': .* is not a date"),
        ("list --until 2007-13", "--until '2007-13'"),
        ("list --since 2010 --until 2000", "--since 2010 is after --until 2000"),
        ("list --year abc", "--year 'abc' is not a year, such as 2007"),
        ("list --year 2007.5", "--year '2007.5' is not a year"),
        ("list --year=-5", "--year '-5' is not a year"),
        ("list --year ٢٠٠٧", "is not a year"),
        ("list --year 0", "--year 0 is not a year"),
        ("list --year 10000", "--year 10000 is not a year"),
        ("list fields --year 2007", "^fields cannot be filtered by --year$"),
        ("list places --stage planned", "by --stage; filters: --partnership, --country, --kind"),
        (
            "list --partnership town-goosund",
            "partnerships cannot be filtered by --partnership; filters: --holder, --country",
        ),
        ("list --on 2005", "^--on DATE needs --validity, such as --validity in_force$"),
        ("list --validity in_force", "^--validity needs --on DATE, such as --on 2005$"),
        ("list activities --stage planned", "activities cannot be filtered by --stage; filters: --"),
        ("list activities --outcome done", "realised, under_way, not_completed, planned, idea"),
        ("list activities --kind festivall", "did you mean 'festival'"),
        ("list activities --funder donald", "unknown funder 'donald'"),
        ("list activities --person kaczki", "unknown person 'kaczki'"),
        ("list projects --kind festival", "projects cannot be filtered by --kind; filters"),
        ("list roles --kind sang", "organised, hosted, took_part"),
        ("list statements --topic geese", "not_a_partner"),
        ("list statements --subject nobody", "unknown subject 'nobody'"),
        (
            "list people --person donald",
            "people cannot be filtered by --person; filters: --partnership, --organisation",
        ),
        ("list activities --since 2004 --until 2003", "--since 2004 is after --until 2003"),
        ("show goosunt", "no record has the id 'goosunt': did you mean 'goosund'"),
        ("show town-goosund/regata", "did you mean 'town-goosund/regatta'"),
        ("show town-goosund/agreemint", "did you mean 'town-goosund/agreement'"),
        ("find !!", "no word to search for"),
    ],
)
def test_one_line_names_what_would_be_understood(capsys: Captured, arguments: str, message: str) -> None:
    """A value that means nothing is refused in one line on stderr, with advice, and exit 2."""
    assert re.search(message, refused(capsys, *arguments.split(), *DATA))


@pytest.mark.parametrize("word", ["", "  "])
def test_empty_values_are_refused(capsys: Captured, word: str) -> None:
    """An empty value is not taken for any."""
    assert refused(capsys, "list", "--country", word, *DATA)
    assert refused(capsys, "list", "--year", word, *DATA)
    assert refused(capsys, "show", word, *DATA)
    assert refused(capsys, "find", word, *DATA)


@pytest.mark.parametrize(
    ("arguments", "command", "message"),
    [
        ("lst", "", "unknown command 'lst'; did you mean 'list'?"),
        ("swim", "", "unknown command 'swim'; valid values: list, show, find, "),
        ("list partnership", " list", "unknown collection 'partnership'; did you mean 'partnersh"),
        ("list ducks", " list", "unknown collection 'ducks'; valid values: partnerships, ties, "),
        ("list --contry NO", " list", "unknown option '--contry'; did you mean '--country'?"),
        ("list --contry=NO", " list", "unknown option '--contry'; did you mean '--country'?"),
        ("list --hold city", " list", "unknown option '--hold'; did you mean '--holder'?"),
        ("plot map --outptu a.svg", " plot", "unknown option '--outptu'; did you mean '--output'"),
        ("list --stile text", " list", "unknown option '--stile'"),
        ("list -x", " list", "unknown option '-x'"),
        ("--jsn", "", "unknown option '--jsn'; did you mean '--json'?"),
        ("--jso list", "", "unknown option '--jso'; did you mean '--json'?"),
        ("--country NO", "", "write it after a command: rezekne-twins list --country"),
        ("list --format yaml", " list", "unknown format 'yaml'; valid values: table, csv, tsv"),
        ("list --format jsn", " list", "unknown format 'jsn'; did you mean 'json"),
        ("list --limit few", " list", "--limit: 'few' is not a whole number"),
        ("list --limit=-1", " list", "--limit: '-1' is not a whole number"),
        ("cite --style bib", " cite", "unknown style 'bib'; did you mean 'bibtex'?"),
        ("plot mop -o a.svg", " plot", "unknown picture 'mop'; did you mean 'map'?"),
        ("completion tcsh", " completion", "unknown shell 'tcsh'; valid values: bash, zsh, fish"),
        ("show", " show", "ID"),
        ("show a b", " show", "unknown argument 'b'"),
        ("find", " find", "TEXT"),
        ("list --year", " list", "--year"),
        ("check a b", " check", "unknown argument 'b'"),
    ],
)
def test_usage_errors(capsys: Captured, arguments: str, command: str, message: str) -> None:
    """A mistyped option or word is told with the nearest one, from the sub-command; exit 2."""
    assert message in misused(capsys, *arguments.split(), command=command)


@pytest.mark.parametrize(
    "command", ["plot map -o a.svg", "export -o a.xlsx", "cite", "check", "coverage", "diff a b"]
)
def test_json_is_refused_by_what_does_not_list_or_show(capsys: Captured, command: str) -> None:
    """`--json` is an option of the overview, `list`, `show` and `find`, and is never ignored."""
    name = command.split(maxsplit=1)[0]
    after = misused(capsys, *command.split(), "--json", command=f" {name}")
    before = misused(capsys, "--json", *command.split(), command="")

    assert after.startswith("unknown option '--json'")
    assert before.startswith(f"--json cannot be combined with {name}")


def test_json_and_another_format_contradict(capsys: Captured) -> None:
    """`--json` beside `--format csv` is refused."""
    told = misused(capsys, "list", "--json", "--format", "csv", command="")
    assert told.startswith("--json cannot be combined with --format csv")


@pytest.mark.parametrize("command", [[], ["list"], ["show", "kaczki"], ["find", "kaczki"]])
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_data_that_cannot_be_read(
    capsys: Captured, folder: Path, command: list[str], options: list[str]
) -> None:
    """Where --data names a broken folder, its faults go to stderr, and stdout stays clean."""
    (folder / "dataset.toml").unlink()

    code = main([*command, "--data", str(folder), *options])
    out, err = capsys.readouterr()

    assert code == 2
    assert "dataset.toml: E101 is missing → add the file" in err
    assert out == ""


def test_data_that_names_what_it_lacks(capsys: Captured, folder: Path) -> None:
    """A missing list file means none: whoever names one of its records is at fault."""
    (folder / "people.toml").unlink()

    code = main(["list", "--data", str(folder)])
    out, err = capsys.readouterr()

    assert (code, out) == (2, "")
    assert re.search(r"partnerships/town-league.toml:\d+:10: E202 town-league/seat: member ", err)
    assert "E101" not in err


def test_data_that_needs_no_list(capsys: Captured, folder: Path) -> None:
    """Where nothing of a kind is named, its file may be missing, and its collection is empty."""
    (folder / "conflicts.toml").unlink()
    edit(folder, Edit("partnerships/shire-goosund.toml", 'same_as = "town-goosund/agreement"\n', ""))

    assert ok(capsys, "list", "conflicts", "--data", str(folder)) == "0 conflicts\n"
    assert ok(capsys, "check", str(folder)).startswith("No fault found in ")


def test_coverage_of_a_missing_folder(capsys: Captured, tmp_path: Path) -> None:
    """Coverage of what is not there is no table: exit 2, and the path is named."""
    code = main(["coverage", str(tmp_path / "none")])
    out, err = capsys.readouterr()

    assert code == 2
    assert f"{tmp_path / 'none'}: E100" in out + err


# --- Options before and after the command ----------------------------------------------------


@pytest.mark.parametrize(
    "command", [["list"], ["list", "acts"], ["show", "kaczki"], ["find", "kaczki"]], ids=str
)
@pytest.mark.parametrize("options", [DATA, [*DATA, "--json"]], ids=["data", "data and json"])
def test_options_may_stand_before_the_command(
    capsys: Captured, command: list[str], options: list[str]
) -> None:
    """--data and --json mean the same before a command as after it; they are never dropped."""
    assert ok(capsys, *options, *command) == ok(capsys, *command, *options)


@pytest.mark.parametrize("command", ["check", "coverage"])
def test_data_before_check_and_coverage_is_not_dropped(capsys: Captured, command: str) -> None:
    """A folder named with --data is the one that is checked, or the command is refused."""
    try:
        code = main([*DATA, command])
    except SystemExit as refusal:
        assert refusal.code == 2  # noqa: PT017 (either will do, but not the wrong folder)
        return
    assert code == 0
    out, _ = capsys.readouterr()
    assert out == ok(capsys, command, str(TINY))


# --- Help ------------------------------------------------------------------------------------


def help_of(capsys: Captured, *command: str) -> str:
    """Return the help of a command."""
    with pytest.raises(SystemExit) as exit_:
        main([*command, "--help"])
    out, err = capsys.readouterr()
    assert (exit_.value.code, err) == (0, "")
    return out


def test_help_names_every_command(capsys: Captured) -> None:
    """The help tells what the program is for, and each command with what it does."""
    text = help_of(capsys)

    assert text.startswith("usage: rezekne-twins ")
    for command in COMMANDS:
        assert re.search(rf"^ +{command} +[a-z]", text, re.MULTILINE), command


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(capsys: Captured, command: str) -> None:
    """Each command has a help of its own."""
    assert help_of(capsys, command).startswith(f"usage: rezekne-twins {command} ")


@pytest.mark.parametrize("option", [*FILTERS, "data", "json"])
def test_help_of_list_tells_every_filter(capsys: Captured, option: str) -> None:
    """Each filter is an option with a line that says what it takes."""
    assert re.search(
        rf"^ +--{option.replace('_', '-')}\b.*\n? +\w", help_of(capsys, "list"), re.MULTILINE
    )


def test_every_filter_of_a_collection_is_an_option(capsys: Captured) -> None:
    """No filter that Python has is missing from the command line, nor the other way round."""
    options = options_of(help_of(capsys, "list"))
    collections = rt.dataset().collections.values()
    known = {name for c in collections for name in inspect.signature(c.where).parameters}

    assert options & known == known == set(FILTERS)
    assert options - known == {"columns", "data", "force", "format", "json", "limit", "reverse", "sort"}


@pytest.mark.parametrize("command", ["export", "plot"])
def test_commands_about_partnerships_have_their_filters(capsys: Captured, command: str) -> None:
    """What writes or draws partnerships has the filters of partnerships alone."""
    options = options_of(help_of(capsys, command))

    assert options & set(FILTERS) == set(inspect.signature(rt.partnerships).parameters)


def test_help_of_a_filter_is_that_of_python(capsys: Captured) -> None:
    """Each text that Python has for a filter is told once, in the words of a shell."""
    text = " ".join(help_of(capsys, "list").split())

    assert "--topic TOPIC topic of a statement, such as benefit" in text
    assert (
        "country of a counterpart, by ISO 3166-1 code or name, such as NO; activities, projects:" in text
    )
    assert "date that --validity applies to" in text
    assert text.count("country of the place or organisation") == 1
    assert "in Python" not in text


def test_help_of_list_names_every_collection(capsys: Captured) -> None:
    """The collections that can be listed are named."""
    text = " ".join(help_of(capsys, "list").split())

    assert ", ".join(rt.dataset().collections) in text


# --- As a process ----------------------------------------------------------------------------


def test_runs_as_a_module() -> None:
    """`python -m rezekne_twins` is the command, with its exit codes."""
    done = run("show", "kaczki", *DATA)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("Kączki  [kaczki]")

    refusal = run("show", "kacki", *DATA)
    assert (refusal.returncode, refusal.stdout) == (2, b"")
    assert refusal.stderr.startswith(b"rezekne-twins: no record has the id 'kacki'")


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1257"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["ascii", "a code page", "C", "C without help"],
)
def test_names_are_printed_in_any_locale(env: dict[str, str]) -> None:
    """Output is UTF-8 whatever the locale, so that ą, ø and ¶ can be printed."""
    overview = run(*DATA, env=env)

    assert (overview.returncode, overview.stderr) == (0, b"")
    assert "Kączki (Poland)" in overview.stdout.decode("utf-8")
    assert "¶ 0, 1" in overview.stdout.decode("utf-8")


def closed_pipe(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command with an output that nobody reads any more."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return subprocess.run(
            [sys.executable, "-m", "rezekne_twins", *arguments],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            env=env,
        )
    finally:
        os.close(writing)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are closed in another way there")
@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "countries", "--json"],
        ["show", "kaczki", *DATA],
        ["--help"],
        ["check", "no/such/folder"],
    ],
    ids=["much output", "little output", "help", "faults"],
)
def test_a_closed_pipe_is_no_error(arguments: list[str]) -> None:
    """Piped into `head`, the command says nothing of its own when `head` has enough."""
    assert closed_pipe(*arguments).stderr == b""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere such a path cannot be named")
def test_a_path_that_is_not_utf8_is_refused_politely() -> None:
    """A path with stray bytes is named as well as can be, without a traceback."""
    name = os.fsdecode(b"no\xffsuch")

    done = run("check", name)

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"E100" in done.stdout


def test_check_as_json(capsys: Captured, folder: Path) -> None:
    """Each fault is a row with path, line, column, code, rule, message and advice."""
    path = folder / "places.toml"
    path.write_text(path.read_text("utf-8").replace('"Kączki"', '"Kączki "', 1), "utf-8")

    assert main(["check", str(folder), "--format", "json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["file"], row["line"], row["column"]) == (str(path), 53, 9)
    assert (row["code"], row["record"]) == ("E501", "kaczki")
    assert row["rule"].startswith("Text has no stray blanks")
    assert row["message"]
    assert row["advice"]
    assert main(["check", str(TINY), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_check_as_annotations(capsys: Captured, folder: Path) -> None:
    """GitHub reads one command a fault; what would end it or part its values is escaped."""
    path = folder / "places.toml"
    path.write_text(path.read_text("utf-8").replace('"Kączki"', '"100%\\n::, Kączki "', 1), "utf-8")

    assert main(["check", str(folder), "--format", "github"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"::error file={path},title=E501,line=53,col=9::kaczki: title = ")
    assert "100%25" in line
    assert main(["check", str(TINY), "--format", "github"]) == 0


def test_properties_of_annotations_are_escaped() -> None:
    """A colon or comma in a path does not part it."""
    found = check._annotation(rt.Finding("E501", "a,b:c%.toml", "", "x\ny", "z"), Path("d"))

    assert found == "::error file=d/a%2Cb%3Ac%25.toml,title=E501::x%0Ay → z"


def test_check_explains_codes(capsys: Captured) -> None:
    """A code is explained in a sentence, in either case; one that is none names the nearest."""
    for code in RULES:
        assert ok(capsys, "check", "--explain", code.lower()) == f"{code}: {RULES[code]}\n"
    assert main(["check", "--explain", "E999"]) == 2
    assert "E999" in capsys.readouterr().err


def test_check_without_lines_says_how_to_get_them(
    capsys: Captured, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra the hint stands on the error stream, with the command."""
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    path = folder / "places.toml"
    path.write_text(path.read_text("utf-8").replace('"Kączki"', '"Kączki "', 1), "utf-8")

    assert main(["check", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(f"{path}: E501 kaczki")
    assert err == "Lines are named with: pip install 'rezekne-twins[check]'\n"


# --- Pictures --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["map", "timeline"])
def test_plot_writes_what_the_library_draws(capsys: Captured, tmp_path: Path, kind: str) -> None:
    """The filters of `list` choose what is drawn, and the name of the file the format."""
    pytest.importorskip("vl_convert", reason="needs the extra plot")
    target = tmp_path / "picture.svg"

    chosen = ("--holder", "city", "--country", "NO", "--language", "lv")
    assert ok(capsys, "plot", kind, "-o", str(target), *chosen).endswith(f" to {target}\n")

    draw = {"map": rt.plot.map, "timeline": rt.plot.timeline}[kind]
    expected = draw(rt.partnerships(holder="city", country="NO"), language="lv")
    assert target.read_text("utf-8") == expected.svg()


def test_plot_draws_another_folder(capsys: Captured, tmp_path: Path, tiny: rt.Dataset) -> None:
    """With `--data` the partnerships of another folder are drawn."""
    pytest.importorskip("vl_convert", reason="needs the extra plot")
    target = tmp_path / "map.svg"
    ok(capsys, "plot", "map", "-o", str(target), *DATA)

    assert target.read_text("utf-8") == rt.plot.map(tiny.partnerships()).svg()


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["-o", "map.jpg"], "unsupported file type .jpg; use .html, .svg, .png or --format"),
        ([], "--format is needed, or --output with a file type: .html, .svg, .png"),
        (["-o", "map.svg", "--country", "Norwya"], "did you mean"),
    ],
)
def test_plot_refuses_clearly(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], advice: str
) -> None:
    """What is not understood is told in one line, and nothing is written."""
    pytest.importorskip("vl_convert", reason="needs the extra plot")
    monkeypatch.chdir(tmp_path)

    assert advice in refused(capsys, "plot", "map", *arguments)
    assert list(tmp_path.iterdir()) == []


def test_coverage_tells_what_was_read_in_part(capsys: Captured, folder: Path) -> None:
    """Where a source was read in part, the table of coverage says up to where, and why."""
    assert "read in part" not in ok(capsys, "coverage", str(folder))
    path = folder / "sources" / "gazette.toml"
    extent = 'extent = { until = "league/1", reason = "Torn off." }'
    path.write_text(path.read_text("utf-8").replace("language", f"{extent}\nlanguage", 1), "utf-8")

    told = ok(capsys, "coverage", str(folder)).splitlines()

    assert told[-2:] == ["read in part", "gazette: up to league/1: Torn off."]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("version", "unknown command 'version'; did you mean '--version'?"),
        ("help", "unknown command 'help'; did you mean '--help'?"),
        ("list --csv", "unknown option '--csv'; did you mean '--format csv'?"),
        ("cite town-goosund --bibtex", "did you mean '--style bibtex'?"),
        ("export twins.xlsx", "unknown argument 'twins.xlsx'; to write a file: -o twins.xlsx"),
        ("--format csv", "unknown option '--format'; write it after a command"),
        ("--list", "unknown option '--list'; did you mean 'list'?"),
        ("acts", "unknown command 'acts'; did you mean 'list acts'?"),
        ("list --ids", "unknown option '--ids'; did you mean '--columns id'?"),
        ("list --limit all", "'all' is not a whole number; 0 is for all"),
        ("show kaczki acts", "unknown argument 'acts'; to list them: list acts --partnership ID"),
        ("search goose", "unknown command 'search'; did you mean 'find'?"),
        ("map", "unknown command 'map'; did you mean 'plot map -o map.html'?"),
        ("city-arendal", "; to show it: rezekne-twins show city-arendal"),
        ("export twins.csv", "; to write one table: rezekne-twins list -o twins.csv"),
        ("zebra", "; to find it: rezekne-twins find zebra"),
        ("list zebra", "; to find it: rezekne-twins find zebra"),
        ("list towns", "unknown collection 'towns'; did you mean 'places'?"),
        ("towns", "unknown command 'towns'; did you mean 'list places'?"),
        ("list --from 2000", "unknown option '--from'; did you mean '--since'?"),
        ("list -c NO", "unknown option '-c'; did you mean '--country'?"),
        ("list --sort -began", "in descending order: --sort began --reverse"),
        ("show kaczki --format json", "unknown option '--format'; did you mean '--json'?"),
        ("cite --format bibtex", "unknown option '--format'; did you mean '--style'?"),
        ("list --format excel", "unknown format 'excel'; valid values: table"),
    ],
)
def test_what_people_try_first_leads_to_what_to_type(
    capsys: Captured, arguments: str, message: str
) -> None:
    """Words of other commands' lines are answered with ours."""
    with pytest.raises(SystemExit) as exit_code:
        main(arguments.split())

    assert exit_code.value.code == 2
    assert message in capsys.readouterr().err
