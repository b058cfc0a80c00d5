"""The thin bar that shows what a load is made of: shares of states in order of severity."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from desktop.theme import Theme
from gis.events.states import State

GAP_PX = 1.0
LEAST_PX = 2.0


def segments(counts: Sequence[int], width: float) -> list[tuple[State, float, float]]:
    """(state, left, width) of each open state that occurs; small shares keep LEAST_PX, the largest gives way."""
    shown = [(State(i), int(n)) for i, n in enumerate(counts) if n > 0 and i != State.CLOSED]
    total = sum(n for _, n in shown)
    if not total:
        return []
    room = width - GAP_PX * (len(shown) - 1)
    sizes = [max(LEAST_PX, room * n / total) for _, n in shown]
    sizes[sizes.index(max(sizes))] -= sum(sizes) - room
    made, left = [], 0.0
    for (state, _), size in zip(shown, sizes, strict=True):
        made.append((state, left, size))
        left += size + GAP_PX
    return made


def paint_share_bar(painter: QPainter, theme: Theme, rect: QRectF, counts: Sequence[int]) -> None:
    """Fill `rect` (rounded ends) with the shares of `counts` (State order); an empty bar is a hairline track."""
    radius = rect.height() / 2
    outline = QPainterPath()
    outline.addRoundedRect(rect, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setClipPath(outline)
    parts = segments(counts, rect.width())
    if not parts:
        painter.fillRect(rect, QColor(theme.ui["line"]))
    for state, left, width in parts:
        painter.fillRect(QRectF(rect.left() + left, rect.top(), width, rect.height()), theme.state[state].fill)
    painter.restore()
