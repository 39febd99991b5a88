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
        rt.acts(contry="NO")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        rt.people(country="NO")  # type: ignore[call-arg]
    with pytest.raises(rt.UnknownValueError):
        rt.acts(kind="singed")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        rt.acts(year="2007", since=[2007])  # type: ignore[arg-type]
