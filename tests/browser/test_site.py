"""The built site, opened in a real browser: `nox -s browser` builds it, and runs these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest

import rezekne_twins as rt

pytest.importorskip("playwright", reason="the browser is tested by: nox -s browser")
pytest.importorskip("axe_playwright_python", reason="the browser is tested by: nox -s browser")

from playwright.sync_api import Browser, BrowserContext, Page, Route

SITE = Path(__file__).parents[2] / "docs" / "_build" / "html"
SHOTS = SITE.parent / "screenshots"
ALL = sorted(
    page.relative_to(SITE).as_posix()
    for page in SITE.rglob("*.html")
    if "_static" not in page.parts  # the theme's own
)
MAIN = [
    "index.html",
    "data.html",
    "tutorial/first-look.html",
    "how-to/index.html",
    "how-to/filter.html",
    "how-to/pictures.html",
    "how-to/tables-and-files.html",
    "how-to/your-own-town.html",
    "reference/index.html",
    "reference/partnerships/city-arendal.html",
    "reference/partnerships/city-ezeru-zeme.html",
    "reference/api/queries.html",
    "reference/api/dataset.html",
    "reference/checks.html",
    "reference/data-dictionary.html",
    "reference/vocabularies.html",
    "explanation/conflicts.html",
    "lv/index.html",
]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 1000}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 1000}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
FILTERS = ("holder", "country", "field", "year")

pytestmark = pytest.mark.skipif(not ALL, reason="the site is not built: nox -s browser")
Open = Callable[..., Page]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name there)
        """Say nothing of each request."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the site on this machine, and return where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(SITE)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Open pages of the site; whatever went wrong in them fails the test when it ends."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def stay(route: Route) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            wrong.append(f"a request to {route.request.url}")
            route.abort()

    def opened(name: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.route("**/*", stay)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{name}: {error}"))
        if options.get("java_script_enabled", True):  # else scripts are refused, as they should be
            page.on("requestfailed", lambda request: wrong.append(f"{name}: no {request.url}"))
        page.on(
            "console",
            lambda said: wrong.append(f"{name}: {said.text}") if said.type == "error" else None,
        )
        page.goto(address + name, wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


# --- Every page ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_every_page_opens_without_an_error(open_page: Open, name: str) -> None:
    """No message of an error, nothing missing, no request that leaves this machine."""
    page = open_page(name)

    assert page.title()
    assert page.locator("h1").count() >= (name != "search.html")


class _Links(HTMLParser):
    """Collects what a page links to, and what in it can be linked to."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.feed((SITE / name).read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note addresses and ids."""
        given = dict(attrs)
        self.links.update(value for key in ("href", "src") if (value := given.get(key)))
        self.ids.update(value for key in ("id", "name") if (value := given.get(key)))


def test_every_link_within_the_site_leads_somewhere() -> None:
    """The file is there, and the place in it too; `#field=…` are choices of the data page."""
    pages = {name: _Links(name) for name in ALL}
    broken: list[str] = []
    for name, page in pages.items():
        for link in page.links:
            path, place = urldefrag(urljoin(f"site:///{name}", link))
            if not path.startswith("site:///"):
                continue
            target = unquote(path.removeprefix("site:///")).partition("?")[0] or "index.html"
            if not (SITE / target).is_file():
                broken.append(f"{name} → {link}")
            elif place and "=" not in place and target in pages:
                broken += [] if unquote(place) in pages[target].ids else [f"{name} → {link}"]

    assert broken == []


# --- The main pages, looked at ---------------------------------------------------------------


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", MAIN)
def test_the_main_pages_look_right(open_page: Open, name: str, look: str) -> None:
    """axe-core finds no serious fault and nothing sticks out; pictures are kept for the eye."""
    page = open_page(name, **LOOKS[look])
    SHOTS.mkdir(exist_ok=True)
    shot = f"{name.removesuffix('.html').replace('/', '-')}-{look}.png"
    page.screenshot(path=SHOTS / shot, full_page=True)

    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate(
        "axe.run({resultTypes: ['violations'], preload: false}).then(found => found.violations)"
    )
    serious = [
        (fault["id"], [node["target"] for node in fault["nodes"]][:3])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
    width = page.evaluate("document.documentElement.scrollWidth")

    assert serious == []
    assert width <= LOOKS[look]["viewport"]["width"]


# --- The data page ---------------------------------------------------------------------------


def shown(page: Page) -> set[str]:
    """Return the ids of the rows of the data page that can be seen."""
    ids: list[str] = page.locator("tr[data-id]:visible").evaluate_all(
        "rows => rows.map(row => row.dataset.id)"
    )
    return set(ids)


def asked(**given: Any) -> set[str]:
    """Return the ids of what the library answers."""
    return {*rt.partnerships(**given).ids, *rt.activities(**given).ids, *rt.projects(**given).ids}


@pytest.mark.parametrize("name", FILTERS)
def test_the_tables_filter_as_the_library_does(open_page: Open, name: str) -> None:
    """Every value that can be chosen shows what the same filter returns in Python."""
    page = open_page("data.html")
    select = page.locator(f"select[name={name}]")
    values: list[str] = select.locator("option").evaluate_all("options => options.map(o => o.value)")

    assert values[0] == ""
    assert len(values) > 2
    for value in values[1:]:
        select.select_option(value)
        assert shown(page) == asked(**{name: int(value) if name == "year" else value}), value


def test_filters_are_joined_and_kept_in_the_address(open_page: Open) -> None:
    """Several choices must all match; the address brings them back; one button ends them."""
    page = open_page("data.html")
    page.locator("select[name=country]").select_option("NO")
    page.locator("select[name=holder]").select_option("city")

    assert shown(page) == asked(country="NO", holder="city")
    said = page.get_by_role("status").inner_text()
    assert said.startswith("Shown: 1 of ")

    again = open_page(f"data.html{page.evaluate('location.hash')}")
    assert shown(again) == shown(page)
    again.get_by_role("button", name="Show all").click()
    again.wait_for_function("!location.hash")
    assert shown(again) == asked()


def test_words_are_found_without_their_accents(open_page: Open) -> None:
    """As in a query, case and accents do not matter."""
    page = open_page("data.html")
    page.get_by_label("Words", exact=True).fill("KAHTA")

    assert "municipality-golbasi-kahta" in shown(page)
    assert "city-arendal" not in shown(page)


def test_the_tables_sort_by_keyboard(open_page: Open) -> None:
    """Enter on the head of a column sorts by it, again the other way; unknown stays last."""
    page = open_page("data.html")
    head = page.locator("#partnerships th", has_text="Began")
    began = page.locator("#partnerships tbody tr td:nth-child(4)")
    head.get_by_role("button").focus()
    dated = sorted(str(p.began) for p in rt.partnerships() if p.began)
    unknown = ["–"] * (len(rt.partnerships()) - len(dated))

    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert began.all_inner_texts() == [*dated, *unknown]

    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert began.all_inner_texts() == [*reversed(dated), *unknown]


def test_the_map_draws(open_page: Open) -> None:
    """Each partner that has a point is named on the map, in letters that can be seen."""
    page = open_page("data.html")
    picture = page.locator("#map .rezekne-twins-picture svg")
    drawn = picture.bounding_box()
    points = [tie.counterpart.title for tie in rt.ties(kind="cooperation") if tie.coordinates]

    assert drawn
    assert drawn["width"] > 500
    assert drawn["height"] > 300
    for name in points:
        assert picture.locator("text", has_text=name).first.is_visible(), name


def test_a_row_leads_to_the_page_of_its_partnership(open_page: Open) -> None:
    """The name of a partnership is a link to all that is held of it."""
    page = open_page("data.html")
    first = rt.partnerships()[0]
    page.locator("#partnerships").get_by_role("link", name=first.title, exact=True).click()

    assert page.locator("h1").inner_text().startswith(first.title)


def test_the_tables_are_there_without_javascript(open_page: Open) -> None:
    """Then they are plain tables with every row, and no filter that would do nothing."""
    page = open_page("data.html", java_script_enabled=False)

    assert page.locator("tbody tr").count() == len(asked())
    assert page.locator("form.rt-filters").is_hidden()


def test_the_search_finds_a_partner(open_page: Open) -> None:
    """The search works from the files of the site alone."""
    page = open_page("search.html?q=Vitebsk")

    page.locator("#search-results li a").first.wait_for()


def test_latvian_pages_say_that_they_are_latvian(open_page: Open) -> None:
    """A screen reader has to know in which language to read."""
    assert open_page("lv/index.html").locator("html").get_attribute("lang") == "lv"
    assert open_page("index.html").locator("html").get_attribute("lang") == "en"


def test_the_theme_speaks_latvian_on_latvian_pages(open_page: Open) -> None:
    """A reader who knows only Latvian can use the search, the colour mode and the page list."""
    page = open_page("lv/index.html")

    assert page.get_by_role("button", name="Meklēt").count() > 0
    named = page.locator("[aria-label], [title]").evaluate_all(
        "all => all.flatMap(e => [e.getAttribute('aria-label'), e.title]).filter(Boolean)"
    )
    assert {"Search", "Color mode", "On this page", "Site navigation", "Home"} & set(named) == set()
    assert "On this page" not in page.locator("body").inner_text()


def test_names_on_a_map_are_legible_on_a_phone(open_page: Open) -> None:
    """The map keeps its size and scrolls, the page does not."""
    page = open_page("data.html", **LOOKS["phone"])
    heights = page.locator("#map .rezekne-twins-picture svg text").evaluate_all(
        "all => all.filter(t => t.textContent.trim()).map(t => t.getBoundingClientRect().height)"
    )

    assert min(heights) >= 9
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
