"""The form of a limit: class, from which day, reply and close, when it is near, why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from desktop.office.heading import Heading, fill_pane
from desktop.panels.field import Field, roomy
from gis.deadlines.limits import LIMIT_CLASS_WORD, Limit, LimitClass, LimitUnit, Rule

if TYPE_CHECKING:
    from desktop.theme import Theme

UNIT_WORD = {
    LimitUnit.NONE: "不限",
    LimitUnit.HOURS: "自然小时",
    LimitUnit.SAME_DAY: "当天",
    LimitUnit.WORKING_DAYS: "个工作日",
}
COUNTED = (LimitUnit.HOURS, LimitUnit.WORKING_DAYS)


class LimitEdit(QWidget):
    """An amount and its unit."""

    def __init__(self) -> None:
        super().__init__()
        self.amount, self.unit = QSpinBox(), QComboBox()
        self.amount.setRange(1, 365)
        self.amount.setFixedWidth(84)
        roomy(self.amount)
        for unit, word in UNIT_WORD.items():
            self.unit.addItem(word, int(unit))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.amount)
        row.addWidget(self.unit, 1)
        self.unit.currentIndexChanged.connect(lambda _: self._show_amount())
        self._show_amount()

    def _show_amount(self) -> None:
        self.amount.setVisible(LimitUnit(self.unit.currentData()) in COUNTED)

    def set_limit(self, limit: Limit) -> None:
        self.unit.setCurrentIndex(self.unit.findData(int(limit.unit)))
        self.amount.setValue(max(limit.amount, 1))

    def limit(self) -> Limit:
        unit = LimitUnit(self.unit.currentData())
        return Limit(unit, self.amount.value() if unit in COUNTED else 0)


class LimitForm(QWidget):
    """`wanted` asks for what it would do."""

    wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("limit-form")
        self.head = Heading(theme, "改时限")
        self.kind, self.item, self.day = QComboBox(), QComboBox(), QDateEdit()
        self.item.setObjectName("limit-item")
        self.item.addItem("这一类的全部事项", 0)
        self.kind.setObjectName("limit-class")
        self.day.setObjectName("limit-day")
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        for limit_class, word in LIMIT_CLASS_WORD.items():
            self.kind.addItem(word, int(limit_class))
        self.reply, self.close_, self.share = LimitEdit(), LimitEdit(), QSpinBox()
        self.reply.amount.setObjectName("limit-reply")
        self.close_.amount.setObjectName("limit-close")
        self.share.setRange(1, 100)
        self.share.setSuffix(" %")
        roomy(self.share)
        note = "这天起上报或重开的事件适用；旧规则留着"
        self.fields = [
            Field(theme, "类别", self.kind),
            Field(theme, "事项", self.item, "单定的事项优先于类别"),
            Field(theme, "起用", self.day, note),
            Field(theme, "回复时限", self.reply),
            Field(theme, "办结时限", self.close_),
            Field(theme, "用去多少算临近", self.share),
        ]
        self.reason = Field(theme, "依据", QLineEdit(), "必填，如县里的文件")
        self.reason.control.setObjectName("limit-reason")
        self.look, self.why = QPushButton("看影响"), QLabel("")
        self.look.setObjectName("limit-look")
        self.look.setProperty("kind", "primary")
        self.why.setProperty("tone", "secondary")
        self.look.clicked.connect(self._want)
        fill_pane(self, self.head, *self.fields, self.reason, self.why, self.look)

    def set_items(self, items: Mapping[int, str]) -> None:
        """items: names by id."""
        if self.item.count() == len(items) + 1:
            return
        blocker = QSignalBlocker(self.item)
        while self.item.count() > 1:
            self.item.removeItem(1)
        for key, name in items.items():
            self.item.addItem(name, key)
        del blocker

    def show_rule(self, rule: Rule, effective: date, why_not: str, item: int | None = None) -> None:
        """Begin from a rule. effective: the day to offer for the new one. item: id of the item it is for, by default
        the rule's own."""
        blockers = [QSignalBlocker(w) for w in (self.kind, self.item, self.day)]
        self.kind.setCurrentIndex(self.kind.findData(int(rule.limit_class)))
        self.item.setCurrentIndex(self.item.findData(rule.item if item is None else item))
        self.day.setDate(QDate(effective.year, effective.month, effective.day))
        del blockers
        self.reply.set_limit(rule.reply)
        self.close_.set_limit(rule.close)
        self.share.setValue(round(rule.warn_share * 100))
        self.look.setEnabled(not why_not)
        self.why.setText(why_not)
        self.why.setVisible(bool(why_not))

    def rule(self) -> Rule:
        day = self.day.date()
        return Rule(
            LimitClass(self.kind.currentData()),
            date(day.year(), day.month(), day.day()),
            self.reply.limit(),
            self.close_.limit(),
            self.share.value() / 100,
            self.item_key(),
        )

    def item_key(self) -> int:
        """Id of the item chosen, 0 for all of the class."""
        return int(self.item.currentData())

    def words(self) -> str:
        return self.reason.text.strip()

    def _want(self) -> None:
        if not self.words():
            self.reason.set_problem("请写明依据")
            self.reason.control.setFocus()
            return
        self.wanted.emit()

    def refuse(self, words: str) -> None:
        self.reason.set_problem(words)

    def clear(self) -> None:
        self.reason.clear()

    def set_theme(self, theme: Theme) -> None:
        self.head.set_theme(theme)
        for field in (*self.fields, self.reason):
            field.set_theme(theme)
