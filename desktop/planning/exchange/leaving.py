"""The plan on the table, or the grids in force, written to a file that a GIS opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.failure_words import failure_words
from desktop.planning.exchange.found import Stopped
from desktop.planning.exchange.leaving_window import PLAN, LeavingWindow, Order
from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.planning import Planning

TOLD_MS = 100
Progress = Callable[[float, str], None]


class Leaving(QObject):
    """One per desk; one file at a time."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self.window_: LeavingWindow | None = None
        self._stop: list[bool] = [False]
        self._progress: tuple[float, str] = (0.0, "")
        self._telling = QTimer(self, interval=TOLD_MS)
        self._telling.timeout.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether a file is being written."""
        return self._telling.isActive()

    def refusal(self) -> str:
        """Why nothing can be written now."""
        session = self.wiring.session
        why = self.wiring.bridge.not_live() or session.reading()
        if not why and self.busy:
            why = "上一个文件正在写出"
        if not why and session.past is not None:
            why = "正在看过去的界线，回到今天才能导出"
        return why

    def choose(self) -> None:
        """Ask what and where to."""
        wiring, session = self.wiring, self.wiring.session
        if self.window_ is not None:
            self.window_.raise_()
            return
        folder = Path(str(wiring.window.settings.value("exchange/folder", "") or Path.home()))
        plan = session.plan.name if session.plan is not None and session.steps else ""
        code = wiring.choice.village
        village = (code, session.state.name_of(code)) if code and session.state is not None else ("", "")
        window = self.window_ = LeavingWindow(folder, plan, village, wiring.window)
        window.asked.connect(self.write)
        window.stopped.connect(self._halt)
        window.shown.connect(self._open_folder)
        window.finished.connect(self._closed)
        window.show()

    def write(self, order: Order) -> None:
        """On the worker, beside the place first; what lay there stays until the new file is whole."""
        plan = self.wiring.session.plan
        plan_id = plan.id if plan is not None and order.content == PLAN else 0
        stop = self._stop = [False]
        self._progress = 0.0, f"正在写 {order.target.name}"

        def tell(share: float, words: str) -> None:
            self._progress = share, words
            if stop[0]:
                raise Stopped("已停止，没有留下文件。")

        self._telling.start()
        self._tell()
        self.wiring.refresh_commands()
        self.wiring.session.door.look(
            lambda planning: written(planning, plan_id, order, tell), self._done, self._failed
        )

    def _tell(self) -> None:
        if self.window_ is not None:
            self.window_.show_work(self._progress[1], self._progress[0])

    def _halt(self) -> None:
        self._stop[0] = True

    def _done(self, made: list[Path]) -> None:
        self.wiring.window.settings.setValue("exchange/folder", str(made[0].parent))
        self._end()
        if self.window_ is not None:
            self.window_.show_made(made)

    def _failed(self, error: Exception) -> None:
        self._end()
        told = failure_words(error)
        if self.window_ is None:
            self.wiring.window.tell(told)
        elif isinstance(error, Stopped):
            self.window_.show_stopped(told)
        else:
            self.window_.show_failure(told)

    def _end(self) -> None:
        self._telling.stop()
        self.wiring.refresh_commands()

    def _closed(self) -> None:
        if self.window_ is not None:
            self.window_.deleteLater()
        self.window_ = None

    def _open_folder(self, path: Path) -> None:
        from desktop.printing.dialog import open_file

        if not open_file(path.parent):
            self.wiring.window.tell(f"打不开文件夹，文件在 {path.parent}。")


def written(planning: Planning, plan_id: int, order: Order, tell: Progress) -> list[Path]:
    """On the worker: the files made, without names of people."""
    from gis.publish.geofiles import write_geofile
    from gis.publish.layers import county_layers, plan_layers

    tell(0.0, "正在取界线")
    if plan_id:
        table = planning.open(plan_id)
        layers = plan_layers(planning.on_county(table).state, planning.impact(table).comparison)
        if not layers:
            raise Refused(f"方案“{table.plan.name}”与现行界线没有差别，没有可导出的。")
    else:
        layers = county_layers(planning.county(), order.within, order.households)
    return write_geofile(order.target, layers, order.crs, planning.workspace.snapshot.outline_credit, tell)
