"""办结: the result was fed back; what reporter and grid worker will be told follows once it is closed."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.acts.form import ActForm
from desktop.acts.result_view import ResultView


class CloseForm(ActForm):
    KIND, LABEL, NEEDED, LINES, RECORD = "close", "另外告诉上报人的话", False, 2, True
    HINT = "办理结果会自动写进告知短信，这里只写要补充的话"

    def build(self, column: QVBoxLayout) -> None:
        self.result = ResultView(self.theme, self, self.photo_count)
        column.addWidget(self.result)
        super().build(column)

    def show_record(self) -> None:
        self.result.show_record(self.errand.history, self.errand.photos)
