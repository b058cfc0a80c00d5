"""Takes a committed change into the snapshot in memory: only the touched columns are copied, the rest is shared.

A committed row edit speaks the store's words (codes, ids, degrees, number); a snapshot speaks rows and metres. This
module is the one translator for what is already loaded; gis.store.reading is the one for everything at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from gis.county.retired import Retired
from gis.county.units import Staff
from gis.events.columns import Events, day_of_stamp
from gis.foundation.changes import Committed, RowEdit, Scalar
from gis.foundation.columns import TextColumn
from gis.snapshot import Snapshot
from gis.store.borders import TABLES as BORDER_TABLES
from gis.store.borders import concerns_borders, with_borders
from gis.store.columns import Columns, rows_without, rows_written

# Tables that no snapshot holds: their edits change the store only.
UNSEEN = frozenset(
    {
        *("photo", "saved_view", "limit_rule", "calendar_day", "calendar_year", "setting"),
        *("clock_act", "merged", "assisting", "account"),
        *("plan", "plan_stroke", "border_lock"),
        *("letter", "letter_event", "rectification", "accountability", "dismissal"),
    }
)


PLACE = ("lon", "lat")


class ReloadNeeded(Exception):
    """The change alters what is not patched in memory (ground, tables of items, …):
    the caller loads the snapshot afresh from the store."""


def adopt(snapshot: Snapshot, committed: Committed) -> Snapshot:
    """The snapshot after one journal row.

    Rows of events keep their places; inserted ones come last (ids grow), deleted ones close the gap. A change that
    the snapshot already holds returns it as it is. ValueError if a journal row between was left out (adopt in
    order, see Store.journal); ReloadNeeded as the class says.
    """
    if committed.seq <= snapshot.seq:
        return snapshot
    if committed.seq != snapshot.seq + 1:
        raise ValueError(f"journal row {snapshot.seq + 1} must be adopted before {committed.seq}")
    tables: dict[str, list[RowEdit]] = {}
    for edit in committed.change.edits:
        tables.setdefault(edit.table, []).append(edit)
    if concerns_borders(tables):
        snapshot = with_borders(snapshot, tables, committed.seq)
        tables = {table: edits for table, edits in tables.items() if table not in BORDER_TABLES}
    touched: dict[str, Any] = {"seq": committed.seq}
    for table, edits in tables.items():
        if table == "event":
            touched["events"] = _events(snapshot, edits, committed.seq)
            touched["retired"] = _filed_elsewhere(snapshot.retired, edits)
        elif table == "staff" and any(e.before is None for e in edits):
            touched["staff"] = _with_people(snapshot, edits)
        elif table in _PATCHES:
            field, keys, columns = _PATCHES[table]
            touched[field] = _patched(getattr(snapshot, field), snapshot, keys, columns, edits, committed.seq)
        elif table not in UNSEEN:
            raise ReloadNeeded(table)
    return replace(snapshot, **touched)


def adopt_all(snapshot: Snapshot, rows: Sequence[Committed]) -> Snapshot:
    """`adopt` one after the other."""
    for committed in rows:
        snapshot = adopt(snapshot, committed)
    return snapshot


def _translated(
    snapshot: Snapshot, values: Mapping[str, Scalar], known: dict[tuple[str, Scalar], int]
) -> dict[str, Any]:
    """`known` keeps rows found before: a thousand events go to one unit."""
    out: dict[str, Any] = {}
    for name, value in values.items():
        if name in _FINDERS:
            if (name, value) not in known:
                known[name, value] = _FINDERS[name](snapshot, value)
            out[name] = known[name, value]
        elif name == "number":
            out["day"], out["serial"] = day_of_stamp(str(value)[2:10]), int(str(value)[11:])
        elif name not in ("lon", "lat", "county"):
            out[name] = value
    if "lon" in values or "lat" in values:
        x, y = _metres([values])
        out["x"], out["y"] = x[0], y[0]
    return out


def _metres(places: Sequence[Mapping[str, Scalar]]) -> tuple[list[float], list[float]]:
    """EPSG:4547 metres of degrees."""
    from gis.store.projection import to_metres

    x, y = to_metres(*(np.array([place[name] for place in places], float) for name in PLACE))
    return x.tolist(), y.tolist()


def division_row(snapshot: Snapshot, code: str) -> int:
    """The row of a division code; KeyError if there is none. Codes are sorted, so this is a bisection."""
    codes = snapshot.divisions.code
    low, high = 0, len(codes)
    while low < high:
        middle = (low + high) // 2
        if codes[middle] < code:
            low = middle + 1
        else:
            high = middle
    if low == len(codes) or codes[low] != code:
        raise KeyError(code)
    return low


def unit_row(snapshot: Snapshot, unit_id: Scalar) -> int:
    """The row of a unit id; -1 for 0 or None."""
    return _row_of_id(snapshot.units.id, unit_id, "unit") if unit_id else -1


def _row_of_id(ids: np.ndarray, wanted: Scalar, what: str) -> int:
    found = np.flatnonzero(ids == wanted)
    if not len(found):
        raise KeyError(f"{what} {wanted}")
    return int(found[0])


def _events(snapshot: Snapshot, edits: list[RowEdit], seq: int) -> Events:
    events = snapshot.events
    columns: dict[str, Any] = {f.name: getattr(events, f.name) for f in fields(events)}
    changed = [e for e in edits if e.before is not None and e.after is not None]
    if changed:
        keys = np.array([e.key for e in changed], np.int64)
        at = np.searchsorted(events.id, keys)
        if (at == len(events)).any() or (events.id[np.minimum(at, len(events) - 1)] != keys).any():
            raise KeyError("event that the snapshot does not hold")
        known: dict[tuple[str, Scalar], int] = {}
        values = [_translated(snapshot, e.after or {}, known) | {"version": seq} for e in changed]
        columns = rows_written(columns, at, values)
    gone = {int(e.key) for e in edits if e.after is None}
    if gone:
        columns = rows_without(columns, np.flatnonzero(np.isin(events.id, list(gone))))
    new = [e for e in edits if e.before is None]
    if new:
        columns = _with_new(snapshot, columns, new, seq)
    return Events(**columns)


def _filed_elsewhere(retired: Retired, edits: list[RowEdit]) -> Retired:
    """What is kept of retired grids once events are filed under another division."""
    refiled = [int(e.key) for e in edits if e.after is None or "division" in e.after]
    gone = np.isin(retired.event, refiled)
    return replace(retired, event=retired.event[~gone], of=retired.of[~gone]) if gone.any() else retired


def _with_new(snapshot: Snapshot, columns: Columns, new: list[RowEdit], seq: int) -> dict[str, Any]:
    """Columns with inserted events, still sorted by id. Column by column: a file brings tens of thousands."""
    new = sorted(new, key=lambda e: int(e.key))
    rows = [e.after or {} for e in new]
    made = _found(snapshot, rows) | {"id": [int(e.key) for e in new], "version": [seq] * len(new)}
    joined: dict[str, Any] = {}
    for name, column in columns.items():
        if isinstance(column, TextColumn):
            joined[name] = column.joined(TextColumn.of([str(row.get(name) or "") for row in rows]))
        else:
            more = made[name] if name in made else [row.get(name, 0) for row in rows]
            joined[name] = np.concatenate([column, np.array(more).astype(column.dtype)])
    order = np.argsort(joined["id"], kind="stable")
    if (np.diff(order) == 1).all():
        return joined
    return {n: TextColumn.of(c.take(order)) if isinstance(c, TextColumn) else c[order] for n, c in joined.items()}


def _found(snapshot: Snapshot, rows: Sequence[Mapping[str, Scalar]]) -> dict[str, Any]:
    """Columns of new events that a snapshot has in other terms than the store: rows, metres, day and serial."""
    out: dict[str, Any] = {}
    out["x"], out["y"] = _metres([{name: row.get(name, 0.0) for name in PLACE} for row in rows])
    numbers = [str(row["number"]) for row in rows]
    days = {stamp: day_of_stamp(stamp) for stamp in {number[2:10] for number in numbers}}
    out["day"], out["serial"] = [days[n[2:10]] for n in numbers], [int(n[11:]) for n in numbers]
    for name, find in _FINDERS.items():
        wanted = [row.get(name) for row in rows]
        known = {value: -1 if value is None else find(snapshot, value) for value in set(wanted)}
        out[name] = [known[value] for value in wanted]
    return out


def _with_people(snapshot: Snapshot, edits: list[RowEdit]) -> Staff:
    """The list of people with somebody new on it, by id as the store reads it."""
    if any(e.before is not None for e in edits):
        raise ReloadNeeded("staff")
    staff, rows = snapshot.staff, [e.after or {} for e in edits]
    ids = np.concatenate([staff.id, np.array([int(e.key) for e in edits], staff.id.dtype)])
    unit = np.concatenate([staff.unit, np.array([int(str(r.get("unit") or 0)) for r in rows], staff.unit.dtype)])
    at = [division_row(snapshot, str(r["division"])) for r in rows]
    division = np.concatenate([staff.division, np.array(at, staff.division.dtype)])
    order = np.argsort(ids, kind="stable")

    def text(name: str, column: TextColumn) -> TextColumn:
        return TextColumn.of(column.joined(TextColumn.of([str(r[name]) for r in rows])).take(order))

    return Staff(
        ids[order], text("name", staff.name), text("phone", staff.phone), text("role", staff.role), unit[order],
        division[order],
    )  # fmt: skip


def _patched(part: Any, snapshot: Snapshot, keys: str, columns: tuple[str, ...], edits: list[RowEdit], seq: int) -> Any:
    """A small part (divisions, units, duties, staff) with some of its columns rewritten."""
    rows, values = [], []
    for edit in edits:
        if edit.before is None or edit.after is None or not set(edit.after) <= set(columns):
            raise ReloadNeeded(edit.table)
        if keys == "code":
            rows.append(division_row(snapshot, str(edit.key)))
        elif keys == "position":
            rows.append(int(edit.key) - 1)
        else:
            rows.append(_row_of_id(part.id, edit.key, edit.table))
        value: dict[str, Any] = {name: 0 if v is None else v for name, v in edit.after.items()}
        if hasattr(part, "version"):
            value["version"] = seq
        values.append(value)
    held: Columns = {f.name: getattr(part, f.name) for f in fields(part)}
    return type(part)(**rows_written(held, np.array(rows, np.int64), values))


_FINDERS: dict[str, Callable[[Snapshot, Any], int]] = {
    "division": lambda snapshot, code: division_row(snapshot, str(code)),
    "unit": unit_row,
    "suggested": unit_row,
    "item": lambda snapshot, item_id: _row_of_id(snapshot.items.id, item_id, "item"),
}

# table: field of the snapshot, how its key finds the row, columns that can be rewritten in place
_PATCHES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "division": ("divisions", "code", ("name", "short_name", "households", "worker")),
    "unit": ("units", "id", ("name", "full_name", "capacity")),
    "duty": ("duties", "position", ("matter", "lead", "assist")),
    "staff": ("staff", "id", ("name", "phone", "role")),
}
