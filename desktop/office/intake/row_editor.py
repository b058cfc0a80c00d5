"""One bad row opened: every cell that is understood, what is wrong below it, and what would mend it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.panels.card_button import ButtonKind, CardButton
from desktop.panels.field import Field
from desktop.panels.link_button import LinkButton
from desktop.theme import Theme
from gis.intake.batch import BadRow, Batch
from gis.intake.complaints import Complaint
from gis.intake.headings import FIELD_WORD

SIDE_PX = 14


class RowEditor(QWidget):
    """`saved(number, values)`, `mended(number, Mend)`, `dropped(number)`, `left()`."""

    saved = Signal(int, object)
    mended = Signal(int, object)
    dropped = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.row: BadRow | None = None
        self.fields: dict[str, Field] = {}
        self.lines: dict[str, QLineEdit] = {}
        self.places: dict[str, Complaint] = {}
        self.title = QLabel()
        self.form = QWidget()
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.form)
        self.back = CardButton(theme, ButtonKind.PLAIN, "返回", self)
        self.drop = CardButton(theme, ButtonKind.PLAIN, "不导入这行", self)
        self.save = CardButton(theme, ButtonKind.PLAIN, "改好了", self, "Enter")
        for name, button in (("back", self.back), ("drop", self.drop), ("save", self.save)):
            button.setObjectName(f"import-row-{name}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back.clicked.connect(self.left.emit)
        self.drop.clicked.connect(lambda: self.dropped.emit(self.row.number) if self.row else None)
        self.save.clicked.connect(self.give)
        foot = QHBoxLayout()
        foot.setContentsMargins(SIDE_PX, 8, SIDE_PX, 8)
        foot.setSpacing(8)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.drop)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self.title.setContentsMargins(SIDE_PX, 8, SIDE_PX, 8)
        column.addWidget(self.title)
        column.addWidget(self.area, 1)
        column.addLayout(foot)

    def paintEvent(self, _event) -> None:
        QPainter(self).fillRect(0, 0, 1, self.height(), self.theme.ui["line"])

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for field in self.fields.values():
            field.set_theme(theme)
        for button in (self.back, self.drop, self.save):
            button.set_theme(theme)
        for link in self.form.findChildren(LinkButton):
            link.set_theme(theme)

    def set_row(self, batch: Batch, row: BadRow | None) -> None:
        """Show a row of a batch; None shows which to choose."""
        self.row = row
        former = self.area.takeWidget()  # a key or a click in it may have led here, so it goes a little later
        former.hide()
        former.deleteLater()
        self.form = QWidget()
        self.area.setWidget(self.form)
        self.fields, self.lines = {}, {}
        for button in (self.drop, self.save):
            button.setEnabled(row is not None)
        if row is None:
            self.title.setText("点一行，可在这里看全部内容并改正")
            return
        self.title.setText(f"{batch.file} 第 {row.number} 行")
        self.title.setFont(self.theme.font("strong"))
        column = QVBoxLayout(self.form)
        column.setContentsMargins(SIDE_PX, 0, SIDE_PX, 8)
        column.setSpacing(8)
        names = list(batch.columns.at)
        self.places = {self._place_of(c.field, names): c for c in row.complaints}
        for name in sorted(names, key=lambda name: name not in self.places):  # what is wrong comes first
            column.addWidget(self._field(row, name))
            for link in self._offers(batch, row, name):
                column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._say()

    def _field(self, row: BadRow, name: str) -> Field:
        line = QLineEdit(row.now.get(name, ""))
        line.setProperty("dense", True)
        line.setObjectName(f"import-cell-{name}")
        line.setFixedHeight(28)
        line.returnPressed.connect(self.give)
        was = row.cells.get(name, "")
        changed = name in row.mended
        self.lines[name] = line
        self.fields[name] = Field(self.theme, FIELD_WORD[name], line, f"原为 {was or '空'}" if changed else "")
        return self.fields[name]

    def _offers(self, batch: Batch, row: BadRow, name: str) -> list[LinkButton]:
        links = []
        for complaint in row.complaints:
            if self._place_of(complaint.field, list(batch.columns.at)) != name:
                continue
            for mend in complaint.mends:
                link = LinkButton(self.theme, mend.saying, self.form)
                link.clicked.connect(lambda _=False, m=mend: self.mended.emit(row.number, m))
                links.append(link)
        return links

    def _say(self) -> None:
        """What is wrong, under the field it is about."""
        assert self.row is not None
        if self.row.ready:
            return
        first = None
        for name, complaint in self.places.items():
            if name in self.fields:
                self.fields[name].set_problem(complaint.reason)
                first = first or self.lines[name]
        if first is not None and self.isVisible():
            first.setFocus()

    @staticmethod
    def _place_of(field: str, names: list[str]) -> str:
        """The field, of those there are, under which a complaint is shown."""
        if field == "position":
            return next((name for name in ("lon", "x") if name in names), "")
        if field not in names:
            return next((name for name in ("address", "description") if name in names), "")
        return field

    def give(self) -> None:
        """Hand over what was changed."""
        if self.row is not None:
            self.saved.emit(self.row.number, {name: line.text().strip() for name, line in self.lines.items()})
