"""退单待处理: events that came back to the desk, the unit that refused and why. A click opens the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font
from gis.foundation.clock import local

ROW_PX, HEAD_PX = 28, 28
UNIT_X, REASON_X = 35, 116  # room for a unit of six characters
MOST_ROWS = 8


@dataclass(frozen=True)
class Returned:
    """One returned event. `row`: row in Events; `serial`: as lists show it (0198); `at`: UTC seconds it came back."""

    row: int
    serial: str
    unit: str
    reason: str
    at: int


class ReturnedList(QWidget):
    """Heading with the count, one painted row an event; says so when there are none."""

    event_clicked = Signal(int)
    all_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[_Row] = []
        self._total = 0
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, HEAD_PX, 0, 0)
        self._box.setSpacing(0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in self._rows:
            row.set_theme(theme)
        self.update()

    def set_returned(self, returned: Sequence[Returned]) -> None:
        self._total = len(returned)
        shown = list(returned[:MOST_ROWS])
        while len(self._rows) > len(shown):
            row = self._rows.pop()
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(shown):
            row = _Row(self._theme, self)
            row.clicked.connect(lambda _=False, r=row: self.event_clicked.emit(r.returned.row))
            self._rows.append(row)
            self._box.addWidget(row)
        for row, one in zip(self._rows, shown, strict=True):
            row.set_returned(one)
        more = HEAD_PX if self._total > len(shown) or not self._total else 0
        self._box.setContentsMargins(0, HEAD_PX, 0, more)
        self.setFixedHeight(HEAD_PX + ROW_PX * len(shown) + more)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ui = self._theme.ui
        head = [
            Run("退单待处理", pixel_font(12, 600), ui["text_secondary"], 6),
            Run(f"{self._total:,}", pixel_font(12), ui["text_tertiary"]),
        ]
        paint_runs(painter, 0, HEAD_PX / 2, head)
        y = self.height() - HEAD_PX / 2
        if not self._total:
            painter.fillRect(QRectF(0, HEAD_PX - 1, self.width(), 1), ui["line"])
            words = "没有退单。部门退回的事件会列在这里。"
            paint_runs(painter, 0, y, [Run(words, pixel_font(12), ui["text_tertiary"])])
        elif self._total > len(self._rows):
            words = f"查看全部 {self._total:,} 件"
            paint_runs(painter, 0, y, [Run(words, pixel_font(12), ui["accent_text"])])
        painter.end()

    def mouseReleaseEvent(self, event) -> None:
        if self._total > len(self._rows) and event.position().y() > self.height() - HEAD_PX:
            self.all_clicked.emit()


class _Row(PaintedButton):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.returned = Returned(-1, "", "", "", 0)
        self.setFixedHeight(ROW_PX)

    def set_returned(self, returned: Returned) -> None:
        self.returned = returned
        self.setToolTip(f"{returned.serial}　{returned.unit}退单：{returned.reason}\n点按打开，重新指派")
        self.setAccessibleName(
            f"退单 {returned.serial}，{returned.unit}，{returned.reason}，{local(returned.at):%H:%M}"
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(371, ROW_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui, one, y = self._theme.ui, self.returned, self.height() / 2 + 1
        small = pixel_font(12)
        painter.fillRect(QRectF(0, 0, self.width(), 1), ui["line"])
        if self.underMouse():
            painter.fillRect(QRectF(0, 1, self.width(), self.height() - 1), ui["surface_hover"])
        stamp = Run(f"{local(one.at):%H:%M}", small, ui["text_tertiary"])
        right = paint_runs_right(painter, self.width(), y, [stamp])
        paint_runs(painter, 0, y, [Run(one.serial, small, ui["text_secondary"])])
        unit = fitted(Run(one.unit, pixel_font(12, 600), ui["text"]), REASON_X - UNIT_X - 6)
        paint_runs(painter, UNIT_X, y, [unit])
        paint_runs(painter, REASON_X, y, [fitted(Run(one.reason, small, ui["text_secondary"]), right - REASON_X - 12)])
        self.paint_ring(painter)
        painter.end()
