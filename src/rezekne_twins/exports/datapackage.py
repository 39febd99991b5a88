"""A Data Package (v2): a folder of tidy CSV files and `datapackage.json`, which describes them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from rezekne_twins.exports.citing import package_name
from rezekne_twins.exports.csv_files import csv_text
from rezekne_twins.exports.tidy import Field, Key, Table, tables
from rezekne_twins.exports.writing import atomic_write
from rezekne_twins.models import Source
from rezekne_twins.store import Store

PROFILES = "https://datapackage.org/profiles/2.0/"


def write(store: Store, folder: Path) -> Path:
    """Write the package, and return the folder."""
    with atomic_write(folder, folder=True) as new:
        (new / "data").mkdir()
        resources: list[dict[str, Any]] = []
        for table in tables(store):
            text = csv_text([field.name for field in table.fields], table.rows)
            content = text.encode()
            resources.append(_resource(table, content))
            (new / "data" / f"{table.name}.csv").write_bytes(content)
        text = json.dumps(_package(store, resources), ensure_ascii=False, indent=1)
        (new / "datapackage.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return folder


def _package(store: Store, resources: list[dict[str, Any]]) -> dict[str, Any]:
    about = store.about
    package = {
        "$schema": f"{PROFILES}datapackage.json",
        "name": package_name(about),
        "title": about.title,
        "description": "\n\n".join([about.description, *about.attribution]),
        "version": about.version,
        "licenses": [{"name": about.license, "path": about.license_url}],
        "contributors": [{"title": author, "roles": ["author"]} for author in about.authors],
        "sources": [
            {
                "title": source.title,
                **({"path": path} if (path := source.archived_url or source.url) else {}),
                **({"version": str(source.as_of)} if source.as_of else {}),
            }
            for source in store.table(Source)
        ],
        "resources": resources,
    }
    return {key: value for key, value in package.items() if value}  # no list may be empty


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    unique = {"uniqueKeys": list(map(list, table.unique))} if table.unique else {}
    keys = {"foreignKeys": list(map(_key, table.keys))} if table.keys else {}
    return {
        "$schema": f"{PROFILES}dataresource.json",
        "name": table.name,
        "type": "table",
        "description": table.description,
        "path": f"data/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "$schema": f"{PROFILES}tableschema.json",
            "fields": list(map(_field, table.fields)),
            "missingValues": [""],
            "primaryKey": list(table.primary),
            **unique,
            **keys,
        },
    }


def _field(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"name": field.name, "type": field.type}
    said["description"] = field.description
    constraints = dict(field.limits) | ({"required": True} if field.required else {})
    if field.words:
        constraints["enum"] = list(field.words)
        said["categories"] = list(field.words)  # readers that know them make a factor of it
    return {**said, "constraints": constraints} if constraints else said


def _key(key: Key) -> dict[str, Any]:
    reference = {"resource": key.table, "fields": list(key.target)}
    return {"fields": list(key.fields), "reference": reference}
