"""What all of the planner's tools share: what they work on, panning with the middle button, snapping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, Qt

from desktop.map.canvas import MapCanvas
from desktop.map.tools.base import Pointer, Tool
from desktop.planning.choice import PlanChoice
from desktop.planning.over import PlanOver
from desktop.planning.pointing import BorderFinder
from desktop.planning.session import PlanSession
from desktop.planning.trial import Trial
from gis.boundaries.editing.state import State
from gis.boundaries.snapping import ALL, Gaps, Snap, SnapKind, snap

SNAP_PX, HOLD_PX = 12.0, 60.0  # how far a place draws the pointer; with a key held to one kind
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
PAN_PX = 3.0


@dataclass
class Table:
    """What the tools work on. kinds: what places may draw the pointer; `magnet` switches all of them."""

    session: PlanSession
    choice: PlanChoice
    trial: Trial
    over: PlanOver
    magnet: bool = True
    kinds: set[SnapKind] = field(default_factory=lambda: set(ALL))
    finder: BorderFinder = field(default_factory=lambda: BorderFinder([]))
    gaps: Gaps = field(default_factory=Gaps)
    ask_village: Callable[[str], None] = lambda code: None  # another village was pointed at
    hand_down: Callable[[bool], None] = lambda down: None  # a gesture begins or ends
    ask_exact: Callable[[], None] = lambda: None  # a place shall be typed


class Hand(Tool):
    """A tool of the planner. Subclasses give `begin`, `drag`, `finish`, `hover`; the middle button pans in all."""

    def __init__(self, canvas: MapCanvas, table: Table) -> None:
        super().__init__(canvas)
        self.table = table
        self._panned: QPointF | None = None
        self._down = False
        self.last: Pointer | None = None

    # --- what subclasses give

    def begin(self, pointer: Pointer) -> bool:
        """The left button goes down. False leaves the drag to panning and the click to `click`."""
        return False

    def drag(self, pointer: Pointer) -> None:
        """The pointer moves with the button down."""

    def finish(self, pointer: Pointer) -> None:
        """The button goes up after `begin` said yes."""

    def click(self, pointer: Pointer) -> None:
        """A click that `begin` left alone."""

    def hover(self, pointer: Pointer) -> None:
        """The pointer moves with no button down."""

    def give_up(self) -> None:
        """Leave no trace of the gesture under way."""

    def rethink(self, modifiers: Qt.KeyboardModifier) -> None:
        """A modifier key went down or up under a hand that does not move; these are held now."""
        if self.last is not None and self._panned is None and self.table.trial.active:
            pointer = Pointer(self.last.at, self.last.globally, self.last.button, modifiers)
            (self.drag if self._down else self.hover)(pointer)

    # --- from the canvas

    def press(self, pointer: Pointer) -> None:
        if pointer.button == Qt.MouseButton.MiddleButton:
            self._pan_from(pointer.at)
        elif pointer.button == Qt.MouseButton.LeftButton:
            self._take(pointer)
            if not self._down:
                self._waiting = pointer.at
        self.last = pointer

    def double(self, pointer: Pointer) -> None:
        """The second press of a double click begins a stroke like any other, but it is no second click."""
        self._take(pointer)
        self.last = pointer

    def _take(self, pointer: Pointer) -> None:
        self._start = pointer.at
        self._down = self.state is not None and self.begin(pointer)
        self.table.hand_down(self._down)

    def move(self, pointer: Pointer) -> None:
        self.last = pointer
        if self._panned is not None:
            step = pointer.at - self._panned
            self._panned = pointer.at
            self.canvas.navigator.pan_by(step.x(), step.y())
        elif self._down:
            self.drag(pointer)
        elif self._waiting is not None:
            if (pointer.at - self._waiting).manhattanLength() > PAN_PX:
                self._pan_from(self._waiting)
                self.move(pointer)
        elif self.state is not None:
            self.hover(pointer)
        else:
            self.canvas.picking.hover(pointer)

    def release(self, pointer: Pointer) -> None:
        down, waiting, panned = self._down, self._waiting, self._panned
        self._down, self._waiting = False, None
        self.table.hand_down(False)
        if panned is not None:
            self._panned = None
            self.canvas.headup.freeze(False)
            self.canvas.setCursor(self.cursor)
        elif down:
            self.finish(pointer)
        elif waiting is not None and self.state is not None:
            self.click(pointer)
        elif waiting is not None:
            self.canvas.picking.click_ground(pointer)  # no village yet: the one that is pointed at

    def key(self, key: int) -> bool:
        """Esc puts away what is only shown, a candidate for instance."""
        if key == Qt.Key.Key_Escape and self.table.trial.active and not self.active:
            self.table.trial.end()
            return True
        return False

    def cancel(self) -> None:
        self._down, self._waiting = False, None
        self.table.hand_down(False)
        if self._panned is not None:
            self._panned = None
            self.canvas.headup.freeze(False)
        self.give_up()
        self.table.trial.end()
        self.canvas.setCursor(self.cursor)
        self.canvas.update()

    @property
    def active(self) -> bool:
        return self._down or self._panned is not None

    _waiting: QPointF | None = None

    def _pan_from(self, at: QPointF) -> None:
        self._panned, self._waiting = at, None
        self.canvas.headup.freeze(True)
        self.canvas.setCursor(Qt.CursorShape.ClosedHandCursor)

    # --- places

    @property
    def state(self) -> State | None:
        return self.table.session.state if self.table.choice.village else None

    def metres(self, at: QPointF) -> tuple[float, float]:
        x, y = self.canvas.viewport.to_map(at.x(), at.y())
        return float(x), float(y)

    def reach_m(self, px: float) -> float:
        return float(px * self.canvas.viewport.m_per_px)

    def face_at(self, at: QPointF) -> str:
        """The code of the grid under a pixel, empty outside the county."""
        return self.state.face_at(*self.metres(at)) if self.state is not None else ""

    def snapped(self, pointer: Pointer, but: frozenset[int] = frozenset()) -> tuple[tuple[float, float], Snap | None]:
        """Where the hand means to be: drawn to a place near the pointer. Shift holds to streets, Alt refuses all."""
        at = self.metres(pointer.at)
        held, refused = bool(pointer.modifiers & SHIFT), bool(pointer.modifiers & ALT)
        if refused or self.state is None or not (self.table.magnet or held):
            return at, None
        kinds = {SnapKind.STREET} if held else self.table.kinds
        found = snap(self.state, *at, self.reach_m(HOLD_PX if held else SNAP_PX), kinds, but, self.table.gaps)
        return ((found.x, found.y), found) if found is not None else (at, None)
