"""A county whose events were filed on Monday 2026-11-23 at ten, with clocks by the shipped limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gis.deadlines.limits import load_rules
from gis.deadlines.many import deadlines_many
from gis.deadlines.seed import load_calendar
from gis.events.states import Status
from gis.foundation.clock import day_number
from gis.seed import CountySeed
from gis.store.create import create_store
from tests.gis.store.county import make_seed
from tests.gis.workflow.office import Office, at, opened

FILED = at(2026, 11, 23, 10)


def on_monday(seed: CountySeed) -> CountySeed:
    """Every event filed at FILED, nothing paused or late."""
    events = seed.snapshot.events
    n = len(events)
    filed = np.full(n, FILED)
    due = deadlines_many(events.limit_class, filed, load_rules(), load_calendar(), events.status >= Status.REPLIED)
    closed = events.status >= Status.CLOSED
    done = (events.status >= Status.RESOLVED) & (events.status <= Status.CLOSED)
    events = replace(
        events, reported_at=filed, day=day_number(filed).astype(np.int32), serial=np.arange(1, n + 1, dtype=np.int32),
        accepted_at=np.where(events.status > 0, FILED + 60, 0), assigned_at=np.where(events.unit >= 0, FILED + 120, 0),
        replied_at=np.where((events.status >= Status.REPLIED) & (events.status <= Status.CLOSED), FILED + 180, 0),
        resolved_at=np.where(done, FILED + 600, 0), closed_at=np.where(closed, FILED + 1200, 0),
        paused=np.zeros(n, bool), reply_due=due.reply_due, close_due=due.close_due, warn_at=due.warn_at,
        provisional=due.provisional,
    )  # fmt: skip
    steps = replace(seed.steps, at=np.repeat(filed, 3) + np.tile([0, 60, 120], n))
    return replace(seed, snapshot=replace(seed.snapshot, events=events), steps=steps)


@pytest.fixture(autouse=True)
def _cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def monday_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("monday") / "monday.wangge"
    create_store(str(path), on_monday(make_seed(900)), "建库", "测试", FILED)
    return path


@pytest.fixture
def office(monday_template: Path, tmp_path: Path) -> Iterator[Office]:
    yield from opened(monday_template, tmp_path, at(2026, 11, 23, 11))
