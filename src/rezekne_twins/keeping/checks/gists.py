"""Whether what is said twice agrees: a date or number, and the gists of the paragraphs cited.

So a plausible wrong year, or a citation of another paragraph, is found without the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rezekne_twins import models
from rezekne_twins.dates import PartialDate, known_sides
from rezekne_twins.keeping.checks.base import Fault, last_word, rule, strings
from rezekne_twins.models.columns import KeyPath, walk
from rezekne_twins.models.record import children
from rezekne_twins.store import Store

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
"""English names; those of `calendar` depend on the locale."""
_YEAR = r"\b(?:1[0-9]|20)[0-9]{2}\b"
_OURS = _YEAR + r"|\b[0-9]+(?=st\b|nd\b|rd\b|th\b)"
_NUMBERS = {**dict.fromkeys(("title", "title_lv", "summary"), _OURS), "text": r"\b[1-9][0-9]{2,}\b"}
"""What is looked for in texts of ours: years, ordinals, and in statements every larger number."""


@rule("E310", unless="E303")
def named_in_gists(store: Store) -> Iterator[Fault]:
    """Every date and number stands in a gist that its record cites, or in as_written or note."""
    for record in dict.fromkeys(record for record, _, _ in store.cited()):
        given = _given(store, record)
        for key, value in _stated(record):
            missing = [names[0] for names in _parts(value) if given.isdisjoint(names)]
            for wanted in missing[:1]:  # one finding for a value, about its longest period
                alike = _MONTHS if wanted.isalpha() else re.sub("[0-9]", "[0-9]", wanted)
                named = _words(" | ".join(cite.gist for cite in record.cites))
                others = ", ".join(sorted(word for word in named if re.fullmatch(alike, word)))
                whole = "" if str(value) in {wanted, f"{wanted}.0"} else f" in {value}"
                told = {"wanted": wanted, "others": others, "whole": whole}
                yield Fault("other" if others else "none", *key, of=record, **told)


@rule("E311")
def years_in_titles(store: Store) -> Iterator[Fault]:
    """A year in a title or summary is one of a record that it covers, or in a gist it cites."""
    kinds = (models.Partnership, models.Activity, models.Project, models.Statement, models.Conflict)
    for record in (record for kind in kinds for record in store.table(kind)):
        covered = (record, *children(record), *getattr(record, "records", ()))
        values = (value for each in covered for _, value in _stated(each))
        held = _given(store, record).union(*(names for value in values for names in _parts(value)))
        for key, text in strings(record):
            numbers = _NUMBERS.get(last_word(key))
            years = {*re.findall(numbers, _without_commas(text))} - held if numbers else set[str]()
            yield from (Fault("fault", *key, of=record, key=key[0], year=year) for year in sorted(years))


def _stated(record: models.Record) -> Iterator[tuple[KeyPath, PartialDate | float]]:
    """Yield the dates and numbers that the sources of a record state, with the path to each.

    The date that a role inherits is that of its whole. The number 1 hides in words ("a team").
    """
    inherited = getattr(getattr(record, "within", None), "date", None)
    for key, column, item in walk(record, but=(models.Attached, models.Coordinates)):
        written = type(item) in {PartialDate, float, int} and not column.derived
        if written and item not in {1, inherited} and key[0] not in getattr(record, "references", ()):
            yield key, item


def _given(store: Store, record: models.Record) -> set[str]:
    """Return the words of the gists that a record cites, its printed forms and notes.

    Where they name no year, it is that of the text: a day that is printed in 2011 is of 2011.
    """
    printed = (t for key, t in strings(record) if last_word(key).endswith(("as_written", "note")))
    text = " | ".join((*(cite.gist for cite in record.cites), *printed))
    dates = (str(getattr(store.by_id[cite.source], "as_of", "")) for cite in record.cites)
    return _words(text if re.search(_YEAR, text) else " | ".join((text, *(date[:4] for date in dates))))


def _words(text: str) -> set[str]:
    """Return words and numbers, without zeros in front and commas: 5 for `05`, 150000 for `150,000`."""
    text = _without_commas(text)
    words = re.findall(r"\d+\.\d+|\d+0s|[^\W\d_]+", text)
    return {*words, *(str(int(number)) for number in re.findall(r"\d+(?!\d|s\b)", text))}


def _without_commas(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def _parts(value: PartialDate | float) -> Iterator[tuple[str, ...]]:
    """Yield for each part of a date, the longest period first, the names that it may have.

    A number has one part.
    """
    plain = value.text if isinstance(value, PartialDate) else f"{abs(value):.6f}".rstrip("0").rstrip(".")
    for side in known_sides(plain):
        year, *rest = side.rstrip("~?").split("-")
        name = re.sub(r"^0+(?=\d)", "", year.replace("X", "0")) + "s" * ("X" in year)
        yield (name, str(int(year[:2]) + 1)) if "XX" in year else (name,)  # "19XX": 20th century
        yield from ((_MONTHS.split("|")[int(month) - 1], str(int(month))) for month in rest[:1])
        yield from ((str(int(day)),) for day in rest[1:])
