"""督办: the page. Left what could be written and what is on record, then one letter with its events and what can be
done, at right the letter as it will be on paper. A unit sees the letters it got."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Command
from desktop.dispatch.queue_tabs import GAP_PX, Tab, TabButton
from desktop.models.supervision import (
    Entry,
    EntryModel,
    accountability_entries,
    draft_entries,
    letter_entries,
)
from desktop.office.heading import Divider, Heading
from desktop.office.page import OfficePage
from desktop.office.supervision.asking import Standing
from desktop.office.supervision.doing import Doing
from desktop.office.supervision.letter_view import LetterView
from desktop.office.supervision.lists import EntryList
from desktop.office.supervision.middle import Middle
from desktop.panels.empty import EmptyLine
from desktop.panels.link_button import LinkButton
from desktop.theme import Theme
from gis.evaluation.supervision import Proposal, by_hand
from gis.foundation.changes import Committed
from gis.oversight.records import LetterRecord, LetterState
from gis.people.letters import TABLES
from gis.people.roles import Role
from gis.workspace.inspection import Docket

if TYPE_CHECKING:
    from desktop.window import Window

TABS = (
    Tab("drafts", "建议", tip="按规则该催办、督办的，一个单位一份"),
    Tab("letters", "函件", tip="登记簿：发出的催办、督办"),
    Tab("record", "问责", tip="问责记录，按单位和人员"),
)
EMPTY = {"drafts": "没有该催办、督办的事件", "letters": "还没有发出的函件", "record": "没有问责记录"}
AGAIN_MS = 1500
NARROW_PX, MOST_PX = 1200, 16_777_215
UNITS = (Role.TOWNSHIP, Role.DEPARTMENT)


class SupervisionPage(OfficePage):
    """One per window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.docket: Docket | None = None
        self.tab, self._turned_to = "drafts", False
        self.standing = Standing(self.bridge, self)
        self.entries = EntryModel(self)
        self.tabs = {tab.key: TabButton(self.theme, tab, self) for tab in TABS}
        self.group = QButtonGroup(self)
        self.by_hand: list[Proposal] = []  # letters begun from what is selected on the dispatcher's desk
        self.hand = LinkButton(self.theme, "", self)
        self.hand.setObjectName("supervision-by-hand")
        self.hand.setToolTip("把指挥台上选中的未结事件写成函，不论规则")
        self.head = Heading(self.theme, "督办", self.hand)
        self.list, self.empty = EntryList(self.theme, self.entries), EmptyLine(self.theme)
        self.list.setObjectName("supervision-list")
        self.previewing = False  # where there is no room for all three, the preview takes the place of the list
        self.middle = Middle(self)
        self.matters, self.events, self.form = self.middle.matters, self.middle.events, self.middle.form
        self.thread_, self.turn_over = self.middle.thread_, self.middle.turn_over
        self.paper = LetterView(self.theme)
        self.paper.setObjectName("supervision-paper")
        self.dividers = [Divider(self.theme), Divider(self.theme)]
        self.doing = Doing(self)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._lay_out()
        self._connect()
        self._show_entries([])

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16 - GAP_PX // 2, 0, 0, 1)
        bar.setSpacing(0)
        for key, tab in self.tabs.items():
            tab.setObjectName(f"supervision-tab-{key}")
            self.group.addButton(tab)
            bar.addWidget(tab)
        bar.addStretch(1)
        self.left = QWidget()
        left = QVBoxLayout(self.left)
        left.addWidget(self.head)
        left.addLayout(bar)
        left.addWidget(self.empty)
        left.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        for box in (left, row):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        for part in (self.left, self.dividers[0], self.middle, self.dividers[1]):
            row.addWidget(part)
        row.addWidget(self.paper, 1)
        self._share(1366)

    def _share(self, width: int) -> None:
        """Columns as wide as a page of this width affords; below 1366 the preview and the list take turns."""
        narrow = width < NARROW_PX
        self.left.setFixedWidth(300 if width < 1500 else 372)
        self.left.setVisible(not narrow or not self.previewing)
        self.paper.setVisible(not narrow or self.previewing)
        self.turn_over.setVisible(narrow)
        self.turn_over.setText("‹ 列表" if self.previewing else "预览 ›")
        self.middle.setMinimumWidth(460 if width < 1500 else 620 if width < 2600 else 860)
        self.middle.setMaximumWidth(MOST_PX if narrow and not self.previewing else self.middle.minimumWidth())

    def _turn_over(self) -> None:
        self.previewing = not self.previewing
        self._share(self.width())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._share(event.size().width())

    def _connect(self) -> None:
        for key, tab in self.tabs.items():
            tab.clicked.connect(lambda _=False, own=key: self.turn(own))
        self.list.chosen.connect(self._show_entries)
        self.list.opened.connect(lambda _: self.form.words.setFocus())
        self.turn_over.clicked.connect(self._turn_over)
        self.middle.changed.connect(self.ticked)
        self.hand.clicked.connect(self.doing.ask_by_hand)
        self.events.opened.connect(self.doing.open_event)
        self.empty.action_clicked.connect(self.refresh)
        self.form.done.connect(self.doing.act)
        self.form.word_asked.connect(self.doing.save_word)
        self.form.pdf_asked.connect(self.doing.show_pdf)
        self.standing.arrived.connect(self._take)
        self.standing.failed.connect(lambda words: self._say_empty(words, "重试"))
        self.standing.slow.connect(lambda on: self.head.set_words("督办", "正在核对…" if on else self._as_of()))
        self._again.timeout.connect(self.refresh)
        self.bridge.changed.connect(self._county_changed)
        self.bridge.replaced.connect(self._replaced)
        self.bridge.connected.connect(self._connected)
        self.bridge.person_changed.connect(self._person_changed)

    # --- what the office asks

    def commands(self) -> Sequence[Command]:
        return [
            Command("supervision-go", "办理当前函件", ("Ctrl+Return",), self.form.press, self._not_ready, "督办"),
            Command("supervision-again", "重新核对", ("F5",), self.refresh, self.bridge.not_live, "督办"),
            Command("supervision-word", "存为 Word…", ("Ctrl+E",), self.doing.save_word, self._no_letter, "督办"),
        ]

    def _not_ready(self) -> str:
        return self.form.said.text() if self.form.go.isVisible() else "没有选中的函件"

    def _no_letter(self) -> str:
        return "" if self.paper.sheet.letter is not None else "没有选中的函件"

    def enter(self) -> None:
        if self.bridge.not_live():
            self._say_empty(self.bridge.not_live() + ("" if self.bridge.no_county() else "，连上后即可查看"))
            return
        self._offer_tabs()
        self.refresh()
        self.offer_by_hand()
        self.list.setFocus()

    def offer_by_hand(self) -> None:
        """A letter from what is selected on the dispatcher's desk, if the person may write one."""
        count = len(self.window_.wiring.selection.rows)
        able = count and not self.own_unit and not self.standing.inspection.why_not("urge")
        self.hand.setText(f"所选 {count:,} 件发函" if able else "")
        self.hand.setVisible(bool(able))
        self.hand.updateGeometry()

    def begin_by_hand(self, act: str, words: str) -> None:
        """Draft letters for the selection, one a unit."""
        rows, events = self.window_.wiring.selection.rows, self.bridge.snapshot.events
        self.by_hand = by_hand(events, rows.tolist(), act, words, self.bridge.clock.now())
        left_out = len(rows) - len(self.by_hand)
        if left_out:
            self.window_.tell(
                f"其中 {left_out:,} 件已经办结，不写进函里" if self.by_hand else "选中的都已办结，不用发函"
            )
        self.turn("drafts")
        self.list.choose(0)

    def foot_px(self) -> int:
        return self.form.height() if self.form.isVisible() else 0

    def look_ahead(self) -> None:
        self.refresh()

    def count(self) -> int:
        if self.docket is None:
            return 0
        if self.own_unit:
            return sum(r.state in (LetterState.ISSUED, LetterState.RECTIFYING) for r in self.letters())
        waiting = sum(r.state is LetterState.ANSWERED for r in self.letters())
        return waiting + sum(e.ink for e in draft_entries(self.docket))

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        parts: list[Any] = [self.head, self.hand, self.list, self.empty, self.middle, self.paper, *self.dividers]
        for part in (*parts, *self.tabs.values()):
            part.set_theme(theme)

    def save_layout(self, settings: QSettings) -> None:
        if not self.own_unit:  # a unit has no other first tab: what it was shown is not for whoever comes next
            settings.setValue("supervision/tab", self.tab)

    def restore_layout(self, settings: QSettings) -> None:
        tab = str(settings.value("supervision/tab", "drafts"))
        self.tab = tab if tab in self.tabs else "drafts"

    def shut_down(self) -> None:
        self.standing.give_up()

    def answers(self) -> dict[str, Callable[..., Any]]:
        from desktop.office.supervision.answers import answers

        return answers(self)

    # --- how it stands

    @property
    def own_unit(self) -> int:
        """Unit id of a person who sees only the letters to the own unit; 0 whoever sees all."""
        person = self.bridge.person
        return person.unit if person is not None and person.role in UNITS else 0

    def letters(self) -> list[LetterRecord]:
        """The letters the present person sees."""
        every = self.docket.register.letters if self.docket is not None else ()
        return [letter for letter in every if not self.own_unit or letter.unit == self.own_unit]

    def refresh(self) -> None:
        """Ask how supervision stands now."""
        if not self.bridge.not_live():
            self.standing.ask()

    def _offer_tabs(self) -> None:
        self.tabs["drafts"].setVisible(not self.own_unit)
        if self.own_unit and self.tab == "drafts":
            self.tab = "letters"
        self.tabs[self.tab].setChecked(True)

    def _county_changed(self, committed: Committed) -> None:
        if self.docket is None:
            return
        if {edit.table for edit in committed.change.edits} & TABLES:
            self._again.start(0)
        elif self.isVisible():
            self._again.start(AGAIN_MS)

    def _replaced(self) -> None:
        self.docket, self.by_hand = None, []
        if self.isVisible():
            self.enter()

    def _connected(self) -> None:
        if self.isVisible():
            self.enter()

    def _person_changed(self) -> None:
        """What one person saw and began is not for the next."""
        self.docket, self.by_hand, self.tab, self._turned_to = None, [], "drafts", False
        self.entries.set_entries([])
        self.middle.forget_all()
        self._show_entries([])

    def _as_of(self) -> str:
        if self.docket is None:
            return ""
        late = sum(letter.late(self.docket.at) for letter in self.letters())
        return f"{late} 份逾期" if late else ""

    def _take(self, docket: Docket) -> None:
        self.docket = docket
        if not self._turned_to and not self.lines(self.tab):
            self.tab = "drafts"  # nobody is met by an empty list while proposals wait
        self._turned_to = True
        self.form.set_forms(docket.table.forms)
        self._offer_tabs()
        self.refill()
        self.head.set_words("督办", self._as_of())
        self.window_.refresh_commands()
        self.counted.emit()

    def lines(self, tab: str) -> list[Entry]:
        """The lines of a tab."""
        docket = self.docket
        if docket is None:
            return []
        if tab == "drafts":
            return [] if self.own_unit else draft_entries(docket, self.by_hand)
        if tab == "letters":
            return letter_entries(docket.snapshot, self.letters(), docket.at, self.bridge.county.calendar)
        found = accountability_entries(docket.snapshot, docket.register)
        return [e for e in found if not self.own_unit or (e.line is not None and e.line.unit == self.own_unit)]

    def refill(self) -> None:
        """Show the tab's lines; the chosen one stays chosen, else the one that took its place."""
        if self.docket is None:
            return
        held, at = self.entry, self.list.currentIndex().row()
        for key, tab in self.tabs.items():
            tab.set_count(len(self.lines(key)))
        self.entries.set_entries(self.lines(self.tab))
        self._say_empty("" if self.entries.entries else EMPTY[self.tab])
        kept = self.entries.at_key(held.key) if held is not None else -1
        at = kept if kept >= 0 else min(max(at, 0), len(self.entries.entries) - 1)
        if at >= 0:
            self.list.choose(at)
        else:
            self._show_entries([])

    def turn(self, tab: str) -> None:
        """Show another tab."""
        self.tab = tab
        self.tabs[tab].setChecked(True)
        self.list.clearSelection()
        self._show_entries([])
        self.refill()

    def _say_empty(self, words: str, action: str = "") -> None:
        self.empty.set_words(words, action)
        self.empty.setVisible(bool(words))

    # --- one entry, or several drafts

    @property
    def entry(self) -> Entry | None:
        return self.middle.entry

    def _show_entries(self, chosen: list[Entry]) -> None:
        if self.docket is None:
            chosen = []
        if len(chosen) > 1 and not all(entry.proposals for entry in chosen):
            chosen = chosen[-1:]  # only drafts go out together
        if self.docket is not None:
            self.middle.show_entries(self.docket, chosen)
        else:
            self.middle.hide()
        self._show_paper()
        self.window_.refresh_commands()

    def _show_paper(self) -> None:
        letter = self.doing.letter()
        self.paper.show_letter(letter)
        self.middle.name(letter)

    def ticked(self) -> None:
        """Other events would go out."""
        self._show_paper()
        self.form.refresh()
