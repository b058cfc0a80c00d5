"""A file of households against a county: who is new, who is known, who is missing; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from gis.boundaries.editing.peopling import NewHouse, Resettle
from gis.boundaries.editing.state import State
from gis.foundation.errors import RowFault
from gis.intake.border_columns import FIELD_WORD, BorderColumns, match_columns
from gis.intake.datum import Datum, VillageAt
from gis.intake.geofiles import KINDS, GeoSheet, read_geofile
from gis.intake.names import VillageNames
from gis.intake.positions import position_of
from gis.intake.reference import Located, located
from gis.intake.sheets import IntakeError, read_sheet

SAME_M = 1.0  # a household this near to a known one, and to no other, is that one
MOVED_M = 0.05  # a known household further than this from where it was has moved
NEAR_M, OWN_SHARE = 50.0, 0.8  # numbers are this county's if so many of them lie this near to their households
MOST_PEOPLE = 255
DOUBLE_M = 0.01  # rows without a number at one place to the centimetre are one household told twice


@dataclass(frozen=True)
class HouseholdReading:
    """What a file turned out to hold. rows: good rows. wish: those that come and change (and go, where the user takes
    missing ones away). same: rows of households that are as they were. missing: ids of known households in the villages
    of the file that it does not name."""

    sheet: GeoSheet
    columns: BorderColumns
    found: Located
    rows: int
    wish: Resettle
    same: int
    missing: tuple[int, ...]
    faults: list[RowFault]

    def told(self) -> dict[str, object]:
        """Everything that was decided about the file and why, for a report or JSON."""
        sheet = self.sheet
        return {
            "file": sheet.file, "layer": sheet.layer, "kind": sheet.kind, "encoding": sheet.encoding,
            "encoding_evidence": sheet.evidence,
            "columns": {FIELD_WORD[f]: heading for f, heading in self.columns.heading.items()},
            "ignored_columns": self.columns.ignored, "reference": self.found.words,
            "datum": self.found.datum.value if self.found.datum else None, "corrections": list(self.found.repairs),
            "features": len(sheet), "good": self.rows, "bad": len(self.faults), "new": len(self.wish.come),
            "changed": len(self.wish.changed), "same": self.same, "missing": len(self.missing),
            "removed": len(self.wish.gone),
            "faults": [{"file": f.file, "row": f.row, "reason": f.reason} for f in self.faults],
        }  # fmt: skip


def read_households(
    path: Path, state: State, names: VillageNames, codes: Sequence[str], village_at: VillageAt,
    datum: Datum | None = None, layer: str = "", remove_missing: bool = False,
    told: Mapping[str, str] | None = None, sheets: Sequence[GeoSheet] = (),
) -> HouseholdReading:  # fmt: skip
    """Read points (any kind of geofile) or rows with coordinates (CSV, Excel). state: the county they belong to. names,
    codes: its villages, and the code of each division row. remove_missing: known households of the same villages that
    the file does not name go. told: field → heading where the user says which column is what. sheets: the layers of the
    file, if they have been read already. IntakeError when the file cannot be read or its reference system cannot be
    told."""
    sheet = _points(path, layer, sheets)
    columns = match_columns(sheet.headings, sheet.kind == "Shapefile", told)
    faults: list[RowFault] = []
    named = np.full(len(sheet), -1, np.int32)
    good = []
    for i, row in enumerate(sheet.rows):
        try:
            named[i] = _village(columns, names, row)
            _people(columns, row)
            if sheet.shapes[i] is None or sheet.shapes[i].geom_type != "Point":
                raise ValueError("没有坐标")
            good.append(i)
        except ValueError as why:
            faults.append(RowFault(sheet.file, sheet.numbers[i], str(why)))
    if not good:
        raise IntakeError(
            f"{sheet.file} 没有一行可用：{faults[0].reason if faults else '没有行'}。", "请补上坐标再导入。"
        )
    found = located(sheet.shapes[good], sheet.wkt, named[good], village_at, datum)
    good, found = _without_doubles(sheet, columns, good, found, faults)
    return _matched(sheet, columns, state, codes, good, named, found, faults, remove_missing)


def _points(path: Path, layer: str, sheets: Sequence[GeoSheet]) -> GeoSheet:
    if path.suffix.lower() in KINDS:
        sheets = [s for s in sheets or read_geofile(path) if not layer or s.layer == layer]
        sheets = [s for s in sheets if any(g is not None and g.geom_type == "Point" for g in s.shapes)]
        if not sheets:
            raise IntakeError(f"{path.name} 里没有点。", "住户应是点；边界请用“导入边界”。")
        return max(sheets, key=len)
    return _from_rows(path)


def _from_rows(path: Path) -> GeoSheet:
    """Rows of a table as points, in degrees as they are written or CGCS2000 where they were metres."""
    import shapely

    sheet = read_sheet(path)
    columns = match_columns(sheet.headings)
    pair = next((p for p in (("lon", "lat"), ("x", "y")) if p[0] in columns.at and p[1] in columns.at), None)
    if pair is None:
        raise IntakeError(f"{sheet.file} 缺少列：经度和纬度。", "请在第一行写明表头，例如：户号,村,经度,纬度,人口。")
    shapes = np.empty(len(sheet.rows), object)
    projected = []
    for i, row in enumerate(sheet.rows):
        try:
            at = position_of(row[columns.at[pair[0]]], row[columns.at[pair[1]]])
        except ValueError:
            at = None  # told as a row without coordinates
        if at is not None:
            shapes[i] = shapely.Point(at.lon, at.lat)
            projected.append(at.projected)
    wkt = "EPSG:4490" if projected and all(projected) else ""
    return GeoSheet(
        sheet.file, path.stem, sheet.kind, sheet.encoding, sheet.evidence, wkt, sheet.headings, sheet.rows,
        sheet.numbers, shapes,
    )  # fmt: skip


def _without_doubles(
    sheet: GeoSheet, columns: BorderColumns, good: list[int], found: Located, faults: list[RowFault]
) -> tuple[list[int], Located]:
    """Rows that tell one household twice: the second is set aside. Households with numbers of their own may share a
    place, as in a building; those that nothing tells apart may not."""
    import shapely

    seen: dict[tuple[object, ...], int] = {}
    kept = []
    for k, (i, (x, y)) in enumerate(zip(good, shapely.get_coordinates(found.shapes).tolist(), strict=True)):
        house, village = columns.value(sheet.rows[i], "house"), columns.value(sheet.rows[i], "village")
        key = (house, village) if house else (round(x / DOUBLE_M), round(y / DOUBLE_M))
        if key in seen:
            what = f"户号 {house}" if house else "位置"
            faults.append(RowFault(sheet.file, sheet.numbers[i], f"{what}与第 {seen[key]} 行相同"))
            continue
        seen[key] = sheet.numbers[i]
        kept.append(k)
    return [good[k] for k in kept], replace(found, shapes=found.shapes[kept])


def _village(columns: BorderColumns, names: VillageNames, row: Sequence[object]) -> int:
    for field in ("grid", "village_code", "code"):
        code = columns.value(row, field)  # type: ignore[arg-type]
        if len(code) >= 12 and code.isdigit():
            return names.find(code[:12])
    words = columns.value(row, "village")  # type: ignore[arg-type]
    return names.find(words, columns.value(row, "township")) if words else -1  # type: ignore[arg-type]


def _people(columns: BorderColumns, row: Sequence[object]) -> int:
    words = columns.value(row, "people")  # type: ignore[arg-type]
    if not words:
        return 0
    if not words.isdigit() or int(words) > MOST_PEOPLE:
        raise ValueError(f"人口“{words}”不是 0 到 {MOST_PEOPLE} 的整数")
    return int(words)


def _matched(
    sheet: GeoSheet, columns: BorderColumns, state: State, codes: Sequence[str], good: list[int], named: np.ndarray,
    found: Located, faults: list[RowFault], remove_missing: bool,
) -> HouseholdReading:  # fmt: skip
    import shapely

    xy = shapely.get_coordinates(found.shapes)
    home = _homes(state, xy)
    come, changed, same, seen, villages = [], [], 0, set(), set()
    known = _known(state, xy, [columns.value(sheet.rows[i], "house") for i in good])
    for k, i in enumerate(good):
        village = codes[int(named[i])] if named[i] >= 0 else ""
        if not home[k] or (village and home[k][:12] != village):
            faults.append(RowFault(sheet.file, sheet.numbers[i], _quarrel(state, home[k], village, xy[k])))
            continue
        villages.add(home[k][:12])
        house = NewHouse(float(xy[k, 0]), float(xy[k, 1]), _people(columns, sheet.rows[i]), _bearing(state, *xy[k]))
        index = known[k]
        if index < 0:
            come.append(house)
            continue
        seen.add(index)
        if _differs(state, index, house, "people" in columns.at):
            changed.append((int(state.houses.id[index]), house))
        else:
            same += 1
    missing = _missing(state, villages, seen)
    label = f"导入住户 {sheet.file}"
    wish = Resettle(come, missing if remove_missing else (), changed, label)
    return HouseholdReading(
        sheet, columns, found, len(come) + len(changed) + same, wish, same, missing,
        sorted(faults, key=lambda f: f.row),
    )  # fmt: skip


def _homes(state: State, xy: np.ndarray) -> list[str]:
    """The grid each point lies in, empty outside the county."""
    import shapely

    faces = [state.faces[code] for code in sorted(state.faces)]
    tree = shapely.STRtree(np.array([face.shape for face in faces], object))
    point, face = tree.query(shapely.points(xy), predicate="intersects")
    home = np.full(len(xy), len(faces))
    np.minimum.at(home, point, face)
    return [faces[i].code if i < len(faces) else "" for i in home.tolist()]


def _known(state: State, xy: np.ndarray, numbers: Sequence[str]) -> list[int]:
    """The index of the household each row names by its number, else of the one that stands there; -1 for a new one."""
    import shapely

    by_id = state.houses.by_id
    out = _by_number(state, xy, numbers)
    taken = {index for index in out if index >= 0}
    alive = np.flatnonzero(np.isin(np.arange(len(state.houses.id)), by_id[by_id >= 0]))
    tree = shapely.STRtree(shapely.points(state.houses.x[alive], state.houses.y[alive]))  # type: ignore[arg-type]
    (row, near), away = tree.query_nearest(shapely.points(xy), max_distance=SAME_M, return_distance=True)
    for _, k, n in sorted(zip(away.tolist(), row.tolist(), near.tolist(), strict=True)):
        index = int(alive[n])
        if out[k] < 0 and index not in taken:
            out[k] = index
            taken.add(index)
    return out


def _by_number(state: State, xy: np.ndarray, numbers: Sequence[str]) -> list[int]:
    """The index of the household that each row's number is the id of, if the numbers of the file are ids of this
    county: then nearly all of them lie where those households are."""
    by_id, out, taken = state.houses.by_id, [-1] * len(xy), set()
    for k, words in enumerate(numbers):
        index = int(by_id[int(words)]) if words.isdigit() and int(words) < len(by_id) else -1
        if index >= 0 and index not in taken:
            out[k] = index
            taken.add(index)
    found = [k for k, index in enumerate(out) if index >= 0]
    away = [float(np.hypot(xy[k, 0] - state.houses.x[out[k]], xy[k, 1] - state.houses.y[out[k]])) for k in found]
    own = sum(each <= NEAR_M for each in away) >= OWN_SHARE * len(found)
    return out if found and own else [-1] * len(xy)


def _differs(state: State, index: int, house: NewHouse, with_people: bool) -> bool:
    away = np.hypot(house.x - state.houses.x[index], house.y - state.houses.y[index])
    return bool(away > MOVED_M or (with_people and house.people != int(state.houses.people[index])))


def _missing(state: State, villages: set[str], seen: set[int]) -> tuple[int, ...]:
    held = [i for c, f in state.faces.items() if c[:12] in villages for i in f.houses.tolist() if i not in seen]
    return tuple(sorted(int(state.houses.id[i]) for i in held))


def _quarrel(state: State, home: str, village: str, at: np.ndarray) -> str:
    if not home:
        return f"坐标 {at[0]:.1f}, {at[1]:.1f} 不在任何网格里"
    return f"坐标落在{state.name_of(home)}，不在所填的{state.name_of(village)}"


def _bearing(state: State, x: float, y: float) -> float:
    """The direction of the nearest street within 60 m, radians counter-clockwise from east; 0 where there is none."""
    import shapely

    near = state.streets.within(x - 60, y - 60, x + 60, y + 60)
    if not len(near):
        return 0.0
    dot = shapely.Point(x, y)
    line = near[int(shapely.distance(near, dot).argmin())]
    at = line.project(dot)
    a, b = line.interpolate(max(at - 1, 0)), line.interpolate(min(at + 1, line.length))
    return float(np.arctan2(b.y - a.y, b.x - a.x))
