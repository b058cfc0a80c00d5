"""First start: what this is, and the three ways to a county. Makes the demo county with progress and cancel."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, Qt, Signal
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

from desktop.panels.top_bar_parts import paint_mark
from desktop.theme import Theme
from gis.events.states import State

MAIN = Path(__file__).resolve().parent.parent / "main.py"
WAYS = (
    "真实的巨鹿县地名与边界，人和事件都是编出来的，可放心练习",
    "本县的县库文件（.wangge），或一份备份",
    "多个席位共用一个 PostgreSQL 县库",
)
PROGRESS = re.compile(r"^\s*(\d+)\s*%\s*(.*)$")


class Welcome(QWidget):
    """Shown while no county is open."""

    opened = Signal(str)  # location

    def __init__(self, theme: Theme, demo_path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._demo_path = demo_path
        self._maker: DemoMaker | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = Mark(theme, self)
        self._title = QLabel("打开一个县")
        self._lead = QLabel("县库是一个文件，或一个 PostgreSQL 数据库。还没有县库时，可先用演示县熟悉全部功能。")
        self._message = QLabel("")
        self._message.setObjectName("welcome-message")
        self._message.setWordWrap(True)
        self._message.hide()
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
        self._lay_out()
        self._demo.clicked.connect(self.open_demo)
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
        inner = QVBoxLayout()
        for widget in (self._mark, self._title, self._lead, self._message, self._stack):
            inner.addWidget(widget)
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
            f"#welcome-message {{ color: {theme.state[State.OVERDUE].text.name()}; }}"
        )
        self._title.setStyleSheet(f"color: {ui['text'].name()};")

    def tell(self, message: str) -> None:
        """Say why the last try did not open anything."""
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self._stack.setCurrentIndex(0)

    def wait(self, message: str) -> None:
        """Say what is being waited for; the choices come back with `tell`."""
        self._message.hide()
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
        self._maker = DemoMaker(self._demo_path, self)
        self._maker.progressed.connect(self._show_progress)
        self._maker.done.connect(self._made)
        self._maker.failed.connect(self.tell)
        self._maker.start()

    def _show_progress(self, percent: int, step: str) -> None:
        self._bar.setValue(percent)
        self._step.setText(f"正在生成演示县：{step}")

    def _made(self) -> None:
        self._stack.setCurrentIndex(0)
        self.opened.emit(str(self._demo_path))

    def _stop(self) -> None:
        if self._maker:
            self._maker.cancel()
        self.tell("已取消生成演示县，没有留下文件。")

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


class DemoMaker(QWidget):
    """Runs `main.py demo` as a process of its own, so that the window never waits for it."""

    progressed = Signal(int, str)
    done = Signal()
    failed = Signal(str)

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._path = path
        self._cancelled = False
        self._said: list[str] = []
        self._process = QProcess(self)
        self._process.readyReadStandardError.connect(self._read)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._error)

    def start(self) -> None:
        os.makedirs(self._path.parent, exist_ok=True)
        # A smaller demo county for slow machines and rehearsals: WANGGE_DEMO_SCALE=0.1.
        scale = os.environ.get("WANGGE_DEMO_SCALE", "1")
        self._process.start(sys.executable, [str(MAIN), "demo", "--out", str(self._path), "--scale", scale])

    def cancel(self) -> None:
        self._cancelled = True
        self._process.kill()

    def _read(self) -> None:
        for line in bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").splitlines():
            match = PROGRESS.match(line)
            if match:
                self.progressed.emit(int(match[1]), match[2])
            elif line.strip():
                self._said.append(line.strip())

    def _finish(self, code: int) -> None:
        self._read()
        if code == 0 and self._path.exists():
            self.done.emit()
        elif not self._cancelled:
            self.failed.emit("没能生成演示县。" + (" ".join(self._said[-3:]) or f"退出码 {code}"))

    def _error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.failed.emit("没能启动生成程序，请检查安装是否完整。")
