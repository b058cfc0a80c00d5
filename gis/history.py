"""Undo and redo over committed changes: one stack for everything a person did at one station, read from the journal.

Because the stack is read from the journal, it is there again after reopening. An entry can be taken back as long as
nobody else has written one of its rows since; an entry that somebody overtook is passed over and named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gis.events.states import Act
from gis.foundation.changes import Change, Committed, Key, NewStep, RowEdit

RowKey = tuple[str, Key]
OWN_UNDO = frozenset({"plan", "plan_stroke"})  # a plan keeps its own undo; what was approved is not undone by a key
# not taken back by undo: an account is disabled, a password changed, a worker may be named in plans by now
FINAL = frozenset({"add_account", "password", "grid_worker"})


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

    def inverse(self, row: Committed, verb: str, word: str, version_of_event: Callable[[int], int]) -> Change:
        """The change that takes a committed one back. verb, word: "undo" and 撤销, or "redo" and 重做.
        version_of_event: the version of an event's row now, by its id."""
        edits, steps = [], []
        label = base_label(row.change)
        for edit in reversed(row.change.edits):
            version = self.version_of(edit.table, edit.key, row.seq)
            if edit.table == "event" and edit.after is not None:
                version = version_of_event(int(edit.key))
                if edit.before is not None:
                    steps.append(NewStep(int(edit.key), Act.UNDO, 0, f"{word}：{label}"))
            edits.append(RowEdit(edit.table, edit.key, version, edit.after, edit.before))
        written = {edit.key for edit in row.change.edits if edit.table == "event"}
        told = dict.fromkeys(step.event for step in row.change.steps if step.event not in written)
        steps += [NewStep(event, Act.UNDO, 0, f"{word}：{label}") for event in told]  # letters leave the row as it is
        kind = row.change.kind.split(" ", 1)[-1]
        return Change(f"{verb} {kind}", f"{word}：{label}", tuple(edits), tuple(steps), "", row.seq)

    def undo(self) -> Committed | None:
        """The change that Ctrl+Z takes back."""
        return self.undoable[-1] if self.undoable else None

    def redo(self) -> Committed | None:
        """The undo that Ctrl+Y takes back."""
        return self.redoable[-1] if self.redoable else None


def base_label(change: Change) -> str:
    """The words of the act itself, without 撤销 or 重做 before them."""
    return change.label.removeprefix("撤销：").removeprefix("重做：")
