"""Appraisal: the evaluation of an open county, by the county's own table; what it needs of the histories is read once
and kept until the county changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from gis.evaluation.evaluate import Evaluation, evaluate
from gis.evaluation.periods import Period
from gis.evaluation.table import EvaluationTable, load_table, parse_table
from gis.workspace import Workspace

if TYPE_CHECKING:
    from gis.evaluation.acts import Marks
    from gis.snapshot import Snapshot


class Stopped(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True)
class _Read:
    """Marks of the events of one snapshot under one set of limits and one calendar."""

    key: tuple[object, ...]
    marks: Marks


class Appraisal:
    """Everything here reads the store and runs on a worker, one question at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._read: _Read | None = None
        self._lock = Lock()

    def table(self) -> EvaluationTable:
        """The county's own table, or the shipped one. EvaluationTableError if its own does not hold together."""
        from gis.store.evaluation_table import own_table

        own = own_table(self.workspace.store())
        return parse_table(own.text, "（本县）") if own is not None else load_table()

    def evaluate(
        self,
        snapshot: Snapshot,
        period: Period,
        by: str,
        table: EvaluationTable | None = None,
        going_on: Callable[[], None] = lambda: None,
    ) -> Evaluation:
        """A period of a snapshot by one kind of subject, as of now; `table` for a trial of another one. going_on is
        called now and then; it raises Stopped to end the work."""
        chosen = self.table() if table is None else table
        going_on()
        read = self.marks(snapshot)
        going_on()
        return evaluate(snapshot, read, period, by, self.workspace.clock.now(), chosen, going_on=going_on)

    def marks(self, snapshot: Snapshot) -> Marks:
        """What the histories say of the events of a snapshot."""
        from gis.evaluation.acts import marks

        workspace = self.workspace
        key = (snapshot.seq, snapshot.uid, workspace.rules, id(workspace.calendar))
        with self._lock:
            if self._read is None or self._read.key != key:
                acts = workspace.store().acts()
                found = marks(snapshot.events, snapshot.units.id, acts, workspace.rules, workspace.calendar)
                self._read = _Read(key, found)
            return self._read.marks
