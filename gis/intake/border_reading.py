"""A file of borders against a county: read, understood and put in its place; nothing is written or repaired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from gis.county.divisions import Divisions, Level
from gis.foundation.crs import to_metres
from gis.foundation.errors import RowFault
from gis.intake.border_columns import FIELD_WORD, BorderColumns, match_columns
from gis.intake.border_drafts import BorderDraft, BorderReader
from gis.intake.datum import Datum, VillageAt
from gis.intake.geofiles import GeoSheet, read_geofile
from gis.intake.lines import REACH_M, LineEnd, areas_of
from gis.intake.placing import Locator, village_rows
from gis.intake.reference import Located, located
from gis.intake.sheets import IntakeError

FINEST_FIRST = (Level.GRID, Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)


@dataclass(frozen=True)
class BorderReading:
    """What a file turned out to hold. drafts: areas of one level with shapes in EPSG:4547 metres, on the lattice.
    faults: features set aside. found: where the shapes lie and how that was told. left_out: layers that were not read.
    loose: ends of lines that were brought together, and lines that closed nothing; EPSG:4547 metres."""

    sheet: GeoSheet
    columns: BorderColumns
    level: Level
    drafts: list[BorderDraft]
    faults: list[RowFault]
    found: Located
    left_out: tuple[str, ...]
    loose: tuple[LineEnd, ...]

    def told(self) -> dict[str, object]:
        """Everything that was decided about the file and why, for a report or JSON."""
        sheet = self.sheet
        return {
            "file": sheet.file, "layer": sheet.layer, "kind": sheet.kind, "encoding": sheet.encoding,
            "encoding_evidence": sheet.evidence,
            "columns": {FIELD_WORD[f]: heading for f, heading in self.columns.heading.items()},
            "ignored_columns": self.columns.ignored, "left_out_layers": list(self.left_out),
            "level": LEVEL_WORD[self.level], "reference": self.found.words,
            "datum": self.found.datum.value if self.found.datum else None, "corrections": list(self.found.repairs),
            "features": len(sheet), "good": len(self.drafts), "bad": len(self.faults),
            "loose_lines": [end.words for end in self.loose],
            "faults": [{"file": f.file, "row": f.row, "reason": f.reason} for f in self.faults],
        }  # fmt: skip


LEVEL_WORD = {Level.GRID: "网格", Level.VILLAGE: "村", Level.TOWNSHIP: "乡镇", Level.COUNTY: "县"}


def read_borders(
    path: Path, divisions: Divisions, locator: Locator, datum: Datum | None = None, layer: str = "",
    told: Mapping[str, str] | None = None, sheets: Sequence[GeoSheet] = (), reach_m: float = REACH_M,
) -> BorderReading:  # fmt: skip
    """Read a file of borders. locator: which grid a point lies in today. datum: as the user knows it, None to find out.
    layer: which layer of a file with several; without it the one with the finest divisions. told: field → heading
    where the user says which column is what. sheets: the layers, if they have been read already. reach_m: ends of
    lines (DXF) that miss another by less are brought to it, each told. IntakeError when the file cannot be read,
    holds no areas, or its reference system cannot be told."""
    sheets = sheets or read_geofile(path)
    chosen = [sheet for sheet in sheets if sheet.layer == layer] if layer else _with_areas(sheets)
    if not chosen:
        layers = "、".join(sheet.layer for sheet in sheets)
        raise IntakeError(
            f"{path.name} 里没有图层“{layer}”。" if layer else f"{path.name} 里没有面。", f"它的图层：{layers}。"
        )
    village_at = village_finder(divisions, locator)
    tried = [_tried(sheet, divisions, village_at, datum, told, reach_m) for sheet in chosen]
    best = min(tried, key=lambda t: (not t.drafts, FINEST_FIRST.index(t.level), -len(t.drafts)))
    sheet, word = best.sheet, LEVEL_WORD[best.level]
    columns = match_columns(sheet.headings, sheet.kind == "Shapefile", told)
    other = [d for d in best.drafts if d.level is not best.level]
    faults = [
        *best.faults,
        *(RowFault(sheet.file, d.row, f"是{LEVEL_WORD[d.level]}的边界，其余是{word}的") for d in other),
    ]
    drafts = [d for d in best.drafts if d.level is best.level]
    if not drafts:
        reasons = "；".join(dict.fromkeys(f.reason for f in faults))
        raise IntakeError(f"{sheet.file} 没有一个可用的面：{reasons}。", "请补上编码或村名这一列再导入。")
    drafts, found = _in_place(sheet, drafts, village_at, datum)
    if best.lines is not None:
        found = replace(found, datum=best.lines.datum, words=best.lines.words, repairs=best.lines.repairs)
    left = tuple(s.layer for s in sheets if s.layer != sheet.layer)
    faults = sorted(faults, key=lambda f: f.row)
    return BorderReading(sheet, columns, best.level, drafts, faults, found, left, tuple(best.loose))


def village_finder(divisions: Divisions, locator: Locator) -> VillageAt:
    """CGCS2000 degrees → village rows, -1 outside the county."""
    villages = village_rows(divisions)

    def village_at(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        grids = locator.locate(*to_metres(lon, lat))
        return np.where(grids >= 0, villages[grids], -1)

    return village_at


@dataclass(frozen=True)
class _Tried:
    """A layer read: its drafts, the level most of them are of, and where its lines lay before they were closed."""

    sheet: GeoSheet
    drafts: list[BorderDraft]
    level: Level
    faults: list[RowFault]
    loose: list[LineEnd]
    lines: Located | None


def _tried(
    sheet: GeoSheet, divisions: Divisions, village_at: VillageAt, datum: Datum | None, told: Mapping[str, str] | None,
    reach_m: float,
) -> _Tried:  # fmt: skip
    """Lines are closed to areas first, where they lie."""
    loose: list[LineEnd] = []
    there: Located | None = None
    if not _has_areas(sheet):
        none = np.full(len(sheet), -1, np.int32)
        there = located(sheet.shapes, sheet.wkt, none, village_at, datum)
        sheet, loose = areas_of(replace(sheet, shapes=there.shapes, wkt="EPSG:4547"), reach_m)
    columns = match_columns(sheet.headings, sheet.kind == "Shapefile", told)
    drafts, faults = BorderReader(divisions, columns).read(sheet)
    levels = [d.level for d in drafts]
    level = max(FINEST_FIRST, key=lambda each: (levels.count(each), -FINEST_FIRST.index(each)))
    return _Tried(sheet, drafts, level, faults, loose, there)


def _in_place(
    sheet: GeoSheet, drafts: Sequence[BorderDraft], village_at: VillageAt, datum: Datum | None
) -> tuple[list[BorderDraft], Located]:
    shapes = np.empty(len(drafts), object)
    shapes[:] = [d.shape for d in drafts]
    named = np.array([d.village for d in drafts], np.int32)
    found = located(shapes, sheet.wkt, named, village_at, datum)
    return [replace(d, shape=s) for d, s in zip(drafts, found.shapes, strict=True)], found


def _with_areas(sheets: Sequence[GeoSheet]) -> list[GeoSheet]:
    areal = [sheet for sheet in sheets if _has_areas(sheet)]
    return areal or [s for s in sheets if any(g is not None and "LineString" in g.geom_type for g in s.shapes)]


def _has_areas(sheet: GeoSheet) -> bool:
    return any(shape is not None and "Polygon" in shape.geom_type for shape in sheet.shapes)
