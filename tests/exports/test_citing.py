"""How the data set and its records are cited."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt

ROOT = Path(__file__).parents[2]


def titled(folder: Path, title: str) -> rt.Dataset:
    """Return the invented set under another title."""
    about = folder / "dataset.toml"
    text = about.read_text("utf-8").replace(
        '"Ties of Duckburg"', json.dumps(title, ensure_ascii=False), 1
    )
    about.write_text(text, encoding="utf-8")
    return rt.load(folder)


class TestText:
    """The data set in one line."""

    def test_shipped(self, shipped: rt.Dataset) -> None:
        """Authors, year, title and version."""
        assert rt.cite() == shipped.cite("text")
        assert rt.cite() == (
            "The rezekne-twins contributors (2026). International partnerships of Rēzekne city "
            f"and Rēzekne Municipality. Version {rt.__version__}."
        )

    def test_the_readme_has_the_same(self) -> None:
        """What the README tells people to write is what the library writes."""
        readme = " ".join((ROOT / "README.md").read_text("utf-8").replace("\n> ", " ").split())

        assert rt.cite() in readme.replace("*", "")

    def test_what_is_not_said_is_left_out(self, tiny: rt.Dataset) -> None:
        """A set without authors, year and version has a title."""
        assert tiny.cite() == "Ties of Duckburg."

    def test_address(self, folder: Path) -> None:
        """The address of the repository comes last, once there is one."""
        about = folder / "dataset.toml"
        told = 'authors = ["A. Duck", "B. Goose"]\nyear = 2020\nrepository = "https://duck.example"\n'
        about.write_text(told + about.read_text("utf-8"), encoding="utf-8")

        assert rt.load(folder).cite() == (
            "A. Duck, B. Goose (2020). Ties of Duckburg. https://duck.example."
        )


def test_one_version_and_year(shipped: rt.Dataset) -> None:
    """The data says the version of the package, and the year of the citation file's release."""
    assert shipped.about.version == rt.__version__


class TestBibtex:
    """An entry for a bibliography."""

    def test_shipped(self) -> None:
        """It has the parts of the text, in braces, so that names and capitals stay."""
        entry = rt.cite("bibtex")

        assert entry.startswith("@misc{international-partnerships-of-rezekne-city-and-")
        assert "  author = {{The rezekne-twins contributors}},\n" in entry
        assert "  year = {2026},\n" in entry
        assert f"  version = {{{rt.__version__}}},\n" in entry
        assert entry.endswith("}\n")
        assert re.match(r"@misc\{[a-z0-9-]+,\n( {2}[a-z]+ = \{.+\},\n)+\}\n$", entry)

    def test_special_signs(self, folder: Path) -> None:
        """What LaTeX would take for a command is escaped."""
        about = folder / "dataset.toml"
        text = about.read_text("utf-8").replace("Ties of Duckburg", "Ducks & 100 % of_#1 {geese}")
        about.write_text(f'authors = ["Duck & Sons", "Goose"]\n{text}', encoding="utf-8")

        entry = rt.load(folder).cite("bibtex")

        assert r"title = {{Ducks \& 100 \% of\_\#1 \textbraceleft{}geese\textbraceright{}}}," in entry
        assert r"author = {{Duck \& Sons} and {Goose}}," in entry
        assert "year" not in entry

    @pytest.mark.parametrize(
        ("sign", "written"),
        [
            ("~", r"\textasciitilde{}"),
            ("^", r"\textasciicircum{}"),
            ("\\", r"\textbackslash{}"),
            ("{", r"\textbraceleft{}"),
            ("}", r"\textbraceright{}"),
            *((sign, f"\\{sign}") for sign in "&%$#_"),
        ],
    )
    def test_each_sign_stays_itself(self, folder: Path, sign: str, written: str) -> None:
        """A sign that LaTeX has a use for is printed, and the braces of the entry still match."""
        entry = titled(folder, f"Ducks {sign} geese").cite("bibtex")

        assert f"title = {{{{Ducks {written} geese}}}}," in entry
        assert entry.count("{") == entry.count("}")

    def test_address_with_braces(self, folder: Path) -> None:
        """Braces and blanks of an address are percent-encoded."""
        about = folder / "dataset.toml"
        text = about.read_text("utf-8")
        about.write_text(f'repository = "https://x.example/{{a b}}?c=%20&d~e"\n{text}', "utf-8")

        entry = rt.load(folder).cite("bibtex")

        assert "url = {https://x.example/%7Ba%20b%7D?c=%20&d~e},\n" in entry

    @pytest.mark.parametrize(
        ("title", "key"),
        [
            ("Ties of Łódź", "ties-of-lodz"),
            ("Дружба", "data-set"),
            ("友好 2020", "2020"),
            ("🦆", "data-set"),
            ("Ties, of “Duckburg”!", "ties-of-duckburg"),
        ],
    )
    def test_key_and_name_of_any_title(self, folder: Path, tmp_path: Path, title: str, key: str) -> None:
        """BibTeX wants ASCII as a key, a Data Package as a name; a title may be in any script."""
        data = titled(folder, title)
        package = json.loads(
            (data.to_datapackage(tmp_path / "package") / "datapackage.json").read_text("utf-8")
        )

        assert data.cite("bibtex").startswith(f"@misc{{{key},\n")
        assert package["name"] == key


class TestCff:
    """A file in the Citation File Format."""

    @pytest.fixture
    def ours(self) -> dict[str, Any]:
        """Return what the library writes, read by a YAML reader."""
        yaml = pytest.importorskip("yaml")
        found: dict[str, Any] = yaml.safe_load(rt.cite("cff"))
        return found

    def test_is_what_the_repository_has(self, ours: dict[str, Any]) -> None:
        """Title, type, authors and version are those of CITATION.cff."""
        yaml = pytest.importorskip("yaml")
        theirs = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))

        for key in ("cff-version", "type", "message", "title", "authors", "version"):
            assert ours[key] == theirs[key], key
        assert ours["license"] in theirs["license"]

    def test_nobody_is_named(self, tiny: rt.Dataset) -> None:
        """The format wants an author; who has no name is anonymous."""
        assert tiny.about.authors == ()
        assert '\nauthors: [{"name": "anonymous"}]\n' in tiny.cite("cff")

    def test_required_keys(self, ours: dict[str, Any]) -> None:
        """The four keys that the format requires are there."""
        assert {"cff-version", "message", "title", "authors"} <= ours.keys()


class TestRecord:
    """One record, with page, heading and paragraph."""

    def test_paragraphs_under_one_heading(self) -> None:
        """They are told together, with the address where the source has one."""
        told = rt.partnership("city-suwalki").cite()

        assert told.startswith("Rēzekne – Suwałki. ")
        assert "“Rēzekne – Suvalki (Polija)”, paragraphs 0, 1, 3, 4, 5" in told
        assert rt.source("rezekne-lv").title in told

    def test_every_paragraph_is_named(self, shipped: rt.Dataset) -> None:
        """Each record names every page, heading and number that it rests on."""
        for record in (*shipped.acts, *shipped.conflicts, *shipped.activities):
            told = record.cite()
            for cite in record.cites:
                assert cite.page in told
                assert f"“{cite.heading}”" in told or not cite.heading
                assert re.search(rf"paragraphs? [\d, ]*\b{cite.number}\b", told)
                assert (cite.url or "") in told

    def test_one_paragraph(self, tiny: rt.Dataset) -> None:
        """One is a paragraph, several are paragraphs."""
        assert tiny.act("shire-goosund/agreement").cite() == (
            "Duck Shire – Gøøsund and Goose County: signed 1995. "
            "Duckburg Gazette, “Duckburg and Gøøsund”, paragraph 2."
        )

    def test_address_of_the_source(self, folder: Path) -> None:
        """The archived copy is named where there is one."""
        source = folder / "sources" / "gazette.toml"
        text = source.read_text("utf-8")
        told = 'url = "https://live.example"\narchived_url = "https://kept.example"\n'
        source.write_text(told + text, encoding="utf-8")

        assert (
            rt.load(folder)
            .act("shire-goosund/agreement")
            .cite()
            .endswith("paragraph 2, https://kept.example.")
        )

    def test_what_rests_on_a_list(self, tiny: rt.Dataset) -> None:
        """A country rests on no paragraph: only its name is told."""
        assert tiny.country("NO").cite() == "Norway."


def test_unknown_style() -> None:
    """A style that is not known is refused with those that are."""
    style: Any = "bibtext"
    with pytest.raises(rt.UnknownValueError, match="did you mean 'bibtex'"):
        rt.cite(style)
