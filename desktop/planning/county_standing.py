"""Grids, households and problems of every division, for the tree of villages: worked out off the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.state import State
    from gis.boundaries.outlook import Standing

AFTER_MS = 400  # the map and what the hand does come first


class CountyStanding(QObject):
    """Looks at the county on the table while no village is; a state that was looked at is not looked at again."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring = wiring
        self._seen: State | None = None
        self._later = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._later.timeout.connect(self._look)
        wiring.session.changed.connect(self.start)
        wiring.session.opened.connect(self.start)
        wiring.choice.village_changed.connect(self.start)

    def start(self) -> None:
        """Look soon, if there is anything new and the tree is there to be read."""
        state = self.wiring.session.state
        if state is not None and state is not self._seen and not self.wiring.choice.village:
            self._later.start()

    def _look(self) -> None:
        state = self.wiring.session.state
        if state is None or self.wiring.choice.village:
            return

        def look() -> dict[str, Standing]:
            from gis.boundaries.outlook import standings
            from gis.boundaries.problems import problems

            return standings(state, problems(state))

        def done(found: dict[str, Standing]) -> None:
            if state is self.wiring.session.state:
                self._seen = state
                self.wiring.desk.left.tree.set_standing(found)

        self.wiring.bridge.ask(look, done, "checking")
