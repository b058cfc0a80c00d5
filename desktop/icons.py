"""The icon set: stroke drawings in a 20-unit box (resources/icons/*.svg), coloured by the theme when rendered."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from desktop.theme import Theme
from resources import ROOT

FOLDER = ROOT / "icons"


def icon_pixmap(name: str, colour: QColor, size: float = 18, ratio: float | None = None) -> QPixmap:
    """A transparent square pixmap of `size` px with the strokes of one icon in `colour`."""
    if ratio is None:
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    key = f"icon:{name}:{colour.rgba()}:{size}:{ratio}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    side = round(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    svg = (FOLDER / f"{name}.svg").read_text("utf-8").replace("currentColor", colour.name())
    painter = QPainter(pixmap)
    painter.setOpacity(colour.alphaF())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def paint_icon(painter: QPainter, name: str, colour: QColor, centre: QPointF, size: float = 18) -> None:
    """Paint one icon around a centre at the painter's own resolution."""
    ratio = painter.device().devicePixelRatioF()
    pixmap = icon_pixmap(name, colour, size, ratio)
    left, top = (round((v - size / 2) * ratio) / ratio for v in (centre.x(), centre.y()))
    painter.drawPixmap(QPointF(left, top), pixmap)


def icon(theme: Theme, name: str, size: int = 18) -> QIcon:
    """An icon for buttons and menus: text-secondary, text when hovered or checked, faded when disabled."""
    made = QIcon()
    faded = QColor(theme.ui["text_tertiary"])
    faded.setAlphaF(0.5)
    for ratio in sorted({1.0, 2.0, QGuiApplication.primaryScreen().devicePixelRatio()}):
        made.addPixmap(icon_pixmap(name, theme.ui["text_secondary"], size, ratio))
        made.addPixmap(icon_pixmap(name, theme.ui["text"], size, ratio), QIcon.Mode.Active)
        made.addPixmap(icon_pixmap(name, theme.ui["accent_text"], size, ratio), QIcon.Mode.Normal, QIcon.State.On)
        made.addPixmap(icon_pixmap(name, faded, size, ratio), QIcon.Mode.Disabled)
    return made
