"""The one door to a county: open, do, undo, redo, on_change; what can be asked is in `gis.workspace.answering`.

Memory first: a workspace may start from the snapshot cache, answer questions at once, and be connected to its store
later on a worker. Nothing can be done before it is connected; everything can be asked.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from gis.deadlines.bands import Bands
from gis.foundation.changes import Change, Committed
from gis.foundation.clock import Clock
from gis.history import History, base_label
from gis.people.roles import ROLE_WORD, Person
from gis.snapshot import Snapshot
from gis.workspace.answering import Answering
from gis.workspace.doorway import Doorway

if TYPE_CHECKING:
    from gis.store.opening import Store
    from gis.store.own_tables import OwnTables

# tables that decide rules, calendar, settings and who may sign in
OWN_TABLES = frozenset({"limit_rule", "calendar_day", "calendar_year", "setting", "account"})
HISTORY_ROWS = 500  # how far back in the journal undo reaches after reopening


@dataclass(frozen=True)
class Actor:
    """Who sits at the desk. `staff` is the id in Staff; `station` names the machine."""

    staff: int
    name: str
    role: str
    station: str


@dataclass(frozen=True)
class Connection:
    """What connecting brought: the store, a fresh snapshot when the cached one was of no use, rows to adopt."""

    store: Store
    fresh: Snapshot | None
    missed: list[Committed]
    recent: list[Committed]
    tables: OwnTables


def dispatcher_of(snapshot: Snapshot, name: str = "", station: str = "") -> Actor:
    """The staff member of that name, or the county's first dispatcher; station defaults to this machine's name."""
    station = station or platform.node()
    for row in range(len(snapshot.staff)):
        if snapshot.staff.name[row] == name if name else snapshot.staff.role[row] == "调度员":
            return Actor(int(snapshot.staff.id[row]), snapshot.staff.name[row], snapshot.staff.role[row], station)
    return Actor(0, name or "调度员", "调度员", station)


class Workspace(Answering):
    """Thread notes: `connect`, `commit`, `history`, `photos`, `catch_up`, `save_cache` touch disk and run on a
    worker; everything else is memory only and quick enough for the GUI thread."""

    def __init__(self, location: str, snapshot: Snapshot, actor: Actor, clock: Clock) -> None:
        super().__init__(snapshot, clock)
        self.location = location
        self.actor = actor
        self.door = Doorway()
        self._history = History(actor.name, actor.station)
        self._listeners: list[Callable[[Committed], None]] = []

    @classmethod
    def from_cache(cls, location: str, clock: Clock, name: str = "") -> Workspace | None:
        """A workspace on the snapshot cache, without touching the store; None if there is no usable cache."""
        from gis.store import cache

        kept = cache.load_kept(location)
        if kept is None:
            return None
        workspace = cls(location, kept.snapshot, dispatcher_of(kept.snapshot, name), clock)
        workspace.door.guarded = kept.guarded
        return workspace

    @classmethod
    def open(cls, location: str, clock: Clock, name: str = "", station: str = "") -> Workspace:
        """Open the store and load everything (for the command line); StoreError says what is wrong."""
        from gis.store.opening import open_store
        from gis.store.own_tables import own_tables

        store = open_store(location)
        snapshot = store.load_snapshot()
        workspace = cls(location, snapshot, dispatcher_of(snapshot, name, station), clock)
        workspace.take(Connection(store, None, [], _recent(store), own_tables(store)))
        return workspace

    # --- opening and closing

    def connect(self) -> Connection:
        """Open the store behind a cached snapshot (worker); hand the result to `take` in the GUI thread."""
        from gis.store.opening import open_store
        from gis.store.own_tables import own_tables

        store = open_store(self.location)
        missed = store.verify_cached(self.snapshot)
        fresh = store.load_snapshot() if missed is None else None
        return Connection(store, fresh, missed or [], _recent(store), own_tables(store))

    def take(self, connection: Connection) -> None:
        """Go on with a connected store: adopt what was missed, bring back undo and redo."""
        self._store = connection.store
        self._take_tables(connection.tables)
        if connection.fresh is not None:
            self.snapshot = connection.fresh
            self._bands = Bands(self.snapshot.events, self.clock.now())
            self.actor = dispatcher_of(self.snapshot, self.actor.name, self.actor.station)
        for row in connection.recent:
            self._history.feed(row)
        for row in connection.missed:
            self._apply(row)

    @property
    def connected(self) -> bool:
        return self._store is not None

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def save_cache(self) -> None:
        """Keep the present snapshot for the next start (worker)."""
        from gis.store import cache

        cache.save(self.snapshot, self.location, self.door.guarded)

    # --- doing

    def assign(self, rows: np.ndarray, unit: int, reason: str = "") -> Change:
        """The change that assigns rows to a unit row; Refused if a rule forbids it or a misfit lacks a reason."""
        from gis.workflow.assign import assign

        return assign(self.snapshot, rows, unit, reason, self.clock.now())

    def commit(self, change: Change, also: Callable[[Any], None] | None = None) -> Committed:
        """Write it (worker thread). Conflict if someone was first; Refused if the person may not do it. also: see
        gis.store.store.Store.commit."""
        own = change.undoes and change.undoes in (
            row.seq for row in (self._history.undo(), self._history.redo()) if row
        )
        self.door.refuse_forbidden(change, self.snapshot, self._open_store(), bool(own))
        actor = self.actor
        return self._open_store().commit(change, actor.name, actor.station, actor.staff, self.clock.now(), also)

    def sign_in(self, login: str, password: str) -> Person:
        """Act as the person of a county account from now on (worker). Refused says why not."""
        store = self._open_store()
        person = self.door.sign_in(store, login, password, self.clock.now(), self.settings)
        self.act_as(Actor(person.staff, person.name, ROLE_WORD[person.role], self.actor.station))
        return person

    def sign_out(self) -> None:
        """Nobody sits here until the next sign-in (memory only)."""
        self.door.person = None
        self.actor = dispatcher_of(self.snapshot, station=self.actor.station)
        self._history = History("", self.actor.station)

    def still_signed_in(self) -> bool:
        """Whether the account of whoever signed in still stands as it did then (worker)."""
        return self.door.still_valid(self._open_store())

    def act_as(self, actor: Actor) -> None:
        """Someone else at this desk, with what that one can undo (worker)."""
        self.actor = actor
        self._history = History(actor.name, actor.station)
        for row in _recent(self._open_store()):
            self._history.feed(row)

    def prepared(self, rows: Sequence[Committed]) -> list[Snapshot]:
        """The snapshots after each of these rows, in order (worker: a year of imports takes a second)."""
        from gis.store.adopt import adopt

        made, present = [], self.snapshot
        for row in rows:
            present = adopt(present, row)
            made.append(present)
        return made

    def adopt(self, committed: Committed, ready: Snapshot | None = None) -> None:
        """Take a committed change (own or another station's) into the snapshot and announce it. ready: the snapshot
        with it, where `prepared` made it."""
        if committed.seq <= self.snapshot.seq:
            return
        self._apply(committed, ready)
        for call in self._listeners:
            call(committed)

    def reload(self) -> Snapshot:
        """Everything again from the store (worker); hand the result to `replace`."""
        return self._open_store().load_snapshot()

    def replace(self, snapshot: Snapshot) -> None:
        """Go on with a snapshot read afresh."""
        self.snapshot = snapshot
        self._bands = Bands(snapshot.events, self.clock.now())
        self._found, self._looked_at = ("", None), None

    def do(self, change: Change) -> Committed:
        """Commit and adopt at once (command line, tests)."""
        committed = self.commit(change)
        missed = committed.seq > self.snapshot.seq + 1
        for row in self.catch_up() if missed else (committed,):
            self.adopt(row)
        return committed

    def catch_up(self) -> list[Committed]:
        """What was committed elsewhere since (worker); adopt each."""
        store = self._open_store()
        seq = self.snapshot.seq
        return store.journal(seq) if store.last_seq() > seq else []

    def on_change(self, call: Callable[[Committed], None]) -> None:
        self._listeners.append(call)

    # --- undo and redo

    def undo_change(self) -> Change | None:
        """The change that Ctrl+Z would commit, None when there is nothing to undo."""
        row = self._history.undo()
        return None if row is None else self._inverse(row, "undo", "撤销")

    def redo_change(self) -> Change | None:
        row = self._history.redo()
        return None if row is None else self._inverse(row, "redo", "重做")

    def undo_words(self) -> str:
        """Names what undo takes back; empty when there is nothing."""
        row = self._history.undo()
        return "" if row is None else base_label(row.change)

    def redo_words(self) -> str:
        row = self._history.redo()
        return "" if row is None else base_label(row.change)

    def overtaken_words(self) -> str:
        """Names the latest own change that can no longer be undone because someone else went on from it."""
        return base_label(self._history.overtaken[-1].change) if self._history.overtaken else ""

    def _inverse(self, row: Committed, verb: str, word: str) -> Change:
        events = self.snapshot.events
        return self._history.inverse(row, verb, word, lambda event: int(events.version[events.row_of(event)]))

    def _apply(self, committed: Committed, ready: Snapshot | None = None) -> None:
        from gis.store.adopt import adopt

        events = self.snapshot.events
        self.snapshot = ready if ready is not None else adopt(self.snapshot, committed)
        if self.snapshot.events is not events:
            self._bands = Bands(self.snapshot.events, self.clock.now())
        self._found = ("", None)
        self._history.feed(committed)
        if self._store is not None and any(e.table in OWN_TABLES for e in committed.change.edits):
            from gis.store.own_tables import own_tables

            self._take_tables(own_tables(self._store))

    def _take_tables(self, tables: OwnTables) -> None:
        self._rules, self._calendar, self._settings = tables.rules, tables.calendar, tables.settings
        self.door.guarded = tables.has_accounts


def _recent(store: Store) -> list[Committed]:
    return store.journal(max(0, store.last_seq() - HISTORY_ROWS))
