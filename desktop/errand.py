"""A word of `main.py` run beside the desk, in a process of its own: progress, outcome, a cancel without half a file.

For what takes many seconds and touches no open county: making the demo county, a backup. The window never waits for it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal

from gis.store.parts import clear, part_of

MAIN = Path(__file__).resolve().parent.parent / "main.py"
PROGRESS = re.compile(r"^\s*(\d+)\s*%\s*(.*)$")
END_MS = 3000


class Errand(QObject):
    """Exactly one of `done`, `failed` and `cancelled` is emitted in the end; `cancelled` once nothing is left of it."""

    progressed = Signal(int, str)  # percent, what is being done
    done = Signal()
    failed = Signal(str)
    cancelled = Signal()

    def __init__(self, words: Sequence[str], goal: Path, parent: QObject) -> None:
        """words: after `main.py`. goal: the file that it makes."""
        super().__init__(parent)
        self._words, self._goal = list(words), goal
        self._id = 0
        self._wanted = True
        self._said: list[str] = []
        self._process = QProcess(self)
        self._process.started.connect(self._started)
        self._process.readyReadStandardError.connect(self._read)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._error)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._quit)

    def start(self) -> None:
        os.makedirs(self._goal.parent, exist_ok=True)
        self._process.start(sys.executable, [str(MAIN), *self._words])

    def cancel(self) -> None:
        """End it; what it was writing is removed once it has ended."""
        self._wanted = False
        self._process.kill()

    def _started(self) -> None:
        self._id = self._process.processId()

    def _quit(self) -> None:
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self.cancel()
            self._process.waitForFinished(END_MS)

    def _read(self) -> None:
        for line in bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").splitlines():
            match = PROGRESS.match(line)
            if match:
                self.progressed.emit(int(match[1]), match[2])
            elif line.strip():
                self._said.append(line.strip().removeprefix("错误："))

    def _finish(self, code: int) -> None:
        self._read()
        if self._id:
            clear(part_of(self._goal, self._id))
        if not self._wanted:
            self.cancelled.emit()
        elif code == 0 and self._goal.exists():
            self.done.emit()
        else:
            self.failed.emit(" ".join(self._said[-3:]) or f"程序以退出码 {code} 结束。")

    def _error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.failed.emit("没能启动程序，请检查安装是否完整。")
