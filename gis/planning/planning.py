"""The planner's way to an open county: plans from the first stroke into force.

Thread notes: what reads or writes the store (`plans`, `open`, `do`, `create` …, locks, presence) runs on a worker.
`stroke`, `undo` and `redo` are memory only: they give a `Step` whose change a worker commits; afterwards
`step.after_commit(committed)` is the plan to go on with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from gis.boundaries.plans import lifecycle
from gis.boundaries.plans.plan import OPEN_STATES, Plan, PlanState, Stroke
from gis.foundation.changes import Change, Committed
from gis.foundation.errors import Conflict, Refused
from gis.planning.locking import Locking
from gis.workspace import Workspace

if TYPE_CHECKING:
    from gis.boundaries.editing.draft import Gesture
    from gis.boundaries.editing.state import State
    from gis.boundaries.plans.drawing import OpenPlan, Step
    from gis.boundaries.plans.impact import Impact
    from gis.planning.past import BorderDate, Past
    from gis.store.store import Store

DESPITE = "户数不在 5–60 而仍提交"  # before the reason, in the plan's note
WRITING = 0.8  # the share of progress with which a draft begins to be written, and can be stopped no more
TRIES = 5  # ids for a new plan, where stations make one at the same moment


class Planning(Locking):
    """commit: how a change is written, `workspace.do` (commit and adopt at once) if left out; a desk, which adopts in
    its GUI thread, hands in `workspace.commit` and catches up afterwards."""

    def __init__(self, workspace: Workspace, commit: Callable[[Change], Committed] | None = None) -> None:
        super().__init__(workspace, commit)
        self._state: State | None = None  # the county in force, kept while it does not change

    def beside(self) -> Planning:
        """Another one for a thread that only looks, with what this one keeps; what would write there is a fault."""

        def commit(_change: Change) -> Committed:
            raise AssertionError("a thread that only looks writes nothing")

        other = Planning(self.workspace, commit)
        other._state = self._state
        return other

    # --- looking

    def plans(self, *states: PlanState) -> list[Plan]:
        """Plans in these states, or all; the one last worked on first."""
        from gis.store.plans import plans

        return [p for p in plans(self._store()) if not states or p.state in states]

    def plan(self, plan_id: int) -> Plan:
        """One plan as the store has it now; Refused if there is none."""
        from gis.store.plans import plan

        found = plan(self._store(), plan_id)
        if found is None:
            raise Refused(f"没有编号为 {plan_id} 的方案。", "用 main.py plan list 可列出全部方案。")
        return found

    def strokes(self, plan: Plan) -> list[Stroke]:
        """All strokes of a plan in order, those taken back too."""
        from gis.store.plans import strokes

        return strokes(self._store(), plan)

    def county(self) -> State:
        """The county in force as a state, with its locks; 0.3 s, then kept until its borders change."""
        from gis.boundaries.editing.load import load_state
        from gis.boundaries.plans.locks import words_of
        from gis.store.plans import last_border_seq, locks, neighbourhood

        seq = last_border_seq(self._store())
        if self._state is None or self._state.seq < seq:
            around = neighbourhood(self._store())
            self._state = load_state(self.workspace.snapshot, self.workspace.clock.now(), around)
        return self._state.with_locks(words_of(locks(self._store())))

    def open(self, plan_id: int) -> OpenPlan:
        """A plan with its strokes drawn on the county it stands on, ready for gestures."""
        from gis.boundaries.plans.drawing import opened

        plan = self.plan(plan_id)
        return opened(plan, self.strokes(plan), self._base(plan))

    def since(self, plan: Plan) -> list[Committed]:
        """Journal rows that changed the county's borders after a plan's base: none means that it is up to date."""
        from gis.store.plans import border_rows

        return border_rows(self._store(), plan.base_seq)

    def _base(self, plan: Plan) -> State:
        """The county that a plan stands on: in force, or as it was then."""
        county, since = self.county(), self.since(plan)
        if not since:
            return county
        from gis.boundaries.editing.load import load_state
        from gis.store.past import before
        from gis.store.plans import neighbourhood

        held = [row for row in since if row.seq <= self.workspace.snapshot.seq]
        past = before(self.workspace.snapshot, held)
        around = neighbourhood(self._store())
        around = around.before(held) if around is not None else None
        return load_state(past, self._now(), around).with_locks(county.lock_words)

    def merge(self, open_plan: OpenPlan) -> Step:
        """A draft taken over onto the county in force, border by border; Differs (with every difference) where county
        and plan changed the same. Refused if there is nothing to take over."""
        from gis.boundaries.plans.merging import merge_step

        if not self.since(open_plan.plan):
            raise Refused(f"方案「{open_plan.plan.name}」已是在现行界线上划的。")
        return merge_step(open_plan, self.on_county(open_plan), self._now())

    def on_county(self, open_plan: OpenPlan) -> OpenPlan:
        """A plan on the county in force, in memory; one that is settled stays on the county it was drawn on. Differs if
        it does not fit."""
        from gis.boundaries.plans.merging import merged

        if open_plan.plan.state not in OPEN_STATES:
            return open_plan
        return merged(open_plan, self.county(), self.since(open_plan.plan))

    # --- judging

    def impact(self, open_plan: OpenPlan) -> Impact:
        """What a plan will do to the county in force; what one that is settled did, or would have done, to the county
        it was drawn on. Differs if it does not fit."""
        from gis.boundaries.plans.impact import impact

        fresh = self.on_county(open_plan)
        return impact(
            self.workspace.snapshot, fresh.base, fresh.state, self._now(), open_plan.plan.state in OPEN_STATES
        )

    def compare(self, one: OpenPlan, two: OpenPlan) -> Impact:
        """What taking the second plan instead of the first means, likewise."""
        from gis.boundaries.plans.impact import impact

        first, second = self.on_county(one), self.on_county(two)
        return impact(self.workspace.snapshot, first.state, second.state, self._now(), filed=False)

    # --- time machine

    def at(self, day: date) -> Past:
        """The borders in force at the end of a day; of one to come, as far as plans for it are approved."""
        from gis.planning.past import future_of, past_of

        return past_of(self.workspace, day) if day <= self._today() else future_of(self, day)

    def border_dates(self) -> list[BorderDate]:
        """Every change of borders, oldest first: the marks on the time machine's axis."""
        from gis.planning.past import border_dates_of

        return border_dates_of(self.workspace)

    # --- drawing: memory only

    def stroke(self, open_plan: OpenPlan, gesture: Gesture, reason: str = "") -> Step:
        """A gesture made in a plan; Refused, with the reason in the user's language, if it cannot be."""
        from gis.boundaries.plans.drawing import drawn

        return drawn(open_plan, gesture, self.who(), self.workspace.clock.now(), reason)

    def undo(self, open_plan: OpenPlan) -> Step:
        """The last stroke taken back; works after reopening too."""
        from gis.boundaries.plans.drawing import taken_back

        return taken_back(open_plan, self.workspace.clock.now())

    def redo(self, open_plan: OpenPlan) -> Step:
        from gis.boundaries.plans.drawing import restored

        return restored(open_plan, self.workspace.clock.now())

    def do(self, step: Step) -> OpenPlan:
        """Commit and adopt a step at once; Conflict if another station drew in the plan first."""
        return step.after_commit(self._write(step.change))

    def register_worker(self, village: str, name: str, phone: str = "") -> int:
        """Somebody new on the list of people as a grid worker of a village, without a grid yet; their staff id. A
        journal row of its own and no part of a plan: an undo in the plan leaves it."""
        from gis.planning.crew import registration
        from gis.store.staff import next_staff

        return self._numbered(next_staff, lambda key: registration(key, village, name, phone))

    # --- the way into force

    def create(self, name: str, villages: Sequence[str] = (), note: str = "") -> Plan:
        """A new draft on the county in force. villages: codes of 12 digits that it is meant for, may be empty."""
        base, who = self.workspace.snapshot.seq, self.who()
        return self._new(
            lambda key: lifecycle.created(key, name, note, villages, who, base, self._now(), self._names())
        )

    def copy(self, plan_id: int, name: str) -> Plan:
        """A new draft with the strokes of a plan, whatever became of it: variants side by side, or another try."""
        plan = self.plan(plan_id)
        strokes = self.strokes(plan)
        return self._new(lambda key: lifecycle.copied(plan, strokes, key, name, self.who(), self._now(), self._names()))

    def rename(self, plan_id: int, name: str, note: str = "") -> Plan:
        return self._moved(plan_id, lambda plan: lifecycle.renamed_plan(plan, name, note, self._names()))

    def submit(self, plan_id: int, note: str = "", despite: str = "") -> Plan:
        """Hand a draft in: its new grids get their numbers, and it stands as it is from now on. Refused where grids
        that it changes break a rule (gis.boundaries.problems, errors); of 5 to 60 households unless `despite` says why
        that must be, which stands in the plan's note."""
        from gis.boundaries.plans.numbering import numbered

        open_plan = self.open(plan_id)
        if self.since(open_plan.plan):
            raise Refused(
                f"方案「{open_plan.plan.name}」划定之后，现行界线有过改动。", "请先并入现行界线，看过再提交。"
            )
        codes = numbered(open_plan, self.county(), self._reserved(plan_id))
        self._refuse_faulty(open_plan, despite)
        count = len(open_plan.strokes)
        note = "；".join(filter(None, (note.strip(), f"{DESPITE}：{despite.strip()}" if despite.strip() else "")))
        return self._moved(plan_id, lambda plan: lifecycle.submitted(plan, count, codes, note, self._now()))

    def approve(self, plan_id: int, effective: date, words: str = "") -> Plan:
        """Approve a plan from a day on; Refused for its author, Differs if it no longer fits the county."""
        self.on_county(self.open(plan_id))
        return self._moved(
            plan_id, lambda plan: lifecycle.approved(plan, self.who(), effective, self._today(), words, self._now())
        )

    def reject(self, plan_id: int, reason: str) -> Plan:
        return self._moved(plan_id, lambda plan: lifecycle.rejected(plan, self.who(), reason, self._now()))

    def withdraw(self, plan_id: int, reason: str = "") -> Plan:
        """Take a plan back before it is in force."""
        return self._moved(plan_id, lambda plan: lifecycle.withdrawn(plan, reason, self._now()))

    def enactment(self, plan_id: int) -> Change:
        """The change that brings an approved plan in force, as one journal row, once its day has come; commit it at
        once. Refused before its day; Differs if it no longer fits the county."""
        from gis.boundaries.plans.enacting import enacted

        open_plan = self.open(plan_id)
        if why := lifecycle.why_not_due(open_plan.plan, self._today()):
            raise Refused(f"{why}。")
        approved = [code for stroke in open_plan.strokes for code in stroke.born]
        return enacted(self.on_county(open_plan), approved, self.workspace.snapshot, self._now())

    def enact(self, plan_id: int) -> Plan:
        """Bring an approved plan in force (command line, tests, the desk's worker)."""
        for attempt in range(TRIES):
            try:
                self._write(self.enactment(plan_id))
            except Conflict:  # an open event went on while the plan was made ready
                if attempt == TRIES - 1 or not self._adopts:
                    raise
                for row in self.workspace.catch_up():
                    self.workspace.adopt(row)
                continue
            break
        return self.plan(plan_id)

    def due(self) -> list[Plan]:
        """Approved plans whose day has come, in order of that day."""
        today = self._today()
        waiting = [p for p in self.plans(PlanState.APPROVED) if not lifecycle.why_not_due(p, today)]
        return sorted(waiting, key=lambda p: (p.effective, p.id))

    # --- inside

    def _new(self, change: Callable[[int], Change]) -> Plan:
        from gis.store.plans import next_plan

        return self.plan(self._numbered(next_plan, change))

    def _numbered(self, following: Callable[[Store], int], change: Callable[[int], Change]) -> int:
        """Write a change for the next free number; the number."""
        for attempt in range(TRIES):
            key = following(self._store())
            try:
                self._write(change(key))
            except Conflict:
                if attempt == TRIES - 1:
                    raise
                continue
            return key
        raise AssertionError("unreachable")

    def _moved(self, plan_id: int, change: Callable[[Plan], Change]) -> Plan:
        self._write(change(self.plan(plan_id)))
        return self.plan(plan_id)

    def _refuse_faulty(self, open_plan: OpenPlan, despite: str) -> None:
        from gis.boundaries.plans.comparing import compared
        from gis.boundaries.problems import Kind, Severity, problems

        changed = [grid.code for grid in compared(open_plan.base, open_plan.state).grids if not grid.retired]
        found = [p for p in problems(open_plan.state, changed) if p.severity is Severity.ERROR]
        if despite.strip():  # a reason excuses numbers, never ground or households that are wrong
            found = [p for p in found if p.kind not in (Kind.TOO_FEW, Kind.TOO_MANY)]
        if found:
            words = "；".join(f"{open_plan.state.name_of(p.code)}：{p.words}" for p in found[:3])
            more = f" 等 {len(found)} 处" if len(found) > 3 else ""
            raise Refused(
                f"方案「{open_plan.plan.name}」有不合规则的地方：{words}{more}。",
                "请先改正；户数确实只能如此的，写明理由再提交。",
            )

    def _names(self) -> list[str]:
        return [p.name for p in self.plans(*OPEN_STATES)]

    def _reserved(self, plan_id: int) -> list[str]:
        """Numbers that other plans were submitted with."""
        found: list[str] = []
        for plan in self.plans(PlanState.SUBMITTED, PlanState.APPROVED):
            if plan.id != plan_id:
                strokes = [stroke for stroke in self.strokes(plan) if not stroke.undone]
                given_up = {code for stroke in strokes for code in stroke.retired}
                found += [code for stroke in strokes for code in stroke.born if code not in given_up]
        return found
