"""A year in twelve months, painted: working days, weekends, holidays (休), worked weekends (班), and the presumed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.office.calendar.year_layout import YearLayout
from desktop.panels.text_runs import rounded
from desktop.theme import Theme, pixel_font
from gis.deadlines.calendar import DayKind
from gis.deadlines.years import YearDay, date_of, number

WEEKDAYS = "一二三四五六日"
MARK = {DayKind.HOLIDAY: "休", DayKind.ADJUSTED: "班"}
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class YearView(QWidget):
    """`chosen_changed` after each choice of days; `year_wanted(±1)` when the keyboard leaves the year."""

    chosen_changed = Signal()
    year_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.year, self.today, self.chosen = 0, 0, set[int]()
        self.days: dict[int, YearDay] = {}
        self.own: set[int] = set()
        self._cursor = self._anchor = 0
        self.setObjectName("year-view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(560)

    def sizeHint(self) -> QSize:
        return QSize(930, 600)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_year(self, year: int, days: Sequence[YearDay], own: set[int], today: int) -> None:
        """Show a year. own: day numbers the county itself set. today: day number."""
        self.year, self.days, self.own, self.today = year, {day.day: day for day in days}, own, today
        self.chosen = {day for day in self.chosen if day in self.days}
        first = min(self.days)
        self._cursor = self._cursor if self._cursor in self.days else today if today in self.days else first
        self._anchor = self._anchor if self._anchor in self.days else self._cursor
        self._tell()
        self.update()

    def choose(self, days: set[int]) -> None:
        """Select just these days."""
        if days != self.chosen:
            self.chosen = days
            self._tell()
            self.chosen_changed.emit()
            self.update()

    def words_of(self, day: int) -> str:
        """2026-10-10 周六，调休上班."""
        held = self.days[day]
        when = date_of(day)
        own = "，县里改定" if day in self.own else ""
        return f"{when:%Y-%m-%d} 周{WEEKDAYS[when.weekday()]}，{held.reason}{own}"

    def _tell(self) -> None:
        if self._cursor in self.days:
            self.setAccessibleName(f"{self.year} 年日历")
            self.setAccessibleDescription(self.words_of(self._cursor))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.layout_now().least_height())

    def layout_now(self) -> YearLayout:
        return YearLayout(self.year, self.width(), self.height())

    # --- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.layout_now().day_at(event.position())
        if day is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._cursor = self._anchor = day
            self.choose(self.chosen ^ {day})
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._reach(day)
        else:
            self._cursor = self._anchor = day
            self.choose({day})

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self.layout_now().day_at(event.position())
        if day is not None and event.buttons() & Qt.MouseButton.LeftButton and day != self._cursor:
            self._reach(day)

    def _reach(self, day: int) -> None:
        """From where the choice began to a day."""
        self._cursor = day
        low, high = sorted((self._anchor, day))
        self.choose(set(range(low, high + 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        day = self._cursor + step
        if day not in self.days:
            self.year_wanted.emit(1 if step > 0 else -1)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._reach(day)
        else:
            self._cursor = self._anchor = day
            self.choose({day})

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.layout_now().day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words_of(day) if day is not None else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- the picture

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.ui["surface_panel"])
        if not self.days:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self.layout_now()
        for month in range(1, 13):
            self._paint_month(painter, layout, month)
        for day, held in self.days.items():
            self._paint_day(painter, layout.cell(day), day, held)
        self._paint_cursor(painter, layout)

    def _paint_month(self, painter: QPainter, layout: YearLayout, month: int) -> None:
        ui, box = self.theme.ui, layout.month(month)
        painter.setFont(self.theme.font("strong"))
        painter.setPen(ui["text"])
        title = QRectF(box.left() + 4, box.top(), box.width() - 8, 24)
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, f"{month} 月")
        first = number(date(self.year, month, 1))
        last = number(date(self.year + month // 12, month % 12 + 1, 1)) - 1
        worked = sum(int(self.days[day].kind) & 1 for day in range(first, last + 1))
        painter.setFont(self.theme.font("caption"))
        painter.setPen(ui["text_tertiary"])
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(title, align, f"{worked} 个工作日")
        for place, word in enumerate(WEEKDAYS):
            painter.drawText(layout.weekday(month, place), Qt.AlignmentFlag.AlignCenter, word)

    def _paint_day(self, painter: QPainter, cell: QRectF, day: int, held: YearDay) -> None:
        ui = self.theme.ui
        box = cell.adjusted(1, 1, -1, -1)
        mark = MARK.get(held.kind, "")
        if day in self.chosen:
            rounded(painter, box, 4, ui["accent_tint"], ui["accent"])
        elif held.kind is DayKind.HOLIDAY:
            rounded(painter, box, 4, None if held.presumed else ui["line"])
        elif held.kind is DayKind.ADJUSTED:
            rounded(painter, box, 4, None, ui["line_control"])
        if mark and held.presumed:
            pen = QPen(ui["line_control"], 1, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        worked = bool(held.kind & 1)
        bold = worked and held.kind is not DayKind.WORKDAY
        painter.setFont(
            pixel_font(16 if cell.height() >= 48 else 13 if cell.height() >= 20 else 11, 600 if bold else 400)
        )
        painter.setPen(ui["text" if worked else "text_tertiary"])
        middle = cell.adjusted(0, 0, -10, 0) if mark else cell
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, str(date_of(day).day))
        if mark:
            painter.setFont(pixel_font(9.5, 600))
            painter.setPen(ui["text" if worked else "text_secondary"])
            right = QRectF(cell.center().x() + 3, cell.top(), 12, cell.height())
            painter.drawText(right, Qt.AlignmentFlag.AlignCenter, mark)
        if day in self.own:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ui["text"])
            painter.drawEllipse(QPointF(cell.center().x(), cell.bottom() - 3), 1.5, 1.5)

    def _paint_cursor(self, painter: QPainter, layout: YearLayout) -> None:
        ui = self.theme.ui
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.today in self.days:
            painter.setPen(QPen(ui["accent"], 1.5))
            painter.drawRoundedRect(layout.cell(self.today).adjusted(1, 1, -1, -1), 4, 4)
        if self.hasFocus() and self._cursor in self.days:
            painter.setPen(QPen(ui["accent"], 2))
            painter.drawRoundedRect(layout.cell(self._cursor).adjusted(1, 1, -1, -1), 4, 4)
