"""Whether what is said twice agrees: a date or number, and the gists of the paragraphs cited.

So a plausible wrong year, or a citation of another paragraph, is found without the page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from rezekne_twins import models
from rezekne_twins.dates import PartialDate, known_sides
from rezekne_twins.keeping.checks.base import TEXTS, Fault, last_word, rule, strings
from rezekne_twins.models.columns import KeyPath, walk
from rezekne_twins.models.record import children, naming
from rezekne_twins.names import fold
from rezekne_twins.store import Store

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
"""English names; those of `calendar` depend on the locale."""
_YEAR = r"\b(?:1[0-9]|20)[0-9]{2}\b"
_OURS = _YEAR + r"|\b[0-9]+(?=st\b|nd\b|rd\b|th\b)"
_NUMBERS = {**dict.fromkeys(("title", "title_lv", "summary"), _OURS), "text": r"\b[1-9][0-9]{2,}\b"}
"""What is looked for in texts of ours: years, ordinals, and in statements every larger number."""

_BOUNDS = (models.Qualifier.MORE_THAN, models.Qualifier.AT_LEAST)
_NAMED = (models.Place, models.Organisation, models.Country)


@rule("E310", unless="E300 E303")
def named_in_gists(store: Store) -> Iterator[Fault]:
    """Every date and number stands in a gist that its record cites, or in as_written or note."""
    for record in dict.fromkeys((*(r for r, _, _ in store.cited()), *store.table(models.Source))):
        given = _given(store, record)
        for key, value in _stated(record):
            missing = [names[0] for names in _parts(value) if given.isdisjoint(names)]
            for wanted in missing[:1]:  # one finding for a value, about its longest period
                alike = _MONTHS if wanted.isalpha() else re.sub("[0-9]", "[0-9]", wanted)
                named = _words(_gists(_cited(record)))
                others = ", ".join(sorted(word for word in named if re.fullmatch(alike, word)))
                file = "".join(f"sources/{paragraph.source}.toml" for paragraph in _cited(record)[:1])
                whole = "" if str(value) in {wanted, f"{wanted}.0"} else f" in {value}"
                told = {"wanted": wanted, "others": others, "whole": whole, "file": file}
                case = "source" if isinstance(record, models.Source) else "other" if others else "none"
                yield Fault(case, *key, of=record, **told)


@rule("E311")
def years_in_titles(store: Store) -> Iterator[Fault]:
    """A year in a title or summary is one of a record that it covers, or in a gist it cites."""
    kinds = (models.Partnership, models.Activity, models.Project, models.Statement, models.Conflict)
    for record in (record for kind in kinds for record in store.table(kind)):
        covered = (record, *children(record), *getattr(record, "records", ()))
        held = _held(covered) | _given(store, record)
        for key, text in strings(record):
            if numbers := _NUMBERS.get(last_word(key)):
                for year in sorted({*re.findall(numbers, _without_commas(text))} - held):
                    yield Fault("fault", *key, of=record, key=last_word(key), year=year)


@rule("E312", unless="E300 E303")
def named(store: Store) -> Iterator[Fault]:
    """What a record names, other than both sides, and how it counts is in its gists or its texts."""
    homes = {holder.id: holder.place for holder in store.about.holders}
    for record in dict.fromkeys(record for record, _, _ in store.cited()):
        heard = _heard(record)
        words, whole = fold(heard).split(), store.by_id.get(getattr(record, "partnership", None) or "")
        sides = (*getattr(whole, "counterparts", ()), homes.get(getattr(record, "holder", None) or ""))
        term = isinstance(record, models.Act) and record.term_years and not record.renews_itself
        if term and re.search(TEXTS["renewing"], heard):
            yield Fault("renews", "term_years", of=record)
        for key, column, item in walk(record, but=models.Attached):
            if isinstance(item, models.Quantity):
                yield from _counted(record, key, item, heard.lower())
            elsewhere = (*vars(record).get("references", ()), vars(record).get("part_of") and "country")
            stated = key[0] in TEXTS["naming"] and key[0] not in elsewhere and column.reference
            if stated and isinstance(item, _NAMED) and item not in sides:
                names = (*naming(item), *vars(item).get("other_names", ()))
                if not any(_is_said(words, name) for name in names):
                    yield Fault("fault", *key, of=record, item=item, key=key[0])
    yield from _called(store)


def _called(store: Store) -> Iterator[Fault]:
    """Yield holders and people that are called otherwise in their places and gists."""
    for n, holder in enumerate(store.about.holders):
        said = fold(" ".join(naming(holder))).split()
        if not any(_is_said(said, name) for name in naming(holder.place)):
            yield Fault("holder", "holders", n, "place", of=store.about, holder=holder)
    for person in store.table(models.Person):
        gists, name = fold(_gists(person.cites)), fold(person.title)
        if _is_said(gists.split(), name, 4) and not re.search(rf"\b{re.escape(name)}\b", gists):
            yield Fault("person", "title", of=person)


def _counted(of: models.Record, key: KeyPath, number: models.Quantity, heard: str) -> Iterator[Fault]:
    """Yield what the text beside a number does not say: how exact it is, its unit, per what."""
    how = next((word.label for word in _BOUNDS if word is number.qualifier), "")
    said = [word.label for word in _BOUNDS if f"{word.label} {number.value:.15g} " in heard]
    gists = _without_commas(_gists(of.cites))  # else it is counted in as_written, in its language
    if (how and how not in heard and f"{number.value:.15g}" in gists) or (said and how not in said):
        yield Fault("how", *key, of=of, how=how or said[0])
    if number.per and number.per.lower() not in heard:
        yield Fault("per", *key, of=of, per=number.per)
    if not re.search(TEXTS["units"].get(number.unit, ""), heard):
        yield Fault("unit", *key, of=of, unit=number.unit)


def _heard(record: models.Record) -> str:
    """Return what a record says in words, and the gists and headings of what it cites."""
    own = (
        t for key, t in strings(record) if last_word(key) in TEXTS["own_words"] and "quantity" not in key
    )
    within: Any = getattr(record, "within", None)
    told = (f"{cite.heading or ''} | {cite.gist}" for cite in record.cites)
    return _without_commas(" | ".join((*told, *own, within.title if within else "")))


def _is_said(heard: Collection[str], name: str, most: int = 99) -> bool:
    """Tell whether the beginning of each longer word of a name, up to `most` letters, is heard."""
    stems = (word[: max(4, len(word) - 2)][:most] for word in fold(name).split() if word[2:])
    return all(any(word.startswith(stem) for word in heard) for stem in stems)


def _held(records: Iterable[models.Record]) -> set[str]:
    """Return the names of every part of every date and number that records state."""
    values = (value for record in records for _, value in _stated(record))
    return {name for value in values for names in _parts(value) for name in names}


def _stated(record: models.Record) -> Iterator[tuple[KeyPath, PartialDate | float]]:
    """Yield the dates and numbers that the sources of a record state, with the path to each.

    The date that a role inherits is that of its whole. The number 1 hides in words ("a team").
    """
    inherited = getattr(getattr(record, "within", None), "date", None)
    for key, column, item in walk(record, but=(models.Attached, models.Coordinates)):
        written = type(item) in {PartialDate, float, int} and not column.derived
        elsewhere = key[0] in {"retrieved", *getattr(record, "references", ())}
        if written and item not in {1, inherited} and not elsewhere:
            yield key, item


def _given(store: Store, record: models.Record) -> set[str]:
    """Return the words of the gists that a record cites, its printed forms and notes.

    Where they name no year, it is that of the text: a day that is printed in 2011 is of 2011.
    """
    ends = ("as_written", "note", "url")
    printed = (text for key, text in strings(record) if last_word(key).endswith(ends))
    text = " | ".join((_gists(_cited(record)), *printed))
    dates = (str(getattr(store.by_id[cite.source], "as_of", "")) for cite in record.cites)
    return _words(text if re.search(_YEAR, text) else " | ".join((text, *(date[:4] for date in dates))))


def _cited(record: models.Record) -> tuple[models.Paragraph, ...]:
    """Return the paragraphs that a record rests on; a source rests on its own."""
    return record.paragraphs if isinstance(record, models.Source) else record.cites


def _gists(cites: Iterable[models.Paragraph]) -> str:
    return " | ".join(cite.gist for cite in cites)


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
