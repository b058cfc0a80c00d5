"""One drag of events onto a unit, from its start to a drop or a cancel, wherever it began.

The source (a map tool, the queue) feeds it pointer positions; it owns what is seen (ghost, foresight card, lit tile)
and emits `dropped`. It assigns nothing itself. Never a QDrag: overlays work on every platform and in pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.dispatch.board import Board
from desktop.dispatch.dragging_words import due_briefly, subject_words
from desktop.dispatch.foresight import ForesightCard
from desktop.dispatch.ghost import Ghost, GhostFace
from desktop.theme import Theme
from gis.deadlines.limits import LIMIT_CLASS_WORD, LimitClass
from gis.events.states import State
from gis.snapshot import Snapshot
from gis.workflow.fit import Fit, Foresight, UnitFit

Fits = Callable[[np.ndarray], Sequence[UnitFit]]
Foresee = Callable[[np.ndarray, int], Foresight]

ASIDE_PX = 18  # between the pointer and what floats beside it
OFF_BOARD_PX = 9
EDGE_PX = 8


class DispatchDrag(QObject):
    """`begin`, `move`, `drop`, `cancel`: one gesture. Calls outside a gesture do nothing."""

    started = Signal(object)  # int32 rows
    dropped = Signal(object, int)  # rows, row in Units
    cancelled = Signal(str)  # why, in the users' words
    ended = Signal()  # after a drop or a cancel

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        board: Board,
        fits: Fits,
        foresee: Foresee,
        now: Callable[[], int],
    ) -> None:
        super().__init__(window)
        self._window = window
        application = QCoreApplication.instance()
        assert application is not None  # a widget was handed in, so there is one
        self._application = application
        self._theme = theme
        self._board = board
        board.moved_under_drag.connect(self._aim_again)
        self._ask_fits, self._ask_foresight, self._now = fits, foresee, now
        self._snapshot: Snapshot | None = None
        self._states: np.ndarray | None = None
        self._rows = np.empty(0, np.int32)
        self._fits: dict[int, UnitFit] = {}
        self._foreseen: dict[int, Foresight] = {}
        self._active = False
        self._target = -1
        self._at = QPoint()
        self.source = ""
        self._ghost = Ghost(theme, window)
        self._card = ForesightCard(theme, window)

    # --- set from outside

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._ghost.set_theme(theme)
        self._card.set_theme(theme)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def set_states(self, states: np.ndarray) -> None:
        """uint8[n events] State, for the symbol on the ghost."""
        self._states = states

    # --- what it is doing

    @property
    def active(self) -> bool:
        return self._active

    @property
    def rows(self) -> np.ndarray:
        return self._rows

    @property
    def target(self) -> int:
        """The unit under the pointer, -1 none."""
        return self._target

    @property
    def ghost(self) -> Ghost:
        return self._ghost

    @property
    def card(self) -> ForesightCard:
        return self._card

    def fit_of(self, unit: int) -> UnitFit | None:
        """How a unit fits what is (or was last) dragged."""
        return self._fits.get(unit)

    # --- the gesture

    def begin(self, rows: Sequence[int] | np.ndarray, origin: QPoint, source: str = "") -> bool:
        """Take up rows at a global point; `source` (map, queue) is kept for whoever asks. False if there is nothing."""
        if self._active or not len(rows) or self._snapshot is None:
            return False
        self._rows = np.asarray(rows, np.int32)
        self.source = source
        self._active, self._target = True, -1
        fits = list(self._ask_fits(self._rows))
        self._fits = {fit.unit: fit for fit in fits}
        self._foreseen = {}
        helpful = [fit.unit for fit in fits if fit.fit != Fit.MISFIT]
        due = {unit: due_briefly(self._foresee(unit), self._now()) for unit in helpful}
        self._board.show_fits(fits, len(self._rows), subject_words(self._snapshot, self._rows), due)
        self._ghost.show_face(self._face(self._snapshot))
        self._application.installEventFilter(self)
        self.started.emit(self._rows)
        self.move(origin)
        return self._active

    def move(self, at: QPoint) -> None:
        """The pointer is at a global point."""
        if not self._active:
            return
        if not self._window.rect().contains(self._window.mapFromGlobal(at)):
            self.cancel("已移出窗口")
            return
        self._board.drag_over(at)
        self._at = self._window.mapFromGlobal(at)
        self._aim(self._board.unit_at(at))
        self._place(self._at)

    def drop(self, at: QPoint) -> None:
        """The button was let go at a global point."""
        if not self._active:
            return
        self.move(at)
        if not self._active:
            return
        rows, unit = self._rows, self._target
        if unit < 0:
            self.cancel("没有落在单位上")
            return
        self._finish()
        self._ghost.hide()
        self.dropped.emit(rows, unit)
        self.ended.emit()

    def cancel(self, reason: str = "") -> None:
        """Give up: nothing changes, the ghost fades."""
        if not self._active:
            return
        self._finish()
        self._ghost.fade()
        self.cancelled.emit(reason)
        self.ended.emit()

    def _finish(self) -> None:
        self._active = False
        self._target = -1
        self._application.removeEventFilter(self)
        self._card.hide()
        self._board.clear_fits()

    # --- what is seen

    def _aim(self, unit: int) -> None:
        if unit == self._target:
            return
        self._target = unit
        self._board.set_target(unit)
        if unit < 0:
            self._card.hide()
        elif unit in self._foreseen:
            self._show_card()
        else:  # it takes some milliseconds to foresee: not inside the handler of a mouse move
            self._card.hide()
            QTimer.singleShot(0, self, self._show_card)

    def _aim_again(self) -> None:
        """What lies under the pointer changed although the pointer did not move."""
        if self._active:
            self._aim(self._board.unit_at(self._window.mapToGlobal(self._at)))
            self._place(self._at)

    def _show_card(self) -> None:
        """The foresight of the unit that is the target now, whatever it was when this was asked for."""
        if not self._active or self._target < 0 or self._snapshot is None:
            return
        self._card.set_foresight(self._foresee(self._target), self._snapshot.units.name[self._target], self._now())
        self._card.rise()
        self._place(self._at)

    def _foresee(self, unit: int) -> Foresight:
        if unit not in self._foreseen:
            self._foreseen[unit] = self._ask_foresight(self._rows, unit)
        return self._foreseen[unit]

    def _face(self, snapshot: Snapshot) -> GhostFace:
        row, events = int(self._rows[0]), snapshot.events
        state = State(int(self._states[row])) if self._states is not None else State.NORMAL
        class_word = LIMIT_CLASS_WORD[LimitClass(int(events.limit_class[row]))]
        serial = f"{int(events.serial[row]):04d}"
        return GhostFace(state, serial, class_word, events.description[row], len(self._rows))

    def _place(self, at: QPoint) -> None:
        """Ghost and card on the map side of the pointer, never over the tiles, always inside the window."""
        board_left = self._window.mapFromGlobal(self._board.mapToGlobal(QPoint(0, 0))).x()
        edge = min(at.x() - ASIDE_PX, board_left - OFF_BOARD_PX)
        card = self._ghost.card_rect()
        left = edge - card.width()
        if left < EDGE_PX:
            left = at.x() + ASIDE_PX
        top = _within(at.y() - card.height() // 2 + 10, EDGE_PX + 20, self._window.height() - card.height() - EDGE_PX)
        self._ghost.move(left - card.left(), top - card.top())
        if self._card.isVisible():
            self._card.move(self._card_corner(QRect(left, top, card.width(), card.height())))

    def _card_corner(self, ghost: QRect) -> QPoint:
        size, window = self._card.size(), self._window.size()
        left = _within(ghost.right() + 1 - size.width(), EDGE_PX, window.width() - size.width() - EDGE_PX)
        below = ghost.bottom() + 34
        if below + size.height() > window.height() - EDGE_PX:
            return QPoint(left, max(ghost.top() - 16 - size.height(), EDGE_PX))
        return QPoint(left, below)

    # --- what ends it from outside

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                self.cancel("已取消")
                return True
        elif kind == QEvent.Type.ApplicationDeactivate or (
            kind == QEvent.Type.WindowDeactivate and watched is self._window.window()
        ):
            self.cancel("窗口失去焦点")
        return False


def _within(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))
