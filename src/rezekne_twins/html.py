"""HTML for a notebook: escaped, without scripts, in the colours of the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

import importlib_resources

# Whatever the theme of a notebook or page, light or dark: greys are made of its colour of text.
# Each class selector is repeated, to outrank Jupyter's `.jp-RenderedHTMLCommon tbody tr:hover`.
_FILE = importlib_resources.files("rezekne_twins") / "notebook.css"
_STYLE = _FILE.read_text("utf-8").replace(".rezekne-twins", ".rezekne-twins" * 3)


def framed(html: str) -> str:
    """Return a fragment with its style, which reaches nothing else on the page."""
    return f'<div class="rezekne-twins" tabindex="0"><style>\n{_STYLE}</style>{html}</div>'


def link(address: str | None, text: str) -> str:
    """Return a link where the whole address is one of the web, else the text alone."""
    if address and re.fullmatch(r"https?://\S+", address):
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    return escape(text)


def listed(items: Iterable[str]) -> str:
    """Return HTML items as a list; nothing if there are none."""
    found = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{found}</ul>" if found else ""


def heading(title: str, record_id: str) -> str:
    """Return the first line of a card."""
    return f"<p><b>{escape(title)}</b> <code>{escape(record_id)}</code></p>"


def rows(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a table with a label, and HTML, in each row; rows without HTML are left out."""
    found = "".join(
        f'<tr><th scope="row">{escape(name.replace("_", " "))}</th><td>{value}</td></tr>'
        for name, value in pairs
        if value
    )
    return f"<table><tbody>{found}</tbody></table>"
