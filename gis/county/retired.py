"""Codes that are no longer in force, and which events happened under them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gis.foundation.columns import TextColumn


@dataclass(frozen=True)
class Retired:
    """code: of divisions that are 作废, sorted; their numbers are never given again. event: int32 ids of the events
    that happened under them, ascending, and of: int32 index into code of each. In the columns of events these are
    filed under the village; here they keep the grid of their own time."""

    code: TextColumn = field(default_factory=lambda: TextColumn.of(()))
    event: np.ndarray = field(default_factory=lambda: np.empty(0, np.int32))
    of: np.ndarray = field(default_factory=lambda: np.empty(0, np.int32))

    def __len__(self) -> int:
        return len(self.code)
