"""Where each month and day of a year stands in a box: four months a row, three where it is narrow."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF

from gis.deadlines.years import date_of, number

WIDE_PX, WEEKS = 800, 6
MARGIN_PX, GAP_PX, TITLE_PX, NAMES_PX, LEAST_CELL_PX = 14, 20, 24, 18, 21


class YearLayout:
    """Pure arithmetic; made anew for every size."""

    def __init__(self, year: int, width: int, height: int) -> None:
        self.year = year
        self.columns = 4 if width >= WIDE_PX else 3
        self.rows = 12 // self.columns
        self.month_width = (width - 2 * MARGIN_PX - (self.columns - 1) * GAP_PX) / self.columns
        self.month_height = (height - 8 - (self.rows - 1) * 8) / self.rows
        self.cell_width = self.month_width / 7
        self.cell_height = min((self.month_height - TITLE_PX - NAMES_PX) / WEEKS, 64)

    def least_height(self) -> int:
        """The height at which every day can still be read and hit."""
        return 8 + self.rows * (TITLE_PX + NAMES_PX + WEEKS * LEAST_CELL_PX + 8)

    def month(self, month: int) -> QRectF:
        row, column = divmod(month - 1, self.columns)
        left = MARGIN_PX + column * (self.month_width + GAP_PX)
        return QRectF(left, 4 + row * (self.month_height + 8), self.month_width, self.month_height)

    def weekday(self, month: int, place: int) -> QRectF:
        """The cell of 一 … 日 over a month."""
        box = self.month(month)
        return QRectF(box.left() + place * self.cell_width, box.top() + TITLE_PX, self.cell_width, NAMES_PX)

    def cell(self, day: int) -> QRectF:
        when = date_of(day)
        first = date(when.year, when.month, 1).weekday()
        week, place = divmod(first + when.day - 1, 7)
        box = self.month(when.month)
        left, top = box.left() + place * self.cell_width, box.top() + TITLE_PX + NAMES_PX + week * self.cell_height
        return QRectF(left, top, self.cell_width, self.cell_height)

    def day_at(self, at: QPointF) -> int | None:
        """The day number under a point."""
        for month in range(1, 13):
            box = self.month(month)
            if not box.contains(at):
                continue
            week = int((at.y() - box.top() - TITLE_PX - NAMES_PX) // self.cell_height)
            place = int((at.x() - box.left()) // self.cell_width)
            first = date(self.year, month, 1)
            day = number(first) + week * 7 + place - first.weekday()
            return day if week >= 0 and 0 <= place < 7 and date_of(day).month == month else None
        return None
