"""Who looks after a grid: asked in a small form, made a stroke of the plan on the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.failure_words import failure_words
from desktop.planning.worker_form import Named, Naming, WorkerForm, masked
from gis.boundaries.actions.appoint import Appoint

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.state import State
    from gis.planning.crew import Mate

WORDS = "指定网格员…"
GRID_DIGITS = 15


class Appointing(QObject):
    """One per desk."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.session = wiring, wiring.session

    def refusal(self) -> str:
        """Why nobody can be named for the grid that is chosen; empty if somebody can."""
        if no := self.wiring.not_editable():
            return no
        grids = self.wiring.choice.grids
        if len(grids) != 1 or len(grids[0]) != GRID_DIGITS:
            return "先点一个网格" if not grids else "一次给一个网格指定，先只选一个"
        return ""

    def ask_chosen(self) -> None:
        self.ask(self.wiring.choice.grids[0])

    def ask(self, code: str) -> None:
        """Ask who looks after a grid; what is in the form is as the plan has it."""
        from gis.planning.crew import crew, mate_of

        state, base = self.session.state, self.session.base
        if no := self.wiring.not_editable():
            self.wiring.window.tell(f"{no}。")
            return
        if state is None or base is None or code not in state.faces:
            return
        snapshot, village = self.wiring.bridge.snapshot, code[:12]
        mates = crew(snapshot, base, state, village)
        held = state.places[code].worker
        asked = Naming(
            f"指定 {state.name_of(code)} 的网格员", _told(mate_of(snapshot, held)), state.places[village].short_name,
            held, mates, [standing(mate, state) for mate in mates],
        )  # fmt: skip
        window = self.wiring.window
        WorkerForm(window.theme, asked, lambda named: self._given(code, named), window).open()

    def _given(self, code: str, named: Named) -> None:
        if not named.name:
            self._make(code, named.staff)
            return
        door = self.session.door
        door.run(
            lambda planning: planning.register_worker(code[:12], named.name, named.phone),
            lambda key: self._make(code, key), self._failed,
        )  # fmt: skip

    def _make(self, code: str, worker: int) -> None:
        state = self.session.state
        name = state.number_of(code) if state is not None else code[12:]
        if self.session.do(Appoint(code, worker)):
            told = f"已为 {name}指定网格员，方案生效后起算" if worker else f"{name}的网格员暂缺，检查里会一直提醒"
            self.wiring.window.toast.done(told, undo=False)

    def _failed(self, error: Exception) -> None:
        told = failure_words(error, "没有登记")
        self.wiring.window.tell(told.strip())


def _told(held: Mate | None) -> str:
    if held is None:
        return "现在没有网格员。从本村的网格员里选一位，或登记一位新的。"
    phone = f" {masked(held.phone)}" if held.phone else ""
    return f"现在是 {held.name}{phone}。换成谁？"


def standing(mate: Mate, state: State) -> str:
    """What somebody of the crew looks after: 没有网格（009 已不归其管）, 现管 005."""
    if mate.grids:
        return "现管 " + "、".join(code[12:] for code in mate.grids[:4]) + ("…" if len(mate.grids) > 4 else "")
    if mate.freed:
        gone = all(code not in state.faces for code in mate.freed)
        codes = "、".join(code[12:] for code in mate.freed[:3])
        return f"没有网格（{codes} 已{'并走' if gone else '换人'}）"
    return "没有网格"
