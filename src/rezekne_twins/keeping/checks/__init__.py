"""The rules of the data, as coded checks that return findings and never print.

A code is a letter for the severity (`E`, an error), then the topic, then a number. Topics are 1
files and keys, 2 ids and references, 3 citations, 4 meaning, 5 text. `RULES` says what each means.
"""

from __future__ import annotations

from pathlib import Path

from rezekne_twins.errors import DataError, Finding
from rezekne_twins.keeping.checks import agreement, citing, gists, meaning, places, text
from rezekne_twins.keeping.checks.base import CHECKS, TEXTS
from rezekne_twins.keeping.checks.pages import check_pages
from rezekne_twins.keeping.released import missing_ids
from rezekne_twins.loading.derive import derive
from rezekne_twins.loading.files import read
from rezekne_twins.loading.link import link
from rezekne_twins.loading.locate import located
from rezekne_twins.loading.rows import Location
from rezekne_twins.loading.validate import validate
from rezekne_twins.store import Store

MODULES = (agreement, citing, gists, meaning, places, text)
"""Where rules are registered."""
FIRST_PHASE: dict[str, str] = TEXTS["first_phase"]
"""What must be true of files, rows, ids and references before records can mean anything."""
RULES = dict(sorted((FIRST_PHASE | {code: row["is"] for code, row in TEXTS["rules"].items()}).items()))
"""What must be true, by the code of the finding that says it is not."""


def check_data(path: Location, pages: Path | None) -> tuple[Finding, ...]:
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
    return located(check(store, pages), path)


def check(store: Store, pages: Path | None = None) -> tuple[Finding, ...]:
    """Return every fault that the rules of meaning find, in the order of files and records.

    Args:
        store: The records.
        pages: Folder with the pages as text, to see whether they still say what was read.
    """
    found: list[Finding] = []
    for _, rule in sorted(CHECKS.items()):
        if {*rule.unless.split()}.isdisjoint(finding.code for finding in found):
            found += rule.findings(store)
    # One finding for one mistake: a name that is mistyped is corrected before it is looked for.
    told = {(f.file, f.path) for f in found if f.code != "E310"}
    found = [f for f in found if f.code != "E310" or (f.file, f.path) not in told]
    dated = {f.record for f in found if f.code == "E310"}
    mistyped = any(f.code in {"E501", "E503"} for f in found)
    found = [f for f in found if f.code != "E312" or not (mistyped or f.record in dated)]
    found.sort(key=lambda f: (f.file, f.record, f.code))
    return (*found, *check_pages(store, pages)) if pages else tuple(found)
