"""Undo and redo over committed changes: one stack for everything a person did at one station, read from the journal.

Because the stack is read from the journal, it is there again after reopening. An entry can be taken back as long as
nobody else has written one of its rows since; an entry that somebody overtook is passed over and named.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gis.foundation.changes import Change, Committed, Key

RowKey = tuple[str, Key]
OWN_UNDO = frozenset({"plan", "plan_stroke"})  # a plan keeps its own undo; what was approved is not undone by a key
FINAL = frozenset({"add_account", "password"})  # not taken back by undo: an account is disabled, a password changed


@dataclass
class History:
    """What one person at one station can undo and redo. Feed it every committed change in order of sequence."""

    actor: str
    station: str
    undoable: list[Committed] = field(default_factory=list)
    redoable: list[Committed] = field(default_factory=list)
    overtaken: list[Committed] = field(default_factory=list)
    _foreign: dict[RowKey, int] = field(default_factory=dict)
    _written: dict[RowKey, int] = field(default_factory=dict)

    def feed(self, row: Committed) -> None:
        """Take in one journal row, own or another station's."""
        for edit in row.change.edits:
            self._written[edit.table, edit.key] = row.seq
        if (row.actor, row.station) != (self.actor, self.station):
            self._overtake(row)
            return
        change = row.change
        if any(edit.table in OWN_UNDO for edit in change.edits):
            return
        if change.kind.startswith("undo "):
            self._drop(self.undoable, change.undoes)
            self.redoable.append(row)
        elif change.kind.startswith("redo "):
            self._drop(self.redoable, change.undoes)
            self.undoable.append(row)
        elif change.edits and change.kind not in FINAL:
            self.undoable.append(row)
            self.redoable.clear()

    def _overtake(self, row: Committed) -> None:
        for edit in row.change.edits:
            self._foreign[edit.table, edit.key] = row.seq
        for stack in (self.undoable, self.redoable):
            lost = [mine for mine in stack if not self._free(mine)]
            self.overtaken.extend(lost)
            stack[:] = [mine for mine in stack if mine not in lost]

    def _free(self, mine: Committed) -> bool:
        return all(self._foreign.get((e.table, e.key), 0) < mine.seq for e in mine.change.edits)

    @staticmethod
    def _drop(stack: list[Committed], seq: int) -> None:
        stack[:] = [row for row in stack if row.seq != seq]

    def version_of(self, table: str, key: Key, otherwise: int) -> int:
        """The sequence that last wrote a row, as far as the journal was fed; it may be a later undo of the same row."""
        return self._written.get((table, key), otherwise)

    def undo(self) -> Committed | None:
        """The change that Ctrl+Z takes back."""
        return self.undoable[-1] if self.undoable else None

    def redo(self) -> Committed | None:
        """The undo that Ctrl+Y takes back."""
        return self.redoable[-1] if self.redoable else None


def base_label(change: Change) -> str:
    """The words of the act itself, without 撤销 or 重做 before them."""
    return change.label.removeprefix("撤销：").removeprefix("重做：")
