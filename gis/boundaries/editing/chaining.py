"""Pieces of border joined into arcs again; an arc that comes out as it was keeps its id and is not mentioned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from gis.boundaries.editing.draft import frozen
from gis.boundaries.editing.parts import Arc, Node, same_line
from gis.boundaries.editing.state import State


@dataclass(frozen=True)
class Piece:
    """A run of points with a face on either side. origin: the id of the arc it comes from, 0 for a drawn line.
    first: its first edge; the same two faces lie beside it all along, so one edge tells for all. ends: its nodes."""

    xy: np.ndarray
    left: str
    right: str
    origin: int

    first: tuple[Node, Node] = field(init=False, compare=False)
    ends: tuple[Node, Node] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        a, b = self.xy[:2].tolist()
        start, second = (a[0], a[1]), (b[0], b[1])
        x, y = self.xy[-1].tolist()
        object.__setattr__(self, "first", (start, second))
        object.__setattr__(self, "ends", (start, (x, y)))

    @property
    def length_m(self) -> float:
        return float(np.hypot(*np.diff(self.xy, axis=0).T).sum())

    def between(self, left: str, right: str) -> Piece:
        """The same line between other faces."""
        return self if (left, right) == (self.left, self.right) else Piece(self.xy, left, right, self.origin)


Step = tuple[Piece, bool]  # a piece and whether it is walked forward


def chained(
    state: State, local: list[Arc], pieces: list[Piece], crossing: Collection[Node]
) -> tuple[dict[int, Arc], frozenset[int]]:
    """(arcs new or changed, ids gone) when `pieces` take the place of the arcs `local`. Pieces join where nothing else
    ends and the faces beside them are the same; a point of `crossing` at a joint of one line with itself is dropped."""
    chains = _chains(state, local, pieces)
    old = {arc.id: arc for arc in local}
    taken: set[int] = set()
    wishes = sorted(((_wish(chain), i) for i, chain in enumerate(chains)), key=lambda w: (-w[0][0], w[0][1], w[1]))
    ids = [0] * len(chains)
    for (_, origin), i in wishes:
        if origin and origin not in taken:
            taken.add(origin)
            ids[i] = origin
    free: dict[frozenset[str], list[int]] = defaultdict(list)
    for arc in reversed(local):
        if arc.id not in taken:
            free[frozenset((arc.left, arc.right))].append(arc.id)
    for i, chain in enumerate(chains):  # a border drawn wholly anew takes over the id of the one between its faces
        if not ids[i] and (own := free.get(frozenset((chain[0][0].left, chain[0][0].right)))):
            ids[i] = own.pop()
            taken.add(ids[i])
    taken.discard(0)
    changed: dict[int, Arc] = {}
    following = state.next_arc
    for arc_id, chain in zip(ids, chains, strict=True):
        if not arc_id:
            arc_id, following = following, following + 1
        arc = _arc(arc_id, chain, old.get(arc_id), crossing)
        before = old.get(arc_id)
        if before is None or not arc.same(before):
            changed[arc_id] = arc
    return changed, frozenset(old.keys() - taken)


def _wish(chain: list[Step]) -> tuple[int, int]:
    """(points, id) of the arc most of a chain comes from; id 0 for none."""
    points: dict[int, int] = defaultdict(int)
    for piece, _ in chain:
        points[piece.origin] += len(piece.xy)
    points.pop(0, None)
    if not points:
        return 0, 0
    best = max(points, key=lambda origin: (points[origin], -origin))
    return points[best], best


def _arc(arc_id: int, chain: list[Step], before: Arc | None, crossing: Collection[Node]) -> Arc:
    """The arc of a chain, running the way most of it did before; the very array of before where it is the same line."""
    ahead = sum(len(p.xy) if forward else -len(p.xy) for p, forward in chain if p.origin in (arc_id, 0))
    if ahead < 0:
        chain = [(piece, not forward) for piece, forward in reversed(chain)]
    runs = [piece.xy if forward else piece.xy[::-1] for piece, forward in chain]
    xy = _joined(runs, [piece.origin for piece, _ in chain], crossing) if len(runs) > 1 else runs[0]
    piece, forward = chain[0]
    left, right = (piece.left, piece.right) if forward else (piece.right, piece.left)
    if before is not None:
        if same_line(before.xy, xy):
            return Arc(arc_id, before.xy, left, right, before.version)
        if same_line(before.xy, xy[::-1]):
            return Arc(arc_id, before.xy, right, left, before.version)
    return Arc(arc_id, frozen(xy), left, right, before.version if before else 0)


def _joined(runs: list[np.ndarray], origins: list[int], crossing: Collection[Node]) -> np.ndarray:
    """Runs one after the other, without the joints at which one line only crossed another that is gone."""
    parts = [runs[0]]
    for run, (before, origin) in zip(runs[1:], pairwise(origins), strict=True):
        if before == origin and tuple(run[0].tolist()) in crossing:
            parts[-1] = parts[-1][:-1]
        parts.append(run[1:])
    return np.concatenate(parts)


def _chains(state: State, local: list[Arc], pieces: list[Piece]) -> list[list[Step]]:
    at: dict[Node, list[tuple[int, bool]]] = defaultdict(list)  # pieces that leave a node, forward or backward
    for i, piece in enumerate(pieces):
        at[piece.ends[0]].append((i, True))
        at[piece.ends[1]].append((i, False))
    ours = frozenset(arc.id for arc in local)
    through = {n for n, leaving in at.items() if _passes(pieces, leaving) and not (state.nodes.get(n) or ours) - ours}
    seen = [False] * len(pieces)
    starts = [
        (i, forward) for i, p in enumerate(pieces) for forward in (True, False) if p.ends[not forward] not in through
    ]
    chains = []
    for i, forward in [*starts, *((i, True) for i in range(len(pieces)))]:  # the last are loops without a node
        if not seen[i]:
            chains.append(_walk(pieces, at, through, seen, i, forward))
    return chains


def _passes(pieces: list[Piece], leaving: list[tuple[int, bool]]) -> bool:
    """Whether a node only joins two pieces with the same faces beside them."""
    if len(leaving) != 2 or leaving[0][0] == leaving[1][0]:
        return False
    (i, one), (j, two) = leaving
    a, b = pieces[i], pieces[j]
    sides_a = (a.left, a.right) if one else (a.right, a.left)
    sides_b = (b.right, b.left) if two else (b.left, b.right)
    return sides_a == sides_b


def _walk(
    pieces: list[Piece], at: dict[Node, list[tuple[int, bool]]], through: set[Node], seen: list[bool], i: int,
    forward: bool,
) -> list[Step]:  # fmt: skip
    chain: list[Step] = []
    while not seen[i]:
        seen[i] = True
        chain.append((pieces[i], forward))
        node = pieces[i].ends[1 if forward else 0]
        if node not in through:
            break
        i, forward = next(leaving for leaving in at[node] if leaving != (i, not forward))
    return chain
