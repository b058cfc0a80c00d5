"""The one door to a county: open, ask, do, undo, redo, on_change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gis.events.query import Counts, Filter
from gis.foundation.changes import Change, Committed
from gis.snapshot import Snapshot
from gis.workflow.fit import Fit, Foresight, UnitFit

__all__ = ["Actor", "Fit", "Foresight", "HistoryLine", "Photo", "UnitFit", "Workspace"]


@dataclass(frozen=True)
class Actor:
    """Who sits at the desk. `staff` is the id in Staff; `station` names the machine."""

    staff: int
    name: str
    role: str
    station: str


@dataclass(frozen=True)
class HistoryLine:
    """One step of an event's life as the inspector shows it."""

    at: int
    act: int  # Act
    actor: str
    unit: str
    note: str


@dataclass(frozen=True)
class Photo:
    """One picture of an event; `jpeg` is read when shown."""

    id: int
    after: bool
    taken_at: int
    x_m: float
    y_m: float
    jpeg: bytes


class Workspace:
    """Signatures the desk builds on; thread notes: `commit`, `history`, `photos`, `catch_up` touch the database and
    run on a worker; everything else is memory only and quick enough for the GUI thread."""

    snapshot: Snapshot
    actor: Actor

    def states(self, now: int) -> np.ndarray:
        """uint8[n events] State of every event at `now`."""
        raise NotImplementedError

    def rows(self, chosen: Filter, now: int) -> np.ndarray:
        """int32 rows that pass, in row order."""
        raise NotImplementedError

    def counts(self, chosen: Filter, now: int) -> Counts:
        raise NotImplementedError

    def fits(self, rows: np.ndarray) -> list[UnitFit]:
        """One per unit, in the order of Units."""
        raise NotImplementedError

    def foresee(self, rows: np.ndarray, unit: int) -> Foresight:
        raise NotImplementedError

    def assign(self, rows: np.ndarray, unit: int, reason: str = "") -> Change:
        """The change that assigns rows to a unit row; Refused if a rule forbids it or a misfit lacks a reason."""
        raise NotImplementedError

    def commit(self, change: Change) -> Committed:
        """Write it (worker thread). Conflict if someone was first."""
        raise NotImplementedError

    def adopt(self, committed: Committed) -> None:
        """Take a committed change (own or another station's) into the snapshot and announce it (GUI thread)."""
        raise NotImplementedError

    def undo_change(self) -> Change | None:
        """The change that Ctrl+Z would commit, None when there is nothing to undo; its label names it."""
        raise NotImplementedError

    def redo_change(self) -> Change | None:
        raise NotImplementedError

    def catch_up(self) -> list[Committed]:
        """What other stations committed since (worker thread); adopt each."""
        raise NotImplementedError

    def history(self, row: int) -> list[HistoryLine]:
        raise NotImplementedError

    def photos(self, row: int) -> list[Photo]:
        raise NotImplementedError

    def on_change(self, call: Callable[[Committed], None]) -> None:
        raise NotImplementedError
