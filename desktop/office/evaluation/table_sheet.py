"""The county's evaluation table over the page: its lines by section, edited in place, judged as they are typed; a trial
that shows whose rank would change; saved with its grounds as one journal row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.dispatch.queue_tabs import GAP_PX, Tab, TabButton
from desktop.models.evaluation_table import EvaluationTableModel
from desktop.office.evaluation.table_lines import LinesView
from desktop.office.evaluation.trial import TrialView
from desktop.office.heading import Divider
from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.link_button import LinkButton
from desktop.panels.sections import QuietLabel
from desktop.theme import Theme
from gis.evaluation.amending import SECTIONS, checked
from gis.evaluation.periods import quarter_of
from gis.foundation.changes import Change
from gis.foundation.clock import local
from gis.foundation.errors import WanggeError
from gis.people.permissions import may
from gis.workspace.appraisal import Sheet

if TYPE_CHECKING:
    from desktop.office.evaluation.page import EvaluationPage

FOOT_PX = 56
ADDING = {"rate": "增加比率", "card": "增加记分项", "supervision": "增加规则"}


class TableSheet(QWidget):
    """Covers the page while it is open. `closed` when it goes."""

    closed = Signal()

    def __init__(self, page: EvaluationPage) -> None:
        super().__init__(page)
        self.page, self.theme = page, page.theme
        self.sheet: Sheet | None = None
        self.model = EvaluationTableModel(self)
        self.setObjectName("evaluation-sheet")
        self.back = LinkButton(self.theme, "‹ 返回统计", self, 13)
        self.back.setObjectName("sheet-back")
        self.title, self.said = QLabel("考核表", self), QuietLabel(self)
        self.group = QButtonGroup(self)
        self.tabs = {key: TabButton(self.theme, Tab(key, word), self) for key, word in SECTIONS.items()}
        self.view = LinesView(self.theme, self.model, self)
        self.trial = TrialView(self.theme, self)
        self.divider = Divider(self.theme)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("sheet-reason")
        self.reason.setPlaceholderText("修改依据，如县里的文件（必填）")
        self.state = QuietLabel(self)
        self.undo = LinkButton(self.theme, "放弃改动", self)
        self.undo.setObjectName("sheet-undo")
        self.more = CardButton(self.theme, ButtonKind.PLAIN, "增加比率", self)
        self.less = CardButton(self.theme, ButtonKind.PLAIN, "删除所选", self)
        self.drop = CardButton(self.theme, ButtonKind.PLAIN, "换回随附表", self)
        self.test = CardButton(self.theme, ButtonKind.PLAIN, "试算", self)
        self.save = CardButton(self.theme, ButtonKind.PRIMARY, "保存", self, keys="Ctrl S")
        for name, button in (("add", self.more), ("remove", self.less), ("drop", self.drop), ("trial", self.test),
                             ("save", self.save)):  # fmt: skip
            button.setObjectName(f"sheet-{name}")
        self._lay_out()
        self._connect()
        self.set_theme(self.theme)
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 16, 0)
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(self.title)
        head.addWidget(self.said, 1)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(16 - GAP_PX // 2, 0, 16, 0)
        tabs.setSpacing(0)
        for key, tab in self.tabs.items():
            tab.setObjectName(f"sheet-tab-{key}")
            self.group.addButton(tab)
            tabs.addWidget(tab)
            tab.clicked.connect(lambda _=False, own=key: self.turn(own))
        tabs.addStretch(1)
        for button in (self.more, self.less):
            tabs.addWidget(button)
            tabs.addSpacing(8)
        middle = QHBoxLayout()
        middle.addWidget(self.view, 1)
        middle.addWidget(self.divider)
        middle.addWidget(self.trial)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.setSpacing(8)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.undo)
        for button in (self.drop, self.test, self.save):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        for box in (middle, column):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        for row, height in ((head, 52), (tabs, 44), (None, 0), (foot, FOOT_PX)):
            if row is None:
                column.addLayout(middle, 1)
                continue
            holder = QWidget(self)
            holder.setFixedHeight(height)
            holder.setLayout(row)
            column.addWidget(holder)

    def _connect(self) -> None:
        self.back.clicked.connect(self.leave)
        self.model.altered.connect(self._altered)
        self.model.refused.connect(self.page.window_.tell)
        self.reason.textChanged.connect(self._judge)
        self.undo.clicked.connect(self.throw_away)
        self.more.clicked.connect(lambda: self.model.add(self.view.currentIndex().row()))
        self.less.clicked.connect(lambda: self.model.remove(self.view.currentIndex().row()))
        self.drop.clicked.connect(self.give_up)
        self.test.clicked.connect(self.try_out)
        self.save.clicked.connect(self.keep)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._judge())

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        parts: list[Any] = [self.back, self.undo, self.view, self.trial, self.divider, *self.tabs.values()]
        for part in (*parts, self.more, self.less, self.drop, self.test, self.save):
            part.set_theme(theme)
        self.title.setFont(theme.font("title"))
        for label in (self.said, self.state):
            label.setFont(theme.font("small"))
            label.setProperty("tone", "secondary")
        self.update()

    # --- opening and leaving

    def open(self) -> None:
        """Read the table that holds, and show it."""
        page = self.page

        def arrived(sheet: Sheet) -> None:
            self.sheet = sheet
            self.model.editable = not self.why_not()
            self.model.set_raw(sheet.raw)
            self.said.setText(self._whose(sheet))
            self.said.setToolTip(self._whose(sheet))
            self.reason.clear()
            self.trial.clear()
            self.turn(self.model.section)
            self.setGeometry(page.rect())
            self.show()
            self.raise_()
            self.view.setFocus()
            page.window_.refresh_commands()

        page.bridge.ask(page.asking.appraisal.sheet, arrived, "evaluation")

    def catch_up(self) -> None:
        """The county's table was changed, here or elsewhere: show it, unless something else is begun here."""

        def arrived(sheet: Sheet) -> None:
            if not self.model.begun or self.model.raw == sheet.raw:
                self.open()
                return
            who = sheet.own.actor if sheet.own is not None else "别的席位"
            self.said.setText(f"{who}刚改过考核表。您的改动还在，但不能盖过；记下要点，放弃改动后在新表上重改")
            self.page.window_.tell(f"{who}刚改过考核表，您的改动还在这里，没有保存")

        self.page.bridge.ask(self.page.asking.appraisal.sheet, arrived, "evaluation")

    def leave(self) -> None:
        """Back to the page; what is not saved holds it here."""
        if why := self.refusal_to_leave():
            self.page.window_.tell(why)
            return
        self.hide()
        self.page.window_.refresh_commands()
        self.closed.emit()

    def throw_away(self) -> None:
        """What was begun is gone; the table is read again, as others may have changed it."""
        self.model.set_raw(self.model.held)
        self.open()

    def refusal_to_leave(self) -> str:
        return "考核表有没保存的改动，先保存，或点「放弃改动」" if self.isVisible() and self.model.begun else ""

    def why_not(self) -> str:
        """Why the present person cannot change it; empty if so."""
        person = self.page.bridge.person
        return "" if person is None or may(person.role, "set") else "考核表由管理员修改，您可以看和试算"

    @staticmethod
    def _whose(sheet: Sheet) -> str:
        if sheet.own is None:
            return "随附的考核表，本县还没有改过"
        grounds = f"（依据：{sheet.own.reason}）" if sheet.own.reason else ""
        return f"{local(sheet.own.at):%Y-%m-%d %H:%M} {sheet.own.actor} {sheet.own.label}{grounds}"

    # --- what is shown

    def turn(self, section: str) -> None:
        self.tabs[section].setChecked(True)
        self.model.show_section(section)
        self.view.fit()
        self._count()
        self._judge()

    def _altered(self) -> None:
        self.view.fit()
        self.view.viewport().update()
        self._count()
        self._judge()

    def _count(self) -> None:
        """How many lines each section has that were changed."""
        changes = [line.section for line in self.model.changes()]
        for key, tab in self.tabs.items():
            tab.set_count(changes.count(key) or None)

    def _judge(self) -> None:
        """What can be done now, and why not."""
        may_not, faults = self.why_not(), self.model.faults()
        wrong = f"{len(faults)} 处不对：{faults[0][0].group}{faults[0][0].word}，{faults[0][1]}" if faults else ""
        nothing = "" if self.model.begun else "还没有改动"
        self._enable(self.test, wrong or nothing)
        self._enable(self.save, may_not or wrong or nothing or ("" if self.reason.text().strip() else "先写修改依据"))
        own = self.sheet is not None and self.sheet.own is not None
        drop = may_not or ("" if own else "现在用的就是随附的考核表")
        self._enable(self.drop, drop or ("" if self.reason.text().strip() else "先写换回的依据"))
        section = self.model.section
        self.more.setVisible(section in ADDING)
        self.less.setVisible(section in ADDING)
        self.more.set_words(ADDING.get(section, "增加"))
        self._enable(self.more, may_not)
        self._enable(self.less, may_not or ("" if self.view.currentIndex().isValid() else "先选中一行"))
        count = len(self.model.changes())
        said = may_not or wrong or (f"改动 {count} 处" if self.model.begun else "")
        self.state.setText(f"{said} · {self.save.toolTip()}" if said and not may_not and not wrong and not
                           self.save.isEnabled() else said)  # fmt: skip
        self.reason.setEnabled(not may_not)
        self.undo.setVisible(self.model.begun)

    @staticmethod
    def _enable(button: CardButton, why: str) -> None:
        button.setEnabled(not why)
        button.setToolTip(why)

    # --- doing

    def try_out(self) -> None:
        """Reckon the period and kind of the page by this table, and show whose rank would change."""
        page = self.page
        answer = page.answer
        if answer is None or page.period is None:
            page.window_.tell("先等本期的统计算完")
            return
        try:
            table = checked(self.model.raw)
        except WanggeError as error:
            page.window_.tell(str(error))
            return
        appraisal, period, by, county = page.asking.appraisal, page.period, page.by, answer.county
        self.trial.wait(f"{period.name} · {answer.found.subjects.word}")

        def failed(error: Exception) -> None:
            self.trial.clear()
            page.window_.tell(str(error))

        page.bridge.jobs.run(
            "evaluation",
            lambda: appraisal.evaluate(county, period, by, table),
            lambda found: self.trial.show_change(answer.found, found),
            failed,
        )

    def keep(self) -> None:
        """Save it as one journal row, once it was proved on the county's own events: a formula may hold by itself and
        yet count an event twice."""
        if self.sheet is None or not self.save.isEnabled():
            return
        page = self.page
        appraisal, sheet, raw, reason = page.asking.appraisal, self.sheet, self.model.raw, self.reason.text()
        county, by, period = page.bridge.snapshot, page.by, page.period or quarter_of(page.bridge.clock.now())

        def proved() -> Change:
            change = appraisal.amend(sheet, raw, reason)
            appraisal.evaluate(county, period, by, checked(raw))
            return change

        page.bridge.jobs.run("evaluation", proved, page.bridge.do, lambda error: page.window_.tell(str(error)))

    def give_up(self) -> None:
        """Go back to the shipped table."""
        if self.sheet is None:
            return
        try:
            change = self.page.asking.appraisal.give_up(self.sheet, self.reason.text())
        except WanggeError as error:
            self.page.window_.tell(str(error))
            return
        self.page.bridge.do(change)

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        for y in (51, 95, self.height() - 57):
            painter.fillRect(0, y, self.width(), 1, ui["line"])
