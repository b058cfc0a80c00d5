"""The page 账号: the list at the left, the account at hand or the form of a new one at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import Command
from desktop.models.accounts import AccountModel, Column
from desktop.office.accounts.adding import AddingForm
from desktop.office.accounts.detail import AccountDetail
from desktop.office.heading import Divider, Heading
from desktop.office.page import OfficePage
from desktop.panels.empty import EmptyLine
from desktop.panels.table_rows import TableRows, set_out
from gis.foundation.changes import Committed
from gis.people.accounts import Account

if TYPE_CHECKING:
    from desktop.theme import Theme
    from desktop.window import Window

PANE_PX, ROW_PX = 420, 38
WIDTHS = {Column.LOGIN: 120, Column.NAME: 100, Column.ROLE: 92, Column.SEEN: 112, Column.STATE: 64}


class AccountsPage(OfficePage):
    """Only administrators may keep accounts; whoever else may look at it is told so beside each button."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.model = AccountModel(window.theme)
        self.shown = QSortFilterProxyModel(self)
        self.shown.setSourceModel(self.model)
        self.shown.setFilterKeyColumn(-1)
        self.shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = QLineEdit(placeholderText="账号、姓名、单位或村")
        self.search.setObjectName("accounts-search")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(200)
        self.new = QPushButton("添加账号")
        self.new.setObjectName("accounts-new")
        self.head = Heading(window.theme, "账号", self.search, self.new)
        self.rows = TableRows(window.theme)
        self.table = self._table()
        self.empty = EmptyLine(window.theme)
        self.detail, self.form = AccountDetail(window), AddingForm(window)
        self.side, self.divider = QStackedWidget(), Divider(window.theme)
        self._lay_out()
        self.search.textChanged.connect(self.shown.setFilterFixedString)
        self.new.clicked.connect(self.begin_new)
        self.empty.action_clicked.connect(self._no_accounts_action)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.form.done.connect(self._added)
        self.form.cancelled.connect(self._show_chosen)
        self.bridge.changed.connect(self._changed)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("accounts-table")
        table.setModel(self.shown)
        set_out(table, self.rows, "账号", ROW_PX, Column.PLACE)
        table.setSortingEnabled(True)
        table.sortByColumn(Column.LOGIN, Qt.SortOrder.AscendingOrder)
        for column, width in WIDTHS.items():
            table.setColumnWidth(column, width)
        return table

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.empty, self.table):
            column.addWidget(part)
        column.setStretchFactor(self.table, 1)
        column.addStretch(0)
        self.side.addWidget(self.detail)
        self.side.addWidget(self.form)
        self.side.setFixedWidth(PANE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self.divider)
        row.addWidget(self.side)

    # --- what is shown

    def enter(self) -> None:
        why = self._why_not()
        self.new.setEnabled(not why)
        self.new.setToolTip(why or "添加账号（Ctrl N）")
        self._load()
        self.table.setFocus()

    def _why_not(self) -> str:
        """Why accounts cannot be kept now; empty when they can."""
        if self.bridge.not_live():
            return self.bridge.not_live()
        person = self.bridge.person
        if person is None:
            return "先设置管理员"
        from gis.people.permissions import may

        return "" if may(person.role, "account") else "只有管理员能管理账号"

    def _load(self) -> None:
        if self.bridge.not_live():
            self._tell_none("县库还在连接")
            return
        from gis.workspace.membership import Membership

        self.bridge.ask(Membership(self.bridge.county).accounts, self._show)

    def _show(self, accounts: Sequence[Account]) -> None:
        if self.bridge.workspace is None:
            return
        chosen = self.chosen()
        self.model.set_accounts(accounts, self.bridge.snapshot, self.bridge.clock.now())
        active = sum(not account.disabled for account in accounts)
        stopped = len(accounts) - active
        self.head.set_words("账号", f"{len(accounts)}" + (f" · 停用 {stopped}" if stopped else ""))
        if accounts:
            self.empty.hide()
            self.table.show()
            self.choose(chosen.login if chosen else accounts[0].login)
        else:
            self._tell_none("这个县还没有账号：谁有县库谁就能看能改", "设置管理员")
        self._show_chosen()

    def _tell_none(self, words: str, action: str = "") -> None:
        self.empty.set_words(words, action)
        self.empty.show()
        self.table.hide()

    def _no_accounts_action(self) -> None:
        self.window_.commands.actions["first-administrator"].trigger()

    def _changed(self, committed: Committed) -> None:
        if self.isVisible() and any(edit.table == "account" for edit in committed.change.edits):
            self._load()

    # --- the account at hand

    def chosen(self) -> Account | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.accounts[self.shown.mapToSource(rows[0]).row()] if rows else None

    def choose(self, login: str) -> None:
        """Select an account of the list."""
        for row, account in enumerate(self.model.accounts):
            if account.login == login:
                index = self.shown.mapFromSource(self.model.index(row, 0))
                flags = QItemSelectionModel.SelectionFlag
                self.table.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
                self.table.scrollTo(index)

    def _show_chosen(self) -> None:
        if self.side.currentWidget() is self.form and self.form.begun:
            return  # a new account half typed stays
        account = self.chosen()
        if account is not None:
            self.detail.show_account(account, self.model.place_of(account), self._why_not())
        else:
            self.detail.show_nothing()
        self.side.setCurrentWidget(self.detail)

    def begin_new(self) -> None:
        if why := self._why_not():
            self.window_.tell(why)
            return
        self.form.begin(self.model.accounts)
        self.side.setCurrentWidget(self.form)

    def _added(self, login: str) -> None:
        self.side.setCurrentWidget(self.detail)
        self.search.clear()
        from gis.workspace.membership import Membership

        def show(accounts: Sequence[Account]) -> None:
            self._show(accounts)
            self.choose(login)

        self.bridge.ask(Membership(self.bridge.county).accounts, show)

    # --- the shape of a page

    def commands(self) -> Sequence[Command]:
        return [Command("new-account", "添加账号", ("Ctrl+N",), self.begin_new, self._why_not, "账号页")]

    def refusal_to_leave(self) -> str:
        return "新账号还没有保存：先保存，或按 Esc 放弃" if self.form.begun else ""

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.model.theme = self.rows.theme = theme
        for part in (self.head, self.empty, self.divider, self.detail, self.form):
            part.set_theme(theme)

    def answers(self) -> dict[str, Callable[..., Any]]:
        return {
            "accounts.logins": lambda: [account.login for account in self.model.accounts],
            "accounts.chosen": lambda: account.login if (account := self.chosen()) else "",
            "accounts.problems": self.form.problems,
        }
