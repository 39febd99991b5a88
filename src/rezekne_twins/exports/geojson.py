"""GeoJSON (RFC 7946): a point for each partner, a line for each tie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rezekne_twins.exports.writing import needs, write_text
from rezekne_twins.models import Place

if TYPE_CHECKING:
    from rezekne_twins._dataset import Dataset


def write(dataset: Dataset, path: Path) -> Path:
    """Write the features, and return the path."""
    model = needs("geojson_pydantic", "geo")
    whole = model.FeatureCollection(type="FeatureCollection", features=[*_features(dataset)])
    return write_text(path, whole.model_dump_json(indent=1, exclude_unset=True) + "\n")


def _features(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """Yield partners, then ties; what has no point has no geometry, and is not left out."""
    partners = {tie.counterpart.id: tie.counterpart for tie in dataset.ties}
    here = {holder.id: _point(holder.place) for holder in dataset.about.holders}
    rows = {r["id"]: r for c in (dataset.places, dataset.organisations) for r in c.to_dicts()}
    for partner_id, partner in sorted(partners.items()):
        yield _feature("Point", _point(partner), rows[partner_id])
    for tie, row in zip(dataset.ties, dataset.ties.to_dicts(), strict=True):
        ends = here.get(tie.holder or ""), _point(tie.counterpart)
        yield _feature("LineString", ends if all(ends) else None, row)


def _point(agent: Any) -> tuple[float, float] | None:
    """Return longitude and latitude, in this order."""
    at = agent.coordinates if isinstance(agent, Place) else None
    return (at.longitude, at.latitude) if at else None


def _feature(kind: str, where: Any, row: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": where} if where else None
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}
