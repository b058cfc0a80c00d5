"""Places: degrees and metres of CGCS2000, the shifted degrees of phones (GCJ-02, BD-09), and web map tiles.

All own numpy, so that no map library loads before the first picture. Longitude (x, east) always comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from gis.foundation.errors import WanggeError

SEMI_MAJOR_M = 6_378_137.0  # CGCS2000 ellipsoid
INVERSE_FLATTENING = 298.257222101
CENTRAL_MERIDIAN = 114.0  # of EPSG:4547, 3-degree zone 38
FALSE_EASTING_M = 500_000.0
ZONE_M = 1_000_000.0  # a zone-prefixed easting is zone number × 1,000,000 + easting
TILE_PX = 256
MAX_LATITUDE = 85.0511287798066  # of web map tiles


class Crs(IntEnum):
    """EPSG codes of the systems the product speaks; the shifted ones have none and use made-up negatives."""

    CGCS2000 = 4490
    GK_114 = 4547
    GK_114_ZONED = 4526  # the same with the zone number before the easting
    GCJ02 = -1
    BD09 = -2


class CrsMismatch(WanggeError):
    """Coordinates given in another system than the one asked for."""


def require(found: int, wanted: Crs) -> None:
    """Raise CrsMismatch unless two coordinate systems are the same one."""
    if found != wanted:
        raise CrsMismatch(
            f"坐标系不符：需要 EPSG:{int(wanted)}，得到 EPSG:{int(found)}。", "请先转换坐标，或在导入时指明坐标系。"
        )


@dataclass(frozen=True)
class _Series:
    """Krüger's series in the third flattening n to the sixth order, good to micrometres within 4° of the meridian.

    Karney (2011), "Transverse Mercator with an accuracy of a few nanometers", eqs. 12, 35, 36.
    """

    radius_m: float
    eccentricity: float
    forward: tuple[float, ...]
    backward: tuple[float, ...]


def _series() -> _Series:
    f = 1 / INVERSE_FLATTENING
    n = f / (2 - f)
    radius = SEMI_MAJOR_M / (1 + n) * (1 + n**2 / 4 + n**4 / 64 + n**6 / 256)
    forward = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180 - 127 * n**5 / 288 + 7891 * n**6 / 37800,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440 + 281 * n**5 / 630 - 1983433 * n**6 / 1935360,
        61 * n**3 / 240 - 103 * n**4 / 140 + 15061 * n**5 / 26880 + 167603 * n**6 / 181440,
        49561 * n**4 / 161280 - 179 * n**5 / 168 + 6601661 * n**6 / 7257600,
        34729 * n**5 / 80640 - 3418889 * n**6 / 1995840,
        212378941 * n**6 / 319334400,
    )
    backward = (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360 - 81 * n**5 / 512 + 96199 * n**6 / 604800,
        n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440 + 46 * n**5 / 105 - 1118711 * n**6 / 3870720,
        17 * n**3 / 480 - 37 * n**4 / 840 - 209 * n**5 / 4480 + 5569 * n**6 / 90720,
        4397 * n**4 / 161280 - 11 * n**5 / 504 - 830251 * n**6 / 7257600,
        4583 * n**5 / 161280 - 108847 * n**6 / 3991680,
        20648693 * n**6 / 638668800,
    )
    return _Series(radius, float(np.sqrt(f * (2 - f))), forward, backward)


def to_metres(lon, lat, meridian: float = CENTRAL_MERIDIAN):
    """EPSG:4547 metres (x east, y north) of CGCS2000 degrees; scalars or float64 arrays of one shape."""
    series = _series()
    e = series.eccentricity
    phi, lam = np.radians(lat), np.radians(np.subtract(lon, meridian))
    tau = np.tan(phi)
    sigma = np.sinh(e * np.arctanh(e * tau / np.hypot(1, tau)))
    conformal = tau * np.hypot(1, sigma) - sigma * np.hypot(1, tau)
    xi = np.arctan2(conformal, np.cos(lam))
    eta = np.arcsinh(np.sin(lam) / np.hypot(conformal, np.cos(lam)))
    x, y = eta, xi
    for j, a in enumerate(series.forward, 1):
        x = x + a * np.cos(2 * j * xi) * np.sinh(2 * j * eta)
        y = y + a * np.sin(2 * j * xi) * np.cosh(2 * j * eta)
    return series.radius_m * x + FALSE_EASTING_M, series.radius_m * y


def to_degrees(x_m, y_m, meridian: float = CENTRAL_MERIDIAN):
    """CGCS2000 degrees (lon, lat) of EPSG:4547 metres; scalars or float64 arrays of one shape."""
    series = _series()
    e = series.eccentricity
    xi = np.divide(y_m, series.radius_m)
    eta = np.subtract(x_m, FALSE_EASTING_M) / series.radius_m
    xi_, eta_ = xi, eta
    for j, b in enumerate(series.backward, 1):
        xi_ = xi_ - b * np.sin(2 * j * xi) * np.cosh(2 * j * eta)
        eta_ = eta_ - b * np.cos(2 * j * xi) * np.sinh(2 * j * eta)
    conformal = np.sin(xi_) / np.hypot(np.sinh(eta_), np.cos(xi_))
    lam = np.arctan2(np.sinh(eta_), np.cos(xi_))
    tau = conformal
    for _ in range(4):  # Newton, Karney eqs. 19–21; three steps reach the last bit
        sigma = np.sinh(e * np.arctanh(e * tau / np.hypot(1, tau)))
        found = tau * np.hypot(1, sigma) - sigma * np.hypot(1, tau)
        slope = (1 + (1 - e**2) * tau**2) / ((1 - e**2) * np.hypot(1, tau))
        tau = tau + (conformal - found) / np.hypot(1, found) * slope
    return np.degrees(lam) + meridian, np.degrees(np.arctan(tau))


def strip_zone(x_m):
    """(zone, easting) of eastings with or without their zone number; zone 0 where there is none.

    Eight digits before the point mean a zone: 39325144.173 is zone 39, easting 325144.173. A 3-degree zone z has its
    central meridian at 3 z degrees (zone 38: 114°E, EPSG:4547 without the prefix).
    """
    zone = np.floor_divide(x_m, ZONE_M)
    zone = np.where((zone >= 25) & (zone <= 45), zone, 0)
    easting = np.subtract(x_m, zone * ZONE_M)
    return (int(zone), float(easting)) if np.ndim(x_m) == 0 else (zone.astype(np.int64), easting)


def add_zone(x_m, zone: int = 38):
    """Eastings with their zone number before them."""
    return np.add(x_m, zone * ZONE_M)


def zoned_to_metres(x_m, y_m):
    """EPSG:4547 metres of zone-prefixed 3-degree coordinates of any one zone; those without a prefix are taken to be
    in EPSG:4547 already. Mixed zones raise CrsMismatch."""
    zone, easting = strip_zone(x_m)
    zones = np.unique(zone)
    if len(zones) > 1:
        raise CrsMismatch(f"一份数据里混有不同带号：{'、'.join(str(z) for z in zones)}。", "请分开导入。")
    if not len(zones) or zones[0] in (0, 38):
        return easting, y_m
    return to_metres(*to_degrees(easting, y_m, 3.0 * int(zones[0])))


def wgs_to_gcj(lon, lat):
    """GCJ-02 degrees of CGCS2000 degrees (phones and the big map apps); arrays or scalars. Outside China no shift.

    The polynomial-and-sine shift of eviltransform (googollee, MIT), on the Krasovsky ellipsoid.
    """
    d_lon, d_lat = _gcj_shift(lon, lat)
    return np.add(lon, d_lon), np.add(lat, d_lat)


def gcj_to_wgs(lon, lat):
    """CGCS2000 degrees of GCJ-02 degrees, iterated to 1e-9° (0.1 mm)."""
    return _inverse(wgs_to_gcj, lon, lat)


def gcj_to_bd(lon, lat):
    """BD-09 degrees (Baidu) of GCJ-02 degrees."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    z = np.hypot(x, y) + 2e-5 * np.sin(y * _BD_PI)
    theta = np.arctan2(y, x) + 3e-6 * np.cos(x * _BD_PI)
    return _like(lon, z * np.cos(theta) + 0.0065), _like(lon, z * np.sin(theta) + 0.006)


def bd_to_gcj(lon, lat):
    """GCJ-02 degrees of BD-09 degrees, iterated to 1e-9°."""
    return _inverse(gcj_to_bd, lon, lat)


def wgs_to_bd(lon, lat):
    """BD-09 degrees of CGCS2000 degrees."""
    return gcj_to_bd(*wgs_to_gcj(lon, lat))


def bd_to_wgs(lon, lat):
    """CGCS2000 degrees of BD-09 degrees, iterated to 1e-9°."""
    return gcj_to_wgs(*bd_to_gcj(lon, lat))


_BD_PI = np.pi * 3000 / 180
_GCJ_A, _GCJ_EE = 6_378_245.0, 0.00669342162296594323


def _gcj_shift(lon, lat):
    x, y = np.subtract(lon, 105.0), np.subtract(lat, 35.0)
    root, wave = np.sqrt(np.abs(x)), 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave * 2 / 3
    north = north + (20 * np.sin(np.pi * y) + 40 * np.sin(np.pi * y / 3)) * 2 / 3
    north = north + (160 * np.sin(np.pi * y / 12) + 320 * np.sin(np.pi * y / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave * 2 / 3
    east = east + (20 * np.sin(np.pi * x) + 40 * np.sin(np.pi * x / 3)) * 2 / 3
    east = east + (150 * np.sin(np.pi * x / 12) + 300 * np.sin(np.pi * x / 30)) * 2 / 3
    phi = np.radians(lat)
    magic = 1 - _GCJ_EE * np.sin(phi) ** 2
    d_lat = north / np.radians(_GCJ_A * (1 - _GCJ_EE) / (magic * np.sqrt(magic)))
    d_lon = east / np.radians(_GCJ_A / np.sqrt(magic) * np.cos(phi))
    inside = np.greater(lon, 72.004) & np.less(lon, 137.8347) & np.greater(lat, 0.8293) & np.less(lat, 55.8271)
    return np.where(inside, d_lon, 0.0), np.where(inside, d_lat, 0.0)


def _inverse(forward, lon, lat):
    """The degrees that `forward` takes to (lon, lat), by fixed-point steps; each shrinks the error a thousandfold."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    for _ in range(12):
        to_x, to_y = forward(x, y)
        off_x, off_y = to_x - lon, to_y - lat
        x, y = x - off_x, y - off_y
        if np.all(np.abs(off_x) < 1e-10) and np.all(np.abs(off_y) < 1e-10):
            break
    return _like(lon, x), _like(lon, y)


def _like(given, value):
    """A float for a scalar, an array for an array."""
    return float(value) if np.ndim(given) == 0 else value


def tile_of(lon, lat, zoom: int):
    """Fractional web map tile coordinates (column east, row south) at a zoom level; the whole part names the tile."""
    scale = 2.0**zoom
    phi = np.radians(np.clip(lat, -MAX_LATITUDE, MAX_LATITUDE))
    return (np.add(lon, 180.0) / 360.0) * scale, (1 - np.arcsinh(np.tan(phi)) / np.pi) / 2 * scale


def degrees_of_tile(column, row, zoom: int):
    """CGCS2000 degrees of fractional tile coordinates; whole ones give the tile's north-west corner."""
    scale = 2.0**zoom
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * np.divide(row, scale)))))
    return np.divide(column, scale) * 360.0 - 180.0, lat


def zoom_for(m_per_px: float, lat: float, largest: int = 18) -> int:
    """The tile level whose pixels are nearest in size to `m_per_px` ground metres at a latitude."""
    ground = 2 * np.pi * SEMI_MAJOR_M * np.cos(np.radians(lat)) / TILE_PX
    return int(np.clip(round(float(np.log2(ground / m_per_px))), 0, largest))


def parse_pair(text: str) -> tuple[float, float] | None:
    """EPSG:4547 metres of a typed pair of coordinates, None if it is none.

    "115.03,37.22" degrees (swapped ones are put right: a latitude of China is below 60, a longitude above 70),
    "591418 4121423" metres, "38591418.5 4121423.6" metres with their zone number.
    """
    found = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*[,，;；\s]\s*(-?\d+(?:\.\d+)?)\s*", text)
    if not found:
        return None
    a, b = float(found[1]), float(found[2])
    if {a > 70, b > 70} == {True, False} and max(a, b) <= 140 and 0 < min(a, b) < 60:
        x, y = to_metres(max(a, b), min(a, b))
        return float(x), float(y)
    if min(a, b) < 100_000:
        return None
    east, north = (a, b) if strip_zone(a)[0] or (not strip_zone(b)[0] and a < b) else (b, a)
    x, y = zoned_to_metres(east, north)
    return float(x), float(y)
