"""The one thing that crosses upwards: a typed Change, and what became of it once it was committed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Scalar = int | float | str | bool | None
Key = int | str


@dataclass(frozen=True)
class RowEdit:
    """One row before and after. `before` None inserts, `after` None deletes; otherwise only changed columns.

    `version` is the journal sequence that last wrote the row when it was read (0: imported or new); the store
    refuses the change if the row has moved on.
    """

    table: str
    key: Key
    version: int
    before: Mapping[str, Scalar] | None
    after: Mapping[str, Scalar] | None


@dataclass(frozen=True)
class NewStep:
    """A line of an event's history, written with the change."""

    event: int
    act: int  # gis.events.states.Act
    unit: int  # unit id, 0 for none
    note: str = ""


@dataclass(frozen=True)
class Change:
    """One user act: one transaction, one journal row, one undo entry, whatever it touched.

    `kind` is the act's English name ("assign"); `label` names it in menus, toasts and the journal;
    `undoes` is the sequence of the change that this one takes back (undo) or restores (redo).
    """

    kind: str
    label: str
    edits: tuple[RowEdit, ...]
    steps: tuple[NewStep, ...] = ()
    reason: str = ""
    undoes: int = 0

    def inverse(self, seq: int) -> Change:
        """The change that takes this one back, given the sequence it was committed as."""
        edits = tuple(RowEdit(e.table, e.key, seq, e.after, e.before) for e in reversed(self.edits))
        return Change(f"undo {self.kind}", f"撤销：{self.label}", edits, (), "", seq)


@dataclass(frozen=True)
class Committed:
    """A change as the journal holds it."""

    seq: int
    at: int  # UTC seconds
    actor: str
    station: str
    change: Change
