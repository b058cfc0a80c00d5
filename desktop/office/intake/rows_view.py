"""The view of the bad rows: a click on the words at the right acts, one elsewhere opens the row; keys do the same."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QMenu

from desktop.office.intake.rows import Entry, RowsDelegate, RowsModel, link_words
from desktop.theme import Theme
from gis.intake.batch import Batch, sure_mend
from gis.intake.complaints import Mend, Trouble


class RowsView(QListView):
    """`mended(row number, Mend)`, `undone(number)`, `all_taken(Trouble)`, `opened(number)` to edit by hand,
    `dropped(number)`. Enter takes the offer, Space opens the row, Delete leaves it out."""

    mended = Signal(int, object)
    undone = Signal(int)
    all_taken = Signal(object)
    opened = Signal(int)
    dropped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows = RowsModel()
        self.painter_ = RowsDelegate(theme, self.rows)
        self.setModel(self.rows)
        self.setItemDelegate(self.painter_)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("待修复的行")
        self.setObjectName("import-rows")
        self.choices = QMenu(self)

    def set_theme(self, theme: Theme) -> None:
        self.painter_.theme = theme
        self.viewport().update()

    def set_batch(self, batch: Batch | None) -> None:
        """Show a batch; the place in the list is kept."""
        place, at = self.currentIndex().row(), self.verticalScrollBar().value()
        self.rows.set_batch(batch)
        if 0 <= place < len(self.rows.entries):
            self.setCurrentIndex(self.rows.index(place))
        self.verticalScrollBar().setValue(at)

    def entry_at(self, at: QPoint) -> tuple[Entry | None, bool]:
        """The line under a point, and whether the point is on its words at the right."""
        index = self.indexAt(at)
        if not index.isValid():
            return None, False
        entry = self.rows.entries[index.row()]
        return entry, self.painter_.link_rect(self.visualRect(index), entry).contains(at.toPointF())

    def link_point(self, number: int) -> QPoint:
        """Where the words at the right of a row stand, px of the viewport; its group is opened and the row brought into
        sight. LookupError if there is no such row."""
        for trouble in (None, *Trouble):
            if trouble is not None:
                self.rows.open_group(trouble)
            for place, entry in enumerate(self.rows.entries):
                if entry.row is not None and entry.row.number == number:
                    return self._point(place)
        raise LookupError(f"row {number} is not listed")

    def row_point(self, number: int) -> QPoint:
        """A place of a row beside its words at the right."""
        at = self.link_point(number)
        return QPoint(100, at.y())

    def group_point(self, trouble: Trouble) -> QPoint:
        """The same of a group."""
        for place, entry in enumerate(self.rows.entries):
            if entry.kind == "group" and entry.trouble is trouble:
                return self._point(place)
        raise LookupError(f"no rows of {trouble}")

    def _point(self, place: int) -> QPoint:
        index = self.rows.index(place)
        self.scrollTo(index)
        return self.painter_.link_rect(self.visualRect(index), self.rows.entries[place]).center().toPoint()

    def act(self, entry: Entry, at: QPoint) -> None:
        """What the words at the right say."""
        if not link_words(entry):
            return
        if entry.kind == "group":
            self.all_taken.emit(entry.trouble)
            return
        row = entry.row
        assert row is not None
        if row.ready:
            self.undone.emit(row.number)
        elif (mend := sure_mend(row)) is not None:
            self.mended.emit(row.number, mend)
        elif row.first.mends:
            self.fill_choices(entry)
            self.choices.popup(self.viewport().mapToGlobal(at))
        else:
            self.opened.emit(row.number)

    def fill_choices(self, entry: Entry) -> None:
        """Every way to mend a row."""
        row = entry.row
        assert row is not None
        self.choices.clear()
        for mend in row.first.mends:
            action = self.choices.addAction(mend.saying)
            action.triggered.connect(lambda _=False, m=mend: self._take(row.number, m))
        self.choices.addSeparator()
        self.choices.addAction("手工填写…").triggered.connect(lambda: self.opened.emit(row.number))
        self.choices.addAction("不导入这行").triggered.connect(lambda: self.dropped.emit(row.number))

    def _take(self, number: int, mend: Mend) -> None:
        self.mended.emit(number, mend)

    def mouseMoveEvent(self, event) -> None:
        entry, on_link = self.entry_at(event.position().toPoint())
        hand = on_link or (entry is not None and entry.kind == "more")
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position().toPoint()
        entry, on_link = self.entry_at(at)
        if entry is None:
            return
        if entry.kind == "more":
            self.rows.open_group(entry.trouble)
        elif on_link:
            self.act(entry, at)
        elif entry.row is not None:
            self.opened.emit(entry.row.number)

    def contextMenuEvent(self, event) -> None:
        entry, _ = self.entry_at(event.pos())
        if entry is not None and entry.row is not None:
            self.fill_choices(entry)
            self.choices.popup(event.globalPos())

    def keyPressEvent(self, event) -> None:
        index, key = self.currentIndex(), Qt.Key(event.key())
        entry = self.rows.entries[index.row()] if index.isValid() else None
        if entry is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if entry.kind == "more":
                self.rows.open_group(entry.trouble)
            else:
                self.act(entry, self.visualRect(index).center())
        elif key == Qt.Key.Key_Space and entry.row is not None:
            self.opened.emit(entry.row.number)
        elif key == Qt.Key.Key_Delete and entry.row is not None:
            self.dropped.emit(entry.row.number)
        else:
            super().keyPressEvent(event)
