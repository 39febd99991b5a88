"""Ids are for ever: every one that was released still stands, or says what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from rezekne_twins.errors import Finding
from rezekne_twins.models import Record, Retired, Role
from rezekne_twins.models.columns import KeyPath
from rezekne_twins.models.record import children
from rezekne_twins.reading import AUTHORED, PUBLISHED, text_of
from rezekne_twins.validating import Unlinked, Validated


def published(folder: Traversable | Path) -> list[tuple[str, str]]:
    """Return every released id with the file that it stood in; of a JSON file, none."""
    try:
        text = text_of(folder, PUBLISHED)
    except (OSError, UnicodeDecodeError):
        return []
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return [(row[0], row[1]) for row in rows if len(row) == 2]  # noqa: PLR2004


def standing(records: Iterable[Unlinked]) -> Iterator[tuple[Record, Unlinked]]:
    """Yield every record that has an id of its own, and what it stands in.

    Roles, ties and citations have ids made of what they say, which change with it.
    """
    for unlinked in records:
        if not isinstance(unlinked.record, Retired):
            for record in (unlinked.record, *children(unlinked.record)):
                if not isinstance(record, Role):
                    yield record, unlinked


def gone(folder: Traversable | Path, read: Validated) -> dict[str, Finding]:
    """Return the released ids that neither stand nor are retired, each with what to do."""
    released = published(folder)
    if not released:
        return {}
    where = {record.id: (record, unlinked) for record, unlinked in standing(read.records)}
    if all(wanted in where for _, wanted in released):
        return {}
    retired = {u.record.id for u in read.records if isinstance(u.record, Retired)}
    new = where.keys() - {record_id for _, record_id in released}
    missing: dict[str, Finding] = {}
    before: dict[str, str] = {}
    for file, wanted in released:
        if wanted in where:
            before[file] = wanted
            continue
        kinds = [kind for kind in AUTHORED if file.startswith(kind.collection)]
        lost = file in read.lost.files or read.lost.holds(wanted, kinds)
        if not (lost or _within(wanted, retired | missing.keys())):
            renamed = _renamed(wanted, [i for i in new if where[i][1].file == file])
            beside = renamed or before.get(file)
            path = where[beside][1].way_to(where[beside][0]) if beside else ()
            missing[wanted] = _fault(file, wanted, renamed, path)
    return missing


def _renamed(wanted: str, new: Iterable[str]) -> str | None:
    """Return the new id that a released one was probably changed to."""
    import difflib

    above, _, short = wanted.rpartition("/")
    near = {i.rpartition("/")[2]: i for i in new if i.rpartition("/")[0] == above}
    found = difflib.get_close_matches(short, near, 1)
    found += [i for i in near if sorted(i.lower()) == sorted(short.lower())]
    return near[found[0]] if found else None


def _fault(file: str, wanted: str, renamed: str | None, path: KeyPath) -> Finding:
    message = f"the released id {wanted!r} is gone"
    advice = "put its record back here, or say in retired.toml what became of it"
    if renamed:
        message += f", and {renamed!r} is new"
        advice = f"write {wanted.rpartition('/')[2]!r} again: ids are for ever"
        return Finding("E208", file, renamed, message, advice, (*path, "id"))
    return Finding("E208", file, "", message, advice, path)


def _within(record_id: str, ids: Iterable[str]) -> bool:
    """Tell whether an id, or one that it hangs on, is among others."""
    parts = record_id.split("/")
    return any("/".join(parts[:n]) in set(ids) for n in range(1, len(parts) + 1))
