"""The time machine: the borders of any day, past or to come, and the days on which they changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions
from gis.county.ground import Households
from gis.foundation.changes import Committed
from gis.foundation.clock import SHANGHAI, local
from gis.foundation.errors import Refused
from gis.snapshot import Snapshot
from gis.workspace import Workspace

if TYPE_CHECKING:
    from gis.planning.planning import Planning


@dataclass(frozen=True)
class BorderDate:
    """One change of borders. at: UTC seconds. words: as the journal names it."""

    seq: int
    at: int
    who: str
    words: str


@dataclass(frozen=True)
class Past:
    """The county's borders at the end of a day. seq: the journal sequence they stand for. present: whether they are
    those of today. last: the change that made them so, None if it was the county's creation. snapshot: the whole county
    with them. For a day to come: plans, names of the approved plans that are taken to be in force by then; left_out:
    those that would not fit, each with why."""

    day: date
    seq: int
    divisions: Divisions
    mesh: Mesh
    households: Households
    present: bool
    last: BorderDate | None
    snapshot: Snapshot
    plans: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def border_dates_of(workspace: Workspace) -> list[BorderDate]:
    """Every change of borders, oldest first."""
    from gis.store.plans import border_dates

    return [BorderDate(*row) for row in border_dates(workspace.store())]


def past_of(workspace: Workspace, day: date) -> Past:
    """The borders at the end of a day; what changed since is taken back from the present snapshot. Refused for a day
    before the county was created."""
    from gis.store.past import before
    from gis.store.plans import border_rows, created_at

    end = int(datetime.combine(day + timedelta(days=1), time(), SHANGHAI).timestamp())
    store, snapshot = workspace.store(), workspace.snapshot
    born = created_at(store)
    if end <= born:
        raise Refused(f"{day} 还没有建库，没有界线可看。", f"本县的界线自 {local(born):%Y-%m-%d} 起有记录。")
    rows = [row for row in border_rows(store, 0, end - 1) if row.seq <= snapshot.seq]
    past = before(snapshot, rows)
    last = next((d for d in reversed(border_dates_of(workspace)) if d.at < end), None)
    return Past(day, past.seq, past.divisions, past.mesh, past.households, not rows, last, past)


def future_of(planning: Planning, day: date) -> Past:
    """The borders at the end of a day to come, as far as they are approved: plans take effect in memory, in order of
    their days."""
    from gis.boundaries.editing.load import load_state
    from gis.boundaries.plans.enacting import enacted
    from gis.boundaries.plans.merging import merged
    from gis.boundaries.plans.plan import PlanState
    from gis.store.adopt import adopt
    from gis.store.plans import neighbourhood

    workspace, state = planning.workspace, planning.county()
    snapshot, locks, around = workspace.snapshot, dict(state.lock_words), neighbourhood(workspace.store())
    rows: list[Committed] = []
    names, left_out = [], []
    waiting = [p for p in planning.plans(PlanState.APPROVED) if date.fromisoformat(p.effective) <= day]
    for plan in sorted(waiting, key=lambda p: (p.effective, p.id)):
        table = planning.open(plan.id)
        at = int(datetime.combine(date.fromisoformat(plan.effective), time(), SHANGHAI).timestamp())
        try:
            fresh = merged(table, state, [*planning.since(plan), *rows])
            change = enacted(fresh, [code for s in table.strokes for code in s.born], snapshot, at)
        except Refused as no:
            left_out.append(f"{plan.name}：{no.message}")
            continue
        names.append(plan.name)
        rows.append(Committed(snapshot.seq + 1, at, plan.decider, "", change))
        snapshot = adopt(snapshot, rows[-1])
        state = load_state(snapshot, workspace.clock.now(), around).with_locks(locks)
    dates = [BorderDate(row.seq, row.at, row.actor, row.change.label) for row in rows] or border_dates_of(workspace)
    return Past(
        day, snapshot.seq, snapshot.divisions, snapshot.mesh, snapshot.households, not rows,
        dates[-1] if dates else None, snapshot, tuple(names), tuple(left_out),
    )  # fmt: skip
