"""Small parts that panels share: a section head with its figure at right, a hairline, a menu that stays open."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from desktop.icons import paint_icon
from desktop.theme import Theme

SIDE_PX = 16


def list_radius(theme: Theme) -> float:
    """Radius of a state symbol in lists: the table radius less its casing, which plain ground does not need."""
    return theme.tokens["symbol"]["radius_px"]["table"] * 0.875


class SectionHead(QWidget):
    """A 36 px head: word in 12 px semi-bold at left, a quiet figure at right."""

    def __init__(self, theme: Theme, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.word, self.figure = theme, word, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        return QSize(200, 36)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_figure(self, text: str) -> None:
        if text != self.figure:
            self.figure = text
            self.setAccessibleName(f"{self.word} {text}")
            self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        font = self.theme.font("small")
        painter.setPen(self.theme.ui["text_tertiary"])
        painter.setFont(font)
        box = self.rect().adjusted(SIDE_PX, 0, -SIDE_PX, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.figure)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.theme.ui["text_secondary"])
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.word)


class Hairline(QWidget):
    """A 1 px line across a panel."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(1)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def paintEvent(self, _event) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.ui["line"])


class QuietMenuButton(QToolButton):
    """Grey words with a small arrow (全部来源 ⌄) that open a menu."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.marked = theme, False
        self.setText(text)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_marked(self, marked: bool) -> None:
        """Marked: something in the menu restricts what is shown."""
        self.marked = marked
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.setFont(self.theme.font("small"))
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 26, 24)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.theme.font("small"))
        hot = self.underMouse() or self.isDown()
        painter.setPen(ui["accent_text"] if self.marked else ui["text" if hot else "text_tertiary"])
        box = QRect(0, 0, self.width() - 20, self.height())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        middle = self.rect().toRectF().center()
        middle.setX(self.width() - 9)
        paint_icon(painter, "chevron-down", painter.pen().color(), middle, 14)
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(ui["accent"])
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)


class StayingMenu(QMenu):
    """A menu of checkable lines that stays open while they are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A square quiet button of one icon; its words are for tooltips and screen readers."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFixedSize(28, 28)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class QuietLabel(QLabel):
    """Small grey words at the right that give way: cut with … when there is no room, asking for none."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
