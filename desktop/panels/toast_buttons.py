"""The two buttons of a toast: ↶ 撤销 [Ctrl Z] (or a bare word), and the cross that closes it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.icons import paint_icon
from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, paint_runs, rounded, runs_width
from desktop.theme import Theme, pixel_font


class ToastAction(PaintedButton):
    """↶ 撤销 [Ctrl Z], or a bare word."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._word, self._keys, self._undo, self._brief = "", "", False, False

    def set_brief(self, brief: bool) -> None:
        """Where room is short the keys are left to the tooltip and the menu."""
        self._brief = brief
        self.update()

    def set_words(self, word: str, keys: str, undo: bool) -> None:
        self._word, self._keys, self._undo = word, keys, undo
        self.setVisible(bool(word))
        self.setAccessibleName(f"{word} {keys}".strip())
        self.setToolTip(f"{word}（{keys}）" if keys else "")

    def sizeHint(self) -> QSize:
        if not self._word:
            return QSize(0, 28)
        wide = 16 + runs_width([self._run()]) + (22 if self._undo else 0)
        return QSize(round(wide + (self._key_width() + 10 if self._keys and not self._brief else 0)), 28)

    def _run(self) -> Run:
        return Run(self._word, pixel_font(13, 600), self._theme.ui["accent_text"])

    def _key_run(self) -> Run:
        return Run(self._keys, pixel_font(11), self._theme.ui["text_secondary"])

    def _key_width(self) -> float:
        return runs_width([self._key_run()]) + 12

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui, y, left = self._theme.ui, self.height() / 2, 8.0
        if self.underMouse():
            rounded(painter, QRectF(self.rect()), 6, ui["line" if self._theme.night else "surface_hover"])
        if self._undo:
            paint_icon(painter, "undo", ui["accent_text"], QPointF(left + 8, y), 16)
            left += 22
        left = paint_runs(painter, left, y, [self._run()])
        if self._keys and not self._brief:
            box = QRectF(left + 10, y - 10, self._key_width(), 20)
            rounded(painter, box, 4, None, ui["line_strong"])
            paint_runs(painter, box.left() + 6, y, [self._key_run()])
        self.paint_ring(painter, 6)
        painter.end()


class ToastClose(PaintedButton):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("关闭")
        self.setToolTip("关闭")

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.ui["text" if self.underMouse() else "text_secondary"]
        paint_icon(painter, "close", colour, QRectF(self.rect()).center(), 16)
        self.paint_ring(painter, 6)
        painter.end()
