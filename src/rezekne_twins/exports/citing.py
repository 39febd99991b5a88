"""How to cite the data set, and one record with the paragraphs that it rests on."""

from __future__ import annotations

import json
import re
from typing import Literal
from urllib.parse import quote

from rezekne_twins.errors import UnknownValueError
from rezekne_twins.models import About, Record, Source
from rezekne_twins.names import fold
from rezekne_twins.store import Store

_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"
Style = Literal["text", "bibtex", "cff"]


def cite(about: About, style: Style = "text") -> str:
    """Return the citation of a data set; what it does not say of itself is left out."""
    styles = {"text": _text, "bibtex": _bibtex, "cff": _cff}
    if style not in styles:
        from rezekne_twins.suggestions import unknown

        raise UnknownValueError(unknown(style, {name: name for name in styles}, "style"))
    return styles[style](about)


def cite_record(about: About, record: Record, style: Style) -> str:
    """Return the BibTeX entry of one record, with the paragraphs that it rests on.

    Raises:
        UnknownValueError: The style is another one.
    """
    if style != "bibtex":
        raise UnknownValueError(f"a record cannot be cited as {style}; use text or bibtex")
    sources = record.cite().removeprefix(f"{record.title}. ")
    return _entry(about, record.title, record.id, f"{about.title}, {record.id}. {sources}")


def facts(store: Store) -> list[tuple[str, str]]:
    """Return what an export says of the data set to those who have nothing but the file."""
    about = store.about
    return [
        ("title", about.title),
        *([("title_lv", about.title_lv)] if about.title_lv else []),
        ("description", about.description),
        *([("version", about.version)] if about.version else []),
        ("cite as", cite(about)),
        ("license", about.license),
        ("license_url", about.license_url),
        *(("attribution", text) for text in about.attribution),
        *(("source", source.cite()) for source in store.table(Source)),
    ]


def _text(about: About) -> str:
    year = f" ({about.year})" if about.year else ""
    parts = [
        ", ".join(about.authors) + year,
        about.title,
        f"Version {about.version}" if about.version else "",
        about.repository or "",
    ]
    return " ".join(f"{part.strip()}." for part in parts if part)


def _bibtex(about: About) -> str:
    return _entry(about, about.title, "", f"Data set, {about.license}")


def _entry(about: About, title: str, record_id: str, note: str) -> str:
    entries = {
        "author": " and ".join(f"{{{_latex(author)}}}" for author in about.authors),
        "title": f"{{{_latex(title)}}}",
        "year": str(about.year or ""),
        "version": _latex(about.version or ""),
        "url": quote(about.repository or "", safe=_IN_ADDRESSES),
        "note": _latex(note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in entries.items() if value]
    return "\n".join([f"@misc{{{package_name(about, record_id)},", *lines, "}\n"])


def package_name(about: About, record_id: str = "") -> str:
    """Return the title as a BibTeX key and a Data Package name: ASCII, and never empty."""
    name = fold(f"{about.title} {record_id}")
    return re.sub("[^a-z0-9]+", "-", name).strip("-") or "data-set"


def _latex(text: str) -> str:
    # BibTeX counts braces even after a backslash, so they are written as commands.
    commands = {"\\": "backslash", "~": "asciitilde", "^": "asciicircum"}
    commands |= {"{": "braceleft", "}": "braceright"}
    escaped = {sign: f"\\text{name}{{}}" for sign, name in commands.items()}
    escaped |= {sign: f"\\{sign}" for sign in "&%$#_"}
    return "".join(escaped.get(sign, sign) for sign in text)


def _cff(about: About) -> str:
    entries = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "If you use this data set, please cite it as below.",
        "title": about.title,
        "abstract": about.description,
        "authors": [{"name": author} for author in about.authors or ["anonymous"]],
        "version": about.version,
        "license": about.license,
        "repository": about.repository,
    }
    # JSON is YAML: every quote and colon is safe.
    lines = (f"{name}: {json.dumps(v, ensure_ascii=False)}\n" for name, v in entries.items() if v)
    return "".join(lines)
