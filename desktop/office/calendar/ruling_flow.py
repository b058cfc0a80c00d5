"""From a form to a decision: work out what it would do, show it, commit it; back to the form if it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from desktop.office.calendar.preview import Preview
from gis.foundation.changes import Change, Committed
from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.workspace.rulings import Ruling


class Form(Protocol):
    """Where a decision is made; it says in place why it was refused."""

    def refuse(self, words: str) -> None: ...

    def clear(self) -> None: ...


class RulingFlow(QObject):
    """`previewing` when the preview is wanted in sight, `back` when the form is, `done` once it is on record."""

    previewing = Signal()
    back = Signal()
    done = Signal()

    def __init__(self, window: Window, preview: Preview, parent: QObject) -> None:
        super().__init__(parent)
        self.window, self.bridge, self.preview = window, window.bridge, preview
        self._form: Form | None = None
        self._work: Callable[[], Ruling] | None = None
        self._sent: Change | None = None
        preview.confirmed.connect(self._confirm)
        preview.abandoned.connect(self.give_up)
        self.bridge.acknowledged.connect(self._acknowledged)
        self.bridge.failed.connect(lambda _error, change: self._not_done(change))
        self.bridge.conflicted.connect(lambda _conflict, change: self._not_done(change))

    @property
    def open(self) -> bool:
        """Whether something is prepared and not yet decided."""
        return self._form is not None

    def prepare(self, work: Callable[[], Ruling], form: Form) -> None:
        """Work it out off the GUI thread and show it."""
        self._work, self._form = work, form
        self.preview.wait()
        self.previewing.emit()
        self.window.jobs.run("store", work, self._show, self._refused)

    def _show(self, ruling: Ruling) -> None:
        if self._form is not None and self.bridge.workspace is not None:
            self.preview.show_ruling(ruling)

    def _refused(self, error: Exception) -> None:
        form, self._form = self._form, None
        if form is not None:
            form.refuse(str(error) if isinstance(error, WanggeError) else f"没有算成：{error}")
            self.back.emit()

    def _confirm(self) -> None:
        ruling = self.preview.ruling
        if ruling is None:
            return
        self._sent = ruling.change
        self.preview.confirm.setEnabled(False)
        self.window.outcomes.again = self._again
        self.bridge.do(ruling.change)

    def _again(self) -> None:
        """Somebody was first: what it would do now is worked out anew and looked at again."""
        if self._work is not None and self._form is not None:
            self.prepare(self._work, self._form)

    def _not_done(self, change: Change | None) -> None:
        if change is not None and change is self._sent:
            self._sent = None
            self.preview.confirm.setEnabled(True)

    def _acknowledged(self, committed: Committed) -> None:
        if self._sent is None or committed.change.label != self._sent.label:
            return
        form, self._form, self._sent = self._form, None, None
        if form is not None:
            form.clear()
        self.done.emit()

    def give_up(self) -> None:
        """Back to the form, which keeps what was filled in."""
        self._form = None
        self.back.emit()
