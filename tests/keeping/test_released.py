"""IDs are permanent: a released one is in use, or is retired and returns its successor."""

from __future__ import annotations

import pickle
import re
import warnings
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.keeping.released import Released, lines_of, released_ids, sealed
from rezekne_twins.loading.files import read
from rezekne_twins.loading.validate import validate
from tests.miniatures import TINY, Edit, edit

GOOSUND = "partnerships/town-goosund.toml"
GAZETTE = "sources/gazette.toml"


def release(folder: Path, *further: Released) -> None:
    """Write the list of released IDs of a folder, as a release does."""
    lines = [line._replace(path=()) for line in lines_of(validate(read(folder)))]
    (folder / "published.txt").write_text(sealed([*lines, *further]), "utf-8")


def retire(folder: Path, *rows: str) -> rt.Dataset:
    """Load a folder in which ids are retired."""
    text = "\n".join(f"[[retired]]\n{row}\n" for row in rows)
    (folder / "retired.toml").write_text(text, encoding="utf-8")
    return rt.load(folder)


OLD_PLACE = 'id = "old-kaczki"\nsuccessor = "kaczki"\nsince = "0.2.0"'
OLD_TIE = 'id = "town-goose"\nsuccessor = "town-goosund"\nsince = "0.3.0"'


class TestGone:
    """E208: a released id that is neither there nor retired."""

    def test_all_there(self, folder: Path) -> None:
        """Nothing is said while every released id stands; new ones are welcome."""
        release(folder)

        assert rt.check(folder) == ()

    def test_renamed(self, folder: Path) -> None:
        """A changed id is one finding, on its line; who still names the old one is not blamed."""
        release(folder)
        edit(folder, Edit("places.toml", 'id = "kaczki"', 'id = "kaczky"'))

        (found,) = rt.check(folder)

        assert (found.code, found.place, found.record) == ("E208", "places.toml:51:6", "kaczky")
        assert "'kaczki' is gone, and 'kaczky' is new" in found.message
        assert found.advice.startswith("write 'kaczki' again, or retire the old ID in retired.toml")

    def test_a_reference_to_a_person_hides_nothing(self, folder: Path) -> None:
        """A record that names a person by mistake is there still; the mistake is what is told."""
        release(folder)
        edit(folder, Edit(GOOSUND, 'parties = ["', 'parties = ["donald", "'))

        (found,) = rt.check(folder)

        assert (found.code, found.record) == ("E202", "town-goosund/agreement")

    def test_a_short_id_that_is_retired(self, folder: Path) -> None:
        """Who names a retired record by its short ID is told its successor, as by the whole one."""
        release(folder)
        edit(folder, Edit(GOOSUND, '[[acts]]\nid = "agreement"', '[[acts]]\nid = "accord"'))
        retired = '[[retired]]\nid = "town-goosund/agreement"\nsuccessor = "town-goosund/accord"\n'
        (folder / "retired.toml").write_text(f'{retired}since = "next"\n', "utf-8")

        found = [f for f in rt.check(folder) if f.file == GOOSUND]

        assert {f.advice for f in found} == {"write 'town-goosund/accord'"}

    def test_retired_without_its_partnership(self, folder: Path) -> None:
        """The ID of a record inside another one is whole in the list of retired ones."""
        release(folder)
        edit(folder, Edit(GOOSUND, 'id = "song-festival"', 'id = "feast"'))
        rows = '[[retired]]\nid = "song-festival"\nsince = "next"\n'
        (folder / "retired.toml").write_text(rows, "utf-8")

        (found,) = rt.check(folder)

        assert (found.code, found.advice) == (
            "E208",
            "in retired.toml write the whole ID: 'town-goosund/song-festival'",
        )

    def test_dropped(self, folder: Path) -> None:
        """A dropped record is told at the record that stood before it."""
        release(folder)
        text = (folder / GOOSUND).read_text("utf-8")
        start = text.index('[[acts]]\nid = "prolongation"')
        end = text.index("[[cooperation]]", start)
        (folder / GOOSUND).write_text(text[:start] + text[end:], "utf-8")

        (found,) = rt.check(folder)

        assert (found.code, found.file, found.record) == ("E208", GOOSUND, "")
        assert "'town-goosund/prolongation' is gone" in found.message
        assert "retired.toml" in found.advice
        lines = text.splitlines()
        assert lines[found.line] == 'id = "agreement"'

    def test_what_hangs_on_a_dropped_partnership_is_not_told(self, folder: Path) -> None:
        """A file that is gone is one finding, not one a record."""
        release(folder)
        (folder / GOOSUND).unlink()

        found = [f for f in rt.check(folder) if f.code == "E208"]

        assert [(f.file, f.line) for f in found] == [(GOOSUND, 0)]

    def test_unreadable_is_not_gone(self, folder: Path) -> None:
        """What may stand in a file that cannot be read is not called gone."""
        release(folder)
        (folder / "places.toml").write_text("[[places\n", "utf-8")
        edit(folder, Edit(GOOSUND, 'holder = "town"', 'holder = "town'))

        assert {f.code for f in rt.check(folder)} == {"E103"}

    def test_a_released_id_may_be_retired(self, folder: Path) -> None:
        """Then nothing is gone, nor what hung on it."""
        release(folder, Released(GOOSUND, "town-goose"), Released(GOOSUND, "town-goose/agreement"))
        retire(folder, OLD_TIE)

        assert rt.check(folder) == ()

    def test_a_renamed_file(self, folder: Path) -> None:
        """The ID of a record with a file of its own is the name of the file: one finding."""
        release(folder)
        (folder / GOOSUND).rename(folder / "partnerships/town-gosund.toml")

        (found,) = rt.check(folder)

        assert (found.code, found.file) == ("E208", "partnerships/town-gosund.toml")
        assert found.advice.startswith("rename the file to 'town-goosund.toml' again, or retire")

    @pytest.mark.parametrize(
        "break_list",
        [
            (r"places.toml goosund\n", ""),
            (r"^.*\n", ""),
            ("town-goosund/size", "town-goosund/extent"),
            (r"\Z", "places.toml atlantis\n"),
            None,
        ],
        ids=["a line less", "no head", "another id", "a line more", "no file"],
    )
    def test_only_a_release_changes_the_list(
        self, folder: Path, break_list: tuple[str, str] | None
    ) -> None:
        """The list begins with its own fingerprint; where IDs can be retired, there is a list."""
        release(folder)
        path = folder / "published.txt"
        (folder / "retired.toml").write_text("# none yet\n", "utf-8")
        assert rt.check(folder) == ()

        if break_list is None:
            path.unlink()
        else:
            path.write_text(re.sub(*break_list, path.read_text("utf-8"), count=1), "utf-8")
        (found,) = rt.check(folder)

        assert (found.code, found.file) == ("E208", "published.txt")
        assert found.advice == "restore the file: only a release changes it"

    @pytest.mark.parametrize("content", [b"", b"\xff", b"one\n", b"\0"])
    def test_what_is_no_list_says_nothing(self, folder: Path, content: bytes) -> None:
        """Another town's file of that name, without one released ID, is as good as none."""
        (folder / "published.txt").write_bytes(content)

        assert rt.check(folder) == ()
        assert released_ids(folder) == []

    def test_load_does_not_compare(self, folder: Path) -> None:
        """What somebody loads may be any part of a release: only the check compares ids."""
        release(folder)
        edit(folder, Edit("places.toml", 'id = "kaczki"', 'id = "kaczky"'))
        edit(folder, Edit("partnerships/town-kaczki.toml", '["kaczki"]', '["kaczky"]'))
        edit(folder, Edit("holders/town.toml", '"kaczki"]', '"kaczky"]'))

        assert "kaczky" in rt.load(folder).places
        assert [f.code for f in rt.check(folder)] == ["E208"]

    def test_references_are_resolved_once_every_id_is_there(self, folder: Path) -> None:
        """A released id that is gone comes first: what named it is no second fault."""
        release(folder)
        edit(folder, Edit("places.toml", 'id = "kaczki"', 'id = "kaczky"'))
        edit(folder, Edit(GOOSUND, 'field = "music"', 'field = "muzic"'))

        assert [f.code for f in rt.check(folder)] == ["E208"]
        edit(folder, Edit("places.toml", 'id = "kaczky"', 'id = "kaczki"'))
        assert [f.code for f in rt.check(folder)] == ["E202"]


class TestParagraphs:
    """A citation counts paragraphs, so each released one keeps its number."""

    PARAGRAPH = (
        '[[sections.paragraphs]]\nfingerprint = "0123456789abcdef"\ngist = "Ducks"\n'
        'no_data = "advertisement"\n\n'
    )

    def check(self, folder: Path, old: str, new: str) -> tuple[rt.Finding, ...]:
        """Return what an edit of a released source is told."""
        release(folder)
        return rt.check(edit(folder, Edit(GAZETTE, old, new)))

    def second(self) -> tuple[str, str]:
        """Return the block of a paragraph in the middle of a section, and its fingerprint."""
        text = (TINY / GAZETTE).read_text("utf-8").partition('id = "goose"')[2]
        block = "[[sections.paragraphs]]" + text.split("[[sections.paragraphs]]")[2]
        return block, block.partition('fingerprint = "')[2][:16]

    def test_inserted(self, folder: Path) -> None:
        """A paragraph in the middle shifts all that follow: one finding, at the new one."""
        block, mark = self.second()
        (found,) = self.check(folder, block, self.PARAGRAPH + block)

        assert (found.code, found.record) == ("E208", "gazette/goose")
        assert found.message.startswith("new paragraphs stand before released ones")
        assert mark in found.advice
        assert "at the end of the section" in found.advice
        lines = (folder / GAZETTE).read_text("utf-8").splitlines()
        assert "0123456789abcdef" in "".join(lines[found.line - 1 : found.line + 1])

    @pytest.mark.parametrize("new", ["", PARAGRAPH], ids=["taken out", "another"])
    def test_gone(self, folder: Path, new: str) -> None:
        """A paragraph that was taken out, or exchanged, is one finding with its fingerprint."""
        block, mark = self.second()
        (found,) = self.check(folder, block, new)

        assert (found.code, found.record) == ("E208", "gazette/goose")
        assert f'fingerprint = "{mark}"' in found.advice

    def test_added_at_the_end(self, folder: Path) -> None:
        """What comes after the last released paragraph of a section moves nothing."""
        head = '[[sections]]\nid = "kaczki"'

        assert self.check(folder, head, self.PARAGRAPH + head) == ()

    def test_a_section_is_renamed(self, folder: Path) -> None:
        """The section is part of each citation; it cannot be retired."""
        (found,) = self.check(folder, 'id = "kaczki"\nheading', 'id = "kaczky"\nheading')

        assert (found.code, found.advice) == ("E208", "write 'kaczki' again")


class TestPeople:
    """Whoever wishes not to be named leaves no trace."""

    def test_the_list_does_not_name_people(self, tiny: rt.Dataset, folder: Path) -> None:
        """Neither by the ID of a person, nor by an ID that is made of it."""
        release(folder)
        text = (folder / "published.txt").read_text("utf-8")

        assert text.count("sha256:") >= len(tiny.people) > 0
        assert [person.id for person in tiny.people if person.id in text] == []

    def test_a_removed_person_is_no_finding(self, folder: Path) -> None:
        """Nor is what named the person: nothing has to be retired."""
        release(folder, Released("people.toml", "sha256:0123456789abcdef"))

        assert rt.check(folder) == ()


class TestRetired:
    """A retired id keeps resolving, with a warning that names its successor."""

    def test_look_up(self, folder: Path) -> None:
        """By brackets, `get`, `in` and the getter."""
        data = retire(folder, OLD_PLACE)
        places = data.places
        said = r"'old-kaczki' was retired in 0\.2\.0: use 'kaczki'"
        with pytest.warns(DeprecationWarning, match=said):
            assert places["old-kaczki"] is places["kaczki"]
        with pytest.warns(DeprecationWarning, match=said):
            assert places.get("old-kaczki") is places["kaczki"]
        with pytest.warns(DeprecationWarning, match=said):
            assert data.place("old-kaczki") is places["kaczki"]
        with pytest.warns(DeprecationWarning, match="was retired"):
            assert "old-kaczki" in places

    def test_the_warning_is_at_the_line_of_whoever_asks(self, folder: Path) -> None:
        """So Python shows it to the author of that line."""
        data = retire(folder, OLD_PLACE)
        with pytest.warns(DeprecationWarning, match="was retired") as caught:
            data.place("old-kaczki")
        with pytest.warns(DeprecationWarning, match="was retired") as again:
            data.partnerships(partner="old-kaczki")

        assert [w.filename for w in (*caught, *again)] == [__file__, __file__]

    @pytest.mark.parametrize("name", ["rezekne_twins_web", "rezekne_twinstown.views", "", "__main__"])
    def test_the_warning_is_at_the_line_of_any_module(self, folder: Path, name: object) -> None:
        """A package may have a name that begins like this one, and a frame none."""
        data = retire(folder, OLD_PLACE)
        code = compile("data.place('old-kaczki')", "views.py", "exec")
        with pytest.warns(DeprecationWarning, match="was retired") as caught:
            exec(code, {"__name__": name, "data": data})  # noqa: S102

        assert [w.filename for w in caught] == ["views.py"]

    @pytest.mark.parametrize("name", [None, 7])
    def test_a_module_without_a_name(self, folder: Path, name: object) -> None:
        """Python warns nobody there, and the record is found all the same."""
        data, found = retire(folder, OLD_PLACE), {"__name__": name}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec("found = data.place('old-kaczki')", found | {"data": data}, found)  # noqa: S102

        assert found["found"] is data.place("kaczki")

    def test_what_hung_on_it(self, folder: Path) -> None:
        """What hung on a renamed partnership is found under the new id."""
        data = retire(folder, OLD_TIE)
        with pytest.warns(DeprecationWarning, match="use 'town-goosund/agreement'"):
            assert data.act("town-goose/agreement") is data.act("town-goosund/agreement")

    def test_one_that_hung_on_what_stands(self, folder: Path) -> None:
        """An act may be retired alone."""
        old = 'id = "town-goosund/accord"\nsuccessor = "town-goosund/agreement"\nsince = "0.3.0"'
        data = retire(folder, old)
        with pytest.warns(DeprecationWarning, match="use 'town-goosund/agreement'"):
            assert data.act("town-goosund/accord") is data.act("town-goosund/agreement")

    def test_filters(self, folder: Path) -> None:
        """A keyword takes a retired id as it takes a name."""
        data = retire(folder, OLD_PLACE, OLD_TIE)
        with pytest.warns(DeprecationWarning, match="was retired"):
            assert data.partnerships(partner="old-kaczki") == data.partnerships(partner="kaczki")
        with pytest.warns(DeprecationWarning, match="was retired"):
            assert data.acts(partnership="town-goose") == data.acts(partnership="town-goosund")

    def test_collections_do_not_list_it(self, folder: Path) -> None:
        """It is no record: neither listed nor found nor warned of."""
        data = retire(folder, OLD_PLACE)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert "old-kaczki" not in data.places.ids
            assert data.find("old kaczki").ids == ()
            assert data.place("kaczki").id == "kaczki"
            assert "none" not in data.places

    def test_withdrawn(self, folder: Path) -> None:
        """Without a successor the error says when it was withdrawn."""
        data = retire(folder, 'id = "scrooge"\nsince = "0.4.0"')
        with pytest.raises(rt.UnknownIdError, match=r"'scrooge' was withdrawn in 0\.4\.0"):
            data.person("scrooge")
        assert data.people.get("scrooge") is None

    def test_kept_by_json_and_pickle(self, folder: Path, tmp_path: Path) -> None:
        """An export knows its retired ids."""
        data = retire(folder, OLD_PLACE)
        back = rt.load(data.to_json(tmp_path / "ducks.json"))
        for same in (back, pickle.loads(pickle.dumps(data))):  # noqa: S301
            assert same == data
            with pytest.warns(DeprecationWarning, match="was retired"):
                assert same.place("old-kaczki").id == "kaczki"

    @pytest.mark.parametrize(
        ("rows", "code", "says"),
        [
            (['id = "kaczki"\nsuccessor = "goosund"\nsince = "1"'], "E207", "never used again"),
            ([OLD_PLACE, OLD_PLACE], "E201", "'old-kaczki' is used twice"),
            (['id = "x"\nsuccessor = "kaczky"\nsince = "1"'], "E202", "'kaczky'"),
            (['id = "x"\nsuccessor = "kaczki"'], "E113", "'since' is missing"),
        ],
    )
    def test_faults(self, folder: Path, rows: list[str], code: str, says: str) -> None:
        """A retired id is not in use, stands once, and leads to what is there."""
        with pytest.raises(rt.DataError) as caught:
            retire(folder, *rows)
        (found,) = caught.value.findings

        assert (found.code, says in found.message) == (code, True)
        assert found.line

    def test_data_may_not_name_it(self, folder: Path) -> None:
        """E202: data files name the successor, and are told which it is."""
        edit(folder, Edit("partnerships/town-kaczki.toml", '["kaczki"]', '["old-kaczki"]'))
        with pytest.raises(rt.DataError) as caught:
            retire(folder, OLD_PLACE)
        (found,) = caught.value.findings

        assert "which was retired in 0.2.0" in found.message
        assert found.advice == "write 'kaczki'"


def test_tiny_has_no_list() -> None:
    """Another town needs neither list: ids are looked after from its first release on."""
    assert not (TINY / "published.txt").exists()
    assert rt.check(TINY) == ()
