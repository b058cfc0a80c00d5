"""Online backup: asks where to, runs beside the work, says how far it is, can be cancelled, and is verified."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.dialogs.errand_dialog import ErrandDialog
from desktop.errand import Errand
from gis.foundation.clock import local

if TYPE_CHECKING:
    from desktop.window import Window

NOTE = "备份的是同一时刻的完整副本，可以照常工作；核验通过后才保留。"


def back_up(window: Window) -> None:
    """Choose a file and copy the county into it while work goes on; the outcome is told in a toast."""
    name = f"{window.bridge.snapshot.name}-{local(window.clock.now()):%Y%m%d-%H%M}.wangge"
    folder = Path(window.location).parent if "://" not in window.location else Path.home()
    # An older backup is never overwritten, so there is nothing to confirm: the run says that the name is taken.
    keep = QFileDialog.Option.DontConfirmOverwrite
    path, _ = QFileDialog.getSaveFileName(window, "在线备份到", str(folder / name), "县库 (*.wangge)", "", keep)
    if path:
        Backup(window, Path(path))


class Backup(ErrandDialog):
    """One backup under way."""

    def __init__(self, window: Window, goal: Path) -> None:
        super().__init__(window.theme, window, "backup", f"正在备份到 {goal.name}", NOTE)
        self.setWindowTitle("在线备份")
        self._window, self._goal = window, goal
        self.run(Errand(("backup", window.location, str(goal), "--check"), goal, self))

    def step_words(self, percent: int, step: str) -> str:
        checking = step != "复制" and percent < 100
        return f"{'核验：' if checking else ''}{step}（{percent}%）"

    def succeeded(self) -> None:
        self._window.toast.done("已备份并核验：", self._goal.name, undo=False)

    def failed(self, said: str) -> None:
        self._window.toast.fail(f"没有备份：{said}", "")

    def cancelled(self) -> None:
        self._window.toast.warn("已取消备份，没有留下文件")
