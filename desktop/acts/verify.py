"""核查: somebody other than the handler looks at the result, before and after side by side, and passes it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.acts.form import ActForm
from desktop.acts.result_view import ResultView


class VerifyForm(ActForm):
    KIND, LABEL, NEEDED, LINES, RECORD = "verify", "核查所见", False, 2, True
    HINT = "不写则记“核查属实”；不合格请取消，改用返工"

    @property
    def verb(self) -> str:
        return "核查通过"

    def build(self, column: QVBoxLayout) -> None:
        self.result = ResultView(self.theme, self, self.photo_count)
        column.addWidget(self.result)
        super().build(column)

    def show_record(self) -> None:
        self.result.show_record(self.errand.history, self.errand.photos)
