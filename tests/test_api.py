"""The tool that compares public names: what it tells from what may pass."""

from __future__ import annotations

import pytest

pytest.importorskip("griffe")

from tools import api

STUB = """\
# Every public name, as of version 0.1.0.
class Agent(Record):
    title: str
    def named(text: str, *, exact: bool = False) -> bool: ...
class Person(Agent):
    office: str | None
class Stage(Word):
    CURRENT = 'current'
def load(path: str) -> Dataset: ...
"""


def change(old: str, new: str) -> list[str]:
    """Return what breaks when a part of the stub is another."""
    assert old in STUB
    return api.breaking(STUB, STUB.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    title: str\n", "", "Agent.title: "),
        ("class Person(Agent):", "class Person(Record):", "Person.title: "),
        ("office: str | None", "office: str", "Person.office: str | None is now str"),
        ("'current'", "'real'", "Stage.CURRENT: 'current' is now 'real'"),
        ("-> Dataset", "-> object", "load: Dataset is now object"),
        ("def load(path: str)", "def load(path: str, kind: str)", "load: "),
        ("exact: bool = False", "exact: bool", "Agent.named: "),
        (", *, exact: bool = False", "", "Agent.named: "),
        ("class Stage(Word):\n    CURRENT = 'current'\n", "", "Stage: "),
    ],
)
def test_what_others_rely_on_is_missed(old: str, new: str, told: str) -> None:
    """What is gone, retyped, required or inherited no more is told by its name."""
    assert any(line.startswith(told) for line in change(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    title: str\n", "    title: str\n    title_lv: str\n"),
        ("exact: bool = False", "exact: bool = False, deep: bool = False"),
        ("    CURRENT = 'current'\n", "    CURRENT = 'current'\n    PLANNED = 'planned'\n"),
        ("def load(", "def check() -> None: ...\ndef load("),
    ],
)
def test_what_is_added_breaks_nothing(old: str, new: str) -> None:
    """A new name, word or optional keyword is no breaking change."""
    assert change(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "may"),
    [
        ("0.1.0", "0.1.1", False),
        ("0.1.9", "0.2.0", True),
        ("0.9.0", "0.10.0", True),
        ("1.2.0", "1.3.0", False),
        ("1.2.0", "2.0.0", True),
        ("0.3.0", "1.0.0", True),
    ],
)
def test_a_version_says_whether_something_may_break(old: str, new: str, *, may: bool) -> None:
    """A new first number does; below 1.0 a new second one; nothing else."""
    assert api.may_break(old, new) is may


def test_the_snapshot_is_of_the_whole_surface() -> None:
    """The stub that is kept names every public name, and the filters of a collection."""
    import rezekne_twins as rt

    kept = api.loaded(api.SNAPSHOT.read_text("utf-8"))

    assert {*rt._MODULE_OF} <= {*kept.members}
    assert "country" in str(kept["Partnerships.where"].signature())
