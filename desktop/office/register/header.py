"""The head of the form: what is being done, when the draft was saved, other drafts, and the key that begins anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QWidget

from desktop.panels.link_button import LinkButton
from desktop.panels.text_runs import Run, fitted, paint_runs, rounded, runs_width
from desktop.theme import Theme, pixel_font
from gis.deadlines.words import moment
from gis.intake.report_drafts import KeptReport

HEAD_PX = 38


class FormHead(QWidget):
    """`draft_chosen(key)` and `draft_thrown(key)` from the menu of drafts."""

    draft_chosen = Signal(str)
    draft_thrown = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.title, self.words, self.keys = "登记事件", "", "F2"
        self._drafts: Sequence[KeptReport] = ()
        self._now = 0
        self.drafts = LinkButton(theme, "", self)
        self.drafts.setObjectName("register-drafts")
        self.drafts.clicked.connect(self._open)
        self.drafts.hide()
        self.menu = QMenu(self)
        self.menu.setObjectName("register-draft-menu")
        self.setFixedHeight(HEAD_PX)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.drafts.set_theme(theme)
        self.update()

    def set_words(self, title: str, words: str, keys: str = "F2") -> None:
        self.title, self.words, self.keys = title, words, keys
        self.setAccessibleName(f"{title} {words}".strip())
        self.update()

    def set_drafts(self, drafts: Sequence[KeptReport], now: int) -> None:
        """Other drafts that can be gone on with."""
        self._drafts, self._now = drafts, now
        words = f"草稿 {len(drafts)} 份" if drafts else ""
        self.drafts.setText(words)
        self.drafts.setAccessibleName(words)
        self.drafts.setVisible(bool(drafts))
        self.drafts.setToolTip("接着填以前没登记完的")
        self._arrange()

    def fill_menu(self) -> None:
        """One line a draft, with a way to throw each away."""
        self.menu.clear()
        for draft in self._drafts[:20]:
            action = self.menu.addAction(f"{draft.words}　{moment(draft.saved_at, self._now)}")
            action.triggered.connect(lambda _=False, key=draft.key: self.draft_chosen.emit(key))
        self.menu.addSeparator()
        throwing = self.menu.addMenu("扔掉")
        for draft in self._drafts[:20]:
            action = throwing.addAction(f"{draft.words}　{moment(draft.saved_at, self._now)}")
            action.triggered.connect(lambda _=False, key=draft.key: self.draft_thrown.emit(key))

    def _open(self) -> None:
        self.fill_menu()
        self.menu.popup(self.drafts.mapToGlobal(QPoint(0, self.drafts.height())))

    def resizeEvent(self, _event) -> None:
        self._arrange()

    def _arrange(self) -> None:
        wide = self.drafts.sizeHint().width()
        right = self.width() - 16 - (self._key_width() + 8 if self.keys else 0)
        self.drafts.setGeometry(right - wide, (self.height() - 24) // 2, wide, 24)

    def _key_width(self) -> int:
        return round(runs_width([Run(self.keys, pixel_font(12), self.theme.ui["text"])])) + 12

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), ui["line"])
        middle = self.height() / 2
        title = Run(self.title, self.theme.font("title"), ui["text"], 10)
        left = paint_runs(painter, 16, middle, [title])
        room = (self.drafts.x() if self.drafts.isVisible() else self.width() - 60) - left - 24
        words = fitted(Run(self.words, pixel_font(12), ui["text_secondary"]), max(room, 0))
        paint_runs(painter, left + 12, middle + 1, [words])
        if self.keys:
            box = QRectF(self.width() - 16 - self._key_width(), middle - 10, self._key_width(), 20)
            rounded(painter, box, 4, None, ui["line_strong"])
            key = [Run(self.keys, pixel_font(12), ui["text_tertiary"])]
            paint_runs(painter, box.left() + 6, middle, key)
        painter.end()
