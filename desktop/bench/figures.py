"""The figures asked of the desk, in one table, and the way a measurement is written down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# figure: (unit, asked at most)
ASKED: dict[str, tuple[str, float]] = {
    "pan_frame_p95_4k_ms": ("ms", 8),
    "worst_stall_ms": ("ms", 50),
    "picture_1080_ms": ("ms", 60),
    "picture_4k_ms": ("ms", 120),
    "first_picture_s": ("s", 0.5),
    "live_s": ("s", 1.5),
    "memory_mb": ("MB", 350),
    "tick_ms": ("ms", 5),
    "drop_1_ms": ("ms", 50),
    "drop_1000_ms": ("ms", 250),
    "search_ms": ("ms", 100),
    "vertex_frame_p95_4k_ms": ("ms", 8),
    "stroke_ms": ("ms", 30),
    "stroke_undo_ms": ("ms", 20),
}


@dataclass(frozen=True)
class Measured:
    """A figure and the samples it was taken from, all in its unit."""

    figure: str
    value: float
    samples: tuple[float, ...]

    def row(self) -> dict[str, float | str | int]:
        unit, asked = ASKED[self.figure]
        return {
            "value": round(self.value, 3),
            "unit": unit,
            "asked": asked,
            "met": bool(self.value <= asked),
            "median": round(float(np.median(self.samples)), 3),
            "worst": round(max(self.samples), 3),
            "samples": len(self.samples),
        }


def p95(figure: str, samples: list[float]) -> Measured:
    """The 95th percentile: nearly every one is at most this."""
    return Measured(figure, float(np.percentile(samples, 95)), tuple(samples))


def median(figure: str, samples: list[float]) -> Measured:
    return Measured(figure, float(np.median(samples)), tuple(samples))


def worst(figure: str, samples: list[float]) -> Measured:
    return Measured(figure, max(samples), tuple(samples))
