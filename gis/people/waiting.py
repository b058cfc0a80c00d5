"""What waits for whom: the piles of an inbox, by role. Columns in, rows out; nothing is read from a store."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from gis.county.divisions import Level
from gis.events.county import County
from gis.events.states import Status
from gis.people.roles import Person, Role

ANYONE = (Role.DISPATCHER, None)


@dataclass(frozen=True)
class Pile:
    """One pile of an inbox. rows: int32 event rows, in row order; no event is in two piles of one person."""

    key: str
    word: str
    tip: str
    rows: np.ndarray


def piles(
    county: County, person: Person | None, asked: Collection[int] = (), helping: Collection[int] = ()
) -> list[Pile]:
    """What waits for a person, in the order of the five steps; everything for whoever sits at a county without
    accounts (None). asked: event rows with a request that waits for its approval. helping: event rows that the person's
    unit assists with. Roles that only look have none."""
    role = person.role if person is not None else None
    own = own_rows(county, person)
    status = county.events.status
    wanting = np.zeros(len(status), bool)
    wanting[[row for row in asked if 0 <= row < len(status)]] = True
    wanting &= own & (status < Status.CLOSED)
    if role in ANYONE:
        return _of_dispatcher(status, own, wanting, everything=role is None)
    if role is Role.INSPECTOR:
        return [_check(status, own & ~wanting), _asked(wanting)]
    if person is not None and role in (Role.TOWNSHIP, Role.DEPARTMENT):
        return _of_unit(county, person, own, helping)
    if role is Role.VILLAGE:
        return _of_village(status, own)
    return []


def own_rows(county: County, person: Person | None) -> np.ndarray:
    """bool[n events] whose events a person has to do with: all of them for those who work for the whole county."""
    events, units = county.events, county.units
    if person is None or person.role not in (Role.TOWNSHIP, Role.DEPARTMENT, Role.VILLAGE):
        return np.ones(len(events), bool)
    held = np.zeros(len(events), bool)
    if person.unit:
        of_unit = np.flatnonzero(units.id == person.unit)
        held = np.isin(events.unit, of_unit) & (events.unit >= 0)
    if person.role is Role.DEPARTMENT or not person.division:
        return held
    inside = _inside(county, person.division)
    return inside if person.role is Role.VILLAGE else held | (inside & (events.unit < 0))


def closed_since(county: County, person: Person | None, since: int) -> np.ndarray:
    """int32 rows of a person's events that were closed (办结) from `since` (UTC seconds) on, newest first."""
    events = county.events
    found = np.flatnonzero((events.status == Status.CLOSED) & (events.closed_at >= since) & own_rows(county, person))
    return found[np.argsort(-events.closed_at[found], kind="stable")].astype(np.int32)


def _inside(county: County, code: str) -> np.ndarray:
    """Whether each event lies in the division of a code."""
    divisions = county.divisions
    level = Level.TOWNSHIP if len(code) == 9 else Level.VILLAGE
    at = next((int(row) for row in divisions.rows_of(level) if divisions.code[int(row)] == code), -1)
    if at < 0:
        return np.zeros(len(county.events), bool)
    grid = county.events.division
    return (grid >= at) & (grid < divisions.end[at])


def _of_dispatcher(status: np.ndarray, own: np.ndarray, wanting: np.ndarray, everything: bool) -> list[Pile]:
    free = own & ~wanting
    found = [
        _pile("pending", "待受理", "刚上报，还没有受理", free & (status == Status.REPORTED)),
        _pile("unassigned", "待指派", "已受理，还没有责任单位", free & (status == Status.ACCEPTED)),
        _pile("returned", "退单", "单位退回，等待改派", free & (status == Status.RETURNED)),
        _check(status, free),
        _asked(wanting),
    ]
    if everything:
        found.append(_pile("working", "处置中", "单位正在办理", free & _handled(status)))
    return found


def _of_unit(county: County, person: Person, own: np.ndarray, helping: Collection[int]) -> list[Pile]:
    events, status = county.events, county.events.status
    handled = own & _handled(status) & (events.unit >= 0)
    again = handled & (events.rework > 0)
    found = []
    if person.role is Role.TOWNSHIP:
        found = [
            _pile("pending", "待受理", "本乡镇刚上报的事件", own & (status == Status.REPORTED)),
            _pile("unassigned", "待指派", "本乡镇能办的留下，不能办的上交县级", own & _free(status)),
        ]
    found += [
        _pile("rework", "返工", "核查或重开后要再办的", again),
        _pile("unanswered", "待回复", "已指派给本单位，还没有回复", handled & ~again & (status == Status.ASSIGNED)),
        _pile("working", "办理中", "已回复，还没有报结", handled & ~again & (status == Status.REPLIED)),
    ]
    if person.role is Role.TOWNSHIP:
        done = own & (status == Status.RESOLVED)
        found.append(_pile("check", "待反馈", "已报结，回访后办结", done))
    helped = np.zeros(len(status), bool)
    helped[[row for row in helping if 0 <= row < len(status)]] = True
    found.append(_pile("helping", "协办", "请本单位协办，可以报进展", helped & ~own & _handled(status)))
    return found


def _of_village(status: np.ndarray, own: np.ndarray) -> list[Pile]:
    return [
        _pile("pending", "待受理", "本村上报，还没有受理", own & (status == Status.REPORTED)),
        _pile("unassigned", "待指派", "已受理，还没有责任单位", own & _free(status)),
        _pile("working", "办理中", "单位或本村正在办理", own & _handled(status)),
        _pile("check", "待回访", "已报结，等待评价", own & (status == Status.RESOLVED)),
    ]


def _free(status: np.ndarray) -> np.ndarray:
    return (status == Status.ACCEPTED) | (status == Status.RETURNED)


def _handled(status: np.ndarray) -> np.ndarray:
    return (status == Status.ASSIGNED) | (status == Status.REPLIED)


def _check(status: np.ndarray, mask: np.ndarray) -> Pile:
    return _pile("check", "待核查", "单位已报结，等待核查", mask & (status == Status.RESOLVED))


def _asked(mask: np.ndarray) -> Pile:
    return _pile("asked", "待批", "单位申请暂停或延期，等待审批", mask)


def _pile(key: str, word: str, tip: str, mask: np.ndarray) -> Pile:
    return Pile(key, word, tip, np.flatnonzero(mask).astype(np.int32))
