"""Lines drawn by hand: what is shown while the hand moves is what is made, and on which border a line begins."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from desktop.map.tools.base import Pointer
from desktop.planning.pointing import BorderFinder
from desktop.planning.tools.cutting import RedrawTool
from gis.boundaries.editing.parts import Arc

NODE = (100.0, 0.0)  # where three borders meet
WEST, EAST, SOUTH = 1, 2, 3


def border(number: int, *points: tuple[float, float]) -> Arc:
    return Arc(number, np.array(points), "130529201227001", "130529201227002")


class PlainViewport:
    """One metre a pixel, y downwards on both sides."""

    m_per_px = 1.0

    @staticmethod
    def to_screen(x, y):
        return x, y

    to_map = to_screen


@pytest.fixture
def tool() -> RedrawTool:
    arcs = [border(WEST, (0, 0), NODE), border(EAST, NODE, (200, 0)), border(SOUTH, NODE, (100, 200))]
    table = SimpleNamespace(
        finder=BorderFinder(arcs),
        choice=SimpleNamespace(arc=0),
        session=SimpleNamespace(state=None, do=lambda gesture: table.made.append(gesture)),
        trial=SimpleNamespace(
            show=lambda gesture, *_: table.shown.append(gesture),
            end=lambda: None,
            active=False,
            preview=None,
            drawn=None,
        ),
        hand_down=lambda down: None,
        shown=[],
        made=[],
    )
    canvas = SimpleNamespace(viewport=PlainViewport(), update=lambda: None, setCursor=lambda cursor: None, table=table)
    return RedrawTool(canvas, table)


def pointer(x: float, y: float) -> Pointer:
    return Pointer(QPointF(x, y), QPoint(round(x), round(y)), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def test_a_line_from_a_corner_redraws_the_border_it_also_ends_on(tool) -> None:
    assert tool.gesture([NODE, (60, 40), (100, 120)]).arc == SOUTH
    assert tool.gesture([NODE, (150, 40), (190, 2)]).arc == EAST


def test_the_chosen_border_has_the_first_claim_at_a_corner(tool) -> None:
    tool.table.choice.arc = SOUTH
    assert tool.gesture([NODE, (60, 40)]).arc == SOUTH
    assert tool.gesture([(20, 1), (60, 40)]).arc == WEST, "a line that begins elsewhere is not about the chosen one"
    assert tool.gesture([(60, 90), (60, 140)]).arc == SOUTH, "a line that begins on none is about the chosen one"


def test_what_was_shown_last_is_what_is_made(tool, monkeypatch) -> None:
    def drawn_to_tens(at, but=frozenset()):
        return (round(at.at.x(), -1), round(at.at.y(), -1)), None

    monkeypatch.setattr(tool, "snapped", drawn_to_tens)
    tool._start = QPointF(100, 20)
    tool.begin(pointer(100, 20))
    for x, y in ((80, 24), (62, 38), (60, 70), (76, 96), (97, 104)):
        tool.drag(pointer(x, y))
    tool.finish(pointer(97, 104))
    assert list(tool.table.made[0].line) == list(tool.table.shown[-1].line)
    assert tool.table.made[0].line[-1] == (100, 100), "the end is where the hand was drawn to"


def test_a_key_that_goes_down_under_a_resting_hand_counts_at_once() -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    from desktop.planning.handling import Handling
    from desktop.planning.tools.hand import Hand

    held = []
    hand = Hand.__new__(Hand)
    hand.rethink = held.append
    handling = SimpleNamespace(canvas=SimpleNamespace(tool=hand))
    none, alt = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
    for kind, before in ((QEvent.Type.KeyPress, none), (QEvent.Type.KeyRelease, alt)):
        Handling.modifier(handling, QKeyEvent(kind, Qt.Key.Key_Alt, before))
    Handling.modifier(handling, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, none))
    assert held == [alt, none]
