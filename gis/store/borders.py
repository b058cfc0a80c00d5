"""Takes a change of borders into the snapshot in memory: arcs, households, grids made, retired or brought back.

Rows of divisions move when a grid comes or goes, so every column that names a row is renumbered; that is a few array
look-ups, and the rest of the snapshot is shared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from gis.foundation.changes import RowEdit
from gis.snapshot import Snapshot
from gis.store.bordering import households, lines, rows, sizes
from gis.store.bordering.rows import Renumbered

TABLES = ("division", "arc", "household")
IN_FORCE = frozenset({"status", "retired_at", "retire_reason", "label_lon", "label_lat"})


def concerns_borders(tables: Mapping[str, Sequence[RowEdit]]) -> bool:
    """Whether a change, by table, touches borders, homes or the list of divisions rather than names and workers."""
    if "arc" in tables or "household" in tables:
        return True
    edits = tables.get("division", ())
    return any(e.before is None or e.after is None or not IN_FORCE.isdisjoint(e.after) for e in edits)


def with_borders(snapshot: Snapshot, tables: Mapping[str, Sequence[RowEdit]], seq: int) -> Snapshot:
    """The snapshot after the edits of divisions, arcs and households of one change. Its seq is left as it was.
    KeyError or ValueError for an edit of a row the snapshot does not hold."""
    edits = tables.get("division", ())
    new = rows.renumbered(snapshot.divisions, edits)
    divisions = rows.with_rows(snapshot.divisions, new, edits, seq)
    mesh, touched = lines.with_arcs(snapshot.mesh, new, tables.get("arc", ()), seq)
    divisions = sizes.measured(divisions, mesh, touched)
    homes = households.with_homes(snapshot.households, new, tables.get("household", ()), seq)
    snapshot = replace(snapshot, divisions=divisions, mesh=mesh, households=homes)
    return _people_and_events(snapshot, new, edits) if new.moves else snapshot


def _people_and_events(snapshot: Snapshot, new: Renumbered, edits: Sequence[RowEdit]) -> Snapshot:
    """Everything else that names a division row."""
    revived = [str(e.key) for e in edits if (e.after or {}).get("status") == "有效" and e.before is not None]
    event_rows, retired = rows.events_refiled(snapshot.events, snapshot.retired, new, edits, revived)
    staff_rows = new.of(snapshot.staff.division)
    for code in revived:  # the worker of a grid that is back
        row = new.row(code)
        own = (snapshot.staff.id == snapshot.divisions.worker[row]) & (staff_rows == snapshot.divisions.parent[row])
        staff_rows = np.where(own, np.int32(row), staff_rows)
    return replace(
        snapshot,
        events=replace(snapshot.events, division=event_rows),
        retired=retired,
        units=replace(snapshot.units, division=new.of(snapshot.units.division)),
        duties=replace(snapshot.duties, division=new.of(snapshot.duties.division)),
        staff=replace(snapshot.staff, division=staff_rows),
    )
