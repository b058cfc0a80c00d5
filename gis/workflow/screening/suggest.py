"""初筛: class, item, urgency and lead unit of one report, each with its reasons and its confidence. A suggestion
only: a dispatcher decides, and what the dispatcher puts right is learned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.county.divisions import Level
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.events.county import County
from gis.workflow.duty import duty_words
from gis.workflow.screening.model import Screening

SURE, LIKELY = 0.75, 0.45  # confidence from which it is 较有把握, 可能


@dataclass(frozen=True)
class Guess:
    """One suggestion. value: item row, LimitClass or unit row. share: confidence 0 … 1. reasons: in the users'
    words."""

    value: int
    name: str
    share: float
    reasons: tuple[str, ...]

    @property
    def certainty(self) -> str:
        """较有把握 · 可能 · 拿不准."""
        return "较有把握" if self.share >= SURE else "可能" if self.share >= LIKELY else "拿不准"


@dataclass(frozen=True)
class Suggestion:
    """What the first screening says of a report. items: the likeliest first, at most three. urgent: the share of
    突发情况. units: likeliest lead units first, at most three; empty if neither duties nor history name one."""

    items: tuple[Guess, ...]
    limit_class: Guess
    urgent: float
    units: tuple[Guess, ...]


def suggest(county: County, model: Screening, text: str, division: int = -1) -> Suggestion:
    """The suggestion for a report of `text` in a division row (-1: place unknown)."""
    share = model.items.shares([text])[0]
    best = [int(i) for i in np.argsort(-share, kind="stable")[:3] if share[i] >= 0.02]
    items = tuple(
        Guess(item, county.items.name[item], float(share[item]), _because(model.items.because(text, item)))
        for item in best
    )
    classes = model.classes.shares([text])[0]
    chosen = int(np.argmax(classes))
    words = _because(model.classes.because(text, chosen))
    limit = Guess(chosen, LIMIT_CLASS_WORD[LimitClass(chosen)], float(classes[chosen]), words)
    return Suggestion(items, limit, float(classes[LimitClass.EMERGENCY]), _units(county, model, share, division))


def _because(words: list[str]) -> tuple[str, ...]:
    return (f"文中有“{'”“'.join(words)}”",) if words else ("文中没有突出的用词，按历史占比推断",)


def _units(county: County, model: Screening, share: np.ndarray, division: int) -> tuple[Guess, ...]:
    """Lead units by the duties of the likely items and by who settled such items there, half and half."""
    by_duty, by_history = np.zeros(len(county.units)), np.zeros(len(county.units))
    why: dict[int, list[str]] = {}
    for item in (int(i) for i in np.argsort(-share)[:3]):
        unit, duty = _leader(county, item, division)
        if unit >= 0:
            by_duty[unit] += share[item]
            why.setdefault(unit, []).append(f"{duty_words(county.duties, duty)}（主责）")
        done = _history(county, model, item, division)
        total = float(done.sum())
        if total:
            by_history += share[item] * done / total
            top = int(np.argmax(done))
            told = f"“{county.items.name[item]}”此前 {int(total):,} 件中 {done[top] / total:.0%} 由其办结"
            why.setdefault(top, []).append(told)
    both = by_duty + by_history
    if not both.sum():
        return ()
    both = both / both.sum()
    best = [int(u) for u in np.argsort(-both, kind="stable")[:3] if both[u] >= 0.05]
    reasons = {unit: tuple(why.get(unit, ["历史上办过同类事件"])[:2]) for unit in best}
    return tuple(Guess(unit, county.units.name[unit], float(both[unit]), reasons[unit]) for unit in best)


def _leader(county: County, item: int, division: int) -> tuple[int, int]:
    """Unit row and duty row of the duty that covers an item in the smallest area around a place; -1 if there is
    none."""
    duties = county.duties
    areas = county.divisions.path(division) if division >= 0 else [0]
    covering = np.flatnonzero(duties.item == county.items.id[item]).tolist()
    found = [r for r in covering if int(duties.division[r]) in areas]
    if not found:
        return -1, -1
    duty = max(found, key=lambda r: (areas.index(int(duties.division[r])), -r))
    seats = np.flatnonzero(county.units.id == duties.lead[duty])
    return (int(seats[0]), duty) if len(seats) else (-1, -1)


def _history(county: County, model: Screening, item: int, division: int) -> np.ndarray:
    """float[units] how many such events each unit settled: in the township of the place, else in the county."""
    town = county.divisions.ancestor(division, Level.TOWNSHIP) if division >= 0 else -1
    if town >= 0:
        there = model.settled[item, int(np.searchsorted(model.townships, town))]
        if there.sum() >= 5:
            return there
    return model.settled[item].sum(axis=0)
