"""收件箱: what waits, in order; the case; acts by key; what becomes of the list after an act."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from desktop.office.inbox.entries import counts, entries, note_words, second_line
from desktop.office.inbox.list_model import HEAD
from desktop.office.inbox.page import InboxPage
from gis.events.states import State, Status
from gis.people.roles import Person, Role
from gis.people.waiting import piles
from tests.desktop.acts.conftest import NOW, monday, window  # noqa: F401 - fixtures

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, window):  # noqa: F811 - the fixture
    made = InboxPage(window)
    made.setParent(window)
    made.resize(1308, 720)
    made.show()
    made.enter()
    settle(qtbot, made)
    return made


def settle(qtbot, page) -> None:
    qtbot.waitUntil(
        lambda: page.window_.jobs.idle and page.dossier is not None and list(page.dossier.rows) == page.middle.rows
    )


def test_everything_open_waits_where_there_are_no_accounts_ordered_by_clock(page):
    events = page.bridge.snapshot.events
    assert page.count() == int((events.status < Status.CLOSED).sum())
    rows = page.list.model.entries.open
    due = np.where(events.close_due[rows] > 0, events.close_due[rows], np.iinfo(np.int64).max)
    assert page.list.figure.text() == f"{page.count():,}"
    first = page.bridge.states[rows[:20]]
    assert len(first) and (due[:20] <= due.max()).all()
    assert page.list.rows == [int(rows[0])], "the first one is open"


def test_piles_and_states_narrow_the_list_and_let_go_again(qtbot, page):
    chip = next(c for c in page.list.piles.chips if c.key == "check")
    chip.click()
    events = page.bridge.snapshot.events
    assert set(events.status[page.list.model.entries.open]) == {Status.RESOLVED}
    by_state = {c.key: c.count for c in page.list.states.chips}
    assert by_state[None] == len(page.list.model.entries.open)
    next(c for c in page.list.piles.chips if c.key == "check").click()
    assert len(page.list.model.entries.open) == page.count()
    state = next(c for c in page.list.states.chips if c.key is State.PENDING)
    state.click()
    assert set(page.bridge.states[page.list.model.entries.open]) == {State.PENDING}


def test_where_piles_have_no_room_the_empty_ones_give_way_and_no_count_is_cut(qtbot, page):
    row = page.list.piles
    piles = [("a", "待受理", 3), ("b", "待指派", 1), ("c", "返工", 0), ("d", "待回复", 100), ("e", "办理中", 100)]
    row.show_chips([(key, word, count, None) for key, word, count in (*piles, ("f", "协办", 0))], "")
    shown = [chip.key for chip in row.chips if not chip.isHidden()]
    needed = sum(chip.sizeHint().width() for chip in row.chips if not chip.isHidden())
    assert set("abde") <= set(shown) and needed <= row.width() - 12, (shown, needed, row.width())
    row.resize(900, row.height())
    assert not any(chip.isHidden() for chip in row.chips)


def test_what_was_closed_today_stands_below_under_its_head(page):
    model, events = page.list.model, page.bridge.snapshot.events
    head = next(at for at in range(model.rowCount()) if model.event_row(at) == HEAD)
    below = [model.event_row(at) for at in range(head + 1, model.rowCount())]
    assert below and (events.status[below] == Status.CLOSED).all()
    assert model.data(model.index(head)) == f"今日已办结 {len(below):,}"
    assert not model.flags(model.index(head)) & Qt.ItemFlag.ItemIsSelectable


def test_an_act_by_keys_and_the_next_event(qtbot, page):
    window_ = page.window_
    row = window_.row(Status.ASSIGNED)
    page.show_row(row)
    settle(qtbot, page)
    assert page.middle.acts.bar.primary == "reply"
    page.middle.acts.open_primary()
    form = page.middle.acts.form
    qtbot.waitUntil(lambda: form.errand.docket is not None and window_.jobs.idle)
    form.words_field.set_words("明日到场")
    with qtbot.waitSignal(form.done, timeout=5000):
        page.middle.acts.open_primary()
    settle(qtbot, page)
    assert page.middle.acts.form is None and page.bridge.snapshot.events.status[row] == Status.REPLIED
    assert page.middle.rows == [row] and page.middle.acts.bar.primary == "resolve"


def test_what_leaves_the_list_is_followed_by_its_successor(qtbot, page):
    next(c for c in page.list.piles.chips if c.key == "pending").click()
    rows = page.list.model.entries.open.tolist()
    page.list.select(rows[0])
    settle(qtbot, page)
    page.middle.acts.open_act("refuse")
    form = page.middle.acts.form
    qtbot.waitUntil(lambda: form.errand.docket is not None and page.window_.jobs.idle)
    form.words_field.put("不属受理范围")
    with qtbot.waitSignal(form.done, timeout=5000):
        form.submit()
    qtbot.waitUntil(lambda: page.list.rows == [rows[1]])
    assert rows[0] not in page.list.model.entries.open


def test_an_open_form_stays_with_its_event_when_somebody_else_settles_it(qtbot, page):
    from gis.workspace.casework import Casework

    window_ = page.window_
    next(c for c in page.list.piles.chips if c.key == "pending").click()
    rows = page.list.model.entries.open.tolist()
    page.list.select(rows[0])
    settle(qtbot, page)
    page.middle.acts.open_act("refuse")
    form = page.middle.acts.form
    qtbot.waitUntil(lambda: form.errand.docket is not None and window_.jobs.idle)
    form.words_field.set_words("写了一半")
    county = window_.bridge.county
    casework = Casework(county)
    change = casework.change("refuse", casework.docket([rows[0]]), [rows[0]], "别人先办了")
    window_.bridge.adopting.take([county.commit(change)])
    qtbot.waitUntil(lambda: rows[0] not in page.list.model.entries.open and window_.jobs.idle)
    assert page.middle.acts.form is form and page.middle.rows == [rows[0]] and page.list.rows == []
    assert form.words == "写了一半"
    qtbot.waitUntil(lambda: not form.commit.isEnabled())
    assert "刚刚" in form.news.text()
    page.enter()
    assert page.middle.acts.form is form
    form.leave()
    page.list.select(rows[1])
    settle(qtbot, page)
    assert page.middle.acts.form is None and page.middle.rows == [rows[1]]


def test_several_are_worked_on_at_once(qtbot, page):
    next(c for c in page.list.piles.chips if c.key == "pending").click()
    page.list.view.selectAll()
    settle(qtbot, page)
    count = len(page.list.model.entries.open)
    assert page.middle.title.text() == f"已选 {count:,} 件"
    assert page.middle.acts.bar.buttons[0].text() == f"受理 {count:,} 件"


def test_the_menu_greys_what_the_state_forbids_with_its_reason(qtbot, page):
    page.show_row(page.window_.row(Status.REPLIED))
    settle(qtbot, page)
    page.middle.acts.bar.fill_more()
    menu = page.middle.acts.bar.menu
    grey = [a.text() for m in (menu, *menu.findChildren(type(menu))) for a in m.actions() if not a.isEnabled()]
    assert "退单　已回复即已接手，不能再退" in grey and "批准　没有待批的申请" in grey


def test_a_closed_event_has_its_messages_ready_to_copy(qtbot, page):
    from PySide6.QtGui import QGuiApplication

    page.show_row(int(page.list.model.entries.closed[0]))
    settle(qtbot, page)
    box = page.middle.case.messages
    assert not box.isHidden() and box.messages[0].to == "上报人"
    assert "张*国" in box.findChildren(type(page.middle.title))[0].text()
    box._copy(box.messages[0].text, "上报人的短信")
    assert QGuiApplication.clipboard().text() == box.messages[0].text and "张" not in box.messages[0].text[:3]
    assert page.window_.said[-1].startswith("已复制")


def test_the_third_pane_becomes_a_tab_when_there_is_no_room(qtbot, page):
    assert page.middle.tabs.isHidden() and page.side.isVisible()
    page.resize(1020, 600)
    assert not page.middle.tabs.isHidden() and page.side.parentWidget() is page.middle.stack
    page.middle.tabs.setCurrentIndex(1)
    assert page.middle.stack.currentWidget() is page.side
    page.resize(1308, 720)
    assert page.middle.tabs.isHidden() and page.middle.stack.currentWidget() is page.middle.case


def test_words_of_a_line(page):
    snapshot = page.bridge.snapshot
    row = page.window_.row(Status.RETURNED)
    assert note_words(snapshot, row, {}) == "退回重办"
    assert second_line(snapshot, row, {}).count(" · ") == 2
    row = page.window_.row(Status.RESOLVED)
    assert note_words(snapshot, row, {}) == "待核查"


def test_a_department_sees_only_its_own(page):
    snapshot = page.bridge.snapshot
    who = Person(1, "x", "王水生", Role.DEPARTMENT, 0, int(snapshot.units.id[1]), "")
    found = piles(snapshot, who, {})
    shown = entries(snapshot, found, np.empty(0, np.int32), page.bridge.states, NOW)
    assert len(shown.open) and (snapshot.events.unit[shown.open] == 1).all()
    assert sum(counts(found, page.bridge.states).values()) == len(shown.open)


def test_the_repair_of_imports_is_made_when_its_tab_is_first_turned_to(page):
    from PySide6.QtWidgets import QLabel

    made: list[QLabel] = []

    def make() -> QLabel:
        made.append(QLabel("导入修复"))
        return made[-1]

    page.side.offer_imports(make)
    assert page.side.count() == 3 and not made
    for place in (2, 0, 2):
        page.side.setCurrentIndex(place)
    assert len(made) == 1
    page.side.offer_imports(None)
    assert page.side.count() == 2


def test_what_an_event_is_tied_to_is_told_with_links(qtbot, page):
    window_ = page.window_
    parent, part = window_.row(Status.ASSIGNED), window_.row(Status.ACCEPTED)
    window_.does("merge", part, "", parent=parent)
    window_.does("assist", parent, "", units=[5])
    page.show_row(parent)
    settle(qtbot, page)
    told = page.middle.case.ties.text()
    name = page.bridge.snapshot.units.name[5]
    assert f"已请 {name} 协办" in told and page.bridge.snapshot.events.number(part) in told
    page.middle.case.ties.linkActivated.emit(str(part))
    settle(qtbot, page)
    assert page.middle.rows == [part] and "已并入" in page.middle.case.ties.text()


def test_the_phone_is_copied_whole_and_shown_masked(qtbot, page):
    from PySide6.QtGui import QGuiApplication

    page.middle.dial.click()
    row = page.middle.rows[0]
    assert QGuiApplication.clipboard().text() == page.bridge.snapshot.events.phone[row]
    assert page.bridge.snapshot.events.phone[row] not in page.middle.case.line.text()


def test_the_rail_hears_of_another_count_even_when_another_page_is_shown(qtbot, page):
    page.hide()
    count = page.count()
    row = page.window_.row(Status.RESOLVED)
    page.window_.act_as("孙立新", 21)
    with qtbot.waitSignal(page.counted, timeout=5000):
        page.bridge.do(page_change(page, row))
    assert page.count() == count - 1


def page_change(page, row):
    from gis.workspace.casework import Casework

    return Casework(page.bridge.county).act("close", [row])


def test_an_event_from_the_search_box_is_shown_whether_it_waits_or_not(qtbot, page):
    from gis.county.places import Place

    events = page.bridge.snapshot.events
    row = int(np.flatnonzero(events.status == Status.CLOSED)[0])
    assert page.go_to(Place("event", row, events.number(row), "", 0.0, 0.0))
    settle(qtbot, page)
    assert page.middle.rows == [row]
    assert not page.go_to(Place("village", 3, "小留庄", "", 0.0, 0.0))
