"""What the board does by itself while something is dragged over it: edges scroll, the rest opens, tabs turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer

if TYPE_CHECKING:
    from desktop.dispatch.board import Board
    from gis.county.units import UnitKind

REST_MS = 400
EDGE_PX = 36
STEP_PX = 9
SCROLL_MS = 16


class BoardDrag(QObject):
    """Timers of a drag over the board. Nothing runs between `end` and the next `begin`."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._board = board
        self._on = False
        self._count, self._subject = 0, ""
        self._waiting_for: UnitKind | str | None = None
        self._dwell = QTimer(self)
        self._dwell.setSingleShot(True)
        self._dwell.setInterval(REST_MS)
        self._dwell.timeout.connect(self._rested)
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll)
        self._step = 0

    def begin(self, count: int, subject: str) -> None:
        self._on, self._count, self._subject = True, count, subject
        self.tell()

    def end(self) -> None:
        self._on = False
        self._waiting_for = None
        self._dwell.stop()
        self._scrolling.stop()

    def tell(self) -> None:
        """Repeat the drag's line for the tab in sight."""
        if self._on:
            self._board.tell_drag(self._count, self._subject)

    def over(self, at: QPoint) -> None:
        if not self._on:
            return
        self._watch_edge(at)
        wanted = self._board.tab_at(at) or self._over_rest(at)
        if wanted != self._waiting_for:
            self._waiting_for = wanted
            self._dwell.stop()
            if wanted is not None:
                self._dwell.start()

    def _over_rest(self, at: QPoint) -> str | None:
        scroll, grid = self._board.scroll_area, self._board.grid
        in_sight = scroll.rect().contains(scroll.mapFromGlobal(at))
        return "rest" if in_sight and grid.over_rest(grid.mapFromGlobal(at)) else None

    def _rested(self) -> None:
        wanted, self._waiting_for = self._waiting_for, None
        if wanted == "rest":
            self._board.grid.open_rest()
        elif wanted is not None and not isinstance(wanted, str):
            self._board.show_kind(wanted)
        self._board.moved_under_drag.emit()

    def _watch_edge(self, at: QPoint) -> None:
        area = self._board.scroll_area
        local = area.mapFromGlobal(at)
        inside = area.rect().contains(local)
        up, down = local.y() < EDGE_PX, local.y() > area.height() - EDGE_PX
        self._step = 0 if not inside else -STEP_PX if up else STEP_PX if down else 0
        if not self._step:
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()

    def _scroll(self) -> None:
        bar = self._board.scroll_area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + self._step)
        if bar.value() != before:
            self._board.moved_under_drag.emit()
