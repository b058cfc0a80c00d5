"""Base maps: the list and what is in use, the dialog, settings of other days."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QRadioButton, QWidget

from desktop.basemaps import BaseMap, BaseMaps, from_json, to_json
from desktop.dialogs.base_map import BaseMapDialog
from desktop.jobs import Jobs
from desktop.key_file import KeyFile
from desktop.theme import load_theme


class FakeCanvas(QObject):
    """What the keeper needs of the map."""

    changed = Signal()

    def __init__(self):
        super().__init__()
        self.tiles, self.shown, self.visible = self, None, {}

    def arrived(self, *_):
        pass

    def set_tiles(self, source):
        self.shown = source

    def set_layer_visible(self, name, shown):
        self.visible[name] = shown


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def pack(tmp_path):
    """A tile pack of one red tile."""
    path = tmp_path / "巨鹿影像.mbtiles"
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(tmp_path / "t.png"))
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        database.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
        database.execute("INSERT INTO metadata VALUES ('attribution', '测绘院')")
        database.execute("INSERT INTO tiles VALUES (0, 0, 0, ?)", ((tmp_path / "t.png").read_bytes(),))
    database.close()
    return path


@pytest.fixture
def maps(tmp_path, qtbot):
    jobs = Jobs()
    settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    made = BaseMaps(settings, jobs, FakeCanvas())
    yield made
    jobs.close()
    made.close()


def wait_changed(qtbot, maps, act):
    with qtbot.waitSignal(maps.changed, timeout=5000):
        act()


def test_a_pack_comes_into_list_and_use_and_is_there_the_next_day(qtbot, maps, pack, tmp_path):
    wait_changed(qtbot, maps, lambda: maps.add(BaseMap("影像", str(pack))))
    assert maps._canvas.shown is maps.source and maps.source.attribution == "测绘院"
    assert maps._canvas.visible == {"raster": True}
    maps._settings.sync()
    again = BaseMaps(QSettings(maps._settings.fileName(), QSettings.Format.IniFormat), maps._jobs, FakeCanvas())
    wait_changed(qtbot, again, again.restore)
    assert again.current == BaseMap("影像", str(pack)) and again._canvas.shown is not None
    again.close()


def test_what_cannot_be_opened_enters_neither_list_nor_use(qtbot, maps, tmp_path):
    with qtbot.waitSignal(maps.failed, timeout=5000) as caught:
        maps.add(BaseMap("没有", str(tmp_path / "没有.mbtiles")))
    assert "找不到底图文件" in str(caught.args[1])
    assert maps.list == [] and maps.current is None


def test_names_are_kept_apart_and_none_lets_go(qtbot, maps, pack):
    wait_changed(qtbot, maps, lambda: maps.add(BaseMap("影像", str(pack))))
    wait_changed(qtbot, maps, lambda: maps.add(BaseMap("影像", str(pack))))
    assert [base.name for base in maps.list] == ["影像", "影像 2"]
    wait_changed(qtbot, maps, lambda: maps.remove(maps.list[1]))
    assert maps.current is None and maps._canvas.shown is None and len(maps.list) == 1


def test_a_broken_settings_line_is_an_empty_list():
    assert from_json("{") == from_json('"x"') == from_json('[{"name": "a"}, 3]') == []
    base = BaseMap("天地图", "tianditu:vec", "秘", "天地图")
    assert from_json(to_json([base])) == [replace(base, key="")] and "秘" not in to_json([base])
    assert not base.local and BaseMap("a", "C:/x.mbtiles").local


def test_a_key_lies_in_a_file_that_only_its_owner_reads(qtbot, maps, tmp_path):
    base = BaseMap("天地图", "http://a.example/{z}/{x}/{y}.png?tk={key}", "0123abcd")
    wait_changed(qtbot, maps, lambda: maps.add(base))
    maps._settings.sync()
    assert "0123abcd" not in (tmp_path / "desk.ini").read_text("utf-8")
    keys = tmp_path / "keys.json"
    assert keys.stat().st_mode & 0o777 == 0o600 and not list(tmp_path.glob("*.part"))
    keys.chmod(0o644)
    again = BaseMaps(QSettings(maps._settings.fileName(), QSettings.Format.IniFormat), maps._jobs, FakeCanvas())
    assert again.list == [base] and keys.stat().st_mode & 0o777 == 0o600
    again.remove(base)
    assert "0123abcd" not in keys.read_text("utf-8")


def test_a_key_of_an_older_settings_file_moves_out_of_it(qtbot, tmp_path):
    settings = QSettings(str(tmp_path / "old.ini"), QSettings.Format.IniFormat)
    settings.setValue("map/bases", '[{"name": "甲", "address": "tianditu:vec", "key": "secret1"}]')
    maps = BaseMaps(settings, Jobs(), FakeCanvas())
    settings.sync()
    assert maps.list[0].key == "secret1" and "secret1" not in (tmp_path / "old.ini").read_text("utf-8")
    assert KeyFile(tmp_path / "keys.json").get("甲") == "secret1"


def test_a_broken_key_file_is_an_empty_one(tmp_path):
    (tmp_path / "keys.json").write_text("{")
    assert KeyFile(tmp_path / "keys.json").get("甲") == ""
    (tmp_path / "keys.json").write_text("[1]")
    assert KeyFile(tmp_path / "keys.json").get("甲") == ""


@pytest.fixture
def dialog(qtbot, maps):
    window = QWidget()
    qtbot.addWidget(window)
    window.theme, window.base_maps = load_theme("day"), maps
    made = BaseMapDialog(window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    yield made
    window.close()  # the fixture holds the parent as long as the test needs the child


def choices(dialog):
    return [b for b in dialog.findChildren(QRadioButton) if b.isVisible()]


def test_the_dialog_lists_marks_and_says_how_the_chosen_one_fares(qtbot, dialog, maps, pack):
    assert [(b.text(), b.isChecked()) for b in choices(dialog)] == [("不用底图", True)]
    assert dialog._status.text() == "当前不用底图。"
    wait_changed(qtbot, maps, lambda: dialog._add(BaseMap("影像", str(pack))))
    qtbot.waitUntil(lambda: len(choices(dialog)) == 2)
    assert [(b.text(), b.isChecked()) for b in choices(dialog)] == [("不用底图", False), ("影像", True)]
    assert dialog._status.text() == "正在使用：影像 · 级别 0–0 · 测绘院"
    wait_changed(qtbot, maps, lambda: qtbot.mouseClick(choices(dialog)[0], Qt.MouseButton.LeftButton))
    assert maps.current is None


def test_the_form_says_what_is_missing_and_what_is_wrong(qtbot, dialog, maps):
    dialog._show_form(True)
    form = dialog.form
    assert not form.add.isEnabled() and "http" in form.add.toolTip()
    form.kind.setCurrentIndex(1)
    assert not form.address.isEnabled() and form.add.toolTip() == "先填写密钥"
    form.kind.setCurrentIndex(0)
    form.address.setText("http://a.example/tiles/x.png")
    with qtbot.waitSignal(maps.failed, timeout=5000):
        form.add.click()
    assert "看不出这个底图地址的类型" in form.trouble.text() and form.isVisible()
    form.address.setText("http://a.example/{z}/{x}/{y}.png")
    wait_changed(qtbot, maps, form.add.click)
    assert not form.isVisible() and maps.current.name == "a.example"
