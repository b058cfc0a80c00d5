"""What will be late next and what has reached a reminder, of what a person is for."""

from __future__ import annotations

import numpy as np
import pytest

from gis.events.due import first_due
from gis.events.states import Status
from gis.people.roles import Person, Role
from gis.workspace.forewarning import forewarn
from gis.workspace.rulings import Rulings
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401
from tests.gis.workflow.office import HANDLER, INSPECTOR


def test_a_reminder_is_reached_at_its_share_and_never_after_the_end(office):  # noqa: F811
    told = forewarn(office.workspace, 7).reminders
    now = office.clock.now()
    assert told and all(one.at <= now <= one.due and one.share in (0.5, 0.75, 0.9) for one in told)
    assert [one.due for one in told] == sorted(one.due for one in told)
    events = office.events
    near = {one.row for one in told if one.share >= 0.75}
    running = np.flatnonzero((events.status < Status.CLOSED) & ~events.paused & (events.warn_at > 0))
    due = first_due(events, running)
    by_column = {int(r) for r, d in zip(running, due, strict=True) if events.warn_at[r] <= now <= d}
    shipped = {row for row in by_column if events.limit_class[row] != 0}  # emergencies are near at a half
    assert shipped <= near | {one.row for one in told}


def test_the_shares_are_the_countys_own(office):  # noqa: F811
    ruling = Rulings(office.workspace).set_numbers({"remind_shares": "0.01"}, "试")
    office.workspace.do(ruling.change)
    told = forewarn(office.workspace, 7).reminders
    assert told and {one.share for one in told} == {0.01}


def test_each_sees_what_is_theirs(office):  # noqa: F811
    workspace = office.workspace
    everything = forewarn(workspace, 7)
    unit = int(
        workspace.snapshot.events.unit[
            next(r.row for r in everything.risks if workspace.snapshot.events.unit[r.row] >= 0)
        ]
    )
    workspace.door.person = Person(1, "x", "x", Role.DEPARTMENT, unit=int(workspace.snapshot.units.id[unit]))
    own = forewarn(workspace, 7)
    assert own.risks and {int(workspace.snapshot.events.unit[r.row]) for r in own.risks} == {unit}
    assert {one.row for one in own.reminders} <= {one.row for one in everything.reminders}
    workspace.door.person = None


def test_an_extension_puts_reminders_off(office):  # noqa: F811
    told = forewarn(office.workspace, 7).reminders
    events = office.events
    row = next(one.row for one in told if one.share < 0.9 and events.status[one.row] == Status.REPLIED)
    office.does(HANDLER, "ask_extension", row, "等配件", days=5)
    office.does(INSPECTOR, "approve", row)
    after = [one for one in forewarn(office.workspace, 30).reminders if one.row == row]
    before = next(one for one in told if one.row == row)
    assert not after or after[0].share < before.share or after[0].at > before.at


@pytest.mark.parametrize("days", [0, 1, 3])
def test_the_list_keeps_to_its_days(office, days):  # noqa: F811
    found = forewarn(office.workspace, days)
    assert all(found.now <= risk.due <= found.now + days * 86_400 for risk in found.risks)
