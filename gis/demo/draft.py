"""Events on their way: what was reported, where, by whom, to which unit; and at last the columns of the county."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gis.boundaries.build import ancestors
from gis.county.divisions import Divisions, Level
from gis.county.units import Items, UnitKind, Units
from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.limits import LimitClass, Rule
from gis.deadlines.many import deadlines_many
from gis.demo.authorities import Powers
from gis.demo.detours import Detours
from gis.demo.lives import Lives
from gis.demo.matters import OF_ITEM, draw_reports
from gis.demo.people import Crew, person_names, phone_numbers
from gis.demo.places import Places
from gis.demo.rhythm import report_instants
from gis.demo.standing import Standing
from gis.demo.tables import Tables
from gis.demo.texts import repeated
from gis.events.columns import Events
from gis.events.states import Source, Status
from gis.foundation.clock import day_number
from gis.seed import Photos

RESIDENTS = 40_000
SOURCES = {
    Source.GRID_WORKER: 0.52,
    Source.RESIDENT: 0.19,
    Source.PHONE: 0.09,
    Source.HOTLINE: 0.08,
    Source.PATROL: 0.08,
    Source.ON_BEHALF: 0.04,
}
URGENT_SOURCES = {Source.GRID_WORKER: 0.35, Source.RESIDENT: 0.30, Source.PHONE: 0.25, Source.HOTLINE: 0.10}
BY_WORKER = (Source.GRID_WORKER, Source.PATROL)
LOCALLY_SOLVED, BY_ASSISTANT = 0.06, 0.01  # shares of department matters that a township or a second unit takes


@dataclass(frozen=True)
class Context:
    """The county that the events happen in."""

    divisions: Divisions
    tables: Tables
    units: Units
    items: Items
    powers: Powers
    crew: Crew
    rules: tuple[Rule, ...]
    calendar: WorkCalendar


@dataclass(frozen=True)
class Draft:
    """What was reported, one row an event in the order of reporting. matter: row in Tables.matters. suggested,
    township, assist: int16 rows in Units (assist -1 none). text: index into texts; the rest as in Events."""

    ids: np.ndarray
    reported: np.ndarray
    matter: np.ndarray
    item: np.ndarray
    limit_class: np.ndarray
    text: np.ndarray
    texts: list[str]
    x: np.ndarray
    y: np.ndarray
    division: np.ndarray
    source: np.ndarray
    suggested: np.ndarray
    assist: np.ndarray
    township: np.ndarray


@dataclass(frozen=True)
class SentTo:
    """int16 rows in Units. unit: which holds or settled the event (-1 none). first: which sent it back, if one did."""

    unit: np.ndarray
    first: np.ndarray


def draw_events(context: Context, places: Places, count: int, now: int, rng: np.random.Generator) -> Draft:
    """The reports of eighteen months up to `now`."""
    tables, powers = context.tables, context.powers
    reported = report_instants(count, now, context.calendar, rng)
    reports = draw_reports(tables, reported, rng)
    item = powers.item[reports.matter]
    limit = np.where(reports.limit == OF_ITEM, context.items.limit_class[item], reports.limit)
    place = np.array([m.place for m in tables.matters])[reports.matter]
    x, y, division = places.draw(place, rng)
    area = np.searchsorted(powers.townships, ancestors(context.divisions, Level.TOWNSHIP)[division])
    return Draft(
        np.arange(1, count + 1, dtype=np.int32),
        reported,
        reports.matter,
        item,
        limit.astype(np.uint8),
        reports.text,
        reports.texts,
        x,
        y,
        division,
        _sources(limit == LimitClass.EMERGENCY, rng),
        powers.lead[reports.matter, area],
        powers.assist[reports.matter, area],
        _seats(context)[area],
    )


def sent_to(context: Context, draft: Draft, standing: Standing, detours: Detours, rng: np.random.Generator) -> SentTo:
    """Which unit each event went to: mostly the one that the list of duties names."""
    count = len(draft.ids)
    department = context.units.kind[draft.suggested] == UnitKind.DEPARTMENT
    chance = rng.random(count)
    unit = np.where(department & (chance < LOCALLY_SOLVED), draft.township, draft.suggested)
    unit = np.where(department & (chance > 1 - BY_ASSISTANT) & (draft.assist >= 0), draft.assist, unit)
    held = (standing.status >= Status.ASSIGNED) & (standing.status <= Status.CLOSED)
    other = np.where(draft.assist >= 0, draft.assist, rng.integers(0, _departments(context), count))
    other = np.where(other == unit, (other + 1) % _departments(context), other)
    first = np.where(standing.status == Status.RETURNED, draft.suggested, other)
    none = np.int16(-1)
    return SentTo(
        np.where(held, unit, none).astype(np.int16), np.where(detours.returned > 0, first, none).astype(np.int16)
    )


def columns_of(
    context: Context,
    draft: Draft,
    lives: Lives,
    standing: Standing,
    detours: Detours,
    sent: SentTo,
    photos: Photos,
    rng: np.random.Generator,
) -> Events:
    """The events as the county keeps them."""
    count, status = len(draft.ids), standing.status
    day = day_number(draft.reported).astype(np.int32)
    due = deadlines_many(draft.limit_class, draft.reported, context.rules, context.calendar, lives.replied > 0)
    reporter, phone = _reporters(context, draft, rng)
    reworked = detours.reworked > 0
    return Events(
        id=draft.ids,
        day=day,
        serial=(np.arange(count) - np.searchsorted(day, day) + 1).astype(np.int32),
        x=draft.x,
        y=draft.y,
        division=draft.division,
        item=draft.item,
        limit_class=draft.limit_class,
        source=draft.source,
        status=status,
        paused=standing.paused_at > 0,
        unit=sent.unit,
        suggested=draft.suggested.astype(np.int16),
        reported_at=draft.reported,
        accepted_at=lives.accepted,
        assigned_at=np.where(status == Status.RETURNED, 0, lives.assigned),
        replied_at=lives.replied,
        resolved_at=lives.resolved,
        closed_at=lives.closed,
        paused_at=standing.paused_at,
        reply_due=due.reply_due,
        close_due=detours.close_due,
        warn_at=due.warn_at,
        provisional=due.provisional,
        returns=(detours.returned > 0).astype(np.uint8),
        rework=reworked.astype(np.uint8),
        rating=detours.rating,
        photos=np.bincount(photos.event, minlength=count + 1)[1:].astype(np.uint8),
        version=np.zeros(count, np.int64),
        description=repeated(draft.texts, draft.text),
        reporter=reporter,
        phone=phone,
    )


def _sources(urgent: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    drawn = rng.random(len(urgent))
    out = np.zeros(len(urgent), np.uint8)
    for rows, shares in ((~urgent, SOURCES), (urgent, URGENT_SOURCES)):
        kinds = np.array(list(shares), np.uint8)
        edge = np.cumsum(list(shares.values()))
        picked = np.searchsorted(edge / edge[-1], drawn[rows], side="right")
        out[rows] = kinds[np.minimum(picked, len(kinds) - 1)]
    return out


def _reporters(context: Context, draft: Draft, rng: np.random.Generator) -> tuple:
    """Name and phone columns: the grid worker for patrols and workers' reports, else one of the made-up residents."""
    staff = context.crew.staff
    first = context.crew.first_worker - 1
    pool = min(RESIDENTS, max(100, len(draft.ids)))
    names = staff.name.take(range(first, len(staff))) + person_names(context.tables, pool, rng)
    phones = staff.phone.take(range(first, len(staff))) + phone_numbers(pool, rng)
    resident = len(staff) - first + rng.integers(0, pool, len(draft.ids))
    worker = context.divisions.worker[draft.division] - context.crew.first_worker
    who = np.where(np.isin(draft.source, BY_WORKER), worker, resident)
    return repeated(names, who), repeated(phones, who)


def _seats(context: Context) -> np.ndarray:
    """int16 rows in Units of the townships' own sub-centres, in the order of the townships."""
    units = context.units
    seat = {int(units.division[row]): row for row in range(len(units)) if units.kind[row] == UnitKind.TOWNSHIP}
    return np.array([seat[int(row)] for row in context.powers.townships], np.int16)


def _departments(context: Context) -> int:
    return int((context.units.kind == UnitKind.DEPARTMENT).sum())
