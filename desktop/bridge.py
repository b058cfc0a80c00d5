"""Between the county and the desk: holds the workspace, the filter, the rows shown; turns answers into signals.

Questions are answered in the GUI thread (memory only); whatever touches the store runs in the lane "store".
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.adopting import Adopting, nothing
from desktop.jobs import Failed, Jobs
from gis.events.query import Counts, Filter
from gis.foundation.changes import Change, Committed
from gis.foundation.clock import Clock
from gis.foundation.errors import Conflict, Refused
from gis.people.roles import Person
from gis.snapshot import Snapshot
from gis.workspace import Workspace

log = logging.getLogger(__name__)

TICK_MS = 1000
CATCH_UP_MS = 2000
CACHE_AFTER_MS = 20_000  # a quiet spell after which the snapshot is kept for the next start


class CountyBridge(QObject):
    """One open county as the desk sees it."""

    replaced = Signal()  # another snapshot with other rows: everything must be set anew
    changed = Signal(object)  # Committed, already adopted
    plans_changed = Signal(object)  # Committed that wrote a plan of the planner's, already adopted
    rows_changed = Signal()  # rows of the filter
    states_changed = Signal(object)  # int32 rows whose state changed
    counts_changed = Signal(object)  # Counts
    ticked = Signal(int)  # now
    connected = Signal()
    person_changed = Signal()  # somebody signed in or out
    acknowledged = Signal(object)  # Committed by this desk
    answered = Signal(object, object)  # the same, and the Change as it was handed to `do`: whoever sent it knows it
    conflicted = Signal(object, object)  # Conflict, the Change that was refused
    failed = Signal(object, object)  # WanggeError or Exception, the Change or None

    def __init__(self, clock: Clock, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock = clock
        self.jobs = jobs
        self.workspace: Workspace | None = None
        self.filter = Filter()
        self.rows = np.empty(0, np.int32)
        self.states = np.empty(0, np.uint8)
        self.fresh_at = 0
        self.covered = ""  # why nothing may be asked though a county is open: the desk is locked
        self._catching_up = False
        self._pending = 0
        self.adopting = Adopting(self)
        self._timers = [self._every(TICK_MS, self.tick), self._every(CATCH_UP_MS, self.catch_up)]
        # Rows first, figures in the next turn of the event loop: together they would hold up the hand.
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self._count)
        self._cache_timer = QTimer(self, singleShot=True, interval=CACHE_AFTER_MS)
        self._cache_timer.timeout.connect(self.save_cache)

    def _every(self, ms: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=ms)
        timer.timeout.connect(call)
        return timer

    # --- opening and closing

    @property
    def county(self) -> Workspace:
        """The open county; only asked where one is open."""
        assert self.workspace is not None
        return self.workspace

    def no_county(self) -> str:
        """Why nothing can be asked; empty when a county is open."""
        return self.covered or ("" if self.workspace is not None else "还没有打开县库")

    def not_live(self) -> str:
        """Why nothing can be done; empty when the store is connected."""
        return self.no_county() or ("" if self.county.connected else "县库还在连接")

    @property
    def person(self) -> Person | None:
        """Who has signed in; None in a county without accounts, and before signing in."""
        return self.workspace.door.person if self.workspace is not None else None

    @property
    def snapshot(self) -> Snapshot:
        return self.county.snapshot

    def open(self, workspace: Workspace) -> None:
        """Show a workspace (from the cache or already connected)."""
        self.close_county()
        self.workspace = workspace
        self.filter = Filter()
        self.ask_all()
        self.replaced.emit()

    def connect_store(self) -> None:
        """Open the store behind a cached snapshot, then go live."""
        workspace = self.workspace
        assert workspace is not None
        if workspace.connected:
            self._live()
            return
        self.jobs.run(
            "store", workspace.connect, lambda c: self._take(workspace, c), lambda e: self.failed.emit(e, None)
        )

    def _take(self, workspace: Workspace, connection) -> None:
        if workspace is not self.workspace:
            connection.store.close()
            return
        workspace.take(connection)
        if connection.fresh is not None or connection.missed:
            self.ask_all()
            self.replaced.emit()
            self._cache_timer.start(0)
        self._live()

    def _live(self) -> None:
        self.fresh_at = self.clock.now()
        for timer in self._timers:
            timer.start()
        self.connected.emit()

    def release(self) -> Workspace | None:
        """Let go of the county without closing it: somebody else will sign in to it."""
        for timer in self._timers:
            timer.stop()
        workspace, self.workspace = self.workspace, None
        return workspace

    def close_county(self) -> None:
        """Let go of the county; what was acknowledged is on disk."""
        workspace = self.release()
        if workspace is not None:
            self.jobs.run("store", workspace.close, lambda _: None, lambda e: log.warning("closing: %s", e))

    def save_cache(self) -> None:
        if self.workspace is not None and self.workspace.connected:
            workspace = self.workspace
            self.jobs.run("cache", workspace.save_cache, lambda _: None, lambda e: log.warning("cache not kept: %s", e))

    # --- asking

    def ask_all(self) -> None:
        assert self.workspace is not None
        now = self.clock.now()
        self.states = self.workspace.states(now).copy()  # the painter reads it while the next tick is computed
        self.rows = self.workspace.rows(self.filter, now)

    def set_filter(self, chosen: Filter) -> None:
        if chosen == self.filter or self.workspace is None:
            return
        self.filter = chosen
        self._refresh()

    def _refresh(self) -> None:
        self.ask_all()
        self.rows_changed.emit()
        self._counting.start()

    def counts(self) -> Counts:
        assert self.workspace is not None
        return self.workspace.counts(self.filter, self.clock.now())

    def _count(self) -> None:
        if self.workspace is not None:
            self.counts_changed.emit(self.counts())

    def rows_of(self, chosen: Filter) -> np.ndarray:
        assert self.workspace is not None
        return self.workspace.rows(chosen, self.clock.now())

    def tick(self) -> None:
        """One second: recompute every open event's state; tell only of what changed."""
        if self.workspace is None:
            return
        now = self.clock.now()
        states, moved = self.workspace.tick(now)
        if len(moved):
            self.states = states.copy()
            self.states_changed.emit(moved)
            self._counting.start()
        self.ticked.emit(now)

    # --- doing

    def do(self, change: Change) -> None:
        """Commit in the store's lane; the answer arrives as acknowledged, conflicted or failed."""
        workspace = self.workspace
        assert workspace is not None
        self._pending += 1

        def commit() -> Committed:
            if len(change.edits) <= self.adopting.many_edits:
                return workspace.commit(change)
            with self.jobs.unswept:
                return workspace.commit(change)

        self.jobs.run(
            "store",
            commit,
            lambda committed: self._acknowledge(workspace, committed, change),
            lambda error: self._refuse(error, change),
        )

    def perform(self, work: Callable[[], Committed], done: Callable[[], None], failed: Failed) -> None:
        """Run `work` in the store's lane, which commits by itself (a deed that also keeps what the journal must not
        hold). Its row is adopted here; then `done()`, or `failed(error)` in the hands of whoever asked."""
        workspace = self.county
        self._pending += 1

        def taken(committed: Committed) -> None:
            self._acknowledge(workspace, committed)
            done()

        def refused(error: Exception) -> None:
            self._pending -= 1
            failed(error)

        self.jobs.run("store", work, taken, refused)

    def took(self, workspace: Workspace, made: list[Committed], told: bool, then: Callable[[], None]) -> None:
        """Adopt what a job in the store's lane committed by itself, in order and after what others did in between; then
        `then()`. told: whether the desk says what was done."""
        if workspace is not self.workspace:
            return

        def done() -> None:
            self.adopting.take(made, shown)

        def shown() -> None:
            for committed in made if told else ():
                self.acknowledged.emit(committed)
            then()

        if made and made[0].seq > workspace.snapshot.seq + 1:
            self.catch_up(then=done)
        else:
            done()

    def _acknowledge(self, workspace: Workspace, committed: Committed, sent: Change | None = None) -> None:
        self._pending -= 1
        if workspace is not self.workspace:
            return
        if committed.seq > workspace.snapshot.seq + 1:
            # Another station was in between; its rows must be adopted first, in order.
            self.catch_up(then=lambda: self._written(committed, sent))
            return
        self.adopting.take([committed], lambda: self._written(committed, sent))

    def _written(self, committed: Committed, sent: Change | None) -> None:
        self.acknowledged.emit(committed)
        if sent is not None:
            self.answered.emit(committed, sent)

    def _refuse(self, error: Exception, change: Change) -> None:
        self._pending -= 1
        if isinstance(error, Conflict):
            self.catch_up(then=lambda: self.conflicted.emit(error, change))
        else:
            self.failed.emit(error, change)

    def assign(self, rows: np.ndarray, unit: int, reason: str = "", seen: np.ndarray | None = None) -> None:
        """Assign rows to a unit row; a rule that forbids it arrives as failed. `seen`: the versions of the rows when
        the hand took them up; what somebody changed in between comes back as a conflict."""
        assert self.workspace is not None
        try:
            change = self.workspace.assign(rows, unit, reason)
        except Refused as refused:
            self.failed.emit(refused, None)
            return
        self.do(change if seen is None else as_seen(change, self.snapshot.events.id[rows], seen))

    def undo(self) -> None:
        change = self.workspace.undo_change() if self.workspace else None
        if change and not self._pending:
            self.do(change)

    def redo(self) -> None:
        change = self.workspace.redo_change() if self.workspace else None
        if change and not self._pending:
            self.do(change)

    # --- other stations

    def catch_up(self, then: Callable[[], None] | None = None) -> None:
        """Adopt what other stations committed since; `then` runs afterwards in the GUI thread."""
        workspace = self.workspace
        if workspace is None or not workspace.connected or (self._catching_up and then is None):
            return
        self._catching_up = True

        def done(missed: list[Committed]) -> None:
            self._catching_up = False
            if workspace is self.workspace:
                self.fresh_at = self.clock.now()
                self.adopting.take(missed, then or nothing)

        def failed(error: Exception) -> None:
            self._catching_up = False
            self.failed.emit(error, None)

        self.jobs.run("store", workspace.catch_up, done, failed)

    def keep_soon(self) -> None:
        """Keep the snapshot for the next start after a quiet spell."""
        self._cache_timer.start()

    def count_soon(self) -> None:
        """Figures in the next turn of the event loop."""
        self._counting.start()

    def reload(self, workspace: Workspace) -> None:
        """Borders or divisions changed beyond what is patched in memory: read the county again, off this thread."""

        def done(snapshot: Snapshot) -> None:
            if workspace is self.workspace:
                workspace.replace(snapshot)
                self.ask_all()
                self.replaced.emit()

        self.jobs.run("store", workspace.reload, done, lambda error: self.failed.emit(error, None))

    def ask(self, question: Callable[[], object], done: Callable, lane: str = "read") -> None:
        """Run a reading question off the GUI thread. An answer that comes when its county was let go is dropped."""
        workspace = self.workspace

        def told(answer: object) -> None:
            if workspace is self.workspace:
                done(answer)

        def failed(error: Exception) -> None:
            if workspace is self.workspace:
                self.failed.emit(error, None)

        self.jobs.run(lane, question, told, failed)


def as_seen(change: Change, ids: np.ndarray, seen: np.ndarray) -> Change:
    """The change as made against the versions the user had before him."""
    versions = dict(zip(ids.tolist(), seen.tolist(), strict=True))
    edits = tuple(
        replace(edit, version=versions[int(edit.key)]) if edit.table == "event" else edit for edit in change.edits
    )
    return replace(change, edits=edits)
