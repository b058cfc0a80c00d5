"""What others do with plans and locks: followed at once, and told where it concerns who sits here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.failure_words import failure_words

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.plans.plan import Plan
    from gis.foundation.changes import Committed

DECISIONS = frozenset({"plan-approve", "plan-reject"})
WAYS = DECISIONS | {"plan-submit", "plan-withdraw", "plan-undo", "plan-redo"}


class Hearing(QObject):
    """One per desk; says nothing of what was done at this desk."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self._told_behind = 0
        wiring.bridge.plans_changed.connect(self._heard)
        wiring.session.opened.connect(self._behind)

    def _behind(self) -> None:
        """The county in force went on without the draft on the table: told once."""
        session = self.wiring.session
        plan, behind = session.plan, session.behind and session.plan is not None and session.plan.editable
        if behind and plan is not None and plan.id != self._told_behind and self.wiring.shown:
            self.wiring.window.tell(f"方案「{plan.name}」划定之后，现行界线有过改动；可并入现行，看过再提交。")
        self._told_behind = plan.id if behind and plan is not None else 0

    def undo(self) -> None:
        """Take the last stroke back; where a colleague drew it, that is told."""
        session = self.wiring.session
        last, who = session.steps[-1] if session.steps else None, session.door.planning.who()
        session.undo()
        if last is not None and not who.is_same(last.author, last.author_name):
            self.wiring.window.tell(f"撤销的“{last.label}”是{last.author_name}画的；Ctrl+Y 可恢复。")

    def _heard(self, committed: Committed) -> None:
        wiring = self.wiring
        locked = [str(edit.key) for edit in committed.change.edits if edit.table == "border_lock"]
        if locked and wiring.session.county is not None:
            wiring.session.load()  # the judge refuses by the locks that lie on the table
        here = wiring.bridge.county.actor
        if not wiring.shown or (committed.actor, committed.station) == (here.name, here.station):
            return
        village = wiring.choice.village
        if village and any(code[:12] == village or village.startswith(code) for code in locked):
            wiring.window.tell(self._words(committed))
        elif committed.change.kind in WAYS:
            self._of_plan(committed)

    def _of_plan(self, committed: Committed) -> None:
        """Told to whoever has the plan on the table, to its author, and to those who are to decide on it."""
        wiring, kind = self.wiring, committed.change.kind
        number = next(int(edit.key) for edit in committed.change.edits if edit.table == "plan")
        there = wiring.session.plan is not None and wiring.session.plan.id == number
        if there or (kind == "plan-submit" and wiring.may("decide_plan")):
            wiring.window.tell(self._words(committed))
        elif kind in DECISIONS:

            def found(plan: Plan) -> None:
                if wiring.session.door.planning.who().is_same(plan.author, plan.author_name):
                    wiring.window.tell(self._words(committed))

            wiring.session.door.run(
                lambda planning: planning.plan(number), found, lambda error: wiring.window.tell(failure_words(error))
            )

    @staticmethod
    def _words(committed: Committed) -> str:
        """张主任：方案「小留庄 11月26日调整」未通过：户数太少"""
        reason = f"：{committed.change.reason}" if committed.change.reason else ""
        return f"{committed.actor}：{committed.change.label}{reason}。"
