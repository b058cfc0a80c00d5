"""今日: what came in, went out, was closed and was returned since midnight, and the reports of every hour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.panels.painted_button import PaintedButton
from desktop.panels.text_runs import Run, paint_runs, paint_runs_right
from desktop.theme import Theme, pixel_font
from gis.foundation.clock import local

FIGURES = (("reported", "上报"), ("assigned", "指派"), ("closed", "办结"), ("returned", "退单"))
BARS_PX, AXIS_PX = 46, 24
FIGURE_PX = 48


@dataclass(frozen=True)
class Today:
    """Counts since Shanghai midnight; `by_hour`: reports of each of the 24 hours; `as_of`: UTC seconds."""

    reported: int
    assigned: int
    closed: int
    returned: int
    by_hour: tuple[int, ...]
    as_of: int


class TodayPanel(QWidget):
    """Heading, four figures that open their rows, and the hours. `figure_clicked` gives the figure's key."""

    figure_clicked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today: Today | None = None
        self._figures = [_Figure(theme, key, word, self) for key, word in FIGURES]
        for figure in self._figures:
            figure.clicked.connect(lambda _=False, f=figure: self.figure_clicked.emit(f.key))
        self._hours = _Hours(theme, self)
        self.setFixedHeight(self.sizeHint().height())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for figure in self._figures:
            figure.set_theme(theme)
        self._hours.set_theme(theme)
        self.update()

    def set_today(self, today: Today) -> None:
        self._today = today
        for figure in self._figures:
            figure.set_count(getattr(today, figure.key))
        self._hours.set_hours(today.by_hour, local(today.as_of).hour)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(371, 24 + FIGURE_PX + 11 + BARS_PX + AXIS_PX)

    def resizeEvent(self, _event) -> None:
        wide = self.width() / len(self._figures)
        for index, figure in enumerate(self._figures):
            figure.setGeometry(round(index * wide), 24, round(wide) - 4, FIGURE_PX)
        self._hours.setGeometry(0, 24 + FIGURE_PX, self.width(), 11 + BARS_PX + AXIS_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ui = self._theme.ui
        paint_runs(painter, 0, 10, [Run("今日", pixel_font(12, 600), ui["text_secondary"])])
        if self._today is not None:
            stamp = f"截至 {local(self._today.as_of):%H:%M}"
            paint_runs_right(painter, self.width(), 10, [Run(stamp, pixel_font(12), ui["text_tertiary"])])
        painter.end()


class _Figure(PaintedButton):
    def __init__(self, theme: Theme, key: str, word: str, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.key, self._word = key, word
        self._count = -1
        self.setToolTip(f"查看今日{word}的事件")
        self.set_count(-1)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"今日{self._word} {count:,} 件" if count >= 0 else f"今日{self._word}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui = self._theme.ui
        self.paint_ring(painter)
        text = "—" if self._count < 0 else f"{self._count:,}"
        colour = ui["accent_text" if self.underMouse() else "text" if self._count > 0 else "text_tertiary"]
        paint_runs(painter, 0, 14, [Run(text, self._theme.font("figure"), colour)])
        paint_runs(painter, 0, 36, [Run(self._word, pixel_font(12), ui["text_secondary"])])
        painter.end()


class _Hours(QWidget):
    """24 grey bars on a hairline, the running hour in accent."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hours: tuple[int, ...] = (0,) * 24
        self._now = -1

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_hours(self, hours: tuple[int, ...], now: int) -> None:
        self._hours, self._now = hours, now
        shown = "，".join(f"{h} 时 {n}" for h, n in enumerate(hours) if n)
        self.setAccessibleName(f"每小时上报：{shown or '今日还没有上报'}")
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hour = min(max(int(event.pos().x() / (self.width() / 24)), 0), 23)
            words = "尚未到" if hour > self._now else f"上报 {self._hours[hour]:,} 件"
            QToolTip.showText(event.globalPos(), f"{hour:02d}:00–{hour:02d}:59　{words}", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ui, pitch = self._theme.ui, self.width() / 24
        base = self.height() - AXIS_PX
        most = max(*self._hours, 1)
        painter.setPen(Qt.PenStyle.NoPen)
        for hour, count in enumerate(self._hours):
            if count:
                tall = max(BARS_PX * count / most, 1.5)
                painter.setBrush(ui["accent" if hour == self._now else "text_tertiary"])
                bar = QRectF(hour * pitch, base - tall, 12.5, tall)
                painter.drawRoundedRect(bar, min(2.0, tall / 2), min(2.0, tall / 2))
        painter.fillRect(QRectF(0, base, self.width(), 1), ui["line_strong"])
        for hour in (0, 6, 12, 18):
            left = QPointF(hour * pitch + 1, base + 11)
            paint_runs(painter, left.x(), left.y(), [Run(f"{hour:02d}", pixel_font(11), ui["text_tertiary"])])
        painter.end()
