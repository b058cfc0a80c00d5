"""Saved views: a person's own names for what is filtered, sorted and shown; with the county, so found at every desk.

A view speaks the store's words (codes of divisions, ids of units and items), because rows move when borders or tables
change. What a view names and the county no longer has is left out and said (`lost`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from gis.events.query import Filter
from gis.events.states import Source, State, Status
from gis.snapshot import Snapshot
from gis.workspace.workspace import Workspace

PLAIN = ("categories", "limit_classes", "since", "until", "closed_since", "assigned_since", "text", "given_words")
NO_UNIT = 0  # 未指派, in place of a unit's id


@dataclass(frozen=True)
class SavedView:
    """`queue`: tab, sort and columns as plain values. `lost`: what the view named that is no more."""

    name: str
    filter: Filter
    queue: dict[str, Any] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


class SavedViews:
    """Everything here touches disk and runs on a worker. A person's views are no act of office: outside the journal."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @property
    def owner(self) -> str:
        """Whose views: the account's, or in a county without accounts those of the name at the desk."""
        person = self.workspace.door.person
        return person.login if person is not None else self.workspace.actor.name

    def listed(self) -> list[SavedView]:
        """The owner's views by name."""
        snapshot = self.workspace.snapshot
        return [view_of(kept.name, kept.body, snapshot) for kept in self.workspace.store().saved_views(self.owner)]

    def keep(self, view: SavedView) -> list[SavedView]:
        """Keep a view; one of the same name is replaced. All views afterwards."""
        self.workspace.store().save_view(self.owner, view.name, body_of(view, self.workspace.snapshot))
        return self.listed()

    def drop(self, name: str) -> list[SavedView]:
        """Remove the view of a name. All views afterwards."""
        store = self.workspace.store()
        for kept in store.saved_views(self.owner):
            if kept.name == name:
                store.delete_view(kept.id)
        return self.listed()


def body_of(view: SavedView, snapshot: Snapshot) -> dict[str, Any]:
    """A view as plain values in the store's words; what restricts nothing is left out."""
    chosen, bare = view.filter, Filter()
    values: dict[str, Any] = {}
    for name in (f.name for f in fields(Filter)):
        value = getattr(chosen, name)
        if value != getattr(bare, name):
            values[name] = _in_words(name, value, snapshot)
    return {"filter": values, "queue": view.queue}


def _in_words(name: str, value: Any, snapshot: Snapshot) -> Any:
    if name == "division":
        return snapshot.divisions.code[value]
    if name == "units":
        return sorted(int(snapshot.units.id[row]) if row >= 0 else NO_UNIT for row in value)
    if name == "items":
        return sorted(int(snapshot.items.id[row]) for row in value)
    return sorted(int(each) for each in value) if isinstance(value, frozenset) else value


def view_of(name: str, body: Any, snapshot: Snapshot) -> SavedView:
    """The view of what `body_of` gave, also of an older or a later version: unknown parts are passed over."""
    body = body if isinstance(body, dict) else {}
    values = body.get("filter") or {}
    made: dict[str, Any] = {key: _as_kept(values[key]) for key in PLAIN if key in values}
    lost: list[str] = []
    words: dict[str, Callable[[int], Any]] = {"states": State, "statuses": Status, "sources": Source, "given": int}
    for key, word in words.items():
        if key in values:
            made[key] = frozenset(word(int(each)) for each in values[key])
    if "units" in values:
        rows = _rows_of(values["units"], snapshot.units.id)
        made["units"] = frozenset(rows[each] for each in values["units"] if each in rows)
        lost += ["所选单位"] if len(made["units"]) < len(set(values["units"])) else []
    if "items" in values:
        rows = _rows_of(values["items"], snapshot.items.id)
        made["items"] = frozenset(rows[each] for each in values["items"] if each in rows)
        lost += ["所选事项"] if len(made["items"]) < len(set(values["items"])) else []
    if "division" in values:
        row = _division_row(str(values["division"]), snapshot)
        made["division"] = max(row, 0)
        lost += [f"区划 {values['division']}"] if row < 0 else []
    return SavedView(name, Filter(**made), dict(body.get("queue") or {}), tuple(lost))


def _as_kept(value: Any) -> Any:
    return frozenset(int(each) for each in value) if isinstance(value, list) else value


def _rows_of(ids: Iterable[int], column: np.ndarray) -> dict[int, int]:
    """Row by id, -1 for none; ids that the county does not have are left out."""
    found = {int(key): row for row, key in enumerate(column.tolist())}
    return {each: -1 if each == NO_UNIT else found[each] for each in ids if each == NO_UNIT or each in found}


def _division_row(code: str, snapshot: Snapshot) -> int:
    """-1 for a code that is not in force."""
    codes = snapshot.divisions.code
    low, high = 0, len(codes)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if codes[middle] < code else (low, middle)
    return low if low < len(codes) and codes[low] == code else -1
