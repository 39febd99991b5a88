"""Identifiers are of registers that are built in, or that the data set declares."""

from __future__ import annotations

from pathlib import Path

import pytest

import rezekne_twins as rt
from tests.miniatures import Edit, edit, faults

PLACES = "places.toml"
GEONAMES = 'scheme = "geonames", value = "1"'
OSM = r"""
[[registers]]
id = "osm"
title = "OpenStreetMap"
pattern = '(node|way|relation)/[1-9]\d*'
address = "https://www.openstreetmap.org/{id}"
"""


@pytest.fixture
def declared(folder: Path) -> Path:
    """Return the invented set with a register of its own."""
    path = folder / "dataset.toml"
    path.write_text(path.read_text("utf-8") + OSM, "utf-8", newline="\n")
    return folder


def test_a_declared_register_is_used(declared: Path, tmp_path: Path) -> None:
    """Its identifiers pass, have an address, stand in the frame, and are read back."""
    edit(declared, Edit(PLACES, GEONAMES, 'scheme = "osm", value = "node/240109189"'))
    data = rt.load(declared)

    assert data.check() == ()
    (identifier,) = data.place("goosund").identifiers
    assert identifier.url == "https://www.openstreetmap.org/node/240109189"
    frame = data.places().to_pandas("all").set_index("id")
    assert frame.loc["goosund", "identifiers"] == ("osm:node/240109189 (close)",)
    again = rt.load(data.to_json(tmp_path / "twins.json"))
    assert again == data
    assert again.place("goosund").identifiers[0].url == identifier.url


def test_its_form_is_checked(declared: Path) -> None:
    """What does not match the declared pattern is a finding."""
    edit(declared, Edit(PLACES, GEONAMES, 'scheme = "osm", value = "240109189"'))

    (finding,) = rt.load(declared).check()
    assert (finding.code, finding.record) == ("E410", "goosund")
    assert "'240109189' is no osm identifier" in finding.message


def test_an_undeclared_register_is_told(folder: Path) -> None:
    """The message names the usual registers, and where another one is declared."""
    edit(folder, Edit(PLACES, GEONAMES, 'scheme = "osm", value = "node/240109189"'))
    data = rt.load(folder)

    (finding,) = data.check()
    assert (finding.code, finding.record) == ("E410", "goosund")
    assert "'osm'" in finding.message
    assert "geonames, iso-3166-2, wikidata" in finding.advice
    assert "[[registers]]" in finding.advice
    assert data.place("goosund").identifiers[0].url is None


def test_a_pattern_is_a_regular_expression(declared: Path) -> None:
    """A pattern that cannot be read is told where it stands."""
    edit(declared, Edit("dataset.toml", "(node|way", "((node|way"))

    assert any("registers" in finding.message for finding in faults(declared))
