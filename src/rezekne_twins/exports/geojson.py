"""GeoJSON (RFC 7946): a point for each partner, a line for each tie."""

from __future__ import annotations

from collections.abc import Iterator
from math import copysign
from pathlib import Path
from typing import Any

from rezekne_twins.exports.frames import rows
from rezekne_twins.exports.writing import needs, write_text
from rezekne_twins.models import Organisation, Place, Tie
from rezekne_twins.outlines import Point
from rezekne_twins.store import Store

_HALF = 180


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
        yield _feature(properties[partner_id], _point(partner))
    for tie, row in zip(ties, rows(Tie, ties, "all"), strict=True):
        yield _feature(row, here.get(tie.holder or ""), _point(tie.counterpart))


def _point(agent: Any) -> Point | None:
    """Return longitude and latitude, in this order."""
    at = agent.coordinates if isinstance(agent, Place) else None
    return (at.longitude, at.latitude) if at else None


def _feature(row: dict[str, Any], *ends: Point | None) -> dict[str, Any]:
    return {"type": "Feature", "id": row["id"], "geometry": _geometry(*ends), "properties": row}


def _geometry(*ends: Point | None) -> dict[str, Any] | None:
    """Return a point, or a line that is cut at the antimeridian (RFC 7946, section 3.1.9)."""
    a, b = ends[0], ends[-1]
    if a is None or b is None:
        return None
    if len(ends) == 1:
        return {"type": "Point", "coordinates": a}
    if abs(a[0] - b[0]) <= _HALF:
        return {"type": "LineString", "coordinates": [a, b]}
    edge = copysign(_HALF, a[0])
    cut = a[1] + (b[1] - a[1]) * (edge - a[0]) / (b[0] + 2 * edge - a[0])
    return {"type": "MultiLineString", "coordinates": [[a, (edge, cut)], [(-edge, cut), b]]}
