"""The candidates side by side in figures, on the map while one of them is shown there: a column each, the best of every
row in bold, the one on the map marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter

from desktop.map.plate import Plate, paint_plate
from desktop.panels.text_runs import Run, fitted, paint_runs, paint_runs_right, rounded, runs_width
from desktop.planning.candidate_card import CardFace
from desktop.theme import pixel_font

if TYPE_CHECKING:
    from desktop.map.canvas import MapCanvas

NAME_PX, COLUMN_PX, ROW_PX, HEAD_PX, PAD = 62, 64, 22, 40, 10
UNITS = {"改属": "户", "边界": "km", "步行": "m"}


class ScorePlate(Plate):
    """`chosen(i)` for a column that is pressed; 0 is the plan as it stands."""

    chosen = Signal(int)

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas.theme, canvas)
        self.setObjectName("planning-scores")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.columns: list[tuple[int, CardFace]] = []
        self.shown = 0
        self.hide()

    def compare(self, faces: Sequence[CardFace], shown: int) -> None:
        """Those of the faces that have figures; none puts the plate away. shown: the one on the map."""
        self.columns = [(number, face) for number, face in enumerate(faces) if face.figures]
        self.shown = shown
        said = "；".join(f"{f.title} " + "，".join(f"{w} {v}" for w, v in f.figures) for _, f in self.columns)
        self.setAccessibleName(f"候选比较：{said}" if said else "候选比较")
        self.setToolTip("点一列看那个候选；每行最好的以粗体显示" if said else "")
        self.setVisible(bool(self.columns))
        self.repaint_face()

    def setVisible(self, visible: bool) -> None:
        """Only while there is something to compare, whatever happens to the other plates."""
        super().setVisible(visible and bool(self.columns))

    @property
    def size_wanted(self) -> QSize:
        rows = len(self.columns[0][1].figures) if self.columns else 0
        return QSize(2 * PAD + NAME_PX + COLUMN_PX * len(self.columns), HEAD_PX + rows * ROW_PX + PAD)

    def best(self, row: int) -> set[int]:
        """The candidates that no other betters in a row of figures; the plan as it stands is no candidate."""
        costs = {number: face.costs[row] for number, face in self.columns if face.costs and not face.current}
        least = min(costs.values(), default=0.0)
        return {number for number, cost in costs.items() if cost <= least}

    def paint_face(self, painter: QPainter) -> None:
        ui, body = self.theme.ui, self.body
        paint_plate(painter, self.theme, body)
        if not self.columns:
            return
        left, top = body.left() + PAD, body.top()
        first = left + NAME_PX
        for place, (number, face) in enumerate(self.columns):
            column = QRectF(first + place * COLUMN_PX, top, COLUMN_PX, body.height())
            if number == self.shown:
                rounded(painter, column.adjusted(2, 5, -2, -5), 6, ui["accent_tint"])
            self._paint_head(painter, column, face, number == self.shown)
        for row, (word, _) in enumerate(self.columns[0][1].figures):
            middle = top + HEAD_PX + (row + 0.5) * ROW_PX
            unit = UNITS.get(word, "")
            name = [Run(word, pixel_font(12), ui["text_secondary"], 4), Run(unit, pixel_font(11), ui["text_tertiary"])]
            paint_runs(painter, left, middle, name if unit else name[:1])
            best = self.best(row)
            for place, (number, face) in enumerate(self.columns):
                words = face.figures[row][1].removesuffix(unit).strip() if unit else face.figures[row][1]
                strong = number in best
                run = Run(words, pixel_font(12, 600 if strong else 400), ui["text" if strong else "text_secondary"])
                paint_runs_right(painter, first + (place + 1) * COLUMN_PX - 10, middle, [run])

    def _paint_head(self, painter: QPainter, column: QRectF, face: CardFace, on_map: bool) -> None:
        """候选 A · 最均衡 in two lines."""
        ui = self.theme.ui
        name, _, style = face.title.partition(" · ")
        lines = (name.removeprefix("候选 "), style or "现状") if not face.current else (name, "")
        tone = ui["accent_text" if on_map else "text"]
        for line, font, colour, y in (
            (lines[0], pixel_font(12, 600), tone, 15.0),
            (lines[1], pixel_font(11), ui["text_secondary"], 31.0),
        ):
            run = fitted(Run(line, font, colour), COLUMN_PX - 8)
            paint_runs_right(
                painter, max(column.right() - 10, column.left() + runs_width([run])), column.top() + y, [run]
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self.body.contains(event.position()))
        place = int((event.position().x() - self.body.left() - PAD - NAME_PX) // COLUMN_PX)
        if event.button() == Qt.MouseButton.LeftButton and 0 <= place < len(self.columns):
            self.chosen.emit(self.columns[place][0])
