"""``countries.toml`` agrees with ISO 3166-1 and CLDR, and every name in it means one country."""

import runpy
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pycountry
import pytest
from babel import Locale

ROOT = Path(__file__).parents[2]
FILE = ROOT / "src/rezekne_twins/data/countries.toml"
KEYS = ["id", "alpha_3", "title", "title_lv", "other_names"]

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """All countries, as the file has them."""
    countries: list[Row] = tomllib.loads(FILE.read_text(encoding="utf-8"))["countries"]
    return countries


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    """The names of the tool that writes the file."""
    return runpy.run_path(str(ROOT / "tools/make_countries.py"))


def squash(name: str) -> str:
    """Keep only letters and digits, without case and diacritics."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(mark for mark in decomposed if mark.isalnum())


def names(row: Row) -> list[str]:
    """Every name of a country, in the order of the file."""
    return [row["title"], row["title_lv"], *row.get("other_names", [])]


def understood(rows: list[Row], word: str) -> list[str]:
    """Ids of the countries that a word names, by code or by name."""
    return [
        row["id"]
        for row in rows
        if squash(word) in {squash(name) for name in (row["id"], row["alpha_3"], *names(row))}
    ]


def test_codes_are_those_of_iso_3166_1(rows: list[Row]) -> None:
    """Every officially assigned alpha-2 code is there once, with its alpha-3 code."""
    assigned = sorted((country.alpha_2, country.alpha_3) for country in pycountry.countries)
    assert sorted((row["id"], row["alpha_3"]) for row in rows) == assigned


@pytest.mark.parametrize(("key", "language"), [("title", "en"), ("title_lv", "lv")])
def test_titles_are_those_of_cldr(rows: list[Row], key: str, language: str) -> None:
    """The titles are the names of CLDR, unchanged."""
    territories = Locale(language).territories
    assert {row["id"]: row[key] for row in rows} == {row["id"]: territories[row["id"]] for row in rows}


def test_every_iso_name_is_understood(rows: list[Row]) -> None:
    """Each name that ISO 3166-1 gives a country means that country, but for the bare "Congo"."""
    for country in pycountry.countries:
        record = dict(country)
        keys = {"name", "official_name", "common_name"} & set(record)
        for name in {record[key] for key in keys} - {"Congo"}:
            assert understood(rows, name.removeprefix("the ")) == [record["alpha_2"]], name


def test_no_name_means_two_countries(rows: list[Row]) -> None:
    """No name is shared by two countries, whatever its case, diacritics and punctuation."""
    counts = Counter(name for row in rows for name in {squash(name) for name in names(row)})
    assert [name for name, count in counts.items() if count > 1] == []


def test_no_name_is_the_code_of_another_country(rows: list[Row]) -> None:
    """A name that reads like a code is the code of the same country."""
    owners = {squash(code): row["id"] for row in rows for code in (row["id"], row["alpha_3"])}
    for row in rows:
        for name in names(row):
            assert owners.get(squash(name), row["id"]) == row["id"], name


def test_codes_mean_one_country(rows: list[Row]) -> None:
    """No code is the code of two countries."""
    counts = Counter(code for row in rows for code in (row["id"], row["alpha_3"]))
    assert set(counts.values()) == {1}


def test_other_names_add_something(rows: list[Row]) -> None:
    """A further name differs from the titles and its neighbours by more than case or accents."""

    def fold(name: str) -> str:
        marks = unicodedata.normalize("NFKD", name)
        return "".join(mark for mark in marks if not unicodedata.combining(mark)).casefold()

    for row in rows:
        others = [fold(name) for name in row.get("other_names", [])]
        assert len(others) == len(set(others)), row["id"]
        assert not set(others) & {fold(row["title"]), fold(row["title_lv"])}, row["id"]


def test_rows_have_the_same_shape(rows: list[Row]) -> None:
    """Each row has the keys in one order; the list of further names is left out where empty."""
    for row in rows:
        assert list(row) == [key for key in KEYS if key in row], row["id"]
        assert set(KEYS) - set(row) <= {"other_names"}, row["id"]
        for value in (row["id"], row["alpha_3"], *names(row)):
            assert isinstance(value, str), row["id"]
            assert value == unicodedata.normalize("NFC", value.strip()), row["id"]
            assert value, row["id"]
        assert row.get("other_names", ["one"]), row["id"]


def test_rows_are_sorted_by_id(rows: list[Row]) -> None:
    """The order of the file is that of the ids."""
    ids = [row["id"] for row in rows]
    assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("word", "alpha_2"),
    [
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Turcija", "TR"),
        ("Belarus", "BY"),
        ("Baltkrievija", "BY"),
        ("UK", "GB"),
        ("Great Britain", "GB"),
        ("Lielbritānija", "GB"),
        ("Apvienotā Karaliste", "GB"),
        ("USA", "US"),
        ("United States of America", "US"),
        ("ASV", "US"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Russian Federation", "RU"),
        ("Krievijas Federācija", "RU"),
        ("Holland", "NL"),
        ("South Korea", "KR"),
        ("North Korea", "KP"),
        ("Guinea", "GN"),
        ("Guinea-Bissau", "GW"),
        ("Democratic Republic of the Congo", "CD"),
        ("Republic of the Congo", "CG"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Burma", "MM"),
        ("Cape Verde", "CV"),
        ("Cabo Verde", "CV"),
        ("Swaziland", "SZ"),
        ("Holy See", "VA"),
        ("Macedonia", "MK"),
    ],
)
def test_everyday_names_are_understood(rows: list[Row], word: str, alpha_2: str) -> None:
    """What people type, and what the sources print, means the country they have in mind."""
    assert understood(rows, word) == [alpha_2]


@pytest.mark.parametrize("word", ["Congo", "Kongo", "Korea", "XK"])
def test_ambiguous_and_unassigned_words_mean_nothing(rows: list[Row], word: str) -> None:
    """A word that could mean two countries, or a code outside ISO 3166-1, means none."""
    assert understood(rows, word) == []


def test_regenerating_gives_the_same_bytes(tool: dict[str, Any]) -> None:
    """The file is what the tool writes today: nobody edited it, and no source has moved on."""
    assert tool["render"]().encode() == FILE.read_bytes()


def test_check_tells_a_stale_file(
    tool: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--check`` fails where the file is missing or edited, and never writes it."""
    path = tmp_path / "countries.toml"
    assert tool["main"](["--check", str(path)]) == 1
    assert not path.exists()
    assert tool["main"]([str(path)]) == 0
    assert tool["main"](["--check", str(path)]) == 0
    edited = path.read_bytes().replace(b"Norway", b"Norwai")
    path.write_bytes(edited)
    assert tool["main"](["--check", str(path)]) == 1
    assert path.read_bytes() == edited
    assert "is stale" in capsys.readouterr().err
