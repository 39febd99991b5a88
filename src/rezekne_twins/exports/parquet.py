"""A folder of Parquet files, one a collection, with the columns of the frames; lists stay lists."""

from __future__ import annotations

from pathlib import Path

from rezekne_twins.exports.citing import facts
from rezekne_twins.exports.frames import cells, filled
from rezekne_twins.exports.writing import atomic_write, needs
from rezekne_twins.store import Store


def write(store: Store, folder: Path) -> Path:
    """Write every collection, and return the folder."""
    arrow, parquet = needs("pyarrow", "parquet"), needs("pyarrow.parquet", "parquet")
    said = facts(store)
    about = {key: "; ".join(text for k, text in said if k == key) for key, _ in said}
    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
        "list": arrow.list_(arrow.string()),
    }
    with atomic_write(folder, folder=True) as new:
        for kind, records in store.collections:
            own = cells(kind)
            told = {c.name: {"description": c.steps[0].description} for c in own}
            fields = [arrow.field(c.name, types[c.type], metadata=told[c.name]) for c in own]
            schema = arrow.schema(fields, metadata=about)
            held = {cell.name: values for cell, values in filled(own, records)}
            table = arrow.Table.from_pydict(held, schema=schema)
            parquet.write_table(table, new / f"{kind.collection}.parquet")
    return folder
