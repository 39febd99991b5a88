"""Compare the public surface with that of the last release, which a stub keeps.

`nox -s api` fails where something that others may call, read or import is gone or another, unless
the version says so: a new first number, and below 1.0 a new second one. `nox -s api -- --write`
writes the stub again, at a release, or where nothing has been released yet.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import griffe

ROOT = Path(__file__).parent.parent
SNAPSHOT = ROOT / "tests" / "snapshots" / "api.txt"
HEAD = "# Every public name, as of version "


def surface(source: Path) -> Iterator[str]:
    """Yield the stub of the package in a folder: what its façade offers, and nothing private."""
    package = griffe.load(
        "rezekne_twins", search_paths=[source], resolve_aliases=True, allow_inspection=False
    )
    yield from _members(package)


def _members(found: griffe.Object | griffe.Alias) -> Iterator[str]:
    """Yield the stubs of what is public in a module or a class, and is ours."""
    members = dict(found.members)
    for hidden in found.mro() if isinstance(found, griffe.Class) else ():
        if hidden.name not in hidden.package.members:  # public by the name of its subclass
            members = {**hidden.members, **members}
    for name, member in sorted(members.items()):
        if name.startswith("_") or name == "TYPE_CHECKING":
            continue
        if isinstance(member, griffe.Alias):
            if not member.target_path.startswith("rezekne_twins."):
                continue  # `Protocol`, say
            yield from _stub(name, member.final_target)
        elif not (member.is_module and name != "plot"):
            yield from _stub(name, member)


def _stub(name: str, found: griffe.Object | griffe.Alias) -> Iterator[str]:
    if isinstance(found, griffe.Class | griffe.Module):
        bases = ", ".join(_bases(found)) if isinstance(found, griffe.Class) else ""
        yield f"class {name}({bases}):" if bases else f"class {name}:"
        yield from [f"    {line}" for line in _members(found)] or ["    ..."]
    elif isinstance(found, griffe.Function):
        yield f"def {_signature(name, found)}: ..."
    elif isinstance(found, griffe.Attribute):
        word = _word(found)
        annotation = f": {found.annotation}" if found.annotation else ""
        yield f"{name} = {word}" if word else f"{name}{annotation or ': object'}"


def _signature(name: str, found: griffe.Function) -> str:
    """Return a signature in which the keys of `**filters: Unpack[…]` are keywords."""
    shown = str(found.signature(name=name))
    for parameter in found.parameters:
        unpacked = parameter.annotation
        if isinstance(unpacked, griffe.ExprSubscript) and str(unpacked.left) == "Unpack":
            filters = found.modules_collection[str(getattr(unpacked.slice, "canonical_path", ""))]
            keys = (f"{key}: {held.annotation} = None" for key, held in filters.attributes.items())
            keywords = ", ".join(["*", *keys])
            shown = shown.replace(f"**{parameter.name}: {unpacked}", keywords)
    return shown


def _bases(found: griffe.Class) -> Iterator[str]:
    """Yield the public bases of a class; in place of a private one, its own."""
    hidden = {base.name: base for base in found.resolved_bases if base.name.startswith("_")}
    for base in map(str, found.bases):
        private = hidden.get(base.partition("[")[0])
        if isinstance(private, griffe.Class):
            yield from _bases(private)
        else:
            yield base


def _word(found: griffe.Attribute) -> str | None:
    """Return the literal of a member of an enumeration; none for any other attribute."""
    literal = str(found.value)
    is_word = not found.annotation and isinstance(found.parent, griffe.Class)
    return literal if is_word and literal.startswith(("'", '"')) else None


def loaded(text: str) -> griffe.Object | griffe.Alias:
    """Return a stub as a tree that can be compared."""
    with TemporaryDirectory() as place:
        Path(place, "api.py").write_text(text, encoding="utf-8")
        return griffe.load("api", search_paths=[place], allow_inspection=False)


def breaking(old: str, new: str) -> list[str]:
    """Say what of one stub is gone, or is another, in a second one."""
    before, after = loaded(old), loaded(new)
    changes = griffe.find_breaking_changes(before, after)
    gone = (f"{_path(change.obj)}: {change.kind.value}" for change in changes)
    return sorted({*gone, *_retyped(before, after)})


def _path(found: griffe.Object | griffe.Alias) -> str:
    return found.path.removeprefix("api.")


def _type(found: griffe.Object | griffe.Alias) -> str:
    if isinstance(found, griffe.Function):
        return str(found.returns)
    return str(found.annotation or found.value) if isinstance(found, griffe.Attribute) else ""


def _retyped(before: griffe.Object | griffe.Alias, after: griffe.Object | griffe.Alias) -> Iterator[str]:
    """Yield what griffe does not compare: types of values, results, words of a vocabulary."""
    for name, old in before.members.items():
        new = after.members.get(name)
        if new is None or old.kind is not new.kind:
            continue
        then, now = _type(old), _type(new)
        if then != now:
            yield f"{_path(old)}: {then} is now {now}"
        yield from _retyped(old, new)


def may_break(old: str, new: str) -> bool:
    """Tell whether a version says that something may be another than in an earlier one."""
    (before, *rest), (after, *further) = (list(map(int, v.split("."))) for v in (old, new))
    return after > before or (before == after == 0 and further[0] > rest[0])


def main(arguments: list[str]) -> int:
    """Compare, or write with `--write`; return the exit code."""
    source = (ROOT / "src" / "rezekne_twins" / "__init__.py").read_text("utf-8")
    (version,) = re.findall(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    new = "\n".join([f"{HEAD}{version}.", *surface(ROOT / "src"), ""])
    if arguments == ["--write"]:
        SNAPSHOT.write_text(new, encoding="utf-8", newline="\n")
        return 0
    old = SNAPSHOT.read_text(encoding="utf-8")
    found = breaking(old, new)
    kept = old.partition("\n")[0].removeprefix(HEAD).rstrip(".")
    print("\n".join(found) or "Nothing that was public is gone or is another.")
    return 1 if found and not may_break(kept, version) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
