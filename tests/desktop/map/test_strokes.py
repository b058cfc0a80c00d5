"""Strokes: wide lines in segments look as Qt's own wide paths do; a rehearsal makes everything that a picture needs."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from desktop.map.frame import Frame
from desktop.map.mitres import course_of
from desktop.map.painting import painting
from desktop.map.paths import PathLevels, path_of
from desktop.map.placement import Room
from desktop.map.segments import Segments, paint_points
from desktop.map.strokes import stroke
from desktop.theme import load_theme
from gis.foundation.viewport import Viewport


def bend(degrees: float) -> np.ndarray:
    """Two arms of 60 m that meet at an angle."""
    turn = np.radians(degrees)
    return np.array([(20.0, 60.0), (80.0, 60.0), (80 + 60 * np.cos(turn), 60 + 60 * np.sin(turn))])


def test_gentle_turns_meet_in_a_mitre_and_sharp_ones_in_a_dot():
    gentle = course_of(np.array([0, 3]), bend(20))
    assert gentle.dots.tolist() == [[20, 60], bend(20)[2].tolist()], "only the ends"
    grown = gentle.mitred(5.0)
    assert grown[0, 2] - 80 == pytest.approx(5 * np.tan(np.radians(10)))
    outer = [grown[0, 2:] + (0, -5), grown[1, :2] + 5 * np.array([np.sin(np.radians(20)), -np.cos(np.radians(20))])]
    assert outer[0] == pytest.approx(outer[1]), "the outer edges meet"
    sharp = course_of(np.array([0, 3]), bend(100))
    assert [80, 60] in sharp.dots.tolist() and (sharp.mitred(5.0) == sharp.ends).all()


def test_runs_do_not_join_and_points_upon_each_other_count_once():
    xy = np.array([(0, 0), (10, 0), (10, 0), (20, 0), (20, 5), (30, 5)], float)
    course = course_of(np.array([0, 4, 6]), xy)
    assert course.ends.tolist() == [[0, 0, 10, 0], [10, 0, 20, 0], [20, 5, 30, 5]]
    assert sorted(course.dots.tolist()) == [[0, 0], [20, 0], [20, 5], [30, 5]]
    assert not len(course_of(np.array([0]), np.empty((0, 2))).ends)


@pytest.mark.parametrize("degrees", [0, 8, 20, 45, 100, 170])
@pytest.mark.parametrize("width_px", [11.0, 24.0])
def test_a_wide_line_looks_as_a_round_joined_path(qapp, degrees, width_px):
    offsets, xy = np.array([0, 3]), bend(degrees)
    ours, theirs = (QImage(200, 160, QImage.Format.Format_RGB32) for _ in range(2))
    frame = Frame(Origin(), load_theme("day"), Viewport(100, 80, 1.0, 200, 160), 1.0, lambda: None)
    for image in (ours, theirs):
        image.fill(Qt.GlobalColor.white)
    with painting(ours) as painter:
        stroke(painter, frame, PathLevels(offsets, xy, (0, 0)), QColor("black"), width_px)
    with painting(theirs) as painter:
        frame.to_metres(painter)
        pen = QPen(QColor("black"), width_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(path_of(offsets, xy))
    apart = np.abs(ink(ours) - ink(theirs))
    assert ink(theirs).sum() > 500
    assert apart.sum() < 0.01 * ink(theirs).sum() and apart.max() < 0.6


class Origin:
    """As much of a scene as a frame asks for."""

    origin = (0.0, 0.0)


def ink(image: QImage) -> np.ndarray:
    """Share of black of every pixel."""
    buffer = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return 1 - buffer[..., 0] / 255


def test_segments_and_points_are_read_from_the_array(qapp):
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    Segments(np.array([(2, 5, 10, 5), (2, 8, 10, 8)])).paint(painter)
    paint_points(painter, np.array([(15, 15)]))
    Segments(np.empty((0, 4))).paint(painter)
    paint_points(painter, np.empty((0, 2)))
    painter.end()
    dark = {(x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).lightness() < 100}
    assert dark == {(x, y) for x in range(2, 11) for y in (5, 8)} | {(15, 15)}


def test_many_rectangles_find_room_as_one_after_another_would():
    rng = np.random.default_rng(4)
    x, y, width = rng.uniform(-20, 420, 300), rng.uniform(-20, 320, 300), rng.uniform(5, 80, 300)
    height, offsets = np.full(300, 14.0), ((0, 0), (0, 15), (-12, 0))
    one, many = Room(400, 300), Room(400, 300)
    expected = []
    for at in zip(x.tolist(), y.tolist(), width.tolist(), strict=True):
        tries = (o for o in offsets if one.try_take(at[0] + o[0], at[1] + o[1], at[2], 14.0))
        expected.append(next(tries, None))
    assert many.take_first(x, y, width, height, offsets) == expected
    assert None in expected and len(set(expected)) == 4
