"""批准: a pause or an extension that somebody else asked for is granted; the deadline moves at once."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.acts.form import ActForm
from desktop.acts.requested import Requested


class ApproveForm(ActForm):
    KIND, LABEL, NEEDED, LINES = "approve", "批语", False, 2
    HINT = "可以写要求或条件"

    def build(self, column: QVBoxLayout) -> None:
        self.requested = Requested(self.theme, self)
        column.addWidget(self.requested)
        super().build(column)

    def show_record(self) -> None:
        errand = self.errand
        self.requested.show_docket(errand.docket, errand.able, self.window_.bridge.clock.now())
