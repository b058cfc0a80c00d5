"""The register form: what it asks for, what it says while one types, and what it writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from desktop.office.register.body import likeliest
from desktop.office.register.form import RegisterForm
from desktop.office.register.page import RegisterPage
from desktop.office.register.placing import Placing
from gis.boundaries.locate import GridLocator
from gis.county.divisions import Level
from gis.deadlines.limits import LimitClass
from gis.events.states import Act, Source, Status
from gis.foundation.columns import TextColumn
from gis.people.roles import Role
from tests.desktop.office.registering import RegisterStandIn
from tests.desktop.office.standing_in import stored
from tests.small_county import NOW, SENTENCES, make_snapshot

WORDS = ["液化气泄漏", "老人敲门无人", "补贴没有到账", "水管破裂积水", "机井线缆裸露", "信号灯不亮", "废水排入沟渠"]


def county_of_texts():
    """The small county, whose closed events have texts of their own kind for every item."""
    base = make_snapshot(700)
    texts = [f"{WORDS[i % 7]}，{SENTENCES[i % 7]}第 {i} 次反映" for i in range(700)]
    item = (np.arange(700) % 7 * 3).astype(np.uint8)
    events = replace(base.events, description=TextColumn.of(texts), item=item, limit_class=base.items.limit_class[item])
    return replace(base, events=events)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> str:
    return stored(county_of_texts(), tmp_path_factory.mktemp("register") / "small.wangge", NOW)


@pytest.fixture
def window(qtbot, county, tmp_path, monkeypatch):
    import shutil

    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("WANGGE_DATA", str(tmp_path / "data"))
    made = RegisterStandIn(str(shutil.copy(county, tmp_path / "county.wangge")), NOW, tmp_path)
    qtbot.addWidget(made)
    yield made
    made.shut()


@pytest.fixture
def form(qtbot, window):
    made = RegisterForm(window)
    qtbot.addWidget(made)
    made.resize(500, 700)
    made.show()
    qtbot.waitUntil(lambda: made.aids.model is not None and made.aids.locator is not None, timeout=20_000)
    yield made
    made.shut_down()


def fill(qtbot, form: RegisterForm, phone: str = "13912345678") -> None:
    """Everything a report needs, in the middle of the second grid of the first village."""
    qtbot.keyClicks(form.body.reporter, "Zhang")
    qtbot.keyClicks(form.body.phone, phone)
    form.body.title.setText("水管破裂")
    form.body.title.textEdited.emit("水管破裂")
    form.body.choose_item(9)
    d = form.bridge.snapshot.divisions
    grid = int(d.rows_of(Level.VILLAGE)[0]) + 2
    form.put_pin(float(d.label_x[grid]), float(d.label_y[grid]))
    form.review_now()


def written(qtbot, form: RegisterForm, press) -> int:
    with qtbot.waitSignal(form.registered, timeout=10_000) as told:
        press()
    return told.args[0]


def test_an_empty_form_says_nothing_is_wrong_until_it_is_sent(qtbot, form):
    assert form.foot.saying() == "" and not any(f.problem for f in form.body.fields.values())
    qtbot.mouseClick(form.foot.both, Qt.MouseButton.LeftButton)
    assert form.foot.saying() == "3 项待改：事项、事由、村居"
    assert form.body.fields["title"].problem == "请写事由"
    assert form.bridge.snapshot.seq == 1  # nothing was written


def test_a_wrong_number_is_said_when_the_field_is_left(qtbot, form):
    qtbot.keyClicks(form.body.phone, "1391234567")
    form.review_now()
    assert form.body.fields["phone"].problem == ""  # still typing
    form.body.title.setFocus()
    form._left_field("phone")
    form.review_now()
    assert form.body.fields["phone"].problem == "差 1 位，应为 11 位"
    qtbot.keyClicks(form.body.phone, "8")
    form.review_now()
    assert form.body.fields["phone"].problem == ""


def test_registering_and_accepting_by_key(qtbot, form):
    fill(qtbot, form)
    assert form.reviewing.faults == {} and form.body.map.words == "位置落在 002 网格内"
    assert form.body.clock.words.to == "农业农村局" or form.body.clock.words.to
    row = written(
        qtbot, form, lambda: qtbot.keyClick(form.body.title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    )
    events = form.bridge.snapshot.events
    assert events.status[row] == Status.ACCEPTED and events.description[row] == "水管破裂"
    assert events.reporter[row] == "Zhang" and events.phone[row] == "13912345678"
    assert form.body.title.text() == "" and form.is_new  # ready for the next call


def test_only_registering_leaves_it_waiting(qtbot, form):
    fill(qtbot, form)
    row = written(qtbot, form, lambda: qtbot.mouseClick(form.foot.only, Qt.MouseButton.LeftButton))
    assert form.bridge.snapshot.events.status[row] == Status.REPORTED


def test_a_pin_near_a_border_asks_which_grid(qtbot, form):
    fill(qtbot, form)
    d = form.bridge.snapshot.divisions
    grid = int(d.rows_of(Level.VILLAGE)[0]) + 2
    form.put_pin(float(d.bounds[grid][0] + 3), float(d.label_y[grid]))
    form.review_now()
    assert form.reviewing.faults == {"grid": "距 001 网格界线 3 米，请确认归哪个网格"}
    hint = form.body.flags.hints[0]
    assert [words for words, _ in hint.actions] == ["002 网格", "001 网格"]
    qtbot.mouseClick(form.body.flags.links[0][1], Qt.MouseButton.LeftButton)
    form.review_now()
    assert form.reviewing.faults == {} and form.body.grid.currentText() == "001"
    row = written(qtbot, form, form.press)
    assert form.bridge.snapshot.events.division[row] == grid - 1
    note = form.bridge.county.history(row)[0].note
    assert "距 001 网格界线 3 米，登记时确认归" in note and "001 网格" in note


def test_the_screening_is_taken_with_one_key_and_says_how_good_it_is(qtbot, form):
    form.body.text.setPlainText("村东水管破裂积水，路面结冰")
    qtbot.waitUntil(lambda: form.advising.found is not None, timeout=5000)
    hints = form.body.screening.hints
    assert hints[0].strong.startswith("初筛 ") and "文中有" in hints[0].words
    if form.aids.measured is not None:
        assert f"首选 {form.aids.measured.items.first:.0%} 正确" in hints[1].words
    qtbot.keyClick(form.body.text, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert form.body.item.key == form.advising.suggested_item()
    assert not any(h.strong.startswith("初筛") for h in form.body.screening.hints)


def test_another_item_than_suggested_is_written_as_a_lesson(qtbot, form):
    fill(qtbot, form)
    form.body.text.setPlainText("村东水管破裂积水，路面结冰")
    qtbot.waitUntil(lambda: form.advising.found is not None, timeout=5000)
    other = (form.advising.suggested_item() + 1) % 22
    form.body.choose_item(other)
    form.review_now()
    row = written(qtbot, form, lambda: form.submitting.submit(accept=False))
    acts = [line.act for line in form.bridge.county.history(row)]
    assert acts == [Act.REPORT, Act.RECLASSIFY]


def test_a_duplicate_is_shown_and_joined(qtbot, form):
    fill(qtbot, form)
    first = written(qtbot, form, form.press)
    fill(qtbot, form)
    qtbot.waitUntil(lambda: bool(form.advising.twins), timeout=5000)
    assert form.advising.twins[0].row == first and "用词 100% 相同" in form.body.twins.hints[0].words
    row = written(qtbot, form, form.advising.merge_first)
    events = form.bridge.snapshot.events
    assert events.status[row] == Status.MERGED and events.reporter[row] == "Zhang"


def test_going_on_as_new_puts_the_duplicates_away(qtbot, form):
    fill(qtbot, form)
    written(qtbot, form, form.press)
    fill(qtbot, form)
    qtbot.waitUntil(lambda: bool(form.body.twins.hints), timeout=5000)
    form.advising.as_new()
    assert form.body.twins.isHidden() and form.is_new


def test_a_village_is_found_by_its_initials(qtbot, form):
    form.body.village.line.setText("xlz")  # a popup needs a real window; the journey types
    form.body.village.settle()
    d = form.bridge.snapshot.divisions
    assert d.short_name[form.body.village.key] == "小留庄"
    form.review_now()
    assert form.reviewing.faults["division"] == "请选网格，或在图上点位置"
    grid = form.body.village.key + 1
    form.body.choose_grid(grid)
    assert form.body.placing.by_label and "可点图改准" in form.body.map.words


def test_what_names_no_village_brings_the_former_back(form):
    d = form.bridge.snapshot.divisions
    village = int(d.rows_of(Level.VILLAGE)[0])
    form.body.village._take(village)
    form.body.village.line.setText("没有的村")
    form.body.village.settle()
    assert form.body.village.key == village and form.body.village.line.text() == d.short_name[village]


def test_an_emergency_changes_the_clock(qtbot, form):
    fill(qtbot, form)
    form.body.choose_item(7)  # class 3 by default
    form.review_now()
    slow = form.body.clock.words
    form.class_menu.choose(LimitClass.EMERGENCY)
    form.review_now()
    assert form.body.clock.words.why == "2 小时" and form.body.clock.words != slow


def test_photos_are_read_off_the_thread_and_flagged(qtbot, form, tmp_path):
    from PIL import Image

    fill(qtbot, form)
    path = tmp_path / "old.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2026:11:10 08:00:00"
    Image.new("RGB", (60, 30)).save(path, exif=exif)
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    form.picturing.add([path, bad])
    qtbot.waitUntil(lambda: len(form.picturing.photos) == 1, timeout=5000)
    form.review_now()
    assert form.body.photos.sayings() == ["拍摄 11-10 08:00", "已按方向转正"]
    assert [h.words for h in form.body.flags.hints] == ["照片摄于上报前 13 天"]
    assert any("bad.jpg" in words for words in form.window_.said)
    row = written(qtbot, form, form.press)
    photos = form.bridge.county.photos(row)
    assert form.bridge.snapshot.events.photos[row] == 1 and len(photos) == 1 and not photos[0].after
    assert "照片摄于上报前 13 天" in form.bridge.county.history(row)[0].note


def test_a_draft_outlives_the_form(qtbot, form, window):
    fill(qtbot, form)
    form.drafting.save_now()
    qtbot.waitUntil(lambda: form.head.words.startswith("草稿"), timeout=5000)
    again = RegisterForm(window)  # as after a crash
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: bool(again.drafting.kept), timeout=5000)
    assert again.head.drafts.text() == "草稿 1 份"
    again.open_draft(again.drafting.kept[0].key)
    assert again.body.title.text() == "水管破裂" and again.body.grid.currentText() == "002"
    assert again.reviewing.faults == {}
    written(qtbot, again, again.press)
    qtbot.waitUntil(lambda: not list(Path(again.drafting.folder().folder).glob("*.json")), timeout=5000)
    again.shut_down()


def test_a_waiting_report_is_classified_and_accepted(qtbot, form):
    events = form.bridge.snapshot.events
    row = int(np.flatnonzero(events.status == Status.REPORTED)[0])
    form.open_row(row)
    assert form.body.reporter.text() == "张*国" and form.body.phone.text() == "139****1234"
    assert form.body.reporter.isReadOnly() and form.reviewing.faults == {}
    form.body.choose_item((int(events.item[row]) + 1) % 22)
    form.review_now()
    assert written(qtbot, form, form.press) == row
    events = form.bridge.snapshot.events
    assert events.status[row] == Status.ACCEPTED and events.reporter[row] == "张建国"


def test_a_report_taken_by_somebody_else_is_let_go(qtbot, form):
    events = form.bridge.snapshot.events
    row = int(np.flatnonzero(events.status == Status.REPORTED)[0])
    form.open_row(row)
    from gis.workflow.accept import accept

    with qtbot.waitSignal(form.left, timeout=5000):
        form.bridge.do(accept(form.bridge.snapshot, np.array([row]), NOW))
    assert form.is_new and any("已由" in words for words in form.window_.said)


def test_a_role_that_does_not_accept_is_offered_registering_only(form):
    form.window_.role = Role.VILLAGE
    form.begin_new(Source.ON_BEHALF)
    assert form.foot.both.text() == "登记" and form.foot.only.isHidden()
    assert not form.may_accept()


def test_the_page_begins_anew_with_f2(qtbot, window):
    page = RegisterPage(window)
    qtbot.addWidget(page)
    assert [c.keys for c in page.commands()] == [("F2",)]
    page.form.body.title.setText("x")
    page.commands()[0].call()
    assert page.form.body.title.text() == ""
    page.shut_down()


def test_the_form_fits_a_pane_of_500_px(form):
    assert form.minimumSizeHint().width() <= 500 and form.body.width() <= 500
    for name in ("source", "phone", "matter", "worker"):
        box = form.body.fields[name]
        assert box.geometry().right() <= form.body.width() - 8, name


def test_placing_without_a_window():
    snapshot = make_snapshot(10)
    d, locator = snapshot.divisions, GridLocator(snapshot.mesh, snapshot.divisions)
    placing, village = Placing(), int(snapshot.divisions.rows_of(Level.VILLAGE)[0])
    assert placing.faults(d) == {"division": "请选村居和网格，或在图上点位置"}
    placing.choose_village(d, village)
    assert placing.grid < 0 and placing.degrees() == (None, None)
    assert not placing.set_pin(d, 0.0, 0.0, locator, 8)
    assert placing.set_pin(d, float(d.label_x[village + 1]), float(d.label_y[village + 1]), locator, 8)
    placing.choose_grid(d, village + 2)  # by hand, though the pin lies in the first
    assert placing.faults(d) == {"grid": "位置在 001 网格，请重新点位置"}
    placing.choose_village(d, village + 5)  # another village: the pin goes
    assert placing.pin is None and placing.grid < 0


def test_the_likeliest_matter_is_that_of_the_words():
    assert likeliest(["邻里纠纷", "宅基地界墙"], "两户因界墙争执") == "宅基地界墙"
    assert likeliest(["邻里纠纷", "宅基地界墙"], "") == "邻里纠纷"
    assert likeliest([], "x") == ""


def test_tab_goes_through_the_fields_as_they_are_read(form):
    body = form.body
    order, widget = [], body.source
    names = {
        id(getattr(body, name)): name
        for name in (
            "source",
            "reporter",
            "phone",
            "item",
            "matter",
            "title",
            "text",
            "village",
            "grid",
            "map",
            "clock",
        )
    }
    for _ in range(80):
        if id(widget) in names:
            order.append(names[id(widget)])
        widget = widget.nextInFocusChain()
        if widget is body.source:
            break
    assert order == list(names.values())


def test_what_is_typed_outlives_an_undo_by_somebody_else(qtbot, form):
    fill(qtbot, form)
    first = written(qtbot, form, form.press)
    fill(qtbot, form)
    form.body.phone.setText("13912345679")
    with qtbot.waitSignal(form.bridge.replaced, timeout=5000):
        form.bridge.undo()  # the first report goes: rows are others now
    assert len(form.bridge.snapshot.events) == first
    assert form.body.title.text() == "水管破裂" and form.body.phone.text() == "13912345679"
    assert form.body.grid.currentText() == "002" and form.body.item.key == 9
    form.review_now()
    assert form.reviewing.faults == {}
    written(qtbot, form, form.press)


def test_a_waiting_report_that_is_taken_back_is_let_go(qtbot, form):
    fill(qtbot, form)
    row = written(qtbot, form, lambda: form.submitting.submit(accept=False))
    form.open_row(row)
    with qtbot.waitSignal(form.left, timeout=5000):
        form.bridge.undo()
    assert form.is_new and "正在看的这件已被撤销。" in form.window_.said


def test_ctrl_enter_works_from_the_description(qtbot, form):
    fill(qtbot, form)
    form.body.text.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    row = written(qtbot, form, lambda: qtbot.keyClick(form.body.text, Qt.Key.Key_Return, control))
    assert form.bridge.snapshot.events.status[row] == Status.ACCEPTED


def test_a_picture_in_the_clipboard_is_pasted_as_a_photo(qtbot, form):
    from PySide6.QtGui import QGuiApplication, QImage

    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0x808080)
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(form.body.title, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [photo.name for photo in form.picturing.photos] == ["剪贴板图片"] and form.body.title.text() == ""
    QGuiApplication.clipboard().setText("文字")
    qtbot.keyClick(form.body.title, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert form.body.title.text() == "文字"


def test_duplicates_are_looked_for_where_only_the_village_is_known(qtbot, form):
    fill(qtbot, form)
    first = written(qtbot, form, form.press)
    form.body.title.setText("水管破裂")
    form.body.title.textEdited.emit("水管破裂")
    form.body.village._take(int(form.bridge.snapshot.divisions.rows_of(Level.VILLAGE)[0]))
    qtbot.waitUntil(lambda: bool(form.advising.twins), timeout=5000)
    assert form.advising.twins[0].row == first


def test_a_failure_of_something_else_does_not_end_the_waiting(qtbot, form):
    from gis.foundation.errors import Refused

    fill(qtbot, form)
    form.press()
    form.bridge.failed.emit(Refused("别的事没有完成。"), None)
    assert form.submitting.waiting
    qtbot.waitUntil(lambda: not form.submitting.waiting, timeout=5000)
    assert form.body.title.text() == ""


def test_a_refusal_leaves_what_is_typed(qtbot, form, monkeypatch):
    from gis.foundation.errors import Refused

    def refuse(*_: object) -> None:
        raise Refused("村干部不能立案，操作没有写入。")

    monkeypatch.setattr(form.bridge.county.door, "refuse_forbidden", refuse)
    fill(qtbot, form)
    form.press()
    qtbot.waitUntil(lambda: not form.submitting.waiting, timeout=5000)
    assert form.body.title.text() == "水管破裂" and form.bridge.snapshot.seq == 1
    assert any("不能立案" in words for words in form.window_.said)


def test_class_and_unit_are_spoken_of_only_where_they_differ():
    from desktop.office.register.advice import screening_hints
    from gis.workflow.report import Report, lead_of
    from gis.workflow.screening.suggest import Guess, Suggestion

    snapshot = make_snapshot(10)
    grid = int(snapshot.divisions.rows_of(Level.GRID)[0])
    one = Report(item=3, division=grid, text="路灯不亮")  # class 3 by itself
    lead = lead_of(snapshot, one)
    why = ("文中有“路灯”",)
    taken: list[LimitClass] = []

    def told(limit: int, unit: int, urgent: float = 0.0, item: int = 3) -> list[str]:
        units = (Guess(unit, snapshot.units.name[unit], 0.8, why),)
        found = Suggestion((Guess(item, "事项04", 0.9, why),), Guess(limit, "公共服务", 0.7, why), urgent, units)
        hints = screening_hints(snapshot, one, found, None, lambda: None, taken.append)
        for hint in hints:
            for _, call in hint.actions:
                call()
        return [hint.strong for hint in hints]

    assert told(3, lead) == []
    assert told(2, lead) == ["时限类别或为公共服务"] and taken == [LimitClass.LIVELIHOOD]
    assert told(3, (lead + 1) % 5) == [f"主办或为 {snapshot.units.name[(lead + 1) % 5]}"]
    assert told(3, lead, urgent=0.7) == ["像是突发情况（70%）"] and taken[-1] is LimitClass.EMERGENCY
    assert told(2, lead, item=5) == ["初筛 事项04"]  # first things first
