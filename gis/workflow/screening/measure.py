"""How good the first screening is on texts that it has never seen, told honestly.

Reports repeat each other, in the demo county word for word. Rows drawn at random would be tested on texts that were
learned, and look near perfect. So texts that share much of their wording are kept together: all of them are learned,
or none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.events.county import County
from gis.events.duplicates import pairs
from gis.events.states import Status
from gis.workflow.screening.bayes import Bayes, learn, tuned
from gis.workflow.screening.model import CLASS_SMOOTHING, ITEM_SMOOTHING, MOST, Lessons, examples

ALIKE = 0.4  # share of character pairs from which two texts are of one wording
TEXTS = 3000  # measured at most
LEAST_WORDINGS = 20


@dataclass(frozen=True)
class Score:
    """Shares of texts. first: the first suggestion is right. three: one of the first three is. confidence: what the
    model thought of its first suggestions, which should be near `first`. commonest: what always naming the commonest
    would get."""

    first: float
    three: float
    confidence: float
    commonest: float


@dataclass(frozen=True)
class Measured:
    """items, classes: see Score. texts: how many different ones were tested, wordings: how many groups they fall
    into."""

    items: Score
    classes: Score
    texts: int
    wordings: int


def measure(county: County, folds: int = 5, seed: int = 1) -> Measured | None:
    """Each wording is tested once by models that learned the others; None for fewer than fifty texts, or
    than twenty wordings."""
    rows = np.flatnonzero(county.events.status == Status.CLOSED)[-MOST:]
    texts, item, limit_class, weight = examples(county, rows, Lessons())
    if len(texts) < 50:
        return None
    if len(texts) > TEXTS:
        picked = np.sort(np.random.default_rng(seed).choice(len(texts), TEXTS, replace=False))
        texts, item, limit_class, weight = [texts[i] for i in picked], item[picked], limit_class[picked], weight[picked]
    group = wordings(texts)
    if len(np.unique(group)) < LEAST_WORDINGS:
        return None
    fold = np.random.default_rng(seed).integers(0, folds, len(texts))[group]
    return Measured(
        _score(texts, item, weight, fold, len(county.items), ITEM_SMOOTHING),
        _score(texts, limit_class, weight, fold, int(limit_class.max()) + 1, CLASS_SMOOTHING),
        len(texts),
        len(np.unique(group)),
    )


def wordings(texts: list[str]) -> np.ndarray:
    """int[n] the same number for texts of one wording: linked by more than ALIKE of their character pairs in common."""
    index: dict[str, int] = {}
    sets = [pairs(text) for text in texts]
    width = len({p for s in sets for p in s}) or 1
    table = np.zeros((len(texts), width), np.float32)
    for row, own in enumerate(sets):
        for pair in own:
            table[row, index.setdefault(pair, len(index))] = 1
    size = table.sum(axis=1)
    group = np.arange(len(texts))
    for row in range(1, len(texts)):
        common = table[:row] @ table[row]
        alike = np.flatnonzero(common > ALIKE * (size[:row] + size[row] - common))
        if len(alike):
            joined = np.unique(group[[*alike.tolist(), row]])
            group[np.isin(group, joined)] = joined[0]
    return group


def _score(
    texts: list[str], labels: np.ndarray, weight: np.ndarray, fold: np.ndarray, classes: int, smoothing: float
) -> Score:
    first, three, thought = np.zeros(len(texts), bool), np.zeros(len(texts), bool), np.zeros(len(texts))
    for number in np.unique(fold):
        known, asked = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        model = _learned(texts, labels, weight, known, fold, classes, smoothing)
        share = model.shares([texts[i] for i in asked])
        order = np.argsort(-share, axis=1)[:, :3]
        first[asked] = order[:, 0] == labels[asked]
        three[asked] = (order == labels[asked][:, None]).any(axis=1)
        thought[asked] = share.max(axis=1)
    commonest = np.bincount(labels).max() / len(labels)
    return Score(float(first.mean()), float(three.mean()), float(thought.mean()), float(commonest))


def _learned(
    texts: list[str], labels: np.ndarray, weight: np.ndarray, known: np.ndarray, fold: np.ndarray, classes: int,
    smoothing: float,
) -> Bayes:  # fmt: skip
    """A model of the known texts, its temperature found on one fold of them that it did not learn."""
    last = fold[known] == fold[known].max()
    part, rest = known[~last], known[last]
    model = learn([texts[i] for i in part], labels[part], weight[part], classes, smoothing)
    seen = rest[np.isin(labels[rest], labels[part])]
    temperature = tuned(model, [texts[i] for i in seen], labels[seen]).temperature
    whole = learn([texts[i] for i in known], labels[known], weight[known], classes, smoothing)
    return Bayes(whole.weight, whole.prior, temperature)
