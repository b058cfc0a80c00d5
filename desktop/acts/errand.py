"""One act under way: reads the files of its events, tells what the act will do, sends it, and hears what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.failure_words import failure_words
from desktop.jobs import while_alive
from gis.foundation.changes import Change, Committed
from gis.foundation.errors import Conflict, WanggeError

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.intake.photo import TakenPicture
    from gis.records import HistoryLine, Photo
    from gis.workflow.acting import Blocked
    from gis.workflow.docket import Docket
    from gis.workflow.outlook import Line
    from gis.workspace.casework import Casework

LANE = "cases"  # of its own: a case is read at once, whatever figures are being reckoned
STAND_IN = "…"  # words for an outlook before any are written


class Errand(QObject):
    """GUI thread. What reads files runs in the lane "cases", what keeps pictures in the lane "store". `able`: the
    events that take the act; `blocked`: those that do not, with reasons; both are judged anew when somebody changes
    them."""

    ready = Signal()  # docket, able and blocked are known (again)
    foreseen = Signal(object, str)  # lines of the outlook, or why there are none
    sending = Signal(bool)
    refused = Signal(str)  # nothing was written; what was typed stays
    overtaken = Signal(str)  # somebody changed one of the events while the form was open
    done = Signal(object)  # Committed

    def __init__(self, window: Window, kind: str, rows: Sequence[int], parent: QObject, record: bool = False) -> None:
        """record: history and photos of a single event are wanted too."""
        super().__init__(parent)
        from gis.workspace.casework import Casework

        self.window, self.bridge = window, window.bridge
        self.kind, self.rows = kind, [int(row) for row in rows]
        self.casework: Casework = Casework(window.bridge.county)
        self.docket: Docket | None = None
        self.able: tuple[int, ...] = ()
        self.blocked: tuple[Blocked, ...] = ()
        self.history: list[HistoryLine] = []
        self.photos: list[Photo] = []
        self._record = record and len(self.rows) == 1
        self._also: list[int] = []  # rows that the act reads beside its own: the main event of a merger
        self._asked = 0
        self._under_way: Change | None = None
        self._making = False
        self._last: tuple[str, tuple[TakenPicture, ...], dict[str, Any]] = ("", (), {})
        self.bridge.changed.connect(self._somebody_changed)
        self.bridge.answered.connect(self._answered)
        self.bridge.conflicted.connect(self._conflicted)
        self.bridge.failed.connect(self._failed)

    # --- reading

    def read(self, then: Callable[[], None] | None = None) -> None:
        """Read the files, and judge who takes the act."""
        casework, kind, rows = self.casework, self.kind, list(self.rows)
        every, record, workspace = [*rows, *self._also], self._record, self.bridge.county

        def work() -> tuple:
            docket = casework.docket(every)
            told = (workspace.history(rows[0]), workspace.photos(rows[0])) if record else ([], [])
            return (docket, *casework.sort_out(kind, docket, rows), *told)

        self.bridge.ask(work, while_alive(self, lambda found: self._take(found, then)), lane=LANE)

    def _take(self, found: tuple, then: Callable[[], None] | None) -> None:
        self.docket, self.able, self.blocked, self.history, self.photos = found
        self.ready.emit()
        if then is not None:
            then()

    def read_also(self, rows: Sequence[int], then: Callable[[], None]) -> None:
        """Have the files of further events at hand."""
        self._also = [int(row) for row in rows]
        self.read(then)

    def foresee(self, more: dict[str, Any]) -> None:
        """Ask what the act would do with these values; the answer comes as `foreseen`, of the latest asking only."""
        if self.docket is None or not self.able:
            self.foreseen.emit((), "")
            return
        self._asked += 1
        asked, docket, able, kind, casework = self._asked, self.docket, self.able, self.kind, self.casework

        def work() -> tuple[tuple[Line, ...], str]:
            try:
                return casework.foresee(docket, casework.change(kind, docket, able, STAND_IN, **more)), ""
            except WanggeError as error:
                return (), error.message

        def show(found: tuple[tuple[Line, ...], str]) -> None:
            if asked == self._asked:
                self.foreseen.emit(*found)

        self.bridge.ask(work, while_alive(self, show), lane=LANE)

    # --- sending

    @property
    def busy(self) -> bool:
        """Sent, and not answered yet."""
        return self._making or self._under_way is not None

    def send(self, words: str, pictures: Sequence[TakenPicture] = (), more: dict[str, Any] | None = None) -> None:
        """Make the change and commit it. Nothing happens while one is under way."""
        if self.busy or self.docket is None:
            return
        self._last = (words, tuple(pictures), dict(more or {}))
        self._making = True
        self.sending.emit(True)
        casework, docket, able, kind = self.casework, self.docket, self.able, self.kind

        def work() -> Change:
            kept = {"pictures": casework.keep_taken(pictures, able[0])} if pictures else {}
            return casework.change(kind, docket, able, words, **(more or {}), **kept)

        self.bridge.jobs.run("store", work, while_alive(self, self._made), while_alive(self, self._not_made))

    def _made(self, change: Change) -> None:
        self._making = False
        self._under_way = change
        self.window.outcomes.again = lambda: self.read(self._again)
        self.bridge.do(change)

    def _again(self) -> None:
        """Once more on the latest state, after a conflict."""
        if self.able:
            self.send(*self._last)
        elif self.blocked:
            self.refused.emit(f"{self.blocked[0].number} {self.blocked[0].reason}")

    def _not_made(self, error: Exception) -> None:
        self._making = False
        self.sending.emit(False)
        self.refused.emit(failure_words(error))

    def _answered(self, committed: Committed, sent: Change) -> None:
        if sent is self._under_way:
            self._under_way = None
            self.sending.emit(False)
            self.done.emit(committed)

    def _conflicted(self, _conflict: Conflict, change: Change) -> None:
        if change is self._under_way:
            self._under_way = None
            self.sending.emit(False)

    def _failed(self, error: Exception, change: Change | None) -> None:
        if change is not None and change is self._under_way:
            self._under_way = None
            self.sending.emit(False)
            self.refused.emit(failure_words(error))

    def _somebody_changed(self, committed: Committed) -> None:
        if self.busy:
            return
        ids = {int(self.bridge.snapshot.events.id[row]) for row in self.rows}
        if any(edit.table == "event" and int(edit.key) in ids for edit in committed.change.edits):
            self.overtaken.emit(f"{committed.actor}（{committed.station}）刚刚：{committed.change.label.strip()}")
            self.read()
