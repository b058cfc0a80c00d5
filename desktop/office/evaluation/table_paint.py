"""Paints the table of an evaluation: a figure with its counts small and grey behind it, marks of the lists, the line of
the whole county on a sunk ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.icons import paint_icon
from desktop.models.scorecard import FIRST, ScorecardModel
from desktop.theme import Theme, pixel_font
from gis.evaluation.evaluate import COUNTY
from gis.foundation.numbers import MISSING

PAD_PX = 12
RIGHT, MIDDLE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter


class CellPainter:
    """Holds the fonts of one theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.body, self.strong = theme.font("body"), pixel_font(13, 500)
        self.bold, self.small, self.mark = pixel_font(13, 600), pixel_font(11), pixel_font(11, 600)
        self.small_measure, self.body_measure = QFontMetricsF(self.small), QFontMetricsF(self.body)
        self.value_px = QFontMetricsF(self.bold).horizontalAdvance("100.00%") + 1

    def ground(self, painter: QPainter, rect: QRect, county: bool, current: bool, hovered: bool) -> None:
        ui = self.theme.ui
        name = "accent_tint" if current else "surface_hover" if hovered else "surface_sunk" if county else ""
        painter.fillRect(rect, ui[name or "surface_panel"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ui["line_strong" if county else "line"])

    def cell(self, painter: QPainter, model: ScorecardModel, at: int, column: int, rect: QRect, hot: bool) -> None:
        subject = model.subject(at)
        if column < len(FIRST):
            self._first(painter, model, subject, FIRST[column], rect)
        else:
            self._rate(painter, model, subject, model.rate_at(column), rect, hot)

    def ring(self, painter: QPainter, rect: QRect) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.ui["accent"], 2))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 4, 4)

    def _first(self, painter: QPainter, model: ScorecardModel, subject: int, key: str, rect: QRect) -> None:
        ui, text = self.theme.ui, model.first_text(subject, key)
        if key == "name":
            self._name(painter, model, subject, rect)
        elif key == "list" and text:
            self._list_mark(painter, text, rect)
        elif key == "signs" and text:
            paint_icon(painter, "warning", ui["text_secondary"], QPointF(rect.left() + 12, rect.center().y()), 14)
            painter.setFont(self.small)
            painter.setPen(ui["text_secondary"])
            painter.drawText(rect.adjusted(22, 0, 0, -1), MIDDLE, text)
        elif text:
            missing = text == MISSING
            painter.setFont(self.strong if key == "score" else self.body)
            painter.setPen(ui["text_tertiary" if missing or key == "rank" else "text"])
            painter.drawText(rect.adjusted(0, 0, -PAD_PX, -1), RIGHT | MIDDLE, text)

    def _name(self, painter: QPainter, model: ScorecardModel, subject: int, rect: QRect) -> None:
        ui, county = self.theme.ui, subject == COUNTY
        painter.setFont(self.bold if county else self.body)
        painter.setPen(ui["text"])
        room = rect.adjusted(4, 0, -8, -1)
        name = painter.fontMetrics().elidedText(model.name(subject), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, MIDDLE, name)
        left = room.left() + painter.fontMetrics().horizontalAdvance(name) + 8
        note = model.note(subject)
        if note and room.right() - left > 24:
            painter.setFont(self.small)
            painter.setPen(ui["text_tertiary"])
            fitting = self.small_measure.elidedText(note, Qt.TextElideMode.ElideRight, room.right() - left)
            painter.drawText(QRect(left, rect.top(), room.right() - left, rect.height() - 1), MIDDLE, fitting)

    def _list_mark(self, painter: QPainter, text: str, rect: QRect) -> None:
        """红榜 as an outline, 黑榜 as ink: no state colour says good or bad of an office."""
        ui, black = self.theme.ui, text == "黑榜"
        box = QRectF(rect.left() + 6, rect.center().y() - 8.5, 34, 18)
        painter.setPen(Qt.PenStyle.NoPen if black else QPen(ui["line_control"], 1))
        painter.setBrush(ui["text_secondary"] if black else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(self.mark)
        painter.setPen(ui["surface_panel" if black else "text"])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _rate(self, painter: QPainter, model: ScorecardModel, subject: int, place: int, rect: QRect, hot: bool) -> None:
        ui, cell = self.theme.ui, model.cell(subject, place)
        left = rect.left() + 4
        value = QRectF(left, rect.top(), self.value_px, rect.height() - 1)
        rest = QRectF(value.right() + 6, rect.top(), rect.right() - value.right() - 6 - 6, rect.height() - 1)
        plain = bool(cell.parts)
        tone = "text_tertiary" if not plain else "text_secondary" if cell.few else "accent_text" if hot else "text"
        font = self.bold if subject == COUNTY else self.body
        if hot and plain:
            font = pixel_font(13, 600 if subject == COUNTY else 400)
            font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(ui[tone])
        painter.drawText(value, RIGHT | MIDDLE, cell.value)
        painter.setFont(self.small)
        painter.setPen(ui["text_tertiary"])
        if self.small_measure.horizontalAdvance(cell.parts) <= rest.width() + 2:  # whole, or not at all
            painter.drawText(rest, MIDDLE, cell.parts)
        if cell.change:
            painter.setPen(ui["text_secondary"])
            painter.drawText(rest, RIGHT | MIDDLE, cell.change)
