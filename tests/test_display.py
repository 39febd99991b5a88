"""What collections and records look like: honest, escaped, and never too long."""

from __future__ import annotations

import json
import pickle
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins.display import WIDEST
from rezekne_twins.models.partnerships import reaching
from rezekne_twins.models.record import shown
from rezekne_twins.texts import shortened

NAMES = list(rt.dataset().collections)
TAGS = {
    *("a", "b", "br", "code", "div", "li", "mark", "p", "span", "style", "table", "tbody", "td"),
    *("th", "thead", "tr", "ul"),
}
NASTY = "<script>alert(\"x\")</script> & 'it' &amp;"
URL = f"http://www.goosund.example/{'goose/' * 20}"

each_collection = pytest.mark.parametrize("name", NAMES)


class Page(HTMLParser):
    """Reads HTML, and fails where a tag is not closed in its turn or is not expected."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.paragraphs: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(html)
        self.close()
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember that a tag is open."""
        assert tag in TAGS, f"<{tag}> is none of ours"
        if tag != "br":
            self.open.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
        elif tag == "p":
            self.paragraphs.append("")
        elif tag == "br":
            self.rows[-1][-1] += " "

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag
        if tag in {"li", "mark"}:  # items of a cell, each on a line
            self.rows[-1][-1] = self.rows[-1][-1].strip(" ") + "\n"

    def handle_data(self, data: str) -> None:
        """Put text where it stands."""
        assert self.open, f"{data!r} stands outside"
        if self.open[-1] == "style":
            return
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data
        elif "p" in self.open:
            self.paragraphs[-1] += data

    def handle_decl(self, decl: str) -> None:
        """Refuse: there is nothing to declare."""
        raise AssertionError(decl)

    def handle_comment(self, data: str) -> None:
        """Refuse: there is nothing to remark."""
        raise AssertionError(data)


def row_of(record: rt.Record) -> dict[str, list[str]]:
    """Return the rows of a card: the items of each by its name."""
    rows = html(record).rows
    return {name: [item.strip() for item in value.strip().split("\n")] for name, value in rows}


def html(shown_thing: Any) -> Page:
    """Return what a notebook shows of a record or collection, read and found balanced."""
    return Page(shown_thing._repr_html_())


def lines(collection: rt.Collection[Any]) -> list[str]:
    """Return the lines that a terminal shows of a collection."""
    return repr(collection).split("\n")


def rewrite(folder: Path, file: str, *changes: tuple[str, str]) -> rt.Dataset:
    """Change passages of a file of a folder, and load it."""
    text = (folder / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        text = text.replace(old, new)
    (folder / file).write_text(text, encoding="utf-8")
    return rt.load(folder)


# --- The first line --------------------------------------------------------------------------

TELLS = "sources as of 2010-05-01"


@pytest.mark.parametrize(
    ("name", "whole", "one", "none"),
    [
        (
            "partnerships",
            f"4 partnerships (3 cooperations, 1 membership); {TELLS}",
            f"1 partnership (1 cooperation); {TELLS}",
            "0 partnerships",
        ),
        ("ties", "5 ties", "1 tie", "0 ties"),
        ("acts", "5 acts", "1 act", "0 acts"),
        (
            *("cooperation", "4 entries of cooperation"),
            *("1 entry of cooperation", "0 entries of cooperation"),
        ),
        ("activities", "3 activities", "1 activity", "0 activities"),
        ("projects", "1 project", "1 project", "0 projects"),
        ("roles", "5 roles", "1 role", "0 roles"),
        ("memberships", "2 memberships", "1 membership", "0 memberships"),
        ("statements", "2 statements", "1 statement", "0 statements"),
        ("places", "6 places", "1 place", "0 places"),
        ("organisations", "3 organisations", "1 organisation", "0 organisations"),
        ("people", "1 person", "1 person", "0 people"),
        ("fields", "3 fields", "1 field", "0 fields"),
        ("countries", "4 countries", "1 country", "0 countries"),
        ("conflicts", "1 conflict", "1 conflict", "0 conflicts"),
        ("sources", "1 source", "1 source", "0 sources"),
        ("citations", "41 citations", "1 citation", "0 citations"),
    ],
)
def test_first_line_counts(tiny: rt.Dataset, name: str, whole: str, one: str, none: str) -> None:
    """Text and HTML begin with how many there are, in the singular for one, and say nought too."""
    collection = tiny.collections[name]

    for part, expected in ((collection, whole), (collection[:1], one), (collection[:0], none)):
        assert lines(part)[0] == expected
        assert html(part).paragraphs[0] == expected


def test_every_collection_is_counted_above() -> None:
    """The table above leaves out no collection."""
    marks: Any = test_first_line_counts
    table = marks.pytestmark[0].args[1]

    assert [row[0] for row in table] == NAMES


def test_first_line_of_what_was_found(tiny: rt.Dataset) -> None:
    """Records of several kinds are counted as records."""
    assert lines(tiny.find("Kingdom of Norway"))[0] == "1 record"
    assert re.fullmatch(r"\d+ records", lines(tiny.find("goose"))[0])
    assert lines(tiny.find("zebra")) == ["0 records", "no record has 'zebra'"]


def test_kinds_that_are_not_there_are_not_counted(tiny: rt.Dataset) -> None:
    """The first line tells only kinds that are met."""
    memberships = tiny.partnerships(kind="membership")
    cooperations = tiny.partnerships(kind="cooperation")

    assert lines(memberships)[0] == f"1 partnership (1 membership); {TELLS}"
    assert lines(cooperations)[0] == f"3 partnerships (3 cooperations); {TELLS}"


def test_first_line_of_the_shipped_set(shipped: rt.Dataset) -> None:
    """The kinds sum up to the whole; the dates are those up to which the sources speak."""
    partnerships = shipped.partnerships()

    found = re.fullmatch(
        r"(\d+) partnerships \((\d+) cooperations?, (\d+) memberships?\); "
        r"sources as of (\S+) to (\S+)",
        lines(partnerships)[0],
    )

    assert found
    whole, cooperations, memberships = (int(found[n]) for n in (1, 2, 3))
    assert whole == cooperations + memberships == len(partnerships)
    assert memberships == len(partnerships.where(kind="membership"))
    reach = sorted(p.as_of for p in partnerships if p.as_of)
    assert [found[4], found[5]] == [str(reach[0]), str(reach[-1])]


def test_the_date_of_the_copy_does_not_count(folder: Path) -> None:
    """A page speaks up to a date, however late it was copied."""
    data = rewrite(
        folder,
        "sources/gazette.toml",
        ('as_of = "2010-05-01"', 'as_of = "2010-05-01"\ncaptured = "2012"'),
    )

    assert lines(data.partnerships())[0].endswith("); sources as of 2010-05-01")


def test_sources_without_a_date_are_not_told(folder: Path) -> None:
    """Where no source bears a date, the first line ends with the kinds."""
    data = rewrite(folder, "sources/gazette.toml", ('as_of = "2010-05-01"\n', ""))

    assert lines(data.partnerships())[0] == "4 partnerships (3 cooperations, 1 membership)"


def almanac(folder: Path) -> rt.Dataset:
    """Return the invented set with a second source, of which one partnership alone is taken."""
    index = (folder / "sources/gazette.toml").read_text(encoding="utf-8")
    (folder / "sources/almanac.toml").write_text(index.replace("2010-05-01", "2018"), "utf-8")
    return rewrite(
        folder,
        "partnerships/town-league.toml",
        ('summary = "An invented membership."\ncites = ["gazette', 'summary = "."\ncites = ["almanac'),
    )


def test_the_range_of_several_sources_is_shown(folder: Path) -> None:
    """The first line has the earliest and the latest date up to which a partnership is known."""
    assert lines(almanac(folder).partnerships())[0].endswith("; sources as of 2010-05-01 to 2018")


def test_only_the_partnerships_shown_count(folder: Path) -> None:
    """A part of the partnerships shows the dates of that part."""
    data = almanac(folder)

    assert lines(data.partnerships(holder="shire"))[0].endswith("; sources as of 2010-05-01")
    alone = data.partnership("town-league")
    nothing = rt.Partnership.model_construct(**{**vars(alone), "as_of": None})
    assert reaching([alone]) == "2018"
    assert reaching([nothing]) == reaching([]) == ""


# --- Tables ----------------------------------------------------------------------------------


def test_text_of_partnerships(tiny: rt.Dataset) -> None:
    """A table shows id, title, countries, beginning, last act; what is not known stays blank."""
    head, *rows = lines(tiny.partnerships(act="prolonged"))[1:]
    assert head.split() == ["id", "title", "countries", "began", "last_act", "fields"]
    assert re.search(r"^town-goosund .* Norway +1994 \(disputed\) +prolonged 2000 ", rows[0])
    assert re.search(r"^town-kaczki +Duckburg – Kączki +Poland +prolonged 2007 +Culture", rows[1])


def test_a_column_without_a_value_is_left_out(tiny: rt.Dataset) -> None:
    """A column that would be empty in every row is not shown, in text and in HTML."""
    found = tiny.partnerships(partner="kaczki")
    assert lines(found)[1].split() == ["id", "title", "countries", "last_act", "fields"]
    assert html(found).rows[0] == ["title", "countries", "last act", "fields"]
    assert "began" in html(found[:0]).rows[0]


@each_collection
def test_columns_of_text_are_aligned(shipped: rt.Dataset, name: str) -> None:
    """Each column begins below its name, with two blanks before it."""
    collection = shipped.collections[name]
    _, head, *rows = lines(collection)[:22]
    starts = [found.start() for found in re.finditer(r"\S+", head)]

    assert len(rows) == min(len(collection), 20)
    assert [row for row in rows for n in starts[1:] if row.ljust(n)[n - 2 : n] != "  "] == []


@each_collection
def test_text_and_html_have_the_same_cells(tiny: rt.Dataset, name: str) -> None:
    """A notebook shows the columns and rows that a terminal does."""
    collection = tiny.collections[name]
    head, *rows = html(collection).rows
    columns = lines(collection)[1].split()
    other = [column.replace("_", " ") for column in columns if column not in {"id", "title"}]

    assert head == (["title", *other] if "id" in columns else other)
    assert len(rows) == min(len(collection), 20)
    for row, record, line in zip(rows, collection, lines(collection)[2:], strict=False):
        assert len(row) == len(head)
        if "id" in columns:
            assert row[0] == f"{shortened(record.title, 2 * WIDEST)} {record.id}"
        else:
            assert line.startswith(shortened(row[0], WIDEST))


@each_collection
def test_an_empty_collection_is_shown(tiny: rt.Dataset, name: str) -> None:
    """Of nothing, a terminal shows the count alone, and a notebook a table without rows."""
    empty = tiny.collections[name][:0]

    assert len(lines(empty)) == 1
    assert len(html(empty).rows) == 1
    assert len(html(empty).paragraphs) == 1


@pytest.mark.parametrize(
    ("count", "rest"),
    [
        (20, []),
        (21, ["… and 1 more; .to_pandas() has them all"]),
        (26, ["… and 6 more; .to_pandas() has them all"]),
    ],
)
def test_more_than_twenty_rows_are_told(tiny: rt.Dataset, count: int, rest: list[str]) -> None:
    """The first twenty rows are shown, and how many more there are."""
    citations = tiny.citations()[:count]

    assert lines(citations)[22:] == rest
    assert html(citations).paragraphs[1:] == rest
    assert len(html(citations).rows) == 21


def test_what_was_found_names_its_collection(tiny: rt.Dataset) -> None:
    """Records of several kinds are shown with the collection that each is in."""
    head, *rows = html(tiny.find("Kingdom of Norway")).rows

    assert head == ["title", "collection"]
    assert rows == [["Norway NO", "countries"]]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, ""),
        ("ten  chars", 10, "ten  chars"),
        ("ten letters", 10, "ten…"),
        ("one, two, three", 12, "one, two…"),
        ("abcdefghijklmnop", 10, "abcdefghi…"),
        ("a bcdefghijklmnopqrstuvwxyz", 24, "a bcdefghijklmnopqrstuvw…"[:23] + "…"),
        ("one two; three four", 14, "one two…"),
    ],
)
def test_a_long_cell_is_cut_at_a_blank(text: str, width: int, expected: str) -> None:
    """A cell is cut at a blank where one is near, without a comma left over, and says so."""
    assert shortened(text, width) == expected
    assert len(expected) <= width


LONG = " ".join(f"word{n:02}" for n in range(20))


def test_long_cells_of_a_table_are_cut(folder: Path) -> None:
    """A cell shows whole words as far as there is room, then an ellipsis, and HTML has the rest."""
    data = rewrite(
        folder, "partnerships/town-kaczki.toml", ('title = "Duckburg – Kączki"', f'title = "{LONG}"')
    )
    kaczki = data.partnerships(partner="kaczki")

    cell = re.split(" {2,}", lines(kaczki)[2])[1]
    page = html(kaczki)

    assert len(cell) <= WIDEST
    name = page.rows[1][0].removesuffix(" town-kaczki")
    assert len(name) <= 2 * WIDEST
    for cut in (cell, name):
        assert cut.endswith("…")
        assert f"{LONG} ".startswith(f"{cut[:-1]} ")
    assert ("span", "title", LONG) in page.attributes


# The rules that JupyterLab 4 and nbconvert 7 have for what stands in our tables.
JUPYTER = """
.jp-RenderedHTMLCommon table {border: none; table-layout: fixed; margin-left: auto}
:not(.jp-RenderedMarkdown).jp-RenderedHTMLCommon td {text-align: right}
:not(.jp-RenderedMarkdown).jp-RenderedHTMLCommon th {text-align: right}
:not(.jp-RenderedMarkdown).jp-RenderedHTMLCommon tr {text-align: right}
.jp-RenderedHTMLCommon tbody tr:nth-child(odd) {background: red}
.jp-RenderedHTMLCommon tbody tr:hover {background: red}
.jp-RenderedHTMLCommon ul:not(.list-inline) {padding-left: 2em}
.jp-RenderedHTMLCommon :not(pre) > code {padding: 1px 5px; background-color: red}
.jp-RenderedHTMLCommon p {text-align: left; margin: 0}
"""


def specificity(selector: str) -> tuple[int, int]:
    """Return how many classes, pseudo-classes included, and how many elements a selector has."""
    plain = selector.replace(":not(", " ").replace(")", " ").replace("(", " ")
    classes = re.findall(r"[.:][\w-]+", plain)
    elements = re.findall(r"(?:^|[\s>])([a-z]\w*)", re.sub(r"(odd|even|n\+4)", "", plain))
    return len(classes), len(elements)


def rules(style: str) -> list[tuple[str, str]]:
    """Return each selector of a style sheet with its declarations."""
    flat = re.sub(r"@media[^{]*{(.*)}", r"\1", style.replace("\n", ""))
    found = re.findall(r"([^{}]+){([^}]*)}", flat)
    return [(one.strip(), body) for several, body in found for one in several.split(",")]


def test_the_style_outranks_that_of_jupyter(tiny: rt.Dataset) -> None:
    """In JupyterLab and nbconvert a table is left-aligned and has our colours, by rank alone."""
    found = re.search(r"<style>(.*)</style>", tiny.partnerships._repr_html_(), re.DOTALL)
    assert found
    style = found[1]
    assert "!important" not in style
    ours = rules(style)
    least = min(specificity(selector) for selector, _ in ours if " " in selector)
    assert least > max(specificity(selector) for selector, _ in rules(JUPYTER))
    by_element = {
        element: "".join(body for selector, body in ours if selector.endswith(f" {element}"))
        for element in ("table", "td", "th", "tr", "ul", "code", "p")
    }
    for selector, body in rules(JUPYTER):
        element = re.findall(r"[a-z]+", re.sub(r":[a-z-]+(\(\S+\))?$", "", selector))[-1]
        for declared in body.split(";"):
            name = declared.partition(":")[0].strip().partition("-")[0]
            if (element, name) not in {("tr", "text"), ("p", "text")}:
                assert re.search(rf"\b{name}\b", by_element[element]), (selector, declared)
    assert "text-align:left" in by_element["td"]


def test_three_columns_are_left_on_a_phone(tiny: rt.Dataset) -> None:
    """On a narrow screen the fourth column and those after it are hidden, and words may break."""
    style = tiny.partnerships._repr_html_()
    narrow = style[style.index("@media(max-width:40em)") :]
    hidden = [selector for selector, body in rules(narrow) if "display:none" in body]
    assert [selector.split(" ")[1] for selector in hidden if " " in selector] == [
        "th:nth-child(n+4)",
        "td:nth-child(n+4)",
    ]
    assert "overflow-wrap:anywhere" in narrow


# --- Cards -----------------------------------------------------------------------------------


def test_card_of_a_partnership(tiny: rt.Dataset) -> None:
    """A card has the title, a line for each value that is there, and the sources at its end."""
    assert tiny.partnership("town-goosund").card().split("\n") == [
        "Duckburg – Gøøsund  [town-goosund]",
        "  holder: town",
        "  countries: Norway",
        "  title_lv: Pīļpils – Zossunda",
        "  kind: cooperation",
        "  counterparts: Gøøsund",
        "  began: 1994 (disputed)",
        "  as_of: 2010-05-01",
        "  summary: An invented tie.",
        "  websites: www.goosund.example",
        "  acts: signed 1994 (disputed) by Duckburg Council, Gøøsund",
        "  acts: prolonged 2000, for 5 years",
        "  cooperation: Music (main)",
        "  cooperation: Sport (planned)",
        "  activities: Festival of songs (2001-06-23/2001-06-25, realised)",
        "  activities: Regatta (2003, not completed)",
        "  projects: A lake for both (2002/2004, 2 years, under way)",
        "  statements: figure: People who live there. (about 1500 people, 2001)",
        (
            "  conflict: When was the agreement with Gøøsund made? In 1994. / In 1995. → "
            "Both years stand."
        ),
        "      [goose-year]",
        "  last_known: unknown",
        "  source: Duckburg Gazette › Duckburg and Gøøsund, paragraph 0 [gazette/goose/0]: Heading",
        (
            "  source: Duckburg Gazette › Duckburg and Gøøsund, paragraph 1 [gazette/goose/1]:"
            " Duckburg Council"
        ),
        *GIST,
    ]


GIST = (
    (
        "      and Gøøsund in Goose County, Norway: agreement of 1994, prolonged in 2000 by 5 years,"
        " culture"
    ),
    "      and music, sport planned. Festival of songs of the Council and the Pond Fund, 23 to 25 June",
    "      2001, with more than 12 geese a year. Lake for both, 2002 to 2004, 2 years, paid by the",
    "      county, with a regatta in Poland in 2003. About 1500 people in 2001",
)
GOOSE = (
    (
        "  source: Duckburg Gazette › Duckburg and Gøøsund, paragraph 1 [gazette/goose/1]:"
        " Duckburg Council"
    ),
    *GIST,
)
TOP = (
    "  source: Duckburg Gazette, paragraph 1 [gazette/top/1]: Duckburg; its shire since 1 July 2009, in",
    "      Latvia. Kączki",
)
LEAGUE = (
    "  source: Duckburg Gazette › Pond League, paragraph 0 [gazette/league/0]: Duckburg Council since",
    "      2004-03, board 2005/2006",
)
FESTIVAL = "town-goosund/song-festival"
CARDS: list[list[str]] = [
    [
        f"Festival of songs  [{FESTIVAL}]",
        "  partnership: town-goosund",
        "  holder: town",
        "  countries: Norway",
        "  as_written: Dziesmu svētki",
        "  date: 2001-06-23/2001-06-25",
        "  places: Gøøsund",
        "  fields: Music",
        "  outcome: realised",
        "  listed_as: Festivals",
        "  programme: Pond Fund",
        "  roles: organised: Duckburg Council",
        "  roles: took part: Donalds Pīle",
        "  roles: took part: geese (more than 12 geese per year)",
        "  kind: festival",
        "  series: songs",
        *GOOSE,
    ],
    [
        "Regatta  [town-goosund/regatta]",
        "  partnership: town-goosund",
        "  holder: town",
        "  countries: Norway, Poland",
        "  date: 2003",
        "  in_countries: Poland",
        "  fields: Sport",
        "  outcome: not completed",
        "  outcome_reason: There was no wind.",
        "  part_of: A lake for both",
        "  kind: competition",
        *GOOSE,
    ],
    [
        "Pond Day  [town/pond-day]",
        "  holder: town",
        "  countries: Latvia, Poland",
        "  recurrence: every year",
        "  places: Duckburg or Kączki",
        "  fields: Culture",
        "  kind: celebration",
        *TOP,
    ],
    [
        "A lake for both  [town-goosund/lake]",
        "  partnership: town-goosund",
        "  holder: town",
        "  countries: Norway",
        "  as_written: Ezers",
        "  date: 2002/2004",
        "  duration: 2 years",
        "  places: Gøøsund",
        "  fields: Sport",
        "  outcome: under way",
        "  roles: financed: Goose County",
        *GOOSE,
    ],
    [
        f"Donalds Pīle: took part – Festival of songs  [{FESTIVAL}/took-part-donald]",
        "  partnership: town-goosund",
        "  holder: town",
        "  within: Festival of songs",
        "  kind: took part",
        "  agent: Donalds Pīle",
        "  capacity: singer",
        "  date: 2001-06-23/2001-06-25",
        *GOOSE,
    ],
    [
        (
            "geese (more than 12 geese per year): took part – Festival of songs"
            f"  [{FESTIVAL}/took-part-geese]"
        ),
        "  partnership: town-goosund",
        "  holder: town",
        "  within: Festival of songs",
        "  kind: took part",
        "  group: geese (more than 12 geese per year)",
        "  date: 2001-06-23/2001-06-25",
        *GOOSE,
    ],
    [
        "Donalds Pīle: built up – Duckburg  [town/built-up-donald]",
        "  holder: town",
        "  kind: built up",
        "  agent: Donalds Pīle",
        *TOP,
    ],
    [
        "Duckburg Council in Pond League  [town-league/council]",
        "  partnership: town-league",
        "  holder: town",
        "  member: Duckburg Council",
        "  organisation: Pond League",
        "  unit: council",
        "  date: 2004/",
        *LEAGUE,
    ],
    [
        "Donalds Pīle in Pond League, seat on the board  [town-league/seat]",
        "  partnership: town-league",
        "  holder: town",
        "  member: Donalds Pīle",
        "  organisation: Pond League",
        "  office: seat on the board",
        "  on_behalf_of: Duckburg Council",
        "  date: 2005/2006",
        *LEAGUE,
    ],
    [
        "Gøøsund: figure  [town-goosund/size]",
        "  partnership: town-goosund",
        "  holder: town",
        "  subject: Gøøsund",
        "  topic: figure",
        "  text: People who live there.",
        "  date: 2001",
        "  quantity: about 1500 people",
        *GOOSE,
    ],
    [
        "Duckburg: reason  [town/water]",
        "  holder: town",
        "  topic: reason",
        "  text: Every town needs water.",
        *TOP,
    ],
    [
        "Donalds Pīle  [donald]",
        "  partnerships: town-goosund, town-league",
        "  organisations: Pond League, Duckburg Council",
        "  as_written: Donalda Pīles",
        "  office: mayor",
        *GOOSE,
    ],
    [
        "Duckburg – Gøøsund  [town-goosund/goosund]",
        "  partnership: town-goosund",
        "  holder: town",
        "  countries: Norway",
        "  kind: cooperation",
        "  counterpart: Gøøsund",
        "  country: Norway",
        "  unit: city",
        "  coordinates: 59.5, 10.25 (invented)",
        "  as_of: 2010-05-01",
        "  acts: Duckburg – Gøøsund: signed 1994, Duckburg – Gøøsund: prolonged 2000",
        "  cooperation: Duckburg – Gøøsund: Music, Duckburg – Gøøsund: Sport (planned)",
        "  source: Duckburg Gazette › Duckburg and Gøøsund, paragraph 0 [gazette/goose/0]: Heading",
        *GOOSE,
    ],
]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card[0].rpartition("[")[2][:-1])
def test_cards_of_what_was_done(tiny: rt.Dataset, card: list[str]) -> None:
    """What was done, by whom, and what is said of it, in lines that a person reads."""
    record = card[0].rpartition("[")[2].removesuffix("]")
    found = next(c[record] for c in tiny.collections.values() if record in c)

    assert found.card().split("\n") == card


@pytest.mark.parametrize(
    ("either", "places"), [("either_place = true\n", "Duckburg or Kączki"), ("", "Duckburg, Kączki")]
)
class TestEitherPlace:
    """What was in one of two places is said to be in one or the other."""

    def pond_day(self, folder: Path, either: str) -> rt.Activities:
        """Return the one activity, with or without the word that it was in either place."""
        data = rewrite(folder, "holders/town.toml", ("either_place = true\n", either))
        return data.activities(kind="celebration")

    def test_card(self, folder: Path, either: str, places: str) -> None:
        """A card tells one from both."""
        assert ["places", places] in html(self.pond_day(folder, either)[0]).rows

    def test_table(self, folder: Path, either: str, places: str) -> None:
        """A table tells one from both."""
        head, row = html(self.pond_day(folder, either)).rows
        assert dict(zip(head, row, strict=True))["places"] == places


def test_a_card_of_a_membership_lists_the_members(tiny: rt.Dataset) -> None:
    """A partnership with an organisation tells who is in it, and in which office."""
    assert row_of(tiny.partnership("town-league"))["memberships"] == [
        "Duckburg Council in Pond League (2004/)",
        "Donalds Pīle in Pond League, seat on the board (2005/2006)",
    ]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("", "activities: Regatta"),
        ('date = "2003"\n', "activities: Regatta (2003)"),
        ('recurrence = "every_year"\n', "activities: Regatta (every year)"),
        (
            'date = "2003"\nrecurrence = "regularly"\noutcome = "under_way"\n',
            "activities: Regatta (2003, regularly, under way)",
        ),
    ],
)
def test_what_is_known_of_an_activity_is_told(folder: Path, more: str, line: str) -> None:
    """A line for an activity has its date, recurrence and outcome, and no empty brackets."""
    data = rewrite(
        folder,
        "partnerships/town-goosund.toml",
        ('title = "Regatta"\ndate = "2003"\n', f'title = "Regatta"\n{more}'),
        ('outcome = "not_completed"\noutcome_reason = "There was no wind."\n', ""),
    )

    assert f"  {line}" in data.partnership("town-goosund").card().split("\n")


def test_an_act_tells_who_did_what_beside_its_parties(folder: Path) -> None:
    """The roles of an act are lines of its card."""
    data = rewrite(
        folder,
        "partnerships/town-kaczki.toml",
        ('date = "2007"', 'date = "2007"\nroles = [{ kind = "initiated", agent = "donald" }]'),
    )

    assert ["roles", "initiated: Donalds Pīle"] in html(data.act("town-kaczki/prolongation")).rows


def test_html_card_says_what_the_text_says(tiny: rt.Dataset) -> None:
    """The card of a notebook has the same names and values in the same order."""
    for collection in tiny.collections.values():
        for record in collection:
            page = html(record)
            told = re.sub(r"\n {6}", " ", record.card()).split("\n")

            assert page.paragraphs == [f"{record.title} {record.id}"]
            if not isinstance(record, rt.Partnership):
                names = [line.partition(": ")[0].strip().replace("_", " ") for line in told[1:]]
                assert [name for name, _ in page.rows] == names
                assert [v for _, v in page.rows] == [line.partition(": ")[2] for line in told[1:]]


def test_html_card_of_a_partnership(tiny: rt.Dataset) -> None:
    """A partnership's card has holder and partners, acts on a line, and what is alike together."""
    assert row_of(tiny.partnership("town-goosund")) == {
        "cooperation": ["town ↔ Gøøsund (Norway)"],
        "in Latvian": ["Pīļpils – Zossunda"],
        "summary": ["An invented tie."],
        "acts": ["signed 1994 (disputed) by Duckburg Council, Gøøsund → prolonged 2000, for 5 years"],
        "fields": ["Music (main)", "Sport (planned)"],
        "activities": [
            "Festival of songs (2001-06-23/2001-06-25, realised)",
            "Regatta (2003, not completed)",
        ],
        "projects": ["A lake for both (2002/2004, 2 years, under way)"],
        "statements": ["figure: People who live there. (about 1500 people, 2001)"],
        "conflicts": [
            "When was the agreement with Gøøsund made? In 1994. / In 1995. → Both years stand."
        ],
        "websites": ["www.goosund.example"],
        "last known": ["unknown, as of 2010-05-01"],
        "sources": [
            "Duckburg Gazette › Duckburg and Gøøsund, paragraph 0 [gazette/goose/0]: Heading",
            (
                "Duckburg Gazette › Duckburg and Gøøsund, paragraph 1 [gazette/goose/1]: Duckburg"
                " Council and Gøøsund in Goose County, Norway: agreement of 1994, prolonged in 2000 by"
                " 5 years, culture and music, sport planned. Festival of songs of the Council and the"
                " Pond Fund, 23 to 25 June 2001, with more than 12 geese a year. Lake for both, 2002 to"
                " 2004, 2 years, paid by the county, with a regatta in Poland in 2003. About 1500"
                " people in 2001"
            ),
        ],
    }


def test_what_is_planned_looks_otherwise(tiny: rt.Dataset) -> None:
    """A field that is planned or agreed has a class of its own, one that is named has none."""
    html = tiny.partnership("town-goosund")._repr_html_()
    assert '<mark class="planned">Sport (planned)</mark>' in html
    assert "<mark>Music (main)</mark>" in html
    assert '<mark class="agreed">' in tiny.partnership("town-kaczki")._repr_html_()


def test_a_record_without_its_data_set_is_shown(tiny: rt.Dataset) -> None:
    """A record that was pickled alone has the same card, its conflicts too."""
    alone = pickle.loads(pickle.dumps(tiny.partnership("town-goosund")))  # noqa: S301

    assert "conflicts" in row_of(alone)
    assert alone._repr_html_() == tiny.partnership("town-goosund")._repr_html_()


def test_a_partnership_knows_its_data_set_after_pickling(tiny: rt.Dataset) -> None:
    """A whole data set that was pickled shows the same cards."""
    again = pickle.loads(pickle.dumps(tiny))  # noqa: S301
    for record in tiny.partnerships():
        assert again.partnership(record.id)._repr_html_() == record._repr_html_()


def repository(folder: Path, *lines: str) -> rt.Dataset:
    """Return the invented set, with lines about its repository."""
    text = "".join(f"{line}\n" for line in lines)
    return rewrite(
        folder, "dataset.toml", ('[[holders]]\nid = "town"', f'{text}\n[[holders]]\nid = "town"')
    )


def links(thing: Any) -> list[str | None]:
    """Return the addresses that are linked."""
    return [value for tag, name, value in html(thing).attributes if (tag, name) == ("a", "href")]


@pytest.mark.parametrize(
    ("record", "file"),
    [
        ("town-goosund", "partnerships/town-goosund.toml"),
        ("town-goosund/agreement", "partnerships/town-goosund.toml"),
        ("town/water", "holders/town.toml"),
        ("kaczki", "places.toml"),
        ("gazette", "sources/gazette.toml"),
    ],
)
def test_a_card_leads_to_its_file(folder: Path, record: str, file: str) -> None:
    """Where the repository is known, a card links to the file of its record there."""
    address = 'repository = "https://forge.example/ducks/ties/"'
    for lines_, path in (([address, 'folder = "src/data"'], "src/data/"), ([address], "")):
        data = repository(Path(shutil.copytree(folder, folder.parent / f"x{path[:3]}")), *lines_)
        found = next(c[record] for c in data.collections.values() if record in c)
        assert links(found) == [f"https://forge.example/ducks/ties/blob/HEAD/{path}{file}"]


def test_what_has_no_file_of_its_own_leads_nowhere(folder: Path) -> None:
    """A tie and a citation are derived: they are edited where they come from."""
    data = repository(folder, 'repository = "https://forge.example/ducks"')
    assert [links(r) for r in (data.ties[0], data.citations[0])] == [[], []]


def test_no_address_is_invented(tiny: rt.Dataset, folder: Path) -> None:
    """Without a repository no card links anywhere, nor where its address is none of the web."""
    assert [r.id for r in records(tiny) if links(r)] == []
    data = repository(folder, 'repository = "javascript:alert(1)"')
    assert [r.id for r in records(data) if links(r)] == []


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://gazette.example/a?b=1&c=2", True),
        ("http://gazette.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//gazette.example", False),
        ("https://gazette.example onclick=x", False),
        ("HTTPS", False),
    ],
)
def test_only_addresses_of_the_web_are_linked(folder: Path, address: str, *, linked: bool) -> None:
    """A source's address leads there if it is http or https, and is plain text if not."""
    data = rewrite(
        folder, "sources/gazette.toml", ('language = "en"', f'language = "en"\nurl = "{address}"')
    )
    for record in (data.place("kaczki"), data.partnership("town-kaczki"), data.source("gazette")):
        assert set(links(record)) == ({address} if linked else set())


@pytest.mark.parametrize(
    ("record", "line"),
    [
        ("town-goosund", "cooperation: Sport (planned)"),
        ("town-goosund", "cooperation: Music (main)"),
        ("town-kaczki", "cooperation: Culture (agreed)"),
        ("shire-goosund", "cooperation: Sport"),
    ],
)
def test_stages_are_marked(tiny: rt.Dataset, record: str, line: str) -> None:
    """What is planned, agreed or main says so; what is current says nothing."""
    partnership = tiny.partnership(record)

    assert f"  {line}" in partnership.card().split("\n")
    assert line.partition(": ")[2] in row_of(partnership)["fields"]
    titles = [entry.title for entry in partnership.cooperation]
    field = line.partition(": ")[2].removesuffix(" (main)")  # a title tells the stage alone
    assert f"{partnership.title}: {field}" in titles


def test_what_is_main_and_planned_says_both(folder: Path) -> None:
    """A main field that is only planned is called both, in card and table."""
    data = rewrite(
        folder,
        "partnerships/town-goosund.toml",
        ('stage = "planned"', 'stage = "planned"\nemphasis = "main"'),
    )

    assert "Sport (main, planned)" in row_of(data.partnership("town-goosund"))["fields"]
    assert "Music (main), Sport (main, planned)" in repr(data.partnerships(field="music"))


@pytest.mark.parametrize(
    ("record", "fields"),
    [("town-goosund", "Music (main), Sport (planned)"), ("town-kaczki", "Culture (agreed)")],
)
def test_stages_are_marked_in_the_table_too(tiny: rt.Dataset, record: str, fields: str) -> None:
    """A table of partnerships shows no plan as if it were done."""
    head, *rows = html(tiny.partnerships()).rows
    shown_rows = {row[0].split()[-1]: dict(zip(head, row, strict=True)) for row in rows}

    assert shown_rows[record]["fields"] == fields


def test_sources_are_shown(tiny: rt.Dataset) -> None:
    """A card tells page, printed heading, number and gist of each paragraph it rests on."""
    kaczki = tiny.place("kaczki")
    told = "Duckburg Gazette › Duckburg and Kączki, paragraph 0 [gazette/kaczki/0]: Heading, Poland"

    assert kaczki.card().split("\n")[-1] == f"  source: {told}"
    assert html(kaczki).rows[-1] == ["source", told]


def test_a_source_without_heading_is_shown(tiny: rt.Dataset) -> None:
    """What precedes the first heading of a page is told without one."""
    assert html(tiny.place("duckburg")).rows[-1] == [
        "source",
        (
            "Duckburg Gazette, paragraph 1 [gazette/top/1]: Duckburg; its shire since 1 July 2009, in"
            " Latvia. Kączki"
        ),
    ]


def test_an_undated_act_is_shown(folder: Path) -> None:
    """An act without a date is called undated, and never ends its line with nothing."""
    data = rewrite(folder, "partnerships/town-kaczki.toml", ('date = "2007"\n', ""))
    kaczki = data.partnership("town-kaczki")

    assert row_of(kaczki)["acts"] == ["prolonged undated"]
    assert data.acts(partnership="town-kaczki")[0].title == "Duckburg – Kączki: prolonged"
    head, *rows = html(data.partnerships(holder="town")).rows
    cells = {row[0].split()[-1]: dict(zip(head, row, strict=True)) for row in rows}
    assert cells["town-kaczki"]["last act"] == ""


def test_an_address_is_not_broken(folder: Path) -> None:
    """An address longer than a line stays whole, so that it can be copied."""
    data = rewrite(folder, "partnerships/town-goosund.toml", ("www.goosund.example", URL))

    assert URL in data.partnership("town-goosund").card()


@each_collection
def test_cards_speak_to_people(tiny: rt.Dataset, name: str) -> None:
    """No card shows Python's words for nothing and truth, or an object's inside."""
    machine = re.compile(r"\b(None|True|False)\b|PartialDate|\bobject at\b|=<|\[\]|\(\)")

    assert [r.card() for r in tiny.collections[name] if machine.search(r.card())] == []


@pytest.mark.parametrize(
    ("record", "line"),
    [
        ("gazette", "language: en"),
        ("goose-year", "stance: Both years stand."),
        ("pond-league", "kind: city union"),
        ("goosund", "identifiers: geonames:1 (close)"),
        ("goosund", "part_of: Goose County"),
        ("music", "broader: Culture"),
        ("NO", "other_names: Kingdom of Norway"),
    ],
)
def test_values_are_shown_as_people_name_them(tiny: rt.Dataset, record: str, line: str) -> None:
    """References are shown by title, closed words by label."""
    found = next(c[record] for c in tiny.collections.values() if record in c)

    assert f"  {line}" in found.card().split("\n")


def test_what_is_not_there_is_not_shown(tiny: rt.Dataset) -> None:
    """A card leaves out what is empty or unknown."""
    names = row_of(tiny.partnership("town-kaczki"))

    assert {"activities", "conflicts", "websites", "note"}.isdisjoint(names)


def test_a_source_does_not_fill_pages(tiny: rt.Dataset) -> None:
    """A source's card leaves its paragraphs to `.paragraphs`."""
    gazette = tiny.source("gazette")

    assert "sections" not in dict(html(gazette).rows)
    assert len(gazette.card().split("\n")) == len(html(gazette).rows) + 1 == 6


# --- Every record ----------------------------------------------------------------------------


@each_collection
def test_every_record_is_shown(shipped: rt.Dataset, name: str) -> None:
    """Each record has a one-line repr, a text card and a balanced HTML card."""
    collection = shipped.collections[name]
    assert len(collection)

    for record in collection:
        kind = type(record).__name__
        assert repr(record) == f"<{kind} {record.id!r}: {record.title}>"
        assert "\n" not in repr(record)
        head, *rest = record.card().split("\n")
        assert head == f"{record.title}  [{record.id}]"
        assert [line for line in rest if not re.match(" {2}[a-z_0-9]+:( .|$)| {6}.", line)] == []
        page = html(record)
        assert page.paragraphs == [f"{record.title} {record.id}"]
        card = row_of(record)
        cited = [v for name, v in page.rows if name == "source"] + card.get("sources", [])
        assert len(cited) == len(record.cites) + isinstance(record, rt.Citation)


@each_collection
def test_every_collection_is_shown(shipped: rt.Dataset, name: str) -> None:
    """Each collection has a text and a balanced HTML table, of its rows or its first twenty."""
    collection = shipped.collections[name]

    assert lines(collection)[0].startswith(f"{len(collection)} ")
    assert len(html(collection).rows) == 1 + min(len(collection), 20)


def test_repr_of_a_data_set_is_one_line(tiny: rt.Dataset, shipped: rt.Dataset) -> None:
    """A data set shows its title and how many records each collection has."""
    assert repr(tiny) == (
        "<Dataset 'Ties of Duckburg': 4 partnerships, 5 ties, 5 acts, 4 cooperation, "
        "3 activities, 1 projects, 5 roles, 2 memberships, 2 statements, 6 places, "
        "3 organisations, 1 people, 3 fields, 4 countries, 1 conflicts, 1 sources, 41 citations>"
    )
    assert "\n" not in repr(shipped)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ((), ""),
        ("as it is", "as it is"),
        (5, "5"),
        (rt.PartialDate("2004-03~"), "2004-03~"),
        (rt.ActKind.PROLONGED, "prolonged"),
        (rt.Validity.NOT_BEGUN, "not begun"),
        (rt.PlaceKind.CITY_DISTRICT, "city district"),
        (False, ""),
        (rt.Quantity(value=5, unit="members", qualifier=rt.Qualifier.AT_LEAST), "at least 5 members"),
        (rt.Group(text="geese"), "geese"),
        (rt.RoleKind.BUILT_UP, "built up"),
        ((rt.Stage.CURRENT, rt.Stage.PLANNED), "current, planned"),
    ],
)
def test_shown(value: object, text: str) -> None:
    """A value is shown as a reader wants it; nothing for nothing."""
    assert shown(value) == text


# --- Escaping --------------------------------------------------------------------------------


def nasty(folder: Path) -> rt.Dataset:
    """Return the invented set with markup in every text that people write."""
    bad = json.dumps(NASTY)
    for file, changes in {
        "partnerships/town-goosund.toml": [
            ('title = "Duckburg – Gøøsund"', f"title = {bad}"),
            ('title_lv = "Pīļpils – Zossunda"', f"title_lv = {bad}\nnote = {bad}"),
            ('"An invented tie."', bad),
            ('"www.goosund.example"', bad),
            ('as_written = ["agreement"]', f"as_written = [{bad}]"),
            ('as_written = ["music"]', f"as_written = [{bad}]"),
            ('title = "Festival of songs"', f"title = {bad}"),
            ('"Dziesmu svētki"', bad),
            ('"Festivals"', bad),
            ('"songs"', bad),
            ('"singer"', bad),
            ('text = "geese"', f"text = {bad}"),
            ('unit = "geese"', f"unit = {bad}"),
            ('per = "year"', f"per = {bad}"),
            ('"vairāk nekā 12 zosu"', bad),
            ('"There was no wind."', bad),
            ('title = "A lake for both"', f"title = {bad}"),
            ('"People who live there."', bad),
            ('unit = "people"', f"unit = {bad}"),
        ],
        "places.toml": [
            ('title = "Gøøsund"', f"title = {bad}"),
            ('title_lv = "Zossunda"', f"title_lv = {bad}\nnote = {bad}\nreferences = [{bad}]"),
            ('text = "Gøøsund"', f"text = {bad}"),
            ('"Zossundas pašvaldība"', bad),
            ('source = "invented"', f"source = {bad}"),
            ('value = "1"', f"value = {bad}"),
        ],
        "organisations.toml": [
            ('title = "Duckburg Council"', f"title = {bad}"),
            ('title_lv = "Pīļpils dome"', f"title_lv = {bad}"),
        ],
        "fields.toml": [('title = "Music"', f"title = {bad}\nscope_note = {bad}"), ('"singing"', bad)],
        "countries.toml": [('title = "Norway"', f"title = {bad}")],
        "people.toml": [('"Donalds Pīle"', bad), ('"Donalda Pīles"', bad), ('"mayor"', bad)],
        "partnerships/town-league.toml": [('"seat on the board"', bad)],
        "holders/town.toml": [('"Pond Day"', bad), ('"Every town needs water."', bad)],
        "conflicts.toml": [
            ('"When was the agreement with Gøøsund made?"', bad),
            ('"In 1994."', bad),
            ('"Both years stand."', bad),
            ('"The gazette prints both."', bad),
        ],
        "sources/gazette.toml": [
            ('title = "Duckburg Gazette"', f"title = {bad}\nas_written = {bad}\nurl = {bad}"),
            ('publisher = "Duckburg Council"', f"publisher = {bad}"),
            ('"Duckburg and Gøøsund"', bad),
            ('"Prolonged in 2007"', bad),
        ],
    }.items():
        rewrite_only(folder, file, changes)
    return rt.load(folder)


def rewrite_only(folder: Path, file: str, changes: list[tuple[str, str]]) -> None:
    """Change passages of a file."""
    text = (folder / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        text = text.replace(old, new)
    (folder / file).write_text(text, encoding="utf-8")


def records(data: rt.Dataset) -> Iterator[rt.Record]:
    """Yield every record of a data set."""
    for collection in data.collections.values():
        yield from collection


def test_every_text_is_escaped(folder: Path) -> None:
    """Markup, quotes and ampersands in any text are shown as they are written, and never act."""
    data = nasty(folder)

    things: list[Any] = [*data.collections.values(), *records(data), data.find("script")]
    for thing in things:
        page = html(thing)  # refuses every tag but ours
        assert {name for _, name, _ in page.attributes} <= {
            *("class", "lang", "scope", "tabindex", "title")
        }
        assert "<script" not in thing._repr_html_()
        assert "onclick" not in thing._repr_html_()


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (
            "town-goosund",
            ["in Latvian", "cooperation", "summary", "fields", "websites", "conflicts", "note"],
        ),
        ("town-goosund/agreement", ["countries", "instrument"]),
        ("town-goosund/music", ["field", "as_written"]),
        ("goosund", ["title_lv", "names", "as_written", "references", "coordinates", "country"]),
        ("duck-council", ["title_lv"]),
        ("music", ["other_names", "scope_note"]),
        ("goose-year", ["readings", "stance", "reason"]),
        ("gazette", ["as_written", "publisher", "url"]),
        (FESTIVAL, ["as_written", "listed_as", "series", "roles", "places", "fields"]),
        ("town-goosund/regatta", ["outcome_reason", "part_of"]),
        (f"{FESTIVAL}/took-part-donald", ["agent", "capacity", "within"]),
        ("town-goosund/size", ["subject", "text", "quantity"]),
        ("town-league/seat", ["member", "office", "on_behalf_of"]),
        ("town/water", ["text"]),
        ("donald", ["as_written", "office"]),
        ("kaczki", []),
    ],
)
def test_what_is_escaped_is_still_read(folder: Path, record: str, names: list[str]) -> None:
    """A reader sees every character of the text."""
    data = nasty(folder)
    found = next(c[record] for c in data.collections.values() if record in c)
    page = html(found)

    told: dict[str, str] = {}
    for name, value in page.rows:
        told[name] = told.get(name, "") + value
    assert [name for name in names if NASTY not in told[name.replace("_", " ")]] == []
    if found.cites:
        assert NASTY in told.get("source", "") + told.get("sources", "")
    assert page.paragraphs == [f"{found.title} {record}"]


def test_a_cut_cell_is_escaped_too(folder: Path) -> None:
    """The whole text that a cut cell carries as an attribute cannot leave it."""
    long = f'" onmouseover="alert(1)" {LONG} <b>'
    data = rewrite(
        folder,
        "partnerships/town-kaczki.toml",
        ('title = "Duckburg – Kączki"', f"title = {json.dumps(long)}"),
    )

    attributes = html(data.partnerships(partner="kaczki")).attributes
    assert ("span", "title", long) in attributes
    assert {name for _, name, _ in attributes} == {"class", "scope", "tabindex", "title"}
