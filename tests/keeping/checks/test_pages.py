"""With the pages at hand: do they still say what was read, and is nothing copied from them?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins import cli
from rezekne_twins.keeping.checks import RULES
from rezekne_twins.keeping.checks.base import CHECKS, dotted
from rezekne_twins.keeping.pages import CUT_MARK, fingerprint
from tests.miniatures import Edit, edit

GOOSUND = "partnerships/town-goosund.toml"
KACZKI = "partnerships/town-kaczki.toml"
LEAGUE = "partnerships/town-league.toml"
SHIRE = "partnerships/shire-goosund.toml"
GAZETTE = "sources/gazette.toml"
TOWN = "holders/town.toml"

TOP = "Published by the council of Duckburg."
MANY = (
    "The two councils wrote their agreement down in 1994: music comes first, sport may follow. "
    "Dziesmu svētki brought vairāk nekā 12 zosu to Zossundas pašvaldība, "
    "Donalda Pīles choir among them; Ezers is still being dug."
)
SHIRES = "In 1995 the shire signed as well, for the sake of sport."
PAGE = f"""{TOP}

Duckburg and Gøøsund
 • {MANY}
{SHIRES}
Duckburg and Kączki
Prolonged in 2007: culture.
Pond League
7
"""
RUN = "two councils wrote their agreement down in 1994 music"
"""Eight words and one of the page, without its punctuation."""

ALMANAC_PAGE = "Geese\nNo goose has been seen.\n"
ALMANAC = f"""
kind = "page"
title = "Almanac"
language = "en"
as_of = "2015"
note = "The almanac of 2015."

[[sections]]
id = "geese"
heading = "Geese"

[[sections.paragraphs]]
fingerprint = "{fingerprint("Geese")}"
gist = "Heading"
no_data = "heading"

[[sections.paragraphs]]
fingerprint = "{fingerprint("No goose has been seen.")}"
gist = "No geese"
no_data = "nothing happened"
"""


SWAN = 'as_written = ["No swan has been seen."]\n'


def paragraphs(page: str) -> list[str]:
    """List the paragraphs of the invented page, without bullets."""
    return [line.strip().removeprefix("• ") for line in page.splitlines() if line.strip()]


def index(folder: Path, texts: Iterable[str]) -> None:
    """Put the fingerprints of paragraphs into the index of the Gazette, in their order."""
    path = folder / GAZETTE
    marks = iter(map(fingerprint, texts))
    text = re.sub(r'(?<=fingerprint = ")\w+', lambda _: next(marks), path.read_text("utf-8"))
    assert next(marks, None) is None
    path.write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Return a folder with the page that the invented data set was read from."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "gazette.txt").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.fixture
def read(folder: Path) -> Path:
    """Return a copy of the invented data folder whose index is that of the page."""
    index(folder, paragraphs(PAGE))
    return folder


def reprint(pages: Path, old: str, new: str) -> None:
    """Change the page."""
    assert old in PAGE
    (pages / "gazette.txt").write_text(PAGE.replace(old, new, 1), encoding="utf-8")


def test_page_that_was_read(read: Path, pages: Path) -> None:
    """A page that says what was read, and from which nothing is copied, is no finding."""
    assert rt.load(read).check(pages=pages) == ()


@pytest.mark.parametrize("kind", [str, Path])
def test_path_or_text(read: Path, pages: Path, kind: type[str | Path]) -> None:
    """A folder is named by a path or its text."""
    reprint(pages, SHIRES, "The shire is no more.")

    assert {f.code for f in rt.load(read).check(pages=kind(pages))} == {"E307", "E308"}


def test_without_pages(folder: Path) -> None:
    """Without the pages nothing is said of them: the fingerprints of the folder are invented."""
    assert rt.load(folder).check() == rt.load(folder).check(pages=None) == ()


def test_other_checks_are_told_as_well(read: Path, pages: Path) -> None:
    """The faults that need no page come first, and once."""
    edit(read, Edit(KACZKI, 'date = "2007"', 'date = "2011"'))
    reprint(pages, "7\n", "8\n")
    loaded = rt.load(read)
    found = loaded.check(pages=pages)

    assert [f.code for f in found] == ["E407", "E307"]
    assert {f.code for f in rt.check(read, pages)} == {"E407", "E307"}
    assert loaded.check() == found[:1]


class TestWhichPage:
    """A page belongs to the source whose id is its name, else to the one that it fits best."""

    @pytest.mark.parametrize("name", ["x.txt", "Pīle.txt", "000_c417748babbc6dca.txt"])
    def test_names_are_free(self, read: Path, pages: Path, name: str) -> None:
        """A file may be called anything, as long as it is text."""
        (pages / "gazette.txt").rename(pages / name)

        assert rt.load(read).check(pages=pages) == ()

    @pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
    def test_two_sources(self, read: Path, pages: Path, names: tuple[str, str]) -> None:
        """Each source finds its own page, whichever comes first."""
        (pages / "gazette.txt").rename(pages / names[0])
        (pages / names[1]).write_text(ALMANAC_PAGE, encoding="utf-8")
        (read / "sources/almanac.toml").write_text(ALMANAC, encoding="utf-8")
        loaded = rt.load(read)
        assert loaded.check(pages=pages) == ()

        (pages / names[1]).write_text(ALMANAC_PAGE.replace("No", "One"), encoding="utf-8")
        (found,) = loaded.check(pages=pages)
        assert found[:3] == ("E307", "sources/almanac.toml", "almanac")
        assert "almanac/geese/1" in found.message

    def test_a_name_comes_first(self, read: Path, pages: Path) -> None:
        """The text that bears the id of a source is its text, whatever another one says."""
        (pages / "a.txt").write_text(PAGE, encoding="utf-8")
        reprint(pages, SHIRES, "The shire is no more.")

        assert "E307" in {f.code for f in rt.load(read).check(pages=pages)}

    def test_without_headings(self, read: Path, pages: Path) -> None:
        """A source without headings is the text that it shares most paragraphs with, if any."""
        whole, top = ALMANAC.split("[[sections]]")
        text = f"{whole}[[sections]]{top}".replace('heading = "Geese"\n', "")
        text = text.replace('id = "geese"', 'id = "top"').replace("geese/", "top/")
        (read / "sources/almanac.toml").write_text(text, encoding="utf-8")
        (pages / "gazette.txt").rename(pages / "b.txt")
        for name in ("a.txt", "c.txt"):
            (pages / name).write_text("Swans\nNo swan has been seen.\n", encoding="utf-8")
        assert [f[:3] for f in rt.load(read).check(pages=pages)] == [
            ("E306", "sources/almanac.toml", "almanac")
        ]
        (pages / "c.txt").write_text(ALMANAC_PAGE, encoding="utf-8")

        assert rt.load(read).check(pages=pages) == ()

    def test_subfolders_are_read(self, read: Path, pages: Path) -> None:
        """Texts may stand in folders of the folder, but not in hidden ones."""
        (pages / "more").mkdir()
        (pages / "gazette.txt").rename(pages / "more" / "x.txt")
        assert rt.load(read).check(pages=pages) == ()

        (pages / "more").rename(pages / ".more")
        assert {f.code for f in rt.load(read).check(pages=pages)} == {"E306"}

    def test_lines_of_the_keeper_do_not_count(self, read: Path, pages: Path) -> None:
        """Lines above five hyphens, and the mark of a cut, are no part of a page."""
        head = "ADDRESS: https://gazette.example\n-----\n"
        text = f"{head}{PAGE.rstrip()}{CUT_MARK}\n"
        (pages / "gazette.txt").write_text(text, encoding="utf-8")

        assert rt.load(read).check(pages=pages) == ()

    def test_what_follows_the_extent_was_not_read(self, read: Path, pages: Path) -> None:
        """Of a source that was read in part, further paragraphs of the page are no fault."""
        extent = 'extent = { until = "league/1", reason = "Torn off." }'
        edit(read, Edit(GAZETTE, 'language = "en"', f'language = "en"\n{extent}'))
        (pages / "gazette.txt").write_text(f"{PAGE}Page 8\n", encoding="utf-8")
        loaded = rt.load(read)

        assert loaded.check(pages=pages) == ()
        assert str(loaded.source("gazette").extent) == "up to league/1: Torn off."

    def test_a_page_of_no_source(self, read: Path, pages: Path) -> None:
        """A page that no source is read from is left alone, and so is what is no text."""
        (pages / "almanac.txt").write_text(ALMANAC_PAGE, encoding="utf-8")
        (pages / "gazette.html").write_bytes(b"\xff\xfe")

        assert rt.load(read).check(pages=pages) == ()

    def test_none(self, read: Path, pages: Path) -> None:
        """E306: a source without a page is one finding: nothing else can be said of it."""
        (pages / "gazette.txt").unlink()
        (found,) = rt.load(read).check(pages=pages)

        assert found[:3] == ("E306", GAZETTE, "gazette")
        assert str(pages) in found.message
        assert found.advice == "add the page as gazette.txt"

    def test_one_of_two(self, read: Path, pages: Path) -> None:
        """E306: the source whose page is there is checked as ever."""
        (read / "sources/almanac.toml").write_text(ALMANAC, encoding="utf-8")
        reprint(pages, "7\n", "8\n")
        edit(read, Edit(GOOSUND, 'as_written = ["music"]', 'as_written = ["songs"]'))
        found = rt.load(read).check(pages=pages)

        assert sorted(f[:3] for f in found) == [
            ("E306", "sources/almanac.toml", "almanac"),
            ("E307", GAZETTE, "gazette"),
            ("E308", GOOSUND, "town-goosund/music"),
        ]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("Duckburg and Kączki", "Duckburg and Kaczki"),
            ("Duckburg and Kączki\n", ""),
            ("Duckburg and Kączki\nProlonged in 2007: culture.\nPond League\n", "Pond League\n"),
        ],
    )
    def test_a_heading_is_gone(self, read: Path, pages: Path, old: str, new: str) -> None:
        """E306: a page without one of the headings is another page."""
        reprint(pages, old, new)

        assert ("E306", GAZETTE, "gazette") in {f[:3] for f in rt.load(read).check(pages=pages)}

    def test_headings_in_another_order(self, read: Path, pages: Path) -> None:
        """E306: so is one with the headings in another order."""
        head, goose, rest = re.split(r"(?m)^(?=Duckburg and)", PAGE)
        (pages / "gazette.txt").write_text(head + rest + goose, encoding="utf-8")

        assert "E306" in {f.code for f in rt.load(read).check(pages=pages)}


class TestStale:
    """E307: a paragraph has the fingerprint of the index."""

    @pytest.mark.parametrize(
        ("change", "cite", "words"),
        [
            (("7\n", "8\n"), "gazette/league/1", "something else"),
            ((TOP, TOP.upper()), "gazette/top/1", "something else"),
            (("7\n", ""), "gazette/league/1", "no longer on the page"),
            ((f"{TOP}\n", ""), "gazette/top/1", "no longer on the page"),
            (("7\n", "7\nPage 8\n"), "gazette/league/2", "on the page, not in the index"),
            ((TOP, f"{TOP}\nBy hand."), "gazette/top/2", "on the page, not in the index"),
            ((SHIRES, f"{SHIRES}\nThe end."), "gazette/goose/3", "on the page, not in the index"),
        ],
    )
    def test_one(self, read: Path, pages: Path, change: tuple[str, str], cite: str, words: str) -> None:
        """What changed, vanished or is new is named by its citation, with what to do."""
        reprint(pages, *change)
        (found,) = rt.load(read).check(pages=pages)

        assert found[:3] == ("E307", GAZETTE, "gazette")
        assert found.message.startswith(f"{cite} ")
        assert words in found.message
        assert found.advice.startswith("keep the source, and add the changed page as a new source")
        _, section, number = cite.split("/")
        place = ("sections", section, "paragraphs", int(number) - (section == "top"))
        assert found.path == (() if "not in the index" in words else place)

    def test_each_is_told(self, read: Path, pages: Path) -> None:
        """A paragraph that comes in between moves the others, and each is told."""
        reprint(pages, SHIRES, f"A new one.\n{SHIRES}")
        found = [f for f in rt.load(read).check(pages=pages) if f.code == "E307"]

        assert [f.message.partition(" ")[0] for f in found] == ["gazette/goose/2", "gazette/goose/3"]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("\n", "\r\n"),
            ("\n", "\n\n\u00a0\n"),
            (" ", "  "),
            (" ", "\u00a0"),
            ("• ", ""),
            ("Prolonged", "\t•\u00a0 Prolonged"),
            ("Gøøsund\n", "Gøøsund\nDuckburg and Gøøsund\n"),
        ],
        ids=["Windows", "blank lines", "blanks", "no-break", "no bullet", "bullet", "caption twice"],
    )
    def test_what_does_not_count(self, read: Path, pages: Path, old: str, new: str) -> None:
        """White space, bullets and a caption that stands twice are not what a page says."""
        (pages / "gazette.txt").write_bytes(PAGE.replace(old, new).encode())

        assert rt.load(read).check(pages=pages) == ()

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_form_of_unicode(self, read: Path, pages: Path, form: str) -> None:
        """Nor is the way in which a system writes its accents."""
        text = unicodedata.normalize(form, PAGE)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
        (pages / "gazette.txt").write_text(text, encoding="utf-8")

        assert rt.load(read).check(pages=pages) == ()

    def test_byte_order_mark(self, read: Path, pages: Path) -> None:
        """Nor is the mark that Windows editors put before UTF-8."""
        (pages / "gazette.txt").write_text(PAGE, encoding="utf-8-sig")

        assert rt.load(read).check(pages=pages) == ()

    def test_top_that_is_not_in_the_index(self, read: Path, pages: Path) -> None:
        """What stands before the first heading is new, where the index begins with a heading."""
        (read / "sources/almanac.toml").write_text(ALMANAC, encoding="utf-8")
        (pages / "almanac.txt").write_text(f"Menu\n{ALMANAC_PAGE}", encoding="utf-8")
        (found,) = rt.load(read).check(pages=pages)

        assert found[:3] == ("E307", "sources/almanac.toml", "almanac")
        assert found.message == "almanac/top/1 is on the page, not in the index"

    def test_slug_of_the_top_is_free(self, read: Path, pages: Path) -> None:
        """The section before the first heading is told by having none, not by its slug."""
        for path in read.rglob("*.toml"):
            text = path.read_text("utf-8").replace("gazette/top/1", "gazette/masthead/1")
            path.write_text(text, encoding="utf-8", newline="\n")
        edit(read, Edit(GAZETTE, 'id = "top"', 'id = "masthead"'))

        assert rt.load(read).check(pages=pages) == ()

    def test_heading_with_odd_blanks(self, read: Path, pages: Path) -> None:
        """A heading of the index with stray blanks is found by the rule for texts alone."""
        edit(read, Edit(GAZETTE, '"Pond League"', '"Pond  League"'))

        assert {f.code for f in rt.load(read).check(pages=pages)} == {"E501"}

    def test_two_sections_under_one_heading(self, read: Path, pages: Path) -> None:
        """Two sections may be printed under the same words."""
        again = ALMANAC.partition("[[sections]]")[2].replace('"geese"', '"geese-again"')
        again = again.replace(fingerprint("No goose has been seen."), fingerprint("Here is one."))
        text = f"{ALMANAC}\n[[sections]]{again}"
        (read / "sources/almanac.toml").write_text(text, encoding="utf-8")
        page = f"{ALMANAC_PAGE}Geese\nHere is one.\n"
        (pages / "almanac.txt").write_text(page, encoding="utf-8")

        assert rt.load(read).check(pages=pages) == ()


def test_what_systems_put_beside_pages(read: Path, pages: Path) -> None:
    """Finder writes `._page.txt` beside `page.txt`, which is no text."""
    (pages / "._gazette.txt").write_bytes(b"\0\5\x16\7\xff")

    assert rt.load(read).check(pages=pages) == ()


@pytest.mark.parametrize("slip", ["mus\u00adic", "m\u0443sic", "mu\u200bsic"])
def test_a_slip_that_is_printed_is_held_as_it_is(read: Path, pages: Path, slip: str) -> None:
    """E308 wants what is printed, and E503 lets it stand."""
    text = PAGE.replace("music", slip)
    assert text != PAGE
    (pages / "gazette.txt").write_text(text, encoding="utf-8")
    index(read, paragraphs(text))
    change = Edit(GOOSUND, 'as_written = ["music"]', f'as_written = ["{slip}"]')

    assert rt.load(edit(read, change)).check(pages=pages) == ()


class TestPrinted:
    """E308: what is held as printed stands in a paragraph that the record cites."""

    @pytest.mark.parametrize(
        ("change", "record", "key"),
        [
            (
                Edit(GOOSUND, 'as_written = ["music"]', 'as_written = ["songs"]'),
                "town-goosund/music",
                "as_written = 'songs'",
            ),
            (
                Edit(GOOSUND, 'as_written = ["agreement"]', 'as_written = ["Agreement"]'),
                "town-goosund/agreement",
                "instrument.as_written = 'Agreement'",
            ),
            (
                Edit(GOOSUND, "Dziesmu svētki", "Dziesmu svetki"),
                "town-goosund/song-festival",
                "as_written = 'Dziesmu svetki'",
            ),
            (
                Edit(GOOSUND, 'kind = "signed"', 'kind = "other"\nkind_as_written = "pact"'),
                "town-goosund/agreement",
                "kind_as_written = 'pact'",
            ),
            (Edit(GOOSUND, "Ezers", "Ezeri"), "town-goosund/lake", "as_written = 'Ezeri'"),
            (
                Edit(GOOSUND, 'qualifier = "about" }', 'qualifier = "about" }\nas_written = "x y"'),
                "town-goosund/size",
                "as_written = 'x y'",
            ),
            (
                Edit(LEAGUE, 'date = "2004/"', 'date = "2004/"\nas_written = "Dome"'),
                "town-league/council",
                "as_written = 'Dome'",
            ),
            (Edit("places.toml", "Zossundas pašvaldība", "Zossunda"), "goosund", None),
            (
                Edit("places.toml", "Zossundas pašvaldība", "Zossundas dome"),
                "goosund",
                "as_written = 'Zossundas dome'",
            ),
            (
                Edit("people.toml", '["Donalda Pīles"]', '["Donalda Pīles", "Donalds"]'),
                "donald",
                "as_written = 'Donalds'",
            ),
            (
                Edit(TOWN, 'title = "Pond Day"', 'title = "Pond Day"\nas_written = ["Dīķa diena"]'),
                "town/pond-day",
                "as_written = 'Dīķa diena'",
            ),
        ],
    )
    def test_not_printed(
        self, read: Path, pages: Path, change: Edit, record: str, key: str | None
    ) -> None:
        """Letter by letter; the record, the key and the words are named, and what to do."""
        found = rt.load(edit(read, change)).check(pages=pages)

        if key is None:  # a part of what is printed is printed
            assert found == ()
        else:
            assert [f[:3] for f in found] == [("E308", change.file, record)]
            assert found[0].message.startswith(f"{key} does not stand")
            assert found[0].advice == "write it as printed, or cite where it is printed"
            assert dotted(found[0].path).endswith(key.partition(" = ")[0])

    def test_of_a_group(self, read: Path, pages: Path) -> None:
        """The words for a group are looked for where its role is cited."""
        edit(read, Edit(GOOSUND, "vairāk nekā 12 zosu", "vairāk nekā 13 zosu"))
        (found,) = rt.load(read).check(pages=pages)

        assert found[:3] == ("E308", GOOSUND, "town-goosund/song-festival/took-part-geese")
        assert found.message.startswith("group.as_written = 'vairāk nekā 13 zosu'")
        within = ("activities", "song-festival", "roles", "took-part-geese")
        assert found.path == (*within, "group", "as_written")

    def test_printed_elsewhere(self, read: Path, pages: Path) -> None:
        """It is not enough that another paragraph prints it: the citation is wrong."""
        edit(read, Edit(SHIRE, 'as_written = ["sport"]', 'as_written = ["music"]'))
        found = rt.load(read).check(pages=pages)

        assert [f[:3] for f in found] == [("E308", SHIRE, "shire-goosund/sport")]

    def test_any_of_the_cited_paragraphs(self, read: Path, pages: Path) -> None:
        """One of several paragraphs is enough."""
        cites = 'as_written = ["music"]\ncites = ["gazette/goose/2", "gazette/goose/1"]'
        edit(read, Edit(SHIRE, 'as_written = ["sport"]\ncites = ["gazette/goose/2"]', cites))

        assert rt.load(read).check(pages=pages) == ()

    def test_on_the_page_that_is_cited(self, read: Path, pages: Path) -> None:
        """A word is looked for on the page that is cited, and not where that is not at hand."""
        (read / "sources/almanac.toml").write_text(ALMANAC, encoding="utf-8")
        cited = 'fields = ["culture"]\n{}cites = ["{}/1"]'
        edit(
            read,
            Edit(TOWN, cited.format("", "gazette/top"), cited.format(SWAN, "almanac/geese")),
            Edit(GOOSUND, "Ezers", "Ezeri"),
        )
        data = rt.load(read)

        def told() -> set[str]:
            return {f.record for f in data.check(pages=pages) if f.code == "E308"}

        assert told() == {"town-goosund/lake"}
        (pages / "almanac.txt").write_text(ALMANAC_PAGE, encoding="utf-8")
        assert told() == {"town-goosund/lake", "town/pond-day"}

    def test_form_of_unicode(self, read: Path, pages: Path) -> None:
        """A page in decomposed letters prints the same words."""
        text = unicodedata.normalize("NFD", PAGE)
        (pages / "gazette.txt").write_text(text, encoding="utf-8")
        edit(read, Edit(GOOSUND, "Dziesmu svētki", "Dziesmu svētku"))

        assert [f.code for f in rt.load(read).check(pages=pages)] == ["E308"]

    def test_title_of_the_source(self, read: Path, pages: Path) -> None:
        """The printed title of a source needs no paragraph."""
        edit(read, Edit(GAZETTE, 'language = "en"', 'language = "en"\nas_written = "Avīze"'))

        assert rt.load(read).check(pages=pages) == ()


class TestCopied:
    """E502: no run of eight words of a page stands in our own prose."""

    @pytest.mark.parametrize(
        ("change", "record", "key"),
        [
            (Edit(GOOSUND, "An invented tie.", "{}"), "town-goosund", "summary"),
            (Edit(GOOSUND, "An invented tie.", "So {} and so on."), "town-goosund", "summary"),
            (
                Edit(GOOSUND, 'date = "1994"', 'date = "1994"\nnote = "{}"'),
                "town-goosund/agreement",
                "note",
            ),
            (Edit(GOOSUND, "There was no wind.", "{}"), "town-goosund/regatta", "outcome_reason"),
            (Edit(GOOSUND, "People who live there.", "{}"), "town-goosund/size", "text"),
            (Edit(TOWN, "Every town needs water.", "{}"), "town/water", "text"),
            (Edit("fields.toml", '"Sports"', '"Sports"\nscope_note = "{}"'), "sport", "scope_note"),
            (Edit("conflicts.toml", "Both years stand.", "{}"), "goose-year", "stance"),
            (Edit("conflicts.toml", "The gazette prints both.", "{}"), "goose-year", "reason"),
            (Edit("conflicts.toml", "In 1994.", "{}"), "goose-year", "readings.text"),
            (Edit(GAZETTE, "Prolonged in 2007", "2007: {}"), "gazette", "sections.paragraphs.gist"),
            (Edit(GAZETTE, '"page number"', '"{}"'), "gazette", "sections.paragraphs.no_data"),
        ],
        ids=lambda value: value.old[:20] if isinstance(value, Edit) else None,
    )
    def test_of_prose(self, read: Path, pages: Path, change: Edit, record: str, key: str) -> None:
        """The record, the key and the words are named."""
        edit(read, change._replace(new=change.new.format(RUN)))
        (found,) = (f for f in rt.load(read).check(pages=pages) if f.code != "E311")

        assert found[:3] == ("E502", change.file, record)
        assert found.message.startswith(f"{key} copies the page: ")
        assert "wrote their agreement down in 1994" in found.message
        assert found.advice == "say it afresh"
        assert dotted(found.path).endswith(key)

    @pytest.mark.parametrize("words", range(1, 10))
    def test_eight_words(self, read: Path, pages: Path, words: int) -> None:
        """Seven words in a row are no copy, eight are."""
        run = " ".join(RUN.split()[:words])
        edit(read, Edit(GOOSUND, "An invented tie.", f"Told is: {run} {run}."))

        assert bool(rt.load(read).check(pages=pages)) is (words >= 8)

    def test_seven_words_at_both_ends(self, read: Path, pages: Path) -> None:
        """What is shorter than a run is none, at the end of a page and of a text too."""
        end = "Prolonged in 2007, culture. Pond League 7"
        edit(read, Edit(KACZKI, "An invented tie whose beginning is not stated.", end))

        assert rt.load(read).check(pages=pages) == ()

    @pytest.mark.parametrize(
        "text",
        [
            RUN.upper(),
            RUN.replace(" ", ", "),
            "„" + RUN.replace(" ", "” – „") + "”",
            unicodedata.normalize("NFC", "brought vairak neka 12 zosu to Zossundas pasvaldiba"),
        ],
        ids=["case", "commas", "quotes", "diacritics"],
    )
    def test_in_disguise(self, read: Path, pages: Path, text: str) -> None:
        """Case, punctuation and diacritics do not make a copy our own."""
        edit(read, Edit(GOOSUND, "An invented tie.", text))

        assert [f.code for f in rt.load(read).check(pages=pages)] == ["E502"]

    def test_words_in_another_order(self, read: Path, pages: Path) -> None:
        """The same words told otherwise are our own."""
        words = RUN.split()
        edit(read, Edit(GOOSUND, "An invented tie.", " ".join([*words[4:], *words[:4]])))

        assert rt.load(read).check(pages=pages) == ()

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('as_written = ["music"]', 'as_written = ["{}"]'),
            ('title = "Regatta"', 'title = "{}"'),
            ('capacity = "singer"', 'capacity = "{}"'),
        ],
    )
    def test_names_titles_and_terms(self, read: Path, pages: Path, old: str, new: str) -> None:
        """What is held as printed, and a title, may be as long as they are."""
        run = "wrote their agreement down in 1994: music comes first, sport may follow"
        edit(read, Edit(GOOSUND, old, new.format(run)))

        assert rt.load(read).check(pages=pages) == ()

    def test_once_a_text(self, read: Path, pages: Path) -> None:
        """A whole sentence that is copied is one finding, not one a run."""
        edit(read, Edit(GOOSUND, "An invented tie.", MANY))

        assert [f.code for f in rt.load(read).check(pages=pages)] == ["E502"]

    def test_of_any_page_in_the_folder(self, read: Path, pages: Path) -> None:
        """A page of no source is one that nothing may be copied from either."""
        (pages / "other.txt").write_text("Nine swans went down to the pond that day.", "utf-8")
        edit(read, Edit(GOOSUND, "An invented tie.", "Nine swans went down to the pond that day."))

        assert [f.code for f in rt.load(read).check(pages=pages)] == ["E502"]


class TestUnreadable:
    """What cannot be read is a `DataError`, never taken for a page that is clean or stale."""

    def test_not_utf_8(self, read: Path, pages: Path) -> None:
        """A page in another encoding is refused with its folder."""
        (pages / "gazette.txt").write_text(PAGE, encoding="utf-16")
        with pytest.raises(rt.DataError) as caught:
            rt.load(read).check(pages=pages)

        (found,) = caught.value.findings
        assert found[:3] == ("E100", str(pages), "")
        assert "cannot be read" in found.message
        assert found.advice == "mend it"

    def test_folder_in_the_place_of_a_page(self, read: Path, pages: Path) -> None:
        """So is a folder that is called like a page."""
        (pages / "x.txt").mkdir()
        with pytest.raises(rt.DataError, match="cannot be read"):
            rt.load(read).check(pages=pages)

    def test_no_such_folder(self, read: Path, tmp_path: Path) -> None:
        """A folder that is not there is a slip of the hand, not a set of pages without pages."""
        with pytest.raises(rt.DataError, match="ponds"):
            rt.load(read).check(pages=tmp_path / "ponds")

    def test_file_in_the_place_of_the_folder(self, read: Path, pages: Path) -> None:
        """So is one page where the folder belongs."""
        with pytest.raises(rt.DataError, match=r"gazette\.txt"):
            rt.load(read).check(pages=pages / "gazette.txt")

    @pytest.mark.parametrize("pages", [5, b"pages", ["pages"], True])
    def test_wrong_type(self, tiny: rt.Dataset, pages: str) -> None:
        """What is no path is a `TypeError`."""
        with pytest.raises(TypeError):
            tiny.check(pages=pages)


class TestCommand:
    """`rezekne-twins check DIR --pages FOLDER`."""

    def test_clean(self, read: Path, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """It says that there is no fault, and succeeds."""
        assert cli.main(["check", str(read), "--pages", str(pages)]) == 0
        assert capsys.readouterr().out.startswith("No fault found")

    def test_stale(self, read: Path, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """It prints each finding on a line, and fails."""
        reprint(pages, "7\n", "8\n")
        edit(read, Edit(GOOSUND, 'as_written = ["music"]', 'as_written = ["songs"]'))
        found = rt.load(read).check(pages=pages)

        assert cli.main(["check", str(read), "--pages", str(pages)]) == 1
        *lines, count = capsys.readouterr().out.splitlines()
        assert [line.split(" ")[1] for line in lines] == ["E308", "E307"]
        assert {f.code for f in found} == {"E307", "E308"}
        assert count.startswith("2 faults in 2 files")

    def test_without_pages(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Without the option the pages are not asked for."""
        assert cli.main(["check", str(folder)]) == 0
        assert "No fault found" in capsys.readouterr().out

    def test_unreadable(self, read: Path, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A page that cannot be read is told on the error stream, in words, and fails."""
        (pages / "gazette.txt").write_bytes(b"\xff\xfe\xff")

        assert cli.main(["check", str(read), "--pages", str(pages)]) != 0
        said = capsys.readouterr()
        assert "cannot be read" in said.err + said.out
        assert "No fault found" not in said.out


class TestRules:
    """The codes that need the pages."""

    def test_codes(self) -> None:
        """Each is a rule in one sentence; none is the code of a rule that needs no page."""
        told = {code for code, rule in RULES.items() if rule.startswith("With the pages")}
        assert told == {"E306", "E307", "E308", "E502"}
        assert not told & {*CHECKS}
        assert all(re.fullmatch(r"[A-Z].+\.", rule) for rule in RULES.values())
