"""The demo county: counts, clocks, histories, places and words, on a small part of it."""

from dataclasses import fields, is_dataclass
from datetime import datetime

import numpy as np
import pytest

from gis.boundaries.polygons import polygons
from gis.county.divisions import Level
from gis.deadlines.bands import states
from gis.deadlines.limits import LimitUnit, load_rules
from gis.deadlines.many import deadlines_many
from gis.deadlines.pauses import Pause, extended, moved
from gis.deadlines.seed import load_calendar
from gis.demo.county import Land, build_seed, populate
from gis.demo.standing import wanted_open
from gis.events.states import Act, State, Status
from gis.foundation.clock import SHANGHAI, day_number
from gis.foundation.columns import TextColumn
from tests.gis.demo_words import WORDS
from tests.small_county import NOW, make_snapshot

SCALE = 0.03


@pytest.fixture(scope="module")
def seed():
    return build_seed(1, SCALE, NOW)


@pytest.fixture(scope="module")
def land():
    small = make_snapshot(10, side=3, grids=3)
    return Land(small.divisions, small.mesh, small.ground, small.households)


def same(a, b) -> bool:
    if is_dataclass(a) and not isinstance(a, type):
        return all(same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    return np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp())


def test_the_same_seed_gives_the_same_county(land):
    first, again = (populate(land, 3000, 5, NOW) for _ in range(2))
    assert same(first, again)
    other = populate(land, 3000, 6, NOW)
    assert not same(first.snapshot.events.x, other.snapshot.events.x)


def test_counts_and_shares(seed):
    events = seed.snapshot.events
    assert len(events) == round(250_577 * SCALE)
    closed = events.status == Status.CLOSED
    assert closed.sum() == round(0.9533 * len(events))
    assert (events.status < Status.CLOSED).sum() == round(1846 * SCALE)
    late = closed & (events.closed_at > events.close_due)
    assert 0.045 < late.sum() / closed.sum() < 0.075
    assert 0.02 < (events.returns > 0).mean() < 0.04
    assert 0.01 < (events.rework > 0).mean() < 0.03
    assert (events.replied_at[closed] > 0).all()
    rated = events.rating[events.rating > 0]
    assert len(rated) > 0.5 * len(events)
    assert (rated > 1).mean() > 0.95


def test_full_counts_are_those_of_the_county():
    wanted = wanted_open(250_577)
    assert sum(wanted.values()) == 1846
    assert wanted[State.NORMAL] == 1562


@pytest.mark.parametrize(
    "now",
    [
        "2026-11-23T14:32",
        "2026-11-24T02:00",
        "2026-11-22T23:59",
        "2026-10-08T08:31",
        "2026-02-20T10:00",
        "2027-02-09T12:00",
    ],
)
def test_states_at_any_hour_are_those_of_the_clocks(land, now):
    """Exact whatever the hour or holiday, counted by the clocks themselves and not by the generator."""
    instant = at(now)
    events = populate(land, 40_000, 3, instant).snapshot.events
    running = events.status < Status.CLOSED
    found = np.bincount(states(events, instant)[running], minlength=6)
    for state, count in wanted_open(len(events)).items():
        assert found[state] == count, state
    assert (events.status == Status.CLOSED).sum() == round(0.9533 * len(events))


def test_nothing_lies_in_the_future(seed):
    events = seed.snapshot.events
    for name in ("reported_at", "accepted_at", "assigned_at", "replied_at", "resolved_at", "closed_at", "paused_at"):
        assert getattr(events, name).max() <= NOW, name
    assert seed.steps.at.max() <= NOW
    assert seed.photos.taken_at.max() <= NOW
    assert events.reported_at.max() > NOW - 3 * 3600  # the last hours are populated


def test_acts_follow_each_other(seed):
    events, closed = seed.snapshot.events, seed.snapshot.events.status == Status.CLOSED
    names = ("reported_at", "accepted_at", "assigned_at", "replied_at", "resolved_at", "closed_at")
    instants = np.array([getattr(events, name)[closed] for name in names])
    assert (np.diff(instants, axis=0) >= 0).all()
    assert (instants > 0).all()
    running = events.status < Status.CLOSED
    assert not events.closed_at[running].any()
    assert (events.unit[running & (events.status < Status.ASSIGNED)] == -1).all()
    assert (events.unit[closed] >= 0).all()
    paused = events.paused
    assert paused.any()
    assert ((events.paused_at > 0) == paused).all()
    assert (events.paused_at[paused] >= events.replied_at[paused]).all()


def test_histories_tell_what_the_columns_say(seed):
    events, steps = seed.snapshot.events, seed.steps
    order = np.lexsort((steps.at, steps.event))
    assert (np.diff(order) > 0).all(), "steps are sorted by event and instant"
    first = np.searchsorted(steps.event, events.id)
    last = np.searchsorted(steps.event, events.id, side="right") - 1
    assert (steps.act[first] == Act.REPORT).all()
    assert (steps.at[first] == events.reported_at).all()
    ends = {Status.CLOSED: Act.CLOSE, Status.REFUSED: Act.REFUSE, Status.MERGED: Act.MERGE, Status.REPORTED: Act.REPORT}
    ends |= {Status.ACCEPTED: Act.ACCEPT, Status.RETURNED: Act.RETURN}
    for status, act in ends.items():
        assert (steps.act[last[events.status == status]] == act).all(), status
    paused = last[events.paused]
    assert (steps.act[paused] == Act.PAUSE).all()
    for act, count in ((Act.RETURN, events.returns), (Act.REWORK, events.rework), (Act.RATE, events.rating > 0)):
        assert np.array_equal(np.bincount(steps.event[steps.act == act], minlength=len(events) + 1)[1:], count), act
    for act, column in (
        (Act.REPLY, events.replied_at),
        (Act.CLOSE, events.closed_at * (events.status == Status.CLOSED)),
    ):
        rows = steps.act == act
        assert np.array_equal(steps.at[rows], column[column > 0]), act
    length = last - first + 1
    assert 5 <= length[events.status == Status.CLOSED].mean() <= 8


def test_deadlines_are_those_of_the_clocks(seed):
    """Limits as filed, moved only where the history tells of a pause or an extension, and by just so much."""
    events, steps, calendar = seed.snapshot.events, seed.steps, load_calendar()
    due = deadlines_many(events.limit_class, events.reported_at, load_rules(), calendar, events.replied_at > 0)
    assert np.array_equal(events.reply_due, due.reply_due)
    assert np.array_equal(events.warn_at, due.warn_at)
    told = {act: dict(zip(*_of(steps, act), strict=True)) for act in (Act.PAUSE, Act.RESUME, Act.EXTEND)}
    for row in range(len(events)):
        event, expected = int(events.id[row]), int(due.close_due[row])
        if event in told[Act.RESUME]:
            pause = Pause(told[Act.PAUSE][event], told[Act.RESUME][event])
            filed = int(events.reported_at[row])
            expected = moved(expected, filed, LimitUnit.WORKING_DAYS, [pause], calendar)
        if event in told[Act.EXTEND]:
            assert told[Act.EXTEND][event] <= expected, "asked for in time"
            expected = extended(expected, 2, calendar)
        assert events.close_due[row] == expected, events.number(row)
    assert all(told.values())


def _of(steps, act: Act) -> tuple[list[int], list[int]]:
    rows = steps.act == act
    return steps.event[rows].tolist(), steps.at[rows].tolist()


def test_an_assignment_names_the_unit_that_holds_the_event(seed):
    events, steps, units = seed.snapshot.events, seed.steps, seed.snapshot.units
    assigned = np.flatnonzero(steps.act == Act.ASSIGN)
    newest = {int(steps.event[i]): int(steps.unit[i]) for i in assigned}
    held = np.flatnonzero(events.unit >= 0)
    assert all(newest[int(events.id[r])] == units.id[events.unit[r]] for r in held)


def test_descriptions_fit_their_item_and_unit(seed):
    snapshot = seed.snapshot
    events, items, duties = snapshot.events, snapshot.items, snapshot.duties
    lead = set(zip(duties.item.tolist(), duties.lead.tolist(), strict=True))
    suggested = snapshot.units.id[events.suggested]
    for row in range(len(events)):
        item = items.name[events.item[row]]
        text = events.description[row]
        assert any(word in text for word in WORDS[item].split()), f"{item}: {text}"
        assert "{" not in text
        assert (int(items.id[events.item[row]]), int(suggested[row])) in lead, text


def test_events_lie_in_their_grid(seed):
    import shapely

    snapshot = seed.snapshot
    events, divisions = snapshot.events, snapshot.divisions
    rows, shapes = polygons(snapshot.mesh, divisions, Level.GRID)
    assert (divisions.level[events.division] == Level.GRID).all()
    shape = shapes[np.searchsorted(rows, events.division)]
    shapely.prepare(shapes)
    assert shapely.contains_xy(shape, events.x, events.y).all()


def test_fields_are_away_from_the_houses(seed):
    events, households = seed.snapshot.events, seed.snapshot.households
    field, yard = events.description.find("机井")[:40], events.description.find("邻居")[:40]

    def nearest(rows):
        gaps = np.hypot(events.x[rows, None] - households.x, events.y[rows, None] - households.y)
        return np.median(gaps.min(axis=1))

    assert nearest(yard) < 15
    assert nearest(field) > 80


def test_numbers_are_unique_and_run_through_the_day(seed):
    events = seed.snapshot.events
    assert (np.diff(events.id) == 1).all()
    assert (np.diff(events.reported_at) >= 0).all()
    assert np.array_equal(events.day, day_number(events.reported_at))
    number = events.day.astype(np.int64) * 10_000 + events.serial
    assert (np.diff(number) > 0).all()
    assert (events.serial[np.flatnonzero(np.diff(events.day, prepend=-1))] == 1).all()


def test_reports_keep_the_rhythm_of_day_week_and_year(seed):
    events, items = seed.snapshot.events, seed.snapshot.items
    hour = (events.reported_at + 8 * 3600) % 86_400 // 3600
    by_hour = np.bincount(hour, minlength=24)
    assert by_hour[7:20].sum() > 0.85 * len(events)
    assert by_hour[9] > by_hour[12] < by_hour[15]
    weekday = (events.day + 3) % 7
    assert np.bincount(weekday)[:5].mean() > 1.2 * np.bincount(weekday)[5:].mean()
    words = {"取暖": (11, 12, 1, 2, 3), "浇冻水": (11, 12), "防汛": (6, 7, 8, 9), "秋粮": (9, 10)}
    month = events.reported_at.astype("datetime64[s]") + np.timedelta64(8, "h")
    month = month.astype("datetime64[M]").astype(int) % 12 + 1
    for word, season in words.items():
        rows = events.description.find(word)
        assert len(rows), word
        assert np.isin(month[rows], season).mean() > 0.8, word
    assert len(items) == 22


def test_staff_one_worker_a_grid(seed):
    snapshot = seed.snapshot
    staff, divisions = snapshot.staff, snapshot.divisions
    grids = divisions.rows_of(Level.GRID)
    worker = divisions.worker[grids]
    assert len(set(worker.tolist())) == len(grids)
    assert np.array_equal(staff.division[worker - 1], grids)
    assert staff.name[0] == "李晓敏"
    assert staff.role[0] == "调度员"
    assert all(len(p) == 11 and p[0] == "1" and p[3:7] == "0000" for p in staff.phone)
    assert set(range(1, len(snapshot.units) + 1)) == set(staff.unit.tolist()) - {0}


def test_photos_belong_to_events_with_a_scene(seed):
    events, photos = seed.snapshot.events, seed.photos
    assert np.array_equal(np.bincount(photos.event, minlength=len(events) + 1)[1:], events.photos)
    assert len(set(photos.event.tolist())) == round(4000 * SCALE)
    assert photos.blob.max() < len(photos.blobs)
    assert all(blob[:2] == b"\xff\xd8" for blob in photos.blobs)
    settled = events.resolved_at[photos.event[photos.after] - 1]
    assert (settled > 0).all()
    assert (photos.taken_at[photos.after] <= settled).all()


def test_texts_are_whole(seed):
    events = seed.snapshot.events
    for column in (events.description, events.reporter, events.phone, seed.steps.note):
        assert isinstance(column, TextColumn)
        assert column.offsets[-1] == len(column.data)
        column.data.tobytes().decode()
