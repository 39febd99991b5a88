"""What the filter keywords mean, on an invented data set."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest

import rezekne_twins as rt
from rezekne_twins import query
from rezekne_twins.models import words
from tests.miniatures import Edit, edit

GOOSUND = ("shire-goosund", "town-goosund")
EVERY = ("shire-goosund", "town-goosund", "town-kaczki", "town-league")


def append(folder: Path, file: str, text: str) -> None:
    """Write more into a file of a data folder."""
    with (folder / file).open("a", encoding="utf-8") as opened:
        opened.write(text)


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({}, EVERY),
        ({"holder": "shire"}, ("shire-goosund",)),
        ({"holder": "Duck Shire"}, ("shire-goosund",)),
        ({"holder": "pīļu NOVADS"}, ("shire-goosund",)),
        ({"kind": "membership"}, ("town-league",)),
        ({"kind": "dalība"}, ("town-league",)),
        ({"country": "NO"}, GOOSUND),
        ({"country": "LV"}, ("town-league",)),
        ({"country": "JP"}, ()),
        ({"country": "PL"}, ("town-kaczki", "town-league")),
        ({"partner": "goosund"}, GOOSUND),
        ({"partner": "goose-county"}, GOOSUND),
        ({"partner": "duck-council"}, ()),
        ({"field": "music"}, ("town-goosund",)),
        ({"field": "culture"}, ("town-goosund", "town-kaczki")),
        ({"stage": "planned"}, ("town-goosund",)),
        ({"act": "prolonged"}, ("town-goosund", "town-kaczki")),
        ({"year": 1994}, ("town-goosund",)),
        ({"place": "duckburg"}, ("town-goosund", "town-league")),
        ({"place": "goose-county"}, GOOSUND),
        ({"organisation": "duck-council"}, ("town-goosund", "town-league")),
        ({"validity": "not_begun", "on": 1990}, ("shire-goosund", "town-goosund", "town-league")),
        ({"validity": "unknown", "on": 1990}, ("town-kaczki",)),
        ({"holder": "town", "country": "PL", "kind": "cooperation"}, ("town-kaczki",)),
        ({"holder": "shire", "country": "PL"}, ()),
        ({"act": "prolonged", "country": "PL"}, ("town-kaczki",)),
        ({"field": "sport", "holder": "shire"}, ("shire-goosund",)),
        ({"validity": "in_force", "on": 2005, "kind": "membership"}, ("town-league",)),
    ],
)
def test_what_a_keyword_keeps(tiny: rt.Dataset, given: dict[str, Any], ids: tuple[str]) -> None:
    """Each keyword keeps the partnerships that it speaks of; several are joined by AND."""
    assert tiny.partnerships(**given).ids == ids


def test_a_partnership_without_acts_is_kept_where_no_act_is_asked_for(folder: Path) -> None:
    """What is not asked narrows nothing."""
    path = folder / "partnerships/town-kaczki.toml"
    head, acts = path.read_text(encoding="utf-8").split("[[acts]]")
    path.write_text(f"{head}[[cooperation]]{acts.partition('[[cooperation]]')[2]}", "utf-8")
    data = rt.load(folder)
    assert data.partnership("town-kaczki").acts == ()
    assert data.partnerships(holder="town", field="culture").ids == ("town-goosund", "town-kaczki")
    assert "town-kaczki" not in data.partnerships(since=1)


def test_outcome_topic_and_subject(tiny: rt.Dataset, shipped: rt.Dataset) -> None:
    """How something ended, what a statement is about, and whom it is about."""
    assert tiny.activities(outcome="not_completed").ids == ("town-goosund/regatta",)
    assert tiny.projects(outcome="under_way").ids == ("town-goosund/lake",)
    assert tiny.statements(topic="figure").ids == ("town-goosund/size",)
    assert tiny.statements(topic=["figure", "reason"]).ids == ("town-goosund/size", "town/water")
    every = [s.subject.id if s.subject else s.holder for s in shipped.statements]
    for subject in {*every}:
        assert len(shipped.statements(subject=subject)) >= every.count(subject)


@pytest.mark.parametrize(
    "typed", ["NO", "no", "NOR", "Norway", "NORWAY", "Norvēģija", "norvegija", "Kingdom of Norway"]
)
def test_a_country_has_many_names(tiny: rt.Dataset, typed: str) -> None:
    """A country is understood by both its codes and by every recorded name, however typed."""
    assert tiny.partnerships(country=typed).ids == GOOSUND
    assert tiny.acts(country=typed) == tiny.acts(partnership=GOOSUND)


@pytest.mark.parametrize("typed", ["Gøøsund", "goosund", "GOOSUND", "Zossunda", "Gęślawa"])
@pytest.mark.parametrize("keyword", ["partner", "place"])
def test_a_place_has_many_names(tiny: rt.Dataset, keyword: str, typed: str) -> None:
    """A place is understood by its id and by its names in every language."""
    given: dict[str, Any] = {keyword: typed}
    assert tiny.partnerships(**given).ids == GOOSUND


def test_a_printed_form_is_a_name(tiny: rt.Dataset) -> None:
    """What the source prints for a place finds it."""
    assert tiny.partnerships(partner="Zossundas pašvaldība").ids == GOOSUND


@pytest.mark.parametrize("typed", ["music", "Music", "Mūzika", "muzika", "singing"])
def test_a_field_has_many_labels(tiny: rt.Dataset, typed: str) -> None:
    """A field is understood by its labels in both languages and its other names."""
    assert tiny.cooperation(field=typed).ids == ("town-goosund/music",)


def test_records_stand_for_themselves(tiny: rt.Dataset) -> None:
    """A keyword takes a record in place of its id."""
    goosund, council = tiny.place("goosund"), tiny.organisation("duck-council")
    assert tiny.partnerships(country=goosund.country).ids == GOOSUND
    assert tiny.partnerships(partner=goosund, place=goosund).ids == GOOSUND
    assert tiny.partnerships(organisation=council) == tiny.partnerships(organisation=council.id)
    assert tiny.cooperation(field=tiny.field("sport")) == tiny.cooperation(field="sport")
    assert len(tiny.acts(partnership=tiny.partnership("town-kaczki"))) == 1


def test_whole_collections_stand_for_their_records(tiny: rt.Dataset) -> None:
    """A keyword takes a collection: what a query found can be asked of another table."""
    norwegian = tiny.partnerships(country="NO")
    assert tiny.acts(partnership=norwegian) == tiny.acts(country="NO")
    assert tiny.places(partnership=norwegian[:1]).ids == ("goose-county", "goosund")
    assert tiny.partnerships(country=tiny.countries()).ids == EVERY
    assert tiny.cooperation(field=tiny.fields()) == tiny.cooperation()
    assert tiny.roles(person=tiny.people) == tiny.roles(person="donald")
    assert tiny.statements(subject=tiny.places) == tiny.statements(subject="goosund")


def test_what_was_found_may_be_nothing(tiny: rt.Dataset) -> None:
    """An empty collection is an answer, and asked about it the answer is nothing again."""
    nothing = tiny.partnerships(country="JP")
    assert nothing.ids == ()
    for collection in (tiny.acts, tiny.cooperation, tiny.activities, tiny.statements, tiny.places):
        assert collection(partnership=nothing) == collection[:0]
    assert tiny.partnerships(partner=tiny.places[:0]).ids == ()
    assert tiny.activities(person=tiny.people[:0], year=2001).ids == ()
    with pytest.raises(rt.UnknownValueError, match="has no value"):
        tiny.acts(partnership=list(nothing))


@pytest.mark.parametrize(
    ("keyword", "getter", "record"),
    [
        ("country", "country", "QZ"),
        ("field", "field", "chess"),
        ("place", "place", "swanton"),
        ("partner", "place", "swanton"),
        ("organisation", "organisation", "swan-council"),
    ],
)
def test_a_record_that_is_not_of_this_data_is_refused(
    tiny: rt.Dataset, folder: Path, keyword: str, getter: str, record: str
) -> None:
    """A record of another data set that this one lacks means nothing here, so it raises."""
    titles = 'title = "Swan"\ntitle_lv = "Gulbis"'
    append(folder, "countries.toml", f'\n[[countries]]\nid = "QZ"\nalpha_3 = "QZZ"\n{titles}\n')
    append(folder, "fields.toml", f'\n[[fields]]\nid = "chess"\n{titles}\n')
    swan = f'id = "swanton"\nkind = "city"\ncountry = "QZ"\n{titles}\n'
    append(folder, "places.toml", f"\n[[places]]\n{swan}")
    council = f'id = "swan-council"\nkind = "council"\n{titles}\n'
    append(folder, "organisations.toml", f"\n[[organisations]]\n{council}")
    other = rt.load(folder)
    given: dict[str, Any] = {keyword: getattr(other, getter)(record)}
    assert other.partnerships(**given).ids == ()
    with pytest.raises(rt.UnknownValueError, match=f"^{keyword}="):
        tiny.partnerships(**given)


def test_a_partnership_that_is_not_of_this_data_is_refused(tiny: rt.Dataset) -> None:
    """A partnership of another data set means nothing here, as its id would."""
    with pytest.raises(rt.UnknownValueError, match="unknown partnership 'city-arendal'"):
        tiny.acts(partnership="city-arendal")
    with pytest.raises(rt.UnknownValueError, match="partnership="):
        tiny.acts(partnership=rt.partnership("city-arendal"))


def test_a_name_that_several_share_matches_all(folder: Path) -> None:
    """Two towns of one name are both found by it, and each alone by its id."""
    append(
        folder,
        "places.toml",
        '\n[[places]]\nid = "kaczki-2"\nkind = "city"\ntitle = "Kączki"\ntitle_lv = "Končki"\n'
        'country = "NO"\ncites = ["gazette/kaczki/0"]\n',
    )
    tie = (folder / "partnerships/town-kaczki.toml").read_text(encoding="utf-8")
    (folder / "partnerships/town-kaczki-2.toml").write_text(
        tie.replace('counterparts = ["kaczki"]', 'counterparts = ["kaczki-2"]'), encoding="utf-8"
    )
    data = rt.load(folder)
    for name in ("Kączki", "KACZKI", "Končki"):
        assert data.partnerships(partner=name).ids == ("town-kaczki", "town-kaczki-2")
    assert data.partnerships(partner="kaczki").ids == ("town-kaczki",)
    assert data.partnerships(partner="kaczki-2").ids == ("town-kaczki-2",)
    assert data.partnerships(partner=data.place("kaczki")).ids == ("town-kaczki",)


@pytest.mark.parametrize(
    ("one_call", "chained"),
    [
        ({"field": "music", "stage": "planned"}, ("town-goosund",)),
        ({"act": "signed", "year": 2000}, ("town-goosund",)),
        ({"act": "prolonged", "until": 1999}, ("town-goosund",)),
        ({"since": 1995, "until": 1999}, GOOSUND),
        ({"year": 1994, "since": 2000}, ("town-goosund",)),
    ],
)
def test_keywords_about_one_thing_speak_of_the_same_one(
    tiny: rt.Dataset, one_call: dict[str, Any], chained: tuple[str, ...]
) -> None:
    """`act` and dates mean one act, `field` and `stage` one entry; chained calls may mean two."""
    collection = tiny.partnerships
    for keyword, value in one_call.items():
        collection = collection.where(**{keyword: value})
    in_one = tiny.partnerships(**one_call).ids
    assert set(in_one) < set(collection.ids)
    assert set(chained) <= set(collection.ids)
    assert "town-goosund" not in in_one


def test_keywords_about_one_thing_find_it(tiny: rt.Dataset) -> None:
    """Where one act or one entry meets all the keywords, the partnership is kept."""
    assert tiny.partnerships(field="sport", stage="planned").ids == ("town-goosund",)
    assert tiny.partnerships(act="prolonged", year=2000).ids == ("town-goosund",)
    assert tiny.partnerships(act="prolonged", since=2001).ids == ("town-kaczki",)
    assert tiny.partnerships(act="joined", since="2004-03", until="2004-03").ids == ("town-league",)


def test_a_keyword_means_any_of_its_values(tiny: rt.Dataset) -> None:
    """Several values of a keyword keep what any of them keeps, whatever holds the values."""
    for values in (["NO", "PL"], ("NO", "PL"), {"NO", "PL"}, iter(["NO", "PL"])):
        assert tiny.partnerships(country=values).ids == EVERY
    assert tiny.partnerships(year=range(1995, 2001)).ids == GOOSUND
    assert tiny.partnerships(act=["joined", "signed"], year={1995, 2004}).ids == (
        "shire-goosund",
        "town-league",
    )


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"year": 2004}, ("town-league/accession",)),
        ({"since": 2004, "until": 2004}, ("town-league/accession",)),
        ({"since": "2004-03-31", "until": "2004-12"}, ("town-league/accession",)),
        ({"until": "2004-03-01", "since": 2001}, ("town-league/accession",)),
        ({"since": date(2004, 3, 31), "until": date(2004, 3, 31)}, ("town-league/accession",)),
        ({"since": rt.PartialDate("2004-03"), "until": 2004}, ("town-league/accession",)),
        ({"since": "2004-04", "until": 2006}, ()),
        ({"since": 2001, "until": "2004-02-29"}, ()),
        ({"since": 2007}, ("town-kaczki/prolongation",)),
        ({"since": "2007-12-31"}, ("town-kaczki/prolongation",)),
        ({"since": 2008}, ()),
        ({"until": "1994-01-01"}, ("town-goosund/agreement",)),
        ({"until": 1993}, ()),
        ({"since": 1}, None),
        ({"until": 9999}, None),
    ],
)
def test_bounds_are_inclusive_and_dates_overlap(
    tiny: rt.Dataset, given: dict[str, Any], ids: tuple[str, ...] | None
) -> None:
    """An act matches when its date, as sharp as it is, shares a day with what is asked for."""
    assert tiny.acts(**given).ids == (tiny.acts.ids if ids is None else ids)


def test_what_is_undated_never_matches(folder: Path) -> None:
    """An act without a date is in no year, before nothing and after nothing."""
    append(
        folder,
        "partnerships/town-kaczki.toml",
        '\n[[acts]]\nid = "accord"\nkind = "signed"\ncites = ["gazette/kaczki/1"]\n',
    )
    data = rt.load(folder)
    assert data.partnerships(act="signed").ids == (*GOOSUND, "town-kaczki")
    assert data.partnerships(act="signed", since=1, until=9999).ids == GOOSUND
    assert data.partnerships(act="signed", year=range(1, 10_000)).ids == GOOSUND
    assert "town-kaczki/accord" not in data.acts(since=1).ids


def test_validity_and_on_go_together(tiny: rt.Dataset) -> None:
    """What stood is asked of a date, and a date alone asks nothing."""
    assert tiny.partnerships(validity="in_force", on="2009-12").ids == (
        "shire-goosund",
        "town-kaczki",
        "town-league",
    )
    assert tiny.partnerships(validity=["in_force", "unknown"], on=2005).ids == EVERY
    spans: list[tuple[Any, tuple[str, ...]]] = [("in_force", GOOSUND), ("not_begun", ("town-league",))]
    for word, ids in spans:
        assert tiny.partnerships(validity=word, on="2001/2003").ids == ids
        assert tiny.partnerships(validity=word, on=rt.PartialDate("2003/")).ids == ids
        assert tiny.ties(validity=word, on="/2003") == tiny.ties(validity=word, on=2003)
    assert tiny.partnerships(validity="in_force", on="2003/2006").ids == ("shire-goosund",)
    together = "^validity and on need each other: validity='in_force', on=2005$"
    with pytest.raises(TypeError, match=together):
        tiny.partnerships(validity="in_force")
    with pytest.raises(TypeError, match=together):
        tiny.ties(on=2005)


def test_ties_ask_about_their_own_counterpart(tiny: rt.Dataset) -> None:
    """Country, partner and place of a tie are its own counterpart's; the rest is shared."""
    assert tiny.ties(partner="Goose County", holder="shire").ids == (
        "shire-goosund/goosund",
        "shire-goosund/goose-county",
    )
    assert tiny.ties(partner="goosund", holder="shire").ids == ("shire-goosund/goosund",)
    assert tiny.ties(place="duckburg").ids == ()
    assert tiny.ties(country=["LV"]).ids == ("town-league/pond-league",)
    assert tiny.ties(act="signed", year=1995).ids == (
        "shire-goosund/goosund",
        "shire-goosund/goose-county",
    )
    assert tiny.ties(organisation="duck-council", kind="cooperation").ids == ("town-goosund/goosund",)
    assert tiny.ties(field="sport", stage="current").ids == tiny.ties(holder="shire").ids
    assert tiny.ties(validity="unknown", on=1990).ids == ("town-kaczki/kaczki",)


def test_a_country_is_never_the_holders_own(tiny: rt.Dataset) -> None:
    """The country of a partnership, tie, act or entry is a counterpart's."""
    assert tiny.partnerships(country="LV", kind="cooperation").ids == ()
    assert tiny.acts(country="LV").ids == ("town-league/accession",)
    assert tiny.cooperation(country="LV").ids == ()


def test_places_and_organisations_have_their_own_country(tiny: rt.Dataset) -> None:
    """The country of a place is the one it lies in, that of a body the one it belongs to."""
    assert tiny.places(country="NO").ids == ("goose-county", "goosund")
    assert tiny.organisations(country="PL").ids == ("pond-league",)


def test_a_body_has_the_same_country_in_every_table(folder: Path) -> None:
    """The countries that a tie says of its counterpart are those that find the counterpart."""
    tie = (folder / "partnerships/town-kaczki.toml").read_text(encoding="utf-8")
    (folder / "partnerships/town-council.toml").write_text(
        tie.replace('counterparts = ["kaczki"]', 'counterparts = ["duck-council"]'), encoding="utf-8"
    )
    data = rt.load(folder)
    for country in data.countries:
        agents = {*data.places(country=country).ids, *data.organisations(country=country).ids}
        assert {tie.counterpart.id for tie in data.ties(country=country)} <= agents


def test_a_place_matches_what_lies_in_it(tiny: rt.Dataset) -> None:
    """Acts of a town are acts of its county too, and never the other way round."""
    assert tiny.acts(place="Goose County").ids == ("town-goosund/agreement",)
    assert tiny.acts(place="goosund").ids == ("town-goosund/agreement",)
    assert tiny.ties(place="goosund", holder="shire").ids == ("shire-goosund/goosund",)


def test_conflicts_are_asked_by_whom_they_concern(tiny: rt.Dataset) -> None:
    """A conflict concerns the partnerships and the holders of its readings' records."""
    concerned: list[Any] = [{"holder": "town"}, {"holder": "shire"}, {"partnership": GOOSUND}]
    for given in concerned:
        assert tiny.conflicts(**given).ids == ("goose-year",)
    assert tiny.conflicts(partnership="town-kaczki").ids == ()
    assert tiny.conflicts(kind="misprint").ids == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"country": "Narnia"}, ["'Narnia'", "Norway", "Poland", "Latvia"]),
        ({"country": "Norwey"}, ["did you mean 'Norway'?"]),
        ({"partner": "goosnd"}, ["did you mean 'Gøøsund'?"]),
        ({"field": "musik"}, ["did you mean 'music'?", "culture, music, sport"]),
        ({"stage": "plan"}, ["current, agreed, planned"]),
        ({"act": "prolongated"}, ["prolonged", "signed"]),
        ({"holder": "village"}, ["shire", "town"]),
        ({"kind": "cooperations"}, ["did you mean 'cooperation'?"]),
        ({"validity": "valid", "on": 2005}, ["in_force", "unknown"]),
        ({"year": 20_007}, ["year=20007", "from 1 to 9999"]),
        ({"since": 20_007}, ["since=20007 is not a year"]),
        ({"since": "spring"}, ["since='spring'", "1994"]),
        ({"since": "1994/2004"}, ["since='1994/2004': expected one day, month or year"]),
        ({"until": "197X"}, ["until='197X': expected one day, month or year"]),
        ({"since": 2010, "until": 2000}, ["since=2010 is after until=2000"]),
        ({"country": []}, ["country=[] has no value", "omit the keyword"]),
        ({"country": ""}, ["country='' is empty"]),
    ],
)
def test_a_value_that_means_nothing_raises(
    tiny: rt.Dataset, given: dict[str, Any], said: list[str]
) -> None:
    """A typo is never an empty result, and the message names what would be understood."""
    with pytest.raises(rt.UnknownValueError) as caught:
        tiny.partnerships(**given)
    for words_said in said:
        assert words_said in str(caught.value)


ASKED = ["holder", "kind", "country", "field", "stage", "act", "place", "organisation", "partner"]


@pytest.mark.parametrize("keyword", [*ASKED, "validity"])
def test_a_refusal_begins_with_the_keyword(tiny: rt.Dataset, keyword: str) -> None:
    """Whatever is wrong with a value, the message says first which one it is."""
    given: dict[str, Any] = {"on": 2005} if keyword == "validity" else {}
    for value, error, message in (
        ("nope", rt.UnknownValueError, f"unknown {keyword} 'nope'; .*valid values"),
        ("", rt.UnknownValueError, f"{keyword}='' is empty; omit it to match any value$"),
        (
            *((), rt.UnknownValueError),
            rf"{keyword}=\(\) has no value; omit the keyword to match any value$",
        ),
        (5, TypeError, f"{keyword}=5: expected text, not int$"),
    ):
        given[keyword] = value
        with pytest.raises(error, match=f"^{message}"):
            tiny.partnerships(**given)


def test_where_nothing_is_near_what_was_typed(shipped: rt.Dataset) -> None:
    """Of a long vocabulary the first entries are named, and of what."""
    near = r"unknown country .*; there are \d+ valid values of country, such as: "
    with pytest.raises(rt.UnknownValueError, match=near) as caught:
        shipped.partnerships(country="京都")
    partners = sorted({c.title for p in shipped.partnerships for c in p.countries})
    assert ", ".join(partners) in str(caught.value), "those that are found come first"
    with pytest.raises(rt.UnknownIdError, match=r"there are \d+ valid values of place, such"):
        shipped.place("京都")
    with pytest.raises(rt.UnknownValueError, match=r"there are \d+ valid values of column"):
        shipped.partnerships.sorted_by("京都")


def test_a_record_of_another_kind_is_refused(tiny: rt.Dataset) -> None:
    """A place is no field; the message says what was given."""
    field: Any = tiny.place("goosund")
    with pytest.raises(TypeError, match=r"^field=.*: expected a Field, not a Place$"):
        tiny.partnerships(field=field)


def test_no_year(tiny: rt.Dataset) -> None:
    """An empty list, another type and a number beyond the calendar are refused as what they are."""
    wrong: Any = [1.5]
    with pytest.raises(rt.UnknownValueError, match=r"^year=\[\] has no value"):
        tiny.acts(year=[])
    with pytest.raises(TypeError, match=r"^year=1\.5: expected a year such as 2007, not float$"):
        tiny.acts(year=wrong)
    with pytest.raises(rt.UnknownValueError, match=r"^year=… is not a year"):
        tiny.acts(year=10**5_000)


def test_more_values_than_anybody_means(tiny: rt.Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a limit, which is met and not passed; what has no end is refused at once."""
    monkeypatch.setattr(query, "_MOST", 3)
    assert tiny.partnerships(year=range(1994, 1997)).ids == GOOSUND
    for years in (range(1994, 1998), count(1994)):
        with pytest.raises(rt.UnknownValueError, match=r"^year holds more than 3 values$"):
            tiny.partnerships(year=years)


@pytest.mark.parametrize(("keyword", "typed"), [("organisation", "Gøøsund"), ("place", "Pond League")])
def test_a_refusal_never_suggests_what_was_typed(tiny: rt.Dataset, keyword: str, typed: str) -> None:
    """A place is no organisation: the refusal names things of the kind that is asked for."""
    given: dict[str, Any] = {keyword: typed}
    with pytest.raises(rt.UnknownValueError) as caught:
        tiny.partnerships(**given)
    offered = str(caught.value).partition("; ")[2]
    assert typed not in offered


@pytest.mark.parametrize("keyword", ["year", "since", "until", "on"])
@pytest.mark.parametrize("value", [1.5, object(), pd.NaT, pd.NA, np.datetime64("NaT", "D")])
def test_a_wrong_type_is_reported_with_its_keyword(
    tiny: rt.Dataset, keyword: str, value: object
) -> None:
    """The message of a `TypeError` begins with the keyword that was given."""
    given: dict[str, Any] = {keyword: value}
    if keyword == "on":
        given["validity"] = "in_force"
    with pytest.raises(TypeError, match=f"^{keyword}="):
        tiny.partnerships(**given)


@pytest.mark.parametrize(
    ("literal", "vocabulary"),
    [
        (words.ActivityKindWord, words.ActivityKind),
        (words.ActKindWord, words.ActKind),
        (words.ConflictKindWord, words.ConflictKind),
        (words.OrganisationKindWord, words.OrganisationKind),
        (words.OutcomeWord, words.Outcome),
        (words.PartnershipKindWord, words.PartnershipKind),
        (words.PlaceKindWord, words.PlaceKind),
        (words.RoleKindWord, words.RoleKind),
        (words.StageWord, words.Stage),
        (words.TopicWord, words.Topic),
        (words.ValidityWord, words.Validity),
    ],
)
def test_type_checkers_know_the_same_words(literal: Any, vocabulary: Iterable[str]) -> None:
    """The words that an editor completes are those of the vocabulary, in its order."""
    assert get_args(literal) == tuple(map(str, vocabulary))


@pytest.mark.parametrize("keyword", ["kind", "stage", "act", "validity"])
def test_words_are_understood_in_both_languages(tiny: rt.Dataset, keyword: str) -> None:
    """Every word of a closed vocabulary is understood as such, and by both its labels."""
    vocabulary: dict[str, type[rt.Word]] = {
        "kind": rt.PartnershipKind,
        "stage": rt.Stage,
        "act": rt.ActKind,
        "validity": rt.Validity,
    }
    given: dict[str, Any] = {"on": 2005} if keyword == "validity" else {}
    for word in vocabulary[keyword]:
        given[keyword] = word.value
        found = tiny.partnerships(**given)
        for typed in (word, word.label, word.label_lv, word.value.upper()):
            given[keyword] = typed
            assert tiny.partnerships(**given) == found


def test_where_an_act_was_done(folder: Path) -> None:
    """`place` finds an act by where it was done, and by its parties."""
    file = "partnerships/town-goosund.toml"
    edit(folder, Edit(file, 'date = "1994"', 'date = "1994"\nplaces = ["kaczki"]'))
    data = rt.load(folder)

    assert [place.id for place in data.act("town-goosund/agreement").places] == ["kaczki"]
    for place in ("kaczki", "goosund", "goose-county", "duckburg"):
        assert "town-goosund/agreement" in data.acts(place=place).ids


def test_last_known(tiny: rt.Dataset) -> None:
    """`last_known` finds partnerships and ties by the status on the day of their sources."""
    for collection in (tiny.partnerships, tiny.ties):
        found = {word: collection(last_known=word).ids for word in rt.Validity}
        assert sorted(i for ids in found.values() for i in ids) == sorted(collection.ids)
        assert set(collection(last_known=["in_force", "unknown"]).ids) == {
            *found[rt.Validity.IN_FORCE],
            *found[rt.Validity.UNKNOWN],
        }
    assert "town-goosund" in tiny.partnerships(last_known="unknown").ids
    assert "town-kaczki" in tiny.partnerships(last_known="in_force").ids
    told = {row["id"]: row["last_known"] for row in tiny.partnerships().to_dicts()}
    assert told["town-kaczki"] == tiny.partnership("town-kaczki").last_known == "in_force"


def test_a_tie_stands_by_its_own_acts(shipped: rt.Dataset) -> None:
    """Validity of a tie is that of the acts of its own counterpart."""
    begun = shipped.ties(validity="not_begun", on=1995, partner="aust-agder", holder="city")
    assert begun.ids == ("city-arendal/aust-agder",)
    assert shipped.ties(year=1994, partner="aust-agder") == shipped.ties[:0]


def test_people_by_partnership_and_organisation(tiny: rt.Dataset) -> None:
    """A person is found by what they took part in, and by whom they belong to or act for."""
    assert tiny.person("donald").partnerships == (GOOSUND[1], "town-league")
    asked: list[Any] = [{"partnership": "town-league"}, {"organisation": "Pond League"}]
    for given in asked:
        assert tiny.people(**given).ids == ("donald",)
    assert tiny.people(organisation="Duckburg Council").ids == ("donald",)
    assert tiny.people(partnership="town-kaczki").ids == ()
    assert tiny.people(organisation="Pond Fund").ids == ()
