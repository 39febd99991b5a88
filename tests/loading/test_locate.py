"""A finding points at the line and column of the value that is meant."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import rezekne_twins as rt
from rezekne_twins.loading.locate import located

TEXT = """\
# Kaķis
title = "x"   # comment
list = [
  "one",  # first
  "two",
]
inline = [{ a = 1, b.c = "ē" }, { a = 2 }]

[table]
"quoted key" = 1
dotted.key = 2

[[rows]]
id = "first"

[[rows.parts]]
kind = "took_part"
agent = "donald"

[[rows.parts]]
kind = "gave"
group = { text = "the geese" }

[[rows]]
id = "owner/second"
ā = 1
"ā" = 2

[[rows.parts]]
id = "owner/second/p"
value = 7
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("title",), 2, 9),
        (("list",), 3, 8),
        (("list", 0), 4, 3),
        (("list", 1), 5, 3),
        (("list", 9), 3, 8),
        (("inline", 0, "a"), 7, 17),
        (("inline", 0, "b", "c"), 7, 26),
        (("inline", 1, "a"), 7, 39),
        (("table",), 9, 2),
        (("table", "quoted key"), 10, 16),
        (("table", "dotted", "key"), 11, 14),
        (("rows", 0), 13, 3),
        (("rows", "first", "id"), 14, 6),
        (("rows", 0, "parts", 0, "agent"), 18, 9),
        (("rows", 0, "parts", 1, "kind"), 21, 8),
        (("rows", "first", "parts", "took-part-donald", "kind"), 17, 8),
        (("rows", "first", "parts", "gave-the-geese"), 20, 3),
        (("rows", "second", "id"), 25, 6),
        (("rows", "owner/second", "parts", "p", "value"), 31, 9),
        (("rows", "third", "id"), 13, 3),
        (("nothing", "here"), 1, 1),
        (("title", "deeper"), 2, 9),
    ],
)
def test_a_path_leads_to_its_value(
    tmp_path: Path, path: tuple[str | int, ...], line: int, column: int
) -> None:
    """Keys, positions and ids are followed as far as they lead; columns count characters."""
    text = TEXT.replace('ā = 1\n"ā" = 2\n', "\n\n")
    (tmp_path / "ducks.toml").write_text(text, encoding="utf-8")
    (found,) = located([rt.Finding("E000", "ducks.toml", "", "", "", path)], tmp_path)

    assert (found.line, found.column) == (line, column)


def test_columns_count_characters_not_bytes(tmp_path: Path) -> None:
    """Accented letters before a value do not move it; neither do a mark and CRLF line ends."""
    text = '\ufeffa = 1\r\nb = [ "ķēņš", "x" ]\r\n'
    (tmp_path / "d.toml").write_bytes(text.encode())
    (found,) = located([rt.Finding("E000", "d.toml", "", "", "", ("b", 1))], tmp_path)

    assert (found.line, found.column) == (2, 15)


@pytest.mark.parametrize("content", [b"a = ", b"\xff", None])
def test_what_cannot_be_read_has_no_place(tmp_path: Path, content: bytes | None) -> None:
    """Then the finding is about the file, and keeps the place it has."""
    if content is not None:
        (tmp_path / "d.toml").write_bytes(content)
    given = rt.Finding("E000", "d.toml", "", "", "", ("a",))

    assert located([given, given._replace(line=3, column=2)], tmp_path) == (
        given,
        given._replace(line=3, column=2),
    )


def test_without_the_extra_the_file_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without tree-sitter a finding names file and record, and nothing breaks."""
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    path = folder / "places.toml"
    path.write_text(path.read_text("utf-8").replace('"Kączki"', '"Kączki "', 1), "utf-8")
    (found,) = rt.check(folder)

    assert (found.place, found.line) == ("places.toml", 0)


def test_findings_are_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """As a reader goes through them."""
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text("x = 1\ny = 2\n", encoding="utf-8")
    given = [
        rt.Finding("E2", "b.toml", "", "", "", ("x",)),
        rt.Finding("E1", "a.toml", "", "", "", ("y",)),
        rt.Finding("E3", "a.toml", "", "", "", ("x",)),
    ]

    assert [f.code for f in located(given, tmp_path)] == ["E3", "E1", "E2"]
