"""What the README and the documentation promise is there."""

from __future__ import annotations

import re
import shlex
import sys
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins.cli import main

ROOT = Path(__file__).parents[1]
DOCS_ROOT = ROOT / "docs"
README = ROOT / "README.md"
GENERATED = {"_build", "_generated", "partnerships", "jupyter_execute"}
DOCS = sorted(p for p in DOCS_ROOT.rglob("*.md") if not GENERATED & set(p.parts))
PAGES = [README, ROOT / "CHANGELOG.md", *DOCS]
COMMANDS = ["list", "show", "find", "export", "cite", "check", "coverage", "plot", "completion"]
EXAMPLES = sorted(
    {
        " ".join(found.split())
        for page in PAGES
        for found in re.findall(
            r"(?:`|^\$ )(rezekne-twins(?: [^`\n]+)?(?:\n[^`\n]+)?)(?:`|$)",
            page.read_text("utf-8"),
            re.MULTILINE,
        )
        if not re.search(r" [A-Z]{3,}\b", found)  # what a reader is to put there, such as OLD
    }
    - {"rezekne-twins"}  # the name alone may be the package's
)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)


def code_blocks(page: Path, *languages: str) -> list[str]:
    """Return the code blocks of a page that are in one of some languages."""
    text = page.read_text("utf-8")
    blocks: list[tuple[str, str]] = re.findall(
        r"^```\{?([\w-]*)[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    )
    return [code for language, code in blocks if language in languages]


# --- The README ------------------------------------------------------------------------------


def test_the_readme_tells_how_to_run_the_tests() -> None:
    """After the line `<!-- test-command -->` comes a console block that runs pytest."""
    text = README.read_text("utf-8")

    marked = re.findall(
        r"^<!-- test-command -->\n\s*^```console *\n(.+?)^```", text, re.MULTILINE | re.DOTALL
    )

    assert text.count("<!-- test-command -->") == 1
    assert len(marked) == 1
    assert "pytest" in marked[0]


def test_the_readme_names_every_collection() -> None:
    """The table of what is inside has every collection, and no other."""
    table = re.findall(r"^\| (`[^|]+`) \| ", README.read_text("utf-8"), re.MULTILINE)
    named = [name for cell in table for name in re.findall(r"`(\w+)`", cell)]

    assert sorted(named) == sorted(rt.dataset().collections)


def test_the_readme_cites_this_version() -> None:
    """The citation names the version that is installed."""
    assert re.findall(r"Version (\d\S*)\.(?:\s|$)", README.read_text("utf-8")) == [rt.__version__]


def test_the_readme_shows_the_map() -> None:
    """The map is there, as wide as it is drawn, and its alternative text names whom it shows.

    A name that was corrected, or a partner added, since the text was written breaks nothing.
    """
    pytest.importorskip("vl_convert", reason="needs the extra plot")
    ((alternative, path),) = re.findall(
        r"^!\[([^]]+)\]\((\S+\.png)\)", README.read_text("utf-8"), re.MULTILINE
    )
    header = (ROOT / path).read_bytes()[:24]
    drawn = rt.plot.map()

    assert header[:20] == drawn.png(scale=1.5)[:20]  # signature and width
    layer = drawn.spec["layer"][1]["layer"][2]["data"]["values"]
    named = [row["name"] in alternative for row in layer]
    assert sum(named) > 0.7 * len(named)


@pytest.mark.parametrize("name", ["activities", "projects", "statements", "conflicts"])
def test_every_record_stands_on_a_page(name: str) -> None:
    """Those of a holder too; the pages are there once the documentation is built."""
    pages = DOCS_ROOT / "reference" / "partnerships"
    if not pages.is_dir():
        pytest.skip("the documentation is not built")
    text = "".join(page.read_text("utf-8") for page in pages.glob("*.md")).replace("\\", "")
    said = {r.id: getattr(r, "text", r.title) for r in rt.dataset().collections[name]}

    assert [record_id for record_id, words in said.items() if words not in text] == []


# --- Examples --------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_command_that_is_shown_works(
    example: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A command written in a text can be typed as it stands, in a clone, and finds something."""
    writes = {"export", "plot", "-o"} & set(example.split())
    monkeypatch.chdir(tmp_path if writes else ROOT)

    code = main(shlex.split(example)[1:])
    out, err = capsys.readouterr()

    if "pip install 'rezekne-twins[" in err:
        pytest.skip(err)
    assert (code, err) == (0, "")
    assert not re.match(r"0 \w+|\[\]", out)


def test_commands_are_shown() -> None:
    """The examples above are found in the texts at all."""
    assert {example.split()[1] for example in EXAMPLES} >= set(COMMANDS)


@each_page
def test_every_name_that_is_used_exists(page: Path) -> None:
    """Whatever a text calls on `rt` is a public name."""
    used = set(re.findall(r"\brt\.(\w+)", page.read_text("utf-8")))

    assert used - set(dir(rt)) == set()


@each_page
def test_python_blocks_can_be_read(page: Path) -> None:
    """Every Python example that shows no prompt is valid Python."""
    for block in code_blocks(page, "python", "code-cell"):
        if ">>>" not in block:
            source = re.sub(r"^(:\w+:|!|%).*\n", "", block, flags=re.MULTILINE)
            compile(source, str(page), "exec")


# --- Links -----------------------------------------------------------------------------------


@each_page
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    """A relative link names a file that is there."""
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    kept = [link for link in inside if not GENERATED & set(Path(link).parts)]  # Sphinx checks these
    paths = [DOCS_ROOT / link[1:] if link[0] == "/" else page.parent / link for link in kept]

    assert [path for path in paths if not path.exists()] == []


def test_every_test_that_is_named_exists() -> None:
    """A reader finds the tests that the page of promises names."""
    text = (DOCS_ROOT / "maintainers" / "promises.md").read_text("utf-8")
    named = re.findall(r"`(tests\b[\w/.]*)`", text)

    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


# --- What is generated -----------------------------------------------------------------------


def extension(monkeypatch: pytest.MonkeyPatch, name: str) -> Any:
    """Import a module of the Sphinx extension, as the build does."""
    monkeypatch.setattr(sys, "path", [str(DOCS_ROOT / "_ext"), *sys.path])
    return import_module(name)


@pytest.mark.parametrize(
    "text",
    ["a | b", "*a* _b_ `c`", "<script>alert(1)</script>", "[a](b) ![c](d)", "1. # ~~~ $x$", "a\\|b"],
)
def test_text_of_the_data_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Nothing in a value is taken for Markdown or HTML, in a table neither."""
    markdown = pytest.importorskip("markdown_it", reason="is run by: nox -s docs").MarkdownIt()
    pieces = extension(monkeypatch, "pieces")

    html = markdown.enable("table").render(pieces.table(["head"], [[pieces.md(text)]]))

    (cell,) = re.findall(r"<td>(.*)</td>", html)
    assert unescape(cell) == text
    assert "<" not in cell


def test_a_page_leads_to_the_file_of_its_partnership(monkeypatch: pytest.MonkeyPatch) -> None:
    """As soon as the address of the repository is set, and not before: none is invented."""
    pieces = extension(monkeypatch, "pieces")
    record = rt.partnership("city-suwalki")
    address = f"https://forge.example/ducks/blob/HEAD/{record.file}"

    assert pieces.correction(record) == ""
    edited = record.model_copy(update={"edit_url": address})
    assert pieces.correction(edited) == f"[Edit its file](<{address}>)"


def test_the_data_page_escapes_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A title or date in the tables of the data page is text, never markup."""
    page = extension(monkeypatch, "data_page")

    assert page._page("id", "<b>") == '<a href="reference/partnerships/id.html">&lt;b&gt;</a>'
    row = page._row(rt.partnerships()[0], [("", '"><b>')])
    assert "<b>" not in row


@pytest.mark.parametrize("name", ["holder", "country", "field", "year"])
def test_what_finds_nothing_cannot_be_chosen(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Each choice of the data page leads to at least one row."""
    page = extension(monkeypatch, "data_page")

    for value in page._choices()[name]:
        assert page._matching()[name, value], value


# --- Reference -------------------------------------------------------------------------------


def public() -> list[str]:
    """Return the names that `from rezekne_twins import *` gives."""
    names: list[str] = import_module("rezekne_twins").__all__
    return sorted(names)


def test_every_public_name_stands_in_the_reference() -> None:
    """A page shows it, or it is generated: collections, data dictionary, vocabularies."""
    pages = "\n".join(p.read_text("utf-8") for p in (DOCS_ROOT / "reference/api").glob("*.md"))
    shown = set(re.findall(r"^\.\. auto\w+:: (\w+)", pages, re.MULTILINE))
    shown |= set(re.findall(r"`rt\.(\w+)\(", pages)) | set(re.findall(r"`(\w+)`", pages))
    things = {name: getattr(rt, name) for name in public() if name not in shown}

    assert [
        name
        for name, thing in things.items()
        if not (isinstance(thing, type) and issubclass(thing, rt.Value | rt.Word))
    ] == []


def test_every_public_name_is_reachable_and_described() -> None:
    """What `__all__` lists can be imported, is listed by `dir`, and has a docstring."""
    for name in public():
        thing = getattr(rt, name)
        assert name in dir(rt)
        described = thing if isinstance(thing, type) or callable(thing) else type(thing)
        assert name == "Precision" or (described.__doc__ or "").strip(), name
