"""The import panel: what it finds, files, asks, mends, and keeps for the next time."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt

from desktop.office.intake.importing import Importing
from desktop.office.intake.panel import IntakePanel
from desktop.office.intake.rows import briefly
from gis.events.states import Source, Status
from gis.intake.complaints import Trouble
from tests.desktop.office.registering import RegisterStandIn
from tests.desktop.office.standing_in import stored
from tests.gis.intake.arriving import HEADINGS, rows_in_villages, write_csv
from tests.small_county import NOW, make_snapshot

TIME, PHONE, LON, LAT = 0, 9, 4, 5
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> str:
    return stored(make_snapshot(60), tmp_path_factory.mktemp("intake") / "small.wangge", NOW)


@pytest.fixture
def window(qtbot, county, tmp_path, monkeypatch):
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("WANGGE_DATA", str(tmp_path / "data"))
    made = RegisterStandIn(str(shutil.copy(county, tmp_path / "county.wangge")), NOW, tmp_path)
    qtbot.addWidget(made)
    yield made
    made.shut()


@pytest.fixture
def panel(qtbot, window):
    made = IntakePanel(window)
    qtbot.addWidget(made)
    made.resize(456, 720)
    made.show()
    return made


def rows():
    """24 rows: a day number, two telephones too short, one swapped."""
    made = rows_in_villages(make_snapshot(10), 24)
    made[2][TIME] = "46344.36"
    made[5][PHONE], made[6][PHONE] = "1391234567", "139123456"
    made[8][LON], made[8][LAT] = made[8][LAT], made[8][LON]
    return made


def wait(qtbot, panel) -> None:
    qtbot.waitUntil(lambda: not panel.importing.busy, timeout=10_000)


def read(qtbot, panel, path) -> None:
    panel.read(path)
    wait(qtbot, panel)


@pytest.fixture
def loaded(qtbot, panel, tmp_path):
    """A file read, nothing filed yet."""
    read(qtbot, panel, write_csv(tmp_path / "十一月.csv", rows(), encoding="gb18030"))
    return panel


def test_a_file_is_read_and_nothing_is_written_until_it_is_said(loaded):
    assert loaded.summary.sayings()[:2] == ["可入库 20", "待修复 4"]
    assert loaded.primary.text() == "入库 20 行" and loaded.bridge.snapshot.seq == 1
    kinds = [(e.kind, e.trouble) for e in loaded.rows.rows.entries if e.kind == "group"]
    assert kinds == [("group", Trouble.TIME), ("group", Trouble.SWAPPED), ("group", Trouble.PHONE)]


def test_good_rows_come_in_by_one_journal_row(qtbot, loaded):
    before = len(loaded.bridge.snapshot.events)
    qtbot.mouseClick(loaded.primary, LEFT)
    wait(qtbot, loaded)
    events = loaded.bridge.snapshot.events
    assert loaded.bridge.snapshot.seq == 2 and len(events) == before + 20
    assert (events.status[before:] == Status.REPORTED).all()
    assert loaded.summary.sayings()[:2] == ["已入库 20", "待修复 4"]
    assert loaded.primary.text() == "重试" and loaded.primary.toolTip() == "先改好至少一行"


def test_suggestions_are_taken_by_group_and_one_by_one_and_tried(qtbot, loaded):
    loaded.press()
    wait(qtbot, loaded)
    view = loaded.rows
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.group_point(Trouble.SWAPPED))
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.link_point(4))
    assert [r.number for r in loaded.importing.batch.ready] == [4, 10]
    assert loaded.primary.text() == "重试 2 行" and loaded.primary.isEnabled()
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.link_point(4))  # 撤回
    assert [r.number for r in loaded.importing.batch.ready] == [10]
    loaded.press()
    wait(qtbot, loaded)
    assert loaded.summary.sayings()[:2] == ["已入库 21", "待修复 3"] and loaded.bridge.snapshot.seq == 3


def test_a_row_is_mended_by_hand(qtbot, loaded):
    loaded.press()
    wait(qtbot, loaded)
    loaded.open_row(7)
    editor = loaded.editor
    assert loaded.stack.currentWidget() is editor
    assert editor.fields["phone"].problem == "电话差 1 位，应为 11 位"
    editor.lines["phone"].setText("13912345678")
    qtbot.keyClick(editor.lines["phone"], Qt.Key.Key_Return)
    assert loaded.stack.currentWidget() is loaded.listing
    loaded.press()
    wait(qtbot, loaded)
    events = loaded.bridge.snapshot.events
    assert events.phone[len(events) - 1] == "13912345678" and loaded.importing.batch.filed == 21


def test_a_row_that_is_still_wrong_stays_with_its_new_reason(qtbot, loaded):
    loaded.press()
    wait(qtbot, loaded)
    loaded._save(7, {"phone": "12912345678"})
    loaded.press()
    wait(qtbot, loaded)
    row = next(r for r in loaded.importing.batch.bad if r.number == 7)
    assert "13 至 19" in row.first.reason
    assert loaded.window_.said[-1] == "改过的行仍有问题，原因已更新。"


def test_when_all_is_mended_it_is_done(qtbot, loaded):
    for trouble in (Trouble.TIME, Trouble.SWAPPED):
        loaded._take_all(trouble)
    for number in (7, 8):
        loaded._drop(number)
    assert loaded.importing.batch.dropped == (7, 8)
    loaded.press()  # files the good ones
    wait(qtbot, loaded)
    loaded.press()  # then the mended ones
    wait(qtbot, loaded)
    assert loaded.primary.text() == "完成" and loaded.importing.batch.bad == ()
    loaded.press()
    assert loaded.stack.currentWidget() is loaded.start


def test_kept_rows_are_listed_the_next_time(qtbot, loaded, window):
    loaded.press()
    wait(qtbot, loaded)
    loaded._take_all(Trouble.TIME)
    qtbot.waitUntil(lambda: window.jobs.idle, timeout=5000)
    again = IntakePanel(window)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: bool(again.importing.kept), timeout=5000)
    assert again.start.list.hints[0].strong == "十一月.csv" and again.count() == 4
    again.start.opened.emit(again.importing.kept[0].key)
    assert [r.number for r in again.importing.batch.ready] == [4] and again.importing.batch.filed == 20
    again.press()
    wait(qtbot, again)
    assert again.importing.batch.filed == 21


def test_a_file_put_back_before_filing_leaves_nothing(qtbot, loaded, window):
    loaded.importing.let_go()
    qtbot.waitUntil(lambda: window.jobs.idle, timeout=5000)
    assert loaded.importing.kept == [] and loaded.bridge.snapshot.seq == 1


def test_the_datum_is_asked_when_it_cannot_be_told(qtbot, panel, tmp_path):
    nameless = [[*row[:6], "", "", *row[8:]] for row in rows_in_villages(make_snapshot(10), 12)]
    read(qtbot, panel, write_csv(tmp_path / "无村名.csv", nameless))
    strip = panel.start.question
    assert strip.hints[0].strong == "无村名.csv 的坐标是哪个坐标系？"
    assert [words for words, _ in strip.hints[0].actions] == ["WGS 84 / CGCS2000", "GCJ-02", "BD-09"]
    qtbot.mouseClick(strip.links[0][0], LEFT)
    wait(qtbot, panel)
    assert len(panel.importing.placed) == 12 and "按指定的" in panel.importing.batch.datum_evidence


def test_the_source_is_asked_when_no_column_has_it(qtbot, panel, tmp_path):
    cut = [row[:3] + row[4:] for row in rows_in_villages(make_snapshot(10), 12)]
    read(qtbot, panel, write_csv(tmp_path / "无来源.csv", cut, HEADINGS[:3] + HEADINGS[4:]))
    assert panel.start.question.hints[0].strong == "无来源.csv 没有“来源”列"
    panel.questions.sources.actions()[int(Source.PHONE)].trigger()
    wait(qtbot, panel)
    assert {one.draft.source for one in panel.importing.placed} == {Source.PHONE}


def test_a_file_that_cannot_be_used_is_told_without_options_of_the_command_line(qtbot, panel, tmp_path):
    (tmp_path / "a.csv").write_text("姓名,电话\n张三,1\n", "utf-8")
    read(qtbot, panel, tmp_path / "a.csv")
    assert "缺少列" in panel.window_.said[-1] and "--" not in panel.window_.said[-1]
    assert panel.stack.currentWidget() is panel.start


def test_reading_can_be_cancelled(qtbot, panel, tmp_path, monkeypatch):
    path = write_csv(tmp_path / "long.csv", rows())
    started = Importing._progress

    def slow(self, share, words):
        self.cancel()  # as if the hand were quick
        started(self, share, words)

    monkeypatch.setattr(Importing, "_progress", slow)
    read(qtbot, panel, path)
    assert panel.importing.batch is None and panel.bridge.snapshot.seq == 1
    assert panel.window_.said == []


def test_bad_rows_are_exported(qtbot, loaded, tmp_path):
    loaded.importing.export(tmp_path / "out.csv")
    qtbot.waitUntil(lambda: (tmp_path / "out.csv").exists() and bool(loaded.window_.said), timeout=5000)
    assert loaded.window_.said[-1] == "已导出 4 行到 out.csv，改好后可再导入。"
    assert "待修复原因" in (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[0]


def test_keys_walk_and_act(qtbot, loaded):
    view = loaded.rows
    view.setCurrentIndex(view.rows.index(1))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert [r.number for r in loaded.importing.batch.ready] == [4]
    view.setCurrentIndex(view.rows.index(1))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert loaded.editor.row.number == 4
    loaded._close_row()
    view.setCurrentIndex(view.rows.index(1))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert loaded.importing.batch.dropped == (4,)


def test_in_a_wide_place_the_row_stands_beside_the_list(qtbot, loaded):
    loaded.resize(1300, 700)
    loaded.open_row(7)
    assert loaded.stack.currentWidget() is loaded.listing and loaded.editor.isVisible()
    assert loaded.editor.row.number == 7 and loaded.editor.back.isHidden()
    loaded.resize(456, 700)
    assert not loaded.editor.isVisible()


def test_telephones_are_masked_in_the_list(loaded):
    from desktop.office.intake.rows import row_text

    row = next(r for r in loaded.importing.batch.bad if r.number == 7)
    assert row_text(row) == "139****4567"


def test_reasons_are_brief_in_the_list():
    assert briefly("本县没有“小刘庄”这个村，是不是“刘庄”？") == "本县没有这个村"
    assert briefly("看不懂的上报时间“昨天”") == "看不懂的上报时间"


def test_an_undone_import_is_no_longer_counted_and_a_redo_is(qtbot, loaded):
    loaded.press()
    wait(qtbot, loaded)
    assert loaded.importing.batch.filed == 20
    loaded.bridge.undo()
    qtbot.waitUntil(lambda: loaded.importing.batch.filed == 0, timeout=5000)
    assert loaded.summary.sayings()[0] == "已入库 0"
    qtbot.waitUntil(lambda: bool(loaded.bridge.county.redo_words()), timeout=5000)
    loaded.bridge.redo()
    qtbot.waitUntil(lambda: loaded.importing.batch.filed == 20, timeout=5000)


def test_throwing_away_is_asked_first(qtbot, loaded, window):
    from PySide6.QtWidgets import QMessageBox

    loaded.press()
    wait(qtbot, loaded)
    loaded.importing.let_go()
    qtbot.waitUntil(lambda: bool(loaded.start.list.hints), timeout=5000)
    key = loaded.importing.kept[0].key
    loaded.throw_away(key)
    box = loaded.findChild(QMessageBox, "import-throw")
    assert "4 行" in box.text()
    throw = next(b for b in box.buttons() if b.text() == "扔掉")
    throw.click()
    qtbot.waitUntil(lambda: not loaded.importing.kept, timeout=5000)


def test_beside_a_form_the_panel_has_no_primary_button(loaded):
    from desktop.panels.card_button import ButtonKind

    assert loaded.primary._kind is ButtonKind.PLAIN
    loaded.resize(1300, 700)
    assert loaded.primary._kind is ButtonKind.PRIMARY
