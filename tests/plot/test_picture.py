"""A picture is the same on every run, loads nothing, and can be read by everybody."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import rezekne_twins as rt
from rezekne_twins.plot import Picture
from rezekne_twins.plot._picture import holder_look, looks
from tests.miniatures import Edit, edit

pytest.importorskip("vl_convert", reason="needs the extra plot")

NASTY = "</script><script>alert(1)</script> & \"quoted\" 'it' <b>$title"
PNG = b"\x89PNG\r\n\x1a\n"
Draw = Callable[..., Picture]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=["map", "timeline"])
def picture(request: pytest.FixtureRequest, tiny: rt.Dataset) -> Picture:
    """Return each picture of the invented set."""
    kind: str = request.param
    drawn: Picture = getattr(rt.plot, kind)(tiny.partnerships())
    return drawn


def svg(picture: Picture) -> ET.Element:
    """Return a picture as parsed SVG."""
    return ET.fromstring(picture.svg())  # noqa: S314 - of our own making


class Page(HTMLParser):
    """Reads a page: its tags with their attributes, and the text of its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        """Remember what a script says."""
        if self.tags and self.tags[-1][0] == "script":
            self.scripts[-1] += data


def test_two_runs_make_the_same_bytes(picture: Picture, tiny: rt.Dataset) -> None:
    """SVG, PNG and HTML do not depend on what was drawn before."""
    kind = "map" if picture.title.startswith("Partners") else "timeline"
    again: Picture = getattr(rt.plot, kind)(tiny.partnerships())

    assert again.svg() == picture.svg()
    assert again.png() == picture.png()
    assert again.html() == picture.html()


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    """What is drawn in another process, with hashes of another seed, is the same."""
    code = (
        "import sys, rezekne_twins as rt\n"
        "for kind in (rt.plot.map, rt.plot.timeline):\n"
        "    for end in ('svg', 'png'):\n"
        "        kind(rt.partnerships(holder='city')).save(\n"
        "            f'{sys.argv[1]}-{kind.__name__}.{end}'\n"
        "        )\n"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )

    made = sorted(path.name[1:] for path in tmp_path.iterdir())
    assert made == sorted(2 * [f"-{k}.{e}" for k in ("map", "timeline") for e in ("png", "svg")])
    for name in set(made):
        assert (tmp_path / f"1{name}").read_bytes() == (tmp_path / f"2{name}").read_bytes()


@pytest.mark.parametrize(("end", "start"), [("svg", b"<svg"), ("png", PNG), ("html", b"<!DOC")])
def test_the_name_of_the_file_tells_the_format(
    picture: Picture, tmp_path: Path, end: str, start: bytes
) -> None:
    """A picture is saved as the name of its file ends, in either case, and nothing beside it."""
    for name in (f"a.{end}", f"b.{end.upper()}"):
        assert picture.save(tmp_path / name) == tmp_path / name
        assert (tmp_path / name).read_bytes().startswith(start)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["map.jpg", "map", "svg"])
def test_another_format_is_refused(picture: Picture, tmp_path: Path, name: str) -> None:
    """The message names the formats, and nothing is written."""
    with pytest.raises(rt.UnknownValueError, match=r"end it with \.html, \.svg or \.png"):
        picture.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_never_half_written(
    picture: Picture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where writing fails, what was there stays as it was, and nothing is left beside it."""
    target = tmp_path / "map.svg"
    target.write_text("before", "utf-8")

    def fail(_self: Path, _target: Path) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no room"):
        picture.save(target)
    assert target.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_letters_that_no_font_has_are_told(picture: Picture) -> None:
    """A PNG with boxes in place of letters warns, and names the letters; others do not."""
    assert picture.png().startswith(PNG)  # warnings are errors
    lost = "\U00013460"  # an Egyptian hieroglyph of Unicode 16
    picture.spec["title"]["text"] = f"Duckburg {lost}"
    with pytest.warns(UserWarning, match=f"no installed font has {lost}"):
        assert picture.png().startswith(PNG)


def test_a_page_loads_nothing(picture: Picture) -> None:
    """The HTML has every script inside, and names itself and its language."""
    page = Page(picture.html())
    tags = [tag for tag, _ in page.tags]

    assert [a for _, a in page.tags if {"src", "href", "srcset", "data"} & set(a)] == []
    assert tags.count("script") == len(page.scripts) == 2
    assert tags.count("title") == tags.count("main") == 1
    assert dict(page.tags)["html"] == {"lang": "en"}
    assert f"<title>{picture.title}</title>" in picture.html()


def test_a_notebook_shows_no_script(picture: Picture) -> None:
    """What a notebook shows is the picture itself: no script, no address but that of SVG."""
    shown = picture._repr_html_()

    assert not re.search(r"<script|<iframe|<img|javascript:|\bon\w+=|@import|url\((?!#)", shown)
    assert set(re.findall(r"https?://[^\"' ]+", shown)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_a_notebook_as_pdf_shows_it(picture: Picture) -> None:
    """What converts a notebook to PDF takes a PDF of the picture: it has no HTML."""
    assert picture._repr_pdf_().startswith(b"%PDF-")


def test_greys_follow_the_page(picture: Picture) -> None:
    """Each grey that is drawn has a rule that makes it follow the colour of the text around."""
    shown = picture._repr_html_()
    drawn = set(re.findall(r' (?:fill|stroke)="(#[0-9a-f]+)"', shown.partition("</style>")[2]))
    colours = {*looks()["holders"]["colours"], "#8a5fa8"}

    assert drawn - colours <= set(looks()["greys"])
    for grey in drawn - colours:
        assert f'[fill="{grey}"]' in shown.partition("</style>")[0]


def test_ids_are_unique_on_a_page(tiny: rt.Dataset) -> None:
    """No id of one picture is that of another, and each that is used is there."""
    pictures = [
        draw(tiny.partnerships(holder=holder))
        for draw in (rt.plot.map, rt.plot.timeline)
        for holder in ("town", "shire")
    ]
    shown = [p._repr_html_() for p in pictures]
    ids = [i for one in shown for i in re.findall(r'\bid="([^"]+)"', one)]

    assert ids
    assert len(ids) == len(set(ids))
    for one in shown:
        assert set(re.findall(r"url\(#([^)]+)\)", one)) <= set(re.findall(r'\bid="([^"]+)"', one))


def test_marks_tell_what_they_are(picture: Picture) -> None:
    """A mark that has a description shows it when pointed at, and reads it to who cannot see."""
    tree = svg(picture)
    told = [
        (path.get("aria-label"), path.findtext(f"{SVG}title"))
        for path in tree.iter(f"{SVG}path")
        if path.get("aria-label")
    ]

    assert told
    assert [pair for pair in told if pair[0] != pair[1]] == []
    assert any("Gøøsund" in str(label) for label, _ in told)


@pytest.mark.parametrize("kind", ["map", "timeline"])
def test_texts_of_the_data_stay_text(folder: Path, kind: str) -> None:
    """Markup in a name neither ends a script nor becomes a tag, and no name is a placeholder."""
    for file, old in (
        ("dataset.toml", 'title = "Duckburg"'),
        ("places.toml", 'title = "Gøøsund"'),
        ("partnerships/town-goosund.toml", 'title = "Duckburg – Gøøsund"'),
        ("partnerships/town-goosund.toml", 'title = "Regatta"'),
    ):
        text = (folder / file).read_text("utf-8")
        assert text.count(old) == 1
        (folder / file).write_text(text.replace(old, f"title = {json.dumps(NASTY)}"), "utf-8")
    drawn: Picture = getattr(rt.plot, kind)(rt.load(folder).partnerships())

    page = Page(drawn.html())
    assert len(page.scripts) == 2
    assert "alert(1)" in unescape(page.scripts[1].replace("\\u003c", "<"))
    assert "</script" not in page.scripts[1]
    ET.fromstring(drawn.svg())  # noqa: S314 - of our own making
    assert "<script" not in drawn._repr_html_()
    assert "<b>" not in drawn._repr_html_()
    assert NASTY in drawn.title


def test_altair_understands_it(picture: Picture) -> None:
    """The specification is valid by Altair's schema, and comes back from it as it is."""
    pytest.importorskip("altair")

    back = picture.chart.to_dict()
    back["config"]["view"] = picture.spec["config"]["view"]  # Altair adds a default size
    assert back == picture.spec


def test_holders_differ_in_more_than_colour() -> None:
    """Up to the number of shapes, holders differ in colour, shape and dashes each."""
    count = len(looks()["holders"]["shapes"])
    for kind in zip(*(holder_look(number) for number in range(count)), strict=True):
        assert len({str(value) for value in kind}) == count
    assert len({str(holder_look(number)) for number in range(4 * count)}) == 4 * count


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, after WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("paper", ["#ffffff", "#181818"])
@pytest.mark.parametrize("colour", looks()["holders"]["colours"][:2])
def test_colours_are_seen_on_light_and_dark(colour: str, paper: str) -> None:
    """The colours of two holders stand off from white and from black as WCAG asks, 3 to 1."""
    dark, light = sorted((luminance(colour), luminance(paper)))

    assert (light + 0.05) / (dark + 0.05) >= 3


def test_words_are_in_both_languages() -> None:
    """Each word of a picture is there in English and in Latvian, with the same gaps to fill."""
    english, latvian = looks()["words"]["en"], looks()["words"]["lv"]

    assert english.keys() == latvian.keys()
    assert [k for k in english if english[k].count("{}") != latvian[k].count("{}")] == []
    assert [k for k in english if english[k] == latvian[k]] == []


@pytest.mark.parametrize("draw", [rt.plot.map, rt.plot.timeline])
class TestArguments:
    """Both pictures take the same things, and refuse the same."""

    def test_nothing_means_all(self, draw: Draw, shipped: rt.Dataset) -> None:
        """Without an argument the shipped partnerships are drawn."""
        assert draw().spec == draw(shipped.partnerships()).spec

    def test_another_collection_is_refused(self, draw: Draw, tiny: rt.Dataset) -> None:
        """A collection of something else is a wrong type, and so is a list."""
        for wrong in (tiny.acts(), list(tiny.partnerships())):
            with pytest.raises(TypeError, match="shows partnerships, not"):
                draw(wrong)

    def test_another_language_is_refused(self, draw: Draw, tiny: rt.Dataset) -> None:
        """A language that the data set does not declare is named, with those that it does."""
        with pytest.raises(rt.UnknownValueError, match="unknown language 'de'; valid values: en, lv"):
            draw(tiny.partnerships(), language="de")

    def test_a_declared_language_has_its_titles(self, draw: Draw, folder: Path) -> None:
        """Titles are those of the language; what has none, and the legend, is in English."""
        german = 'title = "Duckburg"\ntitles = [{ language = "de", text = "Entenhausen" }]'
        edit(folder, Edit("dataset.toml", 'languages = ["lv"]', 'languages = ["lv", "de"]'))
        edit(folder, Edit("dataset.toml", 'title = "Duckburg"', german))
        drawn = draw(rt.load(folder).partnerships(), language="de")

        assert "Entenhausen" in drawn.title


@pytest.mark.parametrize("kind", ["map", "timeline"])
def test_nothing_is_announced_that_has_no_name(tiny: rt.Dataset, kind: str) -> None:
    """A screen reader stops at marks that are there, not at a layer that has none."""
    drawn: Picture = getattr(rt.plot, kind)(tiny.partnerships()[:1])

    symbols = [e for e in svg(drawn).iter() if e.get("role") == "graphics-symbol"]
    assert [symbol.attrib for symbol in symbols if not symbol.get("aria-label")] == []
