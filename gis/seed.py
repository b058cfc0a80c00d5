"""A whole county on its way into a new store: the snapshot and what is too large to keep in memory afterwards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.foundation.columns import TextColumn
from gis.snapshot import Snapshot


@dataclass(frozen=True)
class Steps:
    """Histories, sorted by event and instant. event: int32 event id. at: int64 UTC seconds. act: uint8 Act.
    actor: int32 staff id (0 the platform). unit: int32 unit id (0 none). note: what was said."""

    event: np.ndarray
    at: np.ndarray
    act: np.ndarray
    actor: np.ndarray
    unit: np.ndarray
    note: TextColumn

    def __len__(self) -> int:
        return len(self.event)


@dataclass(frozen=True)
class Photos:
    """event: int32 event id. after: bool (taken after disposal). taken_at: int64. x, y: float64 EPSG:4547 metres.
    blob: int32 index into blobs, each a JPEG."""

    event: np.ndarray
    after: np.ndarray
    taken_at: np.ndarray
    x: np.ndarray
    y: np.ndarray
    blob: np.ndarray
    blobs: tuple[bytes, ...]


@dataclass(frozen=True)
class CountySeed:
    """Everything a new store is filled with (as one journal row)."""

    snapshot: Snapshot
    steps: Steps
    photos: Photos
