"""However a hand slips in a data folder, `rt.load` reads it or says what is wrong."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import rezekne_twins as rt
from rezekne_twins.keeping.diff import compare
from tests.conftest import TINY

FILES = {
    path.relative_to(TINY).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(TINY.rglob("*.toml"))
}
KINDS = sorted(
    {file.partition("/")[0]: file for file in sorted(FILES, key=lambda file: len(FILES[file]))}.values()
)
"""The longest file of each folder, and all beside the folders."""

# What people write by mistake, what breaks parsers, and what fits elsewhere.
VALUES = [
    "",
    '""',
    '" "',
    "1",
    "-1",
    "1.5",
    "nan",
    "true",
    "1994",
    "1994-05-01",
    "1994-13-01",
    "10:00:00",
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    '[""]',
    "[1, 2]",
    "{ id = 1 }",
    '{ id = "x" }',
    '"x"',
    '"1994"',
    '"23.09.2011"',
    '"town-goosund"',
    '"town-goosund/agreement"',
    '["gazette/goose/1"]',
    '["gazette/goose/9"]',
    '["goosund", "goosund"]',
    '"agreement"',
    '"NO"',
    '"/"',
    "'''\n'''",
    '"\\ud800"',
    '"\\u0000"',
    "“1994”",
    "null",
    "NO",
    "0x" + "f" * 20,
    "9" * 30,
    "9" * 5_000,
    "[" * 5_000,
]


@pytest.fixture(scope="module")
def copy() -> Iterator[Path]:
    """Return one copy of the folder, whose files are put back after each example."""
    with tempfile.TemporaryDirectory() as home:
        yield Path(shutil.copytree(TINY, Path(home) / "data"))


def load(copy: Path, file: str, text: str, *, twice: bool = True) -> None:
    """Load the folder with another text in one file; nothing but `DataError` may come out.

    Whatever can be read can be checked, and written: what is read back then is the same. Where it
    cannot be read, `check` is asked too, unless it is not to be done `twice`.
    """
    path = copy / file
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        data = rt.load(copy)
        found = data.check()
        again = rt.load(data.to_json(copy.parent / "again.json"))
        assert again == data
        assert hash(again) == hash(data)
        assert compare(data, again) == compare(data, data) == ()
        assert again.check() == tuple(f._replace(line=0, column=0) for f in found)
    except rt.DataError as error:
        found = error.findings
        assert_listed(error)
        assert not twice or rt.check(copy)  # goes on where `load` gives up
    finally:
        path.write_text(FILES[file], encoding="utf-8", newline="\n")
    for finding in found:
        assert finding.code[0] in "EW"
        assert finding.code[1:].isdigit()
        assert finding.file
        assert finding.message
        assert finding.advice


def assert_listed(error: rt.DataError) -> None:
    """Assert that an error has findings, and prints each of them."""
    assert error.findings
    assert all(str(finding) in str(error) for finding in error.findings)


def settled(examples: int) -> settings:
    """Return settings for a test that shares one folder between its examples."""
    return settings(
        max_examples=examples * settings().max_examples // 100,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


files = st.sampled_from(sorted(FILES))


@settled(60)
@given(file=files, data=st.data())
def test_a_line_is_lost_or_doubled(copy: Path, file: str, data: st.DataObject) -> None:
    """A line that is deleted, doubled or moved makes another data set, or findings."""
    lines = FILES[file].splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    to = data.draw(st.integers(0, len(lines) - 1))
    what = data.draw(st.sampled_from(["delete", "double", "move"]))
    line = lines[at] if what == "double" else lines.pop(at)
    if what != "delete":
        lines.insert(to, line)

    load(copy, file, "".join(lines))


@settled(60)
@given(file=files, data=st.data())
def test_characters_are_swapped_or_mistyped(copy: Path, file: str, data: st.DataObject) -> None:
    """A slip of the finger makes another data set, or findings."""
    text = FILES[file]
    at = data.draw(st.integers(0, len(text) - 2))
    typed = data.draw(
        st.just(text[at + 1] + text[at])  # two swapped
        | st.sampled_from(["", '"', "'", "[", "]", "{", "}", "=", "#", "\n", "\\", ",", "\0", "\ud800"])
        | st.characters()
    )
    load(copy, file, text[:at] + typed + text[at + 2 :])


@settled(90)
@given(file=files, data=st.data())
def test_a_value_is_replaced(copy: Path, file: str, data: st.DataObject) -> None:
    """Another value, of any type, makes another data set, or findings."""
    lines = FILES[file].splitlines()
    keys = [n for n, line in enumerate(lines) if "=" in line]
    at = data.draw(st.sampled_from(keys))
    value = data.draw(st.sampled_from(VALUES))
    lines[at] = f"{lines[at].partition('=')[0]}= {value}"

    load(copy, file, "\n".join(lines))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:12] or "nothing")
def test_every_value_at_the_keys_that_others_rest_on(copy: Path, value: str) -> None:
    """Each of the values stands once for the first id, kind, date, … of every kind of file."""
    for file in KINDS:
        text = FILES[file]
        for key in ("id", "kind", "date", "cites", "counterparts", "roles", "subject", "places"):
            head, found, tail = text.partition(f"{key} = ")
            if found:
                text = f"{head}{found}{value}\n{tail.partition(chr(10))[2]}"

        load(copy, file, text, twice=file == "places.toml")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "cites", "acts", "roles", "sections", "title", "holders", "paragraphs"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settled(90)
@given(
    parts=st.dictionaries(
        st.sampled_from(
            ["dataset", "partnerships", "holders", "places", "people", "sources", "conflicts"]
        ),
        JSON,
    )
)
@example({"partnerships": [{"acts": []}]})
@example({"places": None})
@example({"holders": [{"acts": [], "roles": [{}]}]})
def test_any_json_of_the_format_is_read_or_refused(copy: Path, parts: dict[str, object]) -> None:
    """A file that claims to be of the format, and holds anything else, makes findings."""
    path = copy.parent / "any.json"
    head = {"format": "rezekne-twins", "format_version": 1}
    path.write_text(json.dumps(head | parts), encoding="utf-8")

    with pytest.raises(rt.DataError) as caught:
        rt.load(path)

    assert all(f.file == "any.json" and f.advice for f in caught.value.findings)
