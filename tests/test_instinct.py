"""What a person types first works, or says what to type."""

from __future__ import annotations

import datetime as dt
import html
import operator
import pickle
import pprint
import re
import traceback
import warnings
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

import pandas as pd
import pytest

import rezekne_twins as rt
from rezekne_twins.models.columns import fields
from rezekne_twins.models.record import children, one_line


def records(data: rt.Dataset) -> Iterator[rt.Record]:
    """Yield every record of a data set."""
    for collection in data.collections.values():
        yield from collection


def figures(value: rt.Value) -> Iterator[str]:
    """Yield every date and number that a record holds, but not those of records inside it."""
    for column in fields(type(value)).values():
        for item in column.held(value):
            if isinstance(item, (rt.PartialDate, rt.Quantity)):
                yield str(item)
            elif isinstance(item, (int, float)) and not isinstance(item, bool):
                yield f"{item:.15g}"
            elif isinstance(item, rt.Value) and not isinstance(item, (rt.Record, rt.Paragraph)):
                yield from figures(item)


@pytest.fixture(scope="module", params=["tiny", "shipped"])
def data(request: pytest.FixtureRequest) -> rt.Dataset:
    """Return each data set in turn."""
    found: rt.Dataset = request.getfixturevalue(request.param)
    return found


# --- Figures and dates -----------------------------------------------------------------------


def test_every_figure_of_a_record_is_on_its_card(data: rt.Dataset) -> None:
    """No date, number or duration is lost, in text and in HTML."""
    missing = [
        (record.id, figure)
        for record in records(data)
        if not isinstance(record, (rt.Source, rt.Citation))
        for figure in figures(record)
        if figure not in " ".join(record.card().split()) or (figure not in record._repr_html_())
    ]
    assert missing == []


def test_every_figure_is_in_the_line_within_another_record(data: rt.Dataset) -> None:
    """A card shows what stands in a record by one line each: with its dates and figures."""
    outer = [*data.partnerships, *(r for r in records(data) if isinstance(r, (rt.Act, rt.Doing)))]
    missing: list[tuple[str, str]] = []
    for top in outer:
        card = " ".join(top.card().split())
        for inner in children(top):
            line = one_line(inner)
            within = getattr(inner, "within", None)
            shown_above = within and {*figures(within)}
            found = {*figures(inner)} - (shown_above or set())
            missing += [(inner.id, figure) for figure in found if figure not in line]
            if inner.id.count("/") == top.id.count("/") + 1:
                assert " ".join(line.split()) in card
    assert missing == []


def test_tables_show_figures_and_durations(tiny: rt.Dataset) -> None:
    """The table of statements has the figure, that of projects the duration."""
    assert "People who live there. (about 1500 people, 2001)" in repr(tiny.statements)
    assert "2002/2004, 2 years" in repr(tiny.projects)
    assert "2002/2004, 2 years" in tiny.projects._repr_html_()


def test_a_figure_in_the_sentence_is_not_repeated(tiny: rt.Dataset) -> None:
    """Where the text has the figure already, it stands there once."""
    size = tiny.statements["town-goosund/size"]
    values: dict[str, Any] = {
        **vars(size),
        "text": "About 1500 people lived there, about 1500 people in 2001.",
    }
    said = rt.Statement.model_construct(**values)
    assert said.one_line() == f"figure: {values['text']}"


# --- One line a record -----------------------------------------------------------------------


def test_text_of_a_record_is_its_title(data: rt.Dataset) -> None:
    """`str` is one line; the card has many."""
    for record in records(data):
        assert str(record) == record.title
        assert "\n" not in str(record)


def test_records_values_and_dates_can_be_aligned(tiny: rt.Dataset) -> None:
    """A format specification is that of text."""
    partnership = tiny.partnership("town-goosund")
    act = partnership.acts[0]
    assert f"{act.date:>10}|{tiny.place('kaczki'):<8}|" == "      1994|Kączki  |"
    assert f"{act.instrument:^13}|{partnership.cites[0]:.7}" == "  agreement  |gazette"
    assert f"{act.date}{partnership}" == f"1994{partnership.title}"


def test_printers_show_one_line_a_record(shipped: rt.Dataset) -> None:
    """`pprint` and a traceback with locals do not print what a record refers to."""
    record = shipped.partnership("city-arendal")
    assert pprint.pformat([record]) == f"[{record!r}]"

    def fail(local: rt.Record) -> None:
        raise ValueError(local)

    with pytest.raises(ValueError, match="Arendal") as caught:
        fail(record)
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    lines = "".join(told.format())
    assert f"local = {record!r}" in lines
    assert len(lines) < 5000


def test_rich_shows_id_and_title(shipped: rt.Dataset) -> None:
    """`rich` prints one line a record, also in a list."""
    pretty = pytest.importorskip("rich.pretty")
    record = shipped.place("arendal")
    assert pretty.pretty_repr([record]) == "[Place('arendal', 'Arendal')]"


def test_devtools_shows_the_repr(shipped: rt.Dataset) -> None:
    """`devtools` asks for `__pretty__`."""
    record: Any = shipped.place("arendal")
    assert [*record.__pretty__(fmt=repr)] == [repr(record)]


def test_ipython_shows_the_card_and_one_line_in_a_list(tiny: rt.Dataset) -> None:
    """The card is what a shell shows of a record that was asked for alone."""
    record: Any = tiny.place("kaczki")
    for stack, shown in (([1], record.card()), ([1, 2], repr(record))):
        printer = Mock(stack=stack)
        record._repr_pretty_(printer, cycle=False)
        printer.text.assert_called_once_with(shown)


# --- Comparing with text ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["NO", "Norway", "Norvēģija", "norway", "NOR"])
def test_comparing_a_record_with_its_text_warns(tiny: rt.Dataset, text: str) -> None:
    """Such a comparison is false, and says what to compare."""
    norway: Any = tiny.country("NO")
    with pytest.warns(rt.ComparisonWarning, match=r"never equals the text .*; compare its \.id") as w:
        assert (norway == text) is False
    assert w[0].filename == __file__
    with pytest.warns(rt.ComparisonWarning):
        assert norway != text
    with pytest.warns(rt.ComparisonWarning):
        assert text not in (norway, None)


def test_a_field_is_not_found_by_its_id(tiny: rt.Dataset) -> None:
    """`"sport" in partnership.fields` is false, and warns."""
    held: Any = tiny.partnership("town-goosund").fields
    with pytest.warns(rt.ComparisonWarning, match=r"compare its \.id"):
        assert "sport" not in held
    with pytest.warns(rt.ComparisonWarning):
        assert "Gęślawa" not in (tiny.place("goosund"), None)


def test_comparing_a_date_with_its_text_warns(tiny: rt.Dataset) -> None:
    """A date is no text either."""
    began: Any = tiny.partnership("town-goosund").began
    with pytest.warns(rt.ComparisonWarning, match=r"compare its \.text"):
        assert (began == "1994") is False
    assert began != "1995"


def test_other_comparisons_do_not_warn(tiny: rt.Dataset) -> None:
    """Look-ups, other texts, pandas, mocks and the library itself compare in silence."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        place: Any = tiny.place("kaczki")
        assert {place: 1}.get("kaczki") is None
        assert place not in {"kaczki", "arendal"}
        assert place not in ("", None, "pond", 3)
        assert pd.Series([place]).replace("kaczki", "x").iloc[0] is place
        assert not (pd.Series([place]) == "kaczki").any()
        mock = Mock()
        mock(place)
        with pytest.raises(AssertionError):
            mock.assert_called_with("kaczki")
        for keyword in ("kaczki", "Kączki"):
            assert tiny.partnerships(partner=keyword).ids == ("town-kaczki",)
        assert "kaczki" in tiny.places
        assert repr(tiny.places)


# --- Attributes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("country", "countries"),
        ("date", "began"),
        ("name", "title"),
        ("source", "cites"),
        ("sources", "cites"),
        ("activity", "activities"),
        ("field", "fields"),
        ("counterpart", "counterparts"),
        ("sumary", "summary"),
    ],
)
def test_a_missing_attribute_names_the_right_one(tiny: rt.Dataset, name: str, meant: str) -> None:
    """The message of an `AttributeError` has the word that was meant."""
    with pytest.raises(AttributeError) as caught:
        getattr(tiny.partnerships[0], name)
    said = f"'Partnership' object has no attribute '{name}'; use '{meant}'"
    assert str(caught.value) == said


def test_an_attribute_that_means_nothing_is_missing_as_usual(tiny: rt.Dataset) -> None:
    """Nothing is suggested at random, and `hasattr` works."""
    record: Any = tiny.country("NO")
    for name in ("xyzzy", "_private", "__wrapped__"):
        assert not hasattr(record, name)
        listed = "" if name.startswith("_") else "; it has: id, title, .*"
        said = f"^'Country' object has no attribute '{name}'{listed}$"
        with pytest.raises(AttributeError, match=said):
            getattr(record, name)
    assert getattr(record, "began", None) is None


def test_dir_lists_what_is_ours(data: rt.Dataset) -> None:
    """Fields, properties and methods are offered, pydantic's helpers are not."""
    for collection in data.collections.values():
        record: rt.Record = collection[0]
        offered = {name for name in dir(record) if not name.startswith("_")}
        kind = type(record)
        assert {*kind.model_fields, *kind.extra_columns, "card", "cite", "to_dict"} <= offered
        assert [n for n in offered if n.startswith("model_") or n in {"copy", "dict", "json"}] == []


def test_ids_are_completed(tiny: rt.Dataset) -> None:
    """After `rt.partnerships["` a shell offers the ids."""
    assert tiny.partnerships._ipython_key_completions_() == list(tiny.partnerships.ids)


def test_the_traceback_of_a_wrong_value_is_short(tiny: rt.Dataset) -> None:
    """It ends at the call, with one frame of ours, which IPython hides."""
    call: Any = tiny.partnerships
    calls: list[tuple[tuple[str, ...], dict[str, str]]] = [
        ((), {"country": "Atlantis"}),
        (("zebra",), {}),
        ((), {"colour": "red"}),
    ]
    for values, filters in calls:
        with pytest.raises((rt.UnknownValueError, TypeError)) as caught:
            call(*values, **filters)
        frames = [*traceback.walk_tb(caught.value.__traceback__)]
        assert len(frames) == 2  # this test, and one of ours
        assert frames[-1][0].f_locals["__tracebackhide__"] is True


# --- Two data sets ---------------------------------------------------------------------------


def test_two_data_sets_do_not_mix(tiny: rt.Dataset, shipped: rt.Dataset) -> None:
    """`|` and `&` of collections of two data sets are refused."""
    for name in ("or_", "and_"):
        mix: Any = getattr(operator, name)
        for ours in (tiny.partnerships, tiny.partnerships[:0]):
            with pytest.raises(rt.UnknownValueError, match="belong to different data sets"):
                mix(ours, shipped.partnerships)
    again = pickle.loads(pickle.dumps(tiny.partnerships[:1]))  # noqa: S301
    assert tiny.partnerships[1:] | again == tiny.partnerships[1:] | tiny.partnerships[:1]


def test_latvian_titles_sort_in_latvian(shipped: rt.Dataset) -> None:
    """Čehija comes after Ceilona and Cūka, not between them."""
    titles = [country.title_lv for country in shipped.countries.sorted_by("title_lv")]
    assert titles.index("Čada") > titles.index("Centrālāfrikas Republika")
    assert titles.index("Čehija") < titles.index("Dānija")
    assert titles.index("Šrilanka") > titles.index("Sudāna")
    english = [country.title for country in shipped.countries.sorted_by("title")]
    assert english.index("Åland Islands") < english.index("Albania")


# --- Answers ---------------------------------------------------------------------------------


def test_a_field_knows_its_narrower_fields(data: rt.Dataset) -> None:
    """`narrower` is the other end of `broader`, in the order of ids."""
    for field in data.fields:
        assert field.narrower == tuple(f for f in data.fields if f.broader is field)
    assert rt.field("culture").narrower


def test_every_record_knows_its_conflicts(data: rt.Dataset) -> None:
    """`conflicts` of any record are those in which it is a reading."""
    for conflict in data.conflicts:
        assert all(conflict in record.conflicts for record in conflict.records)
    assert data.countries[0].conflicts == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Verkhnedvinsk", "verkhnyadzvinsk-district"),
        ("Glubokoye", "hlybokaye-district"),
        ("Braslav", "braslaw-district"),
        ("Moskva", "moscow"),
        ("Viciebsk", "vitebsk"),
        ("Pastavy", "postavy"),
        ("school Polish", "rezekne-polish-secondary-school"),
    ],
)
def test_usual_transliterations_are_found(shipped: rt.Dataset, text: str, place: str) -> None:
    """A place is found by the spellings that maps and atlases have."""
    assert place in shipped.find(text)


def test_programmes_lead_to_their_funder(shipped: rt.Dataset) -> None:
    """Projects of INTERREG are funded by the European Union, which is reference knowledge."""
    union = shipped.organisation("EU")
    assert {*shipped.projects(funder="INTERREG").ids} < {*shipped.projects(funder="EU").ids}
    assert "municipality/mayenne-festival" in shipped.activities(funder=union)
    parts = [o for o in shipped.organisations if o.part_of is union]
    assert {"interreg", "phare-cbc"} <= {o.id for o in parts}
    assert all("part_of" in o.references for o in parts)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("U.S.A.", "US"), ("U.S.", "US"), ("u.k.", "GB"), ("EL", "GR")),
        *(("Belorussia", "BY"), ("NOR", "NO"), ("norvēģija", "NO")),
    ],
)
def test_countries_are_understood(shipped: rt.Dataset, name: str, code: str) -> None:
    """Dotted, old and further codes and names."""
    assert shipped.country(name).id == code
    assert shipped.partnerships(country=name) == shipped.partnerships(country=code)


@pytest.mark.parametrize(
    ("wrong", "never"),
    [("Soviet Union", "Comoros"), ("East Germany", "Timor"), ("XX", "did you"), ("Irland", "Iran")],
)
def test_no_country_is_suggested_at_random(shipped: rt.Dataset, wrong: str, never: str) -> None:
    """A near miss names what was typed wrong, not what shares a word of a longer name."""
    with pytest.raises(rt.UnknownValueError) as caught:
        shipped.partnerships(country=wrong)
    assert never not in str(caught.value).partition("such as")[0]


def test_a_default_has_its_own_type(tiny: rt.Dataset) -> None:
    """`get` returns the default as it is given."""
    found: rt.Partnership | str = tiny.partnerships.get("zebra", "none")
    assert found == "none"


@pytest.mark.parametrize(
    ("tried", "use"),
    [
        ("is_active", "validity(on=…)"),
        ("in_force", "validity(on=…)"),
        ("partners", "counterparts"),
        ("start", "began"),
        ("members", "memberships"),
        ("website", "websites"),
    ],
)
def test_attributes_that_people_try_on_a_record(tiny: rt.Dataset, tried: str, use: str) -> None:
    """A missing attribute says what to use instead."""
    with pytest.raises(AttributeError, match=re.escape(f"{tried!r}; use {use!r}")):
        getattr(tiny.partnerships[0], tried)


@pytest.mark.parametrize(
    ("tried", "use"),
    [
        ("sort", "sorted_by(…)"),
        ("df", "to_pandas()"),
        ("filter", "where(…)"),
        ("map", "rt.plot.map()"),
        ("to_dataframe", "to_pandas()"),
        ("group_by", "to_pandas()"),
        ("country", "where(…)"),
        ("export", "to_csv(…)"),
        ("head", "[:5]"),
        ("table", "to_pandas()"),
        ("save", "to_csv(…)"),
    ],
)
def test_methods_that_people_try_on_a_collection(tiny: rt.Dataset, tried: str, use: str) -> None:
    """A missing method says what to use instead."""
    with pytest.raises(AttributeError, match=re.escape(f"{tried!r}; use {use!r}")):
        getattr(tiny.partnerships, tried)


@pytest.mark.parametrize(
    ("tried", "use"),
    [
        ({"county": "NO"}, "country"),
        ({"before": 2010}, "until"),
        ({"status": "ended"}, "last_known"),
        ({"limit": 3}, "[:5]"),
        ({"countries": "NO"}, "country"),
        ({"active": True}, "validity=…, on=…"),
        ({"end_date": 2010}, "until"),
        ({"began_after": 2000}, "rt.partnerships().to_pandas().query('began_year >= 2000')"),
    ],
)
def test_filters_that_people_try(tiny: rt.Dataset, tried: Any, use: str) -> None:
    """An unknown filter says what to use instead, then which there are."""
    with pytest.raises(TypeError, match=re.escape(f"use {use!r}; valid filters: holder")):
        tiny.partnerships(**tried)


def test_an_attribute_unlike_any_lists_what_there_is(tiny: rt.Dataset) -> None:
    """Of a record its fields, of a collection its methods."""
    with pytest.raises(AttributeError, match=r"'flag'; it has: id, title, .*alpha_3"):
        getattr(tiny.country("NO"), "flag")  # noqa: B009 - it has none
    with pytest.raises(AttributeError, match=r"'zyx'; it has: .*get, ids, .*where"):
        getattr(tiny.countries, "zyx")  # noqa: B009


def test_an_attribute_of_the_records_of_a_collection(tiny: rt.Dataset) -> None:
    """A collection has none of its own; the message says where it is."""
    with pytest.raises(AttributeError, match=r"each of its records has one, such as \[0\]\.summary"):
        tiny.partnerships.summary  # type: ignore[attr-defined]  # noqa: B018  # pyright: ignore[reportAttributeAccessIssue]


def test_records_inside_another_one_say_where_their_collection_is(tiny: rt.Dataset) -> None:
    """A tuple for programs, a line each for readers; what only a collection has is told."""
    acts: Any = tiny.partnership("town-goosund").acts
    with pytest.raises(AttributeError, match=r"rt\.acts\(partnership='town-goosund'\)"):
        acts.to_pandas()
    with pytest.raises(TypeError, match=r"'agreement' is no position; for ids see rt\.acts"):
        acts["agreement"]
    with pytest.raises(AttributeError, match=r"no attribute 'ids'"):
        getattr(tiny.partnership("town-goosund").memberships, "ids")  # noqa: B009 - no tuple has it
    assert isinstance(acts, tuple)
    held = tiny.partnership("town-goosund").acts
    assert held == (*held,)
    assert repr(held).count("\n") == len(held) - 1
    assert pickle.loads(pickle.dumps(held)) == held  # noqa: S301
    assert tiny.partnership("town-goosund").model_dump()["acts"] == tuple(a.model_dump() for a in held)


def test_a_record_is_no_mapping(tiny: rt.Dataset) -> None:
    """Brackets on a record say which attribute to use."""
    record: Any = tiny.partnerships[0]
    with pytest.raises(TypeError, match=r"use \.title, or \.to_dict\(\)\['title'\]"):
        record["title"]


@pytest.mark.parametrize(
    ("other", "use"),
    [
        (1990, r"\.year or sorted_by"),
        (None, "sorted_by"),
        ("1990", r"\.year or sorted_by"),
        (dt.date(1990, 1, 1), r"\.year or sorted_by"),
    ],
)
def test_ordering_a_date_with_something_else_says_what_to_compare(other: Any, use: str) -> None:
    """Numbers, text, days and nothing; an object of another kind may know how to compare."""
    began: Any = rt.PartialDate("1994")
    for compare in (operator.lt, operator.gt, operator.le, operator.ge):
        with pytest.raises(TypeError, match=f"; use {use}$"):
            compare(began, other)
        with pytest.raises(TypeError, match=r"has no order with"):
            compare(other, began)
    assert began.__lt__(object()) is NotImplemented
    with pytest.raises(AttributeError, match=r"'to_date'; use \.year, \.earliest"):
        began.to_date()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"find": "gosse"}, "no record has 'gosse'; did you mean 'goose'?"),
        ({"find": "qqq"}, "no record has 'qqq'"),
        ({"find": "goose league music"}, "every word occurs, but no record has all of them"),
        ({"partnerships": {"year": 1950}}, "their dates in the data are from 1994 to 2007"),
        ({"ties": {"since": 2050}}, "their dates in the data are from 1994 to 2007"),
        ({"acts": {"until": 1950}}, "their dates in the data are from 1994 to 2007"),
    ],
)
def test_an_empty_answer_says_what_would_be_found(
    tiny: rt.Dataset, asked: dict[str, Any], said: str
) -> None:
    """In the text and in HTML; the answer itself is empty."""
    ((name, given),) = asked.items()
    found: Any = tiny.find(given) if name == "find" else tiny.collections[name](**given)
    assert len(found) == 0
    assert repr(found).splitlines()[1] == said
    assert html.escape(said) in found._repr_html_()
    assert "\n" not in repr(found[:0])


def test_an_empty_answer_without_dates_or_near_words_says_no_more(tiny: rt.Dataset) -> None:
    """A country without a partner is a whole answer, and so are dates where none are known."""
    assert repr(tiny.partnerships(country="LV", partner="kaczki")).count("\n") == 0
    assert repr(tiny.statements(year=1950, topic="aim")).count("from") <= 1
