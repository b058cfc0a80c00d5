"""Who could look after a grid: the grid workers of its village, those whom a plan leaves without one first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gis.boundaries.editing.state import State
from gis.foundation.changes import Change, RowEdit, Scalar
from gis.foundation.errors import Refused

if TYPE_CHECKING:
    from gis.snapshot import Snapshot

ROLE = "网格员"
PHONE_DIGITS, LONGEST_NAME = 11, 20


@dataclass(frozen=True)
class Mate:
    """A grid worker of a village. staff: id. name, phone: unmasked. grids: codes that the plan has them look after.
    freed: codes they look after in the county the plan stands on and no more in the plan."""

    staff: int
    name: str
    phone: str
    grids: tuple[str, ...]
    freed: tuple[str, ...]


def crew(snapshot: Snapshot, before: State, state: State, village: str) -> list[Mate]:
    """Grid workers who live in a village (12 digits) or look after a grid of it: first those whom the plan freed, then
    others without a grid, then by grid. before, state: the county the plan stands on, and as the plan has it. Memory
    only; some milliseconds."""
    held, was = _by_worker(state, village), _by_worker(before, village)
    staff, divisions = snapshot.staff, snapshot.divisions
    first, last = bisect_left(divisions.code, village), bisect_left(divisions.code, village + "~")
    at_home = (staff.division >= first) & (staff.division < last)
    wanted = at_home | np.isin(staff.id, np.array([*held, *was], np.int64))
    found = []
    for index in np.flatnonzero(wanted).tolist():
        if staff.role[index] == ROLE:
            key = int(staff.id[index])
            grids, before_ = held.get(key, ()), was.get(key, ())
            freed = tuple(code for code in before_ if code not in grids)
            found.append(Mate(key, staff.name[index], staff.phone[index], grids, freed))
    return sorted(found, key=lambda mate: (bool(mate.grids), not mate.freed, mate.grids, mate.name, mate.staff))


def mate_of(snapshot: Snapshot, staff_id: int) -> Mate | None:
    """Somebody by staff id, without their grids; None for 0 or nobody known."""
    rows = np.flatnonzero(snapshot.staff.id == staff_id).tolist() if staff_id else []
    if not rows:
        return None
    return Mate(staff_id, snapshot.staff.name[rows[0]], snapshot.staff.phone[rows[0]], (), ())


def why_not_registered(name: str, phone: str, known: Iterable[Mate]) -> str:
    """Why somebody new cannot be registered; empty if they can."""
    name, phone = name.strip(), phone.strip()
    if not name:
        return "请写姓名"
    if len(name) > LONGEST_NAME:
        return f"姓名最多 {LONGEST_NAME} 个字"
    if any(mate.name == name and mate.phone == phone for mate in known):
        return f"{name}已在名录里，请从列表里选"
    if phone and not (phone.isdigit() and phone.isascii()):
        return "电话只能是数字"
    if phone and len(phone) != PHONE_DIGITS:
        gap = len(phone) - PHONE_DIGITS
        return f"{'多' if gap > 0 else '差'} {abs(gap)} 位，应为 {PHONE_DIGITS} 位"
    return ""


def registration(key: int, village: str, name: str, phone: str) -> Change:
    """The change that puts somebody new on the list of people as a grid worker of a village (12 digits), without a grid
    yet. key: their staff id. Refused for a name that is empty or a telephone that is none."""
    if why := why_not_registered(name, phone, ()):
        raise Refused(f"没有登记：{why}。")
    name, phone = name.strip(), phone.strip()
    values: dict[str, Scalar] = {"name": name, "phone": phone, "role": ROLE, "unit": None, "division": village}
    return Change("grid_worker", f"登记网格员 1 人（{village}）", (RowEdit("staff", key, 0, None, values),))


def _by_worker(state: State, village: str) -> dict[int, tuple[str, ...]]:
    from gis.boundaries.outlook import grids_of

    found: dict[int, list[str]] = {}
    for code in grids_of(state, village):
        if worker := state.places[code].worker:
            found.setdefault(worker, []).append(code)
    return {worker: tuple(codes) for worker, codes in found.items()}
