"""What changed between two data sets: record by record, value by value, with the citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from rezekne_twins import models
from rezekne_twins.loading.files import without_derived
from rezekne_twins.loading.rows import is_list, is_table
from rezekne_twins.models.record import child_fields
from rezekne_twins.texts import json_text, printable

if TYPE_CHECKING:
    from rezekne_twins import Dataset

What = Literal["added", "changed", "removed", "retired"]
Release = Literal["none", "patch", "minor", "major"]

_FOLLOWING = frozenset({"ties", "roles", "citations", "retired"})
"""Tables that follow from others; roles are compared as values of what they are part of."""
_PERSON = "(person removed)"
"""Stands where a person was named who is not in the data any more."""


class Change(NamedTuple):
    """One record that came or went, or one value of a record that is another now."""

    what: What
    id: str
    title: str
    key: str = ""
    before: str | None = ""
    """As JSON; `None` if `after` says what was added to a list and removed from it."""
    after: str = ""
    cites: tuple[str, ...] = ()


class _Row(NamedTuple):
    title: str
    values: dict[str, Any]
    cites: tuple[str, ...] = ()


def compare(old: Dataset, new: Dataset) -> tuple[Change, ...]:
    """Return every difference: what changed, then what is new, then what is gone.

    A record that was renamed is compared with its successor; one that was merged into another is
    only told as retired. Nothing names a person who was removed.
    """
    before, after = dict(_compared(old)), dict(_compared(new))
    retired = {r.id: r for r in new.tables[models.Retired.collection] if isinstance(r, models.Retired)}
    now = {i: i if i in after else _successor(i, retired) for i in before}
    same = [(i, j) for i, j in now.items() if j in after and (i == j or j not in before)]
    changes = [change for i, j in same for change in _changes(j, before[i], after[j])]
    more = [(i, row) for i, row in after.items() if i not in now.values()]
    changes += [Change("added", i, row.title, cites=row.cites) for i, row in more]
    for record_id, row in before.items():
        if record_id in retired and now[record_id] in after:
            changes.append(Change("retired", record_id, row.title, after=now[record_id]))
        elif now[record_id] not in after:
            changes.append(Change("removed", record_id, row.title, cites=row.cites))
    gone = [person for person in old.people if now[person.id] not in after]
    words = sorted({re.escape(w) for p in gone for w in (p.id, p.title, *p.as_written)}, reverse=True)
    return tuple(Change(*(_without(value, words) for value in change)) for change in changes)


def _without(value: Any, names: list[str]) -> Any:
    """Return a value that does not name people who have been removed."""
    return re.sub("|".join(names), _PERSON, value) if names and isinstance(value, str) else value


def _successor(record_id: str, retired: Mapping[str, models.Retired]) -> str:
    """Return the id that a record, or what hung on it, has now; empty for none."""
    whole, _, rest = record_id.partition("/")
    found = retired.get(record_id) or retired.get(whole)
    if found is None or found.successor is None:
        return ""
    return found.successor.id if found.id == record_id else f"{found.successor.id}/{rest}"


def release(changes: tuple[Change, ...]) -> Release:
    """Return which release the changes make: a fix is a patch, new records are minor.

    A retired ID still leads somewhere: minor. What is removed breaks those who rely on it: major,
    except that a person may be removed in any release.
    """
    made = {change.what for change in changes if _PERSON not in change.id + change.title}
    if "removed" in made:
        return "major"
    if made & {"added", "retired"}:
        return "minor"
    return "patch" if changes else "none"


def _compared(data: Dataset) -> Iterator[tuple[str, _Row]]:
    """Yield what is compared: each record without its children, each paragraph."""
    about = data.about.model_dump(mode="json")
    yield "dataset.toml", _Row(data.about.title, about)
    for name, table in data.tables.items():
        for record in table if name not in _FOLLOWING else ():
            cites = tuple(cite.id for cite in record.cites)
            yield record.id, _Row(record.title, _own(record), cites)
            if isinstance(record, models.Source):
                for paragraph in record.paragraphs:
                    said = paragraph.model_dump(include={"fingerprint", "gist", "no_data"})
                    yield paragraph.id, _Row(paragraph.title, said)


def _own(record: models.Record) -> dict[str, Any]:
    """Return the values that are written in a record itself."""
    own: dict[str, Any] = without_derived(type(record), record.to_dict())
    del own["id"]  # of a renamed record, that it is another is told once
    if isinstance(record, models.Partnership):  # what a further source moves, too
        own |= {"as_of": str(record.as_of or ""), "last_known": record.last_known}
    if isinstance(record, models.Source):
        own["sections"] = [section.id for section in record.sections]
    for name in child_fields(type(record)):
        if name != "roles":  # compared as values of what they are part of
            del own[name]
    return own


def _changes(record_id: str, before: _Row, after: _Row) -> Iterator[Change]:
    for key in dict.fromkeys((*before.values, *after.values)):
        then, now = before.values.get(key), after.values.get(key)
        if then != now:
            yield Change("changed", record_id, after.title, key, *_told(then, now), after.cites)


def _told(then: Any, now: Any) -> tuple[str | None, str]:
    """Return two values as text; of two lists, what was added and removed unless the order is all."""
    if then and now and is_list(then) and is_list(now):
        told = [f"added {_shown(item)}" for item in now if item not in then]
        told += [f"removed {_shown(item)}" for item in then if item not in now]
        if told:
            return None, ", ".join(told)
    return _shown(then), _shown(now)


def _shown(value: Any) -> str:
    """Return a value as JSON, in which no character acts on a terminal; empty for none."""
    return "" if value in (None, [], ()) else json_text(_pruned(value))


def _pruned(value: Any) -> Any:
    """Return a value without the parts that say nothing."""
    if is_table(value):
        return {key: _pruned(part) for key, part in value.items() if part not in (None, [], False)}
    return [_pruned(part) for part in value] if is_list(value) else value


def as_text(changes: tuple[Change, ...]) -> str:
    """Return the changes for a terminal, and which release they make."""
    lines: list[str] = []
    for change in changes:
        now = f" → {change.after}" if change.what == "retired" else ""
        lines.append(f"{change.what} {change.id}{now}  ({_title(change.title)})")
        if change.key:
            lines.append(f"  {change.key}: {_values(change, lambda value: value or 'nothing')}")
        if change.cites:
            lines.append(f"  after {', '.join(change.cites)}")
    count = f"{len(changes)} change{'s' * (len(changes) != 1)}: {release(changes)} release"
    return "\n".join([*lines, count if changes else "No difference."])


def as_markdown(changes: tuple[Change, ...]) -> str:
    """Return the changes as the *Data* entry of the changelog."""
    lines: list[str] = []
    for change in changes:
        line = f"- {change.what.title()} `{change.id}` ({_title(change.title)})"
        if change.key:
            line += f": `{change.key}` {_values(change, _quoted)}"
        if change.what == "retired":
            line += f": now `{change.after}`"
        lines.append(line + (f" [{', '.join(change.cites)}]" if change.cites else ""))
    return "\n".join(["### Data", "", *(lines or ["- Nothing changed."])])


def _values(change: Change, shown: Callable[[str], str]) -> str:
    before = "" if change.before is None else f"{shown(change.before)} → "
    return before + shown(change.after)


def _title(text: str) -> str:
    """Return a title with nothing in it that a terminal or Markdown would act on."""
    return printable(text).replace("`", "'").replace("<", "(").replace("[", "(").replace("]", ")")


def _quoted(value: str) -> str:
    return f"`{value.replace('`', chr(39))}`" if value else "nothing"
