"""The map of a plan: new borders in accent, old ones dashed, every grid with its number and households."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.printing.faces import PT, Face, width_of
from desktop.printing.map_picture import Cartographer, MapArea, frame, north_arrow, scale_bar
from desktop.printing.marks import Box, Mark, Picture, Shape, Text, centred
from desktop.printing.plan_facts import Borders, Pill, PlanFacts
from desktop.printing.slices import Slice

GROUND = frozenset({"ground", "households", "household-points"})
ACCENT, OLD, KEPT, VILLAGE = "#1160D8", "#465462", "#808B97", "#2C3947"
DASH = (5.0, 3.5)
NUMBER, COUNT = Face("sans", 9, True), Face("sans", 8)
TINY = Face("sans", 6.5)
ROOM_MM = 9.0  # a grid smaller than this across has its number alone
LEGEND = Face("sans", 9)
STEPS = ((0, 0), (0, -0.5), (0, 0.5), (0, -1), (0, 1), (-0.5, 0), (0.5, 0), (-1, 0), (1, 0), (-1, -1), (1, 1))


def plan_map(
    facts: PlanFacts, area: MapArea, cartographer: Cartographer, after: bool, ground: Picture | None = None
) -> list[Mark]:
    """The map of one side; 0, 0 its upper left corner. ground: painted before, where both sides share it."""
    borders = facts.borders
    picture = ground or Picture(0, 0, area.width, area.height, cartographer.paint(area, layers=GROUND).picture.copy())
    pills = facts.after if after else facts.before
    return [
        picture,
        *(_after(borders, area) if after else _before(borders, area)),
        *_pills(pills, area, after),
        *scale_bar(area, 3, area.height - 3.2),
        *north_arrow(area.width - 6, 4),
        frame(area),
    ]


def _before(borders: Borders, area: MapArea) -> list[Mark]:
    return [
        *_lines(borders.old, area, KEPT, 0.3),
        *_lines(borders.outline, area, VILLAGE, 0.5),
    ]


def _after(borders: Borders, area: MapArea) -> list[Mark]:
    """Old below new, new on a white casing."""
    return [
        *_lines(borders.new, area, KEPT, 0.3),
        *_lines(borders.outline, area, VILLAGE, 0.5),
        *_lines(borders.gone, area, OLD, 0.4, DASH),
        *_lines(borders.come, area, "#FFFFFF", 1.7),
        *_lines(borders.come, area, ACCENT, 0.8),
    ]


def _lines(
    lines: Sequence[np.ndarray], area: MapArea, ink: str, width: float, dash: tuple[float, ...] = ()
) -> list[Mark]:
    clip = (0.0, 0.0, area.width, area.height)
    return [Shape(0, 0, area.line(xy), ink, width, dash=dash, clip=clip) for xy in lines if len(xy) > 1]


def _pills(pills: Sequence[Pill], area: MapArea, after: bool) -> list[Mark]:
    """Numbers and households; those of grids that change come first and stand in accent. One that would lie on another
    steps aside; where there is no room, one of an unchanged grid is left out, one that changed never is."""
    marks: list[Mark] = []
    taken = [(18.0, area.height - 5, 36.0, 9.0), (area.width - 6, 9.5, 9.0, 15.0)]  # scale bar and north arrow
    small = area.m_per_mm > ROOM_MM
    for pill in sorted(pills, key=lambda p: (not p.changed, p.number)):
        width = 7.0 if small else max(width_of(f"{pill.households} 户", COUNT), width_of(pill.number, NUMBER)) + 3
        height = 3.4 if small else 8.4
        at = _free(area.to_mm(pill.x_m, pill.y_m), width, height, area, taken, pill.changed)
        if at is not None:
            taken.append((*at, width, height))
            marks += _pill(pill, *at, width, height, small, pill.changed and after)
    return marks


Place = tuple[float, float, float, float]  # middle, width, height


def _free(
    wanted: tuple[float, float], width: float, height: float, area: MapArea, taken: Sequence[Place], must: bool
) -> tuple[float, float] | None:
    """Where a pill can stand, as near as can be to where it is wanted; None where it is out of sight or has no room."""
    if not (0 < wanted[0] < area.width and 0 < wanted[1] < area.height):
        return None
    for right, down in STEPS:
        x, y = wanted[0] + right * (width + 0.6), wanted[1] + down * (height + 0.6)
        inside = width / 2 < x < area.width - width / 2 and height / 2 < y < area.height - height / 2
        if inside and not any(
            abs(x - t[0]) < (width + t[2]) / 2 and abs(y - t[1]) < (height + t[3]) / 2 for t in taken
        ):
            return x, y
    return wanted if must else None


def _pill(pill: Pill, x: float, y: float, width: float, height: float, small: bool, accent: bool) -> list[Mark]:
    ink = ACCENT if accent else "#000000"
    ground = Box(x - width / 2, y - height / 2, width, height, "#FFFFFF", ACCENT if accent else KEPT, 0.2)
    if small:
        return [ground, centred(pill.number, TINY, x, y + TINY.ascent, ink)]
    return [
        ground,
        centred(pill.number, NUMBER, x, y - 1.9 + NUMBER.size * PT * 0.36, ink),
        centred(f"{pill.households} 户", COUNT, x, y + 2.2 + COUNT.size * PT * 0.36),
    ]


def plan_legend(width: float) -> list[Slice]:
    """What the lines of the map after mean."""
    samples = (
        ("调整后的网格界", ACCENT, 0.8, ()),
        ("原网格界", OLD, 0.4, DASH),
        ("不变的网格界", KEPT, 0.3, ()),
        ("村界", VILLAGE, 0.5, ()),
    )
    strips = []
    for words, ink, line, dash in samples:
        stroke = Shape(0, 2.8, ((0.0, 0.0), (13.0, 0.0)), ink, line, dash=dash)
        strips.append(Slice(5.6, (stroke, Text(16, 2.8 + LEGEND.ascent, words, LEGEND))))
    box = Box(0, 0.9, 13, 4.2, "#FFFFFF", ACCENT, 0.2)
    number = centred("008", TINY, 6.5, 3.0 + TINY.ascent, ACCENT)
    strips.append(Slice(6.4, (box, number, Text(16, 3.0 + LEGEND.ascent, "有变化的网格：编号、户数", LEGEND))))
    return strips
