"""A county that is created comes back as it was; what fails leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from gis.deadlines.limits import Limit, LimitClass, LimitUnit, Rule
from gis.foundation.errors import StoreError
from gis.store.create import create_store
from gis.store.opening import open_store
from gis.store.store import Store
from tests.gis.store.county import JPEG, assert_same, make_seed
from tests.small_county import NOW


def test_a_seed_comes_back(store: Store):
    assert_same(store.load_snapshot(), replace(make_seed().snapshot, seq=1))


def test_shared_nodes_stay_equal_to_the_bit(store: Store):
    wanted, found = make_seed().snapshot.mesh, store.load_snapshot().mesh
    _, before = np.unique(wanted.xy, axis=0, return_inverse=True)
    _, after = np.unique(found.xy, axis=0, return_inverse=True)
    assert len(set(zip(before.ravel(), after.ravel(), strict=True))) == before.max() + 1 == after.max() + 1


def test_histories_and_pictures_come_back(store: Store):
    steps = store.steps(5)
    assert [(s.act, s.actor, s.unit, s.note) for s in steps] == [
        (1, 2, 0, ""),
        (2, 1, 0, "情况属实"),
        (3, 1, 3, "请速办"),
    ]
    photos = store.photos(2)
    assert [(p.after, p.jpeg) for p in photos] == [(False, JPEG), (True, JPEG + b"2")]
    assert photos[0].x_m == pytest.approx(make_seed().snapshot.events.x[1], abs=1e-6)
    assert store.steps(99) == [] and store.photos(99) == []


def test_creation_is_one_journal_row(store: Store):
    (row,) = store.journal()
    assert (row.seq, row.actor, row.station, row.at, row.change.kind) == (1, "建库", "测试", NOW, "seed")
    assert row.change.edits == ()
    assert store.last_seq() == 1


def test_rules_are_kept(empty_place: Callable[[], str]):
    rules = [
        Rule(LimitClass.EMERGENCY, date(2026, 1, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.HOURS, 2), 0.5),
        Rule(LimitClass.OTHER, date(2026, 1, 1), Limit(LimitUnit.NONE), Limit(LimitUnit.WORKING_DAYS, 7)),
    ]
    place = empty_place()
    create_store(place, make_seed(3), "建库", "测试", NOW, rules=rules)
    store = open_store(place)
    assert store.rules() == rules
    assert store.calendar_days() == []
    store.close()


def test_progress_is_told_and_grows(empty_place: Callable[[], str]):
    told: list[tuple[float, str]] = []
    create_store(empty_place(), make_seed(3), "建库", "测试", NOW, lambda share, words: told.append((share, words)))
    assert told[0][0] == 0.0 and told[-1] == (1.0, "完成")
    assert [s for s, _ in told] == sorted(s for s, _ in told)


def test_what_is_there_is_never_overwritten(location: str):
    with pytest.raises(StoreError, match="已"):
        create_store(location, make_seed(3), "建库", "测试", NOW)
    store = open_store(location)
    assert len(store.load_snapshot().events) == 60
    store.close()


def test_a_failed_creation_leaves_nothing(tmp_path: Path):
    seed = make_seed(3)
    events = replace(seed.snapshot.events, x=np.full(3, np.inf))
    path = tmp_path / "half.wangge"
    with pytest.raises(ValueError):
        create_store(str(path), replace(seed, snapshot=replace(seed.snapshot, events=events)), "建库", "测试", NOW)
    assert list(tmp_path.glob("**/*half*")) == []


def test_a_failed_creation_leaves_an_empty_database(kind: str, empty_place: Callable[[], str]):
    seed, place = make_seed(3), empty_place()
    events = replace(seed.snapshot.events, x=np.full(3, np.inf))
    with pytest.raises(ValueError):
        create_store(place, replace(seed, snapshot=replace(seed.snapshot, events=events)), "建库", "测试", NOW)
    create_store(place, seed, "建库", "测试", NOW)
    store = open_store(place)
    assert len(store.load_snapshot().events) == 3
    store.close()
