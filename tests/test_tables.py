"""The filter table of the call site: which collection takes which keyword, and which values."""

import inspect
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import rezekne_twins as rt
from rezekne_twins.filters import FILTERS as FILTERS_WITH_HELP
from tests.miniatures import Edit, edit

_OF_PARTNERSHIPS = (
    "holder country field stage year since until kind partner act place organisation "
    "validity on last_known"
)
TABLE = {
    "partnerships": _OF_PARTNERSHIPS,
    "ties": _OF_PARTNERSHIPS,
    "acts": "holder partnership country year since until organisation person kind place",
    "cooperation": "holder partnership country field stage",
    "activities": "holder partnership field year since until organisation person "
    "country place outcome funder kind",
    "projects": "holder partnership field year since until organisation person "
    "country place outcome funder",
    "memberships": "holder partnership year since until organisation person country",
    "roles": "holder partnership year since until organisation person kind",
    "statements": "holder partnership year since until organisation person place topic subject",
    "places": "partnership country kind",
    "organisations": "partnership country kind",
    "conflicts": "holder partnership kind",
    "people": "partnership organisation",
    "fields": "",
    "countries": "",
    "sources": "",
    "citations": "",
}
FILTERS = [(name, word) for name, words in TABLE.items() for word in words.split()]
WORDS = sorted({word for _, word in FILTERS})
DATES = {"year", "since", "until", "on", "validity"}

UNDERSTOOD: dict[str, Any] = {
    "holder": "Pīļpils",
    "partnership": "town-goosund",
    "country": "Polija",
    "partner": "Zossunda",
    "field": "Mūzika",
    "stage": "current",
    "act": "signed",
    "year": 1994,
    "since": "1994-05",
    "until": 1994,
    "place": "Goose County",
    "organisation": "Pīļpils dome",
    "validity": "in_force",
    "on": "1999-12-31",
    "last_known": "in_force",
    "person": "Donalda Pīles",
    "outcome": "under way",
    "funder": "Dīķu fonds",
    "topic": "skaitlis",
    "subject": "Gøøsund",
}
KINDS = {
    "partnerships": "cooperation",
    "ties": "cooperation",
    "acts": "signed",
    "activities": "svinības",
    "roles": "took part",
    "places": "city",
    "organisations": "council",
    "conflicts": "contradiction",
}
YEARS = {"activities": 2003, "projects": 2003, "memberships": 2005, "roles": 2003, "statements": 2001}
"""A year of each collection in which, and in the next, something is; where it is not 1994."""

OWN: dict[str, dict[str, Any]] = {
    "activities": {"outcome": "realizēts"},
    "projects": {"field": "Sports"},
    "memberships": {"partnership": "town-league"},
}


def of(collection: str) -> dict[str, Any]:
    """Return, for each filter of a collection, a value that is understood and finds something."""
    dates: dict[str, Any] = {}
    if year := YEARS.get(collection):
        dates = {"year": year, "since": f"{year}-05", "until": year}
    return UNDERSTOOD | {"kind": KINDS.get(collection)} | dates | OWN.get(collection, {})


def given(collection: str, keyword: str, value: Any = None) -> dict[str, Any]:
    """Return keywords with one value, or else with one that is understood."""
    words = of(collection)
    pair = ("validity", "on") if keyword in {"validity", "on"} else (keyword,)
    return {word: words[word] for word in pair} | ({} if value is None else {keyword: value})


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> rt.Dataset:
    """Return the invented data set with something for every filter of every collection to find.

    An act has a role; the lake is a project of the fund, in two places, led by a person; the fund
    is part of the league, which Kączki joins; and the council, a person and what took place are
    spoken of.
    """
    folder = tmp_path_factory.mktemp("rich") / "data"
    shutil.copytree(Path(__file__).parent / "tiny", folder)
    goosund, league = (folder / f"partnerships/town-{name}.toml" for name in ("goosund", "league"))
    edit(
        folder,
        Edit("organisations.toml", 'kind = "programme"', 'kind = "programme"\npart_of = "pond-league"'),
        Edit(
            "partnerships/town-kaczki.toml",
            'date = "2007"',
            'date = "2007"\nroles = [{ kind = "initiated", agent = "donald" }]',
        ),
        Edit(
            "partnerships/town-goosund.toml",
            'unit = "years" }\nplaces = ["goosund"]',
            'unit = "years" }\nplaces = ["goosund", "kaczki"]\nprogramme = "pond-fund"',
        ),
        Edit(
            "partnerships/town-goosund.toml",
            'roles = [{ kind = "financed", agent = "goose-county" }]',
            'roles = [{ kind = "financed", agent = "goose-county" }, '
            '{ kind = "led", agent = "donald" }, { kind = "organised", agent = "duck-council" }]',
        ),
    )
    with goosund.open("a", encoding="utf-8") as file:
        for subject in ("song-festival", "duck-council", "donald"):
            file.write(
                f'\n[[statements]]\nid = "of-{subject}"\nsubject = "{subject}"\ntopic = "context"\n'
                'text = "So it is."\ncites = ["gazette/goose/1"]\n'
            )
    with league.open("a", encoding="utf-8") as file:
        file.write(
            '\n[[memberships]]\nid = "kaczki"\nmember = "kaczki"\norganisation = "pond-league"\n'
            'cites = ["gazette/league/0"]\n'
        )
    return rt.load(folder)


def test_the_table_is_of_every_collection(rich: rt.Dataset) -> None:
    """No collection is missing in the table of these tests."""
    assert set(TABLE) == set(rich.collections)


@pytest.mark.parametrize(("collection", "keyword"), FILTERS)
def test_a_filter_of_the_table_is_taken(rich: rt.Dataset, collection: str, keyword: str) -> None:
    """Every filter that the table names is accepted, and each meets something in the data."""
    whole = getattr(rich, collection)
    found = whole.where(**given(collection, keyword))
    assert 0 < len(found) <= len(whole)
    assert found == whole(**given(collection, keyword))
    assert whole.where(**dict.fromkeys(given(collection, keyword))) == whole


@pytest.mark.parametrize("collection", TABLE)
def test_any_other_filter_is_a_type_error(rich: rt.Dataset, collection: str) -> None:
    """A filter that a collection does not have is refused; the message names those it has."""
    own = TABLE[collection].split()
    for word in {*WORDS, "colour", "id", "zebra", "self"} - {*own}:
        with pytest.raises(TypeError) as caught:
            getattr(rich, collection).where(**{word: "x"})
        if word == "self":
            continue
        said = re.sub(r" use '[^']+';", "", str(caught.value).partition(" ")[2])
        told = f"has no filter {word!r}; valid filters: {', '.join(own)}"
        assert said == (told if own else "cannot be filtered; use [id] or rt.find(…)")


@pytest.mark.parametrize("collection", TABLE)
def test_the_signature_shows_the_filters(rich: rt.Dataset, collection: str) -> None:
    """Filters are explicit, keyword-only and optional, for tooltips and type checkers."""
    whole = getattr(rich, collection)
    for shown in (inspect.signature(whole), inspect.signature(whole.where)):
        assert list(shown.parameters) == TABLE[collection].split()
        assert all(p.kind is p.KEYWORD_ONLY for p in shown.parameters.values())
        assert all(p.default is None for p in shown.parameters.values())


def test_the_table_of_help_is_that_of_the_collections() -> None:
    """What the command line and the documentation read names each filter of each collection."""
    assert {name: " ".join(words) for name, words in FILTERS_WITH_HELP.items()} == TABLE


@pytest.mark.parametrize("collection", [name for name, words in TABLE.items() if words])
def test_every_filter_is_described(rich: rt.Dataset, collection: str) -> None:
    """The docstring has the help of each filter, between what `where` does and the examples."""
    described = inspect.getdoc(rich.collections[collection].where) or ""
    lines = [f"    {word}: {text}" for word, text in FILTERS_WITH_HELP[collection].items()]
    assert "\n".join(["", "", "Args:", *lines, "", ""]) in described
    assert described.index("Args:") < described.index("Example:")


@pytest.mark.parametrize(
    ("collection", "keyword", "text"),
    [(name, word, text) for name, held in FILTERS_WITH_HELP.items() for word, text in held.items()],
)
def test_help_is_a_sentence_of_one_line(collection: str, keyword: str, text: str) -> None:
    """Help fits a docstring and a shell: one sentence, with a capital and a full stop."""
    assert re.fullmatch(r"[A-Z][^.\n]{10,80}\.", text), (collection, keyword)


def test_help_without_sources_is_empty() -> None:
    """Without its source file the library works, and signatures show the filters all the same."""
    code = (
        "from importlib.machinery import SourceFileLoader as Loader; whole = Loader.get_data\n"
        "def missing(loader, path):\n"
        "    if sys._getframe(1).f_code.co_name == '_read_help': raise OSError\n"
        "    return whole(loader, path)\n"
        "import inspect, sys; Loader.get_data = missing; "
        "import rezekne_twins as rt; "
        "print(len(rt.acts(country='NO')), 'country' in inspect.signature(rt.acts).parameters)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[1:] == ["True"]


def test_the_table_of_help_needs_no_models() -> None:
    """A command line can know every filter without loading pydantic."""
    code = (
        "import sys; from rezekne_twins.filters import FILTERS; "
        "print(len(FILTERS), 'pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(FILTERS_WITH_HELP)), "False"]


def understood_countries(data: rt.Dataset, word: Any) -> Iterator[tuple[str, ...]]:
    """Yield what each collection with a filter for countries finds."""
    for name, words in TABLE.items():
        if "country" in words.split():
            yield getattr(data, name)(country=word).ids


@pytest.mark.parametrize(
    "typed", ["PL", "pl", "POL", "pol", "Poland", "poland", "POLAND ", "Polija", "polija", "Pōļija"]
)
def test_a_country_is_understood_everywhere(rich: rt.Dataset, typed: str) -> None:
    """Each collection takes codes, names in both languages, folded names, and records."""
    found = list(understood_countries(rich, typed))
    assert found == list(understood_countries(rich, rich.country("PL")))
    assert found == list(understood_countries(rich, [rich.country("PL"), "POL"]))
    assert all(found)


NO_VALUES = [[], (), "", " \t", "narnia", ["narnia"], ["", "narnia"], "!?"]
WRONG_TYPES = [True, False, 1.5, [None], b"NO", [b"NO"], [1.5], object(), [["NO"]]]


@pytest.mark.parametrize(("collection", "keyword"), [pair for pair in FILTERS if pair[1] != "year"])
def test_a_value_that_means_nothing_is_refused(rich: rt.Dataset, collection: str, keyword: str) -> None:
    """Nothing, blanks and unknown words raise `UnknownValueError`, in each filter that takes them.

    A bound is one date, so a list of them is a `TypeError`.
    """
    for value in NO_VALUES:
        several_of_one = keyword in {"since", "until", "on"} and not isinstance(value, str)
        with pytest.raises(TypeError if several_of_one else rt.UnknownValueError):
            getattr(rich, collection).where(**given(collection, keyword, value))


@pytest.mark.parametrize("value", [[], range(2007, 2000), 0, -1, 10_000, [1994, 0], 10**30])
@pytest.mark.parametrize("collection", [name for name, word in FILTERS if word == "year"])
def test_a_year_that_is_none_is_refused(rich: rt.Dataset, collection: str, value: Any) -> None:
    """No year at all, and a year that no calendar has, raise."""
    with pytest.raises(rt.UnknownValueError, match=r"^year="):
        getattr(rich, collection).where(year=value)


@pytest.mark.parametrize(
    ("since", "until"),
    [(2010, 2000), ("2004-04", "2004-03"), ("2004-03-02", "2004-03-01"), (2005, "2004-12-31")],
)
@pytest.mark.parametrize("collection", [name for name, word in FILTERS if word == "since"])
def test_a_reversed_range_is_refused(rich: rt.Dataset, collection: str, since: Any, until: Any) -> None:
    """A range that ends before it starts is a slip, never an empty result."""
    with pytest.raises(rt.UnknownValueError, match="swap them"):
        getattr(rich, collection).where(since=since, until=until)


@pytest.mark.parametrize(("collection", "keyword"), FILTERS)
def test_a_value_of_a_wrong_type_is_refused(rich: rt.Dataset, collection: str, keyword: str) -> None:
    """Wrong Python types raise `TypeError`, alone and in a list."""
    for value in WRONG_TYPES:
        with pytest.raises(TypeError):
            getattr(rich, collection).where(**given(collection, keyword, value))


@pytest.mark.parametrize(("collection", "keyword"), FILTERS)
def test_a_record_of_a_wrong_kind_is_refused(rich: rt.Dataset, collection: str, keyword: str) -> None:
    """No filter takes a record that it cannot mean, alone or in a list."""
    strangers: tuple[Any, ...] = (rich.source("gazette"), rich.conflict("goose-year"))
    if keyword == "subject":  # which is any record
        strangers = (rich.source("gazette").sections[0], rich.about)
    for record in strangers:
        for value in (record, [record]):
            with pytest.raises(TypeError):
                getattr(rich, collection).where(**given(collection, keyword, value))


@pytest.mark.parametrize(
    ("keyword", "getter", "record"),
    [
        ("place", "organisation", "duck-council"),
        ("organisation", "place", "duckburg"),
        ("country", "place", "duckburg"),
        ("field", "country", "LV"),
        ("partner", "partnership", "town-kaczki"),
    ],
)
def test_a_record_of_a_kindred_kind_is_refused(
    rich: rt.Dataset, keyword: str, getter: str, record: str
) -> None:
    """A place is no organisation, and a partnership is no partner."""
    wrong: dict[str, Any] = {keyword: getattr(rich, getter)(record)}
    with pytest.raises(TypeError, match=f"{keyword}=.*: expected an? "):
        rich.partnerships(**wrong)


@pytest.mark.parametrize("collection", [name for name, word in FILTERS if word == "year"])
def test_whatever_holds_years_is_taken(rich: rt.Dataset, collection: str) -> None:
    """NumPy integers, arrays, ranges, sets and generators of years mean what a list does."""
    whole = getattr(rich, collection)
    first, last = (year := YEARS.get(collection, 1994)), year + 1
    found = whole.where(year=[first, last])
    assert len(found) > 0
    assert found == whole.where(year=range(first, last + 1))
    assert found == whole.where(year={first, last})
    assert found == whole.where(year=(year for year in (first, last)))
    assert found == whole.where(year=np.array([first, last]))
    assert found == whole.where(year=[np.int64(first), np.int16(last)])
    assert whole.where(year=np.int32(first)) == whole.where(year=first)
    assert whole.where(since=np.int64(first), until=np.int64(last)) == found


@pytest.mark.parametrize(
    ("collection", "keyword"), [pair for pair in FILTERS if pair[1] not in {"since", "until", "on"}]
)
def test_one_value_is_a_list_of_one(rich: rt.Dataset, collection: str, keyword: str) -> None:
    """One value, a list, a generator and a value written twice mean the same."""
    whole = getattr(rich, collection)
    value = given(collection, keyword)[keyword]
    found = whole.where(**given(collection, keyword))
    for several in ([value], iter([value]), (value, value), {value: None}):
        assert whole.where(**given(collection, keyword, several)) == found


@pytest.mark.parametrize("word", ["JP", "JPN", "Japan", "Japāna", "Germany", "Vācija", "vacija"])
def test_a_country_without_partners_is_empty(shipped: rt.Dataset, word: str) -> None:
    """Every ISO country is understood: where there is no partner the answer is none, no error."""
    found = list(understood_countries(shipped, word))
    assert found == [()] * len([name for name, words in TABLE.items() if "country" in words.split()])


def test_partnership_filters_take_a_selection(rich: rt.Dataset) -> None:
    """Every collection with a filter for partnerships takes what a query of them returned.

    Where that found nothing, nothing hangs on it, which is an answer and no slip.
    """
    polish = rich.partnerships(country="PL")
    for name, word in FILTERS:
        if word == "partnership":
            whole = getattr(rich, name)
            assert whole.where(partnership=polish) == whole.where(partnership=list(polish.ids))
            assert whole.where(partnership=rich.partnerships(country="JP")) == whole[:0]


# --- What the values of the filters mean, in the collections of what was done ----------------

FESTIVAL, REGATTA, LAKE = (f"town-goosund/{id}" for id in ("song-festival", "regatta", "lake"))
POND_DAY = "town/pond-day"
ORGANISED, SANG, PLAYED = (
    f"{FESTIVAL}/{role}" for role in ("organised-duck-council", "took-part-donald", "took-part-geese")
)
PAID, LED, DUG = (
    f"{LAKE}/{role}" for role in ("financed-goose-county", "led-donald", "organised-duck-council")
)
INITIATED, BUILT_UP = "town-kaczki/prolongation/initiated-donald", "town/built-up-donald"
SIZE, WATER = "town-goosund/size", "town/water"
OF_FESTIVAL, OF_COUNCIL, OF_DONALD = (
    f"town-goosund/of-{subject}" for subject in ("song-festival", "duck-council", "donald")
)
COUNCIL, SEAT, KACZKI = (f"town-league/{id}" for id in ("council", "seat", "kaczki"))

MEANT: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("acts", "person", "donald", ("town-kaczki/prolongation",)),
    ("activities", "holder", "town", (FESTIVAL, REGATTA, POND_DAY)),
    ("activities", "holder", "shire", ()),
    ("activities", "partnership", "town-goosund", (FESTIVAL, REGATTA)),
    ("activities", "partnership", "town-kaczki", ()),
    ("activities", "kind", "festival", (FESTIVAL,)),
    ("activities", "kind", "gift", ()),
    ("activities", "country", "NO", (FESTIVAL, REGATTA)),  # the partnership's
    ("activities", "country", "PL", (REGATTA, POND_DAY)),  # where no place, and where one is named
    ("activities", "country", "LV", (POND_DAY,)),
    ("activities", "field", "music", (FESTIVAL,)),
    ("activities", "field", "culture", (FESTIVAL, POND_DAY)),  # music is culture
    ("activities", "place", "goosund", (FESTIVAL,)),
    ("activities", "place", "goose-county", (FESTIVAL,)),  # goosund lies in it
    ("activities", "place", "duckburg", (POND_DAY,)),
    ("activities", "organisation", "duck-council", (FESTIVAL,)),
    ("activities", "organisation", "pond-fund", (FESTIVAL,)),  # its programme
    ("activities", "organisation", "pond-league", (FESTIVAL,)),  # of which the fund is part
    ("activities", "person", "donald", (FESTIVAL,)),
    ("activities", "outcome", "not_completed", (REGATTA,)),
    ("activities", "outcome", "idea", ()),
    ("activities", "funder", "pond-fund", (FESTIVAL,)),
    ("activities", "funder", "pond-league", (FESTIVAL,)),  # of which the fund is part
    ("activities", "funder", "duck-council", ()),  # which organised it, and paid for nothing
    ("projects", "country", "NO", (LAKE,)),
    ("projects", "country", "PL", (LAKE,)),
    ("projects", "country", "LV", ()),
    ("projects", "field", "sport", (LAKE,)),
    ("projects", "place", "goosund", (LAKE,)),
    ("projects", "organisation", "duck-council", (LAKE,)),
    ("projects", "person", "donald", (LAKE,)),
    ("projects", "outcome", "under_way", (LAKE,)),
    ("projects", "outcome", "realised", ()),
    ("projects", "funder", "goose-county", (LAKE,)),
    ("projects", "funder", "pond-fund", (LAKE,)),
    ("projects", "funder", "goosund", ()),  # a part of who paid did not pay
    ("memberships", "partnership", "town-league", (COUNCIL, SEAT, KACZKI)),
    ("memberships", "country", "PL", (KACZKI,)),  # the member's, never the organisation's
    ("memberships", "country", "LV", ()),
    ("memberships", "organisation", "pond-league", (COUNCIL, SEAT, KACZKI)),
    ("memberships", "organisation", "duck-council", (COUNCIL, SEAT)),  # for whom Donald sits there
    ("memberships", "person", "donald", (SEAT,)),
    ("roles", "holder", "town", (ORGANISED, SANG, PLAYED, PAID, LED, DUG, INITIATED, BUILT_UP)),
    ("roles", "partnership", "town-kaczki", (INITIATED,)),
    ("roles", "kind", "took_part", (SANG, PLAYED)),
    ("roles", "kind", "built_up", (BUILT_UP,)),
    ("roles", "organisation", "duck-council", (ORGANISED, DUG)),
    ("roles", "person", "donald", (SANG, LED, INITIATED, BUILT_UP)),
    ("statements", "holder", "town", (SIZE, OF_FESTIVAL, OF_COUNCIL, OF_DONALD, WATER)),
    ("statements", "partnership", "town-goosund", (SIZE, OF_FESTIVAL, OF_COUNCIL, OF_DONALD)),
    ("statements", "place", "goosund", (SIZE, OF_FESTIVAL)),  # it, and where the festival was
    ("statements", "place", "goose-county", (SIZE, OF_FESTIVAL)),
    ("statements", "organisation", "duck-council", (OF_FESTIVAL, OF_COUNCIL)),
    ("statements", "person", "donald", (OF_FESTIVAL, OF_DONALD)),
    ("statements", "topic", "figure", (SIZE,)),
    ("statements", "topic", "reason", (WATER,)),
    ("statements", "topic", "honour", ()),
    ("statements", "subject", "goosund", (SIZE,)),
    ("statements", "subject", "goose-county", (SIZE,)),
    ("statements", "subject", FESTIVAL, (OF_FESTIVAL,)),
    ("statements", "subject", "donald", (OF_DONALD,)),
    ("statements", "subject", "kaczki", ()),
    ("statements", "subject", "town", (WATER,)),
    ("statements", "subject", "shire", ()),
]


def in_order(whole: rt.Collection[Any], ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return ids in the order of their collection."""
    assert set(ids) <= set(whole.ids)
    return tuple(id for id in whole.ids if id in ids)


@pytest.mark.parametrize(("collection", "keyword", "value", "ids"), MEANT)
def test_what_a_filter_keeps(
    rich: rt.Dataset, collection: str, keyword: str, value: str, ids: tuple[str, ...]
) -> None:
    """Each filter keeps the records that it speaks of, and no other."""
    whole = rich.collections[collection]
    assert whole.where(**{keyword: value}).ids == in_order(whole, ids)


def test_every_filter_of_what_was_done_is_above() -> None:
    """The table above leaves out no filter but the dates, and those that hold elsewhere too."""
    above = {(collection, keyword) for collection, keyword, _, _ in MEANT}
    done = {"activities", "projects", "memberships", "roles", "statements"}
    shared = {"holder", "partnership", *DATES}
    assert {pair for pair in FILTERS if pair[0] in done and pair[1] not in shared} <= above


NAMED: list[tuple[str, str, str, list[str]]] = [
    ("activities", "partnership", "town-goosund", ["TOWN-GOOSUND"]),
    ("activities", "country", "PL", ["POL", "Poland", "Polija", "polija"]),
    ("activities", "field", "music", ["Music", "Mūzika", "muzika", "singing"]),
    ("activities", "place", "goosund", ["Gøøsund", "Zossunda", "Gęślawa", "Zossundas pašvaldība"]),
    ("activities", "organisation", "pond-fund", ["Pond Fund", "Dīķu fonds", "diku fonds"]),
    ("activities", "person", "donald", ["Donalds Pīle", "donalds pile", "Donalda Pīles"]),
    ("activities", "funder", "pond-fund", ["Pond Fund", "Dīķu fonds"]),
    ("projects", "funder", "goose-county", ["Goose County", "Zosu apgabals"]),
    ("projects", "person", "donald", ["Donalds Pīle", "Donalda Pīles"]),
    ("memberships", "organisation", "pond-league", ["Pond League", "Dīķu savienība"]),
    ("roles", "organisation", "duck-council", ["Duckburg Council", "Pīļpils dome"]),
    ("roles", "holder", "town", ["Duckburg", "Pīļpils", "pilpils"]),
    ("statements", "place", "goosund", ["Gøøsund", "Zossunda"]),
    ("statements", "person", "donald", ["Donalds Pīle", "Donalda Pīles"]),
    ("statements", "subject", "goosund", ["Gøøsund", "Zossunda", "Gęślawa"]),
    ("statements", "subject", "donald", ["Donalds Pīle", "Donalda Pīles"]),
    ("statements", "subject", FESTIVAL, ["Festival of songs", "Dziesmu svētki"]),
    ("statements", "subject", "town", ["Duckburg", "Pīļpils"]),
    ("statements", "subject", "shire", ["Duck Shire", "Pīļu novads"]),
]


@pytest.mark.parametrize(
    ("collection", "keyword", "id", "typed"), [(*row[:3], n) for row in NAMED for n in row[3]]
)
def test_a_name_means_what_the_id_does(
    rich: rt.Dataset, collection: str, keyword: str, id: str, typed: str
) -> None:
    """Whatever a filter takes by id, it takes by each of its names, in either language."""
    whole = rich.collections[collection]
    assert whole.where(**{keyword: typed}) == whole.where(**{keyword: id})


@pytest.mark.parametrize(
    ("collection", "keyword", "id"),
    [
        ("acts", "person", "donald"),
        *((*row[:3],) for row in NAMED if row[1] != "holder" and row[2] not in {"town", "shire"}),
    ],
)
def test_a_record_means_what_its_id_does(
    rich: rt.Dataset, collection: str, keyword: str, id: str
) -> None:
    """Whatever a filter takes by id, it takes as the record, alone and in a list."""
    whole = rich.collections[collection]
    record = next(c[id] for c in rich.collections.values() if id in c)
    found = whole.where(**{keyword: id})
    assert whole.where(**{keyword: record}) == whole.where(**{keyword: [record]}) == found


def test_a_person_of_another_data_set_is_refused(rich: rt.Dataset, shipped: rt.Dataset) -> None:
    """A record that this data set lacks means nothing in it, whichever filter is given it."""
    stranger = shipped.people[0]
    for collection, keyword in (("roles", "person"), ("statements", "subject")):
        with pytest.raises(rt.UnknownValueError, match=f"^{keyword}=.* another data set$"):
            rich.collections[collection].where(**{keyword: stranger})


@pytest.mark.parametrize(
    ("keyword", "getter", "record"),
    [
        ("person", "organisation", "duck-council"),
        ("organisation", "person", "donald"),
        ("funder", "person", "donald"),
        ("funder", "project", LAKE),
        ("partnership", "activity", REGATTA),
    ],
)
def test_a_record_of_a_kindred_kind_is_refused_there_too(
    rich: rt.Dataset, keyword: str, getter: str, record: str
) -> None:
    """A person is no body, and neither is what they pay for."""
    wrong: dict[str, Any] = {keyword: getattr(rich, getter)(record)}
    with pytest.raises(TypeError, match=f"{keyword}=.*: expected an? "):
        rich.activities(**wrong)


VOCABULARIES: list[tuple[str, str, type[rt.Word]]] = [
    ("activities", "outcome", rt.Outcome),
    ("projects", "outcome", rt.Outcome),
    ("statements", "topic", rt.Topic),
    ("roles", "kind", rt.RoleKind),
    ("activities", "kind", rt.ActivityKind),
]


@pytest.mark.parametrize(("collection", "keyword", "vocabulary"), VOCABULARIES)
def test_the_words_of_a_vocabulary_are_listed(
    rich: rt.Dataset, collection: str, keyword: str, vocabulary: type[rt.Word]
) -> None:
    """Of a word that means nothing the refusal names those that do: all, or the first of many."""
    with pytest.raises(rt.UnknownValueError, match=f"^unknown {keyword} 'zzz'; ") as caught:
        rich.collections[collection].where(**{keyword: "zzz"})
    words = [word.value for word in vocabulary]
    listed = ", ".join(words) if len(words) <= 20 else f"such as: {', '.join(words[:20])}, …"
    assert str(caught.value).endswith(f" {listed}")


@pytest.mark.parametrize(
    ("collection", "keyword", "typed", "meant"),
    [
        ("activities", "outcome", "realized", "realised"),
        ("activities", "kind", "festivall", "festival"),
        ("statements", "topic", "figures", "figure"),
        ("roles", "kind", "took parts", "took_part"),
        ("roles", "person", "Donald Pīle", "Donalds Pīle"),
        ("projects", "funder", "Pond Found", "Pond Fund"),
        ("statements", "subject", "town-goosund/regata", "town-goosund/regatta"),
    ],
)
def test_a_slip_is_answered_with_what_is_near(
    rich: rt.Dataset, collection: str, keyword: str, typed: str, meant: str
) -> None:
    """A mistyped word or name is never an empty result: the nearest is offered."""
    with pytest.raises(rt.UnknownValueError, match=f"did you mean '{meant}'"):
        rich.collections[collection].where(**{keyword: typed})


@pytest.mark.parametrize(("collection", "keyword", "vocabulary"), VOCABULARIES)
def test_the_words_are_understood_in_both_languages(
    rich: rt.Dataset, collection: str, keyword: str, vocabulary: type[rt.Word]
) -> None:
    """Every word of a vocabulary is understood as such, and by both its labels."""
    whole = rich.collections[collection]
    for word in vocabulary:
        column: list[Any] = [getattr(record, keyword) for record in whole]
        found = whole.where(**{keyword: word.value})
        assert len(found) == column.count(word)
        for typed in (word, word.label, word.label_lv, word.label_lv.upper()):
            assert whole.where(**{keyword: typed}) == found


@pytest.mark.parametrize(
    ("collection", "asked", "ids"),
    [
        # 23 to 25 June 2001, and the year 2003.
        ("activities", {"year": 2001}, (FESTIVAL,)),
        ("activities", {"since": "2001-06-25", "until": 2002}, (FESTIVAL,)),
        ("activities", {"since": date(2001, 6, 24), "until": "2001-06-24"}, (FESTIVAL,)),
        ("activities", {"until": "2001-06-22"}, ()),
        ("activities", {"since": "2001-06-26", "until": 2002}, ()),
        ("activities", {"since": "2001-06-26"}, (REGATTA,)),
        ("activities", {"year": [2001, 2003]}, (FESTIVAL, REGATTA)),
        # 2002 to 2004: each year of it, and none beside.
        ("projects", {"year": 2001}, ()),
        ("projects", {"year": 2002}, (LAKE,)),
        ("projects", {"year": 2003}, (LAKE,)),
        ("projects", {"year": 2004}, (LAKE,)),
        ("projects", {"year": 2005}, ()),
        ("projects", {"since": "2004-12-31"}, (LAKE,)),
        ("projects", {"until": "2002-01-01"}, (LAKE,)),
        # From 2004, it is not known until when; 2005 to 2006; undated.
        ("memberships", {"year": 2003}, ()),
        ("memberships", {"year": 2004}, (COUNCIL,)),
        ("memberships", {"year": 2005}, (SEAT,)),
        ("memberships", {"since": 2006}, (SEAT,)),
        ("memberships", {"since": 2007}, ()),
        # A role is of the time of its whole; who built the cooperation up did so at no time told.
        ("roles", {"year": 2001}, (ORGANISED, SANG, PLAYED)),
        ("roles", {"year": 2004}, (PAID, LED, DUG)),
        ("roles", {"year": 2007}, (INITIATED,)),
        ("statements", {"year": 2001}, (SIZE,)),
        ("statements", {"year": 2002}, ()),
    ],
)
def test_dates_overlap(
    rich: rt.Dataset, collection: str, asked: dict[str, Any], ids: tuple[str, ...]
) -> None:
    """An interval matches every year that it touches, and one with an unknown end no later one."""
    whole = rich.collections[collection]
    assert whole.where(**asked).ids == in_order(whole, ids)


@pytest.mark.parametrize(
    ("collection", "undated"),
    [
        ("activities", (POND_DAY,)),
        ("memberships", (KACZKI,)),
        ("roles", (BUILT_UP,)),
        ("statements", (OF_FESTIVAL, OF_COUNCIL, OF_DONALD, WATER)),
    ],
)
def test_what_has_no_date_matches_no_year(
    rich: rt.Dataset, collection: str, undated: tuple[str, ...]
) -> None:
    """What is not dated is found without dates, and is in no year, however many are asked for."""
    whole: Any = rich.collections[collection]
    dated = tuple(id for id in whole.ids if id not in undated)
    assert whole.where(year=range(1, 10_000)).ids == dated
    assert whole.where(since=1).ids == whole.where(until=9999).ids == dated
    assert in_order(whole, undated) == tuple(r["id"] for r in whole.to_dicts() if not r["date"])


def test_all_filters_of_activities_are_joined(rich: rt.Dataset) -> None:
    """Filters are joined by AND: one that does not hold leaves nothing."""
    every: dict[str, Any] = {
        "holder": "town",
        "partnership": "town-goosund",
        "kind": "festival",
        "country": "NO",
        "field": "culture",
        "year": 2001,
        "place": "goose-county",
        "organisation": "duck-council",
        "person": "donald",
        "outcome": "realised",
        "funder": "pond-league",
    }
    others: dict[str, Any] = {
        "holder": "shire",
        "partnership": "town-kaczki",
        "kind": "gift",
        "country": "JP",
        "field": "sport",
        "year": 2003,
        "place": "kaczki",
        "outcome": "idea",
        "funder": "goose-county",
    }
    assert rich.activities(**every).ids == (FESTIVAL,)
    for keyword, value in others.items():
        assert rich.activities(**every | {keyword: value}).ids == ()
