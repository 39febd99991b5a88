"""What was done in partnerships, by whom, and what else is said of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import rezekne_twins as rt
from rezekne_twins.models.base import ID_PATTERN
from tests.miniatures import Edit, edit, faults

GOOSUND, KACZKI, LEAGUE = (f"partnerships/town-{name}.toml" for name in ("goosund", "kaczki", "league"))
TOWN = "holders/town.toml"
FESTIVAL, REGATTA, LAKE = (f"town-goosund/{id}" for id in ("song-festival", "regatta", "lake"))
SANG, PLAYED = f"{FESTIVAL}/took-part-donald", f"{FESTIVAL}/took-part-geese"
PAID = '[{ kind = "financed", agent = "goose-county" }]'


def ids(records: tuple[rt.Record, ...]) -> list[str]:
    """Return the ids of records."""
    return [record.id for record in records]


Agents = tuple[list[str], list[str], list[str]]


def agents_of(record: rt.Role | rt.Statement) -> Agents:
    """Return the ids of the places, bodies and people of a record."""
    return ids(record.places), ids(record.organisations), ids(record.people)


# --- Numbers and groups ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"value": 2, "unit": "years"}, "2 years"),
        ({"value": 2.0, "unit": "years", "qualifier": "exact"}, "2 years"),
        ({"value": 2.5, "unit": "million people"}, "2.5 million people"),
        ({"value": 1500, "unit": "people", "qualifier": "about"}, "about 1500 people"),
        ({"value": 800, "unit": "guests", "qualifier": "more_than"}, "more than 800 guests"),
        ({"value": 1, "unit": "visit", "qualifier": "at_least"}, "at least 1 visit"),
        ({"value": 3, "unit": "geese", "per": "pond"}, "3 geese per pond"),
        (
            {"value": 12, "unit": "geese", "qualifier": "more_than", "per": "year"},
            "more than 12 geese per year",
        ),
        ({"value": 0, "unit": "geese"}, "0 geese"),
    ],
)
def test_a_quantity_in_words(given: dict[str, Any], words: str) -> None:
    """How it is meant, the number as people write it, its unit, and for each of what."""
    assert str(rt.Quantity.model_validate(given)) == words


@pytest.mark.parametrize("value", [100_000, 150_000, 1_234_567, 2_500_000, 123456.5])
def test_a_great_number_is_written_out(value: float) -> None:
    """No number is rounded or written as a power of ten."""
    told = str(rt.Quantity(value=value, unit="euro")).removesuffix(" euro")
    assert float(told.replace(" ", "").replace(",", "")) == value
    assert "e" not in told


@pytest.mark.parametrize(
    "given", [{"value": 2}, {"unit": "years"}, {"value": 2, "unit": ""}, {"value": "2", "unit": 3}]
)
def test_a_number_says_what_it_counts(given: dict[str, Any]) -> None:
    """A quantity has a value and a unit that says something."""
    with pytest.raises(ValidationError):
        rt.Quantity.model_validate(given)


def test_a_group_in_words() -> None:
    """Who they are, and how many where that is told."""
    number = rt.Quantity(value=5, unit="doctors")
    assert str(rt.Group(text="doctors of both towns")) == "doctors of both towns"
    assert str(rt.Group(text="a delegation", number=number)) == "a delegation (5 doctors)"
    assert str(rt.Group(text="a choir", as_written="koris")) == "a choir"


def test_a_group_comes_from_records(tiny: rt.Dataset) -> None:
    """Bodies, places and countries of a group are the records themselves."""
    group = tiny.roles[PLAYED].group
    assert group is not None
    assert group.of == (tiny.place("goosund"), tiny.country("NO"))
    assert group.of[0] is tiny.place("goosund")
    assert group.as_written == "vairāk nekā 12 zosu"


# --- Roles -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", [{}, {"agent": "donald", "group": {"text": "geese"}}, {"agent": None, "group": None}]
)
def test_a_role_has_either_an_agent_or_a_group(who: dict[str, Any]) -> None:
    """Neither is nobody, both would be two."""
    with pytest.raises(ValidationError, match="a role has either an agent or a group"):
        rt.Role.model_validate({"kind": "led", **who})


@pytest.mark.parametrize(
    "who", ["", ', agent = "donald", group = { text = "ducks" }', ', capacity = "singer"']
)
def test_a_file_is_told_that_a_role_is_of_one(folder: Path, who: str) -> None:
    """The fault is one of the file that the role stands in, and says which two keys are meant."""
    edit(folder, Edit(GOOSUND, PAID, f'[{{ kind = "financed"{who} }}]'))

    (found,) = faults(folder)

    assert (found.code, found.file) == ("E114", GOOSUND)
    assert "a role has either an agent or a group" in found.message


WHO: list[tuple[str, str, Agents]] = [
    (f"{FESTIVAL}/organised-duck-council", "Duckburg Council", ([], ["duck-council"], [])),
    (SANG, "Donalds Pīle", ([], [], ["donald"])),
    (PLAYED, "geese (more than 12 geese per year)", (["goosund"], [], [])),
    (f"{LAKE}/financed-goose-county", "Goose County", (["goose-county"], [], [])),
    ("town/built-up-donald", "Donalds Pīle", ([], [], ["donald"])),
]


@pytest.mark.parametrize(("role", "who", "agents"), WHO)
def test_who_had_a_role(tiny: rt.Dataset, role: str, who: str, agents: Agents) -> None:
    """An agent is named, a group told with its number; each is a place, a body or a person."""
    found = tiny.roles[role]
    assert found.who == who
    assert agents_of(found) == agents
    assert found.title.startswith(f"{who}: {found.kind.label} – ")


def test_a_group_of_bodies_is_found_with_them(folder: Path) -> None:
    """What a group belongs to counts as having taken part, but never as having paid."""
    group = '{ text = "ducks", of = ["duck-council", "pond-fund", "duckburg"] }'
    edit(folder, Edit(GOOSUND, PAID, f'[{{ kind = "financed", group = {group} }}]'))
    data = rt.load(folder)

    lake = data.project(LAKE)
    assert ids(lake.roles[0].organisations) == ["duck-council", "pond-fund"]
    assert ids(lake.roles[0].places) == ["duckburg"]
    assert ids(lake.organisations) == ["duck-council", "pond-fund"]
    assert lake.funders == ()


def test_a_role_knows_its_whole(tiny: rt.Dataset) -> None:
    """A role has the partnership and holder of what it is part of, and leads to it."""
    for whole in (*tiny.activities, *tiny.projects, *tiny.acts):
        for role in whole.roles:
            assert role.within is whole
            assert role is tiny.roles[role.id]
            assert role.id.startswith(f"{whole.id}/{role.kind.replace('_', '-')}-")
            assert re.fullmatch(ID_PATTERN, role.id)
            assert (role.partnership, role.holder) == (whole.partnership, whole.holder)
            assert role.title.endswith(f" – {whole.title}")


def test_a_role_is_of_the_time_and_source_of_its_whole(tiny: rt.Dataset) -> None:
    """Where nothing else is written, date and paragraphs are those of the whole."""
    for whole in (*tiny.activities, *tiny.projects):
        for role in whole.roles:
            assert role.date is whole.date
            assert role.cites == whole.cites
    assert tiny.roles[SANG].date == rt.PartialDate("2001-06-23/2001-06-25")


def test_a_role_may_have_a_time_and_source_of_its_own(folder: Path) -> None:
    """What is written at the role itself counts, for that role alone."""
    edit(
        folder,
        Edit(
            GOOSUND,
            'capacity = "singer"',
            'capacity = "singer", date = "2001-06-24", cites = ["gazette/goose/2"]',
        ),
    )
    data = rt.load(folder)

    sang, played = data.roles[SANG], data.roles[PLAYED]
    assert sang.date == rt.PartialDate("2001-06-24")
    assert ids_of(sang) == ["gazette/goose/2"]
    assert played.date == data.activity(FESTIVAL).date
    assert ids_of(played) == ids_of(data.activity(FESTIVAL)) == ["gazette/goose/1"]
    assert f"{SANG}@gazette/goose/2" in data.citations
    assert f"{SANG}@gazette/goose/1" not in data.citations


def ids_of(record: rt.Record) -> list[str]:
    """Return the paragraphs that a record cites."""
    return [cite.id for cite in record.cites]


def test_an_act_has_roles_too(folder: Path) -> None:
    """Whoever did something in an act beside the parties is among its bodies and people."""
    edit(
        folder,
        Edit(
            KACZKI,
            'date = "2007"',
            'date = "2007"\nparties = ["kaczki"]\nroles = ['
            '{ kind = "initiated", agent = "donald" }, { kind = "hosted", agent = "pond-league" }]',
        ),
    )
    data = rt.load(folder)
    act = data.act("town-kaczki/prolongation")

    assert (ids(act.people), ids(act.organisations)) == (["donald"], ["pond-league"])
    assert (ids(act.party_places), act.places) == (["kaczki"], ())
    assert ids(data.partnership("town-kaczki").organisations) == ["pond-league"]
    assert act.roles[0].date == act.date == rt.PartialDate("2007")
    assert act.roles[0].id == "town-kaczki/prolongation/initiated-donald"


def test_a_role_of_a_holder_stands_alone(tiny: rt.Dataset) -> None:
    """Who made cooperation possible at large did so in no record, and at no time told."""
    role = tiny.roles["town/built-up-donald"]
    assert (role.within, role.partnership, role.date) == (None, None, None)
    assert (role.holder, ids_of(role)) == ("town", ["gazette/top/1"])
    assert role.title == "Donalds Pīle: built up – Duckburg"


def test_one_role_twice_is_a_fault(folder: Path) -> None:
    """One agent has one role of a kind in a whole: the same again is a slip."""
    edit(folder, Edit(GOOSUND, PAID, f"{PAID[:-1]}, {PAID[1:]}"))

    (found,) = faults(folder)

    assert (found.code, found.file) == ("E201", GOOSUND)
    assert "financed-goose-county" in found.message
    assert found.advice == "keep one"


# --- Activities and projects -----------------------------------------------------------------


IN_IT: list[tuple[str, tuple[list[str], ...]]] = [
    (FESTIVAL, (["NO"], ["duck-council", "pond-fund"], ["donald"], ["pond-fund"])),
    (REGATTA, (["NO", "PL"], [], [], [])),
    ("town/pond-day", (["LV", "PL"], [], [], [])),
    (LAKE, (["NO"], [], [], ["goose-county"])),
]


@pytest.mark.parametrize(("record", "expected"), IN_IT)
def test_who_was_in_it(tiny: rt.Dataset, record: str, expected: tuple[list[str], ...]) -> None:
    """Countries are the partners' and those of its places; a programme is a body and a funder."""
    found = tiny.project(LAKE) if record == LAKE else tiny.activity(record)
    lists = (found.countries, found.organisations, found.people, found.funders)
    assert tuple(map(ids, lists)) == expected


def test_each_is_named_once(folder: Path) -> None:
    """However many roles it had, a body, a person or a funder stands once in its list."""
    roles = ", ".join(
        f'{{ kind = "{kind}", agent = "{agent}" }}'
        for kind in ("financed", "organised", "led")
        for agent in ("pond-fund", "donald", "goosund")
    )
    edit(folder, Edit(GOOSUND, f"roles = {PAID}", f'programme = "pond-fund"\nroles = [{roles}]'))
    lake = rt.load(folder).project(LAKE)

    assert ids(lake.organisations) == ["pond-fund"]
    assert ids(lake.people) == ["donald"]
    assert ids(lake.funders) == ["pond-fund", "goosund"]  # a person is no funder


def test_what_it_is_part_of_is_a_record(tiny: rt.Dataset) -> None:
    """An activity may belong to a project, which it leads to."""
    assert tiny.activity(REGATTA).part_of is tiny.project(LAKE)
    assert tiny.activity(FESTIVAL).part_of is None
    assert tiny.activity(FESTIVAL).programme is tiny.organisation("pond-fund")


def test_what_hangs_on_a_holder_alone(tiny: rt.Dataset) -> None:
    """What belongs to no partnership has a holder, and the countries of its places alone."""
    for collection in (tiny.activities, tiny.projects, tiny.roles, tiny.statements):
        for record in collection:
            alone = record.id.startswith("town/")
            assert record.partnership == (None if alone else "town-goosund")
            assert record.holder == "town"
    assert tiny.activity("town/pond-day").either_place


def test_both_ways_lead_to_the_same_objects(tiny: rt.Dataset) -> None:
    """What a partnership holds is what the collections do, in the order of the file."""
    goosund, league = tiny.partnership("town-goosund"), tiny.partnership("town-league")
    assert goosund.activities == tuple(tiny.activities(partnership=goosund))
    assert all(record is tiny.activities[record.id] for record in goosund.activities)
    assert goosund.projects[0] is tiny.project(LAKE)
    assert goosund.statements[0] is tiny.statements["town-goosund/size"]
    assert league.memberships[1] is tiny.memberships["town-league/seat"]


# --- Memberships -----------------------------------------------------------------------------


def test_a_member_is_a_body_or_a_person(tiny: rt.Dataset) -> None:
    """A membership tells the kind of unit of a body, and on whose behalf a person sits."""
    council, seat = tiny.memberships
    assert council.member is tiny.organisation("duck-council")
    assert (council.unit, council.office) == (rt.OrganisationKind.COUNCIL, None)
    assert ids(council.organisations) == ["pond-league", "duck-council"]
    assert council.people == ()
    assert council.title == "Duckburg Council in Pond League"
    assert (seat.unit, seat.office) == (None, "seat on the board")
    assert ids(seat.organisations) == ["pond-league", "duck-council"]
    assert ids(seat.people) == ["donald"]
    assert seat.title == "Donalds Pīle in Pond League, seat on the board"


@pytest.mark.parametrize(
    ("member", "countries", "unit"),
    [
        ("kaczki", ["PL"], rt.PlaceKind.CITY),
        ("pond-league", ["LV", "PL"], rt.OrganisationKind.CITY_UNION),
        ("duck-council", [], rt.OrganisationKind.COUNCIL),
        ("donald", [], None),
    ],
)
def test_countries_are_those_of_the_member(
    folder: Path, member: str, countries: list[str], unit: rt.Word | None
) -> None:
    """The country and the kind of unit are the member's, not the organisation's."""
    edit(folder, Edit(LEAGUE, 'member = "duck-council"', f'member = "{member}"'))
    membership = rt.load(folder).memberships["town-league/council"]

    assert (ids(membership.countries), membership.unit) == (countries, unit)


# --- Statements ------------------------------------------------------------------------------


SUBJECTS: list[tuple[str, str, Agents]] = [
    ("goosund", "Gøøsund", (["goosund"], [], [])),
    ("duck-council", "Duckburg Council", ([], ["duck-council"], [])),
    ("donald", "Donalds Pīle", ([], [], ["donald"])),
    (*("song-festival", "Festival of songs"), (["goosund"], ["duck-council", "pond-fund"], ["donald"])),
    ("lake", "A lake for both", (["goosund"], [], [])),
    (*("agreement", "Duckburg – Gøøsund: signed 1994"), (["duckburg", "goosund"], ["duck-council"], [])),
    (*("town-goosund", "Duckburg – Gøøsund"), (["goosund", "duckburg"], ["duck-council"], [])),
    (
        *("town-league/seat", "Donalds Pīle in Pond League, seat on the board"),
        ([], ["pond-league", "duck-council"], ["donald"]),
    ),
    (
        *(PLAYED, "geese (more than 12 geese per year): took part – Festival of songs"),
        (["goosund"], [], []),
    ),
    ("music", "Duckburg – Gøøsund: Music", ([], [], [])),
    ("culture", "Culture", ([], [], [])),
    ("NO", "Norway", ([], [], [])),
]


@pytest.mark.parametrize(("subject", "title", "agents"), SUBJECTS)
def test_what_a_statement_is_about(folder: Path, subject: str, title: str, agents: Agents) -> None:
    """Its places, bodies and people are its subject, or those of what its subject is."""
    edit(folder, Edit(GOOSUND, 'subject = "goosund"', f'subject = "{subject}"'))
    statement = rt.load(folder).statements["town-goosund/size"]

    assert statement.title == f"{title}: figure"
    assert agents_of(statement) == agents


def test_a_statement_without_a_subject_is_about_the_holder(tiny: rt.Dataset) -> None:
    """Nothing is said of any place, body or person then; the title names the holder."""
    water = tiny.statements["town/water"]
    assert (water.subject, water.places, water.organisations, water.people) == (None, (), (), ())
    assert water.title == "Duckburg: reason"


# --- There and back --------------------------------------------------------------------------


def test_json_brings_everything_back(tiny: rt.Dataset, tmp_path: Path) -> None:
    """What is written as JSON and loaded is equal, and as linked as before."""
    again = rt.load(tiny.to_json(tmp_path / "tiny.json"))

    assert again == tiny
    for name in ("activities", "projects", "roles", "memberships", "statements", "people"):
        assert again.collections[name] == tiny.collections[name]
        assert again.collections[name].to_dicts("all") == tiny.collections[name].to_dicts("all")
    assert again.roles[SANG].within is again.activity(FESTIVAL)
    assert again.roles[SANG].agent is again.person("donald")
    assert again.roles[PLAYED].group == tiny.roles[PLAYED].group
    assert again.memberships["town-league/seat"].on_behalf_of is again.organisation("duck-council")
    assert again.to_json(tmp_path / "again.json").read_bytes() == (tmp_path / "tiny.json").read_bytes()


def test_a_role_as_json(tiny: rt.Dataset) -> None:
    """References are ids, dates text, and a number keeps value, unit, qualifier and per."""
    played = tiny.roles[PLAYED].to_dict()
    assert (played["within"], played["agent"], played["kind"]) == (FESTIVAL, None, "took_part")
    assert played["group"] == {
        "text": "geese",
        "of": ["goosund", "NO"],
        "number": {"value": 12.0, "unit": "geese", "qualifier": "more_than", "per": "year"},
        "as_written": "vairāk nekā 12 zosu",
    }
    assert played["date"] == "2001-06-23/2001-06-25"


def test_a_shipped_set_comes_back_too(shipped: rt.Dataset, tmp_path: Path) -> None:
    """Whatever the shipped data says was done survives JSON, groups and numbers and all."""
    assert rt.load(shipped.to_json(tmp_path / "shipped.json")) == shipped


@pytest.mark.parametrize(
    ("file", "key", "kind"),
    [
        (GOOSUND, 'kind = "festival"', "festivaal"),
        (GOOSUND, 'outcome = "realised"', "done"),
        (GOOSUND, 'kind = "financed"', "funded"),
        (GOOSUND, 'topic = "figure"', "number"),
        (GOOSUND, 'qualifier = "about"', "roughly"),
        (TOWN, 'recurrence = "every_year"', "yearly"),
    ],
)
def test_words_are_of_their_vocabulary(folder: Path, file: str, key: str, kind: str) -> None:
    """A word that the vocabulary lacks is a fault that names it."""
    word = key.partition(" = ")[0]
    edit(folder, Edit(file, key, f'{word} = "{kind}"'))

    (found,) = faults(folder)

    assert (found.code, found.file) == ("E114", file)
    assert repr(kind) in found.message
