"""The queue: what it shows, picks, sorts, and says while rows are dragged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop.dispatch.queue import QueuePanel
from desktop.models.queue_columns import KEYS
from desktop.models.queue_picks import Picks
from desktop.theme import load_theme
from gis.events.states import State, Status
from gis.foundation.clock import local
from gis.workspace.casework import Offer
from tests.desktop.counting import open_rows, states_of
from tests.small_county import NOW, make_snapshot

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def snapshot():
    return make_snapshot(600)


@pytest.fixture
def states(snapshot):
    return states_of(snapshot)


@pytest.fixture
def panel(qtbot, snapshot, states):
    made = QueuePanel(load_theme("day"))
    qtbot.addWidget(made)
    made.resize(1260, 400)
    made.show()
    made.set_snapshot(snapshot)
    made.set_events(open_rows(states), states, NOW)
    made.tabs.choose("all")
    return made


@pytest.fixture
def said(panel):
    heard: list[tuple] = []
    panel.drag_requested.connect(lambda rows, at: heard.append(("start", rows.tolist(), at)))
    panel.drag_moved.connect(lambda at: heard.append(("move", at)))
    panel.drag_dropped.connect(lambda at: heard.append(("drop", at)))
    panel.drag_cancelled.connect(lambda: heard.append(("cancel",)))
    panel.selection_changed.connect(lambda rows: heard.append(("pick", rows.tolist())))
    return heard


def spot(panel, at: int, dx: int = 200, dy: int = 0) -> QPoint:
    return QPoint(dx, panel.view.rowViewportPosition(at) + 15 + dy)


def click(qtbot, panel, at: int, keys=NONE) -> None:
    qtbot.mouseClick(panel.view.viewport(), LEFT, keys, spot(panel, at))


def mouse(panel, kind: QEvent.Type, at: QPoint, keys=NONE) -> None:
    """A mouse event with the button held, as a window system sends it during a drag."""
    viewport = panel.view.viewport()
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else LEFT
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(kind, QPointF(at), QPointF(viewport.mapToGlobal(at)), button, held, keys)
    QApplication.sendEvent(viewport, event)


def test_tabs_count_their_rows(panel, snapshot, states):
    rows, status = open_rows(states), snapshot.events.status
    count = {key: button.count for key, button in panel.tabs.buttons.items()}
    assert count["all"] == len(rows)
    assert count["overdue"] == (states[rows] == State.OVERDUE).sum()
    assert count["unassigned"] == (status[rows] == Status.ACCEPTED).sum()
    for key, number in count.items():
        panel.tabs.choose(key)
        assert panel.model.rowCount() == number


def test_cells_say_what_the_event_is(panel, snapshot, states):
    row = int(open_rows(states)[0])
    at = int(panel.model.positions(np.array([row]))[0])
    cell = {key: panel.model.text(at, key) for key in KEYS}
    assert cell["number"] == f"{snapshot.events.serial[row]:04d}"
    assert cell["matter"] == snapshot.events.description[row]
    assert cell["place"].count(" · ") == 2 and cell["place"].split(" · ")[0].endswith(("镇", "乡"))
    assert cell["unit"] in list(snapshot.units.name)
    index = panel.model.index(at, KEYS.index("number"))
    assert index.data(Qt.ItemDataRole.ToolTipRole) == snapshot.events.number(row)
    assert index.data(Qt.ItemDataRole.UserRole) == row


def test_remaining_words_follow_state_and_clock(panel, snapshot, states):
    events = snapshot.events
    words = {State(s): set() for s in range(5)}
    for at, row in enumerate(panel.model.rows):
        words[State(int(states[row]))].add(panel.model.text(at, "remaining").split(" ")[0])
    assert words[State.OVERDUE] == {"超"}
    assert words[State.PENDING] == {"待受理"}
    assert words[State.NORMAL] <= {"剩"} and words[State.NEAR] <= {"剩"}
    assert words[State.PAUSED] <= {"暂停"}
    near = int(np.flatnonzero((states == State.NORMAL) | (states == State.NEAR))[0])
    moment = int(events.close_due[near]) - 48 * 60
    panel.set_events(np.array([near], np.int32), states, moment)
    assert panel.model.text(0, "remaining") == "剩 48 分"
    assert panel.model.text(0, "due") == f"今天 {local(moment + 48 * 60):%H:%M}"


def test_class_names_the_limit_and_else_the_category(panel, snapshot):
    words = {panel.model.text(at, "class") for at in range(panel.model.rowCount())}
    assert {"突发情况", "咨询政策", "公共服务"} < words
    assert "其他事项" not in words and words & {"党的建设", "社会治理", "改善民生", "生态环境"}


def test_sorts_by_a_click_on_the_head_and_turns_round(qtbot, panel, snapshot):
    head = panel.view.head

    def press(key: str) -> None:
        x = head.sectionViewportPosition(KEYS.index(key)) + 20
        qtbot.mouseClick(head.viewport(), LEFT, pos=QPoint(x, 14))

    press("reported")
    reported = snapshot.events.reported_at[panel.model.rows]
    assert (np.diff(reported) >= 0).all() and head.sorted_by == "reported" and not head.descending
    press("reported")
    assert (np.diff(snapshot.events.reported_at[panel.model.rows]) <= 0).all() and head.descending
    press("state")
    assert (np.diff(panel.states[panel.model.rows].astype(int)) >= 0).all()


def test_unit_sort_uses_the_unit_that_is_shown(panel, snapshot):
    panel.sort("unit")
    events, rows = snapshot.events, panel.model.rows
    shown = np.where(events.unit[rows] >= 0, events.unit[rows], events.suggested[rows])
    assert (np.diff(shown) >= 0).all()


def test_click_ctrl_and_shift_pick(qtbot, panel, said):
    rows = panel.model.rows
    click(qtbot, panel, 2)
    assert panel.selection.tolist() == [rows[2]]
    click(qtbot, panel, 4, CTRL)
    assert panel.selection.tolist() == sorted([rows[2], rows[4]])
    click(qtbot, panel, 4, CTRL)
    assert panel.selection.tolist() == [rows[2]]
    click(qtbot, panel, 5, SHIFT)
    assert len(panel.selection) == 2
    assert [kind for kind, *_ in said] == ["pick"] * 4


def test_keyboard_walks_extends_and_acts(qtbot, panel):
    heard: list[tuple] = []
    panel.assign_requested.connect(lambda rows: heard.append(("assign", rows.tolist())))
    panel.locate_requested.connect(lambda row: heard.append(("locate", row)))
    rows, view = panel.model.rows, panel.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert panel.selection.tolist() == [rows[1]]
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert sorted(panel.selection) == sorted(rows[1:3])
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert heard == [("assign", sorted(int(r) for r in rows[1:3])), ("locate", int(rows[2]))]
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    assert len(panel.selection) == len(rows)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not len(panel.selection)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert panel.selection.tolist() == [rows[-1]] and view.picks.current == len(rows) - 1


def test_selection_from_outside_is_shown_and_not_echoed(panel, said):
    rows = panel.model.rows
    panel.set_selection(rows[[3, 7]])
    assert not said
    assert np.flatnonzero(panel.view.picks.mask).tolist() == [3, 7]
    assert panel.said.text() == "已选 2 件 · 按住拖到部门"


def test_selection_survives_ticks_sorts_and_tabs(qtbot, panel, states):
    rows = panel.model.rows.copy()
    picked = sorted(int(r) for r in rows[[1, 5]])
    panel.set_selection(np.array(picked))
    later = states.copy()
    later[rows[1]] = State.OVERDUE if states[rows[1]] != State.OVERDUE else State.NEAR
    panel.update_states(later, rows[1:2], NOW + 1)
    assert panel.selection.tolist() == picked
    assert (panel.model.rows == rows).all()
    panel.sort("number")
    assert panel.selection.tolist() == picked
    assert sorted(int(r) for r in panel.model.rows[panel.view.picks.mask]) == picked
    panel.tabs.choose("overdue")
    assert panel.selection.tolist() == picked


def test_rows_do_not_move_while_something_is_picked(panel, states):
    panel.tabs.choose("near")
    rows = panel.model.rows.copy()
    assert len(rows) > 1
    panel.set_selection(rows[:1])
    later = states.copy()
    later[rows[-1]] = State.OVERDUE
    panel.update_states(later, rows[-1:], NOW + 1)
    assert (panel.model.rows == rows).all()
    assert panel.stale and panel.fresh.isVisible()
    assert panel.tabs.buttons["near"].count == len(rows) - 1
    panel.fresh.click()
    assert rows[-1] not in panel.model.rows and not panel.stale


def test_list_settles_by_itself_when_nothing_is_picked(panel, states):
    panel.tabs.choose("near")
    # Wherever an earlier test left the pointer of this screen: here it is away from the list.
    panel.view.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    gone = panel.model.rows[-1:].copy()
    later = states.copy()
    later[gone] = State.OVERDUE
    panel.update_states(later, gone, NOW + 1)
    assert gone[0] not in panel.model.rows and not panel.fresh.isVisible()


def test_drag_starts_after_eight_pixels_and_not_before(panel, said):
    rows = panel.model.rows
    start = spot(panel, 2)
    mouse(panel, QEvent.Type.MouseButtonPress, start)
    mouse(panel, QEvent.Type.MouseMove, start + QPoint(5, 2))
    assert [kind for kind, *_ in said] == ["pick"]
    mouse(panel, QEvent.Type.MouseMove, start + QPoint(8, 0))
    assert said[-1][:2] == ("start", [int(rows[2])])
    mouse(panel, QEvent.Type.MouseMove, start + QPoint(300, -200))
    assert said[-1] == ("move", panel.view.viewport().mapToGlobal(start + QPoint(300, -200)))
    assert panel.said.text() == "已选 1 件 · 正在拖动 · Esc 取消"
    mouse(panel, QEvent.Type.MouseButtonRelease, start + QPoint(300, -200))
    assert said[-1] == ("drop", panel.view.viewport().mapToGlobal(start + QPoint(300, -200)))
    assert panel.selection.tolist() == [rows[2]]


def test_dragging_the_selection_never_changes_it(panel, said):
    rows = panel.model.rows
    panel.set_selection(rows[[1, 3, 4]])
    start = spot(panel, 3)
    mouse(panel, QEvent.Type.MouseButtonPress, start)
    mouse(panel, QEvent.Type.MouseMove, start + QPoint(0, -40))
    assert said == [("start", sorted(int(r) for r in rows[[1, 3, 4]]), said[0][2])]
    mouse(panel, QEvent.Type.MouseButtonRelease, start + QPoint(0, -40))
    assert len(panel.selection) == 3
    mouse(panel, QEvent.Type.MouseButtonPress, start)
    mouse(panel, QEvent.Type.MouseButtonRelease, start)
    assert panel.selection.tolist() == [rows[3]]


def test_escape_cancels_a_drag_and_the_release_says_nothing(qtbot, panel, said):
    start = spot(panel, 2)
    mouse(panel, QEvent.Type.MouseButtonPress, start)
    mouse(panel, QEvent.Type.MouseMove, start + QPoint(40, 0))
    qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    assert said[-1] == ("cancel",)
    mouse(panel, QEvent.Type.MouseMove, start + QPoint(90, 0))
    mouse(panel, QEvent.Type.MouseButtonRelease, start + QPoint(90, 0))
    assert said[-1] == ("cancel",)
    assert len(panel.selection) == 1


def test_losing_the_window_cancels_a_drag(panel, said, monkeypatch):
    monkeypatch.setattr("desktop.dispatch.queue_drag._has_window", lambda: False)
    start = spot(panel, 2)
    mouse(panel, QEvent.Type.MouseButtonPress, start)
    mouse(panel, QEvent.Type.MouseMove, start + QPoint(40, 0))
    QApplication.sendEvent(panel, QEvent(QEvent.Type.WindowDeactivate))
    assert said[-1] == ("cancel",)


def test_a_lost_release_ends_the_drag_at_the_next_press(panel, said):
    start = spot(panel, 2)
    mouse(panel, QEvent.Type.MouseButtonPress, start)
    mouse(panel, QEvent.Type.MouseMove, start + QPoint(40, 0))
    mouse(panel, QEvent.Type.MouseButtonPress, start)
    assert said[-1] == ("cancel",)
    mouse(panel, QEvent.Type.MouseButtonRelease, start)
    assert [kind for kind, *_ in said].count("drop") == 0


def test_shift_press_sweeps_rows_and_never_drags(panel, said):
    mouse(panel, QEvent.Type.MouseButtonPress, spot(panel, 1), SHIFT)
    mouse(panel, QEvent.Type.MouseMove, spot(panel, 5), SHIFT)
    mouse(panel, QEvent.Type.MouseButtonRelease, spot(panel, 5), SHIFT)
    assert sorted(panel.selection) == sorted(panel.model.rows[1:6])
    assert {kind for kind, *_ in said} == {"pick"}


def test_empty_tab_says_so_and_leads_on(panel, states, snapshot):
    assigned = np.flatnonzero(snapshot.events.status == Status.ASSIGNED).astype(np.int32)
    panel.set_events(assigned, states, NOW)
    panel.tabs.choose("unassigned")
    assert panel.empty.isVisible() and panel.empty.words.text() == "暂无待指派"
    panel.empty.act.click()
    assert panel.tab == "all" and not panel.empty.isVisible()
    panel.set_events(np.empty(0, np.int32), states, NOW)
    panel.set_restricted(True)
    heard = []
    panel.clear_filter_requested.connect(lambda: heard.append(True))
    assert panel.empty.words.text() == "没有符合筛选的事件"
    panel.empty.act.click()
    assert heard


def test_hold_waits_for_a_free_hand(panel, states):
    rows = panel.model.rows.copy()
    panel.set_selection(rows[:1])
    panel.set_events(rows[5:], states, NOW, hold=True)
    assert len(panel.model.rows) == len(rows) and panel.stale
    panel.set_events(rows[5:], states, NOW)
    assert len(panel.model.rows) == len(rows) - 5 and not panel.stale


def test_columns_are_remembered(qtbot, panel):
    heard = []
    panel.columns_changed.connect(lambda: heard.append(True))
    panel.view.head.show_column("source", False)
    panel.view.head.moveSection(panel.view.head.visualIndex(KEYS.index("unit")), 3)
    panel.sort("due")
    state = panel.save_state()
    assert heard
    other = QueuePanel(load_theme("day"))
    qtbot.addWidget(other)
    other.resize(1260, 300)
    other.show()
    other.restore_state(state)
    assert other.view.isColumnHidden(KEYS.index("source"))
    assert other.view.head.visualIndex(KEYS.index("unit")) == 3
    assert (other.sort_key, other.descending, other.tab) == ("due", False, "all")
    other.restore_state({"tab": "gone", "sort": ["no such", 1], "columns": {"order": ["x"], "hidden": ["matter"]}})
    assert not other.view.isColumnHidden(KEYS.index("matter"))


def test_narrow_queue_keeps_what_matters(panel):
    panel.resize(706, 282)
    panel.view.head.fit(706)
    hidden = {key for i, key in enumerate(KEYS) if panel.view.isColumnHidden(i)}
    assert {"source", "reported"} <= hidden
    assert not hidden & {"state", "number", "matter", "remaining", "due"}
    assert panel.view.columnWidth(KEYS.index("matter")) >= 160
    panel.layout().activate()
    assert panel.minimumSizeHint().width() <= 640 and panel.width() == 706
    assert panel.columns_button.geometry().right() <= 706 - 8


def test_a_newer_snapshot_with_more_events_is_taken(panel, snapshot, states):
    longer = make_snapshot(700)
    more = states_of(longer)
    panel.set_snapshot(replace(longer, seq=1))
    panel.update_states(more, np.array([650, 699], np.int32), NOW)
    panel.set_events(open_rows(more), more, NOW)
    assert panel.model.rowCount() == len(open_rows(more))


def test_copy_takes_full_numbers(panel, snapshot):
    rows = panel.model.rows
    panel.set_selection(rows[:2])
    panel.view.copy()
    lines = QApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == [snapshot.events.number(int(r)) for r in rows[:2]]


def test_paints_picked_and_plain_rows_in_both_themes(panel):
    for name in ("day", "night"):
        theme = load_theme(name)
        panel.set_theme(theme)
        panel.set_selection(panel.model.rows[1:2])
        image = panel.view.viewport().grab().toImage()
        assert image.pixelColor(3, 31 + 15) == theme.ui["accent_tint"]
        assert image.pixelColor(3, 62 + 15) == theme.ui["surface_panel"]
        assert image.pixelColor(3, 92) == theme.ui["line"]


def test_picks_hold_many_rows():
    picks = Picks()
    picks.show(np.arange(250_577, dtype=np.int32)[::-1])
    assert picks.everything() and len(picks.rows) == 250_577 and picks.mask.all()
    assert picks.toggle(0) and len(picks.rows) == 250_576 and not picks.mask[0]
    picks.show(np.array([250_576, 5], np.int32))
    assert picks.mask.tolist() == [False, True] and picks.current == 0
    assert not picks.take(picks.rows) and picks.nothing() and not picks.mask.any()


def test_many_rows_are_put_in_order_elsewhere_and_only_the_newest_order_shows(panel, monkeypatch, qtbot):
    monkeypatch.setattr("desktop.dispatch.queue_order.AT_ONCE", 10)
    jobs = []
    panel.order.elsewhere = lambda order, done: jobs.append((order, done))
    before = panel.model.rows.tolist()
    panel.sort("reported")
    panel.sort("number")
    assert panel.loading and panel.model.rows.tolist() == before, "the old list stays in sight"
    first, second = ((done, order()) for order, done in jobs)
    second[0](second[1])
    assert not panel.loading and panel.model.rows.tolist() == second[1].tolist() != before
    first[0](first[1])
    assert panel.model.rows.tolist() == second[1].tolist(), "a late answer is dropped"
    panel.tabs.choose("overdue")
    monkeypatch.setattr("desktop.dispatch.queue_order.AT_ONCE", 10_000)
    panel.sort("unit")
    assert len(jobs) == 3 and not panel.loading, "few rows need no worker"
    late = jobs[2]
    rows = panel.model.rows.tolist()
    late[1](late[0]())
    assert panel.model.rows.tolist() == rows


def test_counts_and_acts_never_ask_the_panels_beside_for_room(panel, snapshot, states):
    least = panel.minimumWidth()
    panel.resize(460, 300)
    offers = [
        Offer(kind, word, (1,), (), True)
        for kind, word in (("assign", "指派"), ("reclassify", "改类"), ("merge", "并案"))
    ]
    panel.set_acts(offers, 1200)
    panel.tabs.set_counts(dict.fromkeys(panel.tabs.buttons, 250_577))
    QApplication.processEvents()
    assert (panel.width(), panel.minimumWidth()) == (460, least)
    shown = [button for button in panel.acts.buttons if button.isVisible()]
    assert all(button.geometry().right() <= panel.acts.width() for button in shown)
    panel.resize(1500, 300)
    QApplication.processEvents()
    assert all(button.isVisible() for button in panel.acts.buttons)
