"""协办: units that help the one that leads; those taken away no longer do."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.acts.fields import Field, emptied
from desktop.acts.form import ActForm
from desktop.acts.picking import pick_unit


class AssistForm(ActForm):
    KIND, LABEL, NEEDED, LINES = "assist", "说明", False, 2
    HINT = "请协办单位做什么"

    def build(self, column: QVBoxLayout) -> None:
        self.units: list[int] = []  # unit rows
        self._read = False
        self.field = Field(self.theme, "协办单位", "点单位名可以去掉")
        holder = QWidget()
        self.line = QHBoxLayout(holder)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(6)
        self.add = QPushButton("添加单位…")
        self.add.setObjectName("assist-add")
        self.add.clicked.connect(self._pick)
        self.field.hold(holder)
        column.addWidget(self.field)
        super().build(column)
        self._show()

    def show_record(self) -> None:
        """Begin with who assists now (of one event; several begin with none)."""
        if self._read or self.errand.docket is None or len(self.rows) != 1:
            return
        self._read = True
        ids = self.window_.bridge.snapshot.units.id.tolist()
        self.units = [ids.index(unit) for unit, _ in self.errand.docket.file(self.rows[0]).assisting if unit in ids]
        self._show()

    def _pick(self) -> None:
        pick_unit(self.window_, self.rows, self._added, "请哪个单位协办", "协办单位可以报进展；主办单位和时限都不变。")

    def _added(self, unit: int) -> None:
        if unit not in self.units:
            self.units.append(unit)
        self._show()
        self.foresee()

    def _removed(self, unit: int) -> None:
        self.units.remove(unit)
        self._show()
        self.foresee()

    def _show(self) -> None:
        emptied(self.line, self.add)
        names = self.window_.bridge.snapshot.units.name
        for unit in self.units:
            button = QPushButton(f"{names[unit]} ✕")
            button.setToolTip(f"不再由 {names[unit]} 协办")
            button.clicked.connect(lambda _=False, u=unit: self._removed(u))
            self.line.addWidget(button)
        self.line.addWidget(self.add)
        self.line.addStretch(1)
        self.field.blame("")

    def more(self) -> dict[str, Any]:
        return {"units": list(self.units)}

    def take_keyboard(self) -> None:
        self.add.setFocus()
