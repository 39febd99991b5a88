"""Vocabularies: their table of labels, and the registers of identifiers."""

from __future__ import annotations

import csv
import pickle
from importlib.resources import files

import pytest

import rezekne_twins as rt

VOCABULARIES = rt.Word.__subclasses__()


def test_the_table_has_a_row_for_each_word() -> None:
    """`words.csv` lists every word once, in the order of the enumerations of its vocabulary."""
    text = (files("rezekne_twins.models") / "words.csv").read_text("utf-8")
    head, *rows = csv.reader(text.splitlines())

    assert head == ["vocabulary", "word", "label_lv", "meaning"]
    assert [tuple(row[:2]) for row in rows] == [
        (vocabulary.__name__, word.value) for vocabulary in VOCABULARIES for word in vocabulary
    ]


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda kind: kind.__name__)
def test_a_word_is_the_string_itself(vocabulary: type[rt.Word]) -> None:
    """A member is its value, is named after it, and survives a pickle."""
    for word in vocabulary:
        assert word == word.value == word.name.lower()
        assert pickle.loads(pickle.dumps(word)) is word  # noqa: S301


def test_labels_and_meaning() -> None:
    """A word has its labels and its meaning, which differ where two vocabularies share it."""
    assert rt.ActKind.SIGNED.label == "signed"
    assert rt.OrganisationKind.CITY_UNION.label == "city union"
    assert rt.OrganisationKind.CITY_UNION.label_lv == "pilsētu vai pašvaldību savienība"
    assert rt.PlaceKind.LAKE.meaning == "a lake, lagoon or reservoir"
    assert rt.ActKind.OTHER.label_lv != rt.PlaceKind.OTHER.label_lv


@pytest.mark.parametrize(
    ("scheme", "value", "url"),
    [
        ("geonames", "456202", "https://www.geonames.org/456202"),
        ("iso-3166-2", "LV-REZ", "https://www.iso.org/obp/ui/#iso:code:3166:LV"),
        ("wikidata", "Q180379", "https://www.wikidata.org/wiki/Q180379"),
    ],
)
def test_an_identifier_leads_to_its_register(scheme: str, value: str, url: str) -> None:
    """The address of an identifier is that of the entry in the register."""
    assert rt.Identifier(scheme=scheme, value=value, match=rt.Match.EXACT).url == url
