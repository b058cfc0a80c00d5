"""Commands as actions: called without Qt's own argument, greyed with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.actions import Command, Commands


def test_a_call_gets_nothing_of_qts(qtbot):
    owner, heard = QWidget(), []
    qtbot.addWidget(owner)
    commands = Commands(owner, [Command("pick", "指派给…", ("F4",), lambda rows=None: heard.append(rows))])
    commands.actions["pick"].trigger()
    assert heard == [None]


def test_what_cannot_be_done_says_why(qtbot):
    owner, reason = QWidget(), ["先选中事件"]
    qtbot.addWidget(owner)
    commands = Commands(owner, [Command("pick", "指派给…", ("F4",), lambda: None, lambda: reason[0], "事件")])
    action = commands.actions["pick"]
    assert not action.isEnabled() and action.toolTip() == "先选中事件"
    reason[0] = ""
    commands.refresh()
    assert action.isEnabled() and action.toolTip() == "指派给…（F4）"
    assert commands.of_menu("事件") == [action]
