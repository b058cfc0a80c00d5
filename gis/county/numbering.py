"""The order in which the grids of a village are numbered: west to east, north to south."""

from __future__ import annotations

import numpy as np


def reading_order(xy: np.ndarray) -> np.ndarray:
    """The order in which the grids of one village are numbered 001, 002 …: west to east, north to south.

    The rule: with k grids, sort by northing from north to south and cut the list into round(√k) bands of equal count
    (the first bands take the remainder); within a band go from west to east; bands follow from north to south.
    xy: (k, 2) metres, where each grid's households have their middle. Returns int64[k], the rows in that order.
    """
    southward = np.lexsort((xy[:, 0], -xy[:, 1]))
    bands = np.array_split(southward, max(1, round(len(xy) ** 0.5)))
    return np.concatenate([band[np.lexsort((xy[band, 1], xy[band, 0]))] for band in bands])
