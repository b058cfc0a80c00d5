"""Two numbers of a row as a position: degrees in either order, or Gauss–Krüger metres with or without a zone number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from gis.foundation.crs import strip_zone, to_degrees
from gis.intake.sheets import Cell

_LON, _LAT = (73.0, 136.0), (3.0, 54.0)  # China
_NORTHING_M = (380_000.0, 5_990_000.0)
_EASTING_M = (150_000.0, 850_000.0)  # within a 3- or 6-degree zone, false easting 500 km
_SIX_DEGREE_ZONES = range(13, 24)
SWAPPED_NOTE = "经纬度对调"


@dataclass(frozen=True)
class Position:
    """Degrees as given, or CGCS2000 degrees when `projected` (no datum to doubt then). `note`: what was put right."""

    lon: float
    lat: float
    projected: bool = False
    note: str = ""


def position_of(first: Cell, second: Cell) -> Position | None:
    """The position of two cells (longitude or X, latitude or Y); None when both are empty or zero. ValueError with a
    Chinese reason when they are no position in China."""
    a, b = _number(first), _number(second)
    if (a, b) in ((None, None), (0.0, 0.0)):
        return None
    if a is None or b is None:
        raise ValueError("坐标只有一半")
    if _within(a, _LON) and _within(b, _LAT):
        return Position(a, b)
    if _within(b, _LON) and _within(a, _LAT):
        return Position(b, a, note=SWAPPED_NOTE)
    for east, north in ((a, b), (b, a)):
        if _within(north, _NORTHING_M) and (found := _projected(east, north)):
            return found
    raise ValueError(f"坐标 {a:.10g}, {b:.10g} 不像经纬度，也不像高斯投影坐标")


def _projected(east: float, north: float) -> Position | None:
    """CGCS2000 degrees of metres; None if the easting is none. A two-digit prefix names the zone: 25–45 of 3 degrees
    (meridian 3 z), 13–23 of 6 degrees (meridian 6 z - 3)."""
    zone, easting = strip_zone(east)
    if not zone and int(east // 1_000_000) in _SIX_DEGREE_ZONES:
        zone, easting = int(east // 1_000_000), east % 1_000_000
    if not _within(easting, _EASTING_M):
        return None
    if not zone:
        lon, lat = to_degrees(easting, north)
        return Position(float(lon), float(lat), True, "投影坐标，无带号，按本县的 EPSG:4547")
    meridian = 6.0 * zone - 3 if zone in _SIX_DEGREE_ZONES else 3.0 * zone
    lon, lat = to_degrees(easting, north, meridian)
    return Position(float(lon), float(lat), True, f"投影坐标，带号 {zone}，中央经线 {meridian:g}°")


def _number(cell: Cell) -> float | None:
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, float | int):
        return float(cell)
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if not text:
        return None
    if degrees := re.fullmatch(
        r"[NSEW东北]?(\d{1,3})[°度](?:(\d{1,2})[′'分])?(?:(\d{1,2}(?:\.\d+)?)(?:[\"秒]|[′']{2}))?[NE]?", text
    ):
        whole, minutes, seconds = (float(part or 0) for part in degrees.groups())
        return whole + minutes / 60 + seconds / 3600
    try:
        return float(text.rstrip("°度EN").lstrip("EN东北经纬"))
    except ValueError as error:
        raise ValueError(f"看不懂的坐标“{text}”") from error


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
