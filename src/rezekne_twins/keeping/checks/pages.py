"""Checks that need the pages themselves: do they still say what was read, and only that?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from rezekne_twins.errors import DataError, Finding
from rezekne_twins.keeping.checks.base import PROSE, Fault, dotted, last_word, paragraph_path, strings
from rezekne_twins.keeping.pages import fingerprint, own_lines, split
from rezekne_twins.loading.files import text_of
from rezekne_twins.models import Record, Source, SourceKind
from rezekne_twins.names import fold
from rezekne_twins.store import Store

_RUN = 8


def check_pages(store: Store, folder: Path) -> tuple[Finding, ...]:
    """Return every fault that can be found with the pages available.

    Raises:
        DataError: The folder cannot be read.
    """
    texts = read_texts(folder)
    findings: list[Finding] = []
    printed: dict[str, str] = {}
    for source in store.table(Source):
        found = paragraphs_of(source, texts)
        if found is None:
            if source.kind is SourceKind.PAGE:  # a document is kept where it is kept
                findings.append(Fault(folder=folder).finding("E306", source))
            continue
        printed |= found
        findings += _stale(source, found)
    findings += _not_printed(store, printed)
    findings += _copied(store, texts.values())
    return tuple(findings)


def read_texts(folder: Path) -> dict[Path, str]:
    """Return the texts (`*.txt`, UTF-8) of a folder and of the folders in it.

    Raises:
        DataError: The folder cannot be read.
    """
    try:
        places = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
        paths = (path for place in (folder, *places) for path in sorted(place.glob("*.txt")))
        files = [path for path in paths if not path.name.startswith(".")]
        return {p: own_lines(text_of(folder, p.relative_to(folder).as_posix())) for p in files}
    except (OSError, UnicodeDecodeError) as error:
        fault = Finding("E100", str(folder), "", f"cannot be read: {error}", "mend it")
        raise DataError([fault]) from None


def paragraphs_of(source: Source, texts: Mapping[Path, str]) -> dict[str, str] | None:
    """Return the paragraphs of the text that a source was read from, by citation, if it is here.

    A text belongs to the source whose id is the name of the file. Otherwise it is found by the
    headings of the index; where several texts have them, by the paragraphs that it shares.
    """
    held = {paragraph.fingerprint for paragraph in source.paragraphs}
    headed = any(section.heading for section in source.sections)
    best: tuple[tuple[bool, int], dict[str, str]] | None = None
    for path, text in texts.items():
        if (cut := _paragraphs(source, text)) is None:
            continue
        shared = len(held.intersection(map(fingerprint, cut.values())))
        rank = (path.stem == source.id, shared)
        if (headed or any(rank)) and (best is None or rank > best[0]):
            best = rank, cut
    return best and best[1]


def _paragraphs(source: Source, text: str) -> dict[str, str] | None:
    """Return the paragraphs of a page by citation, or none where it is another page."""
    headed = [section for section in source.sections if section.heading]
    try:
        cut = split(text, [str(section.heading) for section in headed])
    except ValueError:
        return None
    top = next((section.id for section in source.sections if not section.heading), "top")
    ids = [top, *(section.id for section in headed)]
    return {
        f"{source.id}/{name}/{number}": paragraph
        for name, section in zip(ids, cut, strict=True)
        for number, paragraph in section.numbered()
    }


def _stale(source: Source, found: dict[str, str]) -> Iterator[Finding]:
    """Yield a finding for each paragraph that is gone, new, or says something else."""
    held = {paragraph.id: paragraph for paragraph in source.paragraphs}
    for cite in sorted(held.keys() | found.keys()):
        if cite not in found:
            case = "gone"
        elif cite not in held:
            if source.extent:  # the index ends where the reading did
                continue
            case = "new"
        elif held[cite].fingerprint != fingerprint(found[cite]):
            case = "changed"
        else:
            continue
        where = paragraph_path(held[cite]) if cite in held else ()
        mark = fingerprint(found.get(cite, ""))
        yield Fault(case, *where, cite=cite, mark=mark).finding("E307", source)


def _records(store: Store) -> Iterator[Record]:
    return chain.from_iterable(store.tables.values())


def _not_printed(store: Store, printed: dict[str, str]) -> Iterator[Finding]:
    """Yield a finding for each text that is given as printed, and stands nowhere."""
    for record in _records(store):
        if not all(cite.id in printed for cite in record.cites):
            continue  # its page is not available, which is said once
        cited = " ".join(printed[cite.id] for cite in record.cites)
        for key, text in strings(record):
            is_printed = last_word(key).endswith("as_written") and not isinstance(record, Source)
            if is_printed and " ".join(text.split()) not in " ".join(cited.split()):
                yield Fault("fault", *key, key=dotted(key), text=text).finding("E308", record)


def _copied(store: Store, texts: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each sentence of ours that repeats a page word for word."""
    runs = {run for text in texts for run in _runs(text)}
    for record in _records(store):
        for key, text in strings(record):
            if last_word(key) in PROSE | {"text"}:
                for run in sorted(runs & set(_runs(text)))[:1]:
                    fault = Fault("fault", *key, key=dotted(key), run=" ".join(run))
                    yield fault.finding("E502", record)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = fold(text).split()
    return (tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1))
