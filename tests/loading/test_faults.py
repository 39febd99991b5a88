"""One cause is one finding, which says what to write instead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import rezekne_twins as rt
from tests.miniatures import Edit, edit

GOOSUND = "partnerships/town-goosund.toml"
HOLDER = 'holder = "town"'
GIST = 'gist = "Page number, and the day: 1 May 2010"'


@pytest.mark.parametrize(
    ("change", "code", "advice"),
    [
        (Edit(GOOSUND, HOLDER, "holder = True"), "E103", "write true"),
        (
            Edit(GOOSUND, HOLDER, "holder = null"),
            "E103",
            "take the line out: an unknown value is left out",
        ),
        (Edit(GOOSUND, HOLDER, "holder = town  # which"), "E103", 'write "town"'),
        (Edit(GOOSUND, HOLDER, "holder = „town”"), "E103", 'write "town"'),
        (Edit(GOOSUND, HOLDER, "holder = 1994-05"), "E103", 'write "1994-05"'),
        (
            Edit(GOOSUND, HOLDER, f"<<<<<<< HEAD\n{HOLDER}\n=======\nholder = 'x'\n>>>>>>> main"),
            "E103",
            "resolve the merge conflict: keep one version, delete the lines with <<<, === and >>>",
        ),
        (Edit(GOOSUND, HOLDER, 'holder = "Duckburg"'), "E114", "write one of town, shire"),
        (
            Edit("sources/gazette.toml", GIST, 'gist = ""'),
            "E114",
            "write it; only a key that is optional may be left out",
        ),
        (
            Edit("places.toml", 'country = "PL"', 'country = "Poland"'),
            "E202",
            "did you mean 'PL'? Else add it as a new record, or take this out",
        ),
        (
            Edit("places.toml", 'country = "PL"', 'country = "POL"'),
            "E202",
            "did you mean 'PL'? Else add it as a new record, or take this out",
        ),
        (
            Edit("partnerships/town-kaczki.toml", '["kaczki"]', '["Kączki"]'),
            "E202",
            "did you mean 'kaczki'? Else add it as a new record, or take this out",
        ),
        (Edit("places.toml", "latitude = 59.5", "latitude = 59,5"), "E103", "write 59.5"),
        (
            Edit("places.toml", 'kind = "county"', 'kind = "business days"'),
            "E114",
            'write one of them; if none fits, "other" and the printed word in kind_as_written',
        ),
        (Edit("places.toml", 'kind = "county"', 'kind = "countty"'), "E114", 'write "county"'),
        (
            Edit("partnerships/town-kaczki.toml", '["gazette/kaczki/1"]', '["morning-post/top/1"]'),
            "E203",
            "add the source first, in the folder sources, or correct the ID",
        ),
        (
            Edit(
                GOOSUND, "roles = [\n", 'roles = [\n  { kind = "organised", agent = "duck-council" },\n'
            ),
            "E201",
            "keep one",
        ),
    ],
)
def test_what_to_write(folder: Path, change: Edit, code: str, advice: str) -> None:
    """The value that was meant, or the valid ones; never the way into the next fault."""
    (found,) = rt.check(edit(folder, change))

    assert (found.code, found.file, found.advice) == (code, change.file, advice)


def test_an_id_that_another_file_has(folder: Path) -> None:
    """A source and a place are often called after one town: both files are named."""
    found = rt.check(edit(folder, Edit("places.toml", 'id = "kaczki"', 'id = "gazette"')))

    (twice,) = [each for each in found if each.code == "E201"]
    assert {twice.file, *twice.advice.split()} >= {"places.toml", "sources/gazette.toml"}


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (f"{HOLDER}\n{HOLDER}", "is not TOML: this key is written twice"),
        ('holder = "town', "is not TOML: a closing quotation mark is missing"),
        ('holder = ["town"', "is not TOML: a list has no closing bracket, or a comma is missing"),
    ],
)
def test_what_is_not_toml(folder: Path, new: str, message: str) -> None:
    """The parser's words are those of a programmer."""
    (found,) = rt.check(edit(folder, Edit(GOOSUND, HOLDER, new)))

    assert (found.code, found.message) == ("E103", message)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("town-goosund (1).toml", "delete or rename it"),
        ("Town-Goosund.toml", "rename it to 'town-goosund.toml', or delete it"),
        ("town gøøsund.toml", "rename it to 'town-goosund.toml', or delete it"),
    ],
)
@pytest.mark.parametrize("keep", [True, False], ids=["beside", "instead"])
def test_name_of_a_file(folder: Path, name: str, advice: str, *, keep: bool) -> None:
    """A file whose name is no ID is one finding, not one for each ID that is made of it."""
    if not keep or (folder / "partnerships" / name).exists():  # where case is ignored
        (folder / GOOSUND).rename(folder / "partnerships" / name)
    else:
        shutil.copy(folder / GOOSUND, folder / "partnerships" / name)

    (found,) = rt.check(folder)

    assert (found.code, found.file, found.advice) == ("E107", f"partnerships/{name}", advice)


def test_a_doubled_holder(folder: Path) -> None:
    """What refers to the holder is not at fault."""
    block = (folder / "dataset.toml").read_text("utf-8").rpartition("[[holders]]")[2]
    with (folder / "dataset.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[[holders]]{block}")

    (found,) = rt.check(folder)

    assert (found.code, found.file) == ("E201", "dataset.toml")
    assert "holder id" in found.message


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u2069"])
def test_a_comment_that_turns_text_round(folder: Path, hidden: str) -> None:
    """A reviewer would read another text than the program: the place is told."""
    (found,) = rt.check(edit(folder, Edit(GOOSUND, HOLDER, f"{HOLDER}  # of the town{hidden}")))

    assert (found.code, found.line) == ("E103", 1)
    assert found.message == "is not TOML: an invisible character turns text round"
