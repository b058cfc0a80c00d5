"""What is said after a change went to the county: done, with undo; refused or failed, with a way to go on; a conflict.

One place for all workplaces, so that an act is answered alike whichever hand made it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.failure_words import failure_words
from desktop.panels.toast import Message
from gis.foundation.changes import Change, Committed
from gis.foundation.errors import Conflict, WanggeError
from gis.history import base_label

if TYPE_CHECKING:
    from desktop.panels.toast import Toast
    from desktop.window import Window


class Outcomes(QObject):
    """`again`: how the act under way is made anew after a conflict; whoever sends a change may set it just before."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window, self.bridge = window, window.bridge
        self.again: Callable[[], None] | None = None
        self.beside = ""  # to be said with the next outcome: what stays as it is
        self._failed: Change | None = None
        self._offered: tuple[Message, Callable[[], None]] | None = None
        self.bridge.acknowledged.connect(self._acknowledged)
        self.bridge.conflicted.connect(self._conflicted)
        self.bridge.failed.connect(self._failed_to)

    def listen(self, toast: Toast) -> None:
        """A toast whose buttons undo and try again."""
        toast.undo_clicked.connect(self.bridge.undo)
        toast.action_clicked.connect(self._try_again)

    def offer(self, text: str, strong: str, action: str, call: Callable[[], None]) -> None:
        """Say what was done, with a button for what may be wanted next."""
        message = Message(text, strong, action=action)
        self._offered = message, call
        self.window.toast.say(message)

    def _acknowledged(self, committed: Committed) -> None:
        self.again, beside, self.beside = None, self.beside, ""
        label = committed.change.label
        undone = committed.change.undoes > 0
        head, sep, tail = label.partition("指派给 ")
        if sep and not undone:
            self.window.toast.done(f"{beside}，未变；已{head}{sep}" if beside else f"已{head}{sep}", tail)
        else:
            # Another station may have gone on from it in the same breath: then there is nothing to take back.
            again = not undone and self.bridge.county.undo_words() == base_label(committed.change)
            words = label.replace("：", "了：", 1) if undone else label if label.startswith("方案") else f"已{label}"
            keys = "" if self.window.workplaces.key == "planning" else "Ctrl Z"  # there it takes a stroke back
            self.window.toast.done(words, undo=again, keys=keys)

    def _conflicted(self, conflict: Conflict, change: Change) -> None:
        from desktop.dialogs.conflict import ConflictDialog

        dialog = ConflictDialog(self.window.theme, conflict, change.label, self.bridge.clock.now(), self.window)
        dialog.setObjectName("conflict")
        again = self.again if not change.undoes else None
        dialog.retry_clicked.connect(again or (lambda: self.bridge.do(change)))
        dialog.open()

    def _failed_to(self, error: Exception, change: Change | None) -> None:
        if self.bridge.workspace is None:
            return  # the window shows it on the welcome page
        text = error.message if isinstance(error, WanggeError) else failure_words(error)
        self._failed = change
        if change is not None:
            self.window.toast.fail(f"{text} 已保留这次改动。", "重试")
        else:
            self.window.toast.warn(text)

    def _try_again(self) -> None:
        if self._offered is not None and self.window.toast.message is self._offered[0]:
            call, self._offered = self._offered[1], None
            call()
            return
        if self._failed is not None:
            change, self._failed = self._failed, None
            self.bridge.do(change)
