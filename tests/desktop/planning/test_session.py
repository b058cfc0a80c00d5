"""The plan on the table over a real store: strokes in order, undo, other stations, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from desktop.bridge import CountyBridge
from desktop.jobs import Jobs
from desktop.planning.session import PlanSession
from gis.boundaries.actions.appoint import Appoint
from gis.boundaries.actions.insert_vertex import InsertVertex
from gis.boundaries.actions.merge import Merge
from gis.boundaries.plans.plan import PlanState
from gis.foundation.clock import FixedClock
from gis.planning import Planning
from gis.store.create import create_store
from gis.workspace import Actor, Workspace
from tests.gis.store.county import make_seed
from tests.small_county import NOW

VILLAGE = "130529101001"


@pytest.fixture
def location(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("WANGGE_CACHE", str(tmp_path / "cache"))
    path = str(tmp_path / "county.wangge")
    create_store(path, make_seed(), "建库", "测试", NOW)
    return path


@pytest.fixture
def session(qtbot, location: str) -> Iterator[PlanSession]:
    owner = QObject()
    jobs = Jobs(owner)
    bridge = CountyBridge(FixedClock(NOW), jobs, owner)
    workspace = Workspace.open(location, FixedClock(NOW))
    workspace.act_as(Actor(11, "王海涛", "规划员", "规划台 1"))
    bridge.open(workspace)
    made = PlanSession(bridge, owner)
    made.village = VILLAGE
    made.load()
    qtbot.waitUntil(lambda: made.state is not None, timeout=5000)
    yield made
    bridge.close_county()
    jobs.close()
    owner.deleteLater()


def between(session: PlanSession, one: str, other: str) -> int:
    state = session.state
    assert state is not None
    return next(i for i in state.faces[one].arcs if {state.arcs[i].left, state.arcs[i].right} == {one, other})


def bent(session: PlanSession, by: float = 20.0) -> InsertVertex:
    """A new point in a border, beside where it runs."""
    assert session.state is not None
    arc = between(session, f"{VILLAGE}001", f"{VILLAGE}002")
    x, y = session.state.arcs[arc].xy[:2].mean(axis=0).tolist()
    return InsertVertex(arc, 0, (x + by, y))


def settle(qtbot, session: PlanSession) -> None:
    qtbot.waitUntil(lambda: session.settled and not session.loading, timeout=5000)


def test_the_first_stroke_makes_a_draft_and_is_on_record(qtbot, session, location) -> None:
    assert session.plan is None
    assert session.do(bent(session))
    qtbot.waitUntil(lambda: len(session.steps) == 1, timeout=5000)
    settle(qtbot, session)
    assert session.plan is not None and session.plan.state is PlanState.DRAFT and VILLAGE in session.plan.villages
    other = Planning(Workspace.open(location, FixedClock(NOW)))
    assert [s.label for s in other.strokes(other.plan(session.plan.id))] == [session.steps[0].label]
    other.workspace.close()


def test_strokes_that_come_quickly_are_written_in_order(qtbot, session) -> None:
    session.create("快")
    qtbot.waitUntil(lambda: session.plan is not None, timeout=5000)
    first = bent(session, 20)
    assert session.do(first)
    assert session.do(InsertVertex(first.arc, 1, (first.at[0] + 10, first.at[1] - 40)))
    session.undo()
    settle(qtbot, session)
    qtbot.waitUntil(lambda: len(session.undone) == 1, timeout=5000)
    settle(qtbot, session)
    assert len(session.steps) == 1
    session.redo()
    qtbot.waitUntil(lambda: len(session.steps) == 2, timeout=5000)
    settle(qtbot, session)


def test_what_cannot_be_is_told_and_leaves_nothing(qtbot, session) -> None:
    with qtbot.waitSignal(session.refused) as told:
        assert not session.do(Merge(f"{VILLAGE}001", ("130529101002001",)))
    assert "同一个村" in told.args[0]
    assert session.plan is None and session.steps == ()


def test_a_colleague_s_stroke_in_the_same_plan_appears_and_mine_is_made_after_it(qtbot, session, location) -> None:
    session.create("两人一案")
    qtbot.waitUntil(lambda: session.plan is not None, timeout=5000)
    settle(qtbot, session)
    workspace = Workspace.open(location, FixedClock(NOW))
    workspace.act_as(Actor(12, "李静", "规划员", "规划台 2"))
    other = Planning(workspace)
    table = other.open(session.plan.id)
    other.do(other.stroke(table, Merge(f"{VILLAGE}003", (f"{VILLAGE}004",))))
    assert session.do(bent(session))  # this desk has not heard yet: the first try is stale
    qtbot.waitUntil(lambda: len(session.steps) == 2, timeout=8000)
    settle(qtbot, session)
    assert [s.author_name for s in session.steps] == ["李静", "王海涛"]
    workspace.close()


def test_a_submitted_plan_is_not_drawn_on(qtbot, session) -> None:
    assert session.do(bent(session))
    qtbot.waitUntil(lambda: len(session.steps) == 1, timeout=5000)
    settle(qtbot, session)
    number = session.plan.id
    done: list[object] = []
    session.door.run(lambda p: p.submit(number), done.append, lambda e: done.append(e))
    qtbot.waitUntil(lambda: bool(done), timeout=5000)
    session.load(number)
    qtbot.waitUntil(lambda: session.plan is not None and session.plan.state is PlanState.SUBMITTED, timeout=5000)
    with qtbot.waitSignal(session.refused) as told:
        assert not session.do(bent(session, 30))
    assert "待审批" in told.args[0]


def test_a_plan_is_measured_against_another(qtbot, session) -> None:
    assert session.do(bent(session))
    qtbot.waitUntil(lambda: len(session.steps) == 1, timeout=5000)
    settle(qtbot, session)
    first = session.plan.id
    session.create("另案")
    qtbot.waitUntil(lambda: session.plan is not None and session.plan.id != first, timeout=5000)
    settle(qtbot, session)
    assert session.difference.none
    session.compare(first)
    qtbot.waitUntil(lambda: session.compared is not None, timeout=5000)
    assert session.compared.id == first and not session.difference.none
    session.compare(0)
    assert session.compared is None and session.difference.none


def test_of_two_readings_the_newest_wish_is_on_the_table(qtbot, session) -> None:
    assert session.do(bent(session))
    qtbot.waitUntil(lambda: len(session.steps) == 1, timeout=5000)
    settle(qtbot, session)
    number = session.plan.id
    session.load()  # the county changed: the plan is read again with it
    session.open(0)  # and meanwhile the county in force is wanted
    settle(qtbot, session)
    assert session.plan is None and session.state is session.county
    session.load()
    session.open(number)
    settle(qtbot, session)
    assert session.plan is not None and session.plan.id == number


def test_a_worker_named_is_a_stroke_like_any(qtbot, session) -> None:
    grid = f"{VILLAGE}001"
    held = session.state.places[grid].worker
    assert session.do(Appoint(grid, 0)), "it makes the draft as a border does"
    qtbot.waitUntil(lambda: len(session.steps) == 1, timeout=5000)
    settle(qtbot, session)
    assert session.state.places[grid].worker == 0 and dict(session.difference.workers) == {grid: (held, 0)}
    assert session.undo_words == "001 网格：网格员暂缺"
    session.undo()
    settle(qtbot, session)
    assert session.state.places[grid].worker == held and session.difference.none
    session.redo()
    settle(qtbot, session)
    assert session.state.places[grid].worker == 0
