"""Real towns elsewhere: their facts are held as their pages state them, drawn, exported and read back.

The folders were written from public pages in our own words; of the pages only fingerprints are kept.
Łódź (Poland) ended three partnerships in 2022. Nishinoomote (Japan) is not written in Latin letters.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import rezekne_twins as rt

TOWNS = Path(__file__).parent / "towns"
FORMATS = ("to_csv", "to_datapackage", "to_sqlite", "to_jsonld", "to_json")


@pytest.fixture(scope="module", params=["lodz", "nishinoomote"])
def town(request: pytest.FixtureRequest) -> rt.Dataset:
    """Return the data set of a town."""
    return rt.load(TOWNS / request.param)


def test_nothing_is_refused(town: rt.Dataset) -> None:
    """The check finds no fault, and every paragraph is cited or says why it holds no data."""
    assert town.check() == ()
    assert all(len(row.waived) + row.cited == len(row.records) for row in town.coverage())


@pytest.mark.parametrize("write", FORMATS)
def test_every_format_is_written(town: rt.Dataset, tmp_path: Path, write: str) -> None:
    """No export needs a title in Latvian, a Latin letter or a town of ours."""
    assert getattr(town, write)(tmp_path / "out").exists()


def test_no_language_is_added(town: rt.Dataset, tmp_path: Path) -> None:
    """Linked data has labels in the languages of the data, and no Latvian ones."""
    text = town.to_jsonld(tmp_path / "town.jsonld").read_text("utf-8")
    for language in town.about.languages:
        assert f'"@language": "{language}"' in text
    assert '"@language": "lv"' not in text


def test_it_is_read_back(town: rt.Dataset, tmp_path: Path) -> None:
    """The JSON export is the same data set."""
    assert rt.load(town.to_json(tmp_path / "town.json")) == town


def test_each_picture_is_drawn(town: rt.Dataset) -> None:
    """Map and timeline name every holder, in English and in the language of the town."""
    pytest.importorskip("altair")
    for language in ("en", *town.about.languages):
        for draw in (rt.plot.map, rt.plot.timeline):
            picture = draw(town.partnerships(), language=language)
            names = town.about.holders[0].titles if language != "en" else ()
            assert picture.title.endswith(names[0].text if names else town.about.holders[0].title)
            assert "<svg" in picture.svg()


def test_names_of_other_scripts_are_found() -> None:
    """A place is found by its name in Japanese, and its partnership too."""
    town = rt.load(TOWNS / "nishinoomote")

    assert town.partnerships(partner="長浜市").ids == ("city-nagahama",)
    assert town.place("西之表市").id == "nishinoomote"
    assert "西之表市" in town.about.holders[0].titles[0].text


def test_an_end_is_an_end() -> None:
    """Three partnerships of Łódź were in force until the council ended them."""
    town = rt.load(TOWNS / "lodz")

    ended = town.partnerships(last_known="ended")
    assert {next(iter(p.countries)).id for p in ended} == {"RU", "BY"}
    for partnership in ended:
        assert partnership.validity(on=2010) == "in_force"
        assert partnership.validity(on="2022-03-03") == "ended"
        assert partnership.last_act
        assert partnership.last_act.kind == "ended"  # decided and ended on one day, in this order
