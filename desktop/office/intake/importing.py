"""A file on its way into the county: read, filed and tried again off the GUI thread, its bad rows kept on disk."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.jobs import while_alive
from desktop.settings import own_folder
from gis.events.states import Source
from gis.foundation.changes import Change, Committed
from gis.foundation.errors import WanggeError
from gis.intake.batch import Batch, batch_of, filed, tried_again
from gis.intake.datum import Datum
from gis.intake.kept import BatchFolder
from gis.intake.placing import DatumOpen, Placed
from gis.intake.reading import SourceMissing, read_events

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.intake.mending import ItemGuess

LANE = "intake"
GUESSED_FROM = 0.45  # confidence from which the first screening's item is offered


class Stopped(Exception):
    """The user cancelled."""


class Importing(QObject):
    """`changed` when the batch, or what is under way, is another; `asked(what, error)` when the sender must say the
    datum or the source; `progressed(share, words)`; `kept_changed` when the list of kept batches is."""

    changed = Signal()
    asked = Signal(str, object)
    progressed = Signal(float, str)
    kept_changed = Signal()

    def __init__(self, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self.window_, self.bridge = window, window.bridge
        self.batch: Batch | None = None
        self.placed: list[Placed] = []  # good rows that wait to be filed
        self.kept: list[Batch] = []
        self.busy = ""  # what is under way, in words
        self.path: Path | None = None
        self.datum: Datum | None = None  # as the sender said, if asked
        self.source: Source | None = None
        self._stop = threading.Event()
        self._uid = "" if self.bridge.no_county() else self.bridge.snapshot.uid
        self._divisions: object = None
        self._waiting: tuple[int, Callable[[int], None]] | None = None
        self._change: Change | None = None
        self._taken_back: dict[int, tuple[int, int]] = {}  # journal row of an undo → what it took back, how many
        self.bridge.changed.connect(self._changed)
        self.bridge.acknowledged.connect(self._changed)  # rows that go are told as replaced, not as changed
        self.bridge.acknowledged.connect(self._acknowledged)
        self.bridge.failed.connect(self._refused)
        self.bridge.conflicted.connect(self._refused)

    @property
    def uid(self) -> str:
        """The county that the batch belongs to."""
        return self._uid

    def renew(self) -> None:
        """Rows of the county have moved. Good rows that wait hold rows of its tree of divisions, so they are read
        again where that is another."""
        if self.placed and self._divisions is not self.bridge.snapshot.divisions and self.path is not None:
            self.busy = ""
            self.read(self.path, self.datum, self.source)

    # --- reading

    def read(self, path: Path, datum: Datum | None = None, source: Source | None = None) -> None:
        """Read a file; `changed` brings its batch, or `asked` a question."""
        if self.bridge.not_live() or self.busy:
            self.window_.tell(self.bridge.not_live() or f"{self.busy}，请稍候。")
            return
        self.path, self.busy = path, f"正在读 {path.name}"
        self.datum, self.source = datum, source
        self._divisions = self.bridge.snapshot.divisions
        self._stop.clear()
        snapshot, now, guess = self.bridge.snapshot, self.bridge.clock.now(), self._guess()

        def work() -> tuple[Batch, list[Placed]]:
            from gis.boundaries.locate import GridLocator

            locator = GridLocator(snapshot.mesh, snapshot.divisions)
            reading = read_events(path, snapshot, locator, now, datum, source, True, self._progress)
            self._progress(0.95, "正在找修复办法")
            return batch_of(reading, uuid.uuid4().hex[:16], now, source, snapshot, locator, guess), reading.placed

        self._run(work, lambda found: self._read(*found), lambda error: self._unread(error, path))
        self.changed.emit()

    def _read(self, batch: Batch, placed: list[Placed]) -> None:
        self.busy, self.batch, self.placed = "", batch, placed
        self.changed.emit()

    def _unread(self, error: Exception, path: Path) -> None:
        self.busy = ""
        self.changed.emit()
        if isinstance(error, DatumOpen):
            self.asked.emit("datum", error)
        elif isinstance(error, SourceMissing):
            self.asked.emit("source", error)
        elif not isinstance(error, Stopped):
            self.window_.tell(_words(error, path.name))

    def cancel(self) -> None:
        """Stop reading; nothing was written."""
        self._stop.set()

    def _progress(self, share: float, words: str) -> None:
        """Called by the worker."""
        if self._stop.is_set():
            raise Stopped
        self.progressed.emit(share, words)

    def _run(self, work: Callable[[], object], done: Callable, failed: Callable[[Exception], None]) -> None:
        def told() -> object:
            try:
                with self.bridge.jobs.unswept:
                    return work()
            except (WanggeError, Stopped) as error:
                return error

        def answered(answer: object) -> None:
            if isinstance(answer, Exception):
                failed(answer)
            else:
                done(answer)

        self.bridge.jobs.run(LANE, told, while_alive(self, answered), while_alive(self, failed))

    # --- filing

    def file_good(self) -> None:
        """Write the good rows: one change for all of them. The bad ones are on disk before."""
        batch, placed = self.batch, list(self.placed)
        if batch is None or not placed or self.busy or self.bridge.not_live():
            return
        self.busy = f"正在写入 {len(placed):,} 件"
        self.changed.emit()
        self._keep(batch)
        county = self.bridge.county

        def make() -> Change:
            from gis.foundation.clock import day_number
            from gis.intake.filing import change_of
            from gis.store.event_keys import event_keys

            days = {int(day_number(one.draft.reported_at)) for one in placed}
            keys = event_keys(county.store(), days)
            with self.bridge.jobs.unswept:
                return change_of(placed, batch.file, county.snapshot, county.rules, county.calendar, keys)

        def made(change: Change) -> None:
            self._waiting = int(change.edits[0].key), lambda seq: self._filed(placed, seq)
            self._change = change
            self.window_.outcomes.again = self.file_good
            self.bridge.do(change)

        self.bridge.jobs.run("store", make, while_alive(self, made), while_alive(self, self._failed))

    def _acknowledged(self, committed: Committed) -> None:
        if self._waiting is None or committed.change.undoes:
            return
        key, done = self._waiting
        if any(edit.table == "event" and edit.key == key for edit in committed.change.edits):
            self._waiting = None
            done(committed.seq)

    def _filed(self, placed: list[Placed], seq: int) -> None:
        assert self.batch is not None
        self.busy, self.batch, self.placed = "", filed(self.batch, placed, seq), []
        self._keep(self.batch)
        self.changed.emit()

    def _changed(self, committed: Committed) -> None:
        """Rows of this file were taken back, or brought in again."""
        batch, undoes = self.batch, committed.change.undoes
        if batch is None or not undoes:
            return
        if undoes in batch.seqs and committed.seq not in self._taken_back:
            gone = sum(e.table == "event" and e.after is None for e in committed.change.edits)
            self._taken_back[committed.seq] = undoes, gone
            seqs = tuple(seq for seq in batch.seqs if seq != undoes)
            self.replace(replace(batch, filed=batch.filed - gone, seqs=seqs))
        elif undoes in self._taken_back:
            _, count = self._taken_back.pop(undoes)
            self.replace(replace(batch, filed=batch.filed + count, seqs=(*batch.seqs, committed.seq)))

    def _failed(self, error: Exception) -> None:
        self._not_written()
        self.window_.tell(_words(error, self.batch.file if self.batch else ""))

    def _refused(self, _error: object, change: Change | None) -> None:
        if change is not None and change is self._change:
            self._not_written()

    def _not_written(self) -> None:
        """Somebody was first, or the store refused: the good rows wait here."""
        if self.busy and not self.busy.startswith("正在读"):
            self.busy, self._waiting = "", None
            self.changed.emit()

    # --- repair

    def replace(self, batch: Batch) -> None:
        """Go on with the batch as a hand changed it."""
        self.batch = batch
        self._keep(batch)
        self.changed.emit()

    def retry(self) -> None:
        """Try the changed rows again and file those that are good now."""
        batch = self.batch
        if batch is None or not batch.ready or self.busy or self.bridge.not_live():
            return
        self.busy = f"正在重试 {len(batch.ready):,} 行"
        self.changed.emit()
        snapshot, now, guess = self.bridge.snapshot, self.bridge.clock.now(), self._guess()

        def work() -> tuple[list[Placed], Batch]:
            from gis.boundaries.locate import GridLocator

            return tried_again(batch, snapshot, GridLocator(snapshot.mesh, snapshot.divisions), now, guess)

        self._run(work, lambda found: self._tried(*found), self._failed)

    def _tried(self, placed: list[Placed], batch: Batch) -> None:
        self.busy, self.batch = "", batch
        self.placed = [*self.placed, *placed]
        if placed:
            self.file_good()
        else:
            self._keep(batch)
            self.window_.tell("改过的行仍有问题，原因已更新。")
        self.changed.emit()

    def export(self, path: Path) -> None:
        """Write the bad rows to a file."""
        batch = self.batch
        if batch is None:
            return
        from gis.intake.aside import export_bad

        said = f"已导出 {len(batch.bad)} 行到 {path.name}，改好后可再导入。"
        self._run(lambda: export_bad(path, batch), lambda _: self.window_.tell(said), self._failed)

    # --- what is kept

    def folder(self) -> BatchFolder:
        """Where the batches of this county and this person lie."""
        who = self.bridge.person.login if self.bridge.person is not None else "desk"
        return BatchFolder(own_folder() / "imports" / self.bridge.snapshot.uid / who)

    def refresh(self) -> None:
        """Read what is kept; `kept_changed` follows."""
        if self.bridge.no_county():
            return
        self._uid = self.bridge.snapshot.uid

        def done(found: list[Batch]) -> None:
            self.kept = found
            self.kept_changed.emit()

        self._run(self.folder().all, done, lambda error: self.window_.tell(_words(error, "")))

    def open_kept(self, key: str) -> None:
        """Go on with a batch of last time."""
        found = next((batch for batch in self.kept if batch.key == key), None)
        if found is not None and not self.busy:
            self.batch, self.placed, self.path = found, [], None
            self.changed.emit()

    def let_go(self) -> None:
        """Put the batch away; its bad rows stay on disk and are listed. A file that was only read leaves nothing."""
        if self.batch is not None and not self.batch.filed and self.placed:
            key = self.batch.key
            self._run(lambda: self.folder().drop(key), lambda _: self.refresh(), self._failed)
        self.batch, self.placed, self.path = None, [], None
        self.changed.emit()
        self.refresh()

    def throw_away(self, key: str) -> None:
        """Bad rows of a file that nobody wants any more."""
        folder = self.folder()
        self._run(lambda: folder.drop(key), lambda _: self.refresh(), self._failed)

    def _keep(self, batch: Batch) -> None:
        folder = self.folder()
        self._run(lambda: folder.keep(batch), lambda _: None, self._failed)
        self.kept = [replace(batch), *(b for b in self.kept if b.key != batch.key)] if batch.bad else [
            b for b in self.kept if b.key != batch.key
        ]  # fmt: skip

    def _guess(self) -> ItemGuess | None:
        """The first screening's view of an item, if it has learned."""
        model = self.window_.register_aids.model
        if model is None:
            return None

        def guess(text: str) -> list[tuple[int, float]]:
            share = model.items.shares([text])[0]
            best = int(share.argmax())
            return [(best, float(share[best]))] if text and share[best] >= GUESSED_FROM else []

        return guess


def _words(error: Exception, file: str) -> str:
    """A failure as the desk says it; the command line's options are not named."""
    if isinstance(error, WanggeError):
        remedy = "" if "--" in error.remedy else error.remedy
        return f"{error.message} {remedy}".strip()
    return f"{file} 没有导入：{error}"
