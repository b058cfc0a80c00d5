"""What is reported: each event draws a matter by the month, then a sentence of that matter that fits the month."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from gis.demo.rhythm import months_of
from gis.demo.tables import Matter, Sentence, Tables
from gis.foundation.clock import OFFSET_S

FILLINGS = 12  # at most so many different fillings of one sentence's slots
OF_ITEM = 255  # a sentence whose limit class is that of its item


@dataclass(frozen=True)
class Reports:
    """One row an event. matter: int16 row in Tables.matters. text: int32 index into texts. limit: uint8 LimitClass,
    OF_ITEM where the item decides. texts: the unique descriptions."""

    matter: np.ndarray
    text: np.ndarray
    limit: np.ndarray
    texts: list[str]


def draw_reports(tables: Tables, reported_at: np.ndarray, rng: np.random.Generator) -> Reports:
    """Matter and description of each event, from the month in which it was reported."""
    month = months_of(reported_at + OFFSET_S)
    matter = _draw_matters(tables, month, rng)
    texts, sentence_of, limit_of, pools = _wordings(tables, rng)
    text = np.zeros(len(matter), np.int32)
    key = matter.astype(np.int64) * 12 + month - 1
    order = np.argsort(key, kind="stable")
    bounds = np.searchsorted(key[order], np.arange(len(tables.matters) * 12 + 1))
    for group in np.flatnonzero(np.diff(bounds)):
        rows = order[bounds[group] : bounds[group + 1]]
        pool, share = pools[int(group) // 12, int(group) % 12 + 1]
        text[rows] = pool[np.searchsorted(share, rng.random(len(rows)), side="right")]
    limit = np.array([OF_ITEM if limit is None else limit for limit in limit_of], np.uint8)
    return Reports(matter, text, limit[sentence_of[text]], texts)


def month_weights(matter: Matter) -> np.ndarray:
    """float64[12]: how often a matter is reported in each month; 0 where none of its sentences fits."""
    return np.array(
        [
            matter.weight * (matter.factor if month in matter.peak else 1)
            if month in matter.only and any(month in s.months for s in matter.sentences)
            else 0.0
            for month in range(1, 13)
        ]
    )


def _draw_matters(tables: Tables, month: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    weights = np.array([month_weights(m) for m in tables.matters])
    matter = np.zeros(len(month), np.int16)
    for number in range(1, 13):
        rows = np.flatnonzero(month == number)
        share = np.cumsum(weights[:, number - 1])
        matter[rows] = np.searchsorted(share / share[-1], rng.random(len(rows)), side="right")
    return matter


Pools = dict[tuple[int, int], tuple[np.ndarray, np.ndarray]]


def _wordings(tables: Tables, rng: np.random.Generator) -> tuple[list[str], np.ndarray, list[int | None], Pools]:
    """Unique texts, the sentence each comes from, the limit of each sentence, and per (matter, month) the texts to
    draw from with their cumulative shares: every fitting sentence equally often, whatever its slots."""
    texts: list[str] = []
    sentence_of: list[int] = []
    limits: list[int | None] = []
    pools: Pools = {}
    for number, matter in enumerate(tables.matters):
        runs: list[tuple[Sentence, int, int]] = []
        for sentence in matter.sentences:
            fillings = _fillings(sentence.text, tables, rng)
            runs.append((sentence, len(texts), len(texts) + len(fillings)))
            sentence_of += [len(limits)] * len(fillings)
            limits.append(sentence.limit)
            texts += fillings
        for month in range(1, 13):
            fitting = [(first, end) for s, first, end in runs if month in s.months]
            if fitting:
                weight = np.concatenate([np.full(end - first, 1 / (end - first)) for first, end in fitting])
                pool = np.concatenate([np.arange(first, end) for first, end in fitting]).astype(np.int32)
                pools[number, month] = pool, _shares(weight)
    return texts, np.array(sentence_of, np.int32), limits, pools


def _shares(weight: np.ndarray) -> np.ndarray:
    share = np.cumsum(weight) / weight.sum()
    share[-1] = 1.0
    return share


def _fillings(template: str, tables: Tables, rng: np.random.Generator) -> list[str]:
    """Different fillings of a sentence's slots, at most FILLINGS of them."""
    if "{" not in template:
        return [_spaced(template)]
    found: dict[str, None] = {}
    for _ in range(FILLINGS):
        chosen = {name: values[int(rng.integers(len(values)))] for name, values in tables.slots.items()}
        found.setdefault(_spaced(template.format_map(chosen)))
    return list(found)


def _spaced(text: str) -> str:
    """Numbers stand off from the Chinese beside them: 已疏散 3 户."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)
