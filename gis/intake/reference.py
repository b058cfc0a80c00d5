"""In which reference system are these shapes? What the file, the numbers and the named villages say.

The three must agree. A file that says WGS 84 while its villages lie right only as GCJ-02 was drawn on a phone's map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.lattice import on_lattice
from gis.foundation.crs import CENTRAL_MERIDIAN, ZONE_M, to_degrees, to_metres
from gis.intake.datum import DATUM_WORD, Datum, VillageAt, judge, to_cgcs2000
from gis.intake.sheets import IntakeError

LON, LAT = (73.0, 136.0), (3.0, 54.0)  # China
NORTHING_M, EASTING_M = (380_000.0, 5_990_000.0), (150_000.0, 850_000.0)
SIX_DEGREE_ZONES = range(13, 24)
SAME_DATUM = (
    "CGCS2000",
    "CHINA_2000",
    "CHINA 2000",
    "CHINA GEODETIC COORDINATE SYSTEM 2000",
    "WGS 84",
    "WGS_1984",
    "WGS84",
)


@dataclass(frozen=True)
class Located:
    """shapes: object[n], EPSG:4547 metres on the lattice (None stays None). datum: None where the coordinates are
    projected, so that none is in doubt. words: what was found, for people. repairs: what was put right, in words."""

    shapes: np.ndarray
    datum: Datum | None
    words: str
    repairs: tuple[str, ...]


def located(shapes: np.ndarray, wkt: str, named: np.ndarray, village_at: VillageAt, asked: Datum | None) -> Located:
    """Shapes (object[n], the file's coordinates) as metres of EPSG:4547. wkt: the file's reference system, empty for
    none. named: int32[n] village rows that features name, -1 for none. village_at: CGCS2000 degrees → village rows.
    asked: the datum as the user knows it. IntakeError where the three do not agree or nothing tells."""
    import shapely

    xy = shapely.get_coordinates(shapes[~shapely.is_missing(shapes)])
    if not len(xy) or not np.isfinite(xy).all():
        raise IntakeError("图形没有坐标，或坐标不是数字。", "请用原软件检查图形。")
    system = _declared(wkt)
    swapped, zoned = _looks(xy)
    repairs = ["经纬度（或横纵坐标）对调"] if swapped else []
    if swapped:
        shapes = _moved(shapes, lambda p: p[:, ::-1])
        xy = xy[:, ::-1]
    if _within(xy[:, 0], LON) and _within(xy[:, 1], LAT):
        return _from_degrees(shapes, named, village_at, asked, system, repairs)
    if system is not None and system.other:
        shapes = _moved(shapes, system.to_degrees)
        return _from_degrees(shapes, named, village_at, asked, system, repairs)
    meridian, offset = _zone(xy, system, zoned)
    if offset:
        repairs.append(f"去掉横坐标里的带号 {int(offset // ZONE_M)}")
    words = f"投影坐标，中央经线 {meridian:g}°" + (f"，{system.name}" if system else "，文件没有说明坐标系，按数值判断")

    def metres(p: np.ndarray) -> np.ndarray:
        east, north = p[:, 0] - offset, p[:, 1]
        if meridian == CENTRAL_MERIDIAN:
            return np.column_stack([east, north])
        return np.column_stack(to_metres(*to_degrees(east, north, meridian)))

    return Located(_moved(shapes, lambda p: on_lattice(metres(p))), None, words, tuple(repairs))


@dataclass(frozen=True)
class _System:
    """What a file says of its reference system. other: neither degrees nor Gauss–Krüger, so pyproj converts it."""

    name: str
    geographic: bool
    meridian: float | None
    offset: float
    other: bool
    crs: Any

    def to_degrees(self, p: np.ndarray) -> np.ndarray:
        from pyproj import Transformer

        there = Transformer.from_crs(self.crs, self.crs.geodetic_crs, always_xy=True)
        return np.column_stack(there.transform(p[:, 0], p[:, 1]))


def _declared(wkt: str) -> _System | None:
    """None where nothing is said. IntakeError for a datum other than CGCS2000 and WGS 84."""
    if not wkt:
        return None
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        crs = CRS.from_user_input(wkt)
    except CRSError as error:
        raise IntakeError(f"看不懂文件的坐标系（{error}）。", "请用原软件重新设置坐标系后导出。") from error
    geodetic = crs.geodetic_crs
    datum = f"{geodetic.name} {geodetic.datum.name if geodetic and geodetic.datum else ''}".upper() if geodetic else ""
    if not any(word in datum for word in SAME_DATUM):
        raise IntakeError(
            f"文件的坐标系是 {crs.name}，不是 CGCS2000 或 WGS 84，两者之间的转换参数各地不同，不能猜。",
            "请让测绘部门转换为 CGCS2000（EPSG:4490 或 4547）再导入。",
        )
    if crs.is_geographic:
        return _System(crs.name, True, None, 0.0, False, crs)
    operation = crs.coordinate_operation
    values = {p.name: float(p.value) for p in operation.params} if operation else {}
    method = operation.method_name if operation else ""
    gauss = "Transverse Mercator" in method or "Gauss" in method
    if not gauss or abs(values.get("Scale factor at natural origin", 1.0) - 1.0) > 1e-9:
        return _System(crs.name, False, None, 0.0, True, crs)
    meridian, easting = values["Longitude of natural origin"], values["False easting"]
    return _System(crs.name, False, meridian, easting - 500_000.0, False, crs)


def _looks(xy: np.ndarray) -> tuple[bool, bool]:
    """(whether the two coordinates stand in the wrong order, whether eastings carry a zone number)."""
    a, b = xy[:, 0], xy[:, 1]
    degrees = _within(a, LON) and _within(b, LAT)
    if not degrees and _within(b, LON) and _within(a, LAT):
        return True, False
    if degrees or not (_within(a, NORTHING_M) or _within(b, NORTHING_M)):
        return False, bool((a > ZONE_M).all() and not degrees)
    swapped = not _within(b, NORTHING_M) or (_within(a, NORTHING_M) and _east(b) and not _east(a))
    return swapped, bool(((b if swapped else a) > 10 * ZONE_M).all())


def _east(values: np.ndarray) -> bool:
    return _within(values, EASTING_M) or (_within(values % ZONE_M, EASTING_M) and bool((values > 10 * ZONE_M).all()))


def _zone(xy: np.ndarray, system: _System | None, zoned: bool) -> tuple[float, float]:
    """(central meridian, what is to be taken off eastings). By the numbers where the file says nothing."""
    zone = int(np.median(xy[:, 0]) // ZONE_M) if zoned else 0
    offset = zone * ZONE_M
    easting = xy[:, 0] - offset
    if not (_within(easting, EASTING_M) and _within(xy[:, 1], NORTHING_M)):
        x, y = xy[0].tolist()
        raise IntakeError(f"坐标 {x:.3f}, {y:.3f} 不像经纬度，也不像高斯投影坐标。", "请核对导出时选的坐标系。")
    told = None if system is None or system.geographic else system.meridian
    by_zone = (6.0 * zone - 3 if zone in SIX_DEGREE_ZONES else 3.0 * zone) if zone else None
    if told is not None and by_zone is not None and told != by_zone:
        raise IntakeError(
            f"文件说中央经线是 {told:g}°，横坐标里的带号 {zone} 却是 {by_zone:g}°。", "请核对导出时选的坐标系。"
        )
    return told or by_zone or CENTRAL_MERIDIAN, offset


def _from_degrees(
    shapes: np.ndarray, named: np.ndarray, village_at: VillageAt, asked: Datum | None, system: _System | None,
    repairs: list[str],
) -> Located:  # fmt: skip
    import shapely

    held = np.flatnonzero(~shapely.is_missing(shapes))
    inside = shapely.get_coordinates(shapely.point_on_surface(shapes[held]))
    verdict = judge(inside[:, 0], inside[:, 1], named[held], village_at)
    said = f"文件声明 {system.name}" if system else "文件没有说明坐标系"
    if asked is not None:
        datum = asked
        against = verdict.datum not in (None, asked) and verdict.datum is not None
        words = f"按指定的 {DATUM_WORD[asked]}；{verdict.evidence}"
        words += f"；核对结果更像 {DATUM_WORD[verdict.datum]}，请复查" if against and verdict.datum else ""
    elif verdict.datum is not None:
        datum = verdict.datum
        words = f"{verdict.evidence}；{said}"
        if datum is not Datum.WGS84:
            repairs = [*repairs, f"由 {DATUM_WORD[datum]} 改正到 CGCS2000"]
    elif system is not None and verdict.agreeing[Datum.WGS84] == max(verdict.agreeing.values()):
        datum, words = Datum.WGS84, f"{said}；{verdict.evidence}"
    else:
        raise IntakeError(
            f"判断不了坐标系：{said}，{verdict.evidence}。没有导入。",
            "请问清坐标从哪里来并指明：wgs84（专业设备、天地图）、gcj02（手机、高德、腾讯）或 bd09（百度）。",
        )

    def metres(p: np.ndarray) -> np.ndarray:
        return on_lattice(np.column_stack(to_metres(*to_cgcs2000(datum, p[:, 0], p[:, 1]))))

    return Located(_moved(shapes, metres), datum, words, tuple(repairs))


def _moved(shapes: np.ndarray, change: Any) -> np.ndarray:
    """Every geometry with its coordinates changed, object[n]."""
    import shapely

    flat = shapely.force_2d(shapes)
    out = flat.copy()
    held = ~shapely.is_missing(flat)
    out[held] = shapely.set_coordinates(flat[held], np.ascontiguousarray(change(shapely.get_coordinates(flat[held]))))
    return out


def _within(values: np.ndarray, limits: tuple[float, float]) -> bool:
    return bool((values >= limits[0]).all() and (values <= limits[1]).all())
