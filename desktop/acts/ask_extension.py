"""申请延期: how many working days more, and why; the deadline stays until somebody else approves."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QSpinBox, QVBoxLayout

from desktop.acts.fields import Field
from desktop.acts.form import ActForm


class AskExtensionForm(ActForm):
    KIND, LABEL = "ask_extension", "延期的理由"
    HINT = "为什么按期办不完、多出的时间用来做什么"

    def build(self, column: QVBoxLayout) -> None:
        most = self.window_.bridge.county.settings.extension_days_most
        field = Field(self.theme, "延长", f"一次最多 {most} 个工作日")
        self.days = QSpinBox()
        self.days.setObjectName("ask_extension-days")
        self.days.setRange(1, most)
        self.days.setValue(min(3, most))
        self.days.setSuffix(" 个工作日")
        self.days.setFixedWidth(140)
        self.days.valueChanged.connect(lambda _days: self.foresee())
        field.hold(self.days)
        column.addWidget(field)
        super().build(column)

    def more(self) -> dict[str, Any]:
        return {"days": self.days.value()}
