"""What `main.py plan` answers: lines for people, one JSON document for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from gis.boundaries.plans.impact import Impact, Load
from gis.boundaries.plans.locks import Lock
from gis.boundaries.plans.plan import Plan, PlanState, Stroke
from gis.commands.aligning import aligned
from gis.county.divisions import Level
from gis.events.states import STATE_WORD
from gis.foundation.clock import local
from gis.planning import Planning
from gis.planning.past import BorderDate, Past


def told(planning: Planning, deed: str, answer: Any) -> list[str]:
    """Lines for a terminal."""
    if isinstance(answer, Plan):
        return [_line(answer)]
    if isinstance(answer, Impact):
        return list(_impact_lines(planning, answer))
    if isinstance(answer, Past):
        return list(_past_lines(answer))
    if isinstance(answer, tuple):
        plan, strokes = answer
        return [_line(plan), *(_stroke_line(stroke) for stroke in strokes)]
    if isinstance(answer, str):
        return [f"已{answer}。"]
    if not answer:
        return [EMPTY.get(deed, "没有。")]
    return [LINES[type(answer[0])](each) for each in answer]


EMPTY = {
    "list": "还没有方案。新建：main.py plan 县库 new 名称 --village 村",
    "in-force": "没有到日子的方案。",
    "dates": "建库以来界线没有改动过。",
    "locks": "没有锁定的边界。",
}


def document(planning: Planning, answer: Any, geojson: bool = False) -> Any:
    """The same as JSON."""
    if isinstance(answer, Plan):
        return plan_row(answer)
    if isinstance(answer, Impact):
        return impact_row(planning, answer)
    if isinstance(answer, Past):
        return _grids(answer) if geojson else _past_row(answer)
    if isinstance(answer, tuple):
        plan, strokes = answer
        return plan_row(plan) | {"steps": [_stroke_row(stroke) for stroke in strokes]}
    if isinstance(answer, str):
        return {"done": answer}
    return [ROWS[type(each)](each) for each in answer]


def plan_row(plan: Plan) -> dict[str, Any]:
    """A plan as scripts read it."""
    return {
        "id": plan.id, "name": plan.name, "state": plan.state.value, "word": plan.word, "villages": list(plan.villages),
        "author": plan.author_name, "created_at": _iso(plan.created_at), "touched_at": _iso(plan.touched_at),
        "submitted_at": _iso(plan.submitted_at), "decider": plan.decider or None, "decided_at": _iso(plan.decided_at),
        "reason": plan.reason or None, "effective": plan.effective or None, "note": plan.note or None,
        "copied_from": plan.copied_from or None,
    }  # fmt: skip


def impact_row(planning: Planning, impact: Impact) -> dict[str, Any]:
    """A comparison and what follows from it."""
    c = impact.comparison
    names = _workers(planning)
    return {
        "households_moved": len(c.moved),
        "moved": [{"household": m.house, "from": m.source, "to": m.target} for m in c.moved],
        "born": list(c.born),
        "retired": list(c.retired),
        "workers": [{"staff": w, "name": names.get(w)} for w in c.workers],
        "without_worker": list(impact.without_worker),
        "border_m": {"before": round(c.border_m[0], 1), "after": round(c.border_m[1], 1)},
        "grids": [
            {
                "code": g.code, "households": list(g.households), "people": list(g.people),
                "area_m2": [round(a, 1) for a in g.area_m2], "compactness": [round(v, 3) for v in g.compactness],
                "born": g.born, "retired": g.retired, "fits": g.fits,
            }
            for g in c.grids
        ],
        "open_events": {
            "count": len(impact.events),
            "states": {STATE_WORD[state]: n for state, n in impact.states.items()},
            "next_due": _iso(impact.next_due),
            "events": [
                {
                    "number": e.number, "from": e.source, "to": e.target, "state": STATE_WORD[e.state],
                    "due_at": _iso(e.due_at),
                }
                for e in impact.events
            ],
        },
        "loads": [
            {
                "code": each.code, "worker": each.worker[1] or None, "before": _load(each.before),
                "after": _load(each.after),
            }
            for each in impact.loads
        ],
    }  # fmt: skip


def _load(load: Load) -> dict[str, Any]:
    rate = None if load.rate is None else round(load.rate, 4)
    months = round(load.per_month, 1)
    return {"events": load.events, "per_month": months, "due": load.due, "in_time": load.in_time, "rate": rate}


def _impact_lines(planning: Planning, impact: Impact) -> Iterator[str]:
    c = impact.comparison
    if not c.grids:
        yield "没有差别。"
        return
    names = _workers(planning)
    yield f"换网格的农户 {len(c.moved)} 户；新编 {len(c.born)} 个，作废 {len(c.retired)} 个。"
    yield f"涉及网格员 {len(c.workers)} 人，{len(impact.without_worker)} 个网格还没有网格员。"
    yield f"网格之间的边界由 {c.border_m[0] / 1000:.2f} 公里变为 {c.border_m[1] / 1000:.2f} 公里。"
    states = "，".join(f"{STATE_WORD[state]} {n}" for state, n in impact.states.items())
    yield f"未结事件改属 {len(impact.events)} 件" + (f"（{states}）；时限不变。" if impact.events else "。")
    if impact.next_due:
        yield f"其中最近的办结时限：{local(impact.next_due):%Y-%m-%d %H:%M}。"
    loads = {load.code: load for load in impact.loads}
    heading = ("网格", "户数", "合规", "面积公顷", "紧凑度", "一年事件", "按期结案率", "网格员")
    lines = [
        (
            g.code, _pair(*(str(n) for n in g.households)), "作废" if g.retired else "是" if g.fits else "否",
            _pair(*(f"{a / 1e4:.1f}" for a in g.area_m2)), _pair(*(f"{v:.2f}" for v in g.compactness)),
            _pair(*(str(load.events) for load in (loads[g.code].before, loads[g.code].after))),
            _pair(*(_rate(load) for load in (loads[g.code].before, loads[g.code].after))),
            "—" if g.retired else names.get(g.worker[1], "待定"),
        )
        for g in c.grids
    ]  # fmt: skip
    yield from aligned(heading, lines)


def _pair(one: str, two: str) -> str:
    return one if one == two else f"{one}→{two}"


def _rate(load: Load) -> str:
    return "—" if load.rate is None else f"{load.rate:.1%}"


def _workers(planning: Planning) -> dict[int, str]:
    staff = planning.workspace.snapshot.staff
    return {int(i): name for i, name in zip(staff.id, staff.name, strict=True)}


def _past_lines(past: Past) -> Iterator[str]:
    counts = _counts(past)
    yield f"{past.day} 的界线：" + "，".join(f"{word} {n}" for word, n in counts.items()) + "。"
    if past.last:
        yield f"最近一次改动：{local(past.last.at):%Y-%m-%d %H:%M} {past.last.who} {past.last.words}"
    if past.plans:
        yield f"按已批准而尚未生效的方案：{'、'.join(past.plans)}。"
    yield from (f"没有算进 {words}" for words in past.left_out)
    yield "与今天相同。" if past.present else "与今天不同。"


def _counts(past: Past) -> dict[str, int]:
    levels = {"乡镇": Level.TOWNSHIP, "村": Level.VILLAGE, "网格": Level.GRID}
    found = {word: len(past.divisions.rows_of(level)) for word, level in levels.items()}
    return found | {"农户": len(past.households)}


def _past_row(past: Past) -> dict[str, Any]:
    d = past.divisions
    grids = [
        {"code": d.code[row], "households": int(d.households[row]), "area_m2": round(float(d.area_m2[row]), 1)}
        for row in d.rows_of(Level.GRID).tolist()
    ]
    return {
        "day": past.day.isoformat(), "seq": past.seq, "present": past.present,
        "last": _date_row(past.last) if past.last else None, "plans": list(past.plans),
        "left_out": list(past.left_out), "counts": _counts(past),
        "grids": grids,
    }  # fmt: skip


def _grids(past: Past) -> dict[str, Any]:
    """A FeatureCollection of the leaves, degrees CGCS2000."""
    import shapely

    from gis.boundaries.polygons import faces
    from gis.foundation.crs import to_degrees

    d = past.divisions
    rows, shapes = faces(past.mesh, past.mesh.left, past.mesh.right)
    features = []
    for row, shape in zip(rows.tolist(), shapes, strict=True):
        lonlat = shapely.transform(shape, lambda xy: np.column_stack(to_degrees(xy[:, 0], xy[:, 1])))
        properties = {"code": d.code[row], "name": d.name[row], "households": int(d.households[row])}
        features.append({"type": "Feature", "properties": properties, "geometry": lonlat.__geo_interface__})
    return {"type": "FeatureCollection", "features": features}


def _line(plan: Plan) -> str:
    stands = plan.state in (PlanState.APPROVED, PlanState.IN_FORCE)
    day = f"，自 {plan.effective} 起" if plan.effective and stands else ""
    villages = f"，{len(plan.villages)} 个村" if plan.villages else ""
    reason = f"，{plan.reason}" if plan.reason else ""
    worked = f"{plan.author_name} {local(plan.touched_at):%Y-%m-%d %H:%M}{villages}{reason}"
    return f"{plan.id}\t{plan.name}\t{plan.word}{day}\t{worked}"


def _stroke_line(stroke: Stroke) -> str:
    gone = "（已撤销）" if stroke.undone else ""
    return f"  {stroke.number:3d}  {local(stroke.at):%Y-%m-%d %H:%M}  {stroke.author_name}  {stroke.label}{gone}"


def _stroke_row(stroke: Stroke) -> dict[str, Any]:
    return {
        "number": stroke.number, "label": stroke.label, "kind": stroke.kind, "undone": stroke.undone,
        "author": stroke.author_name, "at": _iso(stroke.at), "born": sorted(stroke.born),
        "retired": sorted(stroke.retired),
    }  # fmt: skip


def _date_row(each: BorderDate) -> dict[str, Any]:
    return {"seq": each.seq, "at": _iso(each.at), "who": each.who, "words": each.words}


def _lock_row(lock: Lock) -> dict[str, Any]:
    return {"code": lock.code, "by": lock.by_name, "at": _iso(lock.at), "reason": lock.reason}


def _iso(at: int) -> str | None:
    return local(at).isoformat() if at else None


ROWS: dict[type, Callable[[Any], dict[str, Any]]] = {Plan: plan_row, BorderDate: _date_row, Lock: _lock_row}
LINES: dict[type, Callable[[Any], str]] = {
    Plan: _line,
    BorderDate: lambda d: f"{local(d.at):%Y-%m-%d %H:%M}\t{d.who}\t{d.words}",
    Lock: lambda lock: f"{lock.code}\t{lock.words}",
}
__all__ = ["document", "impact_row", "plan_row", "told"]
