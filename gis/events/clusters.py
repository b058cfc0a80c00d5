"""Events gathered for a picture: clusters on a lattice fixed to the ground, merged while their rings would touch."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gis.events.states import State
from gis.foundation.viewport import Bounds

CELL_PX = 118.0
GAP_PX = 5.0
SINGLE_PX = 7.0  # radius of the symbol of one event
APART_PX = 24.0  # events farther apart than this, both ways, can be told apart by eye and hit by hand
CHUNK = 1 << 15  # events binned at a time
FEW = 3  # events of a cell that may stand as symbols of their own


@dataclass(frozen=True)
class Clusters:
    """k clusters; one of a single event is its symbol. x, y: float64[k] EPSG:4547 metres, mean of the members. counts:
    int32 (k, 6) by State. rows: int32 event rows sorted by cluster; starts: int64[k + 1] cuts `rows`."""

    x: np.ndarray
    y: np.ndarray
    counts: np.ndarray
    rows: np.ndarray
    starts: np.ndarray

    def __len__(self) -> int:
        return len(self.x)

    @property
    def total(self) -> np.ndarray:
        """int64[k] events in each."""
        return np.diff(self.starts)

    @property
    def worst(self) -> np.ndarray:
        """uint8[k] State, the most severe among the members."""
        return np.argmax(self.counts > 0, axis=1).astype(np.uint8)

    def members(self, cluster: int) -> np.ndarray:
        """Event rows of one cluster, ascending."""
        return self.rows[self.starts[cluster] : self.starts[cluster + 1]]


def radius_px(count: np.ndarray) -> np.ndarray:
    """Radius of the picture of n events: 10.5 + 5.6 log₁₀ n, of a single one its symbol's."""
    return np.where(count > 1, 10.5 + 5.6 * np.log10(np.maximum(count, 1)), SINGLE_PX)


def radius_px_of(count: int) -> float:
    """The same for one."""
    return 10.5 + 5.6 * math.log10(count) if count > 1 else SINGLE_PX


def gather(
    x: np.ndarray,
    y: np.ndarray,
    states: np.ndarray,
    rows: np.ndarray,
    view: Bounds,
    m_per_px: float,
    cell_px: float = CELL_PX,
    gap_px: float = GAP_PX,
) -> Clusters:
    """Clusters of the events `rows` (int32, ascending) in the cells that meet `view` (EPSG:4547 metres).

    x, y: float64 metres; states: uint8 State; columns of all events. Cells are counted from the origin of the metres,
    so that a pan at one scale leaves them where they are. A cell of at most FEW events that all lie more than
    APART_PX from each other shows them as symbols. Then, nearest first, what is closer than `gap_px` between its rims
    joins, until nothing is. The same input gives the same clusters.
    """
    lattice = _Lattice.over(view, cell_px * m_per_px)
    cell, rows, sums = _binned(x, y, states, rows, lattice)
    group, found = _spread(cell, rows, sums, x, y, states, APART_PX * m_per_px)
    found = _merged(found, m_per_px, gap_px)
    total = found.counts.sum(axis=1)
    order = np.argsort(found.into.take(group), kind="stable")  # 16-bit keys sort by radix
    return Clusters(
        found.x / total,
        found.y / total,
        found.counts.astype(np.int32),
        rows.take(order),
        np.concatenate([[0], np.cumsum(total)]).astype(np.int64),
    )


@dataclass(frozen=True)
class _Lattice:
    """Cells of `cell_m` metres counted from the origin, those that meet a view."""

    cell_m: float
    column: int
    line: int
    columns: int
    lines: int

    @staticmethod
    def over(view: Bounds, cell_m: float) -> _Lattice:
        west, south, east, north = (math.floor(edge / cell_m) for edge in view)
        return _Lattice(cell_m, west, south, east - west + 1, north - south + 1)

    def __len__(self) -> int:
        return self.columns * self.lines

    def cell(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """int64 cell of each point, len(self) outside the lattice."""
        column, line = _index(x, self.cell_m, self.column), _index(y, self.cell_m, self.line)
        outside = (column.view(np.uint64) >= self.columns) | (line.view(np.uint64) >= self.lines)  # negatives are huge
        line *= self.columns
        line += column
        line[outside] = len(self)
        return line


@dataclass
class _Sums:
    """Clusters in the making: sums of the members' metres, int64 counts, and the cluster each first group went into."""

    x: np.ndarray
    y: np.ndarray
    counts: np.ndarray
    into: np.ndarray


def _index(metres: np.ndarray, cell_m: float, first: int) -> np.ndarray:
    """int64 index of the cell along an axis, from `first` on."""
    place = metres * (1 / cell_m)
    place -= first - 1  # so that truncation is the floor from one cell before the first on
    index = place.astype(np.int64)
    index -= 1
    return index


def _binned(
    x: np.ndarray, y: np.ndarray, states: np.ndarray, rows: np.ndarray, lattice: _Lattice
) -> tuple[np.ndarray, np.ndarray, _Sums]:
    """Cell of every row on the lattice, those rows, and the sums of every cell.

    In chunks that stay in the cache: on a county of events fresh memory would cost more than the arithmetic.
    """
    cells = len(lattice) + 1
    narrow = cells * (FEW + 1) < 1 << 16  # room for every cell to fall into single events
    cell: np.ndarray = np.empty(len(rows), np.uint16 if narrow else np.uint32)
    sum_x, sum_y, counts = np.zeros(cells), np.zeros(cells), np.zeros(cells * len(State), np.int64)
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        ex, ey = x.take(part), y.take(part)
        at = lattice.cell(ex, ey)
        cell[start : start + CHUNK] = at
        sum_x += np.bincount(at, ex, cells)
        sum_y += np.bincount(at, ey, cells)
        at *= len(State)
        at += states.take(part)
        counts += np.bincount(at, minlength=len(counts))
    sums = _Sums(sum_x[:-1], sum_y[:-1], counts.reshape(cells, -1)[:-1], np.arange(cells - 1))
    if counts[-len(State) :].any():
        kept = np.flatnonzero(cell < len(lattice))
        cell, rows = cell.take(kept), rows.take(kept)
    return cell, rows, sums


def _spread(
    cell: np.ndarray, rows: np.ndarray, sums: _Sums, x: np.ndarray, y: np.ndarray, states: np.ndarray, apart_m: float
) -> tuple[np.ndarray, _Sums]:
    """The group of every row, occupied cells numbered from 0 and then each event that stands free; and their sums."""
    used = np.flatnonzero(sums.counts.any(axis=1))
    free = _free(cell, rows, sums, x, y, apart_m)
    emptied = np.zeros(len(sums.x), bool)
    emptied[cell[free]] = True
    used = used[~emptied[used]]
    number = np.zeros(len(sums.x), cell.dtype)
    number[used] = np.arange(len(used))
    group = number.take(cell)
    group[free] = len(used) + np.arange(len(free))
    alone = rows[free]
    single = np.zeros((len(free), len(State)), np.int64)
    single[np.arange(len(free)), states[alone]] = 1
    return group, _Sums(
        np.concatenate([sums.x[used], x[alone]]),
        np.concatenate([sums.y[used], y[alone]]),
        np.concatenate([sums.counts[used], single]),
        np.arange(len(used) + len(free), dtype=cell.dtype),
    )


def _free(cell: np.ndarray, rows: np.ndarray, sums: _Sums, x: np.ndarray, y: np.ndarray, apart_m: float) -> np.ndarray:
    """Places in `rows` of the events whose cell holds at most FEW, all of them far enough from each other."""
    clear = sums.counts.sum(axis=1) <= FEW
    few = np.flatnonzero(clear.take(cell))
    few = few[np.argsort(cell[few], kind="stable")]
    of, ex, ey = cell[few], x[rows[few]], y[rows[few]]
    for step in range(1, FEW):
        near = np.hypot(ex[step:] - ex[:-step], ey[step:] - ey[:-step]) <= apart_m
        clear[of[step:][near & (of[step:] == of[:-step])]] = False
    return few[clear[of]]


def _merged(found: _Sums, m_per_px: float, gap_px: float) -> _Sums:
    while len(pairs := _touching(found, m_per_px, gap_px)):
        into = np.arange(len(found.x))
        taken = np.zeros(len(found.x), bool)
        for a, b in pairs:
            if not taken[a] and not taken[b]:
                into[b] = a
                taken[a] = taken[b] = True
        found = _joined(found, into)
    return found


def _touching(found: _Sums, m_per_px: float, gap_px: float) -> list[list[int]]:
    """Pairs whose rims are closer than the gap, nearest first; looked for among neighbours in x only."""
    total = found.counts.sum(axis=1)
    px, py = found.x / (total * m_per_px), found.y / (total * m_per_px)
    reach = radius_px(total) + gap_px / 2
    order = np.argsort(px, kind="stable")
    last = np.searchsorted(px[order], px[order] + 2 * reach.max(initial=0))
    neighbours = np.maximum(last - np.arange(len(order)) - 1, 0)
    a = np.repeat(np.arange(len(order)), neighbours)
    b = a + 1 + np.arange(len(a)) - np.repeat(np.cumsum(neighbours) - neighbours, neighbours)
    a, b = order[a], order[b]
    clearance = np.hypot(px[a] - px[b], py[a] - py[b]) - reach[a] - reach[b]
    close = np.flatnonzero(clearance < 0)
    close = close[np.argsort(clearance[close], kind="stable")]
    return np.stack([a[close], b[close]], axis=1).tolist()


def _joined(found: _Sums, into: np.ndarray) -> _Sums:
    keep, group = np.unique(into, return_inverse=True)
    k = len(keep)
    counts = np.zeros((k, len(State)), found.counts.dtype)
    np.add.at(counts, group, found.counts)
    return _Sums(
        np.bincount(group, found.x, k),
        np.bincount(group, found.y, k),
        counts,
        group[found.into].astype(found.into.dtype),
    )
