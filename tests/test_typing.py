"""What type checkers accept and refuse: `nox -s types` checks this file, in their strict modes.

A needless ignore comment is an error here, so each of them proves that its line is refused.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from typing import assert_type

import pytest

import rezekne_twins as rt


def test_a_kind_is_compared_with_its_word(tiny: rt.Dataset) -> None:
    """A record's kind, stage or topic is equal to the word, and type checkers know the words."""
    act = tiny.act("town-goosund/agreement")

    signed = act.kind == "signed"
    mistyped = act.kind == "sgned"  # pyright: ignore[reportUnnecessaryComparison]
    assert (signed, mistyped) == (True, False)
    assert tiny.partnership("town-goosund").cooperation[0].stage == "current"
    assert assert_type(act.kind.label_lv, str) == "noslēgts"


def test_a_kind_is_matched_by_its_word(tiny: rt.Dataset) -> None:
    """A `match` statement takes the words too."""
    match tiny.act("town-goosund/agreement").kind:
        case "signed" | "joined" as kind:
            assert kind.meaning
        case _:
            pytest.fail("the kind is another one")


def test_a_filter_takes_the_words_of_its_vocabulary(tiny: rt.Dataset) -> None:
    """A word that the vocabulary has is accepted as text or as a member; another is refused."""
    assert tiny.acts(kind="signed") == tiny.acts(kind=rt.ActKind.SIGNED)
    with pytest.raises(rt.UnknownValueError):
        tiny.acts(kind="sgned")  # type: ignore[arg-type]
