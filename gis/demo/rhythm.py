"""When the county reports: hours of the day, days of the week, seasons, holidays, campaigns, and slow growth."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from gis.deadlines.calendar import DayKind, WorkCalendar
from gis.foundation.clock import DAY_S, SHANGHAI, day_number, day_start

MONTHS = 18
HOUR_S = 3600
HOURS = np.array(
    [4, 3, 2, 2, 3, 10, 35, 80, 125, 150, 130, 100, 72, 80, 115, 140, 125, 100, 75, 55, 40, 28, 17, 9], float
)
WEEK = np.array([1.04, 1.04, 1.02, 1.0, 0.99, 0.78, 0.68])  # Monday first
MONTH = np.array([1.04, 0.78, 0.95, 0.98, 1.02, 1.06, 1.08, 1.06, 1.0, 1.02, 1.02, 1.04])
HOLIDAY = 0.5
CAMPAIGN_DAYS = 8
CAMPAIGN = 1.35
LATEST_S = 40  # the newest report is at least so old, so that nobody is asked to see the future


def first_day(now: int) -> int:
    """Day number on which the demo's records begin: eighteen months before `now`."""
    when = datetime.fromtimestamp(now, SHANGHAI)
    months = when.year * 12 + when.month - 1 - MONTHS
    return int(day_number(int(datetime(months // 12, months % 12 + 1, min(when.day, 28), tzinfo=SHANGHAI).timestamp())))


def report_instants(count: int, now: int, calendar: WorkCalendar, rng: np.random.Generator) -> np.ndarray:
    """int64[count] ascending UTC seconds of the reports, none after `now`."""
    first, today = first_day(now), day_number(now)
    weight = (day_weights(first, today, calendar, rng)[:, None] * HOURS).ravel()
    edges = day_start(first) + HOUR_S * np.arange(len(weight) + 1, dtype=np.float64)
    end = now - LATEST_S
    share = np.clip((end - edges[:-1]) / HOUR_S, 0, 1)
    cumulative = np.concatenate([[0], np.cumsum(weight * share)])
    edges = np.minimum(edges, end)
    kept = np.concatenate([[True], np.diff(cumulative) > 0])
    draws = np.sort(rng.random(count)) * cumulative[-1]
    return np.interp(draws, cumulative[kept], edges[kept]).astype(np.int64)


def day_weights(first: int, last: int, calendar: WorkCalendar, rng: np.random.Generator) -> np.ndarray:
    """float64 weight of each day number first … last."""
    days = np.arange(first, last + 1, dtype=np.int64)
    weekday = (days + 3) % 7
    holiday = np.array([calendar.kind_of(int(day)) is DayKind.HOLIDAY for day in days])
    weight = WEEK[weekday] * MONTH[months_of(days * DAY_S) - 1] * np.where(holiday, HOLIDAY, 1.0)
    weight *= np.linspace(0.98, 1.02, len(days)) * rng.normal(1, 0.05, len(days)).clip(0.8, 1.2)
    for start in rng.choice(days, max(1, len(days) // 60)):  # targeted campaigns: a week of close patrol
        weight[(days >= start) & (days < start + CAMPAIGN_DAYS)] *= CAMPAIGN
    return weight


def months_of(local_s: np.ndarray) -> np.ndarray:
    """int64 month 1 … 12 of seconds since 1970-01-01 00:00 in Shanghai."""
    return local_s.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) % 12 + 1
