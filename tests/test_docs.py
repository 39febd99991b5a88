"""What the README and the documentation promise is there."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.cli import main
from rezekne_twins.tables import KINDS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = sorted(p for p in (ROOT / "docs").rglob("*.md") if "_build" not in p.parts)
PAGES = [README, ROOT / "CHANGELOG.md", *DOCS]
COMMANDS = ["list", "show", "find", "export", "cite", "check", "coverage", "plot"]
EXAMPLES = sorted(
    {
        " ".join(found.split())
        for page in PAGES
        for found in re.findall(
            r"(?:`|^\$ )(rezekne-twins(?: [^`\n]+)?(?:\n[^`\n]+)?)(?:`|$)",
            page.read_text("utf-8"),
            re.MULTILINE,
        )
    }
    - {"rezekne-twins"}  # the name alone may be the package's
)
INDEX = ROOT / "docs" / "index.md"

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


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    """Each command of the command line is shown at least once."""
    assert re.search(rf"rezekne-twins {command}\b", README.read_text("utf-8"))


def test_the_readme_names_every_collection() -> None:
    """The table of what is inside has every collection, and no other."""
    table = re.findall(r"^\| (`[^|]+`) \| ", README.read_text("utf-8"), re.MULTILINE)
    named = [name for cell in table for name in re.findall(r"`(\w+)`", cell)]

    assert sorted(named) == sorted(kind.record_type.collection for kind in KINDS)


def test_the_readme_cites_this_version() -> None:
    """The citation names the version that is installed."""
    assert re.findall(r"Version (\d\S*)\.(?:\s|$)", README.read_text("utf-8")) == [rt.__version__]


def test_the_readme_shows_the_map() -> None:
    """The map is there as it is drawn in size, and its alternative text names whom it shows."""
    pytest.importorskip("vl_convert", reason="needs the extra plot")
    ((alternative, path),) = re.findall(
        r"^!\[([^]]+)\]\((\S+\.png)\)", README.read_text("utf-8"), re.MULTILINE
    )
    header = (ROOT / path).read_bytes()[:24]
    drawn = rt.plot.map()

    assert header == drawn.png(scale=1.5)[:24]  # signature, width and height
    layer = drawn.spec["layer"][1]["layer"][2]["data"]["values"]
    assert [row["name"] for row in layer if row["name"] not in alternative] == []


# --- Examples --------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_command_that_is_shown_works(
    example: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """A command written in a text can be typed as it stands, in a clone, and finds something."""
    writes = {"export", "plot"} & set(example.split())
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
            source = re.sub(r"^:\w+:.*\n", "", block, flags=re.MULTILINE)
            compile(source, str(page), "exec")


# --- Links -----------------------------------------------------------------------------------


@each_page
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    """A relative link names a file that is there."""
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]

    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_every_page_can_be_reached() -> None:
    """Each page of the documentation stands in a table of contents, and no other does."""
    trees = [block for page in DOCS for block in code_blocks(page, "toctree")]
    listed = [line for tree in trees for line in tree.split() if not line.startswith(":")]

    pages = [str(p.relative_to(INDEX.parent).with_suffix("").as_posix()) for p in DOCS]
    assert sorted([*listed, "index"]) == sorted(pages)


def test_the_docs_tell_how_norway_survives_csv() -> None:
    """A reader learns how to read a CSV file so that codes stay text and empty stays empty."""
    text = "\n".join(page.read_text("utf-8") for page in (README, *DOCS))

    assert "keep_default_na=False" in text
    assert 'na_values=[""]' in text


# --- Reference -------------------------------------------------------------------------------


def test_the_reference_shows_the_package() -> None:
    """The page of public names is made from the package itself, with everything in it."""
    (directive,) = code_blocks(ROOT / "docs" / "reference" / "api.md", "eval-rst")

    assert ".. automodule:: rezekne_twins\n" in directive
    assert ":members:" in directive


def public() -> list[str]:
    """Return the names that `from rezekne_twins import *` gives."""
    names: list[str] = import_module("rezekne_twins").__all__
    return sorted(names)


@pytest.mark.parametrize("name", public())
def test_every_public_name_is_reachable_and_described(name: str) -> None:
    """What `__all__` lists can be imported, is listed by `dir`, and has a docstring."""
    thing = getattr(rt, name)

    assert name in dir(rt)
    described = thing if isinstance(thing, type) or callable(thing) else type(thing)
    assert name == "Precision" or (described.__doc__ or "").strip()
