"""Small line charts of rates over periods, one a rate, side by side, each with its 95 % interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.printing.faces import Face
from desktop.printing.marks import GREY, HAIR, INK, Box, Line, Mark, Shape, Text, centred, flush_right, placed
from desktop.printing.slices import Slice
from gis.foundation.numbers import rate

NAME = Face("sans", 9)
FINE = Face("sans", 7)
LEFT, RIGHT, TOP, BOTTOM = 11.0, 3.0, 7.0, 6.0  # mm of a chart around its plot
LINE_INK, BAND = "#30404E", "#DDE2E7"
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)


@dataclass(frozen=True)
class Series:
    """One rate: values, low and high ends over the periods (NaN without cases), in the order of `names`."""

    name: str
    names: tuple[str, ...]
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def charts(series: Sequence[Series], width: float, height: float = 38.0, across: int = 3) -> list[Slice]:
    """Rows of charts."""
    own = width / across
    rows = []
    for start in range(0, len(series), across):
        marks = [
            mark
            for place, one in enumerate(series[start : start + across])
            for mark in placed(_chart(one, own - 3, height - 2), place * own, 0)
        ]
        rows.append(Slice(height, tuple(marks)))
    return rows


def axis(low: float, high: float) -> tuple[float, float, float]:
    """(bottom, top, step) in round shares with two to four steps between."""
    spread = max(high - low, 0.004)
    step = next((s for s in STEPS if spread / s <= 3), STEPS[-1])
    bottom = max(np.floor(low / step) * step, 0.0)
    top = min(np.ceil(high / step + 1e-9) * step, 1.0)
    return float(bottom), float(max(top, bottom + step)), step


def _chart(one: Series, width: float, height: float) -> list[Mark]:
    plot_w, plot_h = width - LEFT - RIGHT, height - TOP - BOTTOM
    known = [int(i) for i in np.flatnonzero(~np.isnan(one.value))]
    marks: list[Mark] = [Text(0, 4.2, one.name, NAME)]
    if not known:
        return [*marks, centred("没有数据", FINE, width / 2, height / 2, GREY)]
    bottom, top, step = axis(float(np.nanmin(one.low)), float(np.nanmax(one.high)))

    def at(i: int, share: float) -> tuple[float, float]:
        x = LEFT + plot_w * (i / max(len(one.names) - 1, 1))
        return x, TOP + plot_h * (top - share) / (top - bottom)

    for tick in np.arange(bottom, top + step / 2, step):
        y = at(0, float(tick))[1]
        marks.append(Line(LEFT, y, plot_w, 0, 0.1, HAIR))
        marks.append(flush_right(rate(float(tick), 0), FINE, LEFT - 1, y + 0.9, GREY))
    for i in known:
        x, high = at(i, float(one.high[i]))
        marks.append(Box(x - 1.3, high, 2.6, max(at(i, float(one.low[i]))[1] - high, 0.1), BAND))
    points = tuple(at(i, float(one.value[i])) for i in known)
    marks.append(Shape(0, 0, points, LINE_INK, 0.35))
    marks += [Box(x - 0.6, y - 0.6, 1.2, 1.2, LINE_INK) for x, y in points]
    for place, name in enumerate(one.names):
        marks.append(centred(name, FINE, at(place, bottom)[0], height - 1.6, GREY))
    last = known[-1]
    marks.append(flush_right(rate(float(one.value[last]), 2), NAME, width - RIGHT, 4.2, INK))
    return marks
