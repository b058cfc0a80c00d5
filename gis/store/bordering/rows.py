"""Rows of divisions that come and go, and what the others are called afterwards."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from gis.boundaries.lattice import on_lattice
from gis.county.divisions import Divisions, Level
from gis.county.retired import Retired
from gis.events.columns import Events
from gis.foundation.changes import RowEdit, Scalar
from gis.foundation.columns import TextColumn
from gis.store.columns import rows_written, texts_of
from gis.store.projection import to_metres


@dataclass(frozen=True)
class Renumbered:
    """Rows before and after. before, codes: of all rows then and now, sorted. map: int32[n before + 1], old row → new
    row, that of the village for one that went; the last element answers for -1. old: int64[n], the row each had, -1 for
    a new one. gone: codes that went → whether they are retired (else unmade)."""

    before: list[str]
    codes: list[str]
    map: np.ndarray
    old: np.ndarray
    gone: Mapping[str, bool]

    @property
    def moves(self) -> bool:
        """Whether any row came or went."""
        return self.codes is not self.before

    def row(self, code: str) -> int:
        """The row of a code now, -1 of a county that adjoins this one; KeyError if there is none."""
        return -1 if self.foreign(code) else _row(self.codes, code)

    def foreign(self, code: str) -> bool:
        """Whether a code is that of another county, which is no part of the tree."""
        return len(code) == 6 and code != self.codes[0]

    def of(self, rows: np.ndarray) -> np.ndarray:
        """The same divisions as rows now; -1 stays -1."""
        return self.map[rows].astype(rows.dtype, copy=False) if self.moves else rows


def _row(codes: list[str], code: str) -> int:
    at = bisect_left(codes, code)
    if at == len(codes) or codes[at] != code:
        raise KeyError(code)
    return at


def _held(codes: list[str], code: str) -> bool:
    at = bisect_left(codes, code)
    return at < len(codes) and codes[at] == code


def renumbered(divisions: Divisions, edits: Sequence[RowEdit]) -> Renumbered:
    """What becomes of the rows when the edits are made."""
    before = texts_of(divisions.code)
    edits = [e for e in edits if len(str(e.key)) > 6 or str(e.key) == before[0]]
    gone = {str(e.key): e.after is not None for e in edits if _leaves(e) and _held(before, str(e.key))}
    come = sorted(str(e.key) for e in edits if not _leaves(e) and not _held(before, str(e.key)))
    n = len(before)
    if not gone and not come:
        return Renumbered(before, before, np.append(np.arange(n, dtype=np.int32), np.int32(-1)), np.arange(n), {})
    old = np.delete(np.arange(n), [_row(before, code) for code in gone])
    codes = [code for code in before if code not in gone] if gone else list(before)
    for code in come:
        at = bisect_left(codes, code)
        codes.insert(at, code)
        old = np.insert(old, at, -1)
    to = np.full(n + 1, -1, np.int32)
    to[old[old >= 0]] = np.flatnonzero(old >= 0)
    for code in gone:
        to[_row(before, code)] = _row(codes, code[:12])
    return Renumbered(before, codes, to, old, gone)


def _leaves(edit: RowEdit) -> bool:
    return edit.after is None or edit.after.get("status") == "作废"


def with_rows(divisions: Divisions, new: Renumbered, edits: Sequence[RowEdit], seq: int) -> Divisions:
    """The table with its rows in their new places and the edits made; sizes of new rows are 0 until measured."""
    columns: dict[str, Any] = {f.name: getattr(divisions, f.name) for f in fields(divisions)}
    if new.moves:
        columns = {name: _moved(column, new.old) for name, column in columns.items()}
        columns |= _tree(new, columns["level"], divisions.parent)
    rows, values = [], []
    for edit in edits:
        if not _leaves(edit) and not new.foreign(str(edit.key)):
            row = new.row(str(edit.key))
            fresh = {"code": str(edit.key)} if new.old[row] < 0 else {}
            rows.append(row)
            values.append(fresh | _values(edit.after or {}) | {"version": seq})
    return Divisions(**rows_written(columns, np.array(rows, np.int64), values))


def _moved(column: Any, old: np.ndarray) -> Any:
    """A column with row i from old[i], which grow; empty where that is -1."""
    if isinstance(column, TextColumn):
        lengths = np.diff(column.offsets)
        kept = np.zeros(len(lengths), bool)
        kept[old[old >= 0]] = True
        offsets = np.zeros(len(old) + 1, np.int64)
        np.cumsum(np.where(old >= 0, lengths[old], 0), out=offsets[1:])
        return TextColumn(column.data[np.repeat(kept, lengths)], offsets)
    out = column[np.maximum(old, 0)]
    out[old < 0] = 0
    return out


def _tree(new: Renumbered, level: np.ndarray, parents: np.ndarray) -> dict[str, np.ndarray]:
    """Levels, parents and ends of subtrees."""
    fresh = np.flatnonzero(new.old < 0).tolist()
    level = level.copy()
    level[fresh] = [len(new.codes[row]) // 3 + 1 for row in fresh]
    parent = new.map[parents[np.maximum(new.old, 0)]]
    parent[fresh] = [new.row(new.codes[row][:-3]) for row in fresh]
    end = np.arange(1, len(level) + 1, dtype=np.int32)
    for each in (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE):
        here, stops = np.flatnonzero(level == each), np.append(np.flatnonzero(level <= each), len(level))
        end[here] = stops[np.searchsorted(stops, here) + 1]
    return {"level": level, "parent": parent, "end": end}


def _values(after: Mapping[str, Scalar]) -> dict[str, Any]:
    out: dict[str, Any] = {n: after[n] for n in ("name", "short_name", "households") if n in after}
    if "worker" in after:
        out["worker"] = after["worker"] or 0
    if "label_lon" in after:
        x, y = to_metres(np.array([after["label_lon"]], float), np.array([after["label_lat"]], float))
        out["label_x"], out["label_y"] = float(on_lattice(x)[0]), float(on_lattice(y)[0])
    return out


def events_refiled(
    events: Events, retired: Retired, new: Renumbered, edits: Sequence[RowEdit], revived: Sequence[str]
) -> tuple[np.ndarray, Retired]:
    """(division rows of all events, what is retired): events of a grid that is retired go to its village, those of one
    that is brought back return to it."""
    division = new.of(events.division)
    held = texts_of(retired.code)
    of = {int(e): held[i] for e, i in zip(retired.event.tolist(), retired.of.tolist(), strict=True)}
    for code, kept in new.gone.items():
        if kept:
            held.append(code)
            of |= dict.fromkeys(events.id[events.division == _row(new.before, code)].tolist(), code)
    for code in revived:
        ids = [event for event, own in of.items() if own == code]
        at = np.searchsorted(events.id, ids)
        at = at[division[at] == new.row(code[:12])]
        division[at] = new.row(code)
        held = [each for each in held if each != code]
        of = {event: own for event, own in of.items() if own != code}
    held = sorted(set(held))
    index = {code: i for i, code in enumerate(held)}
    ids = sorted(of)
    return division, replace(
        retired, code=TextColumn.of(held), event=np.array(ids, np.int32),
        of=np.array([index[of[event]] for event in ids], np.int32),
    )  # fmt: skip
