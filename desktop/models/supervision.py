"""What the page 督办 lists: letters that could go out (proposals by unit), letters on record, the record of
accountability; as plain lines with their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.words import due_day, left, moment
from gis.evaluation.letters import DISPATCH
from gis.evaluation.supervision import Proposal, by_unit
from gis.evaluation.table import ACT_WORD
from gis.foundation.clock import local
from gis.oversight.records import STATE_WORD, Accountability, LetterRecord, LetterState, Register
from gis.snapshot import Snapshot
from gis.workspace.inspection import Docket

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """One line. mark: 催办 | 督办, empty without. ink: the mark is filled. late: what is due is over. proposals,
    letter, line: what it stands for."""

    key: str
    mark: str
    ink: bool
    title: str
    more: str
    right: str
    late: bool = False
    proposals: tuple[Proposal, ...] = ()
    letter: LetterRecord | None = None
    line: Accountability | None = None

    @property
    def by_hand(self) -> bool:
        """A draft that a person began, whatever the rules say."""
        return self.key.startswith("hand-")


def draft_entries(docket: Docket, by_hand: Sequence[Proposal] = ()) -> list[Entry]:
    """One line for each letter that could go out: those begun by hand, then what the rules propose, 督办 first."""
    hand = _drafts(docket, by_hand, "hand")
    return [*hand, *sorted(_drafts(docket, docket.proposals, "draft"), key=lambda e: (not e.ink, -len(e.proposals)))]


def _drafts(docket: Docket, proposals: Sequence[Proposal], head: str) -> list[Entry]:
    made = []
    for (act, unit), own in by_unit(proposals).items():
        rules = Counter(reason.rule for p in own for reason in p.reasons if reason.act == act)
        words = "，".join(f"{rule} {count}" for rule, count in rules.most_common(3))
        made.append(
            Entry(
                f"{head}-{act}-{unit}", ACT_WORD[act], act == "supervise", unit_name(docket.snapshot, unit), words,
                f"{len(own):,} 件", proposals=tuple(own),
            )
        )  # fmt: skip
    return made


def letter_entries(
    snapshot: Snapshot, letters: Sequence[LetterRecord], now: int, calendar: WorkCalendar
) -> list[Entry]:
    """Letters on record; what is late first, then what waits, then what is closed."""
    order = {LetterState.ANSWERED: 1, LetterState.ISSUED: 2, LetterState.RECTIFYING: 2, LetterState.CLOSED: 3}
    ranked = sorted(letters, key=lambda r: (0 if r.late(now) else order[r.state], -r.id))
    return [_letter_entry(snapshot, record, now, calendar) for record in ranked]


def _letter_entry(snapshot: Snapshot, record: LetterRecord, now: int, calendar: WorkCalendar) -> Entry:
    units = {int(i): n for i, n in zip(snapshot.units.id, snapshot.units.name, strict=True)}
    late = record.late(now)
    right = STATE_WORD[record.state]
    if record.due_at:
        right = left(record.due_at, now, calendar)
    more = f"{record.number} · {len(record.mentions):,} 件 · {STATE_WORD[record.state]}"
    if record.state is LetterState.CLOSED:
        right = moment(record.closed_at, now)
    return Entry(
        f"letter-{record.id}", ACT_WORD[record.act], record.act == "supervise", units.get(record.unit, DISPATCH), more,
        right, late, letter=record,
    )  # fmt: skip


def accountability_entries(snapshot: Snapshot, register: Register) -> list[Entry]:
    """The record of accountability, newest first; right: how often this unit or person is on it."""
    units = {int(i): n for i, n in zip(snapshot.units.id, snapshot.units.name, strict=True)}
    often = Counter((line.unit, line.person) for line in register.accountability)
    made = []
    for line in reversed(register.accountability):
        whom = " ".join(part for part in (units.get(line.unit, ""), line.person) if part)
        times = often[line.unit, line.person]
        right = f"{local(line.at):%m-%d}" + (f" · {times} 次" if times > 1 else "")
        more = f"{line.form} · {line.reason}"
        made.append(Entry(f"line-{line.id}", "", False, whom, more, right, line=line))
    return made


def unit_name(snapshot: Snapshot, row: int) -> str:
    """A unit row's short name, the dispatchers for -1."""
    return snapshot.units.name[row] if row >= 0 else DISPATCH


def due_words(record: LetterRecord, now: int) -> str:
    """12-01 周二前反馈, 12-08 周二前整改到位; empty when it is not the unit's turn."""
    if not record.due_at:
        return ""
    what = "前整改到位" if record.state is LetterState.RECTIFYING else "前反馈"
    return due_day(record.due_at, now, record.presumed) + what


class EntryModel(QAbstractListModel):
    """The lines of the list at the left."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def set_entries(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def at_key(self, key: str) -> int:
        """The line of a key, -1 if it is not there any more."""
        return next((i for i, entry in enumerate(self.entries) if entry.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (entry.mark, entry.title, entry.more, entry.right) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (entry.title, entry.more) if part)
        return entry if role == ENTRY_ROLE else None


class MatterModel(QAbstractListModel):
    """The events of one letter: each with why it is in it; of a draft each can be left out. `kept`: lines ticked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot | None = None
        self.rows: list[int] = []
        self.reasons: list[str] = []
        self.kept: list[bool] = []
        self.tickable = False
        self.now = 0

    def left_out(self) -> set[int]:
        """Event rows that are not ticked."""
        return {row for row, kept in zip(self.rows, self.kept, strict=True) if not kept}

    def show(
        self,
        snapshot: Snapshot,
        rows: list[int],
        reasons: list[str],
        tickable: bool,
        now: int,
        out: Collection[int] = (),
    ) -> None:
        """Show these events; `out`: rows that are not ticked."""
        self.beginResetModel()
        self.snapshot, self.rows, self.reasons, self.now = snapshot, rows, reasons, now
        self.kept, self.tickable = [row not in out for row in rows], tickable
        self.endResetModel()

    def toggle(self, at: int) -> None:
        if self.tickable and 0 <= at < len(self.kept):
            self.kept[at] = not self.kept[at]
            self.dataChanged.emit(self.index(at), self.index(at))

    def tick_all(self, on: bool) -> None:
        if self.kept:
            self.kept = [on] * len(self.kept)
            self.dataChanged.emit(self.index(0), self.index(len(self.kept) - 1))

    def words(self, at: int) -> tuple[str, str, str, str]:
        """(number, description, place, reason) of a line."""
        assert self.snapshot is not None
        row, divisions = self.rows[at], self.snapshot.divisions
        events = self.snapshot.events
        place = " ".join(divisions.short_name[d] for d in divisions.path(int(events.division[row]))[1:])
        return events.number(row), events.description[row].replace("\n", " "), place, self.reasons[at]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            kept = "" if not self.tickable else "发函 " if self.kept[index.row()] else "不发 "
            return kept + " ".join(self.words(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self.words(index.row()))
        return None
