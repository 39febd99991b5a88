"""The vocabulary of fields as SKOS, and the data set as schema.org describes one, in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import importlib_resources

from rezekne_twins.exports.writing import write_text
from rezekne_twins.models import About, Field, Place, Source
from rezekne_twins.store import Store

Node = dict[str, Any]

_CONTEXT = json.loads((importlib_resources.files(__package__) / "context.json").read_text("utf-8"))


def write(store: Store, path: Path, base: str | None) -> Path:
    """Write JSON-LD, and return the path."""
    return write_text(path, json.dumps(_document(store, base), ensure_ascii=False, indent=1) + "\n")


def _document(store: Store, base: str | None) -> Node:
    """Return the graph; without a base, the ids are relative to wherever the file lies.

    Every node has an id: blank ones would come in another order each time.
    """
    about = store.about
    base = base or (f"{about.repository}#" if about.repository else "#")
    authors: list[Node] = [
        {"@id": f"{base}authors/{n}", "@type": "Organization", "name": name}
        for n, name in enumerate(about.authors, start=1)
    ]
    sources: list[Node] = [
        {
            "@id": f"{base}sources/{source.id}",
            "@type": "CreativeWork",
            "name": _labels(source),
            "publisher": source.publisher,
            "inLanguage": source.language,
            "url": source.archived_url or source.url,
        }
        for source in store.table(Source)
    ]
    places: list[Node] = [
        {"@id": f"{base}holders/{holder.id}", "@type": "Place", "name": _labels(holder.place)}
        for holder in about.holders
    ]
    whole: Node = {
        "@id": f"{base}dataset",
        "@type": "Dataset",
        "name": _labels(about),
        "description": _labelled({"en": about.description}),
        "version": about.version,
        "datePublished": str(about.year or ""),
        "license": about.license_url,
        "url": about.repository,
        "creditText": about.attribution,
        "creator": [node["@id"] for node in authors],
        "isBasedOn": [node["@id"] for node in sources],
        "spatialCoverage": [node["@id"] for node in places],
    }
    nodes = [whole, *authors, *sources, *places, *_scheme(store.table(Field), f"{base}fields")]
    return {"@context": _CONTEXT, "@graph": [{k: v for k, v in n.items() if v} for n in nodes]}


def _scheme(fields: tuple[Field, ...], scheme: str) -> list[Node]:
    """Return the concept scheme and its concepts."""
    concepts: list[Node] = [
        {
            "@id": f"{scheme}/{field.id}",
            "@type": "skos:Concept",
            "skos:inScheme": scheme,
            "skos:topConceptOf": None if field.broader else scheme,
            "skos:broader": f"{scheme}/{field.broader.id}" if field.broader else None,
            "skos:prefLabel": _labels(field),
            "skos:altLabel": field.other_names,
            "skos:scopeNote": _labelled({"en": field.scope_note}),
        }
        for field in fields
    ]
    head: Node = {"@id": scheme, "@type": "skos:ConceptScheme"}
    latvian = "Sadarbības jomas" if any(field.title_lv for field in fields) else ""
    head["skos:prefLabel"] = _labelled({"en": "Fields of cooperation", "lv": latvian})
    head["skos:hasTopConcept"] = [f"{scheme}/{field.id}" for field in fields if not field.broader]
    return [head, *concepts]


def _labels(record: About | Field | Place | Source) -> list[dict[str, str]]:
    """Return the titles of a record, each with its language."""
    further = {title.language: title.text for title in vars(record).get("titles", ())}
    return _labelled({"en": record.title, "lv": record.title_lv, **further})


def _labelled(texts: Mapping[str, str | None]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": tag} for tag, text in texts.items() if text]
