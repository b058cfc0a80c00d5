"""检查 after every stroke, off the GUI thread; the foot of the desk says what stands in the way of submitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.planning.problem_list import counted
from gis.boundaries.outlook import grids_of

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.state import State
    from gis.boundaries.problems import Problem

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
        right = wiring.desk.right
        right.problems.located.connect(lambda p: wiring.look_at(p.bounds, p.code))
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
        self.problems = found
        self.errors, self.warnings = counted(found)
        right, session = self.wiring.desk.right, self.wiring.session
        right.problem_head.set_counts(self.errors, self.warnings)
        right.problems.set_problems(found, self.stood)
        assert session.state is not None
        count = len(grids_of(session.state, self.wiring.choice.village))
        right.problem_foot.set_words(f"无缝隙、无重叠；{count} 个网格铺满全村")
        self.checked.emit()

    def _fix(self, problem: Problem) -> None:
        if problem.fix is not None and self.wiring.session.do(problem.fix.gesture):
            self.wiring.window.toast.done(f"已{problem.fix.words}：", problem.words, undo=False)


def _key(problem: Problem) -> Key:
    return problem.kind.value, problem.code, problem.house
