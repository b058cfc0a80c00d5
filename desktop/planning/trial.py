"""The gesture under the hand: its preview, where the pointer is, what it was drawn to. Nothing is written by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal

from desktop.planning.session import PlanSession

if TYPE_CHECKING:
    import numpy as np

    from gis.boundaries.editing.draft import Gesture
    from gis.boundaries.editing.preview import Preview
    from gis.boundaries.snapping import Snap


class Trial(QObject):
    """`changed` with every move of the hand."""

    changed = Signal()

    def __init__(self, session: PlanSession) -> None:
        super().__init__(session)
        self._session = session
        self.gesture: Gesture | None = None
        self.preview: Preview | None = None
        self.pointer: QPointF | None = None  # px of the canvas
        self.snap: Snap | None = None
        self.label = ""  # of the gesture in the list of steps
        self.drawn: np.ndarray | None = None  # float64 (k, 2) EPSG:4547 metres: what the tool itself draws
        session.changed.connect(self.end)

    @property
    def active(self) -> bool:
        return self.preview is not None

    def show(self, gesture: Gesture, pointer: QPointF | None, label: str, snap: Snap | None = None) -> Preview:
        """What a gesture would do, worked out and shown."""
        from gis.boundaries.editing.preview import preview

        assert self._session.state is not None
        self.gesture, self.pointer, self.label, self.snap = gesture, pointer, label, snap
        self.preview = preview(self._session.state, gesture)
        self.changed.emit()
        return self.preview

    def look_at(self, gesture: Gesture, seen: Preview, label: str) -> None:
        """Show what was worked out elsewhere: a gesture that no hand makes, such as a candidate."""
        self.gesture, self.pointer, self.label, self.snap = gesture, None, label, None
        self.preview = seen
        self.changed.emit()

    def end(self) -> None:
        """The gesture is over, made or given up."""
        if self.preview is not None:
            self.gesture = self.preview = self.pointer = self.snap = self.drawn = None
            self.label = ""
            self.changed.emit()

    def commit(self) -> bool:
        """Make the gesture as it was shown; one that cannot be made says why and is gone."""
        gesture = self.gesture
        self.end()
        return gesture is not None and self._session.do(gesture)
