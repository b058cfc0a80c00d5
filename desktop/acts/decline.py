"""不同意: a pause or an extension that somebody else asked for is turned down, saying why."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.acts.form import ActForm
from desktop.acts.requested import Requested


class DeclineForm(ActForm):
    KIND, LABEL = "decline", "不同意的理由"
    HINT = "会告诉申请人；时限照走"

    def build(self, column: QVBoxLayout) -> None:
        self.requested = Requested(self.theme, self)
        column.addWidget(self.requested)
        super().build(column)

    def show_record(self) -> None:
        errand = self.errand
        self.requested.show_docket(errand.docket, errand.able, self.window_.bridge.clock.now())
