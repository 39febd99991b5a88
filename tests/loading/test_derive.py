"""What follows from linked records is filled in, and only that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.models import Doing, Holding
from tests.miniatures import Edit, edit

GOOSUND = "partnerships/town-goosund.toml"
KACZKI = "partnerships/town-kaczki.toml"
SHIRE = "partnerships/shire-goosund.toml"
LEAGUE = "partnerships/town-league.toml"
TOWN = "holders/town.toml"

ALMANAC = """
kind = "page"
title = "Almanac"
language = "en"
as_of = "2015"

[[sections]]
id = "ducks"
heading = "Ducks"

[[sections.paragraphs]]
fingerprint = "00000000000000aa"
gist = "Heading"
"""


HANGING = ["acts", "cooperation", "activities", "projects", "roles", "memberships", "statements"]


class TestPartnerships:
    """What follows from the acts and counterparts of a partnership."""

    @pytest.mark.parametrize(
        ("id", "countries", "began"),
        [
            ("town-goosund", ["NO"], "1994"),
            ("shire-goosund", ["NO"], "1995"),
            ("town-kaczki", ["PL"], None),
            ("town-league", ["LV", "PL"], "2004-03"),
        ],
    )
    def test_partnership(
        self, tiny: rt.Dataset, id: str, countries: list[str], began: str | None
    ) -> None:
        """Countries are those of the counterparts, each once; a prolongation begins nothing."""
        partnership = tiny.partnership(id)

        assert [c.id for c in partnership.countries] == countries
        assert partnership.began == (began and rt.PartialDate(began))
        assert partnership.as_of == rt.PartialDate("2010-05-01")

    @pytest.mark.parametrize("kind", ["protocol", "prolonged", "renamed", "suspended", "ended"])
    def test_what_begins_nothing(self, folder: Path, kind: str) -> None:
        """An act of another kind does not begin a tie, however early."""
        edit(folder, Edit(GOOSUND, 'kind = "signed"', f'kind = "{kind}"'))

        assert rt.load(folder).partnership("town-goosund").began is None

    @pytest.mark.parametrize("kind", ["began", "founded", "signed", "joined"])
    def test_what_begins(self, folder: Path, kind: str) -> None:
        """The earliest of several beginnings counts, wherever it stands."""
        edit(
            folder, Edit(GOOSUND, 'kind = "prolonged"\ndate = "2000"', f'kind = "{kind}"\ndate = "1990"')
        )

        assert rt.load(folder).partnership("town-goosund").began == rt.PartialDate("1990")

    def test_undated_beginning(self, folder: Path) -> None:
        """A beginning without a date gives none."""
        edit(folder, Edit(GOOSUND, 'date = "1994"\n', ""))

        assert rt.load(folder).partnership("town-goosund").began is None

    def test_as_of_is_that_of_the_latest_source(self, folder: Path) -> None:
        """Of two sources the one that speaks longer counts."""
        (folder / "sources/almanac.toml").write_text(ALMANAC, encoding="utf-8")
        edit(folder, Edit(LEAGUE, "cites = [", 'cites = ["almanac/ducks/0", '))

        assert rt.load(folder).partnership("town-league").as_of == rt.PartialDate("2015")

    def test_as_of_without_a_source(self, folder: Path) -> None:
        """Where no source that is cited bears a date, none is made up."""
        edit(folder, Edit("sources/gazette.toml", 'as_of = "2010-05-01"\n', ""))

        assert {p.as_of for p in rt.load(folder).partnerships()} == {None}

    def test_as_of_counts_what_belongs_to_it(self, folder: Path) -> None:
        """A later source that an act alone cites moves the date of its partnership, no other."""
        (folder / "sources/almanac.toml").write_text(ALMANAC, encoding="utf-8")
        old = 'concerns = "agreement"\ncites = ['
        edit(folder, Edit(GOOSUND, old, f'{old}"almanac/ducks/0", '))
        loaded = rt.load(folder)

        assert str(loaded.partnership("town-goosund").as_of) == "2015"
        assert str(loaded.partnership("town-kaczki").as_of) == "2010-05-01"

    def test_body_is_of_the_countries_that_are_written(self, folder: Path) -> None:
        """A body has the countries of its own file, and does not borrow that of its place."""
        loaded = rt.load(edit(folder, Edit(LEAGUE, '["pond-league"]', '["duck-council"]')))
        assert loaded.organisation("duck-council").place is loaded.place("duckburg")
        assert loaded.partnership("town-league").countries == ()
        assert loaded.ties["town-league/duck-council"].country is None

        place = 'place = "duckburg"'
        edit(folder, Edit("organisations.toml", place, f'{place}\ncountries = ["PL"]'))
        told = rt.load(folder)
        assert told.partnership("town-league").countries == (told.country("PL"),)
        assert told.ties["town-league/duck-council"].country is told.country("PL")


class TestActs:
    """What acts and entries of cooperation take over from their partnership."""

    def test_what_hangs_on_a_partnership(self, tiny: rt.Dataset) -> None:
        """What hangs on a partnership knows it and its holder; acts and entries its countries."""
        for name in HANGING:
            for inner in tiny.collections[name]:
                owner = tiny.partnerships.get(inner.partnership or "")
                assert inner.holder == (owner.holder if owner else "town")
                assert inner.id.startswith(f"{inner.partnership or inner.holder}/")
        for partnership in tiny.partnerships:
            hanging: list[rt.Act | rt.Cooperation] = [*partnership.acts, *partnership.cooperation]
            for record in hanging:
                assert record.partnership == partnership.id
                assert record.holder == partnership.holder
                assert record.countries == partnership.countries

    def test_titles(self, folder: Path) -> None:
        """A title says partnership, kind and date; field and stage, where not current.

        Of the kind `other` it says the printed word.
        """
        edit(folder, Edit(KACZKI, 'date = "2007"\n', ""))
        other = 'kind = "other"\nkind_as_written = "letter"'
        edit(folder, Edit(SHIRE, 'kind = "signed"', other))
        loaded = rt.load(folder)

        assert {r.id: r.title for r in (*loaded.acts, *loaded.cooperation)} == {
            "shire-goosund/agreement": "Duck Shire – Gøøsund and Goose County: letter 1995",
            "town-goosund/agreement": "Duckburg – Gøøsund: signed 1994",
            "town-goosund/prolongation": "Duckburg – Gøøsund: prolonged 2000",
            "town-kaczki/prolongation": "Duckburg – Kączki: prolonged",
            "town-league/accession": "Duckburg – Pond League: joined 2004-03",
            "shire-goosund/sport": "Duck Shire – Gøøsund and Goose County: Sport",
            "town-goosund/music": "Duckburg – Gøøsund: Music",
            "town-goosund/sport": "Duckburg – Gøøsund: Sport (planned)",
            "town-kaczki/culture": "Duckburg – Kączki: Culture (agreed)",
        }


CITED = 'cites = ["gazette/kaczki/1"]'
VISIT = f'[[activities]]\nid = "a"\nkind = "visit"\ntitle = "x"\n{CITED}\n'
PROJECT = f'[[projects]]\nid = "a"\ntitle = "x"\n{CITED}\n'
ACT = f'[[acts]]\nid = "a"\nkind = "protocol"\n{CITED}\n'
MEMBERSHIP = f'[[memberships]]\nid = "a"\norganisation = "pond-league"\n{CITED}\n'
STATEMENT = f'[[statements]]\nid = "a"\ntopic = "aim"\ntext = "x"\n{CITED}\n'
GROUP = '{ kind = "led", group = { text = "x", of = [AGENT] } }'
OCCURRENCES = {
    "place or programme of an activity": f"{VISIT}WHERE",
    "place or programme of a project": f"{PROJECT}WHERE",
    "role in an activity": f'{VISIT}roles = [{{ kind = "led", agent = AGENT }}]',
    "role in an act": f'{ACT}roles = [{{ kind = "led", agent = AGENT }}]',
    "party to an act": f"{ACT}parties = [AGENT]",
    "group in a project": f"{PROJECT}roles = [{GROUP}]",
    "member": f"{MEMBERSHIP}member = AGENT",
    "represented": f'{MEMBERSHIP}member = "donald"\non_behalf_of = AGENT',
    "subject": f"{STATEMENT}subject = AGENT",
}


class TestAgents:
    """In which partnerships a place or body occurs."""

    @pytest.mark.parametrize(
        ("id", "partnerships"),
        [
            ("goosund", ("shire-goosund", "town-goosund")),
            ("goose-county", ("shire-goosund", "town-goosund")),
            ("pond-fund", ("town-goosund",)),
            ("kaczki", ("town-kaczki",)),
            ("pond-league", ("town-league",)),
            ("duck-council", ("town-goosund", "town-league")),
            ("duckburg", ("town-goosund", "town-league")),
            ("duck-shire", ()),
        ],
    )
    def test_partnerships_of_an_agent(
        self, tiny: rt.Dataset, id: str, partnerships: tuple[str, ...]
    ) -> None:
        """An agent knows where it, or a body that governs it, is counterpart, party or active."""
        agents = [*tiny.places, *tiny.organisations]

        assert [a.partnerships for a in agents if a.id == id] == [partnerships]

    @pytest.mark.parametrize("table", OCCURRENCES.values(), ids=OCCURRENCES)
    @pytest.mark.parametrize("agent", ["old-duck-shire", "pond-fund"])
    def test_where_an_agent_occurs(self, folder: Path, table: str, agent: str) -> None:
        """A place or body occurs wherever it has a part in what hangs on a partnership."""
        key = "places" if agent == "old-duck-shire" else "programme"
        value = f'["{agent}"]' if key == "places" else f'"{agent}"'
        new = table.replace("WHERE", f"{key} = {value}").replace("AGENT", f'"{agent}"')
        loaded = rt.load(edit(folder, Edit(KACZKI, "[[cooperation]]", f"{new}\n[[cooperation]]")))
        known = {a.id: set(a.partnerships) for a in (*loaded.places, *loaded.organisations)}
        before = {"old-duck-shire": set[str](), "pond-fund": {"town-goosund"}}

        assert known | before | {agent: before[agent] | {"town-kaczki"}} == known

    def test_what_a_holder_does_is_in_no_partnership(self, tiny: rt.Dataset) -> None:
        """The pond day in Kączki is the town's own: Duckburg and Kączki occur as before."""
        assert tiny.activity("town/pond-day").places == (tiny.place("duckburg"), tiny.place("kaczki"))
        assert tiny.place("duckburg").partnerships == ("town-goosund", "town-league")
        assert tiny.place("kaczki").partnerships == ("town-kaczki",)


class TestDoings:
    """What activities and projects take over from their partnership."""

    def test_countries(self, tiny: rt.Dataset) -> None:
        """Those of the partnership, then those of the places, then those that are printed."""
        found = {d.id: [c.id for c in d.countries] for d in (*tiny.activities, *tiny.projects)}

        assert found == {
            "town-goosund/song-festival": ["NO"],
            "town-goosund/regatta": ["NO", "PL"],
            "town/pond-day": ["LV", "PL"],
            "town-goosund/lake": ["NO"],
        }

    def test_places_come_before_printed_countries(self, folder: Path) -> None:
        """Each country stands once, in the order partnership, places, printed."""
        regatta = 'places = ["duckburg", "kaczki", "goosund"]\nin_countries = ["JP", "PL", "NO"]'
        edit(folder, Edit(GOOSUND, 'in_countries = ["PL"]', regatta))
        found = rt.load(folder).activity("town-goosund/regatta").countries

        assert [c.id for c in found] == ["NO", "LV", "PL", "JP"]

    def test_titles_are_their_own(self, tiny: rt.Dataset) -> None:
        """An activity or project is called what its file calls it."""
        assert tiny.activity("town-goosund/regatta").title == "Regatta"
        assert tiny.project("town-goosund/lake").title == "A lake for both"


class TestRoles:
    """What a role takes over from what it is part of."""

    def test_titles(self, tiny: rt.Dataset) -> None:
        """Who, what, and in what; for a holder at large, the holder."""
        assert [role.title for role in tiny.roles] == [
            "Duckburg Council: organised – Festival of songs",
            "Donalds Pīle: took part – Festival of songs",
            "geese (more than 12 geese per year): took part – Festival of songs",
            "Goose County: financed – A lake for both",
            "Donalds Pīle: built up – Duckburg",
        ]

    def test_title_in_an_act(self, folder: Path) -> None:
        """In an act it is the derived title of the act."""
        role = 'term_years = 5\nroles = [{ kind = "initiated", agent = "pond-league" }]'
        loaded = rt.load(edit(folder, Edit(GOOSUND, "term_years = 5", role)))
        (found,) = loaded.act("town-goosund/prolongation").roles

        assert found.title == "Pond League: initiated – Duckburg – Gøøsund: prolonged 2000"

    @pytest.mark.parametrize("own", ["", "2001-06-24"])
    def test_date(self, folder: Path, own: str) -> None:
        """A role is of its own date, where it has one, and else of that of the whole."""
        old = '{ kind = "organised", agent = "duck-council"'
        edit(folder, Edit(GOOSUND, old, f'{old}, date = "{own}"' if own else old))
        organised, took_part, _ = rt.load(folder).activity("town-goosund/song-festival").roles

        assert organised.date == rt.PartialDate(own or "2001-06-23/2001-06-25")
        assert took_part.date == rt.PartialDate("2001-06-23/2001-06-25")

    def test_no_date(self, tiny: rt.Dataset) -> None:
        """For a holder at large there is none to take over."""
        assert tiny.roles[-1].date is None

    @pytest.mark.parametrize("own", ["", "gazette/goose/2"])
    def test_cites(self, folder: Path, own: str) -> None:
        """A role rests on its own paragraphs, if it names some, and else on those of the whole."""
        old = '{ kind = "organised", agent = "duck-council"'
        edit(folder, Edit(GOOSUND, old, f'{old}, cites = ["{own}"]' if own else old))
        organised, took_part, _ = rt.load(folder).activity("town-goosund/song-festival").roles

        assert [cite.id for cite in organised.cites] == [own or "gazette/goose/1"]
        assert [cite.id for cite in took_part.cites] == ["gazette/goose/1"]

    def test_who(self, tiny: rt.Dataset) -> None:
        """Each of the facets tells the agents of its kind, those of a group too."""
        council, donald, geese, county, _ = tiny.roles

        assert (council.organisations, council.places) == ((tiny.organisation("duck-council"),), ())
        assert (donald.people, donald.organisations) == ((tiny.person("donald"),), ())
        assert (geese.places, geese.people) == ((tiny.place("goosund"),), ())
        assert county.places == (tiny.place("goose-county"),)


class TestMemberships:
    """What follows from the member."""

    def test_titles(self, tiny: rt.Dataset) -> None:
        """Member, organisation, and the office where there is one."""
        assert [m.title for m in tiny.memberships] == [
            "Duckburg Council in Pond League",
            "Donalds Pīle in Pond League, seat on the board",
        ]

    @pytest.mark.parametrize(
        ("member", "unit", "countries"),
        [
            ("duck-council", rt.OrganisationKind.COUNCIL, []),
            ("pond-league", rt.OrganisationKind.CITY_UNION, ["LV", "PL"]),
            ("goosund", rt.PlaceKind.CITY, ["NO"]),
            ("duck-shire", rt.PlaceKind.MUNICIPALITY, ["LV"]),
            ("donald", None, []),
        ],
    )
    def test_unit_and_countries(
        self,
        folder: Path,
        member: str,
        unit: rt.PlaceKind | rt.OrganisationKind | None,
        countries: list[str],
    ) -> None:
        """They are those of the member, not those of the partnership; a person has neither."""
        edit(folder, Edit(LEAGUE, 'member = "donald"', f'member = "{member}"'))
        found = rt.load(folder).memberships["town-league/seat"]

        assert found.unit is unit
        assert [c.id for c in found.countries] == countries

    def test_bodies_and_people(self, tiny: rt.Dataset) -> None:
        """A seat is of the organisation, of whom it is held for, and of the person."""
        seat = tiny.memberships["town-league/seat"]

        assert [o.id for o in seat.organisations] == ["pond-league", "duck-council"]
        assert seat.people == (tiny.person("donald"),)


LATE = """
[[statements]]
id = "fish"
topic = "aim"
text = "Fish need it too."
cites = ["gazette/top/1"]
"""


class TestStatements:
    """What follows from the subject."""

    def test_titles(self, tiny: rt.Dataset) -> None:
        """Subject and topic; without a subject it is about the holder."""
        assert {s.id: s.title for s in tiny.statements} == {
            "town-goosund/size": "Gøøsund: figure",
            "town/water": "Duckburg: reason",
        }

    def test_without_a_subject_in_a_partnership(self, folder: Path) -> None:
        """In the file of a partnership it is about that."""
        edit(folder, Edit(GOOSUND, 'subject = "goosund"\n', ""))

        title = rt.load(folder).statements["town-goosund/size"].title
        assert title == "Duckburg – Gøøsund: figure"

    @pytest.mark.parametrize(
        ("subject", "title"),
        [
            ("town-goosund/agreement", "Duckburg – Gøøsund: signed 1994"),
            ("town-goosund/sport", "Duckburg – Gøøsund: Sport (planned)"),
            ("town-goosund/lake/financed-goose-county", "Goose County: financed – A lake for both"),
            ("shire-goosund/agreement", "Duck Shire – Gøøsund and Goose County: signed 1995"),
            ("town-kaczki/prolongation", "Duckburg – Kączki: prolonged 2007"),
            ("town-league/council", "Duckburg Council in Pond League"),
            ("town/water", "Duckburg: reason"),
            ("town/fish", "Duckburg: aim"),
            ("town", "Duckburg"),
            ("goose-year", "When was the agreement with Gøøsund made?"),
        ],
    )
    def test_title_of_the_subject(self, folder: Path, subject: str, title: str) -> None:
        """A title that is itself derived is there, wherever the subject stands."""
        (folder / TOWN).write_text((folder / TOWN).read_text("utf-8") + LATE, encoding="utf-8")
        edit(folder, Edit(GOOSUND, 'subject = "goosund"', f'subject = "{subject}"'))

        assert rt.load(folder).statements["town-goosund/size"].title == f"{title}: figure"

    def test_title_of_a_statement_about_a_later_one(self, folder: Path) -> None:
        """In a file the order of statements is free."""
        (folder / TOWN).write_text((folder / TOWN).read_text("utf-8") + LATE, encoding="utf-8")
        edit(folder, Edit(TOWN, 'id = "water"\n', 'id = "water"\nsubject = "fish"\n'))

        assert rt.load(folder).statements["town/water"].title == "Duckburg: aim: reason"

    def test_facets(self, folder: Path) -> None:
        """A statement about an activity is of its places, bodies and people."""
        edit(folder, Edit(GOOSUND, 'subject = "goosund"', 'subject = "song-festival"'))
        loaded = rt.load(folder)
        found = loaded.statements["town-goosund/size"]

        assert found.places == (loaded.place("goosund"),)
        assert [o.id for o in found.organisations] == ["duck-council", "pond-fund"]
        assert found.people == (loaded.person("donald"),)


class TestHoldings:
    """What belongs to a holder alone is titled after the holder."""

    def test_title(self, tiny: rt.Dataset) -> None:
        """The title is that of the holder in `dataset.toml`."""
        assert [(h.id, h.title) for h in tiny.tables["holders"]] == [("town", "Duckburg")]

    def test_follows_the_holder(self, folder: Path) -> None:
        """Another title of the holder is another title here, and of what is titled after it."""
        edit(folder, Edit("dataset.toml", 'title = "Duckburg"', 'title = "Ducktown"'))
        loaded = rt.load(folder)

        (holding,) = loaded.tables["holders"]
        assert holding.title == "Ducktown"
        assert loaded.statements["town/water"].title == "Ducktown: reason"
        assert loaded.roles[-1].title == "Donalds Pīle: built up – Ducktown"


class TestTies:
    """One tie a counterpart."""

    def test_ties(self, tiny: rt.Dataset) -> None:
        """One tie a counterpart, with what is known of both ends."""
        assert tiny.ties.ids == (
            "shire-goosund/goosund",
            "shire-goosund/goose-county",
            "town-goosund/goosund",
            "town-kaczki/kaczki",
            "town-league/pond-league",
        )
        tie = tiny.ties["shire-goosund/goosund"]
        partnership, goosund = tiny.partnership("shire-goosund"), tiny.place("goosund")
        assert tie.title == "Duck Shire – Gøøsund"
        assert (tie.partnership, tie.holder, tie.kind) == ("shire-goosund", "shire", "cooperation")
        assert tie.counterpart is goosund
        assert (tie.country, tie.countries) == (goosund.country, (goosund.country,))
        assert (tie.unit, tie.coordinates) == (rt.PlaceKind.CITY, goosund.coordinates)
        assert tie.cites == partnership.cites

    def test_tie_with_a_body(self, tiny: rt.Dataset) -> None:
        """A body of several countries has no one country, and no point."""
        tie = tiny.ties["town-league/pond-league"]

        assert [c.id for c in tie.countries] == ["LV", "PL"]
        assert (tie.country, tie.coordinates) == (None, None)
        assert tie.unit is rt.OrganisationKind.CITY_UNION


class TestCitations:
    """One citation a record and paragraph."""

    def test_citations(self, tiny: rt.Dataset) -> None:
        """One citation a record and paragraph, telling both."""
        cited = [
            (record.id, cite.id)
            for name, table in tiny.tables.items()
            if name not in {"ties", "citations"}
            for record in table
            for cite in record.cites
        ]
        assert sorted((c.record.id, c.cites[0].id) for c in tiny.citations) == sorted(cited)
        assert tiny.citations.ids == tuple(f"{c.record.id}@{c.cites[0].id}" for c in tiny.citations)

        citation = tiny.citations["town-goosund/agreement@gazette/goose/1"]
        assert citation.record is tiny.act("town-goosund/agreement")
        assert citation.source is tiny.source("gazette")
        assert (citation.section, citation.paragraph) == ("goose", 1)
        assert citation.heading == "Duckburg and Gøøsund"
        assert citation.gist.startswith("Duckburg Council and Gøøsund")
        assert citation.url is None
        assert citation.title == (
            "Duckburg – Gøøsund: signed 1994, after Duckburg Gazette › Duckburg and Gøøsund, paragraph 1"
        )

    def test_of_a_holding(self, folder: Path) -> None:
        """What a holder's file cites at its head is cited by the holder's record."""
        text = (folder / TOWN).read_text("utf-8")
        (folder / TOWN).write_text(f'cites = ["gazette/top/1"]\n{text}', encoding="utf-8")
        citation = rt.load(folder).citations["town@gazette/top/1"]

        assert isinstance(citation.record, Holding)
        assert citation.title == "Duckburg, after Duckburg Gazette, paragraph 1"


class TestConflicts:
    """Whom a conflict concerns, and what it cites."""

    def test_conflict(self, tiny: rt.Dataset) -> None:
        """A conflict knows whom it concerns and cites what its readings cite."""
        conflict = tiny.conflict("goose-year")

        assert conflict.partnerships == ("town-goosund", "shire-goosund")
        assert conflict.holders == ("town", "shire")
        assert [cite.id for cite in conflict.cites] == ["gazette/goose/1", "gazette/goose/2"]
        assert [record.id for record in conflict.records] == [
            "town-goosund/agreement",
            "shire-goosund/agreement",
        ]

    @pytest.mark.parametrize(
        ("record", "partnerships", "holders"),
        [
            ("town-kaczki", ("town-kaczki", "shire-goosund"), ("town", "shire")),
            ("town-kaczki/culture", ("town-kaczki", "shire-goosund"), ("town", "shire")),
            ("kaczki", ("town-kaczki", "shire-goosund"), ("town", "shire")),
            ("pond-league", ("town-league", "shire-goosund"), ("town", "shire")),
            ("goose-county", ("shire-goosund", "town-goosund"), ("shire", "town")),
            ("town-goosund/song-festival", ("town-goosund", "shire-goosund"), ("town", "shire")),
            ("town-league/seat", ("town-league", "shire-goosund"), ("town", "shire")),
            ("town-goosund/size", ("town-goosund", "shire-goosund"), ("town", "shire")),
            ("donald", ("shire-goosund",), ("shire",)),
            ("sport", ("shire-goosund",), ("shire",)),
            ("gazette", ("shire-goosund",), ("shire",)),
        ],
    )
    def test_whom_a_conflict_concerns(
        self, folder: Path, record: str, partnerships: tuple[str, ...], holders: tuple[str, ...]
    ) -> None:
        """A record of a conflict concerns its partnerships; one of none concerns nobody."""
        edit(folder, Edit("conflicts.toml", '"town-goosund/agreement"', f'"{record}"'))
        conflict = rt.load(folder).conflict("goose-year")

        assert conflict.partnerships == partnerships
        assert conflict.holders == holders

    def test_conflict_about_what_a_holder_does(self, folder: Path) -> None:
        """A record of a holder alone concerns that holder, and none of its partnerships."""
        edit(folder, Edit("conflicts.toml", '"town-goosund/agreement"', '"town/pond-day"'))
        loaded = rt.load(folder)

        assert loaded.conflict("goose-year").holders == ("town", "shire")
        assert loaded.conflict("goose-year").partnerships == ("shire-goosund",)
        assert loaded.conflicts(holder="town").ids == ("goose-year",)

    def test_own_cites_of_a_conflict_come_first(self, folder: Path) -> None:
        """What a conflict cites itself stays, each paragraph once."""
        own = 'reason = "r"\ncites = ["gazette/goose/2", "gazette/top/1"]'
        edit(folder, Edit("conflicts.toml", 'reason = "The gazette prints both."', own))
        conflict = rt.load(folder).conflict("goose-year")

        assert [cite.id for cite in conflict.cites] == [
            "gazette/goose/2",
            "gazette/top/1",
            "gazette/goose/1",
        ]


class TestTables:
    """Every record in its table, in a stable order."""

    def test_names_and_order(self, tiny: rt.Dataset) -> None:
        """Tables stand in one order, whatever the data set has; one without records is empty."""
        names = [
            "partnerships",
            "ties",
            *HANGING,
            "places",
            "organisations",
            "people",
            "fields",
            "countries",
            "conflicts",
            "sources",
            "holders",
            "retired",
            "citations",
        ]
        assert list(tiny.tables) == names
        assert all(type(table) is tuple for table in tiny.tables.values())

    def test_without_records(self, folder: Path) -> None:
        """A table of which there is nothing is there, and empty."""
        (folder / "conflicts.toml").unlink()
        (folder / TOWN).unlink()
        loaded = rt.load(folder)

        assert (loaded.tables["conflicts"], loaded.tables["holders"]) == ((), ())
        assert len(loaded.tables) == 19

    def test_holds_records_of_its_kind(self, tiny: rt.Dataset) -> None:
        """A record stands in the table that is named after its kind."""
        for name, table in tiny.tables.items():
            assert {record.collection for record in table} <= {name}

    def test_what_hangs_follows_its_owner(self, tiny: rt.Dataset) -> None:
        """Partnerships come first, in their order, then what belongs to holders alone."""
        for name in HANGING:
            owners = [record.id.partition("/")[0] for record in tiny.tables[name]]
            known = [*tiny.partnerships.ids, "town"]
            assert [known.index(owner) for owner in owners] == sorted(map(known.index, owners))

    def test_roles_follow_the_order_of_their_wholes(self, tiny: rt.Dataset) -> None:
        """Nested and flat roles are the same objects in one order."""
        wholes: list[rt.Act | Doing] = [*tiny.acts, *tiny.activities, *tiny.projects]
        nested = [role for whole in wholes for role in whole.roles]

        assert len(nested) == len(tiny.roles) - 1
        assert all(role is tiny.roles[role.id] for role in nested)

    def test_ids_are_slugs(self, tiny: rt.Dataset, shipped: rt.Dataset) -> None:
        """Every id, derived or not, is of lower-case ASCII letters, digits, hyphens, slashes."""
        for dataset in (tiny, shipped):
            for name in dataset.tables.keys() - {"countries", "citations"}:
                wrong = [
                    record.id
                    for record in dataset.tables[name]
                    if not re.fullmatch(r"[a-z0-9]+([-/][a-z0-9]+)*", record.id)
                ]
                assert wrong == []

    def test_titles_are_filled_in(self, tiny: rt.Dataset, shipped: rt.Dataset) -> None:
        """Every record has one readable line."""
        for dataset in (tiny, shipped):
            for table in dataset.tables.values():
                wrong = [r.id for r in table if r.title != r.title.strip(": –") or not r.title]
                assert wrong == []

    def test_order(self, tiny: rt.Dataset) -> None:
        """Collections are ordered by id; what hangs on a partnership keeps its authored order."""
        for name, collection in tiny.collections.items():
            if name not in {"ties", "citations", *HANGING}:
                assert list(collection.ids) == sorted(collection.ids)
        owners = (*tiny.partnerships, *tiny.tables["holders"])
        for name in set(HANGING) - {"roles"}:
            authored = [record.id for o in owners for record in getattr(o, name, ())]
            assert list(tiny.collections[name].ids) == authored
        assert [a.id for a in tiny.partnership("town-goosund").acts] == [
            "town-goosund/agreement",
            "town-goosund/prolongation",
        ]
        assert [c.id for c in tiny.partnership("shire-goosund").counterparts] == [
            "goosund",
            "goose-county",
        ]


class TestActsOfTies:
    """A tie has the acts of its own counterpart."""

    def test_of_two_counterparts(self, folder: Path) -> None:
        """Acts of one counterpart, itself or through a body of it, and acts of none of them."""
        act = '[[acts]]\nid = "{}"\nkind = "joined"\n{}cites = ["gazette/goose/2"]\n'
        parties = {
            "of-the-town": 'parties = ["goosund"]\n',
            "of-the-county": 'parties = ["goose-county", "duck-council"]\n',
            "of-a-body": 'parties = ["pond-league"]\n',
            "of-the-holder": 'parties = ["duck-shire"]\n',
            "of-nobody-stated": "",
        }
        added = "\n".join(act.format(*pair) for pair in parties.items())
        edit(
            folder,
            Edit(SHIRE, "[[cooperation]]", f"{added}\n[[cooperation]]"),
            Edit("organisations.toml", 'id = "pond-league"', 'id = "pond-league"\nplace = "goosund"'),
        )
        ties = rt.load(folder).ties

        def told(tie: str) -> list[str]:
            return [act.id.removeprefix("shire-goosund/") for act in ties[tie].acts]

        both = ["of-the-holder", "of-nobody-stated"]
        assert told("shire-goosund/goosund") == ["agreement", "of-the-town", "of-a-body", *both]
        assert told("shire-goosund/goose-county") == ["agreement", "of-the-county", *both]

    def test_of_one_counterpart(self, tiny: rt.Dataset) -> None:
        """A single counterpart has every act of the partnership."""
        for partnership in tiny.partnerships():
            if len(partnership.counterparts) == 1:
                (tie,) = (t for t in tiny.ties() if t.partnership == partnership.id)
                assert tie.acts == partnership.acts
