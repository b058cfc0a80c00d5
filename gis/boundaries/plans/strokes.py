"""A stroke as the text its row holds, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gis.foundation.changes import RowEdit


def body_of(edits: Sequence[RowEdit], born: Mapping[str, str], retired: Mapping[str, str]) -> str:
    """JSON {"edits": [[table, key, before, after] …], "born": {…}, "retired": {…}}. Versions are not kept: inside
    a plan they count its strokes and mean nothing to the county."""
    rows = [[e.table, e.key, _plain(e.before), _plain(e.after)] for e in edits]
    return json.dumps(
        {"edits": rows, "born": dict(born), "retired": dict(retired)}, ensure_ascii=False, separators=(",", ":")
    )


def parts_of(body: str, codes: Mapping[str, str]) -> tuple[tuple[RowEdit, ...], dict[str, str], dict[str, str]]:
    """(edits, born, retired) of such a text, with new grids under the numbers that `codes` gives them. ValueError or
    KeyError for anything else."""
    held = json.loads(body)
    edits = tuple(RowEdit(table, key, 0, before, after) for table, key, before, after in held["edits"])
    if not codes:
        return edits, held["born"], held["retired"]
    return (
        tuple(renamed(edit, codes) for edit in edits),
        {codes.get(new, new): codes.get(of, of) for new, of in held["born"].items()},
        {codes.get(old, old): codes.get(heir, heir) for old, heir in held["retired"].items()},
    )


CODE_COLUMNS = frozenset({"left_code", "right_code", "division"})


def renamed(edit: RowEdit, codes: Mapping[str, str]) -> RowEdit:
    """The edit with grids under other codes; what a grid is called by its number goes with it."""
    key = codes.get(str(edit.key), edit.key) if edit.table == "division" else edit.key
    moved = key != edit.key
    return RowEdit(
        edit.table, key, edit.version, _side(edit.before, codes, key, moved), _side(edit.after, codes, key, moved)
    )


def _side(values: Mapping[str, Any] | None, codes: Mapping[str, str], key: Any, moved: bool) -> dict[str, Any] | None:
    if values is None:
        return None
    out = {n: codes.get(v, v) if n in CODE_COLUMNS and isinstance(v, str) else v for n, v in values.items()}
    if moved:
        serial = str(key)[12:]
        out |= {n: v for n, v in (("name", f"第 {serial} 网格"), ("short_name", serial)) if n in out}
    return out


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else dict(values)
