"""A second window on the same machine, as a process of its own: says who else is at the village."""

from __future__ import annotations

from gis.foundation.clock import FixedClock
from gis.planning import Planning
from gis.workspace import Actor, Workspace
from tests.gis.planning.drawing import VILLAGE
from tests.small_county import NOW


def main(location: str, name: str, staff: str) -> None:
    workspace = Workspace.open(location, FixedClock(NOW))
    workspace.act_as(Actor(int(staff), name, "规划员", "规划台 1"))
    for each in Planning(workspace).here([VILLAGE]):
        print(each.name, each.station)
    workspace.close()
