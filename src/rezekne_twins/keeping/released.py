"""Ids are permanent: every one that was released is still in use, or retired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from rezekne_twins.errors import Finding
from rezekne_twins.loading.files import PUBLISHED, text_of
from rezekne_twins.loading.rows import Entry, Parsed
from rezekne_twins.models import Record, Retired, Role
from rezekne_twins.models.columns import KeyPath
from rezekne_twins.models.record import children


def released_ids(folder: Traversable | Path) -> list[tuple[str, str]]:
    """Return every released id with the file that it stood in; of a JSON file, none."""
    try:
        text = text_of(folder, PUBLISHED)
    except (OSError, UnicodeDecodeError):
        return []
    rows = (line.split() for line in text.split("\n") if not line.startswith("#"))
    return [(row[0], row[1]) for row in rows if len(row) == 2]  # noqa: PLR2004


def records_with_ids(parsed: Parsed) -> Iterator[tuple[Record, Entry[Record]]]:
    """Yield every record that has an id of its own, and the entry that it is in.

    Roles, ties and citations have ids made of their values, which change with them.
    """
    for entry in parsed.entries:
        if not isinstance(entry.record, Retired):
            for record in (entry.record, *children(entry.record)):
                if not isinstance(record, Role):
                    yield record, entry


def missing_ids(folder: Traversable | Path, parsed: Parsed) -> Iterator[Finding]:
    """Yield a finding for each released id that is neither in use nor retired.

    An id below one that is missing or retired is not reported again.
    """
    released = released_ids(folder)
    where = {record.id: (record, entry) for record, entry in records_with_ids(parsed)}
    new = where.keys() - {record_id for _, record_id in released}
    gone = set(parsed.retired)
    before: dict[str, str] = {}
    for file, wanted in released:
        if wanted in where:
            before[file] = wanted
        elif not _is_below(wanted, gone):
            gone.add(wanted)
            renamed = _renamed(wanted, [i for i in new if where[i][1].file == file])
            beside = renamed or before.get(file)
            path = where[beside][1].path_to(where[beside][0]) if beside else ()
            yield _missing_fault(file, wanted, renamed, path)


def _renamed(wanted: str, new: Iterable[str]) -> str | None:
    """Return the new id that a released one was probably changed to."""
    import difflib

    above, _, short = wanted.rpartition("/")
    near = {i.rpartition("/")[2]: i for i in new if i.rpartition("/")[0] == above}
    found = difflib.get_close_matches(short, near, 1)
    found += [i for i in near if sorted(i.lower()) == sorted(short.lower())]
    return near[found[0]] if found else None


def _missing_fault(file: str, wanted: str, renamed: str | None, path: KeyPath) -> Finding:
    message = f"the released id {wanted!r} is gone"
    advice = "put its record back here, or say in retired.toml what became of it"
    if renamed:
        message += f", and {renamed!r} is new"
        advice = f"write {wanted.rpartition('/')[2]!r} again: ids are for ever"
        return Finding("E208", file, renamed, message, advice, (*path, "id"))
    return Finding("E208", file, "", message, advice, path)


def _is_below(record_id: str, ids: set[str]) -> bool:
    """Tell whether an id, or one above it, is among others."""
    parts = record_id.split("/")
    return any("/".join(parts[:n]) in ids for n in range(1, len(parts) + 1))
