"""HTML for a notebook: escaped, without scripts, in the colours of the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

# Whatever the theme of a notebook or page, light or dark: greys are made of its colour of text.
_STYLE = """
.rezekne-twins{--soft:color-mix(in srgb,currentColor 72%,transparent);
--line:color-mix(in srgb,currentColor 22%,transparent);
--mark:color-mix(in srgb,currentColor 9%,transparent);
color:inherit;max-width:72em;overflow-x:auto;line-height:1.4}
.rezekne-twins p{margin:.4em 0}
.rezekne-twins table{border-collapse:collapse;margin:.4em 0;border:0;display:table;
table-layout:auto}
.rezekne-twins tr{background:none}
.rezekne-twins th,.rezekne-twins td{text-align:left;vertical-align:top;white-space:normal;
padding:.35em 1em .35em 0;border:0;border-bottom:1px solid var(--line);background:none;
color:inherit;max-width:40em}
.rezekne-twins th{font-weight:600}
.rezekne-twins td.whole{white-space:nowrap}
.rezekne-twins thead th,.rezekne-twins code{color:var(--soft)}
.rezekne-twins code{font-size:.9em;font-weight:400;background:none;padding:0;border:0}
.rezekne-twins ul{margin:0;padding-left:1.1em}
.rezekne-twins a{color:inherit;text-decoration:underline}
.rezekne-twins mark{display:inline-block;margin:0 .2em .2em 0;padding:0 .5em;color:inherit;
background:var(--mark);border:1px solid var(--line);border-radius:.6em}
.rezekne-twins mark.planned,.rezekne-twins mark.agreed{background:none;border-style:dashed}
@media(max-width:40em){
.rezekne-twins th,.rezekne-twins td{padding-right:.6em;overflow-wrap:anywhere}
.rezekne-twins td.whole{white-space:normal}
.rezekne-twins th:nth-child(n+4),.rezekne-twins td:nth-child(n+4){display:none}}
""".replace(".rezekne-twins", ".rezekne-twins" * 3)
"""Each class selector is repeated, to outrank Jupyter's `.jp-RenderedHTMLCommon tbody tr:hover`."""


def framed(html: str) -> str:
    """Return a fragment with its style, which reaches nothing else on the page."""
    return f'<div class="rezekne-twins" tabindex="0"><style>{_STYLE}</style>{html}</div>'


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
