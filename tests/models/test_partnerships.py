"""What is told of a partnership reads well."""

from __future__ import annotations

import pytest

import rezekne_twins as rt


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("līgums", "contract (līgums)"), ("contract", "contract"), ("Contract", "contract")],
)
def test_an_instrument_says_no_word_twice(printed: str, shown: str) -> None:
    """The kind comes first, and the printed word where it is another one."""
    assert str(rt.Instrument(kind=rt.InstrumentKind.CONTRACT, as_written=(printed,))) == shown
