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


@dataclass(frozen=True)
class Sought:
    """A report that is compared with the open events. x, y: EPSG:4547 metres. at: UTC seconds. item: row in Items, -1
    not known yet. text: its words."""

    x: float
    y: float
    at: int
    item: int
    text: str


def twins(events: Events, row: int, most_metres: float, most_hours: float, limit: int = 8) -> list[Twin]:
    """The open events most like an event row, likeliest first, none farther than `most_metres` (EPSG:4547) or reported
    more than `most_hours` apart."""
    sought = Sought(
        float(events.x[row]), float(events.y[row]), int(events.reported_at[row]), int(events.item[row]),
        events.description[row],
    )  # fmt: skip
    return twins_of(events, sought, most_metres, most_hours, limit, but=row)


def twins_of(
    events: Events, sought: Sought, most_metres: float, most_hours: float, limit: int = 8, but: int = -1
) -> list[Twin]:
    """The same for a report that is still being written; `but`: an event row that is left out."""
    rows = np.flatnonzero(events.status < Status.CLOSED)
    away = np.hypot(events.x[rows] - sought.x, events.y[rows] - sought.y)
    apart = np.abs(events.reported_at[rows] - sought.at) / 3600
    near = (away <= most_metres) & (apart <= most_hours) & (rows != but)
    rows, away, apart = rows[near], away[near], apart[near]
    shared = likeness(events.description, sought.text, rows)
    closeness = np.column_stack([1 - away / max(most_metres, 1), 1 - apart / max(most_hours, 1), shared])
    other = (events.item[rows] != sought.item) & (sought.item >= 0)
    score = closeness @ np.array(WEIGHTS) * np.where(other, OTHER_ITEM, 1.0)
    order = [i for i in np.argsort(-score, kind="stable")[:limit] if score[i] >= LEAST and shared[i] >= LEAST_WORDS]
    return [_twin(int(rows[i]), score[i], away[i], apart[i], shared[i]) for i in order]


def likeness(texts: TextColumn, text: str, rows: np.ndarray) -> np.ndarray:
    """float64[n] Jaccard index of the character pairs of `text` and of the texts of each of `rows`, 0 … 1."""
    own = pairs(text)
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
