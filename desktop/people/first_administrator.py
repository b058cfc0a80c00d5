"""The first-start wizard of a county: what accounts change, then the administrator, who is signed in at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.panels.field import Field, password_line
from desktop.people.own_password import new_password
from gis.foundation.errors import Refused
from gis.people.accounts import LOGIN
from gis.people.roles import Role

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.foundation.changes import Committed

WHAT_CHANGES = """现在没有账号：谁能打开这个县库，谁就能看、能改。设置管理员之后：

· 每个人用自己的账号登录，登录前什么都不显示；
· 谁能做什么由角色决定，每次改动都记下是谁做的；
· 离开一会儿自动锁屏，没做完的都还在。

请记牢管理员的口令：没有别的管理员时，谁也不能替您重设。建议随后再添加一位管理员。"""


class FirstAdministrator(QDialog):
    """Two steps. Nothing is written before the last button."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("first-administrator")
        self.setWindowTitle("设置管理员")
        self._window, theme = window, window.theme
        settings = window.bridge.county.settings
        self._settings = settings
        self.step = QLabel("")
        self.step.setProperty("tone", "tertiary")
        self.name = Field(theme, "姓名", QLineEdit())
        self.login = Field(theme, "账号", QLineEdit("admin"), "登录时输入，2 至 40 个字母、数字或汉字")
        note = f"至少 {settings.password_length} 位，可以用一句话"
        self.first = Field(theme, "口令", password_line(), note)
        self.again = Field(theme, "再输一遍口令", password_line())
        for field, name in ((self.name, "name"), (self.login, "login"), (self.first, "first"), (self.again, "again")):
            field.control.setObjectName(f"administrator-{name}")
            field.entered.connect(self._go_on)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._explaining())
        self.stack.addWidget(self._asking())
        buttons = QDialogButtonBox()
        self.on = buttons.addButton("下一步", QDialogButtonBox.ButtonRole.AcceptRole)
        self.on.setObjectName("administrator-on")
        self.back = buttons.addButton("上一步", QDialogButtonBox.ButtonRole.ActionRole)
        later = buttons.addButton("以后再说", QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.on, self.back, later):
            button.setAutoDefault(False)  # Enter in a field goes on, see above
        self.on.setProperty("kind", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        for part in (self.step, self.stack, buttons):
            column.addWidget(part)
        self.setFixedWidth(500)
        buttons.accepted.connect(self._go_on)
        self.back.clicked.connect(lambda: self._show(0))
        buttons.rejected.connect(self.reject)
        self._show(0)

    def _explaining(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        title = QLabel(f"为{self._window.bridge.snapshot.name}启用账号")
        title.setFont(self._window.theme.font("title"))
        words = QLabel(WHAT_CHANGES)
        words.setWordWrap(True)
        words.setProperty("tone", "secondary")
        column.addWidget(title)
        column.addWidget(words)
        column.addStretch(1)
        return page

    def _asking(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for field in (self.name, self.login, self.first, self.again):
            column.addWidget(field)
        column.addStretch(1)
        return page

    def _show(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.step.setText(f"第 {step + 1} 步，共 2 步")
        self.back.setEnabled(step > 0)
        self.on.setText("启用并登录" if step else "下一步")
        (self.name.control if step else self.on).setFocus()

    def _go_on(self) -> None:
        if self.stack.currentIndex() == 0:
            self._show(1)
            return
        login, name = self.login.text.strip(), self.name.text.strip()
        if not name:
            self.name.set_problem("请填姓名")
        if not LOGIN.fullmatch(login):
            self.login.set_problem("请用 2 至 40 个字母、数字或汉字")
        password = new_password(self.first, self.again, login, self._settings)
        if name and LOGIN.fullmatch(login) and password is not None:
            self._make(login, name, password)

    def _make(self, login: str, name: str, password: str) -> None:
        from gis.workspace.membership import Membership

        self.on.setEnabled(False)
        workspace = self._window.bridge.county

        def work() -> Committed:
            committed = Membership(workspace).commit_added(login, name, Role.ADMINISTRATOR, password)
            workspace.sign_in(login, password)  # before the desk learns that it is guarded now
            return committed

        self._window.bridge.perform(work, self._made, self._refused)

    def _made(self) -> None:
        window = self._window
        window.settings.setValue(f"people/login-{window.bridge.snapshot.uid}", self.login.text.strip())
        self.accept()
        window.bridge.person_changed.emit()

    def _refused(self, error: Exception) -> None:
        self.on.setEnabled(True)
        self.login.set_problem(str(error) if isinstance(error, Refused) else f"没有写入：{error}")
