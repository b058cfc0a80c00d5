"""The limits of every class, what is in force and what will be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableView

from desktop.models.limits import LimitsModel
from desktop.panels.table_rows import TableRows, set_out
from desktop.theme import Theme
from gis.deadlines.limits import Rule

WIDTHS = (110, 190, 110, 110, 110, 100)


class LimitsTable(QTableView):
    """`chosen(rule)` when a row is selected."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("limits-table")
        self.rules_model, self.rows = LimitsModel(theme), TableRows(theme)
        self.setModel(self.rules_model)
        set_out(self, self.rows, "时限", 38, len(WIDTHS))
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell())

    def show_rules(self, rules: Sequence[Rule], items: Mapping[int, str], today: int) -> None:
        """items: names of items by id. today: day number."""
        self.rules_model.set_rules(rules, items, today)

    def rule(self) -> Rule | None:
        """The selected one."""
        rows = self.selectionModel().selectedRows()
        return self.rules_model.rules[rows[0].row()] if rows else None

    def latest(self, limit_class: int, item: int = 0) -> Rule:
        """The last rule of a class, or of one item (id) in it where that has its own."""
        of_class = [rule for rule in self.rules_model.rules if rule.limit_class == limit_class]
        return ([r for r in of_class if r.item == item] or [r for r in of_class if not r.item])[-1]

    def _tell(self) -> None:
        rule = self.rule()
        if rule is not None:
            self.chosen.emit(rule)

    def set_theme(self, theme: Theme) -> None:
        self.rules_model.theme = self.rows.theme = theme
        self.viewport().update()
