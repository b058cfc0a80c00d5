"""改类: the item and the class of its limits are put right; the clocks are reckoned anew and forget nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout

from desktop.acts.fields import Field
from desktop.acts.form import ActForm
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass


class ReclassifyForm(ActForm):
    KIND, LABEL, NEEDED, LINES = "reclassify", "说明", False, 2
    HINT = "为什么改；初筛会从改正中学习"

    def build(self, column: QVBoxLayout) -> None:
        snapshot, row = self.window_.bridge.snapshot, self.rows[0]
        items = snapshot.items
        self.item, self.limit = QComboBox(), QComboBox()
        self.item.setObjectName("reclassify-item")
        self.limit.setObjectName("reclassify-class")
        self.item.setMaxVisibleItems(22)
        for at in range(len(items)):
            self.item.addItem(f"{items.category_names[int(items.category[at])]} / {items.name[at]}", at)
        for limit in LimitClass:
            self.limit.addItem(LIMIT_CLASS_WORD[limit], int(limit))
        self.item.setCurrentIndex(int(snapshot.events.item[row]))
        self.limit.setCurrentIndex(int(snapshot.events.limit_class[row]))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for place, (label, control) in enumerate((("类别与事项", self.item), ("时限类别", self.limit))):
            field = Field(self.theme, label, "必填")
            field.hold(control)
            grid.addWidget(field, 0, place)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        column.addLayout(grid)
        super().build(column)
        self.item.activated.connect(self._item_chosen)
        self.limit.activated.connect(lambda _at: self.foresee())

    def _item_chosen(self, at: int) -> None:
        """The class follows the item until it is chosen otherwise."""
        self.limit.setCurrentIndex(int(self.window_.bridge.snapshot.items.limit_class[at]))
        self.foresee()

    def more(self) -> dict[str, Any]:
        return {"item": int(self.item.currentData()), "limit_class": int(self.limit.currentData())}

    def lacking(self) -> list[str]:
        events, more = self.window_.bridge.snapshot.events, self.more()
        same = all(
            int(events.item[row]) == more["item"] and int(events.limit_class[row]) == more["limit_class"]
            for row in self.errand.able
        )
        return ["事项和时限类别都没有改"] if same else []

    def take_keyboard(self) -> None:
        self.item.setFocus()
