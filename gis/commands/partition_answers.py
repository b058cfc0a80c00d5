"""What `main.py partition` answers: JSON documents and GeoJSON features of candidates."""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.boundaries.partition.candidate import Candidate
from gis.boundaries.partition.county import Village
from gis.boundaries.partition.rule import NoPartition
from gis.foundation.crs import to_degrees
from gis.snapshot import Snapshot


def score(one: Candidate) -> dict[str, Any]:
    """What a candidate is worth, in numbers."""
    return {
        "style": one.style,
        "seed": one.seed,
        "grids": len(one),
        "least": int(one.households.min()),
        "most": int(one.households.max()),
        "contiguous": bool(one.contiguous.all()),
        "compactness": round(one.mean_compactness, 4),
        "border_m": round(one.border_m, 1),
        "walking_m": round(one.walking_m, 1),
        "lane_share": round(one.lane_share, 4),
        "moved": one.moved,
        "seconds": round(one.seconds, 4),
    }


def document(
    snapshot: Snapshot, village: Village, style: str, asked: int | str, found: Candidate | NoPartition, seconds: float
) -> dict[str, Any]:
    """One village's answer. seconds: from the household columns to the finished candidate."""
    divisions = snapshot.divisions
    answer: dict[str, Any] = {
        "village": divisions.code[village.row],
        "name": divisions.short_name[village.row],
        "households": len(village.x),
        "asked": asked,
        "style": style,
        "seconds": round(seconds, 4),
        "reason": None,
    }
    if isinstance(found, NoPartition):
        return answer | {"reason": str(found), "grids": []}
    numbers = {k: v for k, v in score(found).items() if k not in ("style", "seconds", "grids")}
    return answer | numbers | {"grids": [_grid(snapshot, village, found, i) for i in range(len(found))]}


def _grid(snapshot: Snapshot, village: Village, found: Candidate, i: int) -> dict[str, Any]:
    keeps = int(found.keeps[i])
    return {
        "number": i + 1,
        "households": int(found.households[i]),
        "contiguous": bool(found.contiguous[i]),
        "compactness": round(float(found.compactness[i]), 4),
        "area_m2": round(float(found.polygons[i].area), 1),
        "keeps": snapshot.divisions.code[int(village.grids[keeps])] if keeps >= 0 else None,
    }


def collection(snapshot: Snapshot, villages: list[tuple[Village, Candidate | NoPartition]]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection of all grids, degrees EPSG:4490, lon first; rings as RFC 7946 turns them.
    Neighbouring grids have the same vertices. `reasons` names the villages that could not be divided."""
    features, reasons = [], {}
    for village, found in villages:
        code = snapshot.divisions.code[village.row]
        if isinstance(found, NoPartition):
            reasons[code] = str(found)
            continue
        for i, polygon in enumerate(found.polygons):
            properties = {"village": code} | _grid(snapshot, village, found, i)
            features.append({"type": "Feature", "properties": properties, "geometry": _geometry(polygon)})
    return {"type": "FeatureCollection", "features": features, "reasons": reasons}


def _geometry(polygon: Any) -> dict[str, Any]:
    import shapely

    def degrees(xy: np.ndarray) -> np.ndarray:
        return np.round(np.column_stack(to_degrees(xy[:, 0], xy[:, 1])), 9)

    return shapely.geometry.mapping(shapely.transform(shapely.orient_polygons(polygon), degrees))
