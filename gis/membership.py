"""Membership: the accounts of an open county, kept by an administrator; the first one makes the county guarded."""

from __future__ import annotations

from gis.foundation.changes import Change
from gis.foundation.errors import Refused
from gis.people.accounts import Account, added, named, switched, with_new_password
from gis.people.passwords import need_good
from gis.people.roles import Role
from gis.workspace import Workspace


class Membership:
    """Everything here touches disk and runs on a worker."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def accounts(self) -> list[Account]:
        """All accounts by login."""
        from gis.store.accounts import accounts

        return accounts(self.workspace.store())

    def add(
        self, login: str, name: str, role: Role, password: str, unit: int = -1, division: int = -1, staff: int = 0
    ) -> Account:
        """Add an account: one journal row, and the password beside the journal. unit: unit row. division: row of a
        village. The first account of a county is an administrator. Refused says what is missing."""
        from gis.store.accounts import keep_password

        workspace = self.workspace
        held = self.accounts()
        if not held and role is not Role.ADMINISTRATOR:
            raise Refused("第一个账号应是管理员。", "请先添加管理员，再由管理员添加其他账号。")
        now = workspace.clock.now()
        change, key = added(held, workspace.snapshot, login, name, role, now, unit, division, staff)
        need_good(password, login, workspace.settings)
        workspace.do(change)
        keep_password(workspace.store(), key, login, password, workspace.settings)
        return named(self.accounts(), login)

    def reset(self, login: str, password: str) -> Account:
        """Give an account a new password; wrong tries are forgotten."""
        from gis.store.accounts import keep_password

        account = named(self.accounts(), login)
        need_good(password, login, self.workspace.settings)
        self.workspace.do(with_new_password(account, self.workspace.clock.now()))
        keep_password(self.workspace.store(), account.id, login, password, self.workspace.settings)
        return account

    def disable(self, login: str) -> Change:
        """Shut an account out from its next act on."""
        return self._do(switched(self.accounts(), login, True))

    def enable(self, login: str) -> Change:
        """Let an account in again."""
        return self._do(switched(self.accounts(), login, False))

    def _do(self, change: Change) -> Change:
        return self.workspace.do(change).change
