"""返工: what the check found wanting; before and after side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.acts.form import ActForm
from desktop.acts.result_view import ResultView


class ReworkForm(ActForm):
    KIND, LABEL, RECORD = "rework", "返工的理由", True
    HINT = "哪里不合格、要做到什么程度；待核查的时间不计入时限"

    def build(self, column: QVBoxLayout) -> None:
        self.result = ResultView(self.theme, self, self.photo_count)
        column.addWidget(self.result)
        super().build(column)

    def show_record(self) -> None:
        self.result.show_record(self.errand.history, self.errand.photos)
