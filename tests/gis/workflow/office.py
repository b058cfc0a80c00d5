"""A small county in a store, and people who act on it at instants of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np

from gis.events.columns import Events
from gis.events.states import Status
from gis.foundation.clock import SHANGHAI, FixedClock
from gis.workspace import Actor, Workspace
from gis.workspace.casework import Casework

HANDLER = Actor(11, "王守田", "部门经办", "处置台")
OTHER = Actor(12, "赵国强", "部门经办", "处置台 2")
DISPATCHER = Actor(1, "李晓敏", "调度员", "调度台 1")
INSPECTOR = Actor(21, "孙立新", "核查员", "督查台")


def at(*when: int) -> int:
    return int(datetime(*when, tzinfo=SHANGHAI).timestamp())


class Office:
    """One county, its casework, and whoever's turn it is."""

    def __init__(self, location: str, now: int) -> None:
        self.clock = FixedClock(now)
        self.workspace = Workspace.open(location, self.clock, "李晓敏", "调度台 1")
        self.casework = Casework(self.workspace)

    @property
    def events(self) -> Events:
        return self.workspace.snapshot.events

    def row(self, status: Status, limit_class: int | None = None, skip: int = 0) -> int:
        """A row that stands so, reported last of all."""
        events = self.events
        fits = (events.status == status) & ~events.paused
        if limit_class is not None:
            fits &= events.limit_class == limit_class
        return int(np.flatnonzero(fits)[-1 - skip])

    def does(self, who: Actor, kind: str, row: int | list[int], words: str = "", **more: object):
        """Someone acts; the change is committed."""
        self.workspace.act_as(who)
        rows = [row] if isinstance(row, int) else row
        return self.casework.do(kind, rows, words, **more)

    def undo(self):
        return self.workspace.do(self.workspace.undo_change())

    def value(self, row: int, name: str):
        return getattr(self.events, name)[row].item()

    def values(self, row: int, *names: str) -> tuple:
        return tuple(self.value(row, name) for name in names)


def opened(template: Path, folder: Path, now: int) -> Iterator[Office]:
    office = Office(str(shutil.copy(template, folder / "county.wangge")), now)
    yield office
    office.workspace.close()
