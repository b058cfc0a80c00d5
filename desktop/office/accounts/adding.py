"""The form of a new account: login, name, role and where it belongs, password twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.office.heading import Heading
from desktop.panels.field import Field, password_line
from desktop.people.own_password import new_password
from gis.county.divisions import Level
from gis.county.units import UnitKind
from gis.foundation.errors import Refused
from gis.people.accounts import LOGIN, Account
from gis.people.roles import ROLE_TELLS, ROLE_WORD, Role

if TYPE_CHECKING:
    from desktop.theme import Theme
    from desktop.window import Window
    from gis.foundation.changes import Committed

BELONGS = {Role.TOWNSHIP: "乡镇", Role.DEPARTMENT: "县直单位", Role.VILLAGE: "村"}


class AddingForm(QWidget):
    """`done(login)` once it is on record."""

    done = Signal(str)
    cancelled = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.setObjectName("account-form")
        self._window, self._bridge, theme = window, window.bridge, window.theme
        self._taken: set[str] = set()
        self.head = Heading(theme, "添加账号")
        self.role = QComboBox()
        for role, word in ROLE_WORD.items():
            self.role.addItem(word, role)
        self.place = QComboBox()
        self.place.setEditable(True)
        self.place.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.tells = QLabel("")
        self.tells.setWordWrap(True)
        self.tells.setProperty("tone", "secondary")
        self.fields = {
            "login": Field(theme, "账号", QLineEdit(), "必填，2 至 40 个字母、数字或汉字"),
            "name": Field(theme, "姓名", QLineEdit(), "必填"),
            "role": Field(theme, "角色", self.role),
            "place": Field(theme, "单位", self.place, "必填，可输入几个字来找"),
            "password": Field(theme, "口令", password_line(), "必填"),
            "again": Field(theme, "再输一遍口令", password_line()),
        }
        self.save, self.cancel = QPushButton("添加"), QPushButton("放弃")
        self.save.setProperty("kind", "primary")
        for name, widget in (("save", self.save), ("cancel", self.cancel)):
            widget.setObjectName(f"new-account-{name}")
        for name, field in self.fields.items():
            field.control.setObjectName(f"new-account-{name}")
        self._lay_out()
        self.role.currentIndexChanged.connect(lambda _: self._show_role())
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.give_up)
        for line in self.lines():
            line.returnPressed.connect(self.submit)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(12)
        for name, field in self.fields.items():
            column.addWidget(field)
            if name == "role":
                column.addWidget(self.tells)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        column.addLayout(foot)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addLayout(column, 1)

    def lines(self) -> list[QLineEdit]:
        return [f.control for f in self.fields.values() if isinstance(f.control, QLineEdit)]

    # --- filling it in

    def begin(self, accounts: Sequence[Account]) -> None:
        """An empty form."""
        self._taken = {account.login for account in accounts}
        settings = self._bridge.county.settings
        self.fields["password"].set_note(f"必填，至少 {settings.password_length} 位，可以用一句话")
        self._clear()
        self.role.setCurrentIndex(0)
        self._show_role()
        self.fields["login"].control.setFocus()

    @property
    def begun(self) -> bool:
        """Whether something is typed that would be lost."""
        return any(line.text().strip() for line in self.lines())

    def problems(self) -> dict[str, str]:
        """What is wrong, by field."""
        return {name: field.problem for name, field in self.fields.items() if field.problem}

    def _clear(self) -> None:
        for line in self.lines():
            line.clear()
        for field in self.fields.values():
            field.set_problem("")
        self.save.setEnabled(True)

    def _chosen_role(self) -> Role:
        return Role(self.role.currentData())

    def _show_role(self) -> None:
        """What the role may do, and the units or villages it can belong to."""
        role = self._chosen_role()
        self.tells.setText(ROLE_TELLS[role])
        field = self.fields["place"]
        field.setVisible(role in BELONGS)
        field.set_problem("")
        field.set_words(BELONGS.get(role, ""))
        self.place.clear()
        if role in BELONGS:
            for words, row in self._places(role):
                self.place.addItem(words, row)
            self.place.setCurrentIndex(-1)
            completer = QCompleter(self.place.model(), self.place)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            self.place.setCompleter(completer)

    def _places(self, role: Role) -> list[tuple[str, int]]:
        snapshot = self._bridge.snapshot
        if role is Role.VILLAGE:
            divisions = snapshot.divisions
            rows = [int(row) for row in divisions.rows_of(Level.VILLAGE)]
            home = {row: divisions.short_name[divisions.ancestor(row, Level.TOWNSHIP)] for row in rows}
            return [(f"{divisions.short_name[row]} · {home[row]}", row) for row in rows]
        units, kind = snapshot.units, UnitKind.TOWNSHIP if role is Role.TOWNSHIP else UnitKind.DEPARTMENT
        return [(units.name[row], row) for row in range(len(units)) if units.kind[row] == kind]

    # --- keeping it

    def submit(self) -> None:
        """Say what is missing at its field, or add the account."""
        login, name = (self.fields[f].text.strip() for f in ("login", "name"))
        role, place = self._chosen_role(), self.place.findText(self.place.currentText())
        if not LOGIN.fullmatch(login):
            self.fields["login"].set_problem("请用 2 至 40 个字母、数字或汉字")
        elif login in self._taken:
            self.fields["login"].set_problem("已有人用，请换一个")
        self.fields["name"].set_problem("" if name else "请填姓名")
        no_place = role in BELONGS and place < 0
        self.fields["place"].set_problem(f"请选一个{BELONGS[role]}" if no_place else "")
        settings = self._bridge.county.settings
        password = new_password(self.fields["password"], self.fields["again"], login, settings)
        if password is not None and not self.problems():
            self._add(login, name, role, int(self.place.itemData(place)) if role in BELONGS else -1, password)

    def _add(self, login: str, name: str, role: Role, place: int, password: str) -> None:
        from gis.workspace.membership import Membership

        self.save.setEnabled(False)
        unit, division = (-1, place) if role is Role.VILLAGE else (place, -1)
        members, staff = Membership(self._bridge.county), self._staff(name)

        def work() -> Committed:
            return members.commit_added(login, name, role, password, unit, division, staff)

        def finished() -> None:
            self._clear()
            self.done.emit(login)

        self._bridge.perform(work, finished, self._refused)

    def _staff(self, name: str) -> int:
        """Staff id of the one person of that name in the directory who is no grid worker; 0 if that is not plain."""
        staff = self._bridge.snapshot.staff
        found = [r for r in range(len(staff)) if staff.name[r] == name and staff.role[r] != "网格员"]
        return int(staff.id[found[0]]) if len(found) == 1 else 0

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.fields["login"].set_problem(str(error) if isinstance(error, Refused) else f"没有写入：{error}")

    def give_up(self) -> None:
        self._clear()
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        self.head.set_theme(theme)
        for field in self.fields.values():
            field.set_theme(theme)
