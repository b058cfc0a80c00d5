"""区划: the tree of divisions with what is open in each, painted by a delegate. A click filters, the arrow opens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from desktop.icons import paint_icon
from desktop.models.divisions import DivisionModel
from desktop.panels.painted_button import KEYBOARD
from desktop.panels.share_bar import paint_share_bar
from desktop.theme import Theme
from gis.county.divisions import Level
from gis.events.query import Counts
from gis.snapshot import Snapshot

STEP_PX = 16
ARROW_PX = 18  # centre of the county's arrow
BAR_WIDTH_PX = 54
NARROW_PX, NARROW_BAR_PX = 232, 30  # a narrow tree keeps its names rather than long bars
SIDE_PX = 16
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def depth_of(index: QModelIndex | QPersistentModelIndex) -> int:
    deep, above = 0, index.parent()
    while above.isValid():
        deep, above = deep + 1, above.parent()
    return deep


class DivisionDelegate(QStyledItemDelegate):
    """Paints one line over the full width of the tree: arrow, name, share bar, open count."""

    def __init__(self, tree: DivisionTree) -> None:
        super().__init__(tree)
        self.tree = tree

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self.tree.theme.height("tree_row"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tree, ui = self.tree, self.tree.theme.ui
        rect = QRect(
            0, option.rect.top(), tree.width(), option.rect.height()
        )  # under the scroll bar too: figures stay put
        model = tree.divisions_model
        rest, row = model.rest_of(index), index.internalId()
        chosen = rest < 0 and row == tree.chosen and row != 0
        if chosen:
            painter.fillRect(rect, ui["accent_tint"])
        elif tree.hovered == row:
            painter.fillRect(rect, ui["surface_hover"])
        deep = depth_of(index)
        if rest >= 0:
            painter.setFont(tree.theme.font("small"))
            painter.setPen(ui["text_tertiary"])
            painter.drawText(rect.adjusted(58, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        else:
            self._division(painter, rect, index, deep, chosen)
        if tree.ring and index == tree.currentIndex() and tree.hasFocus():
            painter.setPen(QPen(ui["accent"], 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _division(self, painter, rect: QRect, index, deep: int, chosen: bool) -> None:
        self._name(painter, rect, index, deep, chosen)
        self._figures(painter, rect, index, chosen)

    def figures_px(self, wide: int) -> int:
        """How much of a line's width its figures take."""
        return 65 + (BAR_WIDTH_PX if wide >= NARROW_PX else NARROW_BAR_PX)

    def _name(self, painter, rect: QRect, index, deep: int, chosen: bool) -> None:
        tree, model, ui = self.tree, self.tree.divisions_model, self.tree.theme.ui
        middle = rect.top() + rect.height() / 2
        if model.hasChildren(index):
            name = "chevron-down" if tree.isExpanded(index) else "chevron-right"
            paint_icon(painter, name, ui["line_control"], QPointF(ARROW_PX + deep * STEP_PX, middle), 16)
        ink = ui["accent_text"] if chosen else ui["text"]
        left = 32 + deep * STEP_PX
        painter.setFont(tree.theme.font("body"))
        painter.setPen(ink)
        room = QRect(left, rect.top() - 1, rect.width() - self.figures_px(rect.width()) - left - 6, rect.height())
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

    def _figures(self, painter, rect: QRect, index, chosen: bool) -> None:
        tree, model, ui = self.tree, self.tree.divisions_model, self.tree.theme.ui
        middle = rect.top() + rect.height() / 2
        wide = BAR_WIDTH_PX if rect.width() >= NARROW_PX else NARROW_BAR_PX
        row, count = index.internalId(), model.open_count(index.internalId())
        if count and model.counts is not None:
            bar = QRectF(rect.width() - 64 - wide, middle - 2, wide, 4)
            paint_share_bar(painter, tree.theme, bar, model.counts[row])
        ink = ui["accent_text"] if chosen else ui["text"]
        painter.setPen(ink if count or chosen else ui["text_tertiary"])
        painter.drawText(rect.adjusted(0, -1, -SIDE_PX, -1), RIGHT, "—" if count is None else f"{count:,}")


class DivisionTree(QTreeView):
    """`activated_row(int)`: a division was clicked or Enter pressed on it. `chosen` is the filtered row."""

    activated_row = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.chosen, self.hovered = theme, 0, -1
        self.ring = False  # the keyboard is here, so the current line must be seen
        self.divisions_model = self.make_model()
        self.setModel(self.divisions_model)
        self.setItemDelegate(self.make_delegate())
        self.setAccessibleName("区划")
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)

    def make_model(self) -> DivisionModel:
        """The lines; a tree of other figures gives its own."""
        return DivisionModel(self)

    def make_delegate(self) -> DivisionDelegate:
        """What paints the lines."""
        return DivisionDelegate(self)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.viewport().update()

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show a county; what was open stays open when only rows changed, not the tree."""
        if self.divisions_model.divisions is snapshot.divisions:
            return
        self.divisions_model.set_divisions(snapshot.divisions)
        self.expand(self.divisions_model.index_of(0))

    def set_counts(self, counts: Counts) -> None:
        self.divisions_model.set_counts(counts.division_states)
        self.viewport().update()

    def choose(self, row: int) -> None:
        """Mark the filtered division, opening the tree down to it."""
        if row == self.chosen:
            return
        self.chosen = row
        index = self.divisions_model.index_of(row)
        if row and index.isValid():
            above = index.parent()
            while above.isValid():
                self.expand(above)
                above = above.parent()
            self.setCurrentIndex(index)
            self._reveal()
            QTimer.singleShot(0, self, self._reveal)  # the strip below may take room in the same breath
        self.viewport().update()

    def _reveal(self) -> None:
        """The chosen line in sight, with lines around it when it was not."""
        index = self.divisions_model.index_of(self.chosen)
        if index.isValid() and not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ring = False
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        self.setCurrentIndex(index)
        arrow = event.position().x() < ARROW_PX + depth_of(index) * STEP_PX + 10
        if arrow and self.divisions_model.hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self._activate(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.divisions_model.hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(QModelIndex())
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ring = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        row = index.internalId() if index.isValid() else -1
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def _activate(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        rest = self.divisions_model.rest_of(index)
        if rest >= 0:
            self.divisions_model.unfold(rest)
            return
        row = index.internalId()
        divisions = self.divisions_model.divisions
        if divisions is not None and divisions.level[row] < Level.VILLAGE and not self.isExpanded(index):
            self.expand(index)
        self.activated_row.emit(row)
