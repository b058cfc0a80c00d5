"""Deeds: a drop from the hand to disk and screen, a text search over every description."""

from __future__ import annotations

import time

import numpy as np

from desktop.bench.figures import Measured, median, worst
from desktop.bench.stage import Stage
from gis.events.query import Filter
from gis.events.states import State, Status

WORDS = ("井盖", "路灯", "污水", "补贴", "液化气", "垃圾 村东", "取暖", "水", "路", "的", "老人", "JL2026112")


def drops(stage: Stage, size: int, turns: int) -> Measured:
    """From letting go to committed on disk, adopted and repainted."""
    window = stage.window
    bridge = window.bridge
    samples = []
    for turn in range(turns):
        unit = int(turn % 12)
        rows = _assignable(bridge, size, unit)
        done: list[object] = []
        bridge.acknowledged.connect(done.append)
        bridge.failed.connect(_raise)
        begin = time.perf_counter()
        bridge.assign(rows, unit, "压力测试：负荷与速度")
        _wait_for(stage, done)
        samples.append((time.perf_counter() - begin) * 1000)
        bridge.acknowledged.disconnect(done.append)
        bridge.failed.disconnect(_raise)
        stage.wait_quiet(0.3)
    return median("drop_1_ms" if size == 1 else "drop_1000_ms", samples)


def _wait_for(stage: Stage, done: list[object]) -> None:
    stage.wait(lambda: bool(done) and stage.window.desk.canvas.settled)


def _raise(error: Exception, _change: object) -> None:
    raise error


def _assignable(bridge, size: int, unit: int) -> np.ndarray:
    """Open events that the unit does not have yet, those seldom touched first."""
    events = bridge.snapshot.events
    lively = (events.status >= Status.ACCEPTED) & (events.status <= Status.REPLIED) & ~events.paused
    rows = np.flatnonzero(lively & (events.unit != unit))
    return rows[np.argsort(events.version[rows], kind="stable")][:size].astype(np.int32)


def searches(stage: Stage) -> Measured:
    """Text search over all descriptions, rows and all, for rare and for common words."""
    bridge = stage.window.bridge
    samples = []
    every = frozenset(State)
    for word in WORDS:
        begin = time.perf_counter()
        bridge.county.rows(Filter(text=word, states=every), bridge.clock.now())
        samples.append((time.perf_counter() - begin) * 1000)
        bridge.county.rows(Filter(), bridge.clock.now())
    return worst("search_ms", samples)
