"""Points of a border under the hand: a press soon after a click drags; only a double click at rest gives a point."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from desktop.planning.pointing import BorderFinder
from desktop.planning.tools.nodes import NodesTool
from gis.boundaries.actions.insert_vertex import InsertVertex
from gis.boundaries.actions.move_vertex import MoveVertex
from tests.desktop.planning.test_drawing import PlainViewport, border, pointer

BORDER = border(1, (0.0, 0.0), (200.0, 0.0))


@pytest.fixture
def tool() -> NodesTool:
    state = SimpleNamespace(arcs={1: BORDER}, nodes={}, face_at=lambda x, y: "130529201227001")
    made: list[object] = []
    trial = SimpleNamespace(active=False, gesture=None)

    def show(gesture, *_):
        trial.gesture = gesture

    def commit() -> bool:
        gesture, trial.gesture = trial.gesture, None
        made.append(gesture)
        return True

    def end() -> None:
        trial.gesture = None

    trial.show, trial.commit, trial.end = show, commit, end
    choice = SimpleNamespace(
        arc=1, vertex=-1, village="130529201227", set_arc=lambda *_: None, set_grids=lambda *_: None
    )
    session = SimpleNamespace(state=state, do=lambda gesture: made.append(gesture) or True)
    table = SimpleNamespace(
        finder=BorderFinder([BORDER]), choice=choice, session=session, trial=trial, magnet=False,
        over=SimpleNamespace(held=-1, hovered=-1), hand_down=lambda down: None, made=made,
    )  # fmt: skip
    canvas = SimpleNamespace(viewport=PlainViewport(), update=lambda: None, setCursor=lambda cursor: None)
    return NodesTool(canvas, table)


def click(tool: NodesTool, x: float, y: float = 0) -> None:
    tool.press(pointer(x, y))
    tool.release(pointer(x, y))


def test_a_double_click_at_rest_gives_the_border_a_point(tool) -> None:
    click(tool, 60)
    tool.double(pointer(60, 0))
    tool.release(pointer(60, 0))
    assert [type(each) for each in tool.table.made] == [InsertVertex]


def test_a_press_soon_after_a_click_drags(tool) -> None:
    click(tool, 100)
    tool.double(pointer(100, 0))
    for y in (5, 20, 40):
        tool.move(pointer(100, y))
    tool.release(pointer(100, 40))
    assert len(tool.table.made) == 1 and tool.table.made[0].at == (100, 40), "one point, where the hand let go"


def test_a_press_soon_after_a_drag_inserts_nothing(tool) -> None:
    tool.press(pointer(100, 0))
    tool.move(pointer(100, 30))
    tool.release(pointer(100, 30))
    tool.double(pointer(100, 0))
    tool.release(pointer(100, 0))
    assert len(tool.table.made) == 1


def test_a_double_click_on_a_point_that_is_there_adds_none(tool) -> None:
    click(tool, 200)
    tool.double(pointer(200, 0))
    tool.release(pointer(200, 0))
    assert tool.table.made == []
    tool.press(pointer(200, 0))
    tool.move(pointer(210, 20))
    assert isinstance(tool.table.trial.gesture, MoveVertex)


def test_escape_between_the_clicks_forgets_the_first(tool) -> None:
    click(tool, 60)
    tool.cancel()
    tool.double(pointer(60, 0))
    tool.release(pointer(60, 0))
    assert tool.table.made == []


def test_the_second_press_is_a_stroke(tool) -> None:
    tool.double(pointer(60, 0))
    assert tool.active
