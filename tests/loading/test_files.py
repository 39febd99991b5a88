"""Whatever a data folder or a JSON file holds, it is read or refused with all its faults."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import rezekne_twins as rt
from tests.miniatures import Edit, edit, faults, lines_of

GOOSUND = "partnerships/town-goosund.toml"
SHIRE = "partnerships/shire-goosund.toml"
GAZETTE = "sources/gazette.toml"
TOWN = "holders/town.toml"
FESTIVAL = "town-goosund/song-festival"
LISTS = [
    "conflicts.toml",
    "countries.toml",
    "fields.toml",
    "organisations.toml",
    "people.toml",
    "places.toml",
]
FILES = ["dataset.toml", *LISTS]

Break = Callable[[Path], object]


class Fault(NamedTuple):
    """A change, and what must be said of it: code, file, record, words of message and advice."""

    change: Edit
    code: str
    file: str
    record: str
    message: tuple[str, ...]
    advice: tuple[str, ...]


def outcome(folder: Path) -> rt.Dataset | tuple[rt.Finding, ...]:
    """Return the data set of a folder, or what is said of it."""
    try:
        return rt.load(folder)
    except rt.DataError as error:
        return error.findings


def fault(
    code: str, change: Edit, record: str, message: tuple[str, ...], advice: tuple[str, ...]
) -> Fault:
    """Describe a fault that is reported in the file that was changed."""
    return Fault(change, code, change.file, record, message, advice)


def value(old: str, new: str, *message: str, of: str = "") -> Fault:
    """Describe a bad value of a partnership, or of what hangs on it: the message has the advice."""
    record = f"town-goosund/{of}" if of else "town-goosund"
    return fault("E114", Edit(GOOSUND, old, new), record, message, ())


def place(old: str, new: str, record: str, *message: str) -> Fault:
    """Describe a bad value of a place: the message holds the advice."""
    return fault("E114", Edit("places.toml", old, new), record, message, ())


BAD_KEYS = [
    fault(
        "E104",
        Edit(GOOSUND, 'holder = "town"', 'id = "town-goose"\nholder = "town"'),
        "town-goosund",
        ("'town-goose'", "name of the file"),
        ("leave id out",),
    ),
    fault(
        "E110",
        Edit(GOOSUND, "websites =", "website ="),
        "town-goosund",
        ("'website'",),
        ("did you mean 'websites'?", "counterparts"),
    ),
    fault(
        "E110",
        Edit(GOOSUND, "term_years = 5", "term_years = 5\nterms = 5"),
        "town-goosund/prolongation",
        ("'terms'",),
        ("term_years", "parties"),
    ),
    fault(
        "E110",
        Edit(GOOSUND, 'as_written = ["agreement"] }', 'as_written = ["agreement"], page = 1 }'),
        "town-goosund/agreement",
        ("'instrument.page'",),
        ("valid values: kind, as_written",),
    ),
    fault(
        "E110",
        Edit("places.toml", "source =", "display = true, source ="),
        "goosund",
        ("'coordinates.display'",),
        ("display_only",),
    ),
    fault(
        "E110",
        Edit("dataset.toml", "license =", 'licence = "x"\nlicense ='),
        "",
        ("'licence'",),
        ("did you mean 'license'",),
    ),
    fault(
        "E110",
        Edit("fields.toml", "[[fields]]", "[[field]]\n[[fields]]"),
        "",
        ("'field'",),
        ("did you mean 'fields'?",),
    ),
    fault(
        "E112",
        Edit(GOOSUND, 'holder = "town"', 'holder = "town"\nbegan = "1994"'),
        "town-goosund",
        ("'began'", "derived"),
        ("take it out",),
    ),
    fault(
        "E112",
        Edit(GOOSUND, 'kind = "signed"', 'kind = "signed"\ntitle = "Signing"'),
        "town-goosund/agreement",
        ("'title'", "derived"),
        ("take it out",),
    ),
    fault(
        "E112",
        Edit("places.toml", 'country = "PL"', 'country = "PL"\npartnerships = []'),
        "kaczki",
        ("'partnerships'", "derived"),
        ("take it out",),
    ),
    fault(
        "E112",
        Edit(GAZETTE, 'gist = "Heading"', 'gist = "Heading"\nnumber = 7'),
        "gazette",
        ("'number'", "derived"),
        ("take it out",),
    ),
    fault(
        "E110",
        Edit(TOWN, 'kind = "celebration"', 'kind = "celebration"\nplace = "kaczki"'),
        "town/pond-day",
        ("'place'",),
        ("'places'",),
    ),
    fault(
        "E110",
        Edit(GOOSUND, 'text = "geese",', 'text = "geese", count = 12,'),
        "town-goosund/song-festival",
        ("'roles.2.group.count'",),
        ("number",),
    ),
    fault(
        "E110",
        Edit(TOWN, "[[statements]]", "[[memberships]]\n[[statements]]"),
        "town",
        ("'memberships'",),
        ("activities", "projects", "roles", "statements"),
    ),
    *(
        fault("E112", Edit(file, old, f"{old}{new}"), record, (repr(key), "derived"), ("take it",))
        for file, old, new, record, key in [
            (GOOSUND, 'agent = "duck-council"', ', title = "x"', FESTIVAL, "title"),
            (GOOSUND, 'agent = "duck-council"', ', within = "x"', FESTIVAL, "within"),
            (GOOSUND, 'id = "lake"', "\ncountries = []", "town-goosund/lake", "countries"),
            (GOOSUND, 'id = "size"', '\ntitle = "Size"', "town-goosund/size", "title"),
            (
                "partnerships/town-league.toml",
                'id = "seat"',
                '\nunit = "city"',
                "town-league/seat",
                "unit",
            ),
            (TOWN, 'id = "water"', '\nholder = "town"', "town/water", "holder"),
        ]
    ),
    fault(
        "E113",
        Edit(GOOSUND, 'capacity = "singer" },', 'capacity = "singer" }, { agent = "donald" },'),
        "town-goosund/song-festival",
        ("'roles.2.kind'", "missing"),
        ("add kind = …",),
    ),
    fault(
        "E113",
        Edit(TOWN, 'text = "Every town needs water."\n', ""),
        "town/water",
        ("'text'", "missing"),
        ("add text = …",),
    ),
    fault(
        "E113",
        Edit(GOOSUND, 'holder = "town"\n', ""),
        "town-goosund",
        ("'holder'", "missing"),
        ("add holder = …",),
    ),
    fault(
        "E113",
        Edit(GOOSUND, 'id = "agreement"\n', ""),
        "town-goosund",
        ("'acts.0.id'", "missing"),
        ("add id = …",),
    ),
    fault(
        "E113",
        Edit("places.toml", 'title = "Kączki"\n', ""),
        "kaczki",
        ("'title'", "missing"),
        ("add title = …",),
    ),
    fault("E113", Edit("countries.toml", 'id = "JP"\n', ""), "", ("'id'", "missing"), ("add id = …",)),
    fault(
        "E113",
        Edit("dataset.toml", 'title = "Ties of Duckburg"\n', ""),
        "",
        ("'title'", "missing"),
        ("add title = …",),
    ),
]

BAD_VALUES = [
    value('date = "1994"', "date = 1994", "date = 1994", 'in quotes, "1994"', of="agreement"),
    value('date = "1994"', "date = 1994-05-01", "date", 'in quotes, "1994-05-01"', of="agreement"),
    value('date = "1994"', "date = 1994-05-01T10:00:00Z", 'in quotes, "1994-05-01"', of="agreement"),
    value('date = "1994"', 'date = "23.09.2011"', "'23.09.2011'", 'write "2011-09-23"', of="agreement"),
    value('date = "1994"', 'date = "1994-2000"', "'1994-2000'", 'write "1994/2000"', of="agreement"),
    value('date = "1994"', 'date = "1994-02-30"', "'1994-02-30'", "28 days", of="agreement"),
    value('date = "1994"', 'date = "2000/1994"', "'2000/1994'", of="agreement"),
    value('date = "1994"', 'date = ""', "''", "2011-09-23", of="agreement"),
    value('date = "1994"', "date = []", "[]", "in quotes", of="agreement"),
    value('date = "1994"', "date = {}", "{}", "in quotes", of="agreement"),
    value('kind = "signed"', 'kind = "sined"', "kind = 'sined'", "signed", "prolonged", of="agreement"),
    value('kind = "cooperation"', 'kind = "Cooperation"', "'Cooperation'", "membership"),
    value('stage = "current"', "stage = 1", "stage = 1", "current", "planned", of="music"),
    value("term_years = 5", "term_years = 0", "term_years = 0", "greater than", of="prolongation"),
    value("term_years = 5", "term_years = 5.5", "term_years = 5.5", "whole number", of="prolongation"),
    value("term_years = 5", "term_years = []", "term_years = []", "whole number", of="prolongation"),
    value('id = "agreement"', 'id = "Agreement"', "id", "Agreement", of="Agreement"),
    value('id = "agreement"', "id = 5", "acts.0.id = 5", "no text"),
    value('id = "agreement"', "id = []", "acts.0.id = []", "no text"),
    value('counterparts = ["goosund"]', "counterparts = []", "counterparts = []", "at least 1"),
    value('counterparts = ["goosund"]', 'counterparts = "goosund"', "'goosund'", "is no list"),
    value(
        'counterparts = ["goosund"]',
        "counterparts = ['goosund', [1]]",
        "counterparts.1 = [1]",
        "no text",
    ),
    value('cites = ["gazette/goose/1"]', 'cites = [""]', "cites.0 = ''", "is empty", of="agreement"),
    value('title = "Duckburg – Gøøsund"', 'title = ""', "title = ''", "is empty"),
    value('title = "Duckburg – Gøøsund"', "title = 12", "title = 12", "no text"),
    value("instrument = {", 'instrument = "agreement" #', "instrument = 'agreement'", of="agreement"),
    value("instrument = {", "instrument = [1] #", "instrument = [1]", of="agreement"),
    value('kind = "festival"', 'kind = "fest"', "kind = 'fest'", "festival", of="song-festival"),
    value('outcome = "realised"', 'outcome = "done"', "outcome", "realised", of="song-festival"),
    value(
        '"more_than"',
        '"over"',
        "roles.2.group.number.qualifier = 'over'",
        "more_than",
        of="song-festival",
    ),
    value('unit = "years"', 'unit = ""', "duration.unit = ''", "is empty", of="lake"),
    value("value = 2, unit", 'value = "two", unit', "duration.value = 'two'", "number", of="lake"),
    value('topic = "figure"', 'topic = "number"', "topic = 'number'", "figure", of="size"),
    value('date = "2002/2004"', 'date = "2002-2004"', "date", 'write "2002/2004"', of="lake"),
    value('kind = "financed",', 'kind = "paid",', "roles.0.kind", "financed", of="lake"),
    value(
        'agent = "goose-county" }',
        'agent = "goose-county", group = { text = "x" } }',
        "roles.0",
        "either an agent or a group",
        of="lake",
    ),
    value(', agent = "goose-county" }', " }", "roles.0", "either an agent or a group", of="lake"),
    fault(
        "E114",
        Edit(TOWN, 'recurrence = "every_year"', 'recurrence = "yearly"'),
        "town/pond-day",
        ("recurrence = 'yearly'", "every_year"),
        (),
    ),
    place('id = "kaczki"', 'id = "Kączki"', "Kączki", "'Kączki'", "is no id"),
    place('id = "kaczki"', "id = 5", "5", "id = 5", "no text"),
    place('id = "kaczki"', "id = [1]", "[1]", "id = [1]", "no text"),
    place('id = "kaczki"', "id = { a = 1 }", "{'a': 1}", "no text"),
    place('id = "kaczki"', 'id = ""', "", "id = ''", "is no id"),
    place('title = "Kączki"', "title = true", "kaczki", "title = true", "no text"),
    place('country = "PL"', 'country = ["PL"]', "kaczki", "country = ['PL']", "no text"),
    place("latitude = 59.5", "latitude = 95.5", "goosund", "coordinates.latitude = 95.5", "90"),
    place("latitude = 59.5", "latitude = nan", "goosund", "coordinates.latitude = nan"),
    place("latitude = 59.5", "latitude = inf", "goosund", "coordinates.latitude = inf"),
    place('scheme = "geonames"', 'scheme = "OSM"', "goosund", "'OSM'", "is no id"),
    place('match = "close"', 'match = "near"', "goosund", "'near'", "exact, close"),
    fault("E114", Edit("countries.toml", 'id = "JP"', 'id = "jp"'), "jp", ("id = 'jp'", "[A-Z]"), ()),
    fault(
        "E114",
        Edit(GAZETTE, '"0000000000000001"', '"00000000"'),
        "gazette",
        ("sections.0.paragraphs.0.fingerprint = '00000000'",),
        (),
    ),
    fault(
        "E114",
        Edit("dataset.toml", 'id = "shire"', 'id = "The Shire"'),
        "",
        ("holders.1.id = 'The Shire'",),
        (),
    ),
]


def test_the_word_that_was_meant_is_suggested(folder: Path) -> None:
    """A mistyped word of a closed vocabulary is answered with the nearest one."""
    (found,) = faults(edit(folder, Edit(GOOSUND, 'kind = "signed"', 'kind = "sined"')))

    assert found.advice == 'write "signed"'


@pytest.mark.parametrize("case", [*BAD_KEYS, *BAD_VALUES], ids=lambda case: case.change.new)
def test_one_fault_is_told_where_what_and_what_to_do(folder: Path, case: Fault) -> None:
    """One bad key or value is one finding, exact in every part, whatever names its record."""
    found = faults(edit(folder, case.change))

    assert [(f.code, f.file, f.record) for f in found] == [(case.code, case.file, case.record)]
    for words in case.message:
        assert words in found[0].text
    for words in case.advice:
        assert words in found[0].advice
    assert found[0].advice
    assert found[0].line in lines_of(folder, case.change)


class TestFiles:
    """What is wrong with a file as a whole."""

    def test_missing_file(self, folder: Path) -> None:
        """E101: the one file that every data set has is named where it is missing."""
        (folder / "dataset.toml").unlink()

        assert [str(found) for found in faults(folder)] == [
            "dataset.toml: E101 is missing → add the file"
        ]

    @pytest.mark.parametrize("file", LISTS)
    def test_missing_list(self, folder: Path, file: str) -> None:
        """E202: a missing list means none; at most, what names its records is told."""
        (folder / file).unlink()
        said = outcome(folder)

        if isinstance(said, rt.Dataset):
            assert file == "conflicts.toml", "others name the records of every other list"
            assert said.conflicts.ids == ()
        else:
            assert {f.code for f in said} == {"E202"}
            assert file not in {f.file for f in said}

    @pytest.mark.parametrize("file", LISTS)
    def test_missing_list_is_an_empty_one(self, folder: Path, file: str) -> None:
        """A file that is not there says what an empty one says."""
        (folder / file).write_bytes(b"")
        said = outcome(folder)
        (folder / file).unlink()

        assert outcome(folder) == said

    @pytest.mark.parametrize("name", ["partnerships", "sources", "holders"])
    def test_missing_folder_is_an_empty_one(self, folder: Path, name: str) -> None:
        """So does a folder."""
        for path in (folder / name).iterdir():
            path.unlink()
        said = outcome(folder)
        (folder / name).rmdir()

        assert outcome(folder) == said

    def test_only_the_head(self, folder: Path) -> None:
        """A data set may begin with its own file, a country, and the places of its holders."""
        for path in sorted(folder.rglob("*.toml")):
            if path.name not in {"dataset.toml", "places.toml", "countries.toml"}:
                path.unlink()
        places = folder / "places.toml"
        text = places.read_text("utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("cites")]
        places.write_text("\n".join(lines), encoding="utf-8")
        loaded = rt.load(folder)

        assert [len(t) for n, t in loaded.tables.items() if n not in {"places", "countries"}] == [0] * 17
        assert loaded.coverage() == ()

    @pytest.mark.parametrize("file", [*FILES, GOOSUND, GAZETTE, TOWN])
    @pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
    def test_not_utf_8(self, folder: Path, file: str, encoding: str) -> None:
        """E102: a file in another encoding is named, whichever file it is."""
        (folder / file).write_text('title = "Gøø"', encoding=encoding)

        found = faults(folder)

        assert [(f.code, f.file) for f in found] == [("E102", file)]
        assert "UTF-8" in found[0].message
        assert "save the file as UTF-8" in found[0].advice

    @pytest.mark.parametrize("file", [*FILES, GOOSUND, GAZETTE, TOWN])
    def test_not_toml(self, folder: Path, file: str) -> None:
        """E103: broken TOML is told with its line."""
        path = folder / file
        path.write_text("# a duck\ntitle = \n", encoding="utf-8")

        found = faults(folder)

        assert [(f.code, f.file, f.line) for f in found] == [("E103", file, 2)]
        assert "line" in found[0].advice

    @pytest.mark.parametrize(
        ("line", "slip"),
        [
            ('title = "Duck', "a quote that is not closed"),
            ('title = "Duck"\ntitle = "Goose"', "a key that stands twice"),
            ("date = 1994-02-30", "a bare day that does not exist"),
            ("[[places]", "a bracket that is not closed"),
            ("title = 'a' 'b'", "two values"),
            ('title = "\\d"', "an escape that does not exist"),
        ],
    )
    def test_slips_of_toml(self, folder: Path, line: str, slip: str) -> None:
        """E103: everyday slips of the hand are faults of the file."""
        (folder / "places.toml").write_text(line, encoding="utf-8")

        assert faults(folder)[0][:2] == ("E103", "places.toml"), slip

    def test_nothing_there(self, tmp_path: Path) -> None:
        """E100: a path without anything is named."""
        (found,) = faults(tmp_path / "ducks")

        assert found.code == "E100"
        assert found.file == str(tmp_path / "ducks")
        assert "check the path" in found.advice

    def test_empty_folder(self, tmp_path: Path) -> None:
        """E101: an empty folder lacks the file that says what it is, and only that."""
        assert [f[:2] for f in faults(tmp_path)] == [("E101", "dataset.toml")]

    @pytest.mark.parametrize(
        "text", ['places = "duckburg"', "places = [5]", 'places = ["duckburg"]', "places = 5"]
    )
    def test_rows_that_are_no_tables(self, folder: Path, text: str) -> None:
        """E111: what stands where tables belong is refused, and the advice shows the brackets."""
        (folder / "places.toml").write_text(text, encoding="utf-8")

        found = faults(folder)[0]

        assert (found.code, found.file) == ("E111", "places.toml")
        assert "[[" in found.advice

    @pytest.mark.parametrize(
        ("text", "shown"), [('places = ["Gooseville"]', "Gooseville"), ("places = [575]", "575")]
    )
    def test_rows_that_are_no_tables_are_named(self, folder: Path, text: str, shown: str) -> None:
        """E111: the message names the value, as that of every other fault does."""
        (folder / "places.toml").write_text(text, encoding="utf-8")

        assert shown in faults(folder)[0].message


class TestAllAtOnce:
    """Several faults in several files are one report."""

    EDITS = (
        Edit("countries.toml", 'alpha_3 = "JPN"', 'alpha_3 = "jpn"'),
        Edit("fields.toml", "title =", "titel ="),
        Edit(GOOSUND, 'date = "1994"', "date = 1994"),
        Edit(GOOSUND, 'stage = "planned"', 'stage = "plan"'),
        Edit("partnerships/town-kaczki.toml", 'holder = "town"', ""),
        Edit(GAZETTE, 'language = "en"\n', ""),
        Edit("conflicts.toml", "[[conflicts]]", "[[conflicts"),
    )

    def test_every_fault_is_told(self, folder: Path) -> None:
        """Each fault of each file is in the one error, even beside a file that is not TOML."""
        found = {(f.code, f.file) for f in faults(edit(folder, *self.EDITS))}

        assert found >= {
            ("E114", "countries.toml"),
            ("E110", "fields.toml"),
            ("E114", GOOSUND),
            ("E113", "partnerships/town-kaczki.toml"),
            ("E113", GAZETTE),
            ("E103", "conflicts.toml"),
        }

    def test_faults_of_one_record_are_all_told(self, folder: Path) -> None:
        """The second fault of a file is not hidden by the first, and each names its record."""
        found = [f for f in faults(edit(folder, *self.EDITS)) if f.file == GOOSUND and f.code == "E114"]
        messages = [f.message for f in found]

        assert [f.record for f in found] == ["town-goosund/agreement", "town-goosund/sport"]

        assert len(messages) == 2
        assert messages[0].startswith("date = 1994")
        assert messages[1].startswith("stage = 'plan'")

    @pytest.mark.parametrize(
        "broken",
        [
            Edit("places.toml", '"PL"', '["PL"]'),
            Edit("places.toml", "[[places]]", "[[places"),
            Edit("places.toml", "[[places]]", "[[place]]\n[[places]]"),
            Edit("places.toml", 'id = "kaczki"\n', ""),
        ],
        ids=["value", "TOML", "table", "id"],
    )
    def test_references_are_resolved_once_every_row_is_sound(self, folder: Path, broken: Edit) -> None:
        """Whoever names a record that cannot be read is not blamed; who names none is, then."""
        edit(folder, Edit(TOWN, '["duckburg", "kaczki"]', '["duckburg", "kaczki", "swan"]'))
        edit(folder, broken)
        assert {f.file for f in faults(folder)} == {"places.toml"}

        edit(
            folder,
            Edit(broken.file, broken.new, broken.old)
            if broken.new
            else Edit(broken.file, 'title = "Kączki"', f'{broken.old}title = "Kączki"'),
        )
        assert [f[:3] for f in faults(folder)] == [("E202", TOWN, "town/pond-day")]

    def test_faults_of_a_file_stand_together(self, folder: Path) -> None:
        """What is said of one file is not scattered over the report."""
        found = [f.file for f in faults(edit(folder, *self.EDITS)) if f.code.startswith("E1")]

        assert len(list(groupby(found))) == len(set(found))

    def test_the_text_lists_them(self, folder: Path) -> None:
        """The printed error counts the faults and has a line for each."""
        edit(folder, *self.EDITS)
        with pytest.raises(rt.DataError) as caught:
            rt.load(folder)

        first, *lines = str(caught.value).splitlines()
        assert first == f"{len(caught.value.findings)} faults in the data:"
        assert lines == [f"  {f}" for f in caught.value.findings]


def write(file: str, content: bytes) -> Break:
    """Put bytes in the place of a file."""
    return lambda folder: (folder / file).write_bytes(content)


def before(file: str, content: bytes) -> Break:
    """Put bytes before those of a file."""
    return lambda folder: (folder / file).write_bytes(content + (folder / file).read_bytes())


def folder_at(file: str) -> Break:
    """Put a folder where a file belongs."""

    def change(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        (folder / file).mkdir()

    return change


def file_at(name: str) -> Break:
    """Put a file where a folder belongs."""

    def change(folder: Path) -> None:
        shutil.rmtree(folder / name)
        (folder / name).write_text("duck", encoding="utf-8")

    return change


BROKEN: dict[str, Break] = {
    "binary": write("places.toml", bytes(range(256))),
    "zeros": write("places.toml", bytes(99)),
    "empty list": write("places.toml", b""),
    "empty dataset": write("dataset.toml", b""),
    "empty partnership": write(GOOSUND, b""),
    "empty source": write(GAZETTE, b""),
    "blanks": write("dataset.toml", b" \n\t\n"),
    "half a letter": write("places.toml", "title = 'ø'".encode()[:-2] + b"'"),
    "nested lists": write("places.toml", b"a = " + b"[" * 9_000 + b"]" * 9_000),
    "nested lists in a partnership": before(GOOSUND, b"a = " + b"[" * 9_000 + b"]" * 9_000 + b"\n"),
    "nested tables": write("places.toml", b"[" + b"a." * 9_000 + b"a]"),
    "endless number": write("places.toml", b"a = " + b"1" * 9_000),
    "endless number in a partnership": before(GOOSUND, b"a = " + b"1" * 9_000 + b"\n"),
    "folder for a list": folder_at("places.toml"),
    "folder for the dataset": folder_at("dataset.toml"),
    "folder for a partnership": folder_at(GOOSUND),
    "folder beside the partnerships": folder_at("partnerships/geese.toml"),
    "folder for a source": folder_at(GAZETTE),
    "file for the partnerships": file_at("partnerships"),
    "file for the sources": file_at("sources"),
    "folder for a holder": folder_at(TOWN),
    "id in a holder": before(TOWN, b"id = [1]\n"),
    "roles of text": before(TOWN, b'projects = ["x"]\n'),
    "roles of numbers": before(TOWN, b"projects = [{ roles = [1, {}, { agent = [] }] }]\n"),
    "text for the people": write("people.toml", b'people = "donald"'),
    "no partnerships": lambda folder: shutil.rmtree(folder / "partnerships"),
    "no sources": lambda folder: shutil.rmtree(folder / "sources"),
    "id in a source": before(GAZETTE, b"id = [1]\n"),
    "id in a partnership": before(GOOSUND, b"id = { a = 1 }\n"),
    "acts of text": before(GOOSUND, b'acts = "1994"\n'),
    "acts of numbers": before(GOOSUND, b"acts = [1, [], {}, { id = [] }]\n"),
    "sections of numbers": before(GAZETTE, b"sections = [1, { paragraphs = [1] }]\n"),
    "holders of text": before("dataset.toml", b'holders = ["town"]\n'),
    "places as a number": write("places.toml", b"places = 1"),
    "places in places": write("places.toml", b"[[places]]\nplaces = [1]"),
    "one number for all": write("dataset.toml", b"dataset = 1"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_nothing_but_data_error_comes_out(folder: Path, broken: Break) -> None:
    """However a folder is broken, `rt.load` refuses with findings that say what to do."""
    broken(folder)

    for found in faults(folder):
        assert found.code
        assert found.file
        assert found.message
        assert found.advice


def linked(path: Path, target: str) -> None:
    """Make a link, or skip the test."""
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("links may not be made here")


UNREAD = {
    "holder/town.toml": ("holder", "did you mean 'holders'?"),
    "partnership/x.toml": ("partnership", "did you mean 'partnerships'?"),
    "conflicts.toml.txt": ("conflicts.toml.txt", "did you mean 'conflicts.toml'?"),
    "Places.toml": ("Places.toml", "did you mean 'places.toml'?"),
    "notes.txt": ("notes.txt", "valid values: "),
    "partnerships/town-geese.TOML": ("", "rename it to 'town-geese.toml'"),
    "partnerships/town-geese.toml.txt": ("", "rename it to 'town-geese.toml'"),
    "partnerships/2020/x.toml": ("partnerships/2020", "write one file partnerships/ID.toml"),
    "sources/page.html": ("", "write one file sources/ID.toml"),
    "holders/town": ("", "write one file holders/ID.toml"),
    "places.toml~": ("", "delete or rename it"),
    "#places.toml#": ("", "delete or rename it"),
    "partnerships/town-kaczki.toml.orig": ("", "delete or rename it"),
    "partnerships/town-kaczki.toml.bak": ("", "delete or rename it"),
    "partnerships/town-kaczki.toml.swp": ("", "delete or rename it"),
    "sources/~$gazette.toml.tmp": ("", "delete or rename it"),
    "sources/Thumbs.db": ("", "delete or rename it"),
}
"""Entries that nobody reads: which is named, if it is not the file itself, and what to do."""


class TestUnread:
    """E107: an entry that nobody reads is a fault, so that no data is dropped without a word."""

    @pytest.mark.parametrize("name", UNREAD)
    def test_each_is_named(self, folder: Path, name: str) -> None:
        """It is named with what to do, which is never to add a file."""
        if (folder / name).exists():
            pytest.skip("names that differ in case only are one file here")
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("title = 'x'\n", encoding="utf-8")
        (found,) = faults(folder)
        entry, advice = UNREAD[name]

        assert (found.code, found.file) == ("E107", entry or name)
        assert advice in found.advice
        assert "add the file" not in found.advice
        assert [(f.code, f.file) for f in rt.check(folder)] == [("E107", entry or name)]

    @pytest.mark.parametrize("name", ["partnerships/geese.toml", "places.toml", "dataset.toml"])
    def test_a_link_to_nothing(self, folder: Path, name: str) -> None:
        """A link whose file is gone is told as what it is: there is no file to add."""
        (folder / name).unlink(missing_ok=True)
        linked(folder / name, "gone.toml")
        found = faults(folder)[0]

        assert (found.code, found.file) == ("E101", name)
        assert found.message == "cannot be read: it is no regular file"

    def test_a_file_for_a_folder(self, folder: Path) -> None:
        """A file in place of a folder is not an empty folder."""
        shutil.rmtree(folder / "holders")
        (folder / "holders").write_text("x", encoding="utf-8")

        assert [(f.code, f.file) for f in faults(folder)] == [("E101", "holders")]


@pytest.mark.parametrize("letter", ["\x85", "\u2028", "\u2029"])
def test_only_line_feeds_end_lines(folder: Path, letter: str) -> None:
    """E103 counts lines as TOML and editors do: at line feeds."""
    write("fields.toml", f"# a{letter}b\n# c{letter}d\na = '{letter}".encode())(folder)

    assert faults(folder)[0][:2] == ("E103", "fields.toml")
    assert faults(folder)[0].line == 3


class TestHarmless:
    """What editors and systems do to a file without changing what it says."""

    @pytest.mark.parametrize("ends", [b"\r\n", b"\r"], ids=["Windows", "old Macintosh"])
    def test_line_ends(self, folder: Path, tiny: rt.Dataset, ends: bytes) -> None:
        """Other line ends are the same data."""
        for path in folder.rglob("*.toml"):
            path.write_bytes(path.read_bytes().replace(b"\n", ends))

        assert rt.load(folder) == tiny

    def test_byte_order_mark(self, folder: Path, tiny: rt.Dataset) -> None:
        """A mark that Windows editors put before UTF-8 is harmless, or a fault of the file."""
        before("places.toml", b"\xef\xbb\xbf")(folder)

        with contextlib.suppress(rt.DataError):
            assert rt.load(folder) == tiny

    @pytest.mark.parametrize(
        "name",
        [
            *("README.md", "LICENSE", "__init__.py", "published.txt", "country-outlines.geojson"),
            *(".DS_Store", ".git/HEAD", "._places.toml", ".places.toml.swp", ".#places.toml"),
            *("partnerships/README", "partnerships/.DS_Store", "partnerships/._town-kaczki.toml"),
            *("sources/.#gazette.toml", "holders/__pycache__/x.pyc"),
        ],
    )
    def test_files_for_others(self, folder: Path, tiny: rt.Dataset, name: str) -> None:
        """Names that begin with a dot, and files for people and for Python, are skipped."""
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"\0\xff")

        assert rt.load(folder) == tiny
        assert rt.check(folder) == ()

    def test_lock_of_an_editor(self, folder: Path, tiny: rt.Dataset) -> None:
        """Emacs locks a file by a link to nothing, whose name begins with a dot."""
        linked(folder / "partnerships/.#town-kaczki.toml", "duck@pond.1")

        assert rt.load(folder) == tiny

    def test_order_of_tables_and_comments(self, folder: Path, tiny: rt.Dataset) -> None:
        """The order in a list file and its comments do not matter."""
        path = folder / "places.toml"
        first, *others = path.read_text(encoding="utf-8").split("[[places]]")
        text = "[[places]]".join([first + "# ducks\n", *reversed(others)])
        path.write_text(text.replace("]\n[[places]]", "]\n\n[[places]]"), encoding="utf-8")

        assert rt.load(folder) == tiny

    def test_id_that_is_the_name_of_the_file(self, folder: Path, tiny: rt.Dataset) -> None:
        """An id that says what the file's name says is needless, not wrong."""
        before(GOOSUND, b'id = "town-goosund"\n')(folder)

        assert rt.load(folder) == tiny

    def test_list_files_may_be_empty(self, folder: Path) -> None:
        """A data set without conflicts has an empty file of them."""
        write("conflicts.toml", b"")(folder)

        assert rt.load(folder).conflicts.ids == ()

    def test_text_path(self, folder: Path, tiny: rt.Dataset) -> None:
        """A path may be text."""
        assert rt.load(str(folder)) == tiny


class TestStrict:
    """A value of one type is not quietly taken for another."""

    @pytest.mark.parametrize(
        "change",
        [
            Edit(GOOSUND, "term_years = 5", "term_years = true"),
            Edit(GOOSUND, "term_years = 5", 'term_years = "5"'),
            Edit("places.toml", "latitude = 59.5", 'latitude = "59.5"'),
            Edit("places.toml", "latitude = 59.5", "latitude = true"),
            Edit("places.toml", "source =", 'display_only = "yes", source ='),
            Edit("places.toml", "source =", "display_only = 1, source ="),
            Edit(GOOSUND, "value = 12", 'value = "12"'),
            Edit(GOOSUND, "value = 12", "value = true"),
            Edit(TOWN, "either_place = true", 'either_place = "yes"'),
            Edit(TOWN, "either_place = true", "either_place = 1"),
        ],
        ids=lambda change: change.new,
    )
    def test_nothing_is_converted(self, folder: Path, change: Edit) -> None:
        """E114: text for a number, a number for yes or no, yes or no for a number."""
        assert "E114" in {f.code for f in faults(edit(folder, change))}

    def test_whole_degrees(self, folder: Path) -> None:
        """A whole number is a number of degrees."""
        edit(folder, Edit("places.toml", "latitude = 59.5", "latitude = 59"))
        point = rt.load(folder).place("goosund").coordinates

        assert point is not None
        assert point.latitude == 59

    @pytest.mark.parametrize("key", ['heading = "Geese"', 'page = "Ducks"', 'url = "goose.example"'])
    def test_a_paragraph_has_no_place_of_its_own(self, folder: Path, key: str) -> None:
        """What a paragraph takes over from its section and source cannot be written, and lost."""
        change = Edit(GAZETTE, 'gist = "Prolonged in 2007"', f'gist = "Prolonged in 2007"\n{key}')

        assert {f.code for f in faults(edit(folder, change))} <= {"E110", "E112"}


class TestJson:
    """A file that `to_json` wrote, and others."""

    @pytest.fixture
    def document(self, tiny: rt.Dataset, tmp_path: Path) -> dict[str, Any]:
        """Return what `to_json` writes."""
        path = tiny.to_json(tmp_path / "tiny.json")
        whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return whole

    @pytest.mark.parametrize(
        "content",
        [b"", b"{", b"[" * 99_999, bytes(range(256)), b"\xff\xfe{}", b"\xef\xbb\xbf{", b"NaN,"],
    )
    def test_not_json(self, tmp_path: Path, content: bytes) -> None:
        """E103: a file that is no JSON is refused by its name."""
        path = tmp_path / "ducks.json"
        path.write_bytes(content)

        (found,) = faults(path)

        assert found[:3] == ("E103", "ducks.json", "")
        assert "JSON" in found.message
        assert found.advice

    @pytest.mark.parametrize("text", ["1", "null", "[]", '"rezekne-twins"', "{}", '{"format": []}'])
    def test_of_another_format(self, tmp_path: Path, text: str) -> None:
        """E105: JSON of something else is refused, and the advice says what is read."""
        path = tmp_path / "ducks.json"
        path.write_text(text, encoding="utf-8")

        (found,) = faults(path)

        assert found[:3] == ("E105", "ducks.json", "")
        assert '"format": "rezekne-twins"' in found.message
        assert "to_json" in found.advice

    @pytest.mark.parametrize("version", [2, 0, "1", None, [1], {"a": 1}])
    def test_of_another_version(self, tmp_path: Path, document: dict[str, Any], version: object) -> None:
        """E106: another version of the format is refused, naming it and the one that is read."""
        path = tmp_path / "ducks.json"
        newer = document | {"format_version": version, "version": "9.8.7"}
        path.write_text(json.dumps(newer), encoding="utf-8")

        (found,) = faults(path)

        assert found[:3] == ("E106", "ducks.json", "")
        assert repr(version) in found.message
        assert "reads 1" in found.message
        assert "'9.8.7'" in found.advice

    @pytest.mark.parametrize(
        "name",
        ["dataset", "partnerships", "places", "fields", "sources", "conflicts", "holders", "people"],
    )
    @pytest.mark.parametrize("value", [None, 5, "duck", True, [5], [None], [[]], {"a": 1}, [{}]])
    def test_broken_part(
        self, tmp_path: Path, document: dict[str, Any], name: str, value: object
    ) -> None:
        """Whatever stands in the place of a collection, nothing but `DataError` comes out."""
        path = tmp_path / "ducks.json"
        path.write_text(json.dumps(document | {name: value}), encoding="utf-8")

        assert any(f.file == "ducks.json" for f in faults(path))

    @pytest.mark.parametrize("key", ["id", "holder", "kind", "title", "summary"])
    def test_missing_key(self, tmp_path: Path, document: dict[str, Any], key: str) -> None:
        """E113: a partnership without a key is refused, even where it is the id."""
        path = tmp_path / "ducks.json"
        del document["partnerships"][0][key]
        path.write_text(json.dumps(document), encoding="utf-8")

        assert ("E113", "ducks.json", f"key {key!r} is missing") in {
            (f.code, f.file, f.message) for f in faults(path)
        }

    @pytest.mark.parametrize("id", [5, [], {}, None, "", "Duck", "\ud800"])
    def test_id_that_is_none(self, tmp_path: Path, document: dict[str, Any], id: object) -> None:
        """E114: an id of another type or form is refused."""
        path = tmp_path / "ducks.json"
        document["partnerships"][0]["id"] = id
        path.write_text(json.dumps(document), encoding="utf-8")

        assert ("E114", "ducks.json") in {f[:2] for f in faults(path)}

    def test_a_misspelt_collection_is_not_an_empty_one(
        self, tmp_path: Path, document: dict[str, Any]
    ) -> None:
        """E110: a key that is not known is refused in JSON as it is in TOML."""
        path = tmp_path / "ducks.json"
        document["conflict"] = document.pop("conflicts")
        path.write_text(json.dumps(document), encoding="utf-8")

        assert any("'conflict'" in f.message for f in faults(path))

    def test_holder_of_nowhere_is_told_of_the_file(
        self, tmp_path: Path, document: dict[str, Any]
    ) -> None:
        """A finding names the file that was read: there is no `dataset.toml` here."""
        path = tmp_path / "ducks.json"
        document["dataset"]["holders"][0]["place"] = "atlantis"
        path.write_text(json.dumps(document), encoding="utf-8")

        assert [(f.code, f.file) for f in faults(path)] == [("E202", "ducks.json")]
