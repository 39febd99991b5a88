"""Sphinx configuration. Neither the build nor the built pages need network access."""

import inspect
import os
import sys
from enum import Enum
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sphinx.application import Sphinx

from rezekne_twins import Collection, Dataset
from rezekne_twins.plot import Picture

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))
# The examples run the command line of this environment, even if it is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

project = "rezekne-twins"
author = "The rezekne-twins contributors"
copyright = f"2026, {author}"  # noqa: A001 (Sphinx calls it so)
release = version_of("rezekne-twins")
version = release

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "generated"]
exclude_patterns = ["_build", "_generated", "jupyter_execute"]

# Every example is executed; one that fails fails the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_execution_timeout = 120
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # the default loads two scripts from a CDN
nb_merge_streams = True

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "groupwise"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
add_module_names = False
python_use_unqualified_type_names = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # an `Attributes:` section does not describe the attributes a second time
smartquotes_action = "D"  # dashes only: what the data says is shown as it is written
default_role = "code"  # in a docstring, `a name` is code

html_theme = "pydata_sphinx_theme"
html_context = {"default_mode": "auto"}  # as the reader's system has it
html_title = "rezekne-twins"
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False
html_sidebars = {
    **{page: [] for page in ("index", "data", "glossary", "tutorial/first-look")},  # stand alone
    "**": ["sidebar-nav-bs"],
}
html_theme_options = {
    "header_links_before_dropdown": 7,
    "navbar_align": "left",
    "navbar_end": ["theme-switcher"],
    "primary_sidebar_end": [],  # the default is a place for advertisements
    "show_toc_level": 2,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}


_READ = BaseModel | Enum | Collection | Dataset | Picture


def shorten(_app: Sphinx, _what: str, name: str, obj: Any, *_rest: object) -> tuple[str, str] | None:
    """Omit the parameters of classes that users do not create, and the types of filters."""
    if isinstance(obj, type) and issubclass(obj, _READ):
        return "", ""
    if name.endswith(".where"):  # the filters are described below the signature
        return f"(*, {', '.join([*inspect.signature(obj).parameters][1:])})", ""
    return None


LATVIAN = {  # the words of the theme on Latvian pages: Sphinx has one language for all pages
    "Back to top": "Uz lapas sākumu",
    "Breadcrumb": "Atrašanās vieta",
    "Collapse Sidebar": "Sakļaut sānjoslu",
    "Color mode": "Krāsu režīms",
    "Dark": "Tumšs",
    "Expand Sidebar": "Izvērst sānjoslu",
    "Home": "Sākumlapa",
    "Light": "Gaišs",
    "On this page": "Šajā lapā",
    "Search": "Meklēt",
    "Section Navigation": "Sadaļas saturs",
    "Site navigation": "Vietnes saturs",
    "Skip to main content": "Pāriet uz saturu",
    "System Settings": "Kā sistēmā",
    "next": "nākamā",
    "next page": "nākamā lapa",
    "previous": "iepriekšējā",
    "previous page": "iepriekšējā lapa",
}


def say_language(
    _app: Sphinx, page: str, _template: str, context: dict[str, Any], *_rest: object
) -> None:
    """Mark the Latvian pages as Latvian, and give them the words of the theme in Latvian."""
    if page.startswith("lv/"):
        context["language"] = "lv"
        context["theme_search_bar_text"] = "Meklēt vietnē…"
        context["gettext"] = lambda text: LATVIAN.get(text, text)  # templates look it up here first


def setup(app: Sphinx) -> None:
    """Connect the functions above to Sphinx."""
    app.connect("autodoc-process-signature", shorten)
    app.connect("html-page-context", say_language)
