"""Connects the planner's desk with the plan: what is shown follows the session, what hands do goes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QSettings, QTimer

from desktop.actions import Commands
from desktop.failure_words import failure_words
from desktop.map.layers.households import POINTS_COARSEST_M
from desktop.planning.appointing import Appointing
from desktop.planning.candidates import Candidates
from desktop.planning.checking import Checking
from desktop.planning.choice import PlanChoice
from desktop.planning.county_standing import CountyStanding
from desktop.planning.exchange.arriving import Arriving
from desktop.planning.exchange.leaving import Leaving
from desktop.planning.finding import Finding
from desktop.planning.handling import Handling
from desktop.planning.hearing import Hearing
from desktop.planning.locking import Locking
from desktop.planning.map_menu import MapMenu
from desktop.planning.measuring import measured
from desktop.planning.over import PlanOver
from desktop.planning.plan_acts import PlanActs
from desktop.planning.plan_menu import PlanMenu
from desktop.planning.pointing import BorderFinder
from desktop.planning.returning import Returning
from desktop.planning.session import PlanSession
from desktop.planning.showing import Showing
from desktop.planning.time_machine import TimeMachine
from desktop.planning.tools.hand import Table
from desktop.planning.trial import Trial
from gis.foundation.changes import Committed
from gis.foundation.clock import local

if TYPE_CHECKING:
    from desktop.planning.desk import PlanningDesk
    from desktop.theme import Theme
    from desktop.window import Window
    from gis.boundaries.editing.state import State
    from gis.boundaries.plans.impact import Impact
    from gis.planning import Planning
    from gis.snapshot import Snapshot

BORDERS = frozenset({"arc", "division", "household"})
OPENING_MS = 60  # after the desk is turned to: reading the borders beside it would make its first picture late
PANELS_MS = 25  # after the map, so that neither it nor what is written waits for the panels
DUE_MS = 60_000  # how often plans whose day has come are looked for
NAMES_FROM_M = 5.0  # metres a pixel from which names are shown; nearer, grids bear pills


class PlanningWiring(QObject):
    """One per desk; lives as long as it does."""

    table: Table
    finding: Finding
    handling: Handling

    def __init__(self, window: Window, desk: PlanningDesk) -> None:
        super().__init__(desk)
        self.window, self.desk, self.bridge = window, desk, window.bridge
        self.session = PlanSession(self.bridge, self)
        self.choice = PlanChoice(self)
        self.trial = Trial(self.session)
        self.over = PlanOver(desk.canvas, self.session, self.choice, self.trial)
        self.table = Table(self.session, self.choice, self.trial, self.over)
        self.finding, self.handling = Finding(self), Handling(self)
        self.table.ask_village = self.finding.choose_village
        self.showing = Showing(self)
        self.checking, self.standing = Checking(self), CountyStanding(self)
        self.acts, self.appointing = PlanActs(self), Appointing(self)
        self.candidates = Candidates(self)
        self.plan_menu = PlanMenu(self)
        self.time_machine = TimeMachine(self)
        self.locking, self.map_menu, self.hearing = Locking(self), MapMenu(self), Hearing(self)
        self.arriving, self.leaving = Arriving(self), Leaving(self)
        self._due = QTimer(self, interval=DUE_MS)
        self._due.timeout.connect(self._enact_due)
        self._opening = QTimer(self, singleShot=True, interval=OPENING_MS)
        self._opening.timeout.connect(self._open)
        self._later = QTimer(self, singleShot=True, interval=PANELS_MS)
        self._later.timeout.connect(self._show_stroke)
        self._connect()
        self.returning = Returning(self)

    def _connect(self) -> None:
        bridge, desk, choice, session = self.bridge, self.desk, self.choice, self.session
        bridge.replaced.connect(self._replaced)
        bridge.changed.connect(self._county_changed)
        bridge.connected.connect(self._connected)
        bridge.person_changed.connect(self._person_changed)
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)
        session.refused.connect(self.window.tell)
        session.written.connect(self.refresh_commands)
        desk.right.impact.opened.connect(self.show_impact)
        self.checking.checked.connect(self.refresh_commands)
        choice.village_changed.connect(self._village_changed)
        self.trial.changed.connect(self.showing.follow_trial)
        self.trial.changed.connect(self.checking.follow_trial)
        desk.left.layer_toggled.connect(self._layer)
        desk.canvas.viewport_changed.connect(self._viewed)

    # --- coming and going

    @property
    def shown(self) -> bool:
        return self.window.workplaces.key == "planning"

    def enter(self) -> None:
        if self.bridge.workspace is None:
            return
        canvas = self.desk.canvas
        if canvas.snapshot is not self.bridge.snapshot:
            self._show_county()
        if self.session.county is None:
            self._opening.start()
        self._connect_commands()
        self.refresh_commands()
        self._due.start()
        self._enact_due()
        canvas.setFocus()

    def _connect_commands(self) -> None:
        if self._commands is None:
            self._commands = self.window.workplaces.commands["planning"]
            self._commands.actions["magnet"].setCheckable(True)
            self._commands.actions["magnet"].setChecked(self.table.magnet)
            self.desk.tools.connect_to(self._commands)
            self.desk.right.step_head.connect_to(self._commands)

    _commands: Commands | None = None

    def mark_magnet(self) -> None:
        if self._commands is not None:
            self._commands.actions["magnet"].setChecked(self.table.magnet)

    def refresh_commands(self) -> None:
        if self._commands is None:
            return
        self.handling.put_away()
        self.window.refresh_commands()
        tool = f"tool-{self.desk.canvas.tool_name}"
        self.desk.tools.follow(self._commands, tool)
        if self.desk.ways.offer(self._commands, tool):
            self.desk.place_floats()
        self.desk.right.step_head.follow(self._commands)
        self.acts.follow()

    def set_theme(self, theme: Theme) -> None:
        self.time_machine.set_theme(theme)
        self.over.refresh()

    # --- plans and time

    def _enact_due(self) -> None:
        """What was approved takes effect on its day, at whichever planner's desk is open first."""
        workspace = self.bridge.workspace
        if workspace is not None and workspace.connected and self.shown and self.may("enact_plan"):
            self.acts.enact_due()

    def show_past(self, snapshot: Snapshot, state: State) -> None:
        """The county of another day on the table, to look at."""
        self.desk.canvas.set_tool("pick")
        self.desk.canvas.set_snapshot(snapshot)
        self.session.show_past(state)

    def leave_past(self) -> None:
        self.desk.canvas.set_snapshot(self.bridge.snapshot)
        self.session.show_past(None)

    def show_impact(self, word: str = "") -> None:
        """The rows behind the figures of the plan on the table."""
        table, compared = self.session.table, self.session.compared
        if table is None:
            return

        def look(planning: Planning) -> Impact:
            if compared is not None:
                return planning.compare(planning.open(compared.id), table)
            return planning.impact(table)

        def done(found: Impact) -> None:
            from desktop.planning.impact_dialog import ImpactDialog

            # an open plan is laid on the county in force first, whatever became of that since
            against = measured(table.plan, compared, behind=False)
            dialog = ImpactDialog(self, found, f"方案“{table.plan.name}”{against}")
            dialog.show_tab(word)
            dialog.open()

        self.session.door.run(look, done, lambda error: self.window.tell(failure_words(error)))

    def _show_county(self) -> None:
        desk, bridge = self.desk, self.bridge
        desk.canvas.set_layer_visible("events", False)
        desk.canvas.set_snapshot(bridge.snapshot)
        desk.canvas.set_events(self._open_rows(), bridge.states)
        desk.left.tree.set_snapshot(bridge.snapshot)
        self._opening.start()

    def _open(self) -> None:
        """What is not needed for the desk to be seen."""
        if self.bridge.workspace is None:
            return
        if self.session.county is None:
            self.session.load()

    def _open_rows(self) -> np.ndarray:
        """Open events of the village on the table."""
        from gis.events.states import State

        snapshot = self.bridge.snapshot
        row = self.row_of(self.choice.village)
        if row < 0:
            return np.empty(0, np.int32)
        events, end = snapshot.events, int(snapshot.divisions.end[row])
        here = (events.division >= row) & (events.division < end) & (self.bridge.states != State.CLOSED)
        return np.flatnonzero(here).astype(np.int32)

    def row_of(self, code: str) -> int:
        """The division row of a code, -1 for none in force."""
        if not code or self.bridge.workspace is None:
            return -1
        d = self.bridge.snapshot.divisions
        from bisect import bisect_left

        at = bisect_left(d.code, code)
        return at if at < len(d) and d.code[at] == code else -1

    def _connected(self) -> None:
        if self.shown:
            self.session.load()
            self.refresh_commands()

    def _person_changed(self) -> None:
        """Whatever another person left on the table is gone."""
        if self.time_machine.active:
            self.time_machine.leave()
        self.choice.set_village("")
        self.session.forget()

    def may(self, kind: str) -> bool:
        """Whether the person here may do a kind of act; in a county without accounts everybody may."""
        from gis.people.permissions import may

        return self.window.role is None or may(self.window.role, kind)

    def _replaced(self) -> None:
        if self.time_machine.active:
            self.time_machine.leave()
        if self.shown:
            self._show_county()
            self.session.load()

    def _county_changed(self, committed: Committed) -> None:
        if self.shown and not self.time_machine.active:
            self.desk.canvas.set_snapshot(self.bridge.snapshot)
            if any(edit.table in BORDERS for edit in committed.change.edits):
                self.session.load()

    # --- the village on the table

    def _opened(self) -> None:
        wanted, self.finding.wanted = self.finding.wanted, ""
        if wanted:
            self.finding.choose_village(wanted)

    def _village_changed(self) -> None:
        canvas = self.desk.canvas
        self.desk.left.show_village(bool(self.choice.village))
        canvas.headup.show_legend(bool(self.choice.village))  # type: ignore[attr-defined]
        canvas.set_events(self._open_rows(), self.bridge.states)
        canvas.set_focus_division(-1)
        if not self.choice.village:
            canvas.set_tool("pick")
        self.candidates.forget()
        self._collect_borders()
        self._viewed()
        self.checking.clear()
        self.showing.show_all()
        self.checking.start()
        self.handling.tell_hint()
        self.desk.strip.setVisible(bool(self.choice.village))
        self.candidates.start()
        self.refresh_commands()

    # --- strokes

    def _changed(self) -> None:
        state, choice = self.session.state, self.choice
        if state is not None and choice.arc and choice.arc not in state.arcs:
            choice.set_grids(tuple(code for code in choice.grids if code in state.faces))
        self._collect_borders()
        self._later.start()

    def _show_stroke(self) -> None:
        """What the panels say of a stroke comes right after the map, which the hand looks at."""
        plates, compared = self.desk.canvas.headup, self.session.compared is not None and self.session.past is None
        plates.show_legend(bool(self.choice.village), compared)  # type: ignore[attr-defined]
        self.showing.show_all()
        self.checking.start()
        self.candidates.refresh_current()
        self.refresh_commands()

    def _collect_borders(self) -> None:
        from gis.boundaries.outlook import grids_of

        state = self.session.state
        if state is None or not self.choice.village:
            self.table.finder = BorderFinder([])
            return
        ids = {i for code in grids_of(state, self.choice.village) for i in state.faces[code].arcs}
        self.table.finder = BorderFinder([state.arcs[i] for i in sorted(ids)])

    def not_editable(self) -> str:
        """Why nothing can be drawn in the plan on the table."""
        if not self.may("plan"):
            return "您的账号只看方案，不能改边界"
        return self.session.refusal()

    def plan_words(self) -> str:
        """The line of the plan at the top left."""
        plan = self.session.plan
        if self.session.past is not None:
            return f"{self.time_machine.day} 的界线"
        return f"方案：{plan.name} · 第 {len(self.session.steps)} 步" if plan is not None else "现行网格 · 改动即成草案"

    def plan_state(self) -> str:
        plan = self.session.plan
        if self.session.past is not None:
            ahead = self.time_machine.day is not None and self.time_machine.day > local(self.bridge.clock.now()).date()
            return "将来" if ahead else "过去"
        return plan.word if plan is not None else "现行"

    # --- looks

    def _layer(self, key: str, shown: bool) -> None:
        canvas = self.desk.canvas
        if key == "in-force":
            self.over.in_force = shown
        elif key == "houses":
            self.over.houses_shown = shown
            canvas.set_layer_visible("household-points", shown)
        elif key == "ground":
            canvas.set_layer_visible("ground", shown)
            canvas.set_layer_visible("households", shown)
        else:
            canvas.set_layer_visible("events", shown)
        canvas.update()

    def _viewed(self, *_view: object) -> None:
        """Names where villages are looked for; pills where grids are drawn."""
        canvas = self.desk.canvas
        far = canvas.navigator.target.m_per_px >= NAMES_FROM_M or not self.choice.village
        canvas.set_layer_visible("labels", far)
        seen = canvas.navigator.target.m_per_px < POINTS_COARSEST_M
        self.desk.left.layers["houses"].set_note("" if seen else "放大后显示")

    def restore(self, settings: QSettings) -> None:
        self.finding.wanted = str(settings.value("planning/village", "") or "")

    def save(self, settings: QSettings) -> None:
        settings.setValue("planning/village", self.choice.village)
