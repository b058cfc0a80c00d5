"""How far an errand is: title, note, bar, cancel. It does not hold up the desk; closing it cancels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.errand import Errand
from desktop.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

WIDTH_PX = 420


class ErrandDialog(QDialog):
    """Give it its errand with `run`; what came of it is told by `succeeded`, `failed` and `cancelled`, which subclasses
    fill. It goes when the errand is over."""

    def __init__(self, theme: Theme, parent: QWidget, name: str, title: str, note: str) -> None:
        """name: the objectName; its button is called NAME-cancel."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setModal(False)
        self.setFixedWidth(WIDTH_PX)
        self._errand: Errand | None = None
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._step = QLabel("正在开始…")
        self._step.setProperty("tone", "secondary")
        self._stop = QPushButton("取消")
        self._stop.setObjectName(f"{name}-cancel")
        self._stop.setToolTip("停止，不留下文件（Esc）")
        self._stop.clicked.connect(self.reject)
        head, more = QLabel(title), QLabel(note)
        head.setFont(theme.font("title"))
        more.setProperty("tone", "secondary")
        foot = QHBoxLayout()
        foot.addWidget(self._step, 1)
        foot.addWidget(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        for label in (head, more):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self._bar)
        column.addLayout(foot)

    def run(self, errand: Errand) -> None:
        self._errand = errand
        errand.progressed.connect(self._show_progress)
        errand.done.connect(lambda: self._over(self.succeeded))
        errand.failed.connect(lambda said: self._over(lambda: self.failed(said)))
        errand.cancelled.connect(lambda: self._over(self.cancelled))
        errand.start()
        self.show()

    def reject(self) -> None:
        """Cancel; the dialog goes once nothing is left."""
        if self._errand is not None:
            self._stop.setEnabled(False)
            self._step.setText("正在停止…")
            self._errand.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def step_words(self, percent: int, step: str) -> str:
        """The line under the bar."""
        return f"{step}（{percent}%）"

    def succeeded(self) -> None:
        """It is done."""

    def failed(self, said: str) -> None:
        """It could not be done."""

    def cancelled(self) -> None:
        """It was given up, and nothing is left."""

    def _show_progress(self, percent: int, step: str) -> None:
        self._bar.setValue(percent)
        self._step.setText(self.step_words(percent, step))

    def _over(self, tell) -> None:
        self.done(QDialog.DialogCode.Accepted)
        self.deleteLater()
        tell()
