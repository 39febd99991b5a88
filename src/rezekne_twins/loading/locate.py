"""Where a value stands in a TOML file: line and column, so that a finding can point at it.

`tomllib` gives no positions: the extra `check` brings the parser of tree-sitter, which does.
Without it findings name the file and the record alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from rezekne_twins.errors import Finding
from rezekne_twins.loading.files import text_of
from rezekne_twins.loading.rows import Location, is_list, is_table
from rezekne_twins.names import slug

if TYPE_CHECKING:
    from tree_sitter import Node


class _Spot(NamedTuple):
    """A value of a file: where it begins, and what is inside it."""

    line: int
    column: int
    inside: dict[str | int, _Spot]


def located(findings: Iterable[Finding], folder: Location) -> tuple[Finding, ...]:
    """Return findings of a data folder in the order of files and lines, each with its place."""
    files: dict[str, tuple[list[bytes], Any, _Spot] | None] = {}
    found: list[Finding] = []
    for finding in findings:
        if finding.file not in files:
            files[finding.file] = _parsed_file(folder, finding.file)
        parsed = files[finding.file]
        if parsed and not finding.line:
            lines, data, spot = parsed
            line, column = _position(finding.path, data, spot)
            column = len(lines[line - 1][: column - 1].decode()) + 1  # the parser counts bytes
            found.append(finding._replace(line=line, column=column))
        else:
            found.append(finding)
    return tuple(sorted(found, key=lambda f: (f.file, f.line, f.column, f.record, f.code)))


def _parsed_file(folder: Location, file: str) -> tuple[list[bytes], Any, _Spot] | None:
    """Return the lines of a file, what it holds, and where; nothing if that cannot be told."""
    try:
        from tree_sitter import Language, Parser
        from tree_sitter_toml import language
    except ImportError:
        return None
    try:
        text = text_of(folder, file)
        raw = text.encode()
        spots = _spots(Parser(Language(language())).parse(raw).root_node)
        return raw.split(b"\n"), tomllib.loads(text), spots
    except (OSError, ValueError, RecursionError):  # then the fault is the file's, and says where
        return None


def _spots(document: Node) -> _Spot:
    """Return the tree of the values of a whole file."""
    root = _Spot(1, 1, {})
    for node in document.named_children:
        if node.type == "pair":
            _put_pair(root, node)
        elif node.type in {"table", "table_array_element"}:
            header, *pairs = (child for child in node.named_children if child.type != "comment")
            many = node.type == "table_array_element"
            table = _table_spot(root, _key_parts(header), header, many=many)
            for pair in pairs:
                _put_pair(table, pair)
    return root


def _table_spot(root: _Spot, keys: list[str], node: Node, *, many: bool) -> _Spot:
    """Return the table that a header such as `[[acts.roles]]` opens."""
    spot = root
    for n, key in enumerate(keys):
        last = n == len(keys) - 1
        if last and many:
            spot = spot.inside.setdefault(key, _spot(node))
            spot.inside[len(spot.inside)] = _spot(node)
            return spot.inside[len(spot.inside) - 1]
        spot = spot.inside.setdefault(key, _spot(node))
        if 0 in spot.inside and not last:  # of a list of tables, the newest is meant
            spot = spot.inside[len(spot.inside) - 1]
    return spot


def _put_pair(table: _Spot, pair: Node) -> None:
    key, value = (child for child in pair.named_children if child.type != "comment")
    *outer, last = _key_parts(key)
    for name in outer:
        table = table.inside.setdefault(name, _spot(key))
    table.inside[last] = _value_spot(value)


def _value_spot(node: Node) -> _Spot:
    spot = _spot(node)
    for child in node.named_children:
        if child.type == "pair":
            _put_pair(spot, child)
        elif node.type == "array" and child.type != "comment":
            spot.inside[len(spot.inside)] = _value_spot(child)
    return spot


def _spot(node: Node) -> _Spot:
    row, column = node.start_point
    return _Spot(row + 1, column + 1, {})


def _key_parts(node: Node) -> list[str]:
    """Return the parts of a key such as `acts."x y".roles`."""
    if node.type == "dotted_key":
        return [key for child in node.named_children for key in _key_parts(child)]
    return [(node.text or b"").decode().strip("\"'")]


def _position(path: tuple[str | int, ...], data: Any, spot: _Spot) -> tuple[int, int]:
    """Follow a path as far as it leads; of a table, its header is meant."""
    inner: Any = data
    for step in path:
        at: Any = _row_index(inner, step) if is_list(inner) and isinstance(step, str) else step
        if at not in spot.inside:
            break
        inner, spot = inner[at], spot.inside[at]
    return spot.line, spot.column


def _row_index(rows: list[Any], wanted: str) -> int:
    """Return the position of the table that an id, short or whole, names."""
    return next((n for n, row in enumerate(rows) if wanted in _row_ids(row)), len(rows))


def _row_ids(row: Any) -> Iterator[str]:
    """Yield the ids that a table of a file goes by; a role is named after what it says."""
    if is_table(row) and "id" in row:
        yield str(row["id"])
        yield str(row["id"]).rpartition("/")[2]
    elif is_table(row) and "kind" in row:
        group = row.get("group")
        yield slug(row["kind"], group.get("text") if is_table(group) else row.get("agent"))
