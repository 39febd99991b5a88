"""Refuse the words listed in pyproject.toml under `tool.plain-words`: `python tools/plain_words.py`.

Searches what people read: pages, issue forms, texts of the data, and the comments, docstrings and
messages of Python files. Code in Markdown is skipped. Further arguments are searched instead of the
configured files, so `python tools/plain_words.py src` shows what is left to reword there.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SUFFIXES = {".md", ".toml", ".yml", ".csv", ".py", ".ipynb"}
GENERATED = {"_build", "_generated", "jupyter_execute", "__pycache__"}


def main(arguments: list[str]) -> int:
    """Print every hit as `path:line: word → better words` and return 1 if there was one."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["plain-words"]
    chosen = [Path(text) for text in arguments] or [
        path for pattern in settings["files"] for path in sorted(ROOT.glob(pattern))
    ]
    hits = [
        f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{hit}"
        for path in files(chosen)
        for hit in refused(path, settings["words"])
    ]
    print(*hits, sep="\n", end="\n" if hits else "")
    return 1 if hits else 0


def files(chosen: list[Path]) -> Iterator[Path]:
    """Yield the readable files among paths and below folders, except generated ones."""
    for path in chosen:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in SUFFIXES and not _generated(file):
                yield file


def _generated(file: Path) -> bool:
    """Return whether the build of the documentation writes a file."""
    page = file.suffix == ".md" and file.parent.name == "partnerships"
    return page or bool(GENERATED & set(file.parts))


def refused(path: Path, words: dict[str, str]) -> Iterator[str]:
    """Yield `line: word → better words` for each refused word in a file."""
    text = prose(path)
    for pattern, better in words.items():
        spaced = pattern.replace(" ", r"[\s#]+")  # a phrase may go on in the next line
        for found in re.finditer(rf"\b(?:{spaced})\b", text, re.IGNORECASE):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{line}: {' '.join(found[0].split())} → {better}"


def prose(path: Path) -> str:
    """Return the text of a file without its code; line numbers stay the same."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return _spoken(text)
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    if path.suffix == ".md":
        fenced = re.compile(r"^(?P<fence>`{3,}).*?^(?P=fence)`*$", re.MULTILINE | re.DOTALL)
        text = fenced.sub(_blank, text)
        return re.sub(r"`[^`]*`", _blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _spoken(text: str) -> str:
    """Return the comments and strings of a Python file, each on its line."""
    lines = [""] * (text.count("\n") + 2)
    kinds = {tokenize.COMMENT, tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", -1)}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in kinds:
            for offset, part in enumerate(token.string.split("\n")):
                lines[token.start[0] - 1 + offset] += f" {part}"
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
