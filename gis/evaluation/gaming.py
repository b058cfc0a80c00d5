"""Signs that figures may have been made: worth a look by an inspector, never a verdict and never points off.

A sign shows only where even the low end of the interval of a subject's share lies above what was to be expected by the
table's factor, and at least so many events bear it; what was expected is the county's own share, except for closings
before the end of a period, where it is the share of its days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.deadlines.limits import LimitClass
from gis.evaluation.acts import Marks
from gis.evaluation.intervals import share, wilson
from gis.evaluation.measures import settled_at
from gis.evaluation.periods import Period
from gis.evaluation.subjects import Subjects
from gis.evaluation.table import EvaluationTable, Signs
from gis.events.columns import Events
from gis.foundation.clock import DAY_S

SIGN_WORD = {
    "reworked": "办结后返工、重开偏多",
    "rush": "期末突击办结",
    "hasty": "派到后随即报结偏多",
    "brink": "掐着时限办结偏多",
}
SLOW = (LimitClass.LIVELIHOOD, LimitClass.OTHER)  # classes whose limits run over days


@dataclass(frozen=True)
class Sign:
    """One subject's sign. part of whole events bear it (share), expected: the share to be expected. rows: int32, the
    very events."""

    kind: str
    subject: int
    part: int
    whole: int
    share: float
    expected: float
    rows: np.ndarray

    @property
    def words(self) -> str:
        found = f"{self.whole:,} 件中 {self.part:,} 件（{self.share:.1%}，参照 {self.expected:.1%}）"
        return f"{SIGN_WORD[self.kind]}：{found}"


def signs(
    events: Events,
    marks: Marks,
    period: Period,
    now: int,
    whose: Subjects,
    rows: dict[str, np.ndarray],
    table: EvaluationTable,
) -> tuple[Sign, ...]:
    """All signs of a period, by kind and then by subject. rows: the period's measures."""
    cut, closed = period.cut(now), rows["期内办结"]
    again = np.flatnonzero((marks.reworked_at >= period.start) & (marks.reworked_at < period.end)).astype(np.int32)
    again = again[marks.reworked_at[again] <= cut]
    found = _sign("reworked", again, np.union1d(closed, again).astype(np.int32), whose, table.gaming["reworked"])
    setting = table.gaming["rush"]
    if now >= period.end and setting.days < period.days:
        late = closed[events.closed_at[closed] >= period.end - setting.days * DAY_S]
        found += _sign("rush", late, closed, whose, setting, setting.days / period.days)
    slow = closed[np.isin(events.limit_class[closed], SLOW)]
    setting = table.gaming["hasty"]
    took = settled_at(events, slow) - events.assigned_at[slow]
    quick = slow[(events.assigned_at[slow] > 0) & (took < setting.minutes * 60)]
    found += _sign("hasty", quick, slow, whose, setting)
    setting = table.gaming["brink"]
    left = events.close_due[slow] - events.closed_at[slow]
    found += _sign("brink", slow[(left >= 0) & (left < setting.minutes * 60)], slow, whose, setting)
    return tuple(found)


def _sign(
    kind: str, part: np.ndarray, whole: np.ndarray, whose: Subjects, setting: Signs, expected: float | None = None
) -> list[Sign]:
    of = whose.of_event[part]
    parts, wholes = (np.bincount(whose.slot[own], minlength=len(whose) + 1)[1:] for own in (part, whole))
    if expected is None:
        expected = len(part) / len(whole) if len(whole) else 0.0
    low, _ = wilson(parts, wholes)
    shares = share(parts, wholes)
    flagged = np.flatnonzero((parts >= setting.least) & (low > setting.factor * expected))
    return [
        Sign(kind, int(s), int(parts[s]), int(wholes[s]), float(shares[s]), float(expected), part[of == s])
        for s in flagged
    ]
