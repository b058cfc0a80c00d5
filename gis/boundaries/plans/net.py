"""Many edits of rows as one each: what they come to together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gis.foundation.changes import Key, RowEdit, Scalar

Row = Mapping[str, Scalar]
RETIRED = "作废"


@dataclass
class _Sum:
    """version, before: of the row before the first edit (None: it was not there). after: all that was set since (None:
    it is gone)."""

    version: int
    before: Row | None
    after: Row | None

    def add(self, edit: RowEdit) -> None:
        if edit.after is None:
            if self.before is not None:
                self.before = {**(edit.before or {}), **self.before}
            self.after = None
        elif self.after is None:
            self.after = dict(edit.after)
        else:
            if self.before is not None:
                self.before = {**(edit.before or {}), **self.before}
            self.after = {**self.after, **edit.after}


def net(edits: Iterable[RowEdit]) -> list[RowEdit]:
    """One edit a row for a run of edits in order; rows that end as they began are left out, and so are divisions that
    were made and retired on the way: their numbers were never given. Versions are those of each row's first edit."""
    sums: dict[tuple[str, Key], _Sum] = {}
    for edit in edits:
        held = sums.get((edit.table, edit.key))
        if held is None:
            sums[edit.table, edit.key] = _Sum(edit.version, edit.before, edit.after)
        else:
            held.add(edit)
    found = (_edit(table, key, held) for (table, key), held in sums.items())
    return [edit for edit in found if edit is not None]


def _edit(table: str, key: Key, held: _Sum) -> RowEdit | None:
    before, after = held.before, held.after
    if before is None:
        unmade = after is None or (table == "division" and after.get("status") == RETIRED)
        return None if unmade else RowEdit(table, key, 0, None, after)
    if after is None:
        return RowEdit(table, key, held.version, before, None)
    names = [name for name in after if name not in before or before[name] != after[name]]
    if not names:
        return None
    if table == "division" and "status" in names:
        names = list(after)  # a retired row travels whole, so that taking it back needs nothing else
    return RowEdit(table, key, held.version, {n: before.get(n) for n in names}, {n: after[n] for n in names})
