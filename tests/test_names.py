"""Names are understood as people type them, and a refusal says what would be understood."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rezekne_twins.names import Names, fold, latvian_key
from rezekne_twins.suggestions import near, understood

DUCKS = {"town goosund": "town-goosund", "shire goosund": "shire-goosund", "ponds": "ponds"}
MANY = {f"pond number {n}": f"pond-{n}" for n in range(100)}


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Suwałki", "suwalki"),
        ("GÖLBAŞI", "golbasi"),
        ("Gölbaşı", "golbasi"),
        ("İzmir", "izmir"),
        ("Gøøsund", "goosund"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Ærø", "aero"),
        ("Œuvre", "oeuvre"),
        ("Đakovo", "dakovo"),
        ("Þórshöfn", "thorshofn"),
        ("Rēzekne", "rezekne"),
        ("Kupiškis", "kupiskis"),
        ("Częstochowa", "czestochowa"),
        ("Витебск", "витебск"),
        ("Aust-Agder", "aust agder"),
        ("in_force", "in force"),
        ("  Ezeru \n zeme ", "ezeru zeme"),
        ("Eiroreģions „Ezeru zeme”", "eiroregions ezeru zeme"),
        ("Cote d'Ivoire", "cote d ivoire"),
        ("2011-09-23", "2011 09 23"),
        ("„…”", ""),
        ("", ""),
    ],
)
def test_case_diacritics_and_punctuation_do_not_matter(typed: str, folded: str) -> None:
    """Names that differ only in case, diacritics, punctuation or blanks fold to one text."""
    assert fold(typed) == folded


@given(st.text())
@example("\u01fe")
@example("\u01fd")
def test_folding_does_not_depend_on_how_letters_are_encoded(text: str) -> None:
    """Composed and decomposed forms of one text fold alike, whatever keyboard typed them."""
    composed = fold(unicodedata.normalize("NFC", text))
    assert composed == fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(st.text())
@example("\U0001f130")
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded stays as it is when folded again: no capital and no mark is left over."""
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_upper_case_folds_as_lower_case_does(text: str) -> None:
    """Latin letters, in whatever case, fold alike."""
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


def test_whole_words_are_nearer_than_spelling() -> None:
    """A word that stands in an id is nearer than an id that is merely spelt alike."""
    assert near("goosund", {**DUCKS, "goosunt": "goosunt"})[:2] == ["town-goosund", "shire-goosund"]


@pytest.mark.parametrize("typed", ["pondz", "PONDS", "pnods"])
def test_a_slip_of_spelling_is_near(typed: str) -> None:
    """A letter too many, too few or swapped still finds the entry."""
    assert near(typed, DUCKS) == ["ponds"]


@pytest.mark.parametrize("typed", ["xyzzy", "", "„”"])
def test_nothing_is_near_to_nonsense(typed: str) -> None:
    """Nonsense has no suggestion: a wild guess would mislead."""
    assert near(typed, DUCKS) == []


def test_no_more_are_named_than_asked_for_and_none_twice() -> None:
    """A suggestion is short, and two names of one entry are one suggestion."""
    assert len(near("pond", MANY)) == 4
    assert len(near("pond", MANY, most=2)) == 2
    assert near("goosund", {"goosund": "goosund", "goosund town": "goosund"}) == ["goosund"]


def test_a_short_vocabulary_is_listed_whole() -> None:
    """Of a few words all are named, and the nearest ones first."""
    assert understood("xyzzy", DUCKS, "tie") == "valid values: town-goosund, shire-goosund, ponds"
    said = understood("goosund", DUCKS, "tie")
    assert said.startswith("did you mean 'town-goosund' or 'shire-goosund'? valid values: ")


def test_a_long_vocabulary_is_not_listed_whole() -> None:
    """Of many words only near ones are named, or where none is, how many there are."""
    assert understood("pond number 7", MANY, "pond") == "did you mean 'pond-7'?"
    said = understood("xyzzy", MANY, "pond")
    assert said.startswith("there are 100 valid values of pond, such as: pond-0, pond-1, ")
    assert said.endswith(", …")
    assert "pond-99" not in said


def test_an_empty_vocabulary_says_so() -> None:
    """Where nothing would be understood, the message says that."""
    assert understood("pond", {}, "pond") == "valid values: none"


def test_a_name_that_several_share_finds_all() -> None:
    """One name can mean several records, and every name of a record finds it once."""
    names = Names([(1, "Goosund", ("Gøøsund", "Zossunda")), (2, "Old Goosund", ("GOOSUND",))])
    assert names.get("goosund") == (1, 2)
    assert names.get(" ZOSSUNDA!") == (1,)
    assert names.get("Kaczki") == ()
    assert sorted(names.shown) == ["goosund", "old goosund", "zossunda"]


def test_what_is_suggested_is_the_word_shown_for_a_record() -> None:
    """A refusal names a record by the word that stands for it, whichever name was near."""
    names = Names([(1, "Goosund", ("Zossunda",))])
    told = understood("Zossund", names.shown, "town")
    assert told == "did you mean 'Goosund'? valid values: Goosund"


def test_a_shared_word_of_a_hidden_name_suggests_nothing() -> None:
    """The Soviet Union is not the Comoros, though these are a union too."""
    known = {"comoros": "Comoros", "union of the comoros": "Comoros", "norway": "Norway"}
    assert near("Soviet Union", known) == []
    assert near("the Comoros islands", known) == ["Comoros"]


@pytest.mark.parametrize("typed", ["NOX", "el", "xx", "U"])
def test_codes_are_not_compared_by_spelling(typed: str) -> None:
    """Two of three letters in common make no suggestion."""
    known = {"nor": "Norway", "nox y": "Other", "bel": "Belgium", "us": "United States"}
    assert near(typed, known) == []


def test_only_the_nearest_spellings_are_named() -> None:
    """Ireland is meant by Irland, and Iran is not."""
    assert near("Irland", {"ireland": "Ireland", "iran": "Iran"}) == ["Ireland"]


@pytest.mark.parametrize("name", ["???", "—", "🇳🇴", "", "!"])
def test_a_name_without_letters_means_nothing(name: str) -> None:
    """It is not in the index, and does not mean every other name without letters."""
    names = Names([(1, "Goosund", ("🇳🇴",)), (2, "—", ())])
    assert names.get(name) == ()


@pytest.mark.parametrize("dotted", ["U.S.A.", "U.S.A", "u.s.a.", "USA"])
def test_a_dotted_abbreviation_is_understood(dotted: str) -> None:
    """Dots between letters do not matter."""
    assert Names([(1, "US", ("USA",))]).get(dotted) == (1,)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ħal Għaxaq", "hal ghaxaq"),
        ("Deaŧŋu", "deatnu"),
        ("Gəncə", "gence"),
        ("Cote d\N{MODIFIER LETTER APOSTROPHE}Ivoire", "cote d ivoire"),
        ("Cote d’Ivoire", "cote d ivoire"),
        ("Cote d'Ivoire", "cote d ivoire"),
    ],
)
def test_letters_and_apostrophes_fold(text: str, folded: str) -> None:
    """Letters with a stroke lose it; every apostrophe is the same."""
    assert fold(text) == folded


def test_latvian_order() -> None:
    """Letters with a caron or cedilla follow their base letter; long vowels sort with short."""
    ordered = ["āda", "adata", "Cēsis", "čau", "dūja", "gads", "ģērbs", "kā", "ķermenis"]
    ordered += ["lūpa", "ļoti", "nāk", "ņem", "Suvalki", "šalle", "Zilupe", "žagars"]
    assert sorted(dict.fromkeys(reversed(ordered)), key=latvian_key) == ordered
