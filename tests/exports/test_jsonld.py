"""JSON-LD: rdflib and Oxigraph find one graph, a sound SKOS scheme and a described data set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import rezekne_twins as rt

rdflib = pytest.importorskip("rdflib")

BASE = "https://duck.example/twins#"
SKOS, RDF = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#"), rdflib.RDF
SCHEMA = rdflib.Namespace("https://schema.org/")
HERE = "https://document.invalid/"

# rdflib reads JSON-LD by way of a class that it calls out of date itself.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def read(path: Path) -> Any:
    """Return the graph of a file, as if it lay at an address."""
    return rdflib.Graph().parse(data=path.read_text("utf-8"), format="json-ld", publicID=HERE)


@pytest.fixture(scope="session")
def graph(data: rt.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the graph of a data set."""
    return read(data.to_jsonld(tmp_path_factory.mktemp("jsonld") / "x.jsonld", base=BASE))


def concept(field: rt.Field) -> Any:
    """Return the node of a field."""
    return rdflib.URIRef(f"{BASE}fields/{field.id}")


@pytest.mark.parametrize("base", [None, BASE])
def test_another_reader_finds_the_same(data: rt.Dataset, tmp_path: Path, base: str | None) -> None:
    """Oxigraph and rdflib read the same triples."""
    oxigraph = pytest.importorskip("pyoxigraph")
    path = data.to_jsonld(tmp_path / "x.jsonld", base=base)

    found = oxigraph.parse(path=path, format=oxigraph.RdfFormat.JSON_LD, base_iri=HERE)
    theirs = {(str(t.subject), str(t.predicate), str(t.object)) for t in found}

    assert theirs == {tuple(node.n3() for node in triple) for triple in read(path)}
    assert len(theirs) > len(data.fields)


def test_every_node_has_a_name(graph: Any) -> None:
    """There are no blank nodes, which would come in another order each time."""
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]


def test_labels(data: rt.Dataset, graph: Any) -> None:
    """Each field has its labels in both languages, its other names and its scope note."""
    for field in data.fields:
        node = concept(field)
        labels = {(str(label), label.language) for label in graph.objects(node, SKOS.prefLabel)}
        assert labels == {(field.title, "en"), (field.title_lv, "lv")}
        assert {str(o) for o in graph.objects(node, SKOS.altLabel)} == set(field.other_names)
        notes = [str(o) for o in graph.objects(node, SKOS.scopeNote)]
        assert notes == ([field.scope_note] if field.scope_note else [])


def test_hierarchy(data: rt.Dataset, graph: Any) -> None:
    """Each concept is in the scheme, and has its wider one or is at the top."""
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert set(graph.subjects(SKOS.inScheme, scheme)) == {concept(f) for f in data.fields}
    for field in data.fields:
        broader = [concept(field.broader)] if field.broader else []
        top = [] if field.broader else [scheme]
        assert list(graph.objects(concept(field), SKOS.broader)) == broader
        assert list(graph.objects(concept(field), SKOS.topConceptOf)) == top
        assert ((scheme, SKOS.hasTopConcept, concept(field)) in graph) == bool(top)


def test_skos_integrity(graph: Any) -> None:
    """The conditions of the SKOS reference: S9, S13, S14, and no circle of wider concepts."""
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts.isdisjoint(graph.subjects(RDF.type, SKOS.ConceptScheme))
    for node in concepts:
        preferred = list(graph.objects(node, SKOS.prefLabel))
        assert len({label.language for label in preferred}) == len(preferred)
        assert not {*preferred} & {*graph.objects(node, SKOS.altLabel)}
        above = list(graph.transitive_objects(node, SKOS.broader))
        assert len(above) == len(set(above))
        assert not [up for up in above[1:] if (up, SKOS.broader, node) in graph]
        assert all((up, RDF.type, SKOS.Concept) in graph for up in above)


def test_the_data_set_is_described(shipped: rt.Dataset, tmp_path: Path) -> None:
    """Name, licence, version, authors, sources and places are there, as schema.org has them."""
    graph = read(shipped.to_jsonld(tmp_path / "x.jsonld", base=BASE))
    (node,) = graph.subjects(RDF.type, SCHEMA.Dataset)

    names = {(str(name), name.language) for name in graph.objects(node, SCHEMA.name)}
    assert names == {(shipped.about.title, "en"), (shipped.about.title_lv, "lv")}
    assert str(graph.value(node, SCHEMA.license)) == shipped.about.license_url
    assert str(graph.value(node, SCHEMA.version)) == rt.__version__
    authors = graph.objects(node, SCHEMA.creator)
    assert {str(graph.value(a, SCHEMA.name)) for a in authors} == set(shipped.about.authors)
    assert len(list(graph.objects(node, SCHEMA.isBasedOn))) == len(shipped.sources)
    assert {str(o) for o in graph.objects(node, SCHEMA.creditText)} == {*shipped.about.attribution}


def test_ids_follow_the_repository(tiny: rt.Dataset, folder: Path, tmp_path: Path) -> None:
    """Once a set has an address, ids begin with it; before, they are relative to the file."""
    about = folder / "dataset.toml"
    before = about.read_text("utf-8")
    about.write_text(f'repository = "https://duck.example"\n{before}', encoding="utf-8")

    with_one = rt.load(folder).to_jsonld(tmp_path / "a.jsonld").read_text("utf-8")
    without = tiny.to_jsonld(tmp_path / "b.jsonld").read_text("utf-8")

    assert '"@id": "https://duck.example#fields/music"' in with_one
    assert '"@id": "#fields/music"' in without
    assert "file:" not in without
