"""What type checkers know of the call site: `nox -s types` checks this file.

A comment that ignores an error is itself an error for mypy where there is none to ignore.
"""

from typing import assert_type

import pytest

import rezekne_twins as rt


def test_results_have_their_types() -> None:
    """A query returns its own kind of collection, a getter one record."""
    assert_type(rt.partnerships(country=["PL", "LT"], field="culture"), rt.Partnerships)
    assert_type(rt.ties.where(stage="planned", since=2000)[0], rt.Tie)
    assert_type(rt.activities(kind="festival", year=range(2000, 2008))[:1], rt.Activities)
    assert_type(rt.partnership("city-suwalki"), rt.Partnership)
    assert_type(rt.find("school"), rt.Records)
    assert_type(rt.cite("bibtex"), str)


def test_mistyped_filters_are_refused() -> None:
    """Filters that are unknown, and words that a vocabulary lacks, are type errors too."""
    with pytest.raises(TypeError):
        rt.acts(contry="NO")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    with pytest.raises(TypeError):
        rt.people(country="NO")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    with pytest.raises(rt.UnknownValueError):
        rt.acts(kind="singed")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError):
        rt.acts(year="2007", since=[2007])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
