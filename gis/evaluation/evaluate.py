"""One evaluation: every rate of every subject in a period, with scores, trend and signs, and the rows behind it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gis.evaluation import gaming
from gis.evaluation.acts import Marks
from gis.evaluation.intervals import differ, share, wilson
from gis.evaluation.measures import MEASURE_NOTE, measures
from gis.evaluation.periods import Period, earlier
from gis.evaluation.scoring import Scores, score
from gis.evaluation.subjects import Subjects, subjects
from gis.evaluation.table import EvaluationTable, Rate
from gis.events.county import County

COUNTY = -1  # the subject that stands for the whole county


@dataclass(frozen=True)
class Counted:
    """One rate of k subjects, then of the whole county as the last entry (so k + 1 long).

    part, whole: int64 numerator and denominator. value: float64 share, NaN where the whole is 0. low, high: float64
    ends of Wilson's 95 % interval. few: bool, too few cases for the value to be compared.
    """

    rate: Rate
    part: np.ndarray
    whole: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    few: np.ndarray


@dataclass(frozen=True)
class PeriodCounts:
    """Rows of every measure and rate of one period, and the counts by subject. `rows`: measure → int32 rows;
    `counts`: measure → int64[k + 1]; `rates`: Counted in the order of the table; `sides`: (numerator, denominator)
    rows of each rate."""

    period: Period
    rows: dict[str, np.ndarray]
    counts: dict[str, np.ndarray]
    rates: tuple[Counted, ...]
    sides: tuple[tuple[np.ndarray, np.ndarray], ...]


@dataclass(frozen=True)
class Evaluation:
    """What `evaluate` found. now: UTC seconds up to which a running period is known. scores: None where the table
    has no card for this kind of subject. before: the same counts of earlier periods, oldest first."""

    county: County
    table: EvaluationTable
    subjects: Subjects
    now: int
    present: PeriodCounts
    before: tuple[PeriodCounts, ...]
    scores: Scores | None
    signs: tuple[gaming.Sign, ...]

    @property
    def period(self) -> Period:
        return self.present.period

    @property
    def running(self) -> bool:
        """The period is not over; its figures still grow."""
        return self.now < self.period.end

    def rate_rows(self, rate: str, subject: int = COUNTY) -> tuple[np.ndarray, np.ndarray]:
        """(numerator rows, denominator rows) of one figure, int32 ascending: the very events it counts."""
        part, whole = self.present.sides[self.table.rate(rate)]
        return self._own(part, subject), self._own(whole, subject)

    def measure_rows(self, measure: str, subject: int = COUNTY) -> np.ndarray:
        """Rows of one count."""
        return self._own(self.present.rows[measure], subject)

    def moved(self, rate: str) -> np.ndarray:
        """float64[k + 1] change against the period just before, NaN without one."""
        at = self.table.rate(rate)
        now = self.present.rates[at].value
        return now - self.before[-1].rates[at].value if self.before else np.full(len(now), np.nan)

    def moved_truly(self, rate: str) -> np.ndarray:
        """bool[k + 1]: the change against the period before is more than chance allows (95 %)."""
        at = self.table.rate(rate)
        now = self.present.rates[at]
        if not self.before:
            return np.zeros(len(now.part), bool)
        then = self.before[-1].rates[at]
        return differ(now.part, now.whole, then.part, then.whole)

    @cached_property
    def order(self) -> np.ndarray:
        """int64[k] subjects, the ranked ones first by rank, then the others in the order of their table."""
        if self.scores is None:
            return np.arange(len(self.subjects))
        rank = self.scores.rank
        return np.argsort(np.where(rank > 0, rank, len(rank) + 1), kind="stable")

    def _own(self, rows: np.ndarray, subject: int) -> np.ndarray:
        return rows if subject == COUNTY else rows[self.subjects.of_event[rows] == subject]


def evaluate(
    county: County,
    marks: Marks,
    period: Period,
    by: str,
    now: int,
    table: EvaluationTable,
    trend: int | None = None,
    going_on: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Everything about one period by one kind of subject (a key of gis.evaluation.subjects.BY_WORD).

    marks: gis.evaluation.acts.marks of the county's events. now: UTC seconds. trend: how many earlier periods, the
    table's number by default. going_on: called between periods; what it raises ends the work. WanggeError for an
    unknown kind, FormulaError for a formula that counts twice.
    """
    whose = subjects(county, by)
    counted = []
    for span in (*earlier(period, table.trend_periods if trend is None else trend), period):
        going_on()
        counted.append(count(county, marks, span, now, whose, table))
    *before, present = counted
    card = table.card(by)
    scores = None if card is None else score(card, scored_by(present, len(whose)))
    signs = gaming.signs(county.events, marks, period, now, whose, present.rows, table)
    return Evaluation(county, table, whose, now, present, tuple(before), scores, signs)


def scored_by(present: PeriodCounts, k: int) -> dict[str, np.ndarray]:
    """What the formulas of a card may name: every count and every rate of the k subjects, float64[k]."""
    known: dict[str, np.ndarray] = {name: c[:k].astype(float) for name, c in present.counts.items()}
    return known | {c.rate.name: c.value[:k] for c in present.rates}


def count(
    county: County, marks: Marks, period: Period, now: int, whose: Subjects, table: EvaluationTable
) -> PeriodCounts:
    """All measures and rates of one period by subject."""
    rows = measures(county.events, marks, period, now, table.satisfied_from)
    counts = {name: by_subject(found, whose) for name, found in rows.items()}
    rates, sides = [], []
    for rate in table.rates:
        part, whole = rate.numerator.rows(rows), rate.denominator.rows(rows)
        sides.append((part, whole))
        parts, wholes = (
            counts[side.text] if side.text in counts else by_subject(own, whose)
            for side, own in ((rate.numerator, part), (rate.denominator, whole))
        )
        rates.append(_counted(rate, parts, wholes, table.min_cases))
    return PeriodCounts(period, rows, counts, tuple(rates), tuple(sides))


def by_subject(rows: np.ndarray, whose: Subjects) -> np.ndarray:
    """int64[k + 1] rows of each subject, the whole county last (rows of no subject among them)."""
    counted = np.bincount(whose.slot[rows], minlength=len(whose) + 1)
    return np.append(counted[1:], len(rows))


def _counted(rate: Rate, part: np.ndarray, whole: np.ndarray, min_cases: int) -> Counted:
    low, high = wilson(part, whole)
    return Counted(rate, part, whole, share(part, whole), low, high, whole < min_cases)


__all__ = ["COUNTY", "MEASURE_NOTE", "Counted", "Evaluation", "PeriodCounts", "count", "evaluate"]
