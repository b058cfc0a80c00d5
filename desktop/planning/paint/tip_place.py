"""Where the tip stands: beside the pointer, on no plate, no pill and not on the stroke, and not jumping about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

GAP = 18.0
FARTHER = (0.0, 62.0, 110.0)  # past what stands in the way
EDGE = 8.0
PLATE, PILL, STROKE = 100.0, 12.0, 5.0  # how bad it is to lie on each


class TipPlace:
    """Remembers the corner the tip stands at: it stays there while no other is better."""

    def __init__(self) -> None:
        self._last = 0

    def find(
        self,
        size: QSizeF,
        pointer: QPointF,
        room: QRectF,
        plates: Sequence[QRectF] = (),
        pills: Sequence[QRectF] = (),
        strokes: np.ndarray | None = None,
    ) -> QRectF:
        """The box for a tip of a size, px. strokes: segments float64 (k, 4) px: x0, y0, x1, y1."""
        inside = room.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        boxes = [
            _within(QRectF(round(x), round(y), size.width(), size.height()), inside) for x, y in _corners(pointer, size)
        ]
        costs = [_cost(box, pointer, plates, pills, strokes) + 0.3 * (n // 4) for n, box in enumerate(boxes)]
        best = min(costs)
        if self._last >= len(costs) or costs[self._last] > best:
            self._last = costs.index(best)
        return boxes[self._last]


def _corners(at: QPointF, size: QSizeF) -> list[tuple[float, float]]:
    """Below left of the pointer first, as the hand comes from the lower right."""
    left, right = at.x() - size.width() - GAP, at.x() + GAP + 6
    low, high = at.y() + GAP, at.y() - size.height() - GAP
    near = [(left, low), (right, low), (left, high), (right, high)]
    return [(x, y + (far if y > at.y() else -far)) for far in FARTHER for x, y in near]


def _within(box: QRectF, inside: QRectF) -> QRectF:
    box.moveLeft(max(min(box.left(), inside.right() - box.width()), inside.left()))
    box.moveTop(max(min(box.top(), inside.bottom() - box.height()), inside.top()))
    return box


def _cost(
    box: QRectF, pointer: QPointF, plates: Sequence[QRectF], pills: Sequence[QRectF], strokes: np.ndarray | None
) -> float:
    cost = PLATE * sum(box.intersects(each) for each in plates) + PILL * sum(box.intersects(each) for each in pills)
    if box.adjusted(-EDGE, -EDGE, EDGE, EDGE).contains(pointer):
        cost += 2 * PLATE
    if strokes is not None and len(strokes) and crossed(box, strokes):
        cost += STROKE
    return cost


def crossed(box: QRectF, strokes: np.ndarray) -> bool:
    """Whether any segment (k, 4) runs through a box: clipped against its four sides (Liang and Barsky)."""
    start, step = strokes[:, :2], strokes[:, 2:] - strokes[:, :2]
    low = np.array([box.left(), box.top()])
    high = np.array([box.right(), box.bottom()])
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - start) / step, (high - start) / step
    flat = step == 0
    beside = flat & ((start < low) | (start > high))
    enter = np.where(flat, 0.0, np.fmin(one, other)).max(axis=1)
    leave = np.where(flat, 1.0, np.fmax(one, other)).min(axis=1)
    return bool(((np.maximum(enter, 0.0) <= np.minimum(leave, 1.0)) & ~beside.any(axis=1)).any())
