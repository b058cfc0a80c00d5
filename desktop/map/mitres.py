"""Wide lines as plain segments whose ends are drawn out until neighbours meet in a mitre. Pure numpy.

Qt strokes a path of a wide line five times more slowly than its segments. Where a line turns gently each of the two
segments grows by half its width times tan(turn / 2), so that their outer edges meet exactly; where it turns sharply,
and at its ends, a round dot covers the joint as a round join would.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

GENTLE = 0.27  # tan of half a turn of 30 degrees: a mitre then overshoots a round join by under 4 % of half the width


@dataclass(frozen=True)
class Course:
    """Runs as segments: ends (n, 4), unit directions (n, 2), and by how many half widths each grows at its start and
    its end. dots (m, 2): where a round dot is wanted. Metres."""

    ends: np.ndarray
    direction: np.ndarray
    back: np.ndarray
    ahead: np.ndarray
    dots: np.ndarray

    def mitred(self, half_m: float) -> np.ndarray:
        """(n, 4) segments for a line twice `half_m` wide."""
        back, ahead = (self.direction * (share * half_m)[:, None] for share in (self.back, self.ahead))
        return self.ends + np.hstack([-back, ahead])


def course_of(offsets: np.ndarray, xy: np.ndarray) -> Course:
    """Runs (offsets int64[n + 1], xy (m, 2) metres) as a course. Points upon each other count once."""
    run = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    step = np.diff(xy, axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    real = np.flatnonzero((run[1:] == run[:-1]) & (length > 0))
    run, direction = run[real], step[real] / length[real, None]
    ends = np.hstack([xy[real], xy[real + 1]])
    joined = run[1:] == run[:-1]
    turn = _half_turns(direction)
    gentle = joined & (turn <= GENTLE)
    share = np.where(gentle, turn, 0.0)
    first, last = np.ones(len(ends), bool), np.ones(len(ends), bool)
    first[1:], last[:-1] = ~joined, ~gentle
    return Course(
        ends,
        direction,
        np.concatenate([[0.0], share]) if len(ends) else share,
        np.concatenate([share, [0.0]]) if len(ends) else share,
        np.vstack([ends[first, :2], ends[last, 2:]]),
    )


def _half_turns(direction: np.ndarray) -> np.ndarray:
    """tan of half the turn between each segment and the next."""
    apart = np.hypot(*(direction[1:] - direction[:-1]).T)
    along = np.hypot(*(direction[1:] + direction[:-1]).T)
    return apart / np.maximum(along, 1e-9)
