"""The main window: top bar over the workplace of the moment; opening, layout between days, closing."""

from __future__ import annotations

import time

from PySide6.QtCore import QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import Commands
from desktop.answers import answers
from desktop.bridge import CountyBridge
from desktop.dispatch.commands import dispatch_commands
from desktop.dispatch.desk import DispatchDesk
from desktop.dispatch.wiring import DispatchWiring
from desktop.jobs import Jobs
from desktop.panels.top_bar import TopBar
from desktop.probe import start_probe
from desktop.settings import default_county
from desktop.style import apply_style
from desktop.theme import load_theme
from desktop.welcome import Welcome
from gis.foundation.clock import Clock
from gis.foundation.errors import WanggeError
from gis.workspace import Workspace


class Window(QMainWindow):
    """One county on one desk."""

    def __init__(self, settings: QSettings, clock: Clock, theme: str | None, begun: float) -> None:
        super().__init__()
        self.setObjectName("window")
        self.settings = settings
        self.clock = clock
        self.marks = {"begun": begun}
        self.theme = load_theme(theme or str(settings.value("desk/theme", "day")))
        self.jobs = Jobs(self)
        self.bridge = CountyBridge(clock, self.jobs, self)
        self.location = ""
        apply_style(QApplication.instance(), self.theme)
        self._build()
        self._restore()

    def _build(self) -> None:
        self.top_bar = TopBar(self.theme)
        self.top_bar.setObjectName("top-bar")
        self.desk = DispatchDesk(self.theme)
        self.welcome = Welcome(self.theme, default_county())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(self.desk)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(centre)
        self.wiring = DispatchWiring(self)
        self.commands = Commands(self, dispatch_commands(self))
        self._fill_menu()
        self._probe = start_probe(answers(self), self)
        self.welcome.opened.connect(self.open_county)
        self.bridge.connected.connect(self._connected)
        self.bridge.failed.connect(self._opening_failed)
        self.desk.canvas.picture_ready.connect(self._first_picture)
        self.top_bar.theme_toggled.connect(self.toggle_theme)
        for signal in (self.bridge.changed, self.bridge.connected, self.bridge.replaced, self.wiring.selection.changed):
            signal.connect(lambda *_: self.refresh_commands())

    # --- opening

    def open_first(self, location: str, make_demo: bool) -> None:
        """Open a county at start, or show the three ways to one."""
        if location and self._exists(location):
            self.open_county(location)
            return
        self.stack.setCurrentWidget(self.welcome)
        if make_demo:
            QTimer.singleShot(0, self.welcome.open_demo)
        elif location:
            self.welcome.tell(f"找不到县库 {location}。请检查路径，或打开另一个县库。")

    @staticmethod
    def _exists(location: str) -> bool:
        from pathlib import Path

        return "://" in location or Path(location).exists()

    def open_county(self, location: str) -> None:
        """Show the cached picture at once, then connect; without a cache load on a worker first."""
        self.location = location
        try:
            workspace = Workspace.from_cache(location, self.clock)
        except WanggeError as error:
            self._opening_failed(error, None)
            return
        if workspace is not None:
            self._show(workspace)
            QTimer.singleShot(0, self._connect_after_first_picture)
            return
        self.welcome.wait("正在打开县库，首次打开约需数秒…")
        self.stack.setCurrentWidget(self.welcome)
        self.jobs.run(
            "store",
            lambda: Workspace.open(location, self.clock),
            self._loaded,
            lambda error: self._opening_failed(error, None),
        )

    def _loaded(self, workspace: Workspace) -> None:
        self._show(workspace)
        self.bridge.connect_store()
        self.bridge.save_cache()

    def _show(self, workspace: Workspace) -> None:
        self.bridge.open(workspace)
        self.stack.setCurrentWidget(self.desk)
        self.top_bar.set_county(workspace.snapshot.name)
        self.top_bar.set_user(workspace.actor.name, workspace.actor.role)
        self.setWindowTitle(f"{workspace.snapshot.name} · 网格指挥台")

    def _connect_after_first_picture(self) -> None:
        """Heavy imports wait until something can be seen."""
        if "first_picture" in self.marks:
            self.bridge.connect_store()
        else:
            self.desk.canvas.picture_ready.connect(self._connect_once, Qt.ConnectionType.SingleShotConnection)

    def _connect_once(self, _ms: float) -> None:
        QTimer.singleShot(0, self.bridge.connect_store)

    def _first_picture(self, _ms: float) -> None:
        self.marks.setdefault("first_picture", time.time())

    def _connected(self) -> None:
        self.marks.setdefault("live", time.time())
        self.settings.setValue("county/location", self.location)

    def _opening_failed(self, error: Exception, change: object) -> None:
        if change is not None or (self.bridge.workspace is not None and self.bridge.workspace.connected):
            return  # the wiring tells about it
        message = str(error) if isinstance(error, WanggeError) else f"没能打开县库：{error}"
        self.bridge.close_county()
        self.stack.setCurrentWidget(self.welcome)
        self.welcome.tell(message)

    # --- commands

    def _fill_menu(self) -> None:
        menu = self.top_bar.menu
        for group in dict.fromkeys(row.menu for row in self.commands.rows.values()):
            part = menu.addMenu(group)
            part.setToolTipsVisible(True)
            part.addActions(self.commands.of_menu(group))
        menu.aboutToShow.connect(self.refresh_commands)

    def refresh_commands(self) -> None:
        """Names undo and redo after what they would do, and greys what cannot be done, with the reason."""
        workspace = self.bridge.workspace
        undo, redo = (workspace.undo_words(), workspace.redo_words()) if workspace else ("", "")
        self.commands.rename("undo", f"撤销：{undo}" if undo else "撤销")
        self.commands.rename("redo", f"重做：{redo}" if redo else "重做")
        self.commands.refresh()

    def focus_search(self) -> None:
        self.top_bar.search.begin()

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def reset_layout(self) -> None:
        self.desk.default_layout(self.width(), self.height() - self.top_bar.height())

    def show_keys(self) -> None:
        from desktop.dialogs.keys import KeysDialog

        KeysDialog(self.theme, self.commands, self).open()

    def back_up(self) -> None:
        from desktop.dialogs.backup import back_up

        back_up(self)

    def choose_base_map(self) -> None:
        from desktop.dialogs.base_map import BaseMapDialog

        BaseMapDialog(self).open()

    # --- look

    def toggle_theme(self) -> None:
        self.set_theme("day" if self.theme.night else "night")

    def set_theme(self, name: str) -> None:
        self.theme = load_theme(name)
        apply_style(QApplication.instance(), self.theme)
        for part in (self.top_bar, self.desk, self.welcome):
            part.set_theme(self.theme)
        self.wiring.set_theme(self.theme)
        self.settings.setValue("desk/theme", name)

    def sizeHint(self) -> QSize:
        return QSize(1920, 1080)

    def _restore(self) -> None:
        self.setMinimumSize(1100, 640)
        geometry = self.settings.value("desk/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        else:
            area = QGuiApplication.primaryScreen().availableGeometry()
            self.setGeometry(area)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.marks.get("laid_out"):
            self.marks["laid_out"] = time.time()
            self.desk.restore_layout(self.settings, self.width(), self.height() - self.top_bar.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.setValue("desk/geometry", self.saveGeometry())
        self.desk.save_layout(self.settings)
        super().closeEvent(event)

    def shut_down(self) -> None:
        """Finish what is under way; every acknowledged change is already on disk."""
        self.bridge.save_cache()
        self.bridge.close_county()
        self.jobs.close()
        self.settings.sync()
