"""What the five steps share: the edit of one event row, and which rows an act cannot touch, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gis.events.columns import Events
from gis.events.states import STATUS_WORD, Status
from gis.foundation.changes import RowEdit, Scalar
from gis.foundation.errors import Refused


@dataclass(frozen=True)
class Blocked:
    """An event that an act cannot touch. row: event row. number: its number. reason: 已办结, 已在 农业农村局 …"""

    row: int
    number: str
    reason: str


def event_edit(events: Events, row: int, before: Mapping[str, Scalar], after: Mapping[str, Scalar]) -> RowEdit:
    """An update of one event that keeps only the columns that change."""
    changed = [name for name in after if before[name] != after[name]]
    return RowEdit(
        "event",
        int(events.id[row]),
        int(events.version[row]),
        {name: before[name] for name in changed},
        {name: after[name] for name in changed},
    )


def closed_word(events: Events, row: int) -> str:
    """Why a closed event takes no further act: 已办结, 不予受理, 已并案; empty for an open one."""
    status = Status(int(events.status[row]))
    return STATUS_WORD[status] if status >= Status.CLOSED else ""


def counted(events: Events, rows: list[int]) -> str:
    """How a label names its events, ready for the verb: the short number of one (0271 ), else how many (3 件)."""
    return f"{int(events.serial[rows[0]]):04d} " if len(rows) == 1 else f"{len(rows):,} 件"


def refuse_blocked(blocked: list[Blocked], verb: str, remedy: str) -> None:
    """Raise Refused naming the blocked events with their reasons; nothing if there are none."""
    if not blocked:
        return
    named = "；".join(f"{one.number} {one.reason}" for one in blocked[:5])
    more = f"……等 {len(blocked):,} 件" if len(blocked) > 5 else ""
    raise Refused(f"{len(blocked):,} 件不能{verb}：{named}{more}。", remedy)
