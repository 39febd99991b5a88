"""IDs are permanent: every released one is in use or retired, and paragraphs keep their numbers.

People are the exception: the list has only a fingerprint of an ID that names a person, and such an
ID may disappear without a trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rezekne_twins import models
from rezekne_twins.errors import Finding
from rezekne_twins.keeping.pages import fingerprint
from rezekne_twins.loading.files import PUBLISHED, text_of
from rezekne_twins.loading.rows import Location, Parsed
from rezekne_twins.models.columns import KeyPath, walk
from rezekne_twins.models.record import children

_HASHED = "sha256:"


class Released(NamedTuple):
    """A line of the list of released IDs, and the record that it stands for today."""

    file: str
    listed: str
    """The ID; if it names a person, only its fingerprint."""
    marks: tuple[str, ...] = ()
    """Of a section of a source: the fingerprints of its paragraphs, in order."""
    path: KeyPath = ()


def released_ids(folder: Location) -> list[Released]:
    """Return every released ID with the file that it stood in; of a JSON file, none."""
    try:
        text = text_of(folder, PUBLISHED)
    except (OSError, UnicodeDecodeError):
        return []
    rows = (line.split() for line in text.split("\n") if not line.startswith("#"))
    return [Released(row[0], row[1], tuple(row[2:])) for row in rows if len(row) > 1]


def sealed(released: Iterable[Released]) -> str:
    """Return the text of a list: `missing_ids` notices any change that is made to it by hand."""
    lines = "".join(f"{' '.join((row.file, row.listed, *row.marks))}\n" for row in released)
    return f"# fingerprint of this list: {fingerprint(lines)}\n{lines}"


def lines_of(parsed: Parsed) -> Iterator[Released]:
    """Yield the line for each record with its own ID, and for each section of a source.

    Roles, ties and citations have IDs made of their values, which change with them.
    """
    people = {entry.record.id for entry in parsed.entries if isinstance(entry.record, models.Person)}
    for entry in parsed.entries:
        whole = entry.record
        for record in () if isinstance(whole, models.Retired) else (whole, *children(whole)):
            if not isinstance(record, models.Role):
                found = walk(record, but=models.Attached)
                named = {record.id, *(str(item) for _, column, item in found if column.reference)}
                listed = f"{_HASHED}{fingerprint(record.id)}" if named & people else record.id
                yield Released(entry.file, listed, path=entry.path_to(record))
        for section in whole.sections if isinstance(whole, models.Source) else ():
            marks = tuple(paragraph.fingerprint for paragraph in section.paragraphs)
            yield Released(entry.file, f"{whole.id}/{section.id}", marks, entry.path_to(section))


def missing_ids(folder: Location, parsed: Parsed) -> Iterator[Finding]:
    """Yield a finding for each released ID that is neither in use nor retired.

    An ID below one that is missing or retired is not reported again.
    """
    released = released_ids(folder)
    text = text_of(folder, PUBLISHED) if released else ""
    wanted = released or (folder / "retired.toml").is_file()
    if wanted and fingerprint(text) != fingerprint(sealed(released)):
        message = "does not list every released ID as the last release did"
        yield Finding("E208", PUBLISHED, "", message, "restore the file: only a release changes it")
        return
    where = {line.listed: line for line in lines_of(parsed)}
    used = {r.id for entry in parsed.entries for r in (entry.record, *children(entry.record))}
    new = [where[name] for name in where.keys() - {old.listed for old in released}]
    gone = {f"{above}/" for above in parsed.retired}
    before: dict[str, KeyPath] = {}
    for old in released:
        if now := where.get(old.listed):
            before[old.file] = now.path
            yield from _moved(old, now)
        elif old.listed not in used and not f"{old.listed}/".startswith((_HASHED, *gone)):
            gone.add(f"{old.listed}/")
            fault = _missing_fault(old, _renamed(old, new), before.get(old.file, ()))
            short = old.listed.rpartition("/")[2] in parsed.retired
            whole = f"in retired.toml write the whole ID: {old.listed!r}"
            yield fault._replace(advice=whole) if short else fault


def _moved(old: Released, now: Released) -> Iterator[Finding]:
    """Yield a finding if paragraphs of a section no longer have the numbers that citations give."""
    n = next((n for n, mark in enumerate(old.marks) if now.marks[n : n + 1] != (mark,)), None)
    if n is not None:
        message = "another paragraph stood here when released, so its citations would be wrong"
        if old.marks[n] in now.marks:
            message = "new paragraphs stand before released ones, whose citations would be wrong"
        advice = f'put the one with fingerprint = "{old.marks[n]}" here again; new paragraphs'
        advice += " belong at the end of the section, and a page that has changed is a new source"
        path = (*now.path, "paragraphs", min(n, len(now.marks) - 1))
        yield Finding("E208", now.file, now.listed, message, advice, path)


def _renamed(old: Released, new: Iterable[Released]) -> Released | None:
    """Return the record that a released ID was probably given up for."""
    import difflib

    above, _, short = old.listed.rpartition("/")
    place = old.file.rpartition("/")[0] or old.file
    beside = (n for n in new if n.file.startswith(place) and n.listed.rpartition("/")[0] == above)
    near = {n.listed.rpartition("/")[2]: n for n in beside}
    found = difflib.get_close_matches(short, near, 1) or [*near] * (len(near) == 1)
    return near[found[0]] if found else None


def _missing_fault(old: Released, renamed: Released | None, path: KeyPath) -> Finding:
    message = f"the released id {old.listed!r} is gone"
    if not renamed:
        advice = "put its record back here, or say in retired.toml what became of it"
        return Finding("E208", old.file, "", message, advice, path)
    mend = f"write {old.listed.rpartition('/')[2]!r} again"
    if renamed.file != old.file:
        mend = f"rename the file to {old.file.rpartition('/')[2]!r} again"
    message += f", and {renamed.listed!r} is new"
    retire = "" if old.marks else ", or retire the old ID in retired.toml with the new one as successor"
    return Finding("E208", renamed.file, renamed.listed, message, mend + retire, (*renamed.path, "id"))
