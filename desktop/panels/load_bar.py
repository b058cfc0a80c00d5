"""The load bar: open events of a unit by state, in order of severity, against the tick of what it can carry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from desktop.theme import Theme
from gis.events.states import State

# The bar runs to 135 % of capacity, so that the tick of 100 % stands at one place in every tile and overload is seen.
FULL_SHARE = 1.35
GAP_PX = 1.0
LEAST_PX = 2.0


def paint_load_bar(
    painter: QPainter, theme: Theme, rect: QRectF, states: Sequence[int], capacity: int, opacity: float = 1.0
) -> None:
    """Paint `states` (counts in State order; closed ones are not load) into `rect`; the tick overhangs by 2 px."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(painter.opacity() * opacity)
    radius = rect.height() / 2
    track = QPainterPath()
    track.addRoundedRect(rect, radius, radius)
    painter.fillPath(track, theme.ui["line"])
    spans = segments(states, capacity, rect.width())
    if spans:
        filled = QPainterPath()
        filled.addRoundedRect(QRectF(rect.left(), rect.top(), spans[-1][2], rect.height()), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        for state, start, stop in spans:
            piece = QPainterPath()
            piece.addRect(QRectF(rect.left() + start, rect.top(), stop - start, rect.height()))
            painter.fillPath(filled.intersected(piece), theme.state[state].fill)
    if capacity > 0:
        _tick(painter, theme, rect)
    painter.restore()


def segments(states: Sequence[int], capacity: int, width: float) -> list[tuple[State, float, float]]:
    """(state, start px, end px) of every state that has events, gaps taken out; never wider than the bar."""
    load = [(State(i), int(n)) for i, n in enumerate(states) if n > 0 and i != State.CLOSED]
    total = sum(n for _, n in load)
    if not total:
        return []
    full = capacity * FULL_SHARE if capacity > 0 else total
    room = width * min(total / full, 1.0)
    spans: list[tuple[State, float, float]] = []
    at = 0.0
    for index, (state, n) in enumerate(load):
        gap = GAP_PX if index + 1 < len(load) else 0.0
        wide = max(room * n / total - gap, LEAST_PX)
        spans.append((state, at, min(at + wide, width)))
        at = min(at + wide + gap, width)
    return spans


def _tick(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    ratio = painter.device().devicePixelRatio()
    wide = max(round(1.5 * ratio), 1) / ratio
    x = round((rect.left() + rect.width() / FULL_SHARE) * ratio) / ratio
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(x - wide / 2, rect.top() - 2, wide, rect.height() + 4), theme.ui["text_secondary"])
