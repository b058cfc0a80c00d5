"""Which villages make up which township: exact numbers, every township in one piece."""

from __future__ import annotations

import numpy as np


class Unsettled(RuntimeError):
    """This scatter of sites cannot be dealt out to the townships; another one will do."""


def assign(
    xy: np.ndarray, beside: list[set[int]], seats: np.ndarray, quota: np.ndarray, home: int, town_count: int
) -> np.ndarray:
    """int64[n], the township of each site; township t gets exactly quota[t] sites and all of them are contiguous.

    A power diagram whose weights are tuned until the numbers are about right, then single villages handed along chains
    of neighbouring townships until they are exact. beside: neighbours of each village. The first town_count sites are
    the county town and stay with township `home`. Raises Unsettled if it cannot be done.
    """
    square = ((xy[:, None] - seats[None]) ** 2).sum(axis=2)
    square[:town_count, home] = -1e12
    weight = np.zeros(len(seats))
    rate = float(np.median(square[town_count:].min(axis=1))) / 4
    best, township = np.inf, square.argmin(axis=1)
    for turn in range(600):
        now = (square - weight).argmin(axis=1)
        over = np.bincount(now, minlength=len(seats)) - quota
        if np.abs(over).sum() < best:
            best, township = np.abs(over).sum(), now
        if not over.any():
            break
        weight -= rate * over / quota * 20 / (1 + turn / 40)
    return _settle(_in_one_piece(township, beside, len(quota)), quota, beside, square)


def _settle(township: np.ndarray, quota: np.ndarray, beside: list[set[int]], square: np.ndarray) -> np.ndarray:
    township = township.copy()
    for _ in range(4 * len(township)):
        over = np.bincount(township, minlength=len(quota)) - quota
        if not over.any():
            return township
        chain = _chain(township, over, beside, square)
        if chain is None:
            break
        for site, to in chain:
            township[site] = to
    raise Unsettled("villages cannot be dealt out to the townships for this seed")


def _chain(
    township: np.ndarray, over: np.ndarray, beside: list[set[int]], square: np.ndarray
) -> list[tuple[int, int]] | None:
    """The shortest chain of hand-overs from a township with too many villages to one with too few."""
    start = [int(t) for t in np.flatnonzero(over > 0)]
    came: dict[int, tuple[int, int] | None] = {t: None for t in start}
    queue = list(start)
    while queue:
        giver = queue.pop(0)
        if over[giver] < 0:
            steps = []
            while (link := came[giver]) is not None:
                steps.append((link[1], giver))
                giver = link[0]
            return steps
        for site in sorted(np.flatnonzero(township == giver).tolist(), key=lambda s: -square[s, giver]):
            for taker in sorted({int(township[n]) for n in beside[site]} - {giver}):
                if square[site, giver] >= 0 and taker not in came and _can_leave(site, township, beside):
                    came[taker] = (giver, site)
                    queue.append(taker)
    return None


def _can_leave(site: int, township: np.ndarray, beside: list[set[int]]) -> bool:
    """Whether the rest of its township stays in one piece without `site`."""
    own = set(np.flatnonzero(township == township[site]).tolist()) - {site}
    return len(_pieces(own, beside)) == 1


def _pieces(sites: set[int], beside: list[set[int]]) -> list[set[int]]:
    """The connected parts of a set of sites, the largest first."""
    left, parts = set(sites), []
    while left:
        reached: set[int] = set()
        queue = [min(left)]
        while queue:
            here = queue.pop()
            if here in left:
                left.discard(here)
                reached.add(here)
                queue += beside[here] & left
        parts.append(reached)
    return sorted(parts, key=len, reverse=True)


def _in_one_piece(township: np.ndarray, beside: list[set[int]], count: int) -> np.ndarray:
    """Give villages cut off from the main part of their township to a neighbouring township."""
    township = township.copy()
    for _ in range(20):
        loose = [
            site
            for t in range(count)
            for part in _pieces(set(np.flatnonzero(township == t).tolist()), beside)[1:]
            for site in part
        ]
        if not loose:
            return township
        for site in sorted(loose):
            others = [int(township[n]) for n in beside[site] if township[n] != township[site]]
            if others:
                township[site] = max(set(others), key=others.count)
    raise Unsettled("a township cannot be made contiguous for this seed")
