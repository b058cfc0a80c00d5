"""The canvas driven by hand: pan, zoom, select, carry, cancel."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.theme import load_theme
from tests.desktop.map.conftest import at, settle, spot

LEFT = Qt.MouseButton.LeftButton


def ground(canvas) -> QPoint:
    """A pixel with nothing on it."""
    for x in range(240, canvas.width() - 80, 17):
        for y in range(80, canvas.height() - 160, 17):
            if canvas.picking.hit(QPointF(x, y), 40) is None and canvas.picking.name_at(QPointF(x, y)) < 0:
                return QPoint(x, y)
    raise AssertionError("no empty ground")


def drag(canvas, start: QPoint, way: QPoint, release: bool = True, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mousePress(canvas, LEFT, modifiers, start)
    for share in (0.1, 0.5, 1.0):
        QTest.mouseMove(canvas, start + QPoint(round(way.x() * share), round(way.y() * share)))
        QApplication.processEvents()
    if release:
        QTest.mouseRelease(canvas, LEFT, modifiers, start + way)


def wheel(canvas, at_px: QPoint, steps: int) -> None:
    event = QWheelEvent(
        QPointF(at_px), QPointF(canvas.mapToGlobal(at_px)), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def test_plates_are_stamped_while_the_hand_moves_the_map_and_look_the_same(canvas):
    start = ground(canvas)
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas, start + QPoint(30, 20))
    QTest.mouseMove(canvas, start + QPoint(60, 40))
    QApplication.processEvents()
    assert canvas.headup.frozen and not canvas.headup.buttons.updatesEnabled()
    plates = [plate.geometry() for plate in (canvas.headup.buttons, canvas.headup.locator)]
    moving = [canvas.grab(rect).toImage() for rect in plates]
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, start + QPoint(60, 40))
    assert not canvas.headup.frozen and canvas.headup.buttons.updatesEnabled()
    assert [canvas.grab(rect).toImage() for rect in plates] == moving


def test_first_view_is_the_whole_county(canvas, county):
    west, south, east, north = canvas.viewport.bounds
    box = county.divisions.bounds[0]
    assert west < box[0] and south < box[1] and east > box[2] and north > box[3]
    assert len(canvas.picture.clusters.rows) == len(canvas.rows)


def test_dragging_ground_pans_by_the_way_of_the_hand(canvas, qtbot):
    before, start = canvas.viewport, ground(canvas)
    with qtbot.assertNotEmitted(canvas.drag_requested):
        drag(canvas, start, QPoint(60, -35))
    after = canvas.viewport
    assert after.x_m == pytest.approx(before.x_m - 60 * before.m_per_px)
    assert after.y_m == pytest.approx(before.y_m - 35 * before.m_per_px)
    assert after.m_per_px == before.m_per_px


@pytest.mark.parametrize("steps", [3, -2])
def test_wheel_keeps_the_point_under_the_cursor(canvas, qtbot, steps):
    where = QPoint(610, 240)
    held = canvas.viewport.to_map(where.x(), where.y())
    scale = canvas.viewport.m_per_px
    wheel(canvas, where, steps)
    assert (canvas.viewport.m_per_px < scale) == (steps > 0)
    x, y = canvas.viewport.to_screen(*held)
    assert (x, y) == pytest.approx((where.x(), where.y()), abs=1e-6)


def test_wheel_steps_that_come_during_a_zoom_add_up(canvas, qtbot):
    canvas.setProperty("reduceMotion", False)
    where, scale = QPoint(500, 300), canvas.viewport.m_per_px
    held = canvas.viewport.to_map(500, 300)
    for _ in range(3):
        wheel(canvas, where, 1)
    settle(qtbot, canvas)
    assert canvas.viewport.m_per_px == pytest.approx(scale / 1.35**3)
    assert canvas.viewport.to_screen(*held) == pytest.approx((500, 300), abs=1e-6)


def test_click_on_a_symbol_selects_it(canvas, qtbot):
    canvas.navigator.zoom_now(4, QPointF(500, 350))
    settle(qtbot, canvas)
    where, rows = spot(canvas, many=False)
    with qtbot.waitSignal(canvas.event_clicked) as caught:
        QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, where)
    assert caught.args[0] == rows[0]


def test_click_on_a_cluster_comes_closer(canvas, qtbot):
    where, rows = spot(canvas, many=True)
    scale = canvas.viewport.m_per_px
    with qtbot.assertNotEmitted(canvas.cluster_clicked):
        QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, where)
    assert canvas.viewport.m_per_px < scale
    assert canvas.viewport.holds(canvas.snapshot.events.x[rows], canvas.snapshot.events.y[rows]).any()


def test_long_press_on_a_cluster_lists_it(canvas, qtbot):
    where, rows = spot(canvas, many=True)
    with qtbot.waitSignal(canvas.cluster_clicked, timeout=2000) as caught:
        QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, where)
    assert sorted(caught.args[0]) == sorted(rows)
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, where)


def test_carrying_starts_after_eight_pixels_and_never_pans(canvas, qtbot):
    where, rows = spot(canvas, many=True)
    before = canvas.viewport
    carried, moves, drops = [], [], []
    canvas.drag_requested.connect(lambda found, _at: carried.append(found))
    canvas.drag_moved.connect(moves.append)
    canvas.drag_dropped.connect(drops.append)
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, where)
    QTest.mouseMove(canvas, where + QPoint(7, 0))
    assert not carried
    QTest.mouseMove(canvas, where + QPoint(9, 0))
    assert len(carried) == 1 and sorted(carried[0]) == sorted(rows)
    QTest.mouseMove(canvas, where + QPoint(80, 20))
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, where + QPoint(80, 20))
    assert moves and drops == [canvas.mapToGlobal(where + QPoint(80, 20))]
    assert canvas.viewport == before


def test_a_drag_from_the_selection_takes_all_of_it(canvas, qtbot):
    where, rows = spot(canvas, many=True)
    canvas.set_selection(np.union1d(rows, canvas.rows[:5]))
    with qtbot.waitSignal(canvas.drag_requested) as caught:
        drag(canvas, where, QPoint(30, 0))
    assert sorted(caught.args[0]) == sorted(canvas.selection)


@pytest.mark.parametrize("how", ["escape", "focus"])
def test_escape_and_focus_loss_cancel_a_drag(canvas, qtbot, how):
    where, _ = spot(canvas, many=True)
    drag(canvas, where, QPoint(40, 10), release=False)
    with qtbot.waitSignal(canvas.drag_cancelled), qtbot.assertNotEmitted(canvas.drag_dropped):
        if how == "escape":
            QTest.keyClick(canvas, Qt.Key.Key_Escape)
        else:
            canvas.focusOutEvent(focus_loss())
    with qtbot.assertNotEmitted(canvas.drag_dropped):
        QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, where)


def focus_loss():
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent

    return QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)


def test_leaving_the_window_cancels_a_drag(canvas, qtbot):
    where, _ = spot(canvas, many=True)
    drag(canvas, where, QPoint(40, 10), release=False)
    with qtbot.waitSignal(canvas.drag_cancelled):
        canvas.carrying.move(canvas.window().frameGeometry().bottomRight() + QPoint(60, 60))


@pytest.mark.parametrize("way", ["tool", "shift"])
def test_box_selects_what_lies_in_it(canvas, qtbot, county, way):
    start = ground(canvas)
    end = start + QPoint(180, 150)
    if way == "tool":
        canvas.set_tool("box")
    modifiers = Qt.KeyboardModifier.ShiftModifier if way == "shift" else Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(canvas.rows_selected) as caught:
        drag(canvas, start, end - start, modifiers=modifiers)
    x, y = canvas.viewport.to_screen(county.events.x[canvas.rows], county.events.y[canvas.rows])
    inside = (x >= start.x()) & (x <= end.x()) & (y >= start.y()) & (y <= end.y())
    assert list(caught.args[0]) == list(canvas.rows[inside]) and inside.any()


def test_a_plain_box_hands_over_to_carrying_and_a_shifted_one_goes_on(canvas):
    chosen = []
    canvas.rows_selected.connect(lambda rows, _keys: chosen.append(len(rows)))
    start, way = QPoint(2, 2), QPoint(canvas.width() - 5, canvas.height() - 5)
    for keys, then in ((Qt.KeyboardModifier.ShiftModifier, "box"), (Qt.KeyboardModifier.NoModifier, "select")):
        canvas.set_tool("box")
        drag(canvas, start, way, modifiers=keys)
        assert chosen[-1] and canvas.tool_name == then
    canvas.set_tool("box")
    drag(canvas, QPoint(2, canvas.height() - 20), QPoint(9, 9))
    assert chosen[-1] == 0 and canvas.tool_name == "box", "nothing caught: once more"


def test_lasso_takes_less_than_its_box(canvas, qtbot, county):
    canvas.set_tool("lasso")
    corner = QPoint(300, 100)
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, corner)
    for step in (QPoint(400, 0), QPoint(0, 400)):
        for share in np.linspace(0.1, 1, 10):
            QTest.mouseMove(canvas, corner + step * float(share))
    with qtbot.waitSignal(canvas.rows_selected) as caught:
        QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, corner)
    x, y = canvas.viewport.to_screen(county.events.x[caught.args[0]], county.events.y[caught.args[0]])
    assert len(x) and ((x - 300) + (y - 100) <= 420).all()


def test_escape_leaves_a_tool(canvas):
    canvas.set_tool("area")
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.tool_name == "select"


def test_click_on_ground_lets_the_selection_go_and_names_the_grid(canvas, qtbot, county):
    canvas.navigator.zoom_now(8, QPointF(500, 350))
    settle(qtbot, canvas)
    canvas.set_selection(canvas.rows[:2])
    where = ground(canvas)
    x, y = canvas.viewport.to_map(where.x(), where.y())
    chosen, grids = [], []
    canvas.rows_selected.connect(lambda rows, _modifiers: chosen.append(rows))
    canvas.ground_clicked.connect(grids.append)
    with qtbot.assertNotEmitted(canvas.division_clicked):
        QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, where)
    row = grids[0]
    box = county.divisions.bounds[row]
    assert box[0] <= x <= box[2] and box[1] <= y <= box[3] and county.divisions.level[row] == 6
    assert len(chosen) == 1 and not len(chosen[0])


def test_click_on_a_name_chooses_its_division(canvas, qtbot, county):
    label = next(label for label in canvas.picture.labels if label.row > 0)
    centre = label.rect.center()
    x, y = canvas.viewport.to_screen(*canvas.picture.view.to_map(centre.x(), centre.y()))
    with qtbot.waitSignal(canvas.division_clicked) as caught:
        QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(round(x), round(y)))
    assert caught.args[0] == label.row


def test_keys_move_zoom_and_fit(canvas, qtbot):
    fitted = canvas.viewport
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.viewport.x_m > fitted.x_m
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.viewport.m_per_px < fitted.m_per_px
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.viewport == fitted


def test_n_and_p_step_through_the_events_in_view(canvas, qtbot):
    chosen = []
    canvas.event_clicked.connect(lambda row, _modifiers: chosen.append(row))
    for key in (Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_P):
        QTest.keyClick(canvas, key)
    assert chosen[0] == chosen[2] != chosen[1]
    assert canvas.snapshot.events.x[chosen[0]] <= canvas.snapshot.events.x[chosen[1]]


def test_insets_keep_the_county_in_the_free_part(canvas, county):
    canvas.set_insets(0, 0, 400, 0)
    canvas.fit_county()
    x, _ = canvas.viewport.to_screen(county.divisions.bounds[0][2], county.divisions.bounds[0][1])
    assert x <= canvas.width() - 400


def test_tick_repaints_the_turned_cluster_and_nothing_else(canvas, county):
    clusters = canvas.picture.clusters
    number = int(np.argmax(np.diff(clusters.starts)))
    row = int(clusters.members(number)[np.argmin(canvas.states[clusters.members(number)] == 0)])
    before = canvas.picture.picture.copy()
    states = canvas.states.copy()
    states[row] = 0 if states[row] != 0 else 3
    canvas.update_states(states, np.array([row], np.int32))
    assert clusters.counts[number].tolist() == np.bincount(states[clusters.members(number)], minlength=6).tolist()
    changed = difference(before, canvas.picture.picture)
    x, y = canvas.picture.view.to_screen(clusters.x[number], clusters.y[number])
    rows, columns = np.nonzero(changed)
    assert len(rows) and np.hypot(columns - x, rows - y).max() < 60


def difference(one, other) -> np.ndarray:
    arrays = [np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1) for image in (one, other)]
    return arrays[0] != arrays[1]


def test_theme_layers_and_mode_ask_for_new_pictures(canvas, qtbot):
    for act in (
        lambda: canvas.set_theme(load_theme("night")),
        lambda: canvas.set_layer_visible("labels", False),
        lambda: canvas.set_mode("density"),
        lambda: canvas.set_fade(True),
        lambda: canvas.set_focus_division(3),
    ):
        before = canvas.picture
        act()
        settle(qtbot, canvas)
        assert canvas.picture is not before
    assert canvas.picture.request.theme.name == "night"
    assert not len(canvas.picture.clusters)
    assert canvas.layer_states()["density"]


def test_no_county_is_an_empty_state(canvas, qtbot):
    canvas.set_snapshot(None)
    image = canvas.grab().toImage()
    assert len({image.pixel(x, 350) for x in range(200, 800)}) > 3, "words on the ground"
    QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(400, 300))
    QTest.keyClick(canvas, Qt.Key.Key_Home)


def test_position_of_the_pointer_is_announced(canvas, qtbot):
    with qtbot.waitSignal(canvas.pointer_moved) as caught:
        QTest.mouseMove(canvas, QPoint(500, 300))
    assert at(canvas, *caught.args) == QPoint(500, 300)


def test_a_flight_goes_on_when_the_map_changes_its_size(canvas, qtbot, county):
    canvas.setProperty("reduceMotion", False)
    village = int(county.divisions.rows_of(5)[0])
    canvas.fly_to(tuple(county.divisions.bounds[village].tolist()))
    end = canvas.navigator.target
    assert canvas.navigator.moving
    canvas.resize(900, 640)
    assert canvas.navigator.moving
    settle(qtbot, canvas)
    view = canvas.viewport
    assert (view.x_m, view.y_m, view.m_per_px) == (end.x_m, end.y_m, end.m_per_px)
    assert (view.width_px, view.height_px) == (900, 640)
