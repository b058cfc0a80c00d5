"""Where borders meet the outer ring: ends moved onto the ring's own vertices, and the ring cut at the ends."""

from __future__ import annotations

import numpy as np

from gis.boundaries.partition.atoms import Atoms

SLIDE_M = 45.0


def slide_ends(atoms: Atoms, lines: list[np.ndarray], clear: np.ndarray) -> dict[int, int]:
    """{vertex where a border ends on the ring: the ring's own vertex it may end on instead}, within SLIDE_M along the
    same edge of the ring, no house passed and none nearer than its clearance."""
    onward: dict[int, list[int]] = {}  # ring end → the vertex before it
    for line in lines:
        onward.setdefault(int(line[0]), []).append(int(line[1]))
        onward.setdefault(int(line[-1]), []).append(int(line[-2]))
    moved: dict[int, int] = {}
    taken = {v for v in onward if v < atoms.own}
    house = clear > -np.inf
    for ring in atoms.rings:
        stops = [(i, v) for i, v in enumerate(ring.tolist()) if v < atoms.own or v in onward]
        for n, (_, vertex) in enumerate(stops):
            if vertex < atoms.own or len(onward[vertex]) != 1:
                continue
            beside = [stops[n - 1][1], stops[(n + 1) % len(stops)][1]]
            far = {v: float(np.hypot(*(atoms.points[v] - atoms.points[vertex]))) for v in beside}
            for v in sorted(beside, key=lambda b: far[b]):
                if v >= atoms.own or v in taken or far[v] > SLIDE_M:
                    continue
                if _free(atoms, clear, house, onward[vertex][0], vertex, v):
                    moved[vertex] = v
                    taken.add(v)
                    break
    return moved


def _free(atoms: Atoms, clear: np.ndarray, house: np.ndarray, start: int, old: int, new: int) -> bool:
    """Whether a border's last step may go from `start` to `new` instead of `old`: nothing lies between the two, and
    no house is too near."""
    a, b, c = atoms.points[start], atoms.points[old], atoms.points[new]
    own = np.arange(atoms.own)
    others = atoms.points[own[(own != start) & (own != new)]]
    if _within(a, b, c, atoms.xy[house]).any() or _within(a, b, c, others).any():
        return False
    way = c - a
    length = float(np.hypot(*way))
    if length < 1e-6:
        return False
    off = atoms.xy[house] - a
    along = np.clip((off * way).sum(axis=1) / length**2, 0, 1)
    return bool((np.hypot(*(off - along[:, None] * way).T) >= clear[house]).all())


def _within(a: np.ndarray, b: np.ndarray, c: np.ndarray, points: np.ndarray) -> np.ndarray:
    """bool[n]: which points lie in or on the triangle a, b, c."""
    sides = [_turn(p, q, points) for p, q in ((a, b), (b, c), (c, a))]
    return ((sides[0] >= 0) & (sides[1] >= 0) & (sides[2] >= 0)) | ((sides[0] <= 0) & (sides[1] <= 0) & (sides[2] <= 0))


def _turn(p: np.ndarray, q: np.ndarray, points: np.ndarray) -> np.ndarray:
    d, w = q - p, points - p
    return d[0] * w[:, 1] - d[1] * w[:, 0]


def ring_arcs(atoms: Atoms, share: np.ndarray, stops: set[int], ends: dict[int, int]) -> list[tuple[np.ndarray, int]]:
    """The rings cut where borders end: (vertices, share within) of each part. Of the ring's vertices only its own and
    those where a border ends are kept."""
    parts = []
    for ring, within in zip(atoms.rings, atoms.inside, strict=True):
        place = {v: i for i, v in enumerate(ring.tolist())}
        cuts = [(place[ends.get(v, v)], i) for i, v in enumerate(ring.tolist()) if v in stops]
        own = [i for i, v in enumerate(ring.tolist()) if v < atoms.own]
        if not cuts:
            parts.append((ring[[*own, own[0]]], int(share[within[0]])))
            continue
        cuts.sort()
        for (start, first), (stop, _) in zip(cuts, cuts[1:] + cuts[:1], strict=True):
            if start < stop:
                between = [i for i in own if start < i < stop]
            else:
                between = [i for i in own if i > start] + [i for i in own if i < stop]
            parts.append((ring[[start, *between, stop]], int(share[within[first]])))
    return parts
