"""The ghost of a drag: a fan of at most three cards and a count, drawn once and then only moved."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, rounded, runs_width
from desktop.shadow import BLUR_PX, STRENGTH, paint_nine_slice, shadow_pixmap
from desktop.symbols import paint_symbol
from desktop.theme import Theme, pixel_font
from gis.events.states import State

CARD_W, CARD_H = 268, 66
TURNS = (-2.0, 2.5, 7.0)  # degrees, front to back
PAD_LEFT, PAD_TOP, PAD_RIGHT, PAD_BOTTOM = 40, 44, 34, 56
BADGE_R = 13.0
FADE_MS = 90


@dataclass(frozen=True)
class GhostFace:
    """The front card: state, number as in lists, class and text of the event; `count` of all that is dragged."""

    state: State
    serial: str
    class_word: str
    text: str
    count: int


class Ghost(QWidget):
    """An overlay of the window that follows the pointer; the mouse never meets it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._pixmap = QPixmap()
        self._opacity = 1.0
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(FADE_MS)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.valueChanged.connect(self._faded)
        self._fade.finished.connect(self.hide)
        self.resize(self.sizeHint())
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(PAD_LEFT + CARD_W + PAD_RIGHT, PAD_TOP + CARD_H + PAD_BOTTOM)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def card_rect(self) -> QRect:
        """Where the front card stands in the ghost, before it is turned."""
        return QRect(PAD_LEFT, PAD_TOP, CARD_W, CARD_H)

    def show_face(self, face: GhostFace) -> None:
        """Draw the fan once and show it."""
        self._fade.stop()
        self._opacity = 1.0
        self._pixmap = ghost_pixmap(self._theme, face, self.devicePixelRatioF())
        self.show()
        self.raise_()
        self.update()

    def fade(self) -> None:
        """Go, over 90 ms."""
        if self.isVisible():
            self._fade.start()

    def _faded(self, value: float) -> None:
        self._opacity = value
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        painter.drawPixmap(0, 0, self._pixmap)
        painter.end()


def ghost_pixmap(theme: Theme, face: GhostFace, ratio: float) -> QPixmap:
    """The fan, front card on top, badge at its corner."""
    wide, tall = PAD_LEFT + CARD_W + PAD_RIGHT, PAD_TOP + CARD_H + PAD_BOTTOM
    pixmap = QPixmap(round(wide * ratio), round(tall * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    shadow = shadow_pixmap(STRENGTH.get(theme.name, 0.55) * 0.8, 8, ratio)
    for index in reversed(range(min(face.count, len(TURNS)))):
        painter.save()
        painter.translate(PAD_LEFT, PAD_TOP + CARD_H / 2)
        painter.rotate(TURNS[index])
        _card(painter, theme, shadow, face if index == 0 else None)
        painter.restore()
    _badge(painter, theme, face.count)
    painter.end()
    return pixmap


def _card(painter: QPainter, theme: Theme, shadow: QPixmap, face: GhostFace | None) -> None:
    ui = theme.ui
    box = QRect(0, -CARD_H // 2, CARD_W, CARD_H)
    soft = box.adjusted(-BLUR_PX, -BLUR_PX, BLUR_PX, BLUR_PX).translated(0, 6)
    paint_nine_slice(painter, shadow, soft, 2 * BLUR_PX + 8)
    rounded(painter, QRectF(box), 8, ui["surface_hover" if theme.night else "surface_raised"], ui["line_strong"])
    if face is None:
        return
    left, right = box.left() + 14, box.right() - 14
    top, low = box.top() + 23.0, box.top() + 45.0
    paint_symbol(painter, theme, face.state, QPointF(left + 5, top), 5.5, casing=False)
    edge = paint_runs_right(painter, right, top - 2, [Run(face.class_word, pixel_font(12), ui["text_secondary"])])
    serial = Run(face.serial, pixel_font(12), ui["text_secondary"])
    paint_runs(painter, left + 19, top, [fitted(serial, edge - left - 27)])
    paint_runs(painter, left, low, [fitted(Run(face.text, pixel_font(13), ui["text"]), right - left)])


def _badge(painter: QPainter, theme: Theme, count: int) -> None:
    if count < 2:
        return
    words = [Run(f"{count:,}", pixel_font(13, 600), theme.ui["on_accent"])]
    wide = max(2 * BADGE_R, runs_width(words) + 14)
    centre = QPointF(PAD_LEFT + 1, PAD_TOP - 1)
    box = QRectF(centre.x() - wide / 2, centre.y() - BADGE_R, wide, 2 * BADGE_R)
    rounded(painter, box, BADGE_R, theme.ui["accent"])
    paint_runs(painter, centre.x() - runs_width(words) / 2, centre.y(), words)
