"""The limits of the county as rows of a table: class, item, from when, reply, close, warning, whether in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt

from desktop.models.lines import Cell, LinesModel
from desktop.theme import Theme
from gis.deadlines.limits import LIMIT_CLASS_WORD, Rule, limit_words, rule_spans

HEADS = ("类别", "事项", "起用", "回复", "办结", "临近", "状态")


class LimitsModel(LinesModel):
    """By class and item, then by the day from which each holds."""

    heads = HEADS

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.rules: list[Rule] = []
        self._items: dict[int, str] = {}
        self._states: list[str] = []

    def set_rules(self, rules: Sequence[Rule], items: Mapping[int, str], today: int) -> None:
        """items: names of items by id. today: day number, which decides what is in force."""
        self.beginResetModel()
        self._items = dict(items)
        spans = sorted(rule_spans(tuple(rules)), key=lambda s: (s[0].limit_class, s[0].item, s[0].effective))
        self.rules = [rule for rule, _, _ in spans]
        self._states = [
            "已过" if until <= today else "将起用" if first > today else "现行" for _, first, until in spans
        ]
        self.endResetModel()

    def lines_held(self) -> Sequence[Any]:
        return self.rules

    def data(self, index: Cell, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        rule, state, column = self.rules[index.row()], self._states[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                LIMIT_CLASS_WORD[rule.limit_class],
                self._items.get(rule.item, "") if rule.item else "全部",
                f"{rule.effective}",
                limit_words(rule.reply),
                limit_words(rule.close),
                f"用去 {rule.warn_share:.0%}",
                state,
            )[column]
        if role == Qt.ItemDataRole.FontRole and column == 0 and state == "现行":
            return self.theme.font("strong")
        if role == Qt.ItemDataRole.ForegroundRole and state == "已过":
            return self.theme.ui["text_tertiary"]
        return None
