"""The window and who sits at it: a locked desk keeps its dialogs, a disabled account is out, the wizard comes once."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.people.doorkeeper import Door
from desktop.window import Window
from gis.foundation.clock import FixedClock
from gis.workspace import Workspace
from gis.workspace.membership import Membership
from tests.gis.people.conftest import NOW, PASSWORD, guarded_template  # noqa: F401
from tests.gis.workflow.conftest import _cache_folder, monday_template  # noqa: F401


@pytest.fixture
def window(qtbot, tmp_path, guarded_template):  # noqa: F811
    path = tmp_path / "county.wangge"
    path.write_bytes(guarded_template.read_bytes())
    made = Window(
        QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat), FixedClock(NOW), "day", time.time()
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.open_first(str(path), make_demo=False)
    made.show()
    yield made
    made.shut_down()


def enter(qtbot, window: Window, login: str) -> None:
    qtbot.waitUntil(lambda: window.desk.completed and window.doorkeeper.state is Door.ASKING, timeout=20_000)
    window.doorkeeper.page.login.setText(login)
    window.doorkeeper.page.password.setText(PASSWORD)
    window.doorkeeper.page.submit()
    qtbot.waitUntil(lambda: window.doorkeeper.state is Door.OPEN and window.bridge.person is not None, timeout=20_000)


def test_a_locked_desk_hides_its_dialogs_and_brings_them_back_as_they_were(qtbot, window):
    enter(qtbot, window, "dispatcher")
    dialog = QDialog(window)
    line = QLineEdit("没写完", dialog)
    QVBoxLayout(dialog).addWidget(line)
    dialog.open()
    window.doorkeeper.lock()
    assert window.doorkeeper.state is Door.LOCKED and not dialog.isVisible()
    assert window.bridge.not_live() == "已锁屏，请先解锁" and not window.top_bar.search.isVisible()
    assert not window.commands.actions["backup"].isEnabled()
    window.doorkeeper.page.password.setText(PASSWORD)
    window.doorkeeper.page.submit()
    qtbot.waitUntil(lambda: window.doorkeeper.state is Door.OPEN, timeout=10_000)
    assert dialog.isVisible() and line.text() == "没写完"
    dialog.close()


def test_leaving_lets_go_of_the_county_until_the_next_one_comes(qtbot, window):
    enter(qtbot, window, "dispatcher")
    window.top_bar.search.set_recent(["张国"])
    window.doorkeeper.sign_out()
    assert window.bridge.workspace is None and window.doorkeeper.page.login.text() == "dispatcher"
    enter(qtbot, window, "inspector")
    assert window.bridge.person.login == "inspector" and window.role is not None
    assert window.top_bar.search.recent == [], "what one looked for is not offered to the next"


def test_an_account_that_is_disabled_meanwhile_is_out(qtbot, window):
    enter(qtbot, window, "dispatcher")
    other = Workspace.open(window.location, FixedClock(NOW), "", "另一台")
    other.sign_in("admin", PASSWORD)
    Membership(other).disable("dispatcher")
    other.close()
    qtbot.waitUntil(lambda: window.doorkeeper.state is Door.ASKING, timeout=20_000)
    assert "已停用或改了权限" in window.doorkeeper.page.message.text() and window.bridge.workspace is None


def test_a_township_begins_with_its_own(qtbot, window):
    enter(qtbot, window, "township")
    divisions, person = window.bridge.snapshot.divisions, window.bridge.person
    assert divisions.code[window.bridge.filter.division] == person.division


def test_the_wizard_is_offered_once_to_a_real_county_and_never_to_a_demo(qtbot, window):
    enter(qtbot, window, "admin")
    workspace, door = window.bridge.county, window.doorkeeper
    workspace.door.guarded = False
    window.hide_toasts()
    door._offer_accounts(workspace)
    assert not window.toast.isVisible(), "a made-up county is left alone"
    workspace.snapshot = replace(workspace.snapshot, made_up=False)
    door._offer_accounts(workspace)
    assert window.toast.message.action == "设置管理员"
    window.hide_toasts()
    door._offer_accounts(workspace)
    assert not window.toast.isVisible()


def test_an_administrator_disables_with_a_reason_and_takes_it_back(qtbot, window):
    enter(qtbot, window, "admin")
    page = window.workplaces.present.pages["accounts"]
    qtbot.waitUntil(lambda: len(page.model.accounts) == 8, timeout=10_000)
    page.choose("leader")
    page.detail.switch.click()
    assert page.detail.reason.problem, "a reason is asked for"
    page.detail.reason.control.setText("调离")
    page.detail.switch.click()
    qtbot.waitUntil(lambda: page.detail.switch.text() == "启用", timeout=10_000)
    assert page.chosen().login == "leader" and page.chosen().disabled
    assert window.bridge.county.store().journal(window.bridge.snapshot.seq - 1)[-1].change.reason == "调离"
    window.bridge.undo()
    qtbot.waitUntil(lambda: page.detail.switch.text() == "停用", timeout=10_000)
    page.choose("admin")
    page.detail.reason.control.setText("试")
    page.detail.switch.click()
    qtbot.waitUntil(lambda: "最后一位管理员" in page.detail.reason.problem, timeout=10_000)


def test_warnings_explain_a_clock_and_say_why_an_event_may_be_late(qtbot, window):
    enter(qtbot, window, "inspector")
    window.workplaces.turn_to("office")
    assert window.workplaces.present.open_page("warnings")
    page = window.workplaces.present.pages["warnings"]
    page.days.setCurrentIndex(2)
    qtbot.waitUntil(lambda: bool(page.model.lines), timeout=10_000)
    assert all(line.reasons for line in page.model.lines) and page.tabs.tabText(0).startswith("将超期")
    page.explain(page.model.lines[0].row)
    qtbot.waitUntil(
        lambda: any(w.objectName() == "deadline-ledger" for w in window.findChildren(QWidget)), timeout=10_000
    )
    for place in range(page.place.count()):
        page.place.setCurrentIndex(place)
        kind = page.place.currentData()
        if kind is not None and kind[0] == "unit":
            assert all(int(window.bridge.snapshot.events.unit[line.row]) == kind[1] for line in page.model.lines)


def test_what_a_role_may_not_do_is_not_offered_at_the_desk(qtbot, window):
    enter(qtbot, window, "leader")
    window.workplaces.turn_to("dispatch")
    row = int((window.bridge.snapshot.events.status == 1).nonzero()[0][0])
    window.wiring.selection.set([row])
    footer = window.desk.inspector.footer
    qtbot.waitUntil(lambda: footer.accessibleName() == "县领导不能指派", timeout=10_000)
    assert footer.primary.isHidden()
    window.refresh_commands()
    (commands,) = [c for c in window.workplaces.present_commands() if "assign" in c.actions]
    assert not commands.actions["assign"].isEnabled() and commands.actions["assign"].toolTip() == "县领导不能指派"
    window.wiring.assigning._begin(window.wiring.selection.rows, window.rect().center(), "queue")
    assert not window.wiring.assigning.drag.active and window.toast.message.text == "县领导不能指派"
