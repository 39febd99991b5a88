"""SQLite: values, keys and checks hold, and the views answer what the library answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from tests.exports.test_tidy import tables

Database = sqlite3.Connection


@pytest.fixture(scope="session")
def path(data: rt.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database of a data set."""
    return data.to_sqlite(tmp_path_factory.mktemp("sqlite") / "x.sqlite")


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """Open the database."""
    with closing(sqlite3.connect(path)) as found:
        yield found


@pytest.fixture
def asked(shipped: rt.Dataset, tmp_path: Path) -> Iterator[Database]:
    """Open the database of the shipped set."""
    with closing(sqlite3.connect(shipped.to_sqlite(tmp_path / "x.sqlite"))) as found:
        yield found


def plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row as SQLite has it: days as text."""
    return tuple(value.isoformat() if isinstance(value, date) else value for value in row)


def column(found: Database, query: str) -> list[Any]:
    """Return the first column of what a query finds."""
    return [row[0] for row in found.execute(query).fetchall()]


def test_values(data: rt.Dataset, database: Database) -> None:
    """Each table has its rows, in their order, value by value."""
    for table in tables(data):
        rows = database.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid').fetchall()  # noqa: S608
        assert rows == [plain(row) for row in table.rows]


def test_duckdb_reads_parquet_alike(shipped: rt.Dataset, tmp_path: Path) -> None:
    """Ties by country are the same from SQLite as DuckDB counts them in Parquet."""
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    ties = shipped.to_parquet(tmp_path / "parquet") / "ties.parquet"
    counted = duckdb.read_parquet(str(ties)).filter("country IS NOT NULL")

    with closing(sqlite3.connect(shipped.to_sqlite(tmp_path / "x.sqlite"))) as found:
        question = "SELECT country, count(*) FROM ties WHERE country IS NOT NULL GROUP BY country"
        ours = dict(found.execute(question).fetchall())
    assert ours == dict(counted.aggregate("country, count(*)").fetchall())


def test_keys_hold(database: Database) -> None:
    """SQLite itself finds no row that leads nowhere, and no fault in the file."""
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_keys_are_declared(data: rt.Dataset, database: Database) -> None:
    """Each key of the tables is one that SQLite knows."""
    for table in tables(data):
        told = database.execute(f'PRAGMA foreign_key_list("{table.name}")').fetchall()
        assert {(row[2], row[3], row[4]) for row in told} == {
            (key.table, mine, theirs)
            for key in table.keys
            for mine, theirs in zip(key.fields, key.target, strict=True)
        }


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE acts SET kind = 'quacked'",
        "UPDATE acts SET title = NULL",
        "UPDATE acts SET partnership = 'duck'",
        "UPDATE activities SET either_place = 2",
        "INSERT INTO places_names SELECT * FROM places_names",
        "UPDATE citations SET paragraph = 99",
    ],
)
def test_what_breaks_a_rule_is_refused(path: Path, change: str) -> None:
    """With foreign keys on, a change that breaks the description does not come in."""
    with closing(sqlite3.connect(path)) as found:
        found.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            found.execute(change)


def test_columns_are_described(database: Database) -> None:
    """The schema says what each table and column holds: `.schema acts` shows it."""
    (text,) = column(database, "SELECT sql FROM sqlite_master WHERE name = 'acts'")

    assert '"acts" ( -- One founding or legal act' in text
    assert '"term_years" INTEGER, -- Stated term in years' in text


def test_about(data: rt.Dataset, database: Database) -> None:
    """Title and licence are inside, with whatever else the set says of itself."""
    told = dict(database.execute("SELECT key, value FROM about").fetchall())

    assert (told["title"], told["license"]) == (data.about.title, data.about.license)
    assert ("version" in told) == (data.about.version is not None)
    assert column(database, "SELECT value FROM about WHERE key = 'attribution'") == list(
        data.about.attribution
    )


def test_every_view_answers(database: Database) -> None:
    """Each view runs, on any data set."""
    views = column(database, "SELECT name FROM sqlite_master WHERE type = 'view'")

    assert len(views) > 10
    for view in views:
        database.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608


class TestAnswers:
    """The questions of the README and of the documentation, put to the database."""

    def test_partnerships_with_norway(self, asked: Database) -> None:
        """Which partnerships are with Norway?"""
        found = column(asked, "SELECT partnership FROM overview WHERE countries LIKE '%NO%'")
        assert tuple(found) == rt.partnerships(country="NO").ids

    def test_overview(self, asked: Database) -> None:
        """Countries, counterparts, beginning and fields are those of the library."""
        rows = asked.execute("SELECT partnership, countries, counterparts, began FROM overview")
        for partnership_id, countries, counterparts, began in rows.fetchall():
            partnership = rt.partnership(partnership_id)
            ids = sorted(country.id for country in partnership.countries)
            assert countries == ("; ".join(ids) or None)
            assert counterparts == "; ".join(c.title for c in partnership.counterparts)
            assert began == (str(partnership.began) if partnership.began else None)
        fields = dict(asked.execute("SELECT partnership, fields FROM overview").fetchall())
        for partnership in rt.partnerships:
            told = fields[partnership.id] or ""
            assert all(entry.field.title in told for entry in partnership.cooperation)
            assert told.count(" (planned)") == sum(
                entry.stage == "planned" for entry in partnership.cooperation
            )

    def test_prolonged_in_2007(self, asked: Database) -> None:
        """Which were prolonged in 2007?"""
        query = """
            SELECT partnership FROM dated WHERE collection = 'acts' AND kind = 'prolonged'
            AND earliest <= '2007-12-31' AND latest >= '2007-01-01' ORDER BY partnership"""
        assert tuple(column(asked, query)) == rt.partnerships(year=2007, act="prolonged").ids

    @pytest.mark.parametrize("collection", ["acts", "activities", "projects", "memberships"])
    def test_what_happened_in_2007(self, asked: Database, shipped: rt.Dataset, collection: str) -> None:
        """What happened in a year, undated things left out?"""
        query = f"""
            SELECT id FROM dated WHERE collection = '{collection}' AND date IS NOT NULL
            AND coalesce(earliest, latest) <= '2007-12-31'
            AND coalesce(latest, CASE WHEN date LIKE '%..' THEN '9999' ELSE earliest END)
                >= '2007-01-01'"""  # noqa: S608
        found: Any = getattr(shipped, collection)(year=2007)
        assert set(column(asked, query)) == set(found.ids)

    def test_sport_planned_and_nothing_more(self, asked: Database) -> None:
        """Where is cooperation in sport planned?"""
        query = """
            SELECT DISTINCT partnership FROM about_field
            WHERE field = 'sport' AND collection = 'cooperation' AND stage = 'planned'
            ORDER BY partnership"""
        assert tuple(column(asked, query)) == rt.partnerships(field="sport", stage="planned").ids

    def test_music_or_theatre(self, asked: Database) -> None:
        """What was about music or theatre, narrower concepts included?"""
        query = "SELECT id FROM about_field WHERE collection = 'activities' AND field IN "
        for words in (("music", "theatre"), ("culture", "sport")):
            found = column(asked, f"{query}{words}")
            assert set(found) == set(rt.activities(field=words).ids)

    def test_who_came_and_who_paid(self, asked: Database) -> None:
        """Who financed the ecology camp, and who came?"""
        camp = "city-ezeru-zeme/ecology-camp"
        found = asked.execute("SELECT kind, who FROM who_did_what WHERE id = ?", (camp,)).fetchall()
        assert found == [(str(role.kind), role.who) for role in rt.activity(camp).roles]

    def test_interreg(self, asked: Database) -> None:
        """Which projects have INTERREG money?"""
        query = """
            SELECT DISTINCT id FROM funded
            WHERE collection = 'projects' AND funder_name LIKE '%INTERREG%'"""
        assert set(column(asked, query)) == set(rt.projects(funder="INTERREG").ids)

    def test_funders(self, asked: Database) -> None:
        """Each funder is found under whatever it belongs to."""
        for collection in (rt.activities, rt.projects):
            for doing in collection():
                for funder in doing.funders:
                    query = "SELECT count(*) FROM funded WHERE id = ? AND funder = ?"
                    assert asked.execute(query, (doing.id, funder.id)).fetchone() == (1,)

    def test_companies_at_the_exhibition(self, asked: Database) -> None:
        """Which companies took part in the exhibition at the All-Russia Exhibition Centre?"""
        query = """
            SELECT who FROM who_did_what WHERE agent_kind = 'company' AND id IN (
                SELECT id FROM happened_at WHERE place_name = 'All-Russia Exhibition Centre')"""
        bodies = {
            body.title
            for activity in rt.activities(place="All-Russia Exhibition Centre")
            for body in activity.organisations
            if str(body.kind) == "company"
        }
        assert set(column(asked, query)) == bodies

    def test_in_what_a_school_took_part(self, asked: Database) -> None:
        """In what did the Polish secondary school take part, itself or by its pupils?"""
        found = rt.activities(organisation="Rēzeknes Poļu vidusskola")
        query = """
            SELECT DISTINCT i.id FROM involved i JOIN organisations o ON o.id = i.agent
            WHERE o.title_lv = 'Rēzeknes Poļu vidusskola' AND i.collection = 'activities'"""
        assert len(found) > 1
        assert set(column(asked, query)) == set(found.ids)

    @pytest.mark.parametrize("what", [rt.activities, rt.projects], ids=["activities", "projects"])
    def test_who_was_involved(self, asked: Database, what: rt.Activities | rt.Projects) -> None:
        """People and bodies in the view are those of the records, programmes aside."""
        rows = set(asked.execute("SELECT id, agent FROM involved").fetchall())
        for doing in what():
            agents = {*doing.organisations, *doing.people} - {doing.programme}
            assert {(doing.id, agent.id) for agent in agents} <= rows

    def test_members_by_country(self, asked: Database) -> None:
        """Who is in the euroregion, by country?"""
        query = "SELECT member_name, countries FROM members WHERE organisation = 'ezeru-zeme'"
        assert asked.execute(query).fetchall() == [
            (m.member.title, "; ".join(c.id for c in m.countries) or None)
            for m in rt.memberships()
            if m.organisation.id == "ezeru-zeme"
        ]

    def test_offices(self, asked: Database) -> None:
        """Who represented Rēzekne in the Union of the Baltic Cities, and when?"""
        query = "SELECT member_name, office, date FROM members WHERE partnership = 'city-ubc'"
        assert asked.execute(query).fetchall() == [
            (m.member.title, m.office, str(m.date) if m.date else None)
            for m in rt.memberships(partnership="city-ubc")
        ]

    def test_disagreements(self, asked: Database) -> None:
        """Where do the pages disagree, and which paragraph says what?"""
        query = "SELECT conflict, text, cites FROM disagreements WHERE kind = 'contradiction'"
        assert asked.execute(query).fetchall() == [
            (c.id, r.text, "; ".join(map(str, r.cites)))
            for c in rt.conflicts(kind="contradiction")
            for r in c.readings
        ]

    def test_why_a_town_is_no_partner(self, asked: Database) -> None:
        """Which towns are named and are no partner, and why?"""
        assert asked.execute("SELECT title, text FROM not_partners").fetchall() == [
            (s.subject.title if s.subject else None, s.text)
            for s in rt.statements(topic="not_a_partner")
        ]

    def test_citations(self, asked: Database) -> None:
        """What rests on which paragraph?"""
        query = "SELECT paragraph, heading FROM cited WHERE record = 'city-arendal/accession'"
        cites = rt.act("city-arendal/accession").cites
        assert asked.execute(query).fetchall() == [(c.id, c.heading) for c in cites]

    def test_coverage(self, asked: Database) -> None:
        """Is every paragraph accounted for?"""
        query = "SELECT source, section, paragraphs, cited, waived FROM coverage"
        assert asked.execute(query).fetchall() == [
            (s.source, s.section, len(s.records), s.cited, len(s.waived))
            for s in rt.dataset().coverage()
        ]

    def test_partnerships_by_country(self, asked: Database) -> None:
        """How many partnerships are there with each country? Arendal and Aust-Agder are one."""
        query = "SELECT country, partnerships FROM partnerships_by_country"
        found = dict(asked.execute(query).fetchall())
        countries = {c.id for p in rt.partnerships() for c in p.countries}
        assert found == {code: len(rt.partnerships(country=code)) for code in countries}
        assert found["NO"] == 2

    def test_recurring_without_a_date(self, asked: Database) -> None:
        """Which activities recur without a date?"""
        found = column(asked, "SELECT id FROM activities WHERE date IS NULL AND recurrence NOT NULL")
        assert found == [a.id for a in rt.activities() if a.recurrence and not a.date]
