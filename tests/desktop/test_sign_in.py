"""The sign-in page: what it asks, what it says, and how it waits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt

from desktop.people.idle import IdleWatch
from desktop.people.sign_in import SignInPage
from desktop.theme import load_theme
from gis.foundation.settings import load_settings
from gis.people.roles import Person, Role

PERSON = Person(3, "lixm", "李晓敏", Role.DISPATCHER)


@pytest.fixture
def page(qtbot):
    made = SignInPage(load_theme("day"))
    qtbot.addWidget(made)
    made.resize(1366, 720)
    made.show()
    made.set_ready(True)
    made.ask("巨鹿县", True, "")
    return made


def test_it_shows_the_county_and_nothing_more(page):
    assert page.head.accessibleName() == "巨鹿县，模拟数据 · 请用县里的账号登录"
    assert page.login_field.isVisible() and not page.else_link.isVisible()


def test_enter_goes_from_name_to_password_and_in(qtbot, page):
    page.login.setText("lixm")
    qtbot.keyClick(page.login, Qt.Key.Key_Return)
    assert page.focusWidget() is page.password
    page.password.setText("巨鹿好办 2026")
    with qtbot.waitSignal(page.submitted) as sent:
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
    assert sent.args == ["lixm", "巨鹿好办 2026"]
    with qtbot.assertNotEmitted(page.submitted):  # one try at a time
        page.submit()


def test_what_is_missing_is_said_at_its_field(qtbot, page):
    with qtbot.assertNotEmitted(page.submitted):
        page.submit()
    assert page.login_field.problem == "请填账号" and page.password_field.problem == "请填口令"


def test_a_remembered_name_needs_only_the_password(page):
    page.ask("巨鹿县", False, "lixm")
    assert page.login.text() == "lixm" and page.focusWidget() is page.password


def test_too_many_tries_wait_in_sight(qtbot, page):
    page.login.setText("lixm")
    page.password.setText("x")
    page.submit()
    page.refuse("账号或口令不对。连续输错 5 次，30 秒后才能再试。", 2)
    assert page.button.text() == "请等 2 秒" and not page.button.isEnabled()
    page.password.setText("巨鹿好办 2026")
    with qtbot.assertNotEmitted(page.submitted):
        page.submit()
    qtbot.waitUntil(lambda: page.button.isEnabled(), timeout=4000)
    assert page.button.text() == "登录" and page.message.text() == "现在可以再试"


def test_what_was_submitted_before_the_store_answered_goes_when_it_does(qtbot, page):
    page.set_ready(False)
    page.login.setText("lixm")
    page.password.setText("巨鹿好办 2026")
    with qtbot.assertNotEmitted(page.submitted):
        page.submit()
    assert "正在连接县库" in page.message.text()
    with qtbot.waitSignal(page.submitted):
        page.set_ready(True)


def test_a_locked_desk_asks_for_the_same_persons_password(qtbot, page):
    page.lock(PERSON)
    assert not page.login_field.isVisible() and page.else_link.isVisible() and page.button.text() == "解锁"
    page.password.setText("巨鹿好办 2026")
    with qtbot.waitSignal(page.submitted) as sent:
        page.submit()
    assert sent.args[0] == "lixm"
    page.warn_of_loss("李晓敏有没做完的事")
    assert page.else_link.text() == "放弃并换人登录"


def test_a_desk_left_alone_is_noticed_once(qtbot):
    now = [1000]
    owner = QObject()
    watch = IdleWatch(lambda: now[0], owner)
    told = []
    watch.left_alone.connect(lambda: told.append(now[0]))
    watch.start(load_settings)
    now[0] += 15 * 60 - 1
    watch.look()
    assert told == []
    now[0] += 1
    watch.look()
    watch.look()
    assert told == [1000 + 15 * 60]
    watch.start(lambda: None)  # nobody to lock out
    now[0] += 10_000
    watch.look()
    assert len(told) == 1
