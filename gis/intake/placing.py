"""Drafts put in their place: datum, grid, and whether the position and the named village agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gis.county.divisions import Divisions, Level
from gis.foundation.crs import to_metres
from gis.foundation.errors import RowFault
from gis.intake.datum import DATUM_WORD, Datum, Verdict, judge, to_cgcs2000
from gis.intake.drafts import Draft
from gis.intake.sheets import IntakeError

NEAR_M = 300.0  # a position this near the named village's extent may be a report from beside its border


class DatumOpen(IntakeError):
    """The villages named do not tell in which datum the degrees are: the sender must."""


class Locator(Protocol):
    """What gis.boundaries.locate offers."""

    def locate(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """int32[n] division rows (grids) of EPSG:4547 metres, -1 outside the county."""
        ...


@dataclass(frozen=True)
class Placed:
    """A draft with its place: CGCS2000 degrees, grid row, and a note of what was put right (empty: nothing)."""

    draft: Draft
    lon: float
    lat: float
    division: int
    note: str


@dataclass(frozen=True)
class Placing:
    """placed and faults: each row in one of them. datum: None when no row needed one. repairs: words → rows."""

    placed: list[Placed]
    faults: list[RowFault]
    datum: Datum | None
    evidence: str
    repairs: dict[str, int]


def place(
    drafts: list[Draft], file: str, divisions: Divisions, locator: Locator, datum: Datum | None, standard: bool = False
) -> Placing:
    """Find grid and degrees of every draft. `datum` None asks the datum doctor; IntakeError when he cannot tell.

    `standard`: the file's format prescribes WGS 84 (GeoJSON, RFC 7946), which holds unless the villages speak
    against it.
    """
    lon, lat, free = _degrees(drafts)
    named = np.array([d.village for d in drafts], np.int32)
    villages = village_rows(divisions)

    def village_at(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        grids = locator.locate(*to_metres(lon, lat))
        return np.where(grids >= 0, villages[grids], -1)

    chosen, evidence = _datum(judge(lon[free], lat[free], named[free], village_at), datum, standard, bool(free.any()))
    if chosen is not None:
        lon[free], lat[free] = to_cgcs2000(chosen, lon[free], lat[free])
    notes = _notes(drafts)
    _at_label(drafts, divisions, lon, lat, notes)
    grids = locator.locate(*to_metres(lon, lat))
    placed, faults = [], []
    for i, draft in enumerate(drafts):
        reason = _quarrel(draft, int(grids[i]), divisions, villages, float(lon[i]), float(lat[i]))
        if reason:
            faults.append(RowFault(file, draft.row, reason))
        else:
            placed.append(Placed(draft, float(lon[i]), float(lat[i]), int(grids[i]), notes[i]))
    repairs: dict[str, int] = {}
    for note in filter(None, (p.note for p in placed)):
        repairs[note] = repairs.get(note, 0) + 1
    return Placing(placed, faults, chosen, evidence, repairs)


def village_rows(divisions: Divisions) -> np.ndarray:
    """int32: the village row over each division row (itself, for a village), -1 above villages."""
    above = np.where(divisions.level == Level.VILLAGE, np.arange(len(divisions)), -1).astype(np.int32)
    leaves = divisions.rows_of(Level.GRID)
    above[leaves] = divisions.parent[leaves]
    return above


def _datum(verdict: Verdict, asked: Datum | None, standard: bool, needed: bool) -> tuple[Datum | None, str]:
    """The datum to go by, and the sentence that says why."""
    if not needed:
        return None, "没有需要判断坐标系的经纬度"
    if asked is not None:
        better = verdict.datum not in (None, asked)
        warning = f"；核对结果更像 {DATUM_WORD[verdict.datum]}，请复查" if better and verdict.datum else ""
        return asked, f"按指定的 {DATUM_WORD[asked]}；{verdict.evidence}{warning}"
    if verdict.datum is not None:
        return verdict.datum, verdict.evidence
    if standard and verdict.agreeing[Datum.WGS84] == max(verdict.agreeing.values()):
        return Datum.WGS84, f"GeoJSON 标准规定用 WGS 84；{verdict.evidence}"
    raise DatumOpen(
        f"判断不了坐标系：{verdict.evidence}。没有导入任何一行。",
        "请问清坐标从哪里来，用 --datum 指明：wgs84（专业设备、天地图）、gcj02（手机、高德、腾讯）或 bd09（百度）。",
    )


def _degrees(drafts: list[Draft]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """float64 lon, lat (0 where there is none) and bool: degrees whose datum is open."""
    positions = [d.position for d in drafts]
    lon = np.array([p.lon if p else 0.0 for p in positions])
    lat = np.array([p.lat if p else 0.0 for p in positions])
    return lon, lat, np.array([p is not None and not p.projected for p in positions], bool)


def _notes(drafts: list[Draft]) -> list[str]:
    return [d.position.note if d.position else "没有坐标，放在村的标注点" for d in drafts]


def _at_label(drafts: list[Draft], divisions: Divisions, lon: np.ndarray, lat: np.ndarray, notes: list[str]) -> None:
    """Rows without a position go to the label point of the village they name; their note says so."""
    from gis.foundation.crs import to_degrees

    rows = [i for i, d in enumerate(drafts) if d.position is None]
    if rows:
        at = np.array([drafts[i].village for i in rows])
        lon[rows], lat[rows] = to_degrees(divisions.label_x[at], divisions.label_y[at])


def _quarrel(draft: Draft, grid: int, divisions: Divisions, villages: np.ndarray, lon: float, lat: float) -> str:
    """Why the position cannot stand; empty if it can."""
    if grid < 0:
        return f"坐标 {lon:.6f}, {lat:.6f} 在县域之外"
    found = int(villages[grid])
    if draft.village < 0 or draft.position is None or found == draft.village:
        return ""
    x, y = to_metres(lon, lat)
    west, south, east, north = divisions.bounds[draft.village]
    away = float(np.hypot(max(west - x, 0, x - east), max(south - y, 0, y - north)))
    if away <= NEAR_M:
        return ""
    names = divisions.short_name
    return f"坐标落在{names[found]}，离所填的{names[draft.village]}至少 {away:.0f} 米"
