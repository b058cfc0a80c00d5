"""Text columns of many rows drawn from few unique strings, without a Python object per row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gis.foundation.columns import TextColumn


def repeated(unique: Sequence[str], index: np.ndarray) -> TextColumn:
    """The column whose row i reads unique[index[i]]. index: int[n]."""
    pool = TextColumn.of(unique)
    lengths = np.diff(pool.offsets)[index]
    offsets = np.zeros(len(index) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    shift = (pool.offsets[:-1][index] - offsets[:-1]).astype(np.int32)
    source = np.repeat(shift, lengths)
    source += np.arange(len(source), dtype=np.int32)
    return TextColumn(pool.data[source], offsets)
