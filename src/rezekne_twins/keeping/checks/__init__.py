"""The rules of the data, as coded checks that return findings and never print.

A code is a letter for the severity (`E`, an error), then the topic, then a number. Topics are 1
files and keys, 2 ids and references, 3 citations, 4 meaning, 5 text. `RULES` says what each means.
"""

from __future__ import annotations

import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path

import importlib_resources

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
    Check("E108", text.file_names),
    Check("E206", citing.unused),
    Check("E301", citing.uncited),
    Check("E303", citing.waived_but_cited),
    Check("E304", citing.uncovered, unless="E301"),
    Check("E305", citing.read_in_part),
    Check("E401", meaning.interval),
    Check("E402", meaning.counterparts),
    Check("E403", meaning.holders),
    Check("E404", meaning.concerned),
    Check("E405", meaning.terms),
    Check("E406", meaning.parties_existed),
    Check("E407", meaning.later_than_source),
    Check("E408", meaning.same_entry),
    Check("E409", meaning.readings),
    Check("E410", places.identifiers),
    Check("E411", places.successors),
    Check("E412", places.alpha_3),
    Check("E413", places.parts),
    Check("E414", places.coordinates),
    Check("E415", meaning.other_kinds),
    Check("E501", text.spacing),
    Check("E503", text.characters),
)

_TEXTS = tomllib.loads((importlib_resources.files(__package__) / "rules.toml").read_text("utf-8"))
FIRST_PHASE: dict[str, str] = _TEXTS["first_phase"]
"""What must be true of files, rows, ids and references before records can mean anything."""
RULES: dict[str, str] = dict(sorted((FIRST_PHASE | _TEXTS["rules"]).items()))
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
