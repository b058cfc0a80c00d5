"""The list of duties decides who may take an event, and why not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gis.county.divisions import Level
from gis.deadlines.seed import load_calendar
from gis.events.states import Status
from gis.foundation.columns import TextColumn
from gis.workflow.fit import Fit, foresee, unit_fits
from tests.small_county import NOW, UNIT_NAMES, make_snapshot


@pytest.fixture
def county():
    return make_snapshot(4000)


def of_item(county, item: int, count: int = 3) -> np.ndarray:
    events = county.events
    return np.flatnonzero((events.item == item) & (events.status < Status.RESOLVED))[:count]


def test_the_lead_is_recommended_the_helper_possible_the_rest_misfit(county) -> None:
    rows = of_item(county, 4)
    fits = unit_fits(county, rows)
    assert [f.unit for f in fits] == list(range(len(county.units)))
    assert (fits[4].fit, fits[4].reason) == (Fit.RECOMMENDED, "权责清单 第 5.1 项 · 事项05")
    assert (fits[5].fit, fits[5].reason) == (Fit.POSSIBLE, "协办 事项05 · 第 5.1 项")
    assert (fits[0].fit, fits[0].reason) == (Fit.MISFIT, "无此权责")


def test_only_the_township_of_the_events_may_take_them(county) -> None:
    rows = of_item(county, 4, 60)
    town = np.array([county.divisions.ancestor(int(d), Level.TOWNSHIP) for d in county.events.division[rows]])
    units = {int(county.units.division[u]): u for u in range(len(UNIT_NAMES), len(county.units))}
    home, away = units[int(town[0])], next(u for d, u in units.items() if d != town[0])
    one_town = unit_fits(county, rows[town == town[0]])
    assert (one_town[home].fit, one_town[home].reason) == (Fit.POSSIBLE, f"属地 {county.units.name[home]}")
    assert (one_town[away].fit, one_town[away].reason) == (Fit.MISFIT, "非本辖区")
    mixed = unit_fits(county, rows)[home]
    assert (mixed.fit, mixed.reason) == (Fit.MISFIT, f"其中 {int((town != town[0]).sum())} 件非本辖区")


def test_events_of_two_leads_recommend_neither(county) -> None:
    fits = unit_fits(county, np.concatenate([of_item(county, 4, 1), of_item(county, 5, 2)]))
    assert not any(f.fit is Fit.RECOMMENDED for f in fits)
    assert fits[5].fit is Fit.POSSIBLE  # leads two of them, assists with the third
    assert (fits[4].fit, fits[4].reason) == (Fit.MISFIT, "其中 2 件无此权责")


def test_of_several_duties_the_suggested_lead_is_recommended(county) -> None:
    rows = of_item(county, 4)
    duties = county.duties
    extra = replace(
        duties,
        number=duties.number.joined(TextColumn.of(["9.1"])),
        matter=duties.matter.joined(TextColumn.of(["井盖"])),
        item=np.append(duties.item, duties.item[4]),
        division=np.append(duties.division, 0),
        lead=np.append(duties.lead, county.units.id[0]),
        assist=duties.assist.joined(TextColumn.of([""])),
        version=np.append(duties.version, 0),
    )
    fits = unit_fits(replace(county, duties=extra), rows)
    assert fits[4].fit is Fit.RECOMMENDED
    assert (fits[0].fit, fits[0].reason) == (Fit.POSSIBLE, "另一项主责 井盖 · 第 9.1 项")
    suggested = county.events.suggested.copy()
    suggested[rows] = 0
    moved = replace(county, duties=extra, events=replace(county.events, suggested=suggested))
    fits = unit_fits(moved, rows)
    assert (fits[0].fit, fits[4].fit) == (Fit.RECOMMENDED, Fit.POSSIBLE)


def test_the_only_duty_needs_no_suggestion(county) -> None:
    rows = of_item(county, 4)
    suggested = np.full(len(county.events), 7, np.int16)
    other = replace(county, events=replace(county.events, suggested=suggested))
    assert unit_fits(other, rows)[4].fit is Fit.RECOMMENDED


def test_the_first_of_two_duties_of_one_lead_is_named(county) -> None:
    item = county.duties.item.copy()
    lead = county.duties.lead.copy()
    item[20], lead[20] = item[4], lead[4]
    twice = replace(county, duties=replace(county.duties, item=item, lead=lead))
    assert unit_fits(twice, of_item(county, 4))[4].reason == "权责清单 第 5.1 项 · 事项05"


def test_a_duty_of_one_township_does_not_reach_another(county) -> None:
    rows = of_item(county, 4, 60)
    town = np.array([county.divisions.ancestor(int(d), Level.TOWNSHIP) for d in county.events.division[rows]])
    area = county.duties.division.copy()
    area[4] = town[0]
    local = replace(county, duties=replace(county.duties, division=area))
    assert unit_fits(local, rows[town == town[0]])[4].fit is Fit.RECOMMENDED
    assert unit_fits(local, rows[town != town[0]])[4].fit is Fit.MISFIT


def test_loads_count_open_events_and_what_would_come(county) -> None:
    events = county.events
    rows = of_item(county, 4, 5)
    fit = unit_fits(county, rows)[4]
    assert fit.load == int(((events.unit == 4) & (events.status < Status.CLOSED)).sum()) > 0
    assert fit.load_after == fit.load + int((events.unit[rows] != 4).sum())
    assert fit.capacity == 80


def test_foresight_shows_the_earliest_running_clocks(county) -> None:
    events = county.events
    rows = np.flatnonzero((events.item == 4) & (events.status == Status.ACCEPTED))[:2]
    reply, close, provisional = events.reply_due.copy(), events.close_due.copy(), events.provisional.copy()
    reply[rows], close[rows] = NOW + 100, (NOW + 9 * 86_400, NOW + 8 * 86_400)
    provisional[rows[1]] = True
    county = replace(county, events=replace(events, reply_due=reply, close_due=close, provisional=provisional))
    seen = foresee(county, rows, 4, load_calendar(), NOW)
    assert (seen.reply_due, seen.close_due) == (NOW + 100, NOW + 8 * 86_400)
    assert seen.due_varies and seen.provisional and seen.rows == tuple(rows.tolist())
    assert [reason for _, reason in seen.skipped] == ["周末"] * 2
    assert seen.basis == "权责清单 主责 事项05 · 全县"
    assert foresee(county, rows[:1], 4, load_calendar(), NOW).due_varies is False
    assert foresee(county, rows, 0, load_calendar(), NOW).basis == "权责清单未列，须注明理由"


def test_an_answered_event_has_no_reply_clock_any_more(county) -> None:
    events = county.events
    rows = np.flatnonzero(events.status == Status.REPLIED)[:1]
    reply = np.full(len(events), NOW)
    assert foresee(replace(county, events=replace(events, reply_due=reply)), rows, 4).reply_due == 0
