"""Texts as counts of their characters and pairs of neighbouring characters, hashed into a fixed number of buckets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

BUCKETS = 1 << 16
DIGIT, GAP = ord("0"), 0
PAIR, MIX = np.uint64(0x1_0000_0001B3), np.uint64(0x9E3779B97F4A7C15)


def features(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """(row, bucket) of every character and every pair in the texts, int32[m] each, in order of the texts.

    All digits are one, signs and spaces part the words, letters are small. Deterministic across machines and runs.
    """
    whole = "\n".join(texts).lower() + "\n"
    codes = np.frombuffer(whole.encode("utf-32-le"), np.uint32).astype(np.uint64)
    rows = np.cumsum(codes == ord("\n")).astype(np.int64)
    kept = _plain(codes)
    single = kept != GAP
    pair = single[:-1] & single[1:]
    buckets = np.concatenate([_bucket(kept[single]), _bucket(kept[:-1][pair] * PAIR + kept[1:][pair])])
    owner = np.concatenate([rows[single], rows[:-1][pair]])
    order = np.argsort(owner, kind="stable")
    return owner[order].astype(np.int32), buckets[order]


def grams(text: str) -> list[str]:
    """The characters and pairs of one text as they stand, in the order in which `features` counts them."""
    kept = _plain(np.frombuffer(text.lower().encode("utf-32-le"), np.uint32).astype(np.uint64))
    single = [i for i in range(len(kept)) if kept[i] != GAP]
    pairs = [i for i in range(len(kept) - 1) if kept[i] != GAP and kept[i + 1] != GAP]
    return [text[i] for i in single] + [text[i : i + 2] for i in pairs]


def _plain(codes: np.ndarray) -> np.ndarray:
    """Code points with all digits alike and everything that is neither letter, digit nor Chinese as a gap."""
    digit = (codes >= ord("0")) & (codes <= ord("9"))
    letter = (codes >= ord("a")) & (codes <= ord("z"))
    chinese = (codes >= 0x3400) & (codes <= 0x9FFF)
    return np.where(digit, DIGIT, np.where(letter | chinese, codes, GAP)).astype(np.uint64)


def _bucket(values: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        return ((values * MIX) >> np.uint64(48)).astype(np.int32)
