"""Shares of an area while they are being put right: which piece belongs where, kept in one part, moved one by one.

Plain lists, because single moves ask for single numbers.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from gis.boundaries.partition.atoms import Atoms

BESIDE_M = 0.3  # pieces that only touch at a point are not neighbours
REACH_M = 45.0  # a gap counts with at most this length: fields do not outweigh houses
LANE_SHARE = 0.4  # of its length that a gap along a lane costs


class Web:
    """Pieces and their neighbours. beside[a]: {neighbour: cost of a border between them, metres}."""

    def __init__(self, atoms: Atoms, lane: np.ndarray | None = None) -> None:
        """lane: bool[e], gaps that follow a lane or road; a border there is cheap."""
        length = atoms.length_m
        cost = np.minimum(length, REACH_M)
        if lane is not None:
            cost = np.where(lane, LANE_SHARE * cost, cost)
        self.households: list[int] = atoms.households.tolist()
        self.beside: list[dict[int, float]] = [{} for _ in self.households]
        empty = atoms.households == 0  # bits of ground hang on by whatever little border they have
        use = (length >= BESIDE_M) | empty[atoms.left] | empty[atoms.right]
        for a, b, metres in zip(atoms.left[use].tolist(), atoms.right[use].tolist(), cost[use].tolist(), strict=True):
            if a != b:
                self.beside[a][b] = self.beside[a].get(b, 0.0) + metres
                self.beside[b][a] = self.beside[a][b]

    def sever(self, share: list[int], bordering: set[tuple[int, int]]) -> None:
        """Pieces in shares that have no border on the ground are no neighbours, however near their houses stand."""
        for piece, near in enumerate(self.beside):
            for other in [b for b in near if share[b] != share[piece] and (share[piece], share[b]) not in bordering]:
                del near[other]

    def parts(self, pieces: list[int]) -> list[list[int]]:
        """The pieces in groups that hang together."""
        left, groups = set(pieces), []
        while left:
            group = [left.pop()]
            for piece in group:
                found = left.intersection(self.beside[piece])
                left -= found
                group.extend(sorted(found))
            groups.append(group)
        return groups


class Shares:
    """A division of the web into k shares that changes by moving one piece at a time."""

    def __init__(self, web: Web, share: list[int], k: int, settled: list[int] | None = None) -> None:
        """settled: how many households of each piece change hands when it leaves the share it is in now; none if not
        given."""
        self.web, self.of, self.k = web, share, k
        self.home, self.settled = list(share), settled
        self.held = [0] * k
        self.pieces: list[set[int]] = [set() for _ in range(k)]
        for piece, s in enumerate(share):
            self.held[s] += web.households[piece]
            self.pieces[s].add(piece)

    def move(self, piece: int, to: int) -> None:
        old, n = self.of[piece], self.web.households[piece]
        self.of[piece] = to
        self.held[old] -= n
        self.held[to] += n
        self.pieces[old].discard(piece)
        self.pieces[to].add(piece)

    def may_leave(self, piece: int) -> bool:
        """Whether the piece's share stays in one part, and not empty, without it."""
        own = self.of[piece]
        if len(self.pieces[own]) == 1:
            return False
        beside = self.web.beside
        near = {b for b in beside[piece] if self.of[b] == own}
        if len(near) <= 1:
            return True
        first = near.pop()
        seen, queue = {piece, first}, [first]
        for at in queue:
            for b in beside[at]:
                if b not in seen and self.of[b] == own:
                    seen.add(b)
                    near.discard(b)
                    if not near:
                        return True
                    queue.append(b)
        return False

    def borders(self, piece: int) -> dict[int, float]:
        """Cost of the piece's border with each share."""
        cost: dict[int, float] = defaultdict(float)
        for b, metres in self.web.beside[piece].items():
            cost[self.of[b]] += metres
        return cost

    def gain(self, piece: int, to: int) -> float:
        """By how much the borders get cheaper when the piece goes over."""
        gain = 0.0
        own = self.of[piece]
        for b, metres in self.web.beside[piece].items():
            if self.of[b] == to:
                gain += metres
            elif self.of[b] == own:
                gain -= metres
        return gain

    def price(self, piece: int, to: int) -> int:
        """How many more households will have changed hands when the piece goes over."""
        if self.settled is None:
            return 0
        return self.settled[piece] * ((self.of[piece] == self.home[piece]) - (to == self.home[piece]))

    def edge_pieces(self, share: int) -> list[tuple[int, int]]:
        """(piece, neighbouring share) along the border of one share."""
        found = []
        for piece in sorted(self.pieces[share]):
            others = {self.of[b] for b in self.web.beside[piece]} - {share}
            found += [(piece, other) for other in sorted(others)]
        return found


def join(shares: Shares) -> bool:
    """Every share in one part: what hangs loose goes to the neighbour it has most border with. False if some share
    cannot be joined up."""
    for _ in range(10):
        loose = []
        for own in shares.pieces:
            groups = shares.web.parts(sorted(own))
            if len(groups) > 1:
                groups.sort(key=lambda g: (sum(shares.web.households[p] for p in g), len(g)))
                loose += groups[:-1]
        if not loose:
            return all(shares.pieces)
        for group in loose:
            cost: dict[int, float] = defaultdict(float)
            for piece in group:
                for other, metres in shares.borders(piece).items():
                    if other != shares.of[piece]:
                        cost[other] += metres
            if cost:
                home = max(cost, key=lambda s: (cost[s], -shares.held[s]))
                for piece in group:
                    shares.move(piece, home)
    return False
