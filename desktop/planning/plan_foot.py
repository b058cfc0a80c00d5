"""保存草稿 and 提交审核 at the foot, with the reason beside them why not yet."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.text_runs import Paragraph
from desktop.theme import Theme, pixel_font

SIDE_PX, GAP_PX = 16, 8
HEIGHT_PX = 92


class PlanFoot(QWidget):
    """Two buttons: the left one plain, the right one the screen's primary."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.reason = theme, ""
        self.left = CardButton(theme, ButtonKind.PLAIN, "保存草稿", self)
        self.right = CardButton(theme, ButtonKind.PRIMARY, "提交审核", self)
        self.left.setObjectName("plan-left")
        self.right.setObjectName("plan-right")
        self.setFixedHeight(HEIGHT_PX)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.left.set_theme(theme)
        self.right.set_theme(theme)
        self.update()

    def set_words(self, left: str, left_refusal: str, right: str, right_refusal: str, reason: str) -> None:
        """reason: what stands above the buttons; refusals: why a button is grey, empty if it is not."""
        for button, words, refusal in ((self.left, left, left_refusal), (self.right, right, right_refusal)):
            button.set_words(words)
            button.setEnabled(not refusal)
            button.setToolTip(refusal)
            button.setVisible(bool(words))
        self.reason = reason
        self.right.setAccessibleDescription(right_refusal)
        self.resizeEvent(None)
        self.update()

    def resizeEvent(self, _event) -> None:
        top = self.height() - 16 - 32
        width = self.width() - 2 * SIDE_PX
        if not self.left.text():
            self.right.setGeometry(SIDE_PX, top, width, 32)
            return
        half = (width - GAP_PX) // 2
        self.left.setGeometry(SIDE_PX, top, half, 32)
        self.right.setGeometry(SIDE_PX + half + GAP_PX, top, width - half - GAP_PX, 32)

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        words = Paragraph(self.reason, pixel_font(12), self.width() - 2 * SIDE_PX, 18, 2)
        bottom = self.height() - 16 - 32 - 8
        words.paint(painter, SIDE_PX, bottom - words.height, self.theme.ui["text_secondary"])
        painter.end()
