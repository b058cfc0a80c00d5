"""The accounts of a county as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from desktop.models.lines import Cell, LinesModel
from desktop.theme import Theme
from gis.deadlines.words import moment
from gis.people.accounts import Account
from gis.people.roles import ROLE_WORD
from gis.snapshot import Snapshot


class Column(IntEnum):
    """Columns from left to right."""

    LOGIN = 0
    NAME = 1
    ROLE = 2
    PLACE = 3
    SEEN = 4
    STATE = 5


HEADS = ("账号", "姓名", "角色", "单位 / 村", "最近登录", "状态")


class AccountModel(LinesModel):
    """What the store said last; it holds no logic."""

    heads = HEADS

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.accounts: list[Account] = []
        self._places: dict[int, str] = {}
        self._now = 0

    def set_accounts(self, accounts: Sequence[Account], snapshot: Snapshot, now: int) -> None:
        self.beginResetModel()
        self.accounts, self._now = list(accounts), now
        units = {int(key): name for key, name in zip(snapshot.units.id, snapshot.units.name, strict=True)}
        divisions = snapshot.divisions
        villages = {account.division for account in accounts if len(account.division) == 12}
        names = {code: divisions.short_name[row] for row, code in enumerate(divisions.code) if code in villages}
        self._places = {a.id: units.get(a.unit) or names.get(a.division, "") for a in accounts}
        self.endResetModel()

    def place_of(self, account: Account) -> str:
        """The unit or village of an account, empty for one of the whole county."""
        return self._places.get(account.id, "")

    def lines_held(self) -> Sequence[Any]:
        return self.accounts

    def data(self, index: Cell, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        account, column = self.accounts[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(account, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            pale = account.disabled or column in (Column.PLACE, Column.SEEN)
            return self.theme.ui["text_tertiary" if account.disabled else "text_secondary"] if pale else None
        if role == Qt.ItemDataRole.FontRole and column is Column.LOGIN and not account.disabled:
            return self.theme.font("strong")
        return None

    def _words(self, account: Account, column: Column) -> str:
        if column is Column.SEEN:
            return moment(account.seen_at, self._now) if account.seen_at else "从未"
        return {
            Column.LOGIN: account.login,
            Column.NAME: account.name,
            Column.ROLE: ROLE_WORD[account.role],
            Column.PLACE: self.place_of(account) or "全县",
            Column.STATE: "停用" if account.disabled else "在用",
        }[column]
