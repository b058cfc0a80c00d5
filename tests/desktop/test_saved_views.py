"""Saved views: through the settings and back, and their menu."""

from __future__ import annotations

import pytest

from desktop.panels.saved_views import SavedView, SavedViewsMenu, from_json, to_json
from gis.events.query import Filter
from gis.events.states import Source, State, Status

VIEWS = [
    SavedView(
        "张王疃超期",
        Filter(
            states=frozenset({State.OVERDUE}),
            statuses=frozenset({Status.ACCEPTED}),
            sources=frozenset({Source.HOTLINE}),
            units=frozenset({-1, 3}),
            division=17,
            since=1,
            text="机井",
        ),
        {
            "tab": "overdue",
            "sort": ["due", True],
            "columns": {"order": ["state"], "widths": {"place": 90}, "hidden": []},
        },
    ),
    SavedView("全部", Filter()),
]


def test_views_come_back_as_they_were():
    back = from_json(to_json(VIEWS))
    assert back == VIEWS
    assert all(isinstance(s, State) for s in back[0].filter.states)


def test_a_view_of_a_later_version_loses_only_what_is_unknown():
    text = '[{"name": "x", "filter": {"states": [0], "colour": "red"}, "more": 1}]'
    assert from_json(text) == [SavedView("x", Filter(states=frozenset({State.OVERDUE})))]


def test_no_views_and_no_list():
    assert from_json("") == []
    with pytest.raises(ValueError):
        from_json('{"name": 1}')


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
