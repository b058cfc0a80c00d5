"""Arcs written into the mesh: the runs between them are copied whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gis.boundaries.lattice import on_lattice
from gis.boundaries.mesh import Mesh
from gis.foundation.changes import RowEdit
from gis.store.bordering.rows import Renumbered
from gis.store.projection import to_metres
from gis.store.wkb import points_of


def with_arcs(mesh: Mesh, new: Renumbered, edits: Sequence[RowEdit], seq: int) -> tuple[Mesh, np.ndarray]:
    """(the mesh with rows renumbered and the edits made, int64 rows of divisions now whose size may have changed)."""
    left, right = new.of(mesh.left), new.of(mesh.right)
    if not edits:
        mesh = Mesh(mesh.id, mesh.offsets, mesh.xy, left, right, mesh.rank, mesh.version)
        return mesh, np.empty(0, np.int64)
    runs = _Runs(Mesh(mesh.id, mesh.offsets, mesh.xy, left, right, mesh.rank, mesh.version))
    touched: set[int] = set()
    for edit in sorted(edits, key=lambda e: int(e.key)):
        at, held = runs.up_to(int(edit.key))
        if held:
            touched |= {int(left[at]), int(right[at])}
        if edit.after is not None:
            touched |= runs.write(edit, at if held else -1, new, seq)
        elif not held and not _foreign(new, edit.before or {}):
            raise KeyError(f"arc {edit.key}")
        runs.skip(held)
    return runs.done(), np.array(sorted(touched - {-1}), np.int64)


class _Runs:
    """A mesh put together from runs of another and single arcs, in order of ids."""

    def __init__(self, mesh: Mesh) -> None:
        self.mesh = mesh
        self.at = 0
        self.parts: list[tuple[Any, ...]] = []

    def up_to(self, key: int) -> tuple[int, bool]:
        """Copy all arcs below an id; (row of the id, whether it is there)."""
        m = self.mesh
        row = int(np.searchsorted(m.id, key))
        if row > self.at:
            a, b = m.offsets[self.at], m.offsets[row]
            span = slice(self.at, row)
            counts = np.diff(m.offsets[self.at : row + 1])
            self.parts.append(
                (m.id[span], counts, m.xy[a:b], m.left[span], m.right[span], m.rank[span], m.version[span])
            )
            self.at = row
        return row, row < len(m) and int(m.id[row]) == key

    def skip(self, held: bool) -> None:
        self.at += held

    def write(self, edit: RowEdit, row: int, new: Renumbered, seq: int) -> set[int]:
        """Put one arc in, what is not said from its old row; its two sides."""
        m, after = self.mesh, edit.after or {}
        if row < 0 and "left_code" not in after:  # an arc between neighbours of the county is moved
            return set()
        xy = _points(after["path"]) if "path" in after else m.arc(row)
        left = _row(new, after["left_code"]) if "left_code" in after else int(m.left[row])
        right = _row(new, after["right_code"]) if "right_code" in after else int(m.right[row])
        rank = int(after["rank"] or 0) if "rank" in after else int(m.rank[row])
        if left < 0 and right < 0:  # between neighbours of the county, which are no part of the mesh
            return set()
        values = ([int(edit.key)], [len(xy)], xy, [left], [right], [rank], [seq])
        self.parts.append(values)
        return {left, right}

    def done(self) -> Mesh:
        self.up_to(int(self.mesh.id[-1]) + 1 if len(self.mesh) else 1)
        ids, counts, xy, left, right, rank, version = (np.concatenate(c) for c in zip(*self.parts, strict=True))
        offsets = np.zeros(len(ids) + 1, np.int32)
        np.cumsum(counts, out=offsets[1:])
        return Mesh(
            ids.astype(np.int32), offsets, xy, left.astype(np.int32), right.astype(np.int32), rank.astype(np.uint8),
            version.astype(np.int64),
        )  # fmt: skip


def _foreign(new: Renumbered, values: Mapping[str, Any]) -> bool:
    """Whether an arc lies between neighbours of the county."""
    return all(_row(new, values.get(side)) < 0 for side in ("left_code", "right_code"))


def _row(new: Renumbered, code: Any) -> int:
    return new.row(str(code)) if code else -1


def _points(path: Any) -> np.ndarray:
    _, degrees = points_of([bytes.fromhex(path) if isinstance(path, str) else path])
    return on_lattice(np.column_stack(to_metres(degrees[:, 0], degrees[:, 1])))
