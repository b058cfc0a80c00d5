"""Households of every grid of the village as bars against the limit; grids under the hand move while it moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import Theme
from gis.boundaries.editing.preview import LEAST, MOST, GridPreview
from gis.boundaries.outlook import GridFigures

ROW_PX, SIDE_PX = 27, 16
SERIAL_PX, COUNT_PX, MARK_PX = 36, 54, 0
FULL = 75  # households at the end of a bar, so that the limit stands at four fifths of it
BAR_PX = 6.0


def _looks(grid: GridPreview | None) -> tuple[int, bool, bool] | None:
    """What a line shows of a grid under the hand."""
    return None if grid is None else (grid.households, grid.fits, grid.retired)


def _as_line(grid: GridPreview) -> GridFigures:
    return GridFigures(
        grid.code, grid.households, -1, grid.people, grid.events_per_month, grid.area_m2, grid.compactness, grid.fits
    )


class GridBars(QWidget):
    """One line a grid, painted. `chosen(code, add)` on a click; arrows and Enter do the same."""

    chosen = Signal(str, bool)
    hovered_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.rows: list[GridFigures] = []
        self.marked: frozenset[str] = frozenset()
        self.locked: frozenset[str] = frozenset()
        self.trial: Mapping[str, GridPreview] = {}
        self.born: list[GridFigures] = []  # grids that the gesture under the hand would make; below the others
        self._hovered, self._current = -1, 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("网格户数")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_rows(self, rows: Sequence[GridFigures]) -> None:
        grown = len(rows) != len(self.rows)
        self.rows = list(rows)
        if grown:
            self.updateGeometry()
        over = sum(not row.fits for row in self.rows)
        self.setAccessibleDescription(f"{len(self.rows)} 个网格，{over} 个不在 {LEAST}–{MOST} 户之内")
        self.update()

    def set_marked(self, codes: frozenset[str]) -> None:
        """The grids that are chosen."""
        if codes != self.marked:
            self.marked = codes
            self.update()

    def set_locked(self, codes: frozenset[str]) -> None:
        """Grids whose borders must stay."""
        if codes != self.locked:
            self.locked = codes
            self.update()

    def set_trial(self, grids: Sequence[GridPreview]) -> None:
        """Figures under the hand; grids that are new stand at the end."""
        fresh, stale = {grid.code: grid for grid in grids}, self.trial
        if fresh or stale:
            self.trial = fresh
            before, self.born = self.born, [_as_line(grid) for grid in grids if grid.born and len(grid.code) == 15]
            if len(before) != len(self.born):
                self.updateGeometry()
                self.update()
            for number, row in enumerate(self.lines):
                if _looks(fresh.get(row.code)) != _looks(stale.get(row.code)):
                    self.update(0, number * ROW_PX, self.width(), ROW_PX)

    def sizeHint(self) -> QSize:
        return QSize(240, max(len(self.lines), 1) * ROW_PX)

    @property
    def lines(self) -> list[GridFigures]:
        """What is painted, from above."""
        return [*self.rows, *self.born]

    def row_of(self, code: str) -> int:
        return next((number for number, row in enumerate(self.rows) if row.code == code), -1)

    # --- hands

    def _at(self, y: float) -> int:
        number = int(y // ROW_PX)
        return number if 0 <= number < len(self.rows) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position().y()))

    def leaveEvent(self, event) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.hovered_changed.emit(self.rows[number].code if number >= 0 else "")
            self.setToolTip(self._told(self.rows[number]) if number >= 0 else "")
            self.update()

    @staticmethod
    def _told(row: GridFigures) -> str:
        was = "新网格" if row.was < 0 else f"现行 {row.was} 户" if row.was != row.households else "与现行相同"
        figures = f"{row.people} 人 · {row.monthly:.1f} 件/月 · {row.area_m2 / 10_000:.1f} 公顷"
        return f"{row.code[12:]} 网格：{row.households} 户（{was}）\n{figures} · 紧凑度 {row.compactness:.2f}"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._current = number
            self.chosen.emit(self.rows[number].code, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if self.rows and event.key() in steps:
            self._current = min(max(self._current + steps[Qt.Key(event.key())], 0), len(self.rows) - 1)
            self.chosen.emit(self.rows[self._current].code, False)
        elif self.rows and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.rows[self._current].code, event.key() == Qt.Key.Key_Space)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- painting

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = max(event.rect().top() // ROW_PX, 0)
        last = min(event.rect().bottom() // ROW_PX + 1, len(self.lines))
        for number in range(first, last):
            self._paint_row(painter, number)
        painter.end()

    def _figures(self, row: GridFigures) -> tuple[int, bool, bool]:
        """(households, whether they fit, whether the grid is under the hand)."""
        grid = self.trial.get(row.code)
        return (grid.households, grid.fits, True) if grid is not None else (row.households, row.fits, False)

    def _paint_row(self, painter: QPainter, number: int) -> None:
        row, ui, check = self.lines[number], self.theme.ui, self.theme.check
        top, middle = number * ROW_PX, number * ROW_PX + ROW_PX / 2
        held, fits, live = self._figures(row)
        retired = live and self.trial[row.code].retired
        marked = live or row.code in self.marked
        box = QRectF(0, top, self.width(), ROW_PX)
        if marked:
            painter.fillRect(box, ui["accent_tint"])
        elif number == self._hovered:
            painter.fillRect(box, ui["surface_hover"])
        painter.setFont(self.theme.font("body"))
        painter.setPen(ui["accent_text" if marked else "text"])
        serial = QRectF(SIDE_PX, top, SERIAL_PX, ROW_PX)
        painter.drawText(serial, Qt.AlignmentFlag.AlignVCenter, row.code[12:])
        bar = QRectF(
            SIDE_PX + SERIAL_PX, middle - BAR_PX / 2, self.width() - 2 * SIDE_PX - SERIAL_PX - COUNT_PX, BAR_PX
        )
        changed = marked and (live or row.was != row.households)
        self._paint_bar(painter, bar, held, self._tone(fits, changed))
        right = self.width() - SIDE_PX - 22
        painter.setFont(self.theme.font("strong"))
        painter.setPen(ui["text"] if fits else check["invalid"])
        count = QRectF(right - 44, top, 44, ROW_PX)
        words = "作废" if retired else str(held)
        painter.drawText(count, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        if row.code in self.locked:
            paint_icon(painter, "lock", ui["text_secondary"], QPointF(self.width() - SIDE_PX - 7, middle), 13)
        elif (not fits or changed) and not retired:
            tone = check["valid" if fits else "invalid"]
            paint_icon(painter, "check" if fits else "close", tone, QPointF(self.width() - SIDE_PX - 7, middle), 14)
        if self.hasFocus() and number == self._current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ui["accent"], 2))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 4, 4)

    def _tone(self, fits: bool, changed: bool) -> QColor:
        if not fits:
            return self.theme.check["invalid"]
        return self.theme.check["valid"] if changed else self.theme.ui["line_control"].lighter(112)

    def _paint_bar(self, painter: QPainter, box: QRectF, held: int, tone: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.ui["line"])
        painter.drawRoundedRect(box, 3, 3)
        wide = box.width() * min(held / FULL, 1.0)
        if held:
            painter.setBrush(tone)
            painter.drawRoundedRect(QRectF(box.left(), box.top(), max(wide, 4.0), box.height()), 3, 3)
        x = round(box.left() + box.width() * MOST / FULL)
        painter.fillRect(QRectF(x, box.center().y() - 6.5, 1.2, 13), self.theme.ui["text"])
