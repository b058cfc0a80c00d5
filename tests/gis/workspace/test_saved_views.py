"""Saved views with the county: in the store's words and back, whose they are, and what is gone is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gis.events.query import Filter
from gis.events.states import Source, State, Status
from gis.foundation.clock import SystemClock
from gis.foundation.columns import TextColumn
from gis.store.create import create_store
from gis.workspace import Workspace
from gis.workspace.saved_views import SavedView, SavedViews, body_of, view_of
from tests.gis.store.county import make_seed
from tests.small_county import NOW, make_snapshot


@pytest.fixture(scope="module")
def snapshot():
    return make_snapshot(60)


def full_view(snapshot) -> SavedView:
    chosen = Filter(
        states=frozenset({State.OVERDUE, State.NEAR}),
        statuses=frozenset({Status.ACCEPTED}),
        categories=frozenset({1}),
        items=frozenset({2, 3}),
        sources=frozenset({Source.HOTLINE}),
        units=frozenset({-1, 1}),
        division=4,
        since=1,
        until=9,
        text="机井",
        given=frozenset({5, 7}),
        given_words="一组",
    )
    return SavedView("张王疃超期", chosen, {"tab": "overdue", "sort": ["due", True], "columns": {"hidden": ["place"]}})


def test_a_view_comes_back_as_it_was(snapshot):
    view = full_view(snapshot)
    body = body_of(view, snapshot)
    assert body["filter"]["division"] == snapshot.divisions.code[4]
    assert body["filter"]["units"] == sorted([0, int(snapshot.units.id[1])])
    assert view_of(view.name, body, snapshot) == view
    assert view_of("全部", body_of(SavedView("全部", Filter()), snapshot), snapshot) == SavedView("全部", Filter())


def test_rows_may_move_and_what_is_gone_is_said(snapshot):
    body = body_of(full_view(snapshot), snapshot)
    order = np.arange(len(snapshot.units))[::-1]
    turned = replace(snapshot, units=replace(snapshot.units, id=snapshot.units.id[order]))
    again = view_of("x", body, turned)
    assert {int(turned.units.id[row]) for row in again.filter.units if row >= 0} == {int(snapshot.units.id[1])}
    codes = [f"{code[:-1]}9" if row == 4 else code for row, code in enumerate(snapshot.divisions.code)]
    other = replace(snapshot, divisions=replace(snapshot.divisions, code=TextColumn.of(codes)))
    found = view_of("x", {**body, "filter": {**body["filter"], "units": [999], "items": [99999]}}, other)
    assert found.filter.division == 0 and found.filter.units == frozenset() and found.filter.items == frozenset()
    assert found.lost == ("所选单位", "所选事项", f"区划 {snapshot.divisions.code[4]}")


def test_bodies_of_other_versions_lose_only_what_is_unknown(snapshot):
    body = {"filter": {"states": [int(State.OVERDUE)], "colour": "red"}, "more": 1}
    assert view_of("x", body, snapshot) == SavedView("x", Filter(states=frozenset({State.OVERDUE})))
    assert view_of("x", None, snapshot) == SavedView("x", Filter())


def test_views_are_a_persons_own_and_found_at_another_desk(tmp_path):
    path = str(tmp_path / "county.wangge")
    create_store(path, make_seed(40), "测试", "甲席", NOW)
    here, there = (Workspace.open(path, SystemClock(), station=station) for station in ("甲席", "乙席"))
    views = SavedViews(here)
    view = SavedView("今天超期", Filter(states=frozenset({State.OVERDUE})), {"tab": "overdue"})
    assert [each.name for each in views.keep(view)] == ["今天超期"]
    changed = replace(view, filter=Filter(division=2))
    assert views.keep(changed) == [changed]
    assert SavedViews(there).listed() == [changed]
    there.act_as(replace(there.actor, name="另一人"))
    assert SavedViews(there).listed() == []
    assert views.drop("没有这个") == [changed] and views.drop("今天超期") == []
    assert here.store().last_seq() == 1, "a view is no act of office"
    here.close()
    there.close()
