"""An area made ready for partition: its pieces of ground, and which gaps between them follow a lane or road."""

from __future__ import annotations

from typing import Any

import numpy as np

from gis.boundaries.partition.atoms import Atoms, atoms_of
from gis.boundaries.partition.rule import NoPartition, Window, check_number, fewest

AMONG_HOUSES_M = 45.0  # gaps up to this length lie among houses, longer ones run through fields


class Ground:
    """An area prepared for partition: its pieces, and which gaps between them follow a lane or road.

    area: shapely Polygon EPSG:4547 metres. x, y: float64[n] of the households, all inside. lanes: object[m] shapely
    LineStrings. Raises NoPartition when the area or the households do not allow any.
    """

    def __init__(self, area: Any, x: np.ndarray, y: np.ndarray, lanes: Any = None, shaken: int = 0) -> None:
        import shapely

        self.x, self.y = np.asarray(x, float), np.asarray(y, float)
        if area.geom_type == "MultiPolygon" and len(area.geoms) > 1:
            raise NoPartition(f"范围由 {len(area.geoms)} 块不相连的部分组成，网格须连成一片。", "请分块划分。")
        self.area = shapely.get_parts(area)[0]
        out = int((~shapely.intersects_xy(self.area, self.x, self.y)).sum())
        if out:
            raise NoPartition(f"{out} 户不在范围内。", "请先核对这些住户的位置。")
        if not len(self.x):
            raise NoPartition("范围内没有住户，无法划分网格。", "请先登记住户。")
        self.atoms = atoms_of(self.area, self.x, self.y, shaken)
        self.lane = along(self.atoms, lanes)
        self.lanes = lanes

    def __len__(self) -> int:
        return len(self.x)

    def number(self, k: int | str | None, rule: Window) -> int:
        """The number of grids asked for ("auto" or None: as few as the rule allows). Raises NoPartition."""
        n = len(self)
        together = int(self.atoms.households.max())
        if together > rule[1]:
            raise NoPartition(
                f"有 {together} 户住在同一处，超过每格至多 {rule[1]} 户，边界无法从中间穿过。", "请核对这些住户的位置。"
            )
        if k is None or k == "auto":
            return fewest(n, rule)
        check_number(n, int(k), rule)
        return int(k)

    def shaken(self, times: int) -> Ground:
        """The same ground with the diagram of its houses shaken a little more (see atoms_of)."""
        return Ground(self.area, self.x, self.y, self.lanes, times) if times else self


def along(atoms: Atoms, lanes: Any) -> np.ndarray:
    """bool[e]: gaps that follow a lane or road, that is, have one between the two houses."""
    import shapely

    found = np.zeros(len(atoms.left), bool)
    if lanes is not None and len(lanes) and len(found):
        across: Any = shapely.linestrings(np.stack([atoms.xy[atoms.left], atoms.xy[atoms.right]], axis=1))
        found[shapely.STRtree(across).query(lanes, predicate="intersects")[1]] = True
    return found


def lane_share(ground: Ground, labels: np.ndarray) -> float:
    """The share, by length, of the gaps among houses between different grids that follows a lane; 0 where there is no
    such gap. labels: int[n], the grid of each household."""
    atoms = ground.atoms
    of = np.full(len(atoms), -1)
    of[atoms.of] = labels
    left, right, length = of[atoms.left], of[atoms.right], atoms.length_m
    cut = (left != right) & (left >= 0) & (right >= 0) & (length <= AMONG_HOUSES_M)
    total = float(length[cut].sum())
    return float(length[cut & ground.lane].sum()) / total if total else 0.0
