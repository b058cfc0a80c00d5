"""The county's borders as they were: what the journal wrote since is taken back in memory.

Costs the rows that changed since, not the length of the journal: they are added up first and taken back at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gis.boundaries.plans.net import net
from gis.foundation.changes import Committed, RowEdit
from gis.snapshot import Snapshot
from gis.store.borders import TABLES, with_borders


def before(snapshot: Snapshot, rows: Sequence[Committed]) -> Snapshot:
    """The snapshot without what these journal rows did to arcs, divisions and households; they are all that changed
    borders since, in order (gis.store.plans.border_rows). seq is that of the row before the first. Events are left as
    they are filed today, apart from those of grids that are in force again. Versions of rows taken back are what they
    were."""
    if not rows:
        return snapshot
    taken = [
        RowEdit(e.table, e.key, e.version, e.after, e.before)
        for row in reversed(rows)
        for e in reversed(row.change.edits)
        if e.table in TABLES
    ]
    tables: dict[str, list[RowEdit]] = {}
    for edit in net(taken):
        tables.setdefault(edit.table, []).append(edit)
    seq = rows[0].seq - 1
    return replace(with_borders(snapshot, tables, seq), seq=seq)
