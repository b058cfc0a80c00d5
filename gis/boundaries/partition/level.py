"""Numbers put right on the ground: households handed from neighbour to neighbour until every share is in the window."""

from __future__ import annotations

from gis.boundaries.partition.web import Shares

CHANGE_M = 15.0  # metres of border that one household staying where it was is worth
PATIENCE = 600  # chains; each brings one piece nearer to where it is wanted


def level(shares: Shares, window: tuple[int, int]) -> bool:
    """Bring every share into the window (least, most households) by chains of single pieces along the shortest ways
    between shares, so that few change hands. True when done; all shares stay in one part."""
    least, most = window
    blocked: set[tuple[int, int]] = set()
    for _ in range(PATIENCE):
        over = [s for s in range(shares.k) if shares.held[s] > most]
        under = [s for s in range(shares.k) if shares.held[s] < least]
        if not over and not under:
            return True
        start = over or [s for s in range(shares.k) if shares.held[s] > least]
        goal = set(under) or {s for s in range(shares.k) if shares.held[s] < most}
        way = _way(shares, start, goal - set(start), blocked)
        if not way:
            return False
        failed = _hand_over(shares, way, window)
        if failed is not None:
            blocked.add(failed)
        else:
            blocked.clear()
    return False


def _way(shares: Shares, start: list[int], goal: set[int], blocked: set[tuple[int, int]]) -> list[int]:
    """Shares on a shortest way from one of `start` to one of `goal`, the fullest first."""
    beside: list[set[int]] = [{to for _, to in shares.edge_pieces(s)} for s in range(shares.k)]
    before: dict[int, int] = dict.fromkeys(sorted(start, key=lambda s: -shares.held[s]), -1)
    queue = list(before)
    for at in queue:
        if at in goal:
            way = [at]
            while before[way[-1]] >= 0:
                way.append(before[way[-1]])
            return way[::-1]
        for to in sorted(beside[at], key=lambda s: shares.held[s]):
            if to not in before and (at, to) not in blocked:
                before[to] = at
                queue.append(to)
    return []


def _hand_over(shares: Shares, way: list[int], window: tuple[int, int]) -> tuple[int, int] | None:
    """One piece along each step of the way, from its end backward; the step that failed, after taking back the rest."""
    done: list[tuple[int, int]] = []
    for own, to in zip(way[-2::-1], way[:0:-1], strict=True):
        piece = _best(shares, own, to, window[1] if to == way[-1] else window[1] + 60)
        if piece < 0:
            for moved, home in reversed(done):
                shares.move(moved, home)
            return own, to
        done.append((piece, own))
        shares.move(piece, to)
    return None


def _best(shares: Shares, own: int, to: int, most: int) -> int:
    """The piece of `own` that best goes over to `to`: the border it makes, and what it costs that households change
    hands; -1 if none may go."""
    wanted = [
        (shares.gain(p, to) - CHANGE_M * shares.price(p, to), -p) for p, other in shares.edge_pieces(own) if other == to
    ]
    for _, minus in sorted(wanted, reverse=True):
        n = shares.web.households[-minus]
        if n and shares.held[to] + n <= most and shares.may_leave(-minus):
            return -minus
    return -1
