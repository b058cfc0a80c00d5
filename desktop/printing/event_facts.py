"""Everything a paper says of one event, gathered once from an open county as plain values. Persons are masked here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.dialogs.deadline_ledger_words import clock_head
from desktop.dispatch.inspector_words import duty_of, masked_name, masked_phone, place_of
from desktop.printing.counting_words import counting_words
from desktop.printing.stamp import full_time, plain_time
from gis.deadlines.ledger import Ledger
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.deadlines.words import span
from gis.events.states import ACT_WORD, RATING_WORD, SOURCE_WORD, STATUS_WORD, Act, Source, State, Status
from gis.foundation.crs import to_degrees
from gis.records import HistoryLine, Photo
from gis.snapshot import Snapshot
from gis.workflow.case_file import CaseFile

PLATFORM = "平台"  # who does what nobody did by hand
VILLAGERS_ACTS = (Act.REPORT, Act.RATE)


@dataclass(frozen=True)
class ClockFacts:
    """回复 or 办结: due in full, how it stands, the rule, and how it was counted."""

    word: str
    due: str
    standing: str
    rule: str
    counted: str


@dataclass(frozen=True)
class StepFacts:
    """A line of the history: when, what, who (unit and person), why."""

    when: str
    act: str
    who: str
    why: str


@dataclass(frozen=True)
class EventFacts:
    """One event in words. x_m, y_m: EPSG:4547 metres. helping: units that assist. merged: what with, empty
    for nothing. before, after: JPEG bytes with the time they were taken."""

    row: int
    number: str
    state: State
    status: str
    category: str
    item: str
    limit_class: str
    source: str
    reported: str
    reporter: str
    description: str
    place: str
    code: str
    worker: str
    coordinates: str
    x_m: float
    y_m: float
    unit: str
    helping: str
    merged: str
    duty: str
    clocks: tuple[ClockFacts, ...]
    steps: tuple[StepFacts, ...]
    result: str
    resolved: str
    closed: str
    rating: str
    rating_words: str
    before: tuple[tuple[bytes, str], ...]
    after: tuple[tuple[bytes, str], ...]


def facts_of(
    snapshot: Snapshot,
    row: int,
    state: State,
    now: int,
    history: Sequence[HistoryLine],
    photos: Sequence[Photo],
    clocks: Sequence[tuple[str, Ledger]],
    file: CaseFile,
) -> EventFacts:
    """The facts of one event row; history, photos and clocks as the workspace tells them, its file as casework does."""
    events, items, units = snapshot.events, snapshot.items, snapshot.units
    item, unit = int(events.item[row]), int(events.unit[row])
    place, duty = place_of(snapshot, row), duty_of(snapshot, row)
    lon, lat = to_degrees(float(events.x[row]), float(events.y[row]))
    refused = _last(history, Act.REFUSE) if events.status[row] == Status.REFUSED else None
    result = _last(history, Act.RESOLVE)
    rated = _last(history, Act.RATE)
    return EventFacts(
        row,
        events.number(row),
        state,
        STATUS_WORD[Status(int(events.status[row]))],
        items.category_names[int(items.category[item])],
        items.name[item],
        LIMIT_CLASS_WORD[LimitClass(int(events.limit_class[row]))],
        SOURCE_WORD[Source(int(events.source[row]))],
        full_time(int(events.reported_at[row])),
        f"{masked_name(events.reporter[row])} {masked_phone(events.phone[row])}".strip(),
        events.description[row],
        place.words,
        place.code,
        place.worker.removeprefix("网格员 "),
        f"{lon:.6f}°E，{lat:.6f}°N",
        float(events.x[row]),
        float(events.y[row]),
        units.name[unit] if unit >= 0 else "",
        _helping(snapshot, file),
        _merged(snapshot, file),
        f"{duty.role}；{duty.basis}" if duty.unit >= 0 else "",
        tuple(_clock(snapshot, row, now, word, ledger) for word, ledger in clocks),
        tuple(_step(line) for line in history),
        _result(result, refused),
        full_time(result.at) if result else "",
        full_time(int(events.closed_at[row])) if events.closed_at[row] else "",
        RATING_WORD.get(int(events.rating[row]), ""),
        rated.note if rated and rated.note not in RATING_WORD.values() else "",
        _pictures(photos, after=False),
        _pictures(photos, after=True),
    )


def _clock(snapshot: Snapshot, row: int, now: int, word: str, ledger: Ledger) -> ClockFacts:
    events = snapshot.events
    done = int(events.replied_at[row] if word == "回复" else events.resolved_at[row] or events.closed_at[row])
    due = full_time(ledger.due, due=True) + ("（暂定）" if ledger.provisional else "")
    rule = clock_head(word, ledger, now).rule
    return ClockFacts(word, due, _standing(snapshot, row, word, done, ledger.due, now), rule, counting_words(ledger))


def _standing(snapshot: Snapshot, row: int, word: str, done: int, due: int, now: int) -> str:
    """How a clock stands: met in time or late, stopped, or how long it still has."""
    events = snapshot.events
    status = Status(int(events.status[row]))
    if done and status in (Status.REFUSED, Status.MERGED):
        return f"{plain_time(done)} {STATUS_WORD[status]}"
    if done:
        late = f"超 {span(done - due)}" if done > due else "按期"
        return f"{plain_time(done)} {'回复' if word == '回复' else '报结'}，{late}"
    if events.paused[row]:
        return "暂停计时"
    return f"已超 {span(now - due)}" if now > due else f"还有 {span(due - now)}"


def _result(resolved: HistoryLine | None, refused: HistoryLine | None) -> str:
    if refused is not None:
        return f"不予受理：{refused.note}" if refused.note else "不予受理"
    return (resolved.note or "已报结，没有另写说明") if resolved is not None else ""


def _helping(snapshot: Snapshot, file: CaseFile) -> str:
    ids = {unit for unit, _ in file.assisting}
    units = snapshot.units
    return "、".join(units.name[row] for row in range(len(units)) if int(units.id[row]) in ids)


def _merged(snapshot: Snapshot, file: CaseFile) -> str:
    """已并入 JL20261123-0271, or 并入本件 0284、0291."""
    events = snapshot.events
    if file.parent and (row := events.row_of(file.parent)) >= 0:
        return f"已并入 {events.number(row)}"
    numbers = [events.number(row) for child in file.children if (row := events.row_of(child)) >= 0]
    return f"并入本件 {'、'.join(numbers)}" if numbers else ""


def _step(line: HistoryLine) -> StepFacts:
    act = Act(line.act)
    villager = act in VILLAGERS_ACTS and line.actor != PLATFORM
    actor = masked_name(line.actor) if villager else line.actor
    return StepFacts(full_time(line.at), ACT_WORD[act], " ".join(p for p in (line.unit, actor) if p), line.note)


def _last(history: Sequence[HistoryLine], act: Act) -> HistoryLine | None:
    return next((line for line in reversed(history) if line.act == act), None)


def _pictures(photos: Sequence[Photo], after: bool) -> tuple[tuple[bytes, str], ...]:
    return tuple((p.jpeg, full_time(p.taken_at)) for p in photos if p.after is after)
