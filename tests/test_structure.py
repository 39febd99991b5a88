"""How the code is built: no circle of files, one way down, small enough to read."""

from __future__ import annotations

import ast
import io
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
        match node:
            case ast.Expr(value=ast.Constant(value=str())):  # a docstring, also of an attribute
                lines -= set(range(node.lineno, (node.end_lineno or 0) + 1))
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
