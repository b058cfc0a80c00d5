"""Locks on grids and villages, and who else has the village on the table: a heartbeat, and a line that says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.planning.plan_form import PlanForm, Questions
from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.plans.locks import Presence
    from gis.planning import Planning

BEAT_MS = 60_000


class Locking(QObject):
    """`others`: who else is at the village, in words; empty for nobody."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self.others = ""
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self.tell)
        wiring.choice.village_changed.connect(self.tell)
        wiring.session.opened.connect(self.tell)

    # --- who is there

    def tell(self) -> None:
        """Say that this desk is at the village, and hear who else is."""
        wiring = self.wiring
        if wiring.bridge.workspace is None or not wiring.bridge.workspace.connected or not wiring.may("plan"):
            return
        village, plan = wiring.choice.village, wiring.session.plan
        villages, number = ([village] if village else []), plan.id if plan is not None else 0
        (self._beat.start if village else self._beat.stop)()

        def heard(found: list[Presence]) -> None:
            if village != wiring.choice.village:
                return
            before = self.others
            self.others = "、".join(sorted({f"{p.name}（{p.station}）" for p in found}))
            wiring.showing.show_all()
            if self.others and self.others != before:
                wiring.window.tell(f"{self.others}也在看这个村；同一条边界以先写入的为准，后写的会被告知。")

        wiring.session.door.run(lambda planning: planning.here(villages, number), heard, self._failed)

    def leave(self) -> None:
        """This desk has gone from the village."""
        self._beat.stop()
        if self.wiring.bridge.workspace is not None and self.wiring.bridge.workspace.connected:
            self.wiring.session.door.run(lambda planning: planning.here(()), lambda _: None, self._failed)

    def _failed(self, error: Exception) -> None:
        text = f"{error.message} {error.remedy}" if isinstance(error, WanggeError) else f"没有完成：{error}"
        self.wiring.window.tell(text.strip())

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
        self.wiring.session.door.run(act, lambda _: self.wiring.session.load(), self._failed, told=True)
