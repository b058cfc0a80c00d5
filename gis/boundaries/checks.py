"""Whether the borders hold together, judged by shapely rather than by the code that built them."""

from __future__ import annotations

import numpy as np

from gis.boundaries.build import ranks
from gis.boundaries.mesh import Mesh
from gis.boundaries.polygons import faces, polygons
from gis.county.divisions import Divisions, Level

LEVEL_NAMES = {Level.COUNTY: "县", Level.TOWNSHIP: "乡镇", Level.VILLAGE: "村", Level.GRID: "网格"}
CODE_DIGITS = {Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12, Level.GRID: 15}
AREA_TOLERANCE_M2 = 0.01
RECORDED_AREA_TOLERANCE_M2 = 1.0
NAMED_AT_MOST = 5


def coverage_faults(mesh: Mesh, divisions: Divisions) -> list[str]:
    """Chinese sentences, one a fault, empty when all is well: valid coverage at every level, nothing missing, areas
    that add up and are those on record, ranks that fit the tree, codes that fit their parents."""
    faults = code_faults(divisions) + _reference_faults(mesh, divisions) + _node_faults(mesh)
    if faults:
        return faults
    faults = _rank_faults(mesh, divisions)
    total: float | None = None
    for level in Level:
        rows, shapes = polygons(mesh, divisions, level)
        faults += _level_faults(rows, shapes, level, divisions) + _area_faults(rows, shapes, divisions)
        leaves = shapes if level < Level.GRID else faces(mesh, mesh.left, mesh.right)[1]
        area = _area(leaves)
        total = area if total is None else total
        if abs(area - total) > AREA_TOLERANCE_M2:
            faults.append(f"{LEVEL_NAMES[level]}面积合计 {area:,.2f} 平方米，与县域 {total:,.2f} 平方米不符。")
    return faults


def code_faults(divisions: Divisions) -> list[str]:
    """Codes out of order, of a wrong length, twice, or not beginning with the code of their parent."""
    codes = list(divisions.code)
    faults = []
    if codes != sorted(set(codes)):
        faults.append("区划代码有重复或未按顺序排列。")
    for row, code in enumerate(codes):
        level, parent = Level(int(divisions.level[row])), int(divisions.parent[row])
        if len(code) != CODE_DIGITS[level] or not code.isdigit():
            faults.append(f"{divisions.name[row]}的代码 {code} 应为 {CODE_DIGITS[level]} 位数字。")
        elif parent >= 0 and not code.startswith(codes[parent]):
            faults.append(
                f"{divisions.name[row]}的代码 {code} 与上级 {divisions.name[parent]} {codes[parent]} 不一致。"
            )
    return faults


def _reference_faults(mesh: Mesh, divisions: Divisions) -> list[str]:
    out = (np.maximum(mesh.left, mesh.right) >= len(divisions)) | (np.minimum(mesh.left, mesh.right) < -1)
    if out.any():
        return [f"{int(out.sum())} 段边界引用了不存在的网格。"]
    return []


def _node_faults(mesh: Mesh) -> list[str]:
    """Around every node the face between two neighbouring arcs must be the same seen from either."""
    first, last = mesh.offsets[:-1], mesh.offsets[1:] - 1
    ends = np.concatenate([mesh.xy[first], mesh.xy[last]])
    _, node = np.unique(ends, axis=0, return_inverse=True)
    away = np.concatenate([mesh.xy[first + 1], mesh.xy[last - 1]]) - ends
    left, right = np.concatenate([mesh.left, mesh.right]), np.concatenate([mesh.right, mesh.left])
    order = np.lexsort((np.arctan2(away[:, 1], away[:, 0]), node.ravel()))
    own = node.ravel()[order]
    begin, end = np.searchsorted(own, own, side="left"), np.searchsorted(own, own, side="right")
    at = np.arange(len(own))
    following = order[np.where(at + 1 == end, begin, at + 1)]  # counter-clockwise
    torn = np.unique(own[left[order] != right[following]])
    return [f"{len(torn)} 处边界没有接上：两侧的网格对不上。"] if len(torn) else []


def _rank_faults(mesh: Mesh, divisions: Divisions) -> list[str]:
    wrong = mesh.rank != ranks(mesh.left, mesh.right, divisions)
    return [f"{int(wrong.sum())} 段边界的级别与两侧区划不符。"] if wrong.any() else []


def _level_faults(rows: np.ndarray, shapes: np.ndarray, level: Level, divisions: Divisions) -> list[str]:
    import shapely

    faults = []
    name = LEVEL_NAMES[level]
    missing = np.setdiff1d(divisions.rows_of(level), rows)
    if len(missing):
        faults.append(f"{len(missing)} 个{name}没有范围：{_named(divisions, missing)}。")
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        faults.append(f"{int(broken.sum())} 个{name}的边界自相交：{_named(divisions, rows[broken])}。")
    elif not shapely.coverage_is_valid(shapes):
        edges = shapely.coverage_invalid_edges(shapes)
        bad = rows[~shapely.is_empty(edges)]
        faults.append(f"{name}之间有缝隙或重叠：{_named(divisions, bad)}。")
    return faults


def _area_faults(rows: np.ndarray, shapes: np.ndarray, divisions: Divisions) -> list[str]:
    import shapely

    off = np.abs(shapely.area(shapes) - divisions.area_m2[rows]) > RECORDED_AREA_TOLERANCE_M2
    return [f"登记面积与边界不符：{_named(divisions, rows[off])}。"] if off.any() else []


def _named(divisions: Divisions, rows: np.ndarray) -> str:
    names = "、".join(f"{divisions.short_name[r]}（{divisions.code[r]}）" for r in rows[:NAMED_AT_MOST].tolist())
    return names + (f"等 {len(rows)} 个" if len(rows) > NAMED_AT_MOST else "")


def _area(shapes: np.ndarray) -> float:
    import shapely

    return float(shapely.area(shapes).sum())
