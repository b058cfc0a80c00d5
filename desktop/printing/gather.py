"""Documents out of an open county: each function reads what its paper says and lays it out (worker threads).

The desk and `main.py print` both make their papers here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from desktop.map.scene import Scene
from desktop.printing.event_facts import EventFacts, facts_of
from desktop.printing.event_sheet import event_document
from desktop.printing.flow import Document, Told
from desktop.printing.map_picture import Cartographer
from desktop.printing.map_sheet import MapRequest, map_document
from desktop.printing.stamp import stamp_of
from gis.events.states import State
from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from gis.workspace import Workspace

MOST_SHEETS = 100  # in one file: a batch of more is hard to hold, on paper and in memory


def told_of(workspace: Workspace, row: int, state: int, now: int) -> EventFacts:
    """The facts of one event, with what only the store knows."""
    return facts_of(
        workspace.snapshot, row, State(state), now, workspace.history(row), workspace.photos(row), workspace.clocks(row)
    )


def event_sheets(workspace: Workspace, rows: Sequence[int], states: np.ndarray, now: int, told: Told) -> Document:
    """工单 of event rows, each on a page of its own. Refused for none and for too many at once."""
    refuse_batch(len(rows))
    facts = []
    for done, row in enumerate(rows):
        told(done, len(rows))
        facts.append(told_of(workspace, int(row), int(states[row]), now))
    return event_document(facts, stamp_of(workspace, now), Cartographer(Scene(workspace.snapshot)), told)


def map_sheet(workspace: Workspace, request: MapRequest, now: int) -> Document:
    """The map of a request."""
    return map_document(request, stamp_of(workspace, now), Cartographer(Scene(workspace.snapshot)))


def refuse_batch(count: int) -> None:
    """Refused where there is nothing to print, or too much for one file."""
    if not count:
        raise Refused("没有选中事件。", "请先在地图或列表中选中要打印的事件。")
    if count > MOST_SHEETS:
        raise Refused(f"选中了 {count:,} 件，一次最多打印 {MOST_SHEETS} 件。", "请缩小选择，分几次打印。")
