"""Large counts stand aside of the hand and of the line under it, and do not jump about."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from desktop.planning.paint.pill_place import Home, PillPlaces, uncrowded
from desktop.planning.paint.tip_place import crossed

ROOM = QRectF(0, 0, 1200, 800)
NONE = np.empty((0, 4))
HOME = QPointF(600, 400)


def test_a_count_stands_at_its_grid_while_nothing_is_there() -> None:
    box = PillPlaces().boxes([Home("008", HOME)], ROOM, QPointF(100, 100), NONE)["008"]
    assert box.center() == HOME


def test_a_count_makes_way_for_the_hand_and_stays_where_it_went() -> None:
    places = PillPlaces()
    aside = places.boxes([Home("008", HOME)], ROOM, QPointF(610, 404), NONE)["008"]
    assert not aside.contains(QPointF(610, 404)), "what is dragged is in sight"
    again = places.boxes([Home("008", HOME)], ROOM, QPointF(612, 440), NONE)["008"]
    assert not again.contains(QPointF(612, 440))
    away = places.boxes([Home("008", HOME)], ROOM, QPointF(100, 100), NONE)["008"]
    assert away == again, "it does not jump back as soon as the hand has passed"
    places.forget()
    assert places.boxes([Home("008", HOME)], ROOM, QPointF(100, 100), NONE)["008"].center() == HOME


def test_counts_stand_neither_on_each_other_nor_on_the_line_that_is_drawn() -> None:
    line = np.array([[600.0, 100.0, 600.0, 700.0]])
    boxes = PillPlaces().boxes([Home("008", HOME), Home("021", QPointF(640, 420))], ROOM, None, line)
    assert not boxes["008"].intersects(boxes["021"])
    assert not any(crossed(box, line) for box in boxes.values())


def test_a_count_stays_whole_in_sight() -> None:
    box = PillPlaces().boxes([Home("008", QPointF(1190, 795))], ROOM, QPointF(1150, 780), NONE)["008"]
    assert ROOM.contains(box)


def test_small_counts_that_would_stand_on_others_are_left_out() -> None:
    at = [("009", QPointF(100, 100)), ("001", QPointF(140, 104)), ("002", QPointF(300, 100))]
    assert uncrowded(at) == {"009", "002"}, "the first named has its room"


def test_small_counts_of_touched_grids_part_too() -> None:
    line = np.array([[600.0, 100.0, 600.0, 700.0]])
    homes = [Home("008", QPointF(580, 400), False), Home("021", QPointF(620, 400), False)]
    boxes = PillPlaces().boxes(homes, ROOM, None, line)
    assert not boxes["008"].intersects(boxes["021"]) and not any(crossed(box, line) for box in boxes.values())
