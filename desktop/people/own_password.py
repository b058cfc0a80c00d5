"""Dialog: whoever sits here takes a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from desktop.panels.field import Field, password_line
from gis.foundation.errors import Refused
from gis.people.passwords import need_good

if TYPE_CHECKING:
    from desktop.window import Window


class OwnPasswordDialog(QDialog):
    """The present password, the new one twice. What is wrong is said at the field."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("own-password")
        self.setWindowTitle("修改口令")
        self._window, person = window, window.bridge.person
        assert person is not None
        self._login, settings = person.login, window.bridge.county.settings
        self._settings = settings
        note = f"至少 {settings.password_length} 位，可以用一句话"
        self.old = Field(window.theme, "现在的口令", password_line())
        self.new = Field(window.theme, "新口令", password_line(), note)
        self.again = Field(window.theme, "再输一遍新口令", password_line())
        buttons = QDialogButtonBox()
        self.save = buttons.addButton("修改", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        self.save.setProperty("kind", "primary")
        self.save.setAutoDefault(False)
        for field in (self.old, self.new, self.again):
            field.entered.connect(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for part in (self.old, self.new, self.again, buttons):
            column.addWidget(part)
        self.setMinimumWidth(380)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)

    def _save(self) -> None:
        from gis.workspace.membership import Membership

        if new_password(self.new, self.again, self._login, self._settings) is None:
            return
        self.save.setEnabled(False)
        members, old, new = Membership(self._window.bridge.county), self.old.text, self.new.text
        self._window.bridge.perform(lambda: members.commit_own_password(old, new), self.accept, self._refused)

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        words = error.message if isinstance(error, Refused) else str(error)
        field = self.new if words.startswith("新口令") else self.old
        field.set_problem(words.replace("账号或口令不对。", "现在的口令不对。"))
        field.control.setFocus()


def new_password(first: Field, again: Field, login: str, settings) -> str | None:
    """The new password of two fields, or None, with what is wrong said at them. settings: the county's numbers."""
    try:
        need_good(first.text, login, settings)
    except Refused as refused:
        first.set_problem(str(refused))
        first.control.setFocus()
        return None
    if first.text != again.text:
        again.set_problem("两遍不一样")
        again.control.setFocus()
        return None
    return first.text
