"""What a new report should make one look twice at: plain values with words; a person decides, nothing is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np

from gis.county.divisions import Divisions, Level
from gis.county.units import Staff
from gis.foundation.crs import to_metres
from gis.foundation.settings import Settings

Nearby = Sequence[tuple[int, float]]


class FlagKind(StrEnum):
    BORDER = "border"  # asks which grid
    OWN_GRID = "own_grid"
    PHOTO_PLACE = "photo_place"
    PHOTO_TIME = "photo_time"


class PhotoSeen(Protocol):
    """What a picture says of itself (gis.intake.photo.TakenPicture). taken_at: UTC seconds, 0 unknown. lon, lat:
    EPSG:4490 degrees, None unknown."""

    @property
    def taken_at(self) -> int: ...

    @property
    def lon(self) -> float | None: ...

    @property
    def lat(self) -> float | None: ...


@dataclass(frozen=True)
class Flag:
    """kind, words: 距 009 网格界线 6 米，请确认归哪个网格. metres: how far, where it is a distance. grids: division
    rows to choose from, the one that holds the pin first (BORDER only)."""

    kind: FlagKind
    words: str
    metres: float = 0.0
    grids: tuple[int, ...] = ()


def border_flag(divisions: Divisions, nearby: Nearby) -> Flag | None:
    """The question which grid a point belongs to that lies near a border. nearby: (grid row, metres), the grid that
    holds the point first, as gis.boundaries.locate.GridLocator.near gives it."""
    if len(nearby) < 2:
        return None
    metres = nearby[1][1]
    other = grid_word(divisions, nearby[1][0], nearby[0][0])
    words = (
        f"距 {other}界线 {metres:.0f} 米，请确认归哪个网格" if metres >= 1 else f"就在 {other}界线上，请确认归哪个网格"
    )
    return Flag(FlagKind.BORDER, words, metres, tuple(row for row, _ in nearby))


def own_grid_flag(divisions: Divisions, staff: Staff, worker: int, division: int) -> Flag | None:
    """That a grid worker (staff row, -1 none) reports from outside the worker's own grid."""
    grids = divisions.grids_of_worker(int(staff.id[worker])) if worker >= 0 else []
    if not grids or division in grids:
        return None
    own = grids[0]
    own_word, here = grid_word(divisions, own, division), grid_word(divisions, division, own)
    return Flag(FlagKind.OWN_GRID, f"位置在 {here}，上报人负责 {own_word}")


def photo_flags(
    x_m: float, y_m: float, reported_at: int, photos: Sequence[PhotoSeen], settings: Settings
) -> list[Flag]:
    """That a picture was taken far from the pin (EPSG:4547 metres), or long before the report (UTC seconds)."""
    flags = []
    for number, photo in enumerate(photos, 1):
        which = f"照片 {number} " if len(photos) > 1 else "照片"
        if photo.lon is not None and photo.lat is not None:
            px, py = to_metres(photo.lon, photo.lat)
            away = float(np.hypot(px - x_m, py - y_m))
            if away > settings.photo_metres:
                far = f"{away:,.0f} 米" if away < 10_000 else f"{away / 1000:,.0f} 公里"
                flags.append(Flag(FlagKind.PHOTO_PLACE, f"{which}拍摄地离位置 {far}", away))
        hours = (reported_at - photo.taken_at) / 3600 if photo.taken_at else 0.0
        if hours > settings.photo_hours:
            flags.append(Flag(FlagKind.PHOTO_TIME, f"{which}摄于上报前 {hours / 24:.0f} 天"))
        elif hours < -1:
            flags.append(Flag(FlagKind.PHOTO_TIME, f"{which}的拍摄时间晚于上报时间"))
    return flags


def grid_word(divisions: Divisions, grid: int, beside: int = -1) -> str:
    """008 网格; with its village's name before it where the grid beside it is another village's: 小留庄 008 网格. A
    village not yet divided is named alone."""
    if divisions.level[grid] != Level.GRID:
        return f"{divisions.short_name[grid]} "
    village = int(divisions.parent[grid])
    same = beside >= 0 and divisions.ancestor(beside, Level.VILLAGE) == village
    return f"{'' if same else divisions.short_name[village] + ' '}{divisions.short_name[grid]} 网格"
