"""From the form to the county: one change, made and committed in the store's lane; the form waits for its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.jobs import while_alive
from gis.events.states import Status
from gis.foundation.changes import Change, Committed

if TYPE_CHECKING:
    from desktop.office.register.form import RegisterForm


class Submitting(QObject):
    """One form's own. While a change is under way the buttons wait; a refusal leaves everything as it is typed."""

    def __init__(self, form: RegisterForm) -> None:
        super().__init__(form)
        self.form, self.bridge = form, form.bridge
        self.waiting = False
        self._change: Change | None = None
        self._key: int | str = 0
        self.bridge.acknowledged.connect(self._acknowledged)
        self.bridge.failed.connect(self._refused)
        self.bridge.conflicted.connect(self._refused)

    def show_readiness(self) -> None:
        """Buttons say why they cannot be used."""
        why = self.bridge.not_live() or ("正在写入…" if self.waiting else "")
        foot = self.form.foot
        for button, tip in ((foot.only, "Ctrl Shift Enter"), (foot.both, "Ctrl Enter")):
            button.setEnabled(not why)
            button.setToolTip(why or f"{button.text()}（{tip}）")
        foot.draft.setToolTip("先放一放，以后接着填（Ctrl S）" if self.form.is_new else "不改，返回（Esc）")

    def submit(self, accept: bool, parent: int = -1) -> None:
        """Write the report; what is still to be mended is shown first."""
        form = self.form
        if self.waiting or self.bridge.not_live():
            form.window_.tell(self.bridge.not_live() or "正在写入，请稍候。")
            return
        form.reviewing.look()
        if form.reviewing.faults:
            form.reviewing.focus_first()
            return
        from gis.workspace.casework import Casework

        one, row, casework = form.report(), form.row, Casework(self.bridge.county)
        photos = list(form.picturing.photos)
        form.window_.settings.setValue("register/source", int(one.source))

        def make() -> Change:
            if row < 0:
                return casework.registered(one, accept, parent, photos)
            if parent >= 0:
                return casework.act("merge", [row], parent=parent)
            return casework.classified(row, one, accept)

        self.waiting = True
        self.show_readiness()
        form.window_.outcomes.again = lambda: self.submit(accept, parent)
        self.bridge.jobs.run("store", make, while_alive(self, self._made), while_alive(self, self._not_made))

    def _made(self, change: Change) -> None:
        new = [e.key for e in change.edits if e.table == "event" and e.before is None]
        events = self.bridge.snapshot.events
        self._key = new[0] if new else int(events.id[self.form.row])
        self._change = change
        self.bridge.do(change)

    def _not_made(self, error: Exception) -> None:
        self._answered()
        self.bridge.failed.emit(error, None)

    def _refused(self, _error: object, change: Change | None) -> None:
        """The store refused a change; what was typed is all there."""
        if change is not None and change is self._change:
            self._answered()

    def _acknowledged(self, committed: Committed) -> None:
        if not self.waiting or not self._key or committed.change.undoes:
            return
        if self._key not in [e.key for e in committed.change.edits if e.table == "event"]:
            return
        row = self.bridge.snapshot.events.row_of(int(self._key))
        form, key = self.form, self.form.drafting.key
        self._answered()
        if form.is_new:
            form.drafting.drop(key)
        form.begin_new()
        if row >= 0:
            form.registered.emit(row)

    def _answered(self) -> None:
        if self.waiting:
            self.waiting, self._key, self._change = False, 0, None
            self.show_readiness()

    def somebody_changed(self, committed: Committed) -> None:
        """A report in the form that somebody else took meanwhile is let go, with a word."""
        form = self.form
        if form.is_new or self.waiting:
            return
        events = self.bridge.snapshot.events
        event = int(events.id[form.row]) if form.row < len(events) else 0
        touched = any(e.table == "event" and e.key == event for e in committed.change.edits)
        if touched and events.status[form.row] != Status.REPORTED:
            form.window_.tell(f"{events.number(form.row)} 已由 {committed.actor} 处理（{committed.change.label}）。")
            form.begin_new()
            form.left.emit()
