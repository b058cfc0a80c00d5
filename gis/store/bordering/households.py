"""Households that come, go, or change grid or place, kept in the order of the table: by division row, then by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from gis.county.ground import Households
from gis.foundation.changes import RowEdit
from gis.store.bordering.rows import Renumbered
from gis.store.projection import to_metres


def with_homes(households: Households, new: Renumbered, edits: Sequence[RowEdit], seq: int) -> Households:
    """The table with rows renumbered and the edits made. KeyError for a household that is not there."""
    columns: dict[str, Any] = {f.name: getattr(households, f.name) for f in fields(households)}
    columns["division"] = new.of(households.division)
    if not edits:
        return Households(**columns)
    changed = [e for e in edits if e.before is not None]
    rows = np.flatnonzero(np.isin(households.id, [int(e.key) for e in changed]))
    if len(rows) != len(changed):
        raise KeyError("household that the snapshot does not hold")
    by_id = {int(e.key): e for e in changed}
    gone = [
        row for row, key in zip(rows.tolist(), households.id[rows].tolist(), strict=True) if by_id[key].after is None
    ]
    kept = rows[~np.isin(rows, gone)]
    columns = _written(columns, kept, [by_id[key].after or {} for key in households.id[kept].tolist()], new, seq)
    place = columns["division"].astype(np.int64) << 32 | households.id
    order = _order(place, np.array(gone, np.int64), kept)
    columns = {name: column[order] for name, column in columns.items()}
    added = [e for e in edits if e.before is None]
    return Households(**(_with_new(columns, added, new, seq) if added else columns))


def _written(
    columns: dict[str, Any], rows: np.ndarray, values: Sequence[Mapping[str, Any]], new: Renumbered, seq: int
) -> dict[str, Any]:
    out = dict(columns)
    for name in ("division", "people", "bearing", "version", "x", "y"):
        out[name] = columns[name].copy()
    for row, after in zip(rows.tolist(), values, strict=True):
        if "division" in after:
            out["division"][row] = new.row(str(after["division"]))
        for name in ("people", "bearing"):
            if name in after:
                out[name][row] = after[name]
        if "lon" in after:
            (out["x"][row],), (out["y"][row],) = to_metres(np.array([after["lon"]]), np.array([after["lat"]]))
    out["version"][rows] = seq
    return out


def _order(place: np.ndarray, gone: np.ndarray, moved: np.ndarray) -> np.ndarray:
    """The sorted order when only `moved` are out of place and `gone` are left out."""
    kept = np.delete(np.arange(len(place)), np.concatenate([gone, moved]))
    moved = moved[np.argsort(place[moved])]
    return np.insert(kept, np.searchsorted(place[kept], place[moved]), moved)


def _with_new(columns: dict[str, Any], edits: Sequence[RowEdit], new: Renumbered, seq: int) -> dict[str, Any]:
    values = [dict(e.after or {}) for e in edits]
    x, y = to_metres(np.array([v["lon"] for v in values], float), np.array([v["lat"] for v in values], float))
    more = {
        "x": x, "y": y, "division": np.array([new.row(str(v["division"])) for v in values], np.int32),
        "bearing": np.array([v["bearing"] for v in values], np.float32),
        "people": np.array([v["people"] for v in values], np.uint8),
        "id": np.array([int(e.key) for e in edits], np.int32), "version": np.full(len(edits), seq, np.int64),
    }  # fmt: skip
    own = np.argsort(more["division"].astype(np.int64) << 32 | more["id"])
    place = columns["division"].astype(np.int64) << 32 | columns["id"]
    at = np.searchsorted(place, (more["division"].astype(np.int64) << 32 | more["id"])[own])
    return {name: np.insert(column, at, more[name][own]) for name, column in columns.items()}
