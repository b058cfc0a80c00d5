"""Households that change their grid, kept in the order of the table: by division row, then by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from gis.county.ground import Households
from gis.foundation.changes import RowEdit
from gis.store.bordering.rows import Renumbered


def with_homes(households: Households, new: Renumbered, edits: Sequence[RowEdit], seq: int) -> Households:
    """The table with rows renumbered and the edits made. ValueError for a household made or removed or changed in
    anything but its division, KeyError for one that is not there."""
    columns: dict[str, Any] = {f.name: getattr(households, f.name) for f in fields(households)}
    columns["division"] = new.of(households.division)
    if not edits:
        return Households(**columns)
    for edit in edits:
        if edit.before is None or edit.after is None or set(edit.after) != {"division"}:
            raise ValueError(f"household {edit.key}: only its division can change")
    keys = np.array([int(e.key) for e in edits], np.int64)
    rows = np.flatnonzero(np.isin(households.id, keys))
    if len(rows) != len(keys):
        raise KeyError("household that the snapshot does not hold")
    home = {int(e.key): new.row(str((e.after or {})["division"])) for e in edits}
    division, version = columns["division"].copy(), households.version.copy()
    division[rows] = [home[i] for i in households.id[rows].tolist()]
    version[rows] = seq
    columns |= {"division": division, "version": version}
    order = _order(division, households.id, rows)
    return Households(**{name: column[order] for name, column in columns.items()})


def _order(division: np.ndarray, ids: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The sorted order when only `rows` are out of place: they are taken out and put in where they belong."""
    place = division.astype(np.int64) << 32 | ids
    kept = np.delete(np.arange(len(place)), rows)
    moved = rows[np.argsort(place[rows])]
    return np.insert(kept, np.searchsorted(place[kept], place[moved]), moved)
