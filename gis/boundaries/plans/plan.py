"""What a plan is: who drew it, where it stands on its way into force, and its strokes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gis.foundation.changes import RowEdit


class PlanState(StrEnum):
    """Where a plan stands. Stored; never rename."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"  # waits for its day
    IN_FORCE = "in_force"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


STATE_WORD = {
    PlanState.DRAFT: "草案",
    PlanState.SUBMITTED: "待审批",
    PlanState.APPROVED: "已批准",
    PlanState.IN_FORCE: "已生效",
    PlanState.REJECTED: "未通过",
    PlanState.WITHDRAWN: "已撤回",
}
OPEN_STATES = (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED)


@dataclass(frozen=True)
class Plan:
    """One plan as the store has it. villages: codes it was made for and those its strokes touch, sorted. base_seq: the
    journal sequence of the county that its strokes are drawn on. strokes: how many numbers were given. codes: while
    drawn → as submitted, for grids that are new. author, decided_by: staff ids. Instants are UTC seconds, 0 for not
    yet. effective: 2026-12-01, empty for none. copied_from: plan id, 0 none. version: as of any row; of a plan
    in force the journal row that brought it in force, for nothing happens to it afterwards."""

    id: int
    name: str
    note: str
    state: PlanState
    villages: tuple[str, ...]
    codes: Mapping[str, str]
    author: int
    author_name: str
    created_at: int
    touched_at: int
    base_seq: int
    strokes: int
    submitted_at: int
    decided_by: int
    decider: str
    decided_at: int
    reason: str
    effective: str
    copied_from: int
    version: int

    @property
    def word(self) -> str:
        """草案, 待审批 …"""
        return STATE_WORD[self.state]

    @property
    def editable(self) -> bool:
        """Whether strokes can be drawn: a plan that was submitted stands as it is."""
        return self.state is PlanState.DRAFT


@dataclass(frozen=True)
class Stroke:
    """One gesture in a plan. number: 1 … in order of drawing. kind, label: as in Change. edits: the rows it writes, as
    perform gives them. born: new code → the code it is cut from. retired: code → its heir. at: UTC seconds."""

    plan: int
    number: int
    kind: str
    label: str
    edits: tuple[RowEdit, ...]
    born: Mapping[str, str]
    retired: Mapping[str, str]
    undone: bool
    author: int
    author_name: str
    at: int
    version: int

    @property
    def id(self) -> str:
        """The key of its row."""
        return f"{self.plan}.{self.number}"


@dataclass(frozen=True)
class Author:
    """Who draws, submits or decides: staff id (0 none) and name."""

    staff: int
    name: str

    def is_same(self, staff: int, name: str) -> bool:
        """Whether someone named so is the same person."""
        return self.staff == staff if self.staff and staff else self.name == name
