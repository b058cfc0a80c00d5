"""The time strip under the map: reports by day over eighteen months, and a window of days that drags."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QMenu, QWidget

from desktop.icons import paint_icon
from desktop.panels.filter_words import span_words
from desktop.panels.histogram import folded, reports_by_day
from desktop.panels.painted_button import KEYBOARD
from desktop.theme import Theme
from gis.foundation.clock import day_number, day_start
from gis.snapshot import Snapshot

DAYS = 548  # eighteen months
LEFT_PX, RIGHT_PX = 84, 176
BAR_TOP_PX, BAR_BOTTOM_PX = 5, 29
GRIP_PX = 6
SAY_MS = 60
EPOCH = date(1970, 1, 1)
PRESETS = (("今天", 1), ("近 7 天", 7), ("近 30 天", 30), ("近 90 天", 90))


class TimeSlider(QWidget):
    """`range_changed(since, until)`: UTC seconds, until not included; (0, 0) when nothing restricts. 44 px high."""

    range_changed = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.first, self.last = 0, 0  # day numbers
        self.counts = np.zeros(1, np.int64)
        self.since, self.until = 0, 0  # day numbers; until is the day after the last; both 0: everything
        self._held, self._held_at, self._held_span = "", 0, (0, 0)
        self._events: object = None
        self.ring = False
        self.setFixedHeight(44)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("上报时间")
        self.setToolTip("拖出一段时间只看其间上报的事件；双击取消。←→ 移动，Shift ←→ 改长短，Esc 取消")
        self._say = QTimer(self, singleShot=True, interval=SAY_MS)
        self._say.timeout.connect(self._announce)
        self._tell()

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Count the reports of a county by day; ends with the day of its latest event."""
        events = snapshot.events
        if self._events is events.day or not len(events):
            return
        self._events = events.day
        self.last = int(events.day.max())
        self.first = max(int(events.day.min()), self.last - DAYS + 1)
        self.counts = reports_by_day(events.day, self.first, self.last)
        self.update()

    def set_range(self, since: int, until: int) -> None:
        """Show a range that was set elsewhere (UTC seconds, 0 open); says nothing."""
        if not since and not until:
            self.since = self.until = 0
        else:
            self.since = day_number(since) if since else self.first
            self.until = day_number(until - 1) + 1 if until else self.last + 1
        self._tell()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, 44)

    @property
    def restricted(self) -> bool:
        return self.until > 0

    def clear(self) -> None:
        if self.restricted:
            self._choose(0, 0, now=True)

    def choose_last(self, days: int) -> None:
        """The last `days` days up to the latest one."""
        self._choose(max(self.last + 1 - days, self.first), self.last + 1, now=True)

    # geometry

    def _chart(self) -> QRect:
        return QRect(LEFT_PX, BAR_TOP_PX, max(self.width() - LEFT_PX - RIGHT_PX, 40), BAR_BOTTOM_PX - BAR_TOP_PX)

    def _x_of(self, day: float) -> float:
        chart = self._chart()
        return chart.left() + (day - self.first) / len(self.counts) * chart.width()

    def _day_at(self, x: float) -> int:
        chart = self._chart()
        day = self.first + int((x - chart.left()) / chart.width() * len(self.counts))
        return min(max(day, self.first), self.last)

    def _part_at(self, x: float) -> str:
        if self.restricted:
            left, right = self._x_of(self.since), self._x_of(self.until)
            if abs(x - left) <= GRIP_PX and (abs(x - left) < abs(x - right) or x < left):
                return "since"
            if abs(x - right) <= GRIP_PX:
                return "until"
            if left < x < right:
                return "window"
        chart = self._chart()
        return "new" if chart.left() - 4 <= x <= chart.right() + 4 else "menu" if x > chart.right() + 4 else ""

    # hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        part = self._part_at(x)
        if part == "menu":
            self.menu().popup(self.mapToGlobal(QPointF(self.width() - RIGHT_PX + 8, 0).toPoint()))
            return
        self._held, self._held_at = part, self._day_at(x)
        self._held_span = (self.since, self.until)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            shapes = {"since": Qt.CursorShape.SizeHorCursor, "until": Qt.CursorShape.SizeHorCursor,
                      "window": Qt.CursorShape.OpenHandCursor, "new": Qt.CursorShape.CrossCursor}  # fmt: skip
            self.setCursor(shapes.get(self._part_at(x), Qt.CursorShape.ArrowCursor))
            return
        day, (since, until) = self._day_at(x), self._held_span
        if self._held == "new":
            self._choose(min(day, self._held_at), max(day, self._held_at) + 1)
        elif self._held == "since":
            self._choose(min(day, until - 1), until)
        elif self._held == "until":
            self._choose(since, max(day + 1, since + 1))
        elif self._held == "window":
            self._shift(since, until, day - self._held_at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held and (self.since, self.until) != self._held_span:
            self._announce()
        self._held = ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.clear()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ring = True
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = event.modifiers()
        if keys & Qt.KeyboardModifier.ControlModifier:
            step *= 7
        if step and not self.restricted:
            self.choose_last(7)
        elif step and keys & Qt.KeyboardModifier.ShiftModifier:
            self._choose(self.since, min(max(self.until + step, self.since + 1), self.last + 1), now=True)
        elif step:
            self._shift(self.since, self.until, step, now=True)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.restricted:
            far = self.first - self.last if event.key() == Qt.Key.Key_Home else self.last
            self._shift(self.since, self.until, far, now=True)
        elif event.key() == Qt.Key.Key_Escape and self.restricted:
            self.clear()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.menu().popup(self.mapToGlobal(QPointF(self.width() - RIGHT_PX + 8, 0).toPoint()))
        else:
            super().keyPressEvent(event)

    def menu(self) -> QMenu:
        """Spans that are asked for every day."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word, days in PRESETS:
            made.addAction(word).triggered.connect(lambda _on=False, days=days: self.choose_last(days))
        made.addSeparator()
        every = made.addAction("全部时间")
        every.triggered.connect(self.clear)
        every.setEnabled(self.restricted)
        return made

    def _shift(self, since: int, until: int, by: int, now: bool = False) -> None:
        by = max(self.first - since, min(by, self.last + 1 - until))
        self._choose(since + by, until + by, now)

    def _choose(self, since: int, until: int, now: bool = False) -> None:
        if (since, until) == (self.since, self.until):
            return
        self.since, self.until = since, until
        self._tell()
        self.update()
        if now:
            self._announce()
        elif not self._say.isActive():
            self._say.start()

    def _announce(self) -> None:
        self._say.stop()
        self.range_changed.emit(*self.span())

    def span(self) -> tuple[int, int]:
        """The chosen range in UTC seconds, (0, 0) for everything."""
        return (day_start(self.since), day_start(self.until)) if self.restricted else (0, 0)

    def words(self) -> str:
        if not self.restricted:
            return "全部时间"
        days = self.until - self.since
        return f"{span_words(*self.span())}" if days == 1 else f"{span_words(*self.span())} · {days} 天"

    def _tell(self) -> None:
        self.setAccessibleDescription(self.words())

    # paint

    def paintEvent(self, _event) -> None:
        painter, ui, chart = QPainter(self), self.theme.ui, self._chart()
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(0, 0, self.width(), 1, ui["line"])
        painter.setFont(self.theme.font("small"))
        painter.setPen(ui["text_secondary"])
        painter.drawText(QRect(16, 0, LEFT_PX, 34), Qt.AlignmentFlag.AlignVCenter, "上报时间")
        self._paint_bars(painter, chart)
        self._paint_months(painter, chart)
        if self.restricted:
            self._paint_window(painter, chart)
        self._paint_words(painter)
        if self.ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ui["accent"], 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_bars(self, painter: QPainter, chart: QRect) -> None:
        ui = self.theme.ui
        starts, means = folded(self.counts, chart.width() // 3)
        edges = np.append(starts, len(self.counts)) / len(self.counts) * chart.width() + chart.left()
        heights = means / max(float(means.max()), 1.0) * chart.height()
        for i, height in enumerate(heights):
            day = self.first + int(starts[i])
            inside = not self.restricted or self.since <= day < self.until
            width = max(edges[i + 1] - edges[i] - 1, 1)
            bar = QRectF(edges[i], chart.bottom() + 1 - max(height, 0.5), width, max(height, 0.5))
            painter.fillRect(bar, ui["line_control" if inside else "line_strong"])
        painter.fillRect(chart.left(), chart.bottom() + 1, chart.width(), 1, ui["line"])

    def _paint_months(self, painter: QPainter, chart: QRect) -> None:
        painter.setFont(self.theme.font("caption"))
        painter.setPen(self.theme.ui["text_tertiary"])
        measure, free = QFontMetrics(self.theme.font("caption")), float(chart.left())
        day = EPOCH + timedelta(days=self.first)
        month = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        while (number := (month - EPOCH).days) <= self.last:
            word = f"{month.year}" if month.month == 1 else f"{month.month} 月"
            x = self._x_of(number)
            if x >= free and x + measure.horizontalAdvance(word) <= chart.right():
                painter.drawText(QPointF(x, 41), word)
                free = x + measure.horizontalAdvance(word) + 14
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)

    def _paint_window(self, painter: QPainter, chart: QRect) -> None:
        accent = QColor(self.theme.ui["accent"])
        left, right = self._x_of(self.since), self._x_of(self.until)
        wash = QColor(accent)
        wash.setAlphaF(0.12)
        painter.fillRect(QRectF(left, 3, right - left, chart.bottom() - 2), wash)
        for x in (left, right):
            painter.fillRect(QRectF(round(x) - 1, 3, 2, chart.bottom() - 2), accent)
            painter.fillRect(QRectF(round(x) - 2, 11, 4, 10), accent)

    def _paint_words(self, painter: QPainter) -> None:
        ui = self.theme.ui
        box = QRect(self.width() - RIGHT_PX + 12, 0, RIGHT_PX - 34, 44)
        painter.setFont(self.theme.font("small"))
        painter.setPen(ui["accent_text" if self.restricted else "text_tertiary"])
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.words())
        paint_icon(painter, "chevron-down", ui["line_control"], QPointF(self.width() - 15, 22), 14)
