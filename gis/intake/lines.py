"""Areas out of drawn lines (DXF and its kin): closed where lines meet, named by the words written in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gis.boundaries.lattice import LATTICE_M
from gis.intake.border_columns import match_columns, text_of
from gis.intake.geofiles import GeoSheet
from gis.intake.sheets import Cell, IntakeError

REACH_M = 0.05  # what drawing leaves open; a wider opening is for the user to judge
NEAR_M = 5.0  # an end this near to a line was meant to meet it


@dataclass(frozen=True)
class LineEnd:
    """Something to know about a line: an end that was brought to another, or what closed nothing. x, y: where, metres
    as the sheet has them."""

    words: str
    x: float
    y: float


def areas_of(sheet: GeoSheet, snap_m: float = REACH_M) -> tuple[GeoSheet, list[LineEnd]]:
    """(areas that a sheet's lines close, each with the text that stands in it; ends that were brought to a line and
    what closed nothing, but for stumps shorter than snap_m that bringing them together leaves).
    Coordinates are metres. Ends of lines that miss another line by less than snap_m are brought to it. IntakeError if
    nothing closes."""
    import shapely

    kinds = np.array([s.geom_type if s is not None else "" for s in sheet.shapes])
    lines = [shapely.force_2d(s) for s in sheet.shapes[np.isin(kinds, ("LineString", "MultiLineString"))]]
    if not lines:
        raise IntakeError(f"{sheet.file} 里没有面，也没有线。", "请导出画边界的图层。")
    parts = shapely.get_parts(np.array(lines, object))
    bridges = _bridges(parts, snap_m)
    noded = shapely.union_all(np.array([*parts, *bridges], object), grid_size=LATTICE_M)
    cells, cuts, dangles, _ = shapely.polygonize_full(shapely.get_parts(noded))
    areas = shapely.get_parts(cells)
    if not len(areas):
        raise IntakeError(f"{sheet.file} 里的线没有围成任何面。", "请检查线的端点是否相接。")
    told = [_bridged(gap) for gap in bridges]
    told += [
        _loose(piece, parts)
        for piece in (*shapely.get_parts(cuts), *shapely.get_parts(dangles))
        if piece.length > snap_m
    ]
    words = _words_in(sheet, areas)
    rows: list[list[Cell]] = [[text] for text in words]
    return replace(
        sheet, headings=["注记"], rows=rows, numbers=list(range(1, len(areas) + 1)), shapes=np.asarray(areas, object)
    ), told


def _bridges(lines: np.ndarray, snap_m: float) -> list[Any]:
    """Short lines from ends that miss another line by a little."""
    import shapely

    ends: Any = shapely.points(np.array([xy for line in lines for xy in shapely.get_coordinates(line)[[0, -1]]]))
    tree = shapely.STRtree(lines)
    bridges: list[Any] = []
    for i, end in enumerate(np.atleast_1d(ends)):
        near = [j for j in tree.query(end, predicate="dwithin", distance=snap_m).tolist() if j != i // 2]
        gaps = [shapely.shortest_line(end, lines[j]) for j in near]
        gaps = [gap for gap in gaps if gap.length > LATTICE_M]
        if gaps and len(gaps) == len(near):  # it touches none of them yet
            bridges.append(min(gaps, key=lambda gap: gap.length))
    return bridges


def _bridged(gap: Any) -> LineEnd:
    x, y = gap.coords[0]
    return LineEnd(f"{x:.1f}, {y:.1f} 处的线头接到 {gap.length:.3f} 米外的线上", x, y)


def _loose(piece: Any, lines: np.ndarray) -> LineEnd:
    """Where a piece lies that closes nothing; at its open end, with what it misses, if that is near."""
    import shapely

    found = []
    ends: Any = shapely.points(shapely.get_coordinates(piece)[[0, -1]])
    for end in ends:
        away = shapely.distance(end, lines)
        if int((away <= LATTICE_M).sum()) <= 1:  # on no line but its own
            others = away[away > LATTICE_M]
            found.append((float(others.min(initial=np.inf)), end))
    gap, end = min(found, key=lambda each: each[0]) if found else (np.inf, None)
    if end is not None and gap <= NEAR_M:
        there = f"{end.x:.1f}, {end.y:.1f} 处的线头离最近的线 {gap:.2f} 米"
        return LineEnd(f"{there}，没有接上，{piece.length:.1f} 米的线没有围成面", end.x, end.y)
    x, y = piece.interpolate(0.5, normalized=True).coords[0]
    return LineEnd(f"{x:.1f}, {y:.1f} 处有一段 {piece.length:.1f} 米的线没有围成面", x, y)


def _words_in(sheet: GeoSheet, areas: np.ndarray) -> list[Cell]:
    """The text that stands in each area, None where there is none or more than one."""
    import shapely

    columns = match_columns(sheet.headings)
    at = columns.at.get("text", columns.at.get("name"))
    if at is None:
        return [None] * len(areas)
    points = [
        (s, text_of(row[at])) for s, row in zip(sheet.shapes, sheet.rows, strict=True)
        if s is not None and s.geom_type == "Point" and text_of(row[at])
    ]  # fmt: skip
    found: list[set[str]] = [set() for _ in areas]
    if points:
        dots = np.array([p for p, _ in points], object)
        dot, area = shapely.STRtree(areas).query(dots, predicate="intersects")
        for d, a in zip(dot.tolist(), area.tolist(), strict=True):
            found[a].add(points[d][1])
    return [words.pop() if len(words) == 1 else None for words in found]
