"""Zoom, fit and layers: four buttons on one plate, bottom right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QMenu

from desktop.icons import paint_icon
from desktop.map.plate import Plate, paint_plate
from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas

SIDE = 34
BUTTONS = (
    ("plus", "放大", "放大 (+)"),
    ("minus", "缩小", "缩小 (−)"),
    ("fit", "看全县", "看全县 (Home)"),
    ("layers", "图层", "图层与显示方式"),
)
LAYERS = (
    ("events", "事件"),
    ("labels", "地名与编号"),
    ("borders", "边界"),
    ("ground", "道路与居民地"),
    ("households", "农户与院落"),
    ("raster", "底图（影像或瓦片）"),
)


class MapButton(QAbstractButton):
    """One icon button; its ground is the plate's."""

    def __init__(self, theme: Theme, icon: str, name: str, tip: str, parent: Plate) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon = icon
        self._by_key = False
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def enterEvent(self, event) -> None:
        super().enterEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.ui["surface_hover"])
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus() and self._by_key:
            painter.setPen(self.theme.ui["accent"])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        colour = self.theme.ui["text" if self.underMouse() else "text_secondary"]
        paint_icon(painter, self._icon, colour, QPointF(self.width() / 2, self.height() / 2), 18)
        painter.end()


class ButtonPlate(Plate):
    """The column of buttons."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas.theme, canvas)
        self._canvas = canvas
        self.buttons = [MapButton(canvas.theme, *row, self) for row in BUTTONS]
        calls = (canvas.zoom_in, canvas.zoom_out, canvas.fit_county, self.open_layers)
        for number, (button, call) in enumerate(zip(self.buttons, calls, strict=True)):
            button.clicked.connect(call)
            button.setGeometry(QRect(self.shadow, self.shadow + number * SIDE, SIDE, SIDE))

    @property
    def size_wanted(self) -> QSize:
        return QSize(SIDE, SIDE * len(BUTTONS))

    def set_theme(self, theme: Theme) -> None:
        for button in self.buttons:
            button.theme = theme
        super().set_theme(theme)

    def paint_face(self, painter: QPainter) -> None:
        paint_plate(painter, self.theme, self.body)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self.theme.ui["line"])
        for number in range(1, len(BUTTONS)):
            y = int(self.body.top()) + number * SIDE
            painter.drawLine(int(self.body.left()) + 1, y, int(self.body.right()) - 1, y)

    def open_layers(self) -> None:
        """The layers menu, above the button."""
        menu = layers_menu(self._canvas)
        menu.adjustSize()
        corner = self.buttons[-1].mapToGlobal(QPoint(SIDE, SIDE))
        menu.popup(QPoint(corner.x() - menu.width() - SIDE - 8, corner.y() - menu.height()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self.body.contains(event.position()))


def layers_menu(canvas: MapCanvas) -> QMenu:
    """Ticks for the layers and the choice between points and density; goes when closed."""
    menu = QMenu(canvas)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown = canvas.layer_states()
    for name, words in LAYERS:
        action = QAction(words, menu, checkable=True, checked=shown[name])
        if name == "raster" and canvas.tiles.source is None:
            action.setEnabled(False)
            action.setText("底图（尚未设置）")
            action.setChecked(False)
        action.toggled.connect(lambda on, layer=name: canvas.set_layer_visible(layer, on))
        menu.addAction(action)
    if canvas.choose_base_map is not None:
        menu.addAction("选择底图…").triggered.connect(canvas.choose_base_map)
    menu.addSeparator()
    density = QAction("密度图", menu, checkable=True, checked=shown["density"])
    density.toggled.connect(lambda on: canvas.set_layer_visible("density", on))
    menu.addAction(density)
    return menu
