"""Tables and cards in a page that has the style sheet of JupyterLab: nbconvert brings it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import rezekne_twins as rt

pytest.importorskip("playwright", reason="the browser is tested by: nox -s browser")
nbconvert = pytest.importorskip("nbconvert", reason="the browser is tested by: nox -s browser")
v4 = pytest.importorskip("nbformat.v4")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOTS = Path(__file__).parents[2] / "docs" / "_build" / "screenshots"
JUPYTER = "<table><tbody><tr><th>a</th><td>1</td></tr></tbody></table>"
"""A table without a style of its own, which JupyterLab aligns to the right."""
PRINTED = """cells => cells.map(cell => {
    const style = getComputedStyle(cell);
    return [style.textAlign, style.backgroundColor, style.color];
})"""
Open = Callable[[str, str], "Page"]


@pytest.fixture
def open_notebook(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open HTML as the output of a cell, in a page as nbconvert makes it for a theme."""
    contexts: list[Any] = []

    def opened(html: str, theme: str) -> Page:
        output = v4.new_output("display_data", {"text/html": html})
        notebook = v4.new_notebook(cells=[v4.new_code_cell("rt.partnerships()", outputs=[output])])
        exporter = nbconvert.HTMLExporter(template_name="lab", theme=theme)
        for name in ("mathjax_url", "require_js_url", "jquery_url", "mermaid_js_url"):
            setattr(exporter, name, "")
        page_file = tmp_path / f"{theme}.html"
        page_file.write_text(exporter.from_notebook_node(notebook)[0], "utf-8")
        context = browser.new_context(viewport={"width": 1000, "height": 900}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.goto(page_file.as_uri(), wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()


def shown(data: rt.Dataset) -> dict[str, str]:
    """Return a table and a card of each kind of look: of text, of links, of fields."""
    return {
        "table": data.partnerships._repr_html_(),
        "acts": data.acts._repr_html_(),
        "card": data.partnerships[0]._repr_html_(),
        "act": data.acts[0]._repr_html_(),
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_jupyter_aligns_other_tables_to_the_right(open_notebook: Open, theme: str) -> None:
    """The style sheet is there: without ours, a table is aligned to the right, its rows striped."""
    page = open_notebook(JUPYTER, theme)
    cells = page.locator(".jp-RenderedHTMLCommon td, .jp-RenderedHTMLCommon th")
    aligned = {align for align, _, _ in cells.evaluate_all(PRINTED)}

    assert aligned == {"right"}
    assert page.locator("body").get_attribute("data-jp-theme-light") == str(theme == "light").lower()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["table", "acts", "card", "act"])
def test_tables_and_cards_are_left_aligned(
    open_notebook: Open, shipped: rt.Dataset, name: str, theme: str
) -> None:
    """Every cell is left-aligned, without stripes, in the colour of the page's text."""
    page = open_notebook(shown(shipped)[name], theme)
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"jupyter-{name}-{theme}.png")
    cells = page.locator(".rezekne-twins td, .rezekne-twins tbody th")
    printed = cells.evaluate_all(PRINTED)
    around = page.locator(".rezekne-twins").evaluate("element => getComputedStyle(element).color")

    assert len(printed) > 3
    assert {tuple(style) for style in printed} == {("left", "rgba(0, 0, 0, 0)", around)}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_row_under_the_pointer_keeps_its_colours(
    open_notebook: Open, shipped: rt.Dataset, theme: str
) -> None:
    """JupyterLab colours rows under the pointer, and every other one; ours stay as they are."""
    page = open_notebook(shown(shipped)["table"], theme)
    rows = page.locator(".rezekne-twins tbody tr")
    rows.nth(1).hover()
    colours = rows.evaluate_all("rows => rows.map(row => getComputedStyle(row).backgroundColor)")

    assert set(colours) == {"rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_notebook_is_not_scrolled_sideways(
    open_notebook: Open, shipped: rt.Dataset, theme: str
) -> None:
    """On a phone the three columns of a table fit."""
    page = open_notebook(shown(shipped)["table"], theme)
    page.set_viewport_size({"width": 390, "height": 844})
    table = page.locator(".rezekne-twins")
    wider = table.evaluate("element => element.scrollWidth - element.clientWidth")

    assert wider <= 0
    assert page.locator(".rezekne-twins thead th:visible").count() == 3
