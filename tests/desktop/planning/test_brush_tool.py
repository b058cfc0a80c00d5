"""The brush puts houses of neighbours on, and with Alt takes them off again before the hand lets go."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from desktop.map.tools.base import Pointer
from desktop.planning.tools.giving import BrushTool
from desktop.planning.tools.hand import ALT
from tests.desktop.planning.test_drawing import PlainViewport

ONE, OTHER = "130529201227001", "130529201227002"
HOUSES = SimpleNamespace(x=np.array([10.0, 120.0, 160.0]), y=np.zeros(3))


@pytest.fixture
def tool() -> BrushTool:
    faces = [SimpleNamespace(code=ONE, houses=np.array([0])), SimpleNamespace(code=OTHER, houses=np.array([1, 2]))]
    state = SimpleNamespace(houses=HOUSES, faces_near=lambda *_: faces, face_at=lambda x, y: ONE if x < 100 else OTHER)
    trial = SimpleNamespace(active=False, houses=[], pointer=None, drawn=None)

    def show(gesture, *_):
        trial.active, trial.houses = True, list(gesture.houses)

    def end() -> None:
        trial.active, trial.houses = False, []

    trial.show, trial.end = show, end
    made: list[list[int]] = []
    session = SimpleNamespace(state=state, do=lambda gesture: made.append(list(gesture.houses)))
    table = SimpleNamespace(
        choice=SimpleNamespace(grids=(), village="130529201227"), session=session, trial=trial, made=made,
        hand_down=lambda down: None,
    )  # fmt: skip
    return BrushTool(SimpleNamespace(viewport=PlainViewport(), update=lambda: None, setCursor=lambda c: None), table)


def at(x: float, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Pointer:
    return Pointer(QPointF(x, 0), QPoint(round(x), 0), Qt.MouseButton.LeftButton, held)


def test_what_was_brushed_is_given_when_the_hand_lets_go(tool) -> None:
    tool.press(at(50))
    for x in (120, 160):
        tool.move(at(x))
    assert tool.table.trial.houses == [1, 2]
    tool.release(at(160))
    assert tool.table.made == [[1, 2]]


def test_alt_takes_houses_off_again(tool) -> None:
    tool.press(at(50))
    for x in (120, 160):
        tool.move(at(x))
    tool.move(at(160, ALT))
    assert tool.table.trial.houses == [1]
    tool.move(at(120, ALT))
    assert not tool.table.trial.active, "nothing is left to be given"
    tool.release(at(120, ALT))
    assert tool.table.made == []
