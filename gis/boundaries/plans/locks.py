"""Locks on divisions: whose borders must stay, who says so and why; and who else is at a village."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gis.foundation.changes import Change, RowEdit, Scalar
from gis.foundation.clock import local
from gis.foundation.errors import Refused

STALE_S = 180  # a station that was not heard of for so long has gone


@dataclass(frozen=True)
class Lock:
    """The borders of a grid, village or township stay as they are. by_staff: staff id. at: UTC seconds."""

    code: str
    by_staff: int
    by_name: str
    at: int
    reason: str
    version: int

    @property
    def words(self) -> str:
        """王海涛 2026-11-23 锁定：汛期不动界"""
        return f"{self.by_name} {local(self.at):%Y-%m-%d} 锁定：{self.reason}"


@dataclass(frozen=True)
class Presence:
    """Someone with a village on the table. plan: id of the plan being drawn, 0 none. since, seen_at: UTC seconds."""

    station: str
    village: str
    staff: int
    name: str
    plan: int
    since: int
    seen_at: int

    def stale(self, now: int) -> bool:
        """Whether it was not heard of for three minutes."""
        return now - self.seen_at > STALE_S


def words_of(locks: Iterable[Lock]) -> dict[str, str]:
    """Code → who locked it and why, as gis.boundaries.editing.state.State.with_locks takes them."""
    return {lock.code: lock.words for lock in locks}


def locked(code: str, name: str, by_staff: int, by_name: str, reason: str, at: int, held: Lock | None) -> Change:
    """The change that locks a division. name: how it is called. held: a lock that is there already (then Refused)."""
    if held is not None:
        raise Refused(f"{name}已被锁定（{held.words}）。")
    if not reason.strip():
        raise Refused("没有写锁定的理由。", "请写明原因，别人改不动时会看到。")
    values: dict[str, Scalar] = {"by_staff": by_staff, "by_name": by_name, "at": at, "reason": reason.strip()}
    return Change("lock", f"锁定{name}", (RowEdit("border_lock", code, 0, None, values),), (), reason.strip())


def unlocked(lock: Lock, name: str) -> Change:
    """The change that takes a lock away."""
    return Change("unlock", f"解锁{name}", (RowEdit("border_lock", lock.code, lock.version, {"reason": ""}, None),))
