"""Who acts: county departments and township sub-centres, the items of the patrol list, and the list of duties."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from gis.foundation.columns import TextColumn


class UnitKind(IntEnum):
    DEPARTMENT = 1
    TOWNSHIP = 2


@dataclass(frozen=True)
class Units:
    """Rows in the fixed order in which the board shows them.

    id: int32 (> 0). name: 农业农村局. full_name: 巨鹿县农业农村局. kind: uint8 UnitKind. division: int32 row of the
    township a township unit serves, else 0 (the county row). capacity: int32, open events it can carry.
    """

    id: np.ndarray
    name: TextColumn
    full_name: TextColumn
    kind: np.ndarray
    division: np.ndarray
    capacity: np.ndarray
    version: np.ndarray

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True)
class Items:
    """The 22 items of the patrol list. id: int32. category: uint8 (index into category_names, 4 of them).
    limit_class: uint8 gis.deadlines.limits.LimitClass by default for the item."""

    id: np.ndarray
    name: TextColumn
    category: np.ndarray
    limit_class: np.ndarray
    category_names: TextColumn

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True)
class Duties:
    """权责清单: item × area → lead unit and assisting units; rows sorted by number.

    number: "3.2". item: int32 item id. division: int32 row of the area (0 = whole county). matter: 农田水利.
    lead: int32 unit id. assist: text, unit ids joined by commas. version: int64.
    """

    number: TextColumn
    matter: TextColumn
    item: np.ndarray
    division: np.ndarray
    lead: np.ndarray
    assist: TextColumn
    version: np.ndarray

    def __len__(self) -> int:
        return len(self.item)


@dataclass(frozen=True)
class Staff:
    """People who act. id: int32. name, phone: unmasked. role: text (网格员, 调度员, 部门经办, 乡镇干部 …).
    unit: int32 unit id (0 none). division: int32 division row (grid for a worker, else 0)."""

    id: np.ndarray
    name: TextColumn
    phone: TextColumn
    role: TextColumn
    unit: np.ndarray
    division: np.ndarray

    def __len__(self) -> int:
        return len(self.id)
