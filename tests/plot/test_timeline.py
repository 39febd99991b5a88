"""The timeline: acts at their dates, terms, what is not told, and readings that disagree."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins.plot import Picture
from rezekne_twins.plot._picture import looks
from rezekne_twins.plot._timeline import _year

pytest.importorskip("vl_convert", reason="needs the extra plot")

Row = dict[str, Any]
PARTS = ("names", "undated", "terms", "states", "acts", "acts again", "done", "told")
DAY = 0.01  # a little more than a day, in years


def data(picture: Picture, part: str) -> list[Row]:
    """Return the rows of a layer."""
    (outer,) = picture.spec["layer"]
    names, undated, rest = outer["layer"]
    layers: dict[str, Row] = dict(zip(PARTS, (names, undated, *rest["layer"]), strict=True))
    rows: list[Row] = layers[part]["data"]["values"]
    return rows


def of(picture: Picture, part: str, tie: str) -> list[Row]:
    """Return the rows of a layer that are of one partnership."""
    return [row for row in data(picture, part) if row["tie"] == tie]


def written(folder: Path, file: str, old: str, new: str) -> rt.Dataset:
    """Change one passage of a folder, and load it."""
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), "utf-8")
    return rt.load(folder)


def with_act(folder: Path, kind: str) -> rt.Dataset:
    """Return the invented set, one partnership of which has a further act of May 2009."""
    act = f'[[acts]]\nid = "x"\nkind = "{kind}"\ndate = "2009-05-01"\ncites = ["gazette/kaczki/1"]\n'
    return written(folder, "partnerships/town-kaczki.toml", "[[coop", f"{act}\n[[coop")


def test_one_row_a_partnership_in_the_order_given(tiny: rt.Dataset) -> None:
    """Each partnership has a row, the rows stand apart and keep the order of the collection."""
    for partnerships in (tiny.partnerships(), tiny.partnerships().sorted_by("began", reverse=True)):
        names = data(rt.plot.timeline(partnerships), "names")
        assert [row["tie"] for row in names] == [p.title for p in partnerships]
        heights = [row["y"] for row in names]
        assert all(b - a >= 30 for a, b in pairwise(heights))


def test_each_dated_act_is_a_mark_at_its_date(shipped: rt.Dataset) -> None:
    """Each act stands in the middle of its date, with a bar from its first to its last day."""
    picture = rt.plot.timeline(shipped.partnerships())

    for partnership in shipped.partnerships():
        marks = {
            (r["kind"], r["date"]): r for r in of(picture, "acts", partnership.title) if r["filled"]
        }
        acts = {(a.kind.label, str(a.date)): a for a in partnership.acts if a.date}
        assert marks.keys() == acts.keys()
        for key, row in marks.items():
            when = acts[key].date
            assert when
            assert when.latest
            assert row["x2"] >= _year(when.latest)
            assert row["x"] < row["middle"] < row["x2"]
            if when.earliest is None:  # a year on, and the mark at what is known
                assert row["x"] == pytest.approx(_year(when.latest) - 1, abs=DAY)
                assert row["middle"] == pytest.approx(_year(when.latest), abs=0.06)
                continue
            assert row["x"] == pytest.approx(_year(when.earliest))
            assert row["x2"] - row["x"] <= {"year": 1.01, "month": 0.12, "day": 0.12}[when.precision]


def test_kinds_have_a_shape_each(shipped: rt.Dataset) -> None:
    """Every kind of act has a shape of its own, and the legend has those that are there."""
    assert set(looks()["acts"]) == set(rt.ActKind)
    assert len(set(looks()["acts"].values())) == len(rt.ActKind)
    picture = rt.plot.timeline(shipped.partnerships(partner="kupiskis"))
    (outer,) = picture.spec["layer"]
    assert outer["layer"][2]["layer"][3]["encoding"]["shape"]["scale"]["domain"] == [
        *("signed", "prolonged")
    ]


def test_lines_say_what_validity_says(shipped: rt.Dataset, tiny: rt.Dataset) -> None:
    """On each day the line is that of the answer which `validity` gives; none before it began."""
    words = {word.label: word.value for word in (rt.Validity.IN_FORCE, rt.Validity.UNKNOWN)}
    for partnerships in (shipped.partnerships(), tiny.partnerships()):
        picture = rt.plot.timeline(partnerships)
        for partnership in partnerships:
            spans = of(picture, "states", partnership.title)
            for year in range(1994, 2017):
                for day in (date(year, 2, 3), date(year, 11, 12)):
                    at = [words[row["what"]] for row in spans if row["x"] < _year(day) < row["x2"]]
                    answer = str(partnership.validity(day))
                    first, last = (spans[n][k] for n, k in ((0, "x"), (-1, "x2")))
                    if answer == "not_begun" or not first < _year(day) < last:
                        assert at == []
                    else:
                        assert at == [answer], (partnership.id, day)


def test_the_end_is_open(shipped: rt.Dataset) -> None:
    """Each row ends with what is not told, at the edge: a term that lapsed is no end."""
    picture = rt.plot.timeline(shipped.partnerships())
    edge = max(row["x2"] for row in data(picture, "states"))

    for partnership in shipped.partnerships():
        last = of(picture, "states", partnership.title)[-1]
        assert (last["what"], last["x2"]) == ("unknown", edge)


def test_a_beginning_that_is_not_told_is_open(shipped: rt.Dataset) -> None:
    """Where no beginning is stated, the row starts at the edge with what is not told."""
    picture = rt.plot.timeline(shipped.partnerships())
    edge = min(row["x"] for row in data(picture, "states"))

    for partnership in shipped.partnerships():
        first = of(picture, "states", partnership.title)[0]
        assert (first["x"] == edge) == (partnership.began is None)
        assert first["what"] == "unknown" or partnership.began is not None


def test_an_end_that_is_told_ends_the_line(folder: Path) -> None:
    """After an act that ended it, a partnership has no line, and the act has its mark."""
    data_set = with_act(folder, "ended")
    picture = rt.plot.timeline(data_set.partnerships())
    title = data_set.partnership("town-kaczki").title

    assert max(row["x2"] for row in of(picture, "states", title)) <= _year(date(2009, 5, 1)) + DAY
    assert [row["kind"] for row in of(picture, "acts", title)] == ["prolonged", "ended"]


def test_a_suspension_has_a_line_of_its_own(folder: Path) -> None:
    """Between its suspension and the edge, a partnership is suspended."""
    data_set = with_act(folder, "suspended")
    picture = rt.plot.timeline(data_set.partnerships())
    spans = of(picture, "states", data_set.partnership("town-kaczki").title)

    suspended = [row for row in spans if row["what"] == "suspended"]
    assert suspended[0]["x"] == pytest.approx(_year(date(2009, 5, 1)), abs=DAY)
    assert picture.png().startswith(b"\x89PNG")


def test_a_stated_term_is_a_bar(shipped: rt.Dataset, tiny: rt.Dataset) -> None:
    """A term runs from its act for the years, or to the end, that are stated."""
    for data_set in (shipped, tiny):
        terms = data(rt.plot.timeline(data_set.partnerships()), "terms")
        acts = [a for a in data_set.acts() if a.date and (a.term_years or a.term_until)]
        assert len(terms) == len(acts) > 0
        for row, act in zip(terms, acts, strict=True):
            if act.term_until and act.term_until.earliest:
                assert row["x2"] == pytest.approx(_year(act.term_until.earliest), abs=DAY)
                assert row["what"] == f"stated term: until {act.term_until}"
            else:
                assert row["x2"] - row["x"] == pytest.approx(act.term_years, abs=DAY)
                assert row["what"] == f"stated term: {act.term_years} years"


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("197X", 1970, 1980),
        ("19XX", 1900, 2000),
        ("[1968..1972]", 1968, 1973),
        ("[..1989]", 1988, 1990),
        ("[1989..]", 1989, 1991),
    ],
)
def test_a_vague_date_has_a_bar_as_wide(folder: Path, when: str, first: int, last: int) -> None:
    """A decade, century or range is a bar over its years; a missing side is a year on."""
    file = "partnerships/town-kaczki.toml"
    data_set = written(folder, file, 'date = "2007"', f'date = "{when}"')
    (row,) = of(
        rt.plot.timeline(data_set.partnerships()), "acts", data_set.partnership("town-kaczki").title
    )

    assert (row["x"], row["x2"]) == (pytest.approx(first, abs=DAY), pytest.approx(last, abs=DAY))
    assert row["x"] < row["middle"] < row["x2"]
    assert row["date"] == when


def test_a_term_beyond_the_calendar_is_left_out(folder: Path) -> None:
    """A term that leaves the years of the calendar has no bar, and does not break the picture."""
    data_set = written(folder, "partnerships/town-goosund.toml", '"2000"', '"9998"')

    assert data(rt.plot.timeline(data_set.partnerships()), "terms") == []


@pytest.mark.parametrize("end", ["0001", "0001-01-01", "9999", "9999-12-31", "0001/9999"])
@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("partnerships/town-kaczki.toml", 'date = "2007"'),
        ("partnerships/town-goosund.toml", 'date = "2000"'),
        ("partnerships/town-goosund.toml", 'date = "2001-06-23/2001-06-25"'),
        ("sources/gazette.toml", 'as_of = "2010-05-01"'),
    ],
    ids=["act", "term", "activity", "source"],
)
def test_the_ends_of_time(folder: Path, file: str, old: str, end: str) -> None:
    """Whatever years a date is of, there is a picture, with the date in it."""
    if old == 'date = "2000"' and "/" in end:
        return
    word = old.partition(" ")[0]
    picture = rt.plot.timeline(written(folder, file, old, f'{word} = "{end}"').partnerships())
    first, last = picture.spec["layer"][0]["layer"][2]["encoding"]["x"]["scale"]["domain"]

    assert first < last
    assert all(row["x"] <= row["x2"] for part in ("states", "acts") for row in data(picture, part))
    assert "<svg" in picture.svg()


def test_what_was_done_is_below(shipped: rt.Dataset) -> None:
    """Each dated activity and project has a bar as long as its date, and the others are counted."""
    picture = rt.plot.timeline(shipped.partnerships())

    for partnership in shipped.partnerships():
        done = [*partnership.activities, *partnership.projects]
        bars = of(picture, "done", partnership.title)
        assert sorted(r["what"] for r in bars) == sorted(d.title for d in done if d.date)
        assert {r["kind"] for r in bars} <= {"activity", "project"}
        undated = sum(not act.date for act in partnership.acts) + sum(not d.date for d in done)
        counted = [row["text"] for row in of(picture, "undated", partnership.title)]
        assert counted == ([f"{undated} undated"] if undated else [])


def test_undated_acts_are_counted_too(folder: Path) -> None:
    """An act without a date has no mark, and is among those counted at the end of the row."""
    data_set = written(folder, "partnerships/town-kaczki.toml", 'date = "2007"\n', "")
    picture = rt.plot.timeline(data_set.partnerships(partner="kaczki"))

    assert data(picture, "acts") == []
    assert [row["text"] for row in data(picture, "undated")] == ["1 undated"]
    assert picture.png().startswith(b"\x89PNG")


def test_bars_of_what_was_done_do_not_cover_each_other(shipped: rt.Dataset) -> None:
    """What overlaps in time stands one below the other, within the row."""
    picture = rt.plot.timeline(shipped.partnerships())
    rows = data(picture, "done")

    for n, a in enumerate(rows):
        for b in rows[n + 1 :]:
            if a["y"] == b["y"]:
                assert a["x2"] <= b["x"] or b["x2"] <= a["x"], (a["what"], b["what"])
    tops = [row["y"] for row in data(picture, "names")]
    for row in rows:
        following = [top for top in tops if top > row["y"]]
        assert not following or min(following) - row["y"] > 10


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("2003", 0, 0),
        ("2002/2004", 0, 0),
        ("/2003", 1, 0),
        ("2003/", 0, 1),
        ("../2003", 99, 0),
        ("2003/..", 0, 99),
    ],
)
def test_open_and_unknown_sides_are_seen(folder: Path, text: str, left: int, right: int) -> None:
    """A side that is not told reaches a year on, an open one to the edge, both faint."""
    data_set = written(folder, "partnerships/town-goosund.toml", 'date = "2003"', f'date = "{text}"')
    picture = rt.plot.timeline(data_set.partnerships())
    (row,) = [row for row in data(picture, "done") if row["what"] == "Regatta"]
    edges = [min(r["x"] for r in data(picture, "states")), max(r["x2"] for r in data(picture, "states"))]

    for told, drawn, reach, edge in (
        (row["first"], row["x"], left, edges[0]),
        (row["last"], row["x2"], right, edges[1]),
    ):
        assert drawn == pytest.approx(
            edge if reach == 99 else told + (reach if told == row["last"] else -reach)
        )


def test_disagreeing_readings_are_both_shown(tiny: rt.Dataset) -> None:
    """On either row stand its own act and, hollow, the one that contradicts it."""
    picture = rt.plot.timeline(tiny.partnerships(partner="goosund"))

    shown = {
        title: {
            row["date"]: row["filled"] for row in of(picture, "acts", title) if row["kind"] == "signed"
        }
        for title in (p.title for p in tiny.partnerships(partner="goosund"))
    }
    assert shown == {
        "Duck Shire – Gøøsund and Goose County": {"1995": 1, "1994": 0},
        "Duckburg – Gøøsund": {"1994": 1, "1995": 0},
    }
    hollow = next(row for row in data(picture, "acts") if not row["filled"])
    assert "date in another source: When was the agreement with Gøøsund made?" in hollow["told"]
    assert any(note.startswith("Hollow") for note in picture.spec["title"]["subtitle"])


def test_the_other_reading_is_shown_without_its_row(shipped: rt.Dataset) -> None:
    """A part of the partnerships does not hide that sources disagree."""
    picture = rt.plot.timeline(shipped.partnerships(holder="city", partner="arendal"))

    hollow = {(row["kind"], row["date"]) for row in data(picture, "acts") if not row["filled"]}
    assert {("signed", "1995"), ("prolonged", "2008")} <= hollow


def test_latvian(shipped: rt.Dataset) -> None:
    """In Latvian the names of partnerships and kinds are Latvian."""
    picture = rt.plot.timeline(shipped.partnerships(partner="suwalki"), language="lv")

    assert picture.title == "Akti un notikumi: Rēzeknes pilsēta"
    assert data(picture, "names")[0]["tie"] == "Rēzekne – Suvalki"
    assert data(picture, "acts")[0]["kind"] == rt.ActKind.SIGNED.label_lv


def test_nothing(tiny: rt.Dataset) -> None:
    """An empty collection is an empty picture with its title."""
    picture = rt.plot.timeline(tiny.partnerships(country="JP"))

    assert [row for part in PARTS for row in data(picture, part)] == []
    assert picture.png().startswith(b"\x89PNG")
