"""Appraisal: the evaluation of an open county, by the county's own table; what it needs of the histories is read once
and kept until the county changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from gis.evaluation.evaluate import Evaluation, evaluate
from gis.evaluation.periods import Period
from gis.evaluation.table import EvaluationTable, load_table, parse_table
from gis.foundation.changes import Change
from gis.foundation.errors import Refused
from gis.workspace.workspace import Workspace

if TYPE_CHECKING:
    from gis.evaluation.acts import Marks
    from gis.snapshot import Snapshot
    from gis.store.evaluation_table import OwnTable


class Stopped(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True)
class Sheet:
    """The evaluation table that holds. raw: as it is parsed. own: who set it last, None while it is the shipped one."""

    raw: dict[str, Any]
    own: OwnTable | None


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

    def sheet(self) -> Sheet:
        """The table as it stands, to be looked at and changed."""
        import tomllib

        from gis.evaluation.amending import shipped
        from gis.store.evaluation_table import own_table

        own = own_table(self.workspace.store())
        return Sheet(tomllib.loads(own.text) if own is not None else shipped(), own)

    def amend(self, sheet: Sheet, raw: dict[str, Any], reason: str) -> Change:
        """The change that makes `raw` the county's own table. Refused without a reason or a difference; the words of
        gis.evaluation.table if it does not hold together."""
        from gis.evaluation.amending import changed, checked, toml_of
        from gis.store.evaluation_table import table_edit

        checked(raw)
        text = toml_of(raw)
        if not reason.strip():
            raise Refused("没有写修改考核表的依据。", "请写明依据，如县里的文件。")
        if raw == sheet.raw:
            raise Refused("没有变化。")
        lines = changed(sheet.raw, raw)
        named = "、".join(dict.fromkeys(line.group or line.word for line in lines[:3]))
        label = f"修改考核表：{named}{'等' if len(lines) > 3 else ''}" if lines else "修改考核表：删减项目"
        return Change("set_evaluation", label, (table_edit(sheet.own, text),), reason=reason.strip())

    def give_up(self, sheet: Sheet, reason: str) -> Change:
        """The change that goes back to the shipped table. Refused without a reason, or where it holds already."""
        from gis.store.evaluation_table import table_edit

        if sheet.own is None:
            raise Refused("现在用的就是随附的考核表。")
        if not reason.strip():
            raise Refused("没有写换回随附考核表的依据。", "请写明依据。")
        edit = table_edit(sheet.own, "")
        return Change("set_evaluation", "换回随附的考核表", (edit,), reason=reason.strip())

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
                found = marks(
                    snapshot.events, snapshot.units.id, acts, workspace.rules, workspace.calendar, snapshot.items.id
                )
                self._read = _Read(key, found)
            return self._read.marks
