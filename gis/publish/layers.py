"""Borders as layers that leave the program: shapes with their columns, named as people in counties name them.

Names of columns have at most three characters, so that a Shapefile, whose names end at ten bytes, keeps them whole.
No layer names a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gis.boundaries.editing.columns import shapes_of
from gis.boundaries.editing.state import State
from gis.boundaries.plans.comparing import Comparison, GridChange

Values = Sequence[str] | Sequence[int] | Sequence[float]
AREA, LINE, POINT = "MultiPolygon", "MultiLineString", "Point"
LEVELS = (("县", 6, "county"), ("乡镇", 9, "township"), ("村", 12, "village"))


@dataclass(frozen=True)
class GeoLayer:
    """name: as it is listed. kind: geometry type. shapes: object[n], shapely, EPSG:4547 metres on the lattice. columns:
    name → n values. style: how a map shows it (a key of gis.publish.qgis_styles)."""

    name: str
    kind: str
    shapes: np.ndarray
    columns: Mapping[str, Values]
    style: str


def county_layers(state: State, within: str = "", households: bool = False) -> list[GeoLayer]:
    """Grids, villages, townships and the county of a state. within: a code; only what it holds and itself, empty for
    all. households: their points too, with the grid and how many people live there."""
    layers = [_grids(state, within or state.county)]
    for name, digits, style in reversed(LEVELS):
        if digits >= len(within):
            layers.append(_divisions(state, name, digits, style, within))
    if households:
        layers.append(_households(state, within))
    return [layer for layer in layers if len(layer.shapes)]


def plan_layers(state: State, comparison: Comparison) -> list[GeoLayer]:
    """A plan: every grid of the villages it changes as it would be, the grids it retires, borders that go and come,
    households that change hands."""
    changed = {grid.code: grid for grid in comparison.grids}
    codes = sorted(c for c in state.faces if c[:12] in comparison.villages)
    grids = _grid_layer(state, codes, "方案网格", "grid")
    columns = dict(grids.columns)
    columns["变动"] = [_fate(changed.get(code)) for code in codes]
    columns["原户数"] = [changed[c].households[0] if c in changed else state.faces[c].households for c in codes]
    retired = [grid for grid in comparison.grids if grid.retired]
    layers = [
        GeoLayer(grids.name, AREA, grids.shapes, columns, "plan"),
        GeoLayer(
            "作废网格", AREA, _array([g.shape[0] for g in retired]),
            {"编码": [g.code for g in retired], "户数": [g.households[0] for g in retired]}, "retired",
        ),
        _lines("原边界", comparison.gone, "gone"),
        _lines("新边界", comparison.come, "come"),
        _moves(comparison),
    ]  # fmt: skip
    return [layer for layer in layers if len(layer.shapes)]


def _fate(grid: GridChange | None) -> str:
    if grid is None:
        return "不变"
    return "新编" if grid.born else "调整"


def _grids(state: State, within: str) -> GeoLayer:
    return _grid_layer(state, sorted(c for c in state.faces if c.startswith(within)), "网格", "grid")


def _grid_layer(state: State, codes: Sequence[str], name: str, style: str) -> GeoLayer:
    faces = [state.faces[code] for code in codes]
    village = [state.places[code[:12]] for code in codes]
    columns: dict[str, Values] = {
        "编码": list(codes),
        "编号": [code[12:] for code in codes],
        "名称": [state.places[code].name for code in codes],
        "村": [place.short_name for place in village],
        "村代码": [code[:12] for code in codes],
        "乡镇": [state.places[code[:9]].short_name for code in codes],
        "户数": [face.households for face in faces],
        "人口": [face.people for face in faces],
        "面积": [round(face.area_m2, 2) for face in faces],
        "紧凑度": [round(face.compactness, 4) for face in faces],
    }
    return GeoLayer(name, AREA, _array([face.shape for face in faces]), columns, style)


def _divisions(state: State, name: str, digits: int, style: str, within: str) -> GeoLayer:
    own = within or state.county
    shapes = {code: shape for code, shape in shapes_of(state, digits).items() if code.startswith(own)}
    codes = sorted(shapes)
    places = [state.places[code] for code in codes]
    columns: dict[str, Values] = {
        "编码": codes,
        "名称": [place.name for place in places],
        "简称": [place.short_name for place in places],
        "户数": [place.households for place in places],
        "面积": [round(float(shapes[code].area), 2) for code in codes],
    }
    return GeoLayer(name, AREA, _array([shapes[code] for code in codes]), columns, style)


def _households(state: State, within: str) -> GeoLayer:
    import shapely

    faces = [state.faces[code] for code in sorted(c for c in state.faces if c.startswith(within))]
    rows = np.concatenate([face.houses for face in faces]) if faces else np.empty(0, np.int32)
    code = [face.code for face in faces for _ in range(face.households)]
    h = state.houses
    columns: dict[str, Values] = {
        "户号": h.id[rows].tolist(), "网格": code, "人口": h.people[rows].tolist()
    }  # fmt: skip
    points: Any = shapely.points(h.x[rows], h.y[rows])
    return GeoLayer("住户", POINT, np.atleast_1d(points), columns, "household")


def _lines(name: str, lines: Sequence[np.ndarray], style: str) -> GeoLayer:
    import shapely

    lengths = [round(float(np.hypot(*np.diff(xy, axis=0).T).sum()), 2) for xy in lines]
    shapes = [shapely.MultiLineString([xy]) for xy in lines]
    return GeoLayer(name, LINE, _array(shapes), {"长度": lengths}, style)


def _moves(comparison: Comparison) -> GeoLayer:
    import shapely

    moved = comparison.moved
    points: Any = shapely.points([m.place for m in moved]) if moved else []
    columns: dict[str, Values] = {
        "户号": [m.house for m in moved], "原网格": [m.source for m in moved], "新网格": [m.target for m in moved]
    }  # fmt: skip
    return GeoLayer("换网格户", POINT, np.atleast_1d(np.array(points, object)), columns, "moved")


def _array(shapes: Sequence[Any]) -> np.ndarray:
    out = np.empty(len(shapes), object)
    out[:] = shapes
    return out
