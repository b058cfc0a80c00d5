"""What the act will do, in a quiet box above the buttons: 状态 处置中 → 已回复, 办结时限 11-25 周三 24:00，不变."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.panels.text_runs import Run, fitted, paint_runs, rounded
from desktop.theme import Theme, pixel_font
from gis.workflow.outlook import Line

LINE_PX, PAD_PX, TEXT_X, WORD_PX = 20, 8, 36, 72


class OutlookBox(QWidget):
    """As tall as its lines; never less than one, so that the buttons do not jump while the files are read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._words, self._least = "正在读取案卷…", 2  # most acts have two lines: their room is kept
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    @property
    def words(self) -> str:
        """What stands in place of lines."""
        return self._words

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_lines(self, lines: Sequence[Line], words: str = "") -> None:
        """The outlook, or one sentence in its place."""
        self._least = 1
        self._lines, self._words = tuple(lines), words or ("时限和状态都不变" if not lines else "")
        spoken = "；".join(f"{x.what} {x.was}{' 变为 ' + x.will if x.will else ''}" for x in self._lines)
        self.setAccessibleName(f"提交后：{spoken or self._words}")
        self.setToolTip("提交后会发生的事")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, max(len(self._lines), self._least) * LINE_PX + 2 * PAD_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded(painter, QRectF(self.rect()), self._theme.tokens["radius"]["control"], ui["surface_sunk"])
        first = PAD_PX + LINE_PX / 2
        paint_icon(painter, "clock", ui["text_secondary"], QPointF(20, first), 16)
        if not self._lines:
            words = Run(self._words, pixel_font(12), ui["text_secondary"])
            paint_runs(painter, TEXT_X, first, [fitted(words, self.width() - TEXT_X - 12)])
        for index, line in enumerate(self._lines):
            self._paint_line(painter, line, first + index * LINE_PX)
        painter.end()

    def _paint_line(self, painter: QPainter, line: Line, y: float) -> None:
        ui, room = self._theme.ui, self.width() - 12.0
        paint_runs(painter, TEXT_X, y, [fitted(Run(line.what, pixel_font(12), ui["text_secondary"]), WORD_PX - 8)])
        left = TEXT_X + WORD_PX
        was = Run(line.was, pixel_font(12, 400 if line.will else 600), ui["text"], 6)
        if not line.will:
            paint_runs(painter, left, y, [fitted(was, room - left)])
            return
        will = Run(line.will, pixel_font(12, 600), ui["text"])
        arrow = Run("→", pixel_font(12), ui["text_tertiary"], 6)
        was = fitted(was, max(room - left - will.width - arrow.width, 40))
        end = paint_runs(painter, left, y, [was, arrow]) + 6
        paint_runs(painter, end, y, [fitted(will, room - end)])
