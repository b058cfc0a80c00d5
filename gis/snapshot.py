"""The county at one journal sequence: immutable columns that every reader shares."""

from __future__ import annotations

from dataclasses import dataclass, field

from gis.boundaries.mesh import Mesh
from gis.county.divisions import Divisions
from gis.county.ground import Ground, Households
from gis.county.retired import Retired
from gis.county.units import Duties, Items, Staff, Units
from gis.events.columns import Events


@dataclass(frozen=True)
class Snapshot:
    """Everything one station keeps in memory. `made_up` marks 模拟数据; `outline_credit` is the 审图号 to cite.
    `retired`: what is no longer in force."""

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
    retired: Retired = field(default_factory=Retired)
