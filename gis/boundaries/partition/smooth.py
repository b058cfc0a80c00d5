"""Cheaper borders with the numbers kept: rows of houses handed over, and houses swapped, where that is worth it.

A row goes slightly uphill before it pays and is cut back to its best length, as in Kernighan and Lin (1970).
"""

from __future__ import annotations

from gis.boundaries.partition.web import Shares

LEAST_GAIN_M = 0.5
SLOPE_M = 4.0  # what borders may get dearer on the way to getting cheaper
ROW = 9  # pieces handed over in one go


def smooth(shares: Shares, window: tuple[int, int], passes: int = 6) -> int:
    """Moves and swaps until nothing gets cheaper or the passes are used up; how many pieces moved. Every share stays
    in one part and, where it was, in the window."""
    moved = 0
    for _ in range(passes):
        now = _rows(shares, window) + _swaps(shares, window)
        moved += now
        if not now:
            break
    return moved


def _fits(shares: Shares, own: int, to: int, n: int, window: tuple[int, int]) -> bool:
    """Whether both shares are in the window after n households (n < 0: back) went from `own` to `to`."""
    after = shares.held[own] - n, shares.held[to] + n
    return n == 0 or (min(after) >= window[0] and max(after) <= window[1])


def _wishes(shares: Shares) -> dict[tuple[int, int], list[tuple[float, int]]]:
    """For every pair of neighbouring shares the pieces that could go over, with their gains, best first."""
    wishes: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for own in range(shares.k):
        for piece, to in shares.edge_pieces(own):
            wishes.setdefault((own, to), []).append((shares.gain(piece, to), piece))
    for pieces in wishes.values():
        pieces.sort(reverse=True)
    return wishes


def _rows(shares: Shares, window: tuple[int, int]) -> int:
    moved = 0
    for (own, to), pieces in _wishes(shares).items():
        for gain, piece in pieces:
            if gain < -SLOPE_M:
                break
            if shares.of[piece] == own:
                moved += _row(shares, piece, own, to, window)
    return moved


def _row(shares: Shares, piece: int, own: int, to: int, window: tuple[int, int]) -> int:
    """Hand over a piece and then its neighbours, one after another, as long as that costs little; what was handed over
    when the borders were cheapest stays, the rest goes back. So a jog runs along a row of houses to its end."""
    handed: list[int] = []
    total = best = 0.0
    kept = 0
    ahead = {piece}
    while ahead and len(handed) < ROW:
        gain, now = max((shares.gain(p, to), -p) for p in ahead)
        ahead.discard(-now)
        if total + gain < -SLOPE_M:
            break
        if not _fits(shares, own, to, shares.web.households[-now], window) or not shares.may_leave(-now):
            continue
        shares.move(-now, to)
        handed.append(-now)
        total += gain
        if total > best + LEAST_GAIN_M:
            best, kept = total, len(handed)
        ahead |= {b for b in shares.web.beside[-now] if shares.of[b] == own}
    for back in reversed(handed[kept:]):
        shares.move(back, own)
    return kept


def _swaps(shares: Shares, window: tuple[int, int], look: int = 6) -> int:
    moved = 0
    wishes = _wishes(shares)
    for (own, to), pieces in wishes.items():
        back = wishes.get((to, own), [])
        if own > to or not back or pieces[0][0] + back[0][0] <= LEAST_GAIN_M:
            continue
        for _, piece in pieces[:look]:
            for _, other in back[:look]:
                moved += _swap(shares, piece, own, other, to, window)
    return moved


def _swap(shares: Shares, piece: int, own: int, other: int, to: int, window: tuple[int, int]) -> int:
    """2 if the two pieces changed places and that was cheaper."""
    if shares.of[piece] != own or shares.of[other] != to or other in shares.web.beside[piece]:
        return 0
    n, m = shares.web.households[piece], shares.web.households[other]
    if not _fits(shares, own, to, n - m, window):
        return 0
    if shares.gain(piece, to) + shares.gain(other, own) <= LEAST_GAIN_M or not shares.may_leave(piece):
        return 0
    shares.move(piece, to)
    if shares.may_leave(other):
        shares.move(other, own)
        return 2
    shares.move(piece, own)
    return 0
