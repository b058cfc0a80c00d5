"""What the five steps share: the edit of one event row, and which rows an act cannot touch, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from gis.events.columns import Events
from gis.events.county import County
from gis.events.states import STATUS_WORD, Status
from gis.foundation.changes import RowEdit, Scalar
from gis.foundation.errors import Refused

HANDLED = (Status.ASSIGNED, Status.REPLIED)  # 处置中


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


def edited(county: County, row: int, **after: Scalar) -> RowEdit:
    """An update of one event to the values given, in the store's words: `unit` and `suggested` are unit ids, `item`
    is an item id. Nothing given is a touch: the row's version moves, so that what was said about it can be undone."""
    return event_edit(county.events, row, {name: _held(county, row, name) for name in after}, after)


def _held(county: County, row: int, name: str) -> Scalar:
    value = getattr(county.events, name)[row]
    if name in ("unit", "suggested"):
        return int(county.units.id[value]) if value >= 0 else 0
    if name == "item":
        return int(county.items.id[value])
    return bool(value) if name in ("paused", "provisional") else int(value)


def unit_id(county: County, row: int) -> int:
    """Unit id of the unit that has an event row, 0 for none."""
    unit = int(county.events.unit[row])
    return int(county.units.id[unit]) if unit >= 0 else 0


def closed_word(events: Events, row: int) -> str:
    """Why a closed event takes no further act: 已办结, 不予受理, 已并案; empty for an open one."""
    status = Status(int(events.status[row]))
    return STATUS_WORD[status] if status >= Status.CLOSED else ""


def stands(events: Events, row: int) -> str:
    """Where an event stands, as a reason: 现为「处置中」."""
    return f"现为「{STATUS_WORD[Status(int(events.status[row]))]}」"


def unless(events: Events, row: int, *wanted: Status) -> str:
    """Why an event does not stand where an act needs it; empty if it does."""
    return "" if int(events.status[row]) in wanted else stands(events, row)


def chosen(
    county: County, rows: np.ndarray | Iterable[int], verb: str, why_not: Callable[[int], str], remedy: str = ""
) -> list[int]:
    """The rows as a list without doubles; Refused if there are none, or naming those an act cannot touch."""
    picked = list(dict.fromkeys(int(row) for row in rows))
    if not picked:
        raise Refused("没有选中事件。", f"请先选中要{verb}的事件。")
    found = [Blocked(row, county.events.number(row), why) for row in picked if (why := why_not(row))]
    able = len(picked) - len(found)
    refuse_blocked(found, verb, remedy or (f"请去掉这些，再处理其余的 {able} 件。" if able else ""))
    return picked


def need_words(words: str, what: str) -> str:
    """What was said, trimmed; Refused if nothing was."""
    if not words.strip():
        raise Refused(f"没有写{what}。", f"请写明{what}，它会记入办理过程。")
    return words.strip()


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
