"""What a contributor meets: forms, guides, hooks and workflows promise only what is there."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import rezekne_twins as rt
from rezekne_twins.cli import main

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
LABOT = ROOT / "docs" / "lv" / "labot.md"
TEXTS = [CONTRIBUTING, ROOT / "SECURITY.md", LABOT]
LANGUAGES = ["en", "lv"]
FORMS = ["1-fact", "2-source", "3-bug", "4-name"]
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
DATA = Path(rt.__file__).parent / "data"
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PYTHONS = re.findall(r"(?<=Python :: )3\.\d+", "\n".join(PYPROJECT["project"]["classifiers"]))

needs_shell = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("bash") or not shutil.which("git"),
    reason="the steps of the workflow are run by bash and git",
)
each_text = pytest.mark.parametrize("text", TEXTS, ids=lambda p: p.name)
each_form = pytest.mark.parametrize("form", FORMS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def parse(path: Path) -> dict[str, Any]:
    """Return what a YAML file holds."""
    held: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return held


def blocks(page: Path, *languages: str) -> list[str]:
    """Return the code blocks of a page that are in one of some languages."""
    found: list[tuple[str, str]] = re.findall(
        r"^```(\w+)\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return [code for language, code in found if language in languages]


# --- Issue forms -----------------------------------------------------------------------------


def fields(form: str, language: str) -> list[dict[str, Any]]:
    """Return the questions of a form, without what is only said."""
    number, name = form.split("-")
    body = parse(GITHUB / "ISSUE_TEMPLATE" / f"{language}{number}-{name}.yml")["body"]
    return [field for field in body if field["type"] != "markdown"]


@each_form
@each_language
def test_files_that_a_form_names_exist(form: str, language: str) -> None:
    """Whoever follows a form to a file finds it."""
    number, name = form.split("-")
    text = (GITHUB / "ISSUE_TEMPLATE" / f"{language}{number}-{name}.yml").read_text("utf-8")

    for path in re.findall(r"`([\w/.]+\.md)`", text):
        assert (ROOT / path).is_file(), path


def test_a_record_that_a_form_shows_exists(shipped: rt.Dataset) -> None:
    """The ids that stand in the fields as examples are ids of records."""
    shown = {
        field["attributes"]["placeholder"]
        for form in ("1-fact", "4-name")
        for language in LANGUAGES
        for field in fields(form, language)
        if "placeholder" in field["attributes"]
    }
    known = {i for collection in shipped.collections.values() for i in collection.ids}

    assert shown
    assert shown <= known


# --- Workflows -------------------------------------------------------------------------------


def jobs(workflow: Path) -> dict[str, dict[str, Any]]:
    """Return the jobs of a workflow."""
    found: dict[str, dict[str, Any]] = parse(workflow)["jobs"]
    return found


def steps(workflow: Path) -> list[dict[str, Any]]:
    """Return the steps of all jobs of a workflow."""
    return [step for job in jobs(workflow).values() for step in job.get("steps", ())]


def sessions(*, by_default: bool = False) -> set[str]:
    """Return the names of the sessions of the noxfile, or of those that `nox` runs."""
    tree = ast.parse((ROOT / "noxfile.py").read_text("utf-8"))
    found = {
        node.name: " ".join(map(ast.unparse, node.decorator_list))
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    found = {(re.findall(r"name='(\w+)'", how) or [name])[0]: how for name, how in found.items()}
    return {
        name
        for name, how in found.items()
        if "nox.session" in how and not (by_default and "default=False" in how)
    }


def step(name: str) -> str:
    """Return the script of the step of a name, of whichever workflow."""
    (script,) = [s["run"] for w in WORKFLOWS for s in steps(w) if s.get("name") == name]
    return str(script)


def run(script: str, folder: Path, **environment: str) -> int:
    """Run the script of a step as GitHub does, and return its exit code."""
    told = subprocess.run(
        [str(shutil.which("bash")), "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    return told.returncode


def test_only_the_release_may_write() -> None:
    """A pull request is checked with leave to read; who may write, and what, is told here."""
    writers = {
        (workflow.stem, name): {scope for scope, leave in granted.items() if leave == "write"}
        for workflow in WORKFLOWS
        for name, job in jobs(workflow).items()
        if "write" in (granted := job["permissions"]).values()
    }

    assert writers == {
        ("release", "attest"): {"id-token", "attestations"},
        ("release", "publish"): {"id-token"},
        ("release", "release"): {"contents"},
    }


def test_everything_is_run_on_what_it_is_for() -> None:
    """Each Python on Linux, the newest also elsewhere; all else that `nox` runs, and `lowest`."""
    matrix = jobs(GITHUB / "workflows" / "ci.yml")["nox"]["strategy"]["matrix"]["include"]
    runs = [(entry["session"], entry["os"].split("-")[0]) for entry in matrix]
    tests = [f"tests-{python}" for python in PYTHONS]
    others = sessions(by_default=True) - {"data", "tests"} | {"lowest"}

    assert sorted(runs) == sorted(
        [(session, "ubuntu") for session in [*tests, *others]]
        + [(tests[-1], "windows"), (tests[-1], "macos")]
    )
    assert "--session data" in step("Check the facts, and write what is found beside the line")
    for entry in matrix:
        assert entry["python"] in PYTHONS
        assert entry["session"] == f"tests-{entry['python']}" or "-" not in entry["session"]


def test_one_check_stands_for_all() -> None:
    """`pass` waits for every other job, and is run whatever became of them."""
    found = jobs(GITHUB / "workflows" / "ci.yml")
    last = found.pop("pass")

    assert sorted(last["needs"]) == sorted(found)
    assert last["if"] == "always()"


@needs_shell
@pytest.mark.parametrize(
    ("results", "code"),
    [
        ("success success success", 0),
        ("success success skipped", 0),
        ("success failure skipped", 1),
        ("success success cancelled", 1),
        ("failure success skipped", 1),
    ],
)
def test_pass_is_red_if_anything_is(results: str, code: int, tmp_path: Path) -> None:
    """What was not needed counts as well; what failed or was stopped does not."""
    script = step("Has everything that was run succeeded?")

    assert run(script, tmp_path, RESULTS=results) == code


@needs_shell
@pytest.mark.parametrize(
    ("event", "changed", "code"),
    [
        ("pull_request", ["src/rezekne_twins/data/places.toml"], "false"),
        ("pull_request", ["src/rezekne_twins/data/partnerships/city-ubc.toml"], "false"),
        ("pull_request", ["src/rezekne_twins/data/__init__.py"], "true"),
        ("pull_request", ["src/rezekne_twins/data/places.toml", "README.md"], "true"),
        ("pull_request", ["pyproject.toml"], "true"),
        ("push", ["src/rezekne_twins/data/places.toml"], "true"),
    ],
)
def test_facts_alone_need_the_data_check_alone(
    event: str, changed: list[str], code: str, tmp_path: Path
) -> None:
    """A pull request that touches no other file skips the rest; what is merged never does."""

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        command = [str(shutil.which("git")), *who, "-c", "init.defaultBranch=main", *arguments]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    git("init")
    git("commit", "--allow-empty", "-m", "before")
    git("switch", "-c", "change")
    for name in changed:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    git("add", "--all")
    git("commit", "-m", "change")
    git("switch", "main")
    git("merge", "--no-ff", "change")
    output = tmp_path / "output"

    script = step("Is anything but facts changed?")
    assert run(script, tmp_path, EVENT=event, GITHUB_OUTPUT=str(output)) == 0
    assert output.read_text() == f"code={code}\n"


def test_a_release_is_built_once_and_published_without_a_token() -> None:
    """One job builds, after all checks; only what it made is attested, published, attached."""
    release = GITHUB / "workflows" / "release.yml"
    found = jobs(release)
    builds = [taken["run"] for taken in steps(release) if "uv build" in taken.get("run", "")]
    uses = {name: [s.get("uses", "") for s in job.get("steps", ())] for name, job in found.items()}

    assert len(builds) == 1
    assert {name: job.get("needs") for name, job in found.items()} == {
        "checks": None,
        "build": "checks",
        "attest": "build",
        "publish": "attest",
        "release": "publish",
    }
    for name in ("attest", "publish", "release"):
        assert uses[name][0].startswith("actions/download-artifact@")
        assert not any(use.startswith("actions/checkout@") for use in uses[name])
    assert found["publish"]["environment"]
    assert not any("password" in taken.get("with", {}) for taken in steps(release))
    assert parse(release)["concurrency"]["cancel-in-progress"] is False


@needs_shell
def test_the_notes_of_a_release_are_its_part_of_the_changelog(tmp_path: Path) -> None:
    """They begin after its heading and end before the next."""
    (line,) = [
        line.split(" > ")[0]
        for line in step("The tag names this version, and the changelog tells of it").splitlines()
        if line.startswith("awk ")
    ]
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changes\n\n## 11.1.0 - 2027-01-01\n\nNew.\n\n### Data\n\n## 1.1.0 - 2026-01-01\n\nOld.\n"
    )

    assert run(f"{line} > notes", tmp_path, TAG="v1.1.0") == 0
    assert (tmp_path / "notes").read_text() == "\nOld.\n"
    assert run(f"{line} > notes", tmp_path, TAG="v11.1.0") == 0
    assert (tmp_path / "notes").read_text() == "\nNew.\n\n### Data\n\n"


# --- Commands --------------------------------------------------------------------------------


def quoted() -> str:
    """Return every command that a text shows, a line each, without the folder it is in."""
    found: list[str] = []
    for text in TEXTS:
        found += blocks(text, "console", "powershell")
        inline = re.sub(r"^```.*?^```", "", text.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        found += [" ".join(code.split()) for code in re.findall(r"`([^`]+)`", inline)]
    return "\n".join(found).replace(".venv/bin/", "").replace(".venv\\Scripts\\", "")


def promises() -> set[str]:
    """Return what the commands in texts, workflows and hooks take for granted."""
    scripts = [taken.get("run", "") for workflow in WORKFLOWS for taken in steps(workflow)]
    matrix = jobs(GITHUB / "workflows" / "ci.yml")["nox"]["strategy"]["matrix"]["include"]
    hooks = parse(ROOT / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    text = "\n".join([quoted(), *scripts, *(hook["entry"] for hook in hooks)])
    named = [
        *re.findall(r"\bnox -s ([\w.-]+)", text),
        *re.findall(r"--session ([\w.-]+)", text),
        *(entry["session"] for entry in matrix),
    ]
    promised = {f"session {re.sub(r'-3[.][0-9]+$', '', name)}" for name in named}
    commands: list[tuple[str, str]] = re.findall(
        r"^(?:.*[/`])?rezekne-twins ([a-z]+)(.*)$", text, re.MULTILINE
    )
    for command, rest in commands:
        promised.add(f"command {command}")
        options = re.findall(r"(?<= )--[a-z]+|(?<=--format )[a-z]+", rest)
        promised |= {f"option {command} {option}" for option in options}
    promised |= {f"option check {o}" for o in re.findall(r"--session data -- (--[a-z]+)", text)}
    for extras in re.findall(r"(?:'\.|whl\))\[([a-z,]+)\]", text):
        promised |= {f"extra {extra}" for extra in extras.split(",")}
    promised |= {f"group {name}" for name in re.findall(r"--group (\w+)", text)}
    return promised | {f"file {name}" for name in re.findall(r"\bpython (\S+\.py)", text)}


def is_there(promise: str, capsys: pytest.CaptureFixture[str]) -> bool:
    """Tell whether what is promised exists."""
    kind, *names = promise.split()
    match kind:
        case "session":
            return names[0] in sessions()
        case "extra":
            return names[0] in PYPROJECT["project"]["optional-dependencies"]
        case "group":
            return names[0] in PYPROJECT["dependency-groups"]
        case "file":
            return (ROOT / names[0]).is_file()
        case _:  # a command, or an option of one
            with pytest.raises(SystemExit) as exit_:
                main([names[0], "--help"])
            return exit_.value.code == 0 and names[-1] in capsys.readouterr().out


def test_commands_are_found() -> None:
    """The promises below are read out of the texts at all."""
    assert promises() >= {
        "command check",
        "command show",
        "extra test",
        "file tools/index_source.py",
        "group dev",
        "option export parquet",
        "session data",
        "session workflows",
    }


def test_what_a_command_needs_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Each command, option, format, session, extra, group and file written of exists."""
    assert [promise for promise in sorted(promises()) if not is_there(promise, capsys)] == []


# --- Texts -----------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_text
def test_links_lead_somewhere(text: Path) -> None:
    """A link names a file that is there, and a heading that it has; none leaves the repository."""
    links: list[str] = re.findall(r"\]\(([^)\s]+)\)", text.read_text("utf-8"))

    for link in links:
        path, _, anchor = link.partition("#")
        target = (text.parent / path) if path else text
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", [CONTRIBUTING, LABOT], ids=["en", "lv"])
def test_the_dates_that_are_shown_are_dates(page: Path) -> None:
    """Whoever writes a date as in the table is understood."""
    rows: list[str] = re.findall(r'^\| (`".+`) \|', page.read_text("utf-8"), re.MULTILINE)
    shown = [date for row in rows for date in re.findall(r'`"([^"]+)"`', row)]

    assert len(shown) == 13
    assert [str(rt.PartialDate(date)) for date in shown] == shown


# --- Worked examples -------------------------------------------------------------------------


def found(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Check a folder and return the findings; where they are is told only with an extra."""
    code = main(["check", str(folder)])
    lines = capsys.readouterr().out.splitlines()
    assert code in {0, 1}
    findings = [line for line in lines if re.search(r": E\d{3} ", line)]
    return [without_place(line, f"{folder}/") for line in findings]


def without_place(line: str, folder: str) -> str:
    """Return a finding without the folder, line and column."""
    return re.sub(r"(\.toml)(:\d+:\d+)?: ", r"\1: ", line.removeprefix(folder), count=1)


def authored(page: Path, file: str) -> list[str]:
    """Return the blocks that a page writes into a file, without the comment that names it."""
    head = f"# {file}\n"
    return [code.removeprefix(head) for code in blocks(page, "toml") if code.startswith(head)]


def test_every_block_names_its_file() -> None:
    """A reader can tell where each line of TOML goes."""
    for page in (CONTRIBUTING, LABOT):
        for code in blocks(page, "toml"):
            named = re.match(r"# (\S+\.toml)\n", code)
            assert named, code
            assert (ROOT / named[1]).exists() or named[1] == "tests/tiny/sources/almanac.toml"


def test_the_template_of_a_partnership_can_be_read(tmp_path: Path) -> None:
    """With a partner and a paragraph that exist, the file to copy is one that loads."""
    (template,) = (text for text in blocks(CONTRIBUTING, "text") if text.startswith("holder = "))
    folder = shutil.copytree(DATA, tmp_path / "data")
    filled = template.replace('"partner"', '"arendal"').replace("source/top/1", "rezekne-lv/arendal/1")
    (folder / "partnerships" / "city-partner.toml").write_text(filled, encoding="utf-8")

    assert rt.load(folder).partnership("city-partner").acts[0].parties[1].id == "arendal"


@pytest.mark.parametrize("page", [CONTRIBUTING, LABOT], ids=["en", "lv"])
def test_the_example_of_a_date(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mistyped, the date is reported as shown; mended, the file is what it was."""
    folder = shutil.copytree(DATA, tmp_path / "data")
    name = "partnerships/municipality-birzai.toml"
    before = (folder / name).read_text("utf-8")
    mistyped, mended = authored(page, f"src/rezekne_twins/data/{name}")
    finding = blocks(page, "text")[0].splitlines()[0]

    assert before.count(mended) == 1
    text = before.replace(mended, mistyped)
    (folder / name).write_text(text, encoding="utf-8", newline="\n")
    assert found(folder, capsys) == [without_place(finding, "src/rezekne_twins/data/")]
    line = text[: text.index(mistyped)].count("\n") + 1
    assert f".toml:{line}:{len('date = ') + 1}: " in finding

    (folder / name).write_text(before, encoding="utf-8", newline="\n")
    assert found(folder, capsys) == []


def test_the_example_of_a_further_source(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Step by step the data set is as CONTRIBUTING says: indexed, reported, cited, in conflict."""
    almanac, findings = blocks(CONTRIBUTING, "text")[1:3]
    described, indexed = authored(CONTRIBUTING, "tests/tiny/sources/almanac.toml")
    acts, top = authored(CONTRIBUTING, "tests/tiny/partnerships/town-kaczki.toml")
    (conflict,) = authored(CONTRIBUTING, "tests/tiny/conflicts.toml")
    page, index = tmp_path / "almanac.txt", folder / "sources" / "almanac.toml"
    page.write_text(almanac, encoding="utf-8")

    index.write_text(described, encoding="utf-8", newline="\n")
    command = [sys.executable, str(ROOT / "tools" / "index_source.py"), str(page), str(index)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    subprocess.run(command, check=False, capture_output=True, env=environment)
    empty = re.sub(r"(?m)^gist = .*$", 'gist = ""', re.sub(r"(?m)^no_data = .*\n", "", indexed))
    assert index.read_text("utf-8") == empty

    index.write_text(indexed, encoding="utf-8", newline="\n")
    assert found(folder, capsys) == [
        without_place(line, "tests/tiny/") for line in findings.splitlines()[:-1]
    ]

    partnership = folder / "partnerships" / "town-kaczki.toml"
    text = partnership.read_text("utf-8").replace("[[cooperation]]", f"{acts}\n[[cooperation]]", 1)
    for line in top.splitlines():
        key = line.split(" = ")[0]
        text = re.sub(rf"(?m)^{key} = .*$", line, text, count=1)
    partnership.write_text(text, encoding="utf-8", newline="\n")
    conflicts = folder / "conflicts.toml"
    text = conflicts.read_text("utf-8") + "\n" + conflict
    conflicts.write_text(text, encoding="utf-8", newline="\n")

    assert found(folder, capsys) == []
    data = rt.load(folder)
    readings = data.conflict("kaczki-prolongation-year").records
    assert str(data.partnership("town-kaczki").began) == "1999-05-12"
    assert [str(act.date) for act in readings if isinstance(act, rt.Act)] == ["2007", "2008"]
