"""A small seed with steps and pictures, changes to make on it, and a comparison of snapshots."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from gis.events.states import Act, Status
from gis.foundation.changes import Change, NewStep, RowEdit
from gis.foundation.columns import TextColumn
from gis.seed import CountySeed, Photos, Steps
from gis.snapshot import Snapshot
from tests.small_county import NOW, make_snapshot

JPEG = b"\xff\xd8\xff\xe0 not much of a picture \xff\xd9"
WHO = ("李晓敏", "调度台 1", 1, NOW)  # actor, station, staff id, instant


def make_seed(n_events: int = 60) -> CountySeed:
    """Three steps an event, a picture before and after for the first two."""
    snapshot = make_snapshot(n_events)
    snapshot.events.photos[:2] = 2
    ids = np.repeat(snapshot.events.id, 3)
    steps = Steps(
        ids,
        np.repeat(snapshot.events.reported_at, 3) + np.tile([0, 300, 900], n_events),
        np.tile(np.array([Act.REPORT, Act.ACCEPT, Act.ASSIGN], np.uint8), n_events),
        np.tile(np.array([2, 1, 1], np.int32), n_events),
        np.tile(np.array([0, 0, 3], np.int32), n_events),
        TextColumn.of(["", "情况属实", "请速办"] * n_events),
    )
    x, y = snapshot.events.x[[0, 0, 1, 1]], snapshot.events.y[[0, 0, 1, 1]]
    photos = Photos(
        np.array([1, 1, 2, 2], np.int32),
        np.array([False, True, False, True]),
        np.array([NOW - 90, NOW - 80, NOW - 70, NOW - 60]),
        x,
        y,
        np.array([0, 1, 0, 1], np.int32),
        (JPEG, JPEG + b"2"),
    )
    return CountySeed(snapshot, steps, photos)


def assignment(snapshot: Snapshot, rows: list[int], unit: int = 2) -> Change:
    """Event rows assigned to a unit id."""
    e, units = snapshot.events, [*snapshot.units.id.tolist(), 0]
    edits = tuple(
        RowEdit(
            "event",
            int(e.id[row]),
            int(e.version[row]),
            {"unit": units[e.unit[row]], "status": int(e.status[row]), "assigned_at": int(e.assigned_at[row])},
            {"unit": unit, "status": int(Status.ASSIGNED), "assigned_at": NOW},
        )
        for row in rows
    )
    steps = tuple(NewStep(edit.key, int(Act.ASSIGN), unit, "测试") for edit in edits)  # type: ignore[arg-type]
    return Change("assign", f"指派 {len(rows)} 件", edits, steps, "理由")


def new_event(snapshot: Snapshot, event_id: int, serial: int = 1) -> RowEdit:
    """An inserted event."""
    values = {
        "number": f"JL20261123-{9000 + serial}",
        "lon": 115.03,
        "lat": 37.22,
        "division": snapshot.divisions.code[int(snapshot.events.division[0])],
        "item": 3,
        "limit_class": 1,
        "source": 2,
        "status": 0,
        "suggested": 4,
        "reported_at": NOW,
        "close_due": NOW + 3600,
        "description": "新报事件，含 \x1f 分隔符与“引号”",
        "reporter": "王小二",
    }
    return RowEdit("event", event_id, 0, None, values)


def work_on(location: str) -> None:
    """A county that has been worked on: assigned, undone, imported and taken back, renamed, retired."""
    from gis.store.opening import open_store

    store = open_store(location)
    snapshot = store.load_snapshot()
    store.commit(assignment(snapshot, [3, 7, 11]), *WHO)
    done = store.commit(assignment(snapshot, [4]), *WHO)
    store.commit(done.change.inverse(done.seq), *WHO)
    added = store.commit(
        Change("import", "导入", (new_event(snapshot, 1001), new_event(snapshot, 1002, 2)), (NewStep(1001, 1, 0),)),
        *WHO,
    )
    undone = store.commit(added.change.inverse(added.seq), *WHO)
    store.commit(undone.change.inverse(undone.seq), *WHO)
    grid = snapshot.divisions.code[5]
    store.commit(Change("edit", "改名", (RowEdit("division", grid, 0, {"name": ""}, {"name": "东片"}),)), *WHO)
    edits = (RowEdit("unit", 2, 0, {"capacity": 0}, {"capacity": 9}), RowEdit("duty", 1, 0, {"lead": 0}, {"lead": 2}))
    store.commit(Change("edit", "改名录", edits), *WHO)
    store.close()


def assert_same(found: Any, wanted: Any, path: str = "snapshot") -> None:
    """Equal field by field; metres to a hundredth of a millimetre, everything else exactly."""
    for field in fields(wanted):
        a, b, where = getattr(found, field.name), getattr(wanted, field.name), f"{path}.{field.name}"
        if isinstance(b, np.ndarray):
            assert (a.dtype, a.shape) == (b.dtype, b.shape), where
            if b.dtype.kind == "f":
                np.testing.assert_allclose(a, b, rtol=0, atol=1e-5, err_msg=where)
            else:
                np.testing.assert_array_equal(a, b, err_msg=where)
        elif is_dataclass(b):
            assert_same(a, b, where)
        else:
            assert a == b, where
