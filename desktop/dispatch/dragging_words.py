"""What a drag says in words: what is dragged, when it would be due, which days do not count."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.deadlines.words import due_day, due_full
from gis.snapshot import Snapshot
from gis.workflow.fit import Foresight

MOST_RUNS = 3


def subject_words(snapshot: Snapshot, rows: np.ndarray) -> str:
    """公共服务 / 农田水利; of several items 公共服务 · 3 类事项; of several classes 2 类时限 · 3 类事项."""
    classes = np.unique(snapshot.events.limit_class[rows])
    items = np.unique(snapshot.events.item[rows])
    if not len(classes):
        return ""
    if len(classes) > 1:
        return f"{len(classes)} 类时限 · {len(items)} 类事项"
    word = LIMIT_CLASS_WORD[LimitClass(int(classes[0]))]
    return f"{word} / {snapshot.items.name[int(items[0])]}" if len(items) == 1 else f"{word} · {len(items)} 类事项"


def due_briefly(foresight: Foresight, now: int) -> str:
    """The date a tile shows: 12-02, or 今天 15:20; of the close clock, else of the reply clock."""
    due = foresight.close_due or foresight.reply_due
    if not due:
        return ""
    words = due_day(due, now)
    return words if words.startswith("今天") else words.split(" ")[0]


def due_at_length(due: int, now: int, foresight: Foresight) -> str:
    """11-25 周三 18:00; 最早 when the events differ, 暂定 beyond the announced calendar, 已过 when it is over."""
    if not due:
        return "—"
    provisional = foresight.reply_provisional if due == foresight.reply_due else foresight.provisional
    words = due_full(due, now, provisional) + (" 已过" if due < now else "")
    return f"最早 {words}" if foresight.due_varies else words


def skipped_words(skipped: tuple[tuple[int, str], ...]) -> str:
    """11-28、11-29 周末; longer runs as 10-01 至 10-08 国庆节; empty when every day counts."""
    parts = []
    for first, last, reason in runs_of_days(skipped):
        if last == first:
            days = _day(first)
        elif last == first + 1:
            days = f"{_day(first)}、{_day(last)}"
        else:
            days = f"{_day(first)} 至 {_day(last)}"
        parts.append(f"{days} {reason}")
    if len(parts) > MOST_RUNS:
        return "；".join(parts[:MOST_RUNS]) + f" 等 {len(skipped)} 天"
    return "；".join(parts)


def runs_of_days(skipped: tuple[tuple[int, str], ...]) -> list[tuple[int, int, str]]:
    """(first, last, reason) of each run of days that follow one another for one reason."""
    runs: list[tuple[int, int, str]] = []
    for day, reason in sorted(skipped):
        if runs and runs[-1][2] == reason and day == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], day, reason)
        else:
            runs.append((day, day, reason))
    return runs


def load_words(load: int, capacity: int) -> str:
    """A load as a share of capacity, or the bare count where no capacity is set."""
    return f"{load / capacity:.0%}" if capacity else f"{load:,} 件"


def _day(day: int) -> str:
    return f"{date(1970, 1, 1) + timedelta(days=day):%m-%d}"
