"""The inspector: one event in words, persons masked, photos upright, a selection summed up."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.dispatch.inspector import Inspector
from desktop.dispatch.inspector_photos import upright
from desktop.dispatch.inspector_words import (
    Phase,
    class_line,
    clock_of,
    duty_of,
    masked_name,
    masked_phone,
    may_assign,
    place_of,
    plain_calendar,
    steps_of,
)
from desktop.panels.photo_view import PhotoView
from desktop.theme import load_theme
from gis.events.states import Act, Source, State, Status
from gis.foundation.clock import day_number
from gis.records import HistoryLine, Photo
from tests.desktop.dispatching import RECOMMENDED, county, fits
from tests.small_county import NOW


def event(**changes):
    """The county with row 0 changed: an emergency filed at 13:20, due at 15:20, accepted, not assigned."""
    base = county()
    values = {
        "reported_at": NOW - 72 * 60, "accepted_at": NOW - 68 * 60, "assigned_at": 0, "closed_at": 0, "reply_due": 0,
        "close_due": NOW + 48 * 60, "status": Status.ACCEPTED, "limit_class": 0, "source": Source.RESIDENT,
        "suggested": 0, "unit": -1, "photos": 3, "paused_at": 0, "replied_at": 0,
    } | changes  # fmt: skip
    columns = {}
    for name, value in values.items():
        columns[name] = getattr(base.events, name).copy()
        columns[name][0] = value
    return replace(base, events=replace(base.events, **columns))


def jpeg(width: int, height: int, orientation: int = 1) -> bytes:
    from PIL import Image

    image, out = Image.new("RGB", (width, height), (120, 130, 140)), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


PHOTOS = [Photo(i, False, NOW, 0, 0, jpeg(80, 40, 6 if i == 1 else 1)) for i in range(3)]
HISTORY = [
    HistoryLine(NOW - 72 * 60, Act.REPORT, "张*国", "", ""),
    HistoryLine(NOW - 68 * 60, Act.ACCEPT, "李晓敏", "调度中心", "现场已疏散"),
]


@pytest.fixture
def inspector(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 760)
    made = Inspector(load_theme("day"), window)
    made.setMaximumHeight(736)
    made.keep = window
    window.show()
    made.show()
    return made


def test_persons_are_masked():
    assert masked_name("张建国") == "张*国"
    assert masked_name("李芳") == "李*"
    assert masked_name("欧阳建国") == "欧**国"
    assert masked_name("") == ""
    assert masked_phone("13912341234") == "139****1234"
    assert "建" not in class_line(event(), 0) and "12341234" not in class_line(event(), 0)
    assert class_line(event(), 0) == "突发情况 · 群众上报 · 张*国 139****1234"


def test_the_clock_in_words():
    face = clock_of(event(), 0, State.NEAR, NOW, plain_calendar())
    assert (face.big, face.after) == ("48 分", "后到办结时限 · 今天 15:20")
    assert face.share == pytest.approx(0.6)
    late = clock_of(event(close_due=NOW - 86_400 - 60), 0, State.OVERDUE, NOW, plain_calendar())
    assert late.big == "1 天" and late.after.startswith("已超办结时限") and late.share == 1
    reply = clock_of(event(reply_due=NOW + 1800), 0, State.NEAR, NOW, plain_calendar())
    assert reply.after.startswith("后到回复时限")
    year_end = event(reply_due=NOW + 1800, close_due=NOW + 20 * 86_400, provisional=True)
    short = replace(plain_calendar(), horizon=int(day_number(NOW)))
    assert clock_of(year_end, 0, State.NEAR, NOW, short).after == reply.after, "the reply clock ends on confirmed days"
    short = replace(short, horizon=short.horizon - 1)
    assert clock_of(year_end, 0, State.NEAR, NOW, short).after == f"{reply.after} 暂定"
    paused = clock_of(event(paused_at=NOW - 3 * 86_400), 0, State.PAUSED, NOW, plain_calendar())
    assert paused.big == "3 天" and paused.after.startswith("已暂停")
    assert clock_of(event(close_due=0), 0, State.NORMAL, NOW, plain_calendar()).big == "不限"


def test_five_steps():
    steps = steps_of(event(), 0, NOW)
    assert [(s.word, s.when) for s in steps[:3]] == [("上报", "13:20"), ("受理", "13:24"), ("指派", "进行中")]
    assert [s.phase for s in steps] == [Phase.DONE, Phase.DONE, Phase.CURRENT, Phase.AHEAD, Phase.AHEAD]
    assert steps_of(event(status=Status.RETURNED), 0, NOW)[2].when == "退单"


def test_place_and_duty():
    snapshot = event()
    place = place_of(snapshot, 0)
    assert place.worker == "网格员 李*芳" and len(place.code) == 15 and "网格" in place.words
    duty = duty_of(snapshot, 0)
    assert duty.unit >= 0 and "权责清单 第" in duty.basis and duty.role.startswith("主责")


def test_showing_and_assigning(inspector, qtbot):
    snapshot = event()
    inspector.show_event(0, snapshot, State.NEAR, NOW, HISTORY, PHOTOS, fits(np.array([0]), snapshot))
    assert inspector.footer.primary.text() == "指派给 住建局"
    with qtbot.waitSignal(inspector.assign_requested) as caught:
        qtbot.mouseClick(inspector.footer.primary, Qt.MouseButton.LeftButton)
    assert caught.args == [0]
    with qtbot.waitSignal(inspector.assign_requested):
        qtbot.keyClick(inspector, Qt.Key.Key_Return)
    with qtbot.waitSignal(inspector.locate_requested) as caught:
        inspector.place.click()
    assert caught.args == [0]
    with qtbot.waitSignal(inspector.ledger_requested):
        inspector.clock.link.click()
    with qtbot.waitSignal(inspector.close_requested):
        qtbot.keyClick(inspector, Qt.Key.Key_Escape)


def test_other_units_are_offered_best_first(inspector, qtbot):
    snapshot = event()
    inspector.show_event(0, snapshot, State.NEAR, NOW, (), (), fits(np.array([0]), snapshot))
    inspector.footer.fill_others()
    words = [action.text() for action in inspector.footer.others.actions() if action.text()]
    assert words[0].startswith("农业农村局　推荐") and words[-1] == "其他单位…"
    with qtbot.waitSignal(inspector.assign_requested) as caught:
        inspector.footer.others.actions()[0].trigger()
    assert caught.args == [RECOMMENDED]
    with qtbot.waitSignal(inspector.pick_requested):
        inspector.footer.others.actions()[-1].trigger()


def test_a_closed_event_says_why_it_cannot_be_assigned(inspector, qtbot):
    snapshot = event(status=Status.CLOSED, closed_at=NOW - 3600)
    inspector.show_event(0, snapshot, State.CLOSED, NOW, (), ())
    assert not inspector.footer.primary.isVisible()
    assert inspector.footer.accessibleName() == may_assign(Status.CLOSED)
    with qtbot.assertNotEmitted(inspector.assign_requested):
        inspector.press_primary()


def test_an_assigned_event_offers_another_unit(inspector, qtbot):
    snapshot = event(status=Status.ASSIGNED, unit=0, assigned_at=NOW - 600)
    inspector.show_event(0, snapshot, State.NORMAL, NOW, (), ())
    assert inspector.footer.primary.text() == "改派到其他单位"
    assert "现由 住建局 处置" in inspector.duty.accessibleName()
    with qtbot.waitSignal(inspector.pick_requested):
        inspector.press_primary()


def test_the_clock_ticks_alone(inspector):
    snapshot = event()
    inspector.show_event(0, snapshot, State.NEAR, NOW, (), ())
    inspector.update_clock(NOW + 49 * 60, State.OVERDUE)
    assert inspector.clock.face.after.startswith("已超")
    assert inspector.header.accessibleName().startswith("超期")


def test_history_opens_without_moving_the_head(inspector):
    snapshot = event()
    inspector.show_event(0, snapshot, State.NEAR, NOW, None, None)
    folded = inspector.height()
    inspector.show_event(0, snapshot, State.NEAR, NOW, HISTORY, None)
    assert inspector.height() == folded
    inspector.history.set_open(True)
    assert inspector.history.timeline.isVisible() and inspector.height() > folded
    assert "现场已疏散" in inspector.history.timeline.accessibleName()


def test_of_acts_at_one_instant_the_last_stands_on_top_at_any_width(inspector):
    at_once = [replace(line, at=NOW) for line in HISTORY]
    inspector.show_event(0, event(), State.NEAR, NOW, at_once, None)
    timeline = inspector.history.timeline
    for width in (240, 320):
        timeline.set_text_width(width)
        first, second = timeline.accessibleName().split("；")
        assert "立案" in first and "上报" in second


def test_a_low_map_scrolls_inside(inspector):
    inspector.setMaximumHeight(420)
    inspector.show_event(0, event(), State.NEAR, NOW, HISTORY, PHOTOS)
    assert inspector.height() == 420
    assert inspector.footer.geometry().bottom() <= 420
    assert inspector._scroll.verticalScrollBar().maximum() > 0


def test_photos_are_turned_upright_and_walked_by_keys(inspector, qtbot):
    inspector.show_event(0, event(), State.NEAR, NOW, (), PHOTOS)
    with qtbot.waitSignal(inspector.photo_opened):
        inspector.photos._thumbs[0].click()
    view = inspector.window().findChild(PhotoView)
    qtbot.waitUntil(lambda: (view.image.width(), view.image.height()) == (80, 40))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: (view.image.width(), view.image.height()) == (40, 80))  # EXIF orientation 6
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.index == 2
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_a_photo_is_scaled_about_the_pointer_and_stays_in_sight(inspector, qtbot):
    inspector.show_event(0, event(), State.NEAR, NOW, (), PHOTOS)
    inspector.photos._thumbs[0].click()
    view = inspector.window().findChild(PhotoView)
    qtbot.waitUntil(lambda: not view.image.isNull())
    whole = view._picture_rect()
    held = whole.topLeft() + QPointF(whole.width() * 0.25, whole.height() * 0.5)
    for _ in range(5):
        view.zoom(1.25, held)
    box = view._picture_rect()
    assert box.width() > 2 * whole.width()
    if box.width() > view._room().width():  # else it is held in the middle
        assert (held.x() - box.left()) / box.width() == pytest.approx(0.25, abs=0.02)
    view._shift = QPointF(9e6, -9e6)
    view._hold_in_sight()
    assert view._picture_rect().intersects(view._room())
    view.zoom(0)
    assert view._picture_rect() == whole
    view.close()


def test_a_thumbnail_is_read_small_and_upright():
    small = upright(jpeg(1600, 1200, 6), QSize(118, 72))
    assert small.width() < small.height(), "EXIF orientation 6"
    assert 118 <= small.width() <= 120 and small.height() >= 72


def test_a_damaged_photo_says_so(inspector):
    inspector.show_event(0, event(), State.NEAR, NOW, (), [Photo(1, False, NOW, 0, 0, b"not a picture")])
    assert "读不出来" in inspector.photos._thumbs[0].toolTip()


def test_many_are_summed_up(inspector, qtbot):
    snapshot = county()
    states = np.full(len(snapshot.events), State.NORMAL, np.uint8)
    states[:3] = State.OVERDUE
    rows = np.flatnonzero(snapshot.events.suggested == 2)[:10]
    inspector.show_many(rows, snapshot, states, NOW)
    face = inspector.many.face
    assert face.count == 10 and face.common == 2
    assert sum(n for _, n in face.states) == 10
    assert inspector.footer.primary.text() == "指派给 农业农村局"
    inspector.show_many(np.arange(30), snapshot, states, NOW)
    assert inspector.many.face.common == -1 and inspector.footer.primary.text() == "选择单位"
    assert inspector.row == -1


def test_copying_the_number(inspector, qtbot):
    snapshot = event()
    inspector.show_event(0, snapshot, State.NEAR, NOW, (), ())
    inspector.fill_more()
    copy = next(a for a in inspector.more_menu.actions() if a.text() == "复制编号")
    with qtbot.waitSignal(inspector.copied):
        copy.trigger()
    assert QGuiApplication.clipboard().text() == snapshot.events.number(0)


def test_printing_from_the_menu(inspector, qtbot):
    """Of one event and of several; nothing shown prints nothing."""
    inspector.fill_more()
    assert not [a for a in inspector.more_menu.actions() if a.text().startswith("打印工单")]
    for rows in ([0], [0, 1]):
        if len(rows) == 1:
            inspector.show_event(0, event(), State.NEAR, NOW, (), ())
        else:
            inspector.show_many(np.array(rows), county(30), np.full(30, 3, np.uint8), NOW)
        inspector.fill_more()
        (line,) = [a for a in inspector.more_menu.actions() if a.text().startswith("打印工单")]
        with qtbot.waitSignal(inspector.print_requested):
            line.trigger()


def test_hit_areas_and_names(inspector):
    inspector.show_event(0, event(), State.NEAR, NOW, HISTORY, PHOTOS)
    for button in inspector.findChildren(QAbstractButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= 24, button.accessibleName()
            assert button.accessibleName()
