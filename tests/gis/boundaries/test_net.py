"""Many edits added up do to a table what they do one after another."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gis.boundaries.plans.net import net
from gis.foundation.changes import RowEdit

Table = dict[int, dict[str, Any]]
WRITES = st.tuples(
    st.integers(1, 3), st.sampled_from(["insert", "update", "delete"]), st.integers(0, 2), st.integers(0, 2)
)


def run(writes: list[tuple[int, str, int, int]], table: Table) -> list[RowEdit]:
    """The edits that these writes are, as they come; the table is changed with them."""
    edits = []
    for key, what, a, b in writes:
        held = table.get(key)
        if what == "insert" and held is None:
            edits.append(RowEdit("arc", key, 0, None, {"a": a, "b": b}))
            table[key] = {"a": a, "b": b}
        elif what == "update" and held is not None:
            edits.append(RowEdit("arc", key, 0, {"a": held["a"]}, {"a": a}))
            table[key] = held | {"a": a}
        elif what == "delete" and held is not None:
            edits.append(RowEdit("arc", key, 0, held, None))
            del table[key]
    return edits


def applied(edits: list[RowEdit], table: Table) -> Table:
    table = {key: dict(row) for key, row in table.items()}
    for edit in edits:
        key = int(edit.key)
        if edit.before is None:
            assert key not in table
            table[key] = dict(edit.after or {})
        else:
            assert {n: table[key][n] for n in edit.before} == dict(edit.before), "before is what the row held"
            if edit.after is None:
                assert set(edit.before) == set(table[key]), "a deletion can be taken back"
                del table[key]
            else:
                table[key] |= edit.after
    return table


@given(st.lists(WRITES, max_size=12))
def test_the_sum_does_what_the_parts_do(writes: list[tuple[int, str, int, int]]):
    start: Table = {1: {"a": 0, "b": 0}, 2: {"a": 1, "b": 1}}
    end = {key: dict(row) for key, row in start.items()}
    edits = net(run(writes, end))
    assert applied(edits, start) == end
    assert len({e.key for e in edits}) == len(edits)
    back = [RowEdit(e.table, e.key, 0, e.after, e.before) for e in reversed(edits)]
    assert applied(back, end) == start


def test_what_was_made_and_retired_on_the_way_never_was():
    born = RowEdit("division", "130529101001005", 0, None, {"name": "第 005 网格", "status": "有效"})
    grown = RowEdit("division", "130529101001005", 0, {"households": 3}, {"households": 9})
    retired = RowEdit("division", "130529101001005", 0, {"status": "有效"}, {"status": "作废", "retired_at": 7})
    assert net([born, grown, retired]) == []
    assert len(net([born, grown])) == 1


def test_a_retired_row_travels_whole():
    moved = RowEdit("division", "1", 4, {"households": 3}, {"households": 9})
    before, after = {"name": "东片", "status": "有效"}, {"name": "东片", "status": "作废"}
    (edit,) = net([moved, RowEdit("division", "1", 0, before, after)])
    assert edit.version == 4
    assert edit.before == {"households": 3, "name": "东片", "status": "有效"}
    assert edit.after == {"households": 9, "name": "东片", "status": "作废"}
