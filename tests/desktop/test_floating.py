"""Cards over the map keep clicks and the wheel to themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QWidget

from desktop.panels.floating import FloatingCard
from desktop.theme import load_theme


class Ground(QWidget):
    def __init__(self):
        super().__init__()
        self.heard = []

    def event(self, event):
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            self.heard.append(event.type())
        return super().event(event)


def test_a_click_on_the_card_does_not_reach_what_lies_below(qtbot):
    ground = Ground()
    qtbot.addWidget(ground)
    ground.resize(400, 300)
    card = FloatingCard(load_theme("day"), ground)
    card.setGeometry(100, 100, 200, 100)
    ground.show()
    card.rise()
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert ground.heard == []
    qtbot.mouseClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert len(ground.heard) == 2
