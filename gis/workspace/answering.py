"""What is asked of an open county: rows, counts, states, foresights from memory; one event's story from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis.deadlines.bands import Bands
from gis.deadlines.limits import Rule
from gis.events.query import Counts, Filter, counts, select, text_rows
from gis.events.states import Act, Status
from gis.events.today import TodayFigures, today
from gis.foundation.clock import Clock
from gis.foundation.errors import StoreError
from gis.foundation.settings import Settings, load_settings
from gis.records import HistoryLine, Photo, ReturnedEvent
from gis.snapshot import Snapshot

if TYPE_CHECKING:
    from gis.deadlines.calendar import WorkCalendar
    from gis.deadlines.ledger import Ledger
    from gis.store.opening import Store
    from gis.workflow.fit import Foresight, Prospect, UnitFit


class Answering:
    """The asking half of a workspace. What reads the store says (worker); everything else is memory only and quick
    enough for the GUI thread."""

    def __init__(self, snapshot: Snapshot, clock: Clock) -> None:
        self.snapshot = snapshot
        self.clock = clock
        self._rules: tuple[Rule, ...] = ()
        self._calendar: WorkCalendar | None = None
        self._settings: Settings | None = None
        self._store: Store | None = None
        self._bands = Bands(snapshot.events, clock.now())
        self._looked_at: Prospect | None = None
        self._found: tuple[str, np.ndarray | None] = ("", None)

    # --- the county's own tables

    @property
    def calendar(self) -> WorkCalendar:
        """The county's working days, or the shipped ones until the store is connected."""
        if self._calendar is None:
            from gis.deadlines.seed import load_calendar  # what asking needs comes when first asked, not at the start

            self._calendar = load_calendar()
        return self._calendar

    @property
    def settings(self) -> Settings:
        """The county's own numbers, or the shipped ones until the store is connected."""
        if self._settings is None:
            self._settings = load_settings()
        return self._settings

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The county's limits, or the shipped table's."""
        if not self._rules:
            from gis.deadlines.limits import load_rules

            self._rules = load_rules()
        return self._rules

    # --- memory

    def states(self, now: int) -> np.ndarray:
        """uint8[n events] State of every event at `now`."""
        return self._bands.tick(now)[0]

    def tick(self, now: int) -> tuple[np.ndarray, np.ndarray]:
        """(states of every event, rows whose state changed since the last tick)."""
        return self._bands.tick(now)

    def rows(self, chosen: Filter, now: int) -> np.ndarray:
        """int32 rows that pass, in row order."""
        s = self.snapshot
        return select(s.events, s.divisions, s.items, chosen, self.states(now), self._words(chosen.text))

    def counts(self, chosen: Filter, now: int) -> Counts:
        s = self.snapshot
        found = self._words(chosen.text)
        return counts(s.events, s.divisions, s.items, len(s.units), chosen, self.states(now), now, found)

    def _words(self, text: str) -> np.ndarray | None:
        """Rows of a text search, kept until the text or the events change."""
        if text != self._found[0]:
            self._found = (text, text_rows(self.snapshot.events, text))
        return self._found[1]

    def text_hits(self, text: str) -> int:
        """How many events hold these words, open or closed."""
        found = self._words(text)
        return 0 if found is None else len(found)

    def today(self, now: int) -> TodayFigures:
        """What happened since midnight, as far as the columns tell."""
        return today(self.snapshot.events, now)

    def returned(self) -> list[ReturnedEvent]:
        """Events that a unit sent back and that wait for another, newest first (worker)."""
        store = self._open_store()
        events = self.snapshot.events
        units = {int(i): n for i, n in zip(self.snapshot.units.id, self.snapshot.units.name, strict=True)}
        found = []
        for row in np.flatnonzero(events.status == Status.RETURNED):
            last = next((s for s in reversed(store.steps(int(events.id[row]))) if s.act == Act.RETURN), None)
            if last is not None:
                found.append(ReturnedEvent(int(row), units.get(last.unit, "—"), last.note, last.at))
        return sorted(found, key=lambda each: -each.at)

    def fits(self, rows: np.ndarray) -> list[UnitFit]:
        """One per unit, in the order of Units."""
        return self._prospect(rows).fits()

    def foresee(self, rows: np.ndarray, unit: int) -> Foresight:
        """What assigning the rows to a unit row would do; cheap for one unit after another of the same rows."""
        return self._prospect(rows).foresee(unit, self.calendar, self.clock.now())

    def _prospect(self, rows: np.ndarray) -> Prospect:
        from gis.workflow.fit import Prospect

        kept = self._looked_at
        if kept is None or kept.county is not self.snapshot or not np.array_equal(kept.rows, rows):
            self._looked_at = kept = Prospect(self.snapshot, rows)
        return kept

    def history(self, row: int) -> list[HistoryLine]:
        """The steps of one event, oldest first (worker)."""
        staff = {int(i): n for i, n in zip(self.snapshot.staff.id, self.snapshot.staff.name, strict=True)}
        units = {int(i): n for i, n in zip(self.snapshot.units.id, self.snapshot.units.name, strict=True)}
        steps = self._open_store().steps(int(self.snapshot.events.id[row]))
        return [
            HistoryLine(s.at, s.act, s.actor_name or staff.get(s.actor, "平台"), units.get(s.unit, ""), s.note)
            for s in steps
        ]

    def clocks(self, row: int) -> list[tuple[str, Ledger]]:
        """(回复 | 办结, ledger) of one event: each counted and skipped stretch and why (worker)."""
        from gis.store.case_files import case_files
        from gis.workflow.docket import Docket
        from gis.workflow.explaining import clocks

        files = case_files(self._open_store(), [int(self.snapshot.events.id[row])])
        return clocks(Docket(self.snapshot, files, self.rules, self.calendar, self.settings), row, self.clock.now())

    def photos(self, row: int) -> list[Photo]:
        """The pictures of one event (worker)."""
        return [
            Photo(p.id, p.after, p.taken_at, p.x_m, p.y_m, p.jpeg)
            for p in self._open_store().photos(int(self.snapshot.events.id[row]))
        ]

    # --- the store

    def store(self) -> Store:
        """The connected store; StoreError until there is one."""
        return self._open_store()

    def _open_store(self) -> Store:
        if self._store is None:
            raise StoreError("县库还在连接，暂时只能查看。", "请稍候片刻再试。")
        return self._store
