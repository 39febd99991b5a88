"""Ids become the records they name, and what follows from the records is filled in."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.loading import link
from rezekne_twins.models import Holding
from tests.miniatures import Edit, edit, faults

GOOSUND = "partnerships/town-goosund.toml"
KACZKI = "partnerships/town-kaczki.toml"
SHIRE = "partnerships/shire-goosund.toml"
LEAGUE = "partnerships/town-league.toml"
GAZETTE = "sources/gazette.toml"
TOWN = "holders/town.toml"

ALMANAC = """
kind = "page"
title = "Almanac"
language = "en"
url = "https://almanac.example"
archived_url = "https://archive.example/almanac"
as_of = "2015"

[[sections]]
id = "ducks"
heading = "Ducks"

[[sections.paragraphs]]
fingerprint = "00000000000000aa"
gist = "Heading"
"""


class TestReferences:
    """Where a file has an id, the reader has the record itself."""

    def test_are_the_records_of_the_collections(self, tiny: rt.Dataset) -> None:
        """A reference is the same object that its collection holds."""
        partnership = tiny.partnership("town-goosund")
        agreement, prolongation = partnership.acts
        goosund = tiny.place("goosund")

        assert partnership.counterparts == (goosund,)
        assert partnership.counterparts[0] is goosund
        assert agreement.parties[0] is tiny.organisation("duck-council")
        assert agreement.parties[1] is goosund
        assert prolongation.concerns is agreement
        assert tiny.act("shire-goosund/agreement").same_as is agreement
        assert partnership.cooperation[0].field is tiny.field("music")
        assert tiny.field("music").broader is tiny.field("culture")
        assert goosund.country is tiny.country("NO")
        assert goosund.part_of is tiny.place("goose-county")
        assert tiny.organisation("duck-council").place is tiny.place("duckburg")
        assert tiny.organisation("pond-league").countries == (tiny.country("LV"), tiny.country("PL"))
        assert tiny.conflict("goose-year").readings[0].records[0] is agreement
        assert agreement.cites[0] is tiny.source("gazette").sections[1].paragraphs[1]
        assert [holder.place for holder in tiny.about.holders] == [
            tiny.place("duckburg"),
            tiny.place("duck-shire"),
        ]

    def test_nested_and_flat_are_the_same(self, tiny: rt.Dataset) -> None:
        """What a partnership holds is what the flat collections hold, in one order."""
        assert tuple(tiny.acts) == tuple(a for p in tiny.partnerships for a in p.acts)
        assert all(a is b for p in tiny.partnerships for a in p.acts for b in [tiny.act(a.id)])
        assert tuple(tiny.cooperation) == tuple(c for p in tiny.partnerships for c in p.cooperation)

    def test_may_point_in_both_directions(self, tiny: rt.Dataset) -> None:
        """A unit and the one before it name each other."""
        shire, old = tiny.place("duck-shire"), tiny.place("old-duck-shire")

        assert (shire.predecessors, old.successors) == ((old,), (shire,))

    def test_may_point_forwards(self, folder: Path) -> None:
        """A record may name one that stands later in its file, or in a later file."""
        places = folder / "places.toml"
        head, *tables = places.read_text(encoding="utf-8").split("[[places]]")
        places.write_text("\n[[places]]".join([head, *reversed(tables)]), encoding="utf-8", newline="\n")
        edit(
            folder,
            Edit("fields.toml", 'title_lv = "Kultūra"', 'title_lv = "Kultūra"\nbroader = "sport"'),
            Edit(GOOSUND, 'kind = "signed"', 'kind = "joined"\nconcerns = "prolongation"'),
        )
        loaded = rt.load(folder)

        assert loaded.place("goosund").part_of is loaded.place("goose-county")
        assert loaded.field("culture").broader is loaded.field("sport")
        first, second = loaded.partnership("town-goosund").acts
        assert (first.concerns, second.concerns) == (second, first)

    def test_none_stays_none(self, tiny: rt.Dataset) -> None:
        """What is not written is not made up."""
        assert tiny.place("kaczki").part_of is None
        assert tiny.act("town-kaczki/prolongation").concerns is None
        assert tiny.act("town-kaczki/prolongation").parties == ()


class TestShortIds:
    """Within a partnership its own parts go by their short ids."""

    def test_full_ids(self, tiny: rt.Dataset) -> None:
        """What hangs on a partnership has its id before the own one."""
        partnership = tiny.partnership("town-goosund")

        assert [a.id for a in partnership.acts] == [
            "town-goosund/agreement",
            "town-goosund/prolongation",
        ]
        assert [c.id for c in partnership.cooperation] == ["town-goosund/music", "town-goosund/sport"]

    def test_long_form_is_understood(self, folder: Path, tiny: rt.Dataset) -> None:
        """The full id may be written as well, for itself and for another."""
        edit(
            folder,
            Edit(GOOSUND, 'id = "agreement"', 'id = "town-goosund/agreement"'),
            Edit(GOOSUND, 'concerns = "agreement"', 'concerns = "town-goosund/agreement"'),
        )

        assert rt.load(folder) == tiny

    def test_short_form_is_of_the_own_partnership(self, folder: Path) -> None:
        """Two partnerships have an `agreement`: each means its own."""
        edit(
            folder,
            Edit(SHIRE, "[[coop", '[[acts]]\nid = "x"\nkind = "joined"\nconcerns = "agreement"\n[[coop'),
        )
        loaded = rt.load(folder)

        own = loaded.act("shire-goosund/agreement")
        assert loaded.act("shire-goosund/x").concerns is own
        assert loaded.act("town-goosund/prolongation").concerns is not own

    def test_short_form_of_another_partnership_dangles(self, folder: Path) -> None:
        """A short id reaches no further than its partnership; the full one is suggested."""
        edit(folder, Edit(SHIRE, '"town-goosund/agreement"', '"prolongation"'))

        (found,) = faults(folder)

        assert found[:3] == ("E202", SHIRE, "shire-goosund/agreement")
        assert "'prolongation'" in found.message
        assert "'town-goosund/prolongation'" in found.advice

    def test_own_part_does_not_hide_another_kind(self, folder: Path) -> None:
        """The cooperation entry `music` is not taken for the field `music`."""
        edit(folder, Edit(GOOSUND, 'id = "sport"', 'id = "duck-council"'))
        loaded = rt.load(folder)

        council = loaded.organisation("duck-council")
        assert loaded.act("town-goosund/agreement").parties[0] is council
        assert loaded.partnership("town-goosund").cooperation[0].field is loaded.field("music")

    def test_an_act_hangs_on_its_own_partnership(self, folder: Path) -> None:
        """An act that stands in one file cannot carry the id of another partnership."""
        edit(folder, Edit(GOOSUND, 'id = "prolongation"', 'id = "shire-goosund/prolongation"'))

        (found,) = faults(folder)

        assert found[:3] == ("E205", GOOSUND, "shire-goosund/prolongation")
        assert "'town-goosund'" in found.message
        assert "what follows the slash" in found.advice


LATE_STATEMENT = """
[[statements]]
id = "fish"
subject = "water"
topic = "aim"
text = "Fish need it too."
cites = ["gazette/top/1"]
"""


def append(folder: Path, file: str, text: str) -> Path:
    """Add tables to the end of a file."""
    path = folder / file
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8", newline="\n")
    return folder


class TestHolders:
    """What belongs to a holder alone hangs on it as other things hang on a partnership."""

    def test_ids_holder_and_no_partnership(self, tiny: rt.Dataset) -> None:
        """Its id begins with the holder's, which it names; it is of no partnership."""
        found = [
            (record.id, record.holder, record.partnership)
            for name in ("activities", "projects", "roles", "statements")
            for record in tiny.collections[name]
            if record.partnership is None
        ]

        assert found == [
            ("town/pond-day", "town", None),
            ("town/built-up-donald", "town", None),
            ("town/water", "town", None),
        ]

    def test_references_are_records(self, tiny: rt.Dataset) -> None:
        """Its references are the objects of the collections."""
        (holding,) = tiny.tables["holders"]
        pond_day = tiny.activity("town/pond-day")

        assert isinstance(holding, Holding)
        assert holding.id == "town"
        assert holding.activities[0] is pond_day
        assert holding.roles[0] is tiny.roles["town/built-up-donald"]
        assert holding.statements[0] is tiny.statements["town/water"]
        assert pond_day.places == (tiny.place("duckburg"), tiny.place("kaczki"))
        assert pond_day.fields == (tiny.field("culture"),)
        assert holding.roles[0].agent is tiny.person("donald")

    def test_long_form_is_understood(self, folder: Path, tiny: rt.Dataset) -> None:
        """The full id may be written as well."""
        assert rt.load(edit(folder, Edit(TOWN, 'id = "water"', 'id = "town/water"'))) == tiny

    def test_short_ids_are_of_the_own_holder(self, folder: Path) -> None:
        """A short id names what stands in the same file, before or after it."""
        append(folder, TOWN, LATE_STATEMENT)
        edit(folder, Edit(TOWN, 'id = "pond-day"\n', 'id = "pond-day"\npart_of = "lake"\n'))
        append(folder, TOWN, '\n[[projects]]\nid = "lake"\ntitle = "x"\ncites = ["gazette/top/1"]\n')
        loaded = rt.load(folder)

        assert loaded.statements["town/fish"].subject is loaded.statements["town/water"]
        assert loaded.activity("town/pond-day").part_of is loaded.project("town/lake")
        own = loaded.project("town-goosund/lake")
        assert loaded.activity("town-goosund/regatta").part_of is own

    def test_short_ids_reach_no_partnership(self, folder: Path) -> None:
        """E202: a holder's file names a part of a partnership in full."""
        edit(folder, Edit(TOWN, 'id = "pond-day"\n', 'id = "pond-day"\npart_of = "lake"\n'))

        (found,) = faults(folder)

        assert found[:3] == ("E202", TOWN, "town/pond-day")
        assert "'town-goosund/lake'" in found.advice

    def test_id_of_another_is_refused(self, folder: Path) -> None:
        """E205: what stands in the file of one holder is not of another."""
        (found,) = faults(edit(folder, Edit(TOWN, 'id = "water"', 'id = "shire/water"')))

        assert found[:3] == ("E205", TOWN, "shire/water")
        assert "'town'" in found.message

    def test_id_is_that_of_the_file(self, folder: Path) -> None:
        """E104: the file's name is the holder."""
        text = (folder / TOWN).read_text("utf-8")
        (folder / TOWN).write_text(f'id = "shire"\n{text}', encoding="utf-8")

        assert ("E104", TOWN, "town") in {f[:3] for f in faults(folder)}

    def test_holder_is_no_partnership(self, folder: Path) -> None:
        """E201: a partnership cannot have the id of a holder: what hangs on both would clash."""
        (folder / KACZKI).rename(folder / "partnerships/town.toml")

        found = [f for f in faults(folder) if f.code == "E201"]

        assert [f.record for f in found] == ["town"]

    def test_all_files_may_be_missing(self, folder: Path) -> None:
        """A data set whose holders have nothing of their own has no such folder."""
        (folder / TOWN).unlink()
        (folder / "holders").rmdir()

        assert rt.load(folder).tables["holders"] == ()


SINGER = '{ kind = "took_part", agent = "donald", capacity = "singer" },'
SUBJECT = 'subject = "goosund"'


class TestRoles:
    """A role hangs on what it is part of, under an id that tells what was done, and by whom."""

    def test_derived_ids(self, tiny: rt.Dataset) -> None:
        """Id: what it is part of, the kind, the agent or the group."""
        assert list(tiny.roles.ids) == [
            "town-goosund/song-festival/organised-duck-council",
            "town-goosund/song-festival/took-part-donald",
            "town-goosund/song-festival/took-part-geese",
            "town-goosund/lake/financed-goose-county",
            "town/built-up-donald",
        ]

    def test_belongs_where_the_whole_belongs(self, tiny: rt.Dataset) -> None:
        """A role knows its activity, its partnership and its holder."""
        for doing in (*tiny.activities, *tiny.projects):
            for role in doing.roles:
                assert role.within is doing
                assert (role.partnership, role.holder) == (doing.partnership, doing.holder)
        assert tiny.roles["town/built-up-donald"].within is None

    def test_references_inside_a_group(self, tiny: rt.Dataset) -> None:
        """A group is of places, bodies or countries, which are the records themselves."""
        geese = tiny.activity("town-goosund/song-festival").roles[2].group

        assert geese is not None
        assert geese.of == (tiny.place("goosund"), tiny.country("NO"))
        assert geese.of[0] is tiny.place("goosund")

    def test_unknown_agent_is_told_of_the_role(self, folder: Path) -> None:
        """E202: whoever misspells an agent is told the role."""
        (found,) = faults(edit(folder, Edit(GOOSUND, 'agent = "goose-county"', 'agent = "goose"')))

        assert found[:3] == ("E202", GOOSUND, "town-goosund/lake/financed-goose")
        assert "'goose-county'" in found.advice

    def test_unknown_body_of_a_group(self, folder: Path) -> None:
        """E202: so is whoever misspells where a group comes from."""
        (found,) = faults(edit(folder, Edit(GOOSUND, '"goosund", "NO"]', '"gosund"]')))

        assert found[:3] == ("E202", GOOSUND, "town-goosund/song-festival/took-part-geese")
        assert "'goosund'" in found.advice

    def test_one_agent_does_one_thing_once(self, folder: Path) -> None:
        """E201: two roles of one agent and kind in one activity could not be told apart."""
        (found,) = faults(edit(folder, Edit(GOOSUND, SINGER, f"{SINGER}\n  {SINGER}")))

        assert found[:3] == ("E201", GOOSUND, "town-goosund/song-festival/took-part-donald")

    @pytest.mark.parametrize(
        "other",
        [
            '{ kind = "led", agent = "donald" },',
            '{ kind = "took_part", agent = "pond-league" },',
            '{ kind = "took_part", group = { text = "ganders" } },',
        ],
    )
    def test_what_differs_is_another_role(self, folder: Path, other: str) -> None:
        """Another kind, agent or group is another role of the same activity."""
        loaded = rt.load(edit(folder, Edit(GOOSUND, SINGER, f"{SINGER}\n  {other}")))

        assert len(loaded.activity("town-goosund/song-festival").roles) == 4

    def test_of_an_act(self, folder: Path) -> None:
        """An act has roles beside its parties, which hang on it as on an activity."""
        role = 'term_years = 5\nroles = [{ kind = "initiated", agent = "pond-league" }]'
        loaded = rt.load(edit(folder, Edit(GOOSUND, "term_years = 5", role)))
        act = loaded.act("town-goosund/prolongation")

        assert act.roles[0] is loaded.roles["town-goosund/prolongation/initiated-pond-league"]
        assert act.roles[0].within is act
        assert loaded.organisation("pond-league") in act.organisations


class TestSubjects:
    """A statement may be about any record."""

    @pytest.mark.parametrize(
        "id",
        [
            "town-kaczki",
            "town-goosund/agreement",
            "town-goosund/music",
            "town-goosund/song-festival",
            "town-goosund/lake",
            "town-goosund/lake/financed-goose-county",
            "town-league/seat",
            "town/water",
            "town",
            "kaczki",
            "pond-fund",
            "donald",
            "culture",
            "JP",
            "goose-year",
            "gazette",
        ],
    )
    def test_any_record(self, folder: Path, id: str) -> None:
        """Its subject is the record with that id, of whatever kind."""
        loaded = rt.load(edit(folder, Edit(GOOSUND, SUBJECT, f'subject = "{id}"')))
        records = {r.id: r for name, t in loaded.tables.items() if name != "ties" for r in t}

        assert loaded.statements["town-goosund/size"].subject is records[id]

    def test_short_id_of_the_own_partnership(self, folder: Path) -> None:
        """What stands in the same file goes by its short id, before what stands elsewhere."""
        loaded = rt.load(edit(folder, Edit(GOOSUND, SUBJECT, 'subject = "music"')))
        subject = loaded.statements["town-goosund/size"].subject

        assert subject is loaded.cooperation["town-goosund/music"]

    def test_own_id_means_another_record_of_that_id(self, folder: Path) -> None:
        """A statement `kaczki` on the place `kaczki` is about the place."""
        edit(folder, Edit(GOOSUND, f'id = "size"\n{SUBJECT}', 'id = "kaczki"\nsubject = "kaczki"'))
        loaded = rt.load(folder)

        assert loaded.statements["town-goosund/kaczki"].subject is loaded.place("kaczki")

    @pytest.mark.parametrize("id", ["gazette/goose/1", "shire-goosund/goosund", "swan"])
    def test_no_record(self, folder: Path, id: str) -> None:
        """E202: paragraphs and ties are none that a statement could be about."""
        (found,) = faults(edit(folder, Edit(GOOSUND, SUBJECT, f'subject = "{id}"')))

        assert found[:3] == ("E202", GOOSUND, "town-goosund/size")


REFERENCES = [
    (Edit(GOOSUND, '["goosund"]', '["gosund"]'), "town-goosund", "counterparts", "'goosund'"),
    (
        Edit(GOOSUND, '"duck-council", "goosund"', '"duck-counsil"'),
        "town-goosund/agreement",
        "parties",
        "'duck-council'",
    ),
    (
        Edit(GOOSUND, 'concerns = "agreement"', 'concerns = "agrement"'),
        "town-goosund/prolongation",
        "concerns",
        "add it as a new record, or take this out",
    ),
    (
        Edit(GOOSUND, 'concerns = "agreement"', 'concerns = "town-goosund/agrement"'),
        "town-goosund/prolongation",
        "concerns",
        "'town-goosund/agreement'",
    ),
    (
        Edit(SHIRE, "town-goosund/agreement", "town-goosund/agreements"),
        "shire-goosund/agreement",
        "same_as",
        "'town-goosund/agreement'",
    ),
    (Edit(GOOSUND, 'field = "music"', 'field = "muzic"'), "town-goosund/music", "field", "'music'"),
    (Edit("fields.toml", '"culture"\nother', '"cultur"\nother'), "music", "broader", "'culture'"),
    (Edit("places.toml", '"goose-county"\nc', '"goose"\nc'), "goosund", "part_of", "'goose-county'"),
    (Edit("places.toml", '"PL"', '"pl"'), "kaczki", "country", "'PL'"),
    (
        Edit("places.toml", '["old-duck-shire"]\ncites', '["old-shire"]\ncites'),
        "duck-shire",
        "predecessors",
        "'old-duck-shire'",
    ),
    (
        Edit("places.toml", 'successors = ["duck-shire"]', 'successors = ["duck"]'),
        "old-duck-shire",
        "successors",
        "'duck-shire'",
    ),
    (Edit("organisations.toml", '"duckburg"', '"duckberg"'), "duck-council", "place", "'duckburg'"),
    (Edit("organisations.toml", '["LV", "PL"]', '["LVA"]'), "pond-league", "countries", "LV"),
    (
        Edit("conflicts.toml", "shire-goosund/agreement", "shire/agreement"),
        "goose-year",
        "records",
        "'shire-goosund/agreement'",
    ),
    (Edit("dataset.toml", '"duck-shire"', '"duck-shyre"'), "shire", "place", "'duck-shire'"),
]

WRONG_KINDS = [
    (Edit(GOOSUND, '["goosund"]', '["culture"]'), "counterparts", "place or organisation"),
    (Edit(GOOSUND, '"duck-council", "goosund"', '"NO"'), "parties", "place or organisation"),
    (Edit(GOOSUND, 'concerns = "agreement"', 'concerns = "goosund"'), "concerns", "act"),
    (Edit(GOOSUND, 'concerns = "agreement"', 'concerns = "music"'), "concerns", "act"),
    (Edit(GOOSUND, 'field = "music"', 'field = "goosund"'), "field", "field"),
    (Edit("places.toml", 'country = "PL"', 'country = "goosund"'), "country", "country"),
    (Edit("places.toml", '"goose-county"\nc', '"duck-council"\nc'), "part_of", "place"),
    (Edit("organisations.toml", '"duckburg"', '"pond-league"'), "place", "place"),
    (Edit("dataset.toml", '"duckburg"', '"duck-council"'), "place", "place"),
    (Edit("conflicts.toml", "town-goosund/agreement", "gazette/goose/1"), "records", "record"),
    (Edit(GOOSUND, 'part_of = "lake"', 'part_of = "prolongation"'), "part_of", "doing"),
    (Edit(GOOSUND, 'programme = "pond-fund"', 'programme = "goosund"'), "programme", "organisation"),
    (Edit(GOOSUND, 'agent = "goose-county"', 'agent = "NO"'), "agent", "agent or person"),
    (Edit(GOOSUND, '"goosund", "NO"]', '"donald"]'), "of", "organisation or place or country"),
    (Edit(GOOSUND, 'in_countries = ["PL"]', 'in_countries = ["kaczki"]'), "in_countries", "country"),
    (Edit(LEAGUE, 'member = "donald"', 'member = "music"'), "member", "agent or person"),
    (Edit(LEAGUE, 'of = "duck-council"', 'of = "donald"'), "on_behalf_of", "agent"),
    (Edit(TOWN, '["duckburg", "kaczki"]', '["donald"]'), "places", "place"),
]


class TestDangling:
    """An id that names nothing, or something else, is a fault of the record that has it."""

    @pytest.mark.parametrize(
        ("change", "record", "column", "near"), REFERENCES, ids=lambda value: str(value)[:40]
    )
    def test_unknown_id(self, folder: Path, change: Edit, record: str, column: str, near: str) -> None:
        """E202: the finding names file, record, key and value, and suggests what is near."""
        (found,) = faults(edit(folder, change))

        assert found[:3] == ("E202", change.file, record)
        assert found.message.startswith(f"{column} names ")
        assert near in found.advice

    @pytest.mark.parametrize(
        ("change", "column", "kind"), WRONG_KINDS, ids=lambda value: str(value)[:40]
    )
    def test_wrong_kind(self, folder: Path, change: Edit, column: str, kind: str) -> None:
        """E202: an id of another kind of record is no better than an unknown one."""
        (found,) = faults(edit(folder, change))

        assert found[:2] == ("E202", change.file)
        assert found.message.startswith(f"{column} names ")
        assert found.message.endswith(f"which is no {kind} of this data")

    def test_each_is_told(self, folder: Path) -> None:
        """Two unknown ids in one list, and one in another file, are three findings."""
        edit(folder, Edit(GOOSUND, '["goosund"]', '["swan", "goosund", "teal"]'))
        edit(folder, Edit("places.toml", 'country = "PL"', 'country = "XX"'))

        found = faults(folder)

        assert [f.record for f in found if "'swan'" in f.message or "'teal'" in f.message] == [
            "town-goosund",
            "town-goosund",
        ]
        assert [f.record for f in found if "'XX'" in f.message] == ["kaczki"]
        assert len(found) == 3


CITED = 'cites = ["gazette/kaczki/1"]'


class TestCitations:
    """A citation names a paragraph that exists."""

    @pytest.mark.parametrize(
        ("wanted", "near"),
        [
            ("gazette/kaczki/2", "'gazette/kaczki/1'"),
            ("gazette/kacki/1", "'gazette/kaczki/1'"),
            ("gazete/kaczki/1", "'gazette/kaczki/1'"),
            ("gazette/kaczki", "'gazette/kaczki/1'"),
            ("gazette/top/0", "'gazette/top/1'"),
            ("gazette", "gazette/top/1"),
            ("town-kaczki", "add the source first"),
            ("town-goosund/agreement", "add the source first"),
        ],
    )
    def test_unknown_paragraph(self, folder: Path, wanted: str, near: str) -> None:
        """E203: what is no paragraph is named, with the paragraphs that are near."""
        (found,) = faults(edit(folder, Edit(KACZKI, CITED, f'cites = ["{wanted}"]')))

        assert found[:3] == ("E203", KACZKI, "town-kaczki/prolongation")
        assert repr(wanted) in found.message
        assert near in found.advice

    @pytest.mark.parametrize(
        ("file", "record"),
        [
            (GOOSUND, "town-goosund"),
            (TOWN, "town/pond-day"),
            ("people.toml", "donald"),
            ("places.toml", "duckburg"),
            ("organisations.toml", "duck-council"),
            ("conflicts.toml", "goose-year"),
        ],
    )
    def test_of_every_kind_of_record(self, folder: Path, file: str, record: str) -> None:
        """E203: citations of partnerships, agents and readings are looked up as well."""
        path = folder / file
        text = re.sub(r"cites = \[.*\]", 'cites = ["gazette/swan/1"]', path.read_text("utf-8"), count=1)
        path.write_text(text, encoding="utf-8")

        (found,) = faults(folder)

        assert found[:3] == ("E203", file, record)

    def test_paragraphs_know_where_they_stand(self, tiny: rt.Dataset) -> None:
        """A heading is paragraph 0; a section without one counts from 1."""
        paragraphs = tiny.source("gazette").paragraphs

        assert [p.id for p in paragraphs] == [
            "gazette/top/1",
            "gazette/goose/0",
            "gazette/goose/1",
            "gazette/goose/2",
            "gazette/kaczki/0",
            "gazette/kaczki/1",
            "gazette/league/0",
            "gazette/league/1",
        ]
        goose = paragraphs[2]
        assert (goose.source, goose.section, goose.number) == ("gazette", "goose", 1)
        assert (goose.heading, goose.page) == ("Duckburg and Gøøsund", "Duckburg Gazette")
        assert goose.title == "Duckburg Gazette › Duckburg and Gøøsund, paragraph 1"
        assert paragraphs[0].title == "Duckburg Gazette, paragraph 1"
        assert str(goose) == goose.id

    def test_archived_address_is_preferred(self, folder: Path) -> None:
        """A copy that stays is what a reader is sent to."""
        (folder / "sources/almanac.toml").write_text(ALMANAC, encoding="utf-8")
        (paragraph,) = rt.load(folder).source("almanac").paragraphs

        assert paragraph.url == "https://archive.example/almanac"

    def test_live_address_else(self, folder: Path) -> None:
        """Without a copy it is the live address."""
        text = ALMANAC.replace("archived_url", "kept_at")
        (folder / "sources/almanac.toml").write_text(text, encoding="utf-8")
        (paragraph,) = rt.load(folder).source("almanac").paragraphs

        assert paragraph.url == "https://almanac.example"

    def test_two_sections_of_one_name_are_refused(self, folder: Path) -> None:
        """Else a citation would mean another paragraph than the one that was read."""
        edit(folder, Edit(GAZETTE, 'heading = "Pond League"', ""))
        edit(folder, Edit(GAZETTE, 'id = "league"', 'id = "top"'))
        for file in (LEAGUE, "organisations.toml"):
            path = folder / file
            path.write_text(path.read_text("utf-8").replace("league/0", "top/1"), encoding="utf-8")

        assert any("top" in f.message for f in faults(folder))


class TestDuplicates:
    """One id, one record."""

    @pytest.mark.parametrize(
        ("change", "record"),
        [
            (Edit("places.toml", 'id = "kaczki"', 'id = "goosund"'), "goosund"),
            (Edit("organisations.toml", 'id = "pond-league"', 'id = "goosund"'), "goosund"),
            (Edit("organisations.toml", 'id = "pond-league"', 'id = "music"'), "music"),
            (Edit("fields.toml", 'id = "sport"', 'id = "music"'), "music"),
            (Edit("countries.toml", 'id = "JP"', 'id = "NO"'), "NO"),
            (Edit("conflicts.toml", 'id = "goose-year"', 'id = "town-kaczki"'), "town-kaczki"),
            (Edit(GOOSUND, 'id = "prolongation"', 'id = "agreement"'), "town-goosund/agreement"),
            (Edit(GOOSUND, 'id = "sport"', 'id = "music"'), "town-goosund/music"),
            (Edit(GOOSUND, 'id = "music"', 'id = "agreement"'), "town-goosund/agreement"),
        ],
        ids=lambda value: str(value)[:50],
    )
    def test_id_is_used_once(self, folder: Path, change: Edit, record: str) -> None:
        """E201: two records of one id are refused, of whatever kinds they are."""
        found = [f for f in faults(edit(folder, change)) if f.code == "E201"]

        assert [f.record for f in found] == [record]
        assert repr(record) in found[0].message
        assert "another id" in found[0].advice

    def test_a_tie_has_an_id_of_its_own(self, folder: Path) -> None:
        """E201: what hangs on a partnership cannot be called as a counterpart is."""
        edit(folder, Edit(GOOSUND, 'id = "sport"', 'id = "goosund"'))
        (found,) = faults(folder)

        assert found[:2] == ("E201", GOOSUND)
        assert "'town-goosund/goosund'" in found.message
        assert found.path == ("counterparts", 0)

    def test_a_counterpart_named_twice_is_one_fault(self, folder: Path) -> None:
        """E209: that its tie would stand twice is not told as well."""
        edit(folder, Edit(GOOSUND, '["goosund"]', '["goosund", "goosund"]'))

        assert [f.code for f in faults(folder)] == ["E209"]

    def test_holder_is_defined_once(self, folder: Path) -> None:
        """Two holders of one id cannot be told apart in any query."""
        edit(folder, Edit("dataset.toml", 'id = "shire"', 'id = "town"'))
        edit(folder, Edit(SHIRE, 'holder = "shire"', 'holder = "town"'))

        assert any("'town'" in f.message for f in faults(folder))


def part_of(record: str, above: str) -> Edit:
    """Put one place into another."""
    return Edit("places.toml", f'id = "{record}"\n', f'id = "{record}"\npart_of = "{above}"\n')


def broader(record: str, above: str) -> Edit:
    """Put a wider field above another."""
    return Edit("fields.toml", f'id = "{record}"\n', f'id = "{record}"\nbroader = "{above}"\n')


COUNCIL = Edit(
    "organisations.toml", 'id = "duck-council"', 'id = "duck-council"\npart_of = "pond-league"'
)
LEAGUE_IN_COUNCIL = Edit(
    "organisations.toml", 'id = "pond-league"', 'id = "pond-league"\npart_of = "duck-council"'
)


class TestCircles:
    """What lies in itself is refused: whoever follows the chain would never arrive."""

    @pytest.mark.parametrize(
        ("changes", "records"),
        [
            pytest.param([part_of("kaczki", "kaczki")], ["kaczki"], id="place in itself"),
            pytest.param([broader("sport", "sport")], ["sport"], id="field in itself"),
            pytest.param(
                [part_of("goose-county", "goosund")], ["goose-county", "goosund"], id="two places"
            ),
            pytest.param([broader("culture", "music")], ["culture", "music"], id="two fields"),
            pytest.param([COUNCIL, LEAGUE_IN_COUNCIL], ["duck-council", "pond-league"], id="two bodies"),
            pytest.param(
                [part_of("goose-county", "kaczki"), part_of("kaczki", "goosund")],
                ["goose-county", "goosund", "kaczki"],
                id="three places",
            ),
            pytest.param(
                [part_of("goose-county", "goosund"), part_of("kaczki", "goosund")],
                ["goose-county", "goosund"],
                id="a chain into a circle",
            ),
            pytest.param(
                [Edit(GOOSUND, 'part_of = "lake"', 'part_of = "town-goosund/regatta"')],
                ["town-goosund/regatta"],
                id="activity in itself",
            ),
            pytest.param(
                [Edit(GOOSUND, 'id = "lake"', 'id = "lake"\npart_of = "regatta"')],
                ["town-goosund/lake", "town-goosund/regatta"],
                id="activity and project",
            ),
            pytest.param(
                [Edit(GOOSUND, SUBJECT, 'subject = "town-goosund/size"')],
                ["town-goosund/size"],
                id="statement about itself",
            ),
            pytest.param(
                [Edit(GOOSUND, SUBJECT, 'subject = "size"')],
                ["town-goosund/size"],
                id="statement about itself, in short",
            ),
        ],
    )
    def test_circle(self, folder: Path, changes: list[Edit], records: list[str]) -> None:
        """E204: exactly the members of the circle are named, with what to do."""
        found = faults(edit(folder, *changes))

        assert {f.code for f in found} == {"E204"}
        assert sorted(f.record for f in found) == records
        assert {f.file for f in found} == {changes[0].file}
        for finding in found:
            assert all(record in finding.message for record in records)
            assert finding.advice == "take one link of the circle out"

    def test_statements_about_each_other(self, folder: Path) -> None:
        """E204: statements that go round are all told, in whatever files they stand."""
        edit(folder, Edit(GOOSUND, SUBJECT, 'subject = "town/fish"'))
        edit(folder, Edit(TOWN, 'id = "water"\n', 'id = "water"\nsubject = "town-goosund/size"\n'))
        append(folder, TOWN, LATE_STATEMENT)

        assert sorted(f[:3] for f in faults(folder)) == [
            ("E204", TOWN, "town/fish"),
            ("E204", TOWN, "town/water"),
            ("E204", GOOSUND, "town-goosund/size"),
        ]

    def test_circle_is_told_link_by_link(self, folder: Path) -> None:
        """Each arrow of the message is a link of the data."""
        edit(folder, part_of("goose-county", "kaczki"), part_of("kaczki", "goosund"))
        links = {("goosund", "goose-county"), ("goose-county", "kaczki"), ("kaczki", "goosund")}

        for finding in faults(folder):
            told = finding.message.rpartition(": ")[2].split(" → ")
            assert set(pairwise(told)) <= links

    def test_a_chain_is_followed_once(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """However deep things lie, a chain that was seen to end is not walked again."""
        steps = 0

        def counted(kind: type[rt.Record]) -> tuple[str, tuple[str, ...]]:
            nonlocal steps
            steps += 1
            return chained(kind)

        chained = link._chained
        monkeypatch.setattr(link, "_chained", counted)
        wider = [f"broader = 'f{n + 1}'" for n in range(199)]
        rows = "".join(
            f"\n[[fields]]\nid = 'f{n}'\ntitle = 'Ponds'\ntitle_lv = 'Dīķi'\n{broader}\n"
            for n, broader in enumerate([*wider, ""])
        )
        loaded = rt.load(append(folder, "fields.toml", rows))

        assert loaded.field("f0").broader is loaded.field("f1")
        assert steps < 1000

    def test_long_chain_is_none(self, folder: Path, tiny: rt.Dataset) -> None:
        """A chain that ends is no circle, however many lead into it."""
        edit(folder, part_of("kaczki", "goosund"), part_of("duckburg", "goosund"))
        loaded = rt.load(folder)

        assert loaded != tiny
        assert loaded.place("duckburg").part_of is loaded.place("goosund")

    @pytest.mark.parametrize(
        "change",
        [
            Edit(SHIRE, '"town-goosund/agreement"', '"agreement"'),
            Edit(
                "places.toml",
                'id = "kaczki"\n',
                'id = "kaczki"\nsuccessors = ["kaczki"]\npredecessors = ["kaczki"]\n',
            ),
        ],
        ids=["same_as", "successors"],
    )
    def test_nothing_is_the_same_as_or_after_itself(self, folder: Path, change: Edit) -> None:
        """A record that names itself where another is meant is found, on reading or by a check."""
        edit(folder, change)
        try:
            found = rt.load(folder).check()
        except rt.DataError as error:
            found = error.findings

        assert found


@pytest.mark.parametrize(
    ("change", "code", "record"),
    [
        (Edit(GOOSUND, '"goosund"]\ncites', '"goosund", "goosund"]\ncites'), "E209", "agreement"),
        (Edit(GOOSUND, '"gazette/goose/0"', '"gazette/goose/0", "gazette/goose/0"'), "E302", ""),
    ],
)
def test_a_list_names_a_record_once(folder: Path, change: Edit, code: str, record: str) -> None:
    """E209, E302: what stands twice in a list is told at its second place."""
    (found,) = faults(edit(folder, change))

    assert (found.code, found.file) == (code, GOOSUND)
    assert found.record == f"town-goosund/{record}".rstrip("/")
    assert found.path[-1] == 2 if code == "E209" else found.path[-1] == 1
    assert "twice" in found.message
    assert found.line
