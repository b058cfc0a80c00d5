"""受理 (立案): reported events are taken; the duty list says who should act, and the clocks run since the report."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout

from desktop.acts.form import ActForm
from desktop.dispatch.inspector_words import class_line, duty_of


class AcceptForm(ActForm):
    KIND = "accept"

    def build(self, column: QVBoxLayout) -> None:
        snapshot = self.window_.bridge.snapshot
        self.told = QLabel()
        self.told.setWordWrap(True)
        if len(self.rows) == 1:
            row = self.rows[0]
            duty = duty_of(snapshot, row)
            item = snapshot.items.name[int(snapshot.events.item[row])]
            lines = [
                f"事项：{item}（{class_line(snapshot, row)}）",
                f"建议单位：{duty.name or '无'}　{duty.role}",
                duty.basis,
            ]
            self.told.setText("\n".join(line for line in lines if line.strip()))
        else:
            self.told.setText("受理后进入待指派；类别不对的可以先改类，重复的可以先并案。")
        column.addWidget(self.told)
