"""Who sits here: lets people in, locks the desk, lets it go to someone else. Nothing of a guarded county reaches the
desk before a sign-in; a locked desk keeps everything and shows nothing."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog

from desktop.panels.toast import Message, ToastKind
from desktop.people.idle import IdleWatch
from desktop.people.sign_in import SignInPage
from desktop.theme import Theme
from gis.county.divisions import Level
from gis.events.query import Filter
from gis.foundation.changes import Committed
from gis.foundation.errors import WanggeError
from gis.foundation.settings import Settings
from gis.people.passwords import MustWait
from gis.people.roles import Person
from gis.workspace import Connection, Workspace

if TYPE_CHECKING:
    from desktop.window import Window

OFFER = "设置管理员"


class Door(Enum):
    """OPEN: the desk is in sight. ASKING: nobody sits here. LOCKED: somebody does, and went away."""

    OPEN = ""
    ASKING = "sign-in"
    LOCKED = "lock"


class Doorkeeper(QObject):
    """One per window. `state` says what is in sight."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window, self.bridge, self.jobs = window, window.bridge, window.jobs
        self.state = Door.OPEN
        self._waiting: Workspace | None = None  # what a sign-in opens
        self._hidden: list[QDialog] = []
        self._listening = False
        self.idle = IdleWatch(window.clock.now, self)
        self.idle.left_alone.connect(self.lock)
        self.bridge.changed.connect(self._changed)
        self.bridge.connected.connect(self._connected)

    @cached_property
    def page(self) -> SignInPage:
        """The page of the sign-in, made when it is first needed."""
        page = SignInPage(self.window.theme)
        self.window.stack.addWidget(page)
        page.submitted.connect(self._try)
        page.someone_else.connect(self._someone_else)
        page.other_county.connect(self._other_county)
        return page

    @property
    def person(self) -> Person | None:
        return self.bridge.person

    # --- letting in

    def ask(self, workspace: Workspace, words: str = "") -> None:
        """Ask who it is, for a county that is to be shown afterwards; connect to it meanwhile."""
        if self._waiting not in (None, workspace):
            self._let_go()
        self._waiting = workspace
        self.page.set_ready(workspace.connected)
        self._ask_over(workspace, words)
        if not workspace.connected:
            self.jobs.run("store", workspace.connect, lambda c: self._take(workspace, c), self._no_store)

    def _ask_over(self, workspace: Workspace, words: str) -> None:
        snapshot = workspace.snapshot
        self.page.ask(snapshot.name, snapshot.made_up, self._remembered(workspace), words)
        self._cover(Door.ASKING)
        self.window.top_bar.set_county(snapshot.name)

    def _take(self, workspace: Workspace, connection: Connection) -> None:
        if workspace is not self._waiting:
            connection.store.close()
            return
        workspace.take(connection)
        if not workspace.door.guarded:  # its accounts are gone: a copy from before they were made
            self._let_in(workspace)
            return
        self.page.set_ready(True)

    def _no_store(self, error: Exception) -> None:
        if self._waiting is not None:
            self._waiting = None
            self._uncover()
            self.window.show_failure(error)

    def _try(self, login: str, password: str) -> None:
        workspace = self._waiting or self.bridge.workspace
        assert workspace is not None
        before = workspace.door.person
        self.jobs.run(
            "store",
            lambda: workspace.sign_in(login, password),
            lambda person: self._signed_in(workspace, before, person),
            self._refused,
        )

    def _signed_in(self, workspace: Workspace, before: Person | None, person: Person) -> None:
        settings = self.window.settings
        if self._remembered(workspace) != person.login:  # what another looked for is nobody else's
            self.window.top_bar.search.set_recent([])
            settings.remove("desk/recent_searches")
        settings.setValue(f"people/login-{workspace.snapshot.uid}", person.login)
        self.page.password.clear()
        if workspace is self._waiting:
            self._let_in(workspace)
        elif workspace is self.bridge.workspace:
            self._uncover()
            if person != before:
                self.bridge.person_changed.emit()

    def _refused(self, error: Exception) -> None:
        words = str(error) if isinstance(error, WanggeError) else f"没能登录：{error}"
        self.page.refuse(words, error.wait_s if isinstance(error, MustWait) else 0)

    def _let_in(self, workspace: Workspace) -> None:
        self._waiting = None
        self._uncover()
        self.window.show_county(workspace)
        self.bridge.save_cache()

    def _remembered(self, workspace: Workspace) -> str:
        return str(self.window.settings.value(f"people/login-{workspace.snapshot.uid}", ""))

    # --- locking and leaving

    def refusal_to_lock(self) -> str:
        """Why the desk cannot be locked or left; empty when it can."""
        if self.bridge.not_live():
            return self.bridge.not_live()
        return "" if self.person is not None else "这个县没有账号，不用登录；可先设置管理员"

    def lock(self) -> None:
        """Hide everything and keep it, until the same person's password is given."""
        if self.state is Door.OPEN and self.person is not None:
            self.page.set_ready(True)
            self.page.lock(self.person)
            self._cover(Door.LOCKED)

    def sign_out(self) -> None:
        """Leave the desk; what is half done keeps it back."""
        if why := self.window.workplaces.unfinished():
            self.window.tell(why)
            return
        self._leave("已退出登录")

    def _someone_else(self) -> None:
        """From a locked desk: what its person left half done is given up only when that was said."""
        why = self.window.workplaces.unfinished()
        if why and self.page.else_link.text() == "换人登录":
            assert self.person is not None
            self.page.warn_of_loss(f"{self.person.name}有没做完的事：{why}。换人登录会放弃它。")
            return
        self._leave("")

    def _leave(self, words: str) -> None:
        self._close_hidden()
        self.window.workplaces.forget()
        workspace = self.bridge.release()
        if workspace is not None:
            workspace.sign_out()
            self.ask(workspace, words)

    def _other_county(self) -> None:
        from desktop.window_commands import choose_county

        choose_county(self.window)

    def forget(self) -> None:
        """Another county is opened: whoever was asked for this one is no longer."""
        self._let_go()
        self._close_hidden()
        if self.state is not Door.OPEN:
            self._uncover()

    def _let_go(self) -> None:
        workspace, self._waiting = self._waiting, None
        if workspace is not None:
            self.jobs.run("store", workspace.close, lambda _: None, lambda _: None)

    # --- what is in sight

    def show_own(self) -> None:
        """Begin with what is the person's own: a township clerk with the township. Everything else can be looked up."""
        person, divisions = self.person, self.bridge.snapshot.divisions
        if person is not None and person.division:
            own = [row for row in divisions.rows_of(Level.TOWNSHIP) if divisions.code[int(row)] == person.division]
            self.bridge.set_filter(Filter(division=int(own[0])) if own else Filter())

    def set_theme(self, theme: Theme) -> None:
        if "page" in self.__dict__:
            self.page.set_theme(theme)

    def _cover(self, state: Door) -> None:
        window = self.window
        self.state, self.bridge.covered = state, "已锁屏，请先解锁" if state is Door.LOCKED else "请先登录"
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.hide()  # kept as it is; nothing of it is lost
                self._hidden.append(dialog)
        window.hide_toasts()
        window.top_bar.search.clear()
        window.top_bar.close_up(True)
        window.stack.setCurrentWidget(self.page)
        window.refresh_commands()

    def _uncover(self) -> None:
        window = self.window
        self.state, self.bridge.covered = Door.OPEN, ""
        window.top_bar.close_up(False)
        if window.bridge.workspace is not None:
            window.stack.setCurrentWidget(window.workplaces.present)
        for dialog in self._hidden:
            dialog.show()
        self._hidden.clear()
        window.refresh_commands()

    def _close_hidden(self) -> None:
        for dialog in self._hidden:
            dialog.close()
        self._hidden.clear()

    # --- what happens to the account meanwhile

    def _connected(self) -> None:
        """The store answers: it may want a sign-in that the kept picture did not know of."""
        workspace = self.bridge.county
        if workspace.door.guarded and workspace.door.person is None:
            self.bridge.release()
            self.ask(workspace)
            return
        self.idle.start(self._settings)
        self._offer_accounts(workspace)

    def _offer_accounts(self, workspace: Workspace) -> None:
        """Once per county: a real one without accounts is open to whoever has its file. A demo county is left alone."""
        key = f"people/offered-{workspace.snapshot.uid}"
        if workspace.door.guarded or workspace.snapshot.made_up or self.window.settings.value(key):
            return
        self.window.settings.setValue(key, True)
        toast = self.window.toast
        if not self._listening:
            self._listening = True
            toast.action_clicked.connect(self._offer_taken)
        toast.say(Message("还没有账号：谁有县库谁就能看能改", kind=ToastKind.WARNING, action=OFFER))

    def _offer_taken(self) -> None:
        if self.window.toast.message.action == OFFER:
            self.window.commands.actions["first-administrator"].trigger()

    def _settings(self) -> Settings | None:
        return self.bridge.county.settings if self.state is Door.OPEN and self.person is not None else None

    def _changed(self, committed: Committed) -> None:
        """Somebody changed accounts: the county may want a sign-in now, or this person's is no longer good."""
        keys = [edit.key for edit in committed.change.edits if edit.table == "account"]
        if not keys:
            return
        self.bridge.save_cache()  # so that the next start knows that a sign-in is wanted
        workspace = self.bridge.county
        if self.person is None and workspace.door.guarded:
            self.page.set_ready(True)
            self._ask_over(workspace, "这个县刚刚启用了账号，请登录；没做完的都还在")
        elif self.person is not None and self.person.account in keys:
            self.bridge.ask(workspace.still_signed_in, lambda valid: None if valid else self._shut_out(), "store")

    def _shut_out(self) -> None:
        if self.state is not Door.ASKING:
            self._leave("您的账号已停用或改了权限，请重新登录，或联系管理员")
