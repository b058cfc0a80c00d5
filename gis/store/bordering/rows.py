"""Rows of divisions that come and go, and what the others are called afterwards."""

from __future__ import annotations

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
    """Rows before and after. codes: of all rows now. row: code → row now. map: int32[n before + 1], old row → new row,
    that of the village for one that went; the last element answers for -1. fresh: rows now that are new. gone: codes
    that went → whether they are retired (else unmade). moves: whether any row came or went."""

    codes: list[str]
    row: Mapping[str, int]
    map: np.ndarray
    fresh: np.ndarray
    gone: Mapping[str, bool]
    moves: bool

    def of(self, rows: np.ndarray) -> np.ndarray:
        """The same divisions as rows now; -1 stays -1."""
        return self.map[rows].astype(rows.dtype) if self.moves else rows


def renumbered(divisions: Divisions, edits: Sequence[RowEdit]) -> Renumbered:
    """What becomes of the rows when the edits are made."""
    codes = texts_of(divisions.code)
    held = {code: row for row, code in enumerate(codes)}
    gone = {str(e.key): e.after is not None for e in edits if _leaves(e) and str(e.key) in held}
    come = sorted(str(e.key) for e in edits if e.after is not None and not _leaves(e) and str(e.key) not in held)
    if not gone and not come:
        same = np.append(np.arange(len(codes), dtype=np.int32), np.int32(-1))
        return Renumbered(codes, held, same, np.empty(0, np.int64), {}, False)
    after = sorted([code for code in codes if code not in gone] + come)
    row = {code: i for i, code in enumerate(after)}
    to = np.array([row[code] if code in row else row[code[:12]] for code in codes] + [-1], np.int32)
    return Renumbered(after, row, to, np.array([row[code] for code in come], np.int64), gone, True)


def _leaves(edit: RowEdit) -> bool:
    return edit.after is None or edit.after.get("status") == "作废"


def with_rows(divisions: Divisions, new: Renumbered, edits: Sequence[RowEdit], seq: int) -> Divisions:
    """The table with its rows in their new places and the edits made; sizes of new rows are 0 until measured."""
    columns: dict[str, Any] = {f.name: getattr(divisions, f.name) for f in fields(divisions)}
    if new.moves:
        old = np.full(len(new.codes), -1, np.int64)
        kept = [code not in new.gone for code in texts_of(divisions.code)]
        old[new.map[:-1][kept]] = np.flatnonzero(kept)
        columns = {name: _moved(column, old) for name, column in columns.items()}
        columns["code"] = TextColumn.of(new.codes)
        columns |= _tree(new)
    rows, values = [], []
    for edit in edits:
        if edit.after is not None and str(edit.key) in new.row:
            rows.append(new.row[str(edit.key)])
            values.append(_values(edit.after) | {"version": seq})
    return Divisions(**rows_written(columns, np.array(rows, np.int64), values))


def _moved(column: Any, old: np.ndarray) -> Any:
    """A column with row i from old[i], empty where that is -1."""
    if isinstance(column, TextColumn):
        texts = texts_of(column)
        return TextColumn.of([texts[i] if i >= 0 else "" for i in old.tolist()])
    out = column[np.maximum(old, 0)]
    out[old < 0] = 0
    return out


def _tree(new: Renumbered) -> dict[str, np.ndarray]:
    """Levels, parents and ends of subtrees, from the codes."""
    digits = np.array([len(code) for code in new.codes])
    level = (digits // 3 + 1).astype(np.uint8)
    parent = np.array([new.row[code[:-3]] if len(code) > 6 else -1 for code in new.codes], np.int32)
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
    before = {code: int(row) for code, row in zip(*_rows_before(new), strict=True)}
    for code, kept in new.gone.items():
        if kept:
            held.append(code)
            of |= dict.fromkeys(events.id[events.division == before[code]].tolist(), code)
    for code in revived:
        ids = [event for event, own in of.items() if own == code]
        at = np.searchsorted(events.id, ids)
        at = at[division[at] == new.row[code[:12]]]
        division[at] = new.row[code]
        held = [each for each in held if each != code]
        of = {event: own for event, own in of.items() if own != code}
    held = sorted(set(held))
    index = {code: i for i, code in enumerate(held)}
    ids = sorted(of)
    return division, replace(
        retired, code=TextColumn.of(held), event=np.array(ids, np.int32),
        of=np.array([index[of[event]] for event in ids], np.int32),
    )  # fmt: skip


def _rows_before(new: Renumbered) -> tuple[list[str], list[int]]:
    """Codes that went and the rows they had: the rows now in order, with those that went among them."""
    fresh = {new.codes[i] for i in new.fresh.tolist()}
    codes = sorted([code for code in new.codes if code not in fresh] + list(new.gone))
    row = {code: i for i, code in enumerate(codes)}
    return list(new.gone), [row[code] for code in new.gone]
