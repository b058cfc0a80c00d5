"""The page between the county and whoever sits here: account and password, or the password of a locked desk."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.panels.field import Field, password_line
from desktop.panels.restyle import restyle
from desktop.panels.text_runs import rounded
from desktop.panels.top_bar_parts import paint_mark
from desktop.theme import Theme, pixel_font
from gis.people.roles import ROLE_WORD, Person

CARD_PX = 380


class SignInPage(QWidget):
    """Shows nothing of the county but its name. Wrong tries and waiting times are told in place."""

    submitted = Signal(str, str)  # login, password
    someone_else = Signal()  # leave a locked desk to another person
    other_county = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign-in")
        self.theme, self._locked_for, self._wait_s = theme, "", 0
        self._ready = self._wanted = False
        self.head = Head(theme)
        self.login, self.password = QLineEdit(), password_line()
        self.login.setObjectName("sign-in-login")
        self.password.setObjectName("sign-in-password")
        self.login_field = Field(theme, "账号", self.login)
        self.password_field = Field(theme, "口令", self.password)
        self.message = QLabel("")
        self.message.setObjectName("sign-in-message")
        self.message.setWordWrap(True)
        self.message.setMinimumHeight(40)
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.button = QPushButton("登录")
        self.button.setObjectName("sign-in-button")
        self.button.setProperty("kind", "primary")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.else_link, self.county_link = _link("换人登录"), _link("打开别的县库…")
        self.else_link.setObjectName("sign-in-someone-else")
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self._count_down)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.card = QWidget()
        self.card.setFixedWidth(CARD_PX)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        for part in (self.head, self.login_field, self.password_field, self.message, self.button, self.bar):
            column.addWidget(part)
        keep = self.bar.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keep)
        self.bar.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.else_link)
        foot.addStretch(1)
        foot.addWidget(self.county_link)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _connect(self) -> None:
        self.button.clicked.connect(self.submit)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.submit)
        self.else_link.clicked.connect(self.someone_else)
        self.county_link.clicked.connect(self.other_county)

    # --- what it asks

    def ask(self, county: str, made_up: bool, login: str, words: str = "") -> None:
        """Ask who it is. login: the name of last time. words: why it asks, where that is not plain."""
        self._locked_for = ""
        self.head.set_words(county, "模拟数据 · 请用县里的账号登录" if made_up else "请用县里的账号登录")
        self.login.setText(login)
        self._begin("登录", words)
        (self.password if login else self.login).setFocus()

    def lock(self, person: Person, words: str = "已锁屏，没做完的都还在") -> None:
        """Ask for the password of the person who sits here."""
        self._locked_for = person.login
        self.head.set_words(person.name, f"{ROLE_WORD[person.role]} · {words}", person.name)
        self._begin("解锁", "")
        self.password.setFocus()

    def _begin(self, word: str, words: str) -> None:
        self.login_field.setVisible(not self._locked_for)
        self.else_link.setVisible(bool(self._locked_for))
        self.else_link.setText("换人登录")
        self.county_link.setVisible(not self._locked_for)
        self.button.setText(word)
        self.password.clear()
        self._wanted, self._wait_s = False, 0
        self._seconds.stop()
        self.say(words)
        self._show_ready()

    def set_ready(self, ready: bool) -> None:
        """Whether the county can be asked; what was submitted before goes then."""
        self._ready = ready
        self._show_ready()
        if ready and self._wanted:
            self._wanted = False
            self.submit()

    def submit(self) -> None:
        """Enter or the button."""
        login = self._locked_for or self.login.text().strip()
        self.login_field.set_problem("" if login else "请填账号")
        self.password_field.set_problem("" if self.password.text() else "请填口令")
        if not login or not self.password.text() or self._wait_s:
            return
        self._wanted = not self._ready
        if self._wanted:
            self.say("正在连接县库，连上即登录…")
            return
        self.set_ready(False)
        self.say("")
        self.submitted.emit(login, self.password.text())

    def refuse(self, words: str, wait_s: int = 0) -> None:
        """Why not, and for how long no further try is looked at."""
        self.set_ready(True)
        self.say(words, error=True)
        self.password.selectAll()
        self.password.setFocus()
        self._wait_s = wait_s
        if wait_s:
            self._seconds.start()
        self._show_ready()

    def say(self, words: str, error: bool = False) -> None:
        self.message.setText(words)
        restyle(self.message, "tone", "error" if error else "secondary")

    def warn_of_loss(self, words: str) -> None:
        """What leaving the desk to someone else would give up; the same link then does it."""
        self.say(words, error=True)
        self.else_link.setText("放弃并换人登录")

    def _count_down(self) -> None:
        self._wait_s = max(0, self._wait_s - 1)
        if not self._wait_s:
            self._seconds.stop()
            self.say("现在可以再试")
        self._show_ready()

    def _show_ready(self) -> None:
        word = "解锁" if self._locked_for else "登录"
        self.button.setText(f"请等 {self._wait_s} 秒" if self._wait_s else word)
        self.button.setEnabled(not self._wait_s)
        self.bar.setVisible(not self._ready)

    # --- look

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.head.set_theme(theme)
        self.login_field.set_theme(theme)
        self.password_field.set_theme(theme)
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_app"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = int(self.theme.tokens["radius"]["float"])
        rounded(painter, QRectF(self.card.geometry()), radius, ui["surface_panel"], ui["line"])


class Head(QWidget):
    """The mark, or the letter of who locked the desk; a name and a line under it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._title, self._line, self._person = theme, "", "", ""
        self.setFixedHeight(56)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_words(self, title: str, line: str, person: str = "") -> None:
        self._title, self._line, self._person = title, line, person
        self.setAccessibleName(f"{title}，{line}")
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self._theme.ui
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._person:
            circle = QRectF(0, 8, 40, 40)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ui["accent_tint"])
            painter.drawEllipse(circle)
            painter.setPen(ui["accent_text"])
            painter.setFont(pixel_font(18, 600))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._person[0])
        else:
            paint_mark(painter, 2, 10, 36, ui["text"], ui["accent"])
        painter.setPen(ui["text"])
        painter.setFont(self._theme.font("figure"))
        painter.drawText(self.rect().adjusted(54, 2, 0, -24), Qt.AlignmentFlag.AlignVCenter, self._title)
        painter.setPen(ui["text_secondary"])
        painter.setFont(self._theme.font("small"))
        painter.drawText(self.rect().adjusted(54, 30, 0, -4), Qt.AlignmentFlag.AlignVCenter, self._line)


def _link(words: str) -> QPushButton:
    link = QPushButton(words)
    link.setProperty("kind", "link")
    return link
