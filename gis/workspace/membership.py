"""Membership: the accounts of an open county, kept by an administrator; the first one makes the county guarded.

Each deed exists twice: `commit_…` writes and hands back what was committed (a desk adopts it in its own thread), the
other adopts it at once (command line, tests).
"""

from __future__ import annotations

from gis.foundation.changes import Change, Committed
from gis.foundation.errors import Refused
from gis.people.accounts import Account, added, named, switched, with_new_password
from gis.people.passwords import need_good
from gis.people.roles import Role
from gis.workspace.workspace import Workspace


class Membership:
    """Everything here touches disk and runs on a worker."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def accounts(self) -> list[Account]:
        """All accounts by login."""
        from gis.store.accounts import accounts

        return accounts(self.workspace.store())

    def commit_added(
        self, login: str, name: str, role: Role, password: str, unit: int = -1, division: int = -1, staff: int = 0
    ) -> Committed:
        """Add an account: one journal row, and in the same transaction the password beside the journal. unit: unit row.
        division: row of a village. The first account of a county is an administrator. Refused says what is missing."""
        from gis.store.accounts import password_kept

        workspace = self.workspace
        held = self.accounts()
        if not held and role is not Role.ADMINISTRATOR:
            raise Refused("第一个账号应是管理员。", "请先添加管理员，再由管理员添加其他账号。")
        now = workspace.clock.now()
        change, key = added(held, workspace.snapshot, login, name, role, now, unit, division, staff)
        need_good(password, login, workspace.settings)
        return workspace.commit(change, password_kept(key, password))

    def commit_reset(self, login: str, password: str) -> Committed:
        """Give an account a new password; wrong tries are forgotten."""
        from gis.store.accounts import password_kept

        account = named(self.accounts(), login)
        need_good(password, login, self.workspace.settings)
        change = with_new_password(account, self.workspace.clock.now())
        return self.workspace.commit(change, password_kept(account.id, password))

    def commit_own_password(self, old: str, new: str) -> Committed:
        """Whoever has signed in takes a new password, given the present one; Refused as a sign-in is."""
        from gis.store.accounts import check_sign_in

        workspace, person = self.workspace, self.workspace.door.person
        if person is None:
            raise Refused("还没有登录。", "请先登录，再修改口令。")
        check_sign_in(workspace.store(), person.login, old, workspace.clock.now(), workspace.settings)
        if new == old:
            raise Refused("新口令与原口令一样。", "请换一个。")
        return self.commit_reset(person.login, new)

    def commit_switched(self, login: str, disabled: bool, reason: str = "") -> Committed:
        """Shut an account out from its next act on, or let it in again. reason: why, for the journal."""
        return self.workspace.commit(switched(self.accounts(), login, disabled, reason))

    def add(
        self, login: str, name: str, role: Role, password: str, unit: int = -1, division: int = -1, staff: int = 0
    ) -> Account:
        """As commit_added, adopted."""
        self.workspace.adopt(self.commit_added(login, name, role, password, unit, division, staff))
        return named(self.accounts(), login)

    def reset(self, login: str, password: str) -> Account:
        """As commit_reset, adopted."""
        self.workspace.adopt(self.commit_reset(login, password))
        return named(self.accounts(), login)

    def disable(self, login: str) -> Change:
        """Shut an account out from its next act on."""
        return self._adopted(self.commit_switched(login, True))

    def enable(self, login: str) -> Change:
        """Let an account in again."""
        return self._adopted(self.commit_switched(login, False))

    def _adopted(self, committed: Committed) -> Change:
        self.workspace.adopt(committed)
        return committed.change
