"""重开: why a closed event was not done after all; both clocks begin anew."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.acts.form import ActForm
from desktop.acts.result_view import ResultView


class ReopenForm(ActForm):
    KIND, LABEL, RECORD = "reopen", "重开的理由", True
    HINT = "哪里没有办好；今天算第 0 天，时限重新起算，计入返工"

    def build(self, column: QVBoxLayout) -> None:
        self.result = ResultView(self.theme, self, self.photo_count)
        column.addWidget(self.result)
        super().build(column)

    def show_record(self) -> None:
        self.result.show_record(self.errand.history, self.errand.photos)
