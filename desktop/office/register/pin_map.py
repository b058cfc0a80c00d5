"""The small map of the form: the grids round the pin, painted off the GUI thread; a click sets the pin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from desktop.icons import paint_icon
from desktop.map.rendering import RenderRequest, RenderResult
from desktop.map.scene import Scene
from desktop.map.worker import RenderWorker
from desktop.panels.text_runs import Run, fitted, paint_runs, rounded, runs_width
from desktop.theme import Theme, pixel_font
from gis.foundation.viewport import Bounds, Viewport
from gis.snapshot import Snapshot

LAYERS = frozenset({"ground", "borders", "labels", "households", "household-points"})
CLOSE_M, NEAREST_M, FARTHEST_M = 4.0, 0.3, 60.0  # metres per pixel
DRAG_PX = 5
STEP_PX = 60
NO_ROWS, RADIUS = np.empty(0, np.int32), 6.0


class PinMap(QWidget):
    """`pinned(x, y)` in EPSG:4547 metres when the user sets the pin. Drag moves the map, the wheel scales it; with the
    keyboard the arrows move, + and - scale, Enter sets the pin in the middle."""

    pinned = Signal(float, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.snapshot: Snapshot | None = None
        self.pin: tuple[float, float] | None = None
        self.words, self.marked = "", False
        self.focus_row = -1
        self.readonly = False
        self._scene: Scene | None = None
        self._states = np.empty(0, np.uint8)
        self._view: Viewport | None = None
        self._wanted: Bounds | None = None
        self._result: RenderResult | None = None
        self._held: QPointF | None = None
        self._dragged = self._by_keyboard = False
        self._worker = RenderWorker(self)
        self._worker.finished.connect(self._arrived)
        self._asking = QTimer(self, singleShot=True, interval=30)
        self._asking.timeout.connect(self._ask)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumHeight(62)
        self.setAccessibleName("位置地图")
        self.setToolTip("点一下定位置；拖动移图，滚轮缩放；键盘：方向键移图，+ − 缩放，回车定在中央")

    def shut_down(self) -> None:
        self._worker.stop()

    def set_snapshot(self, snapshot: Snapshot) -> None:
        if self.snapshot is not None and self.snapshot.mesh is snapshot.mesh and self._scene is not None:
            self.snapshot = snapshot
            return
        self.snapshot, self._scene = snapshot, Scene(snapshot)
        self._states = np.full(len(snapshot.events), 3, np.uint8)
        self._result = None
        self._worker.forget()
        self.show_bounds(tuple(snapshot.divisions.bounds[0].tolist()))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._asking.start()
        self.update()

    def set_pin(self, at: tuple[float, float] | None, words: str = "", marked: bool = False) -> None:
        """Where the pin stands (metres) and what the plate below says; marked: it needs a look."""
        self.pin, self.words, self.marked = at, words, marked
        self.setAccessibleDescription(words)
        self.update()

    def show_place(self, x: float, y: float, m_per_px: float = CLOSE_M) -> None:
        """Bring a point into the middle, unless it is in sight already and no farther than asked."""
        view = self._view
        if view is not None and view.m_per_px <= m_per_px and view.holds(np.array([x]), np.array([y]), -24)[0]:
            self.update()
            return
        self._go(Viewport(x, y, m_per_px, max(self.width(), 10), max(self.height(), 10)))

    def show_bounds(self, bounds: Bounds) -> None:
        """Show all of a division."""
        self._wanted = bounds
        if self.width() > 50:
            self._show(Viewport.fit(bounds, self.width(), self.height(), 10))

    def set_focus_row(self, row: int) -> None:
        """Outline and wash one division row; -1 for none."""
        if row != self.focus_row:
            self.focus_row = row
            self._asking.start()

    def _go(self, view: Viewport) -> None:
        """A hand, or a pin, leads elsewhere: what was to be shown whole is not any more."""
        self._wanted = None
        self._show(view)

    def _show(self, view: Viewport) -> None:
        self._view = view
        self._asking.start()
        self.update()

    def _ask(self) -> None:
        if self._scene is None or self._view is None or not self.isVisible():
            return
        self._worker.request(
            RenderRequest(
                self._scene, self._view, self.devicePixelRatioF(), self.theme, NO_ROWS, self._states, LAYERS,
                focus=self.focus_row,
            )
        )  # fmt: skip

    def _arrived(self, result: RenderResult) -> None:
        before, self._result = self._result, result
        if before is not None:
            self._worker.release(before)
        self.update()

    # --- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        if event.button() == Qt.MouseButton.LeftButton:
            self._held, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None or self._view is None:
            return
        away = event.position() - self._held
        if self._dragged or away.manhattanLength() > DRAG_PX:
            self._dragged, self._held = True, event.position()
            self._go(self._view.panned(away.x(), away.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if held is not None and not self._dragged and self._view is not None and not self.readonly:
            self.pinned.emit(*self._view.to_map(event.position().x(), event.position().y()))

    def wheelEvent(self, event) -> None:
        event.accept()
        self._zoom(1.4 if event.angleDelta().y() > 0 else 1 / 1.4, event.position())

    def _zoom(self, factor: float, at: QPointF) -> None:
        if self._view is not None and NEAREST_M <= self._view.m_per_px / factor <= FARTHEST_M * 4:
            self._go(self._view.zoomed(factor, (at.x(), at.y())))

    def keyPressEvent(self, event) -> None:
        steps = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        key, view = Qt.Key(event.key()), self._view
        if view is None:
            super().keyPressEvent(event)
        elif key in steps:
            self._go(view.panned(steps[key][0] * STEP_PX, steps[key][1] * STEP_PX))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoom(1 / 1.4 if key == Qt.Key.Key_Minus else 1.4, QRectF(self.rect()).center())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and not self.readonly:
            self.pinned.emit(view.x_m, view.y_m)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:
        self._by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.update()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._asking.start()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if self._wanted is not None:
            self.show_bounds(self._wanted)
        elif self._view is not None:
            self._show(replace(self._view, width_px=self.width(), height_px=self.height()))

    def point_of(self, x: float, y: float) -> QPointF:
        """Where metres stand in this widget."""
        assert self._view is not None
        return QPointF(*self._view.to_screen(x, y))

    # --- painting

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box, ui = QRectF(self.rect()), self.theme.ui
        shape = QPainterPath()
        shape.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), self.theme.map["outside"])
        if self._result is not None and self._view is not None:
            self._paint_picture(painter, self._result, self._view)
        if self.pin is not None and self._view is not None:
            paint_pin(painter, self.theme, self.point_of(*self.pin))
        self._paint_plate(painter)
        painter.setClipping(False)
        ringed = self.hasFocus() and self._by_keyboard
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ui["accent" if ringed else "line_strong"], 2 if ringed else 1))
        painter.drawPath(shape)
        if ringed:
            middle = box.center()
            painter.setPen(QPen(ui["accent"], 1))
            painter.drawLine(QPointF(middle.x() - 8, middle.y()), QPointF(middle.x() + 8, middle.y()))
            painter.drawLine(QPointF(middle.x(), middle.y() - 8), QPointF(middle.x(), middle.y() + 8))
        painter.end()

    def _paint_picture(self, painter: QPainter, result: RenderResult, view: Viewport) -> None:
        """The last picture where it belongs in the view of now, until a fresh one arrives."""
        left, top = view.to_screen(*result.view.to_map(0, 0))
        right, bottom = view.to_screen(*result.view.to_map(result.view.width_px, result.view.height_px))
        painter.drawImage(QRectF(left, top, right - left, bottom - top), result.picture)

    def _paint_plate(self, painter: QPainter) -> None:
        made_up = "模拟数据" if self.snapshot is not None and self.snapshot.made_up else ""
        words = " · ".join(filter(None, [self.words, made_up]))
        if not words:
            return
        ui = self.theme.ui
        mark = 20 if self.marked else 0
        run = fitted(
            Run(words, pixel_font(12), ui["text" if self.marked else "text_secondary"]), self.width() - 28 - mark
        )
        plate = QRectF(6, self.height() - 26, runs_width([run]) + 16 + mark, 20)
        ground = QColor(ui["surface_panel"])
        ground.setAlphaF(0.92)
        rounded(painter, plate, 4, ground)
        if mark:
            paint_icon(
                painter, "warning", self.theme.check["warning"], QPointF(plate.left() + 15, plate.center().y()), 14
            )
        paint_runs(painter, plate.left() + 8 + mark, plate.center().y(), [run])


def paint_pin(painter: QPainter, theme: Theme, at: QPointF) -> None:
    """A pin whose tip stands on a point."""
    shape = QPainterPath()
    x, y = at.x(), at.y()
    shape.moveTo(x, y)
    shape.cubicTo(x - 3, y - 7, x - 9, y - 11, x - 9, y - 18)
    shape.arcTo(QRectF(x - 9, y - 27, 18, 18), 180, -180)
    shape.cubicTo(x + 9, y - 11, x + 3, y - 7, x, y)
    painter.setPen(QPen(theme.map["symbol_casing"], 2))
    painter.setBrush(theme.ui["accent"])
    painter.drawPath(shape)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.ui["on_accent"])
    painter.drawEllipse(QPointF(x, y - 18), 3.4, 3.4)
