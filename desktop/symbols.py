"""The six state symbols, drawn from the tokens' geometry; used by map, tables, filters, chips and clusters."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from desktop.theme import Theme
from gis.events.states import State


def paint_symbol(painter: QPainter, theme: Theme, state: State, centre: QPointF, r: float, casing: bool = True) -> None:
    """Paint one symbol of nominal radius r px; the casing guarantees its edge over map ground."""
    shape = theme.tokens["symbol"]
    fill, edge = theme.state[state].fill, theme.map["symbol_casing"]
    case = max(1.2, 0.2 * r) if casing else 0.0
    painter.save()
    painter.translate(centre)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state in (State.PENDING, State.CLOSED):
        _stroked(painter, shape, state, fill, edge, r, case)
    elif state is State.NORMAL:
        _disc(painter, shape["disc"]["radius"] * r, fill, edge, case)
    elif state is State.PAUSED:
        _square(painter, shape["square_pause"], fill, edge, r, case)
    else:
        _polygon(painter, shape["diamond" if state is State.OVERDUE else "triangle"], fill, edge, r, case)
        if state is State.OVERDUE and r >= 5:
            _exclamation(painter, edge, r)
    painter.restore()


def symbol_pixmap(theme: Theme, state: State, r: float, ratio: float = 1.0, casing: bool = True) -> QPixmap:
    """A transparent square pixmap of side 2 * ceil(1.25 r + casing + 1), the symbol in its centre."""
    half = int(1.25 * r + max(1.2, 0.2 * r)) + 2
    pixmap = QPixmap(round(2 * half * ratio), round(2 * half * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_symbol(painter, theme, state, QPointF(half, half), r, casing)
    painter.end()
    return pixmap


def _stroked(painter: QPainter, shape: dict, state: State, fill: QColor, edge: QColor, r: float, case: float) -> None:
    key = "ring" if state is State.PENDING else "tick"
    width = shape[key]["stroke"] * r
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, pen_width in ((edge, width + 2 * case), (fill, width)) if case else ((fill, width),):
        pen = QPen(colour, pen_width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if state is State.PENDING:
            painter.drawEllipse(QPointF(0, 0), shape[key]["radius"] * r, shape[key]["radius"] * r)
        else:
            painter.drawPolyline(QPolygonF([QPointF(x * r, y * r) for x, y in shape[key]["points"]]))
    if state is State.PENDING and case:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        inner = max(shape[key]["radius"] * r - width / 2, 0)
        painter.drawEllipse(QPointF(0, 0), inner, inner)


def _disc(painter: QPainter, radius: float, fill: QColor, edge: QColor, case: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if case:
        painter.setBrush(edge)
        painter.drawEllipse(QPointF(0, 0), radius + case, radius + case)
    painter.setBrush(fill)
    painter.drawEllipse(QPointF(0, 0), radius, radius)


def _polygon(painter: QPainter, shape: dict, fill: QColor, edge: QColor, r: float, case: float) -> None:
    points = QPolygonF([QPointF(x * r, y * r) for x, y in shape["points"]])
    join = shape["join_stroke"] * r
    for colour, width in ((edge, join + 2 * case), (fill, join)) if case else ((fill, join),):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(colour)
        painter.drawPolygon(points)


def _square(painter: QPainter, shape: dict, fill: QColor, edge: QColor, r: float, case: float) -> None:
    half = shape["half"] * r
    painter.setPen(Qt.PenStyle.NoPen)
    if case:
        painter.setBrush(edge)
        painter.drawRoundedRect(QRectF(-half - case, -half - case, 2 * (half + case), 2 * (half + case)), case, case)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(-half, -half, 2 * half, 2 * half), 0.12 * r, 0.12 * r)
    painter.setBrush(edge)
    width, tall = shape["bar_width"] * r, shape["bar_half_height"] * r
    for x in shape["bars_x"]:
        painter.drawRect(QRectF(x * r - width / 2, -tall, width, 2 * tall))


def _exclamation(painter: QPainter, colour: QColor, r: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    width = max(0.2 * r, 1.2)
    painter.drawRoundedRect(QRectF(-width / 2, -0.58 * r, width, 0.68 * r), width / 2, width / 2)
    painter.drawEllipse(QPointF(0, 0.42 * r), width * 0.58, width * 0.58)
