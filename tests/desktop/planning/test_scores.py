"""Candidates side by side: the best of every row, the one on the map, and what a redrawn village does to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.map.canvas import MapCanvas
from desktop.planning.candidate_card import CandidateCard, CardFace
from desktop.planning.candidate_figures import Scores
from desktop.planning.score_plate import COLUMN_PX, NAME_PX, PAD, ScorePlate
from desktop.theme import load_theme

NOW = Scores(51, 52, 0, 10_700.0, 0.41, 0.55, 59.0)
EQUAL = Scores(51, 52, 437, 9_510.0, 0.48, 0.65, 54.0)
LANES = Scores(43, 59, 421, 9_680.0, 0.83, 0.63, 53.0)


def face(title: str, scores: Scores, current: bool = False) -> CardFace:
    return CardFace(title, (), (), scores.words(), "全部合格", costs=scores.costs(), current=current)


FACES = [face("现行网格", NOW, True), face("候选 A · 最均衡", EQUAL), face("候选 B · 沿路", LANES)]


@pytest.fixture
def plate(qtbot) -> ScorePlate:
    canvas = MapCanvas(load_theme("day"))
    qtbot.addWidget(canvas)
    canvas.resize(900, 600)
    canvas.show()
    made = ScorePlate(canvas)
    yield made
    canvas.shut_down()


def test_the_best_candidate_of_every_row_is_marked_and_the_plan_as_it_stands_is_none(plate) -> None:
    plate.compare(FACES, 1)
    words = [word for word, _ in FACES[0].figures]
    best = {word: plate.best(row) for row, word in enumerate(words)}
    assert best == {"户数": {1}, "改属": {2}, "边界": {1}, "沿路": {2}, "紧凑": {1}, "步行": {2}}


def test_it_stands_on_the_map_only_while_a_candidate_does(plate) -> None:
    assert not plate.isVisible()
    plate.setVisible(True)  # as all plates are when a county comes
    assert not plate.isVisible()
    plate.compare(FACES, 2)
    assert plate.isVisible() and "候选 B · 沿路 户数 43–59" in plate.accessibleName()
    plate.compare([], 0)
    assert not plate.isVisible()


def test_a_candidate_still_being_worked_out_has_no_column_and_a_column_shows_its_own(plate, qtbot) -> None:
    waiting = CardFace("候选 A · 最均衡", told="正在计算…")
    plate.compare([FACES[0], waiting, FACES[2]], 2)
    plate.put(20, 20, plate.size_wanted)
    assert [number for number, _ in plate.columns] == [0, 2]
    at = QPoint(plate.shadow + PAD + NAME_PX + COLUMN_PX + 20, plate.shadow + 30)
    with qtbot.waitSignal(plate.chosen) as said:
        qtbot.mouseClick(plate, Qt.MouseButton.LeftButton, pos=at)
    assert said.args == [2]


def test_a_card_of_borders_that_have_changed_says_so_and_offers_to_work_it_out_anew(qtbot) -> None:
    card = CandidateCard(load_theme("day"), FACES[1])
    qtbot.addWidget(card)
    assert card.link.text() == "采用"
    card.show_face(replace(FACES[1], stale=True))
    assert card.link.text() == "重新计算" and "改动" in card.toolTip()
    assert card._verdict()[0] == "待重算"
