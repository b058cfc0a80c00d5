"""The full county under the planner's hand: ten thousand edits that stay sound, and what each costs."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pytest

from gis.boundaries.editing.follow import follow
from gis.boundaries.editing.load import load_state
from gis.boundaries.editing.perform import perform
from gis.boundaries.editing.preview import preview
from gis.boundaries.problems import problems
from gis.demo.county import build_seed
from gis.foundation.changes import Change, RowEdit
from gis.foundation.errors import Refused
from gis.store.adopt import adopt
from gis.store.create import create_store
from gis.store.opening import open_store
from gis.store.store import Store
from tests.gis.boundaries.judging import assert_sound, total_area
from tests.gis.boundaries.walking import random_gesture
from tests.properties.test_mesh_walk import assert_identical, undone, walk
from tests.small_county import NOW

pytestmark = pytest.mark.bench
WHO = ("王海涛", "规划台", 1, NOW)
EDITS = 10_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = str(tmp_path_factory.mktemp("bench") / "county.wangge")
    create_store(path, build_seed(1, 1.0, NOW), "建库", "测试", NOW)
    return open_store(path)


class Times:
    """CPU milliseconds by name: colleagues and other programs do not count."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[float]] = defaultdict(list)

    def of(self, name: str, call: Callable, *args: object):  # type: ignore[no-untyped-def]
        start = time.process_time()
        out = call(*args)
        self.by_name[name].append((time.process_time() - start) * 1000)
        return out

    def p95(self, name: str) -> float:
        return float(np.percentile(self.by_name[name], 95))

    def told(self) -> str:
        rows = ((n, np.median(t), np.percentile(t, 95), len(t)) for n, t in sorted(self.by_name.items()))
        return "\n".join(f"{n:28s} median {m:7.2f} ms  p95 {p:7.2f} ms  n={c}" for n, m, p, c in rows)


def test_ten_thousand_edits_keep_the_county_and_undo_gives_it_back(store: Store) -> None:
    start = load_state(store.load_snapshot(), NOW)
    area = total_area(start, 15)
    state, made, seed = start, [], 0
    while len(made) < EDITS:
        state, more = walk(state, 1000, seed)
        made, seed = made + more, seed + 1
    assert_sound(state, area)
    back = undone(state, made)
    assert_identical(start, back)
    assert_sound(back, area)
    print(f"\n{len(made)} edits; area differs by {abs(total_area(state, 15) - area) * 1e6:.3f} mm²")


def test_what_an_edit_costs(store: Store) -> None:
    times = Times()
    snapshot = store.load_snapshot()
    for _ in range(3):
        state = times.of("load", load_state, snapshot, NOW)
        times.of("problems", problems, state)
    rng, made, versions = np.random.default_rng(9), [], {}

    def written(change: Change, word: str) -> None:
        nonlocal snapshot, state
        committed = times.of(f"{word} commit", store.commit, change, *WHO)
        snapshot = times.of(f"{word} adopt", adopt, snapshot, committed)
        state = times.of(f"{word} follow", follow, state, committed)
        parts = [times.by_name[f"{word} {part}"][-1] for part in ("commit", "adopt", "follow")]
        times.by_name[f"{word} whole"].append(sum(parts))
        versions.update({(e.table, e.key): committed.seq for e in committed.change.edits})
        if word == "edit":
            made.append(committed)

    gc.collect()
    while len(made) < 200:
        gesture = random_gesture(state, rng)
        preview(state, gesture)  # the hand has been moving: what a face keeps of itself is there
        times.of(f"preview {type(gesture).__name__}", preview, state, gesture)
        try:
            change = times.of("perform", perform, state, gesture, NOW).change
        except Refused:
            continue
        written(change, "edit")
    for committed in reversed(made):
        inverse = committed.change.inverse(committed.seq)
        edits = [RowEdit(e.table, e.key, versions[e.table, e.key], e.before, e.after) for e in inverse.edits]
        written(Change(inverse.kind, inverse.label, tuple(edits), (), "", committed.seq), "undo")
    print("\n" + times.told())
    assert times.p95("load") <= 500 and times.p95("problems") <= 1000
    assert times.p95("edit whole") <= 30 and np.median(times.by_name["undo whole"]) <= 20
    for word in ("MoveVertex", "MoveNode", "InsertVertex"):
        assert times.p95(f"preview {word}") <= 2.0


def test_the_cost_of_a_preview_does_not_grow_with_the_county(store: Store) -> None:
    small = build_seed(1, 0.1, NOW).snapshot
    times = Times()
    for name, snapshot in (("small", small), ("full", store.load_snapshot())):
        state, rng = load_state(snapshot, NOW), np.random.default_rng(4)
        gestures = [random_gesture(state, rng) for _ in range(300)]
        for gesture in gestures:
            preview(state, gesture)
            times.of(name, preview, state, gesture)
    print("\n" + times.told())
    assert np.median(times.by_name["full"]) <= 2 * np.median(times.by_name["small"])
