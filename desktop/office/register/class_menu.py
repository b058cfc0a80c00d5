"""The menu of the clock line: by which limits the report runs, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QObject, QPoint, Qt
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QDialogButtonBox, QLabel, QMenu, QVBoxLayout

from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass, limit_words, rule_for
from gis.deadlines.words import moment
from gis.foundation.clock import SHANGHAI, day_number, instant, local
from gis.workflow.report import class_of

if TYPE_CHECKING:
    from desktop.office.register.form import RegisterForm


class ClassMenu(QObject):
    """One form's own."""

    def __init__(self, form: RegisterForm) -> None:
        super().__init__(form)
        self.form = form
        self.menu = QMenu(form)
        self.menu.setObjectName("register-class-menu")

    def open(self) -> None:
        """Below the clock line."""
        if self.form.body.item.key < 0:
            self.form.window_.tell("请先选类别，再看时限。")
            return
        self.fill()
        line = self.form.body.clock
        size = self.menu.sizeHint()
        self.menu.popup(line.mapToGlobal(QPoint(0, -size.height() - 4)))

    def fill(self) -> None:
        form, county = self.form, self.form.bridge.county
        one = form.body.report()
        day = day_number(one.reported_at or form.bridge.clock.now())
        chosen = class_of(county.snapshot, one)
        own = LimitClass(int(county.snapshot.items.limit_class[one.item]))
        self.menu.clear()
        for limit in LimitClass:
            rule = rule_for(county.rules, limit, day, int(county.snapshot.items.id[one.item]))
            words = f"{LIMIT_CLASS_WORD[limit]}　回复 {limit_words(rule.reply)}　办结 {limit_words(rule.close)}"
            action = self.menu.addAction(words + ("（此事项的常规）" if limit is own else ""))
            action.setCheckable(True)
            action.setChecked(limit is chosen)
            action.triggered.connect(lambda _=False, c=limit: self.choose(c))
        self.menu.addSeparator()
        at = moment(one.reported_at, form.bridge.clock.now()) if one.reported_at else "现在"
        action = self.menu.addAction(f"上报时间：{at}　改…")
        action.setEnabled(form.is_new)
        action.triggered.connect(self.ask_when)

    def choose(self, limit: LimitClass) -> None:
        """Run it by these limits."""
        body, snapshot = self.form.body, self.form.bridge.snapshot
        own = int(snapshot.items.limit_class[body.item.key]) if body.item.key >= 0 else -1
        body.limit_class = None if int(limit) == own else int(limit)
        body.edited.emit("limit_class")

    def ask_when(self) -> None:
        """Ask when it was reported, if not just now."""
        form = self.form
        dialog = QDialog(form)
        dialog.setWindowTitle("上报时间")
        edit = QDateTimeEdit()
        edit.setDisplayFormat("yyyy-MM-dd HH:mm")
        edit.setCalendarPopup(True)
        shown = local(form.body.reported_at or form.bridge.clock.now())
        edit.setDateTime(QDateTime(shown.year, shown.month, shown.day, shown.hour, shown.minute, 0))
        words = QLabel("时限从上报时间起算；12345 转办的填来电时间。")
        words.setProperty("tone", "secondary")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(dialog.accept)
        buttons.rejected.connect(dialog.reject)
        column = QVBoxLayout(dialog)
        for part in (words, edit, buttons):
            column.addWidget(part)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.set_when(edit.dateTime()))
        dialog.open()

    def set_when(self, when: QDateTime) -> None:
        """It was reported then (Shanghai time, as the edit shows it)."""
        day, hour = when.date(), when.time()
        whole = datetime(day.year(), day.month(), day.day(), hour.hour(), hour.minute(), tzinfo=SHANGHAI)
        self.form.body.reported_at = instant(whole)
        self.form.touched.add("reported_at")
        self.form.body.edited.emit("reported_at")
