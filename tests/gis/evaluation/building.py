"""Small counties for evaluation: events named one by one, everything else from tests.small_county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import numpy as np

from gis.county.units import Staff
from gis.deadlines.limits import load_rules
from gis.deadlines.seed import load_calendar
from gis.evaluation.acts import Acts, Marks, marks
from gis.events.columns import Events
from gis.events.states import Act, Status
from gis.foundation.clock import SHANGHAI, day_number
from gis.foundation.columns import TextColumn
from gis.snapshot import Snapshot
from tests.small_county import make_snapshot

TEXTS = ("description", "reporter", "phone")
NOW = int(datetime(2026, 11, 23, 14, 32, tzinfo=SHANGHAI).timestamp())


def at(*when: int) -> int:
    """UTC seconds of a Shanghai date and time."""
    return int(datetime(*when, tzinfo=SHANGHAI).timestamp())  # type: ignore[misc,arg-type]


def county_of(rows: Sequence[Mapping[str, Any]]) -> Snapshot:
    """The small county with these events. Left out: closed by nobody, 其他事项, unit 0, the first grid."""
    base = make_snapshot(1)
    grid = int(np.flatnonzero(base.divisions.level == 6)[0])
    plain: dict[str, Any] = {"division": grid, "limit_class": 3, "unit": 0, "suggested": 0, "status": Status.ASSIGNED}
    columns: dict[str, Any] = {}
    for field in fields(Events):
        if field.name in TEXTS:
            columns[field.name] = TextColumn.of([str(r.get(field.name, "")) for r in rows])
            continue
        kind = getattr(base.events, field.name).dtype
        columns[field.name] = np.array([r.get(field.name, plain.get(field.name, 0)) for r in rows], kind)
    columns["id"] = np.arange(1, len(rows) + 1, dtype=np.int32)
    columns["serial"] = np.arange(1, len(rows) + 1, dtype=np.int32)
    columns["day"] = day_number(columns["reported_at"]).astype(np.int32)
    return replace(base, events=Events(**columns))


def acts_of(rows: Sequence[tuple[int, int, Act, int]]) -> Acts:
    """Acts from (event id, at, act, unit id)."""
    table = np.array([(e, t, int(a), u) for e, t, a, u in rows], np.int64).reshape(-1, 4)
    return Acts(table[:, 0].astype(np.int32), table[:, 1], table[:, 2].astype(np.uint8), table[:, 3].astype(np.int32))


def marks_of(county: Snapshot, acts: Acts | None = None) -> Marks:
    return marks(county.events, county.units.id, acts or Acts.none(), load_rules(), load_calendar())


def with_workers(county: Snapshot, names: Sequence[str]) -> Snapshot:
    """A worker of each name for the first grids in turn; all other grids have none."""
    worker = np.zeros(len(county.divisions), np.int32)
    grids = np.flatnonzero(county.divisions.level == 6)
    worker[grids[: len(names)]] = np.arange(1, len(names) + 1)
    n = len(names)
    zero = np.zeros(n, np.int32)
    staff = Staff(
        np.arange(1, n + 1, dtype=np.int32), TextColumn.of(names), TextColumn.of([""] * n),
        TextColumn.of(["网格员"] * n), zero, grids[:n].astype(np.int32),
    )  # fmt: skip
    return replace(county, staff=staff, divisions=replace(county.divisions, worker=worker))
