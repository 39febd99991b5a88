#!/usr/bin/env -S uv run --script
# /// script
# requires-python = ">=3.11"
# dependencies = ["nox>=2025.10.16"]
# ///
"""Every check of the project, each in a separate environment: `nox --list` lists them."""

import hashlib
import os
import shutil
from pathlib import Path

import nox
from nox.command import CommandFailed

ROOT = Path(__file__).parent
PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
PYTHONS = nox.project.python_versions(PYPROJECT)
DATA = "src/rezekne_twins/data"
VERSIONS = [  # of Python, pydantic and pandas: the oldest with the newest, and crossed
    *((PYTHONS[0], old, other) for old in ("~=2.8.0", ">=2.8") for other in ("~=2.2.3", ">=3")),
    *((python, ">=2.8", ">=3") for python in PYTHONS[1:]),
]
GITHUB = {  # schema: the files in `.github` that have it
    "dependabot": "dependabot.yml",
    "github-issue-config": "ISSUE_TEMPLATE/config.yml",
    "github-issue-forms": "ISSUE_TEMPLATE/*[0-9]-*.yml",
    "github-workflows": "workflows/*.yml",
}

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NOT_BUILT = (
    *(".git", ".nox", ".*_cache", ".hypothesis", ".venv*", "__pycache__"),
    *("_build", "dist", "mutants"),
)
WITHOUT_SRC = [f"tests/test_{name}.py" for name in ("dataset", "hostile", "init", "installed")]
NOT_CORE = ("exports", "plot", "browser", "test_docs.py", "test_examples.py", "test_github.py")

# pyenv shows only its "global" version: put the others on the path too.
PYENV = Path.home() / ".pyenv" / "versions"
FOUND = [str(path) for version in PYTHONS for path in sorted(PYENV.glob(f"{version}.*/bin"))]
os.environ["PATH"] = os.pathsep.join([*FOUND, os.environ.get("PATH", "")])
os.environ["UV_PYTHON_DOWNLOADS"] = "never"

nox.needs_version = ">=2025.10.16"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_missing_interpreters = False  # not even in CI, where nox would


def group(name: str) -> list[str]:
    """Return the requirements of a dependency group of pyproject.toml."""
    return list(nox.project.dependency_groups(PYPROJECT, name))


def pytest(session: nox.Session, *args: str, env: dict[str, str] | None = None) -> None:
    """Run pytest with the options given to the session."""
    session.run("pytest", *args, *session.posargs, env=env)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, layers, spelling and plain words."""
    session.install(*group("lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports", "--no-cache", env={"PYTHONPATH": "src"})
    session.run("python", "tools/plain_words.py")
    session.run("typos", "src", "docs", "examples", "README.md", "CONTRIBUTING.md", "SECURITY.md")
    session.run("tombi", "format", "--check", "pyproject.toml")


@nox.session
def types(session: nox.Session) -> None:
    """Check types with mypy and pyright, and that every public name is fully typed."""
    session.install(".[test,plot]", *group("types"))
    session.run("mypy")
    session.run("pyright")
    session.run("pyright", "--verifytypes", "rezekne_twins", "--ignoreexternal")
    session.run("pytest", "-q", "-k", "jedi", "tests/test_init.py")


@nox.session
def data(session: nox.Session) -> None:
    """Check the data: if you change only data, this session is enough.

    Formatting is a warning, because a browser cannot mend it: `nox -s format` does.
    """
    session.install(".[check]")
    session.run("rezekne-twins", "check", DATA, *session.posargs)
    try:
        session.run("tombi", "format", "--check", "--offline", DATA)
    except CommandFailed:
        session.warn("The files are not formatted. This is no fault; nox -s format does it.")


@nox.session(name="format", default=False)
def form(session: nox.Session) -> None:
    """Format the data files."""
    session.install(".[check]")
    session.run("tombi", "format", "--offline", DATA)


@nox.session(default=False)
def refresh(session: nox.Session) -> None:
    """Regenerate formatting, schemas, README output and snapshots; `-- --release`: released IDs."""
    session.install(".[check,test,plot]")
    session.run("tombi", "format", "--offline", DATA)
    session.run("python", "-m", "tools.refresh", *session.posargs)
    session.run("pytest", "-q", "-n0", "-k", "snapshot", env={"REZEKNE_TWINS_REFRESH": "1"})


@nox.session(default=False)
def mutate(session: nox.Session) -> None:
    """Make a thousand mistakes in the data, and test that they are reported on their lines."""
    session.install(".[test]")
    pytest(session, "tests/data/test_slips.py", env={"REZEKNE_TWINS_SLIPS": "1000"})


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """Make mistakes in the central code: the tests must catch nine of ten."""
    session.install(".[all,test]", *group("exports"), *group("mutants"))
    session.run("mutmut", "run", *session.posargs)
    session.run("python", "tools/mutants.py")


@nox.session
def api(session: nox.Session) -> None:
    """Compare the public names with the last snapshot; `-- --write` writes a new one."""
    session.install(".[test]", *group("api"))
    session.run("python", "tools/api.py", *session.posargs)
    session.run("pytest", "-q", "tests/test_api.py")


@nox.session(default=False)
def deep(session: nox.Session) -> None:
    """Run the property tests with twenty times as many random examples."""
    session.install(".[test]")
    laws = () if session.posargs else ("tests/property",)
    pytest(session, *laws, env={"REZEKNE_TWINS_LAWS": "deep"})


@nox.session
def exports(session: nox.Session) -> None:
    """Read every export with other libraries, as the recipes of the documentation do."""
    session.install(".[all,test]", *group("exports"))
    pytest(session, "tests/exports", "tests/cli/test_files.py")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run tests and examples on each Python; measure coverage on the first."""
    first = session.python == PYTHONS[0]  # there everything optional is tested too
    session.install(".[all,test]" if first else ".[test]", *group("coverage"))
    if first:
        session.install(*group("exports"))
    if session.posargs or not first:  # a part cannot cover the whole
        pytest(session)
        return
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest")
    session.run("coverage", "combine")
    session.run("coverage", "report")


@nox.session(python=PYTHONS[0], venv_backend="uv", default=False)
def lowest(session: nox.Session) -> None:
    """Run the tests with the oldest versions that pyproject.toml allows (needs uv)."""
    session.install("--resolution=lowest-direct", ".[test]")
    pytest(session)


@nox.session(venv_backend="uv", default=False)
@nox.parametrize("python,pydantic,pandas", VERSIONS)
def versions(session: nox.Session, pydantic: str, pandas: str) -> None:
    """Run the tests with old and new pydantic and pandas, and on each Python (needs uv)."""
    session.install(".[test]", f"pydantic{pydantic}", f"pandas{pandas}")
    pytest(session, "tests", *(f"--ignore=tests/{name}" for name in NOT_CORE))


@nox.session
def package(session: nox.Session) -> None:
    """Build twice, check that both builds are equal, and test the wheel without src."""
    session.install(".[test]", *group("package"))
    away = Path(session.create_tmp()).resolve()
    built: list[dict[str, str]] = []
    for name in ("one", "another/place"):
        copy = away / name
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_BUILT))
        session.run("python", "-m", "build", "--no-isolation", "--outdir", f"{copy}/dist", str(copy))
        files = sorted((copy / "dist").iterdir())
        built.append({f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files})
    if built[0] != built[1]:
        session.error(f"Built twice, and not the same: {built}")
    dist = sorted(map(str, (away / "one" / "dist").iterdir()))
    (wheel,) = (path for path in dist if path.endswith(".whl"))
    session.run("check-wheel-contents", wheel)
    session.run("twine", "check", "--strict", *dist)
    session.run("validate-pyproject", "pyproject.toml")
    session.run("sp-repo-review", ".")
    session.install("--force-reinstall", "--no-deps", wheel)
    session.chdir(away / "one")
    shutil.rmtree("src")
    session.run("rezekne-twins", "check")
    session.run("rezekne-twins", "check", env={"PYTHONPATH": wheel})  # a wheel is a zip file
    session.run("pytest", "-q", *WITHOUT_SRC)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation and run its examples; warnings are errors."""
    session.install(".[all,test]", *group("docs"), *group("exports"))
    session.run("sphinx-build", "-W", "--keep-going", "-b", "html", "docs", "docs/_build/html")
    session.run("pytest", "tests/test_docs.py", "tests/test_examples.py")


@nox.session(requires=["docs"])
def browser(session: nox.Session) -> None:
    """Test the documentation in a browser (needs Chromium)."""
    if not any(map(shutil.which, CHROMIUM)):
        session.skip("Chromium is not found: on Debian, apt-get install chromium")
    session.install(".[test]", *group("browser"))
    pytest(session, "tests/browser")


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure speed as ratios to floors (see docs/maintainers)."""
    # Compiled as pip compiles what it installs, so that processes need not compile it.
    env = {"UV_COMPILE_BYTECODE": "1", "PYTHONDONTWRITEBYTECODE": ""}
    session.install(".", *group("bench"), env=env)
    session.run("python", "benchmarks/bench.py", "--peers", *session.posargs, env=env)


@nox.session
def workflows(session: nox.Session) -> None:
    """Check the files for GitHub: workflows, forms, dependabot (offline once installed)."""
    session.install(*group("workflows"))
    session.run("zizmor", "--offline", "--persona", "auditor", ".")
    session.run("actionlint")
    for schema, files in GITHUB.items():
        paths = sorted(str(path) for path in ROOT.glob(f".github/{files}"))
        session.run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths)


if __name__ == "__main__":
    nox.main()
