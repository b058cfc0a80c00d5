"""The events behind a figure, in place: numerator, denominator, or what is missing between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.dispatch.queue_tabs import GAP_PX, Tab, TabButton
from desktop.dispatch.queue_view import QueueView
from desktop.models.queue import QueueModel
from desktop.models.queue_columns import COLUMNS
from desktop.panels.card_button import IconButton
from desktop.panels.link_button import LinkButton
from desktop.panels.sections import QuietLabel
from desktop.theme import Theme
from gis.deadlines.calendar import WorkCalendar
from gis.events.order import sort_rows
from gis.snapshot import Snapshot

HEAD_PX = 37
SORT = {column.key: column.sort for column in COLUMNS}


@dataclass(frozen=True)
class Figure:
    """What is opened: `title` names it; `sides`: (word, int32 rows, tip), the first one is shown."""

    title: str
    sides: tuple[tuple[str, np.ndarray, str], ...]


class FigureView(QueueView):
    """The queue's rows for reading: nothing is dragged or assigned from here."""

    def carried(self) -> np.ndarray:
        return np.empty(0, np.int32)

    def _menu(self, at: int) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("在指挥台打开\tEnter").triggered.connect(self.assign_asked)
        menu.addSeparator()
        menu.addAction("复制\tCtrl+C").triggered.connect(self.copy)
        menu.addAction("全选\tCtrl+A").triggered.connect(lambda: self._say(self.picks.everything()))
        return menu


class FigureEvents(QWidget):
    """`shown_on_desk(rows, words, row)`: show these on the dispatcher's map and queue, with one selected (-1 none)."""

    shown_on_desk = Signal(object, str, int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.figure = Figure("", ())
        self.side, self.sort_key, self.descending = 0, "reported", True
        self.snapshot: Snapshot | None = None
        self.states, self.now = np.empty(0, np.uint8), 0
        self.model = QueueModel(self)
        self.view = FigureView(theme, self.model, self)
        self.view.setObjectName("figure-view")
        self.said = QuietLabel(self)
        self.said.setProperty("tone", "tertiary")
        self.open_link = LinkButton(theme, "在指挥台打开", self)
        self.open_link.setObjectName("figure-on-desk")
        self.open_link.setToolTip("在指挥台的地图和队列里只看这些事件")
        self.close_button = IconButton(theme, "close", "收起（Esc）", self)
        self.close_button.setObjectName("figure-close")
        self.tabs: list[TabButton] = []
        self.group = QButtonGroup(self)
        self._lay_out()
        self.view.head.sort_asked.connect(self.sort)
        self.view.picked.connect(self._tell)
        self.view.activated_row.connect(self._open_row)
        self.view.assign_asked.connect(self._open_picked)
        self.view.locate_asked.connect(self._open_row)
        self.open_link.clicked.connect(lambda: self._show_on_desk(-1))
        self.close_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        self.bar = QHBoxLayout()
        self.bar.setContentsMargins(16 - GAP_PX // 2, 0, 8, 0)
        self.bar.setSpacing(0)
        self.bar.addWidget(self.said, 1)
        self.bar.addSpacing(12)
        self.bar.addWidget(self.open_link)
        self.bar.addSpacing(4)
        self.bar.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.bar)
        column.addSpacing(1)
        column.addWidget(self.view, 1)

    def sizeHint(self) -> QSize:
        return QSize(900, 282)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.view, self.open_link, self.close_button):
            part.set_theme(theme)
        for tab in self.tabs:
            tab.set_theme(theme)
        self.said.setFont(theme.font("small"))
        self.update()

    def set_county(self, snapshot: Snapshot, states: np.ndarray, now: int, calendar: WorkCalendar) -> None:
        """What the rows are shown by: the snapshot that was counted."""
        self.snapshot, self.states, self.now = snapshot, states, now
        self.model.set_snapshot(snapshot)
        self.model.calendar = calendar

    def show_figure(self, figure: Figure, side: int = 0) -> None:
        """Open a figure: its rows at once, the others behind tabs."""
        self.figure = figure
        for tab in self.tabs:
            self.group.removeButton(tab)
            self.bar.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self.tabs = []
        for place, (word, rows, tip) in enumerate(figure.sides):
            tab = TabButton(self.theme, Tab(f"side-{place}", word, tip=tip), self)
            tab.setObjectName(f"figure-side-{place}")
            tab.set_count(len(rows))
            tab.clicked.connect(lambda _=False, own=place: self.turn(own))
            self.group.addButton(tab)
            self.bar.insertWidget(place, tab)
            self.tabs.append(tab)
        self.setAccessibleName(figure.title)
        self.turn(side)

    @property
    def rows(self) -> np.ndarray:
        """Event rows of the side in sight."""
        return self.figure.sides[self.side][1] if self.figure.sides else np.empty(0, np.int32)

    def turn(self, side: int) -> None:
        """Show another side of the figure."""
        self.side = side
        self.tabs[side].setChecked(True)
        self.view.verticalScrollBar().setValue(0)
        self.view.picks.nothing()
        self._show()

    def sort(self, key: str) -> None:
        self.descending = key == self.sort_key and not self.descending
        self.sort_key = key
        self._show()

    def _show(self) -> None:
        if self.snapshot is None:
            return
        events = self.snapshot.events
        order = sort_rows(events, self.rows, SORT[self.sort_key], self.descending, self.states, self.now)
        self.view.show_rows(order, self.states, self.now)
        self.view.head.show_sort(self.sort_key, self.descending)
        self._tell()

    def _tell(self) -> None:
        picked = len(self.view.picks.rows)
        word = self.figure.sides[self.side][0] if self.figure.sides else ""
        self.said.setText(f"已选 {picked:,} 件 · Enter 在指挥台打开" if picked else f"{self.figure.title} · {word}")

    def _open_row(self, row: int) -> None:
        self._show_on_desk(row)

    def _open_picked(self) -> None:
        at = self.view.picks.current
        self._show_on_desk(int(self.model.rows[at]) if at >= 0 else -1)

    def _show_on_desk(self, row: int) -> None:
        word = self.figure.sides[self.side][0]
        self.shown_on_desk.emit(self.rows, f"{self.figure.title}（{word}）", row)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(0, 0, self.width(), 1, ui["line_strong"])
        painter.fillRect(0, HEAD_PX, self.width(), 1, ui["line"])
