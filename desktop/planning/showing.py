"""What the panels say of the plan: bars, figures, impact, steps; and of the gesture under the hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import shapely
from PySide6.QtCore import QObject

from desktop.planning.village_head import VillageWords
from gis.boundaries.outlook import grid_figures, grids_of, inner_border_after_m, inner_border_m, workers_affected
from gis.boundaries.plans.plan import OPEN_STATES

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.preview import Preview
    from gis.boundaries.editing.state import State
    from gis.boundaries.outlook import Difference

MOST_LIVE = 6  # grids under the hand for which open events are counted in every frame


class Showing(QObject):
    """Puts values into the panels of one desk."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self._foretold = False  # whether the impact is that of the gesture under the hand
        self._inner: list[tuple[State, str, float]] = []  # border between grids of the states last asked for

    def show_all(self) -> None:
        """The plan or the village is another."""
        wiring = self.wiring
        session, village, desk = wiring.session, wiring.choice.village, wiring.desk
        state, base = session.state, session.base
        if state is None or base is None or not village:
            return
        codes = [code for code in grids_of(state, village) if len(code) == 15]
        desk.left.bars.set_rows([grid_figures(state, base, code) for code in codes])
        desk.left.bars.set_locked(frozenset(code for code in codes if state.lock_on(code)))
        desk.left.head.set_words(self._head(codes))
        households = sum(state.faces[code].households for code in grids_of(state, village))
        desk.left.layers["houses"].set_figure(f"{households:,}")
        desk.left.layers["in-force"].set_figure(str(len(grids_of(base, village))))
        desk.left.layers["events"].set_figure(str(len(desk.canvas.rows)))
        self._impact()
        self._steps()
        if wiring.trial.active:
            self.follow_trial()  # what is shown on the map is what is told, whoever asked

    def _head(self, codes: list[str]) -> VillageWords:
        wiring = self.wiring
        state, village = wiring.session.state, wiring.choice.village
        assert state is not None
        place, town = state.places[village], state.places.get(village[:9])
        households = sum(state.faces[code].households for code in grids_of(state, village))
        average = f"{households / len(codes):.1f}" if codes else "—"
        figures = ((f"{households:,}", "户"), (str(len(codes)), "网格"), (average, "户 / 网格"))
        name = place.name.removesuffix("委会") if place.name.endswith("村委会") else place.short_name
        above = town.short_name if town else ""
        return VillageWords(
            name, f"{above} · {village}", wiring.plan_words(), wiring.plan_state(), figures,
            wiring.locking.others, wiring.locking.details,
        )  # fmt: skip

    def _impact(self) -> None:
        wiring = self.wiring
        session, village = wiring.session, wiring.choice.village
        state, base, difference = session.state, session.base, session.difference
        if state is None or base is None or difference is None or not village:
            return
        wiring.desk.right.impact_head.set_note(session.measured_words)
        before, now = self._inner_m(base, village) / 1000, self._inner_m(state, village) / 1000
        wiring.desk.right.impact.set_rows(
            [
                ("改属农户", f"{len(difference.moved):,} 户"),
                ("改属在办事件", f"{self.moved_events(difference):,} 件"),
                ("涉及网格员", f"{self._workers(difference)} 人"),
                ("边界长度", _border_words(before, now)),
                ("网格编码", _codes(difference)),
            ]
        )

    def moved_events(self, difference: Difference) -> int:
        """How many open events would have another owner."""
        from gis.boundaries.plans.placing import moved_events

        session = self.wiring.session
        if session.base is None or session.state is None or difference.none:
            return 0
        plan = session.plan
        to_come = plan is None or plan.state in OPEN_STATES
        on_county = to_come and session.compared is None and not session.behind  # what it may do to the county in force
        return len(moved_events(session.base, session.state, self.wiring.bridge.snapshot, on_county))

    def _workers(self, difference: Difference, more: Iterable[str] = ()) -> int:
        base, state = self.wiring.session.base, self.wiring.session.state
        assert base is not None and state is not None
        return len(workers_affected(base, state, difference, more))

    def _steps(self) -> None:
        session = self.wiring.session
        undone = [(step.at, step.label, True) for step in session.undone]
        done = [(step.at, step.label, False) for step in reversed(session.steps)]
        self.wiring.desk.right.steps.set_steps([*undone, *done] if session.past is None else [])

    def follow_trial(self) -> None:
        """The hand has moved: bars, impact and the step under way, before anything is made."""
        wiring, preview = self.wiring, self.wiring.trial.preview
        grids = preview.grids if preview is not None else ()
        wiring.desk.left.bars.set_trial(grids)
        state, village = wiring.session.state, wiring.choice.village
        names = " / ".join(
            grid.code[12:] if state is None or grid.code[:12] == village else state.name_of(grid.code)
            for grid in grids
            if not grid.born
        )
        label = f"{wiring.trial.label} {names}" if len(grids) <= 4 else wiring.trial.label
        note = "正在拖动" if wiring.trial.pointer is not None else "预览"
        wiring.desk.right.steps.set_under_way(label.strip() if preview is not None else "", note)
        if preview is not None and preview.possible:
            self._live_impact(preview)
            self._foretold = True
        elif preview is None or self._foretold:
            self._impact()  # nothing is under way, or it cannot be made: what stands is what is said
            self._foretold = False

    def _live_impact(self, preview: Preview) -> None:
        """The impact with the gesture under the hand; what takes longer to work out follows when it is made."""
        session, impact = self.wiring.session, self.wiring.desk.right.impact
        difference, base = session.difference, session.base
        if difference is None or base is None or not impact.rows:
            return
        moved = dict(difference.moved)
        for house, source, target in preview.moved:
            was = moved.pop(house, (source, ""))[0]
            if was != target:
                moved[house] = (was, target)
        rows = dict(impact.rows)
        rows["改属农户"] = f"{len(moved):,} 户"
        events = self._live_events(preview)
        rows["改属在办事件"] = "—" if events is None else f"{events:,} 件"
        rows["涉及网格员"] = f"{self._workers(difference, (grid.code for grid in preview.grids))} 人"
        born = len(difference.born) + sum(grid.born for grid in preview.grids)
        retired = len(difference.retired) + sum(grid.retired for grid in preview.grids)
        rows["网格编码"] = _code_words(born, retired)
        rows["边界长度"] = self._live_border(preview)
        impact.set_rows(list(rows.items()))

    def _live_border(self, preview: Preview) -> str:
        """How long the borders inside the village would be."""
        session, village = self.wiring.session, self.wiring.choice.village
        assert session.state is not None and session.base is not None
        now = inner_border_after_m(self._inner_m(session.state, village), village, preview)
        return "—" if now is None else _border_words(self._inner_m(session.base, village) / 1000, now / 1000)

    def _inner_m(self, state: State, village: str) -> float:
        """`inner_border_m`, added up once a state: a hand asks with every move."""
        for kept, of, metres in self._inner:
            if kept is state and of == village:
                return metres
        metres = inner_border_m(state, village)
        self._inner = [*self._inner[-1:], (state, village, metres)]
        return metres

    def _live_events(self, preview: Preview) -> int | None:
        """Open events of the village that would have another owner; None where that takes too long under a hand."""
        session, snapshot = self.wiring.session, self.wiring.bridge.snapshot
        rows, base = self.wiring.desk.canvas.rows, session.base
        if self.wiring.trial.pointer is not None and len(preview.shapes) > MOST_LIVE:
            return None
        if base is None or not len(rows):
            return 0
        x, y = snapshot.events.x[rows], snapshot.events.y[rows]
        moved = 0
        for code, shape in preview.shapes.items():
            inside = shapely.contains_xy(shape, x, y)
            was = base.faces.get(code)
            if was is not None and inside.any():
                inside[inside] = ~shapely.contains_xy(was.shape, x[inside], y[inside])
            moved += int(inside.sum())
        return moved


def _border_words(before_km: float, now_km: float) -> str:
    return f"{before_km:.2f} → {now_km:.2f} km" if abs(before_km - now_km) >= 0.005 else f"{now_km:.2f} km"


def _codes(difference: Difference) -> str:
    return _code_words(len(difference.born), len(difference.retired))


def _code_words(born: int, retired: int) -> str:
    parts = [f"新增 {born}"] if born else []
    parts += [f"作废 {retired}"] if retired else []
    return "，".join(parts) or "不变"
