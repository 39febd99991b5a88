"""The whole data set goes through one JSON file and comes back equal."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

import rezekne_twins as rt
from rezekne_twins.exports import json_file
from rezekne_twins.loading.files import AUTHORED
from rezekne_twins.loading.validate import validate_export
from rezekne_twins.models import Value
from rezekne_twins.models.columns import columns
from rezekne_twins.sequence import store_of
from tests.miniatures import Edit, edit, faults

Document = dict[str, Any]


@pytest.fixture
def file(tiny: rt.Dataset, tmp_path: Path) -> Path:
    """Return the invented data set as a file."""
    return tiny.to_json(tmp_path / "tiny.json")


@pytest.fixture
def document(file: Path) -> Document:
    """Return what is in the file."""
    whole: Document = json.loads(file.read_text(encoding="utf-8"))
    return whole


def rewrite(file: Path, document: Document) -> Path:
    """Put another document into a file."""
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


OLD = sorted((Path(__file__).parents[1] / "snapshots").glob("export-*.json"))


class TestRoundTrip:
    """What is written is read back."""

    def test_tiny(self, tiny: rt.Dataset, file: Path) -> None:
        """The invented set comes back equal in everything."""
        again = rt.load(file)

        assert again == tiny
        assert again.about == tiny.about
        assert again.collections == tiny.collections
        assert again.coverage() == tiny.coverage()
        assert again.check() == ()

    def test_shipped(self, shipped: rt.Dataset, tmp_path: Path) -> None:
        """So does the shipped one."""
        again = rt.load(shipped.to_json(tmp_path / "shipped.json"))

        assert again == shipped
        assert again.collections == shipped.collections

    @pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
    def test_written_by_an_earlier_release(self, old: Path, tmp_path: Path) -> None:
        """What earlier releases wrote is still read, and loses nothing when written again."""
        then = json.loads(old.read_text("utf-8"))
        now = json.loads(rt.load(old).to_json(tmp_path / "now.json").read_text("utf-8"))

        for table in ("partnerships", "holders", "places", "sources", "conflicts"):
            assert then[table]
            assert [row["id"] for row in now[table]] == [row["id"] for row in then[table]]
        assert [row["acts"] for row in now["partnerships"]] == [
            row["acts"] for row in then["partnerships"]
        ]

    @pytest.mark.parametrize(
        "change",
        [
            Edit("places.toml", "Gęślawa", '\\"Gęś\\\\ława\\" <&> \\u2028 \\U0001F986'),
            Edit("places.toml", "latitude = 59.5", "latitude = -0.1"),
            Edit("places.toml", "latitude = 59.5", "latitude = 59.123456789012345"),
            Edit("places.toml", "source =", "display_only = true, source ="),
            Edit("partnerships/town-goosund.toml", '"1994"', '"1994~"'),
            Edit("partnerships/town-goosund.toml", '"1994"', '"../1994"'),
            Edit("partnerships/town-goosund.toml", 'date = "1994"\n', ""),
            Edit("partnerships/town-goosund.toml", "value = 12", "value = 12.125"),
            Edit("partnerships/town-goosund.toml", "value = 1500", "value = -9007199254740991"),
            Edit("partnerships/town-goosund.toml", "singer", "„singer”; \\u0001"),
            Edit(
                "partnerships/town-goosund.toml",
                'agent = "duck-council"',
                'agent = "duck-council", date = "2001-06-24", cites = ["gazette/goose/2"]',
            ),
            Edit("holders/town.toml", "[[activities]]", 'note = "x"\n[[activities]]'),
            Edit("holders/town.toml", 'id = "water"', 'id = "water"\nsubject = "pond-day"'),
            Edit("conflicts.toml", 'reason = "The', 'cites = ["gazette/top/1"]\nreason = "The'),
            Edit("partnerships/town-goosund.toml", "term_years = 5", "term_years = 999"),
        ],
    )
    def test_awkward_values(self, folder: Path, tmp_path: Path, change: Edit) -> None:
        """Quotes, signs, long numbers, odd dates: nothing is lost or rounded."""
        dataset = rt.load(edit(folder, change))

        assert rt.load(dataset.to_json(tmp_path / "odd.json")) == dataset

    def test_two_writes_are_the_same_bytes(self, folder: Path, file: Path, tmp_path: Path) -> None:
        """Nothing of time, place or order of sets gets into the file."""
        again = rt.load(folder).to_json(tmp_path / "again.json")
        through = rt.load(file).to_json(tmp_path / "through.json")

        assert again.read_bytes() == file.read_bytes() == through.read_bytes()

    def test_path(self, tiny: rt.Dataset, tmp_path: Path) -> None:
        """Text is a path too; what was written is returned, under any name."""
        written = tiny.to_json(str(tmp_path / "ducks"))

        assert written == tmp_path / "ducks"
        assert rt.load(written) == tiny


class TestDocument:
    """What stands in the file."""

    def test_head(self, document: Document) -> None:
        """The file says what it is, and which release wrote it."""
        assert document["format"] == "rezekne-twins"
        assert document["format_version"] == 1
        assert document["version"] == rt.__version__
        assert document["dataset"]["title"] == "Ties of Duckburg"

    def test_collections(self, document: Document, tiny: rt.Dataset) -> None:
        """Everything that is authored is there, in order; what can be computed is not."""
        names = [name for name in document if name not in {"format", "format_version", "version"}]

        assert sorted(names) == [
            "conflicts",
            "countries",
            "dataset",
            "fields",
            "holders",
            "organisations",
            "partnerships",
            "people",
            "places",
            "retired",
            "sources",
        ]
        for name in set(names) - {"dataset"}:
            assert [row["id"] for row in document[name]] == [r.id for r in tiny.tables[name]]

    def test_holders(self, document: Document) -> None:
        """What belongs to a holder alone stands under it, as in its file."""
        (town,) = document["holders"]

        assert (town["id"], town["title"]) == ("town", "Duckburg")
        assert [row["id"] for row in town["activities"]] == ["town/pond-day"]
        assert [row["id"] for row in town["statements"]] == ["town/water"]
        assert [(row["kind"], row["agent"]) for row in town["roles"]] == [("built_up", "donald")]
        assert town["activities"][0]["partnership"] is None
        assert town["projects"] == []

    def test_what_is_done(self, document: Document) -> None:
        """Activities, projects, memberships and statements stand under their partnership."""
        rows = {row["id"]: row for row in document["partnerships"]}
        festival = rows["town-goosund"]["activities"][0]
        geese = festival["roles"][2]

        assert festival["date"] == "2001-06-23/2001-06-25"
        assert (festival["places"], festival["programme"]) == (["goosund"], "pond-fund")
        assert geese["group"]["of"] == ["goosund", "NO"]
        assert geese["group"]["number"]["qualifier"] == "more_than"
        assert geese["within"] == "town-goosund/song-festival"
        assert rows["town-goosund"]["activities"][1]["part_of"] == "town-goosund/lake"
        assert rows["town-goosund"]["statements"][0]["subject"] == "goosund"
        assert [row["member"] for row in rows["town-league"]["memberships"]] == [
            "duck-council",
            "donald",
        ]

    def test_references_are_ids(self, document: Document) -> None:
        """A reader without this library can join by id."""
        rows = {row["id"]: row for row in document["partnerships"]}
        agreement, prolongation = rows["town-goosund"]["acts"]

        assert rows["shire-goosund"]["counterparts"] == ["goosund", "goose-county"]
        assert agreement["parties"] == ["duck-council", "goosund"]
        assert prolongation["concerns"] == "town-goosund/agreement"
        assert prolongation["cites"] == ["gazette/goose/1"]

    def test_text(self, file: Path) -> None:
        """The file is UTF-8 with real letters, lines that a diff can show, and a last line end."""
        content = file.read_bytes()
        text = content.decode("utf-8")

        for name in ("Kączki", "Gøøsund", "Gęślawa", "Pīļpils sadraudzība", "Norvēģija"):
            assert f'"{name}"' in text
        assert "\\u" not in text
        assert not content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content
        assert text.endswith("}\n")
        assert len(text.splitlines()) > 100

    def test_is_strict_json(self, file: Path) -> None:
        """No `NaN` or `Infinity`, which other readers refuse."""

        def refuse(constant: str) -> NoReturn:
            raise AssertionError(constant)

        json.loads(file.read_text(encoding="utf-8"), parse_constant=refuse)


BELONGS = ("holder", "partnership")


class TestDerived:
    """Derived values are in the file for others, and ignored when it is read."""

    def test_are_in_the_file(self, document: Document) -> None:
        """Whoever reads the JSON need not derive them."""
        rows = {row["id"]: row for row in document["partnerships"]}
        goosund = rows["town-goosund"]
        places = {row["id"]: row for row in document["places"]}

        assert (goosund["began"], goosund["as_of"]) == ("1994", "2010-05-01")
        assert goosund["countries"] == ["NO"]
        assert rows["town-kaczki"]["began"] is None
        assert goosund["acts"][0]["title"] == "Duckburg – Gøøsund: signed 1994"
        assert goosund["acts"][0]["holder"] == "town"
        assert goosund["acts"][0]["partnership"] == "town-goosund"
        assert places["goosund"]["partnerships"] == ["shire-goosund", "town-goosund"]
        assert document["conflicts"][0]["holders"] == ["town", "shire"]
        assert document["sources"][0]["sections"][1]["paragraphs"][0]["id"] == "gazette/goose/0"

    @pytest.mark.parametrize("wrong", [None, "duck", 5, [], ["JP"], {"a": 1}], ids=repr)
    def test_changed_ones_change_nothing(
        self, tiny: rt.Dataset, file: Path, document: Document, wrong: object
    ) -> None:
        """Whatever stands there, it is derived again."""
        owners = [*document["partnerships"], *document["holders"]]
        inner = {
            name: [row for owner in owners for row in owner.get(name, [])]
            for name in ("acts", "cooperation", "activities", "projects", "memberships")
        }
        statements = [row for owner in owners for row in owner["statements"]]
        doings = [*inner["acts"], *inner["activities"], *inner["projects"]]
        roles = [row for whole in (*doings, *document["holders"]) for row in whole["roles"]]
        sections = [row for source in document["sources"] for row in source["sections"]]
        paragraphs = [row for section in sections for row in section["paragraphs"]]
        for rows, names in [
            (document["partnerships"], ["began", "as_of", "countries"]),
            (document["holders"], ["title"]),
            ([row for part in inner.values() for row in part], ["countries", *BELONGS]),
            ([*inner["acts"], *inner["cooperation"]], ["title"]),
            (inner["memberships"], ["title", "unit"]),
            (roles, ["id", "title", "within", *BELONGS]),
            (statements, ["title", *BELONGS]),
            ([*document["places"], *document["organisations"]], ["partnerships"]),
            (document["conflicts"], ["partnerships", "holders"]),
            (paragraphs, ["id", "source", "section", "number"]),
        ]:
            assert rows
            for row in rows:
                row.update(dict.fromkeys(names, wrong))

        assert rt.load(rewrite(file, document)) == tiny

    def test_changed_to_what_might_be_right_they_change_nothing(
        self, file: Path, document: Document
    ) -> None:
        """A wrong value of the right type passes validation, and is derived again all the same."""
        document["retired"] = [{"id": "gone", "title": "", "since": "0.1.0"}]
        sound = rt.load(rewrite(file, document))
        wrong: dict[Any, Any] = {"int": 99, "PartialDate": "1066", "Country": "JP"}
        changed: set[str] = set()

        def spoil(kind: type[Value], row: dict[str, Any]) -> None:
            for name, column in columns(kind).items():
                if column.derived and name in row:
                    value = wrong.get(column.types[0].__name__, "elsewhere")
                    if name == "unit":
                        value = "city"
                    row[name] = [value] if column.many else value
                    changed.add(name)
                elif column.nested and row.get(name):
                    for inner in row[name] if column.many else [row[name]]:
                        spoil(column.nested, inner)

        for kind in AUTHORED:
            for row in document[kind.collection]:
                spoil(kind, row)
        spoilt = rewrite(file, document)

        assert changed >= {"title", "countries", "began", "as_of", "partnership", "holder", "id"}
        assert validate_export(spoilt)
        assert rt.load(spoilt) == sound

    def test_of_two_equal_keys_the_last_one_counts(self, file: Path) -> None:
        """So Python's own reader has it; and so this one, with whatever release of pydantic."""
        text = file.read_text("utf-8")
        title = '"title": "Ties of Duckburg"'
        file.write_text(text.replace(title, f'"title": "Elsewhere", {title}'), encoding="utf-8")

        assert rt.load(file).about.title == "Ties of Duckburg"

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e400", "1" + "0" * 400])
    def test_a_number_is_finite(self, file: Path, document: Document, value: str) -> None:
        """JSON knows no other ones, and what is not equal to itself is no data."""
        (goosund,) = [row for row in document["partnerships"] if row["id"] == "town-goosund"]
        goosund["activities"][0]["duration"] = {"value": 7.25, "unit": "days"}
        text = json.dumps(document).replace("7.25", value)
        file.write_text(text, encoding="utf-8")

        with pytest.raises(rt.DataError, match=r"E114 .*duration\.value"):
            rt.load(file)

    def test_short_ids_are_as_good(self, tiny: rt.Dataset, file: Path, document: Document) -> None:
        """Who writes the ids of acts as a data file has them is understood."""
        for partnership in document["partnerships"]:
            for act in partnership["acts"]:
                act["id"] = act["id"].rpartition("/")[2]

        assert rt.load(rewrite(file, document)) == tiny

    def test_missing_ones_change_nothing(self, tiny: rt.Dataset, file: Path, document: Document) -> None:
        """They may be left out."""
        for partnership in document["partnerships"]:
            del partnership["began"], partnership["as_of"], partnership["countries"]
            for membership in partnership["memberships"]:
                del membership["title"], membership["unit"], membership["countries"]
        for owner in (*document["partnerships"], *document["holders"]):
            for doing in (*owner["activities"], *owner["projects"]):
                for role in doing["roles"]:
                    del role["id"], role["title"], role["within"]
            for statement in owner["statements"]:
                del statement["title"], statement["holder"], statement["partnership"]

        assert rt.load(rewrite(file, document)) == tiny

    def test_what_follows_from_a_change_is_derived(self, file: Path, document: Document) -> None:
        """Who corrects a date in the file gets the beginning that follows from it."""
        rows = {row["id"]: row for row in document["partnerships"]}
        rows["town-goosund"]["acts"][0]["date"] = "1990"

        partnership = rt.load(rewrite(file, document)).partnership("town-goosund")
        assert partnership.began == rt.PartialDate("1990")
        assert partnership.acts[0].title == "Duckburg – Gøøsund: signed 1990"


class TestRefusals:
    """What is no file of this format is refused by name."""

    def test_newer_format(self, file: Path, document: Document) -> None:
        """A format of the future names its version, and the one that is read."""
        newer = rewrite(file, document | {"format_version": 2, "ponds": [{"id": "pond"}]})

        (found,) = faults(newer)
        assert found.code == "E106"
        assert "version 2" in found.message

    def test_no_format(self, file: Path, document: Document) -> None:
        """A file without the word that names its format is refused before it is read."""
        del document["format"]

        (found,) = faults(rewrite(file, document))
        assert found.code == "E105"

    def test_missing_collections(self, file: Path, document: Document) -> None:
        """A collection that is left out is empty, as a missing file is."""
        del document["conflicts"], document["holders"]
        again = rt.load(rewrite(file, document))

        assert (again.conflicts.ids, again.tables["holders"]) == ((), ())

    def test_faults_of_values(self, file: Path, document: Document) -> None:
        """A value that somebody broke in the file is told as in a folder."""
        document["places"][0]["kind"] = "pond"
        found = faults(rewrite(file, document))

        assert ("E114", "tiny.json", document["places"][0]["id"]) in {f[:3] for f in found}


def stop(*_: object, **__: object) -> NoReturn:
    """Stand for a full disk."""
    raise OSError("no space left on device")


def interrupt(*_: object, **__: object) -> NoReturn:
    """Stand for somebody's Ctrl-C."""
    raise KeyboardInterrupt


class TestWriting:
    """The file appears whole or not at all."""

    @pytest.mark.parametrize("breaking", [stop, interrupt])
    @pytest.mark.parametrize("where", ["dumps", "replace"])
    @pytest.mark.parametrize("name", ["old.json", "new.json"])
    def test_interrupted(
        self,
        tiny: rt.Dataset,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        *,
        breaking: Callable[..., NoReturn],
        where: str,
        name: str,
    ) -> None:
        """Whenever a write breaks off, the old file is as it was and no stray one is left."""
        (tmp_path / "old.json").write_bytes(b"old")
        monkeypatch.setattr(json if where == "dumps" else os, where, breaking)

        with pytest.raises((OSError, KeyboardInterrupt)):
            tiny.to_json(tmp_path / name)

        assert [path.name for path in tmp_path.iterdir()] == ["old.json"]
        assert (tmp_path / "old.json").read_bytes() == b"old"

    def test_interrupted_half_way(
        self, tiny: rt.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A text that cannot be encoded breaks off in the middle, and leaves nothing."""
        whole = json_file.document(store_of(tiny.partnerships))

        def document(_: object) -> Document:
            return {**whole, "odd": "\ud800"}

        monkeypatch.setattr(json_file, "document", document)

        with pytest.raises(UnicodeEncodeError):
            tiny.to_json(tmp_path / "new.json")

        assert list(tmp_path.iterdir()) == []

    def test_replaces(self, tiny: rt.Dataset, tmp_path: Path) -> None:
        """An old file, however long, is replaced whole, and nothing is left beside it."""
        path = tmp_path / "tiny.json"
        path.write_bytes(b"x" * 999_999)

        assert rt.load(tiny.to_json(path)) == tiny
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.skipif(os.name != "posix", reason="other systems have no such permissions")
    def test_others_may_read_it(self, tiny: rt.Dataset, tmp_path: Path) -> None:
        """The file has the permissions of any new file, so that it can be published."""
        other = tmp_path / "other.txt"
        other.write_text("", encoding="utf-8")
        written = tiny.to_json(tmp_path / "tiny.json")

        assert stat.S_IMODE(written.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)

    def test_folder_that_is_not_there(self, tiny: rt.Dataset, tmp_path: Path) -> None:
        """A missing folder is the system's own error, and is not made up."""
        with pytest.raises(FileNotFoundError):
            tiny.to_json(tmp_path / "ducks" / "tiny.json")

        assert list(tmp_path.iterdir()) == []

    def test_folder_in_the_place_of_the_file(self, tiny: rt.Dataset, tmp_path: Path) -> None:
        """A folder is not replaced, and nothing is left in or beside it."""
        (tmp_path / "tiny.json").mkdir()
        with pytest.raises(OSError, match=r"tiny\.json"):
            tiny.to_json(tmp_path / "tiny.json")

        assert [path.name for path in tmp_path.rglob("*")] == ["tiny.json"]
