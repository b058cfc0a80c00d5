"""Which village is on the table and what of it is in sight: by the tree, the search, the map, the list of grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer

from gis.county.divisions import Level
from gis.foundation.viewport import Bounds

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.county.places import Place

EDGE_M = 30.0  # around the households of a village


class Finding(QObject):
    """One per desk. `wanted`: the village to put on the table once the county is read."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.bridge, self.desk = wiring, wiring.bridge, wiring.desk
        self.session, self.choice = wiring.session, wiring.choice
        self.wanted = ""
        self.desk.left.tree.activated_row.connect(self._tree_chosen)
        self.desk.left.bars.chosen.connect(self._bar_chosen)
        self.desk.left.head.village_asked.connect(self.leave_village)
        self.desk.canvas.ground_clicked.connect(self._ground_clicked)
        self.desk.canvas.division_clicked.connect(self._division_clicked)
        self.choice.changed.connect(self._chosen)
        self.desk.canvas.headup.fit = self._fit  # type: ignore[attr-defined]

    def choose_village(self, code: str) -> None:
        """Put a village on the table and look at it."""
        if self.session.state is None:
            self.wanted = code
            self.session.load()
            self.wiring.window.tell("正在读入网格边界，稍候即到。")
            return
        self.session.village = code
        self.desk.strip.setVisible(bool(code))
        self.choice.set_village(code)
        QTimer.singleShot(0, self, self.fit_village)  # once the map has its size beside the strip

    def leave_village(self) -> None:
        """Back to the tree, to choose another."""
        self.choice.set_village("")
        self.desk.left.tree.setFocus()

    def fit_village(self) -> None:
        row = self.wiring.row_of(self.choice.village)
        if row >= 0:
            left, low, right, high = self.bridge.snapshot.divisions.bounds[row].tolist()
            self.desk.canvas.fly_to(self._houses_bounds() or (left, low, right, high))

    def _fit(self) -> None:
        """The whole village, or the whole county while there is none."""
        (self.fit_village if self.choice.village else self.desk.canvas.fit_county)()

    def _houses_bounds(self) -> Bounds | None:
        """Around the households of the village, which is where its borders are drawn."""
        from gis.boundaries.outlook import grids_of

        state = self.session.state
        if state is None:
            return None
        runs = [state.faces[code].houses for code in grids_of(state, self.choice.village)]
        houses = np.concatenate(runs) if runs else np.empty(0, np.int32)
        if not len(houses):
            return None
        x, y = state.houses.x[houses], state.houses.y[houses]
        low_x, low_y = float(x.min()) - EDGE_M, float(y.min()) - EDGE_M
        return low_x, low_y, float(x.max()) + EDGE_M, float(y.max()) + EDGE_M

    def go_to(self, place: Place) -> bool:
        """The search box: a village or a grid comes onto the table, a point is flown to."""
        self.desk.canvas.setFocus()
        divisions = self.bridge.snapshot.divisions
        if place.kind in ("village", "grid"):
            code = divisions.code[place.row]
            self.choose_village(code[:12])
            if place.kind == "grid" and self.session.state is not None and code in self.session.state.faces:
                self.choice.set_grids((code,))
                self.desk.canvas.fly_to(self.session.state.faces[code].bounds)
            return True
        if place.kind in ("township", "county") and place.bounds is not None:
            self.desk.canvas.fly_to(place.bounds)
            self.desk.left.tree.choose(place.row)
            return True
        if place.kind == "point":
            self.desk.canvas.go_to(place.x, place.y)
            return True
        return False

    def _tree_chosen(self, row: int) -> None:
        d = self.bridge.snapshot.divisions
        if d.level[row] == Level.VILLAGE:
            self.choose_village(d.code[row])
        elif d.level[row] == Level.GRID:
            self.choose_village(d.code[row][:12])
        else:
            self.desk.canvas.fly_to(tuple(d.bounds[row].tolist()))
            self.desk.left.tree.choose(row)

    def _ground_clicked(self, row: int) -> None:
        if row >= 0 and not self.choice.village:
            self._tree_chosen(row)

    def _division_clicked(self, row: int) -> None:
        self._tree_chosen(row)

    def look_at(self, bounds: Bounds, code: str = "") -> None:
        """Zoom to a problem."""
        state = self.session.state
        if state is not None and code in state.faces:
            self.choice.set_grids((code,))
        self.desk.canvas.fly_to(bounds)

    def _bar_chosen(self, code: str, add: bool) -> None:
        choice = self.choice
        if add:
            rest = tuple(each for each in choice.grids if each != code)
            choice.set_grids(rest if code in choice.grids else (*rest, code))
        else:
            choice.set_grids((code,))
        state = self.session.state
        if state is not None and code in state.faces:
            self._bring_into_sight(state.faces[code].bounds)

    def _bring_into_sight(self, bounds: Bounds) -> None:
        view = self.desk.canvas.viewport
        left, low, right, high = view.bounds
        if not (left <= bounds[0] and low <= bounds[1] and right >= bounds[2] and high >= bounds[3]):
            self.desk.canvas.fly_to(bounds)

    def _chosen(self) -> None:
        self.desk.left.bars.set_marked(frozenset(self.choice.grids))
        if len(self.choice.grids) == 1:
            self.desk.left.reveal(self.choice.grids[0])
        self.wiring.refresh_commands()
