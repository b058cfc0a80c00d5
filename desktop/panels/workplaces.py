"""The switch between the four workplaces; those that cannot be turned to say why."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.panels.painted_button import PaintedButton
from desktop.theme import Theme
from desktop.workplaces import WORKPLACES, WorkplaceRow


class WorkplaceButton(PaintedButton):
    """One of the four: 54 × 28, raised when chosen."""

    def __init__(self, theme: Theme, place: WorkplaceRow, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.place = place
        self.setObjectName(f"workplace-{place.key}")
        self.setText(place.word)
        self.setObjectName(f"workplace-{place.key}")
        self.setCheckable(True)
        self.setAccessibleName(place.word)
        self.refuse("")

    def refuse(self, why: str) -> None:
        """Grey with a reason; empty offers it, if it is built."""
        why = self.place.waiting or why
        self.setEnabled(not why)
        self.setToolTip(why or self.place.tip)
        self.setAccessibleDescription(why or self.place.tip)

    def sizeHint(self) -> QSize:
        return QSize(54, 28)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setPen(QPen(ui["line"], 1))
            painter.setBrush(ui["surface_hover" if self._theme.night else "surface_panel"])
            painter.drawRoundedRect(box, 6, 6)
        tone = "text" if self.isChecked() or (self.underMouse() and self.isEnabled()) else "text_secondary"
        painter.setPen(ui[tone if self.isEnabled() else "text_tertiary"])
        painter.setFont(self._theme.font("body"))
        painter.drawText(self.rect().adjusted(0, -1, 0, -1), Qt.AlignmentFlag.AlignCenter, self.text())
        self.paint_ring(painter, 6)


class WorkplaceSwitch(QWidget):
    """`chosen(key)` when the user turns to another workplace."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.group = QButtonGroup(self)
        self.buttons = {place.key: WorkplaceButton(theme, place, self) for place in WORKPLACES}
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for button in self.buttons.values():
            self.group.addButton(button)
            row.addWidget(button)
        self.setFixedSize(4 * 54 + 4, 32)
        self.setAccessibleName("工作台")
        self.choose("dispatch")
        self.group.buttonClicked.connect(lambda button: self.chosen.emit(button.place.key))

    def choose(self, key: str) -> None:
        """Show a workplace as the present one; says nothing."""
        self.buttons[key].setChecked(True)

    def offer(self, keys: set[str], refusal: str) -> None:
        """Offer the workplaces of these keys; the others are grey and say `refusal`."""
        for key, button in self.buttons.items():
            button.refuse("" if key in keys else refusal)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for button in self.buttons.values():
            button.set_theme(theme)
        self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.ui["surface_app"])
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
