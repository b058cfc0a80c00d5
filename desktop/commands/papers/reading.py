"""What a call names: events by number, a place by code or name, instants."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from gis.foundation.clock import SHANGHAI, instant
from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from gis.county.divisions import Divisions
    from gis.events.columns import Events
    from gis.workspace import Workspace


def rows_of(listed: str, events: Events) -> list[int]:
    """Event rows of numbers separated by commas or lines; - reads them from standard input."""
    text = sys.stdin.read() if listed == "-" else listed.replace(",", "\n").replace("，", "\n")
    numbers = list(dict.fromkeys(word.strip() for word in text.splitlines() if word.strip()))
    found = {number: np.atleast_1d(events.numbered(number)) for number in numbers}
    unknown = [number for number, rows in found.items() if len(rows) != 1]
    if unknown or not numbers:
        what = f"没有编号为 {'、'.join(unknown[:5])} 的事件。" if unknown else "没有给出事件编号。"
        raise Refused(what, "编号形如 JL20261123-0271。")
    return [int(rows[0]) for rows in found.values()]


def division_of(place: str, divisions: Divisions) -> int:
    """Row of a division by code or name; the county where none is named."""
    if not place:
        return 0
    named = [
        row
        for row in range(len(divisions))
        if place in (divisions.code[row], divisions.short_name[row], divisions.name[row])
    ]
    if not named:
        raise Refused(f"找不到区划 {place}。", "请给出 6、9、12 或 15 位区划代码，或完整的乡镇、村居名称。")
    best = [row for row in named if divisions.level[row] == divisions.level[named[0]]]
    if len(best) > 1:
        codes = "、".join(divisions.code[row] for row in best[:5])
        raise Refused(f"有 {len(best)} 个区划叫“{place}”。", f"请改用代码：{codes}")
    return named[0]


def states_of(workspace: Workspace, now: int) -> np.ndarray:
    """uint8 State of every event at `now`."""
    return workspace.states(now).copy()


def moment(text: str) -> int:
    """UTC seconds of 2026-11-23T14:32 (Beijing time where no zone stands)."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"看不懂时刻 {text}，请写成 2026-11-23T14:32") from error
    return instant(when if when.tzinfo else when.replace(tzinfo=SHANGHAI))
