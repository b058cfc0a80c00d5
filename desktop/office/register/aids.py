"""What registering leans on, made off the GUI thread once and shared by every form of the window: the locator of grids,
the first screening with its measured worth, spelled names."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gis.foundation.changes import Committed

if TYPE_CHECKING:
    from desktop.bridge import CountyBridge
    from gis.boundaries.locate import GridLocator
    from gis.county.spelled import SpelledNames
    from gis.events.duplicates import Sought, Twin
    from gis.workflow.screening.measure import Measured
    from gis.workflow.screening.model import Screening
    from gis.workflow.screening.suggest import Suggestion

LANE = "register"
TEACHING = ("reclassify", "send_back", "report", "accept", "close")  # acts that may teach the screening something
LEARN_AGAIN_S = 600


class RegisterAids(QObject):
    """`changed` when something arrived that a form may show. Everything is None until then, and said so in words."""

    changed = Signal()

    def __init__(self, bridge: CountyBridge, parent: QObject) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.locator: GridLocator | None = None
        self.items: SpelledNames | None = None
        self.model: Screening | None = None
        self.measured: Measured | None = None
        self.why_no_model = "初筛还在学习本县的已办结事件"
        self._of: object = None
        self._begun = self._taught = False
        self._learned_at = 0.0
        bridge.replaced.connect(self._forget)
        bridge.changed.connect(self._changed)

    def prepare(self) -> None:
        """Make what is not there yet for the county as it is; cheap to call whenever a form opens."""
        if self.bridge.no_county():
            return
        mesh = self.bridge.snapshot.mesh
        if self._of is not mesh:
            self._of, self.locator = mesh, None
            self._ask(self._locate, self._located)
        if self.items is None:
            names = list(self.bridge.snapshot.items.name)
            self._ask(lambda: _spelled(names), self._spelled)
        stale = self._taught and time.monotonic() - self._learned_at > LEARN_AGAIN_S
        if self.bridge.county.connected and (not self._begun or stale):
            self._begun, self._taught = True, False
            self._ask(self._learn, self._learned)

    def suggest(self, text: str, division: int, done: Callable[[Suggestion], None]) -> None:
        """What the screening says of a text in a place; `done` in the GUI thread. Nothing without a model."""
        model, snapshot = self.model, self.bridge.snapshot
        if model is None:
            return

        def work() -> Suggestion:
            from gis.workflow.screening.suggest import suggest

            return suggest(snapshot, model, text, division)

        self._ask(work, done)

    def twins(self, sought: Sought, reach_m: float, but: int, done: Callable[[Sequence[Twin]], None]) -> None:
        """Open events that may be the same; `done` in the GUI thread. reach_m: how uncertain the place is, beyond the
        distance of the county's settings."""
        events, settings = self.bridge.snapshot.events, self.bridge.county.settings

        def work() -> list[Twin]:
            from gis.events.duplicates import twins_of

            return twins_of(events, sought, settings.merge_metres + reach_m, settings.merge_hours, 3, but)

        self._ask(work, done)

    def _ask(self, work: Callable[[], object], done: Callable) -> None:
        workspace = self.bridge.workspace

        def arrived(answer: object) -> None:
            if workspace is self.bridge.workspace:
                done(answer)

        self.bridge.ask(work, arrived, lane=LANE)

    def _locate(self) -> GridLocator:
        from gis.boundaries.locate import GridLocator

        return GridLocator(self.bridge.snapshot.mesh, self.bridge.snapshot.divisions)

    def _located(self, locator: GridLocator) -> None:
        self.locator = locator
        self.changed.emit()

    def _spelled(self, items: SpelledNames) -> None:
        self.items = items
        self.changed.emit()

    def _learn(self) -> tuple[Screening | None, Measured | None]:
        from gis.store.lessons import lessons
        from gis.workflow.screening.measure import measure
        from gis.workflow.screening.model import train

        snapshot, store = self.bridge.snapshot, self.bridge.county.store()
        model = train(snapshot, lessons(store))
        return model, measure(snapshot) if model is not None else None

    def _learned(self, found: tuple[Screening | None, Measured | None]) -> None:
        self.model, self.measured = found
        self._learned_at = time.monotonic()
        self.why_no_model = "" if self.model is not None else "本县已办结的事件太少，还不能初筛"
        self.changed.emit()

    def _changed(self, committed: Committed) -> None:
        self._taught |= committed.change.kind.split(" ")[-1] in TEACHING
        if not self.bridge.no_county() and self._of is not self.bridge.snapshot.mesh:
            self.prepare()

    def _forget(self) -> None:
        """Another county, or other borders."""
        self._of, self.locator = None, None
        self.items, self.model, self.measured = None, None, None
        self._begun = False


def _spelled(names: list[str]) -> SpelledNames:
    from gis.county.spelled import SpelledNames

    return SpelledNames(names)
