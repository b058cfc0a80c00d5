"""评价: what the reporter thinks of the result, as told on the phone or the page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.acts.fields import Field
from desktop.acts.form import ActForm
from gis.events.states import RATING_WORD

BEST_FIRST = sorted((value for value in RATING_WORD if value), reverse=True)


class RateForm(ActForm):
    KIND, LABEL, NEEDED, LINES = "rate", "上报人的话", False, 2
    HINT = "回访时上报人怎么说"

    def build(self, column: QVBoxLayout) -> None:
        self.field = Field(self.theme, "评价", "必填，按数字键 1 至 4 也可选")
        line, holder = QHBoxLayout(), QWidget()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.group = QButtonGroup(self)
        for place, value in enumerate(BEST_FIRST):
            button = QPushButton(RATING_WORD[value])
            button.setCheckable(True)
            button.setObjectName(f"rating-{value}")
            button.setToolTip(f"{RATING_WORD[value]}（{place + 1}）")
            self.group.addButton(button, value)
            line.addWidget(button, 1)
        holder.setLayout(line)
        self.field.hold(holder)
        self.group.idClicked.connect(lambda _value: self._chosen())
        column.addWidget(self.field)
        super().build(column)

    @property
    def rating(self) -> int:
        """The rating chosen, 0 none."""
        return max(self.group.checkedId(), 0)

    def _chosen(self) -> None:
        self.field.blame("")
        self.foresee()

    def foresee(self) -> None:
        if self.rating:
            super().foresee()
        else:
            self.outlook.show_lines((), "选好评价后计入满意率；以后再评，以最后一次为准")

    def more(self) -> dict[str, Any]:
        return {"rating": self.rating}

    def lacking(self) -> list[str]:
        sentence = "" if self.rating else "请选一项评价"
        self.field.blame(sentence)
        return [sentence] if sentence else []

    def take_keyboard(self) -> None:
        self.group.button(BEST_FIRST[0]).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event) -> None:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(BEST_FIRST) and not event.modifiers():
            self.group.button(BEST_FIRST[place]).setChecked(True)
            self._chosen()
        else:
            super().keyPressEvent(event)
