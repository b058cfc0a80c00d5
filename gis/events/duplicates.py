"""推荐并案: open events that may tell of one matter, near in place, in time and in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.events.columns import Events
from gis.events.states import Status
from gis.foundation.columns import TextColumn

LEAST = 0.45  # of the score, to be worth a look
LEAST_WORDS = 0.2  # neighbours that report different matters are no twins, however near
WEIGHTS = (0.3, 0.2, 0.5)  # place, time, words
OTHER_ITEM = 0.7  # what the score of another item is worth


@dataclass(frozen=True)
class Twin:
    """An event that may be the same as another. score: 0 … 1. metres, hours: how far apart; words: 0 … 1, the share of
    their character pairs that both texts have. reason: 相距 40 米，相隔 2 小时，用词 63% 相同."""

    row: int
    score: float
    metres: float
    hours: float
    words: float
    reason: str


def twins(events: Events, row: int, most_metres: float, most_hours: float, limit: int = 8) -> list[Twin]:
    """The open events most like an event row, likeliest first, none farther than `most_metres` (EPSG:4547) or reported
    more than `most_hours` apart."""
    rows = np.flatnonzero(events.status < Status.CLOSED)
    away = np.hypot(events.x[rows] - events.x[row], events.y[rows] - events.y[row])
    apart = np.abs(events.reported_at[rows] - events.reported_at[row]) / 3600
    near = (away <= most_metres) & (apart <= most_hours) & (rows != row)
    rows, away, apart = rows[near], away[near], apart[near]
    shared = likeness(events.description, row, rows)
    closeness = np.column_stack([1 - away / max(most_metres, 1), 1 - apart / max(most_hours, 1), shared])
    score = closeness @ np.array(WEIGHTS) * np.where(events.item[rows] == events.item[row], 1.0, OTHER_ITEM)
    order = [i for i in np.argsort(-score, kind="stable")[:limit] if score[i] >= LEAST and shared[i] >= LEAST_WORDS]
    return [_twin(int(rows[i]), score[i], away[i], apart[i], shared[i]) for i in order]


def likeness(texts: TextColumn, row: int, rows: np.ndarray) -> np.ndarray:
    """float64[n] Jaccard index of the character pairs of the text of `row` and of each of `rows`, 0 … 1."""
    own = pairs(texts[row])
    found = np.zeros(len(rows))
    for i, other in enumerate(rows.tolist()):
        theirs = pairs(texts[other])
        whole = len(own | theirs)
        found[i] = len(own & theirs) / whole if whole else 0.0
    return found


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring letters, digits and Chinese characters of a text; signs part them."""
    kept = "".join(c if c.isalnum() else " " for c in text)
    return {kept[i : i + 2] for i in range(len(kept) - 1) if " " not in kept[i : i + 2]}


def _twin(row: int, score: float, metres: float, hours: float, words: float) -> Twin:
    apart = f"{hours:.0f} 小时" if hours >= 1 else f"{hours * 60:.0f} 分钟"
    reason = f"相距 {metres:.0f} 米，相隔 {apart}，用词 {words * 100:.0f}% 相同"
    return Twin(row, float(score), float(metres), float(hours), float(words), reason)
