"""Workplaces are made ready while the desk is idle, and being made ready leaves no trace in what is remembered."""

from __future__ import annotations

import gc
import time

import pytest
from PySide6.QtCore import QSettings

from desktop.jobs import Jobs
from desktop.window import Window
from gis.foundation.clock import FixedClock
from tests.gis.workflow.conftest import FILED, _cache_folder, monday_template  # noqa: F401


@pytest.fixture
def window(qtbot, tmp_path, monday_template):  # noqa: F811
    path = tmp_path / "county.wangge"
    path.write_bytes(monday_template.read_bytes())
    settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    settings.setValue("planning/village", "130529101001")
    made = Window(settings, FixedClock(FILED), "day", time.time())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.open_first(str(path), make_demo=False)
    made.show()
    yield made
    made.shut_down()


def made_ready(qtbot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.desk.completed and "live" in window.marks, timeout=20_000)
    ahead = window.workplaces._ahead
    ahead._timer.start(0)
    qtbot.waitUntil(lambda: {"planning", "office"} <= window.workplaces.made.keys(), timeout=20_000)


def test_an_idle_desk_makes_the_other_workplaces_ready_unseen(qtbot, window):
    made_ready(qtbot, window)
    workplaces = window.workplaces
    assert workplaces.key == "dispatch" and window.stack.currentWidget() is window.desk
    ready = workplaces.made["planning"]
    assert workplaces.turn_to("planning") and window.stack.currentWidget() is ready


def test_what_nobody_turned_to_keeps_what_was_remembered(qtbot, window):
    made_ready(qtbot, window)
    window.workplaces.save_layout()
    assert window.settings.value("planning/village") == "130529101001"
    window.workplaces.turn_to("planning")
    window.workplaces.save_layout()
    assert window.settings.value("planning/columns") is not None


def test_nothing_is_swept_while_a_worker_reads(qtbot):
    jobs, on = Jobs(), gc.isenabled()
    gc.enable()
    with jobs.unswept:
        with jobs.unswept:
            assert not gc.isenabled()
        assert not gc.isenabled(), "the other one still reads"
    assert gc.isenabled()
    if not on:
        gc.disable()
