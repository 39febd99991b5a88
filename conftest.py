"""Run the examples of the Markdown files and of the docstrings; share the tests among processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

if TYPE_CHECKING:
    import pytest

pytest_collect_file = (
    Sybil(parsers=[PythonCodeBlockParser()], patterns=["README.md"])
    + Sybil(parsers=[DocTestParser()], patterns=["src/**/*.py"])
).pytest()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run files that are named in one process: more take longer to start than they save."""
    return 0 if any(".py" in argument for argument in config.args) else None
