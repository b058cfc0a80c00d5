"""Locks on grids and villages, and who else has the village on the table: a heartbeat, and a line that says so.

Whoever has a village on the planner's desk is there, those too who only decide or look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.failure_words import failure_words
from desktop.planning.plan_form import PlanForm, Questions

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.plans.locks import Presence
    from gis.planning import Planning

BEAT_MS = 60_000


class Locking(QObject):
    """`others`: who else is at the village, in a few words, empty for nobody; `details`: where and in which plan, a
    line each."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self.others, self.details = "", ""
        self._known: frozenset[str] = frozenset()
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self.tell)
        wiring.choice.village_changed.connect(self.tell)
        wiring.session.opened.connect(self.tell)

    # --- who is there

    def tell(self) -> None:
        """Say that this desk is at the village, and hear who else is."""
        wiring = self.wiring
        if wiring.bridge.workspace is None or not wiring.bridge.workspace.connected:
            return
        village, plan = wiring.choice.village, wiring.session.plan
        villages, number = ([village] if village else []), plan.id if plan is not None else 0
        (self._beat.start if village else self._beat.stop)()

        def look(planning: Planning) -> tuple[list[Presence], dict[int, str]]:
            found = planning.here(villages, number)
            numbers = {p.plan for p in found} - {0}
            return found, {p.id: p.name for p in planning.plans() if p.id in numbers} if numbers else {}

        def heard(seen: tuple[list[Presence], dict[int, str]]) -> None:
            if village == wiring.choice.village:
                self._heard(*seen)

        wiring.session.door.run(look, heard, self._failed)

    def _heard(self, found: list[Presence], plans: dict[int, str]) -> None:
        """Show who is there; who has just come is told."""
        wiring, plan = self.wiring, self.wiring.session.plan
        names = sorted({p.name for p in found})
        same = bool(found) and plan is not None and all(p.plan == plan.id for p in found)
        self.others = f"{'、'.join(names)}也在看这个{'方案' if same else '村'}" if names else ""
        self.details = "\n".join(sorted({_where(p, plans) for p in found}))
        fresh = sorted({f"{p.name}（{p.station}）" for p in found if p.name not in self._known})
        self._known = frozenset(names)
        wiring.showing.show_all()
        if fresh:
            told = "；同一条边界以先写入的为准，后写的会被告知。" if wiring.may("plan") else "。"
            wiring.window.tell(f"{'、'.join(fresh)}也在看这个村{told}")

    def leave(self) -> None:
        """This desk has gone from the village."""
        self._beat.stop()
        self._known = frozenset()
        if self.wiring.bridge.workspace is not None and self.wiring.bridge.workspace.connected:
            self.wiring.session.door.run(lambda planning: planning.here(()), lambda _: None, self._failed)

    def _failed(self, error: Exception) -> None:
        self.wiring.window.tell(failure_words(error))

    # --- locks

    def refusal(self) -> str:
        return "" if self.wiring.may("lock") else "您的账号不能锁定边界"

    def lock(self, code: str) -> None:
        """Ask why, then lock the borders of a grid or village."""
        state = self.wiring.session.state
        name = state.number_of(code) if state is not None else code
        told = f"锁定后，谁都不能改动{name}的边界，直到解锁；别人改不动时会看到这里写的理由。"
        asked = Questions(f"锁定{name}", told, "锁定", None, "理由", True)
        theme, window = self.wiring.window.theme, self.wiring.window
        PlanForm(theme, asked, lambda answer: self._do(lambda p: p.lock(code, answer.words)), window).open()

    def unlock(self, code: str) -> None:
        self._do(lambda planning: planning.unlock(code))

    def _do(self, act: Callable[[Planning], object]) -> None:
        self.wiring.session.door.run(act, lambda _: None, self._failed, told=True)


def _where(p: Presence, plans: dict[int, str]) -> str:
    """孙规划（本机另一个窗口）：方案“小留庄 11月25日调整”"""
    plan = f"方案“{plans[p.plan]}”" if p.plan in plans else "现行网格"
    return f"{p.name}（{p.station}）：{plan}"
