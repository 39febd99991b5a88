"""A part of a data set is a data set: whole in itself, and of nothing but what was asked for."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.models.columns import columns
from rezekne_twins.models.record import children
from tests.exports.test_tidy import tables
from tests.miniatures import Edit, edit


def ids(part: rt.Dataset) -> set[str]:
    """Return the id of every record."""
    return {record.id for table in part.tables.values() for record in table}


@pytest.fixture(params=["city-arendal", "city-suwalki", "municipality-kupiskis", "city-ubc"])
def one(request: pytest.FixtureRequest, shipped: rt.Dataset) -> rt.Dataset:
    """Return one shipped partnership as a data set."""
    return shipped.subset([shipped.partnership(request.param)])


def test_has_the_partnerships_that_were_asked_for(shipped: rt.Dataset) -> None:
    """These, in their order, and no others."""
    chosen = shipped.partnerships(country=["NO", "TR"])

    assert shipped.subset(chosen).partnerships.ids == chosen.ids
    assert shipped.subset(reversed(chosen)).partnerships.ids == chosen.ids


def test_has_all_that_hangs_on_them(one: rt.Dataset, shipped: rt.Dataset) -> None:
    """Acts, activities, roles … of the kept partnership are all there, and of no other."""
    (partnership,) = one.partnerships
    whole = shipped.partnership(partnership.id)

    assert {r.id for r in children(partnership)} == {r.id for r in children(whole)}
    for name in ("acts", "cooperation", "activities", "projects", "roles", "memberships"):
        assert {r.partnership for r in one.collections[name]} <= {partnership.id}
    assert one.tables["holders"] == ()


def test_every_reference_is_held(one: rt.Dataset) -> None:
    """Whatever a record of the part refers to is in the part, paragraphs included."""
    held = ids(one) | {paragraph.id for source in one.sources for paragraph in source.paragraphs}
    for table in one.tables.values():
        for record in table:
            for column in columns(record.__class__).values():
                if column.reference:
                    assert {each.id for each in column.held(record)} <= held, record.id


def test_has_nothing_else(one: rt.Dataset) -> None:
    """Each place, body, person, concept, country and source is referred to by something."""
    named = {holder.place.id for holder in one.about.holders}
    for table in one.tables.values():
        for record in table:
            waiting: list[rt.Value] = [record]
            while waiting:
                value = waiting.pop()
                for column in columns(value.__class__).values():
                    for item in column.held(value):
                        if column.reference and isinstance(item, rt.Record) and item is not record:
                            named.add(item.id)
                        elif isinstance(item, rt.Paragraph):
                            named.add(item.source)
                        elif column.nested:
                            waiting.append(item)
    for name in ("places", "organisations", "people", "fields", "countries", "sources"):
        assert set(one.collections[name].ids) <= named


def test_values_are_those_of_the_whole(one: rt.Dataset, shipped: rt.Dataset) -> None:
    """A record is in the part as it is in the whole, but for links that would lead out."""
    for name in ("partnerships", "cooperation", "activities", "memberships", "fields"):
        for record in one.collections[name]:
            assert record == shipped.collections[name][record.id]


def test_conflicts_whose_records_are_kept(shipped: rt.Dataset) -> None:
    """A conflict between two partnerships is there with both, and with one alone is not."""
    both = shipped.subset(shipped.partnerships(partner="Arendal"))
    one = shipped.subset([shipped.partnership("city-arendal")])

    assert "arendal-agreement-year" in both.conflicts.ids
    assert "arendal-agreement-year" not in one.conflicts.ids
    for part in (both, one):
        for conflict in part.conflicts:
            assert {record.id for record in conflict.records} <= ids(part)


def test_a_link_that_leads_out_is_left_out(shipped: rt.Dataset) -> None:
    """The municipality's agreement of 2016 is the city's, and alone it does not say so."""
    both = shipped.subset(shipped.partnerships(partner="Arendal"))
    one = shipped.subset([shipped.partnership("municipality-arendal")])

    new = "municipality-arendal/new-agreement"
    assert both.act(new).same_as == both.act("city-arendal/new-agreement")
    assert one.act(new).same_as is None


def test_a_statement_about_what_is_not_there_is_left_out(folder: Path) -> None:
    """Without its subject it would be a statement about the holder: it goes, and what is of it."""
    edit(
        folder,
        Edit(
            "partnerships/town-goosund.toml",
            "[[statements]]\n",
            '[[statements]]\nid = "of-kaczki"\nsubject = "town-kaczki"\ntopic = "aim"\n'
            'text = "x"\ncites = ["gazette/goose/1"]\n\n'
            '[[statements]]\nid = "of-that"\nsubject = "of-kaczki"\ntopic = "aim"\n'
            'text = "y"\ncites = ["gazette/goose/1"]\n\n[[statements]]\n',
        ),
    )
    whole = rt.load(folder)

    one = whole.subset([whole.partnership("town-goosund")])
    both = whole.subset(whole.partnerships(holder="town"))

    assert one.statements.ids == ("town-goosund/size",)
    assert {"town-goosund/of-kaczki", "town-goosund/of-that"} <= set(both.statements.ids)


def test_all_is_nearly_all(shipped: rt.Dataset) -> None:
    """All partnerships leave out what belongs to a holder alone, and words nobody uses."""
    part = shipped.subset(shipped.partnerships)

    assert part.partnerships == shipped.partnerships
    assert part.acts == shipped.acts
    assert len(part.countries) < len(shipped.countries)
    assert not [a for a in part.activities if a.partnership is None]
    assert part.subset(part.partnerships) == part


def test_none(shipped: rt.Dataset) -> None:
    """No partnership is a set too: holders, and where they are."""
    none = shipped.subset(())

    assert none.partnerships.ids == none.acts.ids == none.conflicts.ids == ()
    assert {holder.place.id for holder in none.about.holders} <= set(none.places.ids)


def test_what_is_derived_is_derived_again(shipped: rt.Dataset) -> None:
    """Where a place occurs tells only of partnerships that are there."""
    one = shipped.subset([shipped.partnership("city-arendal")])

    assert one.place("arendal").partnerships == ("city-arendal",)
    assert len(shipped.place("arendal").partnerships) > 1


def test_keys_hold_in_every_part(shipped: rt.Dataset, tmp_path: Path) -> None:
    """Whichever partnership is taken, no row of its tables leads nowhere, by SQLite's own word."""
    for partnership in shipped.partnerships:
        path = shipped.subset([partnership]).to_sqlite(tmp_path / "part.sqlite")
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("country", ["NO", "BY", "TR"])
def test_a_part_can_be_read_again(shipped: rt.Dataset, tmp_path: Path, country: str) -> None:
    """Written as JSON and loaded it is equal, and its tables are those of the whole."""
    part = shipped.subset(shipped.partnerships(country=country))

    assert rt.load(part.to_json(tmp_path / "part.json")) == part
    assert [t.name for t in tables(part)] == [t.name for t in tables(shipped)]


def test_a_partnership_of_another_set_is_refused(shipped: rt.Dataset, tiny: rt.Dataset) -> None:
    """It is unknown here."""
    with pytest.raises(rt.UnknownIdError, match="town-goosund"):
        shipped.subset([tiny.partnership("town-goosund")])


def test_a_retired_id_goes_with_its_successor(folder: Path) -> None:
    """An old id is understood in a part that has its successor; in another it is not there."""
    (folder / "retired.toml").write_text(
        '[[retired]]\nid = "goose-town"\nsuccessor = "goosund"\nsince = "0.2.0"\n\n'
        '[[retired]]\nid = "duck-town"\nsince = "0.2.0"\n',
        encoding="utf-8",
    )
    whole = rt.load(folder)

    norway, poland = (whole.subset(whole.partnerships(country=c)) for c in ("NO", "PL"))

    with pytest.warns(DeprecationWarning, match="goose-town"):
        assert norway.place("goose-town") is norway.place("goosund")
    assert [record.id for record in norway.tables["retired"]] == ["goose-town"]
    assert poland.tables["retired"] == ()
    assert "goose-town" not in {row[0] for t in tables(norway) for row in t.rows}


def test_a_source_that_is_not_cited_is_left_out(folder: Path) -> None:
    """A part names the sources that it rests on, and no other."""
    text = (folder / "sources" / "gazette.toml").read_text("utf-8")
    (folder / "sources" / "other.toml").write_text(text, encoding="utf-8")
    whole = rt.load(folder)

    assert whole.sources.ids == ("gazette", "other")
    assert whole.subset(whole.partnerships).sources.ids == ("gazette",)
