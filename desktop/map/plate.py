"""Small plates over the map: a rounded ground with a soft shadow, painted once and stamped every frame."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.shadow import BLUR_PX, OFFSET_PX, STRENGTH, paint_nine_slice, shadow_pixmap
from desktop.theme import Theme

SHADOW_PX = BLUR_PX + OFFSET_PX  # room around the plate for its shadow


def paint_plate(painter: QPainter, theme: Theme, rect: QRectF, radius: float = 10) -> None:
    """Ground, hairline and shadow of one plate."""
    ratio = painter.device().devicePixelRatioF()
    soft = rect.toRect().adjusted(-BLUR_PX, -BLUR_PX, BLUR_PX, BLUR_PX).translated(0, OFFSET_PX)
    pixmap = shadow_pixmap(STRENGTH.get(theme.name, 0.55), radius, ratio)
    paint_nine_slice(painter, pixmap, soft, 2 * BLUR_PX + int(radius))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.ui["surface_raised"])
    painter.setPen(theme.ui["line"])
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Plate(QWidget):
    """A widget whose face is painted once by `paint_face` and stamped until `repaint_face`.

    Geometry is set for the plate itself by `put`; the widget is larger by the shadow.
    """

    shadow = SHADOW_PX

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._face: QPixmap | None = None
        self._still: QPixmap | None = None

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.repaint_face()

    def put(self, left: float, top: float, size: QSize) -> None:
        """Place the plate's own rectangle."""
        edge = self.shadow
        self.setGeometry(int(left) - edge, int(top) - edge, size.width() + 2 * edge, size.height() + 2 * edge)

    @property
    def body(self) -> QRectF:
        """The plate without its shadow, px of the widget."""
        return QRectF(self.rect()).adjusted(self.shadow, self.shadow, -self.shadow, -self.shadow)

    def repaint_face(self) -> None:
        """The face has changed."""
        self._face = None
        self.update()

    def paint_face(self, painter: QPainter) -> None:
        """What does not change from frame to frame."""

    def paint_live(self, painter: QPainter) -> None:
        """What does."""

    def freeze(self, frozen: bool) -> None:
        """Leave painting to the canvas (`stamp`), or take it up again."""
        self._still = self._with_children() if frozen and self.findChild(QWidget) is not None else None
        self.setUpdatesEnabled(not frozen)

    def stamp(self, painter: QPainter) -> None:
        """Paint this plate onto its parent."""
        painter.save()
        painter.translate(self.pos())
        painter.drawPixmap(0, 0, self._still or self.face())
        if self._still is None:
            self.paint_live(painter)
        painter.restore()

    def _with_children(self) -> QPixmap:
        """The plate as it stands, buttons and all."""
        picture = self._blank()
        self.render(picture, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
        return picture

    def _blank(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        return picture

    def face(self) -> QPixmap:
        """What does not change from frame to frame, as a picture."""
        if self._face is None or self._face.size() != self.size() * self.devicePixelRatioF():
            self._face = self._blank()
            painter = QPainter(self._face)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_face(painter)
            painter.end()
        return self._face

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.face())
        self.paint_live(painter)
        painter.end()
