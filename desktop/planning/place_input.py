"""A point of a line typed instead of clicked: coordinates, a distance and a bearing, or steps east and north."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from gis.boundaries.actions.place_exactly import HELP, typed_place
from gis.foundation.errors import Refused

Place = tuple[float, float]


class PlaceInput(QDialog):
    """Enter hands the place over; `start`: the last point, from which distances count. `looked`: what is typed
    so far, to be seen on the map; None where it is no place."""

    def __init__(
        self, start: Place | None, given: Callable[[Place], None], looked: Callable[[Place | None], None],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("place-input")
        self.setWindowTitle("输入下一点")
        self._start, self._given, self._looked = start, given, looked
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        self.edit = QLineEdit()
        self.edit.setObjectName("place-input-edit")
        self.edit.setAccessibleName("下一点的位置")
        self.edit.setPlaceholderText("@12.5<90" if start is not None else "591418.5 4121423.6")
        self.edit.textChanged.connect(self._look)
        self.told = QLabel(HELP)
        self.told.setWordWrap(True)
        self.told.setProperty("tone", "secondary")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText("加这一点")
        buttons.accepted.connect(self._make)
        buttons.rejected.connect(self.reject)
        for part in (self.edit, self.told, buttons):
            column.addWidget(part)
        self.setMinimumWidth(440)
        self.rejected.connect(lambda: looked(None))
        self._look()

    def _place(self) -> Place | None:
        try:
            return typed_place(self.edit.text(), self._start)
        except Refused as no:
            self.told.setText(f"{no.message} {no.remedy}" if self.edit.text().strip() else HELP)
            return None

    def _look(self) -> None:
        place = self._place()
        self.ok.setEnabled(place is not None)
        self._looked(place)
        if place is not None:
            self.told.setText(f"E {place[0]:,.2f}  N {place[1]:,.2f}")

    def _make(self) -> None:
        place = self._place()
        if place is not None:
            self.accept()
            self._given(place)
