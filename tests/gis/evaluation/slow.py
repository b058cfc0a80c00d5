"""The slow and obvious second way to count: one event at a time, one sentence a measure."""

from __future__ import annotations

from collections.abc import Sequence

from gis.deadlines.calendar import WorkCalendar
from gis.deadlines.limits import LimitUnit, Rule, rule_for
from gis.deadlines.pauses import Pause, moved
from gis.evaluation.periods import Period
from gis.events.columns import Events
from gis.events.states import Act, Source, Status
from gis.foundation.clock import day_number

Told = Sequence[tuple[int, int, Act, int]]  # (event id, at, act, unit id)


class One:
    """One event in plain values."""

    def __init__(self, events: Events, row: int, unit_id: int, acts: Told) -> None:
        for name in (
            "status", "source", "unit", "paused", "paused_at", "reported_at", "accepted_at", "assigned_at",
            "replied_at", "resolved_at", "closed_at", "reply_due", "close_due", "rating", "returns", "rework",
            "limit_class",
        ):  # fmt: skip
            setattr(self, name, int(getattr(events, name)[row]))
        self.unit_id = unit_id
        self.acts = [(at, act, unit) for event, at, act, unit in acts if event == int(events.id[row])]

    def __getattr__(self, name: str) -> int:
        raise AttributeError(name)

    @property
    def taken(self) -> bool:
        return self.accepted_at > 0 and self.status not in (Status.REFUSED, Status.MERGED)

    @property
    def closed(self) -> int:
        return self.closed_at if self.status == Status.CLOSED else 0

    @property
    def settled(self) -> int:
        return self.resolved_at or self.closed

    @property
    def answered(self) -> int:
        return self.replied_at or self.settled

    @property
    def stopped(self) -> bool:
        return bool(self.paused) and self.paused_at <= self.close_due

    @property
    def first_sent(self) -> int:
        return min((at for at, act, _ in self.acts if act is Act.ASSIGN), default=0)

    @property
    def first_sent_here(self) -> int:
        return min((at for at, act, unit in self.acts if act is Act.ASSIGN and unit == self.unit_id), default=0)

    @property
    def handed_on(self) -> bool:
        return self.unit >= 0 and self.first_sent_here > self.first_sent > 0

    @property
    def misled(self) -> bool:
        refused = any(act is Act.RETURN and unit != self.unit_id for _, act, unit in self.acts)
        passed_up = any(act is Act.ESCALATE for _, act, _ in self.acts)
        return refused or (self.handed_on and not passed_up) or self.status == Status.RETURNED

    def fair_due(self, rules: tuple[Rule, ...], calendar: WorkCalendar) -> int:
        if not self.handed_on or not self.close_due:
            return self.close_due
        rule = rule_for(rules, self.limit_class, day_number(self.reported_at))
        unit = LimitUnit.WORKING_DAYS if rule.close.unit is LimitUnit.WORKING_DAYS else LimitUnit.HOURS
        lost = Pause(self.first_sent, self.first_sent_here)
        return moved(self.close_due, self.first_sent, unit, [lost], calendar)


def belongs(
    one: One, period: Period, now: int, satisfied_from: int, rules: tuple[Rule, ...], calendar: WorkCalendar
) -> set[str]:
    """Names of all measures that count this event."""
    cut = min(period.end, now)
    names: set[str] = set()

    def say(name: str, truth: object) -> bool:
        if truth:
            names.add(name)
        return bool(truth)

    def within(at: int) -> bool:
        return period.start <= at < period.end and at <= cut

    def due_within(at: int) -> bool:
        return period.start < at <= cut

    def by(at: int, limit: int = cut) -> bool:
        return 0 < at <= min(limit, cut)

    if say("上报", within(one.reported_at)):
        say("立案", one.taken)
        say("不予受理", one.status == Status.REFUSED)
        say("并案", one.status == Status.MERGED)
        say("待受理", not one.taken and one.status not in (Status.REFUSED, Status.MERGED))
        say("办结", one.taken and by(one.closed))
        own = say("本职上报", one.source in (Source.GRID_WORKER, Source.PATROL, Source.ON_BEHALF))
        say("本职立案", own and one.taken)
    if say("应派遣", one.taken and within(one.accepted_at)):
        sent = say("派遣", by(one.assigned_at) or one.misled)
        say("准确派遣", sent and not one.misled)
    if say("应回复", one.taken and due_within(one.reply_due)):
        say("回复", by(one.answered))
        say("按期回复", by(one.answered, one.reply_due))
    if say("应结案", one.taken and due_within(one.close_due) and not one.stopped):
        say("结案", by(one.closed))
        say("按期结案", by(one.closed, one.close_due))
        again = [at for at, act, _ in one.acts if act in (Act.REWORK, Act.REOPEN)]
        say("返工", min(again) <= cut if again else one.rework > 0)
        if say("应处置", one.unit >= 0):
            say("处置", by(one.settled))
            say("按期处置", by(one.settled, one.close_due))
            say("延期", any(act is Act.EXTEND and at <= cut for at, act, _ in one.acts))
            say("退单", one.returns > 0)
    fair = one.fair_due(rules, calendar)
    if say("扣错派应结案", one.taken and due_within(fair) and not one.stopped):
        say("扣错派按期结案", by(one.closed, fair))
        if say("扣错派应处置", one.unit >= 0):
            say("扣错派按期处置", by(one.settled, fair))
    if say("期内办结", one.closed and within(one.closed)) and say("评价", one.rating > 0):
        say("满意", one.rating >= satisfied_from)
    return names
