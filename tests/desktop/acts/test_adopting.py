"""Large changes are prepared on a worker and shown in order with those that come meanwhile."""

from __future__ import annotations

import numpy as np

from gis.events.states import Status
from tests.desktop.acts.conftest import ActWindow


def committed(window: ActWindow, row: int, words: str):
    """A change in the store that the desk has not taken in."""
    from gis.workspace.casework import Casework

    casework = Casework(window.bridge.county)
    return window.bridge.county.commit(casework.change("progress", casework.docket([row]), [row], words))


def quiet(qtbot, window: ActWindow) -> None:
    """No looking for others' changes meanwhile, also none under way."""
    for timer in window.bridge._timers:
        timer.stop()
    qtbot.waitUntil(lambda: window.jobs.idle, timeout=20_000)


def test_a_large_change_is_shown_in_order_with_what_follows(qtbot, window, monkeypatch):
    bridge, row, told = window.bridge, window.row(Status.REPLIED), []
    monkeypatch.setattr(bridge.adopting, "many_edits", 0)
    quiet(qtbot, window)
    first = committed(window, row, "先")
    bridge.adopting.take([first], lambda: told.append("first"))
    bridge.adopting.take([first], lambda: told.append("again"))
    qtbot.waitUntil(lambda: told == ["first", "again"], timeout=20_000)
    assert bridge.snapshot.seq == first.seq
    assert int(bridge.snapshot.events.version[row]) == first.seq
    assert len(bridge.states) == len(bridge.snapshot.events)


def test_both_ways_of_adopting_come_to_the_same(qtbot, window, monkeypatch):
    bridge, row = window.bridge, window.row(Status.REPLIED)
    quiet(qtbot, window)
    change = committed(window, row, "进展")
    (ready,) = bridge.county.prepared([change])
    monkeypatch.setattr(bridge.adopting, "many_edits", 10**9)
    bridge.adopting.take([change])
    for name in ("status", "unit", "version"):
        assert np.array_equal(getattr(ready.events, name), getattr(bridge.snapshot.events, name))
