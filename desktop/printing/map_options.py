"""What can be chosen of a printed map: its title and the paper."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

AFTER_TYPING_MS = 400


class MapOptions(QWidget):
    """`changed` once typing has come to rest."""

    changed = Signal()

    def __init__(self, title: str, paper: str, note: str = "") -> None:
        """note: what is not printed as it is seen, empty for nothing."""
        super().__init__()
        self.title = QLineEdit(title)
        self.title.setAccessibleName("图名")
        self.papers = {name: QRadioButton(f"{name} 横向") for name in ("A4", "A3")}
        self.papers[paper].setChecked(True)
        self._rest = QTimer(self, singleShot=True, interval=AFTER_TYPING_MS)
        self._rest.timeout.connect(self.changed)
        self.title.textEdited.connect(lambda _: self._rest.start())
        self.papers["A3"].toggled.connect(lambda _: self.changed.emit())
        sizes = QVBoxLayout()
        sizes.setSpacing(4)
        for button in self.papers.values():
            sizes.addWidget(button)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(6)
        form.addRow("图名", self.title)
        form.addRow("纸张", sizes)
        if note:
            words = QLabel(note)
            words.setProperty("tone", "secondary")
            words.setWordWrap(True)
            form.addRow(words)

    @property
    def paper(self) -> str:
        return next(name for name, button in self.papers.items() if button.isChecked())
