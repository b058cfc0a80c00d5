"""The tiles of one tab in two columns: the first twelve, and the rest behind one tile that opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.dispatch.board_header import Order
from desktop.dispatch.board_rest import RestTile
from desktop.dispatch.tile import MARGIN_PX, Tile, TileValues
from desktop.theme import Theme
from gis.events.states import State
from gis.workflow.fit import Fit, UnitFit

FIRST = 12
GAP_PX = 8
REST_PX = 40


def ordered(values: Sequence[TileValues], order: Order) -> list[int]:
    """Indices into `values` in the order asked for; equal ones keep their fixed places."""
    places = range(len(values))
    if order is Order.OVERDUE:
        return sorted(places, key=lambda i: (-values[i].states[State.OVERDUE], -values[i].states[State.NEAR], i))
    if order is Order.LOAD:
        return sorted(places, key=lambda i: (-values[i].load, i))
    return list(places)


class TileGrid(QWidget):
    """Holds the tiles; lays them out itself, because two columns of fixed tiles need no layout engine."""

    unit_clicked = Signal(int)
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tiles: list[Tile] = []
        self._shown: list[Tile] = []
        self._order = Order.FIXED
        self._open = False
        self._open_before = False
        self._dragging = False
        self._rest = RestTile(theme, self)
        self._rest.clicked.connect(self.toggle_rest)

    @property
    def tiles(self) -> list[Tile]:
        return self._tiles

    @property
    def rest(self) -> RestTile:
        return self._rest

    @property
    def is_open(self) -> bool:
        return self._open or len(self._tiles) <= FIRST

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for tile in self._tiles:
            tile.set_theme(theme)
        self._rest.set_theme(theme)

    def set_values(self, values: Sequence[TileValues]) -> None:
        """One value a unit, in fixed order; tiles are made anew only when the units change."""
        if [v.unit for v in values] != [t.unit for t in self._tiles]:
            self._rebuild(values)
        for tile, value in zip(self._tiles, values, strict=True):
            tile.set_values(value)
        if not self._dragging:
            self._arrange()

    def set_order(self, order: Order) -> None:
        self._order = order
        self._arrange()

    def set_chosen(self, units: frozenset[int]) -> None:
        for tile in self._tiles:
            tile.setChecked(tile.unit in units)

    def show_fits(self, fits: Mapping[int, UnitFit], due: Mapping[int, str]) -> None:
        """Every tile becomes a target; the tiles stand still until `clear_fits`."""
        if not self._dragging:
            self._open_before = self._open
        self._dragging = True
        for tile in self._tiles:
            tile.set_fit(fits.get(tile.unit), due.get(tile.unit, ""))
        self._tell_rest()

    def clear_fits(self) -> None:
        self._dragging = False
        for tile in self._tiles:
            tile.set_fit(None)
        self._open = self._open_before
        self._arrange()

    def fit_counts(self) -> tuple[int, int, int]:
        """How many units of this tab are 推荐, 可, 不符."""
        return fit_counts(self._tiles)

    def tile_of(self, unit: int) -> Tile | None:
        return next((tile for tile in self._tiles if tile.unit == unit), None)

    def tile_at(self, at: QPoint) -> Tile | None:
        return next((tile for tile in self._shown if tile.geometry().contains(at)), None)

    def over_rest(self, at: QPoint) -> bool:
        return self._rest.isVisibleTo(self) and not self._open and self._rest.geometry().contains(at)

    def toggle_rest(self) -> None:
        self._open = not self._open
        self._arrange()

    def open_rest(self) -> None:
        if not self.is_open:
            self.toggle_rest()

    def _rebuild(self, values: Sequence[TileValues]) -> None:
        for tile in self._tiles:
            tile.hide()
            tile.deleteLater()
        self._tiles = [Tile(self._theme, value, self) for value in values]
        for index, tile in enumerate(self._tiles):
            tile.clicked.connect(lambda _=False, t=tile: self.unit_clicked.emit(t.unit))
            tile.installEventFilter(self)
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if index == 0 else Qt.FocusPolicy.ClickFocus)

    def _arrange(self) -> None:
        in_order = [self._tiles[i] for i in ordered([t.values for t in self._tiles], self._order)]
        self._shown = in_order if self.is_open else in_order[:FIRST]
        wide, tall = (self.width() - GAP_PX) / 2, self._theme.height("tile")
        for index, tile in enumerate(self._shown):
            column, line = index % 2, index // 2
            left = round(column * (wide + GAP_PX))
            right = round(column * (wide + GAP_PX) + wide)
            box = QRect(left, line * (tall + GAP_PX), right - left, tall)
            tile.setGeometry(box.adjusted(-MARGIN_PX, -MARGIN_PX, MARGIN_PX, MARGIN_PX).translated(0, MARGIN_PX))
            tile.show()
        for tile in in_order[len(self._shown) :]:
            tile.hide()
        lines = -(-len(self._shown) // 2)
        bottom = lines * (tall + GAP_PX) + MARGIN_PX
        self._rest.setVisible(len(self._tiles) > FIRST)
        self._rest.setGeometry(0, bottom, self.width(), REST_PX)
        height = bottom + REST_PX if len(self._tiles) > FIRST else max(bottom - GAP_PX, 0)
        self._tell_rest()
        if height != self.height():
            self.setFixedHeight(height)
            self.resized.emit()

    def _tell_rest(self) -> None:
        in_order = [self._tiles[i] for i in ordered([t.values for t in self._tiles], self._order)]
        hidden = in_order[FIRST:]
        states = tuple(sum(column) for column in zip(*(t.values.states for t in hidden), strict=True))
        counts = fit_counts(hidden) if self._dragging else None
        self._rest.set_rest(len(hidden), states or (0,) * len(State), self._open, counts)

    def resizeEvent(self, event) -> None:
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(371, self.height())

    def eventFilter(self, watched, event) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and isinstance(watched, Tile):
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -2, Qt.Key.Key_Down: 2}.get(
                Qt.Key(event.key())
            )
            if step is not None:
                self._walk(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _walk(self, tile: Tile, step: int) -> None:
        to = self._shown.index(tile) + step
        if to >= len(self._shown) and self._rest.isVisible():
            self._rest.setFocus(Qt.FocusReason.TabFocusReason)
        elif 0 <= to < len(self._shown):
            tile.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._shown[to].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._shown[to].setFocus(Qt.FocusReason.TabFocusReason)


def fit_counts(tiles: Sequence[Tile]) -> tuple[int, int, int]:
    """(推荐, 可, 不符) among tiles."""
    kinds = [tile.fit.fit for tile in tiles if tile.fit is not None]
    return kinds.count(Fit.RECOMMENDED), kinds.count(Fit.POSSIBLE), kinds.count(Fit.MISFIT)
