"""The head of the queue: painted titles, order and width by hand, columns shown or hidden, room made when narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.icons import paint_icon
from desktop.models.queue_columns import COLUMNS, KEYS, LEAST_STRETCH_PX, STRETCH
from desktop.panels.sections import StayingMenu
from desktop.theme import Theme

ALWAYS = ("state", "matter")


class QueueHeader(QHeaderView):
    """`sort_asked(column key)` on a click; `columns_changed` when the user moved, resized, hid or showed one."""

    sort_asked = Signal(str)
    columns_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme, self.sorted_by, self.descending = theme, "remaining", False
        self.hidden: set[str] = set()
        self.widths = {column.key: column.width for column in COLUMNS}
        self._fitting = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(30)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu().popup(self.mapToGlobal(at)))
        self.sectionClicked.connect(lambda section: self.sort_asked.emit(KEYS[section]))
        self.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        self.sectionResized.connect(self._resized)

    def dress(self) -> None:
        """Set widths once the header sits on its table."""
        for i in range(len(COLUMNS)):
            self.setSectionResizeMode(i, QHeaderView.ResizeMode.Interactive)
        self.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setSectionResizeMode(STRETCH, QHeaderView.ResizeMode.Stretch)
        self.fit(self.width())

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.viewport().update()

    def show_sort(self, key: str, descending: bool) -> None:
        self.sorted_by, self.descending = key, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.theme.height("table_head"))

    def fit(self, room: int) -> None:
        """Give every wanted column its width; when the matter would have too little, others shrink or go."""
        wanted = {c.key: self.widths[c.key] for c in COLUMNS if c.key not in self.hidden and c.key != "matter"}
        for column in sorted((c for c in COLUMNS if c.drop), key=lambda c: c.drop):
            short = sum(wanted.values()) + LEAST_STRETCH_PX - room
            if short <= 0:
                break
            if column.key in wanted and column.narrow and wanted[column.key] - column.narrow >= short:
                wanted[column.key] -= short
            elif column.key in wanted and column.narrow and column.drop < 4:
                wanted[column.key] = column.narrow
            else:
                wanted.pop(column.key, None)
        self._fitting = True
        for i, key in enumerate(KEYS):
            shown = key == "matter" or key in wanted
            self.setSectionHidden(i, not shown)
            if key in wanted:
                self.resizeSection(i, wanted[key])
        self._fitting = False

    def save(self) -> dict:
        """Order, widths and hidden columns as plain values."""
        order = [KEYS[self.logicalIndex(v)] for v in range(self.count())]
        return {"order": order, "widths": dict(self.widths), "hidden": sorted(self.hidden)}

    def restore(self, state: dict) -> None:
        """Take what `save` gave; names that are no column any more are passed over."""
        self.hidden = {k for k in state.get("hidden", []) if k in KEYS and k not in ALWAYS}
        for key, width in state.get("widths", {}).items():
            if key in self.widths and 30 <= int(width) <= 2000:
                self.widths[key] = int(width)
        order = [k for k in state.get("order", []) if k in KEYS]
        for visual, key in enumerate(order):
            self.moveSection(self.visualIndex(KEYS.index(key)), visual)
        self.fit(self.width())

    def menu(self) -> StayingMenu:
        """Which columns are shown, and a way back."""
        made = StayingMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.setToolTipsVisible(True)
        for column in COLUMNS[1:]:
            action = made.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.key not in self.hidden)
            action.setEnabled(column.key not in ALWAYS)
            action.setToolTip("总是显示" if column.key in ALWAYS else "")
            action.toggled.connect(lambda on, key=column.key: self.show_column(key, on))
        made.addSeparator()
        made.addAction("恢复默认列").triggered.connect(self.reset)
        return made

    def show_column(self, key: str, on: bool) -> None:
        (self.hidden.discard if on else self.hidden.add)(key)
        self.fit(self.width())
        self.columns_changed.emit()

    def reset(self) -> None:
        """Columns as they come."""
        fresh = {"order": list(KEYS), "widths": {c.key: c.width for c in COLUMNS}, "hidden": []}
        self.restore(fresh)
        self.columns_changed.emit()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.fit(event.size().width())

    def paintEvent(self, event) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.ui["surface_panel"])
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.ui["line"])
        painter.end()
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        ui, column = self.theme.ui, COLUMNS[section]
        painter.fillRect(rect, ui["surface_panel"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ui["line"])
        painter.setFont(self.theme.font("small"))
        sorting = column.key == self.sorted_by
        painter.setPen(ui["text_tertiary"])
        title = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        painter.drawText(rect.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignVCenter, title)
        if sorting:
            used = painter.fontMetrics().horizontalAdvance(title) if title else 14
            centre = QPointF(rect.left() + used + 9, rect.center().y() + 1)
            paint_icon(painter, "chevron-up" if self.descending else "chevron-down", ui["line_control"], centre, 14)

    def _resized(self, section: int, _old: int, new: int) -> None:
        held = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if self._fitting or not held or KEYS[section] == "matter" or new <= 0:
            return
        self.widths[KEYS[section]] = new
        self.columns_changed.emit()

    def section_at(self, at: QPoint) -> str:
        """The key of the column under a point, empty if none."""
        section = self.logicalIndexAt(at)
        return KEYS[section] if section >= 0 else ""
