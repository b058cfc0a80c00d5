"""Who stands at the door: sign-in with a county account, and the refusal of what the account may not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis.foundation.changes import Change
from gis.foundation.errors import Refused
from gis.foundation.settings import Settings
from gis.people.roles import Person
from gis.snapshot import Snapshot

if TYPE_CHECKING:
    from gis.store.store import Store


class Doorway:
    """person: who has signed in. guarded: the county has accounts, so nothing is written without one; a county without
    accounts is open to whoever has its file."""

    def __init__(self) -> None:
        self.person: Person | None = None
        self.guarded = False

    def sign_in(self, store: Store, login: str, password: str, now: int, settings: Settings) -> Person:
        """Check an account (worker: hashing takes a tenth of a second); Refused says why not, without telling
        whether it was the name or the password."""
        from gis.store.accounts import check_sign_in

        self.person = check_sign_in(store, login, password, now, settings)
        return self.person

    def still_valid(self, store: Store) -> bool:
        """Whether the person's account is still what it was at the sign-in; true where nobody needs one (worker)."""
        from gis.store.accounts import still_valid

        return self.person is None or still_valid(store, self.person)

    def refuse_forbidden(self, change: Change, snapshot: Snapshot, store: Store, own: bool) -> None:
        """Refused if nobody has signed in, or the person may not make this change. own: it takes back or restores what
        the person did here."""
        if not self.guarded:
            return
        if self.person is None:
            raise Refused("还没有登录，操作没有写入。", "请先用县里的账号登录。")
        from gis.people.permissions import refuse_forbidden

        if not self.still_valid(store):
            self.person = None
            raise Refused("您的账号已停用或改了权限，操作没有写入。", "请重新登录，或联系管理员。")
        helping, letters = _assisting(change, snapshot, store), _letters(change, store)
        refuse_forbidden(self.person, change, snapshot, own, helping, letters)
        _refuse_own_plan(self.person, change, store)


def _refuse_own_plan(person: Person, change: Change, store: Store) -> None:
    """Refused if someone decides on a plan of borders of the own hand, or brings one in force that nobody approved."""
    from gis.people.permissions import kind_of

    kind = kind_of(change)
    if kind not in ("decide_plan", "enact_plan"):
        return
    from gis.boundaries.plans.plan import Author, PlanState
    from gis.store.plans import plan

    for edit in change.edits:
        held = plan(store, int(edit.key)) if edit.table == "plan" else None
        if held is None:
            continue
        if kind == "decide_plan" and Author(person.staff, person.name).is_same(held.author, held.author_name):
            raise Refused(f"方案「{held.name}」是您自己编制的，操作没有写入。", "请由另一位有审批权限的人办理。")
        if kind == "enact_plan" and held.state is not PlanState.APPROVED:
            raise Refused(f"方案「{held.name}」{held.word}，只有已批准的方案才能生效。")


def _assisting(change: Change, snapshot: Snapshot, store: Store) -> dict[int, tuple[int, ...]]:
    """Unit ids that help, by event row: only telling progress asks for them."""
    if change.kind != "progress":
        return {}
    from gis.store.case_files import case_files

    files = case_files(store, [int(e.key) for e in change.edits if e.table == "event"])
    row_of = snapshot.events.row_of
    return {row_of(event): tuple(unit for unit, _ in file.assisting) for event, file in files.items()}


def _letters(change: Change, store: Store) -> dict[int, tuple[int, int]]:
    """(unit id, rank) of the letters that a change is about: only changes of letters ask for them."""
    from gis.people.letters import letters_named

    named = letters_named(change)
    if not named:
        return {}
    from gis.store.oversight import letter_facts

    return letter_facts(store, named)
