"""Locks on borders, and who else is at a village: the part of the planner's door that needs no plan.

Everything here touches the store and runs on a worker.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from gis.boundaries.plans.plan import Author
from gis.foundation.changes import Change, Committed
from gis.foundation.clock import local
from gis.foundation.errors import Refused
from gis.workspace import Workspace

if TYPE_CHECKING:
    from gis.boundaries.plans.locks import Lock, Presence
    from gis.store.store import Store


DESK = "#"  # between the name of a machine and the number of a window on it
SAME_MACHINE = "本机另一个窗口"


class Locking:
    """commit: how a change is written, `workspace.do` (commit and adopt at once) if left out; a desk, which adopts in
    its GUI thread, hands in `workspace.commit` and catches up afterwards."""

    def __init__(self, workspace: Workspace, commit: Callable[[Change], Committed] | None = None) -> None:
        self.workspace = workspace
        self._write = commit or workspace.do
        self._adopts = commit is None

    def who(self) -> Author:
        """Who draws, submits and decides here."""
        return Author(self.workspace.actor.staff, self.workspace.actor.name)

    def locks(self) -> list[Lock]:
        """All locks by code."""
        from gis.store.plans import locks

        return locks(self._store())

    def lock(self, code: str, reason: str) -> Committed:
        """Lock the borders of a grid, village or township: edits that change them are refused, with these words."""
        from gis.boundaries.plans.locks import locked

        held = next((each for each in self.locks() if each.code == code), None)
        who = self.who()
        return self._write(locked(code, self._name(code), who.staff, who.name, reason, self._now(), held))

    def unlock(self, code: str) -> Committed:
        from gis.boundaries.plans.locks import unlocked

        held = next((each for each in self.locks() if each.code == code), None)
        if held is None:
            raise Refused(f"{self._name(code)}没有锁定。")
        return self._write(unlocked(held, self._name(code)))

    def here(self, villages: Sequence[str], plan_id: int = 0) -> list[Presence]:
        """Say that this station is at these villages (every minute, and with none on leaving), and hear who else is
        at them."""
        from gis.store.presence import present, renew

        who, station = self.who(), self.workspace.actor.station
        desk = f"{station[:60]}{DESK}{os.getpid()}"  # two windows on one machine are two desks
        renew(self._store(), desk, who.staff, who.name, villages, plan_id, self._now())
        wanted, found = set(villages), []
        for each in present(self._store(), self._now()):
            place = each.station.partition(DESK)[0]
            mine = place == station and who.is_same(each.staff, each.name)  # another window of the same person
            if each.station != desk and each.village in wanted and not mine:
                found.append(replace(each, station=SAME_MACHINE if place == station else place))
        return found

    def _name(self, code: str) -> str:
        d = self.workspace.snapshot.divisions
        row = next((r for r in range(len(d)) if d.code[r] == code), -1)
        if row < 0:
            raise Refused(f"没有编码为 {code} 的区划。")
        village = d.short_name[int(d.parent[row])] if len(code) == 15 else ""
        return f"{village}{d.short_name[row]} 网格" if village else d.short_name[row]

    def _now(self) -> int:
        return self.workspace.clock.now()

    def _today(self) -> date:
        return local(self._now()).date()

    def _store(self) -> Store:
        return self.workspace.store()
