"""Bring the index of a source in line with the page: ``index_source.py PAGE.txt INDEX.toml``.

The index is authored down to its sections (``id``, and ``heading`` for all but ``top``). Their
paragraphs are rewritten from the page; gists and waivers stay with the fingerprint they belong
to. New and changed paragraphs get an empty gist and are listed. With ``--check`` nothing is
written, and the exit status is 1 where something would be. What precedes the first
``[[sections]]`` is kept as it is; a comment below it is not kept, and a section without
paragraphs is left out. Lines above a line of five hyphens are the keeper's own, not the page's.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from pathlib import Path
from typing import Any

from rezekne_twins.keeping.pages import fingerprint, own_lines, split

Table = dict[str, Any]


def reindex(sections: list[Table], page: str) -> tuple[list[Table], list[str], list[str]]:
    """Rebuild the sections of an index from the page.

    Args:
        sections: The sections of the index as it stands.
        page: The text of the page.

    Returns:
        The new sections, one line a paragraph that has no gist yet, and one a paragraph that
        the page does not have any more.
    """
    old = [(s["id"], p) for s in sections for p in s.get("paragraphs", ())]
    anywhere = {p["fingerprint"]: p for _, p in old}
    here = {(section, p["fingerprint"]): p for section, p in old}
    authored = [s for s in sections if "heading" in s]
    heads: list[Table] = [{"id": "top"}, *({k: s[k] for k in ("id", "heading")} for s in authored)]
    new: list[Table] = []
    missing: list[str] = []
    for head, cut in zip(heads, split(page, [s["heading"] for s in authored]), strict=True):
        paragraphs: list[Table] = []
        for number, text in cut.numbered():
            mark = fingerprint(text)
            kept = here.get((head["id"], mark)) or anywhere.get(mark) or {"gist": ""}
            paragraphs.append({"fingerprint": mark, **kept})
            if not kept["gist"]:
                missing.append(f"{head['id']}/{number} has no gist: {text}")
        if paragraphs:
            new.append({**head, "paragraphs": paragraphs})
    present = {p["fingerprint"] for s in new for p in s["paragraphs"]}
    gone = [f"{s}: gone: {p['gist']}" for s, p in old if p["fingerprint"] not in present]
    return new, missing, gone


def write(sections: list[Table]) -> str:
    """Write sections as TOML, in the form that the formatter would give them."""
    blocks: list[str] = []
    for section in sections:
        head = {key: value for key, value in section.items() if key != "paragraphs"}
        blocks.append(_table("sections", head))
        blocks += [_table("sections.paragraphs", paragraph) for paragraph in section["paragraphs"]]
    return "\n".join(blocks)


def _table(name: str, values: Table) -> str:
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join([f"[[{name}]]", *lines, ""])


def main() -> int:
    """Run the tool; the exit status tells whether the index is (now) complete."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, help="the page, as text")
    parser.add_argument("index", type=Path, help="the index of the source")
    parser.add_argument("--check", action="store_true", help="report only, write nothing")
    options = parser.parse_args()

    before = options.index.read_text(encoding="utf-8")
    page = own_lines(options.page.read_text(encoding="utf-8"))
    try:
        sections, missing, gone = reindex(tomllib.loads(before)["sections"], page)
    except ValueError as error:
        raise SystemExit(f"{options.page}: {error}") from error
    after = re.split(r"(?m)^\[\[sections\]\]$", before)[0] + write(sections)
    if after != before and not options.check:
        options.index.write_text(after, encoding="utf-8")
    for line in [*missing, *gone]:
        print(f"{options.index}: {line}")
    if options.check and after != before:
        print(f"{options.index}: differs from what the page gives; run without --check")
    return int(bool(missing) or (options.check and after != before))


if __name__ == "__main__":
    raise SystemExit(main())
