"""A naive Bayes over hashed characters and pairs: small, quick to learn anew, and able to say which words made it
decide.

Multinomial, with Laplace smoothing and every text counted by the share of its words, so that long texts do not
shout. The confidence is that of a softmax at a temperature found on texts that the model had not seen, since naive
Bayes by itself is far too sure of everything (Rennie et al., "Tackling the Poor Assumptions of Naive Bayes", ICML
2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gis.workflow.screening.features import BUCKETS, features, grams

TEMPERATURES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)


@dataclass(frozen=True)
class Bayes:
    """weight: float32 (classes, BUCKETS) log share of each bucket in a class, 0 in every class for one never seen (it
    tells nothing, whereas smoothing alone would let it speak for the class with the fewest words). prior:
    float64[classes] log share of each class, -inf for one without examples. temperature: what sharpens (< 1) or blunts
    the confidence."""

    weight: np.ndarray
    prior: np.ndarray
    temperature: float = 1.0

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        """float64 (texts, classes): mean log share of a text's words plus the prior; -inf for a class never seen."""
        row, bucket = features(texts)
        total = np.zeros((len(texts), len(self.prior)))
        np.add.at(total, row, self.weight[:, bucket].T)
        length = np.maximum(np.bincount(row, minlength=len(texts)), 1)
        return total / np.sqrt(length)[:, None] + self.prior

    def shares(self, texts: Sequence[str]) -> np.ndarray:
        """float64 (texts, classes): the confidence in each class; every row adds up to 1."""
        return softmax(self.scores(texts) / self.temperature)

    def because(self, text: str, chosen: int, most: int = 3) -> list[str]:
        """The words of a text that speak most for a class against the next best one."""
        scores = self.scores([text])[0]
        scores[chosen] = -np.inf
        other = int(np.argmax(scores))
        _, bucket = features([text])
        gain = self.weight[chosen, bucket] - self.weight[other, bucket]
        named = grams(text)
        found: dict[str, float] = {}
        for word, value in zip(named, gain.tolist(), strict=True):
            if len(word) > 1:
                found[word] = found.get(word, 0.0) + value
        best = sorted((w for w in found if found[w] > 0), key=lambda w: -found[w])
        return _joined(best[: 2 * most], text)[:most]


def softmax(scores: np.ndarray) -> np.ndarray:
    """Each row as shares."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def learn(texts: Sequence[str], labels: np.ndarray, weights: np.ndarray, classes: int, smoothing: float) -> Bayes:
    """The model of texts with their classes (int[n]) and weights (float[n]); classes: how many there are in all.
    smoothing: what every known word counts in every class before anything is seen."""
    row, bucket = features(texts)
    count = np.bincount(
        labels[row].astype(np.int64) * BUCKETS + bucket, weights=weights[row], minlength=classes * BUCKETS
    ).reshape(classes, BUCKETS)
    seen = count.any(axis=0)
    used = max(int(seen.sum()), 1)
    weight = np.log(count + smoothing) - np.log(count.sum(axis=1, keepdims=True) + smoothing * used)
    weight[:, ~seen] = 0
    share = np.bincount(labels, weights=weights, minlength=classes)
    with np.errstate(divide="ignore"):
        prior = np.log(share / max(share.sum(), 1e-9))
    return Bayes(weight.astype(np.float32), prior)


def tuned(model: Bayes, texts: Sequence[str], labels: np.ndarray) -> Bayes:
    """The model at the temperature at which it is least surprised by texts it has not seen."""
    if not len(texts):
        return model
    scores = model.scores(texts)

    def surprise(temperature: float) -> float:
        share = softmax(scores / temperature)[np.arange(len(labels)), labels]
        return float(-np.log(np.maximum(share, 1e-12)).mean())

    return Bayes(model.weight, model.prior, min(TEMPERATURES, key=surprise))


def _joined(words: list[str], text: str) -> list[str]:
    """Pairs that overlap in the text as one word: 管道 + 道破 + 破裂 → 管道破裂."""
    held = [any(text.startswith(w, i) or (i and text.startswith(w, i - 1)) for w in words) for i in range(len(text))]
    runs: list[str] = []
    begun = -1
    for i, inside in enumerate([*held, False]):
        if inside and begun < 0:
            begun = i
        elif not inside and begun >= 0:
            runs.append(text[begun:i])
            begun = -1
    return sorted(dict.fromkeys(runs), key=lambda run: min(words.index(w) for w in words if w in run))
