"""The laws of collections as values: copied, hashed, pickled, sent to another process."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rezekne_twins as rt
from rezekne_twins.keeping.diff import compare
from rezekne_twins.sequence import Collection


@st.composite
def selections(draw: st.DrawFn, data: rt.Dataset) -> Collection[Any]:
    """Draw some records of one collection, in any order."""
    whole: Collection[Any] = draw(st.sampled_from([*data.collections.values()]))
    positions = draw(st.lists(st.integers(0, len(whole) - 1), unique=True, max_size=9))
    return whole._of([whole[n] for n in positions])


@given(st.data())
def test_copies_pickles_and_hashes(tiny: rt.Dataset, draws: st.DataObject) -> None:
    """A copy is the thing itself, a pickle is equal, and what is equal has one hash."""
    part = draws.draw(selections(tiny))
    protocol = draws.draw(st.integers(2, pickle.HIGHEST_PROTOCOL))
    again = pickle.loads(pickle.dumps(part, protocol))  # noqa: S301
    assert copy.copy(part) is copy.deepcopy(part) is part
    assert copy.deepcopy([part])[0] == part
    assert type(again) is type(part)
    assert again == part
    assert hash(again) == hash(part)
    assert {part, again} == {part}
    assert [copy.deepcopy(record) for record in part] == list(part)
    assert [hash(record) for record in again] == [hash(record) for record in part]


@given(st.data())
def test_two_selections_are_equal_where_their_records_are(
    tiny: rt.Dataset, draws: st.DataObject
) -> None:
    """Kind, records and order make a selection; nothing else equals it."""
    a, b = (draws.draw(selections(tiny)) for _ in range(2))
    same = type(a) is type(b) and list(a) == list(b)
    assert (a == b) is same
    assert (a != b) is not same
    assert len({a, b}) == 2 - same
    assert a != list(a)


@pytest.mark.parametrize("seed", ["0", "random"])
def test_a_pickle_is_read_in_another_process(tiny: rt.Dataset, tmp_path: Path, seed: str) -> None:
    """Whatever the hash seed there, it is the same: in sets, by id, by filter, and sent back."""
    code = (
        "import pickle, sys\n"
        "data, parts = pickle.load(open(sys.argv[1], 'rb'))\n"
        "assert [part for part in parts if part not in {*parts}] == []\n"
        "assert all(part[id] in {*part} for part in parts for id in part.ids)\n"
        "assert parts[0].where(country='NO') == data.partnerships(country='NO')\n"
        "pickle.dump((data, parts), open(sys.argv[1], 'wb'))\n"
    )
    path = tmp_path / "pickled"
    parts = [tiny.partnerships, *(collection[1:] for collection in tiny.collections.values())]
    path.write_bytes(pickle.dumps((tiny, parts)))
    subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", "-c", code, str(path)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
    )
    data, back = pickle.loads(path.read_bytes())  # noqa: S301
    assert data == tiny
    assert back == parts
    assert compare(data, tiny) == ()


def test_nothing_differs_from_itself(shipped: rt.Dataset, tmp_path: Path) -> None:
    """The shipped set has no difference to itself, nor to what is read back of it."""
    assert compare(shipped, shipped) == ()
    assert compare(shipped, rt.load(shipped.to_json(tmp_path / "all.json"))) == ()
