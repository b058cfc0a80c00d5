"""统计: the page itself. Puts head, tiles, table, panel and the list of events together, and follows the county."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.models.scorecard import ScorecardModel
from desktop.office.evaluation.asking import Answer, Asking
from desktop.office.evaluation.columns import rate_order, scored_fairly
from desktop.office.evaluation.events import FigureEvents
from desktop.office.evaluation.figures import Figures
from desktop.office.evaluation.header import EvaluationHeader
from desktop.office.evaluation.kinds import KindTabs
from desktop.office.evaluation.subject_panel import SubjectPanel
from desktop.office.evaluation.table import ScoreTable
from desktop.office.evaluation.table_sheet import FOOT_PX, TableSheet
from desktop.office.evaluation.tiles import CountyTiles
from desktop.office.page import OfficePage
from desktop.panels.empty import EmptyLine
from desktop.panels.sections import StayingMenu
from desktop.theme import Theme
from gis.evaluation.evaluate import COUNTY
from gis.evaluation.fairness import counterparts
from gis.evaluation.periods import Period, parse_period, quarter_of
from gis.evaluation.subjects import BY_WORD
from gis.foundation.changes import Committed
from gis.foundation.clock import local
from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from desktop.window import Window

AGAIN_MS = 5000  # after a change of the county, until the figures are reckoned anew
PLACE = "evaluation/"
TABLE_KEY = "evaluation"  # of the setting that holds the county's own table


class EvaluationPage(OfficePage):
    """One per window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.by = "department"
        self.period: Period | None = None
        self.fair_of: dict[str, bool] = {}  # by → what the user chose
        self.hidden: set[str] = set()  # keys of rates not wanted as columns
        self.answer: Answer | None = None
        self.asking = Asking(self.bridge, self)
        self.card = ScorecardModel(self)
        self.header, self.tiles = EvaluationHeader(self.theme), CountyTiles(self.theme)
        self.kinds, self.table = KindTabs(self.theme), ScoreTable(self.theme, self.card)
        self.table.setObjectName("evaluation-table")
        self.panel = SubjectPanel(self.theme, self.card)
        self.events = FigureEvents(self.theme)
        self.events.setObjectName("figure-events")
        self.empty = EmptyLine(self.theme)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._fit_later = QTimer(self, singleShot=True, interval=0)  # once the parts have their new sizes
        self._lay_out()
        self.figures = Figures(self)
        self.sheet = TableSheet(self)
        self._connect()

    def _lay_out(self) -> None:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.kinds, self.empty):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(above)
        self.split.addWidget(self.events)
        self.split.setStretchFactor(0, 1)
        self.events.hide()
        self.empty.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.split, 1)
        row.addWidget(self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.tiles)
        whole.addLayout(row, 1)

    def _connect(self) -> None:
        self.header.period.chosen.connect(self.choose_period)
        self.header.by.chosen.connect(self.choose_by)
        self.header.fair_toggled.connect(self._set_fair)
        self.header.cancelled.connect(self._cancel)
        self.header.export_asked.connect(self._export)
        self.header.table_asked.connect(self.open_table)
        self.sheet.closed.connect(self.table.setFocus)
        self.tiles.figure_opened.connect(lambda place: self.figures.open(place, COUNTY))
        self.kinds.chosen.connect(self._show_kind)
        self.kinds.columns_asked.connect(self._columns_menu)
        self.table.figure_opened.connect(self.figures.open)
        self.table.signs_opened.connect(self.figures.open_signs)
        self.table.subject_changed.connect(self.panel.show_subject)
        self.table.selectionModel().currentChanged.connect(lambda now, _before: self._follow_column(now.column()))
        self.panel.figure_opened.connect(self.figures.open)
        self.panel.sign_opened.connect(self.figures.open_sign)
        self.asking.answered.connect(self._take)
        self.asking.failed.connect(self._failed)
        self.asking.slow.connect(lambda on: self.header.show_waiting("正在计算…" if on else ""))
        self._again.timeout.connect(self.ask)
        self._fit_later.timeout.connect(self._refit)
        self.bridge.changed.connect(self._county_changed)
        self.bridge.replaced.connect(self._replaced)
        self.bridge.person_changed.connect(self._person_changed)
        self.bridge.connected.connect(self._county_changed_now)

    # --- the office asks

    def commands(self) -> Sequence[Command]:
        return [
            Command(
                "evaluation-back", "上一期", ("Alt+Left",), lambda: self.header.period.step(-1), self._none, "统计"
            ),
            Command("evaluation-on", "下一期", ("Alt+Right",), lambda: self.header.period.step(1), self._none, "统计"),
            Command("evaluation-again", "重新计算", ("F5",), self._afresh, self.bridge.not_live, "统计"),
            Command("evaluation-close", "收起事件列表", ("Escape",), self._escape, self._nothing_to_leave, "统计"),
            Command("evaluation-export", "导出…", ("Ctrl+E",), self._export, self._none, "统计"),
            Command("evaluation-table", "考核表…", ("Ctrl+T",), self.open_table, self.bridge.not_live, "统计"),
            Command("evaluation-save", "保存考核表", ("Ctrl+S",), self.sheet.keep, self._no_sheet, "统计"),
        ]

    def _none(self) -> str:
        return self.bridge.no_county() or ("" if self.answer is not None else "还没有算出结果")

    def _no_sheet(self) -> str:
        return "" if self.sheet.isVisible() else "先打开考核表"

    def _nothing_to_leave(self) -> str:
        return "" if self.sheet.isVisible() else self.figures.none_open()

    def _escape(self) -> None:
        (self.sheet.leave if self.sheet.isVisible() else self.figures.close)()

    def open_table(self) -> None:
        """The county's evaluation table, to be looked at and changed."""
        self.sheet.open()

    def refusal_to_leave(self) -> str:
        return self.sheet.refusal_to_leave()

    def enter(self) -> None:
        if self.bridge.workspace is None:
            return self._say_empty("还没有打开县库")
        if not self.bridge.county.connected:
            return self._say_empty("县库还在连接，连上后即开始计算")
        self.ask()
        self.table.setFocus()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for part in (self.header, self.tiles, self.kinds, self.table, self.panel, self.events, self.empty):
            part.set_theme(theme)
        self.sheet.set_theme(theme)
        self.update()

    def restore_layout(self, settings: QSettings) -> None:
        by = str(settings.value(f"{PLACE}by", "department"))
        self.by = by if by in BY_WORD else "department"
        self.hidden = {key for key in str(settings.value(f"{PLACE}hidden", "")).split(",") if key}
        self.figures.height_px = int(str(settings.value(f"{PLACE}list", 0)) or 0)
        try:
            key = str(settings.value(f"{PLACE}period", ""))
            self.period = parse_period(key) if key else None
        except WanggeError:
            self.period = None  # a period that this version does not read: the present quarter instead

    def save_layout(self, settings: QSettings) -> None:
        settings.setValue(f"{PLACE}by", self.by)
        settings.setValue(f"{PLACE}hidden", ",".join(sorted(self.hidden)))
        present = self.period is None or self.period.key == quarter_of(self.bridge.clock.now()).key
        settings.setValue(f"{PLACE}period", "" if present or self.period is None else self.period.key)
        settings.setValue(f"{PLACE}list", self.figures.present_height())

    def foot_px(self) -> int:
        return FOOT_PX if self.sheet.isVisible() else 0

    def shut_down(self) -> None:
        self.asking.give_up()

    def answers(self) -> dict[str, Callable[..., Any]]:
        from desktop.office.evaluation.answers import answers

        return answers(self)

    # --- asking

    def ask(self) -> None:
        """The period and kind of the moment, as the county stands."""
        if self.bridge.not_live():
            return
        now = self.bridge.clock.now()
        self.period = self.period or quarter_of(now)
        self.header.period.show_period(self.period, now)
        self.header.by.show_by(self.by)
        self.asking.ask(self.period, self.by)

    def choose_period(self, period: Period) -> None:
        self.period = period
        self.ask()

    def choose_by(self, by: str) -> None:
        if by != self.by:
            self.by = by
            self.figures.close()
            self.ask()

    def _afresh(self) -> None:
        self.asking.forget()
        self.ask()

    def _cancel(self) -> None:
        self.asking.give_up()
        self.header.show_said("已取消")

    def _county_changed(self, committed: Committed) -> None:
        if self.answer is None:
            return
        table = any(edit.table == "setting" and edit.key == TABLE_KEY for edit in committed.change.edits)
        self._again.start(0 if table else AGAIN_MS)
        if table and self.sheet.isVisible():
            self.sheet.catch_up()

    def _county_changed_now(self) -> None:
        if self.isVisible():
            self.ask()

    def _person_changed(self) -> None:
        """The next person begins with the present quarter, not with what the one before looked into."""
        self.period = None
        self.figures.drop()

    def _replaced(self) -> None:
        self.answer = None
        self.sheet.hide()
        self.figures.drop()
        if self.isVisible():
            self.enter()

    def _failed(self, words: str) -> None:
        self._say_empty(words, "重试")

    def _say_empty(self, words: str, action: str = "") -> None:
        self.empty.set_words(words, action)
        self.empty.setVisible(bool(words))
        self.table.setVisible(not words)
        self.panel.setVisible(not words)

    # --- showing

    def _take(self, answer: Answer) -> None:
        fresh = self.answer is None or self.answer.found.subjects.by != answer.found.subjects.by
        self.answer = answer
        found = answer.found
        self._say_empty("" if len(found.subjects) else f"县库里没有{found.subjects.word}")
        self.tiles.set_evaluation(found)
        self.panel.set_effects(answer.effects)
        self._show_answer()
        until = (
            f"截至 {local(found.now):%m-%d %H:%M}，本期未结束"
            if found.running
            else f"{found.period.first_day} 至 {found.period.last_day}"
        )
        self.header.show_said(until)
        self.events.set_county(answer.county, self.bridge.states, found.now, self.bridge.county.calendar)
        if fresh:
            self.table.verticalScrollBar().setValue(0)
            self.table.choose(self._own_subject(answer))
            self.panel.show_trend(self.card.rates[0])
        self.figures.reopen()
        self.window_.refresh_commands()

    def _own_subject(self, answer: Answer) -> int:
        """Where a person of a unit begins: with the own one, if it is among the subjects."""
        person, subjects = self.bridge.person, answer.found.subjects
        if person is None:
            return COUNTY
        code = {"department": str(person.unit), "unit": str(person.unit), "township": person.division}.get(subjects.by)
        return subjects.code.index(code) if code and code in subjects.code else COUNTY

    @property
    def fair(self) -> bool:
        """Whether wrong assignment is taken out: as the user chose, else as the county's card does."""
        assert self.answer is not None
        return self.fair_of.get(self.by, scored_fairly(self.answer.found))

    def _show_answer(self) -> None:
        answer = self.answer
        if answer is None:
            return
        found, fair = answer.found, self.fair
        moved = sum(e.rank_plain != e.rank_fair for e in answer.effects)
        words = f"{len(answer.effects):,} 个得分、{moved:,} 个名次因此不同" if answer.effects else "没有因此不同的"
        why_not = "" if answer.fair is not None else "考核表没有为此设记分卡"
        self.header.show_fair(fair, words if not why_not else "", why_not)
        subject, column = self.panel.subject, max(1, self.table.currentIndex().column())
        self.card.set_evaluation(found, answer.scores(fair), self._columns(), fair)
        self.table.fit()
        self.kinds.set_counts(self.card.counts())
        scores = answer.scores(fair)
        self.kinds.show_thresholds(scores.card if scores is not None else None)
        subject = subject if subject < len(found.subjects) else COUNTY
        self.table.choose(subject, column)
        self.panel.show_subject(subject)

    def _columns(self) -> list[int]:
        assert self.answer is not None
        found = self.answer.found
        wanted = [i for i in rate_order(found, self.fair) if found.table.rates[i].key not in self.hidden]
        changes = set(counterparts(found.table).values()) if self.fair else set()
        return self.table.fitting(found, wanted, changes)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.panel.set_width(self.width())
        self.sheet.setGeometry(self.rect())
        self.fit_later()

    def fit_later(self) -> None:
        """Fit columns once the parts have their new sizes."""
        self._fit_later.start()

    def _refit(self) -> None:
        if self.answer is not None and self._columns() != self.card.rates:
            self._show_answer()
        else:
            self.table.fit()
        self.table.scrollTo(self.table.currentIndex())

    def _set_fair(self, fair: bool) -> None:
        self.fair_of[self.by] = fair
        self._show_answer()

    def _show_kind(self, kind: str) -> None:
        self.card.show_kind(kind)
        self.table.choose(self.panel.subject if self.card.line_of(self.panel.subject) >= 0 else COUNTY)

    def _follow_column(self, column: int) -> None:
        place = self.card.rate_at(column) if self.card.found is not None else -1
        if place >= 0:
            self.panel.show_trend(place)

    def _columns_menu(self) -> None:
        if self.answer is None:
            return
        menu, found = StayingMenu(self), self.answer.found
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in rate_order(found, self.fair):
            rate = found.table.rates[place]
            action = menu.addAction(rate.name)
            action.setCheckable(True)
            action.setChecked(rate.key not in self.hidden)
            action.toggled.connect(lambda on, key=rate.key: self._show_rate(key, on))
        menu.addSeparator()
        menu.addAction("恢复默认列").triggered.connect(lambda: self._show_rate("", True))
        button = self.kinds.columns
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _show_rate(self, key: str, on: bool) -> None:
        if not key:
            self.hidden.clear()
        else:
            (self.hidden.discard if on else self.hidden.add)(key)
        self._show_answer()

    # --- ways out

    def _export(self) -> None:
        from desktop.office.evaluation.exporting import export_menu

        if self.answer is not None:
            button = self.header.export
            export_menu(self, self.answer.found).popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def paintEvent(self, _event) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.ui["line"])
