"""The plan on the table: the county in force, the county as the plan has it, and the strokes between them.

A stroke is shown at once and written by a worker; until it is on record the next one waits its turn, so that every
stroke is made against what is written. Everything else on the planner's desk asks here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.failure_words import failure_words
from desktop.planning.door import PlanDoor
from desktop.planning.measuring import fresh_name, heavy, measured, unlike
from gis.foundation.errors import Conflict, Refused

if TYPE_CHECKING:
    from desktop.bridge import CountyBridge
    from gis.boundaries.editing.draft import Gesture
    from gis.boundaries.editing.state import State
    from gis.boundaries.outlook import Difference
    from gis.boundaries.plans.drawing import OpenPlan, Step
    from gis.boundaries.plans.plan import Plan, Stroke
    from gis.foundation.changes import Committed
    from gis.planning import Planning

Move = Callable[["OpenPlan"], "Step"]  # a stroke, an undo or a redo, made on the plan as it is then

TRIES = 2  # where another station was first


class PlanSession(QObject):
    """`opened` when another plan or county is on the table, `changed` after every stroke, undo and redo, `written` when
    a stroke is on record."""

    opened = Signal()
    changed = Signal()
    written = Signal()
    refused = Signal(str)  # what happened and what to do

    def __init__(self, bridge: CountyBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.door = PlanDoor(bridge, self)
        self.county: State | None = None  # in force
        self.table: OpenPlan | None = None  # as shown; what is on record may be a stroke behind
        self.loading = False
        self._making, self._read = False, 0  # a draft is being made; of readings asked for, only the newest counts
        self.compared: Plan | None = None  # what the plan is measured against, None for the county it stands on
        self._reference: State | None = None
        self.behind = False  # whether the county in force went on since the plan was drawn on it
        self.past: State | None = None  # the county of another day, while the time machine shows it
        self.village = ""  # for the name of a draft that the first stroke makes
        self._moves: deque[tuple[Move, bool]] = deque()
        self._writing, self._again = False, 0
        self._difference: tuple[State, State, Difference] | None = None
        bridge.plans_changed.connect(self._others)

    # --- what lies on the table

    @property
    def base(self) -> State | None:
        """What the plan is measured against: the county it stands on, or another plan; without a plan the county in
        force."""
        if self.past is not None:
            return self.past
        if self._reference is not None:
            return self._reference
        return self.table.base if self.table is not None else self.county

    @property
    def state(self) -> State | None:
        if self.past is not None:
            return self.past
        return self.table.state if self.table is not None else self.county

    @property
    def plan(self) -> Plan | None:
        return self.table.plan if self.table is not None else None

    @property
    def steps(self) -> tuple[Stroke, ...]:
        return self.table.strokes if self.table is not None else ()

    @property
    def undone(self) -> tuple[Stroke, ...]:
        return self.table.undone if self.table is not None else ()

    @property
    def measured_words(self) -> str:
        """相对现行, or against what else."""
        past, behind = self.past is not None, self.behind and self._reference is None
        return "当日界线" if past else measured(self.plan, self.compared, behind)

    @property
    def settled(self) -> bool:
        """Whether everything shown is on record."""
        return not self._writing and not self._moves

    @property
    def difference(self) -> Difference | None:
        """How the plan differs from the county it stands on; None until both are there."""
        from gis.boundaries.outlook import difference

        base, state = self.base, self.state
        if base is None or state is None:
            return None
        kept = self._difference
        if kept is None or kept[0] is not base or kept[1] is not state:
            self._difference = kept = base, state, difference(base, state)
        return kept[2]

    # --- opening

    def load(self, plan_id: int = 0) -> None:
        """Read the county in force onto the table, and a plan if one is named (or was there); off the GUI thread. The
        newest wish wins: what takes effect is read anew while somebody already asks for another plan."""
        bridge = self.bridge
        if bridge.workspace is None or not bridge.workspace.connected or self._making:
            return
        wanted = plan_id or (self.plan.id if self.plan is not None else 0)
        workspace = bridge.workspace
        self.loading, self._read = True, self._read + 1
        serial = self._read

        def read(planning: Planning) -> tuple[State, OpenPlan | None, bool] | None:
            if serial != self._read:
                return None
            with bridge.jobs.unswept:
                county, table = planning.county(), planning.open(wanted) if wanted else None
                return county, table, table is not None and bool(planning.since(table.plan))

        def done(found: tuple[State, OpenPlan | None, bool] | None) -> None:
            if workspace is not bridge.workspace or serial != self._read or found is None:
                return
            self.loading = False
            self.county, self.table, self.behind = found
            self.compared = self._reference = None
            self._moves.clear()
            self.opened.emit()
            self.changed.emit()

        def failed(error: Exception) -> None:
            if serial != self._read:
                return
            self.loading = False
            self._tell(error, "没能读入网格边界")
            if wanted:
                self.table = None
                self.load()

        self.door.run(read, done, failed)

    def forget(self) -> None:
        """Somebody else sits here, or another county is open: nothing lies on the table."""
        self.county = self.table = self.compared = self._reference = self.past = None
        self.loading = self._writing = self._making = False
        self._read += 1
        self._moves.clear()
        self.opened.emit()
        self.changed.emit()

    def open(self, plan_id: int) -> None:
        """Put a plan on the table; 0 shows the county in force."""
        if plan_id:
            self.load(plan_id)
        else:
            self.table = self.compared = self._reference = None
            self.opened.emit()
            self.changed.emit()
            self.load()

    def compare(self, plan_id: int) -> None:
        """Measure the plan on the table against another; 0 against the county it stands on."""
        state = self.state  # households in its order

        def read(planning: Planning) -> tuple[Plan, State]:
            from gis.boundaries.editing.ordering import in_order_of

            other = planning.open(plan_id)
            return other.plan, in_order_of(other.state, state) if state is not None else other.state

        def done(other: tuple[Plan, State]) -> None:
            self.compared, self._reference = other
            self.changed.emit()

        if plan_id:
            self.door.run(read, done, lambda error: self._tell(error, "没能读出方案"))
        elif self._reference is not None:
            self.compared = self._reference = None
            self.changed.emit()

    def beside_county(self) -> None:
        """Measure a plan that the county went on without against the county in force as it is now."""
        from gis.boundaries.editing.ordering import in_order_of

        if self.county is not None and self.state is not None:
            self.compared, self._reference = None, in_order_of(self.county, self.state)
            self.changed.emit()

    def show_past(self, state: State | None) -> None:
        """The county of another day to look at; None goes back to today."""
        self.past = state
        self.opened.emit()
        self.changed.emit()

    def create(self, name: str, note: str = "", then: Callable[[], object] | None = None) -> None:
        """A new draft on the county in force, put on the table; without a name it gets one."""
        villages = [self.village] if self.village else []

        def made(planning: Planning) -> OpenPlan:
            wanted = name or unlike(
                fresh_name(self.county, self.village, self.bridge.clock.now()), {plan.name for plan in planning.plans()}
            )
            return planning.open(planning.create(wanted, villages, note).id)

        def done(table: OpenPlan) -> None:
            self.loading = self._making = False
            self.table, self.county, self.behind = table, table.base, False
            self.opened.emit()
            self.changed.emit()
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            self.loading = self._making = False
            self._moves.clear()
            self._tell(error, "没能新建草案")
            self.load()

        self.loading = self._making = True
        self._read += 1
        self.door.run(made, done, failed)

    # --- strokes

    def reading(self) -> str:
        """Why there is nothing on the table yet; empty when there is."""
        return "" if self.state is not None else "正在读入网格边界"

    def refusal(self) -> str:
        """Why nothing can be drawn now; empty when something can."""
        if why := self.reading():
            return why
        if self.past is not None:
            return "正在看另一天的界线，回到今天才能改"
        if self.plan is not None and not self.plan.editable:
            return f"方案「{self.plan.name}」{self.plan.word}，不能再改；另存为草案后可改"
        return ""

    def do(self, gesture: Gesture, aside: bool = False) -> bool:
        """Make a gesture: one stroke, one undo entry. False, with the reason told, if it cannot be made. Where no plan
        is on the table, a draft is made first. aside: it takes long to work out, so a worker does it, and it is shown
        when it is written."""
        from gis.boundaries.editing.preview import preview

        if self.state is None:
            return False
        if why := self.refusal():
            self.refused.emit(f"{why}。")
            return False
        planning = self.door.planning
        move: Move = lambda table: planning.stroke(table, gesture)  # noqa: E731
        if self.table is None:
            seen = None if aside else preview(self.state, gesture)
            if seen is not None and not seen.possible:
                self.refused.emit(f"{seen.reason} {seen.remedy}".strip())
                return False
            if not self._making:
                self.create("", then=lambda: self._move(move, aside))
            return True
        return self._move(move, aside)

    def undo(self) -> None:
        if not self.refusal():
            self._move(self.door.planning.undo, heavy(self.steps))

    def redo(self) -> None:
        if not self.refusal():
            self._move(self.door.planning.redo, heavy(self.undone))

    @property
    def undo_words(self) -> str:
        return self.table.undo_words if self.table is not None else ""

    @property
    def redo_words(self) -> str:
        return self.table.redo_words if self.table is not None else ""

    def _move(self, move: Move, aside: bool = False) -> bool:
        if self._writing:
            self._moves.append((move, aside))
            return True
        return self._aside(move) if aside else self._make(move)

    def _aside(self, move: Move) -> bool:
        """Work a move out and write it, both on the worker; then show it."""
        before, workspace = self.table, self.bridge.county
        if before is None:
            return False
        self._writing = True

        def work() -> tuple[Step, Committed]:
            with self.bridge.jobs.unswept:
                return (step := move(before)), workspace.commit(step.change)

        def done(found: tuple[Step, Committed]) -> None:
            step, committed = found

            def taken() -> None:
                self._writing, self._again = False, 0
                if self.table is before:
                    self.table = step.after_commit(committed)
                self.changed.emit()
                self.written.emit()
                self._next()

            self.bridge.took(workspace, [committed], False, taken)

        self.bridge.jobs.run("store", work, done, lambda error: self._fell(error, move, True))
        return True

    def _fell(self, error: Exception, move: Move, aside: bool) -> None:
        """A move could not be written: another try where somebody else was first, else it is told."""
        self._writing = False
        if isinstance(error, Conflict) and self._again < TRIES:
            self._again += 1
            self._moves.appendleft((move, aside))
            self.bridge.catch_up(then=self._next)
            return
        self._moves.clear()
        self._tell(error, "这一步没有写入，已退回")

    def _make(self, move: Move) -> bool:
        """Show a move and hand it to the worker."""
        before = self.table
        if before is None:
            return False
        try:
            step = move(before)
        except Refused as no:
            self.refused.emit(failure_words(no))
            return False
        self.table = step.after
        self._writing = True
        workspace = self.bridge.county

        def done(committed: Committed) -> None:
            self._writing, self._again = False, 0
            if self.table is step.after:
                self.table = step.after_commit(committed)
                self._carry_over(step.after)
            self.written.emit()
            self._next()

        def failed(error: Exception) -> None:
            if self.table is step.after:
                self.table = before
                self.changed.emit()
            self._fell(error, move, False)

        took = self.bridge.took
        shown = lambda made: took(workspace, [made], False, lambda: done(made))  # noqa: E731
        self.bridge.jobs.run("store", lambda: workspace.commit(step.change), shown, failed)
        self.changed.emit()  # while the worker writes
        return True

    def _carry_over(self, shown: OpenPlan) -> None:
        """The same borders, now on record: what was worked out of them stays."""
        if self._difference is not None and self.table is not None and self._difference[1] is shown.state:
            self._difference = self._difference[0], self.table.state, self._difference[2]

    def _next(self) -> None:
        while self._moves and not self._writing:
            if not self._move(*self._moves.popleft()):
                self._moves.clear()

    def _others(self, committed: Committed) -> None:
        """Another station drew in the plan that is on the table."""
        table = self.table
        if (
            table is None
            or self._writing
            or not any(e.table in ("plan", "plan_stroke") for e in committed.change.edits)
        ):
            return
        from gis.boundaries.plans.drawing import followed

        after = followed(table, committed)
        if after is None:
            self.load()
        elif after is not table:
            self.table = after
            self.changed.emit()

    def _tell(self, error: Exception, words: str) -> None:
        self.refused.emit(failure_words(error, words))
