"""The acts on the dispatcher's desk: offered for the selection in inspector, queue and menu; done on a card."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.acts.bar import ActBar, fill_menu
from desktop.dispatch.acting import Acting
from desktop.dispatch.inspector import Inspector
from desktop.dispatch.queue import QueuePanel
from gis.events.states import Status
from gis.workflow.acting import Blocked
from gis.workspace.casework import Offer
from tests.desktop.acts.conftest import ActWindow


class Wiring(QObject):
    """As much of the desk's wiring as acting asks for."""

    changed = Signal()

    def __init__(self, window: ActWindow) -> None:
        super().__init__(window)
        self.window, self.bridge = window, window.bridge
        canvas = QWidget(window)
        canvas.setGeometry(0, 0, 900, 700)
        queue, inspector = QueuePanel(window.theme, window), Inspector(window.theme, canvas)
        queue.set_snapshot(window.bridge.snapshot)
        inspector.move(540, 12)
        self.desk = SimpleNamespace(canvas=canvas, queue=queue, inspector=inspector)


@pytest.fixture
def acting(qtbot, window):
    made = Acting(Wiring(window))
    window.wiring.acting = made
    made.desk.canvas.show()
    made.desk.queue.show()
    return made


def select(qtbot, acting, *rows: int) -> None:
    acting.select(np.array(rows, np.int32))
    with qtbot.waitSignal(acting.offered, timeout=5000):
        pass


def test_the_tab_of_what_waits_for_its_check_offers_check_rework_and_closing_in_bulk(qtbot, window, acting):
    acting.desk.queue.tabs.choose("check")
    select(qtbot, acting, window.row(Status.RESOLVED), window.row(Status.RESOLVED, 1))
    assert [b.text() for b in acting.desk.queue.acts.buttons] == ["核查 2 件", "返工 2 件", "办结 2 件"]
    acting.desk.queue.tabs.choose("pending")
    assert not acting.desk.queue.acts.buttons, "none of them is to be accepted"


def test_an_act_from_the_queue_is_done_on_the_card(qtbot, window, acting):
    row = window.row(Status.RESOLVED)
    acting.desk.queue.tabs.choose("check")
    select(qtbot, acting, row)
    acting.desk.queue.acts.buttons[0].click()
    form = acting.card.form
    assert acting.card.isVisible() and form.KIND == "verify"
    qtbot.waitUntil(lambda: form.errand.docket is not None and window.jobs.idle)
    with qtbot.waitSignal(acting.card.done, timeout=5000) as done:
        form.submit()
    assert done.args[0] == "verify" and not acting.card.isVisible()


def test_the_card_leaves_with_escape_and_with_another_selection(qtbot, window, acting):
    row = window.row(Status.REPORTED)
    select(qtbot, acting, row)
    acting.open_act("refuse")
    acting.card.form.words_field.set_words("写了一半")
    qtbot.keyClick(acting.card.form, Qt.Key.Key_Escape)
    assert not acting.card.isVisible() and acting.card.form is None
    acting.open_act("refuse")
    assert acting.card.form.words == "写了一半"
    acting.select(np.array([window.row(Status.CLOSED)], np.int32))
    assert not acting.card.isVisible()


def test_inspector_shows_what_comes_next_where_nothing_is_to_be_assigned(qtbot, window, acting):
    inspector, row = acting.desk.inspector, window.row(Status.RESOLVED)
    inspector.show_event(row, window.bridge.snapshot, int(window.bridge.states[row]), window.clock.now())
    inspector.show()
    select(qtbot, acting, row)
    assert [b.text() for b in inspector.footer.next if not b.isHidden()] == ["核查", "返工"]
    with qtbot.waitSignal(inspector.act_requested) as asked:
        inspector.press_primary()
    assert asked.args == ["verify"]
    inspector.fill_more()
    assert [a.text() for a in inspector.more_menu.actions()][:4] == ["核查…", "返工…", "评价…", "办结…"]


def test_commands_say_why_not(qtbot, window, acting):
    rows = {row.id: row for row in acting.commands()}
    assert rows["act-accept"].refusal() == "先在地图或列表中选中事件"
    select(qtbot, acting, window.row(Status.CLOSED))
    assert rows["act-accept"].refusal() == "现为「已办结」" and rows["act-reopen"].refusal() == ""
    acting.open_act("accept")
    assert window.said[-1] == "不能受理：现为「已办结」"
    acting.rows = list(range(6000))
    assert rows["act-accept"].refusal() == "一次最多办 5,000 件"


def offer(kind: str, word: str, able: int, expected: bool = True) -> Offer:
    blocked = () if able else (Blocked(0, "JL20261123-0001", "现为「处置中」"),)
    return Offer(kind, word, tuple(range(able)), blocked, expected)


def test_the_menu_lists_what_can_be_done_first_and_the_unlikely_apart(qtbot, window):
    menu = QMenu(window)
    asked: list[str] = []
    offers = [offer("reply", "回复", 1), offer("verify", "核查", 0, False), offer("ask_pause", "申请暂停", 0)]
    fill_menu(menu, offers, 1, asked.append)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == ["回复…", "申请暂停　现为「处置中」", "现在不能办的 1 项"]
    menu.actions()[0].trigger()
    assert asked == ["reply"]


def test_a_narrow_bar_keeps_what_does_not_fit_in_its_menu(qtbot, window):
    bar = ActBar(window.theme, window)
    bar.show()
    bar.resize(400, 48)
    bar.set_offers([offer(f"k{i}", "申请延期", 1) for i in range(4)], 1)
    shown = [b for b in bar.buttons if not b.isHidden()]
    bar.fill_more()
    assert 1 <= len(shown) < 4 and len(bar.menu.actions()) == 4 - len(shown) and not bar.more.isHidden()
    bar.set_offers([], 1)
    assert bar._words == "您的账号只能查看这件事件" and bar.primary == ""


def test_after_a_refusal_the_messages_stand_ready(qtbot, window, acting):
    from PySide6.QtGui import QGuiApplication

    from desktop.acts.messages_card import MessagesCard

    row = window.row(Status.REPORTED)
    select(qtbot, acting, row)
    acting.open_act("refuse")
    form = acting.card.form
    qtbot.waitUntil(lambda: form.errand.docket is not None and window.jobs.idle)
    form.words_field.set_words("已通过司法途径处理")
    form.submit()
    qtbot.waitUntil(lambda: bool(window.findChildren(MessagesCard)))
    card = window.findChildren(MessagesCard)[0]
    number = window.events.number(row)
    assert card.accessibleName() == f"告知 2 人 · {number}" and card.isVisible()
    assert "理由：已通过司法途径处理" in card.box.messages[0].text
    card.box._copy(card.box.messages[0].text, "上报人的短信")
    assert number in QGuiApplication.clipboard().text() and window.said[-1] == "已复制上报人的短信"
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_messages_only_after_what_the_reporter_must_hear_of(qtbot, window, acting):
    from desktop.acts.messages_card import ABOUT, MessagesCard, show_messages

    assert set(ABOUT) == {"close", "refuse", "ask_more"}
    show_messages(window, window.row(Status.ASSIGNED))
    qtbot.waitUntil(lambda: bool(window.said))
    assert "没有要告知的人" in window.said[-1] and not window.findChildren(MessagesCard)


def test_the_context_menu_of_the_queue_has_the_acts_of_what_is_picked(qtbot, window, acting):
    menu = QMenu(window)
    acting.desk.queue.view.acts_wanted.emit(menu)
    assert [a.text() for a in menu.actions()] == ["先在地图或列表中选中事件"]
    select(qtbot, acting, window.row(Status.ASSIGNED))
    acting.desk.queue.view.acts_wanted.emit(menu)
    assert [a.text() for a in menu.actions()][:3] == ["回复…", "报结…", "退单…"]


def test_what_was_sent_is_not_lost_when_the_hand_goes_on(qtbot, window, acting):
    row = window.row(Status.REPORTED)
    select(qtbot, acting, row)
    acting.open_act("refuse")
    form = acting.card.form
    qtbot.waitUntil(lambda: form.errand.docket is not None and window.jobs.idle)
    form.words_field.set_words("不属受理范围")
    form.submit()
    acting.select(np.array([window.row(Status.CLOSED)], np.int32))
    assert acting.card.form is form, "it stays until it is answered"
    qtbot.waitUntil(lambda: acting.card.form is None)
    assert window.events.status[row] == Status.REFUSED
