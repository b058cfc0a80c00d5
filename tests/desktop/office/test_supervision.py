"""督办: proposals become letters; a letter is answered, put right and closed; what cannot be done says why."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.models.supervision import draft_entries
from desktop.office.supervision.page import SupervisionPage
from desktop.theme import load_theme
from gis.events.states import Status
from gis.oversight.records import LetterState
from gis.people.roles import Role
from tests.desktop.office.standing_in import StandIn
from tests.gis.people.conftest import PASSWORD, guarded_template  # noqa: F401
from tests.gis.workflow.conftest import monday_template  # noqa: F401
from tests.gis.workflow.office import at

LATER = at(2026, 12, 7, 10)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot, monday_template, tmp_path, monkeypatch):  # noqa: F811
    yield from opened(qtbot, monday_template, tmp_path, monkeypatch)


@pytest.fixture
def guarded(qtbot, guarded_template, tmp_path, monkeypatch):  # noqa: F811
    yield from opened(qtbot, guarded_template, tmp_path, monkeypatch)


def opened(qtbot, template, folder: Path, monkeypatch):
    monkeypatch.setenv("WANGGE_CACHE", str(folder / "cache"))
    made = StandIn(str(shutil.copy(template, folder / "county.wangge")), LATER, folder)
    qtbot.addWidget(made)
    yield made
    made.shut()


def page_of(qtbot, window: StandIn) -> SupervisionPage:
    made = SupervisionPage(window)
    qtbot.addWidget(made)
    made.resize(1307, 720)
    made.restore_layout(window.settings)
    made.show()
    with qtbot.waitSignal(made.standing.arrived, timeout=20_000):
        made.enter()
    return made


@pytest.fixture
def page(qtbot, window):
    made = page_of(qtbot, window)
    yield made
    made.shut_down()


def press(qtbot, page: SupervisionPage, kind: str, words: str = "") -> None:
    """Turn to an act, write, press, and wait until the page stands anew."""
    page.form.turn(kind)
    page.form.words.setPlainText(words)
    assert page.form.go.isEnabled(), page.form.said.text()
    with qtbot.waitSignal(page.standing.arrived, timeout=20_000):
        page.form.press()


def issue_first(qtbot, page: SupervisionPage):
    press(qtbot, page, "issue", "请包案")
    page.turn("letters")
    assert page.entry is not None and page.entry.letter is not None
    return page.entry.letter


def test_one_line_a_letter_supervising_first(page) -> None:
    entries = page.entries.entries
    marks = [entry.mark for entry in entries]
    assert marks == sorted(marks, key=lambda mark: mark != "督办") and marks[0] == "督办"
    assert [e.key for e in entries] == [e.key for e in draft_entries(page.docket)]
    assert sum(len(e.proposals) for e in entries) == len(page.docket.proposals)
    assert page.tabs["drafts"].count == len(entries) and page.count() == marks.count("督办")


def test_the_preview_is_the_letter_that_goes_out(qtbot, page) -> None:
    draft = page.paper.sheet.letter
    assert draft.number == "督〔2026〕1 号" and len(draft.matters) == len(page.matters.rows)
    letter = issue_first(qtbot, page)
    assert letter.number == draft.number and letter.words == "请包案"
    assert {m.number for m in page.paper.sheet.letter.matters} == {m.number for m in draft.matters}
    assert page.paper.sheet.letter.words == "请包案"


def test_what_is_not_ticked_stays_out(qtbot, page) -> None:
    first = page.matters.rows[0]
    qtbot.mouseClick(
        page.events.viewport(), LEFT, pos=page.events.visualRect(page.matters.index(0)).topLeft() + QPoint(24, 24)
    )
    assert not page.matters.kept[0] and first not in {m.row for m in page.paper.sheet.letter.matters}
    letter = issue_first(qtbot, page)
    event = int(page.docket.snapshot.events.id[first])
    assert event not in {m.event for m in letter.mentions}
    page.turn("drafts")
    assert any(first in {p.row for p in e.proposals} for e in page.entries.entries)
    page.matters.tick_all(False)
    page.ticked()
    assert page.form.said.text() == "没有勾选事件" and not page.form.go.isEnabled()


def test_what_others_do_meanwhile_takes_neither_words_nor_ticks(qtbot, page) -> None:
    page.matters.toggle(1)
    page.ticked()
    page.form.words.setPlainText("请包案")
    row, letter = page.matters.rows[1], page.paper.sheet.letter
    with qtbot.waitSignal(page.standing.arrived, timeout=20_000):
        page.refresh()
    assert page.form.words.toPlainText() == "请包案" and page.matters.left_out() == {row}
    assert len(page.paper.sheet.letter.matters) == len(letter.matters)


def test_answered_put_right_and_closed(qtbot, page) -> None:
    issue_first(qtbot, page)
    page.form.turn("answer_letter")
    assert page.form.said.text() == "先写办理情况"
    page.form.words.setPlainText("已抢修")
    assert page.form.said.text() == "先写责任人" and not page.form.go.isEnabled()
    page.form.responsible.setText("王守田")
    press(qtbot, page, "answer_letter", "已抢修")
    assert page.entry.letter.state is LetterState.ANSWERED
    assert [stop.what for stop in page.thread_.stops] == ["发出", "反馈", "等待审核"]
    press(qtbot, page, "rectify", "更换主管道")
    assert [stop.what for stop in page.thread_.stops][-2:] == ["责令整改", "等待单位"]
    press(qtbot, page, "answer_letter", "已更换")
    press(qtbot, page, "close_letter", "现场核实")
    assert page.entry.letter.state is LetterState.CLOSED
    assert [stop.what for stop in page.thread_.stops][-2:] == ["整改完成", "销号"]
    assert not page.form.tabs["close_letter"].isVisible()


def test_held_to_account_by_unit_and_person(qtbot, page) -> None:
    letter = issue_first(qtbot, page)
    page.form.turn("account_for")
    assert page.form.unit.currentData() == letter.unit and page.form.form.count() == 5
    page.form.person.setText("王守田")
    press(qtbot, page, "account_for", "逾期不办")
    page.turn("record")
    (entry,) = page.entries.entries
    assert "王守田" in entry.title and entry.line.letter == letter.id
    assert page.paper.sheet.letter.number == letter.number
    change = page.standing.inspection.account_for(page.docket.register, 0, "某人", "谈话提醒", "慢作为")
    with qtbot.waitSignal(page.standing.arrived, timeout=20_000):
        page.bridge.do(change)
    page.list.choose(0)  # the newest
    assert page.entry.line.person == "某人" and page.paper.sheet.letter is None
    assert [(stop.what, stop.words) for stop in page.thread_.stops] == [("问责 · 谈话提醒", "慢作为")]


def test_set_aside_with_a_reason(qtbot, page) -> None:
    key = page.entry.key
    page.form.turn("dismiss")
    assert page.form.said.text() == "先写理由"
    press(qtbot, page, "dismiss", "农户要求延后")
    assert page.entries.at_key(key) < 0 and page.entry is not None


def test_words_begun_stay_with_their_letter(page) -> None:
    page.form.words.setPlainText("请……")
    page.form.turn("dismiss")
    page.form.words.setPlainText("农户要求延后")
    page.list.choose(1)
    assert not page.form.begun
    page.list.choose(0)
    assert page.form.words.toPlainText() == "请……"
    page.turn("letters")
    assert page.tab == "letters" and page.empty.accessibleName() == "还没有发出的函件"
    page.turn("drafts")
    page.list.choose(0)
    page.form.turn("dismiss")
    assert page.form.words.toPlainText() == "农户要求延后"


def test_many_letters_go_out_as_one_change(qtbot, page, window, tmp_path: Path) -> None:
    page.list.selectAll()
    count, events = len(page.entries.entries), len(page.docket.proposals)
    assert count > 3 and len(page.matters.rows) == events and not page.matters.tickable
    assert page.form.go.text() == f"发出 {count} 份"
    page.doing.write_all(page.doing.letters(), tmp_path / "函")
    qtbot.waitUntil(lambda: f"已写入 {count} 份函件" in window.said, timeout=20_000)
    seq = window.bridge.snapshot.seq
    press(qtbot, page, "issue")
    assert window.bridge.snapshot.seq == seq + 1 and page.tabs["letters"].count == count
    page.turn("letters")
    page.list.selectAll()
    assert len(page.middle.chosen) == 1  # only drafts go out together


def test_undo_takes_a_letter_back(qtbot, page, window) -> None:
    issue_first(qtbot, page)
    with qtbot.waitSignal(page.standing.arrived, timeout=20_000):
        window.bridge.undo()
    assert page.entries.entries == [] and page.tabs["letters"].count == 0


def test_events_open_on_the_dispatchers_desk(page, window) -> None:
    page.events.opened.emit(1)
    rows, words, row = window.said[-1]
    assert rows == len(page.matters.rows) and row == page.matters.rows[1] and words.startswith("督〔2026〕1 号")


def test_word_is_written_off_the_thread(qtbot, page, window, tmp_path: Path) -> None:
    target = tmp_path / "函.docx"
    page.doing.write(page.doing.letter(), target)
    qtbot.waitUntil(lambda: "已写入 函.docx" in window.said, timeout=20_000)
    assert target.read_bytes()[:2] == b"PK"


def test_a_department_sees_its_own_letters_and_answers_them(qtbot, guarded) -> None:
    workspace = guarded.bridge.county
    workspace.sign_in("inspector", PASSWORD)
    page = page_of(qtbot, guarded)
    assert [k for k, tab in page.tabs.items() if tab.isVisible()] == ["drafts", "letters", "record"]
    own = next(e for e in page.entries.entries if e.ink and e.proposals[0].unit == 1)  # the department's row
    for entry in (own, next(e for e in page.entries.entries if e.ink and e.proposals[0].unit == 0)):
        page.list.choose(page.entries.at_key(entry.key))
        press(qtbot, page, "issue")
    person = workspace.sign_in(Role.DEPARTMENT.value, PASSWORD)
    with qtbot.waitSignal(page.standing.arrived, timeout=20_000):
        page.enter()
    assert page.own_unit == person.unit and not page.tabs["drafts"].isVisible()
    assert [e.letter.unit for e in page.entries.entries] == [person.unit] and page.count() == 1
    assert [k for k, tab in page.form.tabs.items() if tab.isVisible()] == ["answer_letter"]
    page.form.responsible.setText("王")
    press(qtbot, page, "answer_letter", "已办")
    assert page.entry.letter.state is LetterState.ANSWERED and page.count() == 0
    assert not page.form.go.isVisible()
    page.shut_down()


def test_whoever_comes_after_a_unit_begins_with_what_is_proposed(qtbot, guarded) -> None:
    guarded.bridge.county.sign_in(Role.DEPARTMENT.value, PASSWORD)
    page = page_of(qtbot, guarded)
    assert page.tab == "letters"
    page.save_layout(guarded.settings)
    guarded.bridge.county.sign_in("inspector", PASSWORD)
    guarded.bridge.person_changed.emit()
    with qtbot.waitSignal(page.standing.arrived, timeout=20_000):
        page.enter()
    assert page.tab == "drafts" and page.tabs["drafts"].isChecked() and page.entries.entries
    page.restore_layout(guarded.settings)
    assert page.tab == "drafts"
    page.shut_down()
    guarded.settings.setValue("supervision/tab", "letters")
    again = page_of(qtbot, guarded)
    assert again.tab == "drafts", "no letter is out yet"
    again.turn("letters")
    with qtbot.waitSignal(again.standing.arrived, timeout=20_000):
        again.refresh()
    assert again.tab == "letters", "who turned there stays there"
    again.shut_down()


def test_a_leader_only_reads(qtbot, guarded) -> None:
    guarded.bridge.county.sign_in(Role.LEADER.value, PASSWORD)
    page = page_of(qtbot, guarded)
    assert page.entries.entries and not page.form.go.isVisible() and page.form.word.isVisible()
    page.shut_down()


def test_what_is_said_in_passing_stands_above_the_form(page) -> None:
    assert page.foot_px() == page.form.height() > 100
    page.turn("letters")
    assert page.foot_px() == 0


def test_theme_and_sizes(page) -> None:
    for name in ("night", "day"):
        page.set_theme(load_theme(name))
        for size in ((1021, 552), (1307, 720), (3780, 2112)):
            page.resize(*size)
            page.grab()


def test_what_one_person_began_is_not_for_the_next(qtbot, guarded) -> None:
    guarded.bridge.county.sign_in("inspector", PASSWORD)
    page = page_of(qtbot, guarded)
    page.form.words.setPlainText("只给督查看的话")
    guarded.bridge.county.sign_in("leader", PASSWORD)
    guarded.bridge.person_changed.emit()
    assert page.docket is None and not page.middle.isVisible() and not page.form.begun
    with qtbot.waitSignal(page.standing.arrived, timeout=20_000):
        page.enter()
    assert not page.form.begun
    page.shut_down()


def test_the_count_is_asked_for_before_the_page_is_opened(qtbot, guarded) -> None:
    guarded.bridge.county.sign_in("inspector", PASSWORD)
    made = page_of(qtbot, guarded)
    entry = next(e for e in made.entries.entries if e.ink and e.proposals[0].unit == 1)
    made.list.choose(made.entries.at_key(entry.key))
    press(qtbot, made, "issue")
    made.shut_down()
    guarded.bridge.county.sign_in(Role.DEPARTMENT.value, PASSWORD)
    page = SupervisionPage(guarded)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.counted, timeout=20_000):
        page.look_ahead()
    assert page.count() == 1
    page.shut_down()


def test_a_letter_by_hand_from_what_is_selected(qtbot, page, window) -> None:
    assert not page.hand.isVisible()
    status = window.bridge.snapshot.events.status
    unfinished, closed = np.flatnonzero(status == Status.ASSIGNED)[:3], np.flatnonzero(status == Status.CLOSED)[:2]
    window.selection.rows = np.concatenate([unfinished, closed]).astype(np.int32)
    with qtbot.waitSignal(page.standing.arrived, timeout=20_000):
        page.enter()
    assert page.hand.isVisible() and page.hand.text() == "所选 5 件发函"
    page.begin_by_hand("supervise", "领导批示")
    assert "其中 2 件已经办结" in window.said[-1]
    hand = [e for e in page.entries.entries if e.key.startswith("hand-")]
    assert sum(len(e.proposals) for e in hand) == 3 and page.entries.entries[: len(hand)] == hand
    assert all(m.reason == "人工发起（领导批示）" for m in page.paper.sheet.letter.matters)
    press(qtbot, page, "issue")
    left = [e for e in page.entries.entries if e.key.startswith("hand-")]
    assert len(left) == len(hand) - 1 and page.tabs["letters"].count == 1
    page.begin_by_hand("urge", "其他")
    assert [k for k, tab in page.form.tabs.items() if tab.isVisible()] == ["issue", "drop"]
    page.list.selectAll()  # mixed with what the rules propose: nothing is dropped unseen
    assert not page.form.tabs["drop"].isVisible()
    page.list.choose(0)
    count = len(page.by_hand)
    page.form.turn("drop")
    page.form.press()
    assert len(page.by_hand) < count and page.tabs["letters"].count == 1
