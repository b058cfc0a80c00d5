"""The left pane: head with count and order, piles, states, and the list itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.office.inbox.chips import ChipRow
from desktop.office.inbox.entries import ORDERS, Entries
from desktop.office.inbox.list_model import HEAD, InboxModel
from desktop.office.inbox.list_paint import InboxDelegate
from desktop.panels.empty import EmptyLine
from desktop.theme import Theme
from gis.events.states import State
from gis.people.waiting import Pile

WIDTH_PX, HEAD_PX = 352, 38


class InboxList(QListView):
    """Arrows walk, Enter opens, Ctrl and Shift pick several."""

    activated_row = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            index = self.currentIndex()
            if index.isValid():
                self.activated_row.emit(index.row())
            return
        super().keyPressEvent(event)


class ListPane(QWidget):
    """`picked(rows)`: what is selected; `narrowed` when pile, state or order is another; `opened` on Enter."""

    picked = Signal(object)
    narrowed = Signal()
    opened = Signal()
    register_asked = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.pile, self.state, self.order = "", None, "remaining"
        self.staying: Callable[[], bool] = lambda: False  # while a form is open: its event stays, listed or not
        self.model = InboxModel(self)
        self._quiet = False
        self.setFixedWidth(WIDTH_PX)
        self._build(title)

    state: State | None

    def _build(self, title: str) -> None:
        theme = self.theme
        self.title, self.figure = QLabel(title), QLabel()
        self.title.setFont(theme.font("title"))
        self.figure.setFont(theme.font("body"))
        self.figure.setProperty("tone", "secondary")
        self.order_button = QPushButton(ORDERS[self.order])
        self.order_button.setProperty("kind", "quiet")
        self.order_button.setFont(theme.font("small"))
        self.order_button.setIcon(icon(theme, "filter", 16))
        self.order_button.setToolTip("列表的次序")
        self.order_menu = QMenu(self)
        for key, word in ORDERS.items():
            action = QAction(word, self.order_menu)
            action.triggered.connect(lambda _=False, k=key: self._reorder(k))
            self.order_menu.addAction(action)
        self.order_button.clicked.connect(
            lambda: self.order_menu.popup(self.order_button.mapToGlobal(self.order_button.rect().bottomLeft()))
        )
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 4, 0)
        head.setSpacing(6)
        for part in (self.title, self.figure):
            head.addWidget(part)
        head.addStretch(1)
        self.register_button = QPushButton("登记 F2")
        self.register_button.setObjectName("inbox-register")
        self.register_button.setProperty("kind", "link")
        self.register_button.setFont(theme.font("small"))
        self.register_button.setToolTip("登记一件新上报的事件（F2）")
        self.register_button.clicked.connect(self.register_asked)
        head.addWidget(self.register_button)
        head.addWidget(self.order_button)
        holder = _Head(theme)
        holder.setLayout(head)
        holder.setFixedHeight(HEAD_PX)
        self.head = holder
        self.piles, self.states = ChipRow(theme, self), ChipRow(theme, self)
        self.piles.setObjectName("inbox-piles")
        self.states.setObjectName("inbox-states")
        self.piles.chosen.connect(self._pile_chosen)
        self.states.chosen.connect(self._state_chosen)
        self.view = InboxList()
        self.view.setObjectName("inbox-list")
        self.view.setModel(self.model)
        self.delegate = InboxDelegate(theme, self.model, self.view)
        self.view.setItemDelegate(self.delegate)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setMouseTracking(True)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("收件箱")
        self.view.activated_row.connect(lambda _at: self.opened.emit())
        self.view.doubleClicked.connect(lambda _index: self.opened.emit())
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._say())
        self.empty = EmptyLine(theme, self)
        self.empty.action_clicked.connect(self.show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(holder)
        column.addWidget(self.piles)
        column.addWidget(self.states)
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)

    # --- values in

    def show_piles(self, piles: Sequence[Pile], by_state: dict[State, int]) -> None:
        """Counts of the piles, and of the states of the pile chosen."""
        if self.pile not in [pile.key for pile in piles]:
            self.pile = ""
        total = sum(len(pile.rows) for pile in piles)
        self.figure.setText(f"{total:,}")
        self.piles.show_chips([(pile.key, pile.word, len(pile.rows), None) for pile in piles], self.pile)
        if self.state is not None and self.state not in by_state:
            self.state = None
        self.states.show_chips(
            [(None, "全部", sum(by_state.values()), None), *((s, "", n, s) for s, n in by_state.items())], self.state
        )

    def show_entries(self, snapshot, found: Entries, states: np.ndarray, now: int, calendar, asked) -> None:
        """The lines; what was selected stays selected, and where it is gone its successor is, unless a form is open: it
        would be another event's from one moment to the next."""
        held, current = self.rows, self.view.currentIndex().row()
        self._quiet = True
        try:
            if self.model.show(snapshot, found, states, now, calendar, asked):
                self._reselect(held, current)
        finally:
            self._quiet = False
        self.view.viewport().update()
        nothing = not len(found.rows)
        narrowed = bool(self.pile) or self.state is not None
        self.empty.setVisible(nothing)
        self.empty.set_words("没有这样的事件" if narrowed else "没有等您办理的事件", "看全部" if narrowed else "")
        if list(held) != self.rows and not self.staying():
            self.picked.emit(self.rows)

    def _reselect(self, held: list[int], current: int) -> None:
        places = [at for row in held if (at := self.model.position(row)) >= 0]
        if not places and self.model.rowCount() and held and not self.staying():
            at = min(max(current, 0), self.model.rowCount() - 1)
            at += self.model.event_row(at) == HEAD
            places = [at] if self.model.event_row(at) != HEAD else []
        chosen = self.view.selectionModel()
        for place, at in enumerate(places):
            index = self.model.index(at)
            if not place:
                chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            chosen.select(index, QItemSelectionModel.SelectionFlag.Select)

    def tick(self, states: np.ndarray, now: int) -> None:
        self.model.tick(states, now)
        self.view.viewport().update()

    # --- what is selected

    @property
    def rows(self) -> list[int]:
        """Event rows selected, from top to bottom."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return [row for at in places if (row := self.model.event_row(at)) != HEAD]

    def select(self, row: int) -> bool:
        """Select one event row, if it is listed."""
        at = self.model.position(row)
        if at < 0:
            return False
        # Said outright: the view would read Ctrl or Shift, held for a shortcut, as a wish to add to what is selected.
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(self.model.index(at), only)
        self.view.scrollTo(self.model.index(at))
        return True

    def select_first(self) -> None:
        if self.model.rowCount() and not self.rows:
            self.select(self.model.event_row(0))

    def step(self, by: int) -> None:
        """To the next or the previous event, over the head."""
        at = self.view.currentIndex().row() + by
        while 0 <= at < self.model.rowCount() and self.model.event_row(at) == HEAD:
            at += by
        if 0 <= at < self.model.rowCount():
            self.select(self.model.event_row(at))

    def _say(self) -> None:
        if not self._quiet:
            self.picked.emit(self.rows)

    # --- narrowing

    def _pile_chosen(self, key: object) -> None:
        self.pile, self.state = str(key or ""), None
        self.narrowed.emit()

    def _state_chosen(self, key: object) -> None:
        self.state = key if isinstance(key, State) else None
        self.narrowed.emit()

    def _reorder(self, key: str) -> None:
        self.order = key
        self.order_button.setText(ORDERS[key])
        self.narrowed.emit()

    def show_all(self) -> None:
        self.pile, self.state = "", None
        self.narrowed.emit()

    # --- look

    def set_theme(self, theme: Theme) -> None:
        self.theme = self.delegate.theme = self.head.theme = theme
        self.order_button.setIcon(icon(theme, "filter", 16))
        for part in (self.piles, self.states, self.empty):
            part.set_theme(theme)
        self.update()

    def paintEvent(self, _event) -> None:
        painter, ui = QPainter(self), self.theme.ui
        painter.fillRect(self.rect(), ui["surface_panel"])
        painter.fillRect(self.width() - 1, 0, 1, self.height(), ui["line"])
        painter.end()


class _Head(QWidget):
    """The head of a pane: a hairline under it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.ui["line"])
        painter.end()
