"""A report through the store, on both engines: free keys, a part of another event, pictures, undo, and the proof."""

from __future__ import annotations

import numpy as np

from gis.deadlines.limits import load_rules
from gis.deadlines.seed import load_calendar
from gis.events.states import Status
from gis.foundation.clock import day_number
from gis.foundation.crs import to_degrees
from gis.store.adopt import adopt
from gis.store.check import check
from gis.store.event_keys import event_keys
from gis.store.photos import next_photo
from gis.store.store import Store
from gis.workflow.pictures import NewPicture
from gis.workflow.report import Report, report
from tests.gis.store.county import WHO
from tests.small_county import NOW


def one(store: Store, reported_at: int = NOW) -> Report:
    d = store.load_snapshot().divisions
    grid = int(np.flatnonzero(d.level == 6)[0])
    lon, lat = to_degrees(float(d.label_x[grid]), float(d.label_y[grid]))
    return Report(
        reporter="张国", phone="13912345678", item=3, text="路灯不亮", division=grid, lon=float(lon), lat=float(lat),
        reported_at=reported_at,
    )  # fmt: skip


def test_free_keys_are_those_of_the_store(store: Store) -> None:
    events = store.load_snapshot().events
    day = int(events.day[-1])
    keys = event_keys(store, [day, 1])
    assert keys.event == int(events.id[-1]) + 1
    assert keys.serial == {day: int(events.serial[events.day == day].max()), 1: 0}


def test_a_report_is_in_memory_as_it_is_in_the_store(store: Store) -> None:
    snapshot = store.load_snapshot()
    parent = int(np.flatnonzero(snapshot.events.status == Status.ACCEPTED)[0])
    keys = event_keys(store, [int(day_number(NOW))])
    picture = NewPicture(next_photo(store), store.add_blob(b"jpeg"), False, NOW, 115.0, 37.2)
    rules, calendar = load_rules(), load_calendar()
    change = report(snapshot, rules, calendar, one(store), keys, NOW, parent=parent, pictures=[picture])
    done = store.commit(change, *WHO)
    adopted, read = adopt(snapshot, done), store.load_snapshot()
    for name in ("id", "day", "serial", "x", "y", "division", "item", "status", "suggested", "close_due", "photos"):
        np.testing.assert_allclose(getattr(adopted.events, name), getattr(read.events, name), atol=1e-6)
    assert list(adopted.events.description) == list(read.events.description)
    assert [photo.jpeg for photo in store.photos(keys.event)] == [b"jpeg"]
    undone = store.commit(done.change.inverse(done.seq), *WHO)
    assert len(adopt(adopted, undone).events) == len(snapshot.events)
    assert store.photos(keys.event) == []
    assert check(store.location)["faults"] == []
