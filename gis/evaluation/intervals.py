"""Shares of small numbers: how far a rate of few cases can be trusted, and whether two of them differ."""

from __future__ import annotations

import numpy as np

Z95 = 1.959963984540054  # two-sided 95 %


def share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """float64 part / whole, NaN where the whole is 0."""
    out = np.full(np.shape(whole), np.nan)
    return np.divide(part, whole, out=out, where=np.asarray(whole) > 0)


def wilson(part: np.ndarray, whole: np.ndarray, z: float = Z95) -> tuple[np.ndarray, np.ndarray]:
    """(low, high) of Wilson's score interval of part / whole, NaN where the whole is 0.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). Unlike
    the textbook interval it holds for few cases and for shares of 0 and 1.
    """
    n = np.where(np.asarray(whole) > 0, whole, np.nan).astype(float)
    p = np.asarray(part) / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def differ(
    part: np.ndarray, whole: np.ndarray, part_before: np.ndarray, whole_before: np.ndarray, z: float = Z95
) -> np.ndarray:
    """bool: two shares differ by more than chance allows (pooled two-proportion z-test); False where one has none."""
    n, m = np.asarray(whole, float), np.asarray(whole_before, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (part + part_before) / (n + m)
        error = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
        distance = np.abs(part / n - part_before / m) / error
    return np.nan_to_num(distance, nan=0.0, posinf=0.0) >= z
