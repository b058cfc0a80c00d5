"""What the probe can be asked of the planner's desk. Read-only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint

from desktop.planning.grid_bars import ROW_PX
from gis.boundaries.outlook import grids_of

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring


def answers(wiring: PlanningWiring) -> dict[str, Callable[..., Any]]:
    """Word → callable; points are [x, y] in screen pixels of the device."""
    session, choice, canvas = wiring.session, wiring.choice, wiring.desk.canvas

    def point(x_m: float, y_m: float) -> list[float]:
        x, y = canvas.viewport.to_screen(x_m, y_m)
        at, ratio = canvas.mapToGlobal(QPoint(round(x), round(y))), canvas.devicePixelRatioF()
        return [at.x() * ratio, at.y() * ratio]

    def households() -> dict[str, int]:
        state = session.state
        return {c: state.faces[c].households for c in grids_of(state, choice.village)} if state else {}

    def trial() -> dict[str, Any]:
        preview = wiring.trial.preview
        if preview is None:
            return {}
        grids = {g.code: g.households for g in preview.grids}
        snap, tip = wiring.trial.snap, wiring.over.tip
        table = {row.name: list(row.figures) for row in tip.words.table.rows}
        return {
            "possible": preview.possible,
            "reason": preview.reason,
            "grids": grids,
            "moved": len(preview.moved),
            "snap": snap.kind.value if snap is not None else "",
            "tip": [*tip.words.lines],
            "table": table,
        }

    def arcs_between(one: str, other: str) -> list[int]:
        state = session.state
        assert state is not None
        return [i for i in sorted(state.faces[one].arcs) if {state.arcs[i].left, state.arcs[i].right} == {one, other}]

    def vertices(arc: int) -> list[list[float]]:
        assert session.state is not None
        return [point(x, y) for x, y in session.state.arcs[arc].xy.tolist()]

    def bar_point(code: str) -> list[float]:
        bars = wiring.desk.left.bars
        at = bars.mapToGlobal(QPoint(60, bars.row_of(code) * ROW_PX + ROW_PX // 2))
        return [at.x() * bars.devicePixelRatioF(), at.y() * bars.devicePixelRatioF()]

    def village_point(code: str) -> list[float]:
        divisions, row = wiring.bridge.snapshot.divisions, wiring.row_of(code)
        return point(float(divisions.label_x[row]), float(divisions.label_y[row]))

    def grid_box(code: str) -> list[float]:
        assert session.state is not None
        low_x, low_y, high_x, high_y = session.state.faces[code].bounds
        return [*point(low_x, high_y), *point(high_x, low_y)]

    def arrival() -> dict[str, Any]:
        window = wiring.arriving.window_
        if window is None:
            return {}
        heads = [words for words, _ in window.form.told]
        return {
            "said": window.said.text(),
            "can": window.make.isEnabled(),
            "evidence": heads,
            "how": dict(window.form.told),
            "lines": window.table.rowCount(),
            "busy": window.busy,
            "why": window.why.text(),
            "detail": window.detail.text(),
            "words": [window.table.said(row) for row in range(min(window.table.rowCount(), 12))],
        }

    def around() -> list[str]:
        return [code for code in session.state.faces if len(code) == 6] if session.state else []

    def shared() -> list[list[Any]]:
        """Borders with the counties around, the longest first: grid, county, arc."""
        state = session.state
        arcs = [state.arcs[i] for code in around() for i in state.faces[code].arcs] if state else []
        arcs = [a for a in arcs if {len(a.left), len(a.right)} == {6, 15}]
        arcs.sort(key=lambda a: -len(a.xy))
        return [[max(a.left, a.right, key=len), min(a.left, a.right, key=len), a.id] for a in arcs]

    def corners(digits: int) -> list[list[Any]]:
        """Corners of the village's grids where divisions of so many digits meet: place in metres, codes around."""
        state = session.state
        if state is None:
            return []
        made = []
        for node in {
            end for code in grids_of(state, choice.village) for arc in state.arcs_of(code) for end in arc.ends
        }:
            arcs = [state.arcs[i] for i in state.nodes.get(node) or ()]
            codes = sorted({code for arc in arcs for code in (arc.left, arc.right)})
            if len({code[:digits] for code in codes}) > 1:
                made.append([*node, codes])
        return sorted(made)

    return {
        "planning.shared": shared,
        "planning.corners": corners,
        "planning.arrival": arrival,
        "planning.around": around,
        "planning.leaving": lambda: wiring.leaving.busy,
        "planning.village": lambda: choice.village,
        "planning.ready": lambda: session.state is not None and not session.loading and canvas.settled,
        "planning.households": households,
        "planning.grids": lambda: list(choice.grids),
        "planning.arc": lambda: choice.arc,
        "planning.vertex": lambda: choice.vertex,
        "planning.arcs_between": arcs_between,
        "planning.vertices": vertices,
        "planning.point": point,
        "planning.label": lambda code: point(*session.state.places[code].label) if session.state else None,
        "planning.tool": lambda: canvas.tool_name,
        "planning.trial": trial,
        "planning.plan": lambda: [session.plan.id, session.plan.name, session.plan.word] if session.plan else None,
        "planning.settled": lambda: session.settled and not session.loading,
        "planning.steps": lambda: [step.label for step in session.steps],
        "planning.problems": lambda: [p.words for p in wiring.checking.problems],
        "planning.errors": lambda: -1 if wiring.checking.busy else wiring.checking.errors,
        "planning.candidates": lambda: sum(each is not None for each in wiring.candidates.worked),
        "planning.others": lambda: wiring.locking.others,
        "planning.foot": lambda: wiring.desk.right.foot.reason,
        "planning.told": lambda: [card.face.told for card in wiring.desk.strip.cards],
        "planning.past": lambda: str(wiring.time_machine.day or ""),
        "planning.bar_point": bar_point,
        "planning.village_point": village_point,
        "planning.grid_box": grid_box,
        "planning.impact": lambda: dict(wiring.desk.right.impact.rows),
    }
