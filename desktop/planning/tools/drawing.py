"""Tools that draw a line: clicks set points and a double click or Enter ends; or press, draw and let go."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.map.tools.base import Pointer
from desktop.planning.tools.hand import Hand
from gis.boundaries.editing.draft import Gesture

FREE_PX, STEP_PX = 6.0, 5.0
THIN_PX = 1.6  # how far a line drawn by hand may depart from the hand
Place = tuple[float, float]


class DrawTool(Hand):
    """Subclasses say what a line means (`gesture`)."""

    cursor = Qt.CursorShape.CrossCursor
    label = ""

    def __init__(self, canvas, table) -> None:
        super().__init__(canvas, table)
        self.line: list[Place] = []
        self._free = False  # drawn with the button down
        self._at: Place | None = None
        self._trail: Place | None = None  # where the hand was before, of a line drawn with the button down

    def gesture(self, line: list[Place]) -> Gesture | None:
        """What the line would do; None where it means nothing yet."""
        raise NotImplementedError

    @property
    def active(self) -> bool:
        return bool(self.line) or super().active

    def begin(self, pointer: Pointer) -> bool:
        self.line.append(self.snapped(pointer)[0])
        return True

    def drag(self, pointer: Pointer) -> None:
        if not self._free:
            self._free = (pointer.at - self._start).manhattanLength() > FREE_PX and len(self.line) == 1
        if not self._free:
            return
        last = self.canvas.viewport.to_screen(*self.line[-1])
        if self._trail is not None and (pointer.at - QPointF(*last)).manhattanLength() >= STEP_PX:
            self.line.append(self._trail)
        # The end is snapped while the hand moves, as it will be when it lets go: what is shown is what is made.
        self._trail, self._at = self.metres(pointer.at), self.snapped(pointer)[0]
        self.show(pointer)

    def finish(self, pointer: Pointer) -> None:
        if self._free:
            self.line.append(self.snapped(pointer)[0])
            self.end()

    def hover(self, pointer: Pointer) -> None:
        if self.line:
            self._at = self.snapped(pointer)[0]
            self.show(pointer)

    def double(self, pointer: Pointer) -> None:
        if self.line:
            self.end()
        else:
            super().double(pointer)

    def key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line:
            self.end()
        elif key == Qt.Key.Key_Backspace and self.line:
            self.line.pop()
            self.canvas.update()
        else:
            return super().key(key)
        return True

    def place(self, place: Place) -> None:
        """A point typed instead of pointed at."""
        self.line.append(place)
        self._at = None
        self.canvas.update()

    def look(self, place: Place | None) -> None:
        """A point that is being typed: the line as it would run to it."""
        self._at = place
        if self.line:
            self.show(None)
        self.canvas.update()

    def drawn(self) -> list[Place]:
        """The line so far; one drawn by hand without its tremor."""
        line = [*self.line, self._at] if self._at is not None else list(self.line)
        if not self._free or len(line) < 3:
            return line
        import shapely

        thin = shapely.simplify(shapely.LineString(line), self.reach_m(THIN_PX))
        return [(float(x), float(y)) for x, y in shapely.get_coordinates(thin)]

    def show(self, pointer: Pointer | None) -> None:
        """Preview the line as it is; without a pointer while a point is typed."""
        line = self.drawn()
        gesture = self.gesture(line) if len(line) > 1 else None
        if gesture is None:
            self.table.trial.end()
        else:
            self.table.trial.drawn = np.array(line)
            self.table.trial.show(gesture, pointer.at if pointer is not None else None, self.label)
        self.canvas.update()

    def end(self) -> None:
        """Make what was drawn."""
        self._at = None
        line = self.drawn()
        gesture = self.gesture(line) if len(line) > 1 else None
        self.give_up()
        self.table.trial.end()
        if gesture is not None:
            self.table.session.do(gesture)
        self.canvas.update()

    def give_up(self) -> None:
        self.line, self._free, self._at, self._trail = [], False, None, None

    def paint(self, painter: QPainter) -> None:
        if not self.line:
            return
        xy = np.array([*self.line, *([self._at] if self._at is not None else [])])
        x, y = self.canvas.viewport.to_screen(xy[:, 0], xy[:, 1])
        points = [QPointF(px, py) for px, py in zip(x.tolist(), y.tolist(), strict=True)]
        theme = self.canvas.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((theme.map["symbol_casing"], 7.0), (theme.ui["accent"], 3.0)):
            painter.setPen(QPen(colour, width))
            painter.drawPolyline(points)
        painter.setBrush(theme.ui["surface_panel"])
        for at in points[:1] if self._free else points:
            painter.drawEllipse(at, 4.5, 4.5)
