"""The commands for data maintainers: check, coverage, diff."""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from rezekne_twins._dataset import Dataset, check, load
from rezekne_twins.cli.shared import dataset_of, format_of, write
from rezekne_twins.errors import Finding, UnknownValueError
from rezekne_twins.keeping.checks import FIRST_PHASE, RULES
from rezekne_twins.keeping.checks.citing import SectionCoverage
from rezekne_twins.keeping.diff import as_markdown, as_text, compare
from rezekne_twins.loading.files import SHIPPED
from rezekne_twins.names import fold
from rezekne_twins.suggestions import understood
from rezekne_twins.texts import aligned, json_text, printable

_STOPPED = "The rules about the meaning of records have not run: mend this, then check again."


def check_data(options: argparse.Namespace) -> int:
    """Check a data folder; return 1 where it has faults."""
    if options.explain:
        return write(options, _explained(options.explain))
    findings = check(options.data, options.pages)
    # As it was typed, so that a terminal or an editor can open its files.
    folder = Path(str(SHIPPED) if options.data is None else options.data)
    form = format_of(options, {".txt": "text", ".json": "json"}, "text")
    if form == "json":
        text = json_text([_row(f, folder) for f in findings], indent=2)
    elif form == "github":
        notice = [f"::notice::{_escaped(_STOPPED)}"] if _stopped(findings) else []
        text = "\n".join([*(_annotation(finding, folder) for finding in findings), *notice])
    else:
        text = _text(findings, folder)
    write(options, text)
    return 2 if any(f.code == "E100" for f in findings) else 1 if findings else 0


def _explained(code: str) -> str:
    if code.upper() not in RULES:
        known = understood(code, {fold(known): known for known in RULES}, "code")
        raise UnknownValueError(f"there is no code {code!r}: {known}")
    return f"{code.upper()}: {RULES[code.upper()]}"


def _path(finding: Finding, folder: Path) -> str:
    """Return the path of the file that a fault is in."""
    if finding.code == "E100":
        return finding.file
    return (folder if folder.is_file() else folder / finding.file).as_posix()


def _text(findings: tuple[Finding, ...], folder: Path) -> str:
    if not findings:
        return f"No fault found in {folder}."
    count = f"{len(findings)} fault{'s' * (len(findings) != 1)}"
    files = len({finding.file for finding in findings})
    where = f" in {files} files" if files > 1 else ""
    lines = [str(finding._replace(file=_path(finding, folder))) for finding in findings]
    code = findings[0].code
    lines.append(f"{count}{where}. What a code means: rezekne-twins check --explain {code}")
    if any(f.path and not f.line for f in findings) and not folder.is_file():
        print("Lines are named with: pip install 'rezekne-twins[check]'", file=sys.stderr)
    return "\n".join([*lines, *([_STOPPED] if _stopped(findings) else [])])


def _stopped(findings: tuple[Finding, ...]) -> bool:
    """Tell whether the faults are of the first phase, after which the second has not run."""
    return any(finding.code in FIRST_PHASE for finding in findings)


def _row(finding: Finding, folder: Path) -> dict[str, object]:
    """Return a fault as JSON has it."""
    return {**finding._asdict(), "file": _path(finding, folder), "rule": RULES.get(finding.code, "")}


def _annotation(finding: Finding, folder: Path) -> str:
    """Return a fault as a workflow command of GitHub Actions, which shows it on its line."""
    place = {"file": _path(finding, folder), "title": finding.code}
    if finding.line:
        place |= {"line": str(finding.line), "col": str(finding.column)}
    told = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in place.items())
    return f"::error {told}::{_escaped(finding.text)}"


def _escaped(text: str, further: Iterable[str] = ()) -> str:
    for character in ("%", "\r", "\n", *further):
        text = text.replace(character, f"%{ord(character):02X}")
    return printable(text)


def diff(options: argparse.Namespace) -> int:
    """Print what changed between two data sets."""
    form = format_of(options, {".txt": "text", ".md": "markdown"}, "text")
    old = _revision(options.old, options.folder)
    new = _revision(options.new, options.folder) if options.new else dataset_of(options)
    changes = compare(old, new)
    return write(options, as_markdown(changes) if form == "markdown" else as_text(changes))


def _revision(text: str, folder: str) -> Dataset:
    """Return the data set at a path, or that of a revision of the git checkout."""
    if Path(text).exists() or text.startswith("-"):
        return load(text)
    command = ["git", "archive", "--format=zip", f"{text}:./{folder}"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        why = getattr(error, "stderr", b"").decode(errors="replace").strip() or str(error)
        message = f"{text!r} is neither a path nor a git revision with {folder}: {why}"
        raise UnknownValueError(message) from None
    with TemporaryDirectory() as place, ZipFile(io.BytesIO(done.stdout)) as archive:
        archive.extractall(place)  # it makes no links, and writes nothing outside
        return load(place)


def coverage(options: argparse.Namespace) -> int:
    """Print how much of each source is cited."""
    data = dataset_of(options)
    partly = [printable(f"{s.id}: {s.extent}") for s in data.sources if s.extent]
    told = ["", "read in part", *partly] if partly else []
    return write(options, "\n".join([coverage_text(data.coverage()), *told]))


def coverage_text(sections: Sequence[SectionCoverage]) -> str:
    """Return a table of how much of each section of each source is cited, and the waivers."""
    rows = [("source", "section", "paragraphs", "cited", "waived", "records per paragraph")]
    for source, group in groupby(sections, key=lambda section: section.source):
        parts = list(group)
        every = tuple(count for part in parts for count in part.records)
        waived = tuple(waiver for part in parts for waiver in part.waived)
        for part in (*parts, SectionCoverage(source, "(all)", every, waived)):
            cited, told = part.cited, " ".join(map(str, part.records))
            if part.section == "(all)":
                told = f"{(cited + len(waived)) / len(every):.0%} cited or waived"
            counts = str(len(part.records)), str(cited), str(len(part.waived))
            rows.append((source, part.section, *counts, told))
    waivers = [f"{cite}: {reason}" for part in sections for cite, reason in part.waived]
    lines = [*aligned(rows), *(["", "waived"] if waivers else []), *waivers]
    return "\n".join(map(printable, lines))
