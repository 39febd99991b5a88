"""Sphinx configuration. Nothing is fetched: neither by the build nor by the pages it makes."""

from enum import Enum
from importlib.metadata import version as version_of

from pydantic import BaseModel
from sphinx.application import Sphinx

project = "rezekne-twins"
author = "The rezekne-twins contributors"
copyright = f"2026, {author}"  # noqa: A001 (Sphinx calls it so)
release = version_of("rezekne-twins")
version = release

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "jupyter_execute"]

# Every example is executed; one that fails fails the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_execution_timeout = 120
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # the default loads two scripts from a CDN

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "groupwise"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # an `Attributes:` section does not describe the attributes a second time
default_role = "code"  # in a docstring, `a name` is code

html_theme = "pydata_sphinx_theme"
html_title = "rezekne-twins"
html_copy_source = False
html_show_sourcelink = False
html_sidebars = {"**": []}  # a handful of pages: the bar above names them all
html_theme_options = {
    "navbar_end": ["theme-switcher"],
    "primary_sidebar_end": [],  # the default is a place for advertisements
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}


def hide_parameters(
    _app: Sphinx, _what: str, _name: str, obj: object, *_rest: object
) -> tuple[str, str] | None:
    """Leave out the parameters of what is read and not made: records and closed words."""
    if isinstance(obj, type) and issubclass(obj, BaseModel | Enum):
        return "", ""
    return None


def setup(app: Sphinx) -> None:
    """Connect the above to autodoc."""
    app.connect("autodoc-process-signature", hide_parameters)
