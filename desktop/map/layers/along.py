"""Names along lines: road plates at open stretches, river names character by character along the water."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from PySide6.QtGui import QImage

from desktop.map.frame import Frame
from desktop.map.lettering import Lettering, Word
from desktop.map.placement import Room
from gis.county.ground import GroundKind

Spot = tuple[QImage, float, float, float, float]  # picture, left, top, opacity, angle
REPEAT_PX = 900.0
WATER_TRACKING_PX = 3.0
ROADS_COARSEST_M = 45.0
STEEP = math.radians(58)


def place_lines(frame: Frame, lettering: Lettering, room: Room) -> Iterator[Spot]:
    """Names of roads and rivers in the picture, wherever there is room."""
    if frame.view.m_per_px > ROADS_COARSEST_M:
        return
    ground = frame.scene.ground
    last: dict[str, list[tuple[float, float]]] = {}
    for run, name in frame.scene.named_lines:
        points = ground.xy[ground.offsets[run] : ground.offsets[run + 1]]
        x, y = frame.view.to_screen(points[:, 0], points[:, 1])
        if x.max() < 0 or y.max() < 0 or x.min() > frame.view.width_px or y.min() > frame.view.height_px:
            continue
        water = ground.kind[run] == GroundKind.RIVER
        seen = last.setdefault(name, [])
        for at in _stations(x, y, frame):
            if any(math.hypot(at[0] - px, at[1] - py) < REPEAT_PX for px, py in seen):
                continue
            spots = list(_water(lettering, room, name, x, y, at[2]) if water else _plate(lettering, room, name, at))
            if spots:
                seen.append((at[0], at[1]))
                yield from spots


def _lengths(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])


def _stations(x: np.ndarray, y: np.ndarray, frame: Frame) -> list[tuple[float, float, float]]:
    """Points along a line inside the picture, middle outwards: (x, y, distance along)."""
    along = _lengths(x, y)
    at = np.arange(60.0, along[-1] - 40, 70.0)
    px, py = np.interp(at, along, x), np.interp(at, along, y)
    inside = (px > 50) & (py > 20) & (px < frame.view.width_px - 50) & (py < frame.view.height_px - 20)
    rows = np.flatnonzero(inside)
    rows = rows[np.argsort(np.abs(rows - rows.mean()))] if len(rows) else rows
    return [(float(px[i]), float(py[i]), float(at[i])) for i in rows[:60]]


def _plate(lettering: Lettering, room: Room, name: str, at: tuple[float, float, float]) -> Iterator[Spot]:
    image, width, height = lettering.word(name, "road")
    if room.try_take(at[0], at[1], width + 4, height + 4):
        yield image, round(at[0] - width / 2), round(at[1] - height / 2), 1.0, 0.0


def _water(lettering: Lettering, room: Room, name: str, x: np.ndarray, y: np.ndarray, middle: float) -> Iterator[Spot]:
    along = _lengths(x, y)
    step = lettering.advance("河", "water") + WATER_TRACKING_PX * 2
    distances = middle + (np.arange(len(name)) - (len(name) - 1) / 2) * step
    if distances[0] < 0 or distances[-1] > along[-1]:
        return
    ends = [(np.interp(d, along, x), np.interp(d, along, y)) for d in (distances[0], distances[-1])]
    angle = math.atan2(ends[1][1] - ends[0][1], ends[1][0] - ends[0][0])
    forwards = abs(angle) <= math.pi / 2 if abs(math.sin(angle)) < math.sin(STEEP) else ends[1][1] > ends[0][1]
    upright = abs(math.sin(angle)) >= math.sin(STEEP)
    spots: list[tuple[Word, float, float, float]] = []
    for character, at in zip(name if forwards else name[::-1], distances, strict=True):
        px, py = float(np.interp(at, along, x)), float(np.interp(at, along, y))
        word = lettering.word(character, "water")
        if not room.free(px, py, word.width, word.height):
            return
        spots.append((word, px, py, 0.0 if upright else math.degrees(angle if forwards else angle + math.pi)))
    for word, px, py, turn in spots:
        room.take(px, py, word.width, word.height)
        yield word.image, px - word.width / 2, py - word.height / 2, 1.0, turn
