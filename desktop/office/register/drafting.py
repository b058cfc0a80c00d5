"""Drafts of the form: saved a moment after each change, offered again after a crash, gone once registered."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.jobs import while_alive
from desktop.settings import own_folder
from gis.intake.photo import TakenPicture
from gis.intake.report_drafts import DraftFolder, KeptReport
from gis.snapshot import Snapshot
from gis.workflow.report import Report

if TYPE_CHECKING:
    from desktop.bridge import CountyBridge

SAVE_AFTER_MS = 1500
LANE = "drafts"


class Drafting(QObject):
    """`saved(at)` after the present draft reached the disk; `listed` when the list of the others is known anew."""

    saved = Signal(int)
    listed = Signal()

    def __init__(self, bridge: CountyBridge, parent: QObject) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.kept: list[KeptReport] = []
        self.key = ""
        self._wanted: tuple[DraftFolder, Snapshot, Report, Sequence[TakenPicture]] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)

    def folder(self) -> DraftFolder:
        """Where the drafts of this county and this person lie."""
        who = self.bridge.person.login if self.bridge.person is not None else "desk"
        return DraftFolder(own_folder() / "drafts" / self.bridge.snapshot.uid / who)

    def refresh(self) -> None:
        """Read what is kept; `listed` follows."""
        folder, snapshot = self.folder(), self.bridge.snapshot

        def done(found: list[KeptReport]) -> None:
            self.kept = found
            self.listed.emit()

        self.bridge.ask(lambda: folder.all(snapshot), while_alive(self, done), lane=LANE)

    def others(self) -> list[KeptReport]:
        """Drafts besides the one in the form."""
        return [draft for draft in self.kept if draft.key != self.key]

    def begin(self, key: str = "") -> None:
        """The form is empty (or shows the draft of that key); nothing is kept until something is typed."""
        self._timer.stop()
        self.key, self._wanted = key, None

    def note(self, one: Report, photos: Sequence[TakenPicture]) -> None:
        """Something changed: save it shortly."""
        # of whoever typed it, in the rows of now: another person or county may be here when it is saved
        self._wanted = self.folder(), self.bridge.snapshot, one, list(photos)
        self._timer.start()

    def save_now(self) -> None:
        """Save what was noted last."""
        self._timer.stop()
        if self._wanted is None or self.bridge.no_county():
            return
        folder, snapshot, one, photos = self._wanted
        self._wanted = None
        self.key = self.key or uuid.uuid4().hex[:16]
        draft = KeptReport(self.key, self.bridge.clock.now(), one, tuple(photos))

        def done(_: object) -> None:
            self.kept = [draft, *(d for d in self.kept if d.key != draft.key)]
            self.saved.emit(draft.saved_at)

        self.bridge.ask(lambda: folder.keep(draft, snapshot), while_alive(self, done), lane=LANE)

    def drop(self, key: str) -> None:
        """Registered, or thrown away."""
        if key == self.key:
            self._timer.stop()
            self._wanted = None
        self.kept = [draft for draft in self.kept if draft.key != key]
        if key:
            folder = self.folder()
            done = while_alive(self, lambda _: self.listed.emit())
            self.bridge.ask(lambda: folder.drop(key), done, lane=LANE)
