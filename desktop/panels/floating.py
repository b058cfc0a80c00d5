"""Cards that float over the map: an opaque card, and under it a shadow drawn from one nine-slice pixmap.

The card itself is opaque (its four corners are cut out of its mask), so that Qt need not repaint what is in it each
time the map below moves; the shadow paints the rounded corners and the soft edge.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from desktop.panels.text_runs import rounded
from desktop.shadow import BLUR_PX, OFFSET_PX, STRENGTH, paint_nine_slice, shadow_pixmap
from desktop.theme import Theme

BELOW = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.ContextMenu,
)


class FloatShadow(QWidget):
    """The soft edge and rounded ground of a floating card: a sibling below it that no mouse ever meets."""

    def __init__(self, theme: Theme, parent: QWidget, radius: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._radius = radius
        self._fill = theme.ui["surface_raised"]
        self._picture: QPixmap | None = None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._fill = theme.ui["surface_raised"]
        self._picture = None
        self.update()

    def set_fill(self, fill: QColor) -> None:
        if fill != self._fill:
            self._fill, self._picture = fill, None
            self.update()

    def follow(self, card: QRect) -> None:
        """Lie around a card that stands at `card` in the same parent."""
        self.setGeometry(card.adjusted(-BLUR_PX, -BLUR_PX + OFFSET_PX, BLUR_PX, BLUR_PX + OFFSET_PX).united(card))

    def resizeEvent(self, _event) -> None:
        self._picture = None

    def card_rect(self) -> QRect:
        return self.rect().adjusted(BLUR_PX, BLUR_PX - OFFSET_PX, -BLUR_PX, -BLUR_PX - OFFSET_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = self._drawn(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _drawn(self, ratio: float) -> QPixmap:
        """Shadow, ground and hairline, drawn once per size: the map below repaints this with every frame of a pan."""
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = self.card_rect()
        soft = card.adjusted(-BLUR_PX, -BLUR_PX, BLUR_PX, BLUR_PX).translated(0, OFFSET_PX)
        strength = STRENGTH.get(self._theme.name, 0.55)
        paint_nine_slice(painter, shadow_pixmap(strength, self._radius, ratio), soft, 2 * BLUR_PX + self._radius)
        rounded(painter, QRectF(card), self._radius, self._fill, self._theme.ui["line"])
        painter.end()
        return picture


class FloatingCard(QWidget):
    """Base of the cards over the map. Keeps its shadow with it; subclasses paint and lay out inside."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.radius = int(theme.tokens["radius"]["float"])
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._shadow = FloatShadow(theme, parent, self.radius)
        self._shadow.hide()
        self.hide()

    @property
    def shadow(self) -> FloatShadow:
        return self._shadow

    def ground(self) -> QColor:
        """The colour of the card."""
        return self.theme.ui["surface_raised"]

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._shadow.set_theme(theme)
        self._shadow.set_fill(self.ground())
        self.update()

    def rise(self) -> None:
        """Show above every sibling, shadow right below."""
        self.show()
        self.raise_()
        self._shadow.show()
        self._shadow.raise_()
        self.raise_()

    def event(self, event: QEvent) -> bool:
        """A click or a turn of the wheel on the card's own ground is not one on the map below."""
        handled = super().event(event)
        if event.type() in BELOW:
            event.accept()
            return True
        return handled

    def moveEvent(self, event) -> None:
        super().moveEvent(event)
        self._shadow.follow(self.geometry())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.setMask(_without_corners(self.rect(), self.radius))
        self._shadow.follow(self.geometry())

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._shadow.set_fill(self.ground())
        self._shadow.follow(self.geometry())
        self._shadow.show()
        self._shadow.stackUnder(self)

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self._shadow.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.ground())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded(painter, QRectF(self.rect()), self.radius, self.ground(), self.theme.ui["line"])
        self.paint_card(painter)
        painter.end()

    def paint_card(self, painter: QPainter) -> None:
        """What a subclass draws inside the card."""


def _without_corners(rect: QRect, radius: int) -> QRegion:
    """The box less its four corner squares, which the shadow paints smoothly."""
    region = QRegion(rect.adjusted(0, radius, 0, -radius))
    return region.united(QRegion(rect.adjusted(radius, 0, -radius, 0)))
