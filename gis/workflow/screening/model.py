"""What the county's own closed events teach: the item and the class of a text, and who settles which item where."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from gis.boundaries.build import ancestors
from gis.county.divisions import Level
from gis.deadlines.limits import LimitClass
from gis.events.county import County
from gis.events.states import Status
from gis.workflow.screening.bayes import Bayes, learn, tuned

MOST = 60_000  # closed events learned from, the latest
ITEM_SMOOTHING, CLASS_SMOOTHING = 1.0, 0.05
CORRECTED = 5.0  # what an event counts whose item a person put right
RETURNED = 3.0  # how many settled events one 退单 outweighs
HELD_OUT = 5  # one text in so many is kept back to find the temperature


@dataclass(frozen=True)
class Lessons:
    """What people put right. corrected: event ids that were reclassified (改类). returned: (event id, unit id) of
    each 退单."""

    corrected: Collection[int] = ()
    returned: Iterable[tuple[int, int]] = ()


@dataclass(frozen=True)
class Screening:
    """items, classes: models over texts, by item row and LimitClass. settled: float32 (items, townships, units)
    closed events that a unit settled, less what it sent back. townships: int32 division rows. learned: texts learned
    from, without doubles."""

    items: Bayes
    classes: Bayes
    settled: np.ndarray
    townships: np.ndarray
    learned: int
    made_of: int = field(default=0)  # closed events looked at


def train(county: County, lessons: Lessons | None = None) -> Screening | None:
    """The models of a county's closed events, and of open ones that a person put right; None while there are fewer than
    fifty different texts."""
    lessons = lessons or Lessons()
    events = county.events
    closed = np.flatnonzero(events.status == Status.CLOSED)[-MOST:]
    put_right = np.isin(events.id, np.fromiter(lessons.corrected, np.int64)) & (events.status < Status.CLOSED)
    rows = np.union1d(closed, np.flatnonzero(put_right))  # a person has judged these, though they are not closed yet
    texts, item, limit_class, weight = examples(county, rows, lessons)
    if len(texts) < 50:
        return None
    kept = np.arange(len(texts)) % HELD_OUT != 0
    items = _model(texts, item, weight, kept, len(county.items), ITEM_SMOOTHING)
    classes = _model(texts, limit_class, weight, kept, len(LimitClass), CLASS_SMOOTHING)
    settled, townships = _settled(county, closed, lessons)
    return Screening(items, classes, settled, townships, len(texts), len(rows))


def examples(
    county: County, rows: np.ndarray, lessons: Lessons
) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Different texts with item row, class and weight: the logarithm of how often a text came, so that a phrase
    everyone uses does not drown the others."""
    events, corrected = county.events, frozenset(lessons.corrected)
    counted: dict[tuple[str, int, int], float] = {}
    items, classes, ids = events.item[rows].tolist(), events.limit_class[rows].tolist(), events.id[rows].tolist()
    for text, item, limit, event in zip(events.description.take(rows), items, classes, ids, strict=True):
        if text:
            key = (text, item, limit)
            counted[key] = counted.get(key, 0.0) + (CORRECTED if event in corrected else 1.0)
    keys = list(counted)
    weight = 1 + np.log(np.array([counted[k] for k in keys], float)) if keys else np.zeros(0)
    return [k[0] for k in keys], np.array([k[1] for k in keys], int), np.array([k[2] for k in keys], int), weight


def _model(
    texts: list[str], labels: np.ndarray, weight: np.ndarray, kept: np.ndarray, classes: int, smoothing: float
) -> Bayes:
    """The model of all texts, at the temperature that suits texts which a model of the kept ones has not seen."""
    seen = [text for text, is_kept in zip(texts, kept, strict=True) if is_kept]
    unseen = [text for text, is_kept in zip(texts, kept, strict=True) if not is_kept]
    known = np.isin(labels[~kept], labels[kept])
    part = learn(seen, labels[kept], weight[kept], classes, smoothing)
    asked = [text for text, is_known in zip(unseen, known, strict=True) if is_known]
    temperature = tuned(part, asked, labels[~kept][known]).temperature
    whole = learn(texts, labels, weight, classes, smoothing)
    return Bayes(whole.weight, whole.prior, temperature)


def _settled(county: County, rows: np.ndarray, lessons: Lessons) -> tuple[np.ndarray, np.ndarray]:
    events, divisions = county.events, county.divisions
    townships = divisions.rows_of(Level.TOWNSHIP)
    town_of = np.searchsorted(townships, ancestors(divisions, Level.TOWNSHIP))
    shape = (len(county.items), len(townships), len(county.units))
    settled = np.zeros(shape, np.float32)
    with_unit = rows[events.unit[rows] >= 0]
    where = (events.item[with_unit], town_of[events.division[with_unit]], events.unit[with_unit])
    np.add.at(settled, where, 1.0)
    row_of_unit = {int(unit): row for row, unit in enumerate(county.units.id)}
    for event, unit in lessons.returned:
        row, seat = events.row_of(event), row_of_unit.get(unit, -1)
        if row >= 0 and seat >= 0:
            settled[events.item[row], town_of[events.division[row]], seat] -= RETURNED
    return np.maximum(settled, 0), townships
