"""Online backup: asks where to, runs beside the work, says how far it is, can be cancelled, and is verified."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QFileDialog, QProgressDialog

if TYPE_CHECKING:
    from desktop.window import Window


def back_up(window: Window) -> None:
    """Choose a file and copy the county into it while work goes on; the outcome is told in a toast."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M")
    name = f"{window.bridge.snapshot.name}-{stamp}.wangge"
    folder = Path(window.location).parent if "://" not in window.location else Path.home()
    path, _ = QFileDialog.getSaveFileName(window, "在线备份到", str(folder / name), "县库 (*.wangge)")
    if path:
        BackupRun(window, path).start()


class BackupRun(QProgressDialog):
    """`main.py backup` as a process of its own: the desk never waits for it and a cancel leaves no half file."""

    def __init__(self, window: Window, path: str) -> None:
        super().__init__("正在备份并核对…", "取消", 0, 0, window)
        self._window, self._path = window, path
        self.setWindowTitle("在线备份")
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setMinimumDuration(500)
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self.canceled.connect(self._process.kill)

    def start(self) -> None:
        import sys

        main = Path(__file__).resolve().parents[2] / "main.py"
        self._process.start(sys.executable, [str(main), "backup", self._window.location, "--out", self._path])

    def _finished(self, code: int) -> None:
        toast = self._window.toast
        if self.wasCanceled():
            Path(self._path).unlink(missing_ok=True)
            toast.warn("已取消备份，没有留下文件")
        elif code == 0:
            toast.done("已备份并核对：", Path(self._path).name, undo=False)
        else:
            said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
            toast.fail(said.splitlines()[0] if said else "备份没有完成", "")
        self.close()
        self.deleteLater()
