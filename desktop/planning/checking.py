"""检查 after every stroke, off the GUI thread; the foot of the desk says what stands in the way of submitting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.planning.appointing import GRID_DIGITS
from desktop.planning.problem_list import counted
from gis.boundaries.editing.preview import LEAST, MOST, GridPreview
from gis.boundaries.outlook import grids_of
from gis.boundaries.problems import Kind, Problem, Severity

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.state import State

Key = tuple[str, str, int]


class Checking(QObject):
    """`checked` when the newest state was looked at; `problems`, `errors`, `warnings` say what was found."""

    checked = Signal()

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self.problems: list[Problem] = []
        self.errors = self.warnings = 0
        self.stood: frozenset[Key] = frozenset()
        self._stood_of: tuple[State | None, str] = (None, "")
        self._serial = 0
        self.busy = False
        self._told: tuple[tuple[tuple[str, str], ...], bool] = ((), False)
        right = wiring.desk.right
        right.problems.located.connect(lambda p: wiring.finding.look_at(p.bounds, p.code))
        right.problems.fix_asked.connect(self._fix)

    def start(self) -> None:
        """Look at the village on the table, and at whatever else the plan touched."""
        session, village = self.wiring.session, self.wiring.choice.village
        state, base, difference = session.state, session.base, session.difference
        self._serial += 1
        if state is None or base is None or difference is None or not village:
            return
        serial = self._serial
        codes = sorted({*grids_of(state, village), *(c for c in difference.altered if c in state.faces)})
        known = self._stood_of == (base, village)
        before = [] if known else sorted({*grids_of(base, village), *(c for c in codes if c in base.faces)})
        self.busy = True

        def look() -> tuple[list[Problem], list[Problem]]:
            from gis.boundaries.problems import problems

            return problems(state, codes), problems(base, before) if before else []

        def done(found: tuple[list[Problem], list[Problem]]) -> None:
            if before:
                self.stood = frozenset(_key(p) for p in found[1])
                self._stood_of = (base, village)
            if serial == self._serial:
                self._take(found[0])

        self.wiring.bridge.ask(look, done, lane="checking")

    def _take(self, found: list[Problem]) -> None:
        self.busy = False
        self._told = ((), False)
        self.problems = found = self._with_villages(found)
        self.errors, self.warnings = counted(found)
        right, session = self.wiring.desk.right, self.wiring.session
        right.problem_head.set_counts(self.errors, self.warnings)
        right.problems.set_problems(found, self.stood, not self.wiring.not_editable())
        assert session.state is not None
        count = len(grids_of(session.state, self.wiring.choice.village))
        right.problem_foot.set_words(f"无缝隙、无重叠；{count} 个网格铺满全村")
        self.checked.emit()

    def clear(self) -> None:
        """Another village is on the table, or none: what was found in the last one is no longer said."""
        right = self.wiring.desk.right
        self._serial += 1
        self.problems, self.errors, self.warnings, self._told = [], 0, 0, ((), False)
        right.problem_head.wait(not self.wiring.choice.village)
        right.problems.set_problems([], frozenset())
        right.problem_foot.hide()
        if not self.wiring.choice.village:
            self.busy = False
            right.impact.set_rows([])

    def _with_villages(self, found: list[Problem]) -> list[Problem]:
        """Problems of the village on the table first; those of others, which an import brings, with their village."""
        state, village = self.wiring.session.state, self.wiring.choice.village
        if state is None:
            return found
        own = [p for p in found if p.code[:12] == village or len(p.code) < GRID_DIGITS]
        others = [p for p in found if p.code[:12] != village and len(p.code) == GRID_DIGITS]
        return own + [replace(p, words=f"{state.number_of(p.code[:12])} {p.words}") for p in others]

    def follow_trial(self) -> None:
        """What the gesture under the hand would bring about stands first, before it is made."""
        session, preview = self.wiring.session, self.wiring.trial.preview
        state = session.state
        if state is None:
            return
        live: list[Problem] = []
        touched: set[str] = set()
        if preview is not None:
            touched = {grid.code for grid in preview.grids}
            live = [_told(state, grid, preview.shapes[grid.code].bounds) for grid in preview.grids if not grid.fits]
        told = tuple((problem.code, problem.words) for problem in live)
        if (told, bool(touched)) == self._told:
            return
        self._told = told, bool(touched)
        counts = (Kind.TOO_FEW, Kind.TOO_MANY)
        rest = [p for p in self.problems if not (p.code in touched and p.kind in counts)]
        right = self.wiring.desk.right
        right.problem_head.set_counts(*counted([*live, *rest]))
        right.problems.set_problems([*live, *rest], self.stood - {_key(p) for p in live}, True)

    def _fix(self, problem: Problem) -> None:
        if problem.kind is Kind.NO_WORKER:
            self.wiring.finding.look_at(problem.bounds, problem.code)
            self.wiring.appointing.ask(problem.code)
        elif problem.fix is not None and self.wiring.session.do(problem.fix.gesture):
            self.wiring.window.toast.done(f"已{problem.fix.words}：", problem.words, undo=False)


def _told(state: State, grid: GridPreview, bounds: tuple[float, float, float, float]) -> Problem:
    """The problem that a touched grid would have."""
    name, held = state.number_of(grid.code), grid.households
    if held > MOST:
        words, detail = f"{name} {held} 户，超过上限 {MOST}", f"比上限多 {held - MOST} 户"
        return Problem(Kind.TOO_MANY, Severity.ERROR, grid.code, words, detail, bounds)
    words, detail = f"{name} {held} 户，不足下限 {LEAST}", f"还差 {LEAST - held} 户"
    return Problem(Kind.TOO_FEW, Severity.ERROR, grid.code, words, detail, bounds)


def _key(problem: Problem) -> Key:
    return problem.kind.value, problem.code, problem.house
