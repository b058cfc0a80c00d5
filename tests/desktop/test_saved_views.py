"""Saved views: their menu."""

from __future__ import annotations

from desktop.panels.saved_views import SavedViewsMenu
from gis.events.query import Filter
from gis.workspace.saved_views import SavedView

VIEWS = [SavedView("张王疃超期", Filter(division=17)), SavedView("全部", Filter())]


def test_menu_chooses_saves_and_removes(qtbot):
    menu = SavedViewsMenu()
    qtbot.addWidget(menu)
    assert not menu.actions()[0].isEnabled()
    menu.set_views(VIEWS)
    heard: list[object] = []
    menu.chosen.connect(heard.append)
    menu.saved.connect(heard.append)
    menu.removed.connect(heard.append)
    menu.actions()[1].trigger()
    asked = menu.ask_name()
    asked.setTextValue(" 我的 ")
    asked.accept()
    remove = menu.actions()[-1].menu()
    assert remove is not None
    remove.actions()[0].trigger()
    assert heard == [VIEWS[1], "我的", "张王疃超期"]
