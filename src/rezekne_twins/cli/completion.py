"""The command that prints a completion script."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from rezekne_twins.cli.parser import make_parser
from rezekne_twins.cli.shared import dataset_of, write
from rezekne_twins.exports.writing import needs
from rezekne_twins.models.words import (
    ActivityKind,
    ActKind,
    OrganisationKind,
    Outcome,
    PartnershipKind,
    PlaceKind,
    RoleKind,
    Stage,
    Topic,
    Validity,
)


def script(options: argparse.Namespace) -> int:
    """Print a script that completes commands, options, IDs and words in a shell.

    The script holds all words: nothing is run when a word is completed.
    """
    shtab = needs("shtab", "completion")
    found = dataset_of(options)
    kinds = (PartnershipKind, ActKind, ActivityKind, RoleKind, PlaceKind, OrganisationKind)
    words: dict[str, Iterable[str]] = {
        "id": found.partnerships.ids,
        "partnership": found.partnerships.ids,
        "holder": [holder.id for holder in found.about.holders],
        "country": sorted({c.id for p in found.partnerships for c in p.countries}),
        "field": found.fields.ids,
        "person": found.people.ids,
        "act": ActKind,
        "outcome": Outcome,
        "stage": Stage,
        "topic": Topic,
        "validity": Validity,
        "kind": sorted({word for kind in kinds for word in kind}),
    }
    offered = {name: [*map(str, held)] for name, held in words.items()}
    parser = make_parser({**offered, "path": shtab.FILE})
    return write(options, shtab.complete(parser, shell=options.shell).rstrip(), "the script")
