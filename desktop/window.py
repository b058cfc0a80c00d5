"""The main window: top bar over the workplace of the moment; opening, layout between days, closing."""

from __future__ import annotations

import gc
import os
import time
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.bridge import CountyBridge
from desktop.dispatch.desk import DispatchDesk
from desktop.jobs import Jobs
from desktop.style import dress
from desktop.theme import load_theme
from gis.foundation.clock import Clock
from gis.foundation.errors import WanggeError
from gis.workspace import Workspace

if TYPE_CHECKING:
    from desktop.actions import Commands
    from desktop.basemaps import BaseMap, BaseMaps
    from desktop.dispatch.wiring import DispatchWiring
    from desktop.forewarnings import Forewarnings
    from desktop.office.register.aids import RegisterAids
    from desktop.outcomes import Outcomes
    from desktop.panels.toast import Toast
    from desktop.panels.top_bar import TopBar
    from desktop.people.doorkeeper import Doorkeeper
    from desktop.welcome import Welcome
    from desktop.workplace_stack import WorkplaceStack
    from gis.people.roles import Role


class Window(QMainWindow):
    """One county on one desk."""

    top_bar: TopBar
    wiring: DispatchWiring
    commands: Commands
    outcomes: Outcomes
    workplaces: WorkplaceStack
    doorkeeper: Doorkeeper
    forewarnings: Forewarnings

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
        dress(self.theme)
        self._build()
        self._restore()

    def _build(self) -> None:
        self.desk = DispatchDesk(self.theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.desk)
        self._bar_place = QWidget()
        self._bar_place.setFixedHeight(self.theme.height("topbar"))
        centre = QWidget()
        self._column = QVBoxLayout(centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._bar_place)
        self._column.addWidget(self.stack, 1)
        self.setCentralWidget(centre)
        self.bridge.connected.connect(self._connected)
        self.bridge.failed.connect(self._opening_failed)
        self.desk.canvas.picture_ready.connect(self._first_picture)

    def complete(self) -> None:
        """Everything that can wait until the county is seen: panels, top bar, wiring, commands."""
        if self.desk.completed:
            return
        from desktop.actions import Commands
        from desktop.dispatch.wiring import DispatchWiring
        from desktop.forewarnings import Forewarnings
        from desktop.outcomes import Outcomes
        from desktop.panels.top_bar import TopBar
        from desktop.people.doorkeeper import Doorkeeper
        from desktop.window_commands import fill_menu, window_commands
        from desktop.workplace_stack import WorkplaceStack

        self.top_bar = TopBar(self.theme)
        self.top_bar.setObjectName("top-bar")
        self.top_bar.set_time(self.clock.now())
        self._column.replaceWidget(self._bar_place, self.top_bar)
        self._bar_place.deleteLater()
        self.desk.complete(self.theme)
        self.desk.filters.clock = self.clock
        self.outcomes = Outcomes(self)
        self.outcomes.listen(self.desk.toast)
        self.doorkeeper, self.forewarnings = Doorkeeper(self), Forewarnings(self.bridge)
        self.wiring = DispatchWiring(self)
        self.commands = Commands(self, window_commands(self))
        self.workplaces = WorkplaceStack(self)
        self.workplaces.turned.connect(self._turned)
        self.top_bar.workplace_chosen.connect(self.workplaces.turn_to)
        self.top_bar.menu.aboutToShow.connect(lambda: fill_menu(self))
        self.desk.restore_panels(self.settings)
        self.top_bar.theme_toggled.connect(self.toggle_theme)
        for signal in (self.bridge.changed, self.bridge.connected, self.bridge.replaced, self.wiring.selection.changed):
            signal.connect(lambda *_: self.refresh_commands())
        self.bridge.person_changed.connect(self._person_changed)
        if "WANGGE_PROBE" in os.environ:
            from desktop.answers import answers
            from desktop.probe import start_probe

            self._probe = start_probe(answers(self), self)
        if self.bridge.workspace is not None:
            self._introduce()
            self.bridge.replaced.emit()
        self.marks["complete"] = time.time()
        gc.freeze()  # what lives as long as the window need not be looked at by every later collection
        gc.enable()

    @cached_property
    def welcome(self) -> Welcome:
        """The page of the three ways to a county, made when it is needed."""
        from desktop.settings import default_county
        from desktop.welcome import Welcome

        page = Welcome(self.theme, default_county())
        page.opened.connect(self.open_county)
        self.stack.addWidget(page)
        return page

    @cached_property
    def base_maps(self) -> BaseMaps:
        """The raster bases of this desk."""
        from desktop.basemaps import BaseMaps

        maps = BaseMaps(self.settings, self.jobs, self.desk.canvas, self)
        maps.failed.connect(self._base_map_failed)
        return maps

    @cached_property
    def register_aids(self) -> RegisterAids:
        """What every form of registering leans on."""
        from desktop.office.register.aids import RegisterAids

        return RegisterAids(self.bridge, self)

    def _base_map_failed(self, base: BaseMap, error: Exception) -> None:
        if QApplication.activeModalWidget() is None:  # else the dialog says it
            self.toast.warn(f"没能打开底图 {base.name}：{error}")

    # --- opening

    def open_first(self, location: str, make_demo: bool) -> None:
        """Open a county at start, or show the three ways to one."""
        if location and self._exists(location):
            self.open_county(location)
            return
        self.complete()
        self.stack.setCurrentWidget(self.welcome)
        if make_demo:
            QTimer.singleShot(0, self.welcome.open_demo)
        elif location:
            self.welcome.tell(f"找不到县库 {location}。请检查路径，或打开另一个县库。", again=location)

    @staticmethod
    def _exists(location: str) -> bool:
        from pathlib import Path

        return "://" in location or Path(location).exists()

    def open_county(self, location: str) -> None:
        """Show the cached picture at once, then connect; without a cache load on a worker first."""
        self.location = location
        if self.desk.completed:
            self.doorkeeper.forget()
        try:
            workspace = Workspace.from_cache(location, self.clock)
        except WanggeError as error:
            self._opening_failed(error, None)
            return
        if workspace is not None:
            self._welcome_in(workspace)
            return
        self.complete()
        self.welcome.wait("正在打开县库，首次打开约需数秒…")
        self.stack.setCurrentWidget(self.welcome)
        self.jobs.run(
            "store",
            lambda: Workspace.open(location, self.clock),
            self._loaded,
            lambda error: self._opening_failed(error, None),
        )

    def _loaded(self, workspace: Workspace) -> None:
        self._welcome_in(workspace)
        self.bridge.save_cache()

    def _welcome_in(self, workspace: Workspace) -> None:
        """Show a county, unless it has accounts: then nothing of it before a sign-in."""
        if workspace.door.guarded:
            self.complete()
            self.bridge.close_county()
            self.doorkeeper.ask(workspace)
        else:
            self.show_county(workspace)

    def show_county(self, workspace: Workspace) -> None:
        """The map at once; what is not there yet follows the first picture."""
        self.bridge.open(workspace)
        self.setWindowTitle(f"{workspace.snapshot.name} · 网格指挥台")
        if self.desk.completed:
            self.bridge.person_changed.emit()
            self.bridge.connect_store()
        else:
            self.stack.setCurrentWidget(self.desk)
            self.desk.canvas.set_snapshot(workspace.snapshot)
            self.desk.canvas.set_events(self.bridge.rows, self.bridge.states)

    def _introduce(self) -> None:
        assert self.bridge.workspace is not None
        self.top_bar.set_county(self.bridge.snapshot.name)
        self.top_bar.set_user(self.bridge.workspace.actor.name, self.bridge.workspace.actor.role)

    def _first_picture(self, _ms: float) -> None:
        if "first_picture" in self.marks:
            return
        self.desk.canvas.repaint()
        self.marks["first_picture"] = time.time()
        QTimer.singleShot(0, self._go_on)

    def _go_on(self) -> None:
        self.complete()
        if self.bridge.workspace is not None and not self.bridge.workspace.connected:
            self.bridge.connect_store()

    def _connected(self) -> None:
        self.marks.setdefault("live", time.time())
        self.settings.setValue("county/location", self.location)
        if self.settings.value("map/base", ""):
            self.base_maps.restore()
        if self.bridge.snapshot.made_up:
            from desktop.dialogs.fresh_demo import tell_if_stale

            tell_if_stale(self)

    def _opening_failed(self, error: Exception, change: object) -> None:
        if change is not None or (self.bridge.workspace is not None and self.bridge.workspace.connected):
            return  # the wiring tells about it
        self.show_failure(error)

    def show_failure(self, error: Exception) -> None:
        """No county after all: why, and the three ways to one."""
        self.complete()
        message = str(error) if isinstance(error, WanggeError) else f"没能打开县库：{error}"
        self.bridge.close_county()
        self.top_bar.set_county("")
        self.top_bar.set_user("", "")
        self.top_bar.set_data_age(0, 0)
        self.setWindowTitle("")
        self.workplaces.offer()
        self.stack.setCurrentWidget(self.welcome)
        self.welcome.tell(message, again=self.location)

    # --- commands

    def refresh_commands(self) -> None:
        """Grey what cannot be done, with the reason, and name what changes its name."""
        for commands in (*self.workplaces.present_commands(), self.commands):
            commands.refresh()

    # --- workplaces and who sits here

    @property
    def role(self) -> Role | None:
        """The role of whoever has signed in; None in a county without accounts."""
        return self.bridge.person.role if self.bridge.person is not None else None

    @property
    def toast(self) -> Toast:
        """The line that says what was done, over whatever is in sight."""
        behind = self.doorkeeper.state.value or self.workplaces.key == "dispatch"  # a locked desk says nothing
        if behind:
            return self.desk.toast
        toast = self._toast_elsewhere
        self.place_toast()
        return toast

    def place_toast(self) -> None:
        """Above what hands need at the foot of the workplace in sight."""
        if "_toast_elsewhere" in self.__dict__:
            foot = self.workplaces.present.foot_px()
            self._toast_elsewhere.place(self.stack.width(), self.stack.height() - foot)

    def hide_toasts(self) -> None:
        """Say nothing more of what was done."""
        self.desk.toast.dismiss()
        if "_toast_elsewhere" in self.__dict__:
            self._toast_elsewhere.dismiss()

    @cached_property
    def _toast_elsewhere(self) -> Toast:
        from desktop.panels.toast import Toast

        toast = Toast(self.theme, self.stack)
        toast.setObjectName("toast-elsewhere")
        toast.hide()
        self.outcomes.listen(toast)
        return toast

    def tell(self, words: str) -> None:
        """Say something to whoever sits here, in passing."""
        self.toast.warn(words)

    def _turned(self, key: str) -> None:
        self.refresh_commands()
        self.settings.setValue("desk/workplace", key)

    def _person_changed(self) -> None:
        """Somebody else sits here: other workplaces, another begin."""
        self.workplaces.offer()
        self._introduce()
        self.workplaces.go_home()
        self.doorkeeper.show_own()
        self.refresh_commands()

    def focus_search(self) -> None:
        self.top_bar.search.begin()

    def choose_base_map(self) -> None:
        from desktop.dialogs.base_map import BaseMapDialog

        BaseMapDialog(self).open()

    # --- look

    def toggle_theme(self) -> None:
        self.set_theme("day" if self.theme.night else "night")

    def set_theme(self, name: str) -> None:
        self.theme = load_theme(name)
        dress(self.theme)
        for part in (self.top_bar, self.desk, self.welcome, self.wiring, self.workplaces, self.doorkeeper):
            part.set_theme(self.theme)
        if "_toast_elsewhere" in self.__dict__:
            self._toast_elsewhere.set_theme(self.theme)
        self.settings.setValue("desk/theme", name)

    def sizeHint(self) -> QSize:
        return QSize(1920, 1080)

    def _restore(self) -> None:
        self.setMinimumSize(1080, 600)  # 1366 × 768 at 125 %, less a task bar
        geometry = self.settings.value("desk/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        else:
            area = QGuiApplication.primaryScreen().availableGeometry()
            self.setGeometry(area)
        self._lay_desk_out()  # before the window is shown, so that the county is fitted into the map as it will be

    def _lay_desk_out(self) -> None:
        self.desk.restore_columns(self.settings, self.width(), self.height() - self.theme.height("topbar"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_toast()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.marks.get("laid_out"):
            self.marks["laid_out"] = time.time()
            self._lay_desk_out()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.setValue("desk/geometry", self.saveGeometry())
        self.desk.save_layout(self.settings)
        if self.desk.completed:
            self.workplaces.save_layout()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """Finish what is under way; every acknowledged change is already on disk."""
        if self.desk.completed:
            self.workplaces.shut_down()
        self.desk.canvas.shut_down()
        self.bridge.save_cache()
        workspace = self.bridge.release()
        self.jobs.close()
        if workspace is not None:
            workspace.close()  # after the last job, so that no connection keeps the county's journal file beside it
        if "base_maps" in self.__dict__:
            self.base_maps.close()
        self.settings.sync()
