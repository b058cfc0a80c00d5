"""The dispatcher's desk: filters | map over queue | board, with the inspector floating on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.map.canvas import MapCanvas
from desktop.theme import Theme
from desktop.workplaces import Workplace

if TYPE_CHECKING:
    from desktop.dispatch.board import Board
    from desktop.dispatch.inspector import Inspector
    from desktop.dispatch.queue import QueuePanel
    from desktop.panels.filters import FilterPanel
    from desktop.panels.time_slider import TimeSlider
    from desktop.panels.toast import Toast

EDGE = 12  # px between a float and the edge of the map
WIDE = 1500  # px of window width from which every column has its full width


class DispatchDesk(Workplace):
    """Lays the parts out and keeps floats in place; `wiring.py` connects them.

    The map comes first and alone, so that the county is seen as early as can be; `complete` puts the panels into
    the places kept for them.
    """

    filters: FilterPanel
    queue: QueuePanel
    board: Board
    slider: TimeSlider
    inspector: Inspector
    toast: Toast

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dispatch-desk")
        self.completed = False
        self.canvas = MapCanvas(theme)
        self.canvas.setObjectName("map")
        self._whole: tuple[float, float, float] | None = None  # the view in which the county was last fitted
        self.canvas.installEventFilter(self)
        self._places = {name: _place() for name in ("filters", "queue", "board")}
        self._lay_out()

    def _lay_out(self) -> None:
        self.upper = QSplitter(Qt.Orientation.Vertical)
        self.upper.setObjectName("map-queue-splitter")
        middle = QWidget()
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.canvas, 1)
        self.upper.addWidget(middle)
        self.upper.addWidget(self._places["queue"])
        self.upper.setStretchFactor(0, 1)
        self.upper.setStretchFactor(1, 0)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.setObjectName("columns-splitter")
        for part in (self._places["filters"], self.upper, self._places["board"]):
            self.across.addWidget(part)
        self.across.setStretchFactor(1, 1)
        for splitter in (self.across, self.upper):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.across)

    def complete(self, theme: Theme) -> None:
        """Make the panels and put them where their places were kept."""
        from desktop.dispatch.board import Board
        from desktop.dispatch.inspector import Inspector
        from desktop.dispatch.queue import QueuePanel
        from desktop.panels.filters import FilterPanel
        from desktop.panels.time_slider import TimeSlider
        from desktop.panels.toast import Toast

        self.filters, self.queue, self.board = FilterPanel(theme), QueuePanel(theme), Board(theme)
        self.slider = TimeSlider(theme)
        self.inspector, self.toast = Inspector(theme, self.canvas), Toast(theme, self.canvas)
        columns, rows = self.across.sizes(), self.upper.sizes()
        self.across.replaceWidget(0, self.filters)
        self.upper.replaceWidget(1, self.queue)
        self.across.replaceWidget(2, self.board)
        self._middle.addWidget(self.slider)
        for place in self._places.values():
            place.deleteLater()
        self._places.clear()
        self.across.setSizes(columns)
        self.upper.setSizes(rows)
        for name in ("filters", "queue", "board", "slider", "inspector", "toast"):
            getattr(self, name).setObjectName(name)
        self.slider.hide()
        self.inspector.hide()
        for part in (self.filters, self.queue, self.board):
            part.show()
        self.completed = True
        self.canvas.headup.buttons.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        if self.completed:
            for part in (self.filters, self.queue, self.board, self.slider, self.inspector, self.toast):
                part.set_theme(theme)

    # --- layout between days

    def default_layout(self, width: int, height: int) -> None:
        """Column widths of the design; a small screen gives the map more of what there is."""
        left, right = (264, 396) if width >= WIDE else (232, 332)
        self.across.setSizes([left, max(width - left - right, 400), right])
        low = 282 if height >= 900 else 212
        self.upper.setSizes([max(height - low, 300), low])

    def save_layout(self, settings: QSettings) -> None:
        if not self.completed:
            return
        settings.setValue("desk/columns", self.across.saveState())
        settings.setValue("desk/rows", self.upper.saveState())
        settings.setValue("desk/queue", self.queue.save_state())
        settings.setValue("desk/slider", not self.slider.isHidden())

    def restore_columns(self, settings: QSettings, width: int, height: int) -> None:
        """The layout of last time if it was made on a window of about this size, else the design's."""
        self.default_layout(width, height)
        columns, rows = settings.value("desk/columns"), settings.value("desk/rows")
        if columns is not None and rows is not None:
            self.across.restoreState(columns)
            self.upper.restoreState(rows)

    def restore_panels(self, settings: QSettings) -> None:
        """What the panels remember of last time."""
        state = settings.value("desk/queue")
        if isinstance(state, dict):
            self.queue.restore_state(state)
        self.slider.setVisible(bool(settings.value("desk/slider", False, bool)))

    # --- floats

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            QTimer.singleShot(0, self, self._keep_whole)
            if self.completed:
                self.place_floats()
        elif self.completed and watched is self.canvas.headup.buttons and event.type() == QEvent.Type.Move:
            self._step_aside()
        return False

    def _keep_whole(self) -> None:
        """A county shown whole stays whole in a map of another size, until a hand moves it."""
        snapshot, navigator, view = self.canvas.snapshot, self.canvas.navigator, self.canvas.viewport
        if snapshot is None:
            return
        if self._whole is None or self._whole == (view.x_m, view.y_m, view.m_per_px):
            left, low, right, high = (float(v) for v in snapshot.divisions.bounds[0])
            fitted = navigator.fit_view((left, low, right, high))
            if fitted != view:
                navigator.set_view(fitted)
            view = self.canvas.viewport
            self._whole = view.x_m, view.y_m, view.m_per_px

    def _step_aside(self) -> bool:
        """On a small map the buttons stand beside the inspector instead of under it. Says whether they do."""
        plate, card = self.canvas.headup.buttons, self.inspector.geometry()
        covered = self.inspector.isVisible() and plate.y() + plate.shadow < card.bottom() + EDGE
        if covered:
            plate.move(card.left() - EDGE - plate.width() + plate.shadow, plate.y())
        return covered

    def place_floats(self) -> None:
        """Inspector 12 px from the right edge of the map, toast bottom centre."""
        width, height = self.canvas.width(), self.canvas.height()
        self.inspector.setMaximumHeight(max(height - 2 * EDGE, 200))
        self.inspector.adjustSize()
        self.inspector.move(width - self.inspector.width() - EDGE, EDGE)
        taken = self.inspector.width() + 2 * EDGE if self.inspector.isVisible() else 0
        self.canvas.set_insets(0, 0, taken, 0)
        self.canvas.headup.lay_out()
        plate = self.canvas.headup.buttons
        beside = plate.width() - 2 * plate.shadow + EDGE if self._step_aside() else 0
        self.toast.place(width, height, taken + beside)

    def show_inspector(self, shown: bool) -> None:
        if shown != self.inspector.isVisible():
            self.inspector.setVisible(shown)
        self.place_floats()
        if shown:
            self.inspector.raise_()


def _place() -> QWidget:
    """Keeps a panel's room, in the panels' colour, until the panel is made."""
    place = QWidget()
    place.setAutoFillBackground(True)
    return place
