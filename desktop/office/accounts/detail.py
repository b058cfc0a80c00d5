"""One account: who, what it may do, since when; disable or enable it with a reason, give it a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.office.heading import Heading
from desktop.panels.field import Field, password_line
from desktop.people.own_password import new_password
from gis.deadlines.words import full
from gis.foundation.changes import Committed
from gis.people.accounts import Account
from gis.people.roles import ROLE_TELLS, ROLE_WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.theme import Theme
    from desktop.window import Window


class AccountDetail(QWidget):
    """Every deed is one journal row; switching can be undone."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.setObjectName("account-detail")
        self._window, self._bridge = window, window.bridge
        self._account: Account | None = None
        theme = window.theme
        self.head = Heading(theme, "")
        self.facts = {word: QLabel("") for word in ("姓名", "角色", "单位 / 村", "最近登录", "添加", "口令设于")}
        self.tells = QLabel("")
        self.tells.setWordWrap(True)
        self.tells.setProperty("tone", "secondary")
        self.reason = Field(theme, "理由", QLineEdit(), "停用时必填，记入日志")
        self.reason.control.setObjectName("account-reason")
        self.switch = QPushButton("停用")
        self.switch.setObjectName("account-switch")
        self.first, self.again = (Field(theme, word, password_line()) for word in ("新口令", "再输一遍新口令"))
        self.first.control.setObjectName("account-password")
        self.again.control.setObjectName("account-password-again")
        self.reset = QPushButton("重设口令")
        self.reset.setObjectName("account-reset")
        self.why = QLabel("")
        self.why.setProperty("tone", "secondary")
        self.why.setWordWrap(True)
        self._lay_out()
        self.switch.clicked.connect(self._switch)
        self.reset.clicked.connect(self._reset)

    def _lay_out(self) -> None:
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(12)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        for word, label in self.facts.items():
            name = QLabel(word)
            name.setProperty("tone", "secondary")
            form.addRow(name, label)
        column.addLayout(form)
        column.addWidget(self.tells)
        column.addWidget(self.why)
        column.addWidget(self.reason)
        column.addLayout(_right(self.switch))
        column.addWidget(self.first)
        column.addWidget(self.again)
        column.addLayout(_right(self.reset))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self.body, 1)
        outer.addStretch(0)

    def show_nothing(self) -> None:
        self._account = None
        self.head.set_words("")
        self.body.hide()

    def show_account(self, account: Account, place: str, why: str) -> None:
        """why: why accounts cannot be kept by whoever looks; empty if they can."""
        fresh = self._account is None or self._account.login != account.login
        self._account = account
        self.body.show()
        self.head.set_words(account.login, "停用" if account.disabled else "")
        told = (
            account.name,
            ROLE_WORD[account.role],
            place or "全县",
            full(account.seen_at) if account.seen_at else "从未",
            full(account.created_at),
            full(account.password_at),
        )
        for label, words in zip(self.facts.values(), told, strict=True):
            label.setText(words)
        self.tells.setText(ROLE_TELLS[account.role])
        self.switch.setText("启用" if account.disabled else "停用")
        self.why.setText(why)
        self.why.setVisible(bool(why))
        for button in (self.switch, self.reset):
            button.setEnabled(not why)
            button.setToolTip(why)
        if fresh:
            for field in (self.reason, self.first, self.again):
                field.clear()

    def _switch(self) -> None:
        account = self._account
        assert account is not None
        reason = self.reason.text.strip()
        if not account.disabled and not reason:
            self.reason.set_problem("请写明为什么停用，如调离")
            self.reason.control.setFocus()
            return
        from gis.workspace.membership import Membership

        members = Membership(self._bridge.county)
        self._perform(lambda: members.commit_switched(account.login, not account.disabled, reason), self.reason)

    def _reset(self) -> None:
        account = self._account
        assert account is not None
        password = new_password(self.first, self.again, account.login, self._bridge.county.settings)
        if password is None:
            return
        from gis.workspace.membership import Membership

        members = Membership(self._bridge.county)
        self._perform(lambda: members.commit_reset(account.login, password), self.first)

    def _perform(self, work: Callable[[], Committed], field: Field) -> None:
        def done() -> None:
            for each in (self.reason, self.first, self.again):
                each.clear()

        self._bridge.perform(work, done, lambda error: field.set_problem(str(error)))

    def set_theme(self, theme: Theme) -> None:
        self.head.set_theme(theme)
        for field in (self.reason, self.first, self.again):
            field.set_theme(theme)


def _right(button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(button)
    return row
