"""The tip at the pointer: what it says of every touched grid, and where it stands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from desktop.planning.paint.tip import words_of
from desktop.planning.paint.tip_place import TipPlace, crossed
from desktop.planning.paint.tip_table import table_of
from gis.boundaries.editing.preview import GridPreview, Preview

ROOM = QRectF(0, 0, 1000, 700)
SIZE = QSizeF(300, 150)
AT = QPointF(500, 300)


def grid(number: int, households: int, was: int = 50, village: str = "130529201227") -> GridPreview:
    fits = 5 <= households <= 60
    return GridPreview(f"{village}{number:03d}", households, was, 2 * households, 1.25, 24_160, 0.583, 0.6, fits)


def test_every_touched_grid_has_its_five_figures() -> None:
    table = table_of((grid(8, 46), grid(9, 62)), {})
    assert [row.name for row in table.rows] == ["008", "009"]
    assert [row.fits for row in table.rows] == [True, False]
    assert table.rows[0].figures == ("46", "92", "1.2", "2.42", "0.58") and table.more == 0


def test_of_many_grids_those_outside_the_rule_stay_in_sight() -> None:
    table = table_of([*(grid(n, 50 + n) for n in range(1, 8)), grid(9, 70)], {})
    names = [row.name for row in table.rows]
    assert len(table_of([grid(n, 50 + n) for n in range(1, 6)], {}).rows) == 5, "a fifth fits where it would be counted"
    assert "009" in names and len(names) == 4 and names == sorted(names)
    assert (table.more, table.more_misfits) == (4, 0)


def test_grids_of_two_villages_are_told_apart() -> None:
    other = "130529201228"
    names = {"130529201227": "小留庄", other: "大留庄"}
    assert [row.name for row in table_of((grid(8, 46), grid(1, 50, 50, other)), names).rows] == [
        "小留庄 008",
        "大留庄 001",
    ]
    assert [row.name for row in table_of((grid(8, 46),), names).rows] == ["008"]


def test_a_grid_that_goes_has_no_figures_and_a_refusal_none_at_all() -> None:
    seen = Preview(True, "", "", (grid(8, 46), replace(grid(9, 0), retired=True)), (), (), (), "")
    assert [row.name for row in words_of(seen, None).table.rows] == ["008"]
    no = Preview(False, "009 网格会被切断。", "请改画。", (), (), (), (), "")
    assert words_of(no, None).table.rows == () and words_of(no, None).lines == ("009 网格会被切断。", "请改画。")


def test_the_tip_keeps_inside_the_map_and_off_the_pointer() -> None:
    for x in range(5, 1000, 90):
        for y in range(5, 700, 60):
            box = TipPlace().find(SIZE, QPointF(x, y), ROOM)
            assert ROOM.contains(box) and not box.contains(QPointF(x, y)), (x, y)


def test_the_tip_does_not_lie_on_a_plate_a_pill_or_the_stroke() -> None:
    plate, pill = QRectF(0, 380, 480, 200), QRectF(540, 340, 178, 46)
    box = TipPlace().find(SIZE, AT, ROOM, [plate], [pill])
    assert not box.intersects(plate) and not box.intersects(pill)
    stroke = np.array([[500.0, 300.0, 200.0, 420.0]])
    free = TipPlace().find(SIZE, AT, ROOM, strokes=stroke)
    assert crossed(TipPlace().find(SIZE, AT, ROOM), stroke) and not crossed(free, stroke)


def test_the_tip_stays_at_its_corner_while_none_is_better() -> None:
    place = TipPlace()
    stroke = np.array([[500.0, 300.0, 200.0, 420.0]])
    away = place.find(SIZE, AT, ROOM, strokes=stroke)
    assert away.left() > AT.x()
    assert place.find(SIZE, AT, ROOM).topLeft() == away.topLeft(), "it does not jump back as soon as it could"


def test_a_line_through_or_past_a_box() -> None:
    box = QRectF(10, 10, 20, 20)
    assert crossed(box, np.array([[0.0, 20.0, 40.0, 20.0]]))
    assert crossed(box, np.array([[15.0, 15.0, 16.0, 16.0]])), "wholly inside"
    assert not crossed(box, np.array([[0.0, 5.0, 40.0, 5.0], [0.0, 40.0, 5.0, 0.0]]))
    assert not crossed(box, np.array([[0.0, 20.0, 8.0, 20.0]])), "it ends before"
