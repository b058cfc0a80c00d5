"""The planner's desk: village and layers | map over the strip of candidates | checks, impact, steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from desktop.actions import Command
from desktop.map.canvas import MapCanvas
from desktop.map.headup import EDGE
from desktop.planning.left_panel import LeftPanel
from desktop.planning.plates import PlanPlates
from desktop.planning.right_panel import RightPanel
from desktop.planning.score_plate import ScorePlate
from desktop.planning.strip import Strip
from desktop.planning.toolbar import ToolPlate, WayPlate
from desktop.theme import Theme
from desktop.workplaces import Workplace

if TYPE_CHECKING:
    from desktop.window import Window
    from gis.county.places import Place

LEFT_PX, RIGHT_PX = 300, 336
NARROW_PX, NARROW_LEFT_PX, NARROW_RIGHT_PX = 1500, 252, 284


class PlanningDesk(Workplace):
    """Lays the parts out; `wiring.py` connects them with the plan and the county."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        from desktop.planning.wiring import PlanningWiring

        self.setObjectName("planning-desk")
        theme = window.theme
        self.canvas = MapCanvas(theme, plates=PlanPlates)
        self.canvas.setObjectName("planning-map")
        self.canvas.setAccessibleName("规划地图")
        self.left, self.right, self.strip = LeftPanel(theme), RightPanel(theme), Strip(theme)
        self.strip.hide()
        self.tools, self.ways = ToolPlate(self.canvas), WayPlate(self.canvas)
        self.ways.hide()
        self.scores = ScorePlate(self.canvas)
        plates = self.canvas.headup
        plates._plates = (*plates._plates, self.tools, self.ways, self.scores)
        self._lay_out()
        self.canvas.installEventFilter(self)
        self.wiring = PlanningWiring(window, self)

    def _lay_out(self) -> None:
        self.middle = QSplitter(Qt.Orientation.Vertical)
        self.middle.setObjectName("planning-map-strip")
        self.middle.addWidget(self.canvas)
        self.middle.addWidget(self.strip)
        self.middle.setStretchFactor(0, 1)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.setObjectName("planning-columns")
        for part in (self.left, self.middle, self.right):
            self.across.addWidget(part)
        self.across.setStretchFactor(1, 1)
        for splitter in (self.across, self.middle):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.across)

    # --- the shape of a workplace

    def commands(self) -> Sequence[Command]:
        from desktop.planning.commands import planning_commands

        return planning_commands(self.wiring)

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        for part in (self.left, self.right, self.strip, self.tools, self.ways, self.scores):
            part.set_theme(theme)
        self.wiring.set_theme(theme)

    def enter(self) -> None:
        self.wiring.enter()

    def go_to(self, place: Place) -> bool:
        return self.wiring.finding.go_to(place)

    def restore_layout(self, settings: QSettings) -> None:
        width = self.wiring.window.width()
        left, right = (LEFT_PX, RIGHT_PX) if width >= NARROW_PX else (NARROW_LEFT_PX, NARROW_RIGHT_PX)
        self.across.setSizes([left, max(width - left - right, 400), right])
        state = settings.value("planning/columns")
        if state is not None and settings.value("planning/width") == str(width):
            self.across.restoreState(state)
        self.wiring.restore(settings)

    def save_layout(self, settings: QSettings) -> None:
        settings.setValue("planning/columns", self.across.saveState())
        settings.setValue("planning/width", str(self.wiring.window.width()))
        self.wiring.save(settings)

    def answers(self) -> dict[str, Callable[..., Any]]:
        from desktop.planning.answers import answers

        return answers(self.wiring)

    def foot_px(self) -> int:
        return self.strip.height() + 8 if self.strip.isVisible() else 0

    def shut_down(self) -> None:
        self.wiring.locking.leave()
        self.canvas.shut_down()

    # --- floats

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
                self.place_floats()
            elif event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self.wiring.handling.modifier(event)
        return False

    def place_floats(self) -> None:
        """The tools at the top left, their ways under them; the figures of candidates under the legend."""
        self.tools.put(EDGE, EDGE, self.tools.size_wanted)
        self.ways.put(EDGE, EDGE + self.tools.size_wanted.height() + 8, self.ways.size_wanted)
        below = EDGE + self.canvas.headup.legend.size_wanted.height() + 8  # type: ignore[attr-defined]
        wide = self.scores.size_wanted
        self.scores.put(self.canvas.width() - EDGE - wide.width(), below, wide)
        if hasattr(self, "wiring"):
            self.wiring.time_machine.place()
        self.scores.raise_()
        self.tools.raise_()
        self.ways.raise_()
