"""The command that prints a completion script."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from rezekne_twins.cli.parser import make_parser
from rezekne_twins.cli.shared import dataset_of, write
from rezekne_twins.exports.writing import needs
from rezekne_twins.models import words


def script(options: argparse.Namespace) -> int:
    """Print a script that completes commands, options, IDs and words in a shell.

    The script holds all words: nothing is run when a word is completed.
    """
    shtab = needs("shtab", "completion")
    found = dataset_of(options)
    kinds = [kind for name, kind in vars(words).items() if name.endswith("Kind")]
    known: dict[str, Iterable[str]] = {
        "act": words.ActKind,
        "country": sorted({c.id for p in found.partnerships for c in p.countries}),
        "field": found.fields.ids,
        "holder": [holder.id for holder in found.about.holders],
        "id": found.partnerships.ids,
        "kind": sorted({str(word) for kind in kinds for word in kind}),
        "outcome": words.Outcome,
        "partnership": found.partnerships.ids,
        "person": found.people.ids,
        "stage": words.Stage,
        "topic": words.Topic,
        "validity": words.Validity,
    }
    offered = {name: [*map(str, held)] for name, held in known.items()}
    parser = make_parser({**offered, "path": shtab.FILE})
    return write(options, shtab.complete(parser, shell=options.shell).rstrip(), "the script")
