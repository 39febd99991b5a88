"""What people ask of the shipped data is answered in one call, rightly, and with its source.

The answers were read off the pages. The pages are not in the repository: where they are at hand,
name their folder (``*.txt``) in the environment variable ``REZEKNE_TWINS_PAGES``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins.models import Value

DATA = Path(str(files("rezekne_twins") / "data"))
TOOK_PART = rt.RoleKind.TOOK_PART
DOCTORS = "city-arendal/doctors-traineeship"


class TestCoverage:
    """Every paragraph of every source is accounted for."""

    @pytest.mark.parametrize("source", rt.sources().ids)
    def test_every_paragraph_is_cited_or_waived(self, shipped: rt.Dataset, source: str) -> None:
        """Nothing that was read of a source is left out in silence."""
        cited = {c.cites[0].id for c in shipped.citations if not isinstance(c.record, rt.Field)}
        paragraphs = shipped.source(source).paragraphs
        waived = {p.id for p in paragraphs if p.no_data}

        assert paragraphs
        assert [p.id for p in paragraphs if p.id not in cited | waived] == []
        assert cited & waived == set()

    def test_coverage_says_the_same(self, shipped: rt.Dataset) -> None:
        """What `coverage()` counts adds up to all paragraphs of all sections."""
        rows = shipped.coverage()

        assert {row.source for row in rows} == set(shipped.sources.ids)
        assert [(row.source, row.section) for row in rows] == [
            (source.id, section.id) for source in shipped.sources for section in source.sections
        ]
        for row in rows:
            assert row.cited + len(row.waived) == len(row.records), row

    def test_waivers_are_few_and_have_reasons(self, shipped: rt.Dataset) -> None:
        """Only navigation and the like is waived, each piece with its reason."""
        rows = shipped.coverage()
        waived = [(row.section, reason) for row in rows for _, reason in row.waived]

        assert {section for section, _ in waived} <= {
            "top",
            "photos",
            "footer",
            "title",
            "partners",
            "article",
        }
        assert len(waived) <= sum(len(row.records) for row in rows) / 7
        assert all(len(reason.split()) >= 1 for _, reason in waived)
        assert all(re.search(r"\w{4}", reason) for _, reason in waived)


class TestActivities:
    """What was done, when, by whom."""

    def test_of_2007(self) -> None:
        """Six activities of 2007, of both kinds of date: days, a month, a year."""
        assert rt.activities(year=2007).ids == (
            "city-dmitrov/folk-art-and-music-festival",
            "city-dmitrov/wind-band-festival",
            "city-dmitrov/theatre-festival",
            "city-vitebsk/perspektiva-exhibition",
            "city-vitebsk/council-prize",
            "city/novosokolniki-festival",
        )

    def test_who_financed_the_ecology_camp(self) -> None:
        """The Norwegian association of municipalities paid for it."""
        camp = rt.activity("city-ezeru-zeme/ecology-camp")

        assert [body.id for body in camp.funders] == ["norwegian-association-of-municipalities"]
        assert [place.id for place in camp.places] == ["ignalina"]
        assert str(camp.date) == "2000"

    def test_who_came_to_the_ecology_camp(self) -> None:
        """Two participants from each member municipality, and young people from Norway."""
        camp = rt.activity("city-ezeru-zeme/ecology-camp")
        members, norwegians = [role.group for role in camp.roles if role.kind is TOOK_PART]

        assert members is not None
        assert members.number is not None
        assert (members.number.value, members.number.qualifier) == (2, None)
        assert members.number.per == "member municipality"
        assert [body.id for body in members.of] == ["ezeru-zeme"]
        assert norwegians is not None
        assert norwegians.text == "young people from Norway"
        assert norwegians.number is None
        assert [country.id for country in norwegians.of] == ["NO"]

    def test_about_music_or_theatre(self) -> None:
        """Six of them: five of music, one of theatre."""
        assert set(rt.activities(field=["music", "theatre"]).ids) == {
            "city-dmitrov/excelsus-visit",
            "city-dmitrov/folk-remix-concerts",
            "city-dmitrov/folk-art-and-music-festival",
            "city-dmitrov/wind-band-festival",
            "city-dmitrov/theatre-festival",
            "municipality-postavy/cymbal-festival",
        }
        assert rt.activities(field="teātris").ids == ("city-dmitrov/theatre-festival",)

    def test_seven_companies_at_the_exhibition_centre(self) -> None:
        """Each of the companies that the page lists took part, and no other."""
        (exhibition,) = rt.activities(place="All-Russia Exhibition Centre")
        companies = [
            body for body in exhibition.organisations if body.kind is rt.OrganisationKind.COMPANY
        ]

        assert exhibition.id == "city-lianozovo/business-exhibition"
        assert [body.title for body in companies] == [
            "Annas-V",
            "Paritet",
            "NOOK Ltd",
            "Rebir",
            "Rēzeknes Gaļas kombināts",
            "A&C Electronic Baltic",
            "Velte-L",
        ]
        assert {role.kind for role in exhibition.roles} == {TOOK_PART}

    def test_of_the_polish_school(self) -> None:
        """By its Latvian name: its pupils' traineeships, and the books it was given."""
        found = rt.activities(organisation="Rēzeknes Poļu vidusskola")

        assert found.ids == ("city-czestochowa/pupils-traineeships", "city-czestochowa/literature-gift")

    def test_projects_of_interreg(self) -> None:
        """By the name of the programme alone, without its strand: the one that was under way."""
        (project,) = rt.projects(funder="INTERREG")

        assert project.id == "city-ezeru-zeme/get-to-know"
        assert project.outcome == "under_way"

    @pytest.mark.parametrize(
        "id",
        [
            "city/novosokolniki-festival",
            "city-lianozovo/town-festival",
            "city-lianozovo/football-tournament",
            "city-dmitrov/wind-band-festival",
            "city-dmitrov/national-cultures-festival",
        ],
    )
    def test_guests_add_no_field(self, id: str) -> None:
        """Fields are what an activity was about: a folk group at a town festival adds none."""
        guests = {"folk-art", "dance", "children-and-youth"}

        assert guests.isdisjoint(field.id for field in rt.activity(id).fields)

    def test_the_trained_received(self) -> None:
        """Doctors and pupils on a traineeship are taught, and do not merely take part."""
        traineeships = rt.activities(kind="traineeship")

        assert len(traineeships) == 2
        for traineeship in traineeships:
            trained = [role for role in traineeship.roles if role.group]
            assert {role.kind for role in trained} == {rt.RoleKind.RECEIVED}, traineeship.id

    def test_a_partner_in_cooperation_is_no_organiser(self) -> None:
        """Independence Day is held in cooperation with the consulate; nobody is its organiser."""
        celebration = rt.activity("city-vitebsk/independence-day")

        assert "latvian-consulate-vitebsk" in [body.id for body in celebration.organisations]
        assert rt.RoleKind.ORGANISED not in {role.kind for role in celebration.roles}

    def test_a_bare_number_has_no_qualifier(self, shipped: rt.Dataset) -> None:
        """150 thousand people and 1000 tourists are round: no page says exact."""
        population = shipped.statements()["city-dmitrov/population"]
        assert population.quantity is not None
        assert population.quantity.qualifier is None
        assert str(population.quantity) == "150000 people"

    def test_what_was_not_carried_through(self) -> None:
        """The trade house in Vitebsk, with the reason that the page gives."""
        found = [*rt.activities(outcome="not_completed"), *rt.projects(outcome="not_completed")]

        assert found
        assert {record.partnership for record in found} == {"city-vitebsk"}
        assert all(record.outcome_reason for record in found)


class TestMemberships:
    """Who belongs where, and who spoke for whom."""

    def test_of_the_euroregion_by_country(self) -> None:
        """Seven of Latvia, six of Lithuania, five of Belarus: eighteen."""
        members = rt.memberships(organisation="ezeru-zeme")
        counted = Counter(country.id for member in members for country in member.countries)

        assert counted == {"LV": 7, "LT": 6, "BY": 5}
        assert len(members) == 18
        for country, number in counted.items():
            assert len(rt.memberships(organisation="ezeru-zeme", country=country)) == number

    def test_who_represented_rezekne_in_the_union(self) -> None:
        """People who are named as delegates were so from 1994, on behalf of the city."""
        for seat in rt.memberships(organisation="ubc"):
            if seat.people:
                assert str(seat.date) == "1994/"
                assert seat.on_behalf_of is rt.place("rezekne")

    def test_the_board_of_the_union(self) -> None:
        """From 1997 to 1999 Rēzekne represented Latvia on the board."""
        (seat,) = rt.memberships(organisation="ubc-board")

        assert (seat.member, str(seat.date)) == (rt.place("rezekne"), "1997/1999")
        assert "Latvia" in (seat.office or "")
        assert rt.memberships(organisation="ubc", year=1998).ids.count(seat.id) == 1


class TestPeople:
    """Nobody is held who is only named as taking part."""

    def test_the_five_doctors_are_a_number_and_a_profession(self) -> None:
        """The traineeship tells how many they were and what they are, and no person."""
        traineeship = rt.activity(DOCTORS)
        (doctors,) = [role.group for role in traineeship.roles if role.group]

        assert doctors.number is not None
        assert (doctors.number.value, doctors.number.unit) == (5, "doctors")
        assert traineeship.people == ()
        assert all(role.agent is None for role in traineeship.roles if role.kind is TOOK_PART)

    def test_nobody_rests_on_their_paragraph(self) -> None:
        """No person is known from the paragraph that names the doctors, nor is called one."""
        paragraphs = {cite.id for cite in rt.activity(DOCTORS).cites} - {"rezekne-lv/arendal/3"}
        assert paragraphs

        for person in rt.people():
            assert paragraphs.isdisjoint(cite.id for cite in person.cites), person.id
            assert "doctor" not in (person.office or ""), person.id

    def test_everybody_acts_or_speaks(self) -> None:
        """Each person has a role or seat, or is spoken of by a statement."""
        acting = {p.id for record in (*rt.roles(), *rt.memberships()) for p in record.people}
        told = {p.id for statement in rt.statements() for p in statement.people}

        assert set(rt.people().ids) == acting | told

    def test_their_names_are_nowhere(self, shipped: rt.Dataset, pages: dict[str, str]) -> None:
        """With the page at hand: no name of a doctor is found, but for who is held anyway."""
        (cite,) = {c.id for c in rt.activity(DOCTORS).cites} - {"rezekne-lv/arendal/3"}
        text = pages[cite]
        names = re.findall(r"[^(,)]+", text[text.index("(") : text.index(")")])
        assert len(names) == 5

        held = {person.title for person in shipped.people}
        assert [n for n in names if n.strip() not in held and shipped.find(n)] == []


class TestPartnerships:
    """Fields and conflicts of the ties."""

    def test_sport_is_planned(self) -> None:
        """With Suwałki and Dmitrov."""
        found = rt.partnerships(field="sport", stage="planned").ids

        assert found == ("city-dmitrov", "city-suwalki")

    def test_an_undertaking_is_no_field(self) -> None:
        """Taking part in EU projects is undertaken with Suwałki: a provision, no field."""
        assert rt.partnerships(field="EU projects").where(holder="city").ids == ()
        provisions = rt.statements(partnership="city-suwalki", topic="provision")
        assert {"city-suwalki/undertaking", "city-suwalki/interreg-undertaking"} <= set(provisions.ids)

    @pytest.mark.parametrize(
        "id",
        [
            "municipality-kupiskis/kupiskis-lagoon-and-lake-lubans",
            "municipality-kupiskis/water-tourism",
            "municipality-postavy/cycling-net",
        ],
    )
    def test_project_titles_are_as_printed(self, id: str) -> None:
        """In normal letters, where the page prints capitals: no word is left out."""
        project = rt.project(id)

        assert [project.title.casefold()] == [word.casefold() for word in project.as_written]

    def test_every_conflict_has_readings_with_cites(self) -> None:
        """Each reading is told by records of this set, and rests on paragraphs."""
        assert len(rt.conflicts()) > 0
        for conflict in rt.conflicts():
            least = 1 if conflict.kind is rt.ConflictKind.MISPRINT else 2
            assert len(conflict.readings) >= least, conflict.id
            for reading in conflict.readings:
                assert reading.cites, conflict.id
                assert reading.records, conflict.id
            assert conflict.stance, conflict.id
            assert conflict.reason, conflict.id


NAMES = {
    # Latvian
    "rezeknes-galas-kombinats": "Rēzeknes Gaļas kombināts",
    "viteri": 'Folklore group "Vīteri"',
    "kraslava-district": "Krāslava District",
    "preili-district": "Preiļi District",
    "lake-lubans": "Lake Lubāns",
    # Polish
    "suwalki": "Suwałki",
    "czestochowa": "Częstochowa",
    # Turkish
    "golbasi": "Gölbaşı",
    "kahta": "Kâhta",
    "adiyaman-region": "Adıyaman region",
    # Lithuanian
    "birzai": "Biržai",
    "kupiskis": "Kupiškis",
    "sirvintos-district": "Širvintos District",
}
LATVIAN = {
    "suwalki": "Suvalki",
    "czestochowa": "Čenstohova",
    "arendal": "Arendāle",
    "birzai": "Birži",
    "kupiskis": "Kupišķi",
    "rezekne-municipality": "Rēzeknes novads",
}


class TestNames:
    """Names are spelt as in their own language, and found however they are typed."""

    @pytest.mark.parametrize("id", NAMES)
    def test_spelling(self, shipped: rt.Dataset, id: str) -> None:
        """Each letter has its mark."""
        records = {r.id: r for n in ("places", "organisations", "people") for r in shipped.tables[n]}

        assert records[id].title == NAMES[id]

    @pytest.mark.parametrize("id", LATVIAN)
    def test_in_latvian(self, id: str) -> None:
        """So has each in the Latvian name."""
        assert rt.place(id).title_lv == LATVIAN[id]

    @pytest.mark.parametrize("id", NAMES)
    def test_found_without_marks(self, id: str) -> None:
        """Typed without any mark, the record is found."""
        typed = NAMES[id].translate(str.maketrans("ēņčāūļīłęöşıâžšŠ", "encaulileosiazsS"))

        assert typed.isascii()
        assert id in rt.find(typed)


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a table of TOML, but for ids of its own."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():  # pyright: ignore[reportUnknownVariableType]
            if key != "id":
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:  # pyright: ignore[reportUnknownVariableType]
            yield from strings(inner)


def references(value: Value) -> Iterator[rt.Record | rt.Paragraph]:
    """Yield the records and paragraphs that a value holds, at any depth."""
    for name in type(value).model_fields:
        held = getattr(value, name)
        for item in held if isinstance(held, tuple) else (held,):  # pyright: ignore[reportUnknownVariableType]
            if isinstance(item, (rt.Record, rt.Paragraph)):
                yield item
            elif isinstance(item, Value):
                yield from references(item)


class TestWhole:
    """The set as a whole is without fault."""

    def test_is_clean(self, shipped: rt.Dataset) -> None:
        """No rule finds an offender."""
        assert shipped.check() == ()

    def test_pages_still_say_so(self, shipped: rt.Dataset, page_folder: Path) -> None:
        """With the pages at hand: fingerprints and printed forms hold, and nothing is copied."""
        assert shipped.check(pages=page_folder) == ()

    def test_no_id_is_unused(self) -> None:
        """Each place, body, person and concept is named in a file, outside its own table."""
        lists = ("places", "organisations", "people", "fields")
        tables = {n: tomllib.loads((DATA / f"{n}.toml").read_text("utf-8"))[n] for n in lists}
        rows = [row for name in lists for row in tables[name]]
        rest = [
            tomllib.loads(path.read_text("utf-8"))
            for path in sorted(DATA.rglob("*.toml"))
            if path.stem not in {*lists, "conflicts", "countries"}
        ]
        used = {text for table in rest for text in strings(table)}
        beside = Counter(text for row in rows for text in set(strings(row)) - {row["id"]})

        assert [row["id"] for row in rows if row["id"] not in used and not beside[row["id"]]] == []

    def test_no_id_dangles(self, shipped: rt.Dataset) -> None:
        """Every reference of every record is a record of this very set, and no text."""
        known = {id(r) for name, table in shipped.tables.items() if name != "ties" for r in table}
        known |= {id(p) for source in shipped.sources for p in source.paragraphs}
        for table in shipped.tables.values():
            for record in table:
                assert [held for held in references(record) if id(held) not in known] == []

    def test_every_citation_can_be_followed(self, shipped: rt.Dataset) -> None:
        """Each tells its page, the number of the paragraph, and what is said there."""
        for citation in shipped.citations:
            assert citation.gist, citation.id
            assert citation.cites[0].title.startswith(citation.source.title), citation.id
            assert (
                citation.cites[0]
                is citation.source.paragraphs[
                    [p.id for p in citation.source.paragraphs].index(citation.cites[0].id)
                ]
            )
