"""Forewarning: on an open county, what will be late next and what has reached a reminder, of what a person is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gis.foundation.settings import shares
from gis.people.waiting import own_rows
from gis.workflow.docket import Docket
from gis.workflow.reckoning import open_rows
from gis.workflow.reminding import Reached, reached
from gis.workflow.risk import Risk, late_next

if TYPE_CHECKING:
    from gis.workspace.workspace import Workspace

MOST = 2000


@dataclass(frozen=True)
class Forewarning:
    """now: when it was looked at, UTC seconds. risks: the riskiest first. reminders: the nearest to their end first."""

    now: int
    risks: tuple[Risk, ...]
    reminders: tuple[Reached, ...]


def forewarn(workspace: Workspace, within_days: int) -> Forewarning:
    """What the person who has signed in should know of (everything in a county without accounts). Reads the store: runs
    on a worker."""
    from gis.store.case_files import case_files

    county, now = workspace.snapshot, workspace.clock.now()
    own = own_rows(county, workspace.door.person)
    files = case_files(workspace.store(), (int(county.events.id[row]) for row in open_rows(county)))
    docket = Docket(county, files, workspace.rules, workspace.calendar, workspace.settings)
    told = reached(docket, now, shares(workspace.settings.remind_shares), own)
    return Forewarning(now, tuple(late_next(county, now, within_days, MOST, own)), tuple(told))
