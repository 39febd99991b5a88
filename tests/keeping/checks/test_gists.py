"""A date or number stands in its record and in a gist that it cites (E310, E311)."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rezekne_twins as rt
from tests.miniatures import Edit, edit, lines_of

GOOSUND = "partnerships/town-goosund.toml"
SHIRE = "partnerships/shire-goosund.toml"
KACZKI = "partnerships/town-kaczki.toml"
LEAGUE = "partnerships/town-league.toml"
GAZETTE = "sources/gazette.toml"
PLACES = "places.toml"
CONFLICTS = "conflicts.toml"

PROLONGED = '"Prolonged in 2007"'
ADVICE = (
    "correct the value, or cite the paragraph that names it too, "
    "or correct the gist in sources/gazette.toml"
)


def told(folder: Path) -> list[tuple[str, str, str]]:
    """Return code, record and message of each finding."""
    return [(f.code, f.record, f.message) for f in rt.load(folder).check()]


@pytest.mark.parametrize(
    ("change", "record", "says"),
    [
        (Edit(KACZKI, '"2007"', '"2008"'), "town-kaczki/prolongation", "name 2007, not 2008"),
        (Edit(GAZETTE, "in 2007", "at last"), "town-kaczki/prolongation", "do not name 2007"),
        (Edit(KACZKI, '"2007"', '"200X"'), "town-kaczki/prolongation", "do not name 2000s"),
        (Edit(KACZKI, '"2007"', '"20XX"'), "town-kaczki/prolongation", "do not name 2000s"),
        (Edit(KACZKI, '"2007"', '"[2006..2007]"'), "town-kaczki/prolongation", "name 2007, not 2006"),
        (Edit(KACZKI, '"2007"', '"2007~"'), None, None),
        (
            Edit(SHIRE, '["gazette/goose/2"]\n\n[[coop', '["gazette/goose/1"]\n\n[[coop'),
            "shire-goosund/agreement",
            "name 1500, 1994, 2000, 2001, 2002, 2003, 2004, not 1995",
        ),
        (Edit(LEAGUE, '"2004-03"', '"2004-04"'), "town-league/accession", "do not name April"),
        (
            Edit(LEAGUE, '"2005/2006"', '"2005/2007"'),
            "town-league/seat",
            "name 2004, 2005, 2006, not 2007",
        ),
        (Edit(LEAGUE, '"2004/"', '"2003/"'), "town-league/council", "name 2004, 2005, 2006, not 2003"),
        (Edit(GOOSUND, "06-25", "06-26"), "town-goosund/song-festival", "name 12, 23, 25, not 26"),
        (
            Edit(GOOSUND, "term_years = 5", "term_years = 6"),
            "town-goosund/prolongation",
            "name 2, 5, not 6",
        ),
        (
            Edit(GOOSUND, "value = 1500", "value = 1600"),
            "town-goosund/size",
            "name 1500, 1994, 2000, 2001, 2002, 2003, 2004, not 1600",
        ),
        (Edit(GOOSUND, "value = 2,", "value = 2.5,"), "town-goosund/lake", "do not name 2.5"),
        (Edit(PLACES, "2009-07-01", "2009-08-01"), "duck-shire", "name July, not August"),
    ],
    ids=lambda value: value.new if isinstance(value, Edit) else None,
)
def test_what_the_gists_do_not_name(
    folder: Path, change: Edit, record: str | None, says: str | None
) -> None:
    """The finding points at the value, says what is named instead, and is the only one."""
    edit(folder, change)

    found = [(code, at, message.partition(" in ")[0]) for code, at, message in told(folder)]
    assert found == ([("E310", record, f"the cited paragraphs {says}")] if record else [])
    for finding in rt.check(folder):
        assert finding.advice == ADVICE
        assert "gazette" in change.file + change.new or finding.line in lines_of(folder, change)


@pytest.mark.parametrize(
    ("date", "gist"),
    [
        ("1999-05-12", "Signed on 12 May 1999"),
        ("1999-05-12", "Signed 1999-05-12"),
        ("1999-05-12", "Signed 12.05.1999."),
        ("1999-05-12", "Signed on May 12th, 1999"),
        ("1999-05-02", "Signed 2/5/1999"),
        ("1999-05", "A protocol of May, an agreement of 1999"),
        ("197X", "Contacts of the 1970s"),
        ("18XX", "Contacts of the 1800s"),
        ("18XX", "Contacts of the 19th century"),
        ("0987", "Contacts from 987"),
        ("[1968..1972]", "Between 1968 and 1972"),
        ("[..1999]", "Before 1999"),
        ("1999~", "About 1999"),
        ("1999?", "Of ١٩٩٩"),
    ],
)
def test_forms_of_a_date(folder: Path, date: str, gist: str) -> None:
    """A date is named in words or in digits."""
    edit(folder, Edit(KACZKI, '"2007"', f'"{date}"'), Edit(GAZETTE, PROLONGED, f'"{gist}"'))

    assert told(folder) == []


@pytest.mark.parametrize(
    ("date", "gist"),
    [
        ("1970", "Contacts of the 1970s"),
        ("197X", "Contacts from 1970"),
        ("2005", "One of 12005 or 20051"),
        ("2005-05", "It may be of 2005"),
    ],
)
def test_what_is_no_form_of_a_date(folder: Path, date: str, gist: str) -> None:
    """A decade names no year, a year no decade, and a longer number neither."""
    edit(folder, Edit(KACZKI, '"2007"', f'"{date}"'), Edit(GAZETTE, PROLONGED, f'"{gist}"'))

    assert [code for code, _, _ in told(folder)] == ["E310"]


@pytest.mark.parametrize(
    ("number", "gist"),
    [
        ("150000", "150000 people"),
        ("150000", "150,000 people"),
        ("150000.0", "150000 people"),
        ("9007199254740991.0", "9007199254740991 grains"),
        ("2.5", "2.5 km"),
        ("0.00025", "0.00025 km"),
        ("-5", "5 degrees below zero"),
        ("0", "0 people"),
        ("1", "one of them"),
        ("1.0", "one of them"),
    ],
)
def test_forms_of_a_number(folder: Path, number: str, gist: str) -> None:
    """Thousands may be grouped, and the number 1 needs no digit."""
    statement = f"""[[statements]]
id = "figure"
topic = "figure"
text = "A figure."
quantity = {{ value = {number}, unit = "people" }}
cites = ["gazette/kaczki/1"]

[[cooperation]]"""
    edit(folder, Edit(KACZKI, "[[cooperation]]", statement))
    edit(folder, Edit(GAZETTE, PROLONGED, f'"{gist}, prolonged in 2007"'))

    assert told(folder) == []


@pytest.mark.parametrize(
    "change",
    [
        Edit(KACZKI, '"2007"', '"2008"\nnote = "Printed as 2007, meant is 2008."'),
        Edit(
            KACZKI, '"2007"', '"2008"\ninstrument = { kind = "agreement", as_written = ["Līgums 2008"] }'
        ),
        Edit(GAZETTE, "with more than 12 geese a year", "with geese"),
        Edit(PLACES, 'founded = "2009-07-01"', 'founded = "2010-08-02"\nreferences = ["founded"]'),
        Edit(PLACES, "latitude = 59.5", "latitude = 59.6"),
        Edit(PLACES, 'value = "1"', 'value = "2"'),
    ],
    ids=["note", "instrument as written", "group as written", "reference", "point", "identifier"],
)
def test_named_elsewhere(folder: Path, change: Edit) -> None:
    """The printed form or a note may name it; what is from a register is named nowhere."""
    assert told(edit(folder, change)) == []


def test_a_role_rests_on_its_whole(folder: Path) -> None:
    """A wrong date of an activity is one finding, not one for each role that inherits it."""
    edit(folder, Edit(GOOSUND, '"2001-06-23/2001-06-25"', '"2006-06-23/2006-06-25"'))

    assert [(code, record) for code, record, _ in told(folder)] == [
        ("E310", "town-goosund/song-festival")
    ]


@pytest.mark.parametrize("gist", ["Prolonged on 23 April", "Prolonged for the 4th time on 23 April"])
def test_the_year_of_the_text(folder: Path, gist: str) -> None:
    """A gist without a year is of the year of its source; an ordinal is no year."""
    edit(
        folder,
        Edit(GAZETTE, "Prolonged in 2007", gist),
        Edit(KACZKI, 'date = "2007"', 'date = "2010-04-23"'),
    )
    assert told(folder) == []

    edit(folder, Edit(KACZKI, "2010-04-23", "2009-04-23"))
    assert [code for code, _, _ in told(folder)] == ["E310"]


def test_a_date_of_a_role_itself(folder: Path) -> None:
    """A role is on a day that its own citation names, or that of its whole."""
    old = '{ kind = "took_part", agent = "donald", capacity = "singer"'
    edit(folder, Edit(GOOSUND, old, f'{old}, date = "2001-06-24"'))
    ((code, _, message),) = told(folder)

    assert (code, message) == ("E310", "the cited paragraphs name 12, 23, 25, not 24 in 2001-06-24")

    edit(folder, Edit(GAZETTE, "23 to 25 June 2001", "23, 24 and 25 June 2001"))
    assert told(folder) == []


@pytest.mark.parametrize(
    "change",
    [
        Edit(KACZKI, 'date = "2007"', 'date = "2011"'),
        Edit(
            KACZKI,
            '["gazette/kaczki/1"]\n\n[[coop',
            '["gazette/kaczki/1", "gazette/league/1"]\n\n[[coop',
        ),
    ],
    ids=["later than its source", "waived paragraph of another tie"],
)
def test_one_finding_for_one_slip(folder: Path, change: Edit) -> None:
    """Where another rule speaks of the same slip, this one is silent."""
    assert [code for code, _, _ in told(edit(folder, change))] in (["E407"], ["E300"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Edit(GOOSUND, "An invented tie.", "A tie of 1993."), "summary names 1993"),
        (Edit(GOOSUND, '"Duckburg – Gøøsund"', '"Duckburg – Gøøsund, 1993"'), "title names 1993"),
        (Edit(GOOSUND, '"Pīļpils – Zossunda"', '"Pīļpils – Zossunda, 1993"'), "title_lv names 1993"),
        (Edit(GOOSUND, '"Regatta"', '"Regatta of 1999"'), "title names 1999"),
        (Edit(GOOSUND, '"A lake for both"', '"Lake of 1999"'), "title names 1999"),
        (Edit(CONFLICTS, "agreement with", "agreement of 1996 with"), "title names 1996"),
        (Edit(GOOSUND, "People who live", "The 1,600 people who live"), "text names 1600"),
        (Edit(CONFLICTS, "In 1995.", "In 1996."), "text names 1996"),
    ],
    ids=["summary", "title", "Latvian title", "activity", "project", "conflict", "statement", "reading"],
)
def test_a_year_of_no_record(folder: Path, change: Edit, says: str) -> None:
    """A title or summary names no year that nothing it covers has."""
    ((code, _, message),) = told(edit(folder, change))

    assert (code, message) == ("E311", f"{says}, which no record that it covers has")
    (finding,) = rt.check(folder)
    assert finding.line in lines_of(folder, change)


@pytest.mark.parametrize(
    "change",
    [
        Edit(GOOSUND, "An invented tie.", "Of 1994, prolonged in 2000; they sang in 2001."),
        Edit(GOOSUND, "An invented tie.", "In the 1970s 41,000 ducks, and 3000 of them twice."),
        Edit(GOOSUND, '"A lake for both"', '"A lake, 2002 to 2004"'),
        Edit(GOOSUND, '"Regatta"', '"Regatta after the lake of 2002"'),
        Edit(GOOSUND, 'title = "A lake for both"', 'title = "Lake 1950"\nnote = "Printed in 1950."'),
        Edit(CONFLICTS, "agreement with", "agreement of 1994 or 1995 with"),
    ],
    ids=["of its acts", "no years", "its own", "of its gist", "of its note", "of its records"],
)
def test_a_year_of_a_record(folder: Path, change: Edit) -> None:
    """Years of what is covered, and those that are printed, may be named."""
    assert told(edit(folder, change)) == []


@st.composite
def slips(draw: st.DrawFn) -> tuple[date, date]:
    """Draw a day and one near it, often the same."""
    day = draw(st.dates(date(1000, 3, 1), date(2009, 1, 1)))
    return day, day + timedelta(draw(st.sampled_from([0, 1, -1, 7, 31, -31, 365, -731])))


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(slips(), min_size=20, max_size=30))
def test_a_day_is_told_where_a_part_of_it_is_not_named(
    folder: Path, days: list[tuple[date, date]]
) -> None:
    """Told are exactly the dates of which the gist has no such year, or month, or day."""
    copy = Path(shutil.copytree(folder, folder.with_name("law"), dirs_exist_ok=True))
    index, rows = '\n[[sections]]\nid = "law"\n', ""
    for n, (named, held) in enumerate(days):
        gist = f"On {named.day} {named:%B} {named.year}"
        index += f'[[sections.paragraphs]]\nfingerprint = "{n:016}"\ngist = "{gist}"\n'
        rows += f'[[statements]]\nid = "day-{n}"\ntopic = "context"\ntext = "Day {n}."\n'
        rows += f'date = "{held}"\ncites = ["gazette/law/{n + 1}"]\n\n'
    with (copy / GAZETTE).open("a", encoding="utf-8") as file:
        file.write(index)
    with (copy / KACZKI).open("a", encoding="utf-8") as file:
        file.write(f"\n{rows}")

    wrong = [
        f"town-kaczki/day-{n}"
        for n, (named, held) in enumerate(days)
        if named.year != held.year or held.day != named.day or held.month not in {named.month, named.day}
    ]
    assert sorted(record for _, record, _ in told(copy)) == sorted(wrong)


def test_of_the_shipped_data(shipped: rt.Dataset) -> None:
    """Its gists name what its records hold."""
    assert [f for f in shipped.check() if f.code in {"E310", "E311"}] == []


def test_a_date_of_a_source(folder: Path) -> None:
    """A source bears no date that its gists and its note do not name; the advice says where it goes."""
    edit(folder, Edit(GAZETTE, 'published = "2010-05-01"', 'published = "2010-04-01"'))
    (finding,) = rt.load(folder).check()

    assert (finding.code, finding.record) == ("E310", "gazette")
    assert finding.message == "the gists and the note of the source do not name April in 2010-04-01"
    assert "or in note" in finding.advice
