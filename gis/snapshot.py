"""The county at one journal sequence: immutable columns that every reader shares."""

from __future__ import annotations

from dataclasses import dataclass, field

from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions
from gis.county.ground import Ground, Households
from gis.county.units import Duties, Items, Staff, Units
from gis.events.columns import Events
from gis.foundation.columns import TextColumn


@dataclass(frozen=True)
class Snapshot:
    """Everything one station keeps in memory. `made_up` marks 模拟数据; `outline_credit` is the 审图号 to cite.
    `retired`: codes of divisions that are 作废, sorted; their numbers are never given again."""

    seq: int
    uid: str
    code: str
    name: str
    made_up: bool
    outline_credit: str
    divisions: Divisions
    mesh: Mesh
    ground: Ground
    households: Households
    units: Units
    items: Items
    duties: Duties
    staff: Staff
    events: Events
    retired: TextColumn = field(default_factory=lambda: TextColumn.of(()))
