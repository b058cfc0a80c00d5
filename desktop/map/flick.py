"""How fast the hand was when it let go of the map, and how far the map then runs on."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

COAST_MS = 420.0
WINDOW_MS = 90.0  # of the movement before letting go that counts
STILL_MS = 50.0  # a hand that rested this long has stopped the map
LEAST_PX_S, MOST_PX_S = 300.0, 6000.0


@dataclass
class Flick:
    """Positions of the pointer while it pans, px and milliseconds."""

    _track: deque[tuple[float, float, float]] = field(default_factory=lambda: deque(maxlen=32))

    def begin(self) -> None:
        self._track.clear()

    def move(self, x: float, y: float, now_ms: float) -> None:
        self._track.append((x, y, now_ms))

    def way(self, now_ms: float) -> tuple[float, float]:
        """px that the map runs on in COAST_MS, slowing down from the hand's speed; (0, 0) from a slow or resting hand.
        An OutCubic run of d px in t begins at 3 d / t."""
        recent = [each for each in self._track if now_ms - each[2] <= WINDOW_MS]
        if len(recent) < 3 or now_ms - recent[-1][2] > STILL_MS:
            return 0.0, 0.0
        (x0, y0, t0), (x1, y1, t1) = recent[0], recent[-1]
        seconds = max(t1 - t0, 1.0) / 1000
        vx, vy = (x1 - x0) / seconds, (y1 - y0) / seconds
        speed = math.hypot(vx, vy)
        if speed < LEAST_PX_S:
            return 0.0, 0.0
        share = min(MOST_PX_S / speed, 1.0) * COAST_MS / 1000 / 3
        return vx * share, vy * share
