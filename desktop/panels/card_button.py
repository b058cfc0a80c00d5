"""Buttons of cards, painted from the tokens: primary with its key, secondary with an arrow, bare icons."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from desktop.icons import paint_icon
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, fitted, paint_runs, rounded, runs_width
from desktop.style import mixed
from desktop.theme import Theme, pixel_font


class ButtonKind(Enum):
    PRIMARY = "primary"
    PLAIN = "plain"


class CardButton(PaintedButton):
    """A 32 px button: words, a key in a box (Enter) or an icon at the right."""

    def __init__(
        self, theme: Theme, kind: ButtonKind, words: str, parent: QWidget, keys: str = "", icon: str = ""
    ) -> None:
        super().__init__(theme, parent)
        self._kind, self._keys, self._icon = kind, keys, icon
        self.set_words(words)

    def set_words(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words if not self._keys else f"{words}，{self._keys}")
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: ButtonKind) -> None:
        """Primary where it is the one main thing of a screen, plain where that is another."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = runs_width([self._run()]) + 28 if self.text() else 32
        wide += runs_width([self._key_run()]) + 20 if self._keys else 0
        wide += 18 if self._icon and self.text() else 0
        return QSize(round(max(wide, 32)), self._theme.height("control"))

    def _colour(self) -> QColor:
        if not self.isEnabled():
            return self._theme.ui["text_tertiary"]
        return self._theme.ui["on_accent" if self._kind is ButtonKind.PRIMARY else "text"]

    def _run(self) -> Run:
        weight = 600 if self._kind is ButtonKind.PRIMARY else 400
        return Run(self.text(), pixel_font(13, weight), self._colour())

    def _key_run(self) -> Run:
        return Run(self._keys, pixel_font(12, 600), self._colour())

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        y = self.height() / 2
        run = self._run()
        key = runs_width([self._key_run()]) + 14 if self._keys else 0
        extra = (key + 8 if key else 0) + (18 if self._icon and self.text() else 0)
        run = fitted(run, self.width() - 16 - extra)
        left = (self.width() - runs_width([run]) - extra) / 2 if self.text() else 0.0
        right = paint_runs(painter, left, y, [run]) if self.text() else 0.0
        if key:
            self._paint_key(painter, QRectF(right + 8, y - 9, key, 18))
        if self._icon:
            centre = QPointF(right + 12, y + 0.5) if self.text() else QRectF(self.rect()).center()
            paint_icon(painter, self._icon, self._colour(), centre, 14 if self.text() else 16)
        self.paint_ring(painter, 6)
        painter.end()

    def _ground(self, painter: QPainter) -> None:
        ui, radius = self._theme.ui, self._theme.tokens["radius"]["control"]
        box = QRectF(self.rect())
        if not self.isEnabled():
            rounded(painter, box, radius, ui["line"])
        elif self._kind is ButtonKind.PRIMARY:
            shade = 0.24 if self.isDown() else 0.12 if self.underMouse() else 0.0
            rounded(painter, box, radius, mixed(ui["accent"], ui["text"], shade))
        else:
            fill = ui["line"] if self.isDown() else ui["surface_hover"] if self.underMouse() else ui["surface_raised"]
            rounded(painter, box, radius, fill, ui["line_strong"])

    def _paint_key(self, painter: QPainter, box: QRectF) -> None:
        edge = QColor(self._colour())
        edge.setAlphaF(0.45)
        rounded(painter, box, 4, None, edge)
        paint_runs(painter, box.left() + 7, box.center().y(), [self._key_run()])


class IconButton(PaintedButton):
    """A bare icon of 18 px in a 28 px field; its tooltip says what it does and its key."""

    def __init__(self, theme: Theme, icon: str, words: str, parent: QWidget, pale: QColor | None = None) -> None:
        """`pale`: the one colour of the icon on a dark picture, instead of the theme's."""
        super().__init__(theme, parent)
        self._icon, self._pale = icon, pale
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setFixedSize(28, 28) if pale is None else self.setFixedSize(44, 44)

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui = self._theme.ui
        if self.underMouse():
            veil = QColor(255, 255, 255, 28) if self._pale is not None else ui["surface_hover"]
            rounded(painter, QRectF(self.rect()), 6, veil)
        colour = self._pale or ui["text" if self.underMouse() else "text_secondary"]
        paint_icon(painter, self._icon, colour, QRectF(self.rect()).center(), 16 if self._pale is None else 22)
        self.paint_ring(painter, 6)
        painter.end()
