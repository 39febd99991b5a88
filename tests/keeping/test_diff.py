"""What changed is told record by record, value by value, with the release that it makes."""

from __future__ import annotations

import io
import stat
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.cli import main
from rezekne_twins.keeping.diff import Change, as_markdown, as_text, compare, release
from tests.miniatures import TINY, Edit, edit

GOOSUND = "partnerships/town-goosund.toml"
KACZKI = "partnerships/town-kaczki.toml"
YEAR = Edit(GOOSUND, 'date = "1994"', 'date = "1993"')
ROLE = Edit(GOOSUND, 'capacity = "singer"', 'capacity = "drummer"')
RETIRED = '[[retired]]\nid = "town-kaczki"\nsuccessor = "town-kaczky"\nsince = "2.0.0"\n'

MERGED = RETIRED.replace("town-kaczki", "town-goosund/size").replace(
    "town-kaczky", "town-goosund/agreement"
)
LEAGUE = "partnerships/town-league.toml"
SEAT = "[[memberships]]" + (TINY / LEAGUE).read_text("utf-8").rpartition("[[memberships]]")[2]


def between(tiny: rt.Dataset, folder: Path, *edits: Edit) -> tuple[Change, ...]:
    """Return what some edits of the invented data set change."""
    return compare(tiny, rt.load(edit(folder, *edits)))


def test_nothing(tiny: rt.Dataset, folder: Path, tmp_path: Path) -> None:
    """A set does not differ from itself, whether it is a folder or an export."""
    assert compare(tiny, rt.load(folder)) == ()
    assert compare(rt.load(tiny.to_json(tmp_path / "t.json")), tiny) == ()
    assert as_text(()) == "No difference."
    assert release(()) == "none"


def test_a_value(tiny: rt.Dataset, folder: Path) -> None:
    """A corrected value is before → after with its citation: a patch; what follows is not told."""
    (change,) = between(tiny, folder, YEAR)

    assert change == Change(
        "changed",
        "town-goosund/agreement",
        "Duckburg – Gøøsund: signed 1993",
        "date",
        '"1994"',
        '"1993"',
        ("gazette/goose/1",),
    )
    assert release((change,)) == "patch"


def test_a_role_is_a_value_of_its_whole(tiny: rt.Dataset, folder: Path) -> None:
    """A corrected role is no new record, and only what is written of it is shown."""
    (change,) = between(tiny, folder, ROLE)

    assert (change.id, change.key) == ("town-goosund/song-festival", "roles")
    assert '"capacity": "drummer"' in change.after
    assert "within" not in change.after
    assert "null" not in change.after


def test_a_paragraph(tiny: rt.Dataset, folder: Path) -> None:
    """A gist that is put better is a change of the paragraph."""
    (change,) = between(
        tiny,
        folder,
        Edit("sources/gazette.toml", 'gist = "Page number, and the day: 1 May 2010"', 'gist = "Number"'),
    )

    assert (change.id, change.key, change.after) == ("gazette/league/1", "gist", '"Number"')


def test_what_a_source_moves(tiny: rt.Dataset, folder: Path) -> None:
    """Where a source speaks up to a later day, the status of what rests on it is told, too."""
    changes = between(
        tiny,
        folder,
        Edit("sources/gazette.toml", 'as_of = "2010-05-01"', 'as_of = "2004"'),
        Edit("sources/gazette.toml", 'published = "2010-05-01"\n', ""),
    )
    told = {(c.id, c.key): (c.before, c.after) for c in changes}

    assert told["town-league", "as_of"] == ('"2010-05-01"', '"2004"')
    assert told["town-goosund", "last_known"] == ('"unknown"', '"in_force"')  # its term was to 2005


def test_of_the_data_set_itself(tiny: rt.Dataset, folder: Path) -> None:
    """What the data set says of itself is compared too."""
    (change,) = between(tiny, folder, Edit("dataset.toml", "CC0-1.0", "CC-BY-4.0"))

    assert (change.id, change.key) == ("dataset.toml", "license")


def test_added_and_removed(tiny: rt.Dataset, folder: Path) -> None:
    """A new record is minor, one that is gone is major, a changed id is both."""
    added = between(tiny, folder, Edit(GOOSUND, 'id = "size"', 'id = "extent"'))

    assert [(c.what, c.id) for c in added] == [
        ("added", "town-goosund/extent"),
        ("removed", "town-goosund/size"),
    ]
    assert release(added) == "major"
    assert release(tuple(c for c in added if c.what != "removed")) == "minor"


def test_retired(tiny: rt.Dataset, folder: Path) -> None:
    """A record that is retired is told with its successor, and what hung on it has not changed."""
    (folder / KACZKI).rename(folder / KACZKI.replace("kaczki", "kaczky"))
    (folder / "retired.toml").write_text(RETIRED, encoding="utf-8")
    changes = compare(tiny, rt.load(folder))
    (retired,) = changes

    assert (retired.id, retired.after) == ("town-kaczki", "town-kaczky")
    assert "retired town-kaczki → town-kaczky" in as_text(changes)
    assert "now `town-kaczky`" in as_markdown(changes)
    assert as_text(changes).endswith("minor release")


def test_merged(tiny: rt.Dataset, folder: Path) -> None:
    """A record that was merged into another one is retired, and the other has not changed."""
    (folder / "retired.toml").write_text(MERGED, encoding="utf-8")
    text = (folder / GOOSUND).read_text("utf-8")
    (folder / GOOSUND).write_text(text.partition("[[statements]]")[0], "utf-8")
    changes = compare(tiny, rt.load(folder))

    assert [(c.what, c.id, c.after) for c in changes] == [
        ("retired", "town-goosund/size", "town-goosund/agreement")
    ]
    assert release(changes) == "minor"


def test_a_list(tiny: rt.Dataset, folder: Path) -> None:
    """Of a list is told what was added and what was removed; of its order, all of it."""
    old = 'cites = ["gazette/goose/1"]'
    edits = Edit(GOOSUND, old, 'cites = ["gazette/goose/2", "gazette/goose/1"]')
    (change,) = between(tiny, folder, edits)

    assert (change.key, change.before, change.after) == ("cites", None, 'added "gazette/goose/2"')
    assert '  cites: added "gazette/goose/2"' in as_text((change,)).splitlines()
    assert "`cites` `added" in as_markdown((change,))
    swapped = Edit(GOOSUND, edits.new, 'cites = ["gazette/goose/1", "gazette/goose/2"]')
    (order,) = compare(rt.load(folder), rt.load(edit(folder, swapped)))
    assert order.before == '["gazette/goose/2", "gazette/goose/1"]'


def test_a_removed_person_is_not_named(tiny: rt.Dataset, folder: Path) -> None:
    """Not by ID, title or printed form, in no value; and any release may remove a person."""
    person = tiny.person("donald")
    edit(
        folder,
        Edit(
            "holders/town.toml",
            '[[roles]]\nkind = "built_up"\nagent = "donald"\ncites = ["gazette/top/1"]\n',
            "",
        ),
        Edit(GOOSUND, '  { kind = "took_part", agent = "donald", capacity = "singer" },\n', ""),
        Edit(LEAGUE, SEAT, ""),
    )
    (folder / "people.toml").unlink()
    changes = compare(tiny, rt.load(folder))

    assert ("removed", "(person removed)") in {(c.what, c.id) for c in changes}
    assert len(changes) > 1
    for shown in (as_text(changes), as_markdown(changes)):
        assert [word for word in (person.id, person.title, *person.as_written) if word in shown] == []
    assert release(changes) == "patch"


def test_text_and_markdown(tiny: rt.Dataset, folder: Path) -> None:
    """Both name record, value and citation; Markdown is the *Data* entry of a changelog."""
    changes = between(tiny, folder, YEAR)

    assert as_text(changes).splitlines() == [
        "changed town-goosund/agreement  (Duckburg – Gøøsund: signed 1993)",
        '  date: "1994" → "1993"',
        "  after gazette/goose/1",
        "1 change: patch release",
    ]
    assert as_markdown(changes) == (
        "### Data\n\n"
        "- Changed `town-goosund/agreement` (Duckburg – Gøøsund: signed 1993): `date` "
        '`"1994"` → `"1993"` [gazette/goose/1]'
    )


def test_what_acts_on_a_terminal_or_a_page_is_inert(tiny: rt.Dataset, folder: Path) -> None:
    """Escape sequences, HTML and Markdown in data do nothing where differences are shown."""
    hostile = "\\u001b[2J<img src=x>[a](b)`c`"
    changes = between(tiny, folder, Edit("places.toml", 'title = "Kączki"', f'title = "{hostile}"'))
    for shown in (as_text(changes), as_markdown(changes)):
        assert "\x1b" not in shown
    titles = as_markdown(changes).split("): `")[0]
    assert "<img" not in titles
    assert "](" not in titles
    assert all(line.count("`") % 2 == 0 for line in as_markdown(changes).splitlines())


class TestCommand:
    """`rezekne-twins diff OLD NEW`."""

    @pytest.fixture
    def checkout(self, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Return a git checkout of which the invented data set is the first revision."""
        home = tmp_path / "checkout"
        home.mkdir()
        folder.rename(home / "data")
        monkeypatch.chdir(home)
        for key in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            monkeypatch.delenv(key, raising=False)
        name = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        for command in (["init", "-q"], ["add", "."], [*name, "commit", "-qm", "x"]):
            subprocess.run(["git", *command], check=True)  # noqa: S607
        return home

    def test_paths(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Folders and exports are compared."""
        edit(folder, YEAR)

        assert main(["diff", str(TINY), str(folder)]) == 0
        assert 'date: "1994" → "1993"' in capsys.readouterr().out
        assert main(["diff", str(folder), str(folder), "--format", "markdown"]) == 0
        assert "Nothing changed" in capsys.readouterr().out

    def test_revisions(self, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A revision is read from git, and leaves nothing behind in the checkout."""
        edit(checkout / "data", YEAR)

        assert main(["diff", "HEAD", "data", "--folder", "data"]) == 0
        assert 'date: "1994" → "1993"' in capsys.readouterr().out
        assert {path.name for path in checkout.iterdir()} == {".git", "data"}

    @pytest.mark.parametrize("old", ["no-such-revision", "HEAD:x", "--output=stolen", "-h\n"])
    def test_neither_path_nor_revision(
        self, checkout: Path, old: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """What is neither is refused by name, and never handed to git as an option."""
        assert main(["diff", "--folder", "data", "--", old, "data"]) == 2
        out, err = capsys.readouterr()

        assert out == ""
        assert "Traceback" not in err
        assert old.split("=", maxsplit=1)[0].strip() in err
        assert not (checkout / "stolen").exists()

    def test_an_archive_leads_nowhere(
        self,
        folder: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """Whatever a revision holds, only its own files are written, and only for the moment."""
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (tmp_path / "a" / "b").mkdir(parents=True)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "a" / "b"))
        packed = io.BytesIO()
        link = zipfile.ZipInfo(".link")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(packed, "w") as archive:
            for path in folder.rglob("*.toml"):
                archive.write(path, path.relative_to(folder))
            archive.writestr(link, str(elsewhere))
            for name in ("../up", "x/../../up", "../../../up", f"{elsewhere}/up", ".git/up"):
                archive.writestr(name, b"bad")

        def archived(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
            return subprocess.CompletedProcess([], 0, packed.getvalue(), b"")

        monkeypatch.setattr(subprocess, "run", archived)

        assert main(["diff", "some-revision", str(TINY)]) == 2
        assert "up: E107" in capsys.readouterr().err  # it was to go elsewhere
        found = {p for p in tmp_path.rglob("*") if not p.is_relative_to(folder)}
        assert found == {elsewhere, tmp_path / "a", tmp_path / "a" / "b"}

    def test_broken_data(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Data that cannot be read is refused with its faults."""
        (folder / "places.toml").write_text("[[places\n", "utf-8")

        assert main(["diff", str(TINY), str(folder)]) == 2
        assert "places.toml:1:9: E103" in capsys.readouterr().err
