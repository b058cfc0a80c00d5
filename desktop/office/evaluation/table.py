"""The table under hands: sorting, walking cell by cell, opening a figure. Paints only what is in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop.icons import paint_icon
from desktop.models.scorecard import FIRST, Index, ScorecardModel
from desktop.office.evaluation.table_paint import PAD_PX, CellPainter
from desktop.panels.painted_button import KEYBOARD
from desktop.theme import Theme
from gis.evaluation.evaluate import COUNTY, Evaluation

WIDTH = {"rank": 46, "score": 62, "list": 46, "signs": 40}
NAME_PX, NOTE_PX, NAME_MOST_PX, RATE_PX, RATE_SPARE_PX, CHANGE_PX = 116, 128, 340, 120, 52, 40


class ScoreHeader(QHeaderView):
    """Titles over the figures, with the order of the moment. `sort_asked(column)`."""

    sort_asked = Signal(int)

    def __init__(self, theme: Theme, model: ScorecardModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme, self.card = theme, model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(30)
        self.sectionClicked.connect(self.sort_asked)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.theme.height("table_head"))

    def paintEvent(self, event) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.ui["surface_panel"])
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.ui["line"])
        painter.end()
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        ui, keys = self.theme.ui, self.card.keys
        painter.fillRect(rect, ui["surface_panel"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ui["line"])
        if section >= len(keys):
            return
        sorting = keys[section] == self.card.sort_key
        painter.setFont(self.theme.font("small"))
        painter.setPen(ui["text" if sorting else "text_tertiary"])
        title = str(self.card.headerData(section, Qt.Orientation.Horizontal) or "")
        right = keys[section] in ("rank", "score")
        room = rect.adjusted(4, 0, -PAD_PX if right else -16 if sorting else -2, -1)
        title = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, title)
        if sorting:
            used = painter.fontMetrics().horizontalAdvance(title)
            x = room.right() - used - 8 if right else room.left() + used + 8
            name = "chevron-down" if self.card.descending else "chevron-up"
            paint_icon(painter, name, ui["line_control"], QPointF(x, rect.center().y() + 1), 12)


class ScoreTable(QTableView):
    """`figure_opened(rate place, subject)`, `signs_opened(subject)`, `subject_changed(subject)`."""

    figure_opened = Signal(int, int)
    signs_opened = Signal(int)
    subject_changed = Signal(int)

    def __init__(self, theme: Theme, model: ScorecardModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.card = theme, model
        self.painter_ = CellPainter(theme)
        self.hovered, self.ring, self._subject = QModelIndex(), False, COUNTY
        self.head = ScoreHeader(theme, model, self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(theme.height("row"))
        rows.hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("考核表")
        self.head.sort_asked.connect(self._sort)

    def set_theme(self, theme: Theme) -> None:
        self.theme, self.painter_ = theme, CellPainter(theme)
        self.head.theme = theme
        self.head.viewport().update()
        self.viewport().update()

    def fitting(self, found: Evaluation, places: list[int], changes: set[int]) -> list[int]:
        """Of these rates, the first ones that fit beside the first columns. changes: those that show a change too."""
        room = self.width() - 10 - self._name_px(found) - self._fixed(bool(found.signs))
        shown: list[int] = []
        for place in places:
            room -= self._rate_px(found, place) + (CHANGE_PX if place in changes else 0)
            if room < 0 and shown:
                break
            shown.append(place)
        return shown

    @staticmethod
    def _fixed(with_signs: bool) -> int:
        return sum(WIDTH.values()) - (0 if with_signs else WIDTH["signs"])

    def _name_px(self, found: Evaluation) -> int:
        """Room for names, and for where they lie: the longer ones may be cut."""
        noted = [note for note in found.subjects.note if note]
        return NAME_PX + (min(NOTE_PX, 12 + 11 * max(len(note) for note in noted)) if noted else 0)

    def _rate_px(self, found: Evaluation, place: int) -> int:
        """Room for the longest counts of a rate, so that no figure is cut."""
        counted = found.present.rates[place]
        whole, part = (int(c[:-1].max()) if len(c) > 1 else 0 for c in (counted.whole, counted.part))
        parts = self.painter_.small_measure.horizontalAdvance(f"{part:,}/{whole:,}")
        return max(RATE_PX, round(4 + self.painter_.value_px + 6 + parts + 8))

    def fit(self) -> None:
        """Give every column its width: rates share what is left, up to what reads well."""
        card, found = self.card, self.card.found
        if found is None:
            return
        least = [self._rate_px(found, p) + (CHANGE_PX if card.fair_side(p) else 0) for p in card.rates]
        name = self._name_px(found)
        spare = self.viewport().width() - self._fixed(card.with_signs) - name - sum(least)
        each = max(0, min(RATE_SPARE_PX, spare // max(1, len(least))))
        widths = WIDTH | {"name": min(NAME_MOST_PX, name + max(0, spare - each * len(least)))}
        widths |= {f"rate_{place}": px + each for place, px in zip(card.rates, least, strict=True)}
        for section, key in enumerate(card.keys):
            self.setColumnHidden(section, key == "signs" and not card.with_signs)
            self.setColumnWidth(section, widths[key])

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.fit()

    def choose(self, subject: int, column: int = 1) -> None:
        """Make a subject's line the current one."""
        at = self.card.line_of(subject)
        if at >= 0:
            index = self.card.index(at, column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and current.row() < len(self.card.order):
            subject = self.card.subject(current.row())
            if subject != self._subject:
                self._subject = subject
                self.subject_changed.emit(subject)

    def open_figure(self, index: Index) -> None:
        """Open what a cell counts, if it counts anything."""
        if not index.isValid() or index.row() >= len(self.card.order):
            return
        subject, place = self.card.subject(index.row()), self.card.rate_at(index.column())
        if place >= 0 and self.card.counted(place).whole[subject]:
            self.figure_opened.emit(place, subject)
        elif FIRST[min(index.column(), len(FIRST) - 1)] == "signs" and self.card.first_text(subject, "signs"):
            self.signs_opened.emit(subject)

    def copy(self) -> None:
        """The whole table as tab-separated lines on the clipboard."""
        columns = range(self.card.columnCount())
        head = [str(self.card.headerData(c, Qt.Orientation.Horizontal) or "") for c in columns]
        lines = [[self.card.text(at, c) for c in columns] for at in range(len(self.card.order))]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in [head, *lines]))

    # --- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self.ring = False
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index == self.currentIndex():
            self.open_figure(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index != self.hovered:
            self.hovered = index
            opens = index.isValid() and (
                self.card.rate_at(index.column()) >= 0 or FIRST[min(index.column(), len(FIRST) - 1)] == "signs"
            )
            hand = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand)
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ring = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_figure(self.currentIndex())
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.copy()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.hovered = QModelIndex()
            self.viewport().update()
        return super().viewportEvent(event)

    def _sort(self, section: int) -> None:
        subject = self._subject
        self.card.sort_by(self.card.keys[section])
        self.head.viewport().update()
        self.verticalScrollBar().setValue(0)
        self.choose(subject, max(self.currentIndex().column(), 1))
        self.viewport().update()

    # --- look

    def visible(self) -> range:
        """Lines now in sight."""
        height, top = self.theme.height("row"), self.verticalScrollBar().value()
        return range(top // height, min((top + self.viewport().height()) // height + 1, len(self.card.order)))

    def paintEvent(self, event) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self.theme.ui["surface_panel"])
        current, keys = self.currentIndex(), self.card.keys
        for at in self.visible():
            line = QRect(0, self.rowViewportPosition(at), self.viewport().width(), self.theme.height("row"))
            if not line.intersects(event.rect()):
                continue
            county = self.card.subject(at) == COUNTY
            self.painter_.ground(painter, line, county, at == current.row(), at == self.hovered.row())
            for column in range(len(keys)):
                if self.isColumnHidden(column):
                    continue
                cell = QRect(self.columnViewportPosition(column), line.top(), self.columnWidth(column), line.height())
                hot = at == self.hovered.row() and column == self.hovered.column()
                self.painter_.cell(painter, self.card, at, column, cell, hot)
            if at == current.row() and self.ring and self.hasFocus():
                box = QRect(
                    self.columnViewportPosition(current.column()),
                    line.top(),
                    self.columnWidth(current.column()),
                    line.height(),
                )
                self.painter_.ring(painter, box)
