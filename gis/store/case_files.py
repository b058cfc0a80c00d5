"""Files of events (案卷): what the store knows of an event beyond its columns, for any number of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from gis.events.states import Act
from gis.store import schema
from gis.store.engine import reading
from gis.store.store import Store
from gis.workflow.case_file import CaseFile, ClockAct, ClockKind, Decision, Doer

CHUNK = 5000  # keys in one IN list
TOLD_BY_STEPS = (Act.RETURN, Act.PAUSE, Act.RESUME, Act.RESOLVE, Act.REWORK, Act.REOPEN, Act.VERIFY)
CLOCK_COLUMNS = tuple(ClockAct.__annotations__)

Rows = dict[int, list[Any]]


def case_files(store: Store, event_ids: Iterable[int]) -> dict[int, CaseFile]:
    """The file of every event of these ids, by id.

    Pauses of the county's first histories, which are steps only, are told as rows of the clock's record without an id.
    A step whose change was undone tells nothing.
    """
    ids = sorted({int(event) for event in event_ids})
    with reading(store.engine) as connection:
        clock = _by_event(connection, schema.clock_act, "event", ids)
        parents = _by_event(connection, schema.merged, "event", ids)
        children = _by_event(connection, schema.merged, "parent", ids)
        helpers = _by_event(connection, schema.assisting, "event", ids)
        steps = _steps(connection, ids)
    files = {}
    for event in ids:
        lines, rows = steps.get(event, []), [_clock_act(row) for row in clock.get(event, [])]
        files[event] = CaseFile(
            event,
            tuple(sorted([*_told_pauses(event, lines, rows), *rows], key=lambda c: (c.asked_at, c.id))),
            next((row.parent for row in parents.get(event, [])), 0),
            tuple(sorted(row.event for row in children.get(event, []))),
            tuple(sorted((row.unit, row.version) for row in helpers.get(event, []))),
            *_people(lines),
            tuple(line.unit or 0 for line in lines if line.act == Act.RETURN),
        )
    return files


def pending_requests(store: Store) -> dict[int, list[ClockAct]]:
    """Pauses and extensions that wait for their approval, by event id, in order of asking."""
    c = schema.clock_act
    query = select(c).where(c.c.state == int(Decision.ASKED)).order_by(c.c.asked_at)
    found: dict[int, list[ClockAct]] = {}
    with reading(store.engine) as connection:
        for row in connection.execute(query):
            found.setdefault(row.event, []).append(_clock_act(row))
    return found


def assisted_by(store: Store, unit: int) -> list[int]:
    """Ids of the events that a unit (id) assists with, ascending."""
    c = schema.assisting.c
    with reading(store.engine) as connection:
        return [
            int(event)
            for event in connection.execute(select(c.event).where(c.unit == unit).order_by(c.event)).scalars()
        ]


def _clock_act(row: Any) -> ClockAct:
    return ClockAct(*(getattr(row, name) for name in CLOCK_COLUMNS))


def _by_event(connection: Connection, table: Table, column: str, ids: Sequence[int]) -> Rows:
    found: Rows = {}
    for chunk in _chunks(ids):
        for row in connection.execute(select(table).where(table.c[column].in_(chunk))):
            found.setdefault(getattr(row, column), []).append(row)
    return found


def _steps(connection: Connection, ids: Sequence[int]) -> Rows:
    """Steps that tell of pauses, results, checks and returns, oldest first, without those that were undone."""
    s, j = schema.step.c, schema.journal.c
    joined = schema.step.outerjoin(schema.journal, s.seq == j.seq)
    columns = select(s.event, s.seq, s.at, s.act, s.actor, j.actor.label("name"), s.unit, s.note).select_from(joined)
    found: Rows = {}
    for chunk in _chunks(ids):
        wanted = s.event.in_(chunk) & s.act.in_([int(act) for act in TOLD_BY_STEPS])
        for row in connection.execute(columns.where(wanted).order_by(s.event, s.seq, s.at, s.line)):
            found.setdefault(row.event, []).append(row)
    gone = _undone(connection, {row.seq for rows in found.values() for row in rows if row.seq})
    return {event: [row for row in rows if row.seq not in gone] for event, rows in found.items()}


def _undone(connection: Connection, seqs: set[int]) -> set[int]:
    """Of these journal rows, those taken back and not restored since."""
    j = schema.journal.c
    backs: dict[int, list[int]] = {}
    wave = seqs
    while wave:
        fresh: set[int] = set()
        for chunk in _chunks(sorted(wave)):
            for row in connection.execute(select(j.seq, j.undoes).where(j.undoes.in_(chunk))):
                backs.setdefault(row.undoes, []).append(row.seq)
                fresh.add(row.seq)
        wave = fresh

    def stands(seq: int) -> bool:
        return not any(stands(back) for back in backs.get(seq, []))

    return {seq for seq in seqs if not stands(seq)}


def _told_pauses(event: int, lines: list[Any], rows: list[ClockAct]) -> Iterator[ClockAct]:
    """Pauses of the first histories, unless a row has taken them over."""
    known = {row.start_at for row in rows if row.kind == ClockKind.PAUSE}
    begun: Any = None
    for line in (line for line in lines if line.seq == 0 and line.act in (Act.PAUSE, Act.RESUME)):
        if line.act == Act.PAUSE:
            begun = begun or line
        elif begun is not None:
            yield _told(event, begun, line.at)
            begun = None
    if begun is not None and begun.at not in known:
        yield _told(event, begun, 0)


def _told(event: int, line: Any, end_at: int) -> ClockAct:
    kind, state = int(ClockKind.PAUSE), int(Decision.APPROVED)
    return ClockAct("", event, kind, state, line.note, 0, line.at, end_at, line.actor, "", line.at, 0, "", 0, "", 0)


def _people(lines: list[Any]) -> tuple[Doer, Doer]:
    """Who last filed the result, and who passed its check since."""
    handler = checker = Doer()
    for line in lines:
        if line.act == Act.RESOLVE:
            handler, checker = Doer(line.actor, line.name or ""), Doer()
        elif line.act == Act.VERIFY:
            checker = Doer(line.actor, line.name or "")
        elif line.act in (Act.REWORK, Act.REOPEN):
            checker = Doer()
    return handler, checker


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
