"""The evaluation table as Qt edits it: a line a value, judged as it is typed; nothing is kept until it is saved."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gis.evaluation.amending import Line, Raw, added, changed, fault, lines, removed, text_of, with_text
from gis.foundation.errors import WanggeError

Index = QModelIndex | QPersistentModelIndex
GROUP, WORD, VALUE, NOTE = range(4)
TITLES = ("所属", "项目", "值", "说明")


class EvaluationTableModel(QAbstractTableModel):
    """`raw`: as it stands now; `held`: as the county has it. `altered` after each edit; `refused(words)`."""

    altered = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held: Raw = {}
        self.raw: Raw = {}
        self.section = "plain"
        self.editable = True
        self.every: list[Line] = []
        self.shown: list[Line] = []

    def set_raw(self, raw: Raw) -> None:
        """Take the table that holds; what was begun is gone."""
        self.held = raw
        self._take(raw)

    def show_section(self, section: str) -> None:
        self.section = section
        self._take(self.raw)

    def _take(self, raw: Raw) -> None:
        self.beginResetModel()
        self.raw = raw
        self.every = lines(raw) if raw else []
        self.shown = [line for line in self.every if line.section == self.section]
        self.endResetModel()

    # --- what changed, and what is wrong

    def changes(self) -> list[Line]:
        """Lines that differ from the table that holds."""
        return changed(self.held, self.raw) if self.raw else []

    @property
    def begun(self) -> bool:
        return self.raw != self.held

    def faults(self) -> list[tuple[Line, str]]:
        """Lines that cannot stay so, with the reason."""
        return [(line, why) for line in self.every if (why := fault(self.raw, line))]

    def is_changed(self, line: Line) -> bool:
        return text_of(self.held, line.path) != text_of(self.raw, line.path)

    # --- editing

    def add(self, at: int) -> None:
        """One more rate, term or rule; a term goes to the card of a line."""
        card = 0
        if self.section == "card" and 0 <= at < len(self.shown):
            card = int(self.shown[at].path[1])
        self._try(lambda: added(self.raw, self.section, card))

    def remove(self, at: int) -> None:
        """Without the rate, term or rule of a line."""
        if 0 <= at < len(self.shown):
            self._try(lambda: removed(self.raw, self.shown[at].path))

    def restore(self, at: int) -> None:
        """A line as the county has it."""
        line = self.shown[at]
        if text_of(self.held, line.path):
            self._set(line, text_of(self.held, line.path))

    def _try(self, change) -> None:
        try:
            self._take(change())
        except WanggeError as error:
            self.refused.emit(str(error))
            return
        self.altered.emit()

    def _set(self, line: Line, text: str) -> None:
        raw = with_text(self.raw, line, text)
        if raw == self.raw:
            return
        if [each.path for each in lines(raw)] != [each.path for each in self.every]:
            self._take(raw)  # other lines belong to it now
        else:
            self.raw, self.every = raw, lines(raw)
            self.shown = [each for each in self.every if each.section == self.section]
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, NOTE))
        self.altered.emit()

    # --- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return TITLES[section] if shown else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == VALUE and self.editable else flags

    def text(self, at: int, column: int) -> str:
        line = self.shown[at]
        if column == GROUP:
            first = at == 0 or self.shown[at - 1].group != line.group
            return line.group if first else ""
        if column == WORD:
            return line.word
        return text_of(self.raw, line.path) if column == VALUE else fault(self.raw, line) or line.note

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        line, column = self.shown[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(index.row(), column)
        if role == Qt.ItemDataRole.ToolTipRole:
            before = text_of(self.held, line.path)
            was = f"\n原为：{before or '（没有）'}" if self.is_changed(line) else ""
            return f"{line.group} {line.word}\n{fault(self.raw, line) or line.note}{was}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.group} {line.word} {text_of(self.raw, line.path)} {fault(self.raw, line)}".strip()
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != VALUE:
            return False
        self._set(self.shown[index.row()], str(value))
        return True
