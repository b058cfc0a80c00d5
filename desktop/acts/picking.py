"""Choosing a unit with the picker of the dispatcher's desk, and assigning with it from any workplace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from gis.people.roles import Role
from gis.workflow.fit import Fit

if TYPE_CHECKING:
    from desktop.window import Window


def pick_unit(
    window: Window, rows: Sequence[int], chosen: Callable[[int], None], title: str = "", instead: str = ""
) -> None:
    """Ask for a unit for event rows; `chosen(unit row)` unless it is left. title, instead: see UnitPicker."""
    from desktop.dispatch.unit_picker import UnitPicker

    bridge, picked = window.bridge, np.asarray(rows, np.int32)
    county = bridge.county
    picker = UnitPicker(
        window.theme,
        bridge.snapshot,
        county.fits(picked),
        lambda unit: county.foresee(picked, unit),
        window.wiring.find_units,
        bridge.clock.now(),
        window,
        title,
        instead,
    )
    picker.setObjectName("unit-picker")
    picker.unit_chosen.connect(chosen)
    picker.open_over(window)


def assign(window: Window, rows: Sequence[int], able: Sequence[int]) -> None:
    """Assign what can be assigned of event rows: a township keeps it, everyone else chooses a unit; one that the duty
    list does not name needs a reason. What cannot be is told, and the rest goes on."""
    bridge, person = window.bridge, window.bridge.person
    if not able:
        return
    left_out = len(rows) - len(able)
    seen = bridge.snapshot.events.version[np.asarray(able, np.int32)].copy()

    def send(unit: int, reason: str = "") -> None:
        window.outcomes.again = lambda: send(unit, reason)
        bridge.assign(np.asarray(able, np.int32), unit, reason, seen)

    def judge(unit: int) -> None:
        fit = bridge.county.fits(np.asarray(able, np.int32))[unit]
        if fit.fit is Fit.MISFIT:
            _ask_reason(window, unit, fit.reason, len(able), lambda reason: send(unit, reason))
        else:
            send(unit)

    if person is not None and person.role is Role.TOWNSHIP:
        ids = bridge.snapshot.units.id.tolist()
        if person.unit in ids:
            judge(ids.index(person.unit))
        else:
            window.tell("您的账号没有对应的乡镇单位，请管理员改好账号。")
        return
    title = f"指派 {len(able):,} 件（另 {left_out:,} 件不能指派）给…" if left_out else ""
    pick_unit(window, able, judge, title)


def _ask_reason(window: Window, unit: int, why: str, count: int, given: Callable[[str], None]) -> None:
    from desktop.dialogs.misfit_reason import MisfitReason

    dialog = MisfitReason(window.theme, window.bridge.snapshot.units.name[unit], why, count, window)
    dialog.setObjectName("misfit-reason")
    dialog.given.connect(given)
    dialog.open()
