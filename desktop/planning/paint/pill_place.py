"""Where counts of touched grids stand: at their grid's label, but aside of the hand, of its line and of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from desktop.planning.paint.pills import LARGE
from desktop.planning.paint.tip_place import crossed

SMALL = QSizeF(88, 26)  # room of a small pill
ASIDE = (
    (0, 0), (0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, -1), (-1, 1), (1, 1), (0, -2), (0, 2),
)  # fmt: skip
BESIDE_PX, BELOW_PX = 18.0, 8.0  # past half of its width, past its height: one step aside
CLEAR_PX, GAP_PX, EDGE_PX = 20.0, 4.0, 10.0
HAND, PILL, STROKE, FAR = 100.0, 50.0, 10.0, 0.2  # how bad it is to lie on each, and to stand elsewhere
SETTLED = 3.0  # a place is kept while no other is better by so much


@dataclass(frozen=True)
class Home:
    """Where a grid's count would stand if nothing were there. middle: px."""

    code: str
    middle: QPointF
    large: bool = True


class PillPlaces:
    """Remembers on which side each grid's count stands while a gesture lasts, so that none jumps about."""

    def __init__(self) -> None:
        self._sides: dict[str, int] = {}

    def forget(self) -> None:
        """The gesture is over."""
        self._sides.clear()

    def boxes(
        self, homes: Iterable[Home], room: QRectF, pointer: QPointF | None, strokes: np.ndarray
    ) -> dict[str, QRectF]:
        """Boxes by code, px. strokes: float64 (k, 4) px: x0, y0, x1, y1."""
        stood: dict[str, QRectF] = {}
        for home in homes:
            stood[home.code] = self._box(home, room, list(stood.values()), pointer, strokes)
        return stood

    def _box(
        self, home: Home, room: QRectF, taken: list[QRectF], pointer: QPointF | None, strokes: np.ndarray
    ) -> QRectF:
        last = self._sides.get(home.code, 0)
        at_last = _box_at(home, ASIDE[last], room)
        cost = _cost(at_last, taken, pointer, strokes)
        if not cost and not last:
            return at_last
        boxes = [_box_at(home, aside, room) for aside in ASIDE]
        costs = [_cost(box, taken, pointer, strokes) + FAR * n for n, box in enumerate(boxes)]
        best = min(costs)
        side = last if costs[last] <= best + SETTLED else costs.index(best)
        self._sides[home.code] = side
        return boxes[side]


def uncrowded(middles: Iterable[tuple[str, QPointF]]) -> frozenset[str]:
    """The codes whose small pills stand on none before them."""
    stood: list[QRectF] = []
    kept = set()
    for code, at in middles:
        room = QRectF(at.x() - SMALL.width() / 2, at.y() - SMALL.height() / 2, SMALL.width(), SMALL.height())
        if not any(room.intersects(each) for each in stood):
            stood.append(room)
            kept.add(code)
    return frozenset(kept)


def _box_at(home: Home, aside: tuple[int, int], room: QRectF) -> QRectF:
    """Around a middle, whole within the room; whole pixels, as it is stamped."""
    size = LARGE if home.large else SMALL
    wide, tall = size.width(), size.height()
    x, y = home.middle.x() + aside[0] * (wide / 2 + BESIDE_PX), home.middle.y() + aside[1] * (tall + BELOW_PX)
    left = min(max(x - wide / 2, room.left() + EDGE_PX), room.right() - EDGE_PX - wide)
    top = min(max(y - tall / 2, room.top() + EDGE_PX), room.bottom() - EDGE_PX - tall)
    return QRectF(round(left), round(top), wide, tall)


def _cost(box: QRectF, taken: list[QRectF], pointer: QPointF | None, strokes: np.ndarray) -> float:
    cost = PILL * sum(box.adjusted(-GAP_PX, -GAP_PX, GAP_PX, GAP_PX).intersects(each) for each in taken)
    if pointer is not None and box.adjusted(-CLEAR_PX, -CLEAR_PX, CLEAR_PX, CLEAR_PX).contains(pointer):
        cost += HAND
    if len(strokes) and crossed(box, strokes):
        cost += STROKE
    return cost
