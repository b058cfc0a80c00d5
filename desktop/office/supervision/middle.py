"""The middle of the page: one letter (or several drafts at once) with what became of it, its events, what can be done.
Words begun stay with their letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.supervision import Entry, MatterModel
from desktop.office.heading import Heading
from desktop.office.supervision.act_form import ActForm
from desktop.office.supervision.lists import MatterList
from desktop.office.supervision.thread import Thread, line_stop, stops
from desktop.panels.link_button import LinkButton
from desktop.panels.sections import Hairline
from desktop.theme import Theme
from gis.evaluation.letters import Letter
from gis.evaluation.table import ACT_WORD
from gis.oversight.records import LetterRecord, LetterState
from gis.workspace.inspection import Docket

if TYPE_CHECKING:
    from desktop.office.supervision.page import SupervisionPage


class Middle(QWidget):
    """`changed`: ticks changed what would go out."""

    changed = Signal()

    def __init__(self, page: SupervisionPage) -> None:
        super().__init__()
        theme = page.theme
        self.page = page
        self.chosen: list[Entry] = []
        self._begun: dict[str, dict[str, str]] = {}  # words begun, by entry
        self.matters = MatterModel(self)
        self.turn_over = LinkButton(theme, "预览 ›", self)
        self.turn_over.setObjectName("supervision-preview")
        self.title = Heading(theme, "", self.turn_over)
        self.thread_, self.line = Thread(theme), Hairline(theme)
        self.events = MatterList(theme, self.matters)
        self.events.setObjectName("supervision-events")
        self.form = ActForm(theme, self._why_not)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.title, self.thread_, self.line):
            column.addWidget(part)
        column.addWidget(self.events, 1)
        column.addWidget(self.form)
        self.events.ticked.connect(self.changed)
        self.form.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.title.set_theme(theme)
        self.turn_over.set_theme(theme)
        self.thread_.set_theme(theme)
        self.line.set_theme(theme)
        self.events.set_theme(theme)
        self.form.set_theme(theme)

    @property
    def entry(self) -> Entry | None:
        """The entry at hand; of several the first."""
        return self.chosen[0] if self.chosen else None

    @property
    def many(self) -> bool:
        return len(self.chosen) > 1

    def record(self) -> LetterRecord | None:
        """The letter on record that the entry is, or is about."""
        entry, docket = self.entry, self.page.docket
        if entry is None or docket is None:
            return None
        if entry.letter is None and entry.line is not None:
            return docket.register.letter(entry.line.letter)
        return entry.letter

    def show_entries(self, docket: Docket, chosen: list[Entry]) -> None:
        """Turn to an entry, or to several drafts at once."""
        same = [e.key for e in chosen] == [e.key for e in self.chosen]
        if not same:
            self._keep()
        self.chosen = chosen
        self.setVisible(bool(chosen))
        self.line.setVisible(bool(chosen) and self.record() is not None)
        if not chosen:
            self.thread_.show_stops([])
            return
        if chosen[0].proposals:
            every = [p for entry in chosen for p in entry.proposals]
            rows, reasons = [p.row for p in every], [p.words for p in every]
            out = self.matters.left_out() if same else ()  # what others did meanwhile takes no tick back
            self.matters.show(docket.snapshot, rows, reasons, not self.many, docket.at, out)
            self.thread_.show_stops([])
        else:
            self._show_record(docket)
        if not (same and self.form.begun):
            self._offer(docket)
        self.form.refresh()

    def forget(self, keys: list[str]) -> None:
        """What was begun for these is done."""
        for key in keys:
            self._begun.pop(key, None)
        self.form.clear()

    def forget_all(self) -> None:
        """Nothing was begun, nothing is chosen."""
        self.chosen, self._begun = [], {}
        self.form.clear()
        self.hide()

    def name(self, letter: Letter | None) -> None:
        """The head: which letter, how many events; and the button's words."""
        entry = self.entry
        if entry is None or letter is None:
            self.title.set_words(entry.title if entry is not None else "")
            return
        total, kept = len(self.matters.rows), sum(self.matters.kept)
        more = f"{total:,} 件" if kept == total else f"{kept:,} / {total:,} 件"
        title = f"{letter.title} · {entry.title}"
        if entry.proposals:
            title = f"{len(self.chosen)} 份函" if self.many else title
            more += " · 草稿"
            word = f"发出 {len(self.chosen)} 份" if self.many else f"发出{ACT_WORD[letter.act]}"
            self.form.name("issue", word)
        self.title.set_words(title, more)

    def _show_record(self, docket: Docket) -> None:
        record, row_of = self.record(), docket.snapshot.events.row_of
        rows = [(row_of(m.event), m.reason) for m in record.mentions] if record else []
        rows = [(row, reason) for row, reason in rows if row >= 0]
        self.matters.show(docket.snapshot, [r for r, _ in rows], [w for _, w in rows], False, docket.at)
        lines = tuple(each for each in docket.register.accountability if record and each.letter == record.id)
        line = self.chosen[0].line
        alone = [line_stop(line, docket.at)] if line is not None else []
        self.thread_.show_stops(stops(record, lines, docket.at) if record is not None else alone)

    def _offer(self, docket: Docket) -> None:
        entry = self.chosen[0]
        kept = self._begun.get(entry.key, {}) if not self.many else {}
        self.form.offer(self._kinds(), bool(entry.proposals) or self.record() is not None, kept)
        units = docket.snapshot.units
        named = [(int(i), name) for i, name in zip(units.id, units.name, strict=True)]
        unit = entry.letter.unit if entry.letter is not None else entry.line.unit if entry.line is not None else 0
        self.form.set_units([(0, "（不指单位）"), *named], unit)

    def _keep(self) -> None:
        entry = self.entry
        if entry is not None and not self.many:
            self._begun[entry.key] = self.form.written()

    # --- what can be done

    def _kinds(self) -> list[str]:
        """Acts that the present person's role may do, the one whose turn it is first."""
        entry = self.chosen[0]
        if entry.proposals:
            acts = {e.proposals[0].act for e in self.chosen}
            hand = all(each.by_hand for each in self.chosen)
            asks = {"issue": acts, "drop": set[str]()} if hand else {"issue": acts, "dismiss": {"dismiss"}}
            return [kind for kind, asked in asks.items() if not any(self._forbidden(each) for each in asked)]
        if entry.letter is None:
            return []
        wanted = {
            LetterState.ISSUED: ["answer_letter", "close_letter", "rectify", "account_for"],
            LetterState.RECTIFYING: ["answer_letter", "account_for"],
            LetterState.ANSWERED: ["close_letter", "rectify", "account_for"],
            LetterState.CLOSED: ["account_for"],
        }[entry.letter.state]
        return [kind for kind in wanted if not self._forbidden(kind)]

    def _forbidden(self, kind: str) -> str:
        """Why the role does not do it at all."""
        return self.page.standing.inspection.why_not(kind)

    def _why_not(self, kind: str) -> str:
        """Why it cannot be done now."""
        entry, bridge = self.entry, self.page.bridge
        if bridge.not_live() or entry is None:
            return bridge.not_live() or "没有选中的函件"
        if entry.proposals:
            return self.page.doing.why_not_draft(kind)
        if why := self.page.standing.inspection.why_not(kind, entry.letter):
            return why
        filled, letter = self.form.filled, entry.letter
        first = letter is not None and letter.act == "supervise" and letter.state is LetterState.ISSUED
        asks = kind == "answer_letter" and first and filled.words and not filled.responsible
        return "先写责任人" if asks else ""
