"""The laws of the status of a partnership, whatever its acts."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

import rezekne_twins as rt
from rezekne_twins.models.validity import last_known, validity
from tests.property.strategies import one_of_texts, single_date_texts, unspecified_texts

DAYS = st.dates(date(1985, 1, 1), date(2015, 1, 1))
CHANGES = {rt.ActKind.SUSPENDED, rt.ActKind.ENDED}


def _act(kind: rt.ActKind, when: str | None, term: int | None, *, renews: bool) -> rt.Act:
    return rt.Act.model_construct(
        id="town-kaczki/act",
        kind=kind,
        date=rt.PartialDate(when) if when else None,
        term_years=term,
        renews_itself=renews and term is not None,
    )


near = DAYS.map(date.isoformat).flatmap(lambda day: st.sampled_from([day[:4], day[:7], day]))
dates = st.one_of(
    near,
    near,
    near.map("[..{}]".format),
    near.map("[{}..]".format),
    st.sampled_from(["198X", "199X", "200X", "19XX", "[1994..1997]", "[1989..2004]"]),
    single_date_texts() | unspecified_texts() | one_of_texts(),
)
kinds = st.sampled_from(list(rt.ActKind)) | st.sampled_from(["signed", "joined", "ended"]).map(
    rt.ActKind
)
acts = st.lists(
    st.builds(_act, kinds, st.none() | dates, st.none() | st.integers(1, 30), renews=st.booleans()),
    max_size=4,
).map(tuple)
as_ofs = st.none() | near.map(rt.PartialDate)
Acts = tuple[rt.Act, ...]


@given(acts, as_ofs, DAYS, st.integers(0, 900), st.data())
def test_a_span_has_the_status_of_each_of_its_days(
    found: Acts, as_of: rt.PartialDate | None, first: date, length: int, data: st.DataObject
) -> None:
    """A span that is not unknown has one status, which every day in it has too."""
    span = rt.PartialDate(f"{first}/{first + timedelta(length)}")
    answer = validity(found, as_of, span)
    day = first + timedelta(data.draw(st.integers(0, length)))
    if answer is not rt.Validity.UNKNOWN:
        assert validity(found, as_of, day) is answer


@given(acts, as_ofs, DAYS, st.randoms(use_true_random=False))
def test_the_order_in_a_file_does_not_matter(
    found: Acts, as_of: rt.PartialDate | None, day: date, random: Random
) -> None:
    """Only the dates of the acts decide, unless two are written with the same date."""
    written = [act.date for act in found]
    if len(set(written)) == len(written):
        shuffled = list(found)
        random.shuffle(shuffled)
        assert validity(tuple(shuffled), as_of, day) is validity(found, as_of, day)


@given(acts, near.map(rt.PartialDate), DAYS)
def test_without_a_term_nothing_is_in_force_after_the_sources(
    found: Acts, as_of: rt.PartialDate, day: date
) -> None:
    """After the last day up to which they speak, only a stated term keeps it in force."""
    bare = tuple(a.model_copy(update={"term_years": None, "renews_itself": False}) for a in found)
    if as_of.latest and day > as_of.latest:
        assert validity(bare, as_of, day) is not rt.Validity.IN_FORCE
        assert validity(bare, as_of, day) is not rt.Validity.SUSPENDED


@given(acts, as_ofs, DAYS)
def test_no_status_without_its_act(found: Acts, as_of: rt.PartialDate | None, day: date) -> None:
    """It is ended or suspended only after an act of that kind, and begun after one that begins."""
    answer = validity(found, as_of, day)
    if answer in {str(kind) for kind in CHANGES}:
        assert any(
            act.kind.value == answer.value and act.date and act.date.latest and act.date.latest <= day
            for act in found
        ) or any(
            act.kind.value == answer.value and act.date and act.date.latest is None for act in found
        )
    if answer is rt.Validity.NOT_BEGUN:
        for act in found:
            assert not (act.date and act.date.latest and act.date.latest <= day) or (
                act.kind.value in {"protocol", "decided", "renamed", "other"}
            )


@given(acts, as_ofs, DAYS)
def test_renewal_only_prolongs(found: Acts, as_of: rt.PartialDate | None, day: date) -> None:
    """What is in force without renewing itself is in force with it."""
    bare = tuple(act.model_copy(update={"renews_itself": False}) for act in found)
    renewed = tuple(act.model_copy(update={"renews_itself": bool(act.term_years)}) for act in found)
    if validity(bare, as_of, day) is rt.Validity.IN_FORCE and len(found) < 2:
        assert validity(renewed, as_of, day) is rt.Validity.IN_FORCE


@given(acts, DAYS)
@example((_act(rt.ActKind.SIGNED, "[..1989]", None, renews=False),), date(2010, 5, 1))
def test_last_known_is_the_status_on_the_day_of_the_sources(found: Acts, day: date) -> None:
    """Where that is one day, it is what `validity` answers for that day."""
    as_of = rt.PartialDate(day.isoformat())
    known = tuple(a for a in found if not (a.date and a.date.earliest and a.date.earliest > day))
    assert last_known(known, as_of) is validity(known, as_of, day)
