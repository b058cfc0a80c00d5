"""划分候选: ways to divide the village side by side under the map, and the plan as it stands beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QInputDialog, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.sections import QuietMenuButton
from desktop.panels.text_runs import Run, fitted, paint_runs, runs_width
from desktop.planning.candidate_card import CandidateCard, CardFace
from desktop.theme import Theme, pixel_font
from gis.boundaries.editing.preview import LEAST, MOST
from gis.boundaries.editing.state import LAST_SERIAL

HEAD_PX = 38
SIDE_PX, GAP_PX = 16, 12
LEAST_CARD_PX = 380


class StripHead(QWidget):
    """划分候选 上限 60 · 种子 17, the number of grids, 重新计算."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.note = theme, ""
        self.setFixedHeight(HEAD_PX)
        self.number = QuietMenuButton(theme, "网格数：与现行相同", self)
        self.number.setObjectName("partition-number")
        self.number.setToolTip("要把村划成几个网格")
        self.again = CardButton(theme, ButtonKind.PLAIN, "重新计算", self)
        self.again.setObjectName("partition-again")
        self.again.setFixedHeight(28)
        self.every = CardButton(theme, ButtonKind.PLAIN, "全县各村…", self)
        self.every.setObjectName("partition-every")
        self.every.setFixedHeight(28)
        self.every.setToolTip("把全县各村都算一遍，看哪些村该调整")
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE_PX, 6, SIDE_PX, 4)
        row.setSpacing(8)
        row.addStretch(1)
        for part in (self.number, self.every, self.again):
            row.addWidget(part)

    def set_note(self, note: str) -> None:
        self.note = note
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.number, self.again, self.every):
            part.set_theme(theme)
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        middle = self.height() / 2 + 1
        head = Run("划分候选", pixel_font(13, 600), ui["text"])
        paint_runs(painter, SIDE_PX, middle, [head])
        left = SIDE_PX + runs_width([head]) + 10
        note = fitted(Run(self.note, pixel_font(12), ui["text_secondary"]), self.number.x() - left - 8)
        paint_runs(painter, left, middle, [note])
        painter.end()


class Across(QScrollArea):
    """Scrolled across by a common wheel too, which has no other use here."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()


class Strip(QWidget):
    """`shown(i)` and `taken(i)` for a candidate; `number_chosen` is "today", "auto" or a number."""

    shown = Signal(int)
    taken = Signal(int)
    number_chosen = Signal(str)
    stopped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planning-strip")
        self.setAutoFillBackground(True)
        self.theme = theme
        self.head = StripHead(theme)
        self.cards: list[CandidateCard] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        self._row.setSpacing(GAP_PX)
        self._row.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._row)
        self.across = Across()
        self.across.setWidgetResizable(True)
        self.across.setFrameShape(QFrame.Shape.NoFrame)
        self.across.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.across.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.across.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.across, 1)
        self.setFixedHeight(196)
        self._menu = QMenu(self)
        self._choices = QActionGroup(self)
        self.head.number.setMenu(self._menu)

    def offer_numbers(self, today: int, fewest: int, most: int, chosen: str) -> None:
        """The numbers of grids to choose from; the menu is made anew. fewest, most: what the rule allows."""
        self._menu.clear()
        words = [("today", f"与现行相同（{today}）"), ("auto", f"规则允许的最少（{fewest}）")]
        words += [(str(n), str(n)) for n in range(max(fewest, today - 4), today + 5) if n not in (today, fewest)]
        for key, word in words:
            action = QAction(word, self._menu, checkable=True, checked=key == chosen)
            action.triggered.connect(lambda _=False, k=key: self.number_chosen.emit(k))
            self._choices.addAction(action)
            self._menu.addAction(action)
        self._menu.addSeparator()
        other = self._menu.addAction("别的数目…")
        other.triggered.connect(lambda: self._ask_number(today, fewest, most))
        named = dict(words).get(chosen, chosen)
        self.head.number.setText(f"网格数：{named}")
        self.head.number.updateGeometry()

    def _ask_number(self, today: int, fewest: int, most: int) -> None:
        """Any number; one that the rule does not allow is answered by the candidates with their reason."""
        asked = QInputDialog(self.window())
        asked.setObjectName("grid-number")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setWindowTitle("网格数")
        asked.setLabelText(f"要把村划成几个网格？按每格 {LEAST}–{MOST} 户，可以是 {fewest} 到 {most} 个。")
        asked.setInputMode(QInputDialog.InputMode.IntInput)
        asked.setIntRange(1, LAST_SERIAL)
        asked.setIntValue(today)
        asked.setOkButtonText("计算候选")
        asked.setCancelButtonText("取消")
        asked.intValueSelected.connect(lambda number: self.number_chosen.emit(str(number)))
        asked.open()

    def set_faces(self, faces: list[CardFace]) -> None:
        """One card a face; cards that are there are used again."""
        while len(self.cards) > len(faces):
            card = self.cards.pop()
            self._row.removeWidget(card)
            card.deleteLater()
        for number, face in enumerate(faces):
            if number < len(self.cards):
                if self.cards[number].face is not face:
                    self.cards[number].show_face(face)
                continue
            card = CandidateCard(self.theme, face)
            card.setObjectName(f"candidate-{number}")
            card.setFixedSize(self._card_px(), 145)
            card.clicked.connect(lambda _=False, n=number: self.shown.emit(n))
            card.taken.connect(lambda n=number: self.taken.emit(n))
            self._row.insertWidget(self._row.count() - 1, card)
            self.cards.append(card)
        self._fit_cards()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the candidate on the map away, though the keyboard is here."""
        if event.key() == Qt.Key.Key_Escape:
            self.shown.emit(0)
        else:
            super().keyPressEvent(event)

    def _card_px(self) -> int:
        """As many cards as there are fill the strip, if they fit; a narrow one shows two and a part of the next."""
        room = self.width() - 2 * SIDE_PX
        fitting = (room + GAP_PX) // (LEAST_CARD_PX + GAP_PX)
        count = min(max(fitting, 2), max(len(self.cards), 3))
        return max((room - (count - 1) * GAP_PX) // count, LEAST_CARD_PX)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit_cards()

    def _fit_cards(self) -> None:
        for card in self.cards:
            card.setFixedWidth(self._card_px())

    def mark(self, number: int) -> None:
        """The card that is on the map."""
        for at, card in enumerate(self.cards):
            if at == number and not card.isChecked():
                self.across.ensureWidgetVisible(card, SIDE_PX, 0)
            card.setChecked(at == number)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.head.set_theme(theme)
        for card in self.cards:
            card.set_theme(theme)
