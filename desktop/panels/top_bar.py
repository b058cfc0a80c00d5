"""The bar over every workplace: mark and county, workplaces, search, age of the data, clock, bell, who sits here."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.panels.search import SearchBox
from desktop.panels.top_bar_parts import Bell, Brand, ClockLabel, DataAge, UserButton
from desktop.panels.workplaces import WorkplaceSwitch
from desktop.theme import Theme

SIDE_PX = 16
SWITCH_LEFT_PX = 264  # in line with the edge of the filter panel
SEARCH_PX = 420
NARROW_PX, NARROW_BRAND_PX = 1280, 196  # width under which parts say less


class TopBar(QWidget):
    """48 px high. `search` is the SearchBox; `menu` opens under the user and is filled by whoever owns the bar."""

    workplace_chosen = Signal(str)
    bell_clicked = Signal()
    theme_toggled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(theme.height("topbar"))
        self.brand, self.switch = Brand(theme, self), WorkplaceSwitch(theme, self)
        self.search = SearchBox(theme, self)
        self.age, self.clock = DataAge(theme, self), ClockLabel(theme, self)
        self.bell, self.user = Bell(theme, self), UserButton(theme, self)
        self.bell.setObjectName("bell")
        self.user.setObjectName("user")
        self.menu = QMenu(self)
        self.user.setMenu(self.menu)
        self.switch.chosen.connect(self.workplace_chosen)
        self.bell.clicked.connect(self.bell_clicked)
        self._theme_action = self.menu.addAction("")
        self._theme_action.triggered.connect(self.theme_toggled)
        self._name_theme()
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SIDE_PX, 0)
        row.setSpacing(0)
        row.addWidget(self.brand)
        row.addWidget(self.switch)
        row.addSpacing(SIDE_PX)
        row.addStretch(1)
        row.addWidget(self.search, 1000)
        row.addStretch(1)
        row.addSpacing(SIDE_PX)
        for part, gap in ((self.age, 16), (self.clock, 12), (self.bell, 10), (self.user, 0)):
            row.addWidget(part)
            row.addSpacing(gap)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(SEARCH_PX)

    def set_county(self, name: str) -> None:
        self.brand.set_county(name)

    def set_user(self, name: str, role: str) -> None:
        self.user.set_user(name, role)

    def set_time(self, now: int) -> None:
        """Show the present (UTC seconds)."""
        self.clock.set_time(now)

    def set_data_age(self, fresh_at: int, now: int) -> None:
        """When the data was last known to be complete, seen from now; both UTC seconds, 0 for not yet."""
        self.age.set_age(fresh_at, now)

    def set_offline(self, offline: bool) -> None:
        """Say 离线 · 已存本机 in place of the age."""
        self.age.set_offline(offline)

    def set_bell(self, count: int, tip: str = "") -> None:
        self.bell.set_count(count, tip)

    def set_workplace(self, key: str) -> None:
        self.switch.choose(key)

    def close_up(self, closed: bool) -> None:
        """Show only the mark, the county and the time, before someone signs in and while the desk is locked."""
        for part in (self.switch, self.search, self.age, self.bell, self.user):
            part.setVisible(not closed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.brand, self.switch, self.search, self.age, self.clock, self.bell, self.user):
            part.set_theme(theme)
        self._name_theme()
        self.update()

    def _name_theme(self) -> None:
        self._theme_action.setText("切换到日间" if self.theme.night else "切换到夜间")

    def sizeHint(self) -> QSize:
        return QSize(1366, self.theme.height("topbar"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_PX
        self.brand.set_width(NARROW_BRAND_PX if narrow else SWITCH_LEFT_PX)
        self.clock.set_short(narrow)
        self.user.set_short(narrow)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(0, self.height() - 1, self.width(), 1, ui["line"])
