"""What the journal seals is the canonical JSON, whether it was encoded in one go or piece by piece."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gis.foundation.changes import Change, RowEdit
from gis.store import journal

WHO = {"county": "130529", "at": "2026-03-02T08:00:00Z", "actor": "张", "staff": None, "station": "a#1"}


def plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def change_of(count: int, text: str) -> Change:
    edits = tuple(RowEdit("event", i, i, {"words": text, "n": i}, {"words": text + "改"}) for i in range(count))
    return Change(kind="dispatch", label="派单", edits=edits)


@given(st.text(max_size=60), st.integers(0, 9))
def test_a_row_in_pieces_is_the_row_in_one_go(text: str, count: int) -> None:
    pieces = journal.MOST_AT_ONCE, journal.LONG_TEXT
    whole = journal.row_of(change_of(count, text), 7, journal.GENESIS, **WHO)
    journal.MOST_AT_ONCE, journal.LONG_TEXT = 2, 3
    try:
        cut = journal.row_of(change_of(count, text), 7, journal.GENESIS, **WHO)
    finally:
        journal.MOST_AT_ONCE, journal.LONG_TEXT = pieces
    assert cut == whole
    assert whole["hash"] == sha256(plain({name: whole[name] for name in journal.HASHED}).encode()).hexdigest()


def test_a_long_change_has_the_hash_of_its_canonical_json() -> None:
    row = journal.row_of(change_of(3_000, '引号"与\\换行\n' * 9), 7, journal.GENESIS, **WHO)
    assert len(row["after"]) > journal.LONG_TEXT
    assert row["after"] == plain(json.loads(row["after"]))
    assert row["hash"] == sha256(plain({name: row[name] for name in journal.HASHED}).encode()).hexdigest()
