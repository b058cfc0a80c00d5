"""The journal: what a row holds, how it is hashed onto the row before, and how it becomes a Committed again.

before, after and steps are JSON texts. before: [{table, key, version, values}], after: [values], both in the order
of the change's edits, values null where there is no row (before: inserted, after: deleted); steps: [[event, act,
unit, note]]. The row that created the county has {"counts": {table: rows}, "digests": {table: [digest, columns …]}}
in `after` instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import islice
from typing import Any

from gis.foundation.changes import Change, Committed, NewStep, RowEdit

GENESIS = "0" * 64  # previous_hash of the first row
MOST_AT_ONCE, LONG_TEXT = 500, 200_000  # rows and characters that are encoded in one go
HASHED = (
    "seq", "county", "at", "actor", "staff", "station", "kind", "label", "reason", "undoes",
    "before", "after", "steps", "previous_hash",
)  # fmt: skip


def hash_of(row: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the canonical JSON of all fields of a row but `hash` itself."""
    members = (f"{_json(name)}:{_text_json(row[name])}" for name in sorted(HASHED))
    return sha256(("{" + ",".join(members) + "}").encode()).hexdigest()


def row_of(change: Change, seq: int, previous_hash: str, **who: Any) -> dict[str, Any]:
    """The journal row of a change; `who`: county, at, actor, staff, station."""
    before = ({"table": e.table, "key": e.key, "version": e.version, "values": _dict(e.before)} for e in change.edits)
    return sealed(
        {
            **who,
            "seq": seq,
            "kind": change.kind,
            "label": change.label,
            "reason": change.reason,
            "undoes": change.undoes,
            "before": _list_json(before),
            "after": _list_json(_dict(e.after) for e in change.edits),
            "steps": _list_json([s.event, s.act, s.unit, s.note] for s in change.steps),
            "previous_hash": previous_hash,
        }
    )


def seed_row(label: str, proof: Mapping[str, Any], **who: Any) -> dict[str, Any]:
    """The first row: the county as it was created. `proof`: counts and digests of what was written with it."""
    words = {"seq": 1, "kind": "seed", "label": label, "reason": "", "undoes": 0}
    return sealed({**who, **words, "before": "[]", "after": _json(proof), "steps": "[]", "previous_hash": GENESIS})


def sealed(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its hash."""
    return row | {"hash": hash_of(row)}


def committed_of(row: Mapping[str, Any]) -> Committed:
    """The Committed that a journal row holds; the first row has no edits."""
    after = json.loads(row["after"])
    edits: tuple[RowEdit, ...] = ()
    if isinstance(after, list):
        pairs = zip(json.loads(row["before"]), after, strict=True)
        edits = tuple(RowEdit(b["table"], b["key"], b["version"], b["values"], a) for b, a in pairs)
    steps = tuple(NewStep(*step) for step in json.loads(row["steps"]))
    change = Change(row["kind"], row["label"], edits, steps, row["reason"], row["undoes"])
    return Committed(row["seq"], row["at"], row["actor"], row["station"], change)


def proof_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Counts and digests of the first row."""
    after = json.loads(row["after"])
    return after if isinstance(after, dict) else {}


def _dict(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else dict(values)


def _list_json(values: Iterable[Any]) -> str:
    """`_json` of a list, some rows at a time: Python's encoder stops every other thread until it is done."""
    rows, pieces = iter(values), []
    while piece := list(islice(rows, MOST_AT_ONCE)):
        pieces.append(_json(piece)[1:-1])
    return "[" + ",".join(pieces) + "]"


def _text_json(value: Any) -> str:
    """`_json` of a field, a long text piece by piece likewise; what must be escaped are single characters."""
    if not isinstance(value, str) or len(value) <= LONG_TEXT:
        return _json(value)
    return '"' + "".join(_json(value[i : i + LONG_TEXT])[1:-1] for i in range(0, len(value), LONG_TEXT)) + '"'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
