"""First start: what this is, and the three ways to a county. Makes the demo county with progress and cancel."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errand import Errand
from desktop.panels.top_bar_parts import paint_mark
from desktop.theme import Theme
from gis.events.states import State

WAYS = (
    "真实的巨鹿县地名与边界，人和事件都是编出来的，可放心练习",
    "本县的县库文件（.wangge），或一份备份",
    "多个席位共用一个 PostgreSQL 县库",
)


class Welcome(QWidget):
    """Shown while no county is open."""

    opened = Signal(str)  # location

    def __init__(self, theme: Theme, demo_path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._demo_path = demo_path
        self._making_demo: Errand | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = Mark(theme, self)
        self._title = QLabel("打开一个县")
        self._lead = QLabel("县库是一个文件，或一个 PostgreSQL 数据库。还没有县库时，可先用演示县熟悉全部功能。")
        self._message = QLabel("")
        self._message.setObjectName("welcome-message")
        self._message.setWordWrap(True)
        self._message.hide()
        self._again = QPushButton()
        self._again.setObjectName("welcome-again")
        self._again.hide()
        self._again_at = ""
        self._demo = QPushButton("打开演示县（模拟）")
        self._demo.setObjectName("welcome-demo")
        self._demo.setProperty("kind", "primary")
        self._demo.setDefault(True)
        self._file = QPushButton("打开县库文件…")
        self._server = QPushButton("连接数据库…")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._step = QLabel("")
        self._cancel = QPushButton("取消")
        self._cancel.setObjectName("welcome-cancel")
        self._cancel.setShortcut("Esc")
        self._cancel.setToolTip("停止生成，不留下文件（Esc）")
        self._lay_out()
        self._demo.clicked.connect(self.open_demo)
        self._again.clicked.connect(lambda: self.opened.emit(self._again_at))
        self._file.clicked.connect(self._choose_file)
        self._server.clicked.connect(self._choose_server)
        self._cancel.clicked.connect(self._stop)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._choices())
        self._stack.addWidget(self._making())
        keep = self._message.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # so that nothing jumps when there is something to say
        self._message.setSizePolicy(keep)
        self._message.setMinimumHeight(40)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        said = QHBoxLayout()
        said.addWidget(self._message, 1)
        said.addWidget(self._again, 0, Qt.AlignmentFlag.AlignTop)
        inner = QVBoxLayout()
        for widget in (self._mark, self._title, self._lead):
            inner.addWidget(widget)
        inner.addLayout(said)
        inner.addWidget(self._stack)
        inner.setSpacing(12)
        holder = QWidget()
        holder.setLayout(inner)
        holder.setFixedWidth(620)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _choices(self) -> QWidget:
        """Each way with a line on what it is for."""
        choices = QWidget()
        grid = QGridLayout(choices)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for line, (button, words) in enumerate(zip((self._demo, self._file, self._server), WAYS, strict=True)):
            button.setFixedSize(200, 38)
            grid.addWidget(button, line, 0)
            grid.addWidget(QLabel(words), line, 1)
        grid.setColumnStretch(1, 1)
        return choices

    def _making(self) -> QWidget:
        making = QWidget()
        column = QVBoxLayout(making)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.addWidget(self._step, 1)
        foot.addWidget(self._cancel)
        column.addLayout(foot)
        column.addStretch(1)
        return making

    def set_theme(self, theme: Theme) -> None:
        self._mark.set_theme(theme)
        self._title.setFont(theme.font("clock"))
        self._lead.setFont(theme.font("body"))
        ui = theme.ui
        self.setStyleSheet(
            f"#welcome {{ background: {ui['surface_app'].name()}; }}"
            f"QLabel {{ color: {ui['text_secondary'].name()}; background: transparent; }}"
            f'#welcome-message[calm="false"] {{ color: {theme.state[State.OVERDUE].text.name()}; }}'
        )
        self._title.setStyleSheet(f"color: {ui['text'].name()};")

    def tell(self, message: str, calm: bool = False, again: str = "") -> None:
        """Say why the last try did not open anything; `calm` where nothing went wrong. `again`: the location to offer
        once more, since what stood in the way may be put right meanwhile."""
        self._again_at = again
        self._again.setText("重试")
        self._again.setToolTip(f"再次打开 {again}")
        self._again.setVisible(bool(again))
        self._message.setText(message)
        self._message.setProperty("calm", calm)
        self._message.style().polish(self._message)
        self._message.setVisible(bool(message))
        self._stack.setCurrentIndex(0)

    def wait(self, message: str) -> None:
        """Say what is being waited for; the choices come back with `tell`."""
        self._message.hide()
        self._again.hide()
        self._stack.setCurrentIndex(1)
        self._bar.setRange(0, 0)
        self._step.setText(message)
        self._cancel.setVisible(False)

    # --- the three ways

    def open_demo(self) -> None:
        """Open the demo county, making it first if there is none."""
        if self._demo_path.exists():
            self.opened.emit(str(self._demo_path))
            return
        self.tell("")
        self._stack.setCurrentIndex(1)
        self._cancel.setVisible(True)
        self._bar.setRange(0, 100)
        self._bar.setValue(0)
        self._step.setText("正在生成演示县：约需一分钟，可随时取消")
        errand = self._making_demo = demo_errand(self._demo_path, self)
        errand.progressed.connect(self._show_progress)
        errand.done.connect(self._made)
        errand.failed.connect(lambda said: self.tell(f"没能生成演示县。{said}"))
        errand.cancelled.connect(lambda: self.tell("已取消生成演示县，没有留下文件。", calm=True))
        errand.start()
        self._cancel.setFocus()

    def _show_progress(self, percent: int, step: str) -> None:
        self._bar.setValue(percent)
        self._step.setText(f"正在生成演示县：{step}（{percent}%）")

    def _made(self) -> None:
        self._stack.setCurrentIndex(0)
        self.opened.emit(str(self._demo_path))

    def _stop(self) -> None:
        if self._making_demo is not None:
            self._making_demo.cancel()

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, "打开县库文件", str(self._demo_path.parent), "县库 (*.wangge);;所有文件 (*)"
        )
        if path:
            self.opened.emit(path)

    def _choose_server(self) -> None:
        url, ok = QInputDialog.getText(self, "连接数据库", "PostgreSQL 地址（postgresql+psycopg://用户@主机/库名）：")
        if ok and url.strip():
            self.opened.emit(url.strip())


def demo_errand(path: Path, parent: QObject) -> Errand:
    """Makes a demo county at `path`. WANGGE_DEMO_SCALE=0.1 makes a smaller one, for slow machines and rehearsals."""
    scale = os.environ.get("WANGGE_DEMO_SCALE", "1")
    return Errand(("demo", "--out", str(path), "--scale", scale), path, parent)


class Mark(QWidget):
    """The program's mark, 36 px."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(36)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        paint_mark(painter, 0, 0, 36, self._theme.ui["text"], self._theme.ui["accent"])
        painter.end()
