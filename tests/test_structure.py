"""How the code is built: no circle of files, one way down, small enough to read."""

from __future__ import annotations

import ast
import io
import os
import shutil
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

import rezekne_twins as rt

SRC = Path(__file__).parents[1] / "src" / "rezekne_twins"
LIMIT, CORE_LIMIT = 7200, 2200
CORE = "import rezekne_twins as rt, sys; rt.partnerships(country='NO'); print(*sys.modules)"

pytestmark = pytest.mark.skipif(not SRC.is_dir(), reason="the wheel is tested without sources")


def modules(root: Path) -> dict[str, Path]:
    """Return the files of a package by the name of their module."""
    found: dict[str, Path] = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(text: str, known: dict[str, Path]) -> set[str]:
    """Return the modules that a file imports: at the top, in functions and for type checkers."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & known.keys()
            found |= inner or {node.module}
    return found & known.keys()


def circles(graph: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """Return the groups of modules that import each other, directly or through others."""
    reach = {name: set(targets) for name, targets in graph.items()}
    for middle in graph:
        for name in graph:
            if middle in reach[name]:
                reach[name] |= reach[middle]
    inside = sorted(name for name in graph if name in reach[name])
    found = (tuple(o for o in inside if o in reach[n] and n in reach[o]) for n in inside)
    return sorted(set(found))


def code_lines(text: str) -> int:
    """Count the lines of code: without blank lines, comments and docstrings."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in {
            *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT),
            *(tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING),
        }:
            lines |= set(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            # a docstring, also of an attribute
            lines -= set(range(value.lineno, (value.end_lineno or 0) + 1))
    return len(lines)


def table(counted: dict[str, int]) -> str:
    """Return the modules, the largest first."""
    ordered = sorted(counted.items(), key=lambda pair: -pair[1])
    return "\n".join(f"{n:6} {name}" for name, n in (("in all", sum(counted.values())), *ordered))


def test_circles_are_found_in_every_kind_of_import(tmp_path: Path) -> None:
    """The search itself: through functions, type checking blocks, and three files."""
    root = tmp_path / "pack"
    root.mkdir()
    (root / "__init__.py").write_text("")
    (root / "a.py").write_text("from pack import b\n")
    (root / "b.py").write_text("def f():\n    import pack.c\n")
    (root / "c.py").write_text("if TYPE_CHECKING:\n    from pack.a import x\n")
    (root / "d.py").write_text("from pack.a import x\n")
    known = modules(root)
    graph = {name: imports(path.read_text(), known) for name, path in known.items()}
    assert circles(graph) == [("pack.a", "pack.b", "pack.c")]


def test_no_file_imports_itself_through_others() -> None:
    """No circle, over all kinds of import."""
    known = modules(SRC)
    graph = {name: imports(path.read_text("utf-8"), known) for name, path in known.items()}
    assert circles(graph) == []


def test_lines_of_code_are_counted_without_prose() -> None:
    """The count itself."""
    text = '''"""Doc.

More.
"""

X = 1  # why
"""About X."""


def f():
    # a
    return (
        X
    )
'''
    assert code_lines(text) == 5


def test_the_sources_stay_within_their_limit() -> None:
    """All of `src/` can be read in a few sittings; the table names the largest modules."""
    counted = {name: code_lines(path.read_text("utf-8")) for name, path in modules(SRC).items()}
    told = table(counted)
    print(told)  # noqa: T201 - shown when the test fails, or with -s
    assert sum(counted.values()) <= LIMIT, told


def test_the_core_stays_within_its_limit() -> None:
    """What a query loads, without the models, can be read in one sitting."""
    done = subprocess.run([sys.executable, "-c", CORE], capture_output=True, check=True, text=True)
    loaded = {*done.stdout.split()}
    counted = {
        name: code_lines(path.read_text("utf-8"))
        for name, path in modules(SRC).items()
        if name in loaded and ".models" not in name
    }
    told = table(counted)
    print(told)  # noqa: T201 - shown when the test fails, or with -s
    assert sum(counted.values()) <= CORE_LIMIT, told
    assert rt.partnerships.record_type.__module__.startswith("rezekne_twins.models")


NEW = {  # what a new kind of record adds, by file: before which line, and what
    "models/things.py": [
        ("\n\n\nclass Person(", '\n\n__all__ += ["Pond"]\n\n\nclass Pond(Record, frozen=True):\n')
    ],
    "store.py": [("models.Place, ", "models.Pond, ")],
    "collections.py": [("\n\nclass People(", "\n\nclass Ponds(Collection[models.Pond]):\n")],
}
BODIES = {
    "class Pond(Record, frozen=True):\n": '''    """A pond."""

    collection: ClassVar[str] = "ponds"
    written_in = "a list"
    lean_columns = ("id", "title", "countries", "depth")
    title: Text = Described(description="Name in English.")
    countries: tuple[Ref[Country], ...] = Described(description="Countries it lies in.")
    depth: int | None = Described(default=None, description="Metres.")
''',
    "class Ponds(Collection[models.Pond]):\n": '''    """Ponds, ordered by id."""

    __slots__ = ()
    record_type: ClassVar[type[models.Record]] = models.Pond

    @with_filters
    def where(self, **filters: Unpack[by.PlaceFilters]) -> Self:
        """Return the ponds that match every filter."""
        return self._matching(filters)

    __call__ = where
''',
}
USE = """
import sys
from pathlib import Path
import rezekne_twins as rt
folder = Path(sys.argv[1])
whole = rt.load(folder)
assert whole.ponds.ids == ("deep", "old"), whole.ponds
assert whole.ponds(country="PL").ids == ("deep",)
assert whole.find("deep").ids == ("deep",)
assert list(whole.ponds.to_pandas().id) == ["deep", "old"]
assert rt.load(whole.to_json(folder.parent / "all.json")) == whole
assert "deep" in (whole.to_datapackage(folder.parent / "out") / "data/ponds.csv").read_text()
assert [f for f in rt.check(folder) if "ponds" in f.file] == []
"""


def test_a_new_collection_is_added_in_three_files(folder: Path, tmp_path: Path) -> None:
    """A new kind of record is read, queried, searched, written and checked."""
    package = shutil.copytree(SRC, tmp_path / "site" / "rezekne_twins")
    for file, additions in NEW.items():
        text = (package / file).read_text("utf-8")
        for before, added in additions:
            assert text.count(before) >= 1, (file, before)
            body = next((lines for head, lines in BODIES.items() if added.endswith(head)), "")
            text = text.replace(before, f"{added}{body}{before}", 1)
        (package / file).write_text(text, "utf-8")
    text = '[[ponds]]\nid = "{}"\ntitle = "{}"\ncountries = ["{}"]\ncites = ["gazette/goose/1"]\n'
    ponds = text.format("old", "Old pond", "NO") + text.format("deep", "Deep pond", "PL")
    (folder / "ponds.toml").write_text(ponds, "utf-8")

    done = subprocess.run(
        [sys.executable, "-c", USE, str(folder)],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert len(NEW) <= 3
