"""The façade: nothing is loaded before it is used, and then everything is where it should be."""

import ast
import inspect
import os
import pydoc
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt
from rezekne_twins.filters import FILTERS

SRC = str(Path(rt.__file__).parents[1])
MODULES = sorted(module for module in rt._HOME if module)


def run(code: str, *, bare: bool = False) -> str:
    """Run code in a new process and return what it prints; `bare`: no installed packages at all."""
    options = ["-I", "-S"] if bare else []
    path = f"import sys; sys.path.insert(0, {SRC!r})\n"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "utf8", *options, "-c", path + code],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_loads_nothing_else() -> None:
    """The import brings in one module: itself, and works where no package is installed."""
    new = "before = {*sys.modules}; import rezekne_twins; print(sorted({*sys.modules} - before))"
    assert ast.literal_eval(run(new, bare=True)) == ["rezekne_twins"]


@pytest.mark.parametrize("dear", ["pydantic", "pandas", "typing", "enum", "importlib.resources"])
def test_importing_loads_nothing_dear(dear: str) -> None:
    """Not one of the modules that would slow the import down is loaded by it."""
    assert run(f"import rezekne_twins; print({dear!r} in sys.modules)", bare=True) == "False"


OPENED = """
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
"""


def test_importing_opens_no_data_file() -> None:
    """Of the package's folder only code is read; a first query is what reads the data."""
    here = str(Path(rt.__file__).parent / "_")[:-1]
    files = f"print([f for f in opened if f.startswith({here!r}) and '.py' not in f])"
    looks = "dir(rezekne_twins); rezekne_twins.Partnerships; rezekne_twins.PartialDate"
    assert run(f"{OPENED}\nimport rezekne_twins\n{looks}\n{files}") == "[]"
    assert "dataset.toml" in run(f"{OPENED}\nimport rezekne_twins\nrezekne_twins.acts\n{files}")


@pytest.mark.parametrize(
    ("used", "spared"),
    [
        ("rt.PartialDate('1994').latest", ["pydantic", "pandas"]),
        ("rt.UnknownIdError('x')", ["pydantic", "pandas", "rezekne_twins.dates"]),
        ("rt.Place", ["pandas", "rezekne_twins._dataset"]),
        ("rt.partnerships(country='NO').ids", ["pandas", "rezekne_twins.display"]),
        ("rt.__version__", ["pydantic", "pandas"]),
    ],
)
def test_a_cheap_name_costs_no_dear_import(used: str, spared: list[str]) -> None:
    """Each name loads what it needs, and no more."""
    code = f"import rezekne_twins as rt; {used}; print([m for m in {spared!r} if m in sys.modules])"
    assert run(code) == "[]"


def test_pictures_are_a_module_of_their_own() -> None:
    """`rt.plot` is the module, found at its first use, and drawing libraries only at theirs."""
    code = "import rezekne_twins as rt; print(rt.plot.__name__, 'plot' in vars(rt), {} )"
    check = "[m for m in ('altair', 'vl_convert') if m in __import__('sys').modules]"
    assert run(code.format(check)) == "rezekne_twins.plot True []"
    assert rt.plot is import_module("rezekne_twins.plot")


@pytest.mark.parametrize("home", rt._HOME)
def test_every_name_is_where_it_is_said_to_be(home: str) -> None:
    """Each public name leads to the thing of that name in its module, or in the data set."""
    where = import_module(f"rezekne_twins.{home}") if home else rt.dataset()
    for name in rt._HOME[home].split():
        assert getattr(rt, name) == getattr(where, name), name
        if home:
            assert getattr(rt, name) is getattr(where, name), name
        else:
            assert callable(getattr(rt, name)), name


@pytest.mark.parametrize("module", MODULES)
def test_every_name_of_a_module_is_offered(module: str) -> None:
    """What a module declares public is public here, and nothing else of it is."""
    home = import_module(f"rezekne_twins.{module}")
    if module == "models":
        public = {name for name in vars(home) if not name.startswith("_")}
        public -= {name for name in public if inspect.ismodule(getattr(home, name))}
    elif hasattr(home, "__all__"):
        public = set(home.__all__)
    else:
        own = inspect.getmembers(home, lambda value: getattr(value, "__module__", "") == home.__name__)
        public = {name for name, value in own if inspect.isclass(value) and name[0] != "_"}
    assert set(rt._HOME[module].split()) == public


def test_every_collection_and_getter_is_offered() -> None:
    """The data set's collections, getters and `find` are names of the package."""
    functions = {name for name, _ in inspect.getmembers(rt.Dataset, inspect.isfunction)}
    getters = {name for name in functions if not name.startswith(("_", "to_"))}
    getters -= {"check", "coverage", "subset"}
    assert set(rt._HOME[""].split()) == getters | set(rt.dataset().collections)


def test_it_lists_its_names() -> None:
    """`dir` names everything that is public, loaded or not, and nothing that is not."""
    loaded = sorted(dir(rt))
    assert loaded == sorted({*rt._MODULE_OF, "__version__"})
    assert ast.literal_eval(run("import rezekne_twins as rt; print(dir(rt))")) == loaded
    assert len(loaded) == len(set(loaded))


def test_star_import_brings_every_name() -> None:
    """`from rezekne_twins import *` binds each public name and no other."""
    code = "before = {*globals(), 'before'}; from rezekne_twins import *; "
    names = run(f"{code}print(sorted(globals().keys() - before))")
    assert ast.literal_eval(names) == sorted(rt._MODULE_OF)


def test_no_module_hides_a_name() -> None:
    """With every module of the package imported, each name still means what it should."""
    code = """
import pkgutil
from importlib import import_module
import rezekne_twins as rt

found = pkgutil.walk_packages(rt.__path__, "rezekne_twins.")
modules = [m.name for m in found if not m.name.endswith("__main__")]
for module in modules:
    import_module(module)
wrong = []
for name, home in rt._MODULE_OF.items():
    where = import_module(f"rezekne_twins.{home}") if home else rt.dataset()
    if name == home:
        continue
    if getattr(rt, name) != getattr(where, name) or type(getattr(rt, name)) is type(rt):
        wrong.append(name)
print(len(modules) > 15, wrong)
"""
    assert run(code) == "True []"


@pytest.mark.parametrize("name", ["partnershipz", "Parnerships", "_partnerships", "acts_", "_x"])
def test_a_mistyped_name_is_an_attribute_error(name: str) -> None:
    """A name that is not there is refused as a module refuses it, and `hasattr` says no."""
    with pytest.raises(AttributeError, match=f"module 'rezekne_twins' has no attribute '{name}'"):
        getattr(rt, name)
    assert not hasattr(rt, name)
    with pytest.raises(ImportError, match=name):
        exec(f"from rezekne_twins import {name}")  # noqa: S102


def test_a_name_is_found_once() -> None:
    """After its first use a name is an ordinary attribute: the second use costs nothing."""
    code = "import rezekne_twins as rt; x = rt.acts; print('acts' in vars(rt), rt.acts is x)"
    assert run(code) == "True True"


def test_the_version_is_that_of_the_package() -> None:
    """The version is the installed distribution's."""
    assert rt.__version__ == run(
        "from importlib.metadata import version as v; print(v('rezekne-twins'))"
    )


def test_the_signature_names_every_filter() -> None:
    """A tooltip of `rt.partnerships` shows all of its filters."""
    shown = list(inspect.signature(rt.partnerships).parameters)
    assert shown == list(FILTERS["partnerships"])


def stub() -> dict[str, ast.stmt]:
    """Return what the stub of the façade declares, by name."""
    tree = ast.parse(Path(rt.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    declared: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            declared |= {name.asname: node for name in node.names if name.asname}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            declared[node.target.id] = node
        elif isinstance(node, ast.FunctionDef):
            declared[node.name] = node
    return {name: node for name, node in declared.items() if name[:1] != "_"}


def test_type_checkers_see_every_name() -> None:
    """The stub declares every public name, and none else; each comes from its own module."""
    declared = stub()
    assert set(declared) == set(rt._MODULE_OF)
    for name, node in declared.items():
        if isinstance(node, ast.ImportFrom) and name != "plot":
            assert node.module == f"rezekne_twins.{rt._MODULE_OF[name]}", name


@pytest.mark.parametrize("name", [n for n, home in rt._MODULE_OF.items() if not home])
def test_the_stub_is_true(name: str) -> None:
    """A function of the stub has the parameters of the real one; a collection its class."""
    node, value = stub()[name], getattr(rt, name)
    if isinstance(node, ast.FunctionDef):
        real = inspect.signature(value)
        assert ast.unparse(node.args) == ", ".join(
            str(p).replace("'", "", 2) for p in real.parameters.values()
        ).replace(" = ", "=")
        assert node.returns
        assert ast.unparse(node.returns) == real.return_annotation.removeprefix("models.")
    else:
        assert isinstance(node, ast.AnnAssign)
        assert ast.unparse(node.annotation) == type(value).__name__


def jedi_script(source: str) -> Any:
    """Return what Jedi, which completes in IPython and several editors, makes of a source."""
    jedi = pytest.importorskip("jedi")
    return jedi.Script(source, project=jedi.Project(SRC, added_sys_path=[SRC]))


def test_jedi_offers_the_public_names_alone() -> None:
    """Completing `rt.` offers what is public and the modules, and nothing they import."""
    offered = {n.name for n in jedi_script("import rezekne_twins as rt; rt.").complete()}
    modules = {path.stem for path in Path(rt.__file__).parent.iterdir()}
    assert set(rt._MODULE_OF) <= offered
    assert {n for n in offered - modules if not n.startswith("_")} <= set(rt._MODULE_OF)


def test_jedi_shows_what_a_getter_takes() -> None:
    """A getter is a function with its parameter, its result and a docstring."""
    (shown,) = jedi_script("import rezekne_twins as rt; rt.partnership(").get_signatures()
    assert shown.to_string() == "partnership(id: str) -> Partnership"
    assert "Return one partnership by ID" in shown.docstring()


def test_jedi_completes_filters_in_a_notebook() -> None:
    """Completing `rt.acts(` with the library loaded offers each filter."""
    jedi = pytest.importorskip("jedi")
    offered = jedi.Interpreter("rt.acts(", [{"rt": rt}]).complete()
    assert {f"{keyword}=" for keyword in FILTERS["acts"]} <= {n.name for n in offered}


def test_the_shipped_data_is_one_object() -> None:
    """Getters and collections are those of `dataset()`, which is made once."""
    assert rt.dataset() is rt.dataset()
    assert rt.partnerships is rt.dataset().partnerships
    assert rt.partnership("city-arendal") is rt.partnerships["city-arendal"]


def test_many_threads_may_use_it_first() -> None:
    """However many threads are first at once, the data is read once and all get the same."""
    code = f"""{OPENED}
import threading
import rezekne_twins as rt

sys.setswitchinterval(1e-6)
start, got, failed = threading.Barrier(12), [], []

def use(name):
    start.wait()
    try:
        got.append((name, getattr(rt, name), rt.dataset()))
    except BaseException as error:
        failed.append(repr(error))

names = ["partnerships", "dataset", "Place", "places", "acts", "PartialDate"] * 2
threads = [threading.Thread(target=use, args=(name,)) for name in names]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
read = [file for file in opened if file.endswith("dataset.toml")]
data = rt.dataset()
strays = [name for name, _, seen in got if seen is not data]
strays += [name for name, value, _ in got if value is not getattr(data, name, getattr(rt, name))]
print(failed, strays, len(got), len(read))
"""
    assert run(code) == "[] [] 12 1"


@pytest.mark.parametrize(
    ("word", "use"),
    [
        ("cities", "places"),
        ("towns", "places"),
        ("agreements", "acts"),
        ("events", "activities"),
        ("partners", "ties"),
        ("twins", "partnerships"),
        ("organizations", "organisations"),
        ("search", "find"),
        ("read", "load"),
        ("map", "rt.plot.map()"),
        ("timeline", "rt.plot.timeline()"),
        ("partnershps", "partnerships"),
    ],
)
def test_a_word_for_something_named_otherwise_leads_to_it(word: str, use: str) -> None:
    """A missing name says what to use instead; an import of it says nothing more than Python."""
    with pytest.raises(AttributeError, match=re.escape(f"'{word}'; use '{use}'")):
        getattr(rt, word)
    with pytest.raises(AttributeError, match=r"no attribute 'xyz'$"):
        rt.xyz  # type: ignore[attr-defined]  # noqa: B018  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(ImportError, match=rf"cannot import name '{word}'"):
        exec(f"from rezekne_twins import {word}")  # noqa: S102


def test_help_fits_three_screens() -> None:
    """`help(rt)` is a page, and not every member of every class."""
    text = pydoc.plain(pydoc.render_doc(rt))
    assert text.count("\n") <= 120
    for name in (*rt.dataset().collections, "partnership", "find", "load", "plot.map"):
        assert re.search(rf"\b{name}\b", text.partition("PACKAGE CONTENTS")[0]), name


def test_a_star_imports_every_public_name() -> None:
    """Though `help` does not see `__all__`."""
    names: dict[str, Any] = {}
    exec("from rezekne_twins import *", names)  # noqa: S102
    assert {*dir(rt)} - {"__version__"} <= names.keys()
