"""Killed while drawing: the last acknowledged stroke is there, and the plan goes on from it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from gis.boundaries.plans.drawing import OpenPlan
from gis.planning import Planning
from gis.store.check import check
from tests.gis.planning.conftest import Opener
from tests.gis.planning.drawing import grid, split
from tests.gis.planning.test_merging import bent

STREAM = """
import sys
from gis.foundation.clock import SystemClock
from gis.planning import Planning
from gis.workspace import Workspace
from tests.gis.planning.test_kill import drawing
for number in drawing(Planning(Workspace.open(sys.argv[1], SystemClock())), int(sys.argv[2])):
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


def drawing(planning: Planning, plan: int):
    """Draws without end, with an undo after every fifth stroke; tells how many strokes are in effect."""
    table: OpenPlan = planning.open(plan)
    made = 0
    while True:
        made += 1
        table = planning.do(planning.stroke(table, bent(table.state, 1, 2, 7.0 if made % 2 else -7.0)))
        yield len(table.strokes)
        if made % 5 == 0:
            table = planning.do(planning.undo(table))
            yield len(table.strokes)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("strokes", [1, 6, 14])
def test_the_last_stroke_is_there(planning: Planning, station: Opener, location: str, strokes: int):
    plan = planning.create("试")
    child = subprocess.Popen([sys.executable, "-c", STREAM, location, str(plan.id)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = [int(child.stdout.readline()) for _ in range(strokes)]
    child.send_signal(signal.SIGKILL)
    told += [int(line) for line in child.stdout if line.endswith("\n")]
    child.wait()
    child.stdout.close()
    again = station("王海涛", "规划台 3")
    table = again.open(plan.id)
    assert len(table.strokes) in (told[-1], told[-1] + 1, told[-1] - 1), "at most one step that was not yet told"
    table = again.do(again.stroke(table, split(table.state, grid(3))))
    assert len(again.open(plan.id).strokes) == len(table.strokes)
    report = check(location)
    assert report["ok"], report["faults"]
