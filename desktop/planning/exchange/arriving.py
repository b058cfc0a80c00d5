"""A file on its way in: chosen or dropped, read on a worker, shown, and made a draft that lies on the table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from desktop.failure_words import failure_words
from desktop.planning.exchange import found as finding
from desktop.planning.exchange.arrival_window import ArrivalWindow
from desktop.planning.exchange.found import BORDERS, Choices, Found, Stopped
from desktop.planning.exchange.marks import PlaceMark
from gis.planning.planning import WRITING

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.plans.plan import Plan
    from gis.planning import Planning

SUFFIXES = (".gpkg", ".shp", ".geojson", ".json", ".kml", ".kmz", ".dxf")
ROWS = (".csv", ".xlsx")  # households may come as rows
Lane = Callable[..., None]  # of the door: beside the store to read, in its turn to write
DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
TOLD_MS = 100
COUNTIES = "julu_neighbours.geojson"
TOP_PX, EDGE_PX, LOW_PX = 60, 12, 24  # of the window over the desk
SHARE = 0.4  # of the desk's width at most
WIDE, TALL = 0.24, 0.6  # of a large desk


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
        self._making = False  # a draft is being made, which cannot be stopped once it is being written
        self._telling = QTimer(self, interval=TOLD_MS)
        self._telling.timeout.connect(self._tell)
        self.mark.covered = self._covered
        for where in (wiring.desk, wiring.desk.canvas):
            where.setAcceptDrops(True)
            where.installEventFilter(self)

    # --- ways in

    def refusal(self) -> str:
        """Why nothing can come in now."""
        session = self.wiring.session
        why = self.wiring.bridge.not_live() or session.reading()
        if not why and session.past is not None:
            why = "正在看过去的界线，回到今天才能导入"
        if not why and self.window_ is not None and self.window_.final:
            why = "上一个文件正在写成草案"
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
        if event.type() not in DRAGS or not isinstance(event, QDropEvent) or not event.mimeData().hasUrls():
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            QTimer.singleShot(0, self, lambda: self.dropped(paths))
        return True

    def dropped(self, paths: list[Path]) -> None:
        """Files let go over the desk: what they hold tells whether they are borders or households."""
        why = self.refusal()
        main = [p for p in paths if p.suffix.lower() in SUFFIXES + ROWS]  # a .shp comes with its .dbf and .shx
        if why:
            self.wiring.window.tell(f"现在不能导入：{why}。")
        elif len(main) != 1:
            named = "一次拖入一个文件" if main else "拖入的不是能导入的文件"
            self.wiring.window.tell(f"{named}：GeoPackage、Shapefile、GeoJSON、KML、DXF、CSV 或 Excel。")
        else:
            self.read(main[0], "")

    # --- reading

    def read(self, path: Path, kind: str, name: str = "") -> None:
        """Show a window for the file and read it; what an earlier one still does ends."""
        if self.window_ is not None:
            self.window_.reject()
        window = ArrivalWindow(f"{kind or '导入'}：{path.name}", name or path.stem, self.wiring.window)
        self._kind, self._path, self.window_ = kind, path, window
        window.located.connect(self.mark.show)
        window.reread.connect(self._read)
        window.asked.connect(self._take)
        window.stopped.connect(self._closed)
        self._place(window)
        self._read(Choices())

    def _read(self, choices: Choices) -> None:
        kind, path, stop = self._kind, self._path, self._begin("正在读文件")
        tell = self._teller(stop)
        look = self.wiring.session.door.look
        self._work(look, lambda planning: finding.read(planning, path, kind, choices, tell), self._show, stop)

    def _show(self, found: Found) -> None:
        window = self.window_
        if window is None:
            return
        self._found, self._kind = found, found.kind
        window.setWindowTitle(f"{found.kind}：{self._path.name}")
        window.show_found(found)

    def _take(self, name: str) -> None:
        found, window = self._found, self.window_
        if found is None or window is None:
            return
        without = window.without()
        stop = self._begin("正在做成草案")
        tell, unswept = self._teller(stop), self.wiring.bridge.jobs.unswept

        def take(planning: Planning) -> Plan:
            with unswept:
                return found.take(planning, name, tell, without)

        self._making = True
        self._work(self.wiring.session.door.run, take, lambda plan: self._made(plan, found), stop)

    def _made(self, plan: Plan, found: Found) -> None:
        if self._stop[0]:  # it was being written already
            self.wiring.window.tell(f"停得晚了一步，草案“{plan.name}”已经写好；不要它，可在“方案”里撤回。")
            return
        if self.window_ is not None:
            self.window_.accept()
        self._closed()
        if found.place is not None:
            self.wiring.desk.canvas.fly_to(found.place)
        if found.villages and self.wiring.choice.village not in found.villages:
            self.wiring.finding.choose_village(found.villages[0])
        self.wiring.session.load(plan.id)
        told = f"已存为草案“{plan.name}”，在台上。看过影响后可提交审核；不要可撤回。"
        self.wiring.window.toast.done(told, undo=False)

    # --- the worker

    def _begin(self, words: str) -> list[bool]:
        self._stop, self._making = [False], False
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

    def _work(self, lane: Lane, work: Callable[[Planning], Any], done: Callable[[Any], None], stop: list[bool]) -> None:
        def here(result: Any) -> None:
            if stop is self._stop:
                self._telling.stop()
                done(result)

        def failed(error: Exception) -> None:
            if stop is not self._stop:
                return
            self._telling.stop()
            words = failure_words(error)
            if self.window_ is not None:
                self.window_.show_failure(words)
            elif self._making and not isinstance(error, Stopped):
                self.wiring.window.tell(words)

        lane(work, here, failed)

    def _tell(self) -> None:
        if self.window_ is not None and isValid(self.window_):
            share, words = self._progress
            self.window_.show_work(words, share, final=self._making and share >= WRITING)

    def _closed(self) -> None:
        self._stop[0] = True
        self._telling.stop()
        self.window_ = None
        self.mark.show(None)

    def _place(self, window: ArrivalWindow) -> None:
        """At the left, over the list of grids: most of the map and what the checks say stay in sight."""
        main = self.wiring.window.geometry()
        wide = max(round(main.width() * WIDE), window.width())
        wide = max(min(wide, round(main.width() * SHARE)), window.minimumSizeHint().width())
        tall = max(round(main.height() * TALL), window.height())
        window.resize(wide, min(tall, main.height() - TOP_PX - LOW_PX))
        window.move(main.left() + EDGE_PX, main.top() + TOP_PX)
        window.show()

    def _covered(self) -> float:
        """Pixels of the map, from its left edge, that lie under the window."""
        window, canvas = self.window_, self.wiring.desk.canvas
        if window is None or not isValid(window):
            return 0.0
        left = canvas.mapToGlobal(QPoint(0, 0)).x()
        box = window.frameGeometry()
        return float(max(box.right() - left, 0)) if box.left() < left + canvas.width() / 2 else 0.0
