"""GeoJSON (RFC 7946): a point for each partner, a line for each tie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rezekne_twins.exports.frames import rows
from rezekne_twins.exports.writing import needs, write_text
from rezekne_twins.models import Organisation, Place, Tie
from rezekne_twins.store import Store


def write(store: Store, path: Path) -> Path:
    """Write the features, and return the path."""
    model = needs("geojson_pydantic", "geo")
    whole = model.FeatureCollection(type="FeatureCollection", features=[*_features(store)])
    return write_text(path, whole.model_dump_json(indent=1, exclude_unset=True) + "\n")


def _features(store: Store) -> Iterator[dict[str, Any]]:
    """Yield partners, then ties; what has no point has no geometry, and is not left out."""
    ties = store.table(Tie)
    partners = {tie.counterpart.id: tie.counterpart for tie in ties}
    here = {holder.id: _point(holder.place) for holder in store.about.holders}
    agents = (row for kind in (Place, Organisation) for row in rows(kind, store.table(kind), "all"))
    properties = {row["id"]: row for row in agents}
    for partner_id, partner in sorted(partners.items()):
        yield _feature("Point", _point(partner), properties[partner_id])
    for tie, row in zip(ties, rows(Tie, ties, "all"), strict=True):
        ends = here.get(tie.holder or ""), _point(tie.counterpart)
        yield _feature("LineString", ends if all(ends) else None, row)


def _point(agent: Any) -> tuple[float, float] | None:
    """Return longitude and latitude, in this order."""
    at = agent.coordinates if isinstance(agent, Place) else None
    return (at.longitude, at.latitude) if at else None


def _feature(kind: str, where: Any, row: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": where} if where else None
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}
