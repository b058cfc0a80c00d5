"""The board: every unit with its load, trouble and on-time rate; the targets of a drag; 今日 and 退单待处理 below.

It holds no logic of its own and asks nobody: counts, fits and figures are set, clicks come out as signals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.dispatch.board_drag import BoardDrag
from desktop.dispatch.board_grid import TileGrid
from desktop.dispatch.board_header import DragLine, Order, OrderButton, SummaryLine, TabButton
from desktop.dispatch.board_returned import Returned, ReturnedList
from desktop.dispatch.tile import Tile, TileValues
from desktop.dispatch.today import Today, TodayPanel
from desktop.theme import Theme
from gis.county.units import UnitKind
from gis.events.query import Counts
from gis.events.states import State
from gis.snapshot import Snapshot
from gis.workflow.fit import UnitFit

WIDTH_PX, LEAST_PX, MOST_PX = 396, 300, 560
LEFT_PX, RIGHT_PX = 13, 12
TABS_Y, SUMMARY_Y, TILES_Y = 6, 47, 75
TAB_KINDS = ((UnitKind.DEPARTMENT, "县直单位"), (UnitKind.TOWNSHIP, "乡镇"))


class Board(QWidget):
    """396 px wide by design, a little less or more when the window asks. Units are rows in Units."""

    unit_clicked = Signal(int)
    event_clicked = Signal(int)
    state_clicked = Signal(int)  # 超期 or 临近 of the summary line
    figure_clicked = Signal(str)  # a figure of 今日: reported, assigned, closed, returned
    returned_all_clicked = Signal()
    moved_under_drag = Signal()  # scrolled, opened or turned while the dragging pointer stood still

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._snapshot: Snapshot | None = None
        self._kind = UnitKind.DEPARTMENT
        self.setMinimumWidth(LEAST_PX)
        self.setMaximumWidth(MOST_PX)
        self.setAccessibleName("单位看板")
        self._tabs = {kind: TabButton(theme, word, self) for kind, word in TAB_KINDS}
        for kind, tab in self._tabs.items():
            tab.clicked.connect(lambda _=False, k=kind: self.show_kind(k))
        self._order = OrderButton(theme, self)
        self._order.order_changed.connect(self._reorder)
        self._summary = SummaryLine(theme, self)
        self._summary.state_clicked.connect(self.state_clicked)
        self._build_scroll(theme)
        self._drag = BoardDrag(self)
        self._tabs[self._kind].setChecked(True)
        self._grids[UnitKind.TOWNSHIP].hide()

    def _build_scroll(self, theme: Theme) -> None:
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = _Ground(theme)
        self._scroll.viewport().setAutoFillBackground(False)
        self._grids = {kind: TileGrid(theme, self._body) for kind, _ in TAB_KINDS}
        for grid in self._grids.values():
            grid.unit_clicked.connect(self.unit_clicked)
            grid.resized.connect(self._arrange)
        self._today = TodayPanel(theme, self._body)
        self._today.figure_clicked.connect(self.figure_clicked)
        self._returned = ReturnedList(theme, self._body)
        self._returned.event_clicked.connect(self.event_clicked)
        self._returned.all_clicked.connect(self.returned_all_clicked)
        self._returned.set_returned(())
        self._scroll.setWidget(self._body)

    # --- what is shown

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for tab in self._tabs.values():
            tab.set_theme(theme)
        for grid in self._grids.values():
            grid.set_theme(theme)
        for part in (self._order, self._summary, self._body, self._today, self._returned):
            part.set_theme(theme)
        self.update()

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Take the units; counts follow with `set_counts`."""
        self._snapshot = snapshot
        for kind, tab in self._tabs.items():
            tab.set_count(int((snapshot.units.kind == kind).sum()))
        self._arrange_tabs()

    def set_counts(self, counts: Counts) -> None:
        """Show open events by state and on-time rates of every unit."""
        if self._snapshot is None:
            return
        units = self._snapshot.units
        for kind, grid in self._grids.items():
            rows = [row for row in range(len(units)) if units.kind[row] == kind]
            grid.set_values([_values(self._snapshot, counts, row) for row in rows])
        self._sum_up()

    def set_today(self, today: Today) -> None:
        self._today.set_today(today)

    def set_returned(self, returned: Sequence[Returned]) -> None:
        self._returned.set_returned(returned)
        self._arrange()

    def set_chosen(self, units: frozenset[int]) -> None:
        """Mark the units the filter is set to (rows in Units)."""
        for grid in self._grids.values():
            grid.set_chosen(units)

    def show_kind(self, kind: UnitKind) -> None:
        """Turn to 县直单位 or 乡镇."""
        self._kind = kind
        self._tabs[kind].setChecked(True)
        for each, grid in self._grids.items():
            grid.setVisible(each == kind)
        self._arrange_tabs()
        self._arrange()
        self._sum_up()
        self._drag.tell()

    # --- during a drag

    def unit_at(self, at: QPoint) -> int:
        """The row in Units of the tile under a global point; -1 where there is none."""
        tile = self.tile_at(at)
        return -1 if tile is None else tile.unit

    def tile_at(self, at: QPoint) -> Tile | None:
        """The tile a global point lies on, if it is in sight."""
        if not self.isVisible() or not self._scroll.rect().contains(self._scroll.mapFromGlobal(at)):
            return None
        grid = self._grids[self._kind]
        return grid.tile_at(grid.mapFromGlobal(at))

    def show_fits(
        self, fits: Sequence[UnitFit], count: int, subject: str = "", due: Mapping[int, str] | None = None
    ) -> None:
        """Every tile becomes a target for `count` events of `subject` (公共服务 / 农田水利); `due`: a word a unit."""
        for grid in self._grids.values():
            grid.show_fits({fit.unit: fit for fit in fits}, due or {})
        self._order.setEnabled(False)
        self._drag.begin(count, subject)

    def clear_fits(self) -> None:
        self._drag.end()
        self._order.setEnabled(True)
        for grid in self._grids.values():
            grid.clear_fits()
        self._summary.set_drag(None)
        if self._snapshot is not None:
            self.set_snapshot(self._snapshot)

    def drag_over(self, at: QPoint) -> None:
        """The dragging pointer is at a global point: scroll at the edges, open the rest and turn tabs when it rests."""
        self._drag.over(at)

    def set_target(self, unit: int) -> None:
        """Light up one unit as the target, -1 for none."""
        for grid in self._grids.values():
            for tile in grid.tiles:
                tile.set_target(tile.unit == unit)

    # --- parts that the drag looks at

    @property
    def grid(self) -> TileGrid:
        """The grid in sight."""
        return self._grids[self._kind]

    @property
    def scroll_area(self) -> QScrollArea:
        return self._scroll

    def tab_at(self, at: QPoint) -> UnitKind | None:
        """The tab under a global point that is not the current one."""
        for kind, tab in self._tabs.items():
            if kind != self._kind and tab.rect().contains(tab.mapFromGlobal(at)):
                return kind
        return None

    def tell_drag(self, count: int, subject: str) -> None:
        """Summary line and tab notes of the running drag."""
        self._summary.set_drag(DragLine(count, subject, *self.grid.fit_counts()))
        for kind, tab in self._tabs.items():
            recommended, possible, _ = self._grids[kind].fit_counts()
            note = f"推荐 {recommended}" if recommended else f"可 {possible}" if possible else ""
            tab.set_count(len(self._grids[kind].tiles), note if kind != self._kind else "")
        self._arrange_tabs()

    # --- laying out

    def _reorder(self, order: Order) -> None:
        for grid in self._grids.values():
            grid.set_order(order)

    def _sum_up(self) -> None:
        states = [tile.values.states for tile in self.grid.tiles]
        self._summary.set_states([sum(column) for column in zip(*states, strict=True)] if states else [0] * len(State))

    def _arrange_tabs(self) -> None:
        left = LEFT_PX
        for tab in self._tabs.values():
            tab.move(left, TABS_Y)
            tab.resize(tab.sizeHint())
            left += tab.width() + 16

    @property
    def _content_px(self) -> int:
        return self.width() - LEFT_PX - RIGHT_PX

    def _arrange(self) -> None:
        left, wide = LEFT_PX - 1, self._content_px
        for grid in self._grids.values():
            grid.setGeometry(left, 0, wide, grid.height())
        today_y = self.grid.height() + 20
        self._today.setGeometry(left, today_y, wide, self._today.sizeHint().height())
        returned_y = self._today.geometry().bottom() + 19
        self._returned.setGeometry(left, returned_y, wide, self._returned.height())
        self._body.setFixedSize(left + wide + 1, self._returned.geometry().bottom() + 17)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, 900)

    def resizeEvent(self, _event) -> None:
        self._arrange_tabs()
        hint = self._order.sizeHint()
        right = LEFT_PX + self._content_px
        self._order.setGeometry(right - hint.width(), TABS_Y + 2, hint.width(), hint.height())
        self._summary.setGeometry(LEFT_PX, SUMMARY_Y, self._content_px, TILES_Y - SUMMARY_Y)
        self._scroll.setGeometry(1, TILES_Y, self.width() - 1, self.height() - TILES_Y)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.ui["surface_sunk"])
        painter.fillRect(0, 0, 1, self.height(), self._theme.ui["line"])
        painter.end()


class _Ground(QWidget):
    """The sunk surface the tiles lie on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.ui["surface_sunk"])
        painter.end()


def _values(snapshot: Snapshot, counts: Counts, row: int) -> TileValues:
    units = snapshot.units
    return TileValues(
        row,
        units.name[row],
        units.full_name[row],
        tuple(int(n) for n in counts.unit_states[row]),
        int(units.capacity[row]),
        float(counts.on_time[row]),
    )
