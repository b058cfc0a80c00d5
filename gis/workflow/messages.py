"""Feedback: what reporter and grid worker are told of an event's end, ready to be sent. The words are
resources/tables/messages.toml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gis.county.divisions import Level
from gis.events.county import County
from gis.events.states import Status
from gis.foundation.clock import local
from gis.foundation.errors import WanggeError
from gis.workflow.docket import Docket
from gis.workflow.merge import told
from resources import ROOT

REPORTER, WORKER = "上报人", "网格员"
OF_STATUS = {Status.CLOSED: "closed", Status.REFUSED: "refused"}


@dataclass(frozen=True)
class Message:
    """One message. to: 上报人 or 网格员. name, phone: unmasked; empty where unknown. text: what to send."""

    to: str
    name: str
    phone: str
    text: str


class MessageTableError(WanggeError):
    """The table of messages cannot be read or lacks a line."""


def messages(docket: Docket, row: int, result: str, county_name: str, about: str = "") -> list[Message]:
    """What is to be sent after an event row was closed or refused: to everyone who reported it (also events merged
    into it) and to the grid worker. result: the words of the result, or the reason. about: a key of the table to take
    instead of the event's state (more). Empty while there is nothing to tell."""
    county, events = docket.county, docket.county.events
    key = about or OF_STATUS.get(Status(int(events.status[row])), "")
    if not key:
        return []
    table = _table()
    found = [
        Message(
            REPORTER, events.reporter[at], events.phone[at],
            _filled(table[key]["reporter"], docket, at, row, result, county_name),
        )
        for at in told(docket, row)
        if events.reporter[at] or events.phone[at]
    ]  # fmt: skip
    name, phone = _worker(county, row)
    if name:
        found.append(Message(WORKER, name, phone, _filled(table[key]["worker"], docket, row, row, result, county_name)))
    return _once(found)


def _once(found: list[Message]) -> list[Message]:
    """One message a phone: who reported twice, or is the grid worker too, hears it once."""
    kept: dict[str, Message] = {}
    for one in found:
        kept.setdefault(one.phone or f"{one.to} {one.name} {len(kept)}", one)
    return list(kept.values())


def _worker(county: County, row: int) -> tuple[str, str]:
    staff = county.staff
    at = np.flatnonzero(staff.id == county.divisions.worker[int(county.events.division[row])])
    return (staff.name[int(at[0])], staff.phone[int(at[0])]) if len(at) else ("", "")


def _filled(template: str, docket: Docket, at: int, main: int, result: str, county_name: str) -> str:
    """A template filled for the report of row `at` that ended with row `main`; sentences without their value go."""
    county, events, divisions = docket.county, docket.county.events, docket.county.divisions
    grid, unit = int(events.division[at]), int(events.unit[main])
    village = divisions.ancestor(grid, Level.VILLAGE)
    when = local(int(events.reported_at[at]))
    values = {
        "number": events.number(at),
        "reported": f"{when.month} 月 {when.day} 日",
        "matter": events.description[at].rstrip("。 "),
        "place": f"{divisions.short_name[village] if village >= 0 else ''} {divisions.short_name[grid]} 网格".strip(),
        "unit": county.units.name[unit] if unit >= 0 else "",
        "result": result.strip().rstrip("。"),
        "county": county_name,
        "close_by": str(docket.settings.reopen_days),
    }
    text = template
    for name in ("unit", "result"):
        if not values[name]:
            text = "。".join(part for part in text.split("。") if "{" + name + "}" not in part)
    return text.format(**values)


def _table(path: Path | None = None) -> dict[str, dict[str, str]]:
    import tomllib

    path = path or ROOT / "tables" / "messages.toml"
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
        return {
            key: {to: str(table[key][to]) for to in ("reporter", "worker")} for key in ("closed", "refused", "more")
        }
    except (OSError, KeyError, ValueError) as error:
        raise MessageTableError(
            f"告知短信表 {path.name} 读不出来：{error}。", "请改正后重开，或换回随附的表。"
        ) from error
