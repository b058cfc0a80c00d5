"""Acts read in bulk for evaluation: only what the columns do not tell, and nothing that was undone."""

from __future__ import annotations

from gis.events.states import Act
from gis.foundation.changes import Change, NewStep
from gis.store.store import Store
from tests.gis.store.county import WHO, assignment


def acted(store: Store, event: int, act: Act, unit: int = 3):
    """One step of an event, without touching its row."""
    return store.commit(Change("test", "测试", (), (NewStep(event, int(act), unit),)), *WHO)


def told(store: Store) -> list[tuple[int, int, int]]:
    acts = store.acts()
    return list(zip(acts.event.tolist(), acts.act.tolist(), acts.unit.tolist(), strict=True))


def test_only_what_the_columns_do_not_tell(store: Store) -> None:
    assert told(store) == []  # one assignment an event says no more than its column
    acted(store, 5, Act.EXTEND)
    acted(store, 5, Act.PROGRESS)
    acted(store, 2, Act.RETURN)
    assert told(store) == [(2, Act.RETURN, 3), (5, Act.EXTEND, 3)]


def test_several_assignments_come_in_order(store: Store) -> None:
    store.commit(assignment(store.load_snapshot(), [3]), *WHO)
    assert told(store) == [(4, Act.ASSIGN, 3), (4, Act.ASSIGN, 2)]
    acts = store.acts()
    assert acts.at[0] <= acts.at[1]


def test_what_was_undone_is_left_out_until_it_is_redone(store: Store) -> None:
    done = acted(store, 5, Act.EXTEND)
    undone = store.commit(done.change.inverse(done.seq), *WHO)
    assert told(store) == []
    redone = store.commit(undone.change.inverse(undone.seq), *WHO)
    assert told(store) == [(5, Act.EXTEND, 3)]
    store.commit(redone.change.inverse(redone.seq), *WHO)
    assert told(store) == []


def test_every_act_of_some_events(store: Store) -> None:
    acted(store, 5, Act.PROGRESS)
    acts = store.acts([5, 7, 7, 10**6])
    assert acts.event.tolist() == [5, 5, 5, 5, 7, 7, 7]
    assert acts.act.tolist() == [1, 2, 3, Act.PROGRESS, 1, 2, 3]
    assert len(store.acts([])) == 0
