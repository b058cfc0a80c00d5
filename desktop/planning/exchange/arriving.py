"""A file on its way in: chosen or dropped, read on a worker, shown, and made a draft that lies on the table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from desktop.planning.exchange import found as finding
from desktop.planning.exchange.arrival_window import ArrivalWindow
from desktop.planning.exchange.found import Found, Stopped
from desktop.planning.exchange.marks import PlaceMark
from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.plans.plan import Plan
    from gis.planning import Planning

BORDERS, HOUSEHOLDS = "导入边界", "导入农户"
SUFFIXES = (".gpkg", ".shp", ".geojson", ".json", ".kml", ".kmz", ".dxf")
ROWS = (".csv", ".xlsx")  # households may come as rows
TOLD_MS = 100
COUNTIES = "julu_neighbours.geojson"
READ = {BORDERS: finding.borders, HOUSEHOLDS: finding.households}


class Arriving(QObject):
    """One per desk; one file at a time."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self.window_: ArrivalWindow | None = None
        self.mark = PlaceMark(wiring.desk.canvas)
        self._kind, self._path = BORDERS, Path()
        self._found: Found | None = None
        self._progress: tuple[float, str] = (0.0, "")
        self._stop: list[bool] = [False]
        self._telling = QTimer(self, interval=TOLD_MS)
        self._telling.timeout.connect(self._tell)
        wiring.desk.canvas.setAcceptDrops(True)
        wiring.desk.canvas.installEventFilter(self)

    # --- ways in

    def refusal(self) -> str:
        """Why nothing can come in now."""
        session = self.wiring.session
        why = self.wiring.bridge.not_live() or session.reading()
        if not why and session.past is not None:
            why = "正在看过去的界线，回到今天才能导入"
        return why or ("" if self.wiring.may("plan") else "您的账号只看方案，不能导入")

    def no_counties(self) -> str:
        """Why the counties around cannot be put on the table."""
        state = self.wiring.session.state
        if why := self.refusal():
            return why
        assert state is not None
        if any(len(code) == 6 for code in state.faces):
            return "周边各县已经在图上"
        return "" if state.county == "130529" else "随程序只有巨鹿县周边的县界，请用导入边界"

    def choose(self, kind: str) -> None:
        """Ask for a file."""
        window = self.wiring.window
        endings = " ".join(f"*{s}" for s in (SUFFIXES if kind == BORDERS else SUFFIXES[:6] + ROWS))
        folder = str(window.settings.value("exchange/folder", "") or "")
        path, _ = QFileDialog.getOpenFileName(window, kind, folder, f"地理文件 ({endings})")
        if path:
            window.settings.setValue("exchange/folder", str(Path(path).parent))
            self.read(Path(path), kind)

    def counties(self) -> None:
        """The counties around, from the file that comes with the program."""
        from data import ROOT

        self.read(ROOT / COUNTIES, BORDERS, "周边七县")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            path = _dropped(event)
            if path is None:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                why = self.refusal()
                if why:
                    self.wiring.window.tell(f"现在不能导入：{why}。")
                else:
                    QTimer.singleShot(0, self, lambda: self.read(path, HOUSEHOLDS if path.suffix in ROWS else BORDERS))
            return True
        return False

    # --- reading

    def read(self, path: Path, kind: str, name: str = "") -> None:
        """Show a window for the file and read it; what an earlier one still does ends."""
        if self.window_ is not None:
            self.window_.reject()
        window = ArrivalWindow(f"{kind}：{path.name}", name or path.stem, self.wiring.window)
        self._kind, self._path, self.window_ = kind, path, window
        window.located.connect(self.mark.show)
        window.reread.connect(self._read)
        window.asked.connect(self._take)
        window.stopped.connect(self._closed)
        self._place(window)
        self._read("")

    def _read(self, datum: str) -> None:
        kind, path, stop = self._kind, self._path, self._begin("正在读文件")
        tell = self._teller(stop)
        self._work(lambda planning: READ[kind](planning, path, datum, tell), self._show, stop)

    def _show(self, found: Found) -> None:
        window = self.window_
        if window is None:
            return
        self._found = found
        window.show_found(found)

    def _take(self, name: str) -> None:
        found = self._found
        if found is None:
            return
        stop = self._begin("正在做成草案")
        tell = self._teller([False])  # a draft is made whole
        self._work(lambda planning: found.take(planning, name, tell), lambda plan: self._made(plan, found), stop)

    def _made(self, plan: Plan, found: Found) -> None:
        if self.window_ is not None:
            self.window_.accept()
        self._closed()
        if found.villages and self.wiring.choice.village not in found.villages:
            self.wiring.finding.choose_village(found.villages[0])
        self.wiring.session.load(plan.id)
        told = f"已存为草案“{plan.name}”，在台上。看过影响后可提交审核；不要可撤回。"
        self.wiring.window.toast.done(told, undo=False)

    # --- the worker

    def _begin(self, words: str) -> list[bool]:
        self._stop = [False]
        self._progress = (0.0, words)
        if self.window_ is not None:
            self.window_.show_work(words)
        self._telling.start()
        return self._stop

    def _teller(self, stop: list[bool]) -> finding.Progress:
        def tell(share: float, words: str) -> None:
            self._progress = share, words
            if stop[0]:
                raise Stopped("已停止，什么也没有写入。")

        return tell

    def _work(self, work: Callable[[Planning], Any], done: Callable[[Any], None], stop: list[bool]) -> None:
        def here(result: Any) -> None:
            self._telling.stop()
            if stop is self._stop:
                done(result)

        def failed(error: Exception) -> None:
            if stop is not self._stop:
                return
            self._telling.stop()
            words = f"{error.message} {error.remedy}" if isinstance(error, WanggeError) else f"没有完成：{error}"
            if self.window_ is not None:
                self.window_.show_failure(words.strip())
            elif not isinstance(error, Stopped):
                self.wiring.window.tell(words.strip())

        self.wiring.session.door.run(work, here, failed)

    def _tell(self) -> None:
        if self.window_ is not None and isValid(self.window_):
            self.window_.show_work(self._progress[1], self._progress[0])

    def _closed(self) -> None:
        self._stop[0] = True
        self._telling.stop()
        self.window_ = None
        self.mark.show(None)

    def _place(self, window: ArrivalWindow) -> None:
        """At the right, over the panels, so that the map stays in sight."""
        main = self.wiring.window.frameGeometry()
        window.resize(min(window.width(), main.width() // 2), min(window.height(), main.height() - 120))
        window.move(main.right() - window.width() - 16, main.top() + 70)
        window.show()


def _dropped(event: QDropEvent) -> Path | None:
    """The one file of a drag that can be read here."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 else Path()
    return path if path.suffix.lower() in SUFFIXES + ROWS else None
