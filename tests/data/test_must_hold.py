"""What the shipped data must say, whatever is added to it (design, section 2 and rules of 3)."""

import re

import pandas as pd
import pytest

import rezekne_twins as rt

CITY = (
    "city-arendal",
    "city-czestochowa",
    "city-dmitrov",
    "city-ezeru-zeme",
    "city-lianozovo",
    "city-suwalki",
    "city-ubc",
    "city-vitebsk",
)
MUNICIPALITY = (
    "municipality-arendal",
    "municipality-birzai",
    "municipality-golbasi-kahta",
    "municipality-kupiskis",
    "municipality-postavy",
    "municipality-zgierz",
)


def test_the_partnerships_are_these() -> None:
    """Eight of the city and six of the municipality, by the ids that never change."""
    assert {*rt.partnerships(holder="city").ids} >= {*CITY}
    assert {*rt.partnerships(holder="municipality").ids} >= {*MUNICIPALITY}


def test_the_memberships_are_these() -> None:
    """The Union of the Baltic Cities and the euroregion; all others are cooperations."""
    assert {*rt.partnerships(kind="membership").ids} >= {"city-ezeru-zeme", "city-ubc"}


@pytest.mark.parametrize("country", ["NO", "NOR", "Norway", "norvēģija", "Norvēģija", "norvegija", "no"])
def test_norway_is_arendal_twice(country: str) -> None:
    """Both holders have a tie with Arendal, however Norway is spelt."""
    assert rt.partnerships(country=country).ids == ("city-arendal", "municipality-arendal")


def test_narnia_is_refused() -> None:
    """A country that there is not raises, and the message names ones that there are."""
    with pytest.raises(rt.UnknownValueError, match="Narnia") as caught:
        rt.partnerships(country="Narnia")
    for country in rt.partnership("city-arendal").countries:
        assert country.title in str(caught.value)
    assert "Poland" in str(caught.value)


def test_arendal_is_a_partner_of_both() -> None:
    """Two partnerships, never one of "Rēzekne"."""
    assert rt.partnerships(partner="Arendal").ids == ("city-arendal", "municipality-arendal")


def test_three_were_prolonged_in_2007() -> None:
    """The municipality page lists three prolongations of that year."""
    assert set(rt.partnerships(year=2007, act="prolonged").ids) == {
        "municipality-zgierz",
        "municipality-kupiskis",
        "municipality-postavy",
    }


def test_no_signing_is_invented() -> None:
    """Of Postavy only a prolongation is told: there is no signed act and no beginning."""
    tie = rt.partnership("municipality-postavy")
    assert [act.kind for act in tie.acts] == ["prolonged"]
    assert [str(act.date) for act in tie.acts] == ["2007"]
    assert tie.began is None
    assert tie.validity(on=2000) is rt.Validity.UNKNOWN


def test_czestochowa_has_no_document() -> None:
    """Cooperation began in 1994 or in 1992, and no instrument is named."""
    tie = rt.partnership("city-czestochowa")
    assert [(act.kind, str(act.date)) for act in tie.acts] == [("began", "1994"), ("began", "1992")]
    assert {act.instrument for act in tie.acts} == {None}


def test_dmitrov_signed_twice() -> None:
    """Two agreements of 2004 and 2005, with different parties."""
    first, second = rt.acts(partnership="city-dmitrov", kind="signed")
    assert (str(first.date), str(second.date)) == ("2004-06", "2005")
    assert {party.id for party in first.parties} >= {
        "dmitrov-district-administration",
        "dmitrov-chamber",
    }
    assert "dmitrov" in [party.id for party in second.parties]
    assert not set(first.parties) & set(second.parties)
    counterparts = rt.partnership("city-dmitrov").counterparts
    assert {partner.id for partner in counterparts} == {"dmitrov", "dmitrov-district"}


def test_lianozovo_began_with_its_agreement() -> None:
    """A protocol of 2003 begins nothing: the agreement of March 2004 does."""
    tie = rt.partnership("city-lianozovo")
    assert [(act.kind, str(act.date)) for act in tie.acts] == [
        ("protocol", "2003"),
        ("signed", "2004-03"),
    ]
    assert tie.began == rt.PartialDate("2004-03")


def test_arendal_was_joined_and_prolonged() -> None:
    """Aust-Agder joined in 1996, and the prolongation of 2005 is for ten years."""
    agreement, accession, prolongation = (
        rt.act(f"city-arendal/{name}") for name in ("agreement", "accession", "prolongation")
    )
    assert (agreement.kind, str(agreement.date)) == ("signed", "1994")
    assert (accession.kind, str(accession.date)) == ("joined", "1996")
    assert [party.id for party in accession.parties] == ["aust-agder"]
    assert (prolongation.kind, str(prolongation.date)) == ("prolonged", "2005")
    assert prolongation.term_years == 10
    assert accession.concerns is prolongation.concerns is agreement


@pytest.mark.parametrize(
    ("on", "answer"), [(1993, "not_begun"), (2010, "in_force"), (2014, "in_force"), (2016, "unknown")]
)
def test_arendal_stood_until_its_term(on: int, answer: str) -> None:
    """In force in 2010; when the ten years are over nothing is known, and it is never ended."""
    assert rt.partnership("city-arendal").validity(on=on) == answer


def test_two_acts_are_of_one_day() -> None:
    """23 September 2011 is the day of exactly two acts."""
    day = "2011-09-23"
    assert rt.acts(since=day, until=day).ids == (
        "municipality-birzai/contract",
        "municipality-golbasi-kahta/contract",
    )


def test_planned_is_told_from_actual() -> None:
    """Sport is planned with Suwałki and Dmitrov only."""
    assert set(rt.partnerships(field="sport", stage="planned").ids) == {"city-suwalki", "city-dmitrov"}
    assert "city-suwalki" not in rt.partnerships(field="sport", stage="current").ids


def test_arendals_disagreements_are_kept() -> None:
    """Agreement, accession and prolongation are told in two ways each, and each way is cited."""
    disagreements = {"arendal-agreement-year", "aust-agder-accession-year", "arendal-prolongation-year"}
    found = rt.conflicts(partnership="city-arendal", kind="contradiction")
    assert disagreements <= set(found.ids)
    for conflict in found:
        assert len(conflict.readings) >= 2
        for reading in conflict.readings:
            assert reading.records
            assert reading.cites
    told = {
        act.date and act.date.text
        for r in found["arendal-agreement-year"].records
        if isinstance(act := r, rt.Act)
    }
    assert told == {"1994", "1995", "1996"}


def test_ties_are_counted_by_country() -> None:
    """One row a counterpart: the euroregion and the union have no single country."""
    counted = rt.ties().to_pandas()["country"].value_counts().to_dict()
    least = {"NO": 4, "PL": 3, "RU": 3, "BY": 2, "LT": 2, "TR": 2}
    assert all(counted[country] >= number for country, number in least.items())
    without = {tie.counterpart.id for tie in rt.ties() if tie.country is None}
    assert without >= {"ezeru-zeme", "ubc"}


def test_the_euroregion_has_three_countries() -> None:
    """`"LT"` finds it beside Kupiškis and Biržai; the union of cities has none."""
    assert set(rt.partnerships(country="LT").ids) >= {
        "city-ezeru-zeme",
        "municipality-birzai",
        "municipality-kupiskis",
    }
    assert rt.partnership("city-ubc").countries == ()


def test_a_frame_is_made_by_to_pandas() -> None:
    """`pd.DataFrame(records)` is refused with the call that makes the table."""
    with pytest.raises(TypeError, match=re.escape("rt.partnerships().to_pandas()")):
        pd.DataFrame(rt.partnerships())
