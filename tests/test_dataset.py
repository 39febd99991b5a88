"""A data set is loaded, compared, copied, searched, and cannot be changed."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest

import rezekne_twins as rt
from tests.miniatures import Edit, edit

GOOSUND = "partnerships/town-goosund.toml"
NAMES = [
    "partnerships",
    "ties",
    "acts",
    "cooperation",
    "activities",
    "projects",
    "roles",
    "memberships",
    "statements",
    "places",
    "organisations",
    "people",
    "fields",
    "countries",
    "conflicts",
    "sources",
    "citations",
]
GETTERS = {
    "partnership": ("partnerships", "town-kaczki"),
    "act": ("acts", "town-goosund/agreement"),
    "activity": ("activities", "town/pond-day"),
    "project": ("projects", "town-goosund/lake"),
    "person": ("people", "donald"),
    "place": ("places", "goosund"),
    "organisation": ("organisations", "duck-council"),
    "field": ("fields", "music"),
    "country": ("countries", "NO"),
    "conflict": ("conflicts", "goose-year"),
    "source": ("sources", "gazette"),
}


class TestLoad:
    """A folder is read afresh; the shipped one once."""

    def test_collections(self, tiny: rt.Dataset) -> None:
        """Every collection is there, under its name, of its class."""
        collections = tiny.collections

        assert sorted(collections) == sorted(NAMES)
        assert all(collections[name] is getattr(tiny, name) for name in NAMES)
        assert all(c.record_type.collection == name for name, c in collections.items())
        assert isinstance(tiny.partnerships, rt.Partnerships)
        assert isinstance(tiny.cooperation, rt.Cooperations)
        assert list(collections) == NAMES

    def test_tables(self, tiny: rt.Dataset) -> None:
        """The tables are the collections, and what only the data set itself needs."""
        assert tiny.tables.keys() - tiny.collections.keys() == {"holders", "retired"}
        for name, collection in tiny.collections.items():
            assert tiny.tables[name] == tuple(collection)

    def test_citations_are_made_once(self, folder: Path) -> None:
        """Made when they are asked for, they are the same collection from then on."""
        whole = rt.load(folder)

        assert len(whole.citations)
        assert whole.citations is whole.citations
        assert whole.citations is whole.collections["citations"]

    def test_citations_are_spoken_of_truly(self, tiny: rt.Dataset) -> None:
        """One that is elsewhere is there, and none is what a statement can be about."""
        last = tiny.citations[-1]

        with pytest.raises(rt.UnknownIdError, match=r"no citation .* among these 5"):
            tiny.citations[:5][last.id]
        with pytest.raises(TypeError, match="expected a Record, not a Citation"):
            tiny.statements(subject=last)

    def test_what_it_does_not_have(self, tiny: rt.Dataset) -> None:
        """A mistyped attribute is refused as usual."""
        with pytest.raises(AttributeError, match="no attribute 'citation'"):
            tiny.citation  # type: ignore[attr-defined]  # noqa: B018  # pyright: ignore[reportAttributeAccessIssue]
        assert not hasattr(tiny, "partnershps")

    def test_about(self, tiny: rt.Dataset) -> None:
        """The data set says of itself what `dataset.toml` says."""
        assert tiny.about.title == "Ties of Duckburg"
        assert tiny.about.license == "CC0-1.0"
        assert tiny.about.repository is None
        assert [(h.id, h.title, h.place.id) for h in tiny.about.holders] == [
            ("town", "Duckburg", "duckburg"),
            ("shire", "Duck Shire", "duck-shire"),
        ]

    def test_is_read_afresh(self, folder: Path, tiny: rt.Dataset) -> None:
        """Each call reads the folder as it is by then."""
        first = rt.load(folder)
        edit(folder, Edit(GOOSUND, "An invented tie.", "Another tie."))

        assert first == tiny
        assert rt.load(folder) != tiny

    def test_shipped_is_checked_where_no_folder_is_named(self) -> None:
        """It is found wherever the package is installed, and without fault."""
        assert rt.check() == ()

    def test_shipped_is_read_once(self, shipped: rt.Dataset) -> None:
        """Everyone gets the same object."""
        assert rt.dataset() is shipped
        assert rt.partnerships is shipped.partnerships

    def test_shipped_is_read_once_by_threads(self) -> None:
        """Threads that meet at the first use get one data set, not one each."""
        program = (
            "import threading, rezekne_twins as rt\n"
            "gate = threading.Barrier(4)\n"
            "got = []\n"
            "def use():\n"
            "    gate.wait()\n"
            "    got.append(rt.dataset())\n"
            "threads = [threading.Thread(target=use) for _ in range(4)]\n"
            "[t.start() for t in threads]\n"
            "[t.join() for t in threads]\n"
            "print(len(got), len(set(map(id, got))))\n"
        )
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

        assert ran.stdout.split() == ["4", "1"]

    @pytest.mark.parametrize("path", [None, 5, ["tiny"], b"tiny"])
    def test_path_of_another_type(self, path: str) -> None:
        """What is no path is a `TypeError`."""
        with pytest.raises(TypeError):
            rt.load(path)

    def test_repr_counts(self, tiny: rt.Dataset) -> None:
        """The `repr` says title and counts."""
        text = repr(tiny)

        counts = ", ".join(f"{len(c)} {name}" for name, c in tiny.collections.items())
        assert text == f"<Dataset 'Ties of Duckburg': {counts}>"


class TestEquality:
    """Two data sets are equal when they say the same."""

    def test_equal(self, folder: Path, tiny: rt.Dataset) -> None:
        """A second reading is equal, and hashes alike."""
        again = rt.load(folder)

        assert again is not tiny
        assert again == tiny
        assert hash(again) == hash(tiny)
        assert len({again, tiny}) == 1

    @pytest.mark.parametrize(
        "change",
        [
            Edit("dataset.toml", "CC0-1.0", "CC-BY-4.0"),
            Edit("dataset.toml", 'title = "Duck Shire"', 'title = "Shire of Ducks"'),
            Edit("countries.toml", "Kingdom of Norway", "Norge"),
            Edit("fields.toml", "singing", "song"),
            Edit("places.toml", "59.5", "59.25"),
            Edit("places.toml", 'match = "close"', 'match = "exact"'),
            Edit("places.toml", 'part_of = "goose-county"\n', ""),
            Edit("organisations.toml", '["LV", "PL"]', '["PL", "LV"]'),
            Edit("conflicts.toml", "Both years stand.", "Neither."),
            Edit(GOOSUND, 'date = "1994"', 'date = "1994~"'),
            Edit(GOOSUND, 'emphasis = "main"\n', ""),
            Edit(GOOSUND, "term_years = 5", "term_years = 6"),
            Edit(GOOSUND, 'date = "2001-06-23/2001-06-25"', 'date = "2001-06-23/2001-06-24"'),
            Edit(GOOSUND, "value = 12", "value = 13"),
            Edit(GOOSUND, '"more_than"', '"at_least"'),
            Edit(GOOSUND, '["goosund", "NO"]', '["NO", "goosund"]'),
            Edit(GOOSUND, 'capacity = "singer"', 'capacity = "dancer"'),
            Edit(GOOSUND, 'agent = "goose-county"', 'agent = "pond-league"'),
            Edit(GOOSUND, 'subject = "goosund"\n', ""),
            Edit("partnerships/town-league.toml", '"2005/2006"', '"2005/2007"'),
            Edit("people.toml", 'office = "mayor"\n', ""),
            Edit("holders/town.toml", "either_place = true\n", ""),
            Edit("holders/town.toml", "Every town", "Each town"),
            Edit("holders/town.toml", 'kind = "built_up"', 'kind = "led"'),
            Edit("sources/gazette.toml", "Prolonged in 2007", "Prolonged"),
            Edit("sources/gazette.toml", "0000000000000008", "0000000000000009"),
            Edit("sources/gazette.toml", 'heading = "Pond League"', 'heading = "League"'),
        ],
        ids=lambda change: change.new[:30],
    )
    def test_any_difference_counts(self, folder: Path, tiny: rt.Dataset, change: Edit) -> None:
        """One value that differs, wherever it stands, makes another data set."""
        assert rt.load(edit(folder, change)) != tiny

    def test_another_hash(self, folder: Path, tiny: rt.Dataset) -> None:
        """A data set of another title is another key of a dictionary."""
        edit(folder, Edit("dataset.toml", "Ties of Duckburg", "Ties of Goose County"))
        assert hash(rt.load(folder)) != hash(tiny)

    def test_equals_nothing_else(self, tiny: rt.Dataset, shipped: rt.Dataset) -> None:
        """Another data set, or another thing, is unequal and no error."""
        assert tiny != shipped
        assert tiny != "Ties of Duckburg"
        assert tiny != tiny.partnerships
        assert tiny.__eq__(5) is NotImplemented


class TestCopies:
    """Copies are the same; pickles are equal and whole."""

    def test_copy_is_the_same(self, tiny: rt.Dataset) -> None:
        """What cannot change needs no copy."""
        assert copy.copy(tiny) is tiny
        assert copy.deepcopy(tiny) is tiny
        assert copy.deepcopy([tiny])[0] is tiny

    @pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, tiny: rt.Dataset, protocol: int) -> None:
        """A data set comes back equal, with its references resolved, and can be asked."""
        again = pickle.loads(pickle.dumps(tiny, protocol))  # noqa: S301

        assert again == tiny
        assert hash(again) == hash(tiny)
        assert again.place("goosund").part_of is again.place("goose-county")
        assert again.act("town-goosund/prolongation").concerns is again.acts[1]
        assert again.partnerships(country="Norway") == tiny.partnerships(country="Norway")
        assert again.find("Gęślawa") == tiny.find("Gęślawa")
        assert again.check() == ()
        assert again.tables == tiny.tables
        festival = again.activity("town-goosund/song-festival")
        assert festival.roles[1].within is festival
        assert festival.roles[1].agent is again.person("donald")

    def test_pickle_of_the_shipped_set(self, shipped: rt.Dataset) -> None:
        """The shipped data set survives as well."""
        assert pickle.loads(pickle.dumps(shipped)) == shipped  # noqa: S301

    def test_pickle_of_a_part(self, tiny: rt.Dataset) -> None:
        """A collection and a record survive alone."""
        (holding,) = tiny.tables["holders"]
        for part in (
            tiny.acts,
            tiny.roles,
            tiny.partnership("town-goosund"),
            tiny.conflict("goose-year"),
            tiny.statements["town/water"],
            holding,
        ):
            assert pickle.loads(pickle.dumps(part)) == part  # noqa: S301


class TestImmutable:
    """Nothing that a reader holds can be changed."""

    @pytest.mark.parametrize("name", [*NAMES, "about", "collections", "title", "_store"])
    def test_attributes_of_a_data_set(self, folder: Path, tiny: rt.Dataset, name: str) -> None:
        """No attribute is set or deleted, neither an existing one nor a new one."""
        own = rt.load(folder)
        with pytest.raises(AttributeError):
            setattr(own, name, None)
        with pytest.raises(AttributeError, match=r"^Dataset cannot be changed$"):
            delattr(own, name)

        assert own == tiny

    def test_collections_is_a_new_dict(self, tiny: rt.Dataset) -> None:
        """Emptying the dict does not empty the data set."""
        tiny.collections.clear()

        assert sorted(tiny.collections) == sorted(NAMES)

    def test_tables_is_a_new_dict(self, tiny: rt.Dataset) -> None:
        """Nor does emptying the other one."""
        tiny.tables.clear()

        assert len(tiny.tables) == len(NAMES) + 2

    def test_sequences_of_a_data_set(self, tiny: rt.Dataset) -> None:
        """What is not a collection is a tuple."""
        about = tiny.about
        for held in (tiny.check(), tiny.coverage(), about.holders, about.attribution):
            assert type(held) is tuple

    @pytest.mark.parametrize("name", NAMES)
    def test_collection(self, tiny: rt.Dataset, name: str) -> None:
        """A collection has no way to set, delete or add."""
        collection = tiny.collections[name]
        for attribute in ("_records", "_store", "ids", "record_type", "title"):
            with pytest.raises(AttributeError):
                setattr(collection, attribute, ())
            with pytest.raises(AttributeError):
                delattr(collection, attribute)
        assert not hasattr(collection, "append")
        assert not hasattr(collection, "__setitem__")
        assert not hasattr(collection, "__delitem__")

    @pytest.mark.parametrize("name", NAMES)
    def test_records(self, tiny: rt.Dataset, name: str) -> None:
        """No field of a record is set or deleted, nor a new one added; lists are tuples."""
        for record in tiny.collections[name]:
            before = record.to_dict()
            for field in [*before, "title", "id", "places", "ducks"]:
                with pytest.raises((ValueError, AttributeError)):
                    setattr(record, field, None)
                with pytest.raises((ValueError, AttributeError)):
                    delattr(record, field)
                assert not isinstance(getattr(record, field, None), (list, dict, set))
            assert record.to_dict() == before

    def test_values_inside_records(self, tiny: rt.Dataset) -> None:
        """Points, instruments, dates and paragraphs are as firm as the records."""
        agreement = tiny.act("town-goosund/agreement")
        for inner, name in [
            (tiny.place("goosund").coordinates, "latitude"),
            (agreement.instrument, "kind"),
            (agreement.date, "text"),
            (agreement.cites[0], "gist"),
            (tiny.conflict("goose-year").readings[0], "records"),
            (tiny.source("gazette").sections[0], "paragraphs"),
            (tiny.project("town-goosund/lake").duration, "value"),
            (tiny.activity("town-goosund/song-festival").roles[2].group, "text"),
            (tiny.tables["holders"][0], "statements"),
        ]:
            with pytest.raises((ValueError, AttributeError)):
                setattr(inner, name, None)
            with pytest.raises((ValueError, AttributeError)):
                delattr(inner, name)

    def test_what_is_handed_out_is_the_callers(self, folder: Path, tiny: rt.Dataset) -> None:
        """Changing dicts, rows and frames changes nothing else."""
        own = rt.load(folder)
        own.partnership("town-goosund").to_dict()["counterparts"].append("duck")
        own.partnerships.to_dicts()[0]["counterparts"].clear()
        frame = own.partnerships.to_pandas()
        frame["title"] = "duck"

        assert own == tiny
        assert own.partnerships.to_dicts() == tiny.partnerships.to_dicts()


class TestGetters:
    """One record by its id."""

    @pytest.mark.parametrize("getter", GETTERS)
    def test_known(self, tiny: rt.Dataset, getter: str) -> None:
        """It is the record of the collection."""
        name, id = GETTERS[getter]

        assert getattr(tiny, getter)(id) is tiny.collections[name][id]

    @pytest.mark.parametrize("getter", GETTERS)
    def test_unknown(self, tiny: rt.Dataset, getter: str) -> None:
        """An id that is none is named, in an error that is a `KeyError`."""
        for id in ("", "duck-pond", "0", "\0", "???", "🇳🇴"):
            with pytest.raises(rt.UnknownIdError) as caught:
                getattr(tiny, getter)(id)

            assert isinstance(caught.value, KeyError)
            assert repr(id) in str(caught.value)

    @pytest.mark.parametrize(
        ("getter", "id", "near"),
        [
            ("partnership", "goosund", "'town-goosund'"),
            ("act", "agreement", "'town-goosund/agreement'"),
            ("activity", "regattas", "'town-goosund/regatta'"),
            ("activity", "Pond Days", "'town/pond-day'"),
            ("project", "A lake for two", "'town-goosund/lake'"),
            ("person", "Donald Pīle", "'donald'"),
            ("place", "Gøøsunt", "'goosund'"),
            ("field", "Musik", "'music'"),
            ("country", "Norwey", "'NO'"),
            ("organisation", "duckburg council house", "'duck-council'"),
        ],
    )
    def test_unknown_suggests(self, tiny: rt.Dataset, getter: str, id: str, near: str) -> None:
        """The message names what was probably meant."""
        with pytest.raises(rt.UnknownIdError) as caught:
            getattr(tiny, getter)(id)

        assert near in str(caught.value)

    @pytest.mark.parametrize(
        ("getter", "name", "id"),
        [
            ("partnership", "Duckburg – Kączki", "town-kaczki"),
            ("partnership", "Town-Kaczki", "town-kaczki"),
            ("act", "duckburg – gøøsund: signed 1994", "town-goosund/agreement"),
            ("activity", "Pond Day", "town/pond-day"),
            ("project", "a lake for both", "town-goosund/lake"),
            ("person", "Donalds Pīle", "donald"),
            ("place", "Zossunda", "goosund"),
            ("place", "GĘŚLAWA", "goosund"),
            ("field", "Sport", "sport"),
            ("field", "singing", "music"),
            ("country", "norway", "NO"),
            ("country", "NOR", "NO"),
            ("country", " no", "NO"),
            ("country", "N.O.", "NO"),
            ("organisation", "Pīļpils dome", "duck-council"),
            ("source", "Duckburg Gazette", "gazette"),
            ("conflict", "When was the agreement with Gøøsund made", "goose-year"),
        ],
    )
    def test_a_name_is_as_good_as_the_id(
        self, tiny: rt.Dataset, getter: str, name: str, id: str
    ) -> None:
        """A getter takes what the filter of the same word takes."""
        assert getattr(tiny, getter)(name).id == id

    def test_a_name_of_several_is_refused(self, tiny: rt.Dataset, folder: Path) -> None:
        """Of two places with one name the message lists the ids."""
        edit(folder, Edit("places.toml", 'title = "Kączki"', 'title = "Duckburg"'))
        assert tiny.place("Duckburg").id == "duckburg"
        both = rt.load(folder)
        with pytest.raises(rt.UnknownIdError, match=r"several .*: 'duckburg', 'kaczki'$"):
            both.place("Duckburg!")
        assert both.place("duckburg").id == "duckburg"

    @pytest.mark.parametrize("getter", GETTERS)
    def test_wrong_type(self, tiny: rt.Dataset, getter: str) -> None:
        """What is no text is a `TypeError`, even where a collection would take it."""
        ids: tuple[object, ...] = (None, 0, 1.5, True, b"NO", ("NO",), ["NO"], {}, slice(None))
        for id in ids:
            with pytest.raises(TypeError, match="an id is text, not"):
                getattr(tiny, getter)(id)

    def test_record_is_no_id(self, tiny: rt.Dataset) -> None:
        """A record is not its id."""
        with pytest.raises(TypeError, match="not Place"):
            tiny.place(tiny.place("goosund"))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


class TestFind:
    """Every record that names something."""

    @pytest.mark.parametrize(
        "text", ["Gøøsund", "goosund", "GØØSUND", "  gøøsund ", "Gøøsund!", "„Gøøsund”", "GOOSUND"]
    )
    def test_case_diacritics_and_punctuation(self, tiny: rt.Dataset, text: str) -> None:
        """However a name is typed, the same is found, in every collection that names it."""
        found = tiny.find(text)

        assert found == tiny.find("Gøøsund")
        assert {
            "goosund",
            "town-goosund",
            "shire-goosund/goosund",
            "town-goosund/agreement",
            "town-goosund/music",
            "goose-year",
        } <= set(found.ids)
        assert "kaczki" not in found
        assert "town-kaczki" not in found

    @pytest.mark.parametrize(
        ("text", "id"),
        [
            ("Zossunda", "goosund"),  # title in Latvian
            ("Geslawa", "goosund"),  # name in another language
            ("pašvaldība", "goosund"),  # as printed
            ("singing", "music"),  # another word for it
            ("Kingdom of Norway", "NO"),
            ("beginning is not stated", "town-kaczki"),  # summary
            ("goosund.example", "town-goosund"),  # website
            ("council", "duck-council"),
            ("Both years", "goose-year"),  # stance
            ("In 1995", "goose-year"),  # reading
            ("Duckburg Gazette", "gazette"),
            ("Gęślawa", "town-goosund"),  # by any name of what it refers to
            ("Poland", "town-kaczki"),
            ("Dziesmu svētki", "town-goosund/song-festival"),
            ("There was no wind", "town-goosund/regatta"),  # why
            ("Pond Fund", "town-goosund/song-festival"),  # programme
            ("Dīķu fonds", "town-goosund/song-festival"),
            ("Donalda Pīles", "town-goosund/song-festival"),
            ("Donalda Pīles", "town-league/seat"),
            ("seat on the board", "town-league/seat"),
            ("Ezers", "town-goosund/lake"),
            ("who live there", "town-goosund/size"),
            ("mayor", "donald"),
            ("Pond Day", "town/pond-day"),
            ("needs water", "town/water"),
        ],
    )
    def test_where_words_are_looked_for(self, tiny: rt.Dataset, text: str, id: str) -> None:
        """Titles, names, printed forms, prose, and the names of what is referred to."""
        assert id in tiny.find(text)

    @pytest.mark.parametrize(
        ("text", "who"), [("singer", "Donalds Pīle"), ("12 zosu", "geese"), ("took part", "geese")]
    )
    def test_words_of_a_role(self, tiny: rt.Dataset, text: str, who: str) -> None:
        """What stands in a role is said by the role, not by all that it hangs on."""
        found = tiny.find(text)

        assert {record.collection for record in found} == {"roles"}
        assert any(record.title.startswith(who) for record in found)

    def test_all_that_is_looked_through(self, folder: Path) -> None:
        """A record is found by what it says and the names of what it refers to, and no more."""
        texts = {r.id: words.strip().split("\n ") for r, words in rt.load(folder)._store.texts}
        norway = ["norway", "norvegija"]
        goosund = ["goosund", "zossunda", "zossundas pasvaldiba", "goosund", "geslawa"]
        council = ["duckburg council", "pilpils dome"]
        fund = ["pond fund", "diku fonds"]
        names = ["goosund", "zossunda", "nb", "goosund", "pl", "geslawa", "zossundas pasvaldiba"]

        assert texts["gazette"] == ["gazette", "duckburg gazette", "duckburg council", "en"]
        assert texts["goosund"] == [
            *("goosund", *names, "geonames", "1", *norway),
            *("goose county", "zosu apgabals", "invented"),
        ]
        assert texts["town-goosund/agreement"] == [
            *("town goosund agreement", "duckburg goosund signed 1994", *norway, "agreement"),
            *(*council, *goosund, "duckburg", "pilpils", *goosund, *council),
        ]
        assert texts["town-goosund/song-festival"] == [
            *("town goosund song festival", "festival of songs", *norway, "dziesmu svetki"),
            *(*goosund, "music", "muzika", "festivals", *fund, "songs", *council, *fund),
            *("donalds pile", "donalda piles", *fund),
        ]

    def test_begun_words(self, tiny: rt.Dataset) -> None:
        """The beginning of each word is enough, its middle is not."""
        assert "music" in tiny.find("mus")
        assert "music" not in tiny.find("usic")
        assert "town-kaczki" in tiny.find("beginning is not st")
        assert tiny.find("beginn sta kaczk") == tiny.find("Kaczki beginning stated")
        assert tiny.find("beginning eginning").ids == ()

    def test_several_words(self, tiny: rt.Dataset) -> None:
        """Several words narrow what is found."""
        one, two = tiny.find("Duckburg"), tiny.find("Duckburg – Kączki")

        assert set(two.ids) < set(one.ids)
        assert "town-kaczki" in two
        assert "town-goosund" not in two

    def test_words_in_any_order_and_of_any_text(self, tiny: rt.Dataset) -> None:
        """A record matches if it has all words, in any order, in whichever of its texts."""
        assert "music" in tiny.find("Mūzika music")
        assert "town-goosund/song-festival" in tiny.find("songs council festival")
        assert tiny.find("songs council zebra").ids == ()

    def test_title_of_the_source_is_no_word_of_the_record(self, tiny: rt.Dataset) -> None:
        """Not everything that cites the Gazette names it: else its words find everything."""
        assert "kaczki" not in tiny.find("Gazette")

    def test_gists_are_not_searched(self, tiny: rt.Dataset) -> None:
        """Nor does it name what the gist of a paragraph says: a gist is of many records."""
        assert tiny.citations["kaczki@gazette/kaczki/0"].gist == "Heading, Poland"
        assert tiny.find("Heading").ids == ()
        assert tiny.find("culture and music, sport planned").ids == ()

    def test_neither_holders_nor_citations_are_found(self, folder: Path) -> None:
        """They are no record that somebody looks for."""
        town = folder / "holders/town.toml"
        text = town.read_text("utf-8")
        town.write_text(f'cites = ["gazette/top/1"]\nnote = "Swans"\n{text}', encoding="utf-8")
        found = rt.load(folder).find("Duckburg")

        assert {"citations", "holders"}.isdisjoint(record.collection for record in found)
        assert rt.load(folder).find("Swans").ids == ()

    @pytest.mark.parametrize("text", ["swan", "gøøsundd", "Ж", "京都"])
    def test_none(self, tiny: rt.Dataset, text: str) -> None:
        """What is named nowhere is an empty result, no error."""
        found = tiny.find(text)

        assert isinstance(found, rt.Records)
        assert len(found) == 0

    @pytest.mark.parametrize("text", ["", " ", "\n", "!?", "–", "„”", "_", "\u0301"])
    def test_nothing_to_look_for(self, tiny: rt.Dataset, text: str) -> None:
        """Text without a letter or digit is refused, not found everywhere."""
        with pytest.raises(rt.UnknownValueError, match="no word to search for"):
            tiny.find(text)

    @pytest.mark.parametrize("text", [None, 5, b"duck", ["duck"], True])
    def test_wrong_type(self, tiny: rt.Dataset, text: str) -> None:
        """What is no text is a `TypeError` that names it."""
        message = f"find takes text, not {type(text).__name__}: {text!r}"
        with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
            tiny.find(text)

    def test_order_and_kinds(self, tiny: rt.Dataset) -> None:
        """What is found keeps the order of the collections, each record once."""
        found = tiny.find("duck")

        assert len(set(found.ids)) == len(found)
        kinds = [record.collection for record in found]
        assert kinds == sorted(kinds, key=NAMES.index)
        assert "citations" not in kinds

    def test_from_many_threads(self, folder: Path) -> None:
        """The index of words is built once or several times, but is always whole."""
        own = rt.load(folder)
        gate, found = Barrier(4), list[rt.Records]()

        def look() -> None:
            gate.wait()
            found.append(own.find("duck"))

        threads = [Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert found == [own.find("duck")] * 4
