"""The exceptions print what a person needs, survive pickling, and share one base."""

from __future__ import annotations

import copy
import pickle

import pytest

import rezekne_twins as rt

FINDING = rt.Finding("E201", "places.toml", "goosund", "id 'goosund' is used twice", "rename one")
OF_A_FILE = rt.Finding("E101", "fields.toml", "", "is missing", "add the file")

ERRORS = [
    rt.RezekneTwinsError("no ducks"),
    rt.UnknownIdError("no place has the id 'goose'"),
    rt.UnknownValueError("country='XX' means nothing"),
    rt.DataError([FINDING, OF_A_FILE]),
]


class TestFinding:
    """A finding is one line that says where, what and what to do."""

    def test_of_a_record(self) -> None:
        """File, code and record come first, the advice after an arrow."""
        line = "places.toml: E201 goosund: id 'goosund' is used twice → rename one"

        assert str(FINDING) == line

    def test_of_a_whole_file(self) -> None:
        """Where no record is meant, none is named."""
        assert str(OF_A_FILE) == "fields.toml: E101 is missing → add the file"

    def test_compares_by_value(self) -> None:
        """Two findings that say the same are the same; they sort by code."""
        assert rt.Finding(*FINDING) == FINDING
        assert sorted([FINDING, OF_A_FILE]) == [OF_A_FILE, FINDING]


class TestTree:
    """One base for all, and the built-in class that callers expect."""

    @pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
    def test_one_base(self, error: Exception) -> None:
        """Whoever catches `RezekneTwinsError` catches every one of them."""
        assert isinstance(error, rt.RezekneTwinsError)

    def test_built_in_bases(self) -> None:
        """An unknown id is a `KeyError`, an unknown value a `ValueError`, and neither the other."""
        assert issubclass(rt.UnknownIdError, KeyError)
        assert issubclass(rt.UnknownValueError, ValueError)
        assert not issubclass(rt.UnknownIdError, ValueError)
        assert not issubclass(rt.DataError, (KeyError, ValueError))

    @pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
    def test_survives_pickle_and_copy(self, error: Exception) -> None:
        """An error that comes from another process says the same."""
        for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301
            assert type(again) is type(error)
            assert again.args == error.args
            assert str(again) == str(error)


class TestUnknownIdError:
    """It is a `KeyError` that prints plainly."""

    def test_prints_without_quotes(self) -> None:
        """A plain `KeyError` would show the `repr` of its message."""
        assert str(rt.UnknownIdError("no 'duck'")) == "no 'duck'"
        assert str(rt.UnknownIdError()) == ""


class TestDataError:
    """It carries all faults, and its text is their list."""

    def test_keeps_the_findings(self) -> None:
        """Any iterable is taken, once, in its order."""
        error = rt.DataError(finding for finding in (FINDING, OF_A_FILE))

        assert error.findings == (FINDING, OF_A_FILE)
        assert pickle.loads(pickle.dumps(error)).findings == error.findings  # noqa: S301

    def test_one_line_a_finding(self) -> None:
        """The first line counts, each further one is a finding."""
        assert str(rt.DataError([FINDING, OF_A_FILE])).splitlines() == [
            "2 faults in the data:",
            f"  {FINDING}",
            f"  {OF_A_FILE}",
        ]

    def test_one_fault_is_singular(self) -> None:
        """One fault is counted as one."""
        assert str(rt.DataError([FINDING])).startswith("1 fault in the data:\n")
