"""Ways to divide the village on the table: worked out off the GUI thread, shown on the map, taken into the plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.map.headup import EDGE
from desktop.planning.candidate_card import CardFace
from desktop.planning.candidate_figures import as_it_stands, changed_hands, face_of, village_key
from gis.boundaries.editing.preview import LEAST, MOST
from gis.boundaries.plans.plan import PlanState
from gis.foundation.errors import WanggeError

if TYPE_CHECKING:
    from desktop.planning.candidate_figures import Made
    from desktop.planning.wiring import PlanningWiring
    from gis.boundaries.editing.preview import Preview
    from gis.boundaries.editing.state import State
    from gis.boundaries.partition.candidate import Candidate
    from gis.boundaries.partition.hand import Area

STYLES = (("balanced", "最均衡"), ("along_lanes", "沿路"), ("least_change", "少改属"), ("compact", "最紧凑"))
LETTERS = "ABCDEFGH"
LABEL = "划分候选"


@dataclass(frozen=True)
class Worked:
    """One candidate with the ground it was worked out on."""

    area: Area
    candidate: Candidate


class Candidates(QObject):
    """Works out one candidate a style, one after another; a newer village, number or seed ends what is under way.
    `stale`: whether the village has been redrawn since; then a card is worked out anew before it is shown."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.strip = wiring, wiring.desk.strip
        self.number, self.seed = "today", 1
        self.busy = False
        self.worked: list[Worked | None] = []
        self._faces: list[CardFace] = []
        self._current: CardFace | None = None
        self._serial = 0
        self._area: Made | None = None
        self.shown = 0
        self.stale = False
        self._key: tuple[object, ...] = ()  # of the village as the candidates were made from it
        self._wanted = 0  # the card to show as soon as it is worked out anew
        self._was_mine = False  # whether what is on the map is a candidate
        strip = self.strip
        strip.head.again.clicked.connect(self.again)
        strip.head.every.clicked.connect(self._every)
        strip.number_chosen.connect(self._choose_number)
        strip.shown.connect(self.show)
        strip.taken.connect(self.take)
        wiring.desk.scores.chosen.connect(self.show)
        wiring.trial.changed.connect(self._trial_ended)

    # --- working out

    def again(self) -> None:
        """Other starts of the same ways, or the same for borders that have changed; while they are being worked out,
        stop."""
        if self.busy:
            self.stop()
            return
        self.seed += 0 if self.stale else 1
        self.start()

    def forget(self) -> None:
        """Another village is on the table."""
        self._serial += 1
        self._current, self._faces, self.worked, self.shown = None, [], [], 0
        self.stale, self._key, self._wanted = False, (), 0
        self._show_cards()

    def stop(self) -> None:
        self._serial += 1
        self.busy = False
        self._faces = [face if face.figures else CardFace(face.title, told="已停止。") for face in self._faces]
        self._show_cards()

    def _choose_number(self, number: str) -> None:
        self.number = number
        self.start()

    def start(self) -> None:
        """Work out candidates for the village on the table."""
        state, village = self.wiring.session.state, self.wiring.choice.village
        self._serial += 1
        if state is None or not village:
            return
        serial, number = self._serial, self.number
        self.busy = True
        self.stale, self._key, self._wanted = False, village_key(state, village), 0
        self.shown = 0
        self.worked = [None] * len(STYLES)
        self._faces = [CardFace(self._title(i), told="正在计算…") for i in range(len(STYLES))]
        self._show_cards()
        ask = self.wiring.bridge.ask
        ask(lambda: _area(state, village), lambda area: self._ready(serial, state, area, number), "partition")

    def _ready(self, serial: int, state: State, area: Area | WanggeError, number: str) -> None:
        if serial != self._serial:
            return
        if isinstance(area, WanggeError):
            self.busy = False
            self._faces = [CardFace("无法划分", told=str(area))]
            self._show_cards()
            return
        self._area = state, area.village, area
        self.refresh_current()
        today = len([c for c in area.codes if len(c) == 15]) or 1
        fewest = -(-len(area.houses) // MOST)
        most = max(len(area.houses) // LEAST, 1)
        self.strip.offer_numbers(today, fewest, most, number)
        k = today if number == "today" else None if number == "auto" else int(number)
        for place in range(len(STYLES)):
            self._work(serial, place, area, k)

    def _work(self, serial: int, place: int, area: Area, k: int | None) -> None:
        """One way in its turn; passed over if it is no longer wanted by then."""
        style, seed = STYLES[place][0], self.seed
        self.wiring.bridge.ask(
            lambda: _worked(area, style, k, seed) if serial == self._serial else None,
            lambda found: self._arrived(serial, place, area, found),
            "partition",
        )

    def _arrived(self, serial: int, place: int, area: Area, found: Candidate | WanggeError | None) -> None:
        if serial != self._serial or found is None:
            return
        if isinstance(found, WanggeError):
            self._faces[place] = CardFace(self._title(place), told=str(found))
        else:
            self.worked[place] = Worked(area, found)
            self._faces[place] = replace(self._face(place, found), stale=self.stale)
        if place == len(STYLES) - 1:
            self.busy = False
        self._show_cards()
        if self._wanted == place + 1 and not self.stale:
            self._wanted = 0
            self.show(place + 1)

    # --- what the cards show

    def _title(self, place: int) -> str:
        return f"候选 {LETTERS[place]} · {STYLES[place][1]}"

    def _face(self, place: int, found: Candidate) -> CardFace:
        base = self.wiring.session.base
        moved = found.moved if base is None or self._area is None else changed_hands(base, self._area, found)
        return face_of(self._title(place), found, moved)

    def refresh_current(self) -> None:
        """The plan as it stands, beside the candidates."""
        session, village = self.wiring.session, self.wiring.choice.village
        state, base, difference = session.state, session.base, session.difference
        if state is None or base is None or difference is None or not village:
            return
        self._age(bool(self._key) and village_key(state, village) != self._key)
        title = "现行网格"
        if session.plan is not None:
            title = "当前草稿" if session.plan.state is PlanState.DRAFT else f"本方案 · {session.plan.word}"
        if session.past is not None:
            title = f"{self.wiring.time_machine.day} 的网格"
        moved = len(difference.moved)
        ground = self._area if self._area is not None and self._area[1] == village else None

        def done(face: CardFace) -> None:
            if state is session.state and village == self.wiring.choice.village:
                self._current = face
                self._show_cards()

        self.wiring.bridge.ask(lambda: as_it_stands(state, village, title, moved, ground), done, "checking")

    def _age(self, stale: bool) -> None:
        """The village was redrawn, or redrawn back to what the candidates were made from."""
        if stale != self.stale:
            self.stale = stale
            self._faces = [replace(face, stale=stale) for face in self._faces]
            self._show_cards()

    def _show_cards(self) -> None:
        refusal = self.wiring.not_editable()
        self._faces = [f if f.refusal == refusal else replace(f, refusal=refusal) for f in self._faces]
        faces = ([self._current] if self._current is not None else []) + self._faces
        self.strip.set_faces(faces)
        self._mark()
        self.strip.head.again.set_words("停止" if self.busy else "重新计算")
        aged = " · 边界已改动，候选是改动前算的" if self.stale else ""
        plan = self.wiring.session.plan
        only = f" · {plan.word}，候选只能看" if plan is not None and not plan.editable else f" · {refusal}"
        self.strip.head.set_note(f"每格 {LEAST}–{MOST} 户 · 种子 {self.seed}{only if refusal else aged}")

    def _mark(self) -> None:
        """The card that is on the map, there beside the others in figures."""
        self.strip.mark(self.shown)
        faces = ([self._current] if self._current is not None else []) + self._faces
        desk = self.wiring.desk
        desk.scores.compare(faces if self.shown else [], self.shown)
        desk.place_floats()
        # the village is fitted beside the figures, not under them
        desk.canvas.set_insets(0, 0, desk.scores.size_wanted.width() + EDGE if self.shown else 0, 0)

    # --- on the map, and into the plan

    def show(self, number: int) -> None:
        """Show a candidate on the map as what it would change; the first card shows the plan as it is."""
        found = self.worked[number - 1] if 0 < number <= len(self.worked) else None
        wiring = self.wiring
        if found is not None and self.stale:
            self.start()
            self._wanted = number
            return
        wiring.desk.canvas.set_tool("pick")
        wiring.choice.clear()
        if found is None:
            self.shown = 0
            self._mark()
            wiring.trial.end()
            return
        state, gesture, serial = wiring.session.state, found.area.taking(found.candidate), self._serial

        def look() -> Preview:
            from gis.boundaries.editing.preview import preview

            assert state is not None
            return preview(state, gesture)

        def done(seen: Preview) -> None:
            if serial != self._serial or state is not wiring.session.state or self.shown != number:
                return
            wiring.trial.look_at(gesture, seen, LABEL)
            if not seen.possible:
                wiring.window.tell(f"{seen.reason} {seen.remedy}".strip())

        wiring.trial.end()
        self.shown = number
        self._mark()
        wiring.finding.fit_village()
        wiring.bridge.ask(look, done, "checking")

    def _trial_ended(self) -> None:
        """Another gesture took the candidate's place on the map, or it was put away."""
        mine = self.wiring.trial.active and self.wiring.trial.label == LABEL
        if self.shown and self._was_mine and not mine:
            self.shown = 0
            self._mark()
        self._was_mine = mine

    def take(self, number: int) -> None:
        """A candidate becomes one stroke of the plan."""
        found = self.worked[number - 1] if 0 < number <= len(self.worked) else None
        if found is not None and self.stale:
            self.show(number)  # worked out anew first
            return
        if found is None or self.wiring.not_editable():
            self.wiring.window.tell(self.wiring.not_editable() or "这个候选还没有算出来。")
            return
        self.shown = 0
        self.wiring.trial.end()
        self.wiring.session.do(found.area.taking(found.candidate), aside=True)

    def _every(self) -> None:
        from desktop.planning.every_village import EveryVillage

        EveryVillage(self.wiring).open()


def _area(state: State, village: str) -> Area | WanggeError:
    from gis.boundaries.partition.hand import area_of

    try:
        return area_of(state, [village])
    except WanggeError as no:
        return no


def _worked(area: Area, style: str, k: int | None, seed: int) -> Candidate | WanggeError:
    from gis.boundaries.partition.change import rebalance
    from gis.boundaries.partition.divide import partition

    present: Any = area.present
    try:
        if style == "least_change":
            return rebalance(area.ground, present, area.shapes, "auto" if k is None else k)
        return partition(area.ground, k, style, seed, present=present)
    except WanggeError as no:
        return no
