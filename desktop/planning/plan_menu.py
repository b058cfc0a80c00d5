"""The plans, as a menu under the line that names the one on the table: to another, to compare, to what can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop.failure_words import failure_words
from desktop.printing.ways import print_plan
from gis.boundaries.plans.plan import OPEN_STATES, Plan, PlanState
from gis.foundation.clock import local

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring

MOST_LISTED = 14


class PlanMenu(QObject):
    """Asks a worker for the plans each time it opens, so that those of colleagues are there."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self.plans: list[Plan] = []
        wiring.desk.left.head.plans_asked.connect(self.open)

    def open(self) -> None:
        self.wiring.session.door.run(lambda planning: planning.plans(), self._show, self._failed)

    def _failed(self, error: Exception) -> None:
        self.wiring.window.tell(failure_words(error, "没能读出方案"))

    def _show(self, plans: list[Plan]) -> None:
        self.plans = plans
        line = self.wiring.desk.left.head.line
        menu = self.filled(plans)
        menu.popup(line.mapToGlobal(QPoint(12, line.height())))

    def filled(self, plans: list[Plan]) -> QMenu:
        """The menu for these plans; it goes when closed."""
        wiring, session, acts = self.wiring, self.wiring.session, self.wiring.acts
        village, here = wiring.choice.village, session.plan
        menu = QMenu(wiring.window)
        menu.setObjectName("plan-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        self._add(menu, "现行网格", lambda: session.open(0), checked=here is None)
        menu.addSeparator()
        near = [p for p in plans if village in p.villages or not p.villages]
        for plan in near[:MOST_LISTED]:
            self._add(menu, _line(plan), self._to(plan.id), checked=here is not None and here.id == plan.id)
        far = [p for p in plans if p not in near and p.state in OPEN_STATES]
        if far:
            others = menu.addMenu(f"其他村的方案（{len(far)}）")
            for plan in far[:MOST_LISTED]:
                self._add(others, _line(plan), self._to(plan.id, plan.villages))
        menu.addSeparator()
        self._add(menu, "新建草案…", acts.new)
        if here is not None:
            if here.state is PlanState.DRAFT:
                self._add(menu, "改名和说明…", acts.rename)
            self._add(menu, "另存为草案…", acts.copy)
            self._compare(menu, near, here)
            self._add(menu, "影响明细…", wiring.show_impact)
            self._add(menu, "打印审批表…", lambda: print_plan(wiring.window, here.id))
            self._add(menu, "打印公示图…", lambda: print_plan(wiring.window, here.id, notice=True))
            if here.state is PlanState.DRAFT:
                self._add(menu, "并入现行界线", acts.merge)
            if here.state in OPEN_STATES:
                self._add(menu, "撤回方案…", acts.withdraw)
        return menu

    def _compare(self, menu: QMenu, near: list[Plan], here: Plan) -> None:
        part, session = menu.addMenu("与…比较"), self.wiring.session

        def against(plan_id: int) -> Callable[[], None]:
            return lambda: session.compare(plan_id)

        self._add(part, "现行网格", against(0), checked=session.compared is None)
        for plan in [p for p in near if p.id != here.id][:MOST_LISTED]:
            self._add(part, _line(plan), against(plan.id))

    def _to(self, plan_id: int, villages: tuple[str, ...] = ()) -> Callable[[], None]:
        def go() -> None:
            if villages:
                self.wiring.finding.choose_village(villages[0])
            self.wiring.session.open(plan_id)

        return go

    @staticmethod
    def _add(menu: QMenu, words: str, call: Callable[[], object], checked: bool = False) -> None:
        action = menu.addAction(words)
        action.setCheckable(checked)
        action.setChecked(checked)
        action.triggered.connect(lambda _=False: call())


def _line(plan: Plan) -> str:
    """小留庄 11月25日调整　草案 · 王海涛 · 11-25 14:31"""
    return f"{plan.name}\t{plan.word} · {plan.author_name} · {local(plan.touched_at):%m-%d %H:%M}"
