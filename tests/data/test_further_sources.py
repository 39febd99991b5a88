"""What the six further sources add to the two pages, and what they must not be made to say."""

from __future__ import annotations

import pytest

import rezekne_twins as rt

FURTHER = (
    "czewa24",
    "kupiskio-kultura",
    "nordeninfo-baltikum",
    "nordeninfo-rezekne",
    "rezeknesnovads-postavy",
    "suwalskie-wiesci",
)


@pytest.mark.parametrize("source", FURTHER)
def test_each_source_is_cited(source: str) -> None:
    """Every further source says on which day it was published, and records rest on it."""
    assert rt.source(source).published is not None
    assert any(section.cited for section in rt.dataset().coverage() if section.source == source)


def test_only_the_kupiskis_text_is_cut() -> None:
    """The extent of a source is held where less than all of it was read."""
    assert [s.id for s in rt.sources() if s.extent is not None] == ["kupiskio-kultura"]


def test_kupiskis_began_in_1999() -> None:
    """The signing has a day and its own source; the page's silence is still a conflict."""
    partnership = rt.partnership("municipality-kupiskis")
    agreement = rt.act("municipality-kupiskis/agreement")
    assert str(partnership.began) == str(agreement.date) == "1999-07-17"
    assert [cite.source for cite in agreement.cites] == ["kupiskio-kultura"]
    assert [p.id for p in agreement.parties] == ["rezekne-district", "kupiskis-district-municipality"]
    prolongation = rt.act("municipality-kupiskis/prolongation")
    assert prolongation.concerns == agreement
    assert prolongation in rt.conflict("prolonged-without-beginning").records


@pytest.mark.parametrize(
    ("conflict", "dates"),
    [
        ("czestochowa-beginning-year", {"1992", "1994"}),
        ("arendal-agreement-year", {"1994", "1995", "1996"}),
        ("aust-agder-accession-year", {"1994", "1995", "1996"}),
    ],
)
def test_every_year_is_a_reading(conflict: str, dates: set[str]) -> None:
    """Sources that disagree on a year each have a reading, with the act that holds the year."""
    records = rt.conflict(conflict).records
    assert {str(r.date) for r in records if isinstance(r, rt.Act)} == dates


def test_a_second_beginning_is_an_act_of_its_own() -> None:
    """Częstochowa began in 1992 or 1994: both acts stand, the earlier one dates the partnership."""
    partnership = rt.partnership("city-czestochowa")
    assert [str(act.date) for act in partnership.acts] == ["1994", "1992"]
    assert str(partnership.began) == "1992"


def test_suwalki_renews_itself() -> None:
    """Its five years end in 2010, but the agreement renews itself; it may be a preliminary one."""
    assert rt.partnership("city-suwalki").validity(on="2010-06") == "in_force"
    assert rt.act("city-suwalki/accord") in rt.conflict("suwalki-preliminary").records


def test_arendal_is_in_force_until_2020_begins() -> None:
    """A term to 2020 covers 2018; nothing is known of 2021."""
    for id in ("city-arendal", "municipality-arendal"):
        assert rt.partnership(id).validity(on=2018) == "in_force"
        assert rt.partnership(id).validity(on=2021) == "unknown"


def test_a_decision_is_not_an_agreement() -> None:
    """The county council's decision is known to lie before a day, and has no term."""
    decided = rt.acts(kind="decided")
    assert [(act.id, str(act.date)) for act in decided] == [
        ("city-suwalki/councillors-decision", "[..2005-04-18]"),
        ("municipality-arendal/county-decision", "[..2012-10-08]"),
    ]
    assert all(act.term_years is None and act.term_until is None for act in decided)
    assert rt.act("municipality-arendal/prolongation").term_years is None


def test_what_is_announced_is_not_signed() -> None:
    """The text of 2008 announces an agreement with Postavy: a plan and a conflict, no act."""
    partnership = rt.partnership("municipality-postavy")
    assert [act.kind for act in partnership.acts] == ["prolonged"]
    assert partnership.began is None
    visit = rt.activity("municipality-postavy/official-visit")
    assert (str(visit.date), visit.outcome) == ("2008-06-06?/2008-06-09?", "planned")
    assert visit in rt.conflict("postavy-agreement").records


def test_a_guest_is_not_a_partner() -> None:
    """Edineț sent a delegation: it has neither a partnership nor a statement that denies one."""
    edinet = rt.place("edinet")
    assert not [p for p in rt.partnerships() if edinet in p.counterparts]
    assert not [s for s in rt.statements(topic="not_a_partner") if s.subject == edinet]


def test_all_that_was_read_is_covered() -> None:
    """Each paragraph that was read, of every source, is cited or says why it holds nothing."""
    for section in rt.dataset().coverage():
        assert section.cited + len(section.waived) == len(section.records), section


def test_suwalki_without_renewal_has_lapsed() -> None:
    """Only because it renews itself is the agreement of five years in force in June 2010."""
    partnership = rt.partnership("city-suwalki")
    plain = {"renews_itself": False, "term_years": 5}
    acts = tuple(act.model_copy(update=plain if act.term_years else {}) for act in partnership.acts)
    bare = partnership.model_copy(update={"acts": acts})
    assert bare.validity(on="2010-06") == "unknown"


def test_nothing_is_in_force_after_its_sources_without_a_term() -> None:
    """Where no act has a stated term, the status is unknown from the next year on."""
    for partnership in rt.partnerships():
        assert partnership.as_of is not None
        assert partnership.as_of.latest is not None
        ended = any(act.kind in {"ended", "suspended"} for act in partnership.acts)
        if not ended and not any(act.term_years or act.term_until for act in partnership.acts):
            after = partnership.as_of.latest.year + 1
            assert partnership.validity(on=after) == "unknown", partnership.id


def test_an_act_alone_moves_the_date_of_its_partnership() -> None:
    """Each partnership speaks up to the latest date of any source that anything in it cites."""
    cited: dict[str, set[str]] = {}
    for citation in rt.citations():
        record = citation.record
        owner = getattr(record, "partnership", None) or record.id
        cited.setdefault(str(owner), set()).add(citation.source.id)
    for partnership in rt.partnerships():
        dates = [rt.source(source).as_of for source in cited[partnership.id]]
        assert partnership.as_of == max(day for day in dates if day), partnership.id


def test_last_known_is_told_of_every_partnership() -> None:
    """What the column says, the filter finds."""
    for row in rt.partnerships().to_dicts():
        assert row["id"] in rt.partnerships(last_known=row["last_known"]).ids


def test_ties_begin_with_their_own_counterpart() -> None:
    """Aust-Agder's acts begin in 1996, the town of Dmitrov's in 2005."""
    first = {
        tie: min(str(act.date) for act in rt.ties()[tie].acts)
        for tie in ("city-arendal/aust-agder", "city-dmitrov/dmitrov")
    }
    assert first == {"city-arendal/aust-agder": "1996", "city-dmitrov/dmitrov": "2005"}


def test_three_readings_of_the_beginning_with_arendal() -> None:
    """1994, 1995 and 1996 each have a reading of their own, with the paragraph that says so."""
    readings = rt.conflict("arendal-agreement-year").readings
    assert len(readings) == 3
    assert all(reading.cites for reading in readings)
    assert {cite.source for reading in readings for cite in reading.cites} == {
        "nordeninfo-baltikum",
        "rezekne-lv",
        "rezeknesnovads-lv",
    }
