"""A plan taking effect: everything it changes as one change, one journal row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gis.boundaries.editing.load import County
from gis.boundaries.editing.state import State
from gis.boundaries.plans.comparing import same_ground
from gis.boundaries.plans.drawing import OpenPlan
from gis.boundaries.plans.lifecycle import enacted_row
from gis.boundaries.plans.net import RETIRED, net
from gis.boundaries.plans.placing import moved_events
from gis.events.states import Act
from gis.foundation.changes import Change, NewStep, RowEdit
from gis.foundation.errors import Refused


def enacted(open_plan: OpenPlan, approved: Iterable[str], county: County, at: int) -> Change:
    """The change by which a plan, drawn on the county in force, takes effect: arcs, divisions and households, grids
    retired at this instant, open events filed under the grid that has their place now, and the plan's own row.
    approved: codes of new grids as the plan was approved with. Refused where one was given to another grid since, and
    where a lock stands in the way."""
    plan, base, state = open_plan.plan, open_plan.base, open_plan.state
    _refuse_locked(open_plan)
    _refuse_taken(open_plan, approved)
    rows = [_versioned(base, edit, at) for edit in net(e for s in open_plan.strokes for e in s.edits)]
    if not rows:
        raise Refused(f"方案「{plan.name}」与现行界线没有差别。", "请撤回方案。")
    events = list(moved_events(base, state, county))
    edits = [*rows, *(_filed(county, row, old, new) for row, old, new in events)]
    edits.append(enacted_row(plan, at))
    steps = tuple(
        NewStep(int(county.events.id[row]), int(Act.REGRID), 0, " → ".join(_named(base, state, c) for c in (old, new)))
        for row, old, new in events
    )  # fmt: skip
    label = f"方案「{plan.name}」自 {plan.effective} 起生效"
    return Change("plan-enact", label, tuple(edits), steps, plan.reason)


def _versioned(base: State, edit: RowEdit, at: int) -> RowEdit:
    """The edit against the row as the county has it; what is retired is retired at this instant."""
    if edit.before is None:
        return RowEdit(edit.table, edit.key, 0, None, edit.after)
    if edit.table == "arc":
        version = base.arcs[int(edit.key)].version
    elif edit.table == "division":
        version = base.places[str(edit.key)].version
    else:
        version = int(base.house_version[base.houses.by_id[int(edit.key)]])
    after = edit.after
    if after is not None and after.get("status") == RETIRED:
        after = {**after, "retired_at": at}
    return RowEdit(edit.table, edit.key, version, edit.before, after)


def _filed(county: County, row: int, old: str, new: str) -> RowEdit:
    events = county.events
    return RowEdit("event", int(events.id[row]), int(events.version[row]), {"division": old}, {"division": new})


def _named(base: State, state: State, code: str) -> str:
    return (state if code in state.places else base).name_of(code)


def _refuse_taken(open_plan: OpenPlan, approved: Iterable[str]) -> None:
    own = {code for stroke in open_plan.strokes for code in stroke.born}
    if taken := sorted(set(approved) - own):
        raise Refused(
            f"方案「{open_plan.plan.name}」的新网格编号 {'、'.join(taken[:3])} 已另给了别的网格。",
            "请撤回方案，另存为草案后重新提交，由程序重新编号。",
        )


def _refuse_locked(open_plan: OpenPlan) -> None:
    base, state = open_plan.base, open_plan.state
    if not base.locked:
        return
    for code in sorted(_touched(base, state))[:1]:
        lock = base.lock_on(code)
        told = f"（{base.lock_words[lock]}）" if lock in base.lock_words else ""
        raise Refused(
            f"方案「{open_plan.plan.name}」要改{base.name_of(lock)}，它已锁定{told}。", "请先解锁，或撤回方案。"
        )


def _touched(base: State, state: State) -> Sequence[str]:
    """Codes of locked faces whose ground or households change; one that only took over a vertex does not."""
    locked = [(c, f) for c, f in base.faces.items() if base.lock_on(c)]
    return [c for c, f in locked if (n := state.faces.get(c)) is None or not same_ground(f, n)]
