"""Scores, ranks, red and black lists: the county's own weights and thresholds over rates and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gis.evaluation.expressions import Formula
from gis.evaluation.table import Card


@dataclass(frozen=True)
class Scores:
    """k subjects. terms: float64 (terms, k), each 0 … 1, NaN without data. score: float64[k] 0 … 100, NaN without
    any. rank: int32[k], 1 the best, equal scores share one, 0 not ranked. red, black: bool[k]."""

    card: Card
    terms: np.ndarray
    score: np.ndarray
    rank: np.ndarray
    red: np.ndarray
    black: np.ndarray


def score(card: Card, known: Mapping[str, np.ndarray]) -> Scores:
    """known: every measure's count and every rate's value by name, arrays of k.

    A term without data is left out and its weight falls to the others. Only subjects with at least `card.min_cases`
    of the basis are ranked and listed; few cases say too little.
    """
    k = len(known[card.basis])
    terms = np.empty((len(card.terms), k))
    for place, term in enumerate(card.terms):
        terms[place] = np.clip(np.broadcast_to(np.asarray(term.value.value(known), float), (k,)), 0, 1)
    weight = np.array([t.weight for t in card.terms])[:, None] * ~np.isnan(terms)
    total = weight.sum(axis=0)
    points = np.full(k, np.nan)
    np.divide(100 * (np.nan_to_num(terms) * weight).sum(axis=0), total, out=points, where=total > 0)
    points = np.round(points, 2)  # what is shown is what is ranked
    rank = ranks(points, known[card.basis] >= card.min_cases)
    about = dict(known) | {
        "得分": points,
        "名次": rank.astype(float),
        "参评": np.full(k, float((rank > 0).sum())),
    }
    black = _meets(card.black, about, rank)
    return Scores(card, terms, points, rank, _meets(card.red, about, rank) & ~black, black)


def ranks(points: np.ndarray, eligible: np.ndarray) -> np.ndarray:
    """int32[k]: 1 for the highest; equal points share a rank and the next one is skipped; 0 not eligible or NaN."""
    out = np.zeros(len(points), np.int32)
    able = np.flatnonzero(eligible & ~np.isnan(points))
    ordered = np.sort(points[able])
    out[able] = len(able) - np.searchsorted(ordered, points[able], side="right") + 1
    return out


def _meets(condition: Formula, about: Mapping[str, np.ndarray], rank: np.ndarray) -> np.ndarray:
    return np.broadcast_to(np.asarray(condition.value(about), bool), rank.shape) & (rank > 0)
