"""What is painted again when the hand moves."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF

from desktop.planning.repaint import Repaint, is_complex
from gis.boundaries.editing.preview import GridPreview, Preview
from gis.foundation.viewport import Viewport

VIEW = Viewport(500.0, 500.0, 1.0, 1000, 1000)


def grid(code: str, households: int) -> GridPreview:
    return GridPreview(code, households, 50, 90, 1.5, 9e3, 0.6, 0.6, 5 <= households <= 60)


def trial(x: float, first: int, second: int, pointer: tuple[float, float] | None = (500, 500)):
    line = np.array([(100.0, 100.0), (x, 150.0), (100.0, 200.0)])
    before = np.array([(100.0, 100.0), (100.0, 200.0)])
    grids = (grid("a", first), grid("b", second))
    seen = Preview(True, "", "", grids, (), (line,), (before,), "")
    return SimpleNamespace(preview=seen, pointer=QPointF(*pointer) if pointer else None)


def test_the_first_frame_paints_everything_and_the_next_only_what_moved() -> None:
    repaint = Repaint()
    assert repaint.region(trial(140, 50, 50), VIEW, QRectF()) is None
    region = repaint.region(trial(160, 50, 50), VIEW, QRectF())
    assert region is not None and region.contains(QPoint(150, 850)), "the line as it was and as it is"
    assert not region.contains(QPoint(900, 100)), "the rest of the map stays"


def test_a_pill_whose_count_turned_is_painted_again() -> None:
    repaint = Repaint()
    repaint.pills = {"a": QRectF(850, 60, 100, 40), "b": QRectF(850, 900, 100, 40)}
    repaint.region(trial(140, 50, 50), VIEW, QRectF())
    region = repaint.region(trial(150, 49, 50), VIEW, QRectF())
    assert region.contains(QPoint(900, 80)) and not region.contains(QPoint(900, 920))


def test_the_tip_is_painted_again_where_it_stood_and_where_it_will_stand() -> None:
    repaint = Repaint()
    repaint.region(trial(140, 50, 50), VIEW, QRectF(600, 100, 200, 80))
    repaint.tip = QRectF(600, 100, 200, 80)
    region = repaint.region(trial(150, 50, 50), VIEW, QRectF(700, 600, 200, 80))
    assert repaint.kept and region.contains(QPoint(620, 120)) and region.contains(QPoint(720, 620))
    assert not region.contains(QPoint(400, 400))


def test_a_wash_that_turns_its_colour_paints_everything() -> None:
    repaint = Repaint()
    repaint.region(trial(140, 60, 50), VIEW, QRectF())
    assert repaint.region(trial(150, 61, 49), VIEW, QRectF()) is None


def test_what_no_hand_holds_and_ground_cut_anew_paint_everything() -> None:
    repaint = Repaint()
    repaint.region(trial(140, 50, 50), VIEW, QRectF())
    assert repaint.region(trial(150, 50, 50, None), VIEW, QRectF()) is None
    seen = trial(140, 50, 50).preview
    assert not is_complex(seen)
    assert is_complex(Preview(True, "", "", seen.grids, (), seen.ghost * 3, seen.before, ""))
