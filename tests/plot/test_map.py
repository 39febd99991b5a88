"""The map: who is where, which lines lead to whom, and names that do not cover each other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import log, pi, radians, tan
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins.outlines import outlines
from rezekne_twins.plot import Picture
from rezekne_twins.plot._map import _LETTER, _LINE, _meet

pytest.importorskip("vl_convert", reason="needs the extra plot")

Row = dict[str, Any]
Box = tuple[float, float, float, float]


def layers(picture: Picture) -> list[Row]:
    """Return the four layers: outlines, lines, marks, names."""
    outlines, rest = picture.spec["layer"]
    return [outlines, *rest["layer"]]


def data(picture: Picture, layer: int) -> list[Row]:
    """Return the rows of a layer."""
    rows: list[Row] = layers(picture)[layer]["data"]["values"]
    return rows


def marks(picture: Picture) -> dict[tuple[str, str], Row]:
    """Return the marks by holder and place."""
    return {(row["holder"], row["id"]): row for row in data(picture, 2)}


def ends(picture: Picture) -> list[tuple[str, tuple[float, float], tuple[float, float]]]:
    """Return the holder and both ends of each line."""
    lines: dict[int, list[Row]] = {}
    for row in data(picture, 1):
        lines.setdefault(row["line"], []).append(row)
    return [
        (rows[0]["holder"], (rows[0]["x"], rows[0]["y"]), (rows[-1]["x"], rows[-1]["y"]))
        for rows in lines.values()
    ]


def boxes(picture: Picture) -> dict[str, Box]:
    """Return what each name takes up."""
    found: dict[str, Box] = {}
    for row in data(picture, 3):
        wide = len(row["name"]) * _LETTER
        left = row["x"] - {"left": 0, "center": wide / 2, "right": wide}[row["align"]]
        found[row["name"]] = (left, row["y"] - _LINE / 2, left + wide, row["y"] + _LINE / 2)
    return found


def seen_from(folder: Path) -> rt.Dataset:
    """Return the invented set, its holders with a point each, the second one's for display."""
    text = (folder / "places.toml").read_text("utf-8")
    for place, point in (
        ("duckburg", 'latitude = 56.5, longitude = 27.3, source = "invented"'),
        ("duck-shire", 'latitude = 56.6, longitude = 27.5, source = "x", display_only = true'),
        ("kaczki", 'latitude = 52.0, longitude = 20.0, source = "invented"'),
    ):
        old = f'id = "{place}"\n'
        assert text.count(old) == 1
        text = text.replace(old, f"{old}coordinates = {{ {point} }}\n")
    (folder / "places.toml").write_text(text, "utf-8")
    return rt.load(folder)


# --- What is drawn ---------------------------------------------------------------------------


def test_who_is_on_it(folder: Path) -> None:
    """Holders with a point and partners with one are marks, and what has none is named."""
    picture = rt.plot.map(seen_from(folder).partnerships())

    assert {key: row["kind"] for key, row in marks(picture).items()} == {
        ("Duckburg", "duckburg"): "holder",
        ("Duck Shire", "duck-shire"): "holder",
        ("Duckburg", "goosund"): "partner",
        ("Duck Shire", "goosund"): "partner",
        ("Duckburg", "kaczki"): "partner",
    }
    assert picture.spec["title"]["subtitle"][-1] == "Not on the map: Duckburg – Pond League"


def test_marks_tell_place_country_holder_and_partnership(folder: Path) -> None:
    """A mark says where it is, in which country, whose partner, and by which partnership."""
    row = marks(rt.plot.map(seen_from(folder).partnerships()))["Duckburg", "goosund"]

    assert row["told"] == "Gøøsund, Norway, Duckburg, Duckburg – Gøøsund"
    fields = [tip["field"] for tip in layers(rt.plot.map())[2]["encoding"]["tooltip"]]
    assert fields == ["place", "country", "holder", "tie"]
    assert row.keys() >= set(fields)


def test_a_point_that_only_shows_the_unit_is_hollow(folder: Path) -> None:
    """A place whose point is for display only is a hollow mark, and the map says what that is."""
    picture = rt.plot.map(seen_from(folder).partnerships())

    assert {place for (_, place), row in marks(picture).items() if not row["filled"]} == {"duck-shire"}
    assert "Hollow: approximate position" in picture.spec["title"]["subtitle"]
    town = rt.plot.map(rt.load(folder).partnerships(holder="town"))
    assert "Hollow" not in str(town.spec["title"])


def test_the_legend_has_the_kinds_that_are_there(shipped: rt.Dataset) -> None:
    """Members are explained where there are any, and not else."""
    for partner, kinds in (
        ("ezeru-zeme", ["holder", "member of the same organisation"]),
        ("suwalki", ["holder", "partner"]),
    ):
        picture = rt.plot.map(shipped.partnerships(partner=partner))
        assert layers(picture)[2]["encoding"]["size"]["scale"]["domain"] == kinds


def test_an_arc_leads_from_the_holder_to_each_partner(folder: Path) -> None:
    """Each tie with a point has one line, from the mark of its holder to that of its partner."""
    picture = rt.plot.map(seen_from(folder).partnerships())
    at = {key: (row["x"], row["y"]) for key, row in marks(picture).items()}
    home = {"Duckburg": at["Duckburg", "duckburg"], "Duck Shire": at["Duck Shire", "duck-shire"]}
    goosund = [sum(at[h, "goosund"][n] for h in home) / 2 for n in (0, 1)]  # shared: side by side

    assert sorted(ends(picture)) == sorted(
        [
            ("Duckburg", home["Duckburg"], pytest.approx(goosund, abs=0.1)),
            ("Duckburg", home["Duckburg"], at["Duckburg", "kaczki"]),
            ("Duck Shire", home["Duck Shire"], pytest.approx(goosund, abs=0.1)),
        ],
        key=lambda line: (line[0], str(line[1]), at["Duckburg", "kaczki"] == line[2]),
    )


def test_holders_of_a_common_partner_are_told_apart(folder: Path) -> None:
    """Two holders of one partner have two marks side by side, and arcs bent to either side."""
    picture = rt.plot.map(seen_from(folder).partnerships(partner="goosund"))
    town, shire = (marks(picture)[h, "goosund"] for h in ("Duckburg", "Duck Shire"))

    assert abs(town["x"] - shire["x"]) >= 8
    assert town["y"] == shire["y"]
    bends: list[float] = []
    dashes: list[list[int]] = []
    for line in (0, 1):
        rows = [row for row in data(picture, 1) if row["line"] == line]
        (ax, ay), (bx, by), middle = (
            *((r["x"], r["y"]) for r in (rows[0], rows[-1])),
            rows[len(rows) // 2],
        )
        bends.append((bx - ax) * (middle["y"] - ay) - (by - ay) * (middle["x"] - ax))
        dashes.append(rows[0]["dash"])
    assert bends[0] * bends[1] < 0
    assert dashes[0] != dashes[1]


def test_a_further_counterpart_is_reached_through_the_first(shipped: rt.Dataset) -> None:
    """Of one partnership with two places, one arc leads to the first, and on to the second."""
    picture = rt.plot.map(shipped.partnerships(partner="golbasi"))
    at = {place: (row["x"], row["y"]) for (_, place), row in marks(picture).items()}

    assert [(a, b) for _, a, b in ends(picture)] == [
        (at["rezekne-municipality"], at["golbasi"]),
        (at["golbasi"], at["kahta"]),
    ]


def test_a_membership_leads_to_the_members_places(shipped: rt.Dataset) -> None:
    """Thin straight lines lead to the places of all members but the holder itself."""
    (lakes,) = shipped.partnerships(partner="ezeru-zeme")
    picture = rt.plot.map(shipped.partnerships(partner="ezeru-zeme"))
    places = {getattr(m.member, "place", None) or m.member for m in lakes.memberships}
    wanted = {p.id for p in places if isinstance(p, rt.Place) and p.coordinates} - {"rezekne"}

    found = {place for (_, place), row in marks(picture).items() if row["kind"].startswith("member")}
    assert found == wanted
    assert len(ends(picture)) == len(wanted)
    assert {row["width"] for row in data(picture, 1)} == {0.7}
    assert {row["name"] for row in data(picture, 3)} >= {shipped.place(i).title for i in wanted}


def test_who_is_only_named_is_no_member(shipped: rt.Dataset) -> None:
    """A town in a commission of a union is no member of the union, and is not drawn."""
    picture = rt.plot.map(shipped.partnerships(partner="ubc"))

    assert set(marks(picture)) == {("Rēzekne city", "rezekne")}
    assert picture.spec["title"]["subtitle"][-1].startswith("Not on the map: ")


def test_every_shipped_partnership_is_drawn_or_named(shipped: rt.Dataset) -> None:
    """On the map of all, a partnership is on a mark, or named as one without a point."""
    picture = rt.plot.map(shipped.partnerships())
    told = " ".join(row["tie"] for row in data(picture, 2))
    notes = picture.spec["title"]["subtitle"][-1]

    assert [p.id for p in shipped.partnerships() if (p.title in told) == (p.title in notes)] == []
    for country in {c for p in shipped.partnerships(kind="cooperation") for c in p.countries}:
        assert country.title in {row["country"] for row in data(picture, 2)}


def test_latvian(shipped: rt.Dataset) -> None:
    """In Latvian all names and words are Latvian."""
    picture = rt.plot.map(shipped.partnerships(), language="lv")
    row = marks(picture)["Rēzeknes novads", "golbasi"]

    assert picture.title == "Partneri: Rēzeknes pilsēta, Rēzeknes novads"
    assert (row["place"], row["country"]) == (shipped.place("golbasi").title_lv, "Turcija")
    assert row["kind"] == "partneris"
    assert {"Vitebska", "Dmitrova"} <= {label["name"] for label in data(picture, 3)}


@pytest.mark.parametrize("width", [300, 720, 1400])
def test_nothing(tiny: rt.Dataset, width: int) -> None:
    """An empty collection is an empty map with its title, whether or not holders have a point."""
    for partnerships in (tiny.partnerships(country="JP"), rt.partnerships(country="JP")):
        picture = rt.plot.map(partnerships, width=width)
        assert data(picture, 1) == []
        assert {row["kind"] for row in data(picture, 2)} <= {"holder"}
        assert picture.png().startswith(b"\x89PNG")


# --- Where it is drawn -----------------------------------------------------------------------


def maps() -> Iterator[Picture]:
    """Yield maps of every width, of all partnerships, of each, and of each holder."""
    for language in ("en", "lv"):
        for width in (360, 720, 1100):
            yield rt.plot.map(language=language, width=width)
    for holder in ("city", "municipality"):
        yield rt.plot.map(rt.partnerships(holder=holder))
    for partnership in rt.partnerships():
        yield rt.plot.map(rt.partnerships().where(partner=partnership.counterparts[0]), width=400)


def test_marks_are_within_the_frame() -> None:
    """Every mark is within the map, at the pixel where Mercator's projection puts its place."""
    for picture in maps():
        projection = layers(picture)[0]["projection"]
        shift, count = 0.0, 0
        for row in data(picture, 2):
            assert 0 <= row["x"] <= picture.spec["width"]
            assert 0 <= row["y"] <= picture.spec["height"]
            point = rt.place(row["id"]).coordinates
            assert point
            x = radians(point.longitude) * projection["scale"] + projection["translate"][0]
            y = projection["translate"][1] - projection["scale"] * log(
                tan(pi / 4 + radians(point.latitude) / 2)
            )
            assert row["y"] == pytest.approx(y, abs=0.1)
            shift, count = shift + row["x"] - x, count + 1
            assert abs(row["x"] - x) <= 10
        assert shift == pytest.approx(0, abs=0.1 * count)


def test_names_cover_neither_names_nor_marks() -> None:
    """No name meets another one or the mark of another place, and none leaves the map."""
    for picture in maps():
        named = boxes(picture)
        for (a, one), (b, other) in combinations(named.items(), 2):
            assert not _meet(one, other), (a, b)
        for name, box in named.items():
            assert min(box) >= -0.1
            assert box[2] <= picture.spec["width"] + 0.1
            assert box[3] <= picture.spec["height"] + 0.1
            for row in data(picture, 2):
                assert not _meet(box, (row["x"], row["y"], row["x"], row["y"])), (name, row["told"])


def test_every_partner_and_holder_of_the_shipped_map_is_named(shipped: rt.Dataset) -> None:
    """On the map of all, in both languages, there is room for each name but those of members."""
    for language in ("en", "lv"):
        picture = rt.plot.map(shipped.partnerships(), language=language)
        names = [row["name"] for row in data(picture, 3)]
        kinds = {row["kind"] for row in data(picture, 2)}
        member = next(kind for kind in kinds if "organi" in kind)
        assert sorted(names) == sorted(
            {row["place"] for row in data(picture, 2) if row["kind"] != member}
        )


# --- Outlines --------------------------------------------------------------------------------


def area(ring: list[tuple[float, float]]) -> float:
    """Return the signed area of a ring: negative where it runs clockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def test_outlines_are_rings_in_the_right_direction() -> None:
    """Rings are closed, exterior ones clockwise and holes not: else d3 fills the outside."""
    for polygons in outlines().values():
        for outer, *holes in polygons:
            assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in (outer, *holes))
            assert area(outer) < 0
            assert [hole for hole in holes if area(hole) <= 0] == []


def inside(place: rt.Place) -> set[str]:
    """Return the countries whose outlines a place lies in, by counting the sides it crosses."""
    assert place.coordinates
    x, y = place.coordinates.longitude, place.coordinates.latitude
    found: set[str] = set()
    for country, polygons in outlines().items():
        crossed = sum(
            (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax)
            for polygon in polygons
            for ring in polygon
            for (ax, ay), (bx, by) in pairwise(ring)
        )
        if crossed % 2:
            found.add(country)
    return found


def test_every_place_lies_in_its_country(shipped: rt.Dataset) -> None:
    """The outlines put each place with a point into its country, or just off a coast."""
    points = [place for place in shipped.places() if place.coordinates]

    assert [p.id for p in points if not inside(p) <= {p.country.alpha_3}] == []
    assert {p.id for p in points if not inside(p)} <= {"arendal", "kalmar"}


def test_crimea_lies_in_ukraine(shipped: rt.Dataset) -> None:
    """The outlines follow the view of the United Nations."""
    simferopol = shipped.place("rezekne").model_copy(
        update={"coordinates": rt.Coordinates(latitude=44.95, longitude=34.1, source="for this test")}
    )

    assert inside(simferopol) == {"UKR"}


def test_countries_with_a_partner_are_darker(shipped: rt.Dataset) -> None:
    """Outlines of countries with a mark are told from others; those out of sight are left out."""
    picture = rt.plot.map(shipped.partnerships(country="NO"))
    partner = [f for f in data(picture, 0) if f["properties"]["partner"]]

    assert len(partner) == 2  # Norway and Latvia
    assert len(data(picture, 0)) < len(outlines())
    assert json.dumps(data(picture, 0))


def test_the_outlines_are_no_data_file(folder: Path) -> None:
    """A file of outlines in a data folder is none of its records, and no fault."""
    before = rt.load(folder)
    (folder / "country-outlines.geojson").write_text("{}", "utf-8")

    assert rt.load(folder) == before
    assert rt.load(folder).check() == before.check()


@pytest.mark.parametrize("longitude", [-160.0, -122.4, 10.25])
def test_a_map_takes_the_short_way_around_the_earth(folder: Path, longitude: float) -> None:
    """A line across the Pacific is drawn there: the map is turned, and never wider than need be."""
    text = (folder / "places.toml").read_text("utf-8")
    text = text.replace("longitude = 10.25", f"longitude = {longitude}")
    home = 'coordinates = { latitude = 35.0, longitude = 139.0, source = "invented" }\n'
    text = text.replace('id = "duckburg"\n', 'id = "duckburg"\n' + home)
    (folder / "places.toml").write_text(text, "utf-8")
    picture = rt.plot.map(rt.load(folder).partnerships())

    projection = layers(picture)[0]["projection"]
    across = 139.0 - longitude > 180
    middle = -projection["rotate"][0]
    assert middle == (
        pytest.approx((139.0 + longitude + 360) / 2 - 360 * (139 + longitude > 0)) if across else 0
    )
    found = marks(picture)
    width = found["Duckburg", "goosund"]["x"] - found["Duckburg", "duckburg"]["x"]
    assert (width > 0) == across  # eastwards over the ocean
    assert abs(width) <= picture.spec["width"]
    assert any(row["geometry"]["coordinates"] for row in layers(picture)[0]["data"]["values"])


def test_a_title_names_a_few_holders(folder: Path) -> None:
    """With 32 holders the title names four and says how many there are; the picture opens."""
    about = (folder / "dataset.toml").read_text("utf-8")
    for n in range(32):
        about += (
            f'\n[[holders]]\nid = "h{n}"\ntitle = "Pond {n}"\ntitle_lv = "Dīķis {n}"\nplace = "kaczki"\n'
        )
        tie = (
            (folder / "partnerships/town-kaczki.toml").read_text("utf-8").replace('"town"', f'"h{n}"', 1)
        )
        (folder / f"partnerships/pond-{n}.toml").write_text(
            tie.replace('["kaczki"]', '["goosund"]', 1), "utf-8"
        )
    (folder / "dataset.toml").write_text(about, "utf-8")
    found = rt.load(folder).partnerships()
    picture = rt.plot.map(found)

    assert len({p.holder for p in found}) > 30
    assert re.fullmatch(r"Partners: ([^,]+, ){4}… \(\d\d\)", picture.title)
    assert len(picture.html()) < 5_000_000


def test_what_has_ended_is_faint() -> None:
    """A partnership that ended has a faint line; its tooltip and a note say so."""
    lodz = rt.load(Path(__file__).parents[1] / "towns" / "lodz")
    picture = rt.plot.map(lodz.partnerships())
    ended = lodz.partnerships(last_known="ended")
    lines = {row["line"]: row["opacity"] for row in data(picture, 1)}

    assert sorted(lines.values()) == [0.3] * len(ended) + [0.85] * (len(lines) - len(ended))
    told = {row["id"]: row["tie"] for row in data(picture, 2)}
    assert {p.counterparts[0].id for p in ended} == {i for i, tie in told.items() if "(ended)" in tie}
    assert "Faint: ended" in picture.spec["title"]["subtitle"]
    in_force = rt.plot.map(lodz.partnerships(last_known="in_force"))
    assert "Faint: ended" not in in_force.spec["title"]["subtitle"]
