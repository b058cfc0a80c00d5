"""The draft that was last on the table comes back when its planner opens the desk, after a crash as on any morning.

What lies on the table is remembered the moment it changes, for each person and county, so that a program that was
killed has lost none of it; the strokes themselves are in the journal. Where nothing was remembered (another machine),
the person's own draft that was last worked on is looked up.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.failure_words import failure_words
from gis.boundaries.plans.plan import Author, Plan, PlanState
from gis.foundation.clock import local

if TYPE_CHECKING:
    from desktop.planning.wiring import PlanningWiring
    from gis.planning import Planning


@dataclass(frozen=True)
class Memory:
    """plan: what was on the table, 0 the county in force, -1 nothing known. state: where the plan stood then. village:
    the one on the table, empty for none."""

    plan: int = -1
    state: str = ""
    village: str = ""


@dataclass(frozen=True)
class Return:
    """plan: what to put on the table, 0 leaves it as it is. village: to go to with it. words: what to say of it.
    state: where the plan stands that words are said of."""

    plan: int
    village: str
    words: str
    state: str = ""


class Returning(QObject):
    """One per desk. Looks once for every person at a county, then remembers what is put on the table."""

    def __init__(self, wiring: PlanningWiring) -> None:
        super().__init__(wiring)
        self.wiring, self.session, self.choice = wiring, wiring.session, wiring.choice
        self._back: str = ""  # whose table was looked for
        self._known = Memory()  # what is on the disk of that table
        self._used = False  # whether a plan lay on the table since
        self._telling = ""  # said when the draft is on the table
        self.session.opened.connect(self._opened)
        self.session.changed.connect(self._said)
        self.choice.village_changed.connect(self._remember)
        wiring.bridge.person_changed.connect(self._gone)

    @property
    def key(self) -> str:
        """Under what the table of this person and county is remembered."""
        workspace = self.wiring.bridge.county
        person = workspace.door.person
        return f"planning/table-{workspace.snapshot.uid}-{person.login if person is not None else 'desk'}"

    def _gone(self) -> None:
        self._back = self._telling = ""

    def _opened(self) -> None:
        session = self.session
        if session.county is None or session.past is not None or not self.wiring.may("plan"):
            return
        if self._back == self.key:
            self._remember()
            return
        self._back, self._used = self.key, False
        self._known = held = self._held()
        if session.plan is not None or held.plan == 0:
            self._remember()
            return
        session.door.run(lambda planning: found(planning, held), self._found, self._lost)

    def _found(self, back: Return | None) -> None:
        session = self.session
        if back is None or session.table is not None or session.loading or session.county is None:
            self._remember()  # nothing to put back, or the hand was quicker
            return
        if not back.plan:
            self.wiring.window.tell(back.words)
            self._known = replace(self._known, state=back.state)
            self._remember()
            return
        self._telling = back.words
        if back.village and back.village != self.choice.village:
            self.wiring.finding.choose_village(back.village)
        session.load(back.plan)

    def _said(self) -> None:
        if self._telling and self.session.plan is not None:
            words, self._telling = self._telling, ""
            self.wiring.window.toast.done(words, undo=False)
            self._remember()

    def _lost(self, error: Exception) -> None:
        self.wiring.window.tell(f"{failure_words(error, '没能查到上次的草稿')}可在“方案”里自己打开。")

    # --- what is remembered

    def _held(self) -> Memory:
        told = self.wiring.window.settings.value(self.key)
        if told is None:
            return Memory()
        try:
            plan, state, village = json.loads(str(told))
        except (ValueError, TypeError):  # written by hand, or by another version: as if nothing were known
            return Memory()
        return Memory(int(plan), str(state), str(village))

    def _remember(self) -> None:
        """Write down what is on the table, on the disk before anything else can happen to this program. Until a plan
        lies on it, what was known of the last one stays: what becomes of a plan that was handed in is still to be
        said."""
        session = self.session
        if session.county is None or session.past is not None or self._back != self.key or self._telling:
            return
        plan, village = session.plan, self.choice.village
        self._used = self._used or plan is not None
        if plan is not None:
            self._known = Memory(plan.id, plan.state.value, village)
        else:
            self._known = Memory(0, "", village) if self._used else replace(self._known, village=village)
        told = json.dumps([self._known.plan, self._known.state, village])
        settings = self.wiring.window.settings
        if settings.value(self.key) != told:
            settings.setValue(self.key, told)
            settings.sync()


def found(planning: Planning, held: Memory) -> Return | None:
    """What to put back on the table of whoever sits here (worker); None for nothing to say."""
    who = planning.who()
    every = planning.plans()
    if held.plan < 0:
        own = [p for p in every if p.state is PlanState.DRAFT and who.is_same(p.author, p.author_name)]
        return _continued(planning, own[0], "") if own else None
    plan = next((p for p in every if p.id == held.plan), None)
    if plan is None:
        return None
    if plan.state is PlanState.DRAFT:
        return _continued(planning, plan, held.village) if _mine(plan, who) else None
    return Return(0, "", became(plan), plan.state.value) if plan.state.value != held.state else None


def _mine(plan: Plan, who: Author) -> bool:
    return who.is_same(plan.author, plan.author_name)


def _continued(planning: Planning, plan: Plan, village: str) -> Return:
    at, today = local(plan.touched_at), local(planning.workspace.clock.now()).date()
    when = f"{at:%H:%M}" if at.date() == today else f"{at:%m-%d %H:%M}"
    words = f"已接着上次的草稿“{plan.name}”，" + (
        f"最后一步 {when}。" if plan.strokes else f"{when} 所建，还没有改动。"
    )
    return Return(plan.id, village or (plan.villages[0] if plan.villages else ""), words)


def became(plan: Plan) -> str:
    """What became of a plan that is no draft any more, in a sentence."""
    told = f"上次台上的方案“{plan.name}”{plan.word}"
    if plan.state is PlanState.APPROVED:
        told += f"，自 {plan.effective} 起生效"
    elif plan.state is PlanState.REJECTED and plan.reason:
        told += f"：{plan.reason.rstrip('。')}"
    return f"{told}。台上是现行网格。"
