"""What asking for a pause or an extension and deciding on it share: the rows of the clock's record."""

from __future__ import annotations

from gis.foundation.changes import RowEdit, Scalar
from gis.workflow.case_file import CaseFile, ClockAct, ClockKind, Decision, Doer
from gis.workflow.docket import Docket

KIND_WORD = {ClockKind.PAUSE: "暂停", ClockKind.EXTENSION: "延期"}


def pending(docket: Docket, row: int) -> ClockAct | None:
    """The request of an event row that waits for its approval; there is one at most."""
    file = docket.file(row)
    return file.pending(ClockKind.PAUSE) or file.pending(ClockKind.EXTENSION)


def pending_word(docket: Docket, row: int) -> str:
    """Why no further request can be made: one waits already. Empty if none does."""
    found = pending(docket, row)
    return f"已有{KIND_WORD[ClockKind(found.kind)]}申请待批（{found.asker}）" if found else ""


def overdue_word(docket: Docket, row: int, now: int) -> str:
    """Why the clock can no longer be helped: it has run out. Empty while it runs."""
    due = int(docket.county.events.close_due[row])
    return "已超期，时限不再变动" if due and now > due else ""


def new_row(file: CaseFile, kind: ClockKind, state: Decision, who: Doer, now: int, **values: Scalar) -> RowEdit:
    """A row of the clock's record, asked for by `who` at `now`."""
    whole: dict[str, Scalar] = {
        "event": file.event,
        "kind": int(kind),
        "state": int(state),
        "reason": "",
        "asked_by": who.staff,
        "asker": who.name,
        "asked_at": now,
    }
    return RowEdit("clock_act", file.next_id(), 0, None, whole | values)


def changed_row(act: ClockAct, **after: Scalar) -> RowEdit:
    """A row of the clock's record with other values."""
    return RowEdit("clock_act", act.id, act.version, {name: getattr(act, name) for name in after}, after)
