"""The rules of the data, as coded checks that return findings and never print.

A code is a letter for the severity (`E`, an error), then the topic, then a number. Topics are 1
files and keys, 2 ids and references, 3 citations, 4 meaning, 5 text. `RULES` says what each means.
"""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

from rezekne_twins.errors import DataError, Finding
from rezekne_twins.keeping.checks import citing, meaning, places, text
from rezekne_twins.keeping.checks.base import Check
from rezekne_twins.keeping.checks.citing import SectionCoverage, coverage
from rezekne_twins.keeping.checks.pages import check_pages
from rezekne_twins.keeping.released import missing_ids
from rezekne_twins.loading.derive import derive
from rezekne_twins.loading.files import read
from rezekne_twins.loading.link import link
from rezekne_twins.loading.locate import located
from rezekne_twins.loading.validate import validate
from rezekne_twins.progress import telling
from rezekne_twins.store import Store

__all__ = [
    "CHECKS",
    "FIRST_PHASE",
    "RULES",
    "SectionCoverage",
    "check",
    "check_data",
    "check_pages",
    "coverage",
]

CHECKS: tuple[Check, ...] = (
    Check("E108", "A file's name is one that Windows allows.", text.file_names),
    Check(
        "E206",
        "Every place, body, person and concept is named by another record.",
        citing.unused,
    ),
    Check("E301", "A record rests on a paragraph, or says which list it is from.", citing.uncited),
    Check("E303", "A paragraph that is waived is not cited.", citing.waived_but_cited),
    Check(
        "E304",
        "Every paragraph is cited, or says why it holds nothing.",
        citing.uncovered,
        unless="E301",
    ),
    Check("E401", "An act is dated by a day, month or year.", meaning.interval),
    Check("E402", "A cooperation is with places, a membership in a body.", meaning.counterparts),
    Check("E403", "The holder is one that dataset.toml defines.", meaning.holders),
    Check("E404", "An act concerns an earlier one of its partnership.", meaning.concerned),
    Check("E405", "A term belongs to a dated signing or prolongation.", meaning.terms),
    Check("E406", "A party existed when it acted.", meaning.before_or_after),
    Check("E407", "No act is later than its source.", meaning.later_than_source),
    Check("E408", "A field stands once in each stage of a partnership.", meaning.same_entry),
    Check("E409", "A conflict has its readings, each held and cited.", meaning.readings),
    Check("E410", "An identifier is of its register and country.", places.identifiers),
    Check("E411", "Successor and predecessor name each other.", places.successors),
    Check("E412", "A country's code and names are its own.", places.alpha_3),
    Check("E413", "A place lies in the country of what it is part of.", places.parts),
    Check("E414", "A point lies in the country of its place.", places.coordinates),
    Check("E415", "The kind `other`, and no other, has a printed word.", meaning.other_kinds),
    Check("E501", "Text has no stray blanks, no `; `, and is in Unicode form NFC.", text.spacing),
    Check("E503", "No character looks like another one, or like nothing.", text.characters),
)

FIRST_PHASE: dict[str, str] = {
    "E100": "The path is a data folder or a file that to_json wrote.",
    "E101": "A file is there, and can be read.",
    "E102": "A file is UTF-8.",
    "E103": "A file is TOML, an export is JSON.",
    "E104": "A record with a file of its own is called as the file is.",
    "E105": "An export says that it is one of this format.",
    "E106": "An export is of a version of the format that this release reads.",
    "E107": "A data folder has no file or folder that nobody reads.",
    "E110": "A key is one that its record knows.",
    "E111": "A record is a table.",
    "E112": "What follows from other values is not written down.",
    "E113": "A key that is needed is there.",
    "E114": "A value is of its type: a date, a word of its vocabulary, a number, a list.",
    "E201": "An id stands for one record.",
    "E202": "What is named is there, and of the right kind.",
    "E203": "A paragraph that is cited is in the index of its source.",
    "E204": "Nothing is part of itself.",
    "E205": "An id with a slash begins with the id of what it hangs on.",
    "E207": "A retired id is not used again.",
    "E208": "An id that was released stands, or is retired.",
    "E209": "A list names a record once.",
    "E302": "A record cites a paragraph once.",
}
"""What must be true of files, rows, ids and references before records can mean anything."""

RULES: dict[str, str] = dict(
    sorted(
        {
            **FIRST_PHASE,
            "E306": "With the pages at hand: every page is there, with the headings of the index.",
            "E307": "With the pages at hand: each paragraph still says what was read.",
            "E308": "With the pages at hand: what is held as printed is printed where it is cited.",
            "E502": "With the pages at hand: no eight words in a row of our prose are a page's.",
            **{rule.code: rule.rule for rule in CHECKS},
        }.items()
    )
)
"""What must be true, by the code of the finding that says it is not."""


def check_data(path: Traversable | Path, pages: Path | None) -> tuple[Finding, ...]:
    """Return every fault of a data folder or an export, in the order of files and lines.

    As in a compiler there are two phases: first what a file is (TOML, keys, types, ids,
    references), then what its records mean. Each step relies on the one before it, so the faults
    of the first step that has any are all returned, and no later step runs.

    Args:
        path: Where the data is.
        pages: Folder with the pages as text, to see whether they still say what was read.
    """
    try:
        parsed = validate(read(path))
        missing = tuple(missing_ids(path, parsed))
        tables = {} if missing else derive(link(parsed))
    except DataError as error:
        return located(error.findings, path)
    if missing:
        return located(missing, path)
    store = Store(parsed.about.record, tables)
    findings = check(store)
    if pages is not None:
        findings += check_pages(store, pages)
    return located(findings, path)


def check(store: Store) -> tuple[Finding, ...]:
    """Return every fault that the rules of meaning find, in the order of files and records."""
    found: list[Finding] = []
    for rule in telling(CHECKS, "checking rule"):
        if rule.unless not in {finding.code for finding in found}:
            found += (fault.finding(rule.code) for fault in rule.find(store))
    found += text.of_about(store.about)
    return tuple(sorted(found, key=lambda f: (f.file, f.record, f.code)))
