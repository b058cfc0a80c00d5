"""What the map prepares of a snapshot: paths by kind and rank, the outline, sizes that switch levels of detail.

A scene belongs to the thread that renders; only `outline`, `origin` and the plain arrays are read by the canvas.
Parts are made when first painted, so that the first picture waits for nothing that it does not show.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from desktop.map.homes import Homes
from desktop.map.lines import take_runs
from desktop.map.outline import outline_levels
from desktop.map.paths import PathLevels
from gis.county.divisions import Divisions, Level
from gis.county.ground import Ground, GroundKind
from gis.snapshot import Snapshot

NEAREST_M, FARTHEST_M = 0.2, 200.0


class Scene:
    """Prepared geometry of one snapshot, in metres from `origin` (the county's south-west corner). hidden: ids of arcs
    that are not painted with the borders."""

    def __init__(self, snapshot: Snapshot, hidden: frozenset[int] = frozenset()) -> None:
        self.snapshot = snapshot
        self.hidden = hidden
        box = snapshot.divisions.bounds[0]
        self.origin = (float(box[0]), float(box[1]))
        self._ground: dict[GroundKind, PathLevels] = {}
        self._borders: dict[Level, PathLevels] = {}
        self._outlines: dict[int, PathLevels] = {}

    @property
    def divisions(self) -> Divisions:
        return self.snapshot.divisions

    @property
    def ground(self) -> Ground:
        return self.snapshot.ground

    @property
    def geometry(self) -> tuple[int, int, int, frozenset[int]]:
        """Tells scenes of one geometry from others, whatever their events."""
        snapshot = self.snapshot
        return id(snapshot.mesh), id(snapshot.ground), id(snapshot.households), self.hidden

    @cached_property
    def outline(self) -> PathLevels:
        """The county as closed rings, so that its area fills and its wide band has no seams."""
        return outline_levels(self.snapshot.mesh, self.divisions, 0, self.origin)

    @cached_property
    def median_m(self) -> dict[Level, float]:
        """Median side of the divisions of each level: the square root of the area."""
        divisions = self.divisions
        return {level: _middle(np.sqrt(divisions.area_m2[divisions.level == level])) for level in Level}

    @cached_property
    def named_lines(self) -> list[tuple[int, str]]:
        """(ground row, name) of the named roads and rivers, largest roads first."""
        ground = self.ground
        named = np.flatnonzero((np.diff(ground.name.offsets) > 0) & (np.diff(ground.offsets) >= 2))
        named = named[ground.kind[named] >= GroundKind.RIVER]
        named = named[np.argsort(-ground.kind[named].astype(int), kind="stable")]
        return [(int(row), ground.name[int(row)]) for row in named]

    def ground_paths(self, kind: GroundKind) -> PathLevels:
        """Shapes of one kind."""
        if kind not in self._ground:
            ground = self.ground
            lengths = np.diff(ground.offsets)
            rows = np.flatnonzero((ground.kind == kind) & (lengths >= 2))
            self._ground[kind] = PathLevels(*take_runs(ground.offsets, ground.xy, rows), self.origin)
        return self._ground[kind]

    @cached_property
    def homes(self) -> Homes:
        """Households in groups."""
        return Homes(self.snapshot.households, self.origin)

    def outline_of(self, row: int) -> PathLevels:
        """One division as closed rings; the last few are kept."""
        if row not in self._outlines:
            while len(self._outlines) >= 8:
                self._outlines.pop(next(iter(self._outlines)))
            self._outlines[row] = outline_levels(self.snapshot.mesh, self.divisions, row, self.origin)
        return self._outlines[row]

    def border_paths(self, rank: Level) -> PathLevels:
        """Arcs of one rank."""
        if rank not in self._borders:
            mesh = self.snapshot.mesh
            shown = (mesh.rank == rank) & (np.diff(mesh.offsets) >= 2)
            if self.hidden:
                shown &= ~np.isin(mesh.id, list(self.hidden))
            rows = np.flatnonzero(shown)
            self._borders[rank] = PathLevels(*take_runs(mesh.offsets, mesh.xy, rows), self.origin)
        return self._borders[rank]

    def prepare(self, m_per_px: float, check: Callable[[], None]) -> None:
        """Make ready the levels of detail that zooming nearer or farther would show, the next steps first; `check` may
        raise to stop. What is ready stays so, and the next call goes on from there."""
        for step in (0.5, 2, 0.25, 4, 0.125, 8, 0.0625, 16):
            if NEAREST_M <= m_per_px * step <= FARTHEST_M:
                for levels in (*map(self.border_paths, Level), *map(self.ground_paths, GroundKind)):
                    levels.at(m_per_px * step)
                    check()

    def renewed(self, snapshot: Snapshot, hidden: frozenset[int] = frozenset()) -> Scene:
        """The scene of a newer snapshot, or of the same with other borders hidden; geometry that did not change is
        kept."""
        fresh = Scene(snapshot, hidden)
        if snapshot.mesh is self.snapshot.mesh:
            fresh._outlines = self._outlines
            if hidden == self.hidden:
                fresh._borders = self._borders
            if "outline" in self.__dict__:
                fresh.__dict__["outline"] = self.outline
        if snapshot.households is self.snapshot.households and "homes" in self.__dict__:
            fresh.__dict__["homes"] = self.homes
        if snapshot.ground is self.snapshot.ground:
            fresh._ground = self._ground
        return fresh


def _middle(values: np.ndarray) -> float:
    """The median, without numpy's median module, whose import would delay the first picture."""
    return float(np.sort(values)[len(values) // 2]) if len(values) else 0.0


def same_places(before: Snapshot, after: Snapshot) -> bool:
    """Whether a newer snapshot shows the same places: nothing to paint anew until its events say so."""
    return (
        before.divisions is after.divisions
        and before.mesh is after.mesh
        and before.ground is after.ground
        and before.households is after.households
        and len(before.events) == len(after.events)
    )
