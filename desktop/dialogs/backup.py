"""Online backup: asks where to, runs beside the work, says how far it is, can be cancelled, and is verified."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from desktop.errand import Errand
from gis.foundation.clock import local

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from desktop.window import Window

WIDTH_PX = 420


def back_up(window: Window) -> None:
    """Choose a file and copy the county into it while work goes on; the outcome is told in a toast."""
    stamp = f"{local(window.clock.now()):%Y%m%d-%H%M}"
    name = f"{window.bridge.snapshot.name}-{stamp}.wangge"
    folder = Path(window.location).parent if "://" not in window.location else Path.home()
    # An older backup is never overwritten, so there is nothing to confirm: the run says that the name is taken.
    keep = QFileDialog.Option.DontConfirmOverwrite
    path, _ = QFileDialog.getSaveFileName(window, "在线备份到", str(folder / name), "县库 (*.wangge)", "", keep)
    if path:
        Backup(window, Path(path)).begin()


class Backup(QDialog):
    """How far a backup is. It does not hold up the desk; closing it cancels."""

    def __init__(self, window: Window, goal: Path) -> None:
        super().__init__(window)
        self.setObjectName("backup")
        self.setWindowTitle("在线备份")
        self.setModal(False)
        self.setFixedWidth(WIDTH_PX)
        self._window, self._goal = window, goal
        self._errand = Errand(("backup", window.location, str(goal), "--check"), goal, self)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._step = QLabel("正在开始…")
        self._step.setProperty("tone", "secondary")
        self._stop = QPushButton("取消")
        self._stop.setObjectName("backup-cancel")
        self._stop.setToolTip("停止备份，不留下文件（Esc）")
        self._lay_out()
        self._stop.clicked.connect(self.reject)
        self._errand.progressed.connect(self._show_progress)
        self._errand.done.connect(self._done)
        self._errand.failed.connect(self._failed)
        self._errand.cancelled.connect(self._cancelled)

    def _lay_out(self) -> None:
        title = QLabel(f"正在备份到 {self._goal.name}")
        title.setFont(self._window.theme.font("title"))
        title.setWordWrap(True)
        note = QLabel("备份的是同一时刻的完整副本，可以照常工作；核验通过后才保留。")
        note.setProperty("tone", "secondary")
        note.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self._step, 1)
        foot.addWidget(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        for widget in (title, note, self._bar):
            column.addWidget(widget)
        column.addLayout(foot)

    def begin(self) -> None:
        self._errand.start()
        self.show()

    def reject(self) -> None:
        """Cancel; the dialog goes once nothing is left of the copy."""
        self._stop.setEnabled(False)
        self._step.setText("正在停止…")
        self._errand.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _show_progress(self, percent: int, step: str) -> None:
        self._bar.setValue(percent)
        self._step.setText(f"{'核验：' if step != '复制' and percent < 100 else ''}{step}（{percent}%）")

    def _done(self) -> None:
        self._window.toast.done("已备份并核验：", self._goal.name, undo=False)
        self._leave()

    def _failed(self, said: str) -> None:
        self._window.toast.fail(f"没有备份：{said}", "")
        self._leave()

    def _cancelled(self) -> None:
        self._window.toast.warn("已取消备份，没有留下文件")
        self._leave()

    def _leave(self) -> None:
        self.done(QDialog.DialogCode.Accepted)
        self.deleteLater()
