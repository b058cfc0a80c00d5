"""Letters of supervision (催办通知, 督办通知书) as plain values; gis.publish writes them as Word files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.words import full
from gis.evaluation.supervision import Proposal, by_unit
from gis.evaluation.table import EvaluationTable
from gis.events.county import County
from gis.events.states import STATUS_WORD, Status
from gis.foundation.clock import day_number, local

MARK = {"urge": "催", "supervise": "督"}
TITLE = {"urge": "催办通知", "supervise": "督办通知书"}
DISPATCH = "县调度中心"  # who has an event that no unit has
EPOCH = date(1970, 1, 1)


class Named(County, Protocol):
    """A county with its name; a snapshot fits."""

    @property
    def name(self) -> str: ...

    @property
    def made_up(self) -> bool: ...


@dataclass(frozen=True)
class Matter:
    """One event of a letter. number: JL20261123-0271. due: its limit in words, — without one."""

    row: int
    number: str
    place: str
    description: str
    status: str
    due: str
    reason: str


@dataclass(frozen=True)
class Letter:
    """One letter to one unit. act: urge | supervise. unit: row in Units, -1 the dispatchers themselves. written,
    answer_by: dates; answer_presumed: the answer date rests on a calendar no notice confirms yet (暂定)."""

    act: str
    title: str
    number: str
    unit: int
    addressee: str
    matters: tuple[Matter, ...]
    written: date
    answer_by: date
    answer_presumed: bool
    issuer: str
    made_up: bool
    words: str = ""  # what whoever issues it adds


def letters(
    county: Named,
    proposals: Sequence[Proposal],
    now: int,
    table: EvaluationTable,
    calendar: WorkCalendar,
    register: Mapping[str, int] | None = None,
) -> list[Letter]:
    """One letter per act and unit. now: UTC seconds. register: the next number of each act in the county's register,
    for 督〔2026〕12 号; without it 督〔2026〕1123-001 号 is only a suggestion."""
    written = local(now).date()
    found = []
    following = dict(register or {})
    for serial, ((act, unit), own) in enumerate(by_unit(proposals).items(), 1):
        number = f"{MARK[act]}〔{written.year}〕{written:%m%d}-{serial:03d} 号"
        if register is not None:
            number = f"{MARK[act]}〔{written.year}〕{following[act]} 号"
            following[act] += 1
        answer_by, presumed = after_working_days(now, table.letters.answer_within[act], calendar)
        found.append(
            Letter(
                act,
                TITLE[act],
                number,
                unit,
                county.units.full_name[unit] if unit >= 0 else DISPATCH,
                tuple(_matter(county, p) for p in own),
                written,
                answer_by,
                presumed,
                table.letters.issuer[act],
                county.made_up,
            )
        )
    return found


def after_working_days(now: int, days: int, calendar: WorkCalendar) -> tuple[date, bool]:
    """(the n-th working day after today, whether it is presumed)."""
    day = day_number(now)
    while days > 0:
        day += 1
        days -= calendar.works(day)
    return EPOCH + timedelta(day), calendar.presumed(day)


def _matter(county: Named, proposal: Proposal) -> Matter:
    return matter(county, proposal.row, proposal.due_at, proposal.words)


def matter(county: Named, row: int, due_at: int, reason: str) -> Matter:
    """One event row as a letter tells it; due_at: UTC seconds, 0 none."""
    events, d = county.events, county.divisions
    place = " ".join(d.short_name[r] for r in d.path(int(events.division[row]))[1:])
    due = full(due_at) if due_at else "—"
    status = STATUS_WORD[Status(int(events.status[row]))]
    return Matter(row, events.number(row), place, events.description[row], status, due, reason)


__all__ = ["Letter", "Matter", "after_working_days", "letters", "matter"]
