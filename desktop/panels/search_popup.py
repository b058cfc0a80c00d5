"""The list under the search box: painted lines, the typed words marked, walked by the box's keys or the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.icons import paint_icon
from desktop.panels.floating import FloatingCard
from desktop.panels.search_lines import Kind, Line
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, runs_width
from desktop.theme import Theme

ROW_PX, EDGE_PX = 36, 6


class SearchPopup(FloatingCard):
    """`picked(Line)` on a click. The first line that can be chosen is current."""

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.lines: list[Line] = []
        self.query, self.current = "", -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("搜索结果")

    def show_lines(self, lines: list[Line], query: str) -> None:
        self.lines, self.query = lines, query
        first = bool(lines) and lines[0].kind in (Kind.PLACE, Kind.TEXT)
        self.current = 0 if first else -1
        self.resize(self.width(), self.wanted_height())
        self.update()

    def wanted_height(self) -> int:
        return 2 * EDGE_PX + ROW_PX * max(len(self.lines), 1)

    def step(self, by: int) -> None:
        """Move the current line, round the ends, over what cannot be chosen."""
        open_lines = [i for i, line in enumerate(self.lines) if line.kind is not Kind.NOTE]
        if not open_lines:
            return
        if self.current not in open_lines:
            self.current = open_lines[0 if by > 0 else -1]
        else:
            self.current = open_lines[(open_lines.index(self.current) + by) % len(open_lines)]
        self.update()

    def chosen(self) -> Line | None:
        return self.lines[self.current] if 0 <= self.current < len(self.lines) else None

    def spoken(self) -> str:
        """The current line for screen readers."""
        line = self.chosen()
        return "" if line is None else f"第 {self.current + 1} 条，共 {len(self.lines)} 条：{line.title} {line.note}"

    def _row(self, at: int) -> QRect:
        return QRect(EDGE_PX, EDGE_PX + at * ROW_PX, self.width() - 2 * EDGE_PX, ROW_PX)

    def _at(self, y: float) -> int:
        at = int((y - EDGE_PX) // ROW_PX)
        return at if 0 <= at < len(self.lines) and self.lines[at].kind is not Kind.NOTE else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().y())
        if at >= 0 and at != self.current:
            self.current = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.picked.emit(self.lines[at])

    def paint_card(self, painter: QPainter) -> None:
        for i, line in enumerate(self.lines):
            self._paint_line(painter, self._row(i), line, i == self.current)

    def _paint_line(self, painter: QPainter, row: QRect, line: Line, current: bool) -> None:
        ui, middle = self.theme.ui, row.top() + row.height() / 2
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ui["accent_tint"])
            painter.drawRoundedRect(row, 6, 6)
        tone = ui["accent_text" if current else "text_tertiary"]
        paint_icon(painter, line.icon, tone, QPointF(row.left() + 19, middle), 16)
        note = [Run(line.note, self.theme.font("small"), ui["text_tertiary"])] if line.note else []
        if note:
            note = [fitted(note[0], row.width() * 0.6)]
            paint_runs_right(painter, row.right() - 9, middle, note)
        room = row.width() - 36 - 18 - runs_width(note)
        paint_runs(painter, row.left() + 36, middle, self._marked(line, room, current))

    def _marked(self, line: Line, room: float, current: bool) -> list[Run]:
        """The title with the typed words semi-bold."""
        ui = self.theme.ui
        ink = ui["text_tertiary" if line.kind is Kind.NOTE else "accent_text" if current else "text"]
        plain, strong = self.theme.font("body"), self.theme.font("strong")
        at = line.title.find(self.query) if self.query and line.kind is Kind.PLACE else -1
        if at < 0:
            return [fitted(Run(line.title, plain, ink), room)]
        end = at + len(self.query)
        parts = ((line.title[:at], plain), (line.title[at:end], strong), (line.title[end:], plain))
        runs = [Run(text, font, ink) for text, font in parts if text]
        return runs if runs_width(runs) <= room else [fitted(Run(line.title, plain, ink), room)]
